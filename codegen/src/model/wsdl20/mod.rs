//! The passes that turn a description (WSDL 2.0) into what definitions are turned into: an interface is a port type, an
//! endpoint a port.
//!
//! In come documents and the index of their schemas; interfaces become drafts beside those of WSDL 1.1, bindings and
//! services parts of the [`Model`]. What the model has no place for (patterns in which the service begins, SOAP's GET) is
//! left out with a warning that names it.

mod bindings;
mod faults;
mod http;
mod interfaces;
mod services;
#[cfg(test)]
mod tests;

use super::Model;
use super::definitions::{Drafts, Problems, Schemas, Scope, is_addressing, is_policy};
use super::doc::documentation;
use crate::diagnostic::Diagnostics;
use crate::document::{Documents, Node};
use std::sync::Arc;

/// WSDL 2.0's namespace, and that of the candidate recommendation, which names the same things.
pub(crate) const WSDL20: [&str; 2] = [
    "http://www.w3.org/ns/wsdl",
    "http://www.w3.org/2006/01/wsdl",
];
/// Namespaces of the SOAP binding's attributes; documents spell them in the ways of drafts, and of WSDL 1.1.
const SOAP: [&str; 5] = [
    "http://www.w3.org/ns/wsdl/soap",
    "http://www.w3.org/2006/01/wsdl/soap",
    "http://www.w3.org/2005/08/wsdl/soap",
    "http://www.w3.org/2004/08/wsdl/soap12",
    "http://schemas.xmlsoap.org/wsdl/soap/",
];
/// Namespaces of the HTTP binding's attributes.
const HTTP: [&str; 3] = [
    "http://www.w3.org/ns/wsdl/http",
    "http://www.w3.org/2006/01/wsdl/http",
    "http://schemas.xmlsoap.org/wsdl/http/",
];
/// Namespaces of the predefined extensions.
const EXTENSIONS: [&str; 2] = [
    "http://www.w3.org/ns/wsdl-extensions",
    "http://www.w3.org/2006/01/wsdl-extensions",
];

/// Whether it's an element of WSDL 2.0's.
pub(crate) fn is_wsdl20(node: &Node, local: &str) -> bool {
    &*node.name.local == local && WSDL20.contains(&&*node.name.namespace)
}

/// Fills the model from all descriptions.
pub(super) fn build(
    documents: &Documents,
    schemas: &Schemas<'_>,
    model: &mut Model,
    drafts: &mut Drafts,
    problems: &mut Problems,
    diagnostics: &mut Diagnostics,
) {
    let roots = documents.all.iter().map(|document| &document.root);
    let scopes: Vec<Scope<'_>> = roots
        .filter(|root| is_wsdl20(root, "description"))
        .map(Scope::new)
        .collect();
    if scopes.is_empty() {
        return;
    }
    for scope in &scopes {
        required(scope.root, diagnostics);
    }
    let mut reading = Reading {
        schemas,
        model,
        drafts,
        problems,
        diagnostics,
    };
    let interfaces = interfaces::build(&scopes, &mut reading);
    let mut bindings = bindings::build(&scopes, &interfaces, &mut reading);
    services::build(&scopes, &interfaces, &mut bindings, &mut reading);
    if reading.model.doc.is_none() {
        reading.model.doc = scopes.iter().find_map(|scope| doc(scope.root));
    }
}

/// What all passes write to.
struct Reading<'r, 's> {
    schemas: &'r Schemas<'s>,
    model: &'r mut Model,
    drafts: &'r mut Drafts,
    problems: &'r mut Problems,
    diagnostics: &'r mut Diagnostics,
}

/// Children of WSDL's, of one kind.
fn children<'n>(node: &'n Node, local: &'static str) -> impl Iterator<Item = &'n Node> {
    node.elements().filter(move |child| is_wsdl20(child, local))
}

/// The value of an attribute that an extension defines, in any of its namespaces.
fn extension<'n>(node: &'n Node, namespaces: &[&str], local: &str) -> Option<&'n str> {
    let mut values = namespaces
        .iter()
        .filter_map(|ns| node.attribute_ns(ns, local));
    values.next().map(str::trim)
}

fn doc(node: &Node) -> Option<String> {
    WSDL20.iter().find_map(|ns| documentation(node, ns))
}

fn name(node: &Node) -> Arc<str> {
    node.attribute("name").unwrap_or("").trim().into()
}

/// What comes after the last slash: how patterns, bindings and their drafts are told.
fn last(uri: &str) -> &str {
    let uri = uri.trim().trim_end_matches('/');
    uri.rsplit('/').next().unwrap_or(uri)
}

/// Warns of extension elements that have to be understood and aren't (part 1, 6.1). Recurses no deeper than documents are.
fn required(node: &Node, diagnostics: &mut Diagnostics) {
    for child in node.elements() {
        if WSDL20.contains(&&*child.name.namespace) {
            if !matches!(&*child.name.local, "types" | "documentation") {
                required(child, diagnostics);
            }
            continue;
        }
        // Read where policies are.
        if is_policy(child) || is_addressing(child) {
            continue;
        }
        // Read with the binding.
        if SOAP.contains(&&*child.name.namespace) && &*child.name.local == "header" {
            continue;
        }
        let mut values = WSDL20
            .iter()
            .filter_map(|ns| child.attribute_ns(ns, "required"));
        let own = SOAP
            .contains(&&*child.name.namespace)
            .then(|| child.attribute("required"));
        let value = values.next().or(own.flatten());
        if matches!(value.map(str::trim), Some("true" | "1")) {
            let message = format!("the extension {} is required, but not known", child.name);
            diagnostics
                .warning(&child.at, message)
                .help("what it asks for is not done; calls may fail without it");
        }
    }
}
