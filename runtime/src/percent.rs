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

/// With percent-encoding of what a `cid:` URL can't hold (RFC 2392, 2; RFC 3986, 3.3).
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@!$'()*+,;=:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn texts_lose_their_encoding() {
        let decoded = |text| percent_decoded(text);
        assert_eq!(decoded("a%2Fb%c3%BC").as_deref(), Some("a/b\u{fc}"));
        assert_eq!(decoded("100% %zz%2").as_deref(), Some("100% %zz%2"));
        assert_eq!(decoded("%FF"), None);
    }
}
