//! A response's body piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Incoming};
use tokio::time::{Instant, Sleep, sleep};

use super::encoding::Inflater;
use super::{broken, cut_off, timed_out};
use crate::transport::{Pieces, TransportError};

/// The body of a response that is still coming, decompressed.
pub(super) struct BodyPieces {
    body: Incoming,
    inflater: Option<Inflater>,
    /// How long each piece may take, and when that is over.
    timeout: Option<(Duration, Pin<Box<Sleep>>)>,
    ended: bool,
}

impl BodyPieces {
    /// A body that was compressed so many times, each piece of which may take so long.
    pub(super) fn new(
        body: Incoming,
        times: usize,
        timeout: Option<Duration>,
    ) -> Result<BodyPieces, TransportError> {
        if times > 1 {
            return Err(broken("the answer is compressed more than once"));
        }
        Ok(BodyPieces {
            body,
            inflater: (times > 0).then(Inflater::new),
            timeout: timeout.map(|timeout| (timeout, Box::pin(sleep(timeout)))),
            ended: false,
        })
    }

    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else {
                if let Some((timeout, sleep)) = &mut self.timeout {
                    ready!(sleep.as_mut().poll(cx));
                    let error = timed_out("nothing more of the answer", *timeout);
                    return Poll::Ready(Some(Err(error)));
                }
                return Poll::Pending;
            };
            if let Some((timeout, sleep)) = &mut self.timeout {
                sleep.as_mut().reset(Instant::now() + *timeout);
            }
            let Some(frame) = frame else {
                return Poll::Ready(None);
            };
            let frame = frame.map_err(|error| cut_off(error.into()))?;
            // Trailers say nothing that matters here.
            if let Ok(data) = frame.into_data() {
                return Poll::Ready(Some(Ok(data)));
            }
        }
    }
}

impl Pieces for BodyPieces {
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            if let Some(inflater) = &mut self.inflater
                && let Some(bytes) = inflater.next()?
            {
                return Poll::Ready(Some(Ok(bytes)));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            let data = ready!(self.poll_frame(cx)).transpose()?;
            self.ended = data.is_none();
            match (data, &mut self.inflater) {
                (Some(data), Some(inflater)) => inflater.push(data),
                (Some(data), None) => return Poll::Ready(Some(Ok(data))),
                (None, Some(inflater)) => return Poll::Ready(Some(inflater.finish())),
                (None, None) => return Poll::Ready(None),
            }
        }
    }
}
