//! What of a request's names and values hasn't found its place yet, and the order in which it came.
//!
//! Each pair is taken once and passed over once in each line that it stands in, however many names there are.

use std::cell::Cell;
use std::collections::HashMap;

use super::given::Given;

pub(super) struct Left<'g> {
    given: &'g Given,
    /// Where those of each name are.
    places: HashMap<&'g str, &'g [usize]>,
    is_taken: Vec<bool>,
    /// How many have been taken.
    pub(super) taken: usize,
}

/// Names and values in the order in which they came; whoever looks for the next passes over what was taken since.
#[derive(Default)]
pub(super) struct Line {
    places: Vec<usize>,
    front: Cell<usize>,
}

impl<'g> Left<'g> {
    pub(super) fn new(given: &'g Given) -> Self {
        Left {
            given,
            places: given.places().collect(),
            is_taken: vec![false; given.pairs.len()],
            taken: 0,
        }
    }

    /// Where those of a name are.
    fn of(&self, name: &str) -> &'g [usize] {
        #[cfg(test)]
        tests::step();
        self.places.get(name).copied().unwrap_or_default()
    }

    /// How many there are of a name.
    pub(super) fn count(&self, name: &str) -> usize {
        self.of(name).len()
    }

    /// The name of these whose first one came before the others'.
    pub(super) fn first(&self, names: &[&'static str]) -> Option<&'g str> {
        let firsts = names.iter().filter_map(|name| self.of(name).first());
        self.name(*firsts.min()?)
    }

    /// All that there is of some names.
    pub(super) fn line<'n>(&self, names: impl IntoIterator<Item = &'n &'static str>) -> Line {
        let each = names.into_iter().flat_map(|name| self.of(name));
        let mut places: Vec<usize> = each.copied().collect();
        places.sort_unstable();
        places.dedup();
        Line {
            places,
            front: Cell::default(),
        }
    }

    /// The name of the next one in a line.
    pub(super) fn next(&self, line: &Line) -> Option<&'g str> {
        loop {
            #[cfg(test)]
            tests::step();
            let at = *line.places.get(line.front.get())?;
            if self.is_taken.get(at) == Some(&false) {
                return self.name(at);
            }
            line.front.set(line.front.get() + 1);
        }
    }

    fn name(&self, at: usize) -> Option<&'g str> {
        self.given.pairs.get(at).map(|(name, _)| name.as_str())
    }

    /// Takes the first one of a name.
    pub(super) fn take(&mut self, name: &str) -> Option<&'g str> {
        let (at, rest) = self.of(name).split_first()?;
        self.took(name, *at, rest)
    }

    /// Takes the last one of a name.
    pub(super) fn take_last(&mut self, name: &str) -> Option<&'g str> {
        let (at, rest) = self.of(name).split_last()?;
        self.took(name, *at, rest)
    }

    fn took(&mut self, name: &str, at: usize, rest: &'g [usize]) -> Option<&'g str> {
        *self.places.get_mut(name)? = rest;
        *self.is_taken.get_mut(at)? = true;
        self.taken += 1;
        Some(self.given.value(at))
    }

    /// The names of what is left, in the order in which it came.
    pub(super) fn names(&self) -> impl Iterator<Item = &'g str> {
        let each = self.given.pairs.iter().zip(&self.is_taken);
        each.filter(|(_, taken)| !**taken)
            .map(|((name, _), _)| name.as_str())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    /// A name was looked up, or a place in a line looked at.
    pub(super) fn step() {
        STEPS.set(STEPS.get() + 1);
    }

    /// How many steps something takes.
    pub(in super::super) fn steps(run: impl FnOnce()) -> usize {
        STEPS.set(0);
        run();
        STEPS.get()
    }
}
