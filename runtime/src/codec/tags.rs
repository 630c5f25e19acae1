//! The tags of a struct's elements as they're written where their namespace is the default one, ready-made with what
//! stands before them: between two texts is one piece, such as `</id><name>`. The same of its attributes: `" key="`.
//!
//! In comes a table, out go the pieces, made when they're first asked for and kept for the whole process. What's kept is
//! bounded by the number of places, and by that of the tables, of which a schema has one a type. Must not know values.

use std::sync::OnceLock;

use crate::schema::{Kind, Member, Name, Shape};
use crate::xml::Piece;

/// The tags of one table.
#[derive(Debug)]
pub(super) struct Tags {
    shape: &'static Shape,
    /// The namespace of all its elements; `None` where there are none, or they're in several.
    pub(super) ns: Option<&'static str>,
    /// The tags of each member.
    pub(super) members: Vec<Tag>,
    /// The end tag of the last.
    pub(super) last: Piece,
    /// The attributes that are in no namespace.
    pub(super) attributes: Vec<Option<Attribute>>,
}

/// What leads to the value of an attribute.
#[derive(Debug)]
pub(super) struct Attribute {
    /// ` name="`
    pub(super) first: Piece,
    /// The same behind the value of another: `" name="`
    pub(super) other: Piece,
}

/// The tags of one member. What isn't an element has none, but may follow one.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) member: &'static Member,
    /// Its local name, if it's an element.
    pub(super) local: Option<&'static str>,
    /// What leads to the text of an element of the member, by what was written last.
    begin: [Piece; 4],
    /// The end tag of the member before.
    pub(super) other: Piece,
}

/// What was written last.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(usize)]
pub(super) enum After {
    /// Something whole.
    Whole,
    /// The start tag around, without its `>`.
    Start,
    /// The member before, without its end tag.
    Other,
    /// An element of the member itself, without its end tag.
    Same,
}

/// How many tables there is a place for. The tags of others are put together from the names each time.
const PLACES: usize = 1 << 10;
/// How many places a table may take.
const TRIES: usize = 4;

static KEPT: [OnceLock<Tags>; PLACES] = [const { OnceLock::new() }; PLACES];

impl Tags {
    /// The tags of a table, if there's a place for them.
    #[inline]
    pub(super) fn of(shape: &'static Shape) -> Option<&'static Tags> {
        // Tables are told apart by where they are: a type has one, or a few alike.
        let address = std::ptr::from_ref(shape).addr() as u64;
        let hash = (address.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize;
        let first = hash % PLACES;
        (first..first + TRIES).find_map(|place| {
            let kept = KEPT.get(place % PLACES)?;
            let tags = kept.get_or_init(|| Tags::new(shape));
            std::ptr::eq(tags.shape, shape).then_some(tags)
        })
    }

    #[cold]
    fn new(shape: &'static Shape) -> Tags {
        let elements = || shape.members.iter().filter_map(element);
        let ns = elements().next().map(|name| name.ns);
        let ns = ns
            .filter(|ns| elements().all(|name| name.ns == *ns))
            .map(one_copy);
        let mut tags = Tags {
            shape,
            ns,
            members: Vec::new(),
            last: Piece::new(""),
            attributes: shape.attributes.iter().map(Attribute::of).collect(),
        };
        if ns.is_some() {
            let mut end = String::new();
            for member in shape.members {
                let (tag, own) = Tag::new(member, &end);
                tags.members.push(tag);
                end = own;
            }
            tags.last = Piece::new(&end);
        }
        tags
    }
}

impl Attribute {
    fn of(member: &Member) -> Option<Attribute> {
        match member.kind {
            Kind::Attribute(name) if name.ns.is_empty() => Some(Attribute {
                first: Piece::new(&[" ", name.local, "=\""].concat()),
                other: Piece::new(&["\" ", name.local, "=\""].concat()),
            }),
            _ => None,
        }
    }
}

/// The copy of a namespace that a table has which is kept already: each part that a crate is compiled in has its own, and
/// a writer that meets the same copy needn't compare letters. That two threads may keep one each does no harm.
fn one_copy(ns: &'static str) -> &'static str {
    let mut kept = KEPT.iter().filter_map(|place| place.get()?.ns);
    kept.find(|kept| *kept == ns).unwrap_or(ns)
}

fn element(member: &'static Member) -> Option<&'static Name> {
    match &member.kind {
        Kind::Element(name) => Some(name),
        _ => None,
    }
}

impl Tag {
    /// The tags of a member behind the end tag of another, and its own end tag.
    fn new(member: &'static Member, other: &str) -> (Tag, String) {
        let local = element(member).map(|name| name.local);
        let name = local.unwrap_or_default();
        let begin = |before: &str| Piece::new(&[before, "<", name, ">"].concat());
        let same = ["</", name, ">"].concat();
        let tag = Tag {
            member,
            local,
            begin: [begin(""), begin(">"), begin(other), begin(&same)],
            other: Piece::new(other),
        };
        (tag, same)
    }

    /// What leads to the text of an element of the member.
    #[inline(always)]
    pub(super) fn begin(&self, after: After) -> &Piece {
        let [whole, ..] = &self.begin;
        self.begin.get(after as usize & 3).unwrap_or(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Content, one};

    /// A table whose namespace is a copy of its own.
    fn table(ns: &str) -> &'static Shape {
        let ns: &'static str = ns.to_owned().leak();
        Box::leak(Box::new(Shape {
            name: Name::new(ns, "Table"),
            named: true,
            content: Content::Sequence,
            members: vec![one(ns, "a"), one(ns, "b")].leak(),
            attributes: &[],
            rust: "Table a b",
        }))
    }

    #[test]
    fn tables_of_a_namespace_have_one_copy_of_it() {
        // Another table where the places for one are taken.
        let tags = |ns| (0..9).find_map(|_| Tags::of(table(ns)));
        let kept = |ns| tags(ns).unwrap().ns.unwrap();
        let [first, second, other] = ["urn:copies", "urn:copies", "urn:other"].map(kept);
        assert!(std::ptr::eq(first, second));
        assert_eq!((first, other), ("urn:copies", "urn:other"));
    }
}
