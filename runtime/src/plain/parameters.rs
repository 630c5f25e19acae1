//! A message as names and values (WSDL 1.1, 4.7 and 4.8; WSDL 2.0 part 2, 6.8.2).

use super::target::escaped;
use crate::codec::EncodeError;
use crate::schema::{Content, Kind, Member};
use crate::value::{Complex, Item, Items, Prefixes};

/// A name and a value, not escaped.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

/// The members of a struct as parameters: what occurs several times, and each item of an array, under the same name. What
/// is absent or nil is none.
pub(crate) fn parameters(item: Item<'_>) -> Result<Vec<Parameter>, EncodeError> {
    let mut out = Vec::new();
    match item.filled() {
        Item::Complex(value) => members(value, &mut out)?,
        Item::Derived(choice) => {
            each(choice.selected().1, &mut |item| {
                out.extend(parameters(item)?);
                Ok(())
            })?;
        }
        Item::Nil | Item::NilWith(_) => {}
        Item::Choice(choice) => {
            let (i, items) = choice.selected();
            if let Some(member) = choice.shape().variants.get(i) {
                member_items(member, items, &mut out)?;
            }
        }
        _ => return Err(shapeless("", "a value without a name")),
    }
    Ok(out)
}

fn members(value: &dyn Complex, out: &mut Vec<Parameter>) -> Result<(), EncodeError> {
    let shape = value.shape();
    let all = shape.members.iter().chain(shape.attributes);
    all.enumerate()
        .try_for_each(|(i, member)| member_items(member, value.items(i), out))
}

fn member_items(
    member: &Member,
    items: Items<'_>,
    out: &mut Vec<Parameter>,
) -> Result<(), EncodeError> {
    match member.kind {
        Kind::Element(name) | Kind::Attribute(name) => {
            each(items, &mut |item| values(name.local, item, out))
        }
        Kind::Choice(_) => each(items, &mut |item| {
            out.extend(parameters(item)?);
            Ok(())
        }),
        Kind::Group(_) => each(items, &mut |item| match item {
            Item::Complex(value) => members(value, out),
            _ => Ok(()),
        }),
        Kind::Order => Ok(()),
        _ => each(items, &mut |item| match item {
            Item::Attributes(attributes) if attributes.0.is_empty() => Ok(()),
            _ => Err(shapeless("", "content without a name")),
        }),
    }
}

/// The values that stand under one name.
fn values(name: &'static str, item: Item<'_>, out: &mut Vec<Parameter>) -> Result<(), EncodeError> {
    match item.filled() {
        Item::Nil | Item::NilWith(_) => return Ok(()),
        Item::Derived(choice) => {
            return each(choice.selected().1, &mut |item| values(name, item, out));
        }
        Item::Complex(value) => {
            let shape = value.shape();
            let array = matches!(shape.content, Content::Array(_));
            return match shape.members {
                [only] if matches!(only.kind, Kind::Text) => {
                    each(value.items(0), &mut |item| values(name, item, out))
                }
                [only] if array || only.max > 1 => {
                    each(value.items(0), &mut |item| values(name, item, out))
                }
                _ => Err(shapeless(name, "a structure")),
            };
        }
        _ => {}
    }
    let text = text(item).map_err(|error| EncodeError {
        path: name.to_owned(),
        ..error
    })?;
    out.push(Parameter { name, text });
    Ok(())
}

/// The lexical form of a simple value.
pub(crate) fn text(item: Item<'_>) -> Result<String, EncodeError> {
    match item.filled() {
        item @ (Item::Str(_) | Item::Text(_) | Item::Listed(_)) => {
            let mut text = String::new();
            item.print(&mut text, &mut NoPrefixes)
                .map_err(|error| EncodeError {
                    path: String::new(),
                    message: error.0.into_owned(),
                })?;
            Ok(text)
        }
        Item::Nil | Item::NilWith(_) => Ok(String::new()),
        _ => Err(shapeless("", "a structure")),
    }
}

fn each(
    items: Items<'_>,
    then: &mut dyn FnMut(Item<'_>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    match items {
        Items::None => Ok(()),
        Items::One(item) | Items::Some(item) => then(item),
        Items::Many(items) => (0..items.len())
            .filter_map(|i| items.get(i))
            .try_for_each(then),
    }
}

/// Names and values as `application/x-www-form-urlencoded`, a blank as `%20`, which every server reads, in a query too.
pub(crate) fn encoded(values: &[Parameter]) -> String {
    let mut out = String::new();
    for value in values {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&escaped(value.name));
        out.push('=');
        out.push_str(&escaped(&value.text));
    }
    out
}

fn shapeless(name: &str, what: &str) -> EncodeError {
    EncodeError {
        path: name.to_owned(),
        message: format!("{what} has no form among the names and values of a URL"),
    }
}

/// There's nowhere to declare a prefix, so a QName is written as its local name.
struct NoPrefixes;

impl Prefixes for NoPrefixes {
    fn prefix(&mut self, _: &str) -> String {
        String::new()
    }
}
