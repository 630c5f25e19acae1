//! Bytes become one document's text and tree, or what is wrong with them, where it stands.

use std::sync::Arc;

use super::defect::Defect;
use super::encoding::decode;
use super::node::Node;
use super::tree::{Names, parse};
use crate::location::Location;

/// Why bytes are no document.
pub(crate) struct Broken {
    pub(crate) at: Location,
    pub(crate) message: String,
    pub(crate) help: String,
    /// The text, where there is one.
    pub(super) text: Option<Arc<str>>,
}

/// Text and root of the document that a file holds.
pub(super) fn parsed(
    bytes: &[u8],
    file: &Arc<str>,
    names: &mut Names,
) -> Result<(Arc<str>, Node), Broken> {
    let broken = |defect: Defect, text: Option<&Arc<str>>| Broken {
        at: Location {
            file: Arc::clone(file),
            line: defect.line,
            column: defect.column,
        },
        message: defect.message,
        help: defect.help,
        text: text.cloned(),
    };
    let text: Arc<str> = decode(bytes).map_err(|defect| broken(defect, None))?.into();
    match parse(&text, file, names) {
        Ok(root) => Ok((text, root)),
        Err(defect) => Err(broken(defect, Some(&text))),
    }
}
