//! The attributes of an element into a struct's slots.

use super::ReadContext;
use super::context::shown;
use super::encoded::is_of_encoding;
use super::error::Outcome;
use super::fit::allows;
use super::text::put_text;
use super::wild::check_attribute;
use crate::scalar::TableNames;
use crate::schema::{Content, Kind, Member};
use crate::value::{AnyAttribute, Complex, Items, Slot};
use crate::xml::{Reader, XML, XSI};

/// Reads the attributes of the element whose start tag was read last.
pub(super) fn read_attributes(
    reader: &Reader<'_>,
    value: &mut dyn Complex,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let shape = value.shape();
    let members = shape.attributes;
    let first = shape.members.len();
    let base = cx.counts.len();
    cx.counts.resize(base + members.len(), 0);
    // Most come in the order of the table.
    let mut next = 0;
    for (a, attribute) in reader.attributes().enumerate() {
        let takes =
            |m: &Member| matches!(&m.kind, Kind::Attribute(name) if reader.attribute_is(a, name));
        let Some((i, member)) = find_from(next, members, takes) else {
            if attribute.ns != XSI {
                other(reader, a, value, cx)?;
            }
            continue;
        };
        next = i + 1;
        if let Some(count) = cx.counts.get_mut(base + i) {
            *count = 1;
        }
        if matches!(shape.content, Content::Array(_)) {
            // The size of an array is known when its items are.
            continue;
        }
        if let Some(slot) = value.slot(first + i, false) {
            cx.enter(member, 0);
            put_text(
                attribute.value.into(),
                slot,
                Some(member),
                false,
                reader,
                reader.offset(),
                cx,
            )?;
            cx.leave();
        }
    }
    for (i, member) in members.iter().enumerate() {
        if cx.counts.get(base + i) == Some(&0)
            && (member.min > 0 || member.default.or(member.fixed).is_some())
        {
            absent(reader, value, first + i, member, cx)?;
        }
    }
    cx.counts.truncate(base);
    Ok(())
}

/// The member that takes an attribute, looked for from one on to the end, then from the beginning.
fn find_from(
    from: usize,
    members: &'static [Member],
    takes: impl Fn(&Member) -> bool,
) -> Option<(usize, &'static Member)> {
    let (before, after) = members.split_at_checked(from)?;
    let found = find(after, &takes).map(|(i, member)| (from + i, member));
    found.or_else(|| find(before, takes))
}

fn find(
    members: &'static [Member],
    takes: impl Fn(&Member) -> bool,
) -> Option<(usize, &'static Member)> {
    members.iter().enumerate().find(|(_, m)| takes(m))
}

/// An attribute that isn't declared by name.
#[cold]
fn other(
    reader: &Reader<'_>,
    a: usize,
    value: &mut dyn Complex,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let shape = value.shape();
    let Some(attribute) = reader.attributes().nth(a) else {
        return Ok(());
    };
    let takes = |m: &Member| matches!(&m.kind, Kind::AnyAttribute(wildcard) if allows(wildcard, attribute.ns, attribute.local));
    let taker = find(shape.attributes, takes);
    if cx.strict
        && let Some(Kind::AnyAttribute(wildcard)) = taker.map(|(_, m)| m.kind)
    {
        check_attribute(reader, &attribute, wildcard.process, cx)?;
    }
    if let Some((i, _)) = taker
        && let Some(Slot::Attributes(any)) = value.slot(shape.members.len() + i, false)
    {
        any.0.push(AnyAttribute {
            namespace: attribute.ns.to_owned(),
            name: attribute.local.to_owned(),
            value: attribute.value.to_owned(),
        });
        return Ok(());
    }
    let encoded = cx.is_encoded() || matches!(shape.content, Content::Array(_));
    if encoded && is_of_encoding(attribute.ns, attribute.local) {
        return Ok(());
    }
    // `xml:lang` and the like say nothing that would be missed.
    if attribute.ns == XML && !cx.strict {
        return Ok(());
    }
    let message = format!("unexpected attribute {}", shown(attribute.local));
    cx.object(reader.offset(), message)
}

/// A declared attribute isn't there: it has its default, or is missing.
fn absent(
    reader: &Reader<'_>,
    value: &mut dyn Complex,
    slot: usize,
    member: &'static Member,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if member.min == 0 {
        if let (Some(text), Some(slot)) = (member.default.or(member.fixed), value.slot(slot, false))
        {
            cx.enter(member, 0);
            put_text(
                text.into(),
                slot,
                Some(member),
                false,
                &TableNames,
                reader.offset(),
                cx,
            )?;
            cx.leave();
        }
        return Ok(());
    }
    let Kind::Attribute(name) = member.kind else {
        return Ok(());
    };
    let message = format!("the attribute {} is missing", name.local);
    match value.items(slot) {
        Items::One(_) => Err(cx.error(reader.offset(), message)),
        _ => cx.object(reader.offset(), message),
    }
}
