//! The macros by which generated types become values: one line a member, table entry and slot together.
//!
//! `Debug`, `Clone` and `PartialEq` come with them, since they go by the table, too. Types, fields and variants may have any
//! name, that of a prelude item too: all paths here are absolute, and variants are named through `Self`.
//!
//! Each item that a macro expands to is one for each type of a schema, and half of what a user's compiler does; so there are
//! as few as can be, and what follows from a table is written once for all that have one.

/// A generated struct, with how many members it has that aren't attributes: `complex!(Order(1), named NS "OrderType",
/// Content::Sequence; 0 sku = one(NS, "sku"); @ 1 id = attribute(..);)`.
#[doc(hidden)]
#[macro_export]
macro_rules! complex {
    ($type:ident($count:literal), $named:ident $ns:tt $name:literal, $content:expr;
     $($i:literal $field:ident = $member:expr;)* $(@ $($j:literal $attr:ident = $attribute:expr;)*)?) => {
        #[allow(unreachable_code, clippy::allow_attributes)]
        impl $crate::support::HasShape for $type {
            const SHAPE: &'static $crate::support::Shape = {
                use $crate::support::*;
                // A static array of a length that's written out: the compiler takes longer over a constant, over slices in the
                // table, and over the numbers being counted.
                static MEMBERS: [$crate::support::Member; $count] = [$($member),*];
                &$crate::support::Shape {
                    name: $crate::support::Name { ns: $ns, local: $name },
                    named: $crate::named!($named),
                    content: $content,
                    members: &MEMBERS,
                    attributes: &[$($($attribute),*)?],
                    rust: ::core::stringify!($type $($field)* $($($attr)*)?),
                }
            };
            // In line: what follows from these is what's in the tables of functions, and calls each once.
            #[inline]
            fn field(&self, i: ::core::primitive::usize) -> ::core::option::Option<&dyn $crate::support::Field> {
                ::core::option::Option::Some(match i {
                    $($i => &self.$field,)*
                    $($($j => &self.$attr,)*)?
                    _ => return ::core::option::Option::None,
                })
            }
            #[inline]
            fn field_mut(&mut self, i: ::core::primitive::usize)
                -> ::core::option::Option<&mut dyn $crate::support::Field> {
                ::core::option::Option::Some(match i {
                    $($i => &mut self.$field,)*
                    $($($j => &mut self.$attr,)*)?
                    _ => return ::core::option::Option::None,
                })
            }
        }
        impl $crate::support::Value for $type {
            type As = $crate::support::AsComplex;
        }
        $crate::__by_table!($type, debug_struct, clone_struct, same_struct);
    };
}

/// What goes by the table of a struct or of an enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_table {
    ($type:ident, $debug:ident, $clone:ident, $same:ident) => {
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::$debug(self, f)
            }
        }
        // As good as derived, so a derived `Hash` or `Eq` agrees with it.
        #[automatically_derived]
        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                $crate::support::$clone(self)
            }
        }
        #[automatically_derived]
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> ::core::primitive::bool {
                $crate::support::$same(self, other)
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
                use $crate::support::*;
                static VARIANTS: [$crate::support::Member; [$($i),+].len()] = [$($member),+];
                &$crate::support::ChoiceShape {
                    name: $name,
                    declared: $declared,
                    variants: &VARIANTS,
                    rust: ::core::stringify!($($variant)+),
                }
            };
            #[inline]
            fn variant(&self) -> (::core::primitive::usize, &dyn $crate::support::Field) {
                match self {
                    $(Self::$variant(value) => ($i, value),)+
                }
            }
            #[inline]
            fn variant_mut(&mut self, i: ::core::primitive::usize)
                -> ::core::option::Option<&mut dyn $crate::support::Field> {
                if $crate::support::Choice::variant(self).0 != i {
                    *self = match i {
                        $($i => Self::$variant(::core::default::Default::default()),)+
                        _ => return ::core::option::Option::None,
                    };
                }
                ::core::option::Option::Some(match self {
                    $(Self::$variant(value) => value,)+
                })
            }
        }
        impl $crate::support::Value for $type {
            type As = $crate::__kind!($slot);
        }
        $crate::__by_table!($type, debug_choice, clone_choice, same_choice);
    };
}

/// The kind of an enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __kind {
    (Choice) => {
        $crate::support::AsChoice
    };
    (Derived) => {
        $crate::support::AsDerived
    };
}

#[cfg(test)]
mod tests;
