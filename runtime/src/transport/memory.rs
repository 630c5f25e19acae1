//! A transport that answers from memory.

use std::fmt;

use super::{Request, Response, Sending, Transport, TransportError};

type Answer = dyn Fn(&Request) -> Result<Response, TransportError> + Send + Sync;

/// Answers by a closure, without any network: for tests, and for bytes that were recorded.
///
/// ```
/// use castile::transport::{MemoryTransport, Response};
///
/// let transport = MemoryTransport::new(|request| {
///     assert!(request.body.to_bytes().starts_with(b"<?xml"));
///     Response::new(202, "", "")
/// });
/// ```
pub struct MemoryTransport {
    answer: Box<Answer>,
}

impl MemoryTransport {
    /// Answers each request by the closure.
    pub fn new(answer: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Self {
        Self::failing(move |request| Ok(answer(request)))
    }

    /// Answers each request by the closure, or doesn't.
    pub fn failing(
        answer: impl Fn(&Request) -> Result<Response, TransportError> + Send + Sync + 'static,
    ) -> Self {
        MemoryTransport {
            answer: Box::new(answer),
        }
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: Request) -> Sending<'_> {
        let response = (self.answer)(&request).and_then(|response| {
            let fits = response.body.len() <= request.limit;
            if fits {
                Ok(response)
            } else {
                Err(super::too_large(request.limit))
            }
        });
        Box::pin(std::future::ready(response))
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTransport").finish_non_exhaustive()
    }
}
