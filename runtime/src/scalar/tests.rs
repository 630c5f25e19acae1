//! Every type: what it reads, what it refuses, and that it reads back what it prints.

use super::*;
use crate::value::{List, Text};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt::Debug;

fn read<T: Text + Default>(text: &str) -> Result<T, TextError> {
    let mut value = T::default();
    value.parse(text, &NoNames).map(|()| value)
}

fn loosely<T: Text + Default>(text: &str) -> Result<T, TextError> {
    let mut value = T::default();
    value.parse_loosely(text, &NoNames).map(|()| value)
}

fn print(value: &dyn Text) -> String {
    let mut out = String::new();
    value.print(&mut out, &mut OwnNames::default()).unwrap();
    out
}

/// Reads `text` and prints it as `printed`.
#[track_caller]
fn prints<T: Text + Default>(text: &str, printed: &str) {
    assert_eq!(print(&read::<T>(text).unwrap()), printed, "{text:?}");
}

#[track_caller]
fn keeps<T: Text + Default>(texts: &[&str]) {
    texts.iter().for_each(|text| prints::<T>(text, text));
}

#[track_caller]
fn refuses<T: Text + Default + Debug>(texts: &[&str]) {
    for text in texts {
        let error = read::<T>(text).expect_err(text);
        assert!(error.0.starts_with("expected "), "{error}");
    }
}

#[test]
fn booleans() {
    prints::<bool>(" 1\n", "true");
    prints::<bool>("0", "false");
    refuses::<bool>(&["", "TRUE", "yes", "2", "t rue", "\u{a0}true"]);
    assert_eq!(loosely::<bool>("True"), Ok(true));
    assert!(loosely::<bool>("yes").is_err());
}

#[test]
fn whole_numbers() {
    prints::<i32>(" +007 ", "7");
    prints::<u8>("-0", "0");
    keeps::<i64>(&["-9223372036854775808", "9223372036854775807"]);
    keeps::<u64>(&["18446744073709551615", "0"]);
    refuses::<i8>(&["", "-", "+", "128", "1.0", "1 2", "--1", "0x1", "1e1", "١"]);
    refuses::<u8>(&["-1", "256", "-", "-00x"]);
    assert_eq!(loosely::<i32>("1.00"), Ok(1));
    assert_eq!(loosely::<i32>("1E3"), Ok(1000));
    for bad in ["1.5", "1,5", "1e99", "1e-1", "1 e1", "1e 1", ""] {
        assert!(loosely::<i32>(bad).is_err(), "{bad}");
    }
}

#[test]
fn floats() {
    keeps::<f64>(&[
        "INF",
        "-INF",
        "NaN",
        "0",
        "-0",
        "0.1",
        "1E300",
        "-1.5E-7",
        "123456.789",
    ]);
    prints::<f64>("1e2", "100");
    prints::<f64>(".5", "0.5");
    prints::<f64>("5.", "5");
    prints::<f32>("0.1", "0.1");
    prints::<f32>("16777216", "16777216");
    refuses::<f64>(&[
        "", "+INF", "inf", "Infinity", "nan", "1,5", ".", "e5", "0x1", "1 2", "1f",
    ]);
    assert_eq!(loosely::<f64>("+INF"), Ok(f64::INFINITY));
    assert_eq!(loosely::<f64>("-Infinity"), Ok(f64::NEG_INFINITY));
}

#[test]
fn integers() {
    keeps::<Integer>(&[
        "0",
        "-1",
        "123456789012345678901234567890",
        "-9223372036854775809",
    ]);
    prints::<Integer>("+000123", "123");
    prints::<Integer>("-0", "0");
    refuses::<Integer>(&["", "+", "-", "1.0", "1e1", "+-1", " "]);
    let sorted = [
        "-1000000000000000000000",
        "-100000000000000000000",
        "-5",
        "0",
        "7",
        "100000000000000000000",
        "100000000000000000001",
    ];
    let numbers: Vec<Integer> = sorted.iter().map(|t| t.parse().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b));
    assert_eq!(Integer::from(u128::MAX).to_string(), u128::MAX.to_string());
    assert_eq!(i128::try_from(Integer::from(i128::MIN)), Ok(i128::MIN));
    assert_eq!(i64::try_from(Integer::from(i64::MIN)), Ok(i64::MIN));
    assert!(u8::try_from(Integer::from(256)).is_err());
    assert!(u64::try_from(Integer::from(-1)).is_err());
}

#[test]
fn decimals() {
    keeps::<Decimal>(&[
        "0",
        "1.50",
        "-0.001",
        "1234567890123456789012345678901234567890.1",
    ]);
    prints::<Decimal>(".5", "0.5");
    prints::<Decimal>("+5.", "5");
    prints::<Decimal>("-00.50", "-0.50");
    refuses::<Decimal>(&["", ".", "-", "+.", "1e5", "1.2.3", "1,5", "INF", "1. 5"]);
    let d = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!(d("1.50"), d("1.5"));
    assert_eq!(d("-0.00"), d("0"));
    assert_eq!(d("100"), d("1E2".replace("1E2", "100.000").as_str()));
    let sorted = [
        "-100.5",
        "-100",
        "-1.5",
        "-0.05",
        "0.0",
        "0.049",
        "0.05",
        "0.5",
        "9",
        "10.0",
        "99.99",
        "100000000000000000000",
    ];
    let numbers: Vec<Decimal> = sorted.iter().map(|t| d(t)).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b));
    let set: HashSet<Decimal> = ["1", "1.0", "1.00", "0", "0.00", "-0", "10", "10.0"]
        .iter()
        .map(|t| d(t))
        .collect();
    assert_eq!(set.len(), 3);
    assert_eq!(loosely::<Decimal>("1.5E+3").unwrap().to_string(), "1500");
    assert_eq!(loosely::<Decimal>("1.5E-3").unwrap().to_string(), "0.0015");
    assert!(loosely::<Decimal>("1E99999999").is_err());
    assert_eq!(Integer::try_from(d("12.00")).unwrap(), Integer::from(12));
    assert!(Integer::try_from(d("12.10")).is_err());
    assert_eq!(Integer::try_from(d("0.000")).unwrap(), Integer::from(0));
    assert_eq!(Decimal::try_from(0.1).unwrap(), d("0.1"));
    assert!(Decimal::try_from(f64::NAN).is_err());
}

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

#[test]
fn bytes() {
    prints::<Base64Binary>(" aGVs\n bG8 = ", "aGVsbG8=");
    keeps::<Base64Binary>(&["", "AA==", "AAA=", "AAAA"]);
    refuses::<Base64Binary>(&["A", "AA", "AA=", "AB==", "A===", "AAA*", "=AAA", "AAAA="]);
    assert_eq!(loosely::<Base64Binary>("AA").unwrap().0, [0][..]);
    prints::<HexBinary>("0fB7", "0FB7");
    keeps::<HexBinary>(&["", "00"]);
    refuses::<HexBinary>(&["0", "0G", "0 0", "+1", "0x00", "٠٠"]);
}

#[test]
fn names() {
    struct Scope;
    impl Names for Scope {
        fn namespace(&self, prefix: &str) -> Option<&str> {
            match prefix {
                "" => Some("urn:d"),
                "a" => Some("urn:a"),
                _ => None,
            }
        }
    }
    let mut name = QName::default();
    name.parse(" a:b ", &Scope).unwrap();
    assert_eq!(name, QName::new("urn:a", "b"));
    assert_eq!(print(&name), "q1:b");
    name.parse("b", &Scope).unwrap();
    assert_eq!(name, "{urn:d}b".parse().unwrap());
    assert_eq!(name.to_string(), "{urn:d}b");
    assert_eq!(print(&QName::new("", "b")), "b");
    for bad in ["", ":", ":b", "a:", "a:b:c", "x:b", "1", "a b"] {
        assert!(name.parse(bad, &Scope).is_err(), "{bad}");
    }
    assert!(
        QName::default()
            .print(&mut String::new(), &mut OwnNames::default())
            .is_err()
    );
}

#[test]
fn lists() {
    prints::<List<i32>>(" 1\t 2\n+3 ", "1 2 3");
    prints::<List<String>>("", "");
    let error = read::<List<i32>>("1 x").unwrap_err();
    assert!(error.0.starts_with("item 2: expected"), "{error}");
    assert_eq!(loosely::<List<bool>>("True 0").unwrap().0, [true, false]);
    let mut out = String::new();
    assert!(
        List(vec!["a b".to_owned()])
            .print(&mut out, &mut OwnNames::default())
            .is_err()
    );
    assert!(
        List(vec![String::new()])
            .print(&mut out, &mut OwnNames::default())
            .is_err()
    );
    let list: List<i32> = (1..4).collect();
    assert_eq!(list.iter().sum::<i32>(), 6);
    assert_eq!(list.into_iter().max(), Some(3));
}

#[track_caller]
fn round_trip<T: Text + Default + PartialEq + Debug>(value: &T) -> Result<(), TestCaseError> {
    let printed = print(value);
    let again = read::<T>(&printed).map_err(|e| TestCaseError::fail(format!("{printed}: {e}")))?;
    prop_assert_eq!(&again, value);
    prop_assert_eq!(print(&again), printed);
    Ok(())
}

/// Text that's near to what some type reads.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+0-9.:TZPYMDHSeEINFa ]{0,24}",
        "-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,20})?(Z|[-+][0-9]{2}:[0-9]{2})?",
        "-?P([0-9]{1,21}Y)?([0-9]{1,3}M)?(T([0-9]{1,9}H)?([0-9]+(\\.[0-9]{1,20})?S)?)?",
        "[-+]?[0-9]{0,40}(\\.[0-9]{0,40})?([eE][-+]?[0-9]{1,5})?",
    ]
}

macro_rules! whatever_is_read_is_printed {
    ($($type:ty),+) => {
        proptest! {
            #[test]
            fn whatever_is_read_is_printed(text in texts()) {
                $(
                    if let Ok(value) = read::<$type>(&text) {
                        round_trip(&value)?;
                    }
                    if let Ok(value) = loosely::<$type>(&text) {
                        round_trip(&value)?;
                    }
                )+
                for float in [read::<f64>(&text), loosely::<f64>(&text)].into_iter().flatten() {
                    prop_assert_eq!(read::<f64>(&print(&float)).unwrap().to_bits(), float.to_bits());
                }
            }
        }
    };
}

whatever_is_read_is_printed!(
    bool,
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    Integer,
    Decimal,
    DateTime,
    Date,
    Time,
    GYear,
    GYearMonth,
    GMonth,
    GMonthDay,
    GDay,
    Duration,
    Base64Binary,
    HexBinary,
    QName,
    List<Decimal>
);

proptest! {
    #[test]
    fn numbers_read_back(a: i64, b: u64, c: i128, scale in 0_u32..50) {
        round_trip(&a)?;
        round_trip(&b)?;
        round_trip(&Integer::from(c))?;
        round_trip(&Decimal::new(c, scale))?;
    }

    #[test]
    fn floats_read_back(a: f32, b: f64) {
        prop_assert!(a.is_nan() || read::<f32>(&print(&a)).unwrap().to_bits() == a.to_bits());
        prop_assert!(b.is_nan() || read::<f64>(&print(&b)).unwrap().to_bits() == b.to_bits());
    }

    #[test]
    fn bytes_read_back(bytes: Vec<u8>) {
        round_trip(&Base64Binary::from(bytes.clone()))?;
        round_trip(&HexBinary(bytes))?;
    }

    #[test]
    fn moments_read_back(seconds: i64, nanoseconds in 0_u32..1_000_000_000, zone in -840_i16..=840) {
        let zone = Zone::from_minutes(zone).unwrap();
        let moment = DateTime::from_unix(seconds, nanoseconds).unwrap();
        let there = moment.in_zone(zone).unwrap();
        prop_assert_eq!(there, moment);
        prop_assert_eq!(there.unix(), Some(seconds));
        round_trip(&there)?;
        round_trip(&there.date())?;
        round_trip(&there.time())?;
    }

    #[test]
    fn integers_order_as_numbers_do(a: i128, b: i128) {
        prop_assert_eq!(Integer::from(a).cmp(&Integer::from(b)), a.cmp(&b));
    }

    #[test]
    fn decimals_order_as_numbers_do(a: i32, b: i32, p in 0_u32..10, q in 0_u32..10) {
        let exact = |n: i32, scale: u32| i128::from(n) * 10_i128.pow(10 - scale);
        let (x, y) = (Decimal::new(a, p), Decimal::new(b, q));
        prop_assert_eq!(x.cmp(&y), exact(a, p).cmp(&exact(b, q)));
    }
}
