//! The passes that turn definitions (WSDL 1.1) into messages, port types, bindings and services.

use super::xsd::SchemaIndex;
use super::{BuildOptions, Model};
use crate::diagnostic::Diagnostics;
use crate::document::Documents;

/// Fills the WSDL part of the model.
pub(crate) fn build(
    _documents: &Documents,
    _index: &SchemaIndex,
    _options: BuildOptions,
    _model: &mut Model,
    _diagnostics: &mut Diagnostics,
) {
}
