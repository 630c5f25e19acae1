//! Wildcards: `any` and `anyAttribute`, and what several of them allow together (XSD part 1, 3.10).

use std::sync::Arc;

use super::vocabulary::value;
use crate::document::Node;
use crate::model::{Namespaces, Process, Wildcard};

/// Reads `any` or `anyAttribute` in a schema of this namespace.
pub(super) fn wildcard(node: &Node, target: &Arc<str>) -> Wildcard {
    let namespaces = match value(node, "namespace") {
        None | Some("##any") => Namespaces::Any,
        Some("##other") => Namespaces::Other(Arc::clone(target)),
        Some(list) => {
            let one = |name: &str| match name {
                "##targetNamespace" => Arc::clone(target),
                "##local" => "".into(),
                name => name.into(),
            };
            Namespaces::List(list.split_ascii_whitespace().map(one).collect())
        }
    };
    let process = match value(node, "processContents") {
        Some("lax") => Process::Lax,
        Some("skip") => Process::Skip,
        _ => Process::Strict,
    };
    Wildcard {
        namespaces,
        process,
    }
}

/// What both allow: several attribute groups in one type.
pub(super) fn intersection(a: &Wildcard, b: &Wildcard) -> Wildcard {
    Wildcard {
        namespaces: both(&a.namespaces, &b.namespaces),
        process: a.process,
    }
}

/// What either allows: a type and the base that it extends. The contents are processed as the first says.
pub(super) fn union(a: &Wildcard, b: &Wildcard) -> Wildcard {
    Wildcard {
        namespaces: either(&a.namespaces, &b.namespaces),
        process: a.process,
    }
}

fn both(a: &Namespaces, b: &Namespaces) -> Namespaces {
    match (a, b) {
        (Namespaces::Any, other) | (other, Namespaces::Any) => other.clone(),
        (Namespaces::List(list), other) | (other, Namespaces::List(list)) => {
            let kept = list.iter().filter(|name| allows(other, name));
            Namespaces::List(kept.cloned().collect())
        }
        // Two that exclude different namespaces can't be expressed together; the difference is one namespace.
        (Namespaces::Other(a), Namespaces::Other(b)) => {
            Namespaces::Other(Arc::clone(if a.is_empty() { b } else { a }))
        }
    }
}

fn either(a: &Namespaces, b: &Namespaces) -> Namespaces {
    match (a, b) {
        (Namespaces::Any, _) | (_, Namespaces::Any) => Namespaces::Any,
        (Namespaces::List(a), Namespaces::List(b)) => {
            let known: std::collections::HashSet<&Arc<str>> = a.iter().collect();
            let new = b.iter().filter(|name| !known.contains(name));
            Namespaces::List(a.iter().chain(new).cloned().collect())
        }
        (Namespaces::Other(a), Namespaces::Other(b)) if a == b => Namespaces::Other(Arc::clone(a)),
        (Namespaces::Other(_), Namespaces::Other(_)) => Namespaces::Other("".into()),
        (Namespaces::Other(not), Namespaces::List(list))
        | (Namespaces::List(list), Namespaces::Other(not)) => {
            let none = list.iter().any(|name| name.is_empty());
            let excluded = list.contains(not);
            match (none, excluded) {
                // With no namespace alone it can't be expressed exactly: `##any` says a little more.
                (true, _) => Namespaces::Any,
                (false, true) => Namespaces::Other("".into()),
                (false, false) => Namespaces::Other(Arc::clone(not)),
            }
        }
    }
}

fn allows(namespaces: &Namespaces, name: &Arc<str>) -> bool {
    match namespaces {
        Namespaces::Any => true,
        Namespaces::Other(not) => !name.is_empty() && name != not,
        Namespaces::List(list) => list.contains(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(namespaces: &Namespaces) -> String {
        match namespaces {
            Namespaces::Any => "any".to_owned(),
            Namespaces::Other(not) => format!("not {not}"),
            Namespaces::List(list) => list.join(","),
        }
    }

    fn list(names: &[&str]) -> Namespaces {
        Namespaces::List(names.iter().map(|n| (*n).into()).collect())
    }

    #[test]
    fn intersections_follow_the_table() {
        let other = |n: &str| Namespaces::Other(n.into());
        for (a, b, expected) in [
            (Namespaces::Any, other("t"), "not t"),
            (list(&["t", "", "u"]), other("t"), "u"),
            (list(&["t", "u"]), list(&["u", "v"]), "u"),
            (other(""), other("t"), "not t"),
            (other("t"), other("t"), "not t"),
        ] {
            assert_eq!(show(&both(&a, &b)), expected);
            assert_eq!(show(&both(&b, &a)), expected);
        }
    }

    #[test]
    fn unions_follow_the_table() {
        let other = |n: &str| Namespaces::Other(n.into());
        for (a, b, expected) in [
            (Namespaces::Any, other("t"), "any"),
            (list(&["t", "u"]), list(&["u", "v"]), "t,u,v"),
            (other("t"), other("u"), "not "),
            (other("t"), list(&["t", ""]), "any"),
            (other("t"), list(&["t"]), "not "),
            (other("t"), list(&["u"]), "not t"),
        ] {
            assert_eq!(show(&either(&a, &b)), expected);
        }
    }
}
