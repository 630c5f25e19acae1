//! The runtime of Castile.
pub mod codec;
pub mod scalar;
pub mod schema;
pub mod soap;
pub mod value;
pub mod xml;

pub use codec::{DecodeError, EncodeError, Warning};
pub use scalar::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, QName, Time, Zone,
};
pub use value::{AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType, List, Nillable};

/// What generated code names, and nothing else should.
#[doc(hidden)]
pub mod support {
    pub use crate::schema::*;
    pub use crate::soap::{Body, Encoding, Form, Operation, operation};
    pub use crate::value::*;
}
