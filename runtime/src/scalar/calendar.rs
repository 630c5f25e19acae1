//! What all types of dates and times share: fields, their lexical form, the time line and the order on it (XSD 1.0
//! part 2, 3.2.7 to 3.2.14).
//!
//! Fields that a type lacks have the values of [`Moment::REFERENCE`].

use super::{Zone, form::Form, fraction::Fraction, trim};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A moment, or a span that begins there. Compares by value: what zone it's given in doesn't matter, but whether it
/// has one does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// Never 0: -1 is the year before 1.
    pub(super) year: i64,
    pub(super) month: u8,
    pub(super) day: u8,
    /// 24 only as the very end of a day.
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) fraction: Fraction,
    pub(super) zone: Option<Zone>,
}

/// Seconds from the Unix epoch, and what is finer.
type Instant = (i128, Fraction);

const DAY: i128 = 24 * 60 * 60;

impl Moment {
    /// A leap year, and a month of 31 days, so that every `gMonthDay` and `gDay` exists.
    pub(super) const REFERENCE: Moment = Moment {
        year: 1972,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        fraction: Fraction::ZERO,
        zone: None,
    };

    /// Reads a form; with `loose` also a blank or `t` for `T`, `z`, and zones such as `+0100` and `+01`.
    pub(super) fn parse(form: &Form, text: &str, loose: bool) -> Option<Moment> {
        if form.is_whole()
            && let Some(usual) = Moment::parse_usual(text.as_bytes())
        {
            return usual.exists().then_some(usual);
        }
        let mut input = Input {
            rest: trim(text),
            loose,
        };
        let mut moment = Moment::REFERENCE;
        for part in form.text.bytes() {
            match part {
                b'Y' => moment.year = input.year()?,
                b'M' => moment.month = input.two()?,
                b'D' => moment.day = input.two()?,
                b'h' => moment.hour = input.two()?,
                b'm' => moment.minute = input.two()?,
                b's' => {
                    moment.second = input.two()?;
                    moment.fraction = input.fraction()?;
                }
                other => input.byte(other)?,
            }
        }
        // The form of a gMonth before erratum E2-12 of XSD 1.0: `--MM--`.
        if form.text == "--M" && input.rest.starts_with("--") {
            input.byte(b'-')?;
            input.byte(b'-')?;
        }
        moment.zone = input.zone()?;
        (input.rest.is_empty() && moment.exists()).then_some(moment)
    }

    /// The same for a date and time of a year of four digits, without fraction and in UTC or in no zone.
    fn parse_usual(text: &[u8]) -> Option<Moment> {
        let (form, zone) = match text {
            [form @ .., b'Z'] => (form, Some(Zone::UTC)),
            form => (form, None),
        };
        let &[
            y1,
            y2,
            y3,
            y4,
            b'-',
            m1,
            m2,
            b'-',
            d1,
            d2,
            b'T',
            h1,
            h2,
            b':',
            n1,
            n2,
            b':',
            s1,
            s2,
        ] = form
        else {
            return None;
        };
        let digit = |byte: u8| byte.wrapping_sub(b'0');
        let bytes = [y1, y2, y3, y4, m1, m2, d1, d2, h1, h2, n1, n2, s1, s2];
        if bytes.into_iter().any(|byte| digit(byte) > 9) {
            return None;
        }
        let two = |tens: u8, ones: u8| digit(tens) * 10 + digit(ones);
        Some(Moment {
            year: i64::from(two(y1, y2)) * 100 + i64::from(two(y3, y4)),
            month: two(m1, m2),
            day: two(d1, d2),
            hour: two(h1, h2),
            minute: two(n1, n2),
            second: two(s1, s2),
            fraction: Fraction::ZERO,
            zone,
        })
    }

    /// Whether all fields are in their ranges.
    pub(super) fn exists(&self) -> bool {
        let end = self.hour == 24
            && self.minute == 0
            && self.second == 0
            && self.fraction == Fraction::ZERO;
        self.year != 0
            && (1..=12).contains(&self.month)
            && (1..=days_in_month(astronomical(self.year), self.month)).contains(&self.day)
            && (self.hour < 24 || end)
            && self.minute < 60
            && self.second < 60
    }

    /// Appends a form.
    pub(super) fn print(&self, form: &Form, out: &mut String) {
        let utc = self.zone == Some(Zone::UTC);
        if utc && form.has_seconds() && !self.fraction.is_written() && form.print_utc(self, out) {
            return;
        }
        form.print(self, out);
        if form.has_seconds() {
            self.fraction.print(out);
        }
        match self.zone {
            Some(Zone::UTC) => out.push('Z'),
            Some(zone) => zone.print(out),
            None => {}
        }
    }

    /// Where it is on the time line; as if in UTC when it has no zone.
    pub(super) fn instant(&self) -> Instant {
        let days = days_from_epoch(astronomical(self.year), self.month, self.day);
        let clock =
            i128::from(self.hour) * 3600 + i128::from(self.minute) * 60 + i128::from(self.second);
        let zone = i128::from(self.zone.map_or(0, Zone::minutes)) * 60;
        (days * DAY + clock - zone, self.fraction)
    }

    /// The moment in UTC or without a zone, if its year fits.
    pub(super) fn from_instant((seconds, fraction): Instant, zone: Option<Zone>) -> Option<Moment> {
        let (year, month, day) = date_from_days(seconds.div_euclid(DAY));
        let clock = u32::try_from(seconds.rem_euclid(DAY)).ok()?;
        let field = |n: u32| u8::try_from(n).ok();
        Some(Moment {
            year: i64::try_from(if year > 0 { year } else { year - 1 }).ok()?,
            month,
            day,
            hour: field(clock / 3600)?,
            minute: field(clock / 60 % 60)?,
            second: field(clock % 60)?,
            fraction,
            zone,
        })
    }
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.zone.is_some() == other.zone.is_some() && self.instant() == other.instant()
    }
}

impl Eq for Moment {}

impl Hash for Moment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.zone.is_some().hash(state);
        self.instant().hash(state);
    }
}

/// The order of XSD 1.0 part 2, 3.2.7.4: with and without a zone compare only where no zone could change the answer.
impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        const MOST: i128 = 14 * 60 * 60;
        let ((a, a_fraction), (b, b_fraction)) = (self.instant(), other.instant());
        let certain = |shift: i128| (a, a_fraction).cmp(&(b + shift, b_fraction));
        if self.zone.is_some() == other.zone.is_some() {
            return Some(certain(0));
        }
        match (certain(-MOST), certain(MOST)) {
            (Ordering::Less, _) => Some(Ordering::Less),
            (_, Ordering::Greater) => Some(Ordering::Greater),
            _ => None,
        }
    }
}

/// The year with a year 0, as the rule for leap years wants it.
pub(super) fn astronomical(year: i64) -> i128 {
    i128::from(year) + i128::from(year < 0)
}

fn is_leap(year: i128) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// How many days a month has, in an astronomical year.
pub(super) fn days_in_month(year: i128, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01, in the Gregorian calendar extended to all years. Years are counted from March here, so that
/// the leap day is the last.
pub(super) fn days_from_epoch(year: i128, month: u8, day: u8) -> i128 {
    let month = i128::from(month);
    let year = if month <= 2 { year - 1 } else { year };
    let from_march = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * from_march + 2) / 5 + i128::from(day) - 1 - 719_468
}

/// The inverse of [`days_from_epoch`].
fn date_from_days(days: i128) -> (i128, u8, u8) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * day + 2) / 153;
    let month = (from_march + 2) % 12 + 1;
    let year = era * 400 + year + i128::from(month <= 2);
    let small = |n: i128| u8::try_from(n).unwrap_or(1);
    (
        year,
        small(month),
        small(day - (153 * from_march + 2) / 5 + 1),
    )
}

/// What is still to be read.
struct Input<'a> {
    rest: &'a str,
    loose: bool,
}

impl Input<'_> {
    fn byte(&mut self, expected: u8) -> Option<()> {
        let next = *self.rest.as_bytes().first()?;
        let similar = self.loose && expected == b'T' && matches!(next, b' ' | b't');
        if next != expected && !similar {
            return None;
        }
        self.rest = self.rest.get(1..)?;
        Some(())
    }

    fn digits(&mut self) -> &str {
        let end = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(end).unwrap_or(("", self.rest));
        self.rest = rest;
        digits
    }

    fn two(&mut self) -> Option<u8> {
        let (digits, rest) = self.rest.split_at_checked(2)?;
        let &[a @ b'0'..=b'9', b @ b'0'..=b'9'] = digits.as_bytes() else {
            return None;
        };
        self.rest = rest;
        Some((a - b'0') * 10 + b - b'0')
    }

    fn year(&mut self) -> Option<i64> {
        let negative = self.byte(b'-').is_some();
        let digits = self.digits();
        if digits.len() < 4 || (digits.len() > 4 && digits.starts_with('0')) {
            return None;
        }
        let year: i64 = digits.parse().ok()?;
        Some(if negative { -year } else { year })
    }

    fn fraction(&mut self) -> Option<Fraction> {
        if self.byte(b'.').is_none() {
            return Some(Fraction::ZERO);
        }
        let digits = self.digits();
        (!digits.is_empty())
            .then(|| Fraction::parse(digits))
            .flatten()
    }

    fn zone(&mut self) -> Option<Option<Zone>> {
        let sign = match self.rest.as_bytes().first() {
            None => return Some(None),
            Some(b'Z') => 0,
            Some(b'z') if self.loose => 0,
            Some(b'+') => 1,
            Some(b'-') => -1,
            Some(_) => return None,
        };
        self.rest = self.rest.get(1..)?;
        if sign == 0 {
            return Some(Some(Zone::UTC));
        }
        let hours = self.two()?;
        let minutes = if self.byte(b':').is_some() || (self.loose && !self.rest.is_empty()) {
            self.two()?
        } else if self.loose {
            0
        } else {
            return None;
        };
        if minutes > 59 {
            return None;
        }
        let minutes = sign * (i16::from(hours) * 60 + i16::from(minutes));
        Zone::from_minutes(minutes).ok().map(Some)
    }
}
