//! Fractions of a second, exact to 18 digits.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A fraction of a second and how many digits it was written with, which don't count when fractions are compared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fraction {
    /// Units of 10⁻¹⁸ seconds.
    pub(super) atto: u64,
    digits: u8,
}

const MAX_DIGITS: usize = 18;

impl Fraction {
    pub(super) const ZERO: Fraction = Fraction { atto: 0, digits: 0 };

    /// The fraction of `digits`, the digits after the point. `None` if it can't be kept exactly.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let digits = if digits.len() > MAX_DIGITS {
            digits.trim_end_matches('0')
        } else {
            digits
        };
        let missing = MAX_DIGITS.checked_sub(digits.len())?;
        let mut atto: u64 = if digits.is_empty() {
            0
        } else {
            digits.parse().ok()?
        };
        for _ in 0..missing {
            atto *= 10;
        }
        Some(Fraction {
            atto,
            digits: u8::try_from(digits.len()).ok()?,
        })
    }

    /// Whether it was written with any digits.
    pub(super) fn is_written(self) -> bool {
        self.digits > 0
    }

    /// Appends the point and the digits, if it was written with any.
    pub(super) fn print(self, out: &mut String) {
        if self.digits == 0 {
            return;
        }
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(self.atto);
        let shown = usize::from(self.digits);
        let zeros = MAX_DIGITS.saturating_sub(digits.len()).min(shown);
        out.push('.');
        out.extend(std::iter::repeat_n('0', zeros));
        out.push_str(digits.get(..shown - zeros).unwrap_or(digits));
    }

    /// `None` unless it's less than a second.
    pub(super) fn from_nanoseconds(nanoseconds: u32) -> Option<Self> {
        (nanoseconds < 1_000_000_000).then(|| {
            let mut digits = 9;
            let mut rest = nanoseconds;
            while digits > 0 && rest.is_multiple_of(10) {
                rest /= 10;
                digits -= 1;
            }
            Fraction {
                atto: u64::from(nanoseconds) * 1_000_000_000,
                digits,
            }
        })
    }

    /// Whole nanoseconds; what is finer is cut off.
    pub(super) fn nanoseconds(self) -> u32 {
        u32::try_from(self.atto / 1_000_000_000).unwrap_or_default()
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.print(&mut text);
        f.write_str(&text)
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.atto == other.atto
    }
}

impl Eq for Fraction {}

impl Hash for Fraction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.atto.hash(state);
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        self.atto.cmp(&other.atto)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
