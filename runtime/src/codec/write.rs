//! Values to elements, in the order of the schema.

use super::EncodeError;
use super::attached::{reference, take_along, write_reference};
use super::error::Written;
use super::include::{include, include_complex};
use super::run::write_run;
use super::tags::Tags;
use super::typed::write_said;
use crate::schema::{ChoiceShape, Content, Kind, Member, Name};
use crate::value::{
    AnyAttributes, AnyElement, AnyNode, AnyType, Choice, Complex, Item, Items, MaybeNil, Prefixes,
};
use crate::xml::{InvalidCharacter, Piece, Writer, XSI, is_char, is_ncname};

/// Writes an element of this name.
///
/// # Errors
/// When a value has no form in XML.
pub fn write_element(out: &mut Writer, name: Name, item: Item<'_>) -> Result<(), EncodeError> {
    element(out, &name, &item, "").map_err(|e| *e)
}

/// Writes attributes and content of the element just begun.
///
/// # Errors
/// When a value has no form in XML.
pub fn write_content(out: &mut Writer, item: Item<'_>) -> Result<(), EncodeError> {
    content(out, &item).map_err(|e| *e)
}

/// Writes one occurrence of a member: its element, or the content of its choice, group or wildcard.
///
/// # Errors
/// When a value has no form in XML.
pub fn write_member(out: &mut Writer, member: &Member, item: Item<'_>) -> Result<(), EncodeError> {
    self::member(out, member, item).map_err(|e| *e)
}

#[inline(always)]
fn element(out: &mut Writer, name: &Name, item: &Item<'_>, media: &str) -> Written {
    match item {
        Item::Str(text) => out.leaf(name, text).map_err(invalid),
        Item::Text(value)
            if !out.outgoing.optimizes()
                && out.plain_leaf(name, |text| value.print_plain(text)) =>
        {
            Ok(())
        }
        Item::Listed(value) if out.plain_leaf(name, |text| value.chosen().print_plain(text)) => {
            Ok(())
        }
        item => open_element(out, name, item, media),
    }
}

fn open_element(out: &mut Writer, name: &Name, item: &Item<'_>, media: &str) -> Written {
    out.start(*name);
    content_of(out, item, media)?;
    out.end_named(name.local);
    Ok(())
}

pub(super) fn content(out: &mut Writer, item: &Item<'_>) -> Written {
    content_of(out, item, "")
}

/// Writes content that may be binary data of a media type.
pub(super) fn content_of(out: &mut Writer, item: &Item<'_>, media: &str) -> Written {
    match *item {
        Item::Str(text) => out.text(text).map_err(invalid),
        Item::Text(value) if include(out, value, media)? => Ok(()),
        Item::Text(_) | Item::Listed(_) => with_text(item, out, |out, text| out.text(text)),
        Item::Complex(value) => {
            if !value.shape().attributes.is_empty() {
                write_attributes(out, value)?;
            }
            if out.outgoing.optimizes() && include_complex(out, value, media)? {
                return Ok(());
            }
            write_members(out, value)
        }
        Item::Choice(choice) => {
            let (i, items) = choice.selected();
            write_variant(out, choice.shape(), i, items)
        }
        Item::Derived(choice) => {
            write_type(out, choice)?;
            each(&choice.selected().1, |item, _| content(out, item))
        }
        Item::Content(any) => write_any_content(out, any, ""),
        // Its own name gives way to that of the element it's written as.
        Item::Element(any) => write_any_content(out, &any.content, ""),
        Item::Attributes(any) => write_any_attributes(out, any, ""),
        Item::Nil => out.attribute(XSI, "nil", "true").map_err(invalid),
        Item::NilWith(nil) => write_nil(out, nil),
        Item::Empty(value) => write_empty(out, &value.inner_item()),
        Item::Typed(value) => {
            write_said(out, value)?;
            content_of(out, &value.inner_item(), media)
        }
        Item::Attachment(attachment) => write_reference(out, attachment),
        Item::Order(_) => Ok(()),
    }
}

/// The `xsi:type` of a value whose type isn't the declared one.
fn write_type(out: &mut Writer, choice: &dyn Choice) -> Written {
    let shape = choice.shape();
    let (i, _) = choice.selected();
    match shape.variants.get(i).map(|v| v.kind) {
        Some(Kind::Type(name)) if !(i == 0 && shape.declared) => {
            out.type_attribute(name.ns, name.local).map_err(invalid)
        }
        _ => Ok(()),
    }
}

/// A nil with attributes, those of what is in it.
#[cold]
fn write_nil(out: &mut Writer, nil: &dyn MaybeNil) -> Written {
    let mut inner = nil.inner_item();
    if let Some(Item::Derived(choice)) = inner {
        write_type(out, choice)?;
        inner = match choice.selected().1 {
            Items::One(item) | Items::Some(item) => Some(item),
            _ => None,
        };
    }
    if let Some(Item::Typed(value)) = inner {
        write_said(out, value)?;
        inner = Some(value.inner_item());
    }
    match inner {
        // It has kept all that was there.
        Some(Item::Content(any)) => write_any_content(out, any, ""),
        Some(Item::Complex(value)) => {
            content(out, &Item::Nil)?;
            write_attributes(out, value)
        }
        _ => content(out, &Item::Nil),
    }
}

/// What an element has beside its value, which is the schema's.
#[cold]
fn write_empty(out: &mut Writer, value: &Item<'_>) -> Written {
    match value {
        Item::Complex(value) => write_attributes(out, *value),
        Item::Derived(choice) => {
            write_type(out, *choice)?;
            each(&choice.selected().1, |item, _| write_empty(out, item))
        }
        Item::Typed(value) => {
            write_said(out, *value)?;
            write_empty(out, &value.inner_item())
        }
        _ => Ok(()),
    }
}

pub(super) fn member(out: &mut Writer, member: &Member, item: Item<'_>) -> Written {
    match (&member.kind, item) {
        (Kind::Element(name), item) => element(out, name, &item, member.media),
        (Kind::Choice(_), Item::Choice(choice)) => {
            let (i, items) = choice.selected();
            write_variant(out, choice.shape(), i, items)
        }
        (Kind::Group(_), Item::Complex(group)) => write_members(out, group),
        (Kind::Any(_), Item::Element(any)) => write_any(out, any, ""),
        (Kind::Attachment { name, media }, Item::Attachment(attachment)) => {
            take_along(out, attachment, name, media).map(|_| ())
        }
        (_, item) => content(out, &item),
    }
}

fn write_variant(
    out: &mut Writer,
    shape: &'static ChoiceShape,
    i: usize,
    items: Items<'_>,
) -> Written {
    match shape.variants.get(i) {
        Some(variant) => write_items(out, variant, &items),
        None => Ok(()),
    }
}

pub(super) fn write_members(out: &mut Writer, value: &dyn Complex) -> Written {
    let shape = value.shape();
    match shape.content {
        Content::Empty => return Ok(()),
        Content::All => {
            let mut members = in_order(value);
            return members.try_for_each(|(i, member)| write_items(out, member, &value.items(i)));
        }
        Content::Sequence => {
            if let Some(tags) = Tags::of(shape)
                && tags.ns.is_some_and(|ns| out.takes_plain(ns))
            {
                return write_run(out, value, tags);
            }
        }
        _ => {}
    }
    for (i, member) in shape.members.iter().enumerate() {
        write_items(out, member, &value.items(i))?;
    }
    Ok(())
}

/// The members in the order in which they are written: that of the table, or of `xs:all` that in which they came.
pub(super) fn in_order(
    value: &dyn Complex,
) -> impl Iterator<Item = (usize, &'static Member)> + use<'_> {
    let shape = value.shape();
    let kept = shape.order().map(|i| value.items(i));
    let kept = match kept {
        Some(Items::One(Item::Order(order))) if !order.is_usual() => Some(order),
        _ => None,
    };
    let came = kept.map(|order| order.members(shape.members.len()));
    let usual = came.is_none().then_some(0..shape.members.len());
    let numbers = came
        .into_iter()
        .flatten()
        .chain(usual.into_iter().flatten());
    numbers.filter_map(|i| Some((i, shape.members.get(i)?)))
}

/// Writes all occurrences of a member.
#[inline(always)]
pub(super) fn write_items(out: &mut Writer, member: &Member, items: &Items<'_>) -> Written {
    match items {
        Items::None => Ok(()),
        Items::One(item) | Items::Some(item) => occurrence(out, member, item, None),
        Items::Many(items) => {
            for i in 0..items.len() {
                if let Some(item) = &items.get(i) {
                    occurrence(out, member, item, Some(i))?;
                }
            }
            Ok(())
        }
    }
}

// Items are passed by reference here: copying them takes as long as writing them.
#[inline(always)]
fn occurrence(out: &mut Writer, member: &Member, item: &Item<'_>, index: Option<usize>) -> Written {
    let Kind::Element(name) = &member.kind else {
        return self::member(out, member, *item);
    };
    element(out, name, item, member.media).map_err(|error| error.within(name.local, index))
}

#[inline(always)]
pub(super) fn each<'a>(
    items: &Items<'a>,
    mut write: impl FnMut(&Item<'a>, Option<usize>) -> Written,
) -> Written {
    match items {
        Items::None => Ok(()),
        Items::One(item) | Items::Some(item) => write(item, None),
        Items::Many(items) => {
            for i in 0..items.len() {
                if let Some(item) = &items.get(i) {
                    write(item, Some(i))?;
                }
            }
            Ok(())
        }
    }
}

pub(super) fn write_attributes(out: &mut Writer, value: &dyn Complex) -> Written {
    let shape = value.shape();
    let ready: &[_] = Tags::of(shape).map_or(&[], |tags| &tags.attributes);
    // Whether a value lacks the quote behind it.
    let mut open = false;
    for (i, member) in shape.attributes.iter().enumerate() {
        let items = &value.items(shape.members.len() + i);
        if let Items::One(item) | Items::Some(item) = items
            && let Some(Some(ready)) = ready.get(i)
            && let Some(outcome) =
                ready_attribute(out, if open { &ready.other } else { &ready.first }, item)
        {
            outcome.map_err(|error| in_attribute(error, member))?;
            open = true;
            continue;
        }
        if let Items::None = items {
            continue;
        }
        if std::mem::take(&mut open) {
            out.end_value();
        }
        each(items, |item, _| {
            let outcome = write_attribute(out, member, item);
            outcome.map_err(|error| in_attribute(error, member))
        })?;
    }
    if open {
        out.end_value();
    }
    Ok(())
}

/// Writes an attribute up to the quote that ends it. `None`: it's written otherwise, and nothing was.
#[inline(always)]
fn ready_attribute(out: &mut Writer, begin: &Piece, item: &Item<'_>) -> Option<Written> {
    match item {
        Item::Str(text) => Some(out.ready_value(begin, text).map_err(invalid)),
        Item::Text(value) => {
            let printed = out.ready_plain(begin, |text| value.print_plain(text));
            printed.then_some(Ok(()))
        }
        Item::Listed(value) => {
            let printed = out.ready_plain(begin, |text| value.chosen().print_plain(text));
            printed.then_some(Ok(()))
        }
        _ => None,
    }
}

#[cold]
fn in_attribute(error: Box<EncodeError>, member: &Member) -> Box<EncodeError> {
    match member.kind {
        Kind::Attribute(name) => error.within(&format!("@{}", name.local), None),
        _ => error,
    }
}

#[inline]
fn write_attribute(out: &mut Writer, member: &Member, item: &Item<'_>) -> Written {
    let Kind::Attribute(name) = &member.kind else {
        return match item {
            Item::Attributes(any) => write_any_attributes(out, any, ""),
            Item::Order(_) => Ok(()),
            _ => Err(EncodeError::new(UNFIT)),
        };
    };
    match item {
        Item::Str(text) => out.attribute(name.ns, name.local, text).map_err(invalid),
        Item::Text(value) if out.plain_attribute(name, |text| value.print_plain(text)) => Ok(()),
        Item::Listed(value)
            if out.plain_attribute(name, |text| value.chosen().print_plain(text)) =>
        {
            Ok(())
        }
        Item::Text(_) | Item::Listed(_) => with_text(item, out, |out, text| {
            out.attribute(name.ns, name.local, text)
        }),
        Item::Attachment(attachment) => reference(out, attachment).and_then(|url| {
            let written = out.attribute(name.ns, name.local, &url);
            written.map_err(invalid)
        }),
        _ => Err(EncodeError::new(UNFIT)),
    }
}

const UNFIT: &str = "the generated type has elements in an attribute";

/// The name of a type as a value.
pub(super) fn qualified(out: &mut Writer, name: Name) -> Result<String, Box<EncodeError>> {
    if out.default_is(name.ns) {
        return Ok(name.local.to_owned());
    }
    if name.ns.is_empty() {
        return Err(EncodeError::new(
            "an array can't name a type without a namespace where there's a default one",
        ));
    }
    Ok(format!("{}:{}", out.prefix_of(name.ns), name.local))
}

/// Prints a scalar, and hands the text on.
fn with_text(
    item: &Item<'_>,
    out: &mut Writer,
    write: impl FnOnce(&mut Writer, &str) -> Result<(), InvalidCharacter>,
) -> Written {
    // The buffer is the writer's, so that it's allocated once.
    let mut text = out.take_buffer();
    let outcome = match item.print(&mut text, out) {
        Ok(()) => write(out, &text).map_err(invalid),
        Err(error) => Err(EncodeError::new(error.0)),
    };
    out.give_buffer(text);
    outcome
}

pub(super) fn invalid(InvalidCharacter(c): InvalidCharacter) -> Box<EncodeError> {
    EncodeError::new(format!(
        "XML can't hold the character U+{:04X}",
        u32::from(c)
    ))
}

/// Writes an element kept whole, `default` being the default namespace that it had around it when it was read. Recurses
/// as deep as the value is.
fn write_any(out: &mut Writer, any: &AnyElement, default: &str) -> Written {
    let step = |error: Box<EncodeError>| error.within(&any.name, None);
    check_name(&any.namespace, &any.name)?;
    out.start_any(&any.namespace, &any.name);
    write_any_content(out, &any.content, default).map_err(step)?;
    out.end();
    Ok(())
}

fn write_any_content(out: &mut Writer, any: &AnyType, default: &str) -> Written {
    let mut default = default;
    for (prefix, ns) in any.prefixes.iter().rev() {
        if prefix.is_empty() {
            default = ns;
            continue;
        }
        if out.lookup(prefix) == Some(ns) {
            continue;
        }
        check_name(ns, prefix)?;
        if ns.is_empty() || prefix.starts_with("xml") {
            return Err(EncodeError::new("a prefix that can't be declared"));
        }
        out.declare(prefix, ns);
    }
    write_any_attributes(out, &any.attributes, default)?;
    for node in &any.children {
        match node {
            AnyNode::Text(text) => out.text(text).map_err(invalid)?,
            AnyNode::Element(element) => write_any(out, element, default)?,
        }
    }
    Ok(())
}

fn write_any_attributes(out: &mut Writer, any: &AnyAttributes, default: &str) -> Written {
    for attribute in &any.0 {
        check_name(&attribute.namespace, &attribute.name)?;
        let value = &attribute.value;
        // An xsi:type without a prefix meant what was the default namespace when it was read. What's no name stays.
        let is_type = attribute.namespace == XSI && attribute.name == "type";
        let named = value.trim_matches([' ', '\t', '\r', '\n']);
        let mut qualified = None;
        if is_type && is_ncname(named) && !out.default_is(default) {
            let prefix = out.prefix(default);
            if !prefix.is_empty() {
                qualified = Some(format!("{prefix}:{named}"));
            }
        }
        out.attribute(
            &attribute.namespace,
            &attribute.name,
            qualified.as_deref().unwrap_or(value),
        )
        .map_err(invalid)?;
    }
    Ok(())
}

/// Names of kept elements come from anywhere, the caller too.
pub(super) fn check_name(ns: &str, local: &str) -> Written {
    if !is_ncname(local) {
        return Err(EncodeError::new("a name that XML doesn't allow"));
    }
    match ns.chars().find(|&c| !is_char(c)) {
        None => Ok(()),
        Some(c) => Err(invalid(InvalidCharacter(c))),
    }
}
