//! The model as text, for `--emit model` and for snapshots.
//!
//! Every reference is shown by the name of what it means: the text shows what the passes have worked out.

mod definitions;
mod schema;

use super::Model;

/// The whole model.
pub fn dump(model: &Model) -> String {
    let mut out = String::new();
    schema::dump(model, &mut out);
    definitions::dump(model, &mut out);
    out
}
