//! Names and values into a message (WSDL 1.1, 4.7 and 4.8; WSDL 2.0 part 2, 6.8.2).
//!
//! In come names and values, out goes the message, read from the document that they stand for. Where a name's values go:
//! - The last element that has the name takes what's left of it, wherever it stands. That's nearly always the only one, so
//!   the order among names doesn't matter.
//! - An element before that, and any in what repeats, takes a value when it's the next of all, and wherever it stands where
//!   it needs one: there the order in which all came tells, which is that of the document.
//! - What repeats begins again while there's something that has no place behind it. The next is looked for among its own
//!   names alone, unless one of them has a place behind it. It's as if it didn't repeat where it can't, as something that it
//!   needs each time came once.
//! - Of an element and an attribute of one name the element comes first, and the attribute has the last of what's left;
//!   or the last of all if it's required.
//! - What finds no place is refused, or in a lenient reading warned of.

use std::collections::HashMap;
use std::rc::Rc;

use super::document::{Document, declared, is_array, shapeless};
use super::given::{Given, refused};
use super::left::{Left, Line};
use super::members::{begins, has, names};
use crate::codec::{DecodeError, ReadContext, read_value};
use crate::schema::{ChoiceShape, Kind, Member, Name, Shape};
use crate::soap::incoming::Target;
use crate::value::{Choice, Complex, Field, Slot};
use crate::xml::{Limits, Reader};

/// Reads the message.
pub(crate) fn read_fields(
    given: &Given,
    limits: Limits,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let mut fields = Fields {
        left: Left::new(given),
        places: HashMap::new(),
        line: Rc::default(),
        out: Document::default(),
    };
    fields.message(target.hole(false))?;
    fields.object(cx)?;
    let document = fields.out.finish()?;
    let mut reader = Reader::new(&document, limits);
    reader.root().map_err(crate::soap::malformed)?;
    read_value(&mut reader, target.hole(false), None, cx)
}

/// What has been given, on its way to its places.
struct Fields<'g> {
    left: Left<'g>,
    /// The names that there are.
    places: HashMap<&'static str, Places>,
    /// All that elements may take.
    line: Rc<Line>,
    out: Document<'g>,
}

/// Elements and attributes of a name.
#[derive(Default)]
struct Places {
    all: usize,
    /// Elements that are still to come, where nothing repeats.
    ahead: usize,
}

/// The line in which the next one tells whose turn it is; `None` where nothing repeats.
type Scope<'s> = Option<&'s Rc<Line>>;

/// What a group or a choice goes by.
struct Turns {
    /// The line in which the next one tells whose turn it is.
    line: Rc<Line>,
    /// What has no place behind it.
    rest: Rc<Line>,
}

impl<'g> Fields<'g> {
    /// What stands in the root.
    fn message(&mut self, slot: Slot<'_>) -> Result<(), DecodeError> {
        match slot {
            Slot::Complex(value) => self.structure(value),
            Slot::Derived(choice) => match declared(choice) {
                Some(slot) => self.message(slot),
                None => Err(shapeless("")),
            },
            Slot::Choice(choice) => {
                let shape = choice.shape();
                self.begin(shape.variants);
                self.choice((shape, 1, 1), choice, None)
            }
            Slot::Nillable(value) => self.message(value.value()),
            Slot::Defaulted(value) => self.message(value.value()),
            Slot::Typed(value, nil) => self.message(value.value(nil)),
            _ => Err(shapeless("")),
        }
    }

    fn structure(&mut self, value: &mut dyn Complex) -> Result<(), DecodeError> {
        let shape = value.shape();
        self.begin(shape.members);
        for name in all_names(shape.attributes) {
            self.places.entry(name).or_default().all += 1;
        }
        let (needed, others): (Vec<_>, Vec<_>) = shape.attributes.iter().partition(|a| a.min > 0);
        needed.into_iter().for_each(|a| self.attribute(a));
        self.members(shape, value, None)?;
        others.into_iter().for_each(|a| self.attribute(a));
        Ok(())
    }

    /// Says which elements are to come.
    fn begin(&mut self, members: &[Member]) {
        let own = all_names(members);
        for name in &own {
            let places = self.places.entry(name).or_default();
            places.all += 1;
            places.ahead += 1;
        }
        self.line = Rc::new(self.left.line(&own));
    }

    fn is_ahead(&self, name: &str) -> bool {
        self.places.get(name).is_some_and(|places| places.ahead > 0)
    }

    /// Says that elements of these names are to come once more.
    fn again(&mut self, names: &[&'static str]) {
        for name in names {
            self.places.entry(name).or_default().ahead += 1;
        }
    }

    /// Says that they are come to.
    fn come_to(&mut self, names: &[&'static str]) {
        for name in names {
            let places = self.places.entry(name).or_default();
            places.ahead = places.ahead.saturating_sub(1);
        }
    }

    /// The last value of its name, as attributes come behind the elements.
    fn attribute(&mut self, member: &Member) {
        if let Kind::Attribute(name) = member.kind
            && let Some(text) = self.left.take_last(name.local)
        {
            self.out.attribute(name, text);
        }
    }

    fn members(
        &mut self,
        shape: &Shape,
        value: &mut dyn Complex,
        scope: Scope<'_>,
    ) -> Result<(), DecodeError> {
        for (i, member) in shape.members.iter().enumerate() {
            if let Some(field) = value.field_mut(i) {
                self.member(member, field, scope)?;
            }
        }
        Ok(())
    }

    /// What was given for a member. Its field shows only of which type it is, and is left as it was.
    fn member(
        &mut self,
        member: &Member,
        field: &mut dyn Field,
        scope: Scope<'_>,
    ) -> Result<(), DecodeError> {
        match (member.kind, field.slot(false)) {
            (Kind::Element(name), slot) => {
                let array = is_array(slot);
                field.reset();
                let texts = self.texts(member, name.local, array, scope);
                // An array of nothing is one, and nothing stands for what has to be there and is nil.
                if !texts.is_empty() || (member.min > 0 && array) {
                    self.out.element(&name, field.slot(false), &texts)?;
                } else if member.min > 0 && member.nillable {
                    self.out.nil(&name)?;
                }
            }
            (Kind::Choice(shape), Slot::Choice(choice)) => {
                self.choice((shape, member.min, member.max), choice, scope)?;
            }
            (Kind::Group(shape), Slot::Complex(value)) => {
                self.group(member, shape, value, scope)?;
            }
            _ => {}
        }
        field.reset();
        Ok(())
    }

    /// A group, as often as it was given.
    fn group(
        &mut self,
        member: &Member,
        shape: &Shape,
        value: &mut dyn Complex,
        scope: Scope<'_>,
    ) -> Result<(), DecodeError> {
        let own = all_names(shape.members);
        let turns = self.turns(&own, scope);
        let repeats = member.max > 1 && !self.comes_once(shape, value, &own);
        let inner = scope.or(repeats.then_some(&turns.line));
        for count in 0..member.max {
            let next = self.left.next(&turns.line);
            let turn = next.is_some_and(|name| begins(member, name));
            let needed = || count < member.min && (count == 0 || self.left.first(&own).is_some());
            if !turn && self.left.next(&turns.rest).is_none() && !needed() {
                break;
            }
            let before = self.left.taken;
            if inner.is_none() {
                self.again(&own);
            }
            self.members(shape, value, inner)?;
            if self.left.taken == before {
                break;
            }
        }
        Ok(())
    }

    /// The alternatives that were given, in their order.
    fn choice(
        &mut self,
        (shape, min, max): (&ChoiceShape, u32, u32),
        choice: &mut dyn Choice,
        scope: Scope<'_>,
    ) -> Result<(), DecodeError> {
        let variants = shape.variants;
        let own = all_names(variants);
        let turns = self.turns(&own, scope);
        let inner = scope.or((max > 1).then_some(&turns.line));
        let begun = |name: &str| variants.iter().position(|m| begins(m, name));
        for count in 0..max {
            let turn = self.left.next(&turns.line).and_then(begun);
            let placed = || {
                let needed = || self.left.first(&own).filter(|_| count < min);
                let name = self.left.next(&turns.rest).or_else(needed)?;
                begun(name).or_else(|| variants.iter().position(|m| has(m, name)))
            };
            let Some(i) = turn.or_else(placed) else {
                break;
            };
            let before = self.left.taken;
            if let (Some(variant), Some(field)) = (variants.get(i), choice.variant_mut(i)) {
                if inner.is_none() {
                    self.again(&all_names(std::slice::from_ref(variant)));
                }
                self.member(variant, field, inner)?;
            }
            if self.left.taken == before {
                break;
            }
        }
        choice.reset();
        Ok(())
    }

    /// Comes to a group or a choice of these names.
    fn turns(&mut self, own: &[&'static str], scope: Scope<'_>) -> Turns {
        if let Some(line) = scope {
            return Turns {
                line: line.clone(),
                rest: Rc::default(),
            };
        }
        self.come_to(own);
        let last = own.iter().filter(|name| !self.is_ahead(name));
        let rest = Rc::new(self.left.line(last));
        let whole = !own.iter().any(|name| self.is_ahead(name));
        Turns {
            line: if whole { &rest } else { &self.line }.clone(),
            rest,
        }
    }

    /// Whether a group of these names came once at most, as an element did that it needs each time.
    fn comes_once(&self, shape: &Shape, value: &mut dyn Complex, own: &[&str]) -> bool {
        shape.members.iter().enumerate().any(|(i, member)| {
            let Kind::Element(Name { local, .. }) = member.kind else {
                return false;
            };
            let needed = member.min > 0 && !member.nillable && !self.is_ahead(local);
            let alone = own.iter().filter(|name| **name == local).count() == 1;
            let once = self.left.count(local) <= member.min as usize;
            let Some(field) = value.field_mut(i).filter(|_| needed && alone && once) else {
                return false;
            };
            let array = is_array(field.slot(false));
            field.reset();
            !array
        })
    }

    /// The values for an element.
    fn texts(
        &mut self,
        member: &Member,
        name: &'static str,
        array: bool,
        scope: Scope<'_>,
    ) -> Vec<&'g str> {
        if scope.is_none() {
            self.come_to(&[name]);
        }
        let last = scope.is_none() && !self.is_ahead(name);
        // What's too much where no other has the name is written too, for the reader to see.
        let places = self.places.get(name).map_or(0, |places| places.all);
        let all = last && places < 2;
        let most = if array || all { u32::MAX } else { member.max };
        let least = if array || member.nillable {
            0
        } else {
            member.min
        };
        let (mut texts, mut count) = (Vec::new(), 0);
        while count < most && self.left.count(name) > 0 {
            let line = scope.unwrap_or(&self.line);
            if !last && count >= least && self.left.next(line) != Some(name) {
                break;
            }
            texts.extend(self.left.take(name));
            count += 1;
        }
        texts
    }

    /// Refuses what has found no place, or warns of it.
    fn object(&self, cx: &mut ReadContext) -> Result<(), DecodeError> {
        for name in self.left.names() {
            let known = self.places.contains_key(name);
            let name: String = name.chars().take(80).collect();
            let message = match known {
                true => format!("{name:?} comes more often than it has a place, or out of order"),
                false => format!("nothing is called {name:?}"),
            };
            if cx.strict {
                return Err(refused(&message));
            }
            cx.warn(message);
        }
        Ok(())
    }
}

/// The names of members, one that several have as often.
fn all_names(members: &[Member]) -> Vec<&'static str> {
    let mut all = Vec::new();
    members.iter().for_each(|member| names(member, &mut all));
    all
}

#[cfg(test)]
mod tests;
