//! Truth and numbers.

use super::*;
use std::collections::HashSet;

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
