//! From services, bindings and port types to clients, operation tables and the types of messages.
//!
//! In come the model and the [`Book`], from which the types of parts are asked; out goes [`Services`]. What
//! goes over the wire decides: one client for all that put the same there. Must not know the layout of text.

mod addressing;
mod client;
mod data;
mod doc;
mod encoded;
mod enums;
mod forms;
mod message;
mod name;
mod plain;
mod reach;
mod takes;

pub use data::*;
pub(crate) use encoded::{Encoded, encoded};
pub(super) use name::finish;
pub(crate) use reach::roots;

use super::Book;
use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::options::Options;

/// Plans all that is called or answered, still without names; what it needs of types is in the book then.
pub(super) fn draft(
    model: &Model,
    options: &Options,
    book: &mut Book<'_>,
    diagnostics: &mut Diagnostics,
) -> Services {
    let mut services = Services::default();
    let forms = forms::forms(model, diagnostics);
    let mut cache = message::Cache::default();
    for form in &forms {
        client::draft(
            model,
            options,
            form,
            &forms,
            book,
            &mut cache,
            &mut services,
        );
    }
    plain::draft(model, options, book, &mut cache, &mut services, diagnostics);
    if options.document_enum {
        services.document = enums::document(model, options, book);
        services.messages = enums::messages(&services, book);
        if let Some(item) = services.document {
            book.grammar(item);
        }
    }
    services
}

#[cfg(test)]
mod tests;
