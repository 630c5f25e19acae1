//! `xop:Include`: a part of the message in the place of text in Base64 (XOP 1.0, 2.1 and 3).
//!
//! Reading: in comes an element with an element in it, where text is expected, or a value kept whole; out goes the value as
//! if the text had been there. Of bytes themselves no text is made. Writing: in come bytes; out goes an element, and the
//! bytes go along.

use std::borrow::Cow;

use super::error::Outcome;
use super::text::put_text;
use super::write::invalid;
use super::{EncodeError, ReadContext, text};
use crate::mime::Parts;
use crate::schema::{Content, Kind, Member, Name};
use crate::value::{AnyElement, AnyNode, AnyType, Complex, Item, Items, Slot, Text};
use crate::xml::{Reader, Writer};

const XOP: &str = "http://www.w3.org/2004/08/xop/include";
const INCLUDE: Name = Name::new(XOP, "Include");
const CONTENT_TYPE: Name = Name::new("http://www.w3.org/2005/05/xmlmime", "contentType");

/// Reads a scalar in whose text an element stands, at whose start tag the reader is.
#[cold]
pub(super) fn read_interrupted<'x>(
    reader: &mut Reader<'x>,
    text: Cow<'x, str>,
    slot: Slot<'_>,
    member: Option<&Member>,
    offset: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if !reader.is(INCLUDE) || !text.trim().is_empty() {
        let text = text::read_around(reader, text, cx)?;
        return put_text(text, slot, member, true, reader, offset, cx);
    }
    let url = reader.attribute("", "href").unwrap_or_default().to_owned();
    let mut none = Parts::default();
    let parts = cx.parts.as_deref_mut().unwrap_or(&mut none);
    // Facets are checked against text, and a string is text.
    let plain = !cx.strict || member.is_none_or(|m| m.simple.is_none());
    let mut bytes = None;
    let taken = match slot {
        Slot::Text(ref value) if plain && value.bytes().is_some() => parts.get(&url).map(|part| {
            bytes = Some(part.bytes.clone());
            String::new()
        }),
        _ => parts.base64(&url),
    };
    let text = taken.map_err(|message| cx.error(reader.offset(), message))?;
    reader.skip().map_err(|e| cx.malformed(e))?;
    let rest = reader.text_to_tag().map_err(|e| cx.malformed(e))?;
    if !reader.at_end() || !rest.trim().is_empty() {
        cx.object(
            offset,
            "something beside the xop:Include that is the whole value",
        )?;
        if !reader.at_end() {
            text::read_around(reader, rest, cx)?;
        }
    }
    match (slot, bytes) {
        (Slot::Text(value), Some(bytes)) => {
            value.put_bytes(bytes);
            Ok(())
        }
        (slot, _) => put_text(text.into(), slot, member, true, reader, offset, cx),
    }
}

/// Writes that a value's bytes go along, if they do.
pub(super) fn include(
    out: &mut Writer,
    value: &dyn Text,
    media: &str,
) -> Result<bool, Box<EncodeError>> {
    let bytes = value.bytes().filter(|_| out.outgoing.optimizes());
    let Some(url) = bytes.and_then(|bytes| out.outgoing.include(bytes, media)) else {
        return Ok(false);
    };
    out.start_prefixed("xop", XOP, "Include");
    out.attribute("", "href", &url).map_err(invalid)?;
    out.end();
    Ok(true)
}

/// The same for bytes with attributes, of which one tells their media type (Describing Media Content of Binary Data in
/// XML, 2.1; XOP 1.0, 4.1); `usual` is what the schema says of it.
#[cold]
pub(super) fn include_complex(
    out: &mut Writer,
    value: &dyn Complex,
    usual: &str,
) -> Result<bool, Box<EncodeError>> {
    let shape = value.shape();
    let Items::One(Item::Text(text)) = value.items(0) else {
        return Ok(false);
    };
    if !matches!(shape.content, Content::Text) {
        return Ok(false);
    }
    let tells = |m: &Member| matches!(m.kind, Kind::Attribute(name) if name == CONTENT_TYPE);
    let media = shape.attributes.iter().position(tells);
    let media = media.map(|i| value.items(shape.members.len() + i));
    match media {
        Some(Items::One(Item::Str(media)) | Items::Some(Item::Str(media))) => {
            include(out, text, media)
        }
        _ => include(out, text, usual),
    }
}

/// Puts text where there are parts in an element kept whole, which needn't come with a schema or a package any more.
/// Recurses as deep as the reader let the element be.
pub(crate) fn resolve(any: &mut AnyType, parts: &mut Parts) -> Result<(), String> {
    let includes = |node: &AnyNode| matches!(node, AnyNode::Element(e) if is_include(e));
    if let Some(AnyNode::Element(include)) = any.children.iter().find(|node| includes(node)) {
        let mut attributes = include.content.attributes.0.iter();
        let url = attributes.find(|a| a.namespace.is_empty() && a.name == "href");
        let text = parts.base64(url.map_or("", |a| a.value.as_str()))?;
        any.children = vec![AnyNode::Text(text)];
        return Ok(());
    }
    for node in &mut any.children {
        if let AnyNode::Element(element) = node {
            resolve(&mut element.content, parts)?;
        }
    }
    Ok(())
}

fn is_include(element: &AnyElement) -> bool {
    element.name == INCLUDE.local && element.namespace == INCLUDE.ns
}
