//! What can go wrong with a call.

use std::fmt;

use crate::codec::{DecodeError, EncodeError};
use crate::soap::{Fault, Header};
use crate::transport::{InvalidHeader, InvalidUrl, TransportError, TransportErrorKind};
use crate::validate::ValidationErrors;

/// Why a call gave no response. Shows no value of a message or a header, nor a URL's query.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client can't be made or the call not begun: a URL, a header, a setting.
    Setup(String),
    /// The request has no form in XML, so that nothing was sent.
    Encode(EncodeError),
    /// The request isn't what its schema allows, and the caller wanted that looked at, so that nothing was sent; see
    /// [`Call::validate`](crate::Call::validate).
    Invalid(ValidationErrors),
    /// No answer came.
    Transport(TransportError),
    /// The answer is no SOAP message, and its HTTP status says why.
    Http(Box<HttpError>),
    /// The service refused.
    Fault(Fault),
    /// The answer isn't what the service's description says.
    Decode(DecodeError),
    /// The answer has a header block that must be understood, and nobody does; see
    /// [`Call::understands`](crate::Call::understands).
    NotUnderstood(Box<Header>),
}

/// An answer that is no SOAP message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpError {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`
    pub content_type: Option<String>,
    /// `Location` without its query, of a redirection.
    pub location: Option<String>,
    /// Whether a SOAP message was expected.
    pub(crate) soap: bool,
    /// The beginning of the answer's text without its markup, and without what was sent as a secret.
    pub excerpt: String,
}

impl Error {
    /// An answer that is well-formed but not what its receiver needs, e.g. one without a value that every use of it
    /// requires.
    pub fn unexpected_reply(message: impl Into<String>) -> Self {
        Error::Decode(DecodeError {
            path: String::new(),
            offset: 0,
            message: message.into(),
        })
    }

    /// The fault, if it's one.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Error::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// The HTTP status of the answer, where that's known.
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Http(error) => Some(error.status),
            Error::Fault(fault) => fault.status,
            _ => None,
        }
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Timeout)
    }

    /// Whether no connection came about, so that the service surely did nothing.
    pub fn is_connect(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Connect)
    }

    fn transport_kind(&self) -> Option<TransportErrorKind> {
        match self {
            Error::Transport(error) => Some(error.kind()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Setup(message) => f.write_str(message),
            Error::Encode(error) => write!(f, "the request can't be written: {error}"),
            Error::Invalid(errors) => write!(f, "the request isn't valid: {errors}"),
            Error::Transport(error) => error.fmt(f),
            Error::Http(error) => error.fmt(f),
            Error::Fault(fault) => write!(f, "the service answered with a fault: {fault}"),
            Error::Decode(error) => write!(f, "the reply can't be read: {error}"),
            Error::NotUnderstood(header) => write!(
                f,
                "the reply has a header that must be understood: <{}> in the namespace \"{}\"",
                header.element.name, header.element.namespace
            ),
        }
    }
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP status {}", self.status)?;
        match &self.content_type {
            _ if self.excerpt.is_empty() => f.write_str(" without a message")?,
            Some(media) if self.soap => write!(f, " with {media} instead of a SOAP message")?,
            Some(media) => write!(f, " with {media}")?,
            None if !self.soap => {}
            None => f.write_str(" with something that is no SOAP message")?,
        }
        if let Some(location) = &self.location {
            write!(f, ", pointing to {location}")?;
        }
        if !self.excerpt.is_empty() {
            write!(f, ": {}", self.excerpt)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // These are shown in whole by Display, so their own causes come next.
            Error::Transport(error) => error.source(),
            Error::Encode(_) | Error::Decode(_) | Error::Fault(_) | Error::Http(_) => None,
            Error::Setup(_) | Error::Invalid(_) | Error::NotUnderstood(_) => None,
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Error::Fault(fault)
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Error::Encode(error)
    }
}

impl From<ValidationErrors> for Error {
    fn from(errors: ValidationErrors) -> Self {
        Error::Invalid(errors)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Error::Decode(error)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Error::Transport(error)
    }
}

impl From<InvalidUrl> for Error {
    fn from(error: InvalidUrl) -> Self {
        Error::Setup(error.to_string())
    }
}

impl From<InvalidHeader> for Error {
    fn from(error: InvalidHeader) -> Self {
        Error::Setup(error.to_string())
    }
}
