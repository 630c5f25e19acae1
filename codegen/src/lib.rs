//! Reads a WSDL at build time and writes the Rust types and the client of its service.

pub mod diagnostic;
pub mod document;
pub mod location;
pub mod model;
pub mod name;
pub mod options;
pub mod plan;
pub mod sample;
