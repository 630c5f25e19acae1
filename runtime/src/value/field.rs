//! A field of a generated struct: `T`, `Option<T>`, `Vec<T>` or a box of it, over any [`Value`].

use super::{Access, Item, Slot, Value};

/// A field: where the next occurrence goes, and what occurrences there are.
pub trait Field {
    /// The hole for one more occurrence.
    fn slot(&mut self, nil: bool) -> Slot<'_>;
    /// All occurrences.
    fn items(&self) -> Items<'_>;
    /// Has no occurrence any more, unless it always has one.
    fn clear(&mut self);
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
        T::As::slot(self, nil)
    }

    fn items(&self) -> Items<'_> {
        Items::One(T::As::item(self))
    }

    fn clear(&mut self) {}
}

impl<T: Value> Field for Option<T> {
    fn slot(&mut self, nil: bool) -> Slot<'_> {
        T::in_option(self, nil)
    }

    fn items(&self) -> Items<'_> {
        match self {
            Some(value) => Items::Some(value.item()),
            None => Items::None,
        }
    }

    fn clear(&mut self) {
        T::out_of_option(self);
    }
}

impl<T: Value> Field for Vec<T> {
    fn slot(&mut self, nil: bool) -> Slot<'_> {
        T::in_vec(self, nil)
    }

    fn items(&self) -> Items<'_> {
        Items::Many(self)
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }
}

/// What a field does with its values. It's for the value to do, as the compiler puts code where the type is that it's of:
/// beside the type's own, not beside that of every other type's `Option`, where how each is dropped would be compiled again.
trait Held: Value {
    fn in_option(field: &mut Option<Self>, nil: bool) -> Slot<'_> {
        if field.is_some() {
            Self::out_of_option(field);
        }
        if nil && !Self::NILLABLE {
            return Slot::NotNillable;
        }
        // There's nothing to drop in it, which the compiler doesn't know.
        std::mem::forget(field.replace(Self::default()));
        match field {
            Some(value) => Self::As::slot(value, nil),
            None => Slot::NotNillable,
        }
    }

    #[cold]
    fn out_of_option(field: &mut Option<Self>) {
        *field = None;
    }

    fn in_vec(field: &mut Vec<Self>, nil: bool) -> Slot<'_> {
        if nil && !Self::NILLABLE {
            return Slot::NotNillable;
        }
        field.push(Self::default());
        match field.last_mut() {
            Some(value) => Self::As::slot(value, nil),
            // It was pushed just now.
            None => Slot::NotNillable,
        }
    }
}

impl<T: Value> Held for T {}

impl<T: Value> Seq for Vec<T> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn get(&self, i: usize) -> Option<Item<'_>> {
        Some(T::As::item(self.as_slice().get(i)?))
    }
}
