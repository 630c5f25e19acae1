//! The words of XSD: its namespaces, and the names of the built-in types.

use crate::document::Node;
use crate::model::{Builtin, Given, TypeId};

/// The namespace of XSD 1.0.
pub(super) const XS: &str = "http://www.w3.org/2001/XMLSchema";
/// Drafts that are still met; what they have in common with the recommendation is read as that.
pub(in crate::model) const DRAFTS: [&str; 2] = [
    "http://www.w3.org/2000/10/XMLSchema",
    "http://www.w3.org/1999/XMLSchema",
];
/// Namespace of the prefix `xml`, which needs no declaration.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Namespace of `xsi:type`, whose attributes need no declaration.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Namespaces of the SOAP encodings.
pub(super) const SOAP_ENCODING: [&str; 2] = [
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
];

/// Namespace of the attributes that say for which version of XSD an element is.
const VERSIONING: &str = "http://www.w3.org/2007/XMLSchema-versioning";
const FACETS: [&str; 12] = [
    "length",
    "minLength",
    "maxLength",
    "pattern",
    "enumeration",
    "whiteSpace",
    "maxInclusive",
    "maxExclusive",
    "minInclusive",
    "minExclusive",
    "totalDigits",
    "fractionDigits",
];

/// Names of the drafts and of XSD 1.1, and what they are in XSD 1.0.
const OTHER_NAMES: [(&str, Builtin); 15] = [
    ("ur-type", Builtin::AnySimpleType),
    ("CDATA", Builtin::NormalizedString),
    ("timeInstant", Builtin::DateTime),
    ("timeDuration", Builtin::Duration),
    ("recurringDate", Builtin::GMonthDay),
    ("recurringDay", Builtin::GDay),
    ("month", Builtin::GYearMonth),
    ("year", Builtin::GYear),
    ("uriReference", Builtin::AnyUri),
    ("uri-reference", Builtin::AnyUri),
    ("binary", Builtin::Base64Binary),
    ("anyAtomicType", Builtin::AnySimpleType),
    ("dateTimeStamp", Builtin::DateTime),
    ("yearMonthDuration", Builtin::Duration),
    ("dayTimeDuration", Builtin::Duration),
];

/// Whether it's XSD's namespace.
pub(super) fn is_xs(namespace: &str) -> bool {
    namespace == XS || DRAFTS.contains(&namespace)
}

/// The local name of an element of XSD, the empty name for one of another vocabulary.
pub(super) fn local(node: &Node) -> &str {
    match is_xs(&node.name.namespace) {
        true => &node.name.local,
        false => "",
    }
}

/// The child elements of XSD with their local names, annotations left out.
pub(super) fn parts(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let named = node.elements().map(|child| (local(child), child));
    named.filter(|(name, node)| !matches!(*name, "" | "annotation") && included(node))
}

/// Whether an element is meant for a processor of version 1.0 (XSD 1.1 part 1, 4.2.2), which helps to read schemas
/// that serve both versions.
fn included(node: &Node) -> bool {
    node.attributes
        .iter()
        .filter(|a| &*a.name.namespace == VERSIONING)
        .all(|a| {
            let version = || a.value.trim().parse::<f64>().ok();
            let known = |is: fn(&str) -> bool| {
                let mut names = a.value.split_ascii_whitespace();
                names.all(|name| is(name.rsplit(':').next().unwrap_or(name)))
            };
            match &*a.name.local {
                "minVersion" => version().is_none_or(|min| min <= 1.0),
                "maxVersion" => version().is_none_or(|max| max > 1.0),
                "typeAvailable" => known(is_type),
                "typeUnavailable" => !known(is_type),
                "facetAvailable" => known(is_facet),
                "facetUnavailable" => !known(is_facet),
                _ => true,
            }
        })
}

fn is_type(name: &str) -> bool {
    name == "anyType" || Builtin::ALL.iter().any(|b| b.name() == name)
}

fn is_facet(name: &str) -> bool {
    FACETS.contains(&name)
}

/// The first child element of XSD of one of these names.
pub(super) fn part<'n>(node: &'n Node, names: &[&str]) -> Option<&'n Node> {
    let found = parts(node).find(|(name, _)| names.contains(name));
    found.map(|(_, node)| node)
}

/// An attribute's value without white space around it.
pub(super) fn value<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    node.attribute(name).map(str::trim)
}

/// A value that an attribute gives, with what its words mean as names.
pub(super) fn given(node: &Node, name: &str) -> Option<Given> {
    let text = node.attribute(name)?;
    Some(Given::new(text, |word| node.qname(word)))
}

/// Whether an attribute says yes.
pub(super) fn flag(node: &Node, name: &str) -> Option<bool> {
    value(node, name).map(|text| matches!(text, "true" | "1"))
}

/// The built-in type of this local name.
pub(super) fn builtin(local: &str) -> Option<TypeId> {
    if local == "anyType" {
        return Some(TypeId::ANY);
    }
    let named = Builtin::ALL.into_iter().find(|b| b.name() == local);
    let other = || OTHER_NAMES.iter().find(|(name, _)| *name == local);
    let found = named.or_else(|| other().map(|(_, builtin)| *builtin));
    found.map(TypeId::builtin)
}

/// All names of built-in types.
pub(super) fn builtins() -> impl Iterator<Item = (&'static str, TypeId)> {
    let named = Builtin::ALL.into_iter().map(|b| (b.name(), b));
    let all = named
        .chain(OTHER_NAMES)
        .map(|(name, b)| (name, TypeId::builtin(b)));
    all.chain([("anyType", TypeId::ANY)])
}
