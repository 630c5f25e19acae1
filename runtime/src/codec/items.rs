//! Repeated elements of a message, read apart from it.
//!
//! In come runs of elements with the start tags of those around them; out go values. What a path of names means is found
//! in the tables, by way of the slots of a value that is made for it.

use std::ops::Range;

use super::context::shown;
use super::error::Outcome;
use super::fit::{Fit, Look, fit};
use super::nil::is_nil;
use super::read::read_one;
use super::{DecodeError, ReadContext};
use crate::schema::{ChoiceShape, Kind, Member, Shape};
use crate::value::{Choice, Complex, Field, Slot, Value};
use crate::xml::split::Run;
use crate::xml::{Limits, Reader};

/// The members that lead from a value to the elements at a path; the last takes the elements.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    members: Vec<&'static Member>,
}

/// Where items go.
pub(crate) trait Places {
    /// The hole for one more.
    fn place(&mut self, nil: bool) -> Slot<'_>;
    /// How many there are.
    fn count(&self) -> usize;
    /// Drops all but this many.
    fn keep(&mut self, count: usize);
}

impl<T: Value> Places for Vec<T> {
    fn place(&mut self, nil: bool) -> Slot<'_> {
        Field::slot(self, nil)
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn keep(&mut self, count: usize) {
        self.truncate(count);
    }
}

impl Way {
    /// The way from a value along a path of local names to elements that are such items.
    ///
    /// # Errors
    /// Where there's no such path, or what it leads to is something else.
    pub(crate) fn find(value: Slot<'_>, path: &str, mut item: Slot<'_>) -> Result<Way, String> {
        let steps: Vec<&str> = path.split('/').collect();
        let mut way = Way {
            members: Vec::new(),
        };
        way.walk(value, &steps, &mut item)
            .map_err(|why| format!("the items at \"{path}\": {why}"))?;
        Ok(way)
    }

    /// The names of each step.
    pub(crate) fn names(&self) -> impl Iterator<Item = Vec<&'static str>> {
        self.members.iter().map(|member| {
            let mut names = Vec::new();
            name(member, &mut names);
            names
        })
    }

    /// The members on the way to the last.
    fn before(&self) -> &[&'static Member] {
        self.members.split_last().map_or(&[], |(_, before)| before)
    }

    /// Says that so many items were read, to who reads what's around them in a message of this element, if it's one.
    pub(crate) fn passed(
        &self,
        message: Option<&'static Member>,
        count: u32,
        cx: &mut ReadContext,
    ) {
        if let Some((member, before)) = self.members.split_last() {
            let around = message.into_iter().chain(before.iter().copied());
            cx.read_elsewhere(around.collect(), member, count);
        }
    }

    fn walk(&mut self, slot: Slot<'_>, steps: &[&str], item: &mut Slot<'_>) -> Result<(), String> {
        match slot {
            Slot::Complex(value) => self.walk_struct(value, steps, item),
            Slot::Choice(choice) => self.walk_choice(choice, steps, item),
            Slot::Derived(choice) => {
                let step = steps.first().copied().unwrap_or_default();
                for i in 0..choice.shape().variants.len() {
                    match choice.select(i, false).map(Slot::untyped) {
                        Some(Slot::Complex(value)) if holds(value.shape().members, step) => {
                            return self.walk_struct(value, steps, item);
                        }
                        _ => {}
                    }
                }
                Err(format!("there's no <{step}> in {}", choice.shape().name))
            }
            Slot::Nillable(value) => self.walk(value.value(), steps, item),
            Slot::Defaulted(value) => self.walk(value.value(), steps, item),
            Slot::Typed(value, nil) => self.walk(value.value(nil), steps, item),
            _ => Err(format!("there's no <{}>, but text", steps.join("/"))),
        }
    }

    fn walk_struct(
        &mut self,
        value: &mut dyn Complex,
        steps: &[&str],
        item: &mut Slot<'_>,
    ) -> Result<(), String> {
        let (step, rest) = steps.split_first().ok_or("the path is empty")?;
        let shape = value.shape();
        let found = shape.members.iter().position(|m| names(m, step));
        let Some((i, member)) = found.and_then(|i| Some((i, shape.members.get(i)?))) else {
            let known: Vec<_> = shape.members.iter().flat_map(first_names).collect();
            return Err(format!(
                "there's no <{step}> in {}; there is {}",
                shape.name.local,
                known.join(", ")
            ));
        };
        let slot = value.slot(i, false).ok_or("the type has no such member")?;
        match (member.kind, slot) {
            (Kind::Choice(_), Slot::Choice(choice)) => {
                if rest.is_empty() && same(&mut Slot::Choice(&mut *choice), item) {
                    self.members.push(member);
                    return Ok(());
                }
                self.walk_choice(choice, steps, item)
            }
            (Kind::Group(_), Slot::Complex(group)) => self.walk_struct(group, steps, item),
            (_, slot) => self.enter(member, slot, rest, item),
        }
    }

    fn walk_choice(
        &mut self,
        choice: &mut dyn Choice,
        steps: &[&str],
        item: &mut Slot<'_>,
    ) -> Result<(), String> {
        let (step, rest) = steps.split_first().ok_or("the path is empty")?;
        let shape = choice.shape();
        let found = shape.variants.iter().position(|m| names(m, step));
        let Some((i, member)) = found.and_then(|i| Some((i, shape.variants.get(i)?))) else {
            return Err(format!("there's no <{step}> in {}", shape.name));
        };
        let slot = choice
            .select(i, false)
            .ok_or("the type has no such variant")?;
        match (member.kind, slot) {
            (Kind::Element(_), slot) => self.enter(member, slot, rest, item),
            (_, slot) => self.walk(slot, steps, item),
        }
    }

    /// Goes into a member, or ends at it.
    fn enter(
        &mut self,
        member: &'static Member,
        mut slot: Slot<'_>,
        rest: &[&str],
        item: &mut Slot<'_>,
    ) -> Result<(), String> {
        self.members.push(member);
        if !rest.is_empty() {
            return self.walk(slot, rest, item);
        }
        if same(&mut slot, item) {
            return Ok(());
        }
        Err(format!(
            "they are {}, and {} was asked for",
            described(&slot),
            described(item)
        ))
    }
}

/// Whether a member takes elements of this local name.
fn names(member: &Member, step: &str) -> bool {
    match member.kind {
        Kind::Element(name) => name.local == step,
        Kind::Choice(shape) => holds(shape.variants, step),
        Kind::Group(shape) => holds(shape.members, step),
        _ => false,
    }
}

fn holds(members: &[Member], step: &str) -> bool {
    members.iter().any(|m| names(m, step))
}

/// The local names of the elements that a member takes.
fn name(member: &Member, names: &mut Vec<&'static str>) {
    match member.kind {
        Kind::Element(name) => names.push(name.local),
        Kind::Choice(shape) => shape.variants.iter().for_each(|m| name(m, names)),
        Kind::Group(shape) => shape.members.iter().for_each(|m| name(m, names)),
        _ => {}
    }
}

fn first_names(member: &Member) -> Vec<String> {
    let mut names = Vec::new();
    name(member, &mut names);
    names.iter().map(|name| format!("<{name}>")).collect()
}

/// Whether two holes are for values of the same type, as far as holes tell. Tables are compared by what they say, since
/// the compiler may have made several of one.
fn same(a: &mut Slot<'_>, b: &mut Slot<'_>) -> bool {
    let structs = |a: &Shape, b: &Shape| {
        (a.name, a.named, a.members.len(), a.attributes.len())
            == (b.name, b.named, b.members.len(), b.attributes.len())
    };
    let choices =
        |a: &ChoiceShape, b: &ChoiceShape| (a.name, a.variants.len()) == (b.name, b.variants.len());
    match (a, b) {
        (Slot::Complex(a), Slot::Complex(b)) => structs(a.shape(), b.shape()),
        (Slot::Choice(a), Slot::Choice(b)) | (Slot::Derived(a), Slot::Derived(b)) => {
            choices(a.shape(), b.shape())
        }
        (Slot::Text(a), Slot::Text(b)) => a.builtin() == b.builtin(),
        (Slot::Listed(a), Slot::Listed(b)) => {
            a.chosen().listed.builtin == b.chosen().listed.builtin
        }
        (Slot::Nillable(a), Slot::Nillable(b)) => same(&mut a.value(), &mut b.value()),
        (Slot::Defaulted(a), Slot::Defaulted(b)) => same(&mut a.value(), &mut b.value()),
        (Slot::Typed(a, _), Slot::Typed(b, _)) => same(&mut a.value(false), &mut b.value(false)),
        (Slot::Str(_), Slot::Str(_))
        | (Slot::Element(_), Slot::Element(_))
        | (Slot::Content(_), Slot::Content(_)) => true,
        _ => false,
    }
}

fn described(slot: &Slot<'_>) -> String {
    match slot {
        Slot::Complex(value) => format!("of the type {}", value.shape().name.local),
        Slot::Choice(choice) | Slot::Derived(choice) => {
            format!("of the type {}", choice.shape().name)
        }
        Slot::Nillable(_) => "nillable".to_owned(),
        Slot::Defaulted(_) => "with a default".to_owned(),
        Slot::Typed(..) => "with the type that they say".to_owned(),
        Slot::Str(_) => "strings".to_owned(),
        Slot::Text(_) | Slot::Listed(_) => match slot.builtin() {
            Some(builtin) => format!("of the type xs:{}", builtin.xml_name()),
            None => "of another simple type".to_owned(),
        },
        _ => "XML of any type".to_owned(),
    }
}

/// Reads a run of elements in a message of this element, if it's one. `read` counts those of all runs. Gives those parts of the run's text that are no such elements,
/// for having their name in another namespace.
///
/// # Errors
/// As of any reading. The items before are there.
pub(crate) fn read_items(
    run: &Run<'_>,
    (message, way): (Option<&'static Member>, &Way),
    limits: Limits,
    read: &mut u32,
    into: &mut dyn Places,
    cx: &mut ReadContext,
) -> Result<Vec<Range<usize>>, DecodeError> {
    let around = || message.into_iter().chain(way.before().iter().copied());
    around().for_each(|member| cx.enter(member, 0));
    let outcome = read_run(run, way, limits, read, into, cx);
    around().for_each(|_| cx.leave());
    outcome.map_err(|mut error| {
        if let Some(offset) = error.offset.checked_sub(run.head) {
            error.offset = run.offset.saturating_add(offset);
        }
        *error
    })
}

fn read_run(
    run: &Run<'_>,
    way: &Way,
    limits: Limits,
    read: &mut u32,
    into: &mut dyn Places,
    cx: &mut ReadContext,
) -> Outcome<Vec<Range<usize>>> {
    let mut others = Vec::new();
    let Some(member) = way.members.last().copied() else {
        return Ok(others);
    };
    let mut reader = Reader::new(
        run.text,
        Limits {
            bytes: usize::MAX,
            ..limits
        },
    );
    if !cx.strict {
        reader.tolerate_undeclared_xsi();
    }
    reader.root().map_err(|e| cx.malformed(e))?;
    for _ in 1..run.depth {
        reader.advance().map_err(|e| cx.malformed(e))?;
    }
    let looks: &[Look] = if cx.strict {
        &[Look::First]
    } else {
        &[Look::First, Look::Local]
    };
    while reader.position() < run.text.len() {
        if !reader.advance().map_err(|e| cx.malformed(e))? {
            break;
        }
        if !looks
            .iter()
            .any(|&look| fit(member, &reader, look) == Fit::Exact)
        {
            let start = reader.offset();
            reader.skip().map_err(|e| cx.malformed(e))?;
            others.push(start..reader.position());
            continue;
        }
        if *read >= member.max {
            let message = format!(
                "<{}> more often than {} times",
                shown(reader.name().1),
                member.max
            );
            cx.object(reader.offset(), message)?;
        }
        let count = into.count();
        cx.enter(member, *read);
        let nil = is_nil(member, &reader, cx);
        if let Err(error) = read_one(&mut reader, member, into.place(nil), cx) {
            into.keep(count);
            return Err(error);
        }
        cx.leave();
        *read = read.saturating_add(1);
    }
    Ok(others)
}
