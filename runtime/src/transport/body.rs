//! The bytes of a message: one run of them, or several one after the other.
//!
//! Runs are shared, so that an attachment goes from a value to the socket, and from the socket to a value, without being
//! copied.

use std::collections::VecDeque;
use std::fmt;

use bytes::Bytes;

/// The body of a request or a response.
///
/// ```
/// use castile::transport::Body;
///
/// let mut body = Body::from("a letter, ");
/// body.push(vec![b'x'; 3]);
/// assert_eq!(body.len(), 13);
/// assert_eq!(body.into_bytes(), "a letter, xxx");
/// ```
#[derive(Clone, Default)]
pub struct Body {
    /// Empty only if there's nothing after it.
    first: Bytes,
    /// None of them empty. Mostly there are none, and then nothing is allocated for them.
    rest: VecDeque<Bytes>,
    len: usize,
}

impl Body {
    /// No bytes.
    pub fn new() -> Self {
        Body::default()
    }

    /// Adds bytes at the end.
    pub fn push(&mut self, bytes: impl Into<Bytes>) {
        let bytes = bytes.into();
        if !bytes.is_empty() {
            self.len += bytes.len();
            if self.first.is_empty() {
                self.first = bytes;
            } else {
                self.rest.push_back(bytes);
            }
        }
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there's none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The runs of bytes, in order.
    pub fn chunks(&self) -> impl Iterator<Item = &Bytes> {
        let first = Some(&self.first).filter(|first| !first.is_empty());
        first.into_iter().chain(&self.rest)
    }

    /// All bytes in one run; copies only if there are several.
    pub fn to_bytes(&self) -> Bytes {
        self.clone().into_bytes()
    }

    /// All bytes in one run; copies only if there are several.
    pub fn into_bytes(mut self) -> Bytes {
        if self.rest.is_empty() {
            return self.first;
        }
        let mut all = Vec::with_capacity(self.len);
        // Each is let go when it has been copied.
        while let Some(chunk) = self.pop() {
            all.extend_from_slice(&chunk);
        }
        all.into()
    }

    /// Takes the first run off the front.
    fn pop(&mut self) -> Option<Bytes> {
        let next = self.rest.pop_front().unwrap_or_default();
        let first = std::mem::replace(&mut self.first, next);
        self.len = self.len.saturating_sub(first.len());
        (!first.is_empty()).then_some(first)
    }

    /// Takes the next bytes to send off the front. No more than what a connection holds back without copying much of
    /// it.
    #[cfg(any(feature = "http", feature = "server"))]
    fn take_next(&mut self) -> Option<Bytes> {
        const MOST: usize = 64 << 10;
        if self.first.len() <= MOST {
            return self.pop();
        }
        self.len = self.len.saturating_sub(MOST);
        Some(self.first.split_to(MOST))
    }
}

/// Takes the bytes as they are.
macro_rules! from {
    ($($type:ty),+) => {$(
        impl From<$type> for Body {
            fn from(bytes: $type) -> Self {
                let mut body = Body::new();
                body.push(bytes);
                body
            }
        }
    )+};
}

from!(Bytes, Vec<u8>, String);

impl From<&str> for Body {
    /// Copies the text.
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl From<&[u8]> for Body {
    /// Copies the bytes.
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl<const N: usize> From<&[u8; N]> for Body {
    /// Copies the bytes.
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len)
    }
}

#[cfg(any(feature = "http", feature = "server"))]
mod http {
    use std::convert::Infallible;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll};

    use bytes::{Buf, Bytes, BytesMut};
    use http_body_util::{BodyExt, Limited};
    use hyper::body::{Frame, SizeHint};

    use super::Body;

    impl hyper::body::Body for Body {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Ready(self.take_next().map(|bytes| Ok(Frame::data(bytes))))
        }

        fn is_end_stream(&self) -> bool {
            self.is_empty()
        }

        fn size_hint(&self) -> SizeHint {
            SizeHint::with_exact(u64::try_from(self.len()).unwrap_or(u64::MAX))
        }
    }

    /// All that comes, in one run that grows as it comes. Fails with what the body fails with, and with
    /// `LengthLimitError` when it's longer than `limit`.
    pub(crate) async fn gather<B>(
        body: B,
        limit: usize,
    ) -> Result<Bytes, Box<dyn std::error::Error + Send + Sync>>
    where
        B: hyper::body::Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        /// What a peer announces is believed up to here.
        const BELIEVED: u64 = 1 << 20;
        let announced = body.size_hint().lower().min(BELIEVED);
        let announced = usize::try_from(announced).unwrap_or(0).min(limit);
        let mut body = pin!(Limited::new(body, limit));
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        while let Some(frame) = body.frame().await {
            // Trailers say nothing that matters here.
            let Ok(mut data) = frame?.into_data() else {
                continue;
            };
            if first.is_empty() && all.is_empty() {
                first = data.copy_to_bytes(data.remaining());
                continue;
            }
            if all.is_empty() {
                all.reserve(announced.max(first.len() + data.remaining()));
                all.extend_from_slice(&first);
                first = Bytes::new();
            }
            while data.has_remaining() {
                let chunk = data.chunk();
                all.extend_from_slice(chunk);
                let read = chunk.len();
                data.advance(read);
            }
        }
        Ok(if all.is_empty() { first } else { all.freeze() })
    }
}

#[cfg(any(feature = "http", feature = "server"))]
pub(crate) use http::gather;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_is_never_copied() {
        let bytes = Bytes::from(vec![7; 100]);
        let body = Body::from(bytes.clone());
        assert_eq!(body.to_bytes().as_ptr(), bytes.as_ptr());
        assert_eq!(body.into_bytes().as_ptr(), bytes.as_ptr());
    }

    #[test]
    fn several_are_one_after_the_other() {
        let mut body = Body::from(String::from("ab"));
        body.push("");
        body.push("cd");
        assert_eq!((body.len(), body.chunks().count()), (4, 2));
        assert_eq!(body.into_bytes(), "abcd");
        assert!(Body::from("").is_empty());
    }

    #[cfg(any(feature = "http", feature = "server"))]
    #[test]
    fn long_runs_are_sent_in_pieces() {
        let mut body = Body::from(vec![1; 150 << 10]);
        body.push("end");
        let pieces: Vec<usize> = std::iter::from_fn(|| body.take_next())
            .map(|b| b.len())
            .collect();
        assert_eq!(pieces, [64 << 10, 64 << 10, 22 << 10, 3]);
        assert!(body.is_empty());
    }
}
