//! Writes the members of a struct whose elements are all in the default namespace: what stands between two texts is
//! copied from the ready-made tags in one piece.

use super::EncodeError;
use super::error::Written;
use super::tags::{After, Tag, Tags};
use super::write::{content_of, invalid, write_items, write_members};
use crate::value::{Complex, Item, Items};
use crate::xml::{Piece, Writer};

/// Writes all members of a struct.
pub(super) fn write_run(out: &mut Writer, value: &dyn Complex, tags: &'static Tags) -> Written {
    let mut after = begun(out);
    for (i, tag) in tags.members.iter().enumerate() {
        let items = &value.items(i);
        let Some(local) = tag.local else {
            pass(out, tag, after);
            write_items(out, tag.member, items)?;
            after = begun(out);
            continue;
        };
        match items {
            Items::None => after = pass(out, tag, after),
            Items::One(item) | Items::Some(item) => {
                after = match element(out, tag, tag.begin(after), local, item) {
                    Ok(After::Same) => After::Other,
                    Ok(after) => after,
                    Err(error) => return Err(error.within(local, None)),
                }
            }
            Items::Many(items) => {
                for n in 0..items.len() {
                    // By reference: what was just stored in parts is slow to copy as a whole.
                    let Some(item) = &items.get(n) else { continue };
                    after = match element(out, tag, tag.begin(after), local, item) {
                        Ok(after) => after,
                        Err(error) => return Err(error.within(local, Some(n))),
                    };
                }
                after = match after {
                    After::Same => After::Other,
                    after => pass(out, tag, after),
                }
            }
        }
    }
    if after == After::Other {
        out.add_tags(&tags.last);
    }
    Ok(())
}

/// What was written last where it isn't an element of the table.
fn begun(out: &Writer) -> After {
    match out.in_start_tag() {
        true => After::Start,
        false => After::Whole,
    }
}

/// Passes over a member that isn't there.
#[inline(always)]
fn pass(out: &mut Writer, tag: &Tag, after: After) -> After {
    if after != After::Other {
        return after;
    }
    out.add_tags(&tag.other);
    After::Whole
}

/// Writes an element of a member, which tags lead to.
#[inline(always)]
fn element(
    out: &mut Writer,
    tag: &Tag,
    begin: &Piece,
    local: &str,
    item: &Item<'_>,
) -> Result<After, Box<EncodeError>> {
    out.add_tags(begin);
    match item {
        Item::Str(text) if !text.is_empty() => {
            out.add_text(text).map_err(invalid)?;
            Ok(After::Same)
        }
        Item::Text(value)
            if !out.outgoing.optimizes() && out.add_plain(|text| value.print_plain(text)) =>
        {
            Ok(After::Same)
        }
        Item::Listed(value) if out.add_plain(|text| value.chosen().print_plain(text)) => {
            Ok(After::Same)
        }
        item => open(out, local, item, tag.member.media),
    }
}

/// The same for one that may be empty, or have attributes or elements. Its start tag has been written.
#[inline(never)]
fn open(
    out: &mut Writer,
    local: &str,
    item: &Item<'_>,
    media: &str,
) -> Result<After, Box<EncodeError>> {
    out.reopen_tag(local.len());
    match item {
        // As all others, but without a look at what else there is: elements in elements are written in 4 % fewer
        // instructions so.
        Item::Complex(value)
            if value.shape().attributes.is_empty() && !out.outgoing.optimizes() =>
        {
            write_members(out, *value)?;
        }
        item => content_of(out, item, media)?,
    }
    match out.end_reopened(local.len()) {
        true => Ok(After::Same),
        false => Ok(After::Whole),
    }
}

#[cfg(test)]
mod tests;
