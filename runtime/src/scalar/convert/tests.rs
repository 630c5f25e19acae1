//! There and back again, and what's refused.

use crate::scalar::{Date, DateTime, Duration, Time};
use crate::value::TextError;
use std::fmt::Debug;
use std::str::FromStr;

/// Whether each text becomes a `T` and comes back as the same.
#[track_caller]
fn keeps<O, T>(texts: &[&str])
where
    O: FromStr<Err = TextError> + PartialEq + Debug + Copy + TryFrom<T>,
    <O as TryFrom<T>>::Error: Debug,
    T: TryFrom<O>,
    <T as TryFrom<O>>::Error: Debug,
{
    for text in texts {
        let ours: O = text.parse().unwrap();
        let theirs = T::try_from(ours).unwrap();
        assert_eq!(O::try_from(theirs).unwrap(), ours);
    }
}

#[track_caller]
fn refuses<O: FromStr<Err = TextError>, T: TryFrom<O>>(texts: &[&str]) {
    for text in texts {
        assert!(T::try_from(text.parse().unwrap()).is_err(), "{text}");
    }
}

const ZONED: &[&str] = &[
    "2001-12-17T09:30:47.123456789Z",
    "1969-12-31T23:59:59.5-05:30",
    "-0001-02-03T24:00:00+14:00",
];
const LOCAL: &[&str] = &[
    "2001-12-17T09:30:47.5",
    "-0044-03-15T24:00:00",
    "0001-01-01T00:00:00",
];
const FAR: &[&str] = &["99999999999-01-01T00:00:00Z", "99999999999-01-01T00:00:00"];

#[test]
fn jiff_types() {
    keeps::<DateTime, jiff::Timestamp>(ZONED);
    refuses::<DateTime, jiff::Timestamp>(LOCAL);
    refuses::<DateTime, jiff::Timestamp>(FAR);
    keeps::<DateTime, jiff::civil::DateTime>(LOCAL);
    refuses::<DateTime, jiff::civil::DateTime>(ZONED);
    refuses::<DateTime, jiff::civil::DateTime>(FAR);
    keeps::<Date, jiff::civil::Date>(&["2001-12-17", "-0001-01-01"]);
    keeps::<Time, jiff::civil::Time>(&["09:30:47.5"]);
    keeps::<Duration, jiff::SignedDuration>(&["PT1.5S", "-PT2H0.25S", "P1D"]);
    refuses::<Duration, jiff::SignedDuration>(&["P1M"]);
    for text in ZONED {
        let ours: DateTime = text.parse().unwrap();
        let there = DateTime::try_from(&jiff::ZonedDateTime::try_from(ours).unwrap()).unwrap();
        assert_eq!((there, there.zone()), (ours, ours.zone()));
    }
}

#[test]
fn chrono_types() {
    keeps::<DateTime, chrono::DateTime<chrono::Utc>>(ZONED);
    keeps::<DateTime, chrono::DateTime<chrono::FixedOffset>>(ZONED);
    refuses::<DateTime, chrono::DateTime<chrono::Utc>>(LOCAL);
    refuses::<DateTime, chrono::DateTime<chrono::Utc>>(FAR);
    keeps::<DateTime, chrono::NaiveDateTime>(LOCAL);
    refuses::<DateTime, chrono::NaiveDateTime>(ZONED);
    refuses::<DateTime, chrono::NaiveDateTime>(FAR);
    keeps::<Date, chrono::NaiveDate>(&["2001-12-17", "-0001-01-01"]);
    refuses::<Date, chrono::NaiveDate>(&["2001-12-17Z"]);
    keeps::<Time, chrono::NaiveTime>(&["09:30:47.5"]);
    let leap = chrono::NaiveTime::from_hms_milli_opt(23, 59, 59, 1_500).unwrap();
    assert_eq!(Time::from(leap).to_string(), "23:59:59.999999999");
}

#[test]
fn time_types() {
    keeps::<DateTime, time::OffsetDateTime>(ZONED);
    refuses::<DateTime, time::OffsetDateTime>(LOCAL);
    refuses::<DateTime, time::OffsetDateTime>(FAR);
    keeps::<DateTime, time::PrimitiveDateTime>(LOCAL);
    refuses::<DateTime, time::PrimitiveDateTime>(ZONED);
    keeps::<Date, time::Date>(&["2001-12-17", "-0001-01-01"]);
    keeps::<Time, time::Time>(&["09:30:47.5"]);
    refuses::<Time, time::Time>(&["09:30:47Z"]);
}
