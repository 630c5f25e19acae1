//! What messages are made of: where the reachability of types starts when only some operations are wanted.

use std::collections::BTreeSet;

use crate::model::{ElementId, Header, MessageId, Model, PartContent, Protocol, TypeId};

/// The elements and types that messages name.
#[derive(Debug, Default)]
pub(crate) struct Roots {
    /// Parts by element.
    pub(crate) elements: BTreeSet<ElementId>,
    /// Parts by type.
    pub(crate) types: BTreeSet<TypeId>,
}

/// What the messages of the wanted operations name: bodies, headers, faults. `operations` is empty for all of them.
pub(crate) fn roots(model: &Model, operations: &[String]) -> Roots {
    let mut roots = Roots::default();
    let wanted = |name: &str| operations.is_empty() || operations.iter().any(|o| o == name);
    for port_type in &model.port_types {
        for operation in port_type.operations.iter().filter(|o| wanted(&o.name)) {
            roots.message(model, operation.input.message);
            if let Some(output) = &operation.output {
                roots.message(model, output.message);
            }
            for fault in &operation.faults {
                roots.message(model, fault.message);
            }
        }
    }
    for binding in &model.bindings {
        let Protocol::Soap { .. } = binding.protocol else {
            continue;
        };
        for bound in &binding.operations {
            let operation = model.operation(binding, bound);
            if !operation.is_some_and(|o| wanted(&o.name)) {
                continue;
            }
            let messages = [Some(&bound.input), bound.output.as_ref()];
            let headers = messages.into_iter().flatten().flat_map(|m| &m.headers);
            for header in headers.flat_map(Header::with_faults) {
                let message = model.messages.get(header.message.0 as usize);
                if let Some(part) = message.and_then(|m| m.parts.get(header.part)) {
                    roots.part(part.content);
                }
            }
        }
    }
    roots
}

impl Roots {
    fn message(&mut self, model: &Model, id: MessageId) {
        for part in model
            .messages
            .get(id.0 as usize)
            .iter()
            .flat_map(|m| &m.parts)
        {
            self.part(part.content);
        }
    }

    fn part(&mut self, content: PartContent) {
        match content {
            PartContent::Element(id) => self.elements.insert(id),
            PartContent::Type(id) => self.types.insert(id),
        };
    }
}
