//! Conversions to and from the types of `time`.

use super::parts::{Parts, refused, zone};
use crate::scalar::{Date, DateTime, Time};
use crate::value::TextError;
use time::{Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

fn date(parts: Parts) -> Result<time::Date, TextError> {
    let month = Month::try_from(parts.month).map_err(|_| refused())?;
    time::Date::from_calendar_date(parts.year, month, parts.day).map_err(|_| refused())
}

fn clock(parts: Parts) -> Result<time::Time, TextError> {
    let Parts {
        hour,
        minute,
        second,
        nanosecond,
        ..
    } = parts;
    time::Time::from_hms_nano(hour, minute, second, nanosecond).map_err(|_| refused())
}

fn parts(date: time::Date, time: time::Time) -> Parts {
    Parts {
        year: date.year(),
        month: date.month().into(),
        day: date.day(),
        hour: time.hour(),
        minute: time.minute(),
        second: time.second(),
        nanosecond: time.nanosecond(),
    }
}

/// Refuses a zone that isn't whole minutes from UTC.
impl TryFrom<OffsetDateTime> for DateTime {
    type Error = TextError;

    fn try_from(value: OffsetDateTime) -> Result<Self, TextError> {
        let zone = zone(value.offset().whole_seconds())?;
        Ok(DateTime(
            parts(value.date(), value.time()).moment(Some(zone)),
        ))
    }
}

/// Refuses a moment in no zone.
impl TryFrom<DateTime> for OffsetDateTime {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let minutes = value.zone().ok_or_else(refused)?.minutes();
        let offset = UtcOffset::from_whole_seconds(i32::from(minutes) * 60);
        let parts = Parts::local(value.0)?;
        let local = PrimitiveDateTime::new(date(parts)?, clock(parts)?);
        Ok(local.assume_offset(offset.map_err(|_| refused())?))
    }
}

/// In no zone.
impl From<PrimitiveDateTime> for DateTime {
    fn from(value: PrimitiveDateTime) -> Self {
        DateTime(parts(value.date(), value.time()).moment(None))
    }
}

/// Refuses a moment in a zone.
impl TryFrom<DateTime> for PrimitiveDateTime {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let parts = Parts::of(value.0, None)?;
        Ok(PrimitiveDateTime::new(date(parts)?, clock(parts)?))
    }
}

/// In no zone.
impl From<time::Date> for Date {
    fn from(value: time::Date) -> Self {
        Date(parts(value, time::Time::MIDNIGHT).moment(None))
    }
}

/// Refuses a date in a zone.
impl TryFrom<Date> for time::Date {
    type Error = TextError;

    fn try_from(value: Date) -> Result<Self, TextError> {
        date(Parts::of(value.0, None)?)
    }
}

/// In no zone.
impl From<time::Time> for Time {
    fn from(value: time::Time) -> Self {
        Time(parts(time::Date::MIN, value).time(None))
    }
}

/// Refuses a time in a zone.
impl TryFrom<Time> for time::Time {
    type Error = TextError;

    fn try_from(value: Time) -> Result<Self, TextError> {
        clock(Parts::of(value.0, None)?)
    }
}
