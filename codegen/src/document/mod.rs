//! Bytes become documents: the given WSDLs and schemas and all they import, every node with its place.
//!
//! In come paths; out go [`Documents`]. Knows XML, prefixes, URLs and imports; must not know what an element means.

mod node;

pub use node::{Child, Document, DocumentId, Documents, Node, NodeAttribute, Prefixes, Reference};
