//! Percent-encoding (RFC 3986, 2.1).

/// A text without it, a `%` that begins none as it stands; `None` where it isn't UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |b: &u8| {
            char::from(*b)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        rest = after;
        match after {
            [high, low, behind @ ..] if byte == b'%' => match (digit(high), digit(low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest = behind;
                }
                _ => out.push(byte),
            },
            _ => out.push(byte),
        }
    }
    String::from_utf8(out).ok()
}

/// What RFC 3986, 2.3 never reserves, beside letters and digits.
pub(crate) const UNRESERVED: &[u8] = b"-._~";

/// With percent-encoding of all but ASCII's letters and digits and the bytes that stay.
pub(crate) fn percent_encoded(text: &str, staying: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || staying.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            let digits = [byte >> 4, byte & 15].map(|nibble| DIGITS.get(usize::from(nibble)));
            out.extend(digits.into_iter().flatten().copied().map(char::from));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{UNRESERVED, percent_decoded, percent_encoded};

    #[test]
    fn texts_lose_their_encoding() {
        let decoded = |text| percent_decoded(text);
        assert_eq!(decoded("a%2Fb%c3%BC").as_deref(), Some("a/b\u{fc}"));
        assert_eq!(decoded("100% %zz%2").as_deref(), Some("100% %zz%2"));
        assert_eq!(decoded("%FF"), None);
    }

    #[test]
    fn all_but_what_stays_is_encoded() {
        let text = "aZ9-_.~@/\u{fc} %";
        let (few, some) = (
            percent_encoded(text, b""),
            percent_encoded(text, UNRESERVED),
        );
        assert_eq!(few, "aZ9%2D%5F%2E%7E%40%2F%C3%BC%20%25");
        assert_eq!(some, "aZ9-_.~%40%2F%C3%BC%20%25");
        for encoded in [few, some, percent_encoded(text, b"@/")] {
            assert_eq!(percent_decoded(&encoded).as_deref(), Some(text));
        }
    }
}
