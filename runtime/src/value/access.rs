//! How the codec gets at a value of some kind: the two functions of [`Value`], written once for each kind.

use super::{Choice, Complex, Enumeration, Item, Slot, Text, Value};

/// How the codec gets at a value.
pub trait Access<T: ?Sized> {
    /// The hole to read one value into. With `nil` the document says `xsi:nil="true"`.
    fn slot(value: &mut T, nil: bool) -> Slot<'_>;
    /// The value as it is.
    fn item(value: &T) -> Item<'_>;
}

/// A kind of value that can't be nil: what it's read into, and what it's written from.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $trait:path => $variant:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $kind {}

        impl<T: $trait> Access<T> for $kind {
            #[inline]
            fn slot(value: &mut T, nil: bool) -> Slot<'_> {
                match nil {
                    true => Slot::NotNillable,
                    false => Slot::$variant(value),
                }
            }

            #[inline]
            fn item(value: &T) -> Item<'_> {
                Item::$variant(value)
            }
        }
    )+};
}

kinds! {
    /// A value with a lexical form.
    AsText: Text => Text;
    /// A generated enumeration.
    AsListed: Enumeration => Listed;
    /// A generated struct.
    AsComplex: Complex => Complex;
    /// A generated enum over what is next in the content.
    AsChoice: Choice => Choice;
    /// A generated enum over a type and those derived from it.
    AsDerived: Choice => Derived;
}

impl<T: Value> Access<Box<T>> for Box<T> {
    #[inline]
    fn slot(value: &mut Box<T>, nil: bool) -> Slot<'_> {
        (**value).slot(nil)
    }

    #[inline]
    fn item(value: &Box<T>) -> Item<'_> {
        (**value).item()
    }
}

impl<T: Value> Value for Box<T> {
    type As = Self;
    const NILLABLE: bool = T::NILLABLE;
}
