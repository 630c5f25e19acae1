//! Values of any type, kept whole: what they refer to is put where the reference stood.

use super::is_of_encoding;
use super::references::{Found, find, follow, referred};
use crate::codec::ReadContext;
use crate::codec::error::Outcome;
use crate::codec::include;
use crate::value::{AnyElement, AnyNode, AnyType};
use crate::xml::Reader;

/// The attributes and content of the element whose start tag was read last. A reference into what is being read stays
/// as it is.
pub(in crate::codec) fn content(reader: &mut Reader<'_>, cx: &mut ReadContext) -> Outcome<AnyType> {
    if cx.references.is_some()
        && let Some(Found::Element(mut target)) = follow(reader, cx)?
    {
        let found = entered(&mut target, cx)?;
        let mut any = reader.content().map_err(|e| cx.malformed(e))?;
        put(&mut any, found);
        return Ok(any);
    }
    let room = reader.limits().depth.saturating_sub(reader.depth());
    let mut any = reader.content().map_err(|e| cx.malformed(e))?;
    if cx.references.is_some() {
        resolve(&mut any, reader, room, cx)?;
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
    for node in &mut any.children {
        let AnyNode::Element(element) = node else {
            continue;
        };
        let room = room.saturating_sub(1);
        let Some(id) = reference(element) else {
            resolve(&mut element.content, reader, room, cx)?;
            continue;
        };
        let Found::Element(mut target) = find(reader, id, room, cx)? else {
            cx.warn("a reference to a value that this is part of, left as it is");
            continue;
        };
        let found = entered(&mut target, cx)?;
        put(&mut element.content, found);
    }
    Ok(())
}

/// The content of what a reference leads to.
fn entered(target: &mut Reader<'_>, cx: &mut ReadContext) -> Outcome<AnyType> {
    let start = target.offset();
    if let Some(references) = &mut cx.references {
        references.enter(start);
    }
    let found = content(target, cx)?;
    if let Some(references) = &mut cx.references {
        references.leave();
    }
    Ok(found)
}

/// Puts a value in the place of the reference to it.
fn put(reference: &mut AnyType, found: AnyType) {
    let own = &mut reference.attributes.0;
    own.retain(|a| referred(&a.namespace, &a.name, &a.value).is_none());
    let attributes = found.attributes.0.into_iter();
    own.extend(attributes.filter(|a| {
        !matches!(&*a.name, "id" | "root" | "encodingStyle")
            || !is_of_encoding(&a.namespace, &a.name)
    }));
    reference.prefixes = found.prefixes;
    reference.children = found.children;
}
