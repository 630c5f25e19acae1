//! The type that an element says it has, kept with its value where the generated type has a place for it.
//!
//! Reading: in comes a reader at a start tag; out goes what was said, and the value. Writing: out goes the attribute.

use super::ReadContext;
use super::error::Outcome;
use super::error::Written;
use super::named::check_nil;
use super::read::read_here;
use super::write::{check_name, invalid};
use crate::QName;
use crate::schema::Member;
use crate::value::{SaysType, Slot, Text};
use crate::xml::{Reader, Writer, XSI};

/// Reads a value and keeps the type that its element says.
#[cold]
pub(super) fn read_typed(
    reader: &mut Reader<'_>,
    value: &mut dyn SaysType,
    nil: bool,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if nil && cx.strict {
        check_nil(reader, member, cx)?;
    }
    let keeps = keep_said(reader, value, nil, cx);
    cx.keeps_type_at = keeps.then(|| reader.offset());
    read_here(reader, value.value(nil), member, cx)?;
    cx.keeps_type_at = None;
    Ok(())
}

/// Keeps the type that the element whose start tag was read last says, if it's one that the value can have; false if it
/// says none.
pub(super) fn keep_said(
    reader: &Reader<'_>,
    value: &mut dyn SaysType,
    nil: bool,
    cx: &ReadContext,
) -> bool {
    let mut name = QName::default();
    // In the SOAP encoding every element says one.
    let said = reader.attribute(XSI, "type").filter(|_| !cx.is_encoded());
    // What isn't the name of a type is for others to object to.
    let keeps =
        said.is_some_and(|said| name.parse(said, reader).is_ok()) && fits(&name, value.value(nil));
    value.say(keeps.then_some(&name));
    keeps
}

/// Whether it's a type of the value: a structure has that of its table, a simple value has any that restrict its own.
fn fits(said: &QName, slot: Slot<'_>) -> bool {
    match slot {
        Slot::Complex(value) => {
            let shape = value.shape();
            shape.named && shape.name.local == said.local && shape.name.ns == said.namespace
        }
        Slot::Nillable(value) => fits(said, value.value()),
        Slot::NilWith(value) => value.inner().is_some_and(|slot| fits(said, slot)),
        Slot::Defaulted(value) => fits(said, value.value()),
        _ => true,
    }
}

/// Says the type of the element just begun.
pub(super) fn write_said(out: &mut Writer, value: &dyn SaysType) -> Written {
    match value.said() {
        Some(said) => {
            check_name(&said.namespace, &said.local)?;
            let written = out.type_attribute(&said.namespace, &said.local);
            written.map_err(invalid)
        }
        None => Ok(()),
    }
}
