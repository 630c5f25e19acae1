//! What can't be found, held back until it's known which operations it touches.

use std::collections::HashMap;

use crate::location::Location;
use crate::model::xsd::Gap;

/// Index into [`Problems::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::model) struct ProblemId(usize);

/// Something that refers to what isn't there.
#[derive(Debug)]
pub(super) struct Problem {
    /// Where it refers.
    pub(super) at: Location,
    /// What's wrong.
    pub(super) message: String,
    /// The way out.
    pub(super) help: Vec<String>,
    /// Whether anything that would be generated needs it.
    pub(super) needed: bool,
}

/// All problems, in the order found.
#[derive(Debug, Default)]
pub(in crate::model) struct Problems {
    all: Vec<Problem>,
    /// Those that several things may have, by their places.
    once: HashMap<Location, ProblemId>,
}

/// A component that was found, or why it can't be used.
pub(in crate::model) type Found<T> = Result<T, Vec<ProblemId>>;

/// What's wrong with a reference: one sentence, and the way out.
#[derive(Debug)]
pub(in crate::model) struct Flaw {
    pub(super) message: String,
    pub(super) help: Vec<String>,
}

impl Flaw {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: vec![help.into()],
        }
    }
}

impl Problems {
    /// Notes a problem that concerns nothing yet.
    pub(in crate::model) fn add(&mut self, at: &Location, flaw: Flaw) -> ProblemId {
        self.all.push(Problem {
            at: at.clone(),
            message: flaw.message,
            help: flaw.help,
            needed: false,
        });
        ProblemId(self.all.len() - 1)
    }

    /// Notes a problem that several things may have, once.
    pub(super) fn once(&mut self, at: &Location, flaw: fn() -> Flaw) -> ProblemId {
        if let Some(id) = self.once.get(at) {
            return *id;
        }
        let id = self.add(at, flaw());
        self.once.insert(at.clone(), id);
        id
    }

    /// Notes a reference of a schema that leads to nothing. Its types are generated whether operations need them or not.
    pub(super) fn gap(&mut self, gap: &Gap) -> ProblemId {
        self.all.push(Problem {
            at: gap.at.clone(),
            message: gap.message.clone(),
            help: gap.help.clone(),
            needed: true,
        });
        ProblemId(self.all.len() - 1)
    }

    /// Notes that something that would be generated needs these.
    pub(in crate::model) fn need(&mut self, ids: &[ProblemId]) {
        for id in ids {
            if let Some(problem) = self.all.get_mut(id.0) {
                problem.needed = true;
            }
        }
    }

    /// All of them, with their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ProblemId, &Problem)> {
        let all = self.all.iter().enumerate();
        all.map(|(number, problem)| (ProblemId(number), problem))
    }

    /// A problem.
    pub(super) fn get(&self, id: ProblemId) -> Option<&Problem> {
        self.all.get(id.0)
    }
}
