//! Writes values as the SOAP encoding has them: every accessor says its type, names of accessors are unqualified, and
//! what's absent though it's declared is nil (SOAP 1.1, 5.1; SOAP 1.2 part 2, 3.1).
//!
//! Values are trees, so every one stands where it's held; nothing is written as a reference.

use super::size::items_in;
use super::{ENCODING, ENCODING12};
use crate::codec::EncodeError;
use crate::codec::attached::take_along;
use crate::codec::error::Written;
use crate::codec::write::{
    content, each, in_order, invalid, member as write_literal, qualified, write_attributes,
    write_members,
};
use crate::schema::{ArrayOf, ChoiceShape, Content, Kind, Member, Name};
use crate::value::{Complex, Item, Items};
use crate::xml::{Writer, XSD};

/// How a message is encoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style<'s> {
    /// `encodingStyle`
    pub(crate) uri: &'s str,
    /// Whether arrays are those of SOAP 1.2.
    pub(crate) soap12: bool,
    /// The namespace of the envelope, for the attribute.
    pub(crate) envelope: &'s str,
}

/// Writes the element of a message.
pub(crate) fn write_encoded(
    out: &mut Writer,
    style: Style<'_>,
    member: &Member,
    item: Item<'_>,
) -> Result<(), EncodeError> {
    let Kind::Element(name) = member.kind else {
        return write_literal(out, member, item).map_err(|e| *e);
    };
    // With a prefix, so that the accessors, which have no namespace, needn't take back a default one.
    if name.ns.is_empty() {
        out.start(name);
    } else {
        out.start_prefixed("q1", name.ns, name.local);
    }
    let mut write = Encoder {
        out,
        style,
        in_body: false,
    };
    write.says_style().map_err(|e| *e)?;
    match member.type_name {
        Some(name) => write.value(Some(*name), &item),
        None => write.message(&item),
    }
    .map_err(|e| *e)?;
    out.end();
    Ok(())
}

/// Writes the values of a message that has no element of its own into the Body, which says how they're encoded; in SOAP
/// 1.2 each of them does (SOAP 1.2 part 1, 5.1.1).
pub(crate) fn write_encoded_content(
    out: &mut Writer,
    style: Style<'_>,
    item: Item<'_>,
) -> Result<(), EncodeError> {
    let mut write = Encoder {
        out,
        style,
        in_body: true,
    };
    if !style.soap12 {
        write.says_style().map_err(|e| *e)?;
    }
    write.message(&item).map_err(|e| *e)
}

struct Encoder<'w, 's> {
    out: &'w mut Writer,
    style: Style<'s>,
    /// Whether the elements begun next stand in the Body: they have the names that they're declared with, and in SOAP 1.2
    /// say for themselves how they're encoded.
    in_body: bool,
}

impl Encoder<'_, '_> {
    fn encoding(&self) -> &'static str {
        if self.style.soap12 {
            ENCODING12
        } else {
            ENCODING
        }
    }

    /// Says how the element just begun is encoded, and all in it.
    fn says_style(&mut self) -> Written {
        let style = self.style;
        let attribute = self
            .out
            .attribute(style.envelope, "encodingStyle", style.uri);
        attribute.map_err(invalid)
    }

    /// The content of a message's element.
    fn message(&mut self, item: &Item<'_>) -> Written {
        if let Item::Complex(value) = item
            && !value.shape().members.is_empty()
        {
            // Declared here, so that each value inside needn't do it.
            self.out.declare("soapenc", self.encoding());
            let types = value.shape().members.iter().filter_map(|m| m.type_name);
            for name in types.filter(|name| !name.ns.is_empty()) {
                self.out.prefix_of(name.ns);
            }
        }
        self.content(item)
    }

    /// Attributes and content of the element just begun, without its type.
    fn content(&mut self, item: &Item<'_>) -> Written {
        match item {
            Item::Complex(value) => {
                write_attributes(self.out, *value)?;
                match value.shape().content {
                    Content::Empty => Ok(()),
                    Content::Mixed(_) => write_members(self.out, *value),
                    Content::Text => each(&value.items(0), |item, _| content(self.out, item)),
                    Content::Sequence | Content::All | Content::Array(_) => self.members(*value),
                }
            }
            Item::Choice(choice) => {
                let (i, items) = &choice.selected();
                self.variant(choice.shape(), *i, items)
            }
            Item::Typed(value) => self.content(&value.inner_item()),
            item => content(self.out, item),
        }
    }

    fn members(&mut self, value: &dyn Complex) -> Written {
        in_order(value).try_for_each(|(i, member)| self.occurrences(member, &value.items(i)))
    }

    fn variant(&mut self, shape: &'static ChoiceShape, i: usize, items: &Items<'_>) -> Written {
        match shape.variants.get(i) {
            Some(variant) => self.occurrences(variant, items),
            None => Ok(()),
        }
    }

    fn occurrences(&mut self, member: &Member, items: &Items<'_>) -> Written {
        if matches!(items, Items::None) && is_nil_if_absent(member) {
            return self.member(member, &Item::Nil);
        }
        each(items, |item, index| {
            self.member(member, item)
                .map_err(|error| match member.kind {
                    Kind::Element(name) => error.within(name.local, index),
                    _ => error,
                })
        })
    }

    fn member(&mut self, member: &Member, item: &Item<'_>) -> Written {
        match (&member.kind, item) {
            (Kind::Element(name), item) => {
                let in_body = std::mem::take(&mut self.in_body);
                if in_body && !name.ns.is_empty() {
                    self.out.start_prefixed("q1", name.ns, name.local);
                } else {
                    self.out.start(Name::new("", name.local));
                }
                if in_body && self.style.soap12 {
                    self.says_style()?;
                }
                self.value(member.type_name.copied(), item)?;
                self.in_body = in_body;
                self.out.end();
                Ok(())
            }
            (Kind::Choice(_), Item::Choice(choice)) => {
                let (i, items) = &choice.selected();
                self.variant(choice.shape(), *i, items)
            }
            (Kind::Group(_), Item::Complex(group)) => self.members(*group),
            (Kind::Attachment { name, media }, Item::Attachment(attachment)) => {
                let url = take_along(self.out, attachment, name, media)?;
                self.out.start(Name::new("", name));
                self.out.attribute("", "href", &url).map_err(invalid)?;
                self.out.end();
                Ok(())
            }
            (_, item) => write_literal(self.out, member, *item),
        }
    }

    /// Type, attributes and content of the element just begun.
    fn value(&mut self, declared: Option<Name>, item: &Item<'_>) -> Written {
        match item {
            Item::Nil | Item::NilWith(_) => {
                content(self.out, &Item::Nil)?;
                self.typed(declared)
            }
            Item::Str(_) | Item::Text(_) | Item::Listed(_) => {
                self.typed(declared)?;
                content(self.out, item)
            }
            Item::Complex(value) => {
                let shape = value.shape();
                if let Content::Array(array) = shape.content {
                    return self.array(*value, array);
                }
                self.typed(shape.named.then_some(shape.name))?;
                self.content(item)
            }
            Item::Derived(choice) => {
                let (_, items) = &choice.selected();
                each(items, |item, _| self.value(declared, item))
            }
            // Bears its own type, if any.
            Item::Content(_)
            | Item::Element(_)
            | Item::Attributes(_)
            | Item::Attachment(_)
            | Item::Order(_)
            | Item::Empty(_) => content(self.out, item),
            Item::Choice(_) => self.content(item),
            // Every accessor says its type.
            Item::Typed(value) => self.value(declared, &value.inner_item()),
        }
    }

    fn typed(&mut self, name: Option<Name>) -> Written {
        match name {
            Some(name) => self
                .out
                .type_attribute(name.ns, name.local)
                .map_err(invalid),
            None => Ok(()),
        }
    }

    /// An array with its size (SOAP 1.1, 5.4.2; SOAP 1.2 part 2, 3.1.6).
    fn array(&mut self, value: &dyn Complex, array: &ArrayOf) -> Written {
        let shape = value.shape();
        let encoding = self.encoding();
        let own = shape.named.then_some(shape.name);
        self.typed(Some(own.unwrap_or(Name::new(encoding, "Array"))))?;
        let size = size(value, array)?;
        let size: Vec<_> = size.iter().map(usize::to_string).collect();
        if self.style.soap12 {
            let item = match array.inner {
                "" => array.item,
                _ => Name::new(encoding, "Array"),
            };
            let item = qualified(self.out, item)?;
            self.attribute("itemType", &item)?;
            self.attribute("arraySize", &size.join(" "))?;
        } else {
            let item = qualified(self.out, array.item)?;
            let text = format!("{item}{}[{}]", array.inner, size.join(","));
            self.attribute("arrayType", &text)?;
        }
        self.members(value)
    }

    fn attribute(&mut self, local: &str, value: &str) -> Written {
        let encoding = self.encoding();
        self.out.attribute(encoding, local, value).map_err(invalid)
    }
}

/// Whether a value that's absent is written as nil: where it's declared to be there. A value of any type says itself
/// that it's nil.
fn is_nil_if_absent(member: &Member) -> bool {
    let any = |name: &Name| name.ns == XSD && name.local == "anyType";
    member.min > 0 && member.type_name.is_some_and(|name| !any(name))
}

/// One number a dimension.
fn size(value: &dyn Complex, array: &ArrayOf) -> Result<Vec<usize>, Box<EncodeError>> {
    let count = match value.items(0) {
        Items::None => 0,
        Items::One(_) | Items::Some(_) => 1,
        Items::Many(items) => items.len(),
    };
    if array.dimensions <= 1 {
        return Ok(vec![count]);
    }
    let mut text = String::new();
    if let Items::One(Item::Text(size)) | Items::Some(Item::Text(size)) =
        value.items(value.shape().members.len())
    {
        let printed = size.print(&mut text, &mut crate::scalar::OwnNames::default());
        printed.map_err(|e| EncodeError::new(e.0))?;
    }
    let size: Vec<usize> = text.split(' ').flat_map(str::parse).collect();
    if size.len() != array.dimensions || items_in(&size) != Some(count) {
        return Err(EncodeError::new(format!(
            "an array of {} dimensions whose size, {text:?}, isn't that of its {count} items",
            array.dimensions
        )));
    }
    Ok(size)
}
