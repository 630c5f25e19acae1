//! `xs:float` and `xs:double` (XSD 1.0 part 2, 3.2.4 and 3.2.5).

use super::{text_value, trim};
use crate::schema::Builtin;
use crate::value::{Names, Prefixes, Text, TextError};
use std::fmt::Write;

macro_rules! float {
    ($($type:ident $builtin:ident;)+) => {
        text_value!($($type),+);
        $(impl Text for $type {
            fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
                *self = match trim(text) {
                    "INF" => $type::INFINITY,
                    "-INF" => $type::NEG_INFINITY,
                    "NaN" => $type::NAN,
                    text => text
                        .parse()
                        .ok()
                        // Rust's names of infinity have letters that a number hasn't.
                        .filter(|_| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')))
                        .ok_or(TextError::new("expected a number such as `-1.5E3`, `INF`, `-INF` or `NaN`"))?,
                };
                Ok(())
            }

            /// The shortest form that reads back as the same number, with an exponent where that's shorter.
            fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
                let size = self.abs();
                // Writing into a string can't fail.
                let _ = if self.is_nan() {
                    out.write_str("NaN")
                } else if size.is_infinite() {
                    out.write_str(if *self < 0.0 { "-INF" } else { "INF" })
                } else if size == 0.0 || (1e-5..1e16).contains(&size) {
                    write!(out, "{self}")
                } else {
                    write!(out, "{self:E}")
                };
                Ok(())
            }

            /// `+INF` (which XSD 1.1 has), `Infinity` and what else languages print for what isn't finite.
            fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
                *self = match trim(text).to_ascii_lowercase().as_str() {
                    "inf" | "+inf" | "infinity" | "+infinity" => $type::INFINITY,
                    "-inf" | "-infinity" => $type::NEG_INFINITY,
                    "nan" => $type::NAN,
                    _ => return self.parse(text, names),
                };
                Ok(())
            }

            fn builtin(&self) -> Option<Builtin> {
                Some(Builtin::$builtin)
            }
        })+
    };
}

float! {
    f32 Float;
    f64 Double;
}
