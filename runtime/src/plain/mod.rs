//! Messages over plain HTTP: requests without an envelope, and what answers them (WSDL 1.1, 4 and 5; WSDL 2.0 part 2, 6).
//!
//! In come values and operations' tables, out go URLs and bodies, and the other way. Must not know who calls and who
//! answers, nor how bytes travel.

mod content;
#[cfg(feature = "server")]
mod document;
#[cfg(feature = "server")]
mod fields;
#[cfg(feature = "server")]
mod given;
#[cfg(feature = "server")]
mod left;
#[cfg(feature = "server")]
mod members;
mod parameters;
#[cfg(feature = "server")]
mod route;
mod target;

pub(crate) use content::{Unreadable, read_bytes, read_document, read_text};
#[cfg(feature = "server")]
pub(crate) use fields::read_fields;
#[cfg(feature = "server")]
pub(crate) use given::Given;
pub(crate) use parameters::{encoded, parameters};
#[cfg(feature = "server")]
pub(crate) use route::{Route, Routed, route};
pub(crate) use target::{fill, url};

use crate::codec::{EncodeError, write_member};
use crate::soap::{Body, Form, Payload};
use crate::transport;
use crate::value::Item;
use crate::xml::Writer;

/// Names and values in a body.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// The body that a message is, with its media type; none of what stands in the URL alone.
pub(crate) fn body(
    table: &Body,
    payload: Payload,
    item: Item<'_>,
) -> Result<Option<(&'static str, transport::Body)>, EncodeError> {
    Ok(Some(match payload {
        Payload::Nothing | Payload::Query => return Ok(None),
        Payload::Form => (FORM, encoded(&parameters(item)?).into()),
        Payload::Xml => ("text/xml; charset=utf-8", document(table, item)?.into()),
        Payload::Text(media) => (media, parameters::text(item)?.into()),
        Payload::Binary(media) => {
            let bytes = match item {
                Item::Text(value) => value.bytes().cloned(),
                _ => None,
            };
            (media, bytes.unwrap_or_default().into())
        }
    }))
}

/// The value as a document.
fn document(table: &Body, item: Item<'_>) -> Result<String, EncodeError> {
    let mut out = Writer::new();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    if let Form::Element(member) | Form::Wrapper(member) = &table.form {
        write_member(&mut out, member, item)?;
    }
    Ok(out.finish())
}
