//! The content model of a generated struct or enum.

use super::member::{Kind, Member};

/// A name in a namespace; the empty namespace is no namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// Namespace URI, empty for none.
    pub ns: &'static str,
    /// Local part.
    pub local: &'static str,
}

impl Name {
    /// A name of `local` in `ns`.
    pub const fn new(ns: &'static str, local: &'static str) -> Self {
        Name { ns, local }
    }
}

/// A generated struct: a complex type, or a sequence that occurs on its own.
#[derive(Debug)]
pub struct Shape {
    /// The schema's name of the type, written as `xsi:type` where needed. For an anonymous type its namespace, and the
    /// name of what owns it; `named` is false then and it's never written.
    pub name: Name,
    /// Whether `name` is the name of a type definition.
    pub named: bool,
    /// How `members` are arranged.
    pub content: Content,
    /// Slots `0..members.len()`, in schema order.
    pub members: &'static [Member],
    /// Slots `members.len()..`: the attributes, then at most one `any_attribute`, and of an `all` the `order`.
    pub attributes: &'static [Member],
    /// What the struct and its fields are called in Rust, with blanks between: what `Debug` shows.
    pub rust: &'static str,
}

impl Shape {
    /// The slot of the order in which the members of an `all` came.
    pub(crate) fn order(&self) -> Option<usize> {
        match self.attributes.last()?.kind {
            Kind::Order => Some(self.members.len() + self.attributes.len() - 1),
            _ => None,
        }
    }
}

/// How the members of a struct are arranged in the document (XSD 1.0 part 1, 3.4.2 and 3.8).
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// No element and no text.
    Empty,
    /// One after the other.
    Sequence,
    /// In any order, each at most once (`xs:all`).
    All,
    /// Text only: one member of kind `Text`.
    Text,
    /// Text and elements mixed: one repeated member of kind `Choice` whose variants include one of kind `Text`. The
    /// model that its elements follow, when read strictly, is in the table; an empty one allows any order.
    Mixed(&'static [Member]),
    /// An array of the SOAP encoding: one repeated member, the items. Where it has several dimensions, the first
    /// attribute is its size, one number a dimension.
    Array(&'static ArrayOf),
}

/// What an array of the SOAP encoding says of its items (SOAP 1.1, 5.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrayOf {
    /// The declared type of what's innermost.
    pub item: Name,
    /// Where the items are arrays themselves: their ranks, e.g. `[]`; else empty.
    pub inner: &'static str,
    /// How many dimensions it has.
    pub dimensions: usize,
}

/// A generated enum of elements, groups, wildcards, text runs or types, one of which is there.
#[derive(Debug)]
pub struct ChoiceShape {
    /// What the choice is called in messages.
    pub name: &'static str,
    /// Of an enum over a type and those derived from it: whether variant 0 is the declared type itself, which needs no
    /// `xsi:type`. It isn't where the declared type is abstract.
    pub declared: bool,
    /// The alternatives, by variant number.
    pub variants: &'static [Member],
    /// What the variants are called in Rust, with blanks between.
    pub rust: &'static str,
}
