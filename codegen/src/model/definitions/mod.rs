//! The passes that turn definitions (WSDL 1.1) into messages, port types, bindings and services.
//!
//! In come documents and the index of their schemas; the WSDL part of the [`Model`] is filled. Each pass looks up what
//! the one before has found, by name; what can't be found is a [`problems::Problems`], settled at the end, when it's
//! known which operations it touches.

mod assertions;
mod attachment;
mod bindings;
mod body;
mod extensions;
pub(super) mod http;
mod messages;
mod policies;
mod policy;
mod port_types;
mod problems;
mod scope;
mod services;
mod settle;
#[cfg(test)]
mod tests;

// What descriptions (WSDL 2.0) are read with as well.
pub(super) use bindings::is_http;
pub(super) use messages::{Schemas, content};
pub(super) use policy::{is_addressing, is_policy, using};
pub(super) use port_types::{Draft, Drafts, OperationDraft, action};
pub(super) use problems::{Flaw, Found, ProblemId, Problems};
pub(super) use scope::{Scope, Table, qname, undefined};
pub(super) use services::address;

use super::doc::documentation;
use super::roots::WSDL;
use super::xsd::SchemaIndex;
use super::{BuildOptions, Model, wsdl20};
use crate::diagnostic::Diagnostics;
use crate::document::Documents;

/// Fills the WSDL part of the model.
pub(crate) fn build(
    documents: &Documents,
    index: &SchemaIndex,
    options: BuildOptions,
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) {
    let scopes: Vec<Scope<'_>> = documents
        .all
        .iter()
        .filter(|document| document.root.is(WSDL, "definitions"))
        .map(|document| Scope::new(&document.root))
        .collect();
    let mut problems = Problems::default();
    let gaps = index.gaps.all.iter();
    let gaps: Vec<ProblemId> = gaps.map(|gap| problems.gap(gap)).collect();
    let schemas = Schemas { index, gaps: &gaps };
    let messages = messages::build(&scopes, &schemas, model, &mut problems, diagnostics);
    let mut drafts = port_types::build(&scopes, &messages, &mut problems, diagnostics);
    let bindings = bindings::build(
        &scopes,
        &messages,
        &mut drafts,
        model,
        &mut problems,
        diagnostics,
    );
    services::build(&scopes, &bindings, model, &mut problems, diagnostics);
    wsdl20::build(
        documents,
        &schemas,
        model,
        &mut drafts,
        &mut problems,
        diagnostics,
    );
    extensions::check(&scopes, diagnostics);
    settle::settle(drafts, problems, options, model, diagnostics);
    let descriptions = documents.all.iter().map(|document| &document.root);
    let descriptions = descriptions.filter(|root| wsdl20::is_wsdl20(root, "description"));
    let all: Vec<Scope<'_>> = scopes
        .iter()
        .map(|scope| scope.root)
        .chain(descriptions)
        .map(Scope::new)
        .collect();
    policies::build(&all, model, diagnostics);
    let doc = scopes
        .iter()
        .find_map(|scope| documentation(scope.root, WSDL));
    model.doc = doc.or(model.doc.take());
}
