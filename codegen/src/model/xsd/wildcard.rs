//! Wildcards: `any` and `anyAttribute`, and what several of them allow together (XSD part 1, 3.10).

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;

use super::builder::{Builder, Place};
use super::symbols::Space;
use super::vocabulary::{local, parts, value};
use crate::document::Node;
use crate::model::{Namespaces, Process, Wildcard};
use crate::name::QName;

/// Groups in groups.
const DEPTH: usize = 64;

/// How many names wildcards leave out at most, all together, those included that are looked at for it: `##defined` and
/// `##definedSibling` stand for many, and what a schema says of all its types is said of each.
pub(super) const MAX_LEFT_OUT: usize = 1_000_000;

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
                    let count = self.symbols.table(space).by_name.len();
                    if self.may_leave_out(node, count) {
                        let all = self.symbols.table(space).by_name.keys();
                        let mut all: Vec<QName> = all.cloned().collect();
                        all.sort();
                        names.extend(all);
                    }
                }
                "##definedSibling" => {
                    if let Some(content) = content {
                        let mut found = Siblings {
                            names: &mut names,
                            groups: HashSet::new(),
                        };
                        self.siblings(place, content, &mut found, DEPTH);
                    }
                }
                word => {
                    if self.may_leave_out(node, 1) {
                        names.extend(self.name(place, node, word));
                    }
                }
            }
        }
        names
    }

    /// Whether so many more names may be left out.
    fn may_leave_out(&mut self, node: &Node, count: usize) -> bool {
        let Some(left) = self.left_out else {
            return false;
        };
        self.left_out = left.checked_sub(count);
        if self.left_out.is_none() {
            self.error(
                node,
                format!("more than {MAX_LEFT_OUT} names are left out by wildcards"),
            )
            .help("no known schema does; check where it comes from");
        }
        self.left_out.is_some()
    }

    /// What both of two wildcards in one place allow, of which nothing says that there are no more.
    pub(super) fn allowed_by_both(
        &mut self,
        node: &Node,
        old: Wildcard,
        new: &Wildcard,
    ) -> Wildcard {
        match self.may_leave_out(node, size(&old) + size(new)) {
            true => intersection(&old, new),
            false => old,
        }
    }

    /// The elements of a content model, those of the groups in it included. Whether there may be more.
    fn siblings(
        &mut self,
        place: Place,
        node: &Node,
        found: &mut Siblings<'_>,
        depth: usize,
    ) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        if !self.may_leave_out(node, 1) {
            return false;
        }
        match local(node) {
            "element" => match value(node, "ref") {
                Some(name) => found.names.extend(self.name(place, node, name)),
                None => found.names.extend(self.element_name(place, node)),
            },
            "group" if value(node, "ref").is_some() => {
                let name = value(node, "ref").and_then(|name| self.name(place, node, name));
                let number = name.and_then(|name| self.symbols.groups.by_name.get(&name).copied());
                let number = number.filter(|number| found.groups.insert(*number));
                let group = number.and_then(|i| self.symbols.groups.all.get(i));
                if let Some((schema, node)) = group.map(|group| (group.schema, group.node)) {
                    return self.siblings(Place { schema, ..place }, node, found, depth);
                }
            }
            _ => return parts(node).all(|(_, part)| self.siblings(place, part, found, depth)),
        }
        true
    }
}

/// The elements beside a wildcard.
struct Siblings<'n> {
    names: &'n mut Vec<QName>,
    /// The numbers of the groups that were looked into: one may be there many times over.
    groups: HashSet<usize>,
}

/// How many names it has.
pub(super) fn size(wildcard: &Wildcard) -> usize {
    let namespaces = match &wildcard.namespaces {
        Namespaces::Any => 0,
        Namespaces::Not(all) | Namespaces::List(all) => all.len(),
    };
    wildcard.except.len() + namespaces
}

/// What both allow: several attribute groups in one type.
pub(super) fn intersection(a: &Wildcard, b: &Wildcard) -> Wildcard {
    let except = joined(&a.except, &b.except);
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
        let by_name: HashSet<&QName> = other.except.iter().collect();
        let allowed = allowed(&other.namespaces);
        let refused = |name: &&QName| by_name.contains(name) || !allowed(&name.namespace);
        let left_out = left_out.except.iter().filter(refused);
        left_out.cloned().collect::<Vec<_>>()
    };
    let except = joined(&neither(a, b), &neither(b, a));
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
            let allowed = allowed(other);
            let kept = list.iter().filter(|name| allowed(name));
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
            let allowed = allowed(other);
            let kept = not.iter().filter(|name| !allowed(name));
            match kept.cloned().collect::<Vec<_>>() {
                none if none.is_empty() => Namespaces::Any,
                not => Namespaces::Not(not),
            }
        }
    }
}

/// Both lists, each name once.
fn joined<T: Clone + Eq + Hash>(a: &[T], b: &[T]) -> Vec<T> {
    let known: HashSet<&T> = a.iter().collect();
    let new = b.iter().filter(|name| !known.contains(name));
    a.iter().chain(new).cloned().collect()
}

/// Which namespaces are allowed: to be asked for many names, against as many.
fn allowed(namespaces: &Namespaces) -> impl Fn(&Arc<str>) -> bool {
    let (listed, if_listed): (&[_], _) = match namespaces {
        Namespaces::Any => (&[], false),
        Namespaces::Not(list) => (list, false),
        Namespaces::List(list) => (list, true),
    };
    let listed: HashSet<&Arc<str>> = listed.iter().collect();
    move |name| listed.contains(name) == if_listed
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
