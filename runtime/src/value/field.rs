//! A field of a generated struct: `T`, `Option<T>`, `Vec<T>` or a box of it, over any [`Value`].

use super::{Item, Slot, Value};

/// A field: where the next occurrence goes, and what occurrences there are.
pub trait Field {
    /// The hole for one more occurrence.
    fn slot(&mut self, nil: bool) -> Slot<'_>;
    /// All occurrences.
    fn items(&self) -> Items<'_>;
    /// Becomes the default.
    fn reset(&mut self);
}

/// The occurrences in a field.
#[derive(Clone, Copy)]
pub enum Items<'a> {
    /// Absent.
    None,
    /// One, which is always there.
    One(Item<'a>),
    /// One that could be absent.
    Some(Item<'a>),
    /// Any number.
    Many(&'a dyn Seq),
}

/// A run of values.
pub trait Seq {
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The one at `i`.
    fn get(&self, i: usize) -> Option<Item<'_>>;
}

impl<T: Value> Field for T {
    fn slot(&mut self, nil: bool) -> Slot<'_> {
        Value::slot(self, nil)
    }

    fn items(&self) -> Items<'_> {
        Items::One(self.item())
    }

    fn reset(&mut self) {
        *self = T::default();
    }
}

impl<T: Value> Field for Option<T> {
    fn slot(&mut self, nil: bool) -> Slot<'_> {
        if nil && !T::NILLABLE {
            *self = None;
            return Slot::NotNillable;
        }
        self.insert(T::default()).slot(nil)
    }

    fn items(&self) -> Items<'_> {
        match self {
            Some(value) => Items::Some(value.item()),
            None => Items::None,
        }
    }

    fn reset(&mut self) {
        *self = None;
    }
}

impl<T: Value> Field for Vec<T> {
    fn slot(&mut self, nil: bool) -> Slot<'_> {
        if nil && !T::NILLABLE {
            return Slot::NotNillable;
        }
        self.push_mut_default().slot(nil)
    }

    fn items(&self) -> Items<'_> {
        Items::Many(self)
    }

    fn reset(&mut self) {
        self.clear();
    }
}

trait PushMut<T> {
    fn push_mut_default(&mut self) -> &mut T;
}

impl<T: Default> PushMut<T> for Vec<T> {
    fn push_mut_default(&mut self) -> &mut T {
        let at = self.len();
        self.push(T::default());
        // Just pushed, so it's there.
        #[allow(
            clippy::indexing_slicing,
            reason = "the item at `at` was pushed on the line above"
        )]
        &mut self[at]
    }
}

impl<T: Value> Seq for Vec<T> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn get(&self, i: usize) -> Option<Item<'_>> {
        self.as_slice().get(i).map(Value::item)
    }
}
