//! Dates, times and durations.

use super::*;
use std::cmp::Ordering;

#[test]
fn dates_and_times() {
    keeps::<DateTime>(&[
        "2001-12-17T09:30:47Z",
        "2001-12-17T09:30:47.500+05:30",
        "-0044-03-15T12:00:00-14:00",
        "123456-01-01T00:00:00",
        "2000-02-29T24:00:00",
        "2001-12-17T09:30:47.123456789012345678",
    ]);
    prints::<DateTime>(" 2001-12-17T09:30:47+00:00\n", "2001-12-17T09:30:47Z");
    prints::<DateTime>(
        "2001-12-17T09:30:47.1234567890123456780000",
        "2001-12-17T09:30:47.123456789012345678",
    );
    refuses::<DateTime>(&[
        "",
        "2001-12-17",
        "2001-12-17T09:30",
        "2001-12-17 09:30:47",
        "2001-02-29T00:00:00",
        "1900-02-29T00:00:00",
        "0000-01-01T00:00:00",
        "+2001-12-17T09:30:47",
        "02001-12-17T09:30:47",
        "201-12-17T09:30:47",
        "2001-13-17T09:30:47",
        "2001-00-17T09:30:47",
        "2001-12-00T09:30:47",
        "2001-12-17T24:00:01",
        "2001-12-17T25:00:00",
        "2001-12-17T09:60:00",
        "2001-12-17T09:30:60",
        "2001-12-17T09:30:47.",
        "2001-12-17T09:30:47+14:01",
        "2001-12-17T09:30:47+0100",
        "2001-12-17T09:30:47z",
        "2001-12-17T09:30:47Zx",
        "2001-12-17T09:30:47 Z",
        "99999999999999999999-01-01T00:00:00",
        "2001-1-17T09:30:47",
        "2001-12-17T9:30:47",
        "2001-12-17T09:30:47+01:60",
        "２001-12-17T09:30:47",
    ]);
    for loose in [
        "2001-12-17 09:30:47z",
        "2001-12-17t09:30:47+0000",
        "2001-12-17T09:30:47+00",
    ] {
        assert_eq!(
            loosely::<DateTime>(loose).unwrap(),
            "2001-12-17T09:30:47Z".parse().unwrap(),
            "{loose}"
        );
    }
    for bad in [
        "2001-12-17",
        "2001-12-17T09:30:47+",
        "2001-12-17T09:30:47+1",
        "17/12/2001",
        "2001-12-17  09:30:47",
    ] {
        assert!(loosely::<DateTime>(bad).is_err(), "{bad}");
    }
    keeps::<Date>(&["2001-12-17", "2001-12-17Z", "-12345-01-31-05:00"]);
    refuses::<Date>(&["2001-12-17T00:00:00", "2001-06-31", "2001-12-17 Z"]);
    keeps::<Time>(&["09:30:47", "00:00:00.0Z", "24:00:00", "23:59:59.999+13:00"]);
    refuses::<Time>(&["9:30:47", "24:00:00.1", "09:30", "T09:30:47"]);
    keeps::<GYear>(&["2001", "-0001", "12345Z", "2001+02:00"]);
    refuses::<GYear>(&["0000", "99", "02001", "+2001", "2001-12"]);
    keeps::<GYearMonth>(&["2001-12", "-0001-01", "2001-12-05:00"]);
    refuses::<GYearMonth>(&["2001-13", "2001", "2001-12-5:00"]);
    keeps::<GMonth>(&["--05", "--12Z", "--05-05:00"]);
    prints::<GMonth>("--05--", "--05");
    prints::<GMonth>("--05--Z", "--05Z");
    prints::<GMonth>("--05---05:00", "--05-05:00");
    refuses::<GMonth>(&["--13", "05", "-05", "--05-", "--05-05"]);
    keeps::<GMonthDay>(&["--02-29", "--12-31Z"]);
    refuses::<GMonthDay>(&["--02-30", "--04-31", "-02-29", "--02"]);
    keeps::<GDay>(&["---31", "---01-14:00"]);
    refuses::<GDay>(&["---32", "---00", "--01", "---1"]);
}

#[test]
fn moments_compare_as_the_specification_says() {
    let order = |a: &str, b: &str| {
        let parse = |text: &str| text.parse::<DateTime>().unwrap();
        parse(a).partial_cmp(&parse(b))
    };
    // The examples of XSD 1.0 part 2, 3.2.7.4.
    assert_eq!(
        order("2000-01-15T00:00:00", "2000-02-15T00:00:00"),
        Some(Ordering::Less)
    );
    assert_eq!(
        order("2000-01-15T12:00:00", "2000-01-16T12:00:00Z"),
        Some(Ordering::Less)
    );
    assert_eq!(order("2000-01-01T12:00:00", "1999-12-31T23:00:00Z"), None);
    assert_eq!(order("2000-01-16T12:00:00", "2000-01-16T12:00:00Z"), None);
    assert_eq!(order("2000-01-16T00:00:00", "2000-01-16T12:00:00Z"), None);
    assert_eq!(
        order("2000-01-16T12:00:00Z", "2000-01-15T12:00:00"),
        Some(Ordering::Greater)
    );
    assert_eq!(
        order("2000-01-16T12:00:00Z", "2000-01-16T13:00:00+01:00"),
        Some(Ordering::Equal)
    );
    assert_eq!(
        order("2000-01-16T24:00:00", "2000-01-17T00:00:00.000"),
        Some(Ordering::Equal)
    );
    assert_eq!(
        order("-0001-12-31T24:00:00", "0001-01-01T00:00:00"),
        Some(Ordering::Equal)
    );
    assert_ne!(
        "12:00:00Z".parse::<Time>().unwrap(),
        "12:00:00".parse().unwrap()
    );
}

#[test]
fn moments_are_taken_apart_and_put_together() {
    let moment: DateTime = "2001-12-17T09:30:47.25+05:30".parse().unwrap();
    assert_eq!(
        (moment.year(), moment.month(), moment.day()),
        (2001, 12, 17)
    );
    assert_eq!(
        (moment.hour(), moment.minute(), moment.second()),
        (9, 30, 47)
    );
    assert_eq!(moment.nanosecond(), 250_000_000);
    assert_eq!(moment.zone().map(Zone::minutes), Some(330));
    assert_eq!(moment.date().at(moment.time()), moment);
    assert_eq!(
        moment.in_zone(Zone::UTC).unwrap().to_string(),
        "2001-12-17T04:00:47.25Z"
    );
    assert_eq!(moment.unix(), Some(1_008_561_647));
    assert_eq!(
        DateTime::from_unix(1_008_561_647, 250_000_000).unwrap(),
        moment
    );
    assert_eq!(
        DateTime::from_unix(-1, 0).unwrap().to_string(),
        "1969-12-31T23:59:59Z"
    );
    let system = std::time::SystemTime::try_from(moment).unwrap();
    assert_eq!(DateTime::from(system), moment);
    let before = std::time::UNIX_EPOCH - std::time::Duration::from_millis(1500);
    assert_eq!(DateTime::from(before).to_string(), "1969-12-31T23:59:58.5Z");
    assert!(std::time::SystemTime::try_from(moment.with_zone(None)).is_err());
    assert!(DateTime::new(2001, 2, 29, 0, 0, 0).is_err());
    assert!(GYear::new(0).is_err());
    assert_eq!(GMonthDay::new(2, 29).unwrap().to_string(), "--02-29");
    assert_eq!(Time::new(24, 0, 0).unwrap().with_nanosecond(1).ok(), None);
}

#[test]
fn durations() {
    keeps::<Duration>(&[
        "P1Y",
        "P12M",
        "P1Y2M3DT4H5M6.70S",
        "-P120D",
        "PT0S",
        "PT36H",
        "PT0.5S",
        "P1DT1S",
    ]);
    prints::<Duration>("P0D", "PT0S");
    prints::<Duration>("-PT0.0S", "-PT0.0S");
    refuses::<Duration>(&[
        "",
        "P",
        "PT",
        "P1YT",
        "1Y",
        "P1S",
        "P1H",
        "PT1Y",
        "P-1Y",
        "+P1Y",
        "P1D1Y",
        "P1.5Y",
        "PT1.S",
        "PT.5S",
        "PT99999999999999999999S",
        "P 1Y",
        "P1Y1Y",
    ]);
    let order = |a: &str, b: &str| {
        let parse = |text: &str| text.parse::<Duration>().unwrap();
        parse(a).partial_cmp(&parse(b))
    };
    // The table of XSD 1.0 part 2, 3.2.6.2.
    for (a, less, open, greater) in [
        (
            "P1Y",
            &["P364D"][..],
            &["P365D", "P366D"][..],
            &["P367D"][..],
        ),
        (
            "P1M",
            &["P27D"],
            &["P28D", "P29D", "P30D", "P31D"],
            &["P32D"],
        ),
        (
            "P5M",
            &["P149D"],
            &["P150D", "P151D", "P152D", "P153D"],
            &["P154D"],
        ),
    ] {
        less.iter()
            .for_each(|b| assert_eq!(order(a, b), Some(Ordering::Greater), "{a} {b}"));
        open.iter()
            .for_each(|b| assert_eq!(order(a, b), None, "{a} {b}"));
        greater
            .iter()
            .for_each(|b| assert_eq!(order(a, b), Some(Ordering::Less), "{a} {b}"));
    }
    assert_eq!(order("P1D", "PT24H"), Some(Ordering::Equal));
    assert_eq!(order("-P1Y", "P1Y"), Some(Ordering::Less));
    assert_eq!(order("-PT0.5S", "-PT0.25S"), Some(Ordering::Less));
    assert_eq!(
        order(&format!("P{}Y", u64::MAX), &format!("P{}M", u64::MAX)),
        Some(Ordering::Greater)
    );
    let half = std::time::Duration::from_millis(500);
    assert_eq!(Duration::from(half).to_string(), "PT0.5S");
    assert_eq!(
        std::time::Duration::try_from("PT0.5S".parse::<Duration>().unwrap()),
        Ok(half)
    );
    assert!(std::time::Duration::try_from("P1M".parse::<Duration>().unwrap()).is_err());
}
