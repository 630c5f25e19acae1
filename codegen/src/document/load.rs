//! The given documents and all that they import, each read once.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::builtin::{self, Builtin};
use super::clear::clear;
use super::node::{Document, DocumentId, Documents, Node, Reference};
use super::parsed::parsed;
use super::references::{Kind, Wanted, XSD, references, schemas, used_namespaces};
use super::resolve::{Found, Missing, Resolver, is_remote};
use super::scan::MAX_BYTES;
use super::sources::Sources;
use super::tree::{Names, parse};
use crate::diagnostic::Diagnostics;
use crate::location::Location;

/// Most documents, given and imported.
const MAX_DOCUMENTS: usize = 10_000;

/// Reads the given documents and all that they import. What can't be read is reported and left out.
pub fn load(given: &[PathBuf], sources: &Sources, diagnostics: &mut Diagnostics) -> Documents {
    let mut loader = Loader {
        resolver: Resolver::new(sources, given),
        sources,
        diagnostics,
        documents: Documents::default(),
        known: HashMap::new(),
        pending: VecDeque::new(),
        names: Names::default(),
    };
    for path in given {
        if let Some(url) = path.to_str().filter(|path| is_remote(path)) {
            let message =
                "documents are not fetched from the network when they are read".to_owned();
            let help = "`castile fetch URL --out DIR` saves it with all that it imports";
            loader
                .diagnostics
                .error(&whole(&remote(url)), message)
                .help(help);
            continue;
        }
        let found = loader.resolver.given(path);
        let place = whole(&shown(&found.shown));
        loader.file(found, &place);
    }
    loader.documents.given = loader.documents.all.len();
    loader.follow();
    loader.builtins();
    loader.documents
}

struct Loader<'l> {
    resolver: Resolver<'l>,
    sources: &'l Sources,
    diagnostics: &'l mut Diagnostics,
    documents: Documents,
    /// Files by identity; `None` where one could not be read.
    known: HashMap<PathBuf, Option<DocumentId>>,
    /// Documents whose references have not been followed.
    pending: VecDeque<(DocumentId, Vec<Wanted>)>,
    names: Names,
}

impl Loader<'_> {
    fn follow(&mut self) {
        while let Some((id, wanted)) = self.pending.pop_front() {
            let from = self.document(id).and_then(|document| document.path.clone());
            let from = from.unwrap_or_default();
            for wanted in wanted {
                let document = self.wanted(&wanted, &from);
                if let Some(referring) = self.documents.all.get_mut(id.0 as usize) {
                    referring.references.push(Reference {
                        at: wanted.at,
                        document,
                    });
                }
            }
        }
    }

    fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.all.get(id.0 as usize)
    }

    /// The document of a reference.
    fn wanted(&mut self, wanted: &Wanted, from: &Path) -> Option<DocumentId> {
        let namespace = wanted.namespace.as_deref();
        // XSD's types are known without a schema: where it stands is nothing to look for.
        if (wanted.kind, namespace) == (Kind::Import, Some(XSD)) {
            return None;
        }
        let by_namespace = || namespace.and_then(|ns| self.resolver.catalogued(ns));
        let Some(location) = &wanted.location else {
            let found = by_namespace()?;
            return self.file(found, &wanted.at);
        };
        let found = self.resolver.location(location, from);
        match found.or_else(|missing| by_namespace().ok_or(missing)) {
            Ok(found) => self.file(found, &wanted.at),
            Err(missing) => {
                let import = wanted.kind == Kind::Import;
                // A schema that everybody knows is built in.
                if !(import && namespace.and_then(builtin::of).is_some()) {
                    self.report(wanted, location, missing);
                }
                None
            }
        }
    }

    fn report(&mut self, wanted: &Wanted, location: &str, missing: Missing) {
        let (message, help) = match missing {
            Missing::Remote => (
                format!("{location:?} is not fetched from the network"),
                format!(
                    "download it and say where it is, by .catalog({location:?}, path) or --catalog {location}=PATH; \
                     `castile fetch` saves a WSDL with all that it imports"
                ),
            ),
            Missing::NotFound(path) => (
                format!("{location:?} is not found"),
                format!(
                    "put the file at {}, or say where it is, by .catalog({location:?}, path) or --catalog {location}=PATH",
                    path.display()
                ),
            ),
            Missing::Outside(path) => (
                format!("{location:?} leads outside the directories that may be read"),
                format!(
                    "if {} is meant, allow its directory by .root(directory) or --root DIRECTORY",
                    path.display()
                ),
            ),
        };
        if wanted.kind == Kind::Import {
            self.diagnostics
                .warning(&wanted.at, message)
                .help("what is used from it is missing unless another document defines it")
                .help(help);
        } else {
            self.diagnostics.error(&wanted.at, message).help(help);
        }
    }

    /// The document of a file, read if it's new.
    fn file(&mut self, found: Found, at: &Location) -> Option<DocumentId> {
        if let Some(known) = self.known.get(&found.identity) {
            return *known;
        }
        let id = self.read(&found, at);
        self.known.insert(found.identity, id);
        id
    }

    fn read(&mut self, found: &Found, at: &Location) -> Option<DocumentId> {
        let file = shown(&found.shown);
        if self.documents.all.len() >= MAX_DOCUMENTS {
            let message = format!("more than {MAX_DOCUMENTS} documents are imported");
            let help = "no known WSDL does; check where it comes from";
            self.diagnostics.error(at, message).help(help);
            return None;
        }
        let bytes = match self.sources.memory.get(&found.shown) {
            Some(bytes) => Ok(bytes.clone()),
            None => read(&found.shown),
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                let (message, help) = unreadable(&file, &found.shown, &error);
                self.diagnostics.error(at, message).help(help);
                return None;
            }
        };
        match parsed(&bytes, &file, &mut self.names) {
            Ok((text, root)) => Some(self.add(file, Some(found.shown.clone()), text, root)),
            Err(broken) => {
                self.diagnostics
                    .error(&broken.at, broken.message)
                    .help(broken.help);
                let unparsed = broken.text.map(|text| (file, text));
                self.documents.unparsed.extend(unparsed);
                None
            }
        }
    }

    fn add(
        &mut self,
        file: Arc<str>,
        path: Option<PathBuf>,
        source: Arc<str>,
        root: Node,
    ) -> DocumentId {
        let id = DocumentId(u32::try_from(self.documents.all.len()).unwrap_or(u32::MAX));
        self.pending.push_back((id, references(&root)));
        self.documents.all.push(Document {
            file,
            path,
            source,
            root,
            references: Vec::new(),
        });
        id
    }

    /// Adds the built-in schemas that are imported or used and that no document brings.
    fn builtins(&mut self) {
        let mut present: HashSet<String> = HashSet::new();
        for document in &self.documents.all {
            let own = schemas(&document.root).filter_map(|s| s.attribute("targetNamespace"));
            present.extend(own.map(str::to_owned));
        }
        let mut added: HashMap<&str, DocumentId> = HashMap::new();
        let mut next = 0;
        while let Some(document) = self.documents.all.get(next) {
            next += 1;
            for builtin in missing_builtins(document, &present) {
                present.insert(builtin.namespace.to_owned());
                if let Some(id) = self.builtin(builtin) {
                    added.insert(builtin.namespace, id);
                }
            }
        }
        self.follow();
        for document in &mut self.documents.all {
            let all = document.references.iter_mut();
            for (reference, wanted) in all.zip(references(&document.root)) {
                let namespace = wanted.namespace.as_deref().unwrap_or("");
                if reference.document.is_none() && wanted.kind == Kind::Import {
                    reference.document = added.get(namespace).copied();
                }
            }
        }
    }

    fn builtin(&mut self, builtin: &Builtin) -> Option<DocumentId> {
        let file: Arc<str> = builtin.file.into();
        let root = parse(builtin.text, &file, &mut self.names).ok()?;
        Some(self.add(file, None, builtin.text.into(), root))
    }
}

/// The built-in schemas that a document imports or uses, without those that are there.
fn missing_builtins(document: &Document, present: &HashSet<String>) -> Vec<&'static Builtin> {
    let mut found: Vec<&'static Builtin> = Vec::new();
    let mut used = |namespace: &str| {
        let new = !present.contains(namespace) && found.iter().all(|b| b.namespace != namespace);
        if let Some(builtin) = builtin::of(namespace).filter(|_| new) {
            found.push(builtin);
        }
    };
    for wanted in references(&document.root) {
        if wanted.kind == Kind::Import {
            used(wanted.namespace.as_deref().unwrap_or(""));
        }
    }
    used_namespaces(&document.root, &mut used);
    found
}

/// A path as the user knows it, with slashes everywhere.
fn shown(path: &Path) -> Arc<str> {
    match path.display().to_string().replace('\\', "/") {
        folder if folder.is_empty() => ".".into(),
        path => path.into(),
    }
}

/// A URL without what may be secret.
fn remote(url: &str) -> Arc<str> {
    let scheme = url.split("//").next().unwrap_or_default();
    match url.get(clear(url)).unwrap_or_default() {
        "" => format!("{scheme}//…").into(),
        shown => match shown.strip_prefix('@') {
            Some(host) => format!("{scheme}//{host}").into(),
            None => shown.into(),
        },
    }
}

/// A file as a whole.
fn whole(file: &Arc<str>) -> Location {
    Location {
        file: Arc::clone(file),
        line: 0,
        column: 0,
    }
}

/// The bytes of a file, one more than a document may have at most.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(file: &str, path: &Path, error: &std::io::Error) -> (String, String) {
    if path.is_dir() || path.as_os_str().is_empty() {
        let message = format!("{file} is a directory");
        return (message, "name the WSDL or XSD file in it".to_owned());
    }
    if error.kind() == std::io::ErrorKind::NotFound {
        let message = format!("the file {file} does not exist");
        return (
            message,
            "check its path, which is taken from the working directory".to_owned(),
        );
    }
    let message = format!("the file {file} can't be read: {error}");
    (message, "check its permissions".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(namespace: &str, content: &str) -> String {
        format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='{namespace}'>{content}</xs:schema>"
        )
    }

    fn documents(sources: &Sources, given: &[&str]) -> (Documents, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let given: Vec<PathBuf> = given.iter().map(PathBuf::from).collect();
        let documents = load(&given, sources, &mut diagnostics);
        let messages = diagnostics.all.iter().map(|d| {
            let at = d.at.clone().unwrap_or_default();
            format!(
                "{:?} {}:{}:{} {}",
                d.severity, at.file, at.line, at.column, d.message
            )
        });
        (documents, messages.collect())
    }

    fn files(documents: &Documents) -> Vec<&str> {
        documents.all.iter().map(|d| &*d.file).collect()
    }

    #[test]
    fn each_document_is_read_once_and_cycles_end() {
        let import =
            |ns: &str, at: &str| format!("<xs:import namespace='{ns}' schemaLocation='{at}'/>");
        let sources = Sources::default()
            .memory(
                "p/a.xsd",
                schema(
                    "a",
                    &(import("b", "q/b.xsd") + "\n" + &import("a", ".\\q\\..\\a.xsd")),
                ),
            )
            .memory(
                "p/q/b.xsd",
                schema("b", &(import("a", "../a.xsd") + &import("b", "%62.xsd"))),
            );
        let (documents, messages) = documents(&sources, &["p/a.xsd", "./p/x/../a.xsd"]);
        assert_eq!(messages, [""; 0]);
        assert_eq!(files(&documents), ["p/a.xsd", "p/q/b.xsd"]);
        assert_eq!(documents.given, 1);
        let [a, b] = &documents.all[..] else {
            panic!("two")
        };
        let targets = |d: &Document| {
            d.references
                .iter()
                .map(|r| d.target(&r.at).unwrap().0)
                .collect::<Vec<_>>()
        };
        assert_eq!((targets(a), targets(b)), (vec![1, 0], vec![0, 1]));
    }

    #[test]
    fn what_is_missing_is_said() {
        let content = "<xs:include schemaLocation='none.xsd'/><xs:import namespace='n' schemaLocation='none.xsd'/>
            <xs:include schemaLocation='http://h/x.xsd'/><xs:import namespace='m'/>
            <xs:include schemaLocation='bad.xsd'/><xs:include schemaLocation='bad.xsd'/>";
        let sources = Sources::default()
            .memory("a.xsd", schema("a", content))
            .memory("bad.xsd", "<a>\n<b></a>");
        let (documents, messages) = documents(
            &sources,
            &[
                "a.xsd",
                "gone.wsdl",
                "https://me:hush@h/a?hush",
                "https://me:hush?x@h/a",
                "https://h/a@b/c",
                "https://h/b",
                ".",
            ],
        );
        let expected = [
            "Error gone.wsdl:0:0 the file gone.wsdl does not exist",
            "Error https://h/a:0:0 documents are not fetched from the network when they are read",
            "Error https://…:0:0 documents are not fetched from the network when they are read",
            "Error https://…:0:0 documents are not fetched from the network when they are read",
            "Error https://h/b:0:0 documents are not fetched from the network when they are read",
            "Error .:0:0 . is a directory",
            "Error a.xsd:1:76 \"none.xsd\" is not found",
            "Warning a.xsd:1:115 \"none.xsd\" is not found",
            "Error a.xsd:2:13 \"http://h/x.xsd\" is not fetched from the network",
            "Error bad.xsd:2:4 </a> stands where <b> of 2:1 has to be closed",
        ];
        assert_eq!(messages, expected);
        assert_eq!(documents.source("bad.xsd").unwrap().len(), 11);
    }

    #[test]
    fn catalog_and_built_in_schemas_stand_in() {
        let content = "<xs:import namespace='http://www.w3.org/XML/1998/namespace' schemaLocation='http://www.w3.org/2001/xml.xsd'/>
            <xs:include schemaLocation='http://h/x'/><xs:import namespace='urn:n'/>
            <xs:attribute ref='e:arrayType' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'/>";
        let sources = Sources::default()
            .memory("a.xsd", schema("a", content))
            .memory("x.xsd", schema("a", ""))
            .memory("n.xsd", schema("urn:n", ""))
            .catalog("http://h/x", "x.xsd")
            .catalog("urn:n", "n.xsd");
        let (documents, messages) = documents(&sources, &["a.xsd"]);
        assert_eq!(messages, [""; 0]);
        let expected = [
            "a.xsd",
            "x.xsd",
            "n.xsd",
            "built-in:xml.xsd",
            "built-in:soap-encoding.xsd",
        ];
        assert_eq!(files(&documents), expected);
        let targets: Vec<_> = documents.all[0]
            .references
            .iter()
            .map(|r| r.document.map(|d| d.0))
            .collect();
        assert_eq!(targets, [Some(3), Some(1), Some(2)]);
    }

    #[test]
    fn every_built_in_schema_can_be_read() {
        for builtin in builtin::ALL {
            let root = parse(builtin.text, &builtin.file.into(), &mut Names::default()).unwrap();
            assert_eq!(root.attribute("targetNamespace"), Some(builtin.namespace));
        }
    }

    /// Real services, a folder each with a file `MAIN`. Runs where `CASTILE_SHARED` names the folder that holds them as
    /// `corpus`.
    #[test]
    fn real_services_load() {
        let Some(shared) = std::env::var_os("CASTILE_SHARED") else {
            println!("skipped: CASTILE_SHARED is not set");
            return;
        };
        let mut folders: Vec<_> = std::fs::read_dir(Path::new(&shared).join("corpus"))
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        folders.sort();
        let mut refused = Vec::new();
        for folder in folders {
            let Ok(main) = std::fs::read_to_string(folder.join("MAIN")) else {
                continue;
            };
            let given: Vec<_> = main.lines().map(|line| folder.join(line.trim())).collect();
            let mut diagnostics = Diagnostics::default();
            let documents = load(&given, &Sources::default(), &mut diagnostics);
            for d in &diagnostics.all {
                println!("{:?} {:?} {}", d.severity, d.at, d.message);
            }
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            println!("{name}: {} documents", documents.all.len());
            if diagnostics.has_errors() && !name.starts_with("broken-") {
                refused.push(name);
            }
        }
        assert_eq!(refused, [""; 0]);
    }
}
