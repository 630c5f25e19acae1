//! Built-in types and facets, as (type, facet, values) triples.

use super::*;
use crate::scalar::NoNames;
use crate::value::Names;
use proptest::prelude::*;

#[track_caller]
fn check(simple: &Simple, yes: &[&str], no: &[&str]) {
    for text in yes {
        assert_eq!(simple.check(text, &Scope), Ok(()), "{text:?}");
    }
    for text in no {
        assert!(simple.check(text, &Scope).is_err(), "{text:?}");
    }
}

/// What the message about `text` says.
#[track_caller]
fn says(simple: &Simple, text: &str, message: &str) {
    assert_eq!(simple.check(text, &Scope).unwrap_err().0, message);
}

struct Scope;

impl Names for Scope {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        match prefix {
            "" => Some("urn:d"),
            "a" | "b" => Some("urn:a"),
            _ => None,
        }
    }
}

#[test]
fn lexical_rules_of_the_built_in_types() {
    use Builtin as B;
    let table: &[(Builtin, &[&str], &[&str])] = &[
        (B::AnySimpleType, &["", " \n"], &[]),
        (B::String, &["", " a \n"], &[]),
        (B::NormalizedString, &["", " a \n"], &[]),
        (B::Token, &["", " a  b "], &[]),
        (
            B::Language,
            &["en", "x-klingon", "de-AT-1996", " i-default "],
            &["", "1", "en_US", "abcdefghi", "en-", "-en", "é"],
        ),
        (B::NmToken, &["a", "-1.:_", " 1 "], &["", "a b", "a,b", "×"]),
        (B::NmTokens, &["a", "1 2\n3"], &["", " ", "a , b"]),
        (
            B::Name,
            &["a", ":", "a:b:c", "_1"],
            &["", "1", "-a", "a b", "\u{300}"],
        ),
        (
            B::NcName,
            &["a", "é-1.ñ", "_"],
            &["", "a:b", "1a", ".a", "a b"],
        ),
        (B::Id, &["a"], &["", "1", "a:b"]),
        (B::IdRef, &["a"], &["", "1"]),
        (B::IdRefs, &["a b", "a"], &["", "a 1"]),
        (B::Entity, &["a"], &["a b"]),
        (B::Entities, &["a b"], &["", "a:b"]),
        (B::Boolean, &["true", " 0 "], &["", "True", "yes", "10"]),
        (
            B::Decimal,
            &["1", "-.5", "+1.", "0.10"],
            &["", ".", "1e1", "INF", "1,0"],
        ),
        (
            B::Integer,
            &["1", "-0", "+99999999999999999999"],
            &["", "1.0", "1.", "-"],
        ),
        (B::NonPositiveInteger, &["0", "-0", "+0", "-5"], &["1", ""]),
        (
            B::NegativeInteger,
            &["-1", "-99999999999999999999"],
            &["0", "-0", "1"],
        ),
        (B::NonNegativeInteger, &["0", "-0", "5"], &["-1"]),
        (B::PositiveInteger, &["1", "+1"], &["0", "-1"]),
        (B::Long, &["9223372036854775807"], &["9223372036854775808"]),
        (B::Int, &["-2147483648"], &["2147483648", "1.0"]),
        (B::Short, &["-32768"], &["32768"]),
        (B::Byte, &["127", "-0128"], &["128"]),
        (
            B::UnsignedLong,
            &["18446744073709551615", "+1", "-0"],
            &["-1", "18446744073709551616"],
        ),
        (B::UnsignedInt, &["4294967295"], &["4294967296"]),
        (B::UnsignedShort, &["65535"], &["65536"]),
        (B::UnsignedByte, &["255"], &["256", "-1"]),
        (
            B::Float,
            &["1", "-1E4", "12.78e-2", "INF", "NaN", "-0"],
            &["+INF", "inf", "", "1e", "0x1"],
        ),
        (
            B::Double,
            &["1", ".5E+3", "-INF"],
            &["Infinity", "nan", "1 2"],
        ),
        (B::Duration, &["P1Y", "-PT0.5S"], &["P", "P1", "1Y", "P1YT"]),
        (
            B::DateTime,
            &["2001-12-17T09:30:47Z"],
            &["2001-12-17 09:30:47", "2001-12-17"],
        ),
        (B::Time, &["24:00:00"], &["24:00:01"]),
        (B::Date, &["2004-02-29"], &["2003-02-29", "0000-01-01"]),
        (B::GYearMonth, &["2001-12"], &["2001-13"]),
        (B::GYear, &["-0045", "12000"], &["0000", "99"]),
        (B::GMonthDay, &["--02-29"], &["--02-30"]),
        (B::GDay, &["---31"], &["---32"]),
        (B::GMonth, &["--12Z"], &["--13"]),
        (B::HexBinary, &["", "0fB7"], &["0", "0g"]),
        (
            B::Base64Binary,
            &["", "AA==", " A A = = "],
            &["AA", "A===", "AB=="],
        ),
        (
            B::AnyUri,
            &[
                "",
                "http://example.org/a b?é#x",
                "../a",
                "urn:x",
                "%20",
                "?a:b[c]#d[e]",
                "c:\\d",
                "./a:b",
                "file:///c:/a",
                "//u@[::1]:80/a",
                "http://[1:2::3.4.5.6]?q",
            ],
            &[
                "%",
                "%zz",
                "%2",
                "a#b#c",
                "::",
                ":a",
                "1a:b",
                "a b:c",
                "http://[",
                "http://]",
                "http://[::1",
                "http://[1::2::3]",
                "http://[::1]a",
                "http://[a]@b",
                "a[b]",
                "/[a]",
                "x:/[a]",
            ],
        ),
        (
            B::QName,
            &["a:b", "b", " a:b "],
            &["", "x:b", "a:", ":b", "a:b:c", "1"],
        ),
        (B::Notation, &["a:b"], &["x:b"]),
    ];
    for (builtin, yes, no) in table {
        check(&Simple::of(*builtin), yes, no);
    }
    assert_eq!(table.len(), 45, "44 types and anySimpleType");
}

#[test]
fn lengths_are_of_characters_bytes_and_items() {
    static TEXT: Simple = Simple {
        min_length: Some(2),
        max_length: Some(3),
        ..Simple::of(Builtin::String)
    };
    check(&TEXT, &["ab", "éé😀", "  "], &["", "a", "abcd"]);
    says(&TEXT, "abcd", "4 characters, at most 3 allowed");
    says(&TEXT, "a", "1 character, at least 2 needed");
    let token = Simple {
        length: Some(2),
        ..Simple::of(Builtin::Token)
    };
    check(&token, &[" ab\n"], &["  "]);
    says(&token, "abc", "3 characters, exactly 2 allowed");
    let bytes = Simple {
        length: Some(2),
        ..Simple::of(Builtin::HexBinary)
    };
    check(&bytes, &["0fB7"], &["0f", "0fb700"]);
    let bytes = Simple {
        length: Some(1),
        ..Simple::of(Builtin::Base64Binary)
    };
    check(&bytes, &["AA==", "A A =="], &["AAA="]);
    static INT: Simple = Simple::of(Builtin::Int);
    let list = Simple {
        variety: Variety::List(&INT),
        max_length: Some(2),
        ..Simple::of(Builtin::Token)
    };
    check(&list, &["", "1", " 1\n2 "], &["1 2 3", "1 x"]);
    says(&list, "1 2 3", "3 items, at most 2 allowed");
    check(
        &Simple {
            max_length: Some(1),
            ..Simple::of(Builtin::NmTokens)
        },
        &["abc"],
        &["a b"],
    );
    check(
        &Simple {
            max_length: Some(1),
            ..Simple::of(Builtin::QName)
        },
        &["a:bcd"],
        &[],
    );
}

#[test]
fn digits_are_of_the_value() {
    let decimal = Simple {
        total_digits: Some(4),
        fraction_digits: Some(2),
        ..Simple::of(Builtin::Decimal)
    };
    check(
        &decimal,
        &["99.99", "0012.3400", "1234", "-0.01", "0", "0.000"],
        &["12345", "123.45", "0.001"],
    );
    says(
        &decimal,
        "0.001",
        "3 digits after the point, at most 2 allowed",
    );
    says(&decimal, "12345", "5 digits, at most 4 allowed");
    check(
        &Simple {
            total_digits: Some(2),
            ..Simple::of(Builtin::Int)
        },
        &["-99", "007"],
        &["100"],
    );
    check(
        &Simple {
            total_digits: Some(2),
            ..Simple::of(Builtin::Decimal)
        },
        &["0.05"],
        &["0.005"],
    );
}

#[test]
fn bounds_are_of_the_value() {
    let decimal = Simple {
        min_inclusive: Some("0"),
        max_exclusive: Some("100"),
        ..Simple::of(Builtin::Decimal)
    };
    check(
        &decimal,
        &["0", "-0.0", "99.999999999999999999999"],
        &["-0.1", "100", "100.0"],
    );
    says(&decimal, "100", "expected less than 100");
    let double = Simple {
        min_exclusive: Some("0"),
        max_inclusive: Some("INF"),
        ..Simple::of(Builtin::Double)
    };
    check(&double, &["1e-300", "INF"], &["0", "-0", "NaN", "-INF"]);
    check(
        &Simple {
            max_inclusive: Some("NaN"),
            ..Simple::of(Builtin::Float)
        },
        &["NaN"],
        &["1"],
    );
    let date = Simple {
        min_inclusive: Some("2000-01-01"),
        ..Simple::of(Builtin::Date)
    };
    check(
        &date,
        &["2000-01-01", "2000-01-02Z"],
        &["1999-12-31", "2000-01-01Z", "-2000-01-01"],
    );
    let duration = Simple {
        max_exclusive: Some("P1M"),
        ..Simple::of(Builtin::Duration)
    };
    check(
        &duration,
        &["P27D", "-P1Y"],
        &["P28D", "P30D", "P32D", "P1M"],
    );
    let year = Simple {
        min_exclusive: Some("1999"),
        max_inclusive: Some("2001"),
        ..Simple::of(Builtin::GYear)
    };
    check(&year, &["2000", "2001"], &["1999", "2002", "-2000"]);
}

#[test]
fn patterns_of_each_step_must_match() {
    static PATTERNS: &[&[&str]] = &[&["[A-Z]+-\\d+"], &["[AB].*", "Z.*"]];
    let simple = Simple {
        patterns: PATTERNS,
        ..Simple::of(Builtin::Token)
    };
    check(&simple, &["A-1", " ZZ-12 "], &["C-1", "A", "xA-1"]);
    says(&simple, "C-1", "expected text of the pattern `[AB].*|Z.*`");
    static BROKEN: &[&[&str]] = &[&["("], &["a"]];
    check(
        &Simple {
            patterns: BROKEN,
            ..Simple::of(Builtin::String)
        },
        &["a"],
        &["b"],
    );
    // Patterns look at the text, not at the value.
    static TWO: &[&[&str]] = &[&["\\d{2}"]];
    check(
        &Simple {
            patterns: TWO,
            ..Simple::of(Builtin::Int)
        },
        &["07", " 07 "],
        &["7"],
    );
}

#[test]
fn enumerations_list_values() {
    let of = |builtin, enumeration| Simple {
        enumeration,
        ..Simple::of(builtin)
    };
    check(&of(Builtin::String, &["a", ""]), &["a", ""], &[" a", "A"]);
    check(&of(Builtin::Token, &["a b"]), &["a b", " a\n b"], &["ab"]);
    check(
        &of(Builtin::Decimal, &["1.0", "-2"]),
        &["1", "+01.00", "-2.0"],
        &["2"],
    );
    check(
        &of(Builtin::Double, &["1", "NaN"]),
        &["1.0", "1E0", "NaN"],
        &["INF"],
    );
    check(&of(Builtin::Boolean, &["true"]), &["1", "true"], &["0"]);
    check(
        &of(Builtin::DateTime, &["2000-01-01T12:00:00Z"]),
        &["2000-01-01T13:00:00+01:00"],
        &["2000-01-01T12:00:00"],
    );
    check(&of(Builtin::Duration, &["P1Y"]), &["P12M"], &["P365D"]);
    check(&of(Builtin::HexBinary, &["0fb7"]), &["0FB7"], &["0FB8"]);
    check(
        &of(Builtin::QName, &["{urn:a}x", "y"]),
        &["a:x", "b:x"],
        &["x", "y", "{urn:a}x"],
    );
    check(&of(Builtin::NmTokens, &["a b"]), &["a  b"], &["a", "b a"]);
    static INT: Simple = Simple::of(Builtin::Int);
    let list = Simple {
        variety: Variety::List(&INT),
        enumeration: &["1 2"],
        ..Simple::of(Builtin::Token)
    };
    check(&list, &["1 2", " +1\n02 "], &["1", "2 1", "1 2 3"]);
    assert!(of(Builtin::Decimal, &[]).same("1.0", &NoNames, " 1"));
    assert!(!of(Builtin::String, &[]).same("1.0", &NoNames, "1"));
}

#[test]
fn unions_take_the_first_member_that_fits() {
    static SMALL: Simple = Simple {
        max_inclusive: Some("10"),
        ..Simple::of(Builtin::Int)
    };
    static DATE: Simple = Simple::of(Builtin::Date);
    static CODE: Simple = Simple {
        patterns: &[&["[A-Z ]{2}"]],
        ..Simple::of(Builtin::String)
    };
    static UNION: Simple = Simple {
        name: "Size",
        variety: Variety::Union(&[&SMALL, &DATE, &CODE]),
        ..Simple::of(Builtin::String)
    };
    check(
        &UNION,
        &["7", " 7 ", "2000-01-01", "AB", "A "],
        &["11", "a", " A B"],
    );
    says(&UNION, "11", "expected a value of Size");
    let some = Simple {
        enumeration: &["7", "AB"],
        ..UNION
    };
    check(&some, &["07", "AB"], &["8", "AC", "2000-01-01"]);
    let two = Simple {
        patterns: &[&["\\d\\d|.*-.*"]],
        ..UNION
    };
    check(&two, &["07", " 07 ", "2000-01-01"], &["7", "AB"]);
    let list = Simple {
        variety: Variety::List(&UNION),
        min_length: Some(2),
        ..Simple::of(Builtin::Token)
    };
    check(&list, &["7 AB", "2000-01-01 7 7"], &["7", "7 11"]);
}

#[test]
fn a_table_that_refers_to_itself_ends() {
    static LOOP: Simple = Simple {
        variety: Variety::List(&LOOP),
        ..Simple::of(Builtin::Token)
    };
    check(&LOOP, &[""], &["a"]);
}

#[test]
fn messages_do_not_show_the_text() {
    for builtin in [
        Builtin::Int,
        Builtin::DateTime,
        Builtin::QName,
        Builtin::Double,
        Builtin::Base64Binary,
    ] {
        let error = Simple::of(builtin).check("hunter2!", &NoNames).unwrap_err();
        assert!(!error.0.contains("hunter2"), "{error}");
    }
}

proptest! {
    #[test]
    fn any_text_is_checked_without_a_panic(text in "\\PC{0,12}|[-0-9:TPYZ.E+ ]{0,20}") {
        for builtin in [Builtin::Decimal, Builtin::Duration, Builtin::DateTime, Builtin::GMonth, Builtin::AnyUri, Builtin::Language, Builtin::NmTokens, Builtin::QName, Builtin::Base64Binary] {
            let simple = Simple { max_length: Some(3), total_digits: Some(3), min_inclusive: Some("5"), enumeration: &["7", "a b"], ..Simple::of(builtin) };
            let _ = simple.check(&text, &NoNames);
        }
    }
}
