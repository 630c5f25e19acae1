//! Responses that are read while they come.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::{Headers, Response, TransportError};

/// The way of a request to a response that is still coming.
pub type Streaming<'a> =
    Pin<Box<dyn Future<Output = Result<StreamedResponse, TransportError>> + Send + 'a>>;

/// A response whose body is still coming.
#[non_exhaustive]
pub struct StreamedResponse {
    /// The HTTP status.
    pub status: u16,
    /// Header fields.
    pub headers: Headers,
    /// The body, decompressed.
    pub body: Box<dyn Pieces>,
}

/// A body that comes piece by piece. Nothing comes unless it's asked for, so that who reads slowly is sent to slowly.
pub trait Pieces: Send {
    /// The next piece; `None` when all has come.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>;
}

impl StreamedResponse {
    /// A response with a body that comes.
    pub fn new(status: u16, headers: Headers, body: impl Pieces + 'static) -> Self {
        StreamedResponse {
            status,
            headers,
            body: Box::new(body),
        }
    }
}

impl From<Response> for StreamedResponse {
    /// A response that has come as a whole.
    fn from(response: Response) -> Self {
        let chunks: Vec<Bytes> = response.body.chunks().cloned().collect();
        StreamedResponse::new(response.status, response.headers, Whole(chunks.into_iter()))
    }
}

struct Whole(std::vec::IntoIter<Bytes>);

impl Pieces for Whole {
    fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

impl fmt::Debug for StreamedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamedResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
