//! How many elements have to stand within each other before a value of a type can end: what keeps samples of recursive
//! types finite.

use crate::model::{
    Content, Element, ElementId, Model, Namespaces, Particle, Process, Term, TypeId, TypeKind,
    Wildcard,
};

/// Rounds until the heights are final; deeper nesting than this isn't asked of anyone.
const ROUNDS: usize = 64;
/// How deep content models are followed within one type.
const NESTING: usize = 64;

/// The least heights of all types; `None` for what has no end.
pub(in crate::sample) struct Heights(Vec<Option<usize>>);

impl Heights {
    pub(in crate::sample) fn new(model: &Model) -> Heights {
        let simple = |kind: &TypeKind| !matches!(kind, TypeKind::Complex(_));
        let heights = model.types.iter().map(|ty| simple(&ty.kind).then_some(0));
        let mut heights = Heights(heights.collect());
        for _ in 0..ROUNDS {
            let mut changed = false;
            for (i, ty) in model.types.iter().enumerate() {
                let TypeKind::Complex(complex) = &ty.kind else {
                    continue;
                };
                if heights.0.get(i).copied().flatten().is_some() {
                    continue;
                }
                let own = match &complex.content {
                    Content::Empty | Content::Simple(_) => Some(0),
                    Content::Elements { particle, .. } => {
                        heights.particle(model, particle, NESTING)
                    }
                };
                if let Some(slot) = heights.0.get_mut(i).filter(|_| own.is_some()) {
                    *slot = own;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        heights
    }

    /// The type itself, or the first that derives from it and isn't abstract and has an end.
    pub(in crate::sample) fn concrete(&self, model: &Model, id: TypeId) -> Option<TypeId> {
        let mut next = vec![id];
        for _ in 0..1000 {
            let id = next.pop()?;
            match model.types.get(id.0 as usize).map(|t| &t.kind)? {
                TypeKind::Complex(ty) if ty.is_abstract || self.of(id).is_none() => {
                    next.extend(ty.derived.iter().rev());
                }
                _ => return Some(id),
            }
        }
        None
    }

    fn of(&self, id: TypeId) -> Option<usize> {
        self.0.get(id.0 as usize).copied().flatten()
    }

    pub(in crate::sample) fn element(&self, model: &Model, id: ElementId) -> Option<usize> {
        let element = concrete_element(model, id)?;
        if element.nillable {
            return Some(1);
        }
        let ty = self.concrete(model, element.type_id)?;
        Some(1 + self.of(ty)?)
    }

    pub(in crate::sample) fn particle(
        &self,
        model: &Model,
        particle: &Particle,
        nesting: usize,
    ) -> Option<usize> {
        match particle.min {
            0 => Some(0),
            _ => self.term(model, &particle.term, nesting),
        }
    }

    pub(in crate::sample) fn term(
        &self,
        model: &Model,
        term: &Term,
        nesting: usize,
    ) -> Option<usize> {
        let nesting = nesting.checked_sub(1)?;
        match term {
            Term::Element(id) => self.element(model, *id),
            Term::Sequence(parts) | Term::All(parts) => {
                let mut parts = parts.iter().map(|p| self.particle(model, p, nesting));
                parts.try_fold(0, |most, height| Some(most.max(height?)))
            }
            Term::Choice(parts) if parts.is_empty() => Some(0),
            Term::Choice(parts) => {
                let parts = parts
                    .iter()
                    .filter_map(|p| self.particle(model, p, nesting));
                parts.min()
            }
            Term::Group(id) => {
                let group = model.groups.get(id.0 as usize)?;
                self.particle(model, &group.particle, nesting)
            }
            Term::Any(wildcard) if wildcard.process == Process::Strict => {
                let taken = taken(model, wildcard).map(|(id, _)| self.element(model, id));
                // What must be declared, and nothing is.
                let mut taken = taken.peekable();
                match taken.peek() {
                    None => Some(1),
                    Some(_) => taken.flatten().min(),
                }
            }
            Term::Any(_) => Some(1),
        }
    }
}

/// The global elements that a wildcard takes.
pub(in crate::sample) fn taken<'m>(
    model: &'m Model,
    wildcard: &'m Wildcard,
) -> impl Iterator<Item = (ElementId, &'m Element)> {
    let allowed = |namespace: &str| match &wildcard.namespaces {
        Namespaces::Any => true,
        Namespaces::Not(list) => !list.iter().any(|one| &**one == namespace),
        Namespaces::List(list) => list.iter().any(|one| &**one == namespace),
    };
    let roots = model.roots.iter().copied();
    let roots = roots.filter_map(|id| Some((id, model.elements.get(id.0 as usize)?)));
    roots.filter(move |(_, element)| {
        let left_out = wildcard.except.contains(&element.name);
        !element.is_abstract && allowed(&element.name.namespace) && !left_out
    })
}

/// The element, or where it's abstract the first that may stand for it.
pub(in crate::sample) fn concrete_element(model: &Model, id: ElementId) -> Option<&Element> {
    let element = model.elements.get(id.0 as usize)?;
    if !element.is_abstract {
        return Some(element);
    }
    let substitutes = element.substitutes.iter();
    let mut substitutes = substitutes.filter_map(|id| model.elements.get(id.0 as usize));
    substitutes.find(|e| !e.is_abstract)
}
