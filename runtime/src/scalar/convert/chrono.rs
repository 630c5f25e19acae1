//! Conversions to and from the types of `chrono`.

use super::parts::{Parts, refused, zone};
use crate::scalar::{Date, DateTime, Time};
use crate::value::TextError;
use chrono::{
    Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc,
};

fn date(parts: Parts) -> Result<NaiveDate, TextError> {
    NaiveDate::from_ymd_opt(parts.year, parts.month.into(), parts.day.into()).ok_or_else(refused)
}

fn time(parts: Parts) -> Result<NaiveTime, TextError> {
    let Parts {
        hour,
        minute,
        second,
        nanosecond,
        ..
    } = parts;
    NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
        .ok_or_else(refused)
}

fn parts(date: NaiveDate, time: NaiveTime) -> Parts {
    // Fields are at most 59.
    let small = |n: u32| u8::try_from(n).unwrap_or_default();
    Parts {
        year: date.year(),
        month: small(date.month()),
        day: small(date.day()),
        hour: small(time.hour()),
        minute: small(time.minute()),
        second: small(time.second()),
        nanosecond: time.nanosecond(),
    }
}

/// In the zone's present distance from UTC; refuses one that isn't whole minutes.
impl<Z: TimeZone> TryFrom<chrono::DateTime<Z>> for DateTime {
    type Error = TextError;

    fn try_from(value: chrono::DateTime<Z>) -> Result<Self, TextError> {
        let zone = zone(value.offset().fix().local_minus_utc())?;
        Ok(DateTime::from(value.naive_local()).with_zone(zone))
    }
}

/// Refuses a moment in no zone.
impl TryFrom<DateTime> for chrono::DateTime<Utc> {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        chrono::DateTime::<FixedOffset>::try_from(value).map(Into::into)
    }
}

/// Refuses a moment in no zone.
impl TryFrom<DateTime> for chrono::DateTime<FixedOffset> {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let minutes = value.zone().ok_or_else(refused)?.minutes();
        let offset = FixedOffset::east_opt(i32::from(minutes) * 60).ok_or_else(refused)?;
        let parts = Parts::local(value.0)?;
        let local = date(parts)?.and_time(time(parts)?);
        local
            .and_local_timezone(offset)
            .single()
            .ok_or_else(refused)
    }
}

/// In no zone.
impl From<NaiveDateTime> for DateTime {
    fn from(value: NaiveDateTime) -> Self {
        DateTime(parts(value.date(), value.time()).moment(None))
    }
}

/// Refuses a moment in a zone.
impl TryFrom<DateTime> for NaiveDateTime {
    type Error = TextError;

    fn try_from(value: DateTime) -> Result<Self, TextError> {
        let parts = Parts::of(value.0, None)?;
        Ok(date(parts)?.and_time(time(parts)?))
    }
}

/// In no zone.
impl From<NaiveDate> for Date {
    fn from(value: NaiveDate) -> Self {
        Date(parts(value, NaiveTime::MIN).moment(None))
    }
}

/// Refuses a date in a zone.
impl TryFrom<Date> for NaiveDate {
    type Error = TextError;

    fn try_from(value: Date) -> Result<Self, TextError> {
        date(Parts::of(value.0, None)?)
    }
}

/// In no zone.
impl From<NaiveTime> for Time {
    fn from(value: NaiveTime) -> Self {
        Time(parts(NaiveDate::MIN, value).time(None))
    }
}

/// Refuses a time in a zone.
impl TryFrom<Time> for NaiveTime {
    type Error = TextError;

    fn try_from(value: Time) -> Result<Self, TextError> {
        time(Parts::of(value.0, None)?)
    }
}
