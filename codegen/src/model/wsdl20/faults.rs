//! Faults of interfaces (WSDL 2.0 part 1, 2.3), to which operations refer.

use std::sync::Arc;

use super::interfaces::add;
use super::{Reading, children, name};
use crate::document::Node;
use crate::model::definitions::{Found, Scope, Table, content};
use crate::model::{MessageId, PartContent};
use crate::name::QName;

/// Faults by name, with their messages.
pub(super) struct Faults(Table<(Arc<str>, MessageId)>);

impl Faults {
    /// Reads the faults of all interfaces.
    pub(super) fn new<'d>(
        interfaces: impl Iterator<Item = (&'d Scope<'d>, &'d Node)>,
        reading: &mut Reading<'_, '_>,
    ) -> Self {
        let mut table = Table::new("fault");
        for (scope, interface) in interfaces {
            for node in children(interface, "fault") {
                let name = QName {
                    namespace: Arc::clone(&scope.target),
                    local: name(node),
                };
                // Interfaces that have one of the same name have the same (2.3.1).
                if table.contains(&name) {
                    continue;
                }
                let content = match node.attribute("element").map(str::trim) {
                    None | Some("#none" | "#any" | "#other") => Ok(None),
                    Some(_) => element(node, reading).map(Some),
                };
                let found = content.map(|content| {
                    let message = add(name.clone(), content, node, reading);
                    (Arc::clone(&name.local), message)
                });
                table.declare(name, node, found, reading.diagnostics);
            }
        }
        Faults(table)
    }

    /// The fault that an operation refers to.
    pub(super) fn find(
        &self,
        node: &Node,
        scope: &Scope<'_>,
        reading: &mut Reading<'_, '_>,
    ) -> Found<(Arc<str>, MessageId)> {
        let spelt = node.attribute("ref").unwrap_or("").trim();
        match self.0.find(spelt, node, scope) {
            Ok(found) => found.clone(),
            Err(flaw) => Err(vec![reading.problems.add(&node.at, flaw)]),
        }
    }
}

/// The element that the attribute `element` names.
pub(super) fn element(node: &Node, reading: &mut Reading<'_, '_>) -> Found<PartContent> {
    let content = match content(node, reading.schemas.index) {
        Ok(content) => content,
        Err(flaw) => return Err(vec![reading.problems.add(&node.at, flaw)]),
    };
    let gaps = reading.schemas.index.gaps.of(reading.model, content);
    let gaps = gaps.iter().filter_map(|gap| reading.schemas.gaps.get(*gap));
    let gaps: Vec<_> = gaps.copied().collect();
    match gaps.is_empty() {
        true => Ok(content),
        false => Err(gaps),
    }
}
