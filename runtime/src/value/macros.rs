//! The macros by which generated types become values: one line a member, table entry and slot together.
//!
//! `Debug` comes with them, since it goes by the table, too. Types, fields and variants may have any name, that of a prelude item too: all paths here are absolute, and variants
//! are named through `Self`.

/// A generated struct: `complex!(Order, named NS "OrderType", Content::Sequence; 0 sku = one(NS, "sku"); ...; @ 2 id =
/// attribute(..);)`.
#[doc(hidden)]
#[macro_export]
macro_rules! complex {
    ($type:ident, $named:ident $ns:tt $name:literal, $content:expr;
     $($i:literal $field:ident = $member:expr;)* $(@ $($j:literal $attr:ident = $attribute:expr;)*)?) => {
        impl $crate::support::HasShape for $type {
            const SHAPE: &'static $crate::support::Shape = {
                #[allow(unused_imports, clippy::allow_attributes)]
                use $crate::support::*;
                &$crate::support::Shape {
                    name: $crate::support::Name { ns: $ns, local: $name },
                    named: $crate::named!($named),
                    content: $content,
                    members: &[$($member),*],
                    attributes: &[$($($attribute),*)?],
                }
            };
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::debug_struct(
                    self,
                    ::core::stringify!($type),
                    &[$(::core::stringify!($field),)* $($(::core::stringify!($attr)),*)?],
                    f,
                )
            }
        }
        impl $crate::support::Complex for $type {
            fn shape(&self) -> &'static $crate::support::Shape {
                <Self as $crate::support::HasShape>::SHAPE
            }
            #[allow(unused_variables, clippy::allow_attributes)]
            fn slot(&mut self, i: ::core::primitive::usize, nil: ::core::primitive::bool)
                -> ::core::option::Option<$crate::support::Slot<'_>> {
                match i {
                    $($i => ::core::option::Option::Some($crate::support::Field::slot(&mut self.$field, nil)),)*
                    $($($j => ::core::option::Option::Some($crate::support::Field::slot(&mut self.$attr, nil)),)*)?
                    _ => ::core::option::Option::None,
                }
            }
            fn items(&self, i: ::core::primitive::usize) -> $crate::support::Items<'_> {
                match i {
                    $($i => $crate::support::Field::items(&self.$field),)*
                    $($($j => $crate::support::Field::items(&self.$attr),)*)?
                    _ => $crate::support::Items::None,
                }
            }
            fn reset(&mut self) {
                *self = ::core::default::Default::default();
            }
        }
        impl $crate::support::Value for $type {
            fn slot(&mut self, nil: ::core::primitive::bool) -> $crate::support::Slot<'_> {
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

/// A generated enum with a value in each variant: `choice!(Payment = Card, Choice "Payment"; 0 Card = one(NS, "card"); ...)`.
/// The second word is the variant of the default value; without it the type has a `Default` of its own. The third is
/// `Choice` (alternatives of content), `Derived` (types that `xsi:type` names, the declared one first) or `Abstract` (the
/// same where the declared type is abstract and not among them).
#[doc(hidden)]
#[macro_export]
macro_rules! choice {
    ($type:ident = $default:ident, $($rest:tt)+) => {
        impl ::core::default::Default for $type {
            fn default() -> Self {
                Self::$default(::core::default::Default::default())
            }
        }
        $crate::choice!($type, $($rest)+);
    };
    ($type:ident, Abstract $name:literal; $($rest:tt)+) => {
        $crate::choice!(@ $type, Derived false $name; $($rest)+);
    };
    ($type:ident, $slot:ident $name:literal; $($rest:tt)+) => {
        $crate::choice!(@ $type, $slot true $name; $($rest)+);
    };
    (@ $type:ident, $slot:ident $declared:literal $name:literal; $($i:literal $variant:ident = $member:expr;)+) => {
        impl $crate::support::HasChoice for $type {
            const CHOICE: &'static $crate::support::ChoiceShape = {
                #[allow(unused_imports, clippy::allow_attributes)]
                use $crate::support::*;
                &$crate::support::ChoiceShape { name: $name, declared: $declared, variants: &[$($member),+] }
            };
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::debug_choice(self, &[$(::core::stringify!($variant)),+], f)
            }
        }
        impl $crate::support::Choice for $type {
            fn shape(&self) -> &'static $crate::support::ChoiceShape {
                <Self as $crate::support::HasChoice>::CHOICE
            }
            fn select(&mut self, i: ::core::primitive::usize, nil: ::core::primitive::bool)
                -> ::core::option::Option<$crate::support::Slot<'_>> {
                match i {
                    $($i => {
                        if !::core::matches!(self, Self::$variant(_)) {
                            *self = Self::$variant(::core::default::Default::default());
                        }
                    })+
                    _ => return ::core::option::Option::None,
                }
                ::core::option::Option::Some(match self {
                    $(Self::$variant(value) => $crate::support::Field::slot(value, nil),)+
                })
            }
            fn selected(&self) -> (::core::primitive::usize, $crate::support::Items<'_>) {
                match self {
                    $(Self::$variant(value) => ($i, $crate::support::Field::items(value)),)+
                }
            }
            fn reset(&mut self) {
                *self = ::core::default::Default::default();
            }
        }
        impl $crate::support::Value for $type {
            fn slot(&mut self, nil: ::core::primitive::bool) -> $crate::support::Slot<'_> {
                if nil { $crate::support::Slot::NotNillable } else { $crate::support::Slot::$slot(self) }
            }
            fn item(&self) -> $crate::support::Item<'_> {
                $crate::support::Item::$slot(self)
            }
        }
    };
}

#[cfg(test)]
mod tests;
