//! Wildcards: `any` and `anyAttribute`, and what several of them allow together (XSD part 1, 3.10).

use std::collections::HashSet;
use std::sync::Arc;

use super::builder::{Builder, Place};
use super::symbols::Space;
use super::vocabulary::{local, parts, value};
use crate::document::Node;
use crate::model::{Namespaces, Process, Wildcard};
use crate::name::QName;

/// Groups in groups.
const DEPTH: usize = 64;

/// Reads `any` or `anyAttribute` in a schema of this namespace, but for the names that it leaves out.
pub(super) fn wildcard(node: &Node, target: &Arc<str>) -> Wildcard {
    let list = |list: &str| {
        let one = |name: &str| match name {
            "##targetNamespace" => Arc::clone(target),
            "##local" => "".into(),
            name => name.into(),
        };
        list.split_ascii_whitespace().map(one).collect()
    };
    let namespaces = match (value(node, "namespace"), value(node, "notNamespace")) {
        (None, Some(not)) => Namespaces::Not(list(not)),
        (None | Some("##any"), _) => Namespaces::Any,
        (Some("##other"), _) if target.is_empty() => Namespaces::Not(vec!["".into()]),
        (Some("##other"), _) => Namespaces::Not(vec![Arc::clone(target), "".into()]),
        (Some(names), _) => Namespaces::List(list(names)),
    };
    let process = match value(node, "processContents") {
        Some("lax") => Process::Lax,
        Some("skip") => Process::Skip,
        _ => Process::Strict,
    };
    Wildcard {
        namespaces,
        process,
        except: Vec::new(),
        floating: false,
    }
}

impl Builder<'_, '_> {
    /// The names that a wildcard leaves out (XSD 1.1 part 1, 3.10.2.2): `notQName`, of the declarations in `space`.
    /// `content` is the content model around an element wildcard.
    pub(super) fn left_out(
        &mut self,
        place: Place,
        node: &Node,
        space: Space,
        content: Option<&Node>,
    ) -> Vec<QName> {
        let mut names = Vec::new();
        let listed = value(node, "notQName").unwrap_or_default();
        for word in listed.split_ascii_whitespace() {
            match word {
                "##defined" => {
                    let all = self.symbols.table(space).by_name.keys();
                    let mut all: Vec<QName> = all.cloned().collect();
                    all.sort();
                    names.extend(all);
                }
                "##definedSibling" => {
                    if let Some(content) = content {
                        self.siblings(place, content, &mut names, DEPTH);
                    }
                }
                word => names.extend(self.name(place, node, word)),
            }
        }
        names
    }

    /// The elements of a content model, those of the groups in it included.
    fn siblings(&mut self, place: Place, node: &Node, names: &mut Vec<QName>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        match local(node) {
            "element" => match value(node, "ref") {
                Some(name) => names.extend(self.name(place, node, name)),
                None => names.extend(self.element_name(place, node)),
            },
            "group" if value(node, "ref").is_some() => {
                let name = value(node, "ref").and_then(|name| self.name(place, node, name));
                let found = name.and_then(|name| self.symbols.groups.by_name.get(&name).copied());
                let group = found.and_then(|i| self.symbols.groups.all.get(i));
                if let Some((schema, node)) = group.map(|group| (group.schema, group.node)) {
                    self.siblings(Place { schema, ..place }, node, names, depth);
                }
            }
            _ => parts(node).for_each(|(_, part)| self.siblings(place, part, names, depth)),
        }
    }
}

/// What both allow: several attribute groups in one type.
pub(super) fn intersection(a: &Wildcard, b: &Wildcard) -> Wildcard {
    let mut except = a.except.clone();
    except.extend(
        b.except
            .iter()
            .filter(|name| !a.except.contains(name))
            .cloned(),
    );
    Wildcard {
        namespaces: both(&a.namespaces, &b.namespaces),
        process: a.process,
        except,
        floating: a.floating,
    }
}

/// What either allows: a type and the base that it extends. The contents are processed as the first says.
pub(super) fn union(a: &Wildcard, b: &Wildcard) -> Wildcard {
    let neither = |left_out: &Wildcard, other: &Wildcard| {
        let refused = |name: &&QName| {
            other.except.contains(name) || !allows(&other.namespaces, &name.namespace)
        };
        left_out
            .except
            .iter()
            .filter(refused)
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut except = neither(a, b);
    let more = neither(b, a)
        .into_iter()
        .filter(|name| !except.contains(name));
    let more: Vec<QName> = more.collect();
    except.extend(more);
    Wildcard {
        namespaces: either(&a.namespaces, &b.namespaces),
        process: a.process,
        except,
        floating: a.floating,
    }
}

fn both(a: &Namespaces, b: &Namespaces) -> Namespaces {
    match (a, b) {
        (Namespaces::Any, other) | (other, Namespaces::Any) => other.clone(),
        (Namespaces::List(list), other) | (other, Namespaces::List(list)) => {
            let kept = list.iter().filter(|name| allows(other, name));
            Namespaces::List(kept.cloned().collect())
        }
        (Namespaces::Not(a), Namespaces::Not(b)) => Namespaces::Not(joined(a, b)),
    }
}

fn either(a: &Namespaces, b: &Namespaces) -> Namespaces {
    match (a, b) {
        (Namespaces::Any, _) | (_, Namespaces::Any) => Namespaces::Any,
        (Namespaces::List(a), Namespaces::List(b)) => Namespaces::List(joined(a, b)),
        (Namespaces::Not(not), other) | (other, Namespaces::Not(not)) => {
            let kept = not.iter().filter(|name| !allows(other, name));
            match kept.cloned().collect::<Vec<_>>() {
                none if none.is_empty() => Namespaces::Any,
                not => Namespaces::Not(not),
            }
        }
    }
}

/// Both lists, each name once.
fn joined(a: &[Arc<str>], b: &[Arc<str>]) -> Vec<Arc<str>> {
    let known: HashSet<&Arc<str>> = a.iter().collect();
    let new = b.iter().filter(|name| !known.contains(name));
    a.iter().chain(new).cloned().collect()
}

fn allows(namespaces: &Namespaces, name: &Arc<str>) -> bool {
    match namespaces {
        Namespaces::Any => true,
        Namespaces::Not(list) => !list.contains(name),
        Namespaces::List(list) => list.contains(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(namespaces: &Namespaces) -> String {
        match namespaces {
            Namespaces::Any => "any".to_owned(),
            Namespaces::Not(list) => format!("not {}", list.join(",")),
            Namespaces::List(list) => list.join(","),
        }
    }

    fn names(names: &[&str]) -> Vec<Arc<str>> {
        names.iter().map(|n| (*n).into()).collect()
    }

    fn list(all: &[&str]) -> Namespaces {
        Namespaces::List(names(all))
    }

    fn not(all: &[&str]) -> Namespaces {
        Namespaces::Not(names(all))
    }

    #[test]
    fn intersections_follow_the_table() {
        for (a, b, expected) in [
            (Namespaces::Any, not(&["t", ""]), "not t,"),
            (list(&["t", "", "u"]), not(&["t", ""]), "u"),
            (list(&["t", "u"]), list(&["u", "v"]), "u"),
            (not(&["", "t"]), not(&["t", ""]), "not ,t"),
            (not(&["t"]), not(&["t", ""]), "not t,"),
        ] {
            assert_eq!(show(&both(&a, &b)), expected);
        }
    }

    #[test]
    fn unions_follow_the_table() {
        for (a, b, expected) in [
            (Namespaces::Any, not(&["t", ""]), "any"),
            (list(&["t", "u"]), list(&["u", "v"]), "t,u,v"),
            (not(&["t", ""]), not(&["u", ""]), "not "),
            (not(&["t", ""]), list(&["t", ""]), "any"),
            (not(&["t", ""]), list(&[""]), "not t"),
            (not(&["t", ""]), list(&["t"]), "not "),
            (not(&["t", ""]), list(&["u"]), "not t,"),
        ] {
            assert_eq!(show(&either(&a, &b)), expected);
            if !matches!(a, Namespaces::List(_)) {
                assert_eq!(show(&either(&b, &a)), expected);
            }
        }
    }

    #[test]
    fn names_left_out_stay_out_where_nothing_else_lets_them_in() {
        let name = |local: &str| QName {
            namespace: "t".into(),
            local: local.into(),
        };
        let all = |namespaces, except: &[&str]| Wildcard {
            namespaces,
            process: Process::Lax,
            except: except.iter().map(|local| name(local)).collect(),
            floating: false,
        };
        let locals = |wildcard: Wildcard| {
            let names = wildcard.except.iter().map(|name| name.local.to_string());
            names.collect::<Vec<_>>()
        };
        let a = all(Namespaces::Any, &["a", "b"]);
        let b = all(Namespaces::Any, &["b", "c"]);
        let none = all(list(&["u"]), &[]);
        assert_eq!(locals(intersection(&a, &b)), ["a", "b", "c"]);
        assert_eq!(locals(union(&a, &b)), ["b"]);
        assert_eq!(locals(union(&none, &a)), ["a", "b"]);
    }
}
