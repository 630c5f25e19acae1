//! The decisions: what is generated, under which names, as which Rust types.
//!
//! In come the model and the options; out goes one [`Plan`] in which nothing is left to decide. Knows Rust's naming and
//! type system; must not know tokens or files.

mod book;
mod data;
pub mod names;

pub use book::Book;
pub use data::*;
pub use names::Scope;

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::options::Options;

/// Everything that is written.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Rust path of the runtime crate.
    pub runtime: String,
    /// The types.
    pub types: Types,
}

/// Decides everything.
pub fn plan(model: &Model, options: &Options, diagnostics: &mut Diagnostics) -> Plan {
    let mut book = Book::new(model, options);
    if options.operations.is_empty() {
        book.everything();
    }
    let (types, _scope) = book.finish(diagnostics);
    Plan {
        runtime: options.runtime.clone(),
        types,
    }
}
