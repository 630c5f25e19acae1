//! How the types of dates and times write their fields.

use std::ops::Range;

use super::calendar::Moment;
use super::digits;

/// Where the year, month, day and second end of a date and time of a usual year that is written in full.
const YEAR: usize = 4;
const MONTH: usize = 7;
const DAY: usize = 10;
const SECOND: usize = 19;

/// How values of a type are written: `Y`, `M`, `D`, `h`, `m`, `s` stand for the fields, all else for itself.
pub(super) struct Form {
    pub(super) text: &'static str,
    /// Which part of a date and time it is.
    part: Range<usize>,
    /// What stands in front of that.
    dashes: &'static str,
}

impl Form {
    /// The form that `text` says.
    pub(super) const fn new(text: &'static str) -> Form {
        let (dashes, start) = match text.as_bytes() {
            [b'Y', ..] => ("", 0),
            [b'h', ..] => ("", DAY + 1),
            // One dash is that before the month or the day.
            [b'-', b'-', b'-', ..] => ("--", MONTH),
            _ => ("-", YEAR),
        };
        let end = match text.as_bytes() {
            [.., b'Y'] => YEAR,
            [.., b'M'] => MONTH,
            [.., b'D'] => DAY,
            _ => SECOND,
        };
        let part = start..end;
        Form { text, part, dashes }
    }

    /// Whether it's both a date and a time.
    pub(super) fn is_whole(&self) -> bool {
        self.part.start == 0 && self.part.end == SECOND
    }

    /// Whether a fraction may follow.
    pub(super) fn has_seconds(&self) -> bool {
        self.part.end == SECOND
    }

    /// Appends the fields, but for the fraction and the zone.
    pub(super) fn print(&self, moment: &Moment, out: &mut String) {
        let usual = u16::try_from(moment.year).ok().filter(|year| *year <= 9999);
        let mut part = self.part.clone();
        if usual.is_none() && part.start == 0 {
            out.push_str(if moment.year < 0 { "-" } else { "" });
            digits::padded(moment.year.unsigned_abs(), 4, out);
            part.start = YEAR;
        }
        out.push_str(self.dashes);
        let clock = Clock::new(usual.unwrap_or_default(), moment);
        out.push_str(clock.text(part));
    }

    /// The same with a `Z` behind the second, of a year of four digits. False: it isn't one.
    #[inline]
    pub(super) fn print_utc(&self, moment: &Moment, out: &mut String) -> bool {
        let Some(year) = u16::try_from(moment.year).ok().filter(|year| *year <= 9999) else {
            return false;
        };
        out.push_str(Clock::new(year, moment).text(self.part.start..SECOND + 1));
        true
    }
}

/// A date and time of a usual year in UTC, written in full. Aligned, since that it's text is found out word by word.
#[repr(align(16))]
struct Clock([[u8; 8]; 4]);

impl Clock {
    #[inline(always)]
    fn new(year: u16, moment: &Moment) -> Clock {
        // Put together in registers: what's stored byte by byte is slow to load as words.
        let date = two(year / 100)
            | two(year % 100) << 16
            | u64::from(b'-') << 32
            | two(moment.month.into()) << 40
            | u64::from(b'-') << 56;
        let time = two(moment.day.into())
            | u64::from(b'T') << 16
            | two(moment.hour.into()) << 24
            | u64::from(b':') << 40
            | two(moment.minute.into()) << 48;
        let second = u64::from(b':') | two(moment.second.into()) << 8 | u64::from(b'Z') << 24;
        Clock([date, time, second, 0].map(u64::to_le_bytes))
    }

    #[inline(always)]
    fn text(&self, part: Range<usize>) -> &str {
        let text = std::str::from_utf8(self.0.as_flattened()).unwrap_or_default();
        text.get(part).unwrap_or_default()
    }
}

/// The two digits of a number below 100, the first in the lowest byte.
#[inline(always)]
fn two(n: u16) -> u64 {
    let n = u64::from(n);
    let tens = (n * 103) >> 10;
    u64::from_le_bytes(*b"00\0\0\0\0\0\0") + (n << 8) - tens * 2559
}
