//! `xs:integer` and what is derived from it without a width (XSD 1.0 part 2, 3.3.13): exact, of any size.

use super::{plain_text, trim};
use crate::value::TextError;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A whole number of any size.
///
/// Made to be carried and compared; to calculate, convert it to a number of Rust's or of a library for large numbers
/// (through its text).
///
/// ```
/// use castile::Integer;
///
/// let order: Integer = "123456789012345678901234567890".parse()?;
/// assert!(order > Integer::from(5));
/// assert_eq!(i32::try_from(&Integer::from(5)), Ok(5));
/// assert!(i64::try_from(&order).is_err());
/// # Ok::<(), castile::value::TextError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(Repr);

/// One number has one representation, so that equality can be derived.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(i64),
    /// What doesn't fit: digits without leading zeros.
    Large {
        negative: bool,
        digits: Box<str>,
    },
}

impl Integer {
    /// The number of `digits`, which are digits only.
    pub(super) fn from_digits(negative: bool, digits: &str) -> Integer {
        let digits = digits.trim_start_matches('0');
        // One less than the digits of the largest that fit always fits.
        let small = if digits.len() > 19 {
            None
        } else {
            let magnitude = digits.bytes().fold(0_i128, |n, b| n * 10 + digit(b));
            i64::try_from(if negative { -magnitude } else { magnitude }).ok()
        };
        Integer(match small {
            Some(value) => Repr::Small(value),
            None => Repr::Large {
                negative,
                digits: digits.into(),
            },
        })
    }

    /// Whether it's less than zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => *value < 0,
            Repr::Large { negative, .. } => *negative,
        }
    }

    /// Whether it's zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0))
    }

    /// The digits without sign and leading zeros; a zero has one.
    pub(super) fn digits(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Small(_) => self.magnitude(&mut itoa::Buffer::new()).to_owned().into(),
            Repr::Large { digits, .. } => (&**digits).into(),
        }
    }

    /// The same, in a buffer if need be.
    pub(super) fn magnitude<'a>(&'a self, buffer: &'a mut itoa::Buffer) -> &'a str {
        match &self.0 {
            Repr::Small(value) => buffer.format(value.unsigned_abs()),
            Repr::Large { digits, .. } => digits,
        }
    }

    fn print_into(&self, out: &mut String) {
        if self.is_negative() {
            out.push('-');
        }
        out.push_str(self.magnitude(&mut itoa::Buffer::new()));
    }
}

fn digit(byte: u8) -> i128 {
    i128::from(byte.wrapping_sub(b'0'))
}

impl Default for Integer {
    fn default() -> Self {
        Integer(Repr::Small(0))
    }
}

impl FromStr for Integer {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let text = trim(text);
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TextError::new("expected a whole number"));
        }
        Ok(Integer::from_digits(negative, digits))
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(
            !self.is_negative(),
            "",
            self.magnitude(&mut itoa::Buffer::new()),
        )
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0) {
            return a.cmp(b);
        }
        let signs = other.is_negative().cmp(&self.is_negative());
        signs.then_with(|| {
            let (a, b) = (self.digits(), other.digits());
            let sizes = a.len().cmp(&b.len()).then_with(|| a.cmp(&b));
            if self.is_negative() {
                sizes.reverse()
            } else {
                sizes
            }
        })
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! conversions {
    ($($type:ident)+) => {$(
        impl From<$type> for Integer {
            fn from(value: $type) -> Self {
                match i64::try_from(value) {
                    Ok(small) => Integer(Repr::Small(small)),
                    Err(_) => {
                        let text = value.to_string();
                        let digits = text.strip_prefix('-');
                        Integer::from_digits(digits.is_some(), digits.unwrap_or(&text))
                    }
                }
            }
        }

        impl TryFrom<&Integer> for $type {
            type Error = TextError;

            fn try_from(value: &Integer) -> Result<Self, TextError> {
                let converted = match &value.0 {
                    Repr::Small(small) => $type::try_from(*small).ok(),
                    Repr::Large { .. } => value.to_string().parse().ok(),
                };
                converted.ok_or(TextError::new(concat!("out of the range of ", stringify!($type))))
            }
        }

        impl TryFrom<Integer> for $type {
            type Error = TextError;

            fn try_from(value: Integer) -> Result<Self, TextError> {
                $type::try_from(&value)
            }
        }
    )+};
}

conversions!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

plain_text!(Integer; printed Integer::print_into);
