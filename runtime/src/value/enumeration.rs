//! Enumerations: simple types with a list of values (XSD 1.0 part 2, 4.3.5).
//!
//! A generated enum has a variant for each value and `Unrecognized` for what the schema doesn't list, so that a service
//! that knows more values than its schema is understood. Values are told apart as the type they're based on says: `01`
//! is the number 1, a QName is its namespace and local part.
//!
//! The codec has a hole and a view of its own for them, behind which a type is two functions: which of its values it is, and
//! becoming another. All else goes by the table.

use std::fmt::{self, Formatter};
use std::hash::{Hash, Hasher};

use super::{Names, Prefixes, Text, TextError};
use crate::scalar::{NoNames, QName};
use crate::schema::{Builtin, Literal, Simple};
use crate::xml::is_plain;

/// What the schema says of an enumeration.
#[derive(Debug)]
pub struct Listed {
    /// The type's name in the schema.
    pub name: &'static str,
    /// The built-in type that it restricts.
    pub builtin: Builtin,
    /// The values as the schema spells them; QNames as `{namespace}local`.
    pub values: &'static [&'static str],
    /// What the variants are called in Rust, with blanks between: what `Debug` shows.
    pub rust: &'static str,
}

/// What `enumeration!` says about a generated enum: all else works on the table and a number, and compiles once.
pub trait Enumeration {
    /// Its values, and which of them it is.
    fn chosen(&self) -> Chosen<'_>;
    /// Becomes the value of a number, or of a text that isn't listed where there's no such number.
    fn put(&mut self, i: usize, text: &str);
}

/// One of the values that are listed, or else a text.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    /// All values.
    pub listed: &'static Listed,
    /// The number of the value, or the text of one that isn't listed.
    pub value: Result<usize, &'a str>,
}

impl Listed {
    /// The value of exactly this spelling.
    fn spelled(&self, text: &str) -> Option<usize> {
        self.values.iter().position(|value| *value == text)
    }

    /// The value that `text` means.
    fn meant(&self, text: &str, names: &dyn Names) -> Option<usize> {
        let text = Simple::of(self.builtin).white_space.apply(text);
        if let Builtin::QName | Builtin::Notation = self.builtin {
            let mut name = QName::default();
            name.parse(&text, names).ok()?;
            return self.spelled(&name.to_string());
        }
        self.spelled(&text).or_else(|| {
            let meant = value(self.builtin, &text)?;
            let same = |listed: &&str| value(self.builtin, listed).as_ref() == Some(&meant);
            self.values.iter().position(same)
        })
    }

    #[cold]
    fn refuse(&self) -> TextError {
        TextError::new(format!("expected a value of {}", self.name))
    }

    /// The value that `text` means, whatever blanks are around it.
    fn meant_loosely(&self, text: &str, names: &dyn Names) -> Option<usize> {
        let trimmed = self.meant(crate::scalar::trim(text), names);
        trimmed.or_else(|| self.meant(text, names))
    }

    /// The value of exactly this spelling, or else the one that `text` means.
    fn found(&self, text: &str) -> Option<usize> {
        self.spelled(text).or_else(|| self.meant(text, &NoNames))
    }
}

impl<'a> Chosen<'a> {
    /// How the value is spelled.
    pub fn text(self) -> &'a str {
        self.value.map_or_else(
            |text| text,
            |i| self.listed.values.get(i).copied().unwrap_or_default(),
        )
    }

    /// Appends the lexical form, as [`Text::print`] does.
    pub(crate) fn print(self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        let text = self.text();
        match (self.value, self.listed.builtin) {
            (Ok(_), Builtin::QName | Builtin::Notation) => text.parse::<QName>()?.print(out, names),
            _ => {
                out.push_str(text);
                Ok(())
            }
        }
    }

    /// The same as [`Text::print_plain`] does, where it's neither a name nor has characters that are escaped.
    pub(crate) fn print_plain(self, out: &mut String) -> bool {
        if let Builtin::QName | Builtin::Notation = self.listed.builtin {
            return false;
        }
        let text = self.text();
        out.push_str(text);
        !text.is_empty() && is_plain(text)
    }
}

impl dyn Enumeration + '_ {
    /// Takes the value that a text spells. False: it isn't listed.
    pub(crate) fn read(&mut self, text: &str, names: &dyn Names) -> bool {
        let meant = self.chosen().listed.meant(text, names);
        self.take(meant.ok_or(text));
        meant.is_some()
    }

    /// Becomes the value of a number, or of a text that isn't listed.
    pub(crate) fn take(&mut self, value: Result<usize, &str>) {
        match value {
            Ok(i) => self.put(i, ""),
            Err(text) => self.put(usize::MAX, text),
        }
    }
}

/// The value that a text spells, of types that have several spellings of one; of others none.
fn value(builtin: Builtin, text: &str) -> Option<Literal> {
    let value = Simple::of(builtin).literal(text, &NoNames)?;
    (!matches!(value, Literal::Text(_))).then_some(value)
}

/// A copy of an enumeration.
pub fn clone_listed<E: Enumeration + Default>(value: &E) -> E {
    let mut copy = E::default();
    (&mut copy as &mut dyn Enumeration).take(value.chosen().value);
    copy
}

/// Whether two of one enumeration are the same.
#[inline]
pub fn same_listed<E: Enumeration>(one: &E, other: &E) -> bool {
    one.chosen().value == other.chosen().value
}

/// Hashes what [`same_listed`] compares.
pub fn hash_listed<E: Enumeration>(value: &E, state: &mut impl Hasher) {
    value.chosen().value.hash(state);
}

/// Shows an enumeration as if it were derived.
///
/// # Errors
/// As the formatter has them.
pub fn debug_listed(value: &dyn Enumeration, f: &mut Formatter<'_>) -> fmt::Result {
    let Chosen { listed, value } = value.chosen();
    match value {
        Ok(i) => {
            let name = listed.rust.split_whitespace().nth(i).unwrap_or_default();
            f.write_str(name.strip_prefix("r#").unwrap_or(name))
        }
        Err(text) => f.debug_tuple("Unrecognized").field(&text).finish(),
    }
}

/// Reads one of the listed values; anything else is refused.
///
/// # Errors
/// When the value isn't listed.
pub fn parse_listed<E: Enumeration + Default>(text: &str) -> Result<E, TextError> {
    let mut value = E::default();
    let listed = value.chosen().listed;
    let i = listed.found(text).ok_or_else(|| listed.refuse())?;
    value.put(i, "");
    Ok(value)
}

/// As an item of a list, or a member of a union.
impl<E: Enumeration + Clone + PartialEq + fmt::Debug + 'static> Text for E {
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        (self as &mut dyn Enumeration).read(text, names);
        Ok(())
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        self.chosen().print(out, names)
    }

    fn print_plain(&self, out: &mut String) -> bool {
        self.chosen().print_plain(out)
    }

    /// Blanks around a value aren't minded.
    fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        let meant = self.chosen().listed.meant_loosely(text, names);
        (self as &mut dyn Enumeration).take(meant.ok_or(text));
        Ok(())
    }

    fn recognized(&self) -> bool {
        self.chosen().value.is_ok()
    }

    fn builtin(&self) -> Option<Builtin> {
        Some(self.chosen().listed.builtin)
    }

    fn type_name(&self) -> Option<&'static str> {
        Some(self.chosen().listed.name)
    }
}

/// A generated enumeration: `enumeration!(JobState, String "JobState"; 0 Running = "Running", 1 TimedOut = "Timed Out");`.
/// The second word is the [`Builtin`] it restricts.
///
/// `Clone`, `PartialEq`, `Eq` and `Hash` come with it: going by the number, they compile in half the time that they take derived.
#[doc(hidden)]
#[macro_export]
macro_rules! enumeration {
    ($type:ident, $builtin:ident $name:literal; $($i:literal $variant:ident = $value:literal),+ $(,)?) => {
        #[allow(dead_code, unreachable_pub, reason = "who uses the type may need neither")]
        impl $type {
            /// Every value that the schema lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as the schema spells it.
            #[inline]
            pub fn as_str(&self) -> &::core::primitive::str {
                $crate::support::Enumeration::chosen(self).text()
            }
        }
        impl $crate::support::Enumeration for $type {
            fn chosen(&self) -> $crate::support::Chosen<'_> {
                let listed = &$crate::support::Listed {
                    name: $name,
                    builtin: $crate::support::Builtin::$builtin,
                    values: &[$($value),+],
                    rust: ::core::stringify!($($variant)+),
                };
                let i = match self {
                    $(Self::$variant => $i,)+
                    Self::Unrecognized(text) => {
                        return $crate::support::Chosen { listed, value: ::core::result::Result::Err(text) };
                    }
                };
                $crate::support::Chosen { listed, value: ::core::result::Result::Ok(i) }
            }
            fn put(&mut self, i: ::core::primitive::usize, text: &::core::primitive::str) {
                *self = match i {
                    $($i => Self::$variant,)+
                    _ => Self::Unrecognized(::std::borrow::ToOwned::to_owned(text)),
                };
            }
        }
        impl $crate::support::Value for $type {
            type As = $crate::support::AsListed;
        }
        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                $crate::support::clone_listed(self)
            }
        }
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> ::core::primitive::bool {
                $crate::support::same_listed(self, other)
            }
        }
        impl ::core::cmp::Eq for $type {}
        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::support::hash_listed(self, state);
            }
        }
        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::debug_listed(self, f)
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = $crate::value::TextError;
            #[inline]
            fn from_str(text: &::core::primitive::str) -> ::core::result::Result<Self, $crate::value::TextError> {
                $crate::support::parse_listed(text)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    use super::*;
    use crate::scalar::OwnNames;
    use crate::value::List;

    #[derive(Default)]
    enum State {
        #[default]
        Running,
        TimedOut,
        Empty,
        Lower,
        Unrecognized(String),
    }
    crate::enumeration!(State, String "State"; 0 Running = "Running", 1 TimedOut = "Timed Out", 2 Empty = "", 3 Lower = "running");

    #[derive(Default)]
    enum Level {
        #[default]
        One,
        MinusTwo,
        Half,
        Unrecognized(String),
    }
    crate::enumeration!(Level, Decimal "Level"; 0 One = "1", 1 MinusTwo = "-2", 2 Half = "+.50");

    #[derive(Default)]
    enum Code {
        #[default]
        Low,
        High,
        Unrecognized(String),
    }
    crate::enumeration!(Code, QName "Code"; 0 Low = "{urn:c}low", 1 High = "high");

    struct Scope;

    impl Names for Scope {
        fn namespace(&self, prefix: &str) -> Option<&str> {
            match prefix {
                "c" => Some("urn:c"),
                "" => Some(""),
                _ => None,
            }
        }
    }

    fn read<T: Text + Default>(text: &str) -> T {
        let mut value = T::default();
        value.parse(text, &Scope).unwrap();
        value
    }

    fn print(value: &dyn Text) -> String {
        let mut out = String::new();
        value.print(&mut out, &mut OwnNames::default()).unwrap();
        out
    }

    #[test]
    fn strings_match_to_the_letter() {
        for (text, state) in [
            ("Running", State::Running),
            ("Timed Out", State::TimedOut),
            ("", State::Empty),
            ("running", State::Lower),
        ] {
            assert_eq!(read::<State>(text), state);
            assert_eq!(state.as_str(), text);
            assert_eq!(state.to_string(), text);
            assert!(Text::recognized(&state));
            assert_eq!(text.parse(), Ok(state));
        }
        let other: State = read("Timed  Out");
        assert_eq!(other, State::Unrecognized("Timed  Out".to_owned()));
        assert!(!Text::recognized(&other));
        assert_eq!(print(&other), "Timed  Out");
        assert!("RUNNING".parse::<State>().is_err());
        assert_eq!(State::ALL.len(), 4);
        let mut state = State::Empty;
        state.parse_loosely("\n Running ", &Scope).unwrap();
        assert_eq!(state, State::Running);
        state.parse_loosely(" x", &Scope).unwrap();
        assert_eq!(state, State::Unrecognized(" x".to_owned()));
    }

    #[test]
    fn copies_and_hashes_agree_with_what_is_equal() {
        let hash = |state: &State| BuildHasherDefault::<DefaultHasher>::default().hash_one(state);
        let unlisted = ["", "Running"].map(|text| State::Unrecognized(text.to_owned()));
        let all: Vec<State> = State::ALL.iter().chain(&unlisted).cloned().collect();
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert_eq!(one == other, i == j);
                assert_eq!(hash(one) == hash(other), i == j);
            }
            assert_eq!(one, &one.clone());
        }
    }

    #[test]
    fn numbers_match_by_value() {
        for (text, level) in [
            (" 01.0 ", Level::One),
            ("-2.00", Level::MinusTwo),
            ("0.5", Level::Half),
            ("3", Level::Unrecognized("3".to_owned())),
            ("x", Level::Unrecognized("x".to_owned())),
        ] {
            assert_eq!(read::<Level>(text), level, "{text}");
        }
        assert_eq!(print(&Level::Half), "+.50");
    }

    #[test]
    fn names_match_by_namespace() {
        assert_eq!(read::<Code>("c:low"), Code::Low);
        assert_eq!(read::<Code>("high"), Code::High);
        assert!(!Text::recognized(&read::<Code>("low")));
        assert!(!Text::recognized(&read::<Code>("x:low")));
        assert_eq!(print(&Code::Low), "q1:low");
        assert_eq!(print(&Code::High), "high");
    }

    #[test]
    fn lists_of_them() {
        let list: List<Level> = read("1 -2 7");
        assert_eq!(print(&list), "1 -2 7");
        assert!(!Text::recognized(&list));
    }
}
