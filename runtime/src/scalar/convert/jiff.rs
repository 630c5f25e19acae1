//! Conversions to and from the types of `jiff`.

use super::parts::{Parts, refused, zone};
use crate::scalar::{Date, DateTime, Duration, Time};
use crate::value::TextError;
use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

/// In UTC.
impl From<Timestamp> for DateTime {
    fn from(value: Timestamp) -> Self {
        let nanoseconds = value.subsec_nanosecond();
        let seconds = value.as_second() - i64::from(nanoseconds < 0);
        let nanoseconds = u32::try_from(nanoseconds.rem_euclid(1_000_000_000));
        DateTime::from_unix(seconds, nanoseconds.unwrap_or_default()).unwrap_or_default()
    }
}

/// Refuses a moment in no zone.
impl TryFrom<DateTime> for Timestamp {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let nanosecond = i32::try_from(value.nanosecond()).map_err(|_| refused())?;
        let timestamp = value.unix().map(|s| Timestamp::new(s, nanosecond));
        timestamp.and_then(Result::ok).ok_or_else(refused)
    }
}

/// Refuses a zone that isn't whole minutes from UTC.
impl TryFrom<&ZonedDateTime> for DateTime {
    type Error = TextError;

    fn try_from(value: &ZonedDateTime) -> Result<Self, TextError> {
        let zone = zone(value.offset().seconds())?;
        Ok(DateTime::from(value.datetime()).with_zone(zone))
    }
}

/// In the fixed zone that the moment is in; refuses one in no zone.
impl TryFrom<DateTime> for ZonedDateTime {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let minutes = value.zone().ok_or_else(refused)?.minutes();
        let offset = Offset::from_seconds(i32::from(minutes) * 60).map_err(|_| refused())?;
        Ok(Timestamp::try_from(value)?.to_zoned_datetime(TimeZone::fixed(offset)))
    }
}

fn date(parts: Parts) -> Result<civil::Date, TextError> {
    let small = |n: u8| i8::try_from(n).map_err(|_| refused());
    let year = i16::try_from(parts.year).map_err(|_| refused())?;
    civil::Date::new(year, small(parts.month)?, small(parts.day)?).map_err(|_| refused())
}

fn time(parts: Parts) -> Result<civil::Time, TextError> {
    let small = |n: u8| i8::try_from(n).map_err(|_| refused());
    let nanosecond = i32::try_from(parts.nanosecond).map_err(|_| refused())?;
    let (hour, minute) = (small(parts.hour)?, small(parts.minute)?);
    civil::Time::new(hour, minute, small(parts.second)?, nanosecond).map_err(|_| refused())
}

fn parts(date: civil::Date, time: civil::Time) -> Parts {
    // Fields are never negative.
    let small = |n: i8| n.unsigned_abs();
    Parts {
        year: date.year().into(),
        month: small(date.month()),
        day: small(date.day()),
        hour: small(time.hour()),
        minute: small(time.minute()),
        second: small(time.second()),
        nanosecond: time.subsec_nanosecond().unsigned_abs(),
    }
}

/// In no zone.
impl From<civil::DateTime> for DateTime {
    fn from(value: civil::DateTime) -> Self {
        DateTime(parts(value.date(), value.time()).moment(None))
    }
}

/// Refuses a moment in a zone.
impl TryFrom<DateTime> for civil::DateTime {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let parts = Parts::of(value.0, None)?;
        Ok(civil::DateTime::from_parts(date(parts)?, time(parts)?))
    }
}

/// In no zone.
impl From<civil::Date> for Date {
    fn from(value: civil::Date) -> Self {
        Date(parts(value, civil::Time::midnight()).moment(None))
    }
}

/// Refuses a date in a zone.
impl TryFrom<Date> for civil::Date {
    type Error = TextError;

    fn try_from(value: Date) -> Result<Self, TextError> {
        date(Parts::of(value.0, None)?)
    }
}

/// In no zone.
impl From<civil::Time> for Time {
    fn from(value: civil::Time) -> Self {
        Time(parts(civil::Date::ZERO, value).time(None))
    }
}

/// Refuses a time in a zone.
impl TryFrom<Time> for civil::Time {
    type Error = TextError;

    fn try_from(value: Time) -> Result<Self, TextError> {
        time(Parts::of(value.0, None)?)
    }
}

/// In seconds.
impl From<SignedDuration> for Duration {
    fn from(value: SignedDuration) -> Self {
        let mut duration = Duration::from(value.unsigned_abs());
        duration.negative = value.is_negative();
        duration
    }
}

/// Refuses durations with years or months, whose length isn't known.
impl TryFrom<Duration> for SignedDuration {
    type Error = TextError;

    fn try_from(value: Duration) -> Result<Self, TextError> {
        let mut size = value;
        size.negative = false;
        let size = std::time::Duration::try_from(size)?;
        let size = SignedDuration::try_from(size).map_err(|_| refused())?;
        Ok(if value.negative { -size } else { size })
    }
}
