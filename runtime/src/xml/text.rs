//! References and line ends in text and attribute values (XML 1.0, 2.11, 3.3.3, 4.1 and 4.6).

use std::borrow::Cow;

use super::chars::is_char;

/// The character that a reference (without `&` and `;`) stands for.
pub(crate) fn reference(name: &str) -> Result<char, Cow<'static, str>> {
    let number = match name {
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "amp" => return Ok('&'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => name.strip_prefix('#'),
    };
    let Some(number) = number else {
        return Err(Cow::Borrowed(
            "a reference to an entity that isn't declared",
        ));
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // The standard library would take a sign.
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    plain
        .then(|| u32::from_str_radix(digits, radix).ok())
        .flatten()
        .and_then(char::from_u32)
        .filter(|&c| is_char(c))
        .ok_or(Cow::Borrowed(
            "a reference to a character that XML doesn't allow",
        ))
}

/// Makes every line end a line feed.
pub(crate) fn line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' {
            chars.next_if_eq(&'\n');
            out.push('\n');
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The value of an attribute whose literal is `raw`: references resolved, white space made blanks. The error has the
/// offset in `raw`.
#[inline]
pub(crate) fn attribute_value(raw: &str) -> Result<Cow<'_, str>, (usize, Cow<'static, str>)> {
    match raw.bytes().any(is_special) {
        false => Ok(Cow::Borrowed(raw)),
        true => normalised_value(raw).map(Cow::Owned),
    }
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'\t' | b'\n' | b'\r')
}

fn normalised_value(raw: &str) -> Result<String, (usize, Cow<'static, str>)> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(is_special) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let here = raw.len() - from.len();
        let after = from.get(1..).unwrap_or_default();
        rest = match from.as_bytes().first() {
            Some(b'<') => {
                return Err((
                    here,
                    Cow::Borrowed("`<` in an attribute value; it's written `&lt;`"),
                ));
            }
            Some(b'&') => {
                let end = after.bytes().position(|b| b == b';');
                let Some((name, after)) = end.and_then(|end| after.split_at_checked(end)) else {
                    return Err((
                        here,
                        Cow::Borrowed("`&` without a `;`; a plain one is written `&amp;`"),
                    ));
                };
                out.push(reference(name).map_err(|message| (here, message))?);
                after.get(1..).unwrap_or_default()
            }
            Some(b'\r') => {
                out.push(' ');
                after.strip_prefix('\n').unwrap_or(after)
            }
            _ => {
                out.push(' ');
                after
            }
        };
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        assert_eq!(reference("amp"), Ok('&'));
        assert_eq!(reference("#65"), Ok('A'));
        assert_eq!(reference("#x1F600"), Ok('😀'));
        for bad in [
            "nbsp",
            "#",
            "#x",
            "#+65",
            "#x-1",
            "#0",
            "#xD800",
            "#xFFFE",
            "#99999999999",
            "#6A",
            "",
        ] {
            assert!(reference(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn values_are_normalised() {
        assert_eq!(attribute_value("a b").unwrap(), "a b");
        assert_eq!(
            attribute_value("a\tb\r\nc\rd&#10;&lt;&quot;").unwrap(),
            "a b c d\n<\""
        );
        assert_eq!(attribute_value("ab<").unwrap_err().0, 2);
        assert_eq!(attribute_value("a&b").unwrap_err().0, 1);
        assert_eq!(attribute_value("\t&bad;").unwrap_err().0, 1);
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(line_ends("a\r\nb\rc\n\r\r\n"), "a\nb\nc\n\n\n");
    }
}
