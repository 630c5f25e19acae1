//! The passes that turn schemas into types, elements and groups.

use std::collections::HashMap;

use super::{ElementId, Model, TypeId};
use crate::diagnostic::Diagnostics;
use crate::document::Documents;
use crate::name::QName;

/// What the definitions look up: global components by name.
#[derive(Debug, Default)]
pub(crate) struct SchemaIndex {
    /// Types, the built-in ones included.
    pub(crate) types: HashMap<QName, TypeId>,
    /// Elements.
    pub(crate) elements: HashMap<QName, ElementId>,
}

/// Fills the schema part of the model.
pub(crate) fn build(
    _documents: &Documents,
    _model: &mut Model,
    _diagnostics: &mut Diagnostics,
) -> SchemaIndex {
    SchemaIndex::default()
}
