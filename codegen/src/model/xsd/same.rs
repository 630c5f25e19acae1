//! Whether two declarations say the same.

use super::vocabulary::local;
use crate::document::{Child, Node};

/// Whether two elements are equal but for annotations, white space and prefixes. Recurses as deep as the documents,
/// which are bounded.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    if std::ptr::eq(a, b) {
        return true;
    }
    a.name == b.name && same_attributes(a, b) && same_children(a, b)
}

fn same_attributes(a: &Node, b: &Node) -> bool {
    let counts = |node: &Node| {
        node.attributes
            .iter()
            .filter(|x| x.name.local.as_ref() != "id")
            .count()
    };
    counts(a) == counts(b)
        && a.attributes.iter().all(|x| {
            let other = b.attribute_ns(&x.name.namespace, &x.name.local);
            &*x.name.local == "id" || other.is_some_and(|y| same_value(a, &x.value, b, y))
        })
}

/// Whether two values are equal, or names that are equal once their prefixes are resolved.
fn same_value(a: &Node, x: &str, b: &Node, y: &str) -> bool {
    let mut names = x.split_ascii_whitespace().zip(y.split_ascii_whitespace());
    x.trim() == y.trim()
        || x.split_ascii_whitespace().count() == y.split_ascii_whitespace().count()
            && names.all(|(x, y)| match (resolve(a, x), resolve(b, y)) {
                (Some(x), Some(y)) => x == y,
                _ => x == y,
            })
}

fn resolve<'n>(node: &'n Node, name: &'n str) -> Option<(&'n str, &'n str)> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    Some((node.prefixes.get(prefix)?, local))
}

fn same_children(a: &Node, b: &Node) -> bool {
    fn meant(node: &Node) -> impl Iterator<Item = &Child> {
        node.children.iter().filter(|child| match child {
            Child::Node(node) => local(node) != "annotation",
            Child::Text(text) => !text.trim().is_empty(),
        })
    }
    let (mut xs, mut ys) = (meant(a), meant(b));
    loop {
        match (xs.next(), ys.next()) {
            (None, None) => return true,
            (Some(Child::Node(x)), Some(Child::Node(y))) if same(x, y) => {}
            (Some(Child::Text(x)), Some(Child::Text(y))) if x.trim() == y.trim() => {}
            _ => return false,
        }
    }
}
