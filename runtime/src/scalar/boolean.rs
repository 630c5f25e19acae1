//! `xs:boolean` (XSD 1.0 part 2, 3.2.2).

use super::{text_value, trim};
use crate::schema::Builtin;
use crate::value::{Names, Prefixes, Text, TextError};

text_value!(bool);

impl Text for bool {
    fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
        *self = match trim(text) {
            "true" | "1" => true,
            "false" | "0" => false,
            _ => return Err(TextError::new("expected `true`, `false`, `1` or `0`")),
        };
        Ok(())
    }

    fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
        self.print_plain(out);
        Ok(())
    }

    fn print_plain(&self, out: &mut String) -> bool {
        match self {
            true => out.push_str("true"),
            false => out.push_str("false"),
        }
        true
    }

    /// `True` and `FALSE` too, as some languages print them.
    fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.parse(&text.to_ascii_lowercase(), names)
    }

    fn builtin(&self) -> Option<Builtin> {
        Some(Builtin::Boolean)
    }
}
