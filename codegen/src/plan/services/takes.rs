//! Which elements can stand in a Body that is the value's own element, so that a service knows its requests by them.

use std::collections::HashSet;
use std::sync::Arc;

use super::data::Takes;
use crate::model::{
    Content, Element, ElementId, Model, Part, PartContent, Particle, Term, TypeId, TypeKind,
};
use crate::name::QName;

/// The elements of parts that stand in the Body, one after the other. Those named after parts are in this namespace.
pub(super) fn parts(model: &Model, parts: &[&Part], namespace: &Arc<str>) -> Takes {
    let mut taken = Taken::new(model);
    for part in parts {
        match part.content {
            PartContent::Element(id) => taken.element(id),
            PartContent::Type(_) => taken.name(&QName {
                namespace: namespace.clone(),
                local: part.name.clone(),
            }),
        }
    }
    taken.takes()
}

/// The elements in a value of this type, or of one that derives from it.
pub(super) fn of_type(model: &Model, id: TypeId) -> Takes {
    let mut taken = Taken::new(model);
    let mut types = vec![id];
    let mut seen = HashSet::new();
    while let Some(id) = types.pop().filter(|_| !taken.any) {
        if !seen.insert(id) {
            continue;
        }
        match model.types.get(id.0 as usize).map(|ty| &ty.kind) {
            Some(TypeKind::Any) => taken.any = true,
            Some(TypeKind::Complex(complex)) => {
                types.extend(&complex.derived);
                if let Content::Elements { particle, .. } = &complex.content {
                    taken.particle(particle);
                }
            }
            _ => {}
        }
    }
    taken.takes()
}

struct Taken<'m> {
    model: &'m Model,
    any: bool,
    names: Vec<QName>,
}

impl<'m> Taken<'m> {
    fn new(model: &'m Model) -> Self {
        Taken {
            model,
            any: false,
            names: Vec::new(),
        }
    }

    fn takes(self) -> Takes {
        match self.any {
            true => Takes::Any,
            false => Takes::Elements(self.names),
        }
    }

    fn name(&mut self, name: &QName) {
        if !self.names.contains(name) {
            self.names.push(name.clone());
        }
    }

    fn element(&mut self, id: ElementId) {
        let element =
            |id: ElementId| -> Option<&'m Element> { self.model.elements.get(id.0 as usize) };
        let Some(head) = element(id) else { return };
        let substitutes = head.substitutes.iter().filter_map(|id| element(*id));
        let all: Vec<_> = std::iter::once(head).chain(substitutes).collect();
        all.into_iter()
            .filter(|e| !e.is_abstract)
            .for_each(|e| self.name(&e.name));
    }

    fn particle(&mut self, particle: &'m Particle) {
        let mut parts = vec![particle];
        let mut groups = HashSet::new();
        while let Some(particle) = parts.pop() {
            match &particle.term {
                Term::Element(id) => self.element(*id),
                Term::Sequence(inner) | Term::Choice(inner) | Term::All(inner) => {
                    parts.extend(inner.iter().rev().map(|p| &**p));
                }
                Term::Group(id) => {
                    let group = self.model.groups.get(id.0 as usize);
                    let group = group.filter(|_| groups.insert(*id));
                    parts.extend(group.map(|group| &*group.particle));
                }
                Term::Any(_) => self.any = true,
            }
        }
    }
}
