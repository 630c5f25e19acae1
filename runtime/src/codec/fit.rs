//! Which member takes the element that comes next.
//!
//! XSD's Unique Particle Attribution rule (XSD 1.0 part 1, 3.8.6) makes one element of look-ahead enough.

use crate::schema::{Content, Kind, Member, NamespaceConstraint, Shape, Wildcard};
use crate::xml::Reader;

/// How closely is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// As the schema says: what a member can begin with.
    First,
    /// Anything that's somewhere in a member, for documents that don't keep the order.
    Within,
    /// The same by local name, where the element or the declaration has no namespace: some servers mix up
    /// `elementFormDefault`.
    Local,
    /// The same by local name alone: names of accessors in the SOAP encoding.
    Named,
}

/// How well a member takes an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    No,
    /// By a wildcard.
    Wild,
    /// By name.
    Exact,
}

/// How well `member` takes the element at whose start tag the reader is.
pub(super) fn fit(member: &Member, reader: &Reader<'_>, look: Look) -> Fit {
    match &member.kind {
        Kind::Element(name) => {
            let same = match look {
                Look::First | Look::Within => reader.is(*name),
                Look::Local => {
                    let (ns, local) = reader.name();
                    local == name.local && (ns.is_empty() || name.ns.is_empty())
                }
                Look::Named => reader.name().1 == name.local,
            };
            if same { Fit::Exact } else { Fit::No }
        }
        Kind::Any(wildcard) if takes(wildcard, reader) => Fit::Wild,
        Kind::Attachment { name, .. }
            if reader.name().1 == *name && reader.attribute("", "href").is_some() =>
        {
            Fit::Exact
        }
        Kind::Choice(shape) => best(shape.variants, reader, look),
        Kind::Group(shape) => match (shape.content, look) {
            (Content::Sequence, Look::First) => {
                let end = shape.members.iter().position(|m| !emptiable(m));
                let first = end.and_then(|end| shape.members.get(..=end));
                best(first.unwrap_or(shape.members), reader, look)
            }
            _ => best(shape.members, reader, look),
        },
        _ => Fit::No,
    }
}

fn best(members: &[Member], reader: &Reader<'_>, look: Look) -> Fit {
    let mut best = Fit::No;
    for member in members {
        match fit(member, reader, look) {
            Fit::Exact => return Fit::Exact,
            found => best = best.max(found),
        }
    }
    best
}

/// How many more occurrences a member may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    None,
    Some,
    /// At least one more is needed.
    Needed,
}

/// Which of several takes the element; by name before by wildcard, unless the wildcard comes first and needs one. `room`
/// says which may take one more.
#[inline(always)]
pub(super) fn choose(
    members: &[Member],
    from: usize,
    reader: &Reader<'_>,
    look: Look,
    room: impl Fn(usize, &Member) -> Room,
) -> Option<usize> {
    let mut wild = None;
    for (i, member) in members.iter().enumerate().skip(from) {
        let found = match &member.kind {
            // By far the most, so without a call.
            Kind::Element(name) if matches!(look, Look::First | Look::Within) => {
                if !reader.is(*name) {
                    continue;
                }
                Fit::Exact
            }
            _ => fit(member, reader, look),
        };
        if found == Fit::No {
            continue;
        }
        match room(i, member) {
            Room::None => {}
            _ if found == Fit::Exact => return Some(i),
            Room::Needed if look == Look::First => return wild.or(Some(i)),
            _ => wild = wild.or(Some(i)),
        }
    }
    wild
}

fn takes(wildcard: &Wildcard, reader: &Reader<'_>) -> bool {
    let (ns, local) = reader.name();
    allows(wildcard, ns, local)
}

/// Whether a wildcard takes a name (XSD 1.0 part 1, 3.10.4).
pub(crate) fn allows(wildcard: &Wildcard, ns: &str, local: &str) -> bool {
    let namespace = match wildcard.namespaces {
        NamespaceConstraint::Any => true,
        NamespaceConstraint::Not(list) => !list.contains(&ns),
        NamespaceConstraint::List(list) => list.contains(&ns),
    };
    let mut except = wildcard.except.iter();
    namespace && !except.any(|name| name.local == local && name.ns == ns)
}

/// Whether a member may have no element at all (XSD 1.0 part 1, 3.9.6).
pub(crate) fn emptiable(member: &Member) -> bool {
    member.min == 0
        || match &member.kind {
            Kind::Choice(shape) => shape.variants.iter().any(emptiable),
            Kind::Group(shape) => empty_fits(shape),
            Kind::Text | Kind::Open => true,
            _ => false,
        }
}

fn empty_fits(shape: &Shape) -> bool {
    shape.members.iter().all(emptiable)
}

/// What may come next, for messages: the names that `members` can begin with.
pub(super) fn expected(members: &[Member], from: usize) -> String {
    let mut names = Vec::new();
    list(members, from, &mut names);
    join(names)
}

/// The names that any of the variants of a choice can begin with, for messages.
pub(crate) fn alternatives(variants: &[Member]) -> String {
    let mut names = Vec::new();
    for variant in variants {
        list(std::slice::from_ref(variant), 0, &mut names);
    }
    join(names)
}

fn join(mut names: Vec<String>) -> String {
    const MOST: usize = 8;
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let mut text = names.join(", ");
    if more > 0 {
        text += &format!(" or one of {more} others");
    }
    text
}

fn list(members: &[Member], from: usize, names: &mut Vec<String>) {
    for member in members.iter().skip(from) {
        match &member.kind {
            Kind::Element(name) => names.push(format!("<{}>", name.local)),
            // A choice of nothing.
            Kind::Any(wildcard) if matches!(wildcard.namespaces, NamespaceConstraint::List([])) => {
                names.push("an impossible element".to_owned());
            }
            Kind::Any(_) => names.push("any element".to_owned()),
            Kind::Choice(shape) => {
                for variant in shape.variants {
                    list(std::slice::from_ref(variant), 0, names);
                }
            }
            Kind::Group(shape) => list(shape.members, 0, names),
            _ => {}
        }
        if !emptiable(member) {
            return;
        }
    }
}
