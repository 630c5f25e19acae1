//! The runtime of Castile: all that the code which `castile-codegen` makes of a WSDL names.
//!
//! ```ignore
//! castile::include_wsdl!("command_web_service");
//!
//! let client = CommandWebService::new("https://example.org/CommandWebService.asmx")?;
//! let response = client.clear_job_status(&ClearJobStatus { token, ..Default::default() }).await?;
//! ```
//!
//! - [`Client`] is what generated clients are made of: its builder has the settings, [`Call`] those of one call, [`Reply`]
//!   all that came with a response, [`Error`] and [`Fault`] why there's none.
//! - [`transport`] carries the bytes: HTTP, memory, or what you write.
//! - `server` answers, with typed requests and responses, from a socket, as a service of tower, or as a transport.
//! - [`scalar`] has XSD's built-in types, [`Nillable`], [`Defaulted`], [`List`] and [`AnyElement`] what else schemas hold that Rust
//!   doesn't; [`Validate`] looks whether values are as their schema wants them.
//! - [`soap`] is messages without a transport: envelopes, header blocks, faults, both versions.
//! - [`schema`], [`value`], [`codec`] and [`xml`] are how generated types are read and written.
//!
//! # Features
//!
//! | feature | for |
//! |---|---|
//! | `http` (default) | calls over HTTP and HTTPS, with cookies, compression, proxies |
//! | `blocking` | calls that are waited for without async |
//! | `server` | services, to embed |
//! | `tower` | services as services of tower, and so of axum |
//! | `wss` (part of `http`) | user names and passwords in messages (WS-Security) |
//! | `jiff`, `chrono`, `time` | conversions of dates and times |

pub mod client;
pub mod codec;
mod error;
mod include;
mod mime;
mod percent;
mod plain;
pub mod scalar;
pub mod schema;
#[cfg(feature = "server")]
pub mod server;
pub mod soap;
pub mod transport;
pub mod validate;
pub mod value;
pub mod xml;

pub use bytes::Bytes;
pub use client::{Call, Client, ClientBuilder, Items, Port, Reply};
pub use codec::{DecodeError, EncodeError, Warning};
pub use error::{Error, HttpError};
pub use mime::Attachment;
pub use scalar::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, QName, Time, Zone,
};
pub use soap::{
    Addressing, Fault, FaultCode, FaultKind, FaultParts, Header, Message, Messages, Mtom,
    Operation, Password, Reason, Requirement, SoapVersion, UsernameToken,
};
pub use transport::Transport;
pub use validate::{Validate, ValidationError, ValidationErrors};
pub use value::{
    AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType, Defaulted, List, Nillable,
    NillableWith, Order, Typed,
};

/// What generated code names, and nothing else should.
#[doc(hidden)]
pub mod support {
    pub use crate::client::{forward, not_implemented};
    pub use crate::schema::*;
    pub use crate::soap::messages::{from_envelope, from_envelope_strict, to_envelope};
    pub use crate::soap::{
        Addressing, Block, Body, Encoding, Form, Http, Mtom, Operation, Password, Payload,
        Requirement, block, operation,
    };
    pub use crate::value::*;
    pub use crate::xml::XSD;
}
