//! `xs:duration` (XSD 1.0 part 2, 3.2.6).

use super::calendar::days_from_epoch;
use super::fraction::Fraction;
use super::{plain_text, trim};
use crate::value::TextError;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::Duration as StdDuration;

/// A span of time in years, months, days, hours, minutes and seconds.
///
/// Keeps the fields it was given, so `P12M` is written back as `P12M`, but equals `P1Y`. The order is partial, as it's
/// the schema's: whether a month is more than 30 days can't be said.
///
/// ```
/// use castile::Duration;
///
/// let year: Duration = "P12M".parse()?;
/// assert_eq!(year, Duration::from_months(12));
/// assert_eq!(year, "P1Y".parse()?);
/// assert_eq!(year.to_string(), "P12M");
/// assert_eq!("P1M".parse::<Duration>()?.partial_cmp(&"P30D".parse()?), None);
/// # Ok::<(), castile::value::TextError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Duration {
    /// Whether it goes back in time.
    pub negative: bool,
    /// Years.
    pub years: u64,
    /// Months, more than 11 if given so.
    pub months: u64,
    /// Days.
    pub days: u64,
    /// Hours, more than 23 if given so.
    pub hours: u64,
    /// Minutes, more than 59 if given so.
    pub minutes: u64,
    /// Whole seconds, more than 59 if given so.
    pub seconds: u64,
    /// The fraction of a second.
    fraction: Fraction,
}

impl Duration {
    /// So many months.
    pub fn from_months(months: u64) -> Self {
        Duration {
            months,
            ..Duration::default()
        }
    }

    /// So many days.
    pub fn from_days(days: u64) -> Self {
        Duration {
            days,
            ..Duration::default()
        }
    }

    /// The fraction of a second in whole nanoseconds; what is finer is cut off.
    pub fn nanoseconds(&self) -> u32 {
        self.fraction.nanoseconds()
    }

    /// The same with this fraction of a second.
    ///
    /// # Errors
    /// When it's a second or more.
    pub fn with_nanoseconds(mut self, nanoseconds: u32) -> Result<Self, TextError> {
        let fraction = Fraction::from_nanoseconds(nanoseconds);
        self.fraction = fraction.ok_or(TextError::new(
            "expected less than 1,000,000,000 nanoseconds",
        ))?;
        Ok(self)
    }

    /// Months, and units of 10⁻¹⁸ seconds: all that matters of its value.
    fn value(&self) -> (i128, Span) {
        let months = i128::from(self.years) * 12 + i128::from(self.months);
        let seconds = ((i128::from(self.days) * 24 + i128::from(self.hours)) * 60
            + i128::from(self.minutes))
            * 60
            + i128::from(self.seconds);
        let atto = i128::from(self.fraction.atto);
        if self.negative {
            (-months, (-seconds, -atto))
        } else {
            (months, (seconds, atto))
        }
    }
}

/// Whole seconds, and units of 10⁻¹⁸ seconds of the same sign.
type Span = (i128, i128);

/// From when on durations are compared (XSD 1.0 part 2, 3.2.6.2): year and month, each time the first day.
const REFERENCES: [(i128, u8); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

/// The seconds from a reference to when the duration is over.
fn after(reference: (i128, u8), (months, (seconds, atto)): (i128, Span)) -> Span {
    let (year, month) = reference;
    let months = year * 12 + i128::from(month) - 1 + months;
    let year = months.div_euclid(12);
    let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    let days = days_from_epoch(year, month, 1);
    let (carry, atto) = (
        atto.div_euclid(1_000_000_000_000_000_000),
        atto.rem_euclid(1_000_000_000_000_000_000),
    );
    (days * 86_400 + seconds + carry, atto)
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl Eq for Duration {}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value().hash(state);
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let (a, b) = (self.value(), other.value());
        if a == b {
            return Some(Ordering::Equal);
        }
        let mut orders = REFERENCES.map(|from| after(from, a).cmp(&after(from, b)));
        orders.sort();
        match orders {
            [first, .., last] if first == last && first.is_ne() => Some(first),
            _ => None,
        }
    }
}

impl FromStr for Duration {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        parse(trim(text)).ok_or(TextError::new(
            "expected a duration such as `P1Y2M3DT4H5M6.7S`",
        ))
    }
}

fn parse(text: &str) -> Option<Duration> {
    let mut duration = Duration::default();
    let text = match text.strip_prefix('-') {
        Some(text) => {
            duration.negative = true;
            text
        }
        None => text,
    };
    let text = text.strip_prefix('P')?;
    let (date, time) = match text.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None if text.is_empty() => return None,
        None => (text, ""),
    };
    let mut date = Fields(date);
    duration.years = date.field('Y')?;
    duration.months = date.field('M')?;
    duration.days = date.field('D')?;
    let mut time = Fields(time);
    duration.hours = time.field('H')?;
    duration.minutes = time.field('M')?;
    if let Some((seconds, fraction)) = time
        .0
        .strip_suffix('S')
        .and_then(|rest| rest.split_once('.'))
    {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(seconds) || !digits(fraction) {
            return None;
        }
        duration.seconds = seconds.parse().ok()?;
        duration.fraction = Fraction::parse(fraction)?;
        time.0 = "";
    } else {
        duration.seconds = time.field('S')?;
    }
    (date.0.is_empty() && time.0.is_empty()).then_some(duration)
}

/// What is still to be read of one half.
struct Fields<'a>(&'a str);

impl Fields<'_> {
    /// The number before a designator; 0 if the next field is another one.
    fn field(&mut self, designator: char) -> Option<u64> {
        let end = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(end)?;
        match rest.strip_prefix(designator) {
            Some(_) if digits.is_empty() => None,
            Some(rest) => {
                self.0 = rest;
                digits.parse().ok()
            }
            None => Some(0),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |f: &mut fmt::Formatter<'_>, n: u64, designator: char| match n {
            0 => Ok(()),
            n => write!(f, "{n}{designator}"),
        };
        f.write_str(if self.negative { "-P" } else { "P" })?;
        field(f, self.years, 'Y')?;
        field(f, self.months, 'M')?;
        field(f, self.days, 'D')?;
        let fraction = self.fraction.to_string();
        let seconds = self.seconds > 0 || !fraction.is_empty();
        let date = self.years > 0 || self.months > 0 || self.days > 0;
        if seconds || self.hours > 0 || self.minutes > 0 || !date {
            f.write_str("T")?;
        }
        field(f, self.hours, 'H')?;
        field(f, self.minutes, 'M')?;
        if seconds || (!date && self.hours == 0 && self.minutes == 0) {
            write!(f, "{}{fraction}S", self.seconds)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<StdDuration> for Duration {
    fn from(value: StdDuration) -> Self {
        let fraction = Fraction::from_nanoseconds(value.subsec_nanos());
        Duration {
            seconds: value.as_secs(),
            fraction: fraction.unwrap_or(Fraction::ZERO),
            ..Duration::default()
        }
    }
}

/// Refuses negative durations and those with years or months, whose length isn't known.
impl TryFrom<Duration> for StdDuration {
    type Error = TextError;

    fn try_from(value: Duration) -> Result<Self, TextError> {
        match value.value() {
            (0, (seconds, atto)) if seconds >= 0 && atto >= 0 => u64::try_from(seconds)
                .map(|seconds| StdDuration::new(seconds, value.nanoseconds()))
                .map_err(|_| TextError::new("too long a duration")),
            _ => Err(TextError::new(
                "expected a duration in days or less that isn't negative",
            )),
        }
    }
}

plain_text!(Duration);
