//! Unions: a value of one of several simple types (XSD 1.0 part 2, 2.5.1.3).

use super::{Names, Text, TextError};
use crate::schema::Simple;

/// Reads `text` as one member type of a union, if it's one: its lexical rules and facets hold, and an enumeration lists
/// it.
pub fn union_member<T: Text + Default>(
    text: &str,
    names: &dyn Names,
    simple: Option<&Simple>,
) -> Option<T> {
    let mut value = T::default();
    match simple {
        Some(simple) => {
            simple.check(text, names).ok()?;
            value.parse(&simple.white_space.apply(text), names).ok()?;
        }
        None => value.parse(text, names).ok()?,
    }
    value.recognized().then_some(value)
}

/// Reads `text` as a member type of a union that it isn't quite one of, so that a value the schema doesn't know yet isn't
/// lost: first without facets and whether it's listed, then in the forms that a lenient reading understands.
pub fn union_member_loosely<T: Text + Default>(
    text: &str,
    names: &dyn Names,
    quite: bool,
) -> Option<T> {
    let mut value = T::default();
    match quite {
        true => value.parse(text, names).ok()?,
        false => value.parse_loosely(text, names).ok()?,
    }
    Some(value)
}

/// What to say about a text that no member type takes.
#[cold]
pub fn no_union_member(name: &'static str) -> TextError {
    TextError::new(format!("expected a value of one of the types of {name}"))
}

/// A generated union: `union!(Size = Number; Number(i32) = &self::SMALL, Name(SizeName));`, each variant with the Rust type
/// of a member type and, where that says too little, its facets. Reading takes the first that fits. The second word is
/// the variant of the default value; without it the type has a `Default` of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($type:ident = $default:ident; $($rest:tt)+) => {
        impl ::core::default::Default for $type {
            fn default() -> Self {
                Self::$default(::core::default::Default::default())
            }
        }
        $crate::union!($type; $($rest)+);
    };
    ($type:ident; $($variant:ident($member:ty) $(= $simple:expr)?),+ $(,)?) => {
        impl $crate::support::Text for $type {
            fn parse(&mut self, text: &::core::primitive::str, names: &dyn $crate::support::Names)
                -> ::core::result::Result<(), $crate::value::TextError> {
                $(
                    let simple = $crate::union!(@ $($simple)?);
                    if let ::core::option::Option::Some(value) = $crate::support::union_member(text, names, simple) {
                        *self = Self::$variant(value);
                        return ::core::result::Result::Ok(());
                    }
                )+
                ::core::result::Result::Err($crate::support::no_union_member(::core::stringify!($type)))
            }
            fn parse_loosely(&mut self, text: &::core::primitive::str, names: &dyn $crate::support::Names)
                -> ::core::result::Result<(), $crate::value::TextError> {
                for quite in [true, false] {
                    $(
                        if let ::core::option::Option::Some(value) = $crate::support::union_member_loosely(text, names, quite) {
                            *self = Self::$variant(value);
                            return ::core::result::Result::Ok(());
                        }
                    )+
                }
                ::core::result::Result::Err($crate::support::no_union_member(::core::stringify!($type)))
            }
            fn print(&self, out: &mut ::std::string::String, names: &mut dyn $crate::support::Prefixes)
                -> ::core::result::Result<(), $crate::value::TextError> {
                match self {
                    $(Self::$variant(value) => $crate::support::Text::print(value, out, names),)+
                }
            }
            fn recognized(&self) -> ::core::primitive::bool {
                match self {
                    $(Self::$variant(value) => $crate::support::Text::recognized(value),)+
                }
            }
        }
        impl $crate::support::Value for $type {
            type As = $crate::support::AsText;
        }
    };
    (@ $simple:expr) => {{
        #[allow(unused_imports, clippy::allow_attributes)]
        use $crate::support::*;
        ::core::option::Option::Some($simple)
    }};
    (@) => {
        ::core::option::Option::None
    };
}

#[cfg(test)]
mod tests {
    use crate::scalar::{NoNames, OwnNames};
    use crate::schema::{Builtin, Simple};
    use crate::value::{List, Text};

    static SMALL: Simple = Simple {
        max_inclusive: Some("10"),
        ..Simple::of(Builtin::Int)
    };
    static UPPER: Simple = Simple {
        patterns: &[&["[A-Z]{2}"]],
        ..Simple::of(Builtin::Token)
    };

    #[derive(Default)]
    enum Named {
        #[default]
        Small,
        Unrecognized(String),
    }
    crate::enumeration!(Named, Token "Named"; 0 Small = "small");

    #[derive(Clone, Debug, PartialEq)]
    enum Size {
        Number(i32),
        Name(Named),
        Code(String),
        List(List<bool>),
    }
    impl Default for Size {
        fn default() -> Self {
            Size::Number(0)
        }
    }
    crate::union!(Size; Number(i32) = &SMALL, Name(Named), Code(String) = &UPPER, List(List<bool>));

    #[test]
    fn the_first_that_fits_is_taken() {
        let mut size = Size::Number(0);
        for (text, expected, printed) in [
            (" 007", Size::Number(7), "7"),
            ("small ", Size::Name(Named::Small), "small"),
            (" AB ", Size::Code("AB".to_owned()), "AB"),
            ("true 0", Size::List(List(vec![true, false])), "true false"),
        ] {
            size.parse(text, &NoNames).unwrap();
            assert_eq!(size, expected);
            let mut out = String::new();
            size.print(&mut out, &mut OwnNames::default()).unwrap();
            assert_eq!(out, printed);
            assert!(size.recognized());
        }
        for bad in ["11", "large", "ABC"] {
            assert!(size.parse(bad, &NoNames).is_err(), "{bad}");
        }
    }

    /// Types and variants whose names are those of everything that the macros could mean.
    #[allow(
        dead_code,
        non_camel_case_types,
        clippy::enum_variant_names,
        clippy::allow_attributes,
        reason = "they need only compile"
    )]
    mod hostile {
        macro_rules! hostile {
            ($($name:ident)*) => {$(
                #[derive(::core::default::Default)]
                pub(super) enum $name {
                    #[default]
                    Ok,
                    Err,
                    Error,
                    Some,
                    None,
                    String,
                    Unrecognized(::std::string::String),
                }
                crate::enumeration!($name, String "x"; 0 Ok = "a", 1 Err = "b", 2 Error = "c", 3 Some = "d", 4 None = "e", 5 String = "f");
            )*};
        }
        hostile! { Option Result String Text Value Slot Item Enumeration Builtin Names Prefixes Self_ str bool usize }
        hostile! { Chosen Listed Clone PartialEq Eq Hash Hasher ToOwned FromStr Display }

        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        pub(super) enum Default {
            Ok(String),
            Err(Option),
            Some(crate::List<Result>),
            None(::std::string::String),
        }
        impl ::core::default::Default for Default {
            fn default() -> Self {
                Self::Ok(String::Ok)
            }
        }
        crate::union!(Default; Ok(String), Err(Option), Some(crate::List<Result>), None(::std::string::String));
    }

    #[test]
    fn names_may_be_hostile() {
        let mut value = hostile::Default::None(String::new());
        value.parse("b", &NoNames).unwrap();
        assert_eq!(value, hostile::Default::Ok(hostile::String::Err));
        value.parse("x y", &NoNames).unwrap();
        assert_eq!(value, hostile::Default::None("x y".to_owned()));
    }
}
