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
    let mut lengths = vec![1; namespaces.len()];
    // Names that clash take one word more, until they differ or have no more.
    loop {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, (words, length)) in words.iter().zip(&lengths).enumerate() {
            by_name.entry(words.join(*length)).or_default().push(i);
        }
        let mut grown = false;
        for i in by_name
            .into_values()
            .filter(|same| same.len() > 1)
            .flatten()
        {
            if let (Some(length), Some(words)) = (lengths.get_mut(i), words.get(i))
                && *length < words.0.len()
            {
                *length += 1;
                grown = true;
            }
        }
        if !grown {
            break;
        }
    }
    let names = namespaces.iter().zip(&words).zip(&lengths);
    let wanted: Vec<(bool, String)> = names
        .map(|((namespace, words), length)| {
            let chosen = chosen.iter().rev().find(|(ns, _)| **ns == **namespace);
            match chosen {
                Some((_, name)) => (true, field_name(name)),
                None => (false, words.join(*length)),
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
            } else {
                let labels = segment.split('.').filter(|l| !l.is_empty());
                words.extend(labels.map(str::to_owned));
            }
        }
        let words: Vec<String> = words
            .iter()
            .map(|word| match word.split_once(['_', '-']) {
                Some((word, version)) if is_version(version) && !word.is_empty() => word.to_owned(),
                _ => word.clone(),
            })
            .collect();
        let numbered = words.into_iter().enumerate();
        let (versions, mut telling): (Vec<_>, Vec<_>) =
            numbered.partition(|(_, word)| is_version(word) || matches!(&**word, "" | "namespace"));
        telling.reverse();
        let versions = versions.into_iter().rev().filter(|(_, w)| !w.is_empty());
        let at = telling.len().min(1);
        telling.splice(at..at, versions);
        if telling.is_empty() {
            telling.push((0, "namespace".to_owned()));
        }
        Words(telling)
    }

    /// The first `length` words, as they follow one another in the URI.
    fn join(&self, length: usize) -> String {
        let mut words: Vec<_> = self.0.iter().take(length).collect();
        words.sort();
        let words: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
        field_name(&words.join("_"))
    }
}

/// Labels with which a dotted name that isn't a URL's host ends if it's a host all the same.
const TOP_LEVEL: [&str; 8] = ["com", "org", "net", "edu", "gov", "io", "de", "eu"];

/// `2006`, `v1`, `1.0`, `2017_2`, `r12`
fn is_version(word: &str) -> bool {
    let digits = word
        .strip_prefix(['v', 'V', 'r', 'R'])
        .unwrap_or(word)
        .trim_start_matches(['.', '_', '-']);
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
        assert_eq!(names(&["urn:a:b", "urn:a/b"]), ["a_b", "a_b2"]);
    }

    #[test]
    fn the_user_chooses_first() {
        let namespaces = [Arc::from("urn:a:b"), Arc::from("urn:c")];
        let chosen = [("urn:c".to_owned(), "b".to_owned())];
        let names = module_names(&namespaces, &chosen, &mut Scope::default());
        assert_eq!(names, ["b2", "b"]);
    }
}
