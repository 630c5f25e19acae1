//! Messages over plain HTTP, without an envelope (WSDL 1.1, 4).

use super::package::{concrete, escape};
use super::placeholder::placeholder;
use super::valid::value;
use super::walk::{Item, Walk};
use super::{Fill, Limits, Message, http};
use crate::model::{
    BindingMessage, BindingOperation, ComplexType, Content, HttpOperation, Model, Part,
    PartContent, Payload, Term, TypeId, TypeKind,
};
use crate::name::QName;

/// Request and response of an operation at an address.
pub(super) fn messages(
    model: &Model,
    bound: &BindingOperation,
    http: &HttpOperation,
    address: Option<&str>,
    limits: Limits<'_>,
) -> (Message, Message) {
    let mut values = named(model, &bound.input, limits);
    let mut location = String::new();
    let mut rest = http.location.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        location += before;
        if let Some(at) = values.iter().position(|(own, _)| own == name) {
            location += &values.remove(at).1;
        }
        rest = behind;
    }
    location += rest;
    let mut target = http::joined(address, &location);
    let pairs: Vec<_> = values.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let pairs = pairs.join("&");
    let mut request = payload(model, &bound.input, &http.input, limits);
    match http.input {
        Payload::Query if !pairs.is_empty() => {
            let sign = if target.contains('?') { '&' } else { '?' };
            target = format!("{target}{sign}{pairs}");
        }
        Payload::Form => {
            request = Message::new("application/x-www-form-urlencoded".to_owned(), pairs);
        }
        _ => {}
    }
    request.head = http::request(&http.method, &target, &request.content_type, None);
    let mut response = response(model, bound, http, limits);
    response.head = http::response(&response.content_type);
    (request, response)
}

/// The response alone.
pub(super) fn response(
    model: &Model,
    bound: &BindingOperation,
    http: &HttpOperation,
    limits: Limits<'_>,
) -> Message {
    match &bound.output {
        Some(output) => payload(model, output, &http.output, limits),
        None => Message::default(),
    }
}

/// Media type and body of what stands in a body by itself.
fn payload(
    model: &Model,
    bound: &BindingMessage,
    payload: &Payload,
    limits: Limits<'_>,
) -> Message {
    let message = model.messages.get(bound.message.0 as usize);
    let part = |number: &usize| message.and_then(|m| m.parts.get(*number));
    match payload {
        Payload::Nothing | Payload::Query | Payload::Form => Message::default(),
        // Of a document of which nothing is said any root will do.
        Payload::Xml(number) | Payload::Document(number) => match part(number) {
            Some(part) => Message::new(
                "text/xml; charset=utf-8".to_owned(),
                document(model, part, limits),
            ),
            None => Message::default(),
        },
        Payload::Content(number, media) => {
            let content =
                part(number).and_then(|part| text(model, part_type(model, part)?, limits));
            Message::new(
                concrete(media),
                content.unwrap_or_else(|| "bytes".to_owned()),
            )
        }
    }
}

/// An element with the part's value: its own, or one named after it.
fn document(model: &Model, part: &Part, limits: Limits<'_>) -> String {
    let mut walk = Walk::new(model, limits);
    match part.content {
        PartContent::Element(id) => {
            if let Some(element) = model.elements.get(id.0 as usize) {
                walk.element(element, 0);
            }
        }
        PartContent::Type(ty) => {
            let name = QName {
                namespace: "".into(),
                local: part.name.clone(),
            };
            walk.accessor(&name, ty, 0);
        }
    }
    walk.out.finish()
}

/// Names and values: the parts, or where the only one is a structure its members.
fn named(model: &Model, bound: &BindingMessage, limits: Limits<'_>) -> Vec<(String, String)> {
    let message = model.messages.get(bound.message.0 as usize);
    let parts = message.map_or(&[][..], |m| &m.parts);
    let mut walk = Walk::new(model, limits);
    let mut values = Vec::new();
    if let [part] = parts
        && let Some(TypeKind::Complex(ty)) = part_type(model, part).and_then(|id| kind(model, id))
        && let (Content::Elements { particle, .. }, None) = (&ty.content, &ty.soap_array)
    {
        for item in walk.items(particle) {
            if let Item::Element(element) = item {
                let name = &element.name.local;
                each(model, name, element.type_id, limits, &mut values);
            }
        }
        for attribute in &ty.attributes {
            let name = &attribute.name.local;
            each(model, name, attribute.type_id, limits, &mut values);
        }
        return values;
    }
    for part in parts {
        if let Some(ty) = part_type(model, part) {
            each(model, &part.name, ty, limits, &mut values);
        }
    }
    values
}

/// The values under one name: those of an array have it each.
fn each(
    model: &Model,
    name: &str,
    ty: TypeId,
    limits: Limits<'_>,
    values: &mut Vec<(String, String)>,
) {
    let (ty, times) = match kind(model, ty) {
        Some(TypeKind::Complex(complex)) => match items(model, complex) {
            Some(item) => (of_content(model, item), limits.items),
            None => (of_content(model, ty), 1),
        },
        _ => (ty, 1),
    };
    let text = text(model, ty, limits).unwrap_or_else(|| "string".to_owned());
    let text = match limits.fill {
        Fill::Placeholders => text,
        Fill::Values(_) => {
            let mut escaped = String::new();
            escape(&text, &mut escaped);
            escaped
        }
    };
    values.extend((0..times).map(|_| (name.to_owned(), text.clone())));
}

/// The type of the items of an array: of SOAP's, or of a structure with nothing but one member that repeats.
fn items(model: &Model, ty: &ComplexType) -> Option<TypeId> {
    if let Some(array) = &ty.soap_array {
        return Some(array.item);
    }
    let Content::Elements { particle, .. } = &ty.content else {
        return None;
    };
    let Term::Sequence(parts) = &particle.term else {
        return None;
    };
    match parts.as_slice() {
        [only] if only.max.is_none_or(|max| max > 1) => match only.term {
            Term::Element(id) => Some(model.elements.get(id.0 as usize)?.type_id),
            _ => None,
        },
        _ => None,
    }
}

/// The type of the text of a value, where that has attributes beside.
fn of_content(model: &Model, ty: TypeId) -> TypeId {
    match kind(model, ty) {
        Some(TypeKind::Complex(complex)) => match complex.content {
            Content::Simple(text) => text,
            _ => ty,
        },
        _ => ty,
    }
}

/// What stands for a simple value; over plain HTTP nothing goes along that it could refer to.
fn text(model: &Model, ty: TypeId, limits: Limits<'_>) -> Option<String> {
    match limits.fill {
        Fill::Placeholders => placeholder(model, ty, limits.values, &mut false),
        Fill::Values(prepared) => value(model, prepared, ty, &mut false),
    }
}

fn part_type(model: &Model, part: &Part) -> Option<TypeId> {
    match part.content {
        PartContent::Type(id) => Some(id),
        PartContent::Element(id) => Some(model.elements.get(id.0 as usize)?.type_id),
    }
}

fn kind(model: &Model, id: TypeId) -> Option<&TypeKind> {
    model.types.get(id.0 as usize).map(|ty| &ty.kind)
}
