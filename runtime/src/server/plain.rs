//! Requests over plain HTTP: their values are read from URL and body, and they're answered with a value and a status, or
//! with a status and a text.

use bytes::Bytes;

use super::endpoint::Answering;
use super::settings::Settings;
use crate::Error;
use crate::codec::{DecodeError, ReadContext};
use crate::mime::MediaType;
use crate::plain::{self, FORM, Given, Routed, Unreadable};
use crate::soap::incoming::Target;
use crate::soap::message::decode_text;
use crate::soap::{Fault, FaultKind, Http, Message, Operation, Payload};
use crate::transport::{Headers, Request, Response, Url};

/// A request whose operation is known, and whose values haven't been read.
pub(super) struct Unread {
    pub(super) routed: Routed,
    pub(super) headers: Headers,
    url: Url,
    body: Bytes,
}

impl Unread {
    /// Takes a request apart, with the user whose it is, or says with which answer it's refused.
    pub(super) fn new(
        routed: Routed,
        request: Request,
        settings: &Settings,
    ) -> Result<(Unread, Option<String>), Answering> {
        let (headers, url) = (request.headers, request.url);
        let user = settings.admit_plain(&headers).ok_or_else(unauthorized)?;
        if request.body.len() > settings.limits().bytes {
            return Err(too_long());
        }
        let encoding = headers.get("Content-Encoding");
        if encoding.is_some_and(|e| !e.eq_ignore_ascii_case("identity")) {
            let message = "The request is not to be compressed.";
            return Err(at_once(text(415, message)));
        }
        let body = request.body.into_bytes();
        let media = MediaType::new(headers.get("Content-Type").unwrap_or_default());
        let wanted = match routed.http.input {
            _ if media.is_empty() => None,
            Payload::Form => (!media.is(FORM)).then_some(FORM),
            Payload::Xml => (!media.is_xml()).then_some("text/xml"),
            _ => None,
        };
        if let Some(wanted) = wanted {
            let message = format!("The request is to be {wanted}.");
            return Err(at_once(text(415, &message)));
        }
        let unread = Unread {
            routed,
            headers,
            url,
            body,
        };
        Ok((unread, user))
    }

    /// Reads the values.
    pub(super) fn read(&self, settings: &Settings, target: &mut dyn Target) -> Result<(), Fault> {
        let mut cx = settings.context();
        let read = self.read_with(settings, target, &mut cx);
        if read.is_ok() {
            settings.tell(self.routed.operation, cx);
        }
        read.map_err(|error| {
            let place = match error.path.as_str() {
                "" => String::new(),
                path => format!("{path}: "),
            };
            let message = error.message;
            Fault::sender(format!("The request can't be read: {place}{message}."))
        })
    }

    fn read_with(
        &self,
        settings: &Settings,
        target: &mut dyn Target,
        cx: &mut ReadContext,
    ) -> Result<(), DecodeError> {
        let Http {
            input, location, ..
        } = *self.routed.http;
        let table = &self.routed.operation.input;
        let text = || {
            let media = MediaType::new(self.headers.get("Content-Type").unwrap_or_default());
            decode_text(&self.body, media.charset().as_deref())
        };
        match input {
            Payload::Nothing if !location.contains('{') => return Ok(()),
            Payload::Nothing | Payload::Query | Payload::Form => {}
            Payload::Binary(_) => {
                plain::read_bytes(&self.body, target);
                return Ok(());
            }
            Payload::Text(_) => return plain::read_text(&text()?, table, target, cx),
            Payload::Xml => {
                let read = plain::read_document(&text()?, table, settings.limits(), target, cx);
                return read.map_err(|error| match error {
                    Unreadable::Other(error) | Unreadable::Broken(error) => error,
                });
            }
        }
        let mut given = Given::default();
        for (name, value) in &self.routed.values {
            given.add((*name).to_owned(), value.clone())?;
        }
        match input {
            Payload::Query => {
                let query = self.url.as_str().split_once('?');
                given.add_encoded(query.map_or("", |(_, query)| query))?;
            }
            Payload::Form => given.add_encoded(&text()?)?,
            _ => {}
        }
        plain::read_fields(&given, settings.limits(), target, cx)
    }
}

/// The answer with a value.
pub(super) fn respond(operation: &Operation, value: &dyn Message) -> Result<Response, Error> {
    let content = match (operation.http, &operation.output) {
        (Some(http), Some(table)) => plain::body(table, http.output, value.view())?,
        _ => None,
    };
    let (media, body) = content.unzip();
    let media = media.unwrap_or_default();
    Ok(Response::new(200, media, body.unwrap_or_default()))
}

/// The answer where there's no value: the fault's reason, and a status that says whose fault it is.
pub(super) fn refuse(fault: &Fault) -> Response {
    let usual = match fault.kind() {
        FaultKind::Sender => 400,
        _ => 500,
    };
    text(fault.status.unwrap_or(usual), fault.reason())
}

/// The answer to whoever isn't known.
fn unauthorized() -> Answering {
    let mut response = text(401, "User name and password are required.");
    // A constant that is a field.
    let _ = response.headers.set(
        "WWW-Authenticate",
        "Basic realm=\"service\", charset=\"UTF-8\"",
    );
    at_once(response)
}

/// The answer where other methods would do.
pub(super) fn not_allowed(mut methods: Vec<&str>) -> Answering {
    methods.sort_unstable();
    methods.dedup();
    let allowed = methods.join(", ");
    let mut response = text(405, &format!("This is asked for by {allowed}."));
    // Methods of the tables, and so a field.
    let _ = response.headers.set("Allow", &allowed);
    at_once(response)
}

/// The answer to what is longer than it may be.
pub(super) fn too_long() -> Answering {
    at_once(text(413, "The request is too long."))
}

/// The answer where no operation is.
pub(super) fn not_found() -> Answering {
    at_once(text(404, "There is no such operation here."))
}

pub(super) fn at_once(response: Response) -> Answering {
    Box::pin(std::future::ready(response))
}

pub(super) fn text(status: u16, text: &str) -> Response {
    Response::new(status, "text/plain; charset=utf-8", format!("{text}\n"))
}
