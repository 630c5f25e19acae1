//! `xs:decimal` (XSD 1.0 part 2, 3.2.3): exact, of any size and precision.

use super::{Integer, digits, plain_text, trim};
use crate::value::TextError;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A decimal number of any size and precision.
///
/// Keeps the digits after the point that it was given, so `1.50` is written back as `1.50`, but equals `1.5`. Made to
/// be carried and compared; to calculate, convert it to a type of a library for decimals (through its text).
///
/// ```
/// use castile::Decimal;
///
/// let price: Decimal = "1.50".parse()?;
/// assert_eq!(price.to_string(), "1.50");
/// assert_eq!(price, "1.5".parse()?);
/// assert!(price < Decimal::from(2));
/// assert_eq!(Decimal::new(199, 2).to_string(), "1.99");
/// # Ok::<(), castile::value::TextError>(())
/// ```
#[derive(Clone, Default)]
pub struct Decimal {
    /// All digits, without the point.
    unscaled: Integer,
    /// How many of them are after the point.
    scale: u32,
}

/// Exponents beyond this aren't taken, so that a few bytes don't become gigabytes.
const MAX_EXPONENT: u64 = 4096;

impl Decimal {
    /// `unscaled` divided by ten to the power of `scale`.
    pub fn new(unscaled: impl Into<Integer>, scale: u32) -> Self {
        Decimal {
            unscaled: unscaled.into(),
            scale,
        }
    }

    /// The digits after the point.
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// All digits as a whole number, as if there were no point.
    pub fn unscaled(&self) -> &Integer {
        &self.unscaled
    }

    /// The nearest `f64`; infinite if it's beyond that type's range.
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Like [`FromStr`], with an exponent too.
    pub(super) fn parse_loosely(text: &str) -> Result<Self, TextError> {
        let text = trim(text);
        let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
            return text.parse();
        };
        let value: Decimal = mantissa.parse()?;
        let power: i64 = exponent.parse().map_err(|_| expected())?;
        if mantissa.len() != trim(mantissa).len() || power.unsigned_abs() > MAX_EXPONENT {
            return Err(expected());
        }
        let scale = i64::from(value.scale) - power;
        let mut digits = value.unscaled.digits().into_owned();
        let zeros = usize::try_from(-scale).unwrap_or(0);
        digits.extend(std::iter::repeat_n('0', zeros));
        let unscaled = Integer::from_digits(value.unscaled.is_negative(), &digits);
        let scale = u32::try_from(scale.max(0)).map_err(|_| expected())?;
        Ok(Decimal { unscaled, scale })
    }

    /// How many digits there are before and after the point, without leading and trailing zeros.
    pub(crate) fn digit_counts(&self) -> (usize, usize) {
        let digits = self.unscaled.digits();
        let scale = self.scale as usize;
        let whole = digits.len().saturating_sub(scale);
        let fraction = scale.saturating_sub(trailing_zeros(&digits));
        (
            if self.unscaled.is_zero() { 0 } else { whole },
            if self.unscaled.is_zero() { 0 } else { fraction },
        )
    }

    fn print_into(&self, out: &mut String) {
        if self.unscaled.is_negative() {
            out.push('-');
        }
        self.print_magnitude(out);
    }

    /// Appends the number without its sign.
    fn print_magnitude(&self, out: &mut String) {
        let mut buffer = itoa::Buffer::new();
        let digits = self.unscaled.magnitude(&mut buffer);
        digits::pointed(digits, self.scale as usize, out);
    }

    /// Compares sizes, not signs; neither is zero.
    fn cmp_magnitude(&self, other: &Self) -> Ordering {
        let (a, b) = (self.unscaled.digits(), other.unscaled.digits());
        // Where the first digit stands.
        let place = |digits: &str, scale: u32| digits.len() as i128 - i128::from(scale);
        place(&a, self.scale)
            .cmp(&place(&b, other.scale))
            .then_with(|| a.trim_end_matches('0').cmp(b.trim_end_matches('0')))
    }
}

fn trailing_zeros(digits: &str) -> usize {
    digits.len() - digits.trim_end_matches('0').len()
}

fn expected() -> TextError {
    TextError::new("expected a decimal number such as `-12.50`")
}

impl FromStr for Decimal {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let text = trim(text);
        let (negative, number) = match text.strip_prefix('-') {
            Some(number) => (true, number),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
            return Err(expected());
        }
        let unscaled = if fraction.is_empty() {
            Integer::from_digits(negative, whole)
        } else {
            Integer::from_digits(negative, &[whole, fraction].concat())
        };
        let scale = u32::try_from(fraction.len()).map_err(|_| expected())?;
        Ok(Decimal { unscaled, scale })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.print_magnitude(&mut text);
        f.pad_integral(!self.unscaled.is_negative(), "", &text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.unscaled.cmp(&other.unscaled);
        }
        let sign = |d: &Decimal| d.unscaled.cmp(&Integer::default());
        match (sign(self), sign(other)) {
            (Ordering::Less, Ordering::Less) => other.cmp_magnitude(self),
            (Ordering::Greater, Ordering::Greater) => self.cmp_magnitude(other),
            (a, b) => a.cmp(&b),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let digits = self.unscaled.digits();
        let significant = digits.trim_end_matches('0');
        self.unscaled.is_negative().hash(state);
        significant.hash(state);
        if !significant.is_empty() {
            (digits.len() as i128 - i128::from(self.scale)).hash(state);
        }
    }
}

impl From<Integer> for Decimal {
    fn from(value: Integer) -> Self {
        Decimal::new(value, 0)
    }
}

macro_rules! from_whole {
    ($($type:ident)+) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Decimal::new(value, 0)
            }
        }
    )+};
}

from_whole!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// The shortest decimal that is that number among all of its type; refuses what isn't finite.
impl TryFrom<f64> for Decimal {
    type Error = TextError;

    fn try_from(value: f64) -> Result<Self, TextError> {
        value.to_string().parse()
    }
}

/// Refuses a number with a fraction.
impl TryFrom<Decimal> for Integer {
    type Error = TextError;

    fn try_from(value: Decimal) -> Result<Self, TextError> {
        if value.scale == 0 || value.unscaled.is_zero() {
            return Ok(value.unscaled);
        }
        let digits = value.unscaled.digits();
        let scale = value.scale as usize;
        if trailing_zeros(&digits) < scale {
            return Err(TextError::new("expected a whole number"));
        }
        let whole = digits.get(..digits.len() - scale).unwrap_or_default();
        Ok(Integer::from_digits(value.unscaled.is_negative(), whole))
    }
}

plain_text!(Decimal loosely Decimal::parse_loosely; printed Decimal::print_into);
