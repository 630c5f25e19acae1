//! The lexical rules of the string types (XSD 1.0 part 2, 3.2.17 and 3.3).

use crate::xml::is_name_char;

/// `xs:language`: what RFC 1766 calls a language tag.
pub(super) fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(i, part)| {
        let allowed = |b: u8| b.is_ascii_alphabetic() || (i > 0 && b.is_ascii_digit());
        (1..=8).contains(&part.len()) && part.bytes().all(allowed)
    })
}

/// `xs:NMTOKEN`
pub(super) fn is_nmtoken(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == ':' || is_name_char(c))
}

/// `xs:Name`
pub(super) fn is_name(text: &str) -> bool {
    // A colon may be anywhere, and is like a letter.
    is_nmtoken(text) && crate::xml::is_ncname(&text.replace(':', "_"))
}

/// `xs:anyURI`: nearly anything, as what a URI can't have is escaped first (XSD 1.0 part 2, 3.2.17, and XLink 1.0,
/// 5.4). That spares `%` and `#`, so these must be right.
pub(super) fn is_uri(text: &str) -> bool {
    let mut escapes = text.split('%').skip(1);
    let is_escape = |rest: &str| {
        let mut bytes = rest.bytes();
        let mut hex = || bytes.next().is_some_and(|b| b.is_ascii_hexdigit());
        hex() && hex()
    };
    escapes.all(is_escape) && text.matches('#').count() < 2
}
