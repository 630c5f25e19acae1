//! Parsed documents as plain data.

use std::path::PathBuf;
use std::sync::Arc;

use crate::location::Location;
use crate::name::QName;

/// Index into [`Documents::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub u32);

/// All documents that were read, those given first, then what they import in the order of the references. Each file is
/// there once, whatever the number of ways to it.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// The documents.
    pub all: Vec<Document>,
    /// How many of them were given by the caller.
    pub given: usize,
    /// Names and texts of the documents that could not be parsed, for the source lines of diagnostics.
    pub unparsed: Vec<(Arc<str>, Arc<str>)>,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    /// As the user knows it; what locations name.
    pub file: Arc<str>,
    /// Where it was read; `None` for a built-in schema.
    pub path: Option<PathBuf>,
    /// The text, for the source lines of diagnostics.
    pub source: Arc<str>,
    /// The root element.
    pub root: Node,
    /// Its imports and includes, in document order.
    pub references: Vec<Reference>,
}

/// An import, include or redefine of a document.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where the referring element stands: equal to that node's `at`.
    pub at: Location,
    /// The document; `None` where it gives no location and none is built in, or where it could not be read (which has
    /// been reported).
    pub document: Option<DocumentId>,
}

/// An element.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name.
    pub name: QName,
    /// Its attributes in document order, namespace declarations left out.
    pub attributes: Vec<NodeAttribute>,
    /// The prefixes in scope.
    pub prefixes: Arc<Prefixes>,
    /// Elements and text in document order; comments and processing instructions left out.
    pub children: Vec<Child>,
    /// Where its start tag begins.
    pub at: Location,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub enum Child {
    /// An element.
    Node(Node),
    /// A run of text, references and CDATA resolved.
    Text(String),
}

/// An attribute.
#[derive(Clone, Debug)]
pub struct NodeAttribute {
    /// Its name; no namespace unless prefixed.
    pub name: QName,
    /// Its value.
    pub value: String,
}

/// Prefixes in scope, the default namespace under the empty prefix.
#[derive(Clone, Debug, Default)]
pub struct Prefixes(pub Vec<(Arc<str>, Arc<str>)>);

impl Prefixes {
    /// The namespace of a prefix.
    pub fn get(&self, prefix: &str) -> Option<&Arc<str>> {
        self.0
            .iter()
            .rev()
            .find(|(p, _)| &**p == prefix)
            .map(|(_, ns)| ns)
    }

    /// The name that a prefixed name means; `None` if its prefix isn't declared.
    pub fn name(&self, lexical: &str) -> Option<QName> {
        let lexical = lexical.trim();
        let (prefix, local) = lexical.split_once(':').unwrap_or(("", lexical));
        let namespace = match (self.get(prefix), prefix) {
            (Some(namespace), _) => Arc::clone(namespace),
            (None, "") => Arc::default(),
            (None, _) => return None,
        };
        Some(QName {
            namespace,
            local: local.into(),
        })
    }
}

impl Document {
    /// The document that the element at this place imports or includes.
    pub fn target(&self, at: &Location) -> Option<DocumentId> {
        let key = |at: &Location| (at.line, at.column);
        let found = self
            .references
            .binary_search_by_key(&key(at), |r| key(&r.at));
        self.references.get(found.ok()?)?.document
    }
}

impl Documents {
    /// The texts of all documents by the names that locations give them, those included that can't be parsed.
    pub fn texts(&self) -> impl Iterator<Item = (Arc<str>, Arc<str>)> {
        let parsed = self.all.iter().map(|d| (&d.file, &d.source));
        let unparsed = self.unparsed.iter().map(|(file, source)| (file, source));
        parsed
            .chain(unparsed)
            .map(|(file, source)| (file.clone(), source.clone()))
    }

    /// The text of a document by the name that locations give it.
    pub fn source(&self, file: &str) -> Option<&Arc<str>> {
        let parsed = self.all.iter().map(|d| (&d.file, &d.source));
        let unparsed = self.unparsed.iter().map(|(file, source)| (file, source));
        let mut all = parsed.chain(unparsed);
        all.find(|(name, _)| ***name == *file)
            .map(|(_, source)| source)
    }
}

impl Node {
    /// The value of an attribute without a namespace.
    pub fn attribute(&self, local: &str) -> Option<&str> {
        self.attribute_ns("", local)
    }

    /// The value of an attribute in a namespace.
    pub fn attribute_ns(&self, namespace: &str, local: &str) -> Option<&str> {
        let found = self
            .attributes
            .iter()
            .find(|a| &*a.name.local == local && &*a.name.namespace == namespace);
        found.map(|a| a.value.as_str())
    }

    /// Whether it's the element of this name.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        &*self.name.local == local && &*self.name.namespace == namespace
    }

    /// The name that a prefixed name in this element's attributes or text means, an unprefixed one in the default
    /// namespace; `None` if its prefix isn't declared.
    pub fn qname(&self, lexical: &str) -> Option<QName> {
        self.prefixes.name(lexical)
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|c| match c {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }
}
