//! Whole documents: enums over global elements, read from bytes and written.

use super::context::shown;
use super::identity::resolve;
use super::nil::is_nil_for_good;
use super::particles::variant;
use super::read::read_member;
use super::wild::Globals;
use super::write::member as write_item;
use super::{DecodeError, EncodeError, ReadContext, Warning};
use crate::schema::{Grammar, Kind};
use crate::value::{Choice, HasChoice, Item, Items, Value};
use crate::xml::{Limits, Reader, Writer, decode, expand};

/// Reads a document whose root is one of the enum's elements, passing over what the schema doesn't know.
///
/// # Errors
/// When the bytes aren't a well-formed document with such a root, or a value isn't of its type.
pub fn from_xml<T: Value + HasChoice>(bytes: &[u8]) -> Result<(T, Vec<Warning>), DecodeError> {
    let mut cx = ReadContext::lenient();
    cx.names_types = true;
    let value = read_document(bytes, &mut cx)?;
    Ok((value, cx.into_warnings()))
}

/// Reads a document whose root is one of the enum's elements, refusing what the schema doesn't allow.
///
/// # Errors
/// As [`from_xml`], and when the document isn't valid.
pub fn from_xml_strict<T: Value + HasChoice + 'static>(bytes: &[u8]) -> Result<T, DecodeError> {
    from_xml_strict_in(bytes, Grammar::NONE)
}

/// The same where the schema defines more than its elements.
///
/// # Errors
/// As [`from_xml_strict`].
pub fn from_xml_strict_in<T: Value + HasChoice + 'static>(
    bytes: &[u8],
    grammar: &'static Grammar,
) -> Result<T, DecodeError> {
    let mut cx = ReadContext::strict();
    cx.globals = Some(Globals {
        grammar,
        variants: T::CHOICE.variants,
        make: || Box::new(T::default()),
    });
    read_document(bytes, &mut cx)
}

fn read_document<T: Value + HasChoice>(
    bytes: &[u8],
    cx: &mut ReadContext,
) -> Result<T, DecodeError> {
    let mut value = T::default();
    read_document_into(bytes, T::CHOICE.variants, &mut value, cx)?;
    Ok(value)
}

fn read_document_into(
    bytes: &[u8],
    variants: &'static [crate::schema::Member],
    value: &mut dyn Choice,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let limits = Limits::default();
    let text = decode(bytes, None).map_err(|e| *cx.malformed(e))?;
    let document = expand(&text, &limits).map_err(|e| *cx.malformed(e))?;
    let doctype = document.doctype.filter(|_| cx.strict);
    cx.entities = doctype.and_then(|doctype| doctype.unparsed());
    let mut reader = Reader::new(&document.text, limits);
    if !cx.strict {
        reader.tolerate_undeclared_xsi();
    }
    reader.root().map_err(|e| *cx.malformed(e))?;
    let Some((i, member)) = variant(variants, &reader, cx) else {
        let (ns, local) = reader.name();
        let message = format!(
            "<{}> in the namespace \"{}\" is no element of this schema",
            shown(local),
            shown(ns)
        );
        return Err(*cx.error(reader.offset(), message));
    };
    let nil = is_nil_for_good(member, &reader, cx);
    match value.select(i, nil) {
        Some(slot) => read_member(&mut reader, member, slot, cx)?,
        None => return Err(*cx.error(reader.offset(), "the generated type has no such variant")),
    }
    reader.finish().map_err(|e| *cx.malformed(e))?;
    resolve(cx).map_err(|e| *e)
}

/// Writes a document whose root is one of the enum's elements.
///
/// # Errors
/// When a value has no form in XML.
pub fn to_xml<T: Value + Choice>(value: &T) -> Result<String, EncodeError> {
    write_document(value)
}

fn write_document(value: &dyn Choice) -> Result<String, EncodeError> {
    let mut out = Writer::new();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    let (i, items) = value.selected();
    if let Some(member) = value.shape().variants.get(i) {
        let item = match items {
            Items::One(item) | Items::Some(item) => Some(item),
            Items::None => None,
            Items::Many(many) => many.get(0),
        };
        let write = |item: Item<'_>| write_item(&mut out, member, item);
        let outcome = item.map_or(Ok(()), write);
        outcome.map_err(|error| match member.kind {
            Kind::Element(name) => *error.within(name.local, None),
            _ => *error,
        })?;
    }
    Ok(out.finish())
}

/// Gives a generated enum over global elements its ways from XML and to it: `document!(Document; ...; @ ...)`, with the
/// schema's global attributes, then its types.
#[doc(hidden)]
#[macro_export]
macro_rules! document {
    ($type:ident) => {
        $crate::document!($type;);
    };
    ($type:ident; $($attribute:expr;)* $(@ $($definition:expr;)*)?) => {
        // Generated code may be in a private module, where not all of it is used.
        #[allow(unreachable_pub, dead_code, clippy::allow_attributes)]
        impl $type {
            /// Reads a document, passing over what the schema doesn't know.
            ///
            /// # Errors
            /// When the bytes aren't well-formed XML with one of these elements as its root, or a value isn't of its type.
            pub fn from_xml(
                bytes: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::codec::from_xml(bytes).map(|(document, _)| document)
            }

            /// Reads a document as [`Self::from_xml`] does, and tells what was passed over.
            ///
            /// # Errors
            /// As [`Self::from_xml`].
            pub fn from_xml_with_warnings(
                bytes: &[::core::primitive::u8],
            ) -> ::core::result::Result<(Self, ::std::vec::Vec<$crate::Warning>), $crate::DecodeError> {
                $crate::codec::from_xml(bytes)
            }

            /// Reads a document, refusing what the schema doesn't allow.
            ///
            /// # Errors
            /// As [`Self::from_xml`], and when the document isn't valid.
            pub fn from_xml_strict(
                bytes: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                const GRAMMAR: &$crate::support::Grammar = {
                    #[allow(unused_imports, clippy::allow_attributes)]
                    use $crate::support::*;
                    &$crate::support::Grammar {
                        attributes: &[$($attribute),*],
                        types: &[$($($definition),*)?],
                    }
                };
                $crate::codec::from_xml_strict_in(bytes, GRAMMAR)
            }

            /// Writes the document, in UTF-8.
            ///
            /// # Errors
            /// When a value can't be written as XML.
            pub fn to_xml(&self) -> ::core::result::Result<::std::string::String, $crate::EncodeError> {
                $crate::codec::to_xml(self)
            }
        }
    };
}
