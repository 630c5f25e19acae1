//! What goes wrong before there's an answer.

use std::error::Error as StdError;
use std::fmt;

/// Why no answer came. Shows neither the URL's query nor any header.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the host isn't known, nothing listens there, or TLS found no agreement.
    Connect,
    /// The time was up.
    Timeout,
    /// The answer is longer than the limit.
    TooLarge,
    /// The server sends elsewhere, and the transport doesn't follow.
    Redirect,
    /// The request can't be sent as it is: a URL, a header or the place of the call is not of the transport's kind.
    Request,
    /// The connection broke, or what came isn't HTTP.
    Broken,
}

impl TransportError {
    /// An error of a kind.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        TransportError {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// The same, with what caused it.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Its kind.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}
