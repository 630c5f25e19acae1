//! The decisions: what is generated, under which names, as which Rust types.
//!
//! In come the model and the options; out goes one [`Plan`] in which nothing is left to decide. Knows Rust's naming and
//! type system; must not know the layout of text, or files.

mod around;
mod book;
mod builtin;
mod data;
mod depth;
pub(crate) mod docs;
mod dump;
mod held;
mod letters;
pub mod names;
mod particle;
mod secrets;
pub mod services;
mod settle;

pub use book::{Book, Value, occurring};
pub use data::*;
pub use depth::recursion_limit;
pub use names::Scope;
use services::Services;

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::options::Options;

/// Everything that is written.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The documents that it's made from: the names of their files, without folders, so that the text is the same
    /// wherever it's generated.
    pub sources: Vec<String>,
    /// Rust path of the runtime crate.
    pub runtime: String,
    /// The types.
    pub types: Types,
    /// The clients and their operations.
    pub services: Services,
    /// Letters that the file has to name for the compiler to believe that others aren't meant to be Latin.
    pub letters: String,
}

/// Decides everything.
pub fn plan(model: &Model, options: &Options, diagnostics: &mut Diagnostics) -> Plan {
    let encoded = services::encoded(model, &options.operations);
    let mut book = Book::new(model, options, encoded);
    if options.operations.is_empty() {
        book.everything();
    }
    let mut services = services::draft(model, options, &mut book, diagnostics);
    let (types, mut scope) = book.finish();
    services::finish(&mut services, &types, &mut scope);
    let letters = letters::letters(&types, &services);
    Plan {
        sources: Vec::new(),
        runtime: options.runtime.clone(),
        types,
        services,
        letters,
    }
}

#[cfg(test)]
mod tests;
