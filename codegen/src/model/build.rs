//! The model from the documents: schemas first, then the definitions that refer to them.

use super::{Model, definitions, roots, xsd};
use crate::diagnostic::Diagnostics;
use crate::document::Documents;

/// How the model is built.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuildOptions {
    /// Operations that refer to what isn't there are left out with a warning each, instead of an error.
    pub partial: bool,
}

/// Works out what the documents mean. The model is closed unless an error was reported.
pub fn build(documents: &Documents, options: BuildOptions, diagnostics: &mut Diagnostics) -> Model {
    let mut model = Model::default();
    roots::check(documents, diagnostics);
    let index = xsd::build(documents, &mut model, diagnostics);
    definitions::build(documents, &index, options, &mut model, diagnostics);
    model
}
