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
                // Arrays of their own: the compiler takes half the time over them that it takes over slices in the table.
                const MEMBERS: [$crate::support::Member; <[::core::primitive::usize]>::len(&[$($i),*])] = [$($member),*];
                $crate::__attributes!($($($j = $attribute;)*)?);
                &$crate::support::Shape {
                    name: $crate::support::Name { ns: $ns, local: $name },
                    named: $crate::named!($named),
                    content: $content,
                    members: &MEMBERS,
                    attributes: &ATTRIBUTES,
                    rust: ::core::stringify!($type $($field)* $($($attr)*)?),
                }
            };
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::debug_struct(self, f)
            }
        }
        impl $crate::support::Complex for $type {
            fn shape(&self) -> &'static $crate::support::Shape {
                <Self as $crate::support::HasShape>::SHAPE
            }
            #[allow(unreachable_code, clippy::allow_attributes)]
            fn field(&self, i: ::core::primitive::usize) -> ::core::option::Option<&dyn $crate::support::Field> {
                ::core::option::Option::Some(match i {
                    $($i => &self.$field,)*
                    $($($j => &self.$attr,)*)?
                    _ => return ::core::option::Option::None,
                })
            }
            #[allow(unreachable_code, clippy::allow_attributes)]
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
                const VARIANTS: [$crate::support::Member; [$($i),+].len()] = [$($member),+];
                &$crate::support::ChoiceShape {
                    name: $name,
                    declared: $declared,
                    variants: &VARIANTS,
                    rust: ::core::stringify!($($variant)+),
                }
            };
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::debug_choice(self, f)
            }
        }
        impl $crate::support::Choice for $type {
            fn shape(&self) -> &'static $crate::support::ChoiceShape {
                <Self as $crate::support::HasChoice>::CHOICE
            }
            fn variant(&self) -> (::core::primitive::usize, &dyn $crate::support::Field) {
                match self {
                    $(Self::$variant(value) => ($i, value),)+
                }
            }
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
            fn reset(&mut self) {
                *self = ::core::default::Default::default();
            }
        }
        impl $crate::support::Value for $type {
            type As = $crate::__kind!($slot);
        }
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

/// The array of attributes, which most structs have none of.
#[doc(hidden)]
#[macro_export]
macro_rules! __attributes {
    () => {
        const ATTRIBUTES: [$crate::support::Member; 0] = [];
    };
    ($($i:literal = $member:expr;)+) => {
        const ATTRIBUTES: [$crate::support::Member; [$($i),+].len()] = [$($member),+];
    };
}

#[cfg(test)]
mod tests;
