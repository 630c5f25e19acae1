//! Where documents may come from, as the caller says; plain data.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// What may be read, and where the documents behind URLs lie. Nothing is ever fetched from a network.
///
/// A relative location is taken from the document that gives it. By default it may lead anywhere below the directory
/// of a document that was given; to another place only if the file is named `*.wsdl`, `*.xsd` or `*.xml` and shares a
/// directory with a given document that isn't the root of the file system.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Files that stand for URLs: a location, or the namespace of an import, and the file to read instead.
    pub catalog: Vec<(String, PathBuf)>,
    /// If not empty: the only directories, beside those of given documents, from which imported documents are read,
    /// with all below them.
    pub roots: Vec<PathBuf>,
    /// Documents that are not files: looked up before the file system.
    pub memory: BTreeMap<PathBuf, Vec<u8>>,
}

impl Sources {
    /// A file that stands for a URL or a namespace.
    pub fn catalog(mut self, url: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.catalog.push((url.into(), path.into()));
        self
    }

    /// A directory from which imported documents may be read.
    pub fn root(mut self, path: impl Into<PathBuf>) -> Self {
        self.roots.push(path.into());
        self
    }

    /// A document that is not a file.
    pub fn memory(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.memory.insert(path.into(), bytes.into());
        self
    }
}
