//! Between values and elements kept whole: for header blocks and fault details, whose type is known later than that they
//! are there.

use crate::codec::{
    DecodeError, EncodeError, ReadContext, read_member, read_value, write_content, write_member,
};
use crate::schema::{Member, NamespaceConstraint, Process, any, choice};
use crate::value::{AnyElement, Choice, HasChoice, Item, Value};
use crate::xml::{Limits, Reader, Writer, XSI};

static ANY: Member = any(NamespaceConstraint::Any, Process::Lax);

/// The member that takes the elements of an enum.
struct MemberOf<T>(T);

impl<T: HasChoice> MemberOf<T> {
    const MEMBER: &'static Member = &choice(T::CHOICE);
}

impl AnyElement {
    /// An element of this name that holds a value, e.g. of a generated struct.
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn of<T: Value>(namespace: &str, name: &str, value: &T) -> Result<AnyElement, EncodeError> {
        let element = AnyElement {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            ..AnyElement::default()
        };
        let mut out = Writer::new();
        // Writes nothing but checks the name.
        write_kept(&mut out.clone(), &element)?;
        out.start_any(namespace, name);
        write_content(&mut out, value.item())?;
        kept(&out.finish())
    }

    /// The value that the element holds, whatever the element's name; passes over what the value's type doesn't know.
    ///
    /// # Errors
    /// When the content isn't of that type.
    pub fn value<T: Value>(&self) -> Result<T, DecodeError> {
        let mut value = T::default();
        read_kept(self, |reader, cx| {
            let nil = is_nil(reader);
            read_value(reader, value.slot(nil), None, cx)
        })?;
        Ok(value)
    }
}

/// The element that an enum of elements holds.
pub(super) fn to_element<T: Value + Choice>(value: &T) -> Result<AnyElement, EncodeError> {
    let mut out = Writer::new();
    write_content(&mut out, Item::Choice(value))?;
    kept(&out.finish())
}

/// An enum of elements from one of them.
pub(super) fn from_element<T: Value + Choice + HasChoice>(
    element: &AnyElement,
) -> Result<T, DecodeError> {
    let mut value = T::default();
    read_kept(element, |reader, cx| {
        read_member(reader, MemberOf::<T>::MEMBER, value.slot(false), cx)
    })?;
    Ok(value)
}

/// Writes an element kept whole.
pub(super) fn write_kept(out: &mut Writer, element: &AnyElement) -> Result<(), EncodeError> {
    write_member(out, &ANY, Item::Element(element))
}

/// Whether the element whose start tag was read last says that it's nil.
pub(super) fn is_nil(reader: &Reader<'_>) -> bool {
    reader
        .attribute(XSI, "nil")
        .is_some_and(|v| matches!(v.trim(), "true" | "1"))
}

/// A reader's failure as the codec's.
pub(super) fn malformed(error: crate::xml::Error) -> DecodeError {
    DecodeError {
        path: String::new(),
        offset: error.offset,
        message: error.message.into_owned(),
    }
}

fn kept(text: &str) -> Result<AnyElement, EncodeError> {
    let mut reader = Reader::new(text, Limits::default());
    let element = reader.root().and_then(|()| reader.element());
    element.map_err(|error| EncodeError {
        path: String::new(),
        message: error.message.into_owned(),
    })
}

fn read_kept(
    element: &AnyElement,
    read: impl FnOnce(&mut Reader<'_>, &mut ReadContext) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let mut out = Writer::new();
    write_kept(&mut out, element).map_err(|error| DecodeError {
        path: error.path,
        offset: 0,
        message: error.message,
    })?;
    let text = out.finish();
    let mut reader = Reader::new(&text, Limits::default());
    reader.root().map_err(malformed)?;
    read(&mut reader, &mut ReadContext::lenient())
}
