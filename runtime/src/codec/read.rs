//! One element into one slot.

use super::attached::read_attachment;
use super::attributes::read_attributes;
use super::constraints;
use super::context::shown;
use super::dropped::drop_type;
use super::encoded::{self, Found};
use super::error::Outcome;
use super::hollow::read_nillable;
use super::include::read_interrupted;
use super::mixed::read_mixed;
use super::named::check_simple;
use super::nil::{NOT_NILLABLE, is_nil_for_good, only_xsi, read_nil, read_nil_with};
use super::particles::{next_child, read_children, variant};
use super::text::{put_text, read_text};
use super::typed::read_typed;
use super::wild::{check_content, check_element};
use super::{DecodeError, ReadContext};
use crate::schema::{Content, Kind, Member, Name, Shape};
use crate::value::{Choice, Complex, Slot};
use crate::xml::{Reader, XSD, XSI, trim};

const TYPE: Name = Name::new(XSI, "type");

/// Reads the attributes and content of the element whose start tag was read last, up to and with its end tag. `member` is
/// what the table says of it: default, fixed value, facets.
///
/// # Errors
/// When the document isn't well-formed, or isn't what the type allows.
pub fn read_value(
    reader: &mut Reader<'_>,
    slot: Slot<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    read_slot(reader, slot, member, cx).map_err(|e| *e)
}

#[inline]
pub(super) fn read_slot(
    reader: &mut Reader<'_>,
    slot: Slot<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    note_undeclared(reader, cx)?;
    if cx.is_encoded() {
        return read_encoded(reader, slot, member, cx);
    }
    read_here(reader, slot, member, cx)
}

#[inline(always)]
pub(super) fn note_undeclared(reader: &mut Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    match reader.take_undeclared_xsi() {
        Some(offset) => cx.object(offset, "the prefix `xsi` isn't declared"),
        None => Ok(()),
    }
}

/// A value of the SOAP encoding: it may stand elsewhere in the document.
#[cold]
fn read_encoded(
    reader: &mut Reader<'_>,
    slot: Slot<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if let Slot::Content(any) = slot {
        *any = encoded::content(reader, cx)?;
        return Ok(());
    }
    match encoded::follow(reader, cx)? {
        Some(Found::Element(mut target)) => {
            read_encoded(&mut target, slot, member, cx)?;
            reader.skip().map_err(|e| cx.malformed(e))
        }
        Some(Found::Cycle(_)) => {
            let message =
                "a reference to a value that this is part of: values can't contain themselves here";
            match slot {
                Slot::Nil | Slot::NilWith(_) | Slot::NotNillable => {
                    cx.object(reader.offset(), message)?;
                    reader.skip().map_err(|e| cx.malformed(e))
                }
                _ => Err(cx.error(reader.offset(), message)),
            }
        }
        None => {
            let offset = reader.offset();
            if let Some(references) = &mut cx.references {
                references.enter(offset);
            }
            read_here(reader, slot, member, cx)?;
            if let Some(references) = &mut cx.references {
                references.leave();
            }
            Ok(())
        }
    }
}

#[inline]
pub(super) fn read_here(
    reader: &mut Reader<'_>,
    slot: Slot<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if cx.strict && reader.attribute_count() > 0 && !cx.is_encoded() {
        check_xsi(reader, member, cx)?;
    }
    match slot {
        Slot::Str(_) | Slot::Text(_) | Slot::Listed(_) => {
            let offset = reader.offset();
            if reader.attribute_count() > 0 {
                no_attributes(reader, cx)?;
                match cx.strict {
                    true => check_simple(reader, &slot, member, cx)?,
                    false => drop_type(reader, &slot, member, cx),
                }
            }
            let text = reader.text_to_tag().map_err(|e| cx.malformed(e))?;
            if !reader.at_end() {
                return read_interrupted(reader, text, slot, member, offset, cx);
            }
            put_text(text, slot, member, true, reader, offset, cx)
        }
        Slot::Complex(value) => read_complex(reader, value, member, cx),
        Slot::Derived(choice) => read_derived(reader, choice, member, cx),
        Slot::Choice(choice) => read_sole_choice(reader, choice, cx),
        Slot::Content(any) => {
            check_content(reader, member, cx)?;
            *any = encoded::content(reader, cx)?;
            Ok(())
        }
        Slot::Element(any) => {
            if let Some(Kind::Any(wildcard)) = member.map(|m| m.kind) {
                check_element(reader, wildcard.process, cx)?;
            }
            *any = encoded::element(reader, cx)?;
            Ok(())
        }
        Slot::Nillable(value) => read_nillable(reader, value, member, cx),
        Slot::Defaulted(value) => {
            cx.by_default = false;
            read_here(reader, value.value(), member, cx)?;
            if cx.by_default {
                value.empty();
            }
            Ok(())
        }
        Slot::Typed(value, nil) => read_typed(reader, value, nil, member, cx),
        Slot::Attachment(value) => read_attachment(reader, value, cx),
        Slot::Nil => {
            if reader.attribute_count() > 0 {
                only_xsi(reader, cx)?;
            }
            read_nil(reader, member, cx)
        }
        Slot::NilWith(value) => read_nil_with(reader, value, member, cx),
        Slot::NotNillable => {
            if !cx.is_encoded() && !member.is_some_and(|m| m.nillable) {
                cx.object(reader.offset(), NOT_NILLABLE)?;
            }
            reader.skip().map_err(|e| cx.malformed(e))
        }
        Slot::Attributes(_) | Slot::Order(_) => {
            Err(cx.error(reader.offset(), "an element can't be read into this"))
        }
    }
}

/// Reads the element whose start tag was read last, which `member` takes: the element itself, that of a choice (such as a
/// substitution group), or that of a wildcard.
///
/// # Errors
/// When the element is none that the member takes, and as [`read_value`].
pub fn read_member(
    reader: &mut Reader<'_>,
    member: &'static Member,
    slot: Slot<'_>,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    read_step(reader, member, slot, cx).map_err(|e| *e)
}

pub(super) fn read_step(
    reader: &mut Reader<'_>,
    member: &'static Member,
    slot: Slot<'_>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    cx.enter(member, 0);
    if cx.strict {
        constraints::begin(member, reader, cx)?;
    }
    read_one(reader, member, slot, cx)?;
    if cx.strict {
        constraints::end(member, reader.offset(), cx)?;
    }
    cx.leave();
    Ok(())
}

/// The same without a step in the path, and without the constraints of the element.
pub(super) fn read_one(
    reader: &mut Reader<'_>,
    member: &'static Member,
    slot: Slot<'_>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let Slot::Choice(choice) = slot else {
        return read_slot(reader, slot, Some(member), cx);
    };
    let Kind::Choice(shape) = member.kind else {
        return read_slot(reader, Slot::Choice(choice), Some(member), cx);
    };
    let Some((i, member)) = variant(shape.variants, reader, cx) else {
        let message = format!("unexpected element <{}>", shown(reader.name().1));
        return Err(cx.error(reader.offset(), message));
    };
    let nil = is_nil_for_good(member, reader, cx);
    match choice.select(i, nil) {
        Some(slot) => read_step(reader, member, slot, cx),
        None => Err(cx.error(reader.offset(), "the generated type has no such variant")),
    }
}

/// The type that the element whose start tag was read last says it has: namespace and name. An unbound prefix gives no
/// namespace (XSD 1.0 part 1, 2.6.1).
pub(super) fn xsi_type<'r>(reader: &'r Reader<'_>) -> Option<(Option<&'r str>, &'r str)> {
    if !(0..reader.attribute_count()).any(|i| reader.attribute_is(i, &TYPE)) {
        return None;
    }
    let value = trim(reader.attribute(XSI, "type")?);
    let colon = value.bytes().position(|b| b == b':');
    let (prefix, local) = match colon.and_then(|at| value.split_at_checked(at)) {
        Some((prefix, rest)) => (prefix, rest.strip_prefix(':').unwrap_or(rest)),
        None => ("", value),
    };
    Some((reader.namespace(prefix), local))
}

pub(super) fn names((ns, local): (Option<&str>, &str), name: &Name) -> bool {
    local == name.local && ns.is_none_or(|ns| ns == name.ns)
}

/// An element of a simple type has no attributes but those of XSD itself.
#[cold]
pub(super) fn no_attributes(reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    let encoded = cx.is_encoded();
    let own = |ns: &str, local: &str| encoded && encoded::is_of_encoding(ns, local);
    let others = reader.attributes().filter(|a| a.ns != XSI);
    for attribute in others.filter(|a| !own(a.ns, a.local)) {
        let message = format!("unexpected attribute {}", shown(attribute.local));
        cx.object(reader.offset(), message)?;
    }
    Ok(())
}

/// XSD's own attributes, which any element may have: but for these four there are none (XSD 1.0 part 1, 2.6), and whether
/// it's nil only what can be nil says (3.3.4 "Element Locally Valid (Element)").
#[cold]
fn check_xsi(reader: &Reader<'_>, member: Option<&Member>, cx: &mut ReadContext) -> Outcome<()> {
    for attribute in reader.attributes().filter(|a| a.ns == XSI) {
        match attribute.local {
            "type" | "schemaLocation" | "noNamespaceSchemaLocation" => {}
            "nil" if member.is_some_and(|m| !m.nillable && matches!(m.kind, Kind::Element(_))) => {
                cx.object(reader.offset(), NOT_NILLABLE)?;
            }
            "nil" if matches!(attribute.value.trim(), "true" | "false" | "1" | "0") => {}
            local => {
                let message = format!("unexpected attribute xsi:{}", shown(local));
                cx.object(reader.offset(), message)?;
            }
        }
    }
    Ok(())
}

pub(super) fn read_complex(
    reader: &mut Reader<'_>,
    value: &mut dyn Complex,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let shape = value.shape();
    if reader.attribute_count() > 0 {
        check_type(reader, shape, cx)?;
    }
    if reader.attribute_count() > 0 || !shape.attributes.is_empty() {
        read_attributes(reader, value, cx)?;
    }
    match shape.content {
        Content::Sequence | Content::All => read_children(reader, value, cx),
        Content::Array(array) => encoded::read_array(reader, value, array, cx),
        Content::Text => {
            let offset = reader.offset();
            let text = reader.text_to_tag().map_err(|e| cx.malformed(e))?;
            let own = shape.members.first();
            match value.slot(0, false) {
                // The element's default and fixed value stand for the text of its type.
                Some(slot) => {
                    let merged = own.map(|own| Member {
                        default: member.and_then(|m| m.default).or(own.default),
                        fixed: member.and_then(|m| m.fixed).or(own.fixed),
                        ..*own
                    });
                    let member = merged.as_ref();
                    if !reader.at_end() {
                        return read_interrupted(reader, text, slot, member, offset, cx);
                    }
                    put_text(text, slot, member, true, reader, offset, cx)
                }
                None => Err(cx.error(offset, "the generated type has no text")),
            }
        }
        Content::Mixed(model) => read_mixed(reader, value, model, member, cx),
        Content::Empty => {
            let offset = reader.offset();
            let text = read_text(reader, cx)?;
            if text.is_empty() || (!cx.strict && text.trim().is_empty()) {
                return Ok(());
            }
            cx.object(offset, "text in an element that must be empty")
        }
    }
}

/// An `xsi:type` on an element whose type has no derived types that are known.
#[cold]
pub(super) fn check_type(reader: &Reader<'_>, shape: &Shape, cx: &mut ReadContext) -> Outcome<()> {
    let Some(found) = xsi_type(reader) else {
        return Ok(());
    };
    let own = shape.named && names(found, &shape.name);
    // Nothing that's known restricts another type to one of XSD's own, but some services say so.
    let builtin = !cx.strict && found.0 == Some(XSD);
    let encoding = cx.is_encoded() || matches!(shape.content, Content::Array(_));
    let encoding = encoding && found.0.is_some_and(encoded::is_encoding);
    if own || builtin || encoding {
        return Ok(());
    }
    let message = format!("the type {} isn't known here", shown(found.1));
    cx.object(reader.offset(), message)
}

/// The enum over a type and those derived from it.
fn read_derived(
    reader: &mut Reader<'_>,
    choice: &mut dyn Choice,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let slot = select_derived(reader, choice, cx)?;
    read_slot(reader, slot, member, cx)
}

/// The hole for a value of the type that the element whose start tag was read last has.
pub(super) fn select_derived<'a>(
    reader: &Reader<'_>,
    choice: &'a mut dyn Choice,
    cx: &mut ReadContext,
) -> Outcome<Slot<'a>> {
    let shape = choice.shape();
    let position = |fits: &dyn Fn(&Kind) -> bool| shape.variants.iter().position(|v| fits(&v.kind));
    let open = || position(&|kind| matches!(kind, Kind::Open));
    let i = match xsi_type(reader) {
        None if shape.declared => 0,
        None => {
            let message = format!(
                "the type {} is abstract; xsi:type must name one derived from it",
                shape.name
            );
            cx.object(reader.offset(), message)?;
            open().unwrap_or(0)
        }
        Some(found) => {
            let known = position(&|kind| matches!(kind, Kind::Type(name) if names(found, name)));
            match known {
                Some(i) => i,
                None => {
                    let message = format!("the type {} isn't known here", shown(found.1));
                    cx.object(reader.offset(), message)?;
                    open().unwrap_or(0)
                }
            }
        }
    };
    let slot = choice.select(i, false);
    slot.ok_or_else(|| cx.error(reader.offset(), "the generated type has no such variant"))
}

/// An element whose whole content is one choice.
fn read_sole_choice(
    reader: &mut Reader<'_>,
    choice: &mut dyn Choice,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let shape = choice.shape();
    let offset = reader.offset();
    let mut found = false;
    while next_child(reader, cx)? {
        let taken = if found {
            None
        } else {
            variant(shape.variants, reader, cx)
        };
        match taken {
            Some((i, member)) => {
                found = true;
                let nil = is_nil_for_good(member, reader, cx);
                match choice.select(i, nil) {
                    Some(slot) => read_step(reader, member, slot, cx)?,
                    None => {
                        return Err(
                            cx.error(reader.offset(), "the generated type has no such variant")
                        );
                    }
                }
            }
            None => {
                let message = format!("unexpected element <{}>", shown(reader.name().1));
                cx.object(reader.offset(), message)?;
                reader.skip().map_err(|e| cx.malformed(e))?;
            }
        }
    }
    if found {
        return Ok(());
    }
    Err(cx.error(
        offset,
        format!(
            "one of {} is missing",
            super::fit::alternatives(shape.variants)
        ),
    ))
}
