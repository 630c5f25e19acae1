//! The plan as Rust.
//!
//! In comes a [`Plan`]; out goes the text of one file. Decides nothing: where it wants an `if`, the plan lacks a field.
//! Must not know the model's documents or the options.

mod member;
mod place;
mod services;

use proc_macro2::TokenStream;

use crate::plan::Plan;

/// The items of the file, not yet laid out.
pub fn tokens(plan: &Plan) -> TokenStream {
    services::items(plan)
}
