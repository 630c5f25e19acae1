//! What files are called: as the URL suggests, with the ending that says what they are.

use std::collections::HashSet;

use super::address::Address;
use super::follow::Page;
use crate::document::alone::unescaped;

/// Most bytes of a name, without what tells it from others: file systems take 255, or as many characters.
const LONGEST: usize = 80;

/// What Windows takes for a device, whatever ending it has; of `COM` and `LPT` there are nine.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const NUMBERED: [&str; 2] = ["com", "lpt"];

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
    let asked = address.asked().map(|(_, value)| value);
    let parts = std::iter::once(address.segment()).chain(asked);
    let parts = parts.map(clean).filter(|part| !part.is_empty());
    let stem: String = parts.collect::<Vec<_>>().join("-");
    let stem = match cut(&stem) {
        "" => host(address),
        stem => stem.to_owned(),
    };
    match is_device(&stem) {
        true => format!("document-{stem}"),
        false => stem,
    }
}

/// As much of a name as fits.
fn cut(name: &str) -> &str {
    let end = (0..=LONGEST).rev().find(|end| name.is_char_boundary(*end));
    let name = name.get(..end.unwrap_or(0)).unwrap_or_default();
    name.trim_end_matches(['-', '.'])
}

fn is_device(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = |kind: &str| {
        let number = name.strip_prefix(kind);
        number
            .is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']) || ["¹", "²", "³"].contains(&n))
    };
    DEVICES.contains(&name.as_str()) || NUMBERED.iter().any(|kind| numbered(kind))
}

/// What a host's first page is called.
fn host(address: &Address) -> String {
    let name: String = address
        .host()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    match cut(name.trim_start_matches(['.', '-'])) {
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
            ("http://h/con.xsd", "document-con"),
            ("http://h/NUL.v1.wsdl", "document-NUL.v1"),
            ("http://h/a?xsd=lpt9", "a-lpt9"),
            ("http://com7/", "document-com7"),
            ("http://h/com%C2%B2", "document-com²"),
            ("http://h/com10/lpt0", "lpt0"),
        ] {
            assert_eq!(name(url), expected, "{url}");
        }
        assert_eq!(
            name(&format!("http://h/{}.", "a".repeat(300))).len(),
            LONGEST
        );
        let long = name(&format!("http://h/a{}", "𐌰".repeat(80)));
        assert_eq!(long, format!("a{}", "𐌰".repeat(19)));
        assert!(name(&format!("http://{}/", "a".repeat(300))).len() <= LONGEST);
    }
}
