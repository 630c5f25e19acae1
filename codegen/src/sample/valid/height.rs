//! How many elements have to stand within each other before a value of a type can end: what keeps samples of recursive
//! types finite.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::{
    Content, Element, ElementId, Model, Namespaces, Particle, Process, Term, TypeId, TypeKind,
    Wildcard,
};
use crate::name::QName;

/// Rounds until the heights are final; deeper nesting than this isn't asked of anyone.
const ROUNDS: usize = 64;
/// How deep content models are followed within one type.
const NESTING: usize = 64;

/// The least heights of all types and groups, `None` for what has no end, and those of the elements that wildcards take.
#[derive(Clone, Debug)]
pub(super) struct Heights {
    types: Vec<Option<usize>>,
    /// Kept, since groups that hold others twice, and these others twice, are small schemas but large content models.
    groups: Vec<Option<usize>>,
    roots: Roots,
}

/// Global elements by namespace, the lowest first.
#[derive(Clone, Debug, Default)]
struct Roots {
    by_namespace: HashMap<Arc<str>, Vec<Root>>,
    /// The namespaces, that of the lowest first.
    order: Vec<Arc<str>>,
}

/// A global element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Root {
    pub(super) id: ElementId,
    /// Its place among all.
    at: usize,
    pub(super) height: Option<usize>,
}

impl Root {
    /// The lowest comes first, of the same height that which the documents have first.
    fn order(&self) -> (usize, usize) {
        (self.height.unwrap_or(usize::MAX), self.at)
    }
}

impl Heights {
    /// Works them out, once a model: each type is looked at in each round.
    pub(super) fn new(model: &Model) -> Heights {
        let simple = |kind: &TypeKind| !matches!(kind, TypeKind::Complex(_));
        let heights = model.types.iter().map(|ty| simple(&ty.kind).then_some(0));
        let mut heights = Heights {
            types: heights.collect(),
            groups: vec![None; model.groups.len()],
            roots: Roots::default(),
        };
        for _ in 0..ROUNDS {
            // Once a round, not for each wildcard: there may be as many of them as elements.
            heights.roots = heights.roots(model);
            let mut changed = false;
            for (i, group) in model.groups.iter().enumerate() {
                let height = heights.particle(model, &group.particle, NESTING);
                if let Some(slot) = heights.groups.get_mut(i) {
                    changed |= *slot != height;
                    *slot = height;
                }
            }
            for (i, ty) in model.types.iter().enumerate() {
                let TypeKind::Complex(complex) = &ty.kind else {
                    continue;
                };
                if heights.types.get(i).copied().flatten().is_some() {
                    continue;
                }
                let own = match &complex.content {
                    Content::Empty | Content::Simple(_) => Some(0),
                    Content::Elements { particle, .. } => {
                        heights.particle(model, particle, NESTING)
                    }
                };
                if let Some(slot) = heights.types.get_mut(i).filter(|_| own.is_some()) {
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

    fn roots(&self, model: &Model) -> Roots {
        let mut by_namespace: HashMap<Arc<str>, Vec<Root>> = HashMap::new();
        for (at, id) in model.roots.iter().copied().enumerate() {
            let element = model.elements.get(id.0 as usize);
            if let Some(element) = element.filter(|element| !element.is_abstract) {
                let namespace = Arc::clone(&element.name.namespace);
                let height = self.element(model, id);
                let root = Root { id, at, height };
                by_namespace.entry(namespace).or_default().push(root);
            }
        }
        for all in by_namespace.values_mut() {
            all.sort_by_key(Root::order);
        }
        let mut order: Vec<_> = by_namespace.keys().map(Arc::clone).collect();
        order.sort_by_key(|namespace| by_namespace.get(namespace)?.first().map(Root::order));
        Roots {
            by_namespace,
            order,
        }
    }

    /// The lowest of the global elements that a wildcard takes.
    pub(super) fn taken(&self, model: &Model, wildcard: &Wildcard) -> Option<Root> {
        let except: HashSet<&QName> = wildcard.except.iter().collect();
        let Roots {
            by_namespace,
            order,
        } = &self.roots;
        let lowest = |namespace: &Arc<str>| {
            let mut roots = by_namespace.get(namespace)?.iter().copied();
            roots.find(|root| {
                let element = model.elements.get(root.id.0 as usize);
                element.is_some_and(|element| !except.contains(&element.name))
            })
        };
        let not = match &wildcard.namespaces {
            Namespaces::Any => HashSet::new(),
            Namespaces::Not(list) => list.iter().collect(),
            Namespaces::List(list) => {
                return list.iter().filter_map(lowest).min_by_key(Root::order);
            }
        };
        let mut found: Option<Root> = None;
        for namespace in order.iter().filter(|namespace| !not.contains(namespace)) {
            let first = by_namespace.get(namespace).and_then(|roots| roots.first());
            let is_lower = |found: &Root| first.is_some_and(|root| found.order() < root.order());
            // Those that follow are no lower.
            if found.as_ref().is_some_and(is_lower) {
                break;
            }
            found = found
                .into_iter()
                .chain(lowest(namespace))
                .min_by_key(Root::order);
        }
        found
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
        self.types.get(id.0 as usize).copied().flatten()
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
            Term::Group(id) => self.groups.get(id.0 as usize).copied().flatten(),
            Term::Any(wildcard) if wildcard.process == Process::Strict => {
                match self.taken(model, wildcard) {
                    Some(root) => root.height,
                    // What must be declared, and nothing is.
                    None => Some(1),
                }
            }
            Term::Any(_) => Some(1),
        }
    }
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

#[cfg(test)]
mod tests;
