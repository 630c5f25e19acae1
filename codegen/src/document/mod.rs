//! Bytes become documents: the given WSDLs and schemas and all they import, every node with its place.
//!
//! In come paths; out go [`Documents`]. Knows XML, prefixes, URLs and imports; must not know what an element means.

#[cfg(feature = "cli")]
pub(crate) mod alone;
mod builtin;
pub(crate) mod clear;
mod cursor;
mod defect;
mod dump;
mod encoding;
mod entities;
mod load;
mod node;
mod parsed;
pub(crate) mod places;
mod references;
mod resolve;
mod scan;
mod sources;
mod tree;

pub use dump::dump;
pub use load::load;
pub use node::{Child, Document, DocumentId, Documents, Node, NodeAttribute, Prefixes, Reference};
pub use scan::MAX_BYTES;
pub use sources::Sources;
