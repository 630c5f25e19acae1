//! The document that names and values stand for, in the making.
//!
//! In come values in the order of the schema, out goes what the one reader reads: what's missing, what's too often there,
//! facets and defaults are what they are in documents.

use super::given::refused;
use crate::codec::DecodeError;
use crate::schema::{Content, Kind, Member, Name, Shape};
use crate::value::{Choice, Slot};
use crate::xml::{InvalidCharacter, Writer, XSI};

#[derive(Default)]
pub(super) struct Document<'g> {
    /// The root's.
    attributes: Vec<(Name, &'g str)>,
    /// What stands in the root. It's written by itself, as attributes are known behind it.
    out: Writer,
}

impl<'g> Document<'g> {
    /// Adds an attribute of the root.
    pub(super) fn attribute(&mut self, name: Name, text: &'g str) {
        self.attributes.push((name, text));
    }

    /// Adds elements of a name: one for each value, or one for all if that's an array.
    pub(super) fn element(
        &mut self,
        name: &Name,
        slot: Slot<'_>,
        texts: &[&str],
    ) -> Result<(), DecodeError> {
        match slot {
            Slot::Str(_) | Slot::Text(_) | Slot::Listed(_) | Slot::Content(_) => {
                self.leaves(name, texts)
            }
            Slot::Nillable(value) => self.element(name, value.value(), texts),
            Slot::Defaulted(value) => self.element(name, value.value(), texts),
            Slot::Typed(value, nil) => self.element(name, value.value(nil), texts),
            Slot::Derived(choice) => match declared(choice) {
                Some(slot) => self.element(name, slot, texts),
                None => Err(shapeless(name.local)),
            },
            Slot::Complex(value) => match (value.shape().content, array_item(value.shape())) {
                (Content::Text, _) => self.leaves(name, texts),
                (_, Some(item)) => {
                    let simple = value.slot(0, false).is_some_and(is_simple);
                    if !simple {
                        return Err(shapeless(name.local));
                    }
                    self.out.start(*name);
                    self.leaves(&item, texts)?;
                    self.out.end();
                    Ok(())
                }
                _ => Err(shapeless(name.local)),
            },
            _ => Err(shapeless(name.local)),
        }
    }

    fn leaves(&mut self, name: &Name, texts: &[&str]) -> Result<(), DecodeError> {
        for text in texts {
            let written = self.out.leaf(name, text);
            written.map_err(|error| invalid(name.local, error))?;
        }
        Ok(())
    }

    /// What has to be there and is nil.
    pub(super) fn nil(&mut self, name: &Name) -> Result<(), DecodeError> {
        self.out.start(*name);
        let written = self.out.attribute(XSI, "nil", "true");
        written.map_err(|error| invalid(name.local, error))?;
        self.out.end();
        Ok(())
    }

    /// The whole of it.
    pub(super) fn finish(self) -> Result<String, DecodeError> {
        let mut out = Writer::new();
        out.start(Name::new("", "request"));
        for (name, text) in self.attributes {
            let written = out.attribute(name.ns, name.local, text);
            written.map_err(|error| invalid(name.local, error))?;
        }
        out.raw(&self.out.finish());
        out.end();
        Ok(out.finish())
    }
}

/// The declared type of what could be derived from it: a URL has no place to say that it is.
pub(super) fn declared(choice: &mut dyn Choice) -> Option<Slot<'_>> {
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

pub(super) fn is_array(slot: Slot<'_>) -> bool {
    match slot {
        Slot::Complex(value) => array_item(value.shape()).is_some(),
        Slot::Nillable(value) => is_array(value.value()),
        Slot::Defaulted(value) => is_array(value.value()),
        Slot::Typed(value, nil) => is_array(value.value(nil)),
        Slot::Derived(choice) => declared(choice).is_some_and(is_array),
        _ => false,
    }
}

fn is_simple(slot: Slot<'_>) -> bool {
    match slot {
        Slot::Str(_) | Slot::Text(_) | Slot::Listed(_) | Slot::Content(_) => true,
        Slot::Complex(value) => matches!(value.shape().content, Content::Text),
        Slot::Nillable(value) => is_simple(value.value()),
        Slot::Defaulted(value) => is_simple(value.value()),
        Slot::Typed(value, nil) => is_simple(value.value(nil)),
        _ => false,
    }
}

pub(super) fn shapeless(name: &str) -> DecodeError {
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
