//! Names and values into a message (WSDL 1.1, 4.7 and 4.8; WSDL 2.0 part 2, 6.8.2).
//!
//! What was given is written as the document that it stands for, in the order of the schema, and read from that by the
//! one reader: what's missing, what's too often there, facets and defaults are what they are in documents.

use std::collections::HashMap;

use super::given::{Given, refused};
use super::left::{Left, begins, has, names};
use crate::codec::{DecodeError, ReadContext, read_value};
use crate::schema::{ChoiceShape, Content, Kind, Member, Name, Shape};
use crate::soap::incoming::Target;
use crate::value::{Choice, Complex, Field, Slot};
use crate::xml::{InvalidCharacter, Limits, Reader, Writer, XSI};

/// Reads the message.
pub(crate) fn read_fields(
    given: &Given,
    limits: Limits,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let mut fields = Fields {
        left: Left::new(given),
        known: HashMap::new(),
        names: Vec::new(),
        out: Writer::new(),
    };
    fields.out.start(Name::new("", "request"));
    fields.message(target.hole(false))?;
    let unknown = fields.superfluous()?;
    if let Some(name) = unknown.filter(|_| cx.strict) {
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
    left: Left<'g>,
    /// Elements that values have been written as, by local name.
    known: HashMap<&'static str, Name>,
    /// All names that the message has, one that it has in several places as often.
    names: Vec<&'static str>,
    out: Writer,
}

/// The names among which the order counts; `None` where each member is all by itself.
type Scope<'s> = Option<&'s [&'static str]>;

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
                let all = shape.variants.iter();
                all.for_each(|member| names(member, &mut self.names));
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
        let all = shape.members.iter().chain(shape.attributes);
        all.for_each(|member| names(member, &mut self.names));
        // They come behind the elements, of which one may have the same local name.
        for member in shape.attributes.iter().rev() {
            if let Kind::Attribute(name) = member.kind
                && let Some(text) = self.left.take_last(name.local)
            {
                let written = self.out.attribute(name.ns, name.local, text);
                written.map_err(|error| invalid(name.local, error))?;
            }
        }
        self.members(shape, value, None)
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
        let mut own = Vec::new();
        let scope = match scope {
            None if member.max > 1 && !matches!(member.kind, Kind::Element(_)) => {
                names(member, &mut own);
                Some(&*own)
            }
            scope => scope,
        };
        match (member.kind, field.slot(false)) {
            (Kind::Element(name), slot) => {
                let array = is_array(slot);
                field.reset();
                let texts = self.texts(member, name.local, array, scope);
                // An array of nothing is one, and nothing stands for what has to be there and is nil.
                if !array {
                    self.known.insert(name.local, name);
                }
                if !texts.is_empty() || (member.min > 0 && array) {
                    self.element(&name, field.slot(false), &texts)?;
                } else if member.min > 0 && member.nillable {
                    self.nil(&name)?;
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
        let mut own = Vec::new();
        names(member, &mut own);
        for count in 0..member.max {
            let begun = match scope {
                Some(scope) => self.left.next(scope).is_some_and(|n| begins(member, n)),
                None => self.left.next(&own).is_some(),
            };
            let needed = count < member.min && (count == 0 || self.left.next(&own).is_some());
            let before = self.left.taken;
            if begun || needed {
                self.members(shape, value, scope)?;
            }
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
        let mut own = Vec::new();
        variants.iter().for_each(|member| names(member, &mut own));
        // Where it's all by itself, what's too much is written too, for the reader to see.
        let most = if scope.is_some() { max } else { u32::MAX };
        for count in 0..most {
            let next = self.left.next(scope.unwrap_or(&own));
            let next = next.filter(|name| variants.iter().any(|m| begins(m, name)));
            let needed = || {
                let wanted = scope.is_none() || count < min;
                self.left.next(&own).filter(|_| wanted)
            };
            let Some(name) = next.or_else(needed) else {
                break;
            };
            let first = variants.iter().position(|m| begins(m, name));
            let Some(i) = first.or_else(|| variants.iter().position(|m| has(m, name))) else {
                break;
            };
            let before = self.left.taken;
            if let (Some(variant), Some(field)) = (variants.get(i), choice.variant_mut(i)) {
                self.member(variant, field, scope)?;
            }
            if self.left.taken == before {
                break;
            }
        }
        choice.reset();
        Ok(())
    }

    /// The values for an element: all of its name if no other can take them, too many too, for the reader to see. Else
    /// those whose turn it is, and wherever they stand as many as are required.
    fn texts(
        &mut self,
        member: &Member,
        name: &'static str,
        array: bool,
        scope: Scope<'_>,
    ) -> Vec<&'g str> {
        if self.left.first(name).is_none() {
            return Vec::new();
        }
        let places = || self.names.iter().filter(|other| **other == name).count();
        let (mut texts, all) = (Vec::new(), scope.is_none() && places() < 2);
        let most = if all || array { u32::MAX } else { member.max };
        let least = if array || member.nillable {
            0
        } else {
            member.min
        };
        for count in 0..most {
            let turn = all || self.left.next(scope.unwrap_or(&self.names)) == Some(name);
            if !turn && count >= least {
                break;
            }
            let Some(text) = self.left.take(name) else {
                break;
            };
            texts.push(text);
        }
        texts
    }

    /// Elements of a name: one for each value, or one for all if that's an array.
    fn element(&mut self, name: &Name, slot: Slot<'_>, texts: &[&str]) -> Result<(), DecodeError> {
        match slot {
            Slot::Str(_) | Slot::Text(_) | Slot::Content(_) => self.leaves(name, texts),
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

    fn nil(&mut self, name: &Name) -> Result<(), DecodeError> {
        self.out.start(*name);
        let written = self.out.attribute(XSI, "nil", "true");
        written.map_err(|error| invalid(name.local, error))?;
        self.out.end();
        Ok(())
    }

    /// Writes what has found no place though its name has one, for the reader to see; gives the first name that has none.
    fn superfluous(&mut self) -> Result<Option<&'g str>, DecodeError> {
        let mut unknown = None;
        for name in self.left.names() {
            match (self.known.get(name).copied(), self.left.take(name)) {
                (Some(known), Some(text)) => self.leaves(&known, &[text])?,
                _ => {
                    unknown.get_or_insert(name);
                }
            }
        }
        Ok(unknown)
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

fn is_array(slot: Slot<'_>) -> bool {
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
        Slot::Str(_) | Slot::Text(_) | Slot::Content(_) => true,
        Slot::Complex(value) => matches!(value.shape().content, Content::Text),
        Slot::Nillable(value) => is_simple(value.value()),
        Slot::Defaulted(value) => is_simple(value.value()),
        Slot::Typed(value, nil) => is_simple(value.value(nil)),
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
