//! What a service is asked and answers with.

use super::Along;
use crate::mime::Attachment;
use crate::soap::{Header, Operation, SoapVersion};
use crate::transport::{Headers, InvalidHeader};

/// A request with all that came with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Call<Q> {
    /// The request.
    pub request: Q,
    /// The operation.
    pub operation: &'static Operation,
    /// The version of the envelope; `None` where there's none, over plain HTTP.
    pub version: Option<SoapVersion>,
    /// The user whose token the request has, where [`Endpoint::authenticate`](super::Endpoint::authenticate) asks for one.
    pub user: Option<String>,
    /// The header blocks of the envelope.
    pub headers: Vec<Header>,
    /// What came along and nothing in the message refers to; before the message has been read, all that came along.
    pub attachments: Vec<Attachment>,
    /// The HTTP header fields.
    pub http_headers: Headers,
    /// Takes what is to go with the response, from services whose methods give the response alone.
    pub along: Along,
}

impl<Q> Call<Q> {
    /// The value of a cookie that the client sent.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let pairs = self
            .http_headers
            .all("Cookie")
            .flat_map(|field| field.split(';'));
        let mut pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

/// A response with all that goes with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply<A> {
    /// The response; of a one-way operation nothing.
    pub response: Option<A>,
    /// Header blocks of the envelope.
    pub headers: Vec<Header>,
    /// What goes along with the envelope.
    pub attachments: Vec<Attachment>,
    /// HTTP header fields.
    pub http_headers: Headers,
}

impl<A> Reply<A> {
    /// A response alone.
    pub fn new(response: A) -> Self {
        Reply {
            response: Some(response),
            ..Reply::accepted()
        }
    }

    /// Nothing: the answer of a one-way operation.
    pub fn accepted() -> Self {
        Reply {
            response: None,
            headers: Vec::new(),
            attachments: Vec::new(),
            http_headers: Headers::new(),
        }
    }

    /// With a header block.
    #[must_use]
    pub fn header(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    /// With something that goes along. If the message refers to it, it has the id by which it does.
    #[must_use]
    pub fn attach(mut self, attachment: Attachment) -> Self {
        self.attachments.push(attachment);
        self
    }

    /// With an HTTP header field, such as `Set-Cookie`.
    ///
    /// # Errors
    /// When the field can't be sent.
    pub fn http_header(mut self, name: &str, value: &str) -> Result<Self, InvalidHeader> {
        self.http_headers.append(name, value)?;
        Ok(self)
    }
}

impl<A> From<A> for Reply<A> {
    fn from(response: A) -> Self {
        Reply::new(response)
    }
}
