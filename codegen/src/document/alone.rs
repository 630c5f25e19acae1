//! One document by itself and what it refers to, for what follows references by means of its own.

use std::sync::Arc;

use super::builtin;
use super::encoding::decode;
use super::node::Node;
use super::references::references;
pub(crate) use super::references::{Kind, Wanted};
pub(crate) use super::resolve::decode as unescaped;
use super::tree::{Names, parse};
use crate::location::Location;

/// A document.
pub(crate) struct Alone {
    pub(crate) text: Arc<str>,
    pub(crate) root: Node,
    /// The other documents that it names, in document order.
    pub(crate) wanted: Vec<Wanted>,
}

/// Reads a document, or says where it isn't one, why, and the way out.
pub(crate) fn read(bytes: &[u8], file: &Arc<str>) -> Result<Alone, (Location, String, String)> {
    let read = || {
        let text: Arc<str> = decode(bytes)?.into();
        let root = parse(&text, file, &mut Names::default())?;
        Ok((text, root))
    };
    let (text, root) = read().map_err(|defect: super::defect::Defect| {
        let at = Location {
            file: Arc::clone(file),
            line: defect.line,
            column: defect.column,
        };
        (at, defect.message, defect.help)
    })?;
    let wanted = references(&root);
    Ok(Alone { text, root, wanted })
}

/// Whether the schema of a namespace is one of those that everybody imports without shipping them.
pub(crate) fn is_builtin(namespace: &str) -> bool {
    builtin::of(namespace).is_some()
}
