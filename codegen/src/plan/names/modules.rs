//! Names of the modules that namespaces become: the last word of the URI that says something and is unique.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Scope, field_name};

/// Names for these namespaces, in this order. `chosen` are the user's; `scope` is the one of the file.
pub fn module_names(
    namespaces: &[Arc<str>],
    chosen: &[(String, String)],
    scope: &mut Scope,
) -> Vec<String> {
    let words: Vec<Words> = namespaces.iter().map(|ns| Words::of(ns)).collect();
    let mut taken: Vec<Vec<usize>> = vec![vec![0]; words.len()];
    let mut next = 1;
    // Names that clash take one word more, unless it's the same for all of them, until they differ or have no more.
    let most = words.iter().map(|words| words.0.len()).max();
    while next < most.unwrap_or_default() {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, (words, taken)) in words.iter().zip(&taken).enumerate() {
            by_name.entry(words.join(taken)).or_default().push(i);
        }
        for same in by_name.into_values().filter(|same| same.len() > 1) {
            let word = |i: &usize| words.get(*i)?.0.get(next).map(|(_, word)| word.as_str());
            let first = same.first().and_then(word);
            if same.iter().all(|i| word(i) == first) {
                continue;
            }
            for i in same {
                if let (Some(_), Some(taken)) = (word(&i), taken.get_mut(i)) {
                    taken.push(next);
                }
            }
        }
        next += 1;
    }
    let names = namespaces.iter().zip(&words).zip(&taken);
    let wanted: Vec<(bool, String)> = names
        .map(|((namespace, words), taken)| {
            let chosen = chosen.iter().rev().find(|(ns, _)| **ns == **namespace);
            match chosen {
                Some((_, name)) => (true, field_name(name)),
                None => (false, words.join(taken)),
            }
        })
        .collect();
    let mut given = vec![String::new(); wanted.len()];
    for chosen in [true, false] {
        for ((by_user, name), given) in wanted.iter().zip(&mut given) {
            if *by_user == chosen {
                *given = scope.give(name, "");
            }
        }
    }
    given
}

/// The words of a URI with their places in it, the most telling first.
struct Words(Vec<(usize, String)>);

impl Words {
    fn of(uri: &str) -> Words {
        if uri.is_empty() {
            return Words(vec![(0, "unqualified".to_owned())]);
        }
        let (scheme, rest) = uri.split_once(':').unwrap_or(("", uri));
        let rest = rest.split(['?']).next().unwrap_or(rest);
        let mut segments = rest
            .split(['/', ':', '#'])
            .filter(|segment| !segment.is_empty())
            .peekable();
        let mut words: Vec<String> = Vec::new();
        let is_host = |segment: &str| {
            scheme.starts_with("http")
                || segment
                    .rsplit('.')
                    .next()
                    .is_some_and(|last| segment.contains('.') && TOP_LEVEL.contains(&last))
        };
        // The host's labels stand in the order of a path: the most general one first.
        if let Some(host) = segments.next_if(|segment| is_host(segment)) {
            let labels = host.split(['.']).filter(|l| *l != "www" && !l.is_empty());
            let mut labels: Vec<&str> = labels.collect();
            if labels.len() > 1 {
                labels.pop();
            }
            words.extend(labels.iter().rev().map(|l| (*l).to_owned()));
        }
        for segment in segments {
            let mut segment = segment;
            for extension in [".xsd", ".wsdl", ".asmx", ".svc", ".html", ".php"] {
                segment = segment.strip_suffix(extension).unwrap_or(segment);
            }
            if is_version(segment) {
                words.push(segment.to_owned());
                continue;
            }
            let (name, version) = apart(segment, '-');
            for label in name.split('.').filter(|label| !label.is_empty()) {
                words.push(label.to_owned());
            }
            words.extend(version);
        }
        let words = words.iter().flat_map(|word| match is_version(word) {
            true => vec![word.clone()],
            false => {
                let (word, version) = apart(word, '_');
                std::iter::once(word).chain(version).collect()
            }
        });
        let words: Vec<String> = words.collect();
        let (mut telling, mut versions, mut common) = (Vec::new(), Vec::new(), Vec::new());
        for (i, word) in words.iter().enumerate() {
            match word.as_str() {
                word if is_version(word) => versions.push((VERSION + i, word.to_owned())),
                word if COMMON.contains(&word) => common.push((i, word.to_owned())),
                word => telling.push((i, word.to_owned())),
            }
        }
        for words in [&mut telling, &mut versions, &mut common] {
            words.reverse();
        }
        // A letter alone says little: `wsn_b` of `http://docs.oasis-open.org/wsn/b-2`.
        if let Some(((at, letter), before)) = telling.split_first()
            && letter.chars().count() == 1
            && let Some((_, word)) = before.first()
        {
            let both = format!("{word}_{letter}");
            let at = *at;
            telling.splice(..2, [(at, both)]);
        }
        let at = telling.len().min(1);
        telling.splice(at..at, versions);
        telling.extend(common);
        if telling.first().is_none_or(|(i, _)| *i >= VERSION) {
            telling.insert(0, (0, "namespace".to_owned()));
        }
        Words(telling)
    }

    /// The words at these indices, as they follow one another in the URI, versions last.
    fn join(&self, taken: &[usize]) -> String {
        let words = taken.iter().filter_map(|i| self.0.get(*i));
        let mut words: Vec<_> = words.collect();
        words.sort();
        let words: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
        field_name(&words.join("_"))
    }
}

/// Words that many URIs have and that tell nothing.
const COMMON: [&str; 6] = [
    "namespace",
    "namespaces",
    "schema",
    "schemas",
    "wsdl",
    "xsd",
];

/// What is added to the places of versions: they're written after the other words.
const VERSION: usize = 1 << 20;

/// A word of several without those that are versions, and these: `core` and `2017_2` of `core_2017_2`.
fn apart(word: &str, by: char) -> (String, Option<String>) {
    let (versions, names): (Vec<&str>, Vec<&str>) = word.split(by).partition(|w| is_version(w));
    match names.iter().all(|name| name.is_empty()) {
        true => (word.to_owned(), None),
        false => {
            let version = (!versions.is_empty()).then(|| versions.join("_"));
            (names.join("_"), version)
        }
    }
}

/// Labels with which a dotted name that isn't a URL's host ends if it's a host all the same.
const TOP_LEVEL: [&str; 8] = ["com", "org", "net", "edu", "gov", "io", "de", "eu"];

/// `2006`, `v1`, `1.0`, `2017_2`, `r12`, `ver10`
fn is_version(word: &str) -> bool {
    let letters = word.find(|c: char| !c.is_ascii_alphabetic());
    let (letters, digits) = word
        .split_at_checked(letters.unwrap_or(0))
        .unwrap_or(("", word));
    if !["", "v", "r", "ver", "version", "rev"].contains(&letters.to_ascii_lowercase().as_str()) {
        return false;
    }
    let digits = digits.trim_start_matches(['.', '_', '-']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(namespaces: &[&str]) -> Vec<String> {
        let namespaces: Vec<Arc<str>> = namespaces.iter().map(|n| Arc::from(*n)).collect();
        module_names(&namespaces, &[], &mut Scope::default())
    }

    #[test]
    fn names_are_short_and_telling() {
        for (uri, expected) in [
            (
                "http://schemas.microsoft.com/exchange/services/2006/types",
                "types",
            ),
            ("urn:enterprise.soap.sforce.com", "enterprise"),
            ("http://www.birst.com/", "birst"),
            ("http://fedex.com/ws/ship/v12", "ship"),
            ("urn:core_2017_2.platform.webservices.netsuite.com", "core"),
            ("http://schemas.datacontract.org/2004/07/Foo.Bar", "bar"),
            ("", "unqualified"),
            ("urn:", "namespace"),
            ("http://www.w3.org/XML/1998/namespace", "xml"),
            ("http://www.w3.org/2001/XMLSchema.xsd", "xml_schema"),
            ("http://example.org/orders/xsd", "orders"),
            (
                "http://docs.oasis-open.org/wsrf/2004/06/wsrf-WS-ResourceProperties-1.2.xsd",
                "wsrf_ws_resource_properties",
            ),
            ("http://www.onvif.org/ver10/schema", "onvif"),
            ("http://www.onvif.org/ver10/device/wsdl", "device"),
            ("http://docs.oasis-open.org/wsn/b-2", "wsn_b"),
            ("http://schemas.xmlsoap.org/wsdl/soap/", "soap"),
            ("http://example.org/wsdl", "example"),
            ("http://verify.org/very1/revise", "revise"),
            ("urn:b", "b"),
            ("///::", "namespace"),
        ] {
            assert_eq!(names(&[uri]), [expected], "{uri}");
        }
    }

    #[test]
    fn names_that_clash_take_more_words() {
        assert_eq!(
            names(&[
                "http://x.com/ship/v12",
                "http://x.com/ship/v13",
                "http://x.com/track"
            ]),
            ["ship_v12", "ship_v13", "track"]
        );
        assert_eq!(
            names(&[
                "urn:types.core_2017_2.platform.netsuite.com",
                "urn:types.common_2017_2.platform.netsuite.com"
            ]),
            ["core_types", "common_types"]
        );
        assert_eq!(
            names(&[
                "urn:oasis:SAML:1.0:assertion",
                "urn:oasis:SAML:2.0:assertion"
            ]),
            ["assertion_1_0", "assertion_2_0"]
        );
        assert_eq!(names(&["urn:a:bc", "urn:a/bc"]), ["bc", "bc2"]);
        assert_eq!(
            names(&[
                "http://cam.org/ver10/ptz/wsdl",
                "http://cam.org/ver20/ptz/wsdl",
                "http://cam.org/ver10/schema"
            ]),
            ["ptz_ver10", "ptz_ver20", "cam"]
        );
    }

    #[test]
    fn the_user_chooses_first() {
        let namespaces = [Arc::from("urn:a:bc"), Arc::from("urn:c")];
        let chosen = [("urn:c".to_owned(), "bc".to_owned())];
        let names = module_names(&namespaces, &chosen, &mut Scope::default());
        assert_eq!(names, ["bc2", "bc"]);
    }
}
