//! Where something stands in the input.

use std::sync::Arc;

/// A place in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Location {
    /// The document as the user knows it: the path as given, or as reached from there.
    pub file: Arc<str>,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Location {
    /// Whether it's in one of the schemas that everybody knows, which are no part of what a user gives.
    pub fn is_built_in(&self) -> bool {
        self.line == 0 || self.file.starts_with("built-in:")
    }
}
