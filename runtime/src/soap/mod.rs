//! SOAP 1.1 and 1.2 over WSDL 1.1's bindings.
//!
//! In come tables of operations from generated code and values; out go envelopes, and the other way around. Must not know
//! HTTP libraries.

pub(crate) mod address;
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "only servers answer")
)]
pub(crate) mod addressing;
pub(crate) mod content_type;
pub(crate) mod envelope;
mod fault;
mod header;
mod http;
pub(crate) mod incoming;
mod kept;
mod macros;
pub(crate) mod message;
pub(crate) mod messages;
pub(crate) mod operation;
pub(crate) mod package;
pub(crate) mod packing;
#[cfg(feature = "server")]
pub(crate) mod refusal;
mod requirement;
pub(crate) mod security;
mod version;

pub use address::Addressing;
pub use fault::{Fault, FaultCode, FaultKind, FaultParts, Reason};
pub use header::Header;
pub use http::{Http, Payload};
pub(crate) use kept::malformed;
pub use message::Message;
pub use messages::Messages;
pub use operation::{Block, Body, Encoding, Form, Operation, Takes, block, operation};
pub use packing::Mtom;
pub use requirement::{Password, Requirement};
pub use security::{UsernameToken, WSSE};
pub use version::SoapVersion;
