//! What refers to what isn't there, itself or by way of what it holds.

use std::collections::HashSet;

use super::builder::Owner;
use crate::model::{Content, ElementId, GroupId, Model, Particle, Term, TypeId, TypeKind, Variety};

/// The owners that lead to one of those that dangle. Derived types and members of substitution groups don't count:
/// what may come in their places stays usable without them.
pub(super) fn close(model: &Model, dangling: HashSet<Owner>) -> HashSet<Owner> {
    let mut known = dangling;
    if known.is_empty() {
        return known;
    }
    let edges = Edges::of(model);
    let mut next: Vec<Owner> = known.iter().copied().collect();
    while let Some(owner) = next.pop() {
        for user in edges.users(owner) {
            if known.insert(*user) {
                next.push(*user);
            }
        }
    }
    known
}

/// Who uses whom.
struct Edges {
    types: Vec<Vec<Owner>>,
    elements: Vec<Vec<Owner>>,
    groups: Vec<Vec<Owner>>,
}

impl Edges {
    fn of(model: &Model) -> Edges {
        let mut edges = Edges {
            types: vec![Vec::new(); model.types.len()],
            elements: vec![Vec::new(); model.elements.len()],
            groups: vec![Vec::new(); model.groups.len()],
        };
        for (number, ty) in model.types.iter().enumerate() {
            let user = Owner::Type(TypeId(number_of(number)));
            match &ty.kind {
                TypeKind::Any | TypeKind::Builtin(_) => {}
                TypeKind::Simple(simple) => {
                    edges.uses_type(user, simple.base);
                    match &simple.variety {
                        Variety::Atomic(_) => {}
                        Variety::List(item) => edges.uses_type(user, *item),
                        Variety::Union(all) => all.iter().for_each(|m| edges.uses_type(user, *m)),
                    }
                }
                TypeKind::Complex(complex) => {
                    edges.uses_type(user, complex.base);
                    for attribute in &complex.attributes {
                        edges.uses_type(user, attribute.type_id);
                    }
                    if let Some(array) = &complex.soap_array {
                        edges.uses_type(user, array.item);
                    }
                    match &complex.content {
                        Content::Empty => {}
                        Content::Simple(content) => edges.uses_type(user, *content),
                        Content::Elements { particle, .. } => edges.uses_parts(user, particle),
                    }
                }
            }
        }
        for (number, element) in model.elements.iter().enumerate() {
            let user = Owner::Element(ElementId(number_of(number)));
            edges.uses_type(user, element.type_id);
        }
        for (number, group) in model.groups.iter().enumerate() {
            edges.uses_parts(Owner::Group(GroupId(number_of(number))), &group.particle);
        }
        edges
    }

    fn uses_type(&mut self, user: Owner, used: TypeId) {
        if let Some(users) = self.types.get_mut(used.0 as usize) {
            users.push(user);
        }
    }

    fn uses_parts(&mut self, user: Owner, particle: &Particle) {
        let users = match &particle.term {
            Term::Element(id) => self.elements.get_mut(id.0 as usize),
            Term::Group(id) => self.groups.get_mut(id.0 as usize),
            Term::Any(_) => None,
            Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
                return parts.iter().for_each(|part| self.uses_parts(user, part));
            }
        };
        if let Some(users) = users {
            users.push(user);
        }
    }

    fn users(&self, owner: Owner) -> &[Owner] {
        let users = match owner {
            Owner::Type(id) => self.types.get(id.0 as usize),
            Owner::Element(id) => self.elements.get(id.0 as usize),
            Owner::Group(id) => self.groups.get(id.0 as usize),
            Owner::AttributeGroup(_) | Owner::Attribute(_) => None,
        };
        users.map_or(&[], Vec::as_slice)
    }
}

fn number_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
