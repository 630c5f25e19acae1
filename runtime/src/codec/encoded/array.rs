//! Arrays: items by position, whatever their elements are called (SOAP 1.1, 5.4.2; SOAP 1.2 part 2, 3.1.6).
//!
//! Sizes are only believed where items are there: an array that says it's huge costs nothing.

use super::size::{
    closed, is_nested, items_before, items_in, of_array_size, of_array_type, of_position,
};
use super::{Found, follow, is_encoding};
use crate::codec::ReadContext;
use crate::codec::error::Outcome;
use crate::codec::nil::is_nil;
use crate::codec::particles::next_child;
use crate::codec::read::read_slot;
use crate::schema::{ArrayOf, Member};
use crate::value::{Complex, Slot};
use crate::xml::Reader;

/// What a gap of one item costs of what references may read: items take memory though the document has nothing of them.
const GAP: usize = 64;

/// What the start tag of an array says.
#[derive(Default)]
struct Head {
    size: Vec<usize>,
    /// How many items come before the first one that's there.
    offset: usize,
    nested: bool,
}

/// An array that's being read, with those within it that are but its rows.
struct Items<'v> {
    value: &'v mut dyn Complex,
    member: &'static Member,
    count: usize,
}

/// Reads the items of the array whose start tag was read last.
pub(in crate::codec) fn read_array(
    reader: &mut Reader<'_>,
    value: &mut dyn Complex,
    array: &ArrayOf,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let shape = value.shape();
    let Some(member) = shape.members.first() else {
        return Err(cx.error(reader.offset(), "the generated array has no items"));
    };
    let head = head(reader, cx)?;
    let mut items = Items {
        value,
        member,
        count: 0,
    };
    let mut size = head.size.clone();
    if array.dimensions > 1 && (head.nested || head.size.len() < array.dimensions) {
        size = rows(reader, &mut items, array.dimensions, cx)?;
    } else {
        run(reader, &mut items, &head, cx)?;
        if array.dimensions > 1 {
            size = closed(size, items.count);
            // All have a place in the size, those that weren't sent too.
            let all = items_in(&size).unwrap_or(usize::MAX);
            fill(reader, &mut items, all, cx)?;
        }
    }
    let count = items.count;
    if array.dimensions > 1 {
        if items_in(&size) != Some(count) || size.len() != array.dimensions {
            let message = format!(
                "an array of {size:?} with {count} items, of {} dimensions",
                array.dimensions
            );
            cx.object(reader.offset(), message)?;
        }
        put_size(value, shape.members.len(), &size, reader, cx)?;
    }
    Ok(())
}

fn head(reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<Head> {
    let mut head = Head::default();
    let mut offset = None;
    for attribute in reader.attributes().filter(|a| is_encoding(a.ns)) {
        match attribute.local {
            "arrayType" => {
                head.size = of_array_type(attribute.value);
                head.nested = is_nested(attribute.value);
            }
            "arraySize" => head.size = of_array_size(attribute.value),
            "offset" => offset = of_position(attribute.value),
            _ => {}
        }
    }
    if let Some(position) = offset {
        match items_before(&position, &head.size) {
            Some(before) => head.offset = before,
            None => cx.object(reader.offset(), "an offset that isn't in the array")?,
        }
    }
    Ok(head)
}

/// The items of an array without arrays in it.
fn run(
    reader: &mut Reader<'_>,
    items: &mut Items<'_>,
    head: &Head,
    cx: &mut ReadContext,
) -> Outcome<()> {
    fill(reader, items, head.offset, cx)?;
    while next_child(reader, cx)? {
        item(reader, items, head, cx)?;
    }
    Ok(())
}

/// The item whose start tag was read last.
fn item(
    reader: &mut Reader<'_>,
    items: &mut Items<'_>,
    head: &Head,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let position = reader
        .attributes()
        .find(|a| a.local == "position" && is_encoding(a.ns))
        .map(|a| of_position(a.value));
    if let Some(position) = position {
        let at = position.and_then(|p| items_before(&p, &head.size));
        match at.filter(|at| *at >= items.count) {
            Some(at) => fill(reader, items, at, cx)?,
            None => cx.object(reader.offset(), "a position that isn't free in the array")?,
        }
    }
    let nil = is_nil(items.member, reader, cx);
    let Some(slot) = items.value.slot(0, nil) else {
        return Err(cx.error(reader.offset(), "the generated array has no items"));
    };
    let index = u32::try_from(items.count).unwrap_or(u32::MAX);
    cx.enter(items.member, index);
    read_slot(reader, slot, Some(items.member), cx)?;
    cx.leave();
    items.count += 1;
    Ok(())
}

/// Adds nil items up to a number of them: those that were left out.
fn fill(
    reader: &Reader<'_>,
    items: &mut Items<'_>,
    count: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let missing = count.saturating_sub(items.count);
    if missing == 0 {
        return Ok(());
    }
    let cost = missing.saturating_mul(GAP);
    let affordable = match &mut cx.references {
        Some(references) => references.spend(cost),
        None => cost <= reader.document().len(),
    };
    if !affordable {
        let message = format!("an array with a gap of {missing} items");
        return Err(cx.error(reader.offset(), message));
    }
    for _ in 0..missing {
        items.value.slot(0, true);
    }
    items.count = count;
    Ok(())
}

/// An array of several dimensions that was sent as arrays in an array, as some stacks do. Gives its size; where there are
/// items in place of rows that's fewer numbers, as it isn't known.
fn rows(
    reader: &mut Reader<'_>,
    items: &mut Items<'_>,
    dimensions: usize,
    cx: &mut ReadContext,
) -> Outcome<Vec<usize>> {
    let Some(inner) = dimensions.checked_sub(1).filter(|inner| *inner > 0) else {
        let before = items.count;
        run(reader, items, &Head::default(), cx)?;
        return Ok(vec![items.count - before]);
    };
    let mut count = 0;
    let mut size: Option<Vec<usize>> = None;
    let mut flat = false;
    while next_child(reader, cx)? {
        flat |= holds_text(reader);
        let found = match &cx.references {
            Some(_) if !flat => follow(reader, cx)?,
            _ => None,
        };
        flat |= matches!(&found, Some(Found::Element(target)) if holds_text(target));
        if flat {
            item(reader, items, &Head::default(), cx)?;
            count += 1;
            size = Some(Vec::new());
            continue;
        }
        let row = match found {
            None => rows(reader, items, inner, cx)?,
            Some(Found::Element(mut target)) => {
                let row = rows(&mut target, items, inner, cx)?;
                reader.skip().map_err(|e| cx.malformed(e))?;
                row
            }
            Some(Found::Cycle(_)) => {
                return Err(cx.error(reader.offset(), "an array that holds itself"));
            }
        };
        count += 1;
        if size.as_ref().is_some_and(|size| *size != row) {
            return Err(cx.error(reader.offset(), "rows of different lengths in an array"));
        }
        size = Some(row);
    }
    let mut all = vec![count];
    all.extend(size.unwrap_or_else(|| vec![0; inner]));
    Ok(all)
}

/// Whether what comes next in the element whose start tag was read last is text.
fn holds_text(reader: &Reader<'_>) -> bool {
    let mut quote = None;
    let tag = reader.document().get(reader.offset()..).unwrap_or_default();
    let end = tag.find(|c| match (quote, c) {
        (None, '"' | '\'') => {
            quote = Some(c);
            false
        }
        (Some(open), _) => {
            quote = quote.filter(|_| open != c);
            false
        }
        (None, c) => c == '>',
    });
    let Some((tag, content)) = end.and_then(|end| tag.split_at_checked(end)) else {
        return false;
    };
    let content = content.strip_prefix('>').unwrap_or_default().trim_start();
    !tag.ends_with('/') && (!content.starts_with('<') || content.starts_with("<![CDATA["))
}

fn put_size(
    value: &mut dyn Complex,
    slot: usize,
    size: &[usize],
    reader: &Reader<'_>,
    cx: &ReadContext,
) -> Outcome<()> {
    let text: Vec<_> = size.iter().map(usize::to_string).collect();
    match value.slot(slot, false) {
        Some(Slot::Text(size)) => size
            .parse(&text.join(" "), reader)
            .map_err(|e| cx.error(reader.offset(), e.0)),
        _ => Ok(()),
    }
}
