//! One call of one operation.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::Client;
use super::answer::Rest;
use super::exchange::{self, Exchange};
use crate::Error;
use crate::codec::Warning;
use crate::mime::Attachment;
use crate::soap::incoming::Target;
use crate::soap::{Header, Message, Mtom, Operation, SoapVersion};
use crate::transport::{Headers, InvalidHeader};
use crate::value::Value;

/// A call that hasn't begun: `.await` it for the response alone, or [`Call::send`] it for all that came with it.
#[must_use = "a call does nothing until it's awaited or sent"]
pub struct Call<'a, R> {
    pub(super) client: &'a Client,
    pub(super) operation: &'static Operation,
    pub(super) request: &'a dyn Message,
    pub(super) options: Options,
    pub(super) response: PhantomData<fn() -> R>,
}

/// What one call has otherwise than its client.
#[derive(Default)]
pub(super) struct Options {
    pub(super) headers: Vec<Header>,
    pub(super) http_headers: Headers,
    pub(super) invalid: Option<InvalidHeader>,
    pub(super) understood: Vec<(String, String)>,
    pub(super) timeout: Option<Option<Duration>>,
    pub(super) strict: Option<bool>,
    pub(super) mtom: Option<Mtom>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) validate: Option<bool>,
}

/// A response with all that came with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply<R> {
    /// The response.
    pub body: R,
    /// The header blocks of the envelope.
    pub headers: Vec<Header>,
    /// What came along and nothing in the envelope refers to.
    pub attachments: Vec<Attachment>,
    /// What was in the reply that the schema doesn't know, and was passed over.
    pub warnings: Vec<Warning>,
    /// The version of the envelope, which needn't be that of the request; `None` for a one-way operation.
    pub version: Option<SoapVersion>,
    /// The HTTP status.
    pub status: u16,
    /// The HTTP header fields.
    pub http_headers: Headers,
}

impl<R> Reply<R> {
    pub(super) fn new(body: R, rest: Rest) -> Reply<R> {
        Reply {
            body,
            headers: rest.headers,
            attachments: rest.attachments,
            warnings: rest.warnings,
            version: rest.version,
            status: rest.status,
            http_headers: rest.http_headers,
        }
    }
}

impl<'a, R> Call<'a, R> {
    /// Sends a header block.
    pub fn header(mut self, header: Header) -> Self {
        self.options.headers.push(header);
        self
    }

    /// Sends an HTTP header field, instead of one of that name of the client.
    pub fn http_header(mut self, name: &str, value: &str) -> Self {
        if let Err(error) = self.options.http_headers.append(name, value) {
            self.options.invalid.get_or_insert(error);
        }
        self
    }

    /// Header blocks of this name in the reply are understood, whether or not they must be.
    pub fn understands(mut self, namespace: &str, name: &str) -> Self {
        self.options
            .understood
            .push((namespace.to_owned(), name.to_owned()));
        self
    }

    /// How long the call may take in all, instead of what the client says; `None` for as long as it takes.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.options.timeout = Some(timeout.into());
        self
    }

    /// Refuses a reply that isn't valid by the schema, or doesn't, instead of what the client says.
    pub fn strict(mut self, strict: bool) -> Self {
        self.options.strict = Some(strict);
        self
    }

    /// Looks whether the request is what its schema allows before it's sent, or doesn't, instead of what the client says.
    pub fn validate(mut self, validate: bool) -> Self {
        self.options.validate = Some(validate);
        self
    }

    /// Sends binary data along with the request rather than in it, as a XOP package (SOAP MTOM), or doesn't, instead of
    /// what the client and the service's description say. Services mostly answer in the same way.
    pub fn mtom(mut self, mtom: bool) -> Self {
        self.options.mtom = Some(Mtom::of(mtom));
        self
    }

    /// Sends this along with the request. One that the message refers to has the id by which it does.
    pub fn attach(mut self, attachment: Attachment) -> Self {
        self.options.attachments.push(attachment);
        self
    }

    /// The request as it would go over the wire: the envelope, or what it's the root of.
    ///
    /// # Errors
    /// When it has no form in XML.
    pub fn request_bytes(&self) -> Result<Vec<u8>, Error> {
        let prepared = exchange::prepare(self.client, self.operation, self.request, &self.options)?;
        Ok(prepared.request.body.into_bytes().into())
    }

    /// Begins the call.
    fn begin(self) -> Exchange {
        Exchange::begin(self.client, self.operation, self.request, self.options)
    }
}

impl<R: Value + Send + 'static> Call<'_, R> {
    /// Makes the call, and gives the response with all that came with it.
    pub fn send(self) -> ReplyFuture<R> {
        ReplyFuture {
            exchange: self.begin(),
            response: PhantomData,
        }
    }

    /// Makes the call and waits for it, without async.
    ///
    /// # Errors
    /// As `.await`, and [`Error::Setup`] in the middle of async code, which must not wait so.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Reply<R>, Error> {
        super::blocking::wait(self.send())
    }
}

impl<R: Value + Send + 'static> IntoFuture for Call<'_, R> {
    type Output = Result<R, Error>;
    type IntoFuture = ResponseFuture<R>;

    fn into_future(self) -> ResponseFuture<R> {
        ResponseFuture { reply: self.send() }
    }
}

/// A call under way to its [`Reply`].
#[must_use = "a call does nothing until it's awaited"]
pub struct ReplyFuture<R> {
    exchange: Exchange,
    response: PhantomData<fn() -> R>,
}

/// A call under way to its response.
#[must_use = "a call does nothing until it's awaited"]
pub struct ResponseFuture<R> {
    reply: ReplyFuture<R>,
}

impl<R: Value> Future for ReplyFuture<R> {
    type Output = Result<Reply<R>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // All that's done for each type of response is here, so that a client of many operations stays small.
        self.exchange.poll(cx).map(|answer| {
            let mut body = R::default();
            let target: &mut dyn Target = &mut body;
            let rest = answer?.read(target)?;
            Ok(Reply::new(body, rest))
        })
    }
}

impl<R: Value> Future for ResponseFuture<R> {
    type Output = Result<R, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.reply)
            .poll(cx)
            .map_ok(|reply| reply.body)
    }
}

impl<R> fmt::Debug for Call<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.name)
            .field("client", self.client)
            .finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for ReplyFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyFuture").finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for ResponseFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
