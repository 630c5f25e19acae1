//! How often something may be said to occur. Elements are taken by the occurrence that's open as long as it has room
//! for them, so `<a/><a/>` is one occurrence of a choice of any number of `a`; it's two as well where two are needed. Only
//! where the next occurrence would have too few is the one before over sooner: four of two to three are two and two.
//!
//! In come a member and what a value has of it, or what follows in the document; out goes the largest number of occurrences
//! that could be written so, or where one is over.

use std::cell::Cell;
use std::collections::VecDeque;

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
pub(super) fn share<'x>(
    count: u32,
    member: &'static Member,
    reader: &Reader<'x>,
    kept: &KeptAhead<'x>,
) -> u32 {
    if member.max == UNBOUNDED {
        return UNBOUNDED;
    }
    let Some(spread) = member.max.checked_sub(member.min).filter(|n| *n > 0) else {
        return member.max;
    };
    // From so many on all can be parted: the most of some are no fewer than the least of one more.
    let any = (member.min - 1).div_ceil(spread).saturating_mul(member.min);
    let room = member.max.saturating_sub(count);
    let far = room.saturating_add(any).min(MOST_AHEAD);
    let mut all = kept.take();
    let own = all.iter().position(|a| std::ptr::eq(a.member, member));
    let ahead = own.map(|own| all.swap_remove(own));
    let ahead = ahead.filter(|ahead| ahead.goes_on(reader));
    let mut ahead = ahead.unwrap_or_else(|| Ahead::new(member, reader));
    let follow = ahead.follow(reader, far);
    all.push(ahead);
    kept.set(all);
    if follow == far {
        return member.max;
    }
    let parted = |left: u32| left / member.min >= left.div_ceil(member.max);
    let mut taken = (0..=room.min(follow)).rev();
    let best = taken.find(|taken| parted(follow - taken));
    best.map_or(member.max, |taken| count.saturating_add(taken))
}

/// What was looked at ahead, kept for as long as the children of one element are read: each of them is looked at once for
/// each member that it's counted for, several where one holds another.
pub(super) type KeptAhead<'x> = Cell<Vec<Ahead<'x>>>;

/// Elements in a row that a member takes.
pub(super) struct Ahead<'x> {
    member: &'static Member,
    /// Where they stand, from the one that's read next.
    row: VecDeque<usize>,
    /// What looks for more, at a start tag; none at the end of the row.
    looking: Option<Reader<'x>>,
}

impl<'x> Ahead<'x> {
    fn new(member: &'static Member, reader: &Reader<'x>) -> Self {
        Ahead {
            member,
            row: VecDeque::new(),
            looking: Some(reader.clone()),
        }
    }

    /// Whether the element that's read next is one of the row, or the next that's looked at.
    fn goes_on(&self, reader: &Reader<'_>) -> bool {
        let next = self.looking.as_ref().map(Reader::offset);
        let here = reader.offset();
        self.row.binary_search(&here).is_ok() || next == Some(here)
    }

    /// How many elements the member takes from where the reader is; it's looked for so many.
    fn follow(&mut self, reader: &Reader<'_>, most: u32) -> u32 {
        let read = self.row.partition_point(|at| *at < reader.offset());
        self.row.drain(..read);
        while self.row.len() < most as usize
            && let Some(looking) = &mut self.looking
        {
            #[cfg(test)]
            tests::look();
            let takes = fit(self.member, looking, Look::First) == Fit::Exact;
            if takes {
                self.row.push_back(looking.offset());
            }
            // What's wrong there is said when it's read.
            if !takes || looking.skip().is_err() || !looking.advance().unwrap_or(false) {
                self.looking = None;
            }
        }
        u32::try_from(self.row.len()).map_or(most, |row| row.min(most))
    }
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use crate::codec::{from_xml, from_xml_strict};

    const NS: &str = "urn:t";

    thread_local! {
        static LOOKS: Cell<usize> = const { Cell::new(0) };
    }

    /// Something was looked at ahead.
    pub(super) fn look() {
        LOOKS.set(LOOKS.get() + 1);
    }

    #[derive(Default)]
    struct Rows {
        rows: Vec<Row>,
        ways: Vec<Way>,
        open: Vec<Open>,
        nests: Vec<Nest>,
    }
    crate::complex!(Rows(4), named NS "Rows", Content::Sequence;
        0 rows = group(<Row as HasShape>::SHAPE).min(0).max(UNBOUNDED);
        1 ways = choice(<Way as HasChoice>::CHOICE).min(0).max(UNBOUNDED);
        2 open = group(<Open as HasShape>::SHAPE).min(0).max(UNBOUNDED);
        3 nests = group(<Nest as HasShape>::SHAPE).min(0).max(UNBOUNDED););

    #[derive(Default)]
    struct Row {
        a: Vec<String>,
    }
    crate::complex!(Row(1), anonymous NS "Row", Content::Sequence; 0 a = many(NS, "a").min(100).max(101););

    enum Way {
        B(Vec<String>),
    }
    crate::choice!(Way = B, Choice "Way"; 0 B = many(NS, "b").min(100).max(101););

    #[derive(Default)]
    struct Open {
        c: Vec<String>,
    }
    crate::complex!(Open(1), anonymous NS "Open", Content::Sequence; 0 c = many(NS, "c").min(2););

    /// A counted group in a counted group.
    #[derive(Default)]
    struct Nest {
        within: Vec<Within>,
    }
    crate::complex!(Nest(1), anonymous NS "Nest", Content::Sequence;
        0 within = group(<Within as HasShape>::SHAPE).min(2).max(3););

    #[derive(Default)]
    struct Within {
        d: Vec<String>,
    }
    crate::complex!(Within(1), anonymous NS "Within", Content::Sequence; 0 d = many(NS, "d").min(100).max(101););

    enum Document {
        Rows(Rows),
    }
    crate::choice!(Document = Rows, Choice "Document"; 0 Rows = one(NS, "rows"););

    /// How many of the elements are where, and how often one was looked at ahead.
    fn read(element: &str, count: usize) -> (Vec<usize>, usize) {
        let content = format!("<{element}/>").repeat(count);
        let document = format!("<rows xmlns='{NS}'>{content}</rows>");
        LOOKS.set(0);
        let Document::Rows(rows) = from_xml_strict(document.as_bytes()).unwrap();
        let looks = LOOKS.get();
        let (Document::Rows(same), _) = from_xml(document.as_bytes()).unwrap();
        assert_eq!(same, rows);
        let rows_of = rows.rows.iter().map(|row| row.a.len());
        let ways = rows.ways.iter().map(|Way::B(b)| b.len());
        let open = rows.open.iter().map(|open| open.c.len());
        let nests = rows.nests.iter().flat_map(|nest| &nest.within);
        let nests = nests.map(|within| within.d.len());
        let parts = rows_of.chain(ways).chain(open).chain(nests);
        (parts.collect(), looks)
    }

    #[test]
    fn each_element_is_looked_at_ahead_once() {
        for element in ["a", "b"] {
            let (parts, looks) = read(element, 40_000);
            assert_eq!(parts.iter().sum::<usize>(), 40_000);
            assert!(looks <= 40_000, "{looks}");
        }
    }

    #[test]
    fn each_is_looked_at_once_for_each_of_nested_groups() {
        let (parts, looks) = read("d", 3 * 132 * 101);
        assert_eq!(parts, [101; 3 * 132]);
        assert!(looks <= 2 * 3 * 132 * 101, "{looks}");
    }

    #[test]
    fn what_is_left_is_parted() {
        for element in ["a", "b"] {
            let parts = |count| read(element, count).0;
            assert_eq!(parts(201), [101, 100]);
            assert_eq!(parts(302), [101, 101, 100]);
            assert_eq!(parts(400), [100; 4]);
            let many = parts(9_900);
            assert!(many.iter().all(|n| (100..=101).contains(n)), "{many:?}");
        }
    }

    #[test]
    fn nothing_is_looked_at_for_what_has_no_end() {
        assert_eq!(read("c", 1_000), (vec![1_000], 0));
    }
}
