//! A value that may be nil: `xsi:nil="true"` (XSD 1.0 part 1, 2.6.2).

use super::{Access, Item, MaybeNil, Slot, Value};

/// Nil or a value; an absent element is an `Option` around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nillable<T> {
    /// `xsi:nil="true"`
    #[default]
    Nil,
    /// A value.
    Value(T),
}

impl<T> Nillable<T> {
    /// The value, if it's not nil.
    pub fn value(self) -> Option<T> {
        match self {
            Nillable::Nil => None,
            Nillable::Value(value) => Some(value),
        }
    }

    /// A reference to the value, if it's not nil.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Nillable::Nil => None,
            Nillable::Value(value) => Some(value),
        }
    }

    /// Whether it's nil.
    pub fn is_nil(&self) -> bool {
        matches!(self, Nillable::Nil)
    }
}

impl<T> From<T> for Nillable<T> {
    fn from(value: T) -> Self {
        Nillable::Value(value)
    }
}

impl<T: Value> Value for Nillable<T> {
    type As = Self;
    const NILLABLE: bool = true;
}

impl<T: Value> Access<Nillable<T>> for Nillable<T> {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        if nil {
            *value = Nillable::Nil;
            return Slot::Nil;
        }
        Slot::Nillable(value)
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        match value {
            Nillable::Nil => Item::Nil,
            Nillable::Value(value) => value.item(),
        }
    }
}

impl<T: Value> MaybeNil for Nillable<T> {
    fn nil(&mut self) {
        *self = Nillable::Nil;
    }

    fn value(&mut self) -> Slot<'_> {
        *self = Nillable::Value(T::default());
        match self {
            Nillable::Value(value) => value.slot(false),
            Nillable::Nil => Slot::Nil,
        }
    }
}
