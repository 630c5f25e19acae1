//! What is known of a model's groups where they're referred to: how large each is, and how often a choice occurs by itself.
//!
//! In comes a model; out goes what is the same wherever a group stands. Must not know Rust.

use std::rc::Rc;
use std::sync::Arc;

use super::{PartTerm, Plain};
use crate::model::{GroupId, Model, Particle, Term};

/// How many particles a group may have, those of the groups in it included, to be taken in where it's referred to.
pub(super) const LARGE: usize = 500;

/// What is to be known of each group of a model where it's referred to.
#[derive(Debug)]
pub(in crate::plan) struct Groups(Vec<Known>);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// How many particles it has. Groups that hold others twice, and these others twice, are small schemas but large
    /// types; a group that's too large is a type of its own, and one particle for those who refer to it.
    pub(super) size: usize,
    /// Of a group that is a choice, how often it occurs by itself: its type is an enum of one turn, so the turns are for
    /// those who refer to it to count.
    pub(super) turns: Option<(u32, Option<u32>)>,
}

impl Groups {
    pub(in crate::plan) fn of(model: &Model) -> Rc<Self> {
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

    pub(super) fn get(&self, id: GroupId) -> Known {
        self.0.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Whether a group's type is an enum.
    pub(in crate::plan) fn is_choice(&self, id: GroupId) -> bool {
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
