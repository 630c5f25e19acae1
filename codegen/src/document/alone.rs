//! One document by itself and what it refers to, for what follows references by means of its own.

use std::sync::Arc;

use super::builtin;
use super::node::Node;
use super::parsed::{Broken, parsed};
use super::references::references;
pub(crate) use super::references::{Kind, Wanted};
pub(crate) use super::resolve::decode as unescaped;
use super::tree::Names;

/// A document.
pub(crate) struct Alone {
    pub(crate) text: Arc<str>,
    pub(crate) root: Node,
    /// The other documents that it names, in document order.
    pub(crate) wanted: Vec<Wanted>,
}

/// Reads a document.
pub(crate) fn read(bytes: &[u8], file: &Arc<str>) -> Result<Alone, Broken> {
    let (text, root) = parsed(bytes, file, &mut Names::default())?;
    let wanted = references(&root);
    Ok(Alone { text, root, wanted })
}

/// Whether the schema of a namespace is one of those that everybody imports without shipping them.
pub(crate) fn is_builtin(namespace: &str) -> bool {
    builtin::of(namespace).is_some()
}
