//! A text as each of the built-in types: what is read is printed and reads back, and the lexical rules agree.
#![no_main]

use std::fmt::Debug;

use castile::schema::{Builtin, Simple};
use castile::value::{Names, Prefixes, Text};
use castile::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, List, QName, Time,
};
use libfuzzer_sys::fuzz_target;

/// Prefixes that are namespaces themselves.
struct Bound;

impl Names for Bound {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        ["", "p"].into_iter().find(|known| *known == prefix)
    }
}

impl Prefixes for Bound {
    fn prefix(&mut self, namespace: &str) -> String {
        namespace.to_owned()
    }
}

fuzz_target!(|text: &str| {
    check::<bool>(text, Builtin::Boolean);
    check::<Decimal>(text, Builtin::Decimal);
    check::<Integer>(text, Builtin::Integer);
    check::<i64>(text, Builtin::Long);
    check::<i32>(text, Builtin::Int);
    check::<i16>(text, Builtin::Short);
    check::<i8>(text, Builtin::Byte);
    check::<u64>(text, Builtin::UnsignedLong);
    check::<u32>(text, Builtin::UnsignedInt);
    check::<u16>(text, Builtin::UnsignedShort);
    check::<u8>(text, Builtin::UnsignedByte);
    check::<f32>(text, Builtin::Float);
    check::<f64>(text, Builtin::Double);
    check::<Duration>(text, Builtin::Duration);
    check::<DateTime>(text, Builtin::DateTime);
    check::<Time>(text, Builtin::Time);
    check::<Date>(text, Builtin::Date);
    check::<GYearMonth>(text, Builtin::GYearMonth);
    check::<GYear>(text, Builtin::GYear);
    check::<GMonthDay>(text, Builtin::GMonthDay);
    check::<GDay>(text, Builtin::GDay);
    check::<GMonth>(text, Builtin::GMonth);
    check::<HexBinary>(text, Builtin::HexBinary);
    check::<Base64Binary>(text, Builtin::Base64Binary);
    check::<QName>(text, Builtin::QName);
    check::<List<String>>(text, Builtin::AnySimpleType);
    for builtin in [
        Builtin::AnyUri,
        Builtin::NormalizedString,
        Builtin::Token,
        Builtin::Language,
        Builtin::NmToken,
        Builtin::NmTokens,
        Builtin::Name,
        Builtin::NcName,
        Builtin::Id,
        Builtin::IdRefs,
        Builtin::Entities,
        Builtin::NonPositiveInteger,
        Builtin::NegativeInteger,
        Builtin::NonNegativeInteger,
        Builtin::PositiveInteger,
        Builtin::Notation,
    ] {
        let _ = Simple::shared(builtin).check(text, &Bound);
    }
});

fn check<T: Text + Default + Debug>(text: &str, builtin: Builtin) {
    let simple = Simple::shared(builtin);
    let mut loose = T::default();
    let _ = loose.parse_loosely(text, &Bound);
    let mut value = T::default();
    let read = value.parse(&simple.white_space.apply(text), &Bound);
    let allowed = simple.check(text, &Bound);
    assert_eq!(
        read.is_ok(),
        allowed.is_ok(),
        "{builtin:?}: {read:?}, {allowed:?}"
    );
    if read.is_err() {
        return;
    }
    let mut printed = String::new();
    value.print(&mut printed, &mut Bound).unwrap();
    let mut again = T::default();
    again
        .parse(&printed, &Bound)
        .unwrap_or_else(|e| panic!("{builtin:?} {printed:?}: {e}"));
    // By text, as no value equals `NaN`.
    assert_eq!(
        format!("{again:?}"),
        format!("{value:?}"),
        "{builtin:?} {printed:?}"
    );
    simple
        .check(&printed, &Bound)
        .unwrap_or_else(|e| panic!("{builtin:?} {printed:?}: {e}"));
}
