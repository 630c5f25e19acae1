//! The passes that turn schemas (XSD 1.0) into types, elements and groups.
//!
//! In come documents; out goes the schema half of the model, closed: every reference is an id, derivations, groups of
//! attributes and substitution groups are worked out. The passes, in order: which schemas there are ([`schemas`]), what
//! they declare ([`symbols`]), what each declaration says ([`builder`] and the modules that add to it), what follows
//! from that ([`groups`], [`substitution`], [`derive`], [`gaps`]).

mod arrays;
mod attributes;
mod builder;
mod complex;
mod constraints;
mod derive;
mod draft;
mod elements;
mod facets;
mod gaps;
mod groups;
mod names;
mod occurs;
mod order;
mod particles;
mod pattern;
mod same;
mod schemas;
mod substitution;
mod symbols;
#[cfg(test)]
mod tests;
mod types;
mod vocabulary;
mod wildcard;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use builder::Builder;
pub(crate) use gaps::{Gap, Gaps};
pub(in crate::model) use order::MAX_DEPTH;
pub(in crate::model) use vocabulary::DRAFTS;

use super::{ElementId, Model, TypeId};
use crate::diagnostic::Diagnostics;
use crate::document::Documents;
use crate::name::QName;

/// What the definitions look up: global components by name.
#[derive(Debug, Default)]
pub(crate) struct SchemaIndex {
    /// Types, the built-in ones included.
    pub(crate) types: HashMap<QName, TypeId>,
    /// Elements.
    pub(crate) elements: HashMap<QName, ElementId>,
    /// References that lead to nothing, which nobody has reported yet.
    pub(crate) gaps: Gaps,
}

/// Fills the schema part of the model.
pub(crate) fn build(
    documents: &Documents,
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) -> SchemaIndex {
    let schemas = schemas::collect(documents, diagnostics);
    let symbols = symbols::declare(&schemas, diagnostics);
    namespaces(&schemas, model);
    let mut builder = Builder::new(schemas, symbols, diagnostics);
    builder.read();
    groups::check(&mut builder);
    constraints::check(&mut builder);
    substitution::substitute(&mut builder);
    model.types = derive::derive(&mut builder);
    model.elements = std::mem::take(&mut builder.elements);
    model.groups = std::mem::take(&mut builder.groups);
    model.attributes = builder.global_attributes();
    let elements = (0..).map(ElementId).zip(&model.elements);
    model.roots = elements
        .filter(|(_, element)| element.global)
        .map(|(id, _)| id)
        .collect();
    let mut gaps = std::mem::take(&mut builder.gaps);
    gaps.close(model);
    SchemaIndex {
        types: types(&builder),
        elements: elements_by_name(model),
        gaps,
    }
}

impl Builder<'_, '_> {
    /// Reads all global declarations, attributes first: references to them copy what they say.
    fn read(&mut self) {
        for number in 0..self.symbols.attributes.all.len() {
            self.global_attribute(number);
        }
        for number in 0..self.symbols.attribute_groups.all.len() {
            self.global_attribute_group(number);
        }
        for number in 0..self.symbols.types.all.len() {
            self.global_type(number);
        }
        for number in 0..self.symbols.groups.all.len() {
            self.global_group(number);
        }
        for number in 0..self.symbols.elements.all.len() {
            self.global_element(number);
        }
    }
}

fn namespaces(schemas: &schemas::Schemas<'_>, model: &mut Model) {
    let mut known: HashSet<Arc<str>> = model.namespaces.iter().cloned().collect();
    for (_, schema) in schemas.each() {
        if known.insert(Arc::clone(&schema.namespace)) {
            model.namespaces.push(Arc::clone(&schema.namespace));
        }
    }
}

fn types(builder: &Builder<'_, '_>) -> HashMap<QName, TypeId> {
    let declared = builder.symbols.types.by_name.iter();
    let mut types: HashMap<QName, TypeId> = declared
        .map(|(name, number)| (name.clone(), builder::type_id(*number)))
        .collect();
    for namespace in std::iter::once(vocabulary::XS).chain(vocabulary::DRAFTS) {
        let namespace: Arc<str> = namespace.into();
        for (local, id) in vocabulary::builtins() {
            let name = QName {
                namespace: Arc::clone(&namespace),
                local: local.into(),
            };
            types.insert(name, id);
        }
    }
    types
}

fn elements_by_name(model: &Model) -> HashMap<QName, ElementId> {
    let mut elements = HashMap::with_capacity(model.roots.len());
    for id in &model.roots {
        if let Some(element) = model.elements.get(id.0 as usize) {
            elements.entry(element.name.clone()).or_insert(*id);
        }
    }
    elements
}
