//! `xs:float` and `xs:double` (XSD 1.0 part 2, 3.2.4 and 3.2.5).
//!
//! A text stands for the number next to it, as IEEE 754 rounds: what's too small is zero, of its sign, and what's too large
//! infinite (XSD 1.1 part 2, E.1, `floatingPointRound`). The number that was read is what's written: `1E-400` becomes `0`,
//! `1E400` becomes `INF`.

use super::{digits, text_value, trim};
use crate::schema::Builtin;
use crate::value::{Names, Prefixes, Text, TextError};
use std::fmt::Write;

macro_rules! float {
    ($($type:ident $builtin:ident, $short:ident below $exact:literal;)+) => {
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

            fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
                self.print_plain(out);
                Ok(())
            }

            /// The shortest form that reads back as the same number, with an exponent where that's shorter.
            fn print_plain(&self, out: &mut String) -> bool {
                let size = self.abs();
                if let Some((unscaled, scale)) = $short(size) {
                    out.push_str(if *self < 0.0 { "-" } else { "" });
                    digits::pointed(itoa::Buffer::new().format(unscaled), scale, out);
                    return true;
                }
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
                true
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
        }

        /// The shortest decimal of a positive number, all digits and how many of them are after the point, if that's
        /// few. Numbers below the bound are told apart by their decimals, and so are found by one exact division.
        fn $short(size: $type) -> Option<(u64, usize)> {
            const POWERS: [$type; 8] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
            if !(1e-5..$exact).contains(&size) {
                return None;
            }
            let unscaled = POWERS.iter().map(|power| (power, (size * power + 0.5) as u64));
            let mut fitting = unscaled.map_while(|(power, n)| {
                let exact = n as $type;
                (exact < $exact).then_some((n, exact / power == size))
            });
            let (scale, (n, _)) = fitting.by_ref().enumerate().find(|(_, (_, same))| *same)?;
            Some((n, scale))
        })+
    };
}

float! {
    f32 Float, short_f32 below 1e6;
    f64 Double, short_f64 below 1e15;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_rounded() {
        fn again<T: Text + Default>(text: &str) -> String {
            let (mut value, mut out) = (T::default(), String::new());
            assert_eq!(value.parse(text, &crate::scalar::NoNames), Ok(()), "{text}");
            assert!(value.print_plain(&mut out));
            out
        }
        for (text, double, float) in [
            ("1E-400", "0", "0"),
            ("-1E-400", "-0", "-0"),
            ("1E400", "INF", "INF"),
            ("-1E400", "-INF", "-INF"),
            ("5E-324", "5E-324", "0"),
            ("2.4E-324", "0", "0"),
            ("1.7976931348623157E308", "1.7976931348623157E308", "INF"),
            ("1.7976931348623158E308", "1.7976931348623157E308", "INF"),
            ("1.7976931348623159E308", "INF", "INF"),
            ("3.4028235E38", "3.4028235E38", "3.4028235E38"),
            ("3.4028236E38", "3.4028236E38", "INF"),
            ("1E-46", "1E-46", "0"),
        ] {
            assert_eq!(again::<f64>(text), double, "{text}");
            assert_eq!(again::<f32>(text), float, "{text}");
        }
    }

    /// As the standard library has them, which always finds the shortest form.
    #[test]
    fn decimals_are_the_shortest() {
        let printed = |value: &dyn Text| {
            let mut out = String::new();
            assert!(value.print_plain(&mut out));
            out
        };
        let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
        for round in 0..200_000_u32 {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            let decimal = (dice >> 12) % 10_u64.pow(1 + round % 17);
            let value = decimal as f64 / 10_f64.powi((dice % 12) as i32);
            for value in [value, -value, value.next_up(), value.next_down()] {
                if (1e-5..1e16).contains(&value.abs()) {
                    assert_eq!(printed(&value), value.to_string());
                }
                let value = value as f32;
                if (1e-5..1e16).contains(&value.abs()) {
                    assert_eq!(printed(&value), value.to_string());
                }
            }
        }
    }
}
