//! Values of the built-in types, spelt in each way that these allow.

use castile::{Integer, List, QName};
use castile_tests as fixtures;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::parts::{date, decimal, finite, ncname, spelt, text, token, zoned};

pub(crate) fn builtins() -> impl Strategy<Value = fixtures::builtins::Document> {
    use fixtures::builtins::{All, Document};
    const MOST: usize = 3;
    let texts = (
        vec(text(), 0..MOST),
        vec("[!-~ \u{E9}]{0,8}", 0..MOST),
        vec(token(), 0..MOST),
        vec("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8}){0,2}", 0..MOST),
        vec("[a-z0-9.:_-]{1,8}", 0..MOST),
        vec(vec("[a-z0-9.:_-]{1,8}", 1..4).prop_map(List), 0..MOST),
        vec("[A-Za-z_:][A-Za-z0-9.:_-]{0,6}", 0..MOST),
        vec(ncname(), 0..MOST),
        vec(vec(ncname(), 1..4).prop_map(List), 0..MOST),
        vec("urn:[a-z]{1,8}:\u{E9}?", 0..MOST),
    );
    let exact = (
        vec(any::<bool>(), 0..MOST),
        vec(decimal(), 0..MOST),
        vec(spelt::<Integer>("[+-]?[0-9]{1,40}"), 0..MOST),
        vec(spelt::<Integer>("-[0-9]{1,40}|0"), 0..MOST),
        vec(spelt::<Integer>("-[1-9][0-9]{0,40}"), 0..MOST),
        vec(spelt::<Integer>("[0-9]{1,40}"), 0..MOST),
        vec(spelt::<Integer>("[1-9][0-9]{0,40}"), 0..MOST),
        (
            vec(any::<i64>(), 0..MOST),
            vec(any::<i32>(), 0..MOST),
            vec(any::<i16>(), 0..MOST),
            vec(any::<i8>(), 0..MOST),
        ),
        (
            vec(any::<u64>(), 0..MOST),
            vec(any::<u32>(), 0..MOST),
            vec(any::<u16>(), 0..MOST),
            vec(any::<u8>(), 0..MOST),
        ),
        (
            vec(
                any::<f32>().prop_filter("a number", |x| !x.is_nan()),
                0..MOST,
            ),
            vec(finite(), 0..MOST),
        ),
    );
    let times = (
        vec(
            spelt(
                "-?P[0-9]{1,9}Y|-?P([0-9]{1,5}M)?[0-9]{1,9}D(T[0-9]{1,9}H([0-9]{1,4}M)?([0-9]{1,4}(\\.[0-9]{1,9})?S)?)?|-?PT0S",
            ),
            0..MOST,
        ),
        vec(
            zoned(
                "-?[1-9][0-9]{3,7}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?|24:00:00)",
            ),
            0..MOST,
        ),
        vec(
            zoned("([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?|24:00:00"),
            0..MOST,
        ),
        vec(date(), 0..MOST),
        vec(zoned("-?[1-9][0-9]{3,7}-(0[1-9]|1[0-2])"), 0..MOST),
        vec(zoned("-?[1-9][0-9]{3,7}"), 0..MOST),
        vec(zoned("--(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-9])"), 0..MOST),
        vec(zoned("---(0[1-9]|[12][0-9]|3[01])"), 0..MOST),
        vec(zoned("--(0[1-9]|1[0-2])"), 0..MOST),
    );
    let others = (
        vec(vec(any::<u8>(), 0..8).prop_map(castile::HexBinary), 0..MOST),
        vec(
            vec(any::<u8>(), 0..8).prop_map(castile::Base64Binary::from),
            0..MOST,
        ),
        vec(
            (
                select(vec!["", "urn:a", "urn:castile:builtins", "a<&\"b"]),
                ncname(),
            ),
            0..MOST,
        ),
    );
    (texts, exact, times, others).prop_map(|(texts, exact, times, others)| {
        let (
            string,
            normalized_string,
            token,
            language,
            nmtoken,
            nmtokens,
            name,
            nc_name,
            lists,
            any_uri,
        ) = texts;
        let (
            boolean,
            decimal,
            integer,
            non_positive_integer,
            negative_integer,
            non_negative_integer,
            more,
            signed,
            unsigned,
            floats,
        ) = exact;
        let (duration, date_time, time, date, g_year_month, g_year, g_month_day, g_day, g_month) =
            times;
        let (hex_binary, base64_binary, names) = others;
        // Each but once, and what refers to one refers to one that there is.
        let mut ids = nc_name.clone();
        ids.sort();
        ids.dedup();
        Document::All(Box::new(All {
            string,
            boolean,
            decimal,
            integer,
            non_positive_integer,
            negative_integer,
            non_negative_integer,
            positive_integer: more,
            long: signed.0,
            int: signed.1,
            short: signed.2,
            byte: signed.3,
            unsigned_long: unsigned.0,
            unsigned_int: unsigned.1,
            unsigned_short: unsigned.2,
            unsigned_byte: unsigned.3,
            float: floats.0,
            double: floats.1,
            duration,
            date_time,
            time,
            date,
            g_year_month,
            g_year,
            g_month_day,
            g_day,
            g_month,
            hex_binary,
            base64_binary,
            any_uri,
            q_name: names
                .into_iter()
                .map(|(namespace, local)| QName::new(namespace, local))
                .collect(),
            normalized_string,
            token,
            language,
            nmtoken,
            nmtokens,
            name,
            nc_name: nc_name.clone(),
            id: ids.clone(),
            idref: ids.clone(),
            idrefs: (!ids.is_empty()).then_some(List(ids)).into_iter().collect(),
            entity: nc_name,
            entities: lists,
        }))
    })
}
