//! Bytes to text, as they come; see `decode` for which encoding they're in.

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::Error;
use super::decode::{LONGEST_DECLARATION, guess};

/// The text of a document that comes in pieces.
#[derive(Default)]
pub(crate) struct Feed {
    charset: Option<String>,
    /// What came before there was enough to tell the encoding.
    head: Vec<u8>,
    decoder: Option<Decoder>,
    /// How many bytes were decoded.
    read: usize,
}

impl Feed {
    /// A document with the `charset` of the transport's content type.
    pub(crate) fn new(charset: Option<String>) -> Feed {
        Feed {
            charset,
            ..Feed::default()
        }
    }

    /// Takes bytes in, the `last` ones or not, and adds their text.
    ///
    /// # Errors
    /// When the encoding isn't known, or the bytes aren't of it.
    pub(crate) fn take(&mut self, bytes: &[u8], last: bool, out: &mut String) -> Result<(), Error> {
        if let Some(decoder) = &mut self.decoder {
            return decode(decoder, bytes, last, &mut self.read, out);
        }
        self.head.extend_from_slice(bytes);
        if self.head.len() < LONGEST_DECLARATION && !last {
            return Ok(());
        }
        let head = std::mem::take(&mut self.head);
        let (encoding, mark) = match Encoding::for_bom(&head) {
            Some(found) => found,
            // A charset that's wrong may be right in the document.
            None => match guess(&head, self.charset.as_deref()) {
                Err(_) if self.charset.is_some() => (guess(&head, None)?, 0),
                guessed => (guessed?, 0),
            },
        };
        self.read = mark;
        let decoder = self
            .decoder
            .insert(encoding.new_decoder_without_bom_handling());
        let body = head.get(mark..).unwrap_or_default();
        decode(decoder, body, last, &mut self.read, out)
    }
}

fn decode(
    decoder: &mut Decoder,
    bytes: &[u8],
    last: bool,
    read: &mut usize,
    out: &mut String,
) -> Result<(), Error> {
    let mut bytes = bytes;
    loop {
        let needed = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        out.reserve(needed.unwrap_or(bytes.len()));
        let (result, used) = decoder.decode_to_string_without_replacement(bytes, out, last);
        *read += used;
        bytes = bytes.get(used..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return Ok(()),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                let at = read.saturating_sub(usize::from(bad) + usize::from(after));
                let name = decoder.encoding().name();
                return Err(Error::new(
                    at,
                    format!(
                        "bytes that aren't {name}, the encoding that the document is said to be in"
                    ),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(bytes: &[u8], size: usize, charset: Option<&str>) -> Result<String, Error> {
        let mut feed = Feed::new(charset.map(str::to_owned));
        let mut out = String::new();
        for piece in bytes.chunks(size) {
            feed.take(piece, false, &mut out)?;
        }
        feed.take(&[], true, &mut out)?;
        Ok(out)
    }

    #[test]
    fn as_if_it_came_at_once() {
        let long = "é😀".repeat(400);
        let text = format!("<?xml version='1.0' encoding='ISO-8859-1'?><a>{long}</a>");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>";
        for size in [1, 2, 3, 7, 600, 10_000] {
            assert_eq!(feed(text.as_bytes(), size, Some("utf-8")).unwrap(), text);
            assert_eq!(feed(&wide, size, None).unwrap(), text);
            let marked = ["\u{FEFF}", &text].concat();
            assert_eq!(feed(marked.as_bytes(), size, None).unwrap(), text);
            assert!(feed(latin, size, None).unwrap().ends_with("<a>é</a>"));
            assert!(
                feed(latin, size, Some("x-none"))
                    .unwrap()
                    .ends_with("<a>é</a>")
            );
            let mut broken = text.clone().into_bytes();
            broken.push(0xFF);
            let error = feed(&broken, size, Some("utf-8")).unwrap_err();
            assert_eq!(error.offset, text.len());
        }
        assert_eq!(feed(b"", 1, None).unwrap(), "");
    }
}
