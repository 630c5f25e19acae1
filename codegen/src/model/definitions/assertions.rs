//! Assertions of policies that nothing here fulfils, to be told of in the end: many copies of many.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::document::Node;
use crate::name::QName;

/// Where an assertion stands.
type Place = (Arc<str>, u32, u32);

/// Assertions. Of a policy that many refer to, or that many messages are concerned by, they are shared: both may be many.
#[derive(Clone, Debug, Default)]
pub(super) struct Assertions {
    pub(super) own: BTreeMap<Place, QName>,
    /// Each once, by where it is in memory, with how many there are in it.
    pub(super) shared: BTreeMap<*const Assertions, (Rc<Assertions>, usize)>,
}

impl Assertions {
    /// This one.
    pub(super) fn one(node: &Node) -> Assertions {
        let at = &node.at;
        let place = (Arc::clone(&at.file), at.line, at.column);
        Assertions {
            own: BTreeMap::from([(place, node.name.clone())]),
            shared: BTreeMap::new(),
        }
    }

    /// Adds others.
    pub(super) fn extend(&mut self, mut other: Assertions) {
        self.own.extend(std::mem::take(&mut other.own));
        self.shared.extend(std::mem::take(&mut other.shared));
    }

    /// How many there are in all; one that is in several that are shared counts as often.
    pub(super) fn count(&self) -> usize {
        let shared = self.shared.values().map(|(_, count)| *count);
        shared.fold(self.own.len(), usize::saturating_add)
    }

    /// Makes copies cheap.
    pub(super) fn share(&mut self) {
        if self.own.len() + self.shared.len() > 1 {
            let count = self.count();
            let all = Rc::new(std::mem::take(self));
            self.shared.insert(Rc::as_ptr(&all), (all, count));
        }
    }

    /// All of them by their places.
    pub(super) fn all(&self) -> BTreeMap<Place, QName> {
        let (mut all, mut seen) = (BTreeMap::new(), HashSet::new());
        let mut todo = vec![self];
        while let Some(next) = todo.pop() {
            if seen.insert(std::ptr::from_ref(next)) {
                all.extend(next.own.iter().map(|(at, name)| (at.clone(), name.clone())));
                todo.extend(next.shared.values().map(|(shared, _)| &**shared));
            }
        }
        all
    }
}

impl Drop for Assertions {
    /// One after the other: policies that refer to each other make a chain as long as there are policies.
    fn drop(&mut self) {
        let mut todo = vec![std::mem::take(&mut self.shared)];
        while let Some(next) = todo.pop() {
            let last = next.into_values();
            let last = last.filter_map(|(shared, _)| Rc::into_inner(shared));
            todo.extend(last.map(|mut last| std::mem::take(&mut last.shared)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_chain_of_policies_is_no_depth() {
        let mut chain = Assertions::default();
        for line in 0..100_000 {
            let name = QName {
                namespace: "urn:z".into(),
                local: "x".into(),
            };
            chain.extend(Assertions {
                own: BTreeMap::from([(("a.wsdl".into(), line, 1), name)]),
                shared: BTreeMap::new(),
            });
            chain.share();
        }
        assert_eq!((chain.count(), chain.all().len()), (100_000, 100_000));
    }
}
