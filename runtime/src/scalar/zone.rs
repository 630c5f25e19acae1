//! The optional time zone of dates and times (XSD 1.0 part 2, 3.2.7.3).

use super::digits;
use crate::value::TextError;
use std::fmt;

/// How far a time zone is from UTC: whole minutes, from -14:00 to +14:00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(i16);

impl Zone {
    /// `Z`
    pub const UTC: Zone = Zone(0);

    /// A zone that many minutes east of UTC.
    ///
    /// # Errors
    /// When that's more than 14 hours.
    pub fn from_minutes(minutes: i16) -> Result<Self, TextError> {
        if minutes.unsigned_abs() <= 14 * 60 {
            Ok(Zone(minutes))
        } else {
            Err(TextError::new("expected a zone from -14:00 to +14:00"))
        }
    }

    /// Minutes east of UTC.
    pub fn minutes(self) -> i16 {
        self.0
    }
}

impl Zone {
    /// Appends it as it's written.
    pub(super) fn print(self, out: &mut String) {
        if self.0 == 0 {
            return out.push('Z');
        }
        let minutes = self.0.unsigned_abs();
        out.push(if self.0 < 0 { '-' } else { '+' });
        digits::padded(u64::from(minutes / 60), 2, out);
        out.push(':');
        digits::padded(u64::from(minutes % 60), 2, out);
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.print(&mut text);
        f.write_str(&text)
    }
}
