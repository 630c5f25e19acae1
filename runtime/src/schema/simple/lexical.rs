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
/// 5.4). That spares `%`, `#`, `[` and `]`, so these must be right, and so must what stands before a colon (RFC 2396 with
/// RFC 2732; where RFC 3986 allows more, that's allowed).
pub(super) fn is_uri(text: &str) -> bool {
    let mut escapes = text.split('%').skip(1);
    let is_escape = |rest: &str| {
        let mut bytes = rest.bytes();
        let mut hex = || bytes.next().is_some_and(|b| b.is_ascii_hexdigit());
        hex() && hex()
    };
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let path = rest.split_once('?').map_or(rest, |(path, _)| path);
    escapes.all(is_escape) && !fragment.contains('#') && is_hierarchical(path)
}

/// What stands before a query.
fn is_hierarchical(text: &str) -> bool {
    let first = text.split('/').next().unwrap_or_default();
    let text = match first.split_once(':') {
        Some((scheme, _)) if !is_scheme(scheme) => return false,
        Some((scheme, _)) => text.get(scheme.len() + 1..).unwrap_or_default(),
        None => text,
    };
    let brackets = |text: &str| text.contains(['[', ']']);
    let Some(rest) = text.strip_prefix("//") else {
        return !brackets(text);
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let address = host.strip_prefix('[').and_then(|host| host.split_once(']'));
    let is_authority = match address {
        Some((address, port)) => {
            let user = authority.strip_suffix(host).unwrap_or_default();
            let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
            address.parse::<std::net::Ipv6Addr>().is_ok()
                && (port.is_empty() || port.strip_prefix(':').is_some_and(digits))
                && !brackets(user)
        }
        None => !brackets(authority),
    };
    is_authority && !brackets(path)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}
