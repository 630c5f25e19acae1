//! The values of XSD's built-in simple types (XSD 1.0 part 2, section 3): what Rust's own types and ours read from text
//! and how they are printed.
//!
//! In comes text, out come values, and back. A value reads back from its print as an equal one. Must not know facets,
//! documents or SOAP.

mod binary;
mod boolean;
mod calendar;
mod convert;
mod dates;
mod decimal;
mod digits;
mod duration;
mod float;
mod form;
mod fraction;
mod integer;
mod list;
mod number;
mod qname;
mod string;
mod zone;

pub use binary::{Base64Binary, HexBinary};
pub use dates::{Date, DateTime, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time};
pub use decimal::Decimal;
pub use duration::Duration;
pub use integer::Integer;
pub use qname::QName;
pub use zone::Zone;

pub(crate) use crate::xml::trim;

use crate::value::{Names, Prefixes, TextError};
use std::borrow::Cow;
use std::fmt;

impl TextError {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        TextError(message.into())
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TextError {}

/// No prefix in scope.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NoNames;

impl Names for NoNames {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        prefix.is_empty().then_some("")
    }
}

/// Names as tables spell them: `{namespace}local`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableNames;

impl Names for TableNames {
    fn namespace(&self, _: &str) -> Option<&str> {
        None
    }

    fn in_full(&self) -> bool {
        true
    }
}

/// Prefixes for values that are printed outside of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnNames(Vec<String>);

impl Prefixes for OwnNames {
    fn prefix(&mut self, namespace: &str) -> String {
        if namespace.is_empty() {
            return String::new();
        }
        let known = self.0.iter().position(|ns| ns == namespace);
        let at = known.unwrap_or_else(|| {
            self.0.push(namespace.to_owned());
            self.0.len().saturating_sub(1)
        });
        format!("q{}", at.saturating_add(1))
    }

    /// Whatever id it will have.
    fn attach(&mut self, attachment: &crate::Attachment) -> Option<String> {
        Some(format!("cid:{}", attachment.id))
    }
}

impl Names for OwnNames {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        if prefix.is_empty() {
            return Some("");
        }
        let number: usize = prefix.strip_prefix('q')?.parse().ok()?;
        self.0.get(number.checked_sub(1)?).map(String::as_str)
    }
}

/// [`Value`](crate::value::Value) for types that have a lexical form.
macro_rules! text_value {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::value::Value for $type {
            type As = $crate::value::AsText;
        }
    )+};
}
pub(crate) use text_value;

/// [`Text`](crate::value::Text) for types whose `FromStr` and `Display` are their lexical form.
macro_rules! plain_text {
    ($($type:ident $(loosely $loosely:path)? $(; printed $printed:path)?),+ $(,)?) => {$(
        $crate::scalar::text_value!($type);

        impl $crate::value::Text for $type {
            fn parse(
                &mut self,
                text: &str,
                _: &dyn $crate::value::Names,
            ) -> Result<(), $crate::value::TextError> {
                *self = text.parse()?;
                Ok(())
            }

            fn print(
                &self,
                out: &mut String,
                _: &mut dyn $crate::value::Prefixes,
            ) -> Result<(), $crate::value::TextError> {
                self.print_plain(out);
                Ok(())
            }

            fn print_plain(&self, out: &mut String) -> bool {
                $crate::scalar::printed!(self, out $(, $printed)?);
                true
            }

            fn builtin(&self) -> Option<$crate::schema::Builtin> {
                Some($crate::schema::Builtin::$type)
            }

            $(fn parse_loosely(
                &mut self,
                text: &str,
                _: &dyn $crate::value::Names,
            ) -> Result<(), $crate::value::TextError> {
                *self = $loosely(text)?;
                Ok(())
            })?
        }
    )+};
}
pub(crate) use plain_text;

/// Prints a value by a function of its own, or as `Display` does.
macro_rules! printed {
    ($value:ident, $out:ident) => {
        // Writing into a string can't fail.
        let _ = std::fmt::Write::write_fmt($out, format_args!("{}", $value));
    };
    ($value:ident, $out:ident, $printed:path) => {
        $printed($value, $out);
    };
}
pub(crate) use printed;

#[cfg(test)]
mod tests;
