//! How an operation goes over plain HTTP: `http:operation`, `http:urlEncoded`, `http:urlReplacement`, `mime:mimeXml` and
//! `mime:content` (WSDL 1.1, 4 and 5).
//!
//! In comes an operation of an HTTP binding; out goes its [`HttpOperation`], or why it has none.

use std::sync::Arc;

use super::body::{HTTP, MIME};
use super::messages::Messages;
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::model::roots::WSDL;
use crate::model::{HttpOperation, MessageId, Operation, Payload};
use crate::similar::similar;

/// Media type of the fields of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// Whether a request of this method has a body.
pub(in crate::model) fn has_body(verb: &str) -> bool {
    matches!(verb, "POST" | "PUT")
}

/// Reads an operation; `None`, reported, where it has no form that is known.
pub(super) fn operation(
    node: &Node,
    verb: &str,
    operation: &Operation,
    messages: &Messages,
    diagnostics: &mut Diagnostics,
) -> Option<HttpOperation> {
    let child = |kind| node.elements().find(|child| child.is(WSDL, kind));
    let read = || {
        let own = node.elements().find(|child| child.is(HTTP, "operation"));
        let location = own.and_then(|own| own.attribute("location")).unwrap_or("");
        if location.contains("://") {
            return Err(format!("the location {location:?} is not relative"));
        }
        let parts = parts(messages, operation.input.message);
        let (location, input) = request(child("input"), verb, location.trim(), parts)?;
        let input = document(input, operation.input.message, messages);
        let output = match &operation.output {
            Some(output) => {
                let parts = self::parts(messages, output.message);
                let payload = response(child("output"), parts)?;
                document(payload, output.message, messages)
            }
            None => Payload::Nothing,
        };
        Ok(HttpOperation {
            method: verb.to_owned(),
            location,
            input,
            output,
        })
    };
    read()
        .map_err(|why| {
            let message = format!(
                "the operation {:?} can't be called over HTTP: {why}",
                operation.name
            );
            diagnostics
                .warning(&node.at, message)
                .help("it is left out of this binding");
        })
        .ok()
}

fn parts(messages: &Messages, message: MessageId) -> &[Arc<str>] {
    messages
        .parts
        .get(message.0 as usize)
        .map_or(&[], Vec::as_slice)
}

/// The payload, seen whether anything is said of the part that is an XML document.
fn document(payload: Payload, message: MessageId, messages: &Messages) -> Payload {
    match payload {
        Payload::Xml(part) if messages.untyped.contains_key(&(message, part)) => {
            Payload::Document(part)
        }
        payload => payload,
    }
}

fn request(
    node: Option<&Node>,
    verb: &str,
    location: &str,
    parts: &[Arc<str>],
) -> Result<(String, Payload), String> {
    let has_body = has_body(verb);
    let fields = match has_body {
        true => Payload::Form,
        false => Payload::Query,
    };
    let extensions = || node.into_iter().flat_map(Node::elements);
    if extensions().any(|child| child.is(HTTP, "urlReplacement")) {
        let (location, replaced) = replaced(location, parts);
        let rest = match replaced == parts.len() {
            true => Payload::Nothing,
            false => Payload::Query,
        };
        return Ok((location, rest));
    }
    let payload = match payload(extensions(), parts)? {
        Some(Payload::Form) | None if parts.is_empty() => Payload::Nothing,
        Some(Payload::Form) | None => fields,
        Some(Payload::Xml(_) | Payload::Content(..)) if !has_body => {
            return Err(format!("a {verb} has no body, which its input needs"));
        }
        Some(payload) => payload,
    };
    Ok((literal(location), payload))
}

fn response(node: Option<&Node>, parts: &[Arc<str>]) -> Result<Payload, String> {
    match payload(node.into_iter().flat_map(Node::elements), parts)? {
        Some(Payload::Form) => Err("its output is a form".to_owned()),
        Some(payload) => Ok(payload),
        None if parts.is_empty() => Ok(Payload::Nothing),
        // Nothing else is usual.
        None => Ok(Payload::Xml(part(None, parts)?)),
    }
}

/// What the extension elements say. Of alternatives XML comes first, else what's first.
fn payload<'n>(
    extensions: impl Iterator<Item = &'n Node>,
    parts: &[Arc<str>],
) -> Result<Option<Payload>, String> {
    let mut found = None;
    for child in extensions {
        let name = (&*child.name.namespace, &*child.name.local);
        let media = child.attribute("type").unwrap_or("*/*");
        let essence = media
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        let payload = match name {
            (HTTP, "urlEncoded") => Payload::Form,
            (MIME, "content") if essence == FORM => Payload::Form,
            (MIME, "multipartRelated") => return Err("it has MIME parts".to_owned()),
            (MIME, "content" | "mimeXml") if parts.is_empty() => Payload::Nothing,
            (MIME, "mimeXml") => Payload::Xml(part(child.attribute("part"), parts)?),
            (MIME, "content") if is_xml(&essence) => {
                Payload::Xml(part(child.attribute("part"), parts)?)
            }
            (MIME, "content") => {
                let part = part(child.attribute("part"), parts)?;
                let media = match essence.contains('*') {
                    true => "application/octet-stream",
                    false => media.trim(),
                };
                Payload::Content(part, media.to_owned())
            }
            _ => continue,
        };
        if found.is_none() || matches!(payload, Payload::Xml(_)) {
            found = Some(payload);
        }
    }
    Ok(found)
}

fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// The part of this name. Tools write the operation's name there: the only part is meant, as where there's no name.
fn part(name: Option<&str>, parts: &[Arc<str>]) -> Result<usize, String> {
    let name = name.unwrap_or("").trim();
    let found = parts.iter().position(|part| **part == *name);
    found.or((parts.len() == 1).then_some(0)).ok_or_else(|| {
        let near = similar(name, parts.iter().map(|part| &**part));
        let near = near.map_or_else(String::new, |near| format!(" (did you mean {near:?}?)"));
        format!("its message has no part {name:?}{near}")
    })
}

/// The location with the parts in parentheses (4.8) as names in braces, and how many these are.
fn replaced(location: &str, parts: &[Arc<str>]) -> (String, usize) {
    let mut out = String::new();
    let mut found: Vec<&str> = Vec::new();
    let mut rest = location;
    while let Some((before, after)) = rest.split_once('(') {
        out += &literal(before);
        let named = after.split_once(')');
        let named = named.filter(|(name, _)| parts.iter().any(|part| **part == **name));
        match named {
            Some((name, after)) => {
                out += &format!("{{{name}}}");
                if !found.contains(&name) {
                    found.push(name);
                }
                rest = after;
            }
            None => {
                out.push('(');
                rest = after;
            }
        }
    }
    (out + &literal(rest), found.len())
}

/// What stands as it is, with what no URL can hold percent-encoded.
pub(in crate::model) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '"' | '<' | '>' | '\\' | '^' | '`' | '|' | '#' => escape(c, &mut out),
            _ if c.is_ascii_graphic() => out.push(c),
            _ => escape(c, &mut out),
        }
    }
    out
}

fn escape(c: char, out: &mut String) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        *out += &format!("%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_parentheses_are_replaced() {
        let parts = ["a".into(), "b".into()];
        assert_eq!(
            replaced("o/A(a)B(b)/", &parts),
            ("o/A{a}B{b}/".to_owned(), 2)
        );
        assert_eq!(
            replaced("(a)(a)(c){b}", &parts),
            ("{a}{a}(c)%7Bb%7D".to_owned(), 1)
        );
        assert_eq!(replaced("a b(", &parts), ("a%20b(".to_owned(), 0));
    }
}
