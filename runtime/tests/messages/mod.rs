//! Requests byte for byte, and every kind of answer that services are known to give.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]

mod answers;
mod faults;
mod requests;
mod values;

use crate::common::*;
use castile::transport::{MemoryTransport, Response, TransportError, TransportErrorKind};
use castile::{AnyElement, AnyType, Client, Error, Fault, FaultKind, Header, SoapVersion};

const XML: &str = "text/xml; charset=utf-8";
const V11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const V12: &str = "http://www.w3.org/2003/05/soap-envelope";
