//! Element content: children find their members, in the order of the schema or, leniently, in any.
//!
//! A cursor runs over a struct's members. A child goes to the first member at the cursor or after it that takes it.
//! Groups and choices have no element of their own: they take children as long as these fit, and the first that doesn't
//! goes back to whoever surrounds them.

use super::ReadContext;
use super::constraints;
use super::error::Outcome;
use super::fit::{Fit, Look, Room, alternatives, choose, expected, fit};
use super::hollow::{is_bare, pass_over_none, stands_for_none};
use super::nil::{is_nil, is_nil_for_good};
use super::read::{note_undeclared, read_complex, read_slot};
use super::split::{KeptAhead, share, stands_alone, suffices};
use crate::schema::{Content, Kind, Member};
use crate::value::{Choice, Complex, Items, Order, Slot};
use crate::xml::Reader;

/// What says in an rpc response of SOAP 1.2 which value is the result; that's clear without (SOAP 1.2 part 2, 4.2.1).
const RPC_RESULT: (&str, &str) = ("http://www.w3.org/2003/05/soap-rpc", "result");

/// Where the reading of a struct's members stands, and of those around it.
pub(super) struct Frame<'f, 'x> {
    members: &'static [Member],
    /// Order matters (it doesn't in `xs:all`).
    ordered: bool,
    cursor: usize,
    /// Where the counts of this struct begin in the context's.
    base: usize,
    outer: Option<&'f Frame<'f, 'x>>,
    /// What was looked at ahead among the children of the element.
    ahead: &'f KeptAhead<'x>,
}

impl Frame<'_, '_> {
    fn count(&self, i: usize, cx: &ReadContext) -> u32 {
        cx.counts.get(self.base + i).copied().unwrap_or(0)
    }

    #[inline]
    fn choose(
        &self,
        from: usize,
        reader: &Reader<'_>,
        look: Look,
        cx: &ReadContext,
    ) -> Option<usize> {
        choose(self.members, from, reader, look, |i, m| {
            match self.count(i, cx) {
                count if count < m.min => Room::Needed,
                count if count < m.max => Room::Some,
                _ => Room::None,
            }
        })
    }

    /// Whether someone around, who comes next, takes the child.
    fn wanted_outside(&self, reader: &Reader<'_>, cx: &ReadContext) -> bool {
        let mut outer = self.outer;
        while let Some(frame) = outer {
            if frame
                .choose(frame.cursor, reader, Look::First, cx)
                .is_some()
            {
                return true;
            }
            outer = frame.outer;
        }
        false
    }
}

/// Reads all children of the element whose start tag was read last, and its end tag.
pub(super) fn read_children(
    reader: &mut Reader<'_>,
    value: &mut dyn Complex,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let offset = reader.offset();
    let pending = next_child(reader, cx)?;
    let ahead = KeptAhead::default();
    read_members(reader, value, pending, None, &ahead, offset, cx)?;
    Ok(())
}

/// Moves to the next child's start tag; false at the end tag.
#[inline]
pub(super) fn next_child(reader: &mut Reader<'_>, cx: &mut ReadContext) -> Outcome<bool> {
    let more = reader.advance().map_err(|e| cx.malformed(e))?;
    if let Some(offset) = reader.take_stray_text() {
        cx.object(offset, "text where only elements are expected")?;
    }
    Ok(more)
}

/// Reads the children that belong to a struct's members. `pending`: the reader is at a child's start tag. Gives the
/// same of the first child that isn't taken, which only happens inside of `outer`.
fn read_members<'x>(
    reader: &mut Reader<'x>,
    value: &mut dyn Complex,
    mut pending: bool,
    outer: Option<&Frame<'_, 'x>>,
    ahead: &KeptAhead<'x>,
    offset: usize,
    cx: &mut ReadContext,
) -> Outcome<bool> {
    let shape = value.shape();
    let mut frame = Frame {
        members: shape.members,
        ordered: !matches!(shape.content, Content::All),
        cursor: 0,
        base: cx.counts.len(),
        outer,
        ahead,
    };
    cx.counts.resize(frame.base + shape.members.len(), 0);
    let mut order = Order::default();
    let mut limit = u32::MAX;
    while pending {
        let found = match frame.choose(frame.cursor, reader, Look::First, cx) {
            Some(i) => Some((i, Look::First)),
            None if cx.strict && !cx.is_encoded() => None,
            None => search(&frame, reader, cx),
        };
        let Some((i, look)) = found else {
            if outer.is_some() {
                break;
            }
            pending = unexpected(&frame, reader, cx)?;
            continue;
        };
        let Some(member) = frame.members.get(i) else {
            break;
        };
        if frame.ordered && look == Look::First && !floats(member) {
            frame.cursor = i;
        }
        let index = frame.count(i, cx);
        if member.min > 1 && outer.is_some() && stands_alone(shape.members, i) {
            if index == member.min {
                limit = share(index, member, reader, frame.ahead);
            }
            if index >= limit {
                break;
            }
        }
        if index == 0 && !frame.ordered {
            order.push(i);
        }
        if index >= member.max {
            too_many(member, reader, cx)?;
        }
        if let Some(count) = cx.counts.get_mut(frame.base + i) {
            *count = count.saturating_add(1);
        }
        let nil = is_nil(member, reader, cx);
        if member.max == 1 && is_bare(reader, cx) && stands_for_none(value, i, member, reader) {
            if let Some(count) = cx.counts.get_mut(frame.base + i) {
                *count -= 1;
            }
            pending = pass_over_none(reader, member, cx)?;
            continue;
        }
        if index >= member.max {
            give_way(value, i, nil);
        }
        let slot = value.slot(i, nil);
        if matches!(slot, Some(Slot::NotNillable))
            && !member.nillable
            && let Some(count) = cx.counts.get_mut(frame.base + i)
        {
            // Absent, for all that follows.
            *count -= 1;
        }
        pending = read_occurrence(reader, member, index, slot, &frame, cx)?;
    }
    for (i, member) in frame.members.iter().enumerate() {
        let count = frame.count(i, cx);
        if count < member.min && !suffices(count.into(), member, value.items(i)) {
            missing(value, i, member, count, offset, cx)?;
        }
    }
    cx.counts.truncate(frame.base);
    if let Some(i) = shape.order().filter(|_| !order.is_usual())
        && let Some(Slot::Order(slot)) = value.slot(i, false)
    {
        *slot = order;
    }
    Ok(pending)
}

/// Whether a member takes elements wherever they stand.
fn floats(member: &Member) -> bool {
    matches!(member.kind, Kind::Any(wildcard) if wildcard.floating)
}

/// A lenient look for a member that takes the child though the schema's order says otherwise.
#[cold]
fn search(frame: &Frame<'_, '_>, reader: &Reader<'_>, cx: &ReadContext) -> Option<(usize, Look)> {
    if frame.outer.is_some() && frame.wanted_outside(reader, cx) {
        return None;
    }
    if cx.is_encoded() && reader.name() == RPC_RESULT {
        return None;
    }
    let inside = frame.outer.is_some();
    let looks: &[Look] = if cx.is_encoded() {
        &[Look::First, Look::Within, Look::Local, Look::Named]
    } else {
        &[Look::First, Look::Within, Look::Local]
    };
    for &look in looks {
        if let Some(i) = frame.choose(frame.cursor, reader, look, cx) {
            return Some((i, look));
        }
        // A group that was begun is gone on with by its members that haven't been seen.
        let unseen = |i: usize, m: &Member| {
            let count = frame.count(i, cx);
            let free = if inside { count == 0 } else { count < m.max };
            if free { Room::Some } else { Room::None }
        };
        if let Some(i) = choose(frame.members, 0, reader, look, unseen) {
            return Some((i, Look::Within));
        }
    }
    if inside {
        return None;
    }
    // What the one value of an rpc message is called has no meaning (SOAP 1.1, 7.1), and servers differ.
    if cx.is_encoded() && cx.in_message() && frame.members.len() == 1 && frame.count(0, cx) == 0 {
        return Some((0, Look::Within));
    }
    // More than there may be: the last one counts. A group isn't begun again, its first members would be lost.
    choose(frame.members, 0, reader, Look::First, |_, m| match m.kind {
        Kind::Group(_) => Room::None,
        _ => Room::Some,
    })
    .map(|i| (i, Look::Within))
}

/// Nobody takes the child. Gives whether another one follows.
#[cold]
fn unexpected(
    frame: &Frame<'_, '_>,
    reader: &mut Reader<'_>,
    cx: &mut ReadContext,
) -> Outcome<bool> {
    let is_referred = || cx.in_body() && reader.attributes().any(|a| a.local == "id");
    if cx.is_encoded() && (reader.name() == RPC_RESULT || is_referred()) {
        reader.skip().map_err(|e| cx.malformed(e))?;
        return next_child(reader, cx);
    }
    let (ns, local) = reader.name();
    let mut message = format!("unexpected element <{}>", super::context::shown(local));
    let known = choose(frame.members, 0, reader, Look::Local, |_, _| Room::Some).is_some();
    if known {
        message += &format!(" in the namespace \"{}\"", super::context::shown(ns));
    }
    if cx.strict {
        let free = frame
            .members
            .get(frame.cursor)
            .is_some_and(|m| frame.count(frame.cursor, cx) >= m.max);
        let next = expected(frame.members, frame.cursor + usize::from(free));
        message += if next.is_empty() {
            "; expected the end"
        } else {
            "; expected "
        };
        message += &next;
    }
    cx.object(reader.offset(), message)?;
    reader.skip().map_err(|e| cx.malformed(e))?;
    next_child(reader, cx)
}

#[cold]
fn too_many(member: &Member, reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    let (_, local) = reader.name();
    let times = if member.max == 1 {
        "once".to_owned()
    } else {
        format!("{} times", member.max)
    };
    cx.object(
        reader.offset(),
        format!("<{}> more often than {times}", super::context::shown(local)),
    )
}

/// Of more than there may be the last one counts: where there's one place for all, nothing is left of that before.
#[cold]
fn give_way(value: &mut dyn Complex, i: usize, nil: bool) {
    if let Items::One(_) = value.items(i)
        && let Some(mut slot) = value.slot(i, nil)
    {
        slot.reset();
    }
}

/// Fewer occurrences than needed: an error where the value can't say so.
#[cold]
fn missing(
    value: &dyn Complex,
    i: usize,
    member: &Member,
    count: u32,
    offset: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let elsewhere = cx.elsewhere(member);
    if elsewhere > 0 && elsewhere >= member.min {
        return Ok(());
    }
    let what = match &member.kind {
        Kind::Choice(shape) => format!("one of {} ({})", alternatives(shape.variants), shape.name),
        _ => expected(std::slice::from_ref(member), 0),
    };
    let message = if member.min == 1 || count == 0 {
        format!("{what} is missing")
    } else {
        format!(
            "{what} occurs {count} times, needed at least {} times",
            member.min
        )
    };
    match value.items(i) {
        Items::One(_) if count == 0 => Err(cx.error(offset, message)),
        // An absent accessor is one that's nil (SOAP 1.1, 5.1).
        _ if cx.is_encoded() && member.type_name.is_some() => Ok(()),
        _ => cx.object(offset, message),
    }
}

/// Reads one occurrence of a member: the child whose start tag was read, and for choices and groups those after it that
/// belong to it too. Gives whether another child is pending.
#[inline]
fn read_occurrence<'x>(
    reader: &mut Reader<'x>,
    member: &'static Member,
    index: u32,
    mut slot: Option<Slot<'_>>,
    frame: &Frame<'_, 'x>,
    cx: &mut ReadContext,
) -> Outcome<bool> {
    if take_usual(reader, member, &mut slot, cx) {
        return next_child(reader, cx);
    }
    match slot {
        Some(Slot::Complex(group)) if matches!(member.kind, Kind::Group(_)) => {
            let offset = reader.offset();
            return read_members(reader, group, true, Some(frame), frame.ahead, offset, cx);
        }
        Some(Slot::Choice(choice)) if matches!(member.kind, Kind::Choice(_)) => {
            return read_choice(reader, choice, frame, cx);
        }
        // Not passed on as a slot, where there's nothing else to look at.
        Some(Slot::Complex(value)) if !cx.strict && !cx.is_encoded() => {
            cx.enter(member, index);
            note_undeclared(reader, cx)?;
            read_complex(reader, value, Some(member), cx)?;
            cx.leave();
        }
        Some(slot) => {
            cx.enter(member, index);
            if cx.strict {
                constraints::begin(member, reader, cx)?;
            }
            read_slot(reader, slot, Some(member), cx)?;
            if cx.strict {
                constraints::end(member, reader.offset(), cx)?;
            }
            cx.leave();
        }
        None => {
            let message = "the generated type has no place for this member";
            return Err(cx.error(reader.offset(), message));
        }
    }
    next_child(reader, cx)
}

/// Reads what most elements are, in a lenient reading, without the steps that all others need: a text without attributes
/// around it, which is what its type says. False: nothing was read.
#[inline(always)]
fn take_usual(
    reader: &mut Reader<'_>,
    member: &Member,
    slot: &mut Option<Slot<'_>>,
    cx: &ReadContext,
) -> bool {
    let Some(text) = reader.bare_leaf() else {
        return false;
    };
    if cx.strict || cx.is_encoded() || member.simple.is_some() {
        return false;
    }
    let taken = match slot {
        Some(Slot::Str(string)) => {
            **string = text.to_owned();
            true
        }
        Some(Slot::Listed(value)) => value.read(text, reader),
        // One that may refer to a part of the message is asked again with the parts at hand.
        Some(Slot::Text(value)) => {
            let parsed = value.parse(text, reader).is_ok();
            !reader.scope.take_asked() && parsed && value.recognized()
        }
        _ => false,
    };
    if taken {
        reader.end_leaf();
    }
    taken
}

/// Reads one occurrence of a choice: a variant's element, and where the variant repeats or is a group, those after it.
fn read_choice<'x>(
    reader: &mut Reader<'x>,
    choice: &mut dyn Choice,
    frame: &Frame<'_, 'x>,
    cx: &mut ReadContext,
) -> Outcome<bool> {
    let variants = choice.shape().variants;
    let Some((i, variant)) = variant(variants, reader, cx) else {
        return Err(cx.error(reader.offset(), "an element that fits no alternative"));
    };
    let (mut count, mut most) = (0, variant.max);
    loop {
        let nil = is_nil_for_good(variant, reader, cx);
        let slot = choice.select(i, nil);
        let pending = read_occurrence(reader, variant, count, slot, frame, cx)?;
        count = count.saturating_add(1);
        let mut over = !pending || count >= most || fit(variant, reader, Look::First) == Fit::No;
        if variant.min > 1 && count == variant.min && !over {
            most = share(count, variant, reader, frame.ahead);
            over = count >= most;
        }
        if over {
            let enough = || suffices(count.into(), variant, choice.selected().1);
            if count < variant.min && !enough() {
                let message = format!(
                    "{} occurs {count} times, needed at least {} times",
                    expected(std::slice::from_ref(variant), 0),
                    variant.min
                );
                cx.object(reader.offset(), message)?;
            }
            return Ok(pending);
        }
    }
}

/// The variant that takes the element at whose start tag the reader is.
pub(super) fn variant(
    variants: &'static [Member],
    reader: &Reader<'_>,
    cx: &ReadContext,
) -> Option<(usize, &'static Member)> {
    let looks: &[Look] = if cx.strict {
        &[Look::First]
    } else {
        &[Look::First, Look::Within, Look::Local]
    };
    let looks = if cx.is_encoded() {
        &[Look::First, Look::Within, Look::Local, Look::Named]
    } else {
        looks
    };
    let i = looks
        .iter()
        .find_map(|&look| choose(variants, 0, reader, look, |_, _| Room::Some))?;
    Some((i, variants.get(i)?))
}
