//! Reads a WSDL at build time and writes the Rust types and the client of its service.

pub mod diagnostic;
pub mod document;
pub mod emit;
mod error;
pub mod location;
pub mod model;
pub mod name;
pub mod options;
pub mod output;
pub mod plan;
pub mod render;
pub mod sample;
pub use error::Error;
