//! Calls over plain HTTP: requests without an envelope, and what answers them (WSDL 1.1, 4 and 5).
//!
//! In come a value and the operation's table; out goes a request with a URL of its own, and of the response a value.

mod parameters;
mod reply;
mod target;

pub(super) use reply::read;

use super::Settings;
use crate::Error;
use crate::codec::{EncodeError, write_member};
use crate::soap::{Form, Http, Operation, Payload};
use crate::transport::{Body, Request};
use crate::value::Item;
use crate::xml::Writer;
use parameters::{Parameter, parameters};

/// The request, without the header fields that client and call add.
pub(super) fn request(
    settings: &Settings,
    operation: &Operation,
    http: &Http,
    item: Item<'_>,
) -> Result<Request, Error> {
    let named = http.location.contains('{') || matches!(http.input, Payload::Query | Payload::Form);
    let mut values = match named {
        true => parameters(item)?,
        false => Vec::new(),
    };
    let location = target::fill(http.location, &mut values)?;
    let mut query = String::new();
    let (media, body) = match http.input {
        Payload::Nothing => (None, Body::default()),
        Payload::Query => {
            query = encoded(&values);
            (None, Body::default())
        }
        Payload::Form => {
            let media = "application/x-www-form-urlencoded";
            (Some(media), encoded(&values).into())
        }
        Payload::Xml => (
            Some("text/xml; charset=utf-8"),
            document(operation, item)?.into(),
        ),
        Payload::Text(media) => (Some(media), parameters::text(item)?.into()),
        Payload::Binary(media) => match item {
            Item::Text(value) => (
                Some(media),
                value.bytes().cloned().unwrap_or_default().into(),
            ),
            _ => (Some(media), Body::default()),
        },
    };
    let mut request = Request::post(target::url(&settings.url, &location, &query)?, body);
    request.method = http.method;
    if let Some(media) = media {
        request.headers.append("Content-Type", media)?;
    }
    Ok(request)
}

/// Names and values as `application/x-www-form-urlencoded`, a blank as `%20`, which every server reads, in a query too.
fn encoded(values: &[Parameter]) -> String {
    let mut out = String::new();
    for value in values {
        if !out.is_empty() {
            out.push('&');
        }
        target::escape(value.name, &mut out);
        out.push('=');
        target::escape(&value.text, &mut out);
    }
    out
}

/// The value as a document.
fn document(operation: &Operation, item: Item<'_>) -> Result<String, EncodeError> {
    let mut out = Writer::new();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    if let Form::Element(member) | Form::Wrapper(member) = &operation.input.form {
        write_member(&mut out, member, item)?;
    }
    Ok(out.finish())
}
