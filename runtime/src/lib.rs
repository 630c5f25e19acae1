//! The runtime of Castile.
pub mod client;
pub mod codec;
mod error;
mod include;
mod mime;
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
    Addressing, Fault, FaultCode, FaultKind, Header, Message, Messages, Mtom, Operation, Password,
    Requirement, SoapVersion, UsernameToken,
};
pub use transport::Transport;
pub use validate::{Validate, ValidationError, ValidationErrors};
pub use value::{AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType, List, Nillable, Order};

/// What generated code names, and nothing else should.
#[doc(hidden)]
pub mod support {
    pub use crate::client::{forward, not_implemented};
    pub use crate::schema::*;
    pub use crate::soap::messages::{from_envelope, from_envelope_strict, to_envelope};
    pub use crate::soap::{
        Addressing, Body, Encoding, Form, Http, Mtom, Operation, Password, Payload, Requirement,
        operation,
    };
    pub use crate::value::*;
    pub use crate::xml::XSD;
}
