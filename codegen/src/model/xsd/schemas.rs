//! Which schemas take part, and for which namespace each is read.
//!
//! In come documents; out go [`Schema`]s, one for each schema element and namespace that it's read for: a schema
//! without a target namespace is read once for every namespace that includes it (XSD part 1, 4.2.1). Knows imports and
//! includes; must not know components.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::order;
use super::vocabulary::{DRAFTS, XS, is_xs, local, part, parts, value};
use crate::diagnostic::Diagnostics;
use crate::document::{Document, DocumentId, Documents, Node};
use crate::location::Location;
use crate::model::roots::WSDL;
use crate::model::wsdl20::is_wsdl20;

/// How many bytes of schemas are read once more for another namespace, at most.
const MAX_REPEATED: usize = 64 << 20;

/// Index into [`Schemas::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SchemaId(usize);

/// A schema element, as read for one namespace.
pub(super) struct Schema<'d> {
    /// The element.
    pub(super) node: &'d Node,
    /// The namespace of its components.
    pub(super) namespace: Arc<str>,
    /// Whether that's the including schema's.
    pub(super) chameleon: bool,
    /// Whether it's ours, not the user's.
    pub(super) built_in: bool,
    /// `elementFormDefault`
    pub(super) elements_qualified: bool,
    /// `attributeFormDefault`
    pub(super) attributes_qualified: bool,
    /// `defaultOpenContent` of XSD 1.1.
    pub(super) default_open: Option<&'d Node>,
}

/// All of them.
pub(super) struct Schemas<'d> {
    /// In document order, the built-in ones last.
    pub(super) all: Vec<Schema<'d>>,
    /// The `redefine` elements, those of included schemas before those of the including one.
    pub(super) redefinitions: Vec<(SchemaId, &'d Node)>,
    /// Imported namespaces without a document, and the first place that imports them.
    pub(super) unread: HashMap<Arc<str>, Location>,
}

impl<'d> Schemas<'d> {
    /// All with their ids.
    pub(super) fn each(&self) -> impl Iterator<Item = (SchemaId, &Schema<'d>)> {
        self.all.iter().enumerate().map(|(i, s)| (SchemaId(i), s))
    }

    /// One of them.
    #[allow(
        clippy::indexing_slicing,
        reason = "ids are made here, for this vector, which never shrinks"
    )]
    pub(super) fn get(&self, id: SchemaId) -> &Schema<'d> {
        &self.all[id.0]
    }
}

/// Finds the schemas of the documents.
pub(super) fn collect<'d>(documents: &'d Documents, diagnostics: &mut Diagnostics) -> Schemas<'d> {
    let mut collector = Collector {
        documents,
        targets: documents.all.iter().map(targets).collect(),
        found: Vec::new(),
        known: HashMap::new(),
        unread: HashMap::new(),
        empty: "".into(),
        repeated: 0,
    };
    let roots = documents.all.iter().enumerate();
    // A schema that's a document of its own takes part if it was given, or by way of the schema that refers to it.
    for (place, document) in roots.clone() {
        if place < documents.given || local(&document.root) != "schema" {
            collector.document(place);
        }
    }
    collector.follow(diagnostics);
    // What only definitions import.
    for (place, document) in roots {
        let read = collector.found.iter().any(|f| f.document == place);
        if !read && local(&document.root) == "schema" {
            collector.document(place);
            collector.follow(diagnostics);
        }
    }
    let schemas = collector.finish();
    tell_drafts(&schemas, diagnostics);
    schemas
}

/// Says which schemas are of drafts of XSD.
fn tell_drafts(schemas: &Schemas<'_>, diagnostics: &mut Diagnostics) {
    let mut told = HashSet::new();
    for schema in &schemas.all {
        let (namespace, at) = (&*schema.node.name.namespace, &schema.node.at);
        if DRAFTS.contains(&namespace) && told.insert(at) {
            let message =
                format!("this schema is in the namespace of a draft of XSD, {namespace:?}");
            diagnostics
                .warning(at, message)
                .help("what has the same name is read as in XSD 1.0")
                .help(format!("if that's meant, its namespace is {XS}"));
        }
    }
}

/// Where the references of a document lead, by line and column.
fn targets(document: &Document) -> HashMap<(u32, u32), DocumentId> {
    let known = document.references.iter();
    let known = known.filter_map(|r| Some(((r.at.line, r.at.column), r.document?)));
    known.collect()
}

type Key = (usize, u32, u32, Arc<str>);

fn key(document: usize, node: &Node, namespace: &Arc<str>) -> Key {
    let at = &node.at;
    (document, at.line, at.column, Arc::clone(namespace))
}

struct Found<'d> {
    document: usize,
    schema: Schema<'d>,
    /// What it includes or redefines.
    includes: Vec<usize>,
}

struct Collector<'d> {
    documents: &'d Documents,
    targets: Vec<HashMap<(u32, u32), DocumentId>>,
    found: Vec<Found<'d>>,
    /// By place of the schema element and namespace.
    known: HashMap<Key, usize>,
    unread: HashMap<Arc<str>, Location>,
    empty: Arc<str>,
    /// How many bytes have been read for another namespace.
    repeated: usize,
}

impl<'d> Collector<'d> {
    /// Adds the schemas of a document, each for its own namespace.
    fn document(&mut self, place: usize) {
        let documents = self.documents;
        let Some(document) = documents.all.get(place) else {
            return;
        };
        if local(&document.root) == "schema" {
            self.add(place, &document.root, None);
        }
        let types = document
            .root
            .elements()
            .filter(|c| c.is(WSDL, "types") || is_wsdl20(c, "types"));
        for schema in types.flat_map(Node::elements) {
            if local(schema) == "schema" {
                self.add(place, schema, None);
            }
        }
    }

    /// Adds a schema, for the namespace of the one that includes it if it has none itself.
    fn add(&mut self, document: usize, node: &'d Node, including: Option<&Arc<str>>) -> usize {
        let own = value(node, "targetNamespace").filter(|ns| !ns.is_empty());
        let chameleon = own.is_none() && including.is_some_and(|ns| !ns.is_empty());
        let namespace: Arc<str> = match (own, including) {
            (Some(own), _) => own.into(),
            (None, Some(including)) => Arc::clone(including),
            (None, None) => Arc::clone(&self.empty),
        };
        let key = key(document, node, &namespace);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let qualified = |name| value(node, name) == Some("qualified");
        let source = self.documents.all.get(document);
        self.known.insert(key, self.found.len());
        self.found.push(Found {
            document,
            schema: Schema {
                node,
                namespace,
                chameleon,
                built_in: source.is_some_and(|d| d.path.is_none()),
                elements_qualified: qualified("elementFormDefault"),
                attributes_qualified: qualified("attributeFormDefault"),
                default_open: part(node, &["defaultOpenContent"]),
            },
            includes: Vec::new(),
        });
        self.found.len() - 1
    }

    /// Adds all that the schemas found so far lead to.
    fn follow(&mut self, diagnostics: &mut Diagnostics) {
        let mut next = 0;
        while let Some(found) = self.found.get(next) {
            let (document, node) = (found.document, found.schema.node);
            let namespace = Arc::clone(&found.schema.namespace);
            let mut includes = Vec::new();
            for (name, reference) in parts(node) {
                if !matches!(name, "import" | "include" | "redefine") {
                    continue;
                }
                let at = (reference.at.line, reference.at.column);
                let target = self.targets.get(document).and_then(|t| t.get(&at));
                let target = target.map(|id| id.0 as usize);
                let Some(target) = target else {
                    if name == "import" {
                        let imported = value(reference, "namespace").unwrap_or("");
                        let entry = self.unread.entry(imported.into());
                        entry.or_insert_with(|| reference.at.clone());
                    }
                    continue;
                };
                if name == "import" {
                    self.document(target);
                } else if let Some(target) =
                    self.include(target, reference, &namespace, diagnostics)
                {
                    includes.push(target);
                }
            }
            if let Some(found) = self.found.get_mut(next) {
                found.includes = includes;
            }
            next += 1;
        }
    }

    fn include(
        &mut self,
        target: usize,
        reference: &Node,
        namespace: &Arc<str>,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let documents = self.documents;
        let root = &documents.all.get(target)?.root;
        if local(root) != "schema" {
            self.document(target);
            return None;
        }
        let own = value(root, "targetNamespace").unwrap_or("");
        if !own.is_empty() && own != &**namespace {
            diagnostics
                .warning(
                    &reference.at,
                    format!("the schema that is included is of another namespace, {own:?}"),
                )
                .help(format!(
                    "its components are in that namespace; use xs:import, or give it the target namespace {namespace:?}"
                ));
        }
        if own.is_empty() && !self.known.contains_key(&key(target, root, namespace)) {
            self.repeated += documents.all.get(target).map_or(0, |d| d.source.len());
            if self.repeated > MAX_REPEATED {
                diagnostics
                    .error(
                        &reference.at,
                        "schemas without a target namespace are included for too many namespaces",
                    )
                    .help("no known schema does that; check where it comes from");
                return None;
            }
        }
        Some(self.add(target, root, Some(namespace)))
    }

    fn finish(self) -> Schemas<'d> {
        let includes: Vec<Vec<usize>> = self.found.iter().map(|f| f.includes.clone()).collect();
        let nested = order::post_order(includes.len(), usize::MAX, |i, into| {
            into.extend(includes.get(i).into_iter().flatten());
        });
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        order.sort_by_key(|&i| {
            let found = self.found.get(i);
            found.map(|f| {
                let at = &f.schema.node.at;
                (f.schema.built_in, f.document, at.line, at.column)
            })
        });
        let mut ids = vec![SchemaId(0); order.len()];
        for (new, &old) in order.iter().enumerate() {
            if let Some(id) = ids.get_mut(old) {
                *id = SchemaId(new);
            }
        }
        let mut redefinitions = Vec::new();
        for old in nested.sequence {
            let (Some(found), Some(&id)) = (self.found.get(old), ids.get(old)) else {
                continue;
            };
            let all = parts(found.schema.node).filter(|(name, _)| *name == "redefine");
            redefinitions.extend(all.map(|(_, node)| (id, node)));
        }
        let mut all: Vec<(SchemaId, Schema<'d>)> = self
            .found
            .into_iter()
            .zip(ids)
            .map(|(found, id)| (id, found.schema))
            .collect();
        all.sort_by_key(|(id, _)| *id);
        let all: Vec<Schema<'d>> = all.into_iter().map(|(_, schema)| schema).collect();
        let loaded: HashSet<&Arc<str>> = all.iter().map(|s| &s.namespace).collect();
        let mut unread = self.unread;
        unread.retain(|namespace, _| !loaded.contains(namespace) && !is_xs(namespace));
        Schemas {
            all,
            redefinitions,
            unread,
        }
    }
}
