//! What `xsi:nil="true"` says: an element without content, which may have attributes (XSD 1.0 part 1, 2.6.2 and 3.3.4).
//!
//! In comes a reader at a start tag; out goes the nil in the value's slot, and the reader behind the element.

use super::ReadContext;
use super::attributes::read_attributes;
use super::constraints;
use super::context::shown;
use super::encoded;
use super::error::Outcome;
use super::read::{check_type, read_slot, select_derived};
use super::typed::keep_said;
use crate::schema::{Kind, Member, Name};
use crate::value::{Item, Items, MaybeNil, Slot};
use crate::xml::{Node, Reader, XSI};

/// What to say about a nil of what has a value for good (XSD 1.0 part 1, 3.3.4, 3.2.2).
pub(super) const NIL_THOUGH_FIXED: &str = "a nil where the value is fixed";

/// What to say about a nil of what can't be nil.
pub(super) const NOT_NILLABLE: &str = "xsi:nil on an element that can't be nil";

const NIL: Name = Name::new(XSI, "nil");

/// Whether the element whose start tag was read last, which `member` takes, says that it's nil (XSD 1.0 part 1, 2.6.2).
/// That of a choice is its variant's matter.
#[inline(always)]
pub(super) fn is_nil(member: &Member, reader: &Reader<'_>, cx: &mut ReadContext) -> bool {
    if reader.attribute_count() == 0 {
        return false;
    }
    if cx.is_encoded() {
        return encoded::is_nil(member, reader, cx);
    }
    matches!(member.kind, Kind::Element(_)) && says_nil(reader)
}

/// The same of a document's root, of a message and of an alternative, which can't be absent: one that can't be nil either
/// is read as if it didn't say so, in a lenient reading.
pub(crate) fn is_nil_for_good(member: &Member, reader: &Reader<'_>, cx: &mut ReadContext) -> bool {
    let nil = is_nil(member, reader, cx);
    if !nil || member.nillable || cx.strict || cx.is_encoded() {
        return nil;
    }
    cx.warn(NOT_NILLABLE);
    false
}

/// Whether the element whose start tag was read last says that it's nil.
pub(crate) fn says_nil(reader: &Reader<'_>) -> bool {
    (0..reader.attribute_count()).any(|i| reader.attribute_is(i, &NIL))
        && reader
            .attribute(XSI, "nil")
            .is_some_and(|v| matches!(v.trim(), "true" | "1"))
}

/// The attributes of a nil that has no place for any.
#[cold]
pub(super) fn only_xsi(reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    if cx.is_encoded() {
        return Ok(());
    }
    let others = reader.attributes().filter(|a| a.ns != XSI);
    for attribute in others {
        let name = shown(attribute.local);
        let message = format!("the attribute {name} of an element that is nil, which isn't kept");
        cx.object(reader.offset(), message)?;
    }
    Ok(())
}

pub(super) fn read_nil(
    reader: &mut Reader<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if cx.strict && member.is_some_and(|m| m.fixed.is_some()) {
        return Err(cx.error(reader.offset(), NIL_THOUGH_FIXED));
    }
    read_empty(reader, cx)
}

/// A nil of a type that has attributes: those of the type are the nil's too (XSD 1.0 part 1, 3.3.4 "Element Locally Valid
/// (Element)", 3.2).
#[cold]
pub(super) fn read_nil_with(
    reader: &mut Reader<'_>,
    value: &mut dyn MaybeNil,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    // Only a document has to say again what type has no value.
    let typed = cx.reads_document() && reader.attribute(XSI, "type").is_some();
    let some = reader.attributes().any(|a| a.ns != XSI);
    if cx.is_encoded() || !(some || typed || cx.strict) {
        value.nil();
        return read_nil(reader, member, cx);
    }
    let mut slot = value.inner();
    if let Some(Slot::Derived(choice)) = slot {
        slot = Some(select_derived(reader, choice, cx)?);
    }
    if let Some(Slot::Typed(inner, nil)) = slot {
        keep_said(reader, inner, nil, cx);
        slot = Some(inner.value(nil));
    }
    match slot {
        Some(Slot::Complex(inner)) => {
            check_type(reader, inner.shape(), cx)?;
            // A lenient reading doesn't miss those that a nil without any goes without, nor are they made up.
            if some || cx.strict {
                read_attributes(reader, inner, cx)?;
            } else if inner.shape().attributes.iter().any(|a| a.min > 0) {
                value.nil();
                return read_nil(reader, member, cx);
            }
        }
        // Kept whole, as its type isn't known.
        Some(slot @ Slot::Content(_)) => return read_slot(reader, slot, member, cx),
        _ => only_xsi(reader, cx)?,
    }
    // What isn't known was passed over.
    if !(some || typed) || !value.inner_item().is_some_and(says_more) {
        value.nil();
    }
    read_nil(reader, member, cx)
}

/// Whether what's kept of a nil says more than that: attributes, or a type.
fn says_more(inner: Item<'_>) -> bool {
    match inner {
        Item::Complex(value) => {
            let shape = value.shape();
            let first = shape.members.len();
            (0..shape.attributes.len()).any(|i| match value.items(first + i) {
                Items::None => false,
                Items::One(Item::Attributes(any)) => !any.0.is_empty(),
                _ => true,
            })
        }
        Item::Derived(choice) => match choice.selected() {
            (0, Items::One(item) | Items::Some(item)) if choice.shape().declared => says_more(item),
            _ => true,
        },
        Item::Content(_) | Item::Typed(_) => true,
        _ => false,
    }
}

/// An element that has no content, and goes without a value.
pub(super) fn read_empty(reader: &mut Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    let offset = reader.offset();
    constraints::nil(cx);
    loop {
        match reader.next().map_err(|e| cx.malformed(e))? {
            Node::End => return Ok(()),
            Node::Text(text) if text.trim().is_empty() && !cx.strict => {}
            Node::Text(_) => {
                cx.object(offset, "text in an element that is empty by its xsi:nil")?
            }
            Node::Start => {
                cx.object(offset, "an element in one that is empty by its xsi:nil")?;
                reader.skip().map_err(|e| cx.malformed(e))?;
            }
        }
    }
}
