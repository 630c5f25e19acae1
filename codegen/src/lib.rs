//! Reads a WSDL at build time and writes the Rust types and the client of its service.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), castile_codegen::Error> {
//!     castile_codegen::compile("wsdl/CommandWebService.wsdl")
//! }
//! ```
//!
//! and in the crate, which depends on the runtime `castile`,
//!
//! ```ignore
//! castile::include_wsdl!("command_web_service");
//! ```
//!
//! [`configure`] takes options. What comes before the files can be had stage by stage: [`Builder::into_run`] gives a
//! [`Run`], from whose inputs [`document`] makes documents, [`model`] what they mean, [`plan`] the decisions and
//! [`emit`] the text. Whatever is wrong with the input ends in one [`Error`], which shows file, line, column, the
//! source line and the way out.
//!
//! # Features
//!
//! - `cli` (default): the binary `castile` and the libraries that it needs. A build script needs none of them:
//!   `castile-codegen = { version = "0.1", default-features = false }`.

mod builder;
pub mod diagnostic;
pub mod document;
pub mod double;
pub mod emit;
mod error;
#[cfg(feature = "cli")]
pub mod fetch;
pub mod inspect;
pub mod location;
pub mod model;
pub mod name;
pub mod options;
pub mod output;
pub mod plan;
pub mod render;
mod run;
pub mod sample;
mod similar;

pub use builder::{Builder, compile, configure, file_stem};
pub use error::Error;
pub use run::{Generated, Run};
