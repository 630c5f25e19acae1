//! Content models in the form in which Rust types follow from them.
//!
//! In comes a schema's particle; out goes an equivalent one without what makes no difference: sequences in sequences,
//! choices in choices and groups of one are gone, occurrences are multiplied where that's exact. Must not know Rust.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use crate::model::{ElementId, GroupId, Model, Particle, Term, Wildcard};

/// How deep in a content model groups are still taken in; below that they're kept as types of their own.
const DEPTH: usize = 64;
/// How many particles a group may have, those of the groups in it included, to be taken in where it's referred to.
const LARGE: usize = 500;
/// How many elements and wildcards of a content model are looked at.
const LEAVES: usize = 20_000;

/// What is to be known of each group of a model where it's referred to.
#[derive(Debug)]
pub(super) struct Groups(Vec<Known>);

#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// How many particles it has. Groups that hold others twice, and these others twice, are small schemas but large
    /// types; a group that's too large is a type of its own, and one particle for those who refer to it.
    size: usize,
    /// Of a group that is a choice, how often it occurs by itself: its type is an enum of one turn, so the turns are for
    /// those who refer to it to count.
    turns: Option<(u32, Option<u32>)>,
}

impl Groups {
    pub(super) fn of(model: &Model) -> Rc<Self> {
        let mut groups = Rc::new(Groups(vec![Known::default(); model.groups.len()]));
        // Groups whose particles are being counted, each after those that it holds.
        let mut todo: Vec<(usize, bool)> = (0..model.groups.len()).map(|i| (i, false)).collect();
        let mut begun = vec![false; model.groups.len()];
        while let Some((i, counted)) = todo.pop() {
            let Some(group) = model.groups.get(i) else {
                continue;
            };
            let (own, inner) = count(&group.particle);
            if counted {
                let inner = inner.iter().map(|id| groups.within(*id)).sum::<usize>();
                let part = Plain::new(model, &groups).part(&group.particle);
                let choice = part.filter(|part| matches!(part.term, PartTerm::Choice(_)));
                let turns = choice.map(|part| (part.min, part.max));
                if let Some(known) = Rc::get_mut(&mut groups).and_then(|groups| groups.0.get_mut(i))
                {
                    *known = Known {
                        size: own + inner,
                        turns,
                    };
                }
            } else if let Some(begun) = begun.get_mut(i).filter(|begun| !**begun) {
                *begun = true;
                todo.push((i, true));
                todo.extend(inner.iter().map(|id| (id.0 as usize, false)));
            }
        }
        groups
    }

    fn get(&self, id: GroupId) -> Known {
        self.0.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Whether a group's type is an enum.
    pub(super) fn is_choice(&self, id: GroupId) -> bool {
        self.get(id).turns.is_some()
    }

    /// How much a reference to a group adds.
    fn within(&self, id: GroupId) -> usize {
        match self.get(id).size {
            size if size <= LARGE => size,
            _ => 1,
        }
    }
}

/// How many particles there are, and the groups that they refer to.
fn count(particle: &Arc<Particle>) -> (usize, Vec<GroupId>) {
    let mut count = 0;
    let mut groups = Vec::new();
    let mut todo = vec![particle];
    while let Some(particle) = todo.pop() {
        count += 1;
        match &particle.term {
            Term::Group(id) => groups.push(*id),
            Term::Sequence(items) | Term::Choice(items) | Term::All(items) => todo.extend(items),
            Term::Element(_) | Term::Any(_) => {}
        }
    }
    (count, groups)
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Location;

    fn particle(min: u32, max: u32, term: Term) -> Arc<Particle> {
        let max = (max != u32::MAX).then_some(max);
        let at = Location::default();
        Arc::new(Particle { min, max, term, at })
    }

    fn element(id: u32, min: u32, max: u32) -> Arc<Particle> {
        particle(min, max, Term::Element(ElementId(id)))
    }

    fn show(part: &Part<'_>) -> String {
        let occurs = match (part.min, part.max) {
            (1, Some(1)) => String::new(),
            (0, Some(1)) => "?".to_owned(),
            (0, None) => "*".to_owned(),
            (1, None) => "+".to_owned(),
            (min, max) => format!("{{{min},{max:?}}}"),
        };
        let join = |parts: &[Part<'_>], by: &str| {
            let parts: Vec<_> = parts.iter().map(show).collect();
            format!("({})", parts.join(by))
        };
        let term = match &part.term {
            PartTerm::Element(id) => id.0.to_string(),
            PartTerm::Any(_) => "any".to_owned(),
            PartTerm::Choice(parts) => join(parts, "|"),
            PartTerm::Sequence(parts) => join(parts, ","),
            PartTerm::All(parts) => join(parts, "&"),
            PartTerm::Group(id) => format!("g{}", id.0),
        };
        format!("{term}{occurs}")
    }

    fn plain(particle: &Arc<Particle>) -> String {
        let model = Model::default();
        let part = Plain::new(&model, &Groups::of(&model)).part(particle);
        part.as_ref().map(show).unwrap_or_default()
    }

    const MANY: u32 = u32::MAX;

    #[test]
    fn what_makes_no_difference_goes() {
        let sequence =
            |min, max, items: &[Arc<Particle>]| particle(min, max, Term::Sequence(items.to_vec()));
        let choice =
            |min, max, items: &[Arc<Particle>]| particle(min, max, Term::Choice(items.to_vec()));
        let [a, b, c] = [0, 1, 2].map(|i| element(i, 1, 1));
        for (particle, expected) in [
            (
                sequence(1, 1, &[a.clone(), sequence(1, 1, &[b.clone(), c.clone()])]),
                "(0,1,2)",
            ),
            (
                sequence(1, 1, &[a.clone(), sequence(0, 1, &[b.clone(), c.clone()])]),
                "(0,(1,2)?)",
            ),
            (
                sequence(
                    1,
                    1,
                    &[
                        a.clone(),
                        sequence(0, 1, &[element(1, 0, 1), element(2, 0, 1)]),
                    ],
                ),
                "(0,1?,2?)",
            ),
            (sequence(0, MANY, std::slice::from_ref(&a)), "0*"),
            (sequence(0, 1, &[element(0, 2, 3)]), "(0{2,Some(3)})?"),
            (sequence(2, 2, &[element(0, 1, 2)]), "0{2,Some(4)}"),
            (sequence(2, 2, &[element(0, 3, 3)]), "0{6,Some(6)}"),
            (sequence(2, 3, &[element(0, 2, 3)]), "0{4,Some(9)}"),
            (
                sequence(1, 3, &[element(0, 3, 4)]),
                "(0{3,Some(4)}){1,Some(3)}",
            ),
            (sequence(1, MANY, &[element(0, 2, 3)]), "0{2,None}"),
            (
                choice(1, 1, &[a.clone(), choice(1, 1, &[b.clone(), c.clone()])]),
                "(0|1|2)",
            ),
            (choice(1, 1, &[element(0, 0, 1), b.clone()]), "(0|1)?"),
            (choice(0, MANY, &[element(0, 0, MANY), b.clone()]), "(0|1)*"),
            (choice(1, 1, &[element(0, 0, MANY), b.clone()]), "(0+|1)?"),
            (choice(1, 1, &[sequence(1, 1, &[]), b.clone()]), "1?"),
            (
                choice(1, 1, &[sequence(1, 1, &[a.clone(), b.clone()]), c.clone()]),
                "((0,1)|2)",
            ),
            (sequence(1, 1, &[element(0, 0, 0)]), ""),
            (choice(1, 1, &[]), ""),
        ] {
            assert_eq!(plain(&particle), expected);
        }
    }

    fn with_groups(particles: impl IntoIterator<Item = Arc<Particle>>) -> Model {
        let mut model = Model::default();
        let groups = particles.into_iter().enumerate();
        model
            .groups
            .extend(groups.map(|(i, particle)| crate::model::Group {
                name: crate::name::QName {
                    namespace: "".into(),
                    local: format!("g{i}").into(),
                },
                doc: None,
                at: Location::default(),
                particle,
            }));
        model
    }

    #[test]
    fn the_turns_of_a_choice_are_counted_where_its_group_is_referred_to() {
        let turns = |min, max| {
            let choice = Term::Choice(vec![element(0, 1, 1), element(1, 1, 1)]);
            particle(1, 1, Term::Sequence(vec![particle(min, max, choice)]))
        };
        for (of_group, of_reference, expected) in [
            ((0, MANY), (1, 1), "g0*"),
            ((1, 1), (0, MANY), "g0*"),
            ((1, MANY), (0, 1), "g0*"),
            ((2, 2), (1, 2), "(g0{2,Some(2)}){1,Some(2)}"),
            ((0, 1), (1, 3), "g0{0,Some(3)}"),
        ] {
            let model = with_groups([turns(of_group.0, of_group.1)]);
            let root = particle(of_reference.0, of_reference.1, Term::Group(GroupId(0)));
            let part = Plain::new(&model, &Groups::of(&model)).part(&root);
            assert_eq!(part.as_ref().map(show).as_deref(), Some(expected));
        }
    }

    /// Where turns and occurrences don't multiply exactly, an alternative is as often what occurs in turns.
    #[test]
    fn the_turns_of_a_group_count_in_a_choice() {
        for (min, max, of_reference, expected) in [
            (2, MANY, (0, 1), "((g0{2,None})|2)?"),
            (2, 2, (1, 2), "((g0{2,Some(2)}){1,Some(2)}|2)"),
            (2, 2, (1, 1), "(g0{2,Some(2)}|2)"),
        ] {
            let choice = Term::Choice(vec![element(0, 1, 1), element(1, 1, 1)]);
            let model = with_groups([particle(min, max, choice)]);
            let (of_min, of_max) = of_reference;
            let group = particle(of_min, of_max, Term::Group(GroupId(0)));
            let root = particle(1, 1, Term::Choice(vec![group, element(2, 1, 1)]));
            let part = Plain::new(&model, &Groups::of(&model)).part(&root);
            assert_eq!(part.as_ref().map(show).as_deref(), Some(expected));
        }
    }

    #[test]
    fn groups_that_multiply_stay_within_bounds() {
        let model = with_groups((0..60u32).map(|i| {
            let next = particle(1, 1, Term::Group(GroupId(i + 1)));
            let items = if i == 59 {
                vec![element(0, 1, 1), element(1, 1, 1)]
            } else {
                vec![next.clone(), next]
            };
            particle(1, 1, Term::Sequence(items))
        }));
        let root = particle(1, 1, Term::Group(GroupId(0)));
        let groups = Groups::of(&model);
        for i in 0..60 {
            let of_group = Plain::new(&model, &groups).part(&model.groups[i].particle);
            assert!(leaves(&model, &groups, &of_group.unwrap()).count() <= 2 * LARGE);
        }
        // Nothing is lost: there's a way to each element.
        let part = Plain::new(&model, &groups).part(&root).unwrap();
        let all: HashSet<_> = leaves(&model, &groups, &part)
            .map(|leaf| show(&leaf))
            .collect();
        assert_eq!(all, HashSet::from(["0".to_owned(), "1".to_owned()]));
    }
}
