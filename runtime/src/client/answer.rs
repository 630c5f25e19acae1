//! What a response is: the answer, a fault, or nothing of the kind.
//!
//! Neither the HTTP status nor the content type can be trusted: stacks send faults with 200 and with 400, pages with 500
//! and with 200, envelopes of the other version with the content type of either. So the body decides, and the status tells
//! only what a body that is no envelope means.

use super::excerpt::excerpt;
use super::exchange::Expected;
use super::plain;
use crate::Error;
use crate::codec::{DecodeError, ReadContext, Warning};
use crate::error::HttpError;
use crate::mime::{Attachment, MediaType};
use crate::soap::address::mismatch;
use crate::soap::addressing::is_property;
use crate::soap::incoming::{Incoming, NotSoap, Target};
use crate::soap::message::decode_text;
use crate::soap::operation::lacking;
use crate::soap::package::Package;
use crate::soap::security::is_timestamp_alone;
use crate::soap::{Header, SoapVersion, UsernameToken};
use crate::transport::{Headers, Response, Url};
use bytes::Bytes;

/// A response, and what it's the answer to.
pub(super) struct Answer {
    pub(super) response: Response,
    pub(super) expected: Expected,
    /// The reading, where it has begun before.
    begun: Option<ReadContext>,
}

/// What came beside the value.
#[derive(Default)]
pub(super) struct Rest {
    pub(super) headers: Vec<Header>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) warnings: Vec<Warning>,
    pub(super) version: Option<SoapVersion>,
    pub(super) status: u16,
    pub(super) http_headers: Headers,
}

impl Answer {
    pub(super) fn new(response: Response, expected: Expected) -> Answer {
        Answer {
            response,
            expected,
            begun: None,
        }
    }

    /// Goes on with a reading of the same response.
    pub(super) fn go_on(mut self, cx: ReadContext) -> Answer {
        self.begun = Some(cx);
        self
    }

    /// A reading as the call asks for it.
    pub(super) fn reading(&self) -> ReadContext {
        if self.expected.strict {
            ReadContext::strict()
        } else {
            ReadContext::lenient()
        }
    }

    /// Reads the value.
    pub(super) fn read(mut self, target: &mut dyn Target) -> Result<Rest, Error> {
        let body = std::mem::take(&mut self.response.body).into_bytes();
        let read = match self.expected.operation.http {
            Some(http) => plain::read(&self, http, &body, target)?,
            None => self.soap(&body, target)?,
        };
        Ok(Rest {
            status: self.response.status,
            http_headers: self.response.headers,
            ..read
        })
    }

    /// Reads a response that is an envelope, or where there's nothing to answer needn't be one.
    fn soap(&mut self, body: &Bytes, target: &mut dyn Target) -> Result<Rest, Error> {
        let begun = self.begun.take();
        let mut rest = match self.envelope(body, target, begun)? {
            Some(rest) => return Ok(rest),
            None => Rest::default(),
        };
        if !body.iter().all(u8::is_ascii_whitespace) {
            let message =
                "the answer to a one-way operation is no SOAP message, and was passed over";
            rest.warnings.push(Warning {
                path: String::new(),
                message: message.to_owned(),
            });
        }
        Ok(rest)
    }

    pub(super) fn ok(&self) -> bool {
        (200..300).contains(&self.response.status)
    }

    /// Reads the envelope; `None` where there's none and needs to be none.
    fn envelope(
        &self,
        body: &Bytes,
        target: &mut dyn Target,
        begun: Option<ReadContext>,
    ) -> Result<Option<Rest>, Error> {
        let one_way = self.expected.operation.output.is_none();
        if body.iter().all(u8::is_ascii_whitespace) {
            return if one_way && self.ok() {
                Ok(None)
            } else {
                Err(self.http(body))
            };
        }
        let content_type = self.response.content_type();
        let mut package = match Package::open(body.clone(), content_type) {
            Ok(package) => package,
            Err(error) if self.ok() && !one_way => return Err(error.into()),
            Err(error) => return self.no_soap(body, one_way, error.into()),
        };
        let parts = package.parts(self.expected.settings.limits.bytes);
        let text = match decode_text(&package.envelope, package.charset().as_deref()) {
            Ok(text) => text,
            Err(error) => return self.no_soap(body, one_way, error.into()),
        };
        let (limits, strict) = (self.expected.settings.limits, self.expected.strict);
        let incoming = match Incoming::open(&text, limits, strict) {
            Ok(incoming) => incoming,
            Err(NotSoap::Other(error)) => return self.no_soap(body, one_way, error.into()),
            Err(broken) => {
                return if self.ok() {
                    Err(broken.into_error())
                } else {
                    Err(self.http(body))
                };
            }
        };
        let incoming = incoming.with_parts(parts)?;
        if incoming.is_fault() {
            let mut fault = incoming.into_fault()?;
            fault.status = Some(self.response.status);
            return Err(Error::Fault(fault));
        }
        if !self.ok() {
            return Err(self.http(body));
        }
        let lacking = self.check_headers(&incoming.headers)?;
        let unrelated = self.unrelated(&incoming.headers);
        let Some(output) = &self.expected.operation.output else {
            return Ok(Some(Rest {
                headers: incoming.headers,
                version: Some(incoming.version),
                warnings: unrelated.into_iter().collect(),
                ..Rest::default()
            }));
        };
        let mut cx = begun.unwrap_or_else(|| self.reading());
        cx.warnings.extend(lacking);
        cx.warnings.extend(unrelated);
        let received = incoming.read(output, target, &mut cx)?;
        Ok(Some(Rest {
            headers: received.headers,
            attachments: received.attachments,
            warnings: cx.into_warnings(),
            version: Some(received.version),
            ..Rest::default()
        }))
    }

    /// The body is something else: for a status that says so that's all there is to know, for others it's the error.
    fn no_soap(&self, body: &[u8], one_way: bool, error: Error) -> Result<Option<Rest>, Error> {
        match self.ok() {
            true if one_way => Ok(None),
            // XML that breaks off or isn't quite XML deserves to be told where; a page in HTML or JSON doesn't.
            true if self.is_xml() => Err(error),
            _ => Err(self.http(body)),
        }
    }

    /// Whether it may be meant as a message: it's XML or has such a part, or it isn't said. XHTML is a page.
    pub(super) fn is_xml(&self) -> bool {
        let media = MediaType::new(self.response.content_type().unwrap_or_default());
        let page = media.is("application/xhtml+xml");
        media.is_empty() || media.is_multipart() || (media.is_xml() && !page)
    }

    pub(super) fn http(&self, body: &[u8]) -> Error {
        let content_type = self.response.content_type();
        let media = MediaType::new(content_type.unwrap_or_default());
        let location = self.response.headers.get("Location");
        let location = location.and_then(|l| self.expected.settings.url.join(l).ok());
        let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(100).collect();
        Error::Http(Box::new(HttpError {
            status: self.response.status,
            location: location.as_ref().map(Url::to_string),
            soap: self.expected.operation.http.is_none(),
            excerpt: excerpt(body, media.charset().as_deref(), &self.secrets()),
            content_type: content_type.map(short),
        }))
    }

    /// What a server might echo: values of header fields, the password. Short ones can't be told from ordinary text.
    fn secrets(&self) -> Vec<&str> {
        const SHORTEST: usize = 6;
        let settings = &self.expected.settings;
        let fields = [&settings.http_headers, &self.expected.http_headers];
        let fields = fields.into_iter().flat_map(Headers::iter);
        let values = fields.flat_map(|(_, value)| value.split_whitespace());
        let token = settings.username_token.as_ref();
        let values = values.chain(token.map(UsernameToken::secret));
        values.filter(|value| value.len() >= SHORTEST).collect()
    }

    /// Refuses a response for its header blocks, or says what's wrong with them.
    pub(super) fn check_headers(&self, headers: &[Header]) -> Result<Option<Warning>, Error> {
        self.check_understood(headers)?;
        let output = self.expected.operation.output;
        let Some(block) = output.and_then(|output| lacking(output.headers, headers)) else {
            return Ok(None);
        };
        let path = "Header".to_owned();
        let message = format!("the block <{}> is required", block.name.local);
        match self.expected.strict {
            true => Err(DecodeError {
                path,
                offset: 0,
                message,
            }
            .into()),
            false => Ok(Some(Warning { path, message })),
        }
    }

    /// A block that must be understood is an error unless it's declared, or someone said that they know it
    /// (SOAP 1.1, 4.2.3; SOAP 1.2 part 1, 2.4).
    fn check_understood(&self, headers: &[Header]) -> Result<(), Error> {
        let Expected {
            operation,
            settings,
            understood,
            ..
        } = &self.expected;
        let known = |header: &Header| {
            let mut declared = operation.output.iter().flat_map(|body| body.headers);
            let mut said = understood.iter().chain(&settings.understood);
            declared.any(|block| block.is(header)) || said.any(|(ns, name)| header.is(ns, name))
        };
        match headers
            .iter()
            .filter(|h| h.must_understand && h.is_ours() && !known(h))
            .find(|h| !is_property(h) && !is_timestamp_alone(h))
        {
            Some(header) => Err(Error::NotUnderstood(Box::new(header.clone()))),
            None => Ok(()),
        }
    }

    /// A reply to some other request, by the ids of WS-Addressing. It came on this one's connection, so it's read.
    fn unrelated(&self, headers: &[Header]) -> Option<Warning> {
        let id = self.expected.message_id.as_deref()?;
        let other: String = mismatch(id, headers)?.chars().take(200).collect();
        Some(Warning {
            path: "Header/RelatesTo".to_owned(),
            message: format!("the reply is to the message {other:?}, and the request was {id:?}"),
        })
    }
}
