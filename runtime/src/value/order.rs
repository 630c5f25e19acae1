//! In which order the elements of an `xs:all` are written.

use super::{Access, Item, Slot, Value};

/// The order in which the elements of an `xs:all` came, so that they're written as they were read. By default it's the
/// schema's. It means nothing, so any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Order(Vec<usize>);

impl Order {
    /// A member came.
    pub(crate) fn push(&mut self, member: usize) {
        if !self.0.contains(&member) {
            self.0.push(member);
        }
    }

    /// Whether it's the schema's.
    pub(crate) fn is_usual(&self) -> bool {
        self.0.is_sorted()
    }

    /// The members of a struct with `count` of them: those that came, then the others.
    pub(crate) fn members(&self, count: usize) -> impl Iterator<Item = usize> {
        let came = self.0.iter().copied().filter(move |i| *i < count);
        came.chain((0..count).filter(|i| !self.0.contains(i)))
    }
}

impl PartialEq for Order {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Order {}

impl std::hash::Hash for Order {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl PartialOrd for Order {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Order {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl Value for Order {
    type As = Self;
}

impl Access<Order> for Order {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        if nil {
            Slot::NotNillable
        } else {
            Slot::Order(value)
        }
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        Item::Order(value)
    }
}
