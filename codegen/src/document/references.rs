//! Which other documents a document names.

use super::node::Node;
use crate::location::Location;

pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
pub(super) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
/// WSDL 2.0, and its candidate recommendation.
const WSDL20: [&str; 2] = [
    "http://www.w3.org/ns/wsdl",
    "http://www.w3.org/2006/01/wsdl",
];

fn is_wsdl(namespace: &str) -> bool {
    namespace == WSDL || WSDL20.contains(&namespace)
}

/// Whether it holds the schemas of definitions or of a description.
fn is_types(node: &Node) -> bool {
    &*node.name.local == "types" && is_wsdl(&node.name.namespace)
}

/// What one document says about another.
pub(crate) struct Wanted {
    pub(crate) at: Location,
    pub(crate) kind: Kind,
    /// `schemaLocation` or `location`, trimmed.
    pub(crate) location: Option<String>,
    /// `namespace`
    pub(crate) namespace: Option<String>,
}

/// How it is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `xs:import` (XSD part 1, 4.2.3): names may come from elsewhere, so that the location is but a hint.
    Import,
    /// `xs:include`, `xs:redefine` (4.2.1, 4.2.2).
    Include,
    /// `wsdl:import` (WSDL 1.1, 2.1.1), and `include` (WSDL 2.0 part 1, 4).
    Definitions,
}

impl Kind {
    /// The attribute that says where the other is.
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Kind::Definitions => "location",
            Kind::Import | Kind::Include => "schemaLocation",
        }
    }
}

/// The references of a document, in document order.
pub(super) fn references(root: &Node) -> Vec<Wanted> {
    let mut found = Vec::new();
    of_element(root, &mut found);
    for child in root.elements() {
        if is_types(child) {
            // Descriptions may import schemas there (WSDL 2.0 part 1, 3.1.1).
            of_element(child, &mut found);
            child
                .elements()
                .for_each(|schema| of_element(schema, &mut found));
        }
    }
    found.sort_by_key(|wanted| (wanted.at.line, wanted.at.column));
    found
}

fn of_element(parent: &Node, found: &mut Vec<Wanted>) {
    for child in parent.elements() {
        let kind = match (&*child.name.namespace, &*child.name.local) {
            (XSD, "import") => Kind::Import,
            (XSD, "include" | "redefine") => Kind::Include,
            (WSDL, "import") => Kind::Definitions,
            (ns, "import" | "include") if WSDL20.contains(&ns) => Kind::Definitions,
            _ => continue,
        };
        let location = child.attribute(kind.attribute());
        let location = location.map(|l| l.trim().to_owned());
        found.push(Wanted {
            at: child.at.clone(),
            kind,
            location: location.filter(|l| !l.is_empty()),
            namespace: child.attribute("namespace").map(str::to_owned),
        });
    }
}

/// The schemas of a document: its root, or those in its `types`.
pub(super) fn schemas(root: &Node) -> impl Iterator<Item = &Node> {
    let types = root.elements().filter(|child| is_types(child));
    let all = std::iter::once(root).chain(types.flat_map(Node::elements));
    all.filter(|node| node.is(XSD, "schema"))
}

/// Calls back with the namespace of each name that refers to a schema's component. XSD's own types are known to all;
/// of its namespace only elements count.
pub(super) fn used_namespaces(node: &Node, used: &mut impl FnMut(&str)) {
    for attribute in &node.attributes {
        let local = &*attribute.name.local;
        if matches!(
            local,
            "ref"
                | "type"
                | "base"
                | "element"
                | "itemType"
                | "memberTypes"
                | "substitutionGroup"
                | "arrayType"
        ) {
            for name in attribute.value.split_ascii_whitespace() {
                let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
                let namespace = node.prefixes.get(prefix).map_or("", |ns| ns);
                let known = match namespace {
                    XSD => !matches!(local, "ref" | "element"),
                    // A name without a prefix in definitions.
                    ns if is_wsdl(ns) => is_wsdl(&node.name.namespace),
                    _ => false,
                };
                if !known {
                    used(namespace);
                }
            }
        }
    }
    node.elements()
        .for_each(|child| used_namespaces(child, used));
}
