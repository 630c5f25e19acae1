//! What a policy that is attached from outside applies to (WS-Policy Attachment 1.5, 3.4).
//!
//! In comes a domain expression: a `URI` with an element identifier of WSDL 1.1 (`#wsdl11.binding(Orders)`) or a component
//! designator of WSDL 2.0 (part 1, A.2), or the address of an endpoint. Out come the places of what it means.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::policies::Side;
use super::scope::Scope;
use crate::document::{Child, Node};
use crate::location::Location;
use crate::model::Model;

/// The kinds and names of a component's parent, if it has one, and of itself.
type Path<'d> = Vec<(&'d str, &'d str)>;

/// The components of all definitions by what identifies them.
pub(super) struct Components<'d> {
    /// By namespace within a path: many may be of one name, and as many identifiers of another namespace.
    named: HashMap<Path<'d>, BTreeMap<Arc<str>, Vec<&'d Node>>>,
    /// Ports by their addresses.
    ports: HashMap<&'d str, Vec<&'d Location>>,
}

impl<'d> Components<'d> {
    pub(super) fn new(scopes: &[Scope<'d>], model: &'d Model) -> Self {
        let mut named: HashMap<_, BTreeMap<_, Vec<_>>> = HashMap::new();
        let mut add = |path, scope: &Scope<'d>, node| {
            let target = Arc::clone(&scope.target);
            let of_path = named.entry(path).or_default();
            of_path.entry(target).or_default().push(node);
        };
        for scope in scopes {
            for (own, node) in scope.root.elements().filter_map(identified) {
                add(vec![own], scope, node);
                for (part, node) in node.elements().filter_map(identified) {
                    add(vec![own, part], scope, node);
                }
            }
        }
        let mut ports: HashMap<_, Vec<_>> = HashMap::new();
        for port in model.services.iter().flat_map(|service| &service.ports) {
            if let Some(address) = &port.address {
                ports.entry(address.as_str()).or_default().push(&port.at);
            }
        }
        Components { named, ports }
    }
}

/// The places; `None` if it means nothing that's here, or has a form that isn't known.
pub(super) fn places(subject: &Node, components: &Components<'_>) -> Option<Vec<(Location, Side)>> {
    let found: Vec<_> = match &*subject.name.local {
        "URI" => designated(&text(subject), components)?,
        "EndpointReference" => {
            let address = subject.elements().find(|e| &*e.name.local == "Address")?;
            let ports = components.ports.get(text(address).as_str());
            let ports = ports.into_iter().flatten();
            ports.map(|at| ((*at).clone(), Side::Whole)).collect()
        }
        _ => return None,
    };
    (!found.is_empty()).then_some(found)
}

fn text(node: &Node) -> String {
    let children = node.children.iter();
    let texts = children.filter_map(|child| match child {
        Child::Text(text) => Some(&**text),
        _ => None,
    });
    texts.collect::<String>().trim().to_owned()
}

/// What an identifier means in all definitions of its namespace.
fn designated(uri: &str, components: &Components<'_>) -> Option<Vec<(Location, Side)>> {
    let (namespace, fragment) = uri.split_once('#')?;
    let pointer = without_prefixes(fragment)?;
    let schemes = ["wsdl11.", "wsdl."];
    let pointer = schemes.iter().find_map(|s| pointer.strip_prefix(s))?;
    let (kind, names) = pointer.split_once('(')?;
    let names = names.strip_suffix(')')?;
    let (kind, side) = match kind.split_once('.') {
        Some((kind, "input")) => (kind, Some(Side::Input)),
        Some((kind, "output")) => (kind, Some(Side::Output)),
        Some((kind, "fault")) => (kind, Some(Side::Fault)),
        Some(_) => return None,
        None => (kind, None),
    };
    // An overload says which messages it has, too.
    let mut names = names
        .split('/')
        .map(|name| name.split('(').next().unwrap_or(name).trim())
        .map(|name| name.rsplit(':').next().unwrap_or(name));
    let (path, side): (&[&str], Side) = match (kind, side) {
        ("service", None) => (&["service"], Side::Whole),
        ("port", None) => (&["service", "port"], Side::Whole),
        ("endpoint", None) => (&["service", "endpoint"], Side::Whole),
        ("binding", None) => (&["binding"], Side::Whole),
        ("portType", None) => (&["portType"], Side::Whole),
        ("interface", None) => (&["interface"], Side::Whole),
        ("message", None) => (&["message"], Side::Whole),
        ("bindingOperation", side) => (&["binding", "operation"], side.unwrap_or(Side::Whole)),
        ("portTypeOperation", side) => (&["portType", "operation"], side.unwrap_or(Side::Whole)),
        ("interfaceOperation", None) => (&["interface", "operation"], Side::Whole),
        ("bindingMessageReference", None) => (&["binding", "operation"], label(names.clone())),
        ("interfaceMessageReference", None) => (&["interface", "operation"], label(names.clone())),
        ("bindingFaultReference", None) => (&["binding", "operation"], Side::Fault),
        ("interfaceFaultReference", None) => (&["interface", "operation"], Side::Fault),
        ("bindingFault", None) => (&["binding"], Side::Fault),
        ("interfaceFault", None) => (&["interface"], Side::Fault),
        _ => return None,
    };
    let named: Vec<_> = path
        .iter()
        .map(|kind| names.next().map(|name| (*kind, name)))
        .collect();
    let named: Vec<(&str, &str)> = named.into_iter().collect::<Option<_>>()?;
    let found = components.named.get(named.as_slice());
    let found: Vec<&Vec<&Node>> = match namespace {
        "" => found.into_iter().flat_map(BTreeMap::values).collect(),
        _ => found.and_then(|f| f.get(namespace)).into_iter().collect(),
    };
    let found = found.into_iter().flatten();
    Some(found.map(|node| (node.at.clone(), side)).collect())
}

/// A pointer without the parts before it that say what prefixes mean, `xmlns(p=urn:x)`: names are unique enough without.
fn without_prefixes(fragment: &str) -> Option<&str> {
    let mut pointer = fragment.trim_start();
    while let Some(data) = pointer.strip_prefix("xmlns(") {
        // Parentheses in it come in pairs, or behind a circumflex (XPointer Framework, 3.1).
        let (mut open, mut escaped) = (1_usize, false);
        let (end, _) = data.char_indices().find(|(_, c)| {
            match c {
                _ if escaped => {}
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            escaped = *c == '^' && !escaped;
            open == 0
        })?;
        pointer = data.get(end + 1..)?.trim_start();
    }
    Some(pointer)
}

/// The direction of a message by its label, which is the last name.
fn label<'n>(names: impl Iterator<Item = &'n str>) -> Side {
    match names.last() {
        Some("In") => Side::Input,
        _ => Side::Output,
    }
}

/// The kind and the name of a component.
fn identified(node: &Node) -> Option<((&str, &str), &Node)> {
    let name = node.attribute("name").or_else(|| node.attribute("ref"))?;
    let name = name.rsplit(':').next().unwrap_or(name).trim();
    Some(((&node.name.local, name), node))
}
