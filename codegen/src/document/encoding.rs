//! Bytes become text, by byte order mark and XML declaration (XML 1.0, 4.3.3 and appendix F).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::defect::{Defect, position};

const SAVE_AS_UTF8: &str =
    "save the file in the encoding that its XML declaration names, or as UTF-8 without naming one";

/// The text of a document, without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Defect> {
    if bytes.starts_with(&[0, 0, 0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE, 0, 0]) {
        return Err(Defect::whole("the file is UTF-32", "save it as UTF-8"));
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(length..).unwrap_or_default());
    }
    match bytes {
        [b'<', 0, ..] => return decode_as(UTF_16LE, bytes),
        [0, b'<', ..] => return decode_as(UTF_16BE, bytes),
        _ => {}
    }
    let Some(label) = declared(bytes) else {
        return decode_as(UTF_8, bytes);
    };
    let Some(encoding) = Encoding::for_label(label) else {
        let label = String::from_utf8_lossy(label);
        return Err(Defect::at(
            (1, 1),
            format!("the encoding {label:?} of the XML declaration is not known"),
            "save the file as UTF-8",
        ));
    };
    // A declaration that could be read byte by byte can't be UTF-16, whatever it says: tools write a string's
    // declaration into a UTF-8 file.
    decode_as(encoding.output_encoding(), bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Defect> {
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let valid = String::from_utf8_lossy(valid);
                Err(Defect::at(
                    position(&valid, valid.len()),
                    "this byte is not UTF-8",
                    SAVE_AS_UTF8,
                ))
            }
        };
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(|text| text.into_owned()).ok_or_else(|| {
        Defect::whole(
            format!("the file is not {} as it claims", encoding.name()),
            SAVE_AS_UTF8,
        )
    })
}

/// The encoding that an XML declaration in an ASCII-compatible encoding names.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).take(512).position(|w| w == b"?>")?;
    let declaration = rest.get(..end)?;
    let at = declaration.windows(8).position(|w| w == b"encoding")?;
    let value = declaration.get(at + 8..)?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    let end = value.iter().position(|b| b == quote)?;
    value.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    #[test]
    fn marks_and_declarations_are_obeyed() {
        let text = "<?xml version='1.0' encoding=\"utf-16\"?><a>ä</a>";
        for (bytes, mark) in [
            (utf16(text, u16::to_le_bytes), [0xFF, 0xFE]),
            (utf16(text, u16::to_be_bytes), [0xFE, 0xFF]),
        ] {
            assert_eq!(decode(&bytes).unwrap(), text);
            assert_eq!(decode(&[&mark[..], &bytes].concat()).unwrap(), text);
        }
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(decode(b"\xEF\xBB\xBF<a/>").unwrap(), "<a/>");
        let latin = b"<?xml version='1.0' encoding = 'iso-8859-1' ?><a>\xE4</a>";
        assert!(decode(latin).unwrap().ends_with("<a>ä</a>"));
        let hebrew = b"<?xml version='1.0' encoding='windows-1255'?><a>\xE0</a>";
        assert!(decode(hebrew).unwrap().ends_with("<a>א</a>"));
    }

    #[test]
    fn bytes_in_another_encoding_are_refused_where_they_stand() {
        let defect = decode(b"<?xml version='1.0' encoding='utf-8'?>\n<a>\xE4</a>").unwrap_err();
        assert_eq!((defect.line, defect.column), (2, 4));
        assert!(decode(b"<?xml version='1.0' encoding='klingon'?><a/>").is_err());
        assert!(decode(&[0xFF, 0xFE, b'<', 0, 0, 0xD8, b'a', 0]).is_err());
        assert!(decode(&[0xFF, 0xFE, 0, 0, b'<', 0, 0, 0]).is_err());
    }
}
