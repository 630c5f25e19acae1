//! `xs:dateTime`, `xs:date`, `xs:time` and the `xs:g..` types (XSD 1.0 part 2, 3.2.7 to 3.2.14).

use super::calendar::Moment;
use super::form::Form;
use super::fraction::Fraction;
use super::{Zone, plain_text};
use crate::value::TextError;
use std::fmt;
use std::str::FromStr;
use std::time::{Duration as StdDuration, SystemTime, UNIX_EPOCH};

macro_rules! calendar {
    ($($(#[$doc:meta])* $type:ident $form:literal $year:literal $expected:literal;)+) => {$(
        $(#[$doc])*
        ///
        /// Equal are values that mean the same: `12:00:00Z` and `13:00:00+01:00`, but not `12:00:00`, which is in no
        /// zone. The order is partial, as it's the schema's: with and without a zone compare only where they're more
        /// than 14 hours apart.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Hash)]
        pub struct $type(pub(super) Moment);

        impl $type {
            const FORM: &Form = &Form::new($form);

            /// The zone, if it's in one.
            pub fn zone(&self) -> Option<Zone> {
                self.0.zone
            }

            /// The same fields in another zone, or in none.
            #[must_use]
            pub fn with_zone(mut self, zone: impl Into<Option<Zone>>) -> Self {
                self.0.zone = zone.into();
                self
            }

            #[allow(dead_code, reason = "some have constructors that can't fail")]
            fn checked(moment: Moment) -> Result<Self, TextError> {
                if moment.exists() { Ok($type(moment)) } else { Err(TextError::new($expected)) }
            }

            fn print_into(&self, out: &mut String) {
                self.0.print(Self::FORM, out);
            }

            fn parse_loosely(text: &str) -> Result<Self, TextError> {
                match Moment::parse(Self::FORM, text, true) {
                    Some(moment) => Ok($type(moment)),
                    None => Err(TextError::new($expected)),
                }
            }
        }

        impl Default for $type {
            fn default() -> Self {
                $type(Moment { year: $year, ..Moment::REFERENCE })
            }
        }

        impl FromStr for $type {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                match Moment::parse(Self::FORM, text, false) {
                    Some(moment) => Ok($type(moment)),
                    None => Err(TextError::new($expected)),
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = String::new();
                self.print_into(&mut text);
                f.write_str(&text)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        plain_text!($type loosely $type::parse_loosely; printed $type::print_into);
    )+};
}

calendar! {
    /// A date with a time of day (`xs:dateTime`). The default is the Unix epoch, in no zone.
    DateTime "Y-M-DTh:m:s" 1970 "expected a date and time such as `2001-12-17T09:30:47.5Z`";
    /// A date (`xs:date`). The default is 1970-01-01, in no zone.
    Date "Y-M-D" 1970 "expected a date such as `2001-12-17`";
    /// A time of day (`xs:time`). The default is midnight, in no zone.
    Time "h:m:s" 1972 "expected a time such as `09:30:47.5`";
    /// A year (`xs:gYear`). The default is 1970.
    GYear "Y" 1970 "expected a year such as `2001`";
    /// A month of a year (`xs:gYearMonth`). The default is 1970-01.
    GYearMonth "Y-M" 1970 "expected a year and month such as `2001-12`";
    /// A month that recurs every year (`xs:gMonth`). The default is January.
    GMonth "--M" 1972 "expected a month such as `--12`";
    /// A day that recurs every year (`xs:gMonthDay`). The default is January 1st.
    GMonthDay "--M-D" 1972 "expected a month and day such as `--12-17`";
    /// A day that recurs every month (`xs:gDay`). The default is the first.
    GDay "---D" 1972 "expected a day such as `---17`";
}

macro_rules! fields {
    ($($type:ident: $($field:ident)+;)+) => {$(
        impl $type {
            $(fields!(@ $field);)+
        }
    )+};
    (@ year) => {
        /// The year; never 0: -1 is the year before 1.
        pub fn year(&self) -> i64 {
            self.0.year
        }
    };
    (@ month) => {
        /// The month, from 1.
        pub fn month(&self) -> u8 {
            self.0.month
        }
    };
    (@ day) => {
        /// The day of the month, from 1.
        pub fn day(&self) -> u8 {
            self.0.day
        }
    };
    (@ clock) => {
        /// The hour; 24 only as the very end of a day.
        pub fn hour(&self) -> u8 {
            self.0.hour
        }

        /// The minute.
        pub fn minute(&self) -> u8 {
            self.0.minute
        }

        /// The whole second.
        pub fn second(&self) -> u8 {
            self.0.second
        }

        /// The fraction of a second in whole nanoseconds; what is finer is cut off.
        pub fn nanosecond(&self) -> u32 {
            self.0.fraction.nanoseconds()
        }

        /// The same with this fraction of a second.
        ///
        /// # Errors
        /// When it's a second or more, or the hour is 24.
        pub fn with_nanosecond(mut self, nanosecond: u32) -> Result<Self, TextError> {
            self.0.fraction = Fraction::from_nanoseconds(nanosecond)
                .ok_or(TextError::new("expected less than 1,000,000,000 nanoseconds"))?;
            Self::checked(self.0)
        }
    };
}

fields! {
    DateTime: year month day clock;
    Date: year month day;
    Time: clock;
    GYear: year;
    GYearMonth: year month;
    GMonth: month;
    GMonthDay: month day;
    GDay: day;
}

impl DateTime {
    /// A moment in no zone.
    ///
    /// # Errors
    /// When there's no such day or no such time. There's no year 0.
    pub fn new(
        year: i64,
        month: u8,
        day: u8,
        hour: u8,
        minute: u8,
        second: u8,
    ) -> Result<Self, TextError> {
        Self::checked(Moment {
            year,
            month,
            day,
            hour,
            minute,
            second,
            ..Moment::REFERENCE
        })
    }

    /// The moment so many seconds and nanoseconds after the Unix epoch, in UTC.
    ///
    /// # Errors
    /// When the nanoseconds are a second or more.
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Result<Self, TextError> {
        Fraction::from_nanoseconds(nanoseconds)
            .and_then(|fraction| Moment::from_instant((seconds.into(), fraction), Some(Zone::UTC)))
            .map(DateTime)
            .ok_or(TextError::new(
                "expected less than 1,000,000,000 nanoseconds",
            ))
    }

    /// Whole seconds after the Unix epoch; [`DateTime::nanosecond`] has the rest. `None` if it's in no zone or its
    /// year is out of range.
    pub fn unix(&self) -> Option<i64> {
        self.0.zone?;
        i64::try_from(self.0.instant().0).ok()
    }

    /// The present, in UTC.
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// The same moment in another zone. `None` if it's in no zone.
    pub fn in_zone(&self, zone: Zone) -> Option<Self> {
        self.0.zone?;
        let (seconds, fraction) = self.0.instant();
        let local = seconds + i128::from(zone.minutes()) * 60;
        Moment::from_instant((local, fraction), Some(zone)).map(DateTime)
    }

    /// The date, in the same zone.
    pub fn date(&self) -> Date {
        let Moment {
            year,
            month,
            day,
            zone,
            ..
        } = self.0;
        Date(Moment {
            year,
            month,
            day,
            zone,
            ..Moment::REFERENCE
        })
    }

    /// The time of day, in the same zone.
    pub fn time(&self) -> Time {
        let Moment {
            year, month, day, ..
        } = Moment::REFERENCE;
        Time(Moment {
            year,
            month,
            day,
            ..self.0
        })
    }
}

impl Date {
    /// A day in no zone.
    ///
    /// # Errors
    /// When there's no such day. There's no year 0.
    pub fn new(year: i64, month: u8, day: u8) -> Result<Self, TextError> {
        Self::checked(Moment {
            year,
            month,
            day,
            ..Moment::REFERENCE
        })
    }

    /// A time of this day, in the time's zone or, if it has none, in the date's.
    pub fn at(&self, time: Time) -> DateTime {
        let Moment {
            year,
            month,
            day,
            zone,
            ..
        } = self.0;
        DateTime(Moment {
            year,
            month,
            day,
            zone: time.0.zone.or(zone),
            ..time.0
        })
    }
}

impl Time {
    /// A time of day in no zone.
    ///
    /// # Errors
    /// When there's no such time; 24:00:00 is allowed.
    pub fn new(hour: u8, minute: u8, second: u8) -> Result<Self, TextError> {
        Self::checked(Moment {
            hour,
            minute,
            second,
            ..Moment::REFERENCE
        })
    }
}

impl GYear {
    /// A year in no zone.
    ///
    /// # Errors
    /// For 0: there's no such year.
    pub fn new(year: i64) -> Result<Self, TextError> {
        Self::checked(Moment {
            year,
            ..Moment::REFERENCE
        })
    }
}

impl GYearMonth {
    /// A month of a year in no zone.
    ///
    /// # Errors
    /// When there's no such month. There's no year 0.
    pub fn new(year: i64, month: u8) -> Result<Self, TextError> {
        Self::checked(Moment {
            year,
            month,
            ..Moment::REFERENCE
        })
    }
}

impl GMonth {
    /// A month in no zone.
    ///
    /// # Errors
    /// When there's no such month.
    pub fn new(month: u8) -> Result<Self, TextError> {
        Self::checked(Moment {
            month,
            ..Moment::REFERENCE
        })
    }
}

impl GMonthDay {
    /// A day of a month in no zone.
    ///
    /// # Errors
    /// When no year has that day.
    pub fn new(month: u8, day: u8) -> Result<Self, TextError> {
        Self::checked(Moment {
            month,
            day,
            ..Moment::REFERENCE
        })
    }
}

impl GDay {
    /// A day of every month in no zone.
    ///
    /// # Errors
    /// When no month has that day.
    pub fn new(day: u8) -> Result<Self, TextError> {
        Self::checked(Moment {
            day,
            ..Moment::REFERENCE
        })
    }
}

/// In UTC.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (i128::from(after.as_secs()), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let nanoseconds = (1_000_000_000 - before.subsec_nanos()) % 1_000_000_000;
                let seconds = -i128::from(before.as_secs()) - i128::from(nanoseconds > 0);
                (seconds, nanoseconds)
            }
        };
        let fraction = Fraction::from_nanoseconds(nanoseconds).unwrap_or(Fraction::ZERO);
        Moment::from_instant((seconds, fraction), Some(Zone::UTC))
            .map(DateTime)
            .unwrap_or_default()
    }
}

/// Refuses a moment in no zone, and one that the system can't express.
impl TryFrom<DateTime> for SystemTime {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let seconds = value.unix();
        let time = seconds.and_then(|seconds| {
            let whole = StdDuration::from_secs(seconds.unsigned_abs());
            let time = if seconds < 0 {
                UNIX_EPOCH.checked_sub(whole)
            } else {
                UNIX_EPOCH.checked_add(whole)
            };
            time?.checked_add(StdDuration::from_nanos(value.nanosecond().into()))
        });
        time.ok_or(TextError::new("expected a date and time in a zone"))
    }
}
