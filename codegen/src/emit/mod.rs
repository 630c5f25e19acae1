//! The plan as Rust.
//!
//! In comes a [`Plan`]; out goes the text of one file. Decides nothing: where it wants an `if`, the plan lacks a field.
//! Must not know the model's documents or the options.

mod layout;
mod member;
mod place;
mod services;
mod syntax;
mod types;

use crate::plan::Plan;

/// The text of the file.
pub fn emit(plan: &Plan) -> String {
    layout::text(&file(plan))
}

/// The items of the file.
pub fn file(plan: &Plan) -> syn::File {
    let mut items = types::items(plan);
    items.extend(services::items(plan));
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    }
}
