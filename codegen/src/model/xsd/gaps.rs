//! References that lead to nothing, and who depends on what they should lead to.

use std::collections::{HashMap, HashSet};

use crate::location::Location;
use crate::model::{
    Content, ElementId, GroupId, Model, PartContent, Particle, Term, TypeId, TypeKind, Variety,
};

/// A component that can hold a reference, and is not what it says if that leads to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    Type(TypeId),
    Element(ElementId),
    Group(GroupId),
    AttributeGroup(usize),
    Attribute(usize),
}

/// A reference that leads to nothing. In the model something stands in its place that holds anything.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    /// Where it stands.
    pub(crate) at: Location,
    /// What's missing.
    pub(crate) message: String,
    /// What can be done.
    pub(crate) help: Vec<String>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    /// In the order found.
    pub(crate) all: Vec<Gap>,
    /// The numbers of those that a component has itself.
    owners: HashMap<Owner, Vec<usize>>,
    /// The components that have one or hold one that does, once the model is closed.
    touched: HashSet<Owner>,
}

impl Gaps {
    /// Adds one.
    pub(super) fn add(&mut self, gap: Gap) -> usize {
        self.all.push(gap);
        self.all.len() - 1
    }

    /// Notes whose it is.
    pub(super) fn belongs(&mut self, gap: usize, owner: Owner) {
        let known = self.owners.entry(owner).or_default();
        if !known.contains(&gap) {
            known.push(gap);
        }
    }

    /// Those of a component itself.
    pub(super) fn own(&self, owner: Owner) -> &[usize] {
        self.owners.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// Works out whom they touch. Derived types and members of substitution groups touch nobody: what they may stand
    /// in for is usable without them.
    pub(super) fn close(&mut self, model: &Model) {
        if self.owners.is_empty() {
            return;
        }
        let types = (0..)
            .map(|i| Owner::Type(TypeId(i)))
            .take(model.types.len());
        let elements = (0..)
            .map(|i| Owner::Element(ElementId(i)))
            .take(model.elements.len());
        let groups = (0..)
            .map(|i| Owner::Group(GroupId(i)))
            .take(model.groups.len());
        let mut users: HashMap<Owner, Vec<Owner>> = HashMap::new();
        let mut used = Vec::new();
        for user in types.chain(elements).chain(groups) {
            uses(model, user, &mut used);
            for used in used.drain(..) {
                users.entry(used).or_default().push(user);
            }
        }
        let mut next: Vec<Owner> = self.owners.keys().copied().collect();
        self.touched = next.iter().copied().collect();
        while let Some(owner) = next.pop() {
            for user in users.get(&owner).into_iter().flatten() {
                if self.touched.insert(*user) {
                    next.push(*user);
                }
            }
        }
    }

    /// The numbers of those that touch what a part holds, in the order found.
    pub(crate) fn of(&self, model: &Model, content: PartContent) -> Vec<usize> {
        let begin = match content {
            PartContent::Element(id) => Owner::Element(id),
            PartContent::Type(id) => Owner::Type(id),
        };
        let mut found = Vec::new();
        let mut known: HashSet<Owner> = HashSet::new();
        let mut next = vec![begin];
        while let Some(owner) = next.pop() {
            if self.touched.contains(&owner) && known.insert(owner) {
                found.extend(self.own(owner));
                uses(model, owner, &mut next);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What a component holds.
fn uses(model: &Model, owner: Owner, into: &mut Vec<Owner>) {
    match owner {
        Owner::Type(id) => {
            if let Some(ty) = model.types.get(id.0 as usize) {
                of_type(&ty.kind, into);
            }
        }
        Owner::Element(id) => {
            let element = model.elements.get(id.0 as usize);
            into.extend(element.map(|e| Owner::Type(e.type_id)));
        }
        Owner::Group(id) => {
            if let Some(group) = model.groups.get(id.0 as usize) {
                of_particle(&group.particle, into);
            }
        }
        Owner::AttributeGroup(_) | Owner::Attribute(_) => {}
    }
}

fn of_type(kind: &TypeKind, into: &mut Vec<Owner>) {
    match kind {
        TypeKind::Any | TypeKind::Builtin(_) => {}
        TypeKind::Simple(simple) => {
            into.push(Owner::Type(simple.base));
            match &simple.variety {
                Variety::Atomic(_) => {}
                Variety::List(item) => into.push(Owner::Type(*item)),
                Variety::Union(all) => into.extend(all.iter().copied().map(Owner::Type)),
            }
        }
        TypeKind::Complex(complex) => {
            into.push(Owner::Type(complex.base));
            into.extend(complex.attributes.iter().map(|a| Owner::Type(a.type_id)));
            into.extend(complex.soap_array.iter().map(|a| Owner::Type(a.item)));
            match &complex.content {
                Content::Empty => {}
                Content::Simple(content) => into.push(Owner::Type(*content)),
                Content::Elements { particle, .. } => of_particle(particle, into),
            }
        }
    }
}

/// Recurses as deep as documents and derivations, which are bounded.
fn of_particle(particle: &Particle, into: &mut Vec<Owner>) {
    match &particle.term {
        Term::Element(id) => into.push(Owner::Element(*id)),
        Term::Group(id) => into.push(Owner::Group(*id)),
        Term::Any(_) => {}
        Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
            parts.iter().for_each(|part| of_particle(part, into));
        }
    }
}
