//! SOAP 1.1 and 1.2 over WSDL 1.1's bindings.
//!
//! In come tables of operations from generated code and values; out go envelopes, and the other way around. Must not know
//! HTTP libraries.

mod macros;
mod operation;

pub use operation::{Body, Encoding, Form, Operation, operation};
