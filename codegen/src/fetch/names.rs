//! What files are called: as the URL suggests, with the ending that says what they are.

use std::collections::HashSet;

use super::address::Address;
use super::follow::Page;
use crate::document::alone::unescaped;

/// Longest name, without what tells it from others.
const LONGEST: usize = 80;

/// A name for each page, none twice.
pub(super) fn names(pages: &[Page]) -> Vec<String> {
    // Where upper and lower case are one, so are names that differ by it alone.
    let mut taken = HashSet::new();
    let names = pages.iter().map(|page| {
        let stem = stem(&page.address);
        let ending = if page.is_schema { "xsd" } else { "wsdl" };
        let counted = (2..).map(|count| format!("{stem}-{count}.{ending}"));
        let mut all = std::iter::once(format!("{stem}.{ending}")).chain(counted);
        let free = all.find(|name| taken.insert(name.to_lowercase()));
        free.unwrap_or(stem)
    });
    names.collect()
}

/// `Orders` of `/Orders.svc?wsdl`, `Orders-xsd2` of `/Orders.svc?xsd=xsd2`, `Orders-types` of `/Orders?xsd=../types.xsd`.
fn stem(address: &Address) -> String {
    let asked = address.query().split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        let keys = ["wsdl", "xsd"];
        keys.iter()
            .any(|known| key.eq_ignore_ascii_case(known))
            .then_some(value)
    });
    let parts = std::iter::once(address.segment()).chain(asked);
    let parts = parts.map(clean).filter(|part| !part.is_empty());
    let stem: String = parts.collect::<Vec<_>>().join("-");
    let stem: String = stem.chars().take(LONGEST).collect();
    match stem.trim_end_matches(['-', '.']) {
        "" => host(address),
        stem => stem.to_owned(),
    }
}

/// What a host's first page is called.
fn host(address: &Address) -> String {
    let name: String = address
        .host()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    match name.trim_matches(['.', '-']) {
        "" => "document".to_owned(),
        name => name.to_owned(),
    }
}

/// The last name of a path, without its ending and without what some file system can't have in a name.
fn clean(path: &str) -> String {
    let path = unescaped(path);
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().all(char::is_alphabetic) => stem,
        _ => name,
    };
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = name
        .chars()
        .map(|c| if kept(c) { c } else { '-' })
        .collect();
    name.trim_matches(['-', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(url: &str) -> String {
        stem(&Address::parse(url).unwrap())
    }

    #[test]
    fn names_say_what_was_asked_for() {
        for (url, expected) in [
            ("http://h/a/Orders.svc?wsdl", "Orders"),
            ("http://h/a/Orders.svc?singleWsdl", "Orders"),
            ("http://h/a/Orders.svc?xsd=xsd2", "Orders-xsd2"),
            ("http://h/a/Orders?xsd=..%2Fq/types.xsd", "Orders-types"),
            ("http://h/a/v1.2/types.v1.2.xsd?token=hush", "types.v1.2"),
            ("http://h/a%20b%2F..%5C..", "h"),
            ("http://h/a%20(b).wsdl", "a--b"),
            ("http://www.h.org/?WSDL=", "www.h.org"),
            ("http://[::1]/", "1"),
            ("http://h/%FF.xsd", "FF"),
        ] {
            assert_eq!(name(url), expected, "{url}");
        }
        assert_eq!(
            name(&format!("http://h/{}.", "a".repeat(300))).len(),
            LONGEST
        );
    }
}
