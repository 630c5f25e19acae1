//! Content models in the form in which Rust types follow from them.
//!
//! In comes a schema's particle; out goes an equivalent one without what makes no difference: sequences in sequences,
//! choices in choices and groups of one are gone, occurrences are multiplied where that's exact. Must not know Rust.

mod groups;
#[cfg(test)]
mod tests;

pub(super) use groups::Groups;
use groups::LARGE;

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use crate::model::{ElementId, GroupId, Model, Particle, Term, Wildcard};

/// How deep in a content model groups are still taken in; below that they're kept as types of their own.
const DEPTH: usize = 64;
/// How many elements and wildcards of a content model are looked at.
const LEAVES: usize = 20_000;

/// A particle in the plain form.
#[derive(Clone, Debug)]
pub(super) struct Part<'m> {
    /// `minOccurs`
    pub(super) min: u32,
    /// `maxOccurs`
    pub(super) max: Option<u32>,
    /// What occurs.
    pub(super) term: PartTerm<'m>,
    /// The particle that it comes from; one particle is one type wherever it's inherited.
    pub(super) node: &'m Arc<Particle>,
}

/// What occurs.
#[derive(Clone, Debug)]
pub(super) enum PartTerm<'m> {
    /// An element.
    Element(ElementId),
    /// A wildcard.
    Any(&'m Wildcard),
    /// One of two or more, none of which is a choice that occurs once.
    Choice(Vec<Part<'m>>),
    /// Two or more in order, none of which is a sequence that occurs once.
    Sequence(Vec<Part<'m>>),
    /// Any order.
    All(Vec<Part<'m>>),
    /// A group that is a type of its own.
    Group(GroupId),
}

/// The plain form of a content model.
pub(super) struct Plain<'m> {
    model: &'m Model,
    groups: Rc<Groups>,
    /// Groups whose particles were taken in, inner ones first.
    pub(super) inlined: Vec<GroupId>,
}

impl<'m> Plain<'m> {
    pub(super) fn new(model: &'m Model, groups: &Rc<Groups>) -> Self {
        Plain {
            model,
            groups: Rc::clone(groups),
            inlined: Vec::new(),
        }
    }

    /// The plain form; `None` where nothing can occur.
    pub(super) fn part(&mut self, particle: &'m Arc<Particle>) -> Option<Part<'m>> {
        self.at_depth(particle, DEPTH)
    }

    fn at_depth(&mut self, node: &'m Arc<Particle>, depth: usize) -> Option<Part<'m>> {
        let depth = depth.saturating_sub(1);
        let (min, max) = (node.min, node.max);
        if max == Some(0) {
            return None;
        }
        let part = |term| Part {
            min,
            max,
            term,
            node,
        };
        match &node.term {
            Term::Element(id) => Some(part(PartTerm::Element(*id))),
            Term::Any(wildcard) => Some(part(PartTerm::Any(wildcard))),
            Term::Group(id) => self.group(*id, part(PartTerm::Group(*id)), depth),
            Term::Sequence(items) => {
                let items = items.iter();
                let items = items.filter_map(|item| self.at_depth(item, depth));
                let parts = flatten(items.collect());
                self.wrap(parts, PartTerm::Sequence, min, max, node)
            }
            Term::All(items) => {
                let items = items.iter();
                let items = items.filter_map(|item| self.at_depth(item, depth));
                let parts = items.collect();
                self.wrap(parts, PartTerm::All, min, Some(1), node)
            }
            Term::Choice(items) => self.choice(items, node, depth),
        }
    }

    fn group(&mut self, id: GroupId, kept: Part<'m>, depth: usize) -> Option<Part<'m>> {
        let group = self.model.groups.get(id.0 as usize)?;
        let known = self.groups.get(id);
        if let Some((min, max)) = known.turns {
            let turns = Part {
                min,
                max,
                ..kept.clone()
            };
            return Some(repeat(turns, kept.min, kept.max, kept.node));
        }
        if depth == 0 || known.size > LARGE {
            return Some(kept);
        }
        let inner = self.at_depth(&group.particle, depth)?;
        let inline = match &inner.term {
            PartTerm::Element(_) | PartTerm::Any(_) | PartTerm::Group(_) => true,
            PartTerm::Sequence(_) | PartTerm::All(_) => (kept.min, kept.max) == (1, Some(1)),
            PartTerm::Choice(_) => false,
        };
        if inline {
            self.inlined.push(id);
            return Some(repeat(inner, kept.min, kept.max, kept.node));
        }
        // A group that may be empty may as well be absent.
        let min = if self.emptiable(&inner) { 0 } else { kept.min };
        Some(Part { min, ..kept })
    }

    /// A sequence or all: gone if it has one part or none.
    fn wrap(
        &self,
        mut parts: Vec<Part<'m>>,
        term: fn(Vec<Part<'m>>) -> PartTerm<'m>,
        min: u32,
        max: Option<u32>,
        node: &'m Arc<Particle>,
    ) -> Option<Part<'m>> {
        if parts.len() <= 1 {
            return Some(repeat(parts.pop()?, min, max, node));
        }
        let empty = max == Some(1) && parts.iter().all(|part| self.emptiable(part));
        Some(Part {
            min: if empty { 1 } else { min },
            max,
            term: term(parts),
            node,
        })
    }

    fn choice(
        &mut self,
        items: &'m [Arc<Particle>],
        node: &'m Arc<Particle>,
        depth: usize,
    ) -> Option<Part<'m>> {
        let mut empty = node.min == 0;
        let mut branches = Vec::new();
        for item in items.iter().filter(|item| item.max != Some(0)) {
            let Some(mut part) = self.at_depth(item, depth) else {
                empty = true;
                continue;
            };
            empty |= self.emptiable(&part);
            if let (Term::Group(id), PartTerm::Sequence(_) | PartTerm::All(_)) =
                (&item.term, &part.term)
                && !self.groups.is_choice(*id)
            {
                // An alternative of several elements is a type of its own anyway, so it's the group's; the sequence
                // around the turns of a choice isn't what the group is.
                part.term = PartTerm::Group(*id);
                (part.min, part.max) = (item.min, item.max);
            }
            part.min = part.min.max(1);
            if node.max.is_none() && part.min == 1 {
                // (a* | b)* is (a | b)*
                part.max = Some(1);
            }
            match part.term {
                PartTerm::Choice(inner) if part.max == Some(1) => branches.extend(inner),
                _ => branches.push(part),
            }
        }
        let min = if empty { 0 } else { node.min };
        if branches.len() <= 1 {
            return Some(repeat(branches.pop()?, min, node.max, node));
        }
        Some(Part {
            min,
            max: node.max,
            term: PartTerm::Choice(branches),
            node,
        })
    }

    /// Whether nothing at all satisfies it.
    fn emptiable(&self, part: &Part<'m>) -> bool {
        part.min == 0
            || match &part.term {
                PartTerm::Sequence(parts) | PartTerm::All(parts) => {
                    parts.iter().all(|part| self.emptiable(part))
                }
                // Choices and groups that may be empty have a `min` of 0.
                _ => false,
            }
    }
}

/// Sequences that occur once become part of what they stand in.
fn flatten(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part.term {
            PartTerm::Sequence(inner) if (part.min, part.max) == (1, Some(1)) => flat.extend(inner),
            _ => flat.push(part),
        }
    }
    // An `all` has no business beside others; taken in order nothing of it is lost.
    if flat.len() > 1 {
        let mut open = Vec::with_capacity(flat.len());
        for part in flat {
            match part.term {
                PartTerm::All(inner) if part.min == 1 => open.extend(inner),
                _ => open.push(part),
            }
        }
        return open;
    }
    flat
}

/// `part`, `min` to `max` times: one particle where their product is exact, else a sequence around it.
fn repeat<'m>(part: Part<'m>, min: u32, max: Option<u32>, node: &'m Arc<Particle>) -> Part<'m> {
    let once = (1, Some(1));
    let (inner_min, inner_max) = (part.min, part.max);
    // From n to m times, p to q times: that's all from pn to qm where nothing lies between the most of k times and the
    // least of k + 1 times, for any k from p on.
    let gapless = match (min, inner_max) {
        _ if max == Some(min) => true,
        (0, _) => inner_min <= 1,
        (_, None) => true,
        (_, Some(most)) => {
            let slack = min.saturating_mul(most.saturating_sub(inner_min));
            slack >= inner_min.saturating_sub(1)
        }
    };
    let exact = gapless || (min, max) == once || (inner_min, inner_max) == once;
    match exact {
        true => Part {
            min: min.saturating_mul(inner_min),
            max: max.zip(inner_max).map(|(a, b)| a.saturating_mul(b)),
            ..part
        },
        false => Part {
            min,
            max,
            term: PartTerm::Sequence(vec![part]),
            node,
        },
    }
}

/// Every element and wildcard of a part in document order, at any depth, groups of the model included, each once; as
/// many as a content model may have.
pub(super) fn leaves<'m>(
    model: &'m Model,
    groups: &Rc<Groups>,
    part: &Part<'m>,
) -> impl Iterator<Item = Part<'m>> + use<'m> {
    let groups = Rc::clone(groups);
    let mut seen = HashSet::new();
    let mut todo = vec![part.clone()];
    let leaves = std::iter::from_fn(move || {
        loop {
            let part = todo.pop()?;
            match &part.term {
                PartTerm::Element(_) | PartTerm::Any(_) => return Some(part),
                PartTerm::Choice(parts) | PartTerm::Sequence(parts) | PartTerm::All(parts) => {
                    todo.extend(parts.iter().rev().cloned());
                }
                PartTerm::Group(id) => {
                    if seen.insert(*id) {
                        let group = model.groups.get(id.0 as usize);
                        todo.extend(
                            group.and_then(|g| Plain::new(model, &groups).part(&g.particle)),
                        );
                    }
                }
            }
        }
    });
    leaves.take(LEAVES)
}
