//! What the caller wants generated, as plain data, and its check against the model.
//!
//! [`Options`] is filled by [`crate::Builder`] or by the command line; [`check`] reports what is malformed or matches
//! nothing in the documents. Must not know Rust types or tokens: a stage reads what concerns it.

mod check;
mod path;

pub use check::check;
pub use path::{Path, Target};

/// What to generate and how. `Default` is what `compile` does.
#[derive(Clone, Debug)]
pub struct Options {
    /// Names of the operations to keep, with all that they reach; empty for everything.
    pub operations: Vec<String>,
    /// Whether to write `enum Document` over all global elements, and `Request` and `Response` over the messages.
    pub document_enum: bool,
    /// Whether to write a trait for each client, which services implement.
    pub server: bool,
    /// Whether to write a client for each binding over plain HTTP, and not only for those that have operations which SOAP
    /// doesn't have.
    pub http_bindings: bool,
    /// Whether to leave out what refers to something missing, with a warning, instead of refusing everything.
    pub partial: bool,
    /// Module names by namespace: `(namespace, module)`.
    pub modules: Vec<(String, String)>,
    /// Rust names by path: `(path, name)`. The last that matches counts.
    pub renames: Vec<(Path, String)>,
    /// Rust types by path: `(path, type)`. The last that matches counts.
    pub types: Vec<(Path, String)>,
    /// More derives by path: `(path, comma-separated derives)`. All that match count.
    pub derives: Vec<(Path, String)>,
    /// More attributes by path: `(path, attribute)`. All that match count.
    pub attributes: Vec<(Path, String)>,
    /// Paths whose nillable members become `Option`, absent and nil being one.
    pub nil_as_none: Vec<Path>,
    /// Paths whose required members become `Option`, since services leave them out.
    pub optional: Vec<Path>,
    /// What holds a secret, which `Debug` hides, and what doesn't though its name sounds like it: `(path, secret)`. The
    /// last that matches counts.
    pub secrets: Vec<(Path, bool)>,
    /// Which types of a hierarchy are known where a value of its base stands, which elements where one stands that they
    /// substitute: `(base, derived)`. A base that isn't here
    /// knows all of them.
    pub derived: Vec<(Path, Path)>,
    /// Whether of hierarchies and substitution groups that `derived` says nothing of only those are known that something
    /// declares.
    pub declared_only: bool,
    /// Whether to write documentation.
    pub docs: bool,
    /// Rust path of the runtime crate.
    pub runtime: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            operations: Vec::new(),
            document_enum: false,
            server: false,
            http_bindings: false,
            partial: false,
            modules: Vec::new(),
            renames: Vec::new(),
            types: Vec::new(),
            derives: Vec::new(),
            attributes: Vec::new(),
            nil_as_none: Vec::new(),
            optional: Vec::new(),
            secrets: Vec::new(),
            derived: Vec::new(),
            declared_only: false,
            docs: true,
            runtime: "castile".to_owned(),
        }
    }
}
