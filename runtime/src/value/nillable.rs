//! A value that may be nil: `xsi:nil="true"` (XSD 1.0 part 1, 2.6.2).

use std::convert::Infallible;

use super::{Access, Item, MaybeNil, Slot, Value};

/// Nil or a value; an absent element is an `Option` around it.
///
/// What a nil has besides is for `A` to say: nothing, so that a `match` needs two arms, or attributes ([`NillableWith`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nillable<T, A = Infallible> {
    /// `xsi:nil="true"`
    #[default]
    Nil,
    /// A value.
    Value(T),
    /// `xsi:nil="true"` on an element with attributes. They are those of the value in it, whose content doesn't count.
    NilWith(A),
}

/// Nil or a value of a type that has attributes, which a nil may have as well, e.g. one that says why there's no value.
pub type NillableWith<T> = Nillable<T, T>;

impl<T, A> Nillable<T, A> {
    /// The value, if it's not nil.
    pub fn value(self) -> Option<T> {
        match self {
            Nillable::Nil | Nillable::NilWith(_) => None,
            Nillable::Value(value) => Some(value),
        }
    }

    /// A reference to the value, if it's not nil.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Nillable::Nil | Nillable::NilWith(_) => None,
            Nillable::Value(value) => Some(value),
        }
    }

    /// Whether it's nil.
    pub fn is_nil(&self) -> bool {
        !matches!(self, Nillable::Value(_))
    }
}

impl<T, A> From<T> for Nillable<T, A> {
    fn from(value: T) -> Self {
        Nillable::Value(value)
    }
}

/// What a nil can have besides: nothing, or the attributes of a `T`.
pub trait OfNil<T>: Sized {
    /// One to read into, if there can be any.
    fn empty() -> Option<Self>;
    /// The hole for it.
    fn slot(&mut self) -> Slot<'_>;
    /// It as it is.
    fn item(&self) -> Item<'_>;
}

impl<T> OfNil<T> for Infallible {
    fn empty() -> Option<Self> {
        None
    }

    fn slot(&mut self) -> Slot<'_> {
        match *self {}
    }

    fn item(&self) -> Item<'_> {
        match *self {}
    }
}

impl<T: Value> OfNil<T> for T {
    fn empty() -> Option<Self> {
        Some(T::default())
    }

    fn slot(&mut self) -> Slot<'_> {
        Value::slot(self, false)
    }

    fn item(&self) -> Item<'_> {
        Value::item(self)
    }
}

impl<T: Value, A: OfNil<T>> Value for Nillable<T, A> {
    type As = Self;
    const NILLABLE: bool = true;
}

impl<T: Value, A: OfNil<T>> Access<Nillable<T, A>> for Nillable<T, A> {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        if !nil {
            return Slot::Nillable(value);
        }
        match A::empty() {
            None => {
                *value = Nillable::Nil;
                Slot::Nil
            }
            Some(empty) => {
                *value = Nillable::NilWith(empty);
                Slot::NilWith(value)
            }
        }
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        match value {
            Nillable::Nil => Item::Nil,
            Nillable::Value(value) => value.item(),
            Nillable::NilWith(_) => Item::NilWith(value),
        }
    }
}

impl<T: Value, A: OfNil<T>> MaybeNil for Nillable<T, A> {
    fn nil(&mut self) {
        *self = Nillable::Nil;
    }

    fn value(&mut self) -> Slot<'_> {
        *self = Nillable::Value(T::default());
        self.inner().unwrap_or(Slot::Nil)
    }

    fn inner(&mut self) -> Option<Slot<'_>> {
        match self {
            Nillable::Nil => None,
            Nillable::Value(value) => Some(value.slot(false)),
            Nillable::NilWith(attributes) => Some(attributes.slot()),
        }
    }

    fn inner_item(&self) -> Option<Item<'_>> {
        match self {
            Nillable::Nil => None,
            Nillable::Value(value) => Some(value.item()),
            Nillable::NilWith(attributes) => Some(attributes.item()),
        }
    }
}
