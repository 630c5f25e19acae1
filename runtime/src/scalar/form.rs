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
        let year = usual.unwrap_or_default();
        let mut clock = Clock::default();
        clock.two(0, (year / 100) as u8);
        clock.two(2, (year % 100) as u8);
        clock.two(5, moment.month);
        clock.two(8, moment.day);
        clock.two(11, moment.hour);
        clock.two(14, moment.minute);
        clock.two(17, moment.second);
        out.push_str(self.dashes);
        out.push_str(clock.text(part));
    }
}

/// A date and time of a usual year, written in full. Aligned, since that it's text is found out word by word.
#[repr(align(16))]
struct Clock([u8; 32]);

impl Default for Clock {
    fn default() -> Self {
        Clock(*b"0000-00-00T00:00:00             ")
    }
}

impl Clock {
    #[inline(always)]
    fn two(&mut self, at: usize, n: u8) {
        if let Some([tens, ones]) = self.0.get_mut(at..at + 2) {
            *tens = b'0' + n / 10;
            *ones = b'0' + n % 10;
        }
    }

    fn text(&self, part: Range<usize>) -> &str {
        let text = std::str::from_utf8(&self.0).unwrap_or_default();
        text.get(part).unwrap_or_default()
    }
}
