//! What SOAP-encoded messages hold: types whose values say their types, and may be absent or nil (SOAP 1.1, 5.1).

use std::collections::HashSet;

use crate::model::{
    BindingOperation, BodyUse, Content, GroupId, Header, MessageId, Model, PartContent, Particle,
    Protocol, Term, TypeId, TypeKind,
};

/// The components that encoded messages reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Encoded {
    /// Types of parts, and all that they hold.
    pub(crate) types: HashSet<TypeId>,
    /// Groups in them.
    pub(crate) groups: HashSet<GroupId>,
}

/// What the encoded messages of the wanted operations reach. `operations` is empty for all of them.
pub(crate) fn encoded(model: &Model, operations: &[String]) -> Encoded {
    let mut reach = Reach {
        model,
        found: Encoded::default(),
        todo: Vec::new(),
    };
    for binding in &model.bindings {
        let Protocol::Soap { .. } = binding.protocol else {
            continue;
        };
        for bound in &binding.operations {
            let Some(operation) = model.operation(binding, bound) else {
                continue;
            };
            let wanted = operations.is_empty() || operations.iter().any(|o| **o == *operation.name);
            if wanted {
                reach.bound(bound, &operation.faults);
            }
        }
    }
    reach.follow();
    reach.found
}

struct Reach<'m> {
    model: &'m Model,
    found: Encoded,
    todo: Vec<TypeId>,
}

impl<'m> Reach<'m> {
    fn bound(&mut self, bound: &BindingOperation, faults: &[crate::model::OperationFault]) {
        for message in [Some(&bound.input), bound.output.as_ref()]
            .into_iter()
            .flatten()
        {
            if is_encoded(&message.body_use) {
                message
                    .parts
                    .iter()
                    .for_each(|i| self.part(message.message, *i));
            }
            let headers = message.headers.iter().flat_map(Header::with_faults);
            let headers = headers.filter(|h| is_encoded(&h.body_use));
            headers.for_each(|h| self.part(h.message, h.part));
        }
        for fault in bound.faults.iter().filter(|f| is_encoded(&f.body_use)) {
            if let Some(fault) = faults.get(fault.fault) {
                self.part(fault.message, 0);
            }
        }
    }

    fn part(&mut self, message: MessageId, part: usize) {
        let message = self.model.messages.get(message.0 as usize);
        match message.and_then(|m| m.parts.get(part)).map(|p| p.content) {
            Some(PartContent::Type(id)) => self.add(id),
            Some(PartContent::Element(id)) => {
                let element = self.model.elements.get(id.0 as usize);
                element.into_iter().for_each(|e| self.add(e.type_id));
            }
            None => {}
        }
    }

    fn add(&mut self, id: TypeId) {
        if self.found.types.insert(id) {
            self.todo.push(id);
        }
    }

    fn follow(&mut self) {
        while let Some(id) = self.todo.pop() {
            let ty = self.model.types.get(id.0 as usize);
            let Some(TypeKind::Complex(complex)) = ty.map(|ty| &ty.kind) else {
                continue;
            };
            if let Some(array) = &complex.soap_array {
                self.add(array.item);
            }
            // Only those of the documents: any array derives from that of the encoding.
            if ty.is_some_and(|ty| !ty.at.is_built_in()) {
                complex.derived.iter().for_each(|id| self.add(*id));
            }
            if let Content::Elements { particle, .. } = &complex.content {
                self.particle(particle);
            }
        }
    }

    fn particle(&mut self, particle: &'m Particle) {
        let mut parts = vec![particle];
        while let Some(particle) = parts.pop() {
            match &particle.term {
                Term::Element(id) => {
                    let element = self.model.elements.get(id.0 as usize);
                    element.into_iter().for_each(|e| self.add(e.type_id));
                }
                Term::Sequence(inner) | Term::Choice(inner) | Term::All(inner) => {
                    parts.extend(inner.iter().map(|p| &**p));
                }
                Term::Group(id) => {
                    let group = self.model.groups.get(id.0 as usize);
                    if let Some(group) = group.filter(|_| self.found.groups.insert(*id)) {
                        parts.push(&group.particle);
                    }
                }
                Term::Any(_) => {}
            }
        }
    }
}

pub(super) fn is_encoded(body_use: &BodyUse) -> bool {
    matches!(body_use, BodyUse::Encoded { .. })
}
