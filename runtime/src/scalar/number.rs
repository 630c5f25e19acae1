//! The whole numbers of fixed width, from `xs:byte` to `xs:unsignedLong` (XSD 1.0 part 2, 3.3.16 to 3.3.24).

use super::{Decimal, Integer, text_value, trim};
use crate::schema::Builtin;
use crate::value::{Names, Prefixes, Text, TextError};

macro_rules! whole {
    ($($type:ident $builtin:ident $range:literal;)+) => {
        text_value!($($type),+);
        $(impl Text for $type {
            fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
                let text = trim(text);
                *self = match text.parse() {
                    Ok(value) => value,
                    Err(_) if is_negative_zero(text) => 0,
                    Err(_) => return Err(TextError::new(concat!("expected a whole number from ", $range))),
                };
                Ok(())
            }

            fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
                self.print_plain(out);
                Ok(())
            }

            fn print_plain(&self, out: &mut String) -> bool {
                out.push_str(itoa::Buffer::new().format(*self));
                true
            }

            /// Takes a whole number in the form of a decimal too, such as `1.0`.
            fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
                let whole = Decimal::parse_loosely(text).ok();
                match whole.and_then(|d| Integer::try_from(d).ok()).and_then(|i| $type::try_from(&i).ok()) {
                    Some(value) => {
                        *self = value;
                        Ok(())
                    }
                    None => self.parse(text, names),
                }
            }

            fn builtin(&self) -> Option<Builtin> {
                Some(Builtin::$builtin)
            }
        })+
    };
}

whole! {
    i8 Byte "-128 to 127";
    i16 Short "-32768 to 32767";
    i32 Int "-2147483648 to 2147483647";
    i64 Long "-9223372036854775808 to 9223372036854775807";
    u8 UnsignedByte "0 to 255";
    u16 UnsignedShort "0 to 65535";
    u32 UnsignedInt "0 to 4294967295";
    u64 UnsignedLong "0 to 18446744073709551615";
}

/// What `xs:nonNegativeInteger` allows as zero, but Rust's unsigned numbers don't.
fn is_negative_zero(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|b| b == b'0')
}
