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

/// The text of the file.
pub fn emit(plan: &Plan) -> String {
    let tokens = tokens(plan);
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        // What the compiler then says about the text tells more than a panic here.
        Err(_) => tokens.to_string(),
    }
}
