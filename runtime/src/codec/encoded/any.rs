//! Values of any type, kept whole: what they refer to is put where the reference stood.

use super::is_of_encoding;
use super::references::{Found, find, follow, referred};
use crate::codec::ReadContext;
use crate::codec::error::Outcome;
use crate::codec::include;
use crate::value::{AnyAttribute, AnyElement, AnyNode, AnyType};
use crate::xml::Reader;

const LEFT: &str = "a reference to a value that this is part of, left as it is";

/// The attributes and content of the element whose start tag was read last. A reference into what is being kept stays as it
/// is, and what it refers to keeps its id.
pub(in crate::codec) fn content(reader: &mut Reader<'_>, cx: &mut ReadContext) -> Outcome<AnyType> {
    let around = cx.references.as_ref().map_or(0, |r| r.entered());
    let id = reader
        .attributes()
        .find(|a| a.local == "id" && is_of_encoding(a.ns, a.local))
        .map(|a| a.value.to_owned());
    within(id, cx, |cx| content_in(reader, around, cx))
}

/// Does something within an element that is kept with this id.
fn within<T>(
    id: Option<String>,
    cx: &mut ReadContext,
    act: impl FnOnce(&mut ReadContext) -> Outcome<T>,
) -> Outcome<T> {
    let Some(id) = id.filter(|_| cx.references.is_some()) else {
        return act(cx);
    };
    if let Some(references) = &mut cx.references {
        references.kept_around.push(id);
    }
    let done = act(cx);
    if let Some(references) = &mut cx.references {
        references.kept_around.pop();
    }
    done
}

/// The same, in a value within so many that are being read.
fn content_in(reader: &mut Reader<'_>, around: usize, cx: &mut ReadContext) -> Outcome<AnyType> {
    let found = match cx.references.is_some() {
        true => follow(reader, cx)?,
        false => None,
    };
    let at = reader.offset();
    let room = reader.limits().depth.saturating_sub(reader.depth());
    let mut any = reader.content().map_err(|e| cx.malformed(e))?;
    match found {
        Some(Found::Element(mut target)) => {
            put(&mut any, entered(&mut target, around, cx)?, cx);
            return Ok(any);
        }
        Some(Found::Cycle(place)) => cycle(&mut any, place, around, at, cx)?,
        None if cx.references.is_some() => resolve_in(&mut any, reader, room, around, cx)?,
        None => {}
    }
    if let Some(parts) = &mut cx.parts
        && let Err(message) = include::resolve(&mut any, parts)
    {
        return Err(cx.error(reader.offset(), message));
    }
    Ok(any)
}

/// The same with the element's own name.
pub(in crate::codec) fn element(
    reader: &mut Reader<'_>,
    cx: &mut ReadContext,
) -> Outcome<AnyElement> {
    let (namespace, name) = reader.name();
    let (namespace, name) = (namespace.to_owned(), name.to_owned());
    let content = content(reader, cx)?;
    Ok(AnyElement {
        namespace,
        name,
        content,
    })
}

/// Whether there's a reference in a value.
pub(crate) fn has_references(any: &AnyType) -> bool {
    any.elements().any(refers)
}

/// Whether an element is a reference, or has one in it.
pub(crate) fn refers(element: &AnyElement) -> bool {
    reference(element).is_some() || has_references(&element.content)
}

/// The id that an element refers to, which has no value itself then (SOAP 1.1, 5.4.1).
fn reference(element: &AnyElement) -> Option<&str> {
    let AnyType {
        attributes,
        children,
        ..
    } = &element.content;
    let is_blank = |node: &AnyNode| matches!(node, AnyNode::Text(text) if text.trim().is_empty());
    let mut attributes = attributes.0.iter();
    let id = attributes.find_map(|a| referred(&a.namespace, &a.name, &a.value));
    id.filter(|_| children.iter().all(is_blank))
}

/// Follows the references in a value. `room`: how deep elements may still be nested.
pub(crate) fn resolve(
    any: &mut AnyType,
    reader: &Reader<'_>,
    room: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let around = cx.references.as_ref().map_or(0, |r| r.entered());
    resolve_in(any, reader, room, around, cx)
}

fn resolve_in(
    any: &mut AnyType,
    reader: &Reader<'_>,
    room: usize,
    around: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    for node in &mut any.children {
        let AnyNode::Element(element) = node else {
            continue;
        };
        let room = room.saturating_sub(1);
        let Some(id) = reference(element) else {
            let any = &mut element.content;
            let id = any.attributes.0.iter().find(|a| is_id(a));
            let id = id.map(|a| a.value.clone());
            within(id, cx, |cx| resolve_in(any, reader, room, around, cx))?;
            continue;
        };
        let mut outer = cx.references.iter().flat_map(|r| &r.kept_around);
        if outer.any(|outer| outer == id) {
            cx.warn(LEFT);
            continue;
        }
        match find(reader, id, room, cx)? {
            Found::Element(mut target) => {
                let found = entered(&mut target, around, cx)?;
                put(&mut element.content, found, cx);
            }
            Found::Cycle(place) => {
                cycle(&mut element.content, place, around, reader.offset(), cx)?;
            }
        }
    }
    Ok(())
}

/// A reference to what it's part of: if that's kept itself, so is the reference.
fn cycle(
    reference: &mut AnyType,
    place: usize,
    around: usize,
    at: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if place < around {
        cx.object(
            at,
            "a reference to a value that this is part of, which has no id here: left out",
        )?;
        unlink(reference);
        return Ok(());
    }
    cx.warn(LEFT);
    if let Some(references) = &mut cx.references {
        references.keep(place);
    }
    Ok(())
}

/// What a reference leads to, and whether something in it refers to it.
struct Entered {
    content: AnyType,
    kept: bool,
}

fn entered(target: &mut Reader<'_>, around: usize, cx: &mut ReadContext) -> Outcome<Entered> {
    let start = target.offset();
    if let Some(references) = &mut cx.references {
        references.enter(start);
    }
    let content = content_in(target, around, cx)?;
    let kept = cx.references.as_mut().is_some_and(|r| r.leave());
    Ok(Entered { content, kept })
}

/// Puts a value in the place of the reference to it. What refers to the value refers to this place then.
fn put(reference: &mut AnyType, found: Entered, cx: &mut ReadContext) {
    unlink(reference);
    let Entered { mut content, kept } = found;
    let own = &mut reference.attributes.0;
    let id = own.iter().find(|a| is_id(a)).map(|a| a.value.clone());
    let mut attributes = content.attributes.0;
    if let (true, Some(id), Some(other)) = (kept, &id, attributes.iter().find(|a| is_id(a))) {
        rename(&mut content.children, &other.value, id);
        // It's this place's id that has to be kept, wherever it's put itself.
        if let Some(references) = &mut cx.references {
            references.keep_last();
        }
    }
    attributes.retain(|a| match is_id(a) {
        true => kept && id.is_none(),
        false => {
            !matches!(&*a.name, "root" | "encodingStyle") || !is_of_encoding(&a.namespace, &a.name)
        }
    });
    own.append(&mut attributes);
    reference.prefixes = content.prefixes;
    reference.children = content.children;
}

fn unlink(reference: &mut AnyType) {
    let own = &mut reference.attributes.0;
    own.retain(|a| referred(&a.namespace, &a.name, &a.value).is_none());
}

fn is_id(attribute: &AnyAttribute) -> bool {
    attribute.name == "id" && is_of_encoding(&attribute.namespace, &attribute.name)
}

/// Has references to one id refer to another. Only what is kept because of a cycle is gone through.
fn rename(children: &mut [AnyNode], from: &str, to: &str) {
    for node in children {
        let AnyNode::Element(element) = node else {
            continue;
        };
        for a in &mut element.content.attributes.0 {
            if referred(&a.namespace, &a.name, &a.value) == Some(from) {
                let sign = if a.value.contains('#') { "#" } else { "" };
                a.value = format!("{sign}{to}");
            }
        }
        rename(&mut element.content.children, from, to);
    }
}
