//! The macros by which generated types become values: one line a member, table entry and slot together.

/// A generated struct: `complex!(Order, NS "OrderType", Sequence; 0 sku = one(NS, "sku"); ...; @ 2 id = attribute(..))`.
#[doc(hidden)]
#[macro_export]
macro_rules! complex {
    ($type:ident, $named:ident $ns:ident $name:literal, $content:expr;
     $($i:literal $field:ident = $member:expr;)* $(@ $($j:literal $attr:ident = $attribute:expr;)*)?) => {
        impl $crate::support::HasShape for $type {
            const SHAPE: &'static $crate::support::Shape = {
                #[allow(unused_imports, clippy::allow_attributes)]
                use $crate::support::*;
                &Shape {
                    name: Name { ns: $ns, local: $name },
                    named: $crate::named!($named),
                    content: $content,
                    members: &[$($member),*],
                    attributes: &[$($($attribute),*)?],
                }
            };
        }
        impl $crate::support::Complex for $type {
            fn shape(&self) -> &'static $crate::support::Shape {
                <Self as $crate::support::HasShape>::SHAPE
            }
            #[allow(unused_variables, clippy::allow_attributes)]
            fn slot(&mut self, i: usize, nil: bool) -> Option<$crate::support::Slot<'_>> {
                match i {
                    $($i => Some($crate::support::Field::slot(&mut self.$field, nil)),)*
                    $($($j => Some($crate::support::Field::slot(&mut self.$attr, nil)),)*)?
                    _ => None,
                }
            }
            fn items(&self, i: usize) -> $crate::support::Items<'_> {
                match i {
                    $($i => $crate::support::Field::items(&self.$field),)*
                    $($($j => $crate::support::Field::items(&self.$attr),)*)?
                    _ => $crate::support::Items::None,
                }
            }
        }
        impl $crate::support::Value for $type {
            fn slot(&mut self, nil: bool) -> $crate::support::Slot<'_> {
                if nil { $crate::support::Slot::NotNillable } else { $crate::support::Slot::Complex(self) }
            }
            fn item(&self) -> $crate::support::Item<'_> {
                $crate::support::Item::Complex(self)
            }
        }
    };
}

/// Whether a struct's table bears the name of a type definition.
#[doc(hidden)]
#[macro_export]
macro_rules! named {
    (named) => {
        true
    };
    (anonymous) => {
        false
    };
}

/// A generated enum with a value in each variant: `choice!(Payment, Choice; 0 Card = one(NS, "card"); ...)`. The second
/// word is `Choice` (alternatives of content) or `Derived` (types that `xsi:type` names).
#[doc(hidden)]
#[macro_export]
macro_rules! choice {
    ($type:ident, $slot:ident $name:literal; $($i:literal $variant:ident = $member:expr;)+) => {
        impl $crate::support::HasChoice for $type {
            const CHOICE: &'static $crate::support::ChoiceShape = {
                #[allow(unused_imports, clippy::allow_attributes)]
                use $crate::support::*;
                &ChoiceShape { name: $name, variants: &[$($member),+] }
            };
        }
        impl $crate::support::Choice for $type {
            fn shape(&self) -> &'static $crate::support::ChoiceShape {
                <Self as $crate::support::HasChoice>::CHOICE
            }
            fn select(&mut self, i: usize, nil: bool) -> Option<$crate::support::Slot<'_>> {
                match i {
                    $($i => {
                        if !matches!(self, $type::$variant(_)) {
                            *self = $type::$variant(Default::default());
                        }
                    })+
                    _ => return None,
                }
                match self {
                    $($type::$variant(value) => Some($crate::support::Field::slot(value, nil)),)+
                }
            }
            fn selected(&self) -> (usize, $crate::support::Items<'_>) {
                match self {
                    $($type::$variant(value) => ($i, $crate::support::Field::items(value)),)+
                }
            }
        }
        impl $crate::support::Value for $type {
            fn slot(&mut self, nil: bool) -> $crate::support::Slot<'_> {
                if nil { $crate::support::Slot::NotNillable } else { $crate::support::Slot::$slot(self) }
            }
            fn item(&self) -> $crate::support::Item<'_> {
                $crate::support::Item::$slot(self)
            }
        }
    };
}
