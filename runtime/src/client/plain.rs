//! Calls over plain HTTP: a request with a URL of its own, and of the response a value.

use bytes::Bytes;

use super::Settings;
use super::answer::{Answer, Rest};
use crate::Error;
use crate::mime::MediaType;
use crate::plain::{self, Unreadable, encoded, parameters};
use crate::soap::incoming::Target;
use crate::soap::message::decode_text;
use crate::soap::{Http, Operation, Payload};
use crate::transport::{Body, Request};
use crate::value::Item;

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
    let location = plain::fill(http.location, &mut values)?;
    let mut query = String::new();
    let content = match http.input {
        Payload::Query => {
            query = encoded(&values);
            None
        }
        // Without those that stand in the URL.
        Payload::Form => Some((plain::FORM, Body::from(encoded(&values)))),
        payload => plain::body(&operation.input, payload, item)?,
    };
    let (media, body) = content.unzip();
    let url = plain::url(&settings.url, &location, &query)?;
    let mut request = Request::post(url, body.unwrap_or_default());
    request.method = http.method;
    if let Some(media) = media {
        request.headers.append("Content-Type", media)?;
    }
    Ok(request)
}

/// Reads the value; a status that isn't of success is an error, whatever came with it.
pub(super) fn read(
    answer: &Answer,
    http: &Http,
    body: &Bytes,
    target: &mut dyn Target,
) -> Result<Rest, Error> {
    if !answer.ok() {
        return Err(answer.http(body));
    }
    let mut cx = answer.reading();
    let text = || {
        let media = MediaType::new(answer.response.content_type().unwrap_or_default());
        decode_text(body, media.charset().as_deref())
    };
    match (&answer.expected.operation.output, http.output) {
        (None, _) | (_, Payload::Nothing) => {}
        (Some(_), Payload::Binary(_)) => plain::read_bytes(body, target),
        (Some(output), Payload::Text(_)) => {
            plain::read_text(&text()?, output, target, &mut cx)?;
        }
        // A page in HTML is an error that shows its beginning.
        (Some(_), _) if body.iter().all(u8::is_ascii_whitespace) => return Err(answer.http(body)),
        (Some(output), _) => {
            let limits = answer.expected.settings.limits;
            let read = plain::read_document(&text()?, output, limits, target, &mut cx);
            read.map_err(|error| match error {
                Unreadable::Other(_) if !answer.is_xml() => answer.http(body),
                Unreadable::Other(error) | Unreadable::Broken(error) => error.into(),
            })?;
        }
    }
    Ok(Rest {
        warnings: cx.into_warnings(),
        ..Rest::default()
    })
}
