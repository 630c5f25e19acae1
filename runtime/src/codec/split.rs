//! How often something may be said to occur. Elements are taken by the occurrence that's open as long as it has room
//! for them, so `<a/><a/>` is one occurrence of a choice of any number of `a`; it's two as well where two are needed. Only
//! where the next occurrence would have too few is the one before over sooner: four of two to three are two and two.
//!
//! In come a member and what a value has of it, or what follows in the document; out goes the largest number of occurrences
//! that could be written so, or where one is over.

use super::fit::{Fit, Look, emptiable, fit};
use crate::schema::{Content, Kind, Member, UNBOUNDED};
use crate::value::{Item, Items};
use crate::xml::Reader;

/// Choices and groups in each other; what was read is never deeper.
const MAX_DEPTH: usize = 64;

/// How far it's looked ahead.
const MOST_AHEAD: u32 = 10_000;

/// Whether one member of a sequence can be all there is of it, so that the next may begin with the same.
#[cold]
pub(super) fn stands_alone(members: &[Member], i: usize) -> bool {
    let mut others = members.iter().enumerate().filter(|(j, _)| *j != i);
    others.all(|(_, member)| emptiable(member))
}

/// How many elements a member should have that has `count`, as few as it may, where others like it may follow: as many as
/// it can, but for those that are left to be parted between the others. The reader is at the next one's start tag.
#[cold]
pub(super) fn share(count: u32, member: &Member, reader: &Reader<'_>) -> u32 {
    let Some(spread) = member.max.checked_sub(member.min).filter(|n| *n > 0) else {
        return member.max;
    };
    // From so many on all can be parted: the most of some are no fewer than the least of one more.
    let any = (member.min - 1).div_ceil(spread).saturating_mul(member.min);
    let room = member.max.saturating_sub(count);
    let far = room.saturating_add(any).min(MOST_AHEAD);
    let follow = following(member, reader, far);
    if member.max == UNBOUNDED || follow == far {
        return member.max;
    }
    let parted = |left: u32| left / member.min >= left.div_ceil(member.max);
    let mut taken = (0..=room.min(follow)).rev();
    let best = taken.find(|taken| parted(follow - taken));
    best.map_or(member.max, |taken| count.saturating_add(taken))
}

/// How many elements in a row a member takes from here on; it's looked for so many.
fn following(member: &Member, reader: &Reader<'_>, most: u32) -> u32 {
    let mut ahead = reader.clone();
    let mut count = 0;
    while count < most && fit(member, &ahead, Look::First) == Fit::Exact {
        count += 1;
        // What's wrong there is said when it's read.
        if ahead.skip().is_err() || !ahead.advance().unwrap_or(false) {
            break;
        }
    }
    count
}

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
