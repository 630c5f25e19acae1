//! Bytes to a service and back.
//!
//! In comes a request of bytes; out comes a response of bytes, or why there's none. Must not know SOAP, nor what the bytes
//! mean. Anything that implements [`Transport`] can carry a client's calls; [`MemoryTransport`] is for tests.

mod body;
mod error;
#[cfg(any(feature = "http", feature = "server"))]
mod header_map;
mod headers;
#[cfg(feature = "http")]
mod http;
mod memory;
mod stream;
mod url;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

pub use body::Body;
#[cfg(any(feature = "http", feature = "server"))]
pub(crate) use body::gather;
pub use error::{TransportError, TransportErrorKind};
pub use headers::{Headers, InvalidHeader};
#[cfg(feature = "http")]
pub use http::{HttpTransport, HttpTransportBuilder};
pub use memory::MemoryTransport;
pub use stream::{Pieces, StreamedResponse, Streaming};
pub use url::{InvalidUrl, Url};

/// Carries requests to a service.
///
/// A transport that isn't HTTP leaves out what has no meaning for it, and says 200 where there's an answer.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gets the response, whatever its status.
    fn send(&self, request: Request) -> Sending<'_>;

    /// Sends a request and gets the response while it's coming. Its body may be of any length, whatever the request's limit
    /// is; the timeout is for the response to begin, and then for each piece of its body.
    ///
    /// A transport that doesn't say how gets the response as a whole, as [`Transport::send`] does.
    fn stream(&self, request: Request) -> Streaming<'_> {
        let whole = self.send(request);
        Box::pin(async move { whole.await.map(StreamedResponse::from) })
    }
}

/// The way of a request.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'a>>;

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: Request) -> Sending<'_> {
        (**self).send(request)
    }

    fn stream(&self, request: Request) -> Streaming<'_> {
        (**self).stream(request)
    }
}

/// What is sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// `POST`, unless it's said otherwise.
    pub method: &'static str,
    /// Where to.
    pub url: Url,
    /// Header fields; `Host`, `Content-Length` and the like are the transport's.
    pub headers: Headers,
    /// The body.
    pub body: Body,
    /// How long all may take.
    pub timeout: Option<Duration>,
    /// How long the response's body may be, after decompression.
    pub limit: usize,
}

impl Request {
    /// A POST without a timeout, whose response may be of any length.
    pub fn post(url: Url, body: impl Into<Body>) -> Self {
        Request {
            method: "POST",
            url,
            headers: Headers::new(),
            body: body.into(),
            timeout: None,
            limit: usize::MAX,
        }
    }
}

/// What came back.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header fields.
    pub headers: Headers,
    /// The body, decompressed.
    pub body: Body,
}

impl Response {
    /// A response with a content type, unless that is empty.
    pub fn new(status: u16, content_type: &str, body: impl Into<Body>) -> Self {
        let mut headers = Headers::new();
        if !content_type.is_empty() {
            // What can't be a field isn't one.
            let _ = headers.append("Content-Type", content_type);
        }
        Response {
            status,
            headers,
            body: body.into(),
        }
    }

    /// `Content-Type`
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get("Content-Type")
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish()
    }
}

pub(crate) fn too_large(limit: usize) -> TransportError {
    let message = format!("the response is longer than the limit of {limit} bytes");
    TransportError::new(TransportErrorKind::TooLarge, message)
}
