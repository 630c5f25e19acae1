//! Enumerations: simple types with a list of values (XSD 1.0 part 2, 4.3.5).
//!
//! A generated enum has a variant for each value and `Unrecognized` for what the schema doesn't list, so that a service
//! that knows more values than its schema is understood. Values are told apart as the type they're based on says: `01`
//! is the number 1, a QName is its namespace and local part.

use std::fmt::{self, Formatter};

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

/// What `enumeration!` says about a generated enum. Whatever looks for a value works on the table, and compiles once.
pub trait Enumeration: Clone + PartialEq + fmt::Debug + 'static {
    /// Its values.
    const LISTED: &'static Listed;
    /// The variants, in the order of the values.
    const VARIANTS: &'static [Self];
    /// The variant for a value that isn't listed.
    fn unrecognized(text: String) -> Self;
    /// The number of the value, or the text of one that isn't listed.
    fn number(&self) -> Result<usize, &str>;
    /// Becomes the variant of a value's number, or else of a text.
    #[inline(never)]
    fn put(&mut self, i: Option<usize>, text: &str) {
        let listed = match i {
            Some(i) => Self::VARIANTS.get(i),
            None => None,
        };
        *self = match listed {
            Some(listed) => listed.clone(),
            None => Self::unrecognized(kept(text)),
        };
    }
    /// Reads one of the listed values; anything else is refused.
    ///
    /// # Errors
    /// When the value isn't listed.
    fn of_text(text: &str) -> Result<Self, TextError> {
        let i = Self::LISTED.found(text);
        let listed = i.and_then(|i| Self::VARIANTS.get(i));
        listed.cloned().ok_or_else(|| Self::LISTED.refuse())
    }
}

impl Listed {
    /// How the value of a number is spelled, or else a text.
    pub fn text<'a>(&self, number: Result<usize, &'a str>) -> &'a str {
        number.map_or_else(
            |text| text,
            |i| self.values.get(i).copied().unwrap_or_default(),
        )
    }

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

    /// Appends the lexical form of a value as it's spelled.
    fn print(
        &self,
        number: Result<usize, &str>,
        out: &mut String,
        names: &mut dyn Prefixes,
    ) -> Result<(), TextError> {
        let text = self.text(number);
        match (number, self.builtin) {
            (Ok(_), Builtin::QName | Builtin::Notation) => text.parse::<QName>()?.print(out, names),
            _ => {
                out.push_str(text);
                Ok(())
            }
        }
    }

    /// The same where it's neither a name nor has characters that are escaped.
    fn print_plain(&self, number: Result<usize, &str>, out: &mut String) -> bool {
        if let Builtin::QName | Builtin::Notation = self.builtin {
            return false;
        }
        let text = self.text(number);
        out.push_str(text);
        !text.is_empty() && is_plain(text)
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

/// A text that isn't listed.
#[cold]
fn kept(text: &str) -> String {
    text.to_owned()
}

/// The value that a text spells, of types that have several spellings of one; of others none.
fn value(builtin: Builtin, text: &str) -> Option<Literal> {
    let value = Simple::of(builtin).literal(text, &NoNames)?;
    (!matches!(value, Literal::Text(_))).then_some(value)
}

/// Shows an enumeration as if it were derived.
///
/// # Errors
/// As the formatter has them.
pub fn debug_listed(
    listed: &Listed,
    number: Result<usize, &str>,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    match number {
        Ok(i) => {
            let name = listed.rust.split_whitespace().nth(i).unwrap_or_default();
            f.write_str(name.strip_prefix("r#").unwrap_or(name))
        }
        Err(text) => f.debug_tuple("Unrecognized").field(&text).finish(),
    }
}

impl<E: Enumeration> Text for E {
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.put(E::LISTED.meant(text, names), text);
        Ok(())
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        E::LISTED.print(self.number(), out, names)
    }

    fn print_plain(&self, out: &mut String) -> bool {
        E::LISTED.print_plain(self.number(), out)
    }

    /// Blanks around a value aren't minded.
    fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.put(E::LISTED.meant_loosely(text, names), text);
        Ok(())
    }

    fn recognized(&self) -> bool {
        self.number().is_ok()
    }

    fn builtin(&self) -> Option<Builtin> {
        Some(E::LISTED.builtin)
    }

    fn type_name(&self) -> Option<&'static str> {
        Some(E::LISTED.name)
    }
}

/// A generated enumeration: `enumeration!(JobState, String "JobState"; Running = "Running", TimedOut = "Timed Out");`.
/// The second word is the [`Builtin`] it restricts.
#[doc(hidden)]
#[macro_export]
macro_rules! enumeration {
    ($type:ident, $builtin:ident $name:literal; $($variant:ident = $value:literal),+ $(,)?) => {
        #[allow(dead_code, unreachable_pub, reason = "who uses the type may need neither")]
        impl $type {
            /// Every value that the schema lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as the schema spells it.
            #[inline]
            pub fn as_str(&self) -> &::core::primitive::str {
                <Self as $crate::support::Enumeration>::LISTED.text($crate::support::Enumeration::number(self))
            }
        }
        impl $crate::support::Enumeration for $type {
            const LISTED: &'static $crate::support::Listed = &$crate::support::Listed {
                name: $name,
                builtin: $crate::support::Builtin::$builtin,
                values: &[$($value),+],
                rust: ::core::stringify!($($variant)+),
            };
            const VARIANTS: &'static [Self] = Self::ALL;
            fn unrecognized(text: ::std::string::String) -> Self {
                Self::Unrecognized(text)
            }
            fn number(&self) -> ::core::result::Result<::core::primitive::usize, &::core::primitive::str> {
                // The compiler counts.
                enum Number {
                    $($variant),+
                }
                ::core::result::Result::Ok(match self {
                    $(Self::$variant => Number::$variant as ::core::primitive::usize,)+
                    Self::Unrecognized(text) => return ::core::result::Result::Err(text),
                })
            }
        }
        $crate::text_type!($type);
        impl ::core::str::FromStr for $type {
            type Err = $crate::value::TextError;
            #[inline]
            fn from_str(text: &::core::primitive::str) -> ::core::result::Result<Self, $crate::value::TextError> {
                $crate::support::Enumeration::of_text(text)
            }
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let listed = <Self as $crate::support::Enumeration>::LISTED;
                $crate::support::debug_listed(listed, $crate::support::Enumeration::number(self), f)
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// `Value` for a generated type that has a lexical form.
#[doc(hidden)]
#[macro_export]
macro_rules! text_type {
    ($type:ident) => {
        impl $crate::support::Value for $type {
            type As = $crate::support::AsText;
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::OwnNames;
    use crate::value::List;

    #[derive(Clone, Default, PartialEq)]
    enum State {
        #[default]
        Running,
        TimedOut,
        Empty,
        Lower,
        Unrecognized(String),
    }
    crate::enumeration!(State, String "State"; Running = "Running", TimedOut = "Timed Out", Empty = "", Lower = "running");

    #[derive(Clone, Default, PartialEq)]
    enum Level {
        #[default]
        One,
        MinusTwo,
        Half,
        Unrecognized(String),
    }
    crate::enumeration!(Level, Decimal "Level"; One = "1", MinusTwo = "-2", Half = "+.50");

    #[derive(Clone, Default, PartialEq)]
    enum Code {
        #[default]
        Low,
        High,
        Unrecognized(String),
    }
    crate::enumeration!(Code, QName "Code"; Low = "{urn:c}low", High = "high");

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
