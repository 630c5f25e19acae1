//! Bytes to text: which encoding a document is in (XML 1.0, 4.3.3 and appendix F; RFC 7303).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Error;

/// How far an XML declaration is looked for.
pub(super) const LONGEST_DECLARATION: usize = 512;

/// The text of a document. A byte order mark decides over `charset` (of the transport's content type), that over the
/// XML declaration, and without any of them it's UTF-8, or UTF-16 if its first bytes look so. The mark is not in the
/// text.
///
/// # Errors
/// When the encoding isn't known, or the bytes aren't of it.
pub fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> Result<Cow<'b, str>, Error> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (guess(bytes, charset)?, 0),
    };
    let body = bytes.get(mark..).unwrap_or_default();
    if encoding == UTF_8 {
        // Many bytes at once, which the standard library doesn't.
        if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(body) {
            return Ok(text);
        }
        return match std::str::from_utf8(body) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => Err(Error::new(
                mark + error.valid_up_to(),
                "a byte that isn't UTF-8; if the document is in another encoding, its declaration must say so",
            )),
        };
    }
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(text),
        None => Err(Error::new(
            mark + valid_up_to(encoding, body),
            format!(
                "bytes that aren't {}, the encoding that the document is said to be in",
                encoding.name()
            ),
        )),
    }
}

pub(super) fn guess(bytes: &[u8], charset: Option<&str>) -> Result<&'static Encoding, Error> {
    let wide = match bytes {
        [0, b'<', 0, _, ..] => Some(UTF_16BE),
        [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        _ => None,
    };
    if wide.is_none() && charset.is_some_and(|c| c.eq_ignore_ascii_case("utf-8")) {
        return Ok(UTF_8);
    }
    let charset = charset.map(|c| c.trim_matches([' ', '"', '\'']));
    if let Some(charset) = charset.filter(|c| !c.is_empty()) {
        let named = by_name(charset)?;
        // `<` and a second byte that isn't 0 are no beginning of a document in UTF-16: such servers say of the reply what
        // they were told of the request.
        let narrow = matches!(bytes, [b'<', second, ..] if *second != 0);
        if !(narrow && (named == UTF_16LE || named == UTF_16BE)) {
            // "UTF-16" without a mark doesn't tell the order of the bytes, and servers say "utf-8" about anything.
            return Ok(wide.unwrap_or(named));
        }
    }
    if let Some(wide) = wide {
        return Ok(wide);
    }
    match declared(bytes) {
        Some(name) if name.eq_ignore_ascii_case("utf-8") => Ok(UTF_8),
        // What can be read here as single bytes isn't UTF-16, whatever it says.
        Some(name) => by_name(name).map(|e| {
            if e == UTF_16LE || e == UTF_16BE {
                UTF_8
            } else {
                e
            }
        }),
        None => Ok(UTF_8),
    }
}

fn by_name(name: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label_no_replacement(name.as_bytes()).ok_or_else(|| {
        let shown: String = name.chars().take(40).filter(|c| !c.is_control()).collect();
        Error::new(
            0,
            format!("the encoding `{shown}` isn't known; UTF-8 and UTF-16 always are"),
        )
    })
}

/// The encoding that `<?xml .. encoding=".." ?>` names.
fn declared(bytes: &[u8]) -> Option<&str> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let rest = rest.get(..LONGEST_DECLARATION).unwrap_or(rest);
    let end = rest.iter().position(|&b| b == b'>')?;
    // Nothing but ASCII stands there.
    let head = std::str::from_utf8(rest.get(..end)?).ok()?;
    let (_, value) = head.strip_suffix('?')?.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|q| matches!(q, '"' | '\''))?;
    let (name, _) = value.strip_prefix(quote)?.split_once(quote)?;
    Some(name)
}

fn valid_up_to(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; 1024];
    let mut read = 0;
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (result, used, _) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        read += used;
        match result {
            encoding_rs::DecoderResult::OutputFull if used > 0 => {}
            encoding_rs::DecoderResult::Malformed(bad, after) => {
                return read.saturating_sub(usize::from(bad) + usize::from(after));
            }
            _ => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(|u| {
                if little {
                    u.to_le_bytes()
                } else {
                    u.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn marks_and_guesses() {
        let text = "<?xml version='1.0' encoding='utf-16'?><a>é😀</a>";
        for little in [true, false] {
            for mark in [true, false] {
                let bytes = utf16(text, little, mark);
                assert_eq!(decode(&bytes, None).unwrap(), text);
                assert_eq!(decode(&bytes, Some("utf-16")).unwrap(), text);
            }
        }
        // UTF-8 that the transport says is UTF-16.
        assert_eq!(decode("<aé/>".as_bytes(), Some("utf-16")).unwrap(), "<aé/>");
        assert_eq!(
            decode("\u{FEFF}<a/>".as_bytes(), Some("iso-8859-1")).unwrap(),
            "<a/>"
        );
        assert_eq!(
            decode(text.as_bytes(), None).unwrap(),
            text,
            "said to be UTF-16, but isn't"
        );
        assert!(matches!(
            decode(b"<a/>", Some("utf-8")),
            Ok(Cow::Borrowed("<a/>"))
        ));
    }

    #[test]
    fn the_declaration_and_the_charset_name_it() {
        let latin = b"<?xml version='1.0' encoding=\"ISO-8859-1\"?><a>\xE9</a>";
        assert!(decode(latin, None).unwrap().ends_with("<a>é</a>"));
        assert!(
            decode(b"<a>\x80</a>", Some("windows-1252"))
                .unwrap()
                .contains('€')
        );
        assert!(
            decode(
                "<?xml version='1.0' encoding='latin1'?><a>é</a>".as_bytes(),
                Some("utf-8")
            )
            .unwrap()
            .contains('é')
        );
        assert!(decode(b"<a/>", Some("x-unknown")).is_err());
        assert!(decode(b"<?xml version='1.0' encoding='ebcdic'?><a/>", None).is_err());
    }

    #[test]
    fn malformed_bytes_have_an_offset() {
        assert_eq!(decode(b"<a>\xFF</a>", None).unwrap_err().offset, 3);
        let mut bytes = utf16("<a>", true, true);
        bytes.extend([0x00, 0xD8, b'x', 0]);
        let at = decode(&bytes, None).unwrap_err().offset;
        assert!((7..=10).contains(&at), "{at}");
        assert!(decode(b"", None).unwrap().is_empty());
    }
}
