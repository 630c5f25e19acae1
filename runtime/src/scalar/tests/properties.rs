//! Whatever is read is printed so that it's read again as the same.

use super::*;
use crate::value::List;
use proptest::prelude::*;

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
