//! Names and values into a message (WSDL 1.1, 4.7 and 4.8; WSDL 2.0 part 2, 6.8.2).
//!
//! What was given is written as the document that it stands for, in the order of the schema, and read from that by the
//! one reader: what's missing, what's too often there, facets and defaults are what they are in documents.

use super::given::{Given, refused};
use crate::codec::{DecodeError, ReadContext, read_value};
use crate::schema::{Content, Kind, Member, Name, Shape};
use crate::soap::incoming::Target;
use crate::value::{Choice, Complex, Field, Slot};
use crate::xml::{InvalidCharacter, Limits, Reader, Writer};

/// Reads the message.
pub(crate) fn read_fields(
    given: &Given,
    limits: Limits,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let mut fields = Fields {
        given,
        used: vec![false; given.pairs.len()],
        out: Writer::new(),
    };
    fields.out.start(Name::new("", "request"));
    fields.message(target.hole(false))?;
    let mut unused = fields.used.iter().zip(&given.pairs);
    if cx.strict
        && let Some((_, (name, _))) = unused.find(|(used, _)| !**used)
    {
        let name: String = name.chars().take(80).collect();
        return Err(refused(&format!("nothing is called {name:?}")));
    }
    let document = fields.out.finish();
    let mut reader = Reader::new(&document, limits);
    reader.root().map_err(crate::soap::malformed)?;
    read_value(&mut reader, target.hole(false), None, cx)
}

/// The document in the making.
struct Fields<'g> {
    given: &'g Given,
    /// Which of what was given stand in it.
    used: Vec<bool>,
    out: Writer,
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
            Slot::Choice(choice) => self.choice(choice),
            Slot::Nillable(value) => self.message(value.value()),
            Slot::Defaulted(value) => self.message(value.value()),
            _ => Err(shapeless("")),
        }
    }

    fn structure(&mut self, value: &mut dyn Complex) -> Result<(), DecodeError> {
        let shape = value.shape();
        for member in shape.attributes {
            if let Kind::Attribute(name) = member.kind
                && let [at, ..] = *self.given.of(name.local)
            {
                let text = self.take(at);
                let written = self.out.attribute(name.ns, name.local, text);
                written.map_err(|error| invalid(name.local, error))?;
            }
        }
        self.members(shape, value)
    }

    fn members(&mut self, shape: &Shape, value: &mut dyn Complex) -> Result<(), DecodeError> {
        for (i, member) in shape.members.iter().enumerate() {
            if let Some(field) = value.field_mut(i) {
                self.member(member, field)?;
            }
        }
        Ok(())
    }

    /// All that was given for a member. Its field shows only of which type it is, and is left as it was.
    fn member(&mut self, member: &Member, field: &mut dyn Field) -> Result<(), DecodeError> {
        match (member.kind, field.slot(false)) {
            (Kind::Element(name), slot) => {
                let all = self.given.of(name.local);
                // An array of nothing is one.
                if !all.is_empty() || (member.min > 0 && is_array(&slot)) {
                    self.element(&name, slot, all)?;
                }
            }
            (Kind::Choice(_), Slot::Choice(choice)) => self.choice(choice)?,
            (Kind::Group(shape), Slot::Complex(value)) => self.members(shape, value)?,
            _ => {}
        }
        field.reset();
        Ok(())
    }

    /// The alternatives that were given, in their order.
    fn choice(&mut self, choice: &mut dyn Choice) -> Result<(), DecodeError> {
        let variants = choice.shape().variants;
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (i, variant) in variants.iter().enumerate() {
            let mut places = Vec::new();
            self.places(variant, &mut places);
            match variant.kind {
                Kind::Element(_) => found.extend(places.iter().map(|at| (*at, i))),
                _ => found.extend(places.iter().min().map(|at| (*at, i))),
            }
        }
        found.sort_unstable();
        for (at, i) in found {
            let (Some(variant), Some(field)) = (variants.get(i), choice.variant_mut(i)) else {
                continue;
            };
            match variant.kind {
                Kind::Element(name) => {
                    self.element(&name, field.slot(false), &[at])?;
                    field.reset();
                }
                _ => self.member(variant, field)?,
            }
        }
        choice.reset();
        Ok(())
    }

    /// Where all is that was given for a member, and not taken yet.
    fn places(&self, member: &Member, out: &mut Vec<usize>) {
        match member.kind {
            Kind::Element(name) => {
                let free = |at: &&usize| self.used.get(**at) == Some(&false);
                out.extend(self.given.of(name.local).iter().filter(free));
            }
            Kind::Choice(shape) => shape.variants.iter().for_each(|m| self.places(m, out)),
            Kind::Group(shape) => shape.members.iter().for_each(|m| self.places(m, out)),
            _ => {}
        }
    }

    /// Elements of a name: one for each value, or one for all if that's an array.
    fn element(&mut self, name: &Name, slot: Slot<'_>, all: &[usize]) -> Result<(), DecodeError> {
        match slot {
            Slot::Str(_) | Slot::Text(_) | Slot::Content(_) => self.leaves(name, all),
            Slot::Nillable(value) => self.element(name, value.value(), all),
            Slot::Defaulted(value) => self.element(name, value.value(), all),
            Slot::Derived(choice) => match declared(choice) {
                Some(slot) => self.element(name, slot, all),
                None => Err(shapeless(name.local)),
            },
            Slot::Complex(value) => match (value.shape().content, array_item(value.shape())) {
                (Content::Text, _) => self.leaves(name, all),
                (_, Some(item)) => {
                    let simple = value.slot(0, false).is_some_and(is_simple);
                    if !simple {
                        return Err(shapeless(name.local));
                    }
                    self.out.start(*name);
                    self.leaves(&item, all)?;
                    self.out.end();
                    Ok(())
                }
                _ => Err(shapeless(name.local)),
            },
            _ => Err(shapeless(name.local)),
        }
    }

    fn leaves(&mut self, name: &Name, all: &[usize]) -> Result<(), DecodeError> {
        for at in all {
            let text = self.take(*at);
            let written = self.out.leaf(name, text);
            written.map_err(|error| invalid(name.local, error))?;
        }
        Ok(())
    }

    fn take(&mut self, at: usize) -> &'g str {
        if let Some(used) = self.used.get_mut(at) {
            *used = true;
        }
        self.given.value(at)
    }
}

/// The declared type of what could be derived from it: a URL has no place to say that it is.
fn declared(choice: &mut dyn Choice) -> Option<Slot<'_>> {
    match choice.shape().declared {
        true => choice.select(0, false),
        false => None,
    }
}

/// What the items of an array are called: it's a structure of nothing but one element that repeats.
fn array_item(shape: &Shape) -> Option<Name> {
    match (shape.content, shape.members) {
        (Content::Array(_), [only]) => element_name(only),
        (_, [only]) if only.max > 1 => element_name(only),
        _ => None,
    }
}

fn element_name(member: &Member) -> Option<Name> {
    match member.kind {
        Kind::Element(name) => Some(name),
        _ => None,
    }
}

fn is_array(slot: &Slot<'_>) -> bool {
    matches!(slot, Slot::Complex(value) if array_item(value.shape()).is_some())
}

fn is_simple(slot: Slot<'_>) -> bool {
    match slot {
        Slot::Str(_) | Slot::Text(_) | Slot::Content(_) => true,
        Slot::Complex(value) => matches!(value.shape().content, Content::Text),
        Slot::Nillable(value) => is_simple(value.value()),
        Slot::Defaulted(value) => is_simple(value.value()),
        _ => false,
    }
}

fn shapeless(name: &str) -> DecodeError {
    DecodeError {
        path: name.to_owned(),
        ..refused("a structure has no form among the names and values of a URL")
    }
}

fn invalid(name: &str, error: InvalidCharacter) -> DecodeError {
    let code = u32::from(error.0);
    DecodeError {
        path: name.to_owned(),
        ..refused(&format!("the character U+{code:04X} is none of XML's"))
    }
}
