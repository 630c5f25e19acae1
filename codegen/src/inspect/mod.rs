//! What the documents define, for people: services, operations with their signatures, types.
//!
//! In comes the model; out goes a [`Summary`], whose `Display` is the text that `castile inspect` prints. Must not know
//! Rust or options.

mod signature;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod types;

pub use summary::{OperationSummary, PortSummary, ServiceSummary, Summary, TypeSummary};

use crate::model::Model;

/// Sums up what the documents define.
pub fn inspect(model: &Model) -> Summary {
    summary::summary(model)
}
