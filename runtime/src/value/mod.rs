//! How the codec sees Rust values: typed holes to read into ([`Slot`]) and typed views to write from ([`Item`]).
//!
//! Generated types implement [`Value`] through the macros of this module, each with a table from [`crate::schema`];
//! everything that loops is in [`crate::codec`]. Must not know XML parsing or SOAP.

mod access;
mod any;
mod copy;
mod debug;
mod defaulted;
mod enumeration;
mod field;
mod list;
mod macros;
mod nillable;
mod order;
mod reset;
mod typed;
mod union;
mod unit;

pub use access::{Access, AsChoice, AsComplex, AsDerived, AsListed, AsText};
pub use any::{AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType};
pub use copy::{Assign, clone_choice, clone_struct, same_choice, same_struct};
pub use debug::{debug_choice, debug_struct};
pub use defaulted::Defaulted;
pub use enumeration::{
    Chosen, Enumeration, Listed, clone_listed, debug_listed, hash_listed, parse_listed, same_listed,
};
pub use field::{Field, Items, Seq};
pub use list::List;
pub use nillable::{Nillable, NillableWith, OfNil};
pub use order::Order;
pub use typed::Typed;
pub use union::{no_union_member, union_member, union_member_loosely};

use std::fmt;

use crate::schema::{Builtin, ChoiceShape, Shape};

/// A value that the codec can read into and write from: a scalar, a generated struct or a generated enum.
///
/// A type of your own that has a lexical form implements [`Text`], and this with `type As = AsText`.
pub trait Value: Default {
    /// What kind of value it is; the functions of a kind are written once, not for each type.
    type As: Access<Self>;
    /// Whether the value itself can be nil.
    const NILLABLE: bool = false;
    /// The hole to read one value into. With `nil` the document says `xsi:nil="true"`.
    fn slot(&mut self, nil: bool) -> Slot<'_> {
        Self::As::slot(self, nil)
    }
    /// The value as it is.
    fn item(&self) -> Item<'_> {
        Self::As::item(self)
    }
}

/// A value of a type that isn't known where it's read.
pub trait Hole {
    /// The hole to read it into.
    fn hole(&mut self) -> Slot<'_>;
}

impl<T: Value> Hole for T {
    fn hole(&mut self) -> Slot<'_> {
        self.slot(false)
    }
}

/// A hole for one value.
pub enum Slot<'a> {
    /// Text kept as it is (after white space handling): the hot path of a string.
    Str(&'a mut String),
    /// Text that is parsed.
    Text(&'a mut dyn Text),
    /// One of the values that an enumeration lists, or another text.
    Listed(&'a mut dyn Enumeration),
    /// A struct.
    Complex(&'a mut dyn Complex),
    /// An enum over what is next in the content.
    Choice(&'a mut dyn Choice),
    /// An enum over a type and those derived from it, chosen by `xsi:type`.
    Derived(&'a mut dyn Choice),
    /// An element of any name, kept whole.
    Element(&'a mut crate::AnyElement),
    /// The attributes and content of an element of any type, kept whole.
    Content(&'a mut crate::AnyType),
    /// Attributes that a wildcard allows.
    Attributes(&'a mut crate::AnyAttributes),
    /// A value that could be nil, which its content may still tell.
    Nillable(&'a mut dyn MaybeNil),
    /// A value that the schema gives if the element is empty.
    Defaulted(&'a mut dyn MaybeEmpty),
    /// A value whose element may say its type, which is to be kept, and whether it's nil.
    Typed(&'a mut dyn SaysType, bool),
    /// What came along with the message.
    Attachment(&'a mut crate::Attachment),
    /// The order in which the members of an `xs:all` came.
    Order(&'a mut Order),
    /// The value took the nil; there's nothing to read.
    Nil,
    /// The value took the nil, and has a place for its attributes.
    NilWith(&'a mut dyn MaybeNil),
    /// The value can't be nil, though the document says it is.
    NotNillable,
}

/// A value that could be nil, behind [`Slot::Nillable`], [`Slot::NilWith`] and [`Item::NilWith`].
pub trait MaybeNil {
    /// Becomes nil, without attributes.
    fn nil(&mut self);
    /// Becomes a value, and gives the hole for it.
    fn value(&mut self) -> Slot<'_>;
    /// The hole for what is in it, a value or a nil's attributes.
    fn inner(&mut self) -> Option<Slot<'_>>;
    /// What is in it.
    fn inner_item(&self) -> Option<Item<'_>>;
}

/// A value that the schema gives to an empty element, behind [`Slot::Defaulted`] and [`Item::Empty`].
pub trait MaybeEmpty {
    /// The hole for the value.
    fn value(&mut self) -> Slot<'_>;
    /// Notes that the element was empty.
    fn empty(&mut self);
    /// The value as it is.
    fn inner_item(&self) -> Item<'_>;
}

/// A value that keeps the type that its element says, behind [`Slot::Typed`] and [`Item::Typed`].
pub trait SaysType {
    /// The hole for the value.
    fn value(&mut self, nil: bool) -> Slot<'_>;
    /// Keeps what type the element says.
    fn say(&mut self, said: Option<&crate::QName>);
    /// The type that the element says.
    fn said(&self) -> Option<&crate::QName>;
    /// The value as it is.
    fn inner_item(&self) -> Item<'_>;
}

/// A view of one value.
#[derive(Clone, Copy)]
pub enum Item<'a> {
    /// Text as it is.
    Str(&'a str),
    /// Something with a lexical form.
    Text(&'a dyn Text),
    /// A value of an enumeration.
    Listed(&'a dyn Enumeration),
    /// A struct.
    Complex(&'a dyn Complex),
    /// An enum over what stands in the content.
    Choice(&'a dyn Choice),
    /// An enum over a type and those derived from it.
    Derived(&'a dyn Choice),
    /// An element kept whole.
    Element(&'a crate::AnyElement),
    /// Attributes and content kept whole.
    Content(&'a crate::AnyType),
    /// Attributes kept whole.
    Attributes(&'a crate::AnyAttributes),
    /// What goes along with the message.
    Attachment(&'a crate::Attachment),
    /// The order in which the members of an `xs:all` are written.
    Order(&'a Order),
    /// `xsi:nil="true"`
    Nil,
    /// The same with attributes, which are those of what is in it.
    NilWith(&'a dyn MaybeNil),
    /// A value that is the schema's and isn't written.
    Empty(&'a dyn MaybeEmpty),
    /// A value whose element says its type.
    Typed(&'a dyn SaysType),
}

impl<'a> Item<'a> {
    /// The value itself, whether or not the schema gives it to an empty element, and whatever type that says.
    pub(crate) fn filled(self) -> Item<'a> {
        match self.untyped() {
            Item::Empty(value) => value.inner_item(),
            item => item,
        }
    }

    /// The same, but for the type that its element says.
    pub(crate) fn untyped(self) -> Item<'a> {
        match self {
            Item::Typed(value) => value.inner_item(),
            item => item,
        }
    }

    /// The built-in type of a text, where there's just one.
    pub(crate) fn builtin(&self) -> Option<Builtin> {
        match self {
            Item::Str(_) => Some(Builtin::String),
            Item::Text(value) => value.builtin(),
            Item::Listed(value) => Some(value.chosen().listed.builtin),
            _ => None,
        }
    }

    /// Appends the lexical form of a text; other values have none.
    pub(crate) fn print(
        &self,
        out: &mut String,
        names: &mut dyn Prefixes,
    ) -> Result<(), TextError> {
        match self {
            Item::Str(text) => out.push_str(text),
            Item::Text(value) => value.print(out, names)?,
            Item::Listed(value) => value.chosen().print(out, names)?,
            _ => {}
        }
        Ok(())
    }

    /// The type that its element says.
    pub(crate) fn said(self) -> Option<&'a crate::QName> {
        match self {
            Item::Typed(value) => value.said(),
            _ => None,
        }
    }
}

impl<'a> Slot<'a> {
    /// The hole of the value itself, where its element may say its type.
    pub(crate) fn untyped(self) -> Slot<'a> {
        match self {
            Slot::Typed(value, nil) => value.value(nil),
            slot => slot,
        }
    }

    /// The built-in type of a text, where there's just one.
    pub(crate) fn builtin(&self) -> Option<Builtin> {
        match self {
            Slot::Str(_) => Some(Builtin::String),
            Slot::Text(value) => value.builtin(),
            Slot::Listed(value) => Some(value.chosen().listed.builtin),
            _ => None,
        }
    }
}

/// A generated struct.
pub trait Complex: fmt::Debug {
    /// Its table.
    fn shape(&self) -> &'static Shape;
    /// Member `i`, which is `None` where there's no such member.
    fn field(&self, i: usize) -> Option<&dyn Field>;
    /// Member `i`, to change.
    fn field_mut(&mut self, i: usize) -> Option<&mut dyn Field>;
}

impl dyn Complex + '_ {
    /// A hole for one more occurrence of member `i`; `None` where there's no such member.
    #[inline]
    pub fn slot(&mut self, i: usize, nil: bool) -> Option<Slot<'_>> {
        Some(self.field_mut(i)?.slot(nil))
    }

    /// All occurrences of member `i`.
    #[inline]
    pub fn items(&self, i: usize) -> Items<'_> {
        self.field(i).map_or(Items::None, Field::items)
    }
}

/// A generated enum with a value in each variant.
pub trait Choice: fmt::Debug {
    /// Its table.
    fn shape(&self) -> &'static ChoiceShape;
    /// The variant it is, and what is in it.
    fn variant(&self) -> (usize, &dyn Field);
    /// Becomes variant `i` if it isn't, and gives what is in it.
    fn variant_mut(&mut self, i: usize) -> Option<&mut dyn Field>;
    /// Becomes the default.
    fn reset(&mut self);
}

impl dyn Choice + '_ {
    /// Becomes variant `i` if it isn't, and gives a hole for one more occurrence in it.
    #[inline]
    pub fn select(&mut self, i: usize, nil: bool) -> Option<Slot<'_>> {
        Some(self.variant_mut(i)?.slot(nil))
    }

    /// The variant it is, and all occurrences in it.
    #[inline]
    pub fn selected(&self) -> (usize, Items<'_>) {
        let (i, field) = self.variant();
        (i, field.items())
    }
}

/// What `complex!` says of a generated struct, from which all else follows.
pub trait HasShape: fmt::Debug {
    /// Its table, at compile time for tables that refer to it.
    const SHAPE: &'static Shape;
    /// Member `i`, which is `None` where there's no such member.
    fn field(&self, i: usize) -> Option<&dyn Field>;
    /// Member `i`, to change.
    fn field_mut(&mut self, i: usize) -> Option<&mut dyn Field>;
}

impl<T: HasShape> Complex for T {
    fn shape(&self) -> &'static Shape {
        T::SHAPE
    }

    fn field(&self, i: usize) -> Option<&dyn Field> {
        HasShape::field(self, i)
    }

    fn field_mut(&mut self, i: usize) -> Option<&mut dyn Field> {
        HasShape::field_mut(self, i)
    }
}

/// What `choice!` says of a generated enum, from which all else follows.
pub trait HasChoice: fmt::Debug {
    /// Its table, at compile time for tables that refer to it.
    const CHOICE: &'static ChoiceShape;
    /// The variant it is, and what is in it.
    fn variant(&self) -> (usize, &dyn Field);
    /// Becomes variant `i` if it isn't, and gives what is in it.
    fn variant_mut(&mut self, i: usize) -> Option<&mut dyn Field>;
}

impl<T: HasChoice + Default> Choice for T {
    fn shape(&self) -> &'static ChoiceShape {
        T::CHOICE
    }

    fn variant(&self) -> (usize, &dyn Field) {
        HasChoice::variant(self)
    }

    fn variant_mut(&mut self, i: usize) -> Option<&mut dyn Field> {
        HasChoice::variant_mut(self, i)
    }

    fn reset(&mut self) {
        *self = T::default();
    }
}

/// A value with a lexical form (XSD 1.0 part 2). Any that can be cloned and compared has [`Assign`], too.
pub trait Text: fmt::Debug + Assign {
    /// Takes the value that `text` spells. The text has had its white space handled if the type's table says how; a
    /// type that collapses trims by itself.
    ///
    /// # Errors
    /// Says what was expected, without the text.
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError>;
    /// Appends the lexical form, not escaped.
    ///
    /// # Errors
    /// When a value has no lexical form.
    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError>;
    /// Appends the lexical form, as [`Text::print`] does, where it has neither names nor characters that XML escapes, and
    /// isn't empty. False: it may be so or not, and what was appended is of no use.
    fn print_plain(&self, _: &mut String) -> bool {
        false
    }
    /// Takes forms that the specification doesn't have but services send, where they can mean one value only: what a
    /// lenient reader tries, with a warning, after [`Text::parse`] failed.
    ///
    /// # Errors
    /// Says what was expected, without the text.
    fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.parse(text, names)
    }
    /// Whether the schema knows the value; false for an enumeration's `Unrecognized`, which a strict reader refuses.
    fn recognized(&self) -> bool {
        true
    }
    /// The bytes whose Base64 this is, for values that can go along with a message rather than stand in it.
    fn bytes(&self) -> Option<&bytes::Bytes> {
        None
    }
    /// Becomes these bytes; for values that have some.
    fn put_bytes(&mut self, _: bytes::Bytes) {}
    /// The built-in type whose values these are, where there's just one.
    fn builtin(&self) -> Option<Builtin> {
        None
    }
    /// The name of the type in the schema, where the Rust type is made for it.
    fn type_name(&self) -> Option<&'static str> {
        None
    }
}

/// What a text refers to where it stands: prefixes in scope, for reading QNames, and what came along with it.
pub trait Names {
    /// The namespace bound to a prefix (the empty one: the default namespace, empty if none is declared).
    fn namespace(&self, prefix: &str) -> Option<&str>;
    /// Whether there are no prefixes, but names are spelled `{namespace}local`.
    fn in_full(&self) -> bool {
        false
    }
    /// The part of the message that a URL refers to; `None` where nothing is known of parts.
    ///
    /// # Errors
    /// When it refers to none.
    fn part(&self, _: &str) -> Result<Option<crate::Attachment>, TextError> {
        Ok(None)
    }
}

/// What a text can refer to where it will stand: prefixes in scope, for writing QNames, and what goes along with it.
pub trait Prefixes {
    /// A prefix for the namespace, declared if need be; empty only for no namespace.
    fn prefix(&mut self, namespace: &str) -> String;
    /// Takes an attachment along, and gives the URL that refers to it; `None` where nothing goes along.
    fn attach(&mut self, _: &crate::Attachment) -> Option<String> {
        None
    }
}

/// Why a text isn't a value of its type, e.g. `expected a whole number from -128 to 127`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError(pub std::borrow::Cow<'static, str>);
