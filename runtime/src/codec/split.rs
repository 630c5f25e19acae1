//! How often something may be said to occur. Elements are taken by the occurrence that's open as long as it has room
//! for them, so `<a/><a/>` is one occurrence of a choice of any number of `a`; it's two as well where two are needed.
//!
//! In come a member and what a value has of it; out goes the largest number of occurrences that could be written so.

use super::fit::emptiable;
use crate::schema::{Content, Kind, Member};
use crate::value::{Item, Items};

/// Choices and groups in each other; what was read is never deeper.
const MAX_DEPTH: usize = 64;

/// Whether so many occurrences of a member, which are fewer than it needs, could be counted as enough.
#[cold]
pub(crate) fn suffices(count: u64, member: &Member, items: Items<'_>) -> bool {
    // What may hold nothing may do so any number of times.
    emptiable(member) || (count > 0 && most(member, items, MAX_DEPTH) >= u64::from(member.min))
}

fn most(member: &Member, items: Items<'_>, depth: usize) -> u64 {
    let one = |item| within(member, item, depth).max(1);
    match items {
        Items::None => 0,
        Items::One(item) | Items::Some(item) => one(item),
        Items::Many(many) => (0..many.len()).filter_map(|i| many.get(i)).map(one).sum(),
    }
}

/// How many occurrences one could be.
fn within(member: &Member, item: Item<'_>, depth: usize) -> u64 {
    let Some(depth) = depth.checked_sub(1) else {
        return 1;
    };
    let parts = |part: &Member, items| most(part, items, depth) / u64::from(part.min.max(1));
    match (member.kind, item) {
        (Kind::Choice(shape), Item::Choice(choice)) => {
            let (i, items) = choice.selected();
            shape
                .variants
                .get(i)
                .map_or(1, |variant| parts(variant, items))
        }
        // A sequence ends and begins again where all but one of its members may be absent.
        (Kind::Group(shape), Item::Complex(group))
            if matches!(shape.content, Content::Sequence) =>
        {
            let mut needed = shape
                .members
                .iter()
                .enumerate()
                .filter(|(_, m)| !emptiable(m));
            match (needed.next(), needed.next()) {
                (Some((i, part)), None) => parts(part, group.items(i)),
                _ => 1,
            }
        }
        _ => 1,
    }
}
