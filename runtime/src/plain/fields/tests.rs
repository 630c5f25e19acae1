//! What finds its place, what order means, and that nothing is lost.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::read_fields;
use crate::codec::ReadContext;
use crate::plain::given::Given;
use crate::plain::left::tests::steps;
use crate::plain::{encoded, parameters};
use crate::value::{Complex, Item, Value};
use crate::xml::Limits;

const NS: &str = "urn:t";

/// As `Batch` of the fixtures: a group that repeats, a name that has two places, a choice of an element and a group.
#[derive(Default)]
struct Batch {
    code: String,
    rows: Vec<Row>,
    code2: Option<String>,
    sides: Vec<Side>,
    plain: String,
}
crate::complex!(Batch(5), named NS "Batch", Content::Sequence;
    0 code = one(NS, "code");
    1 rows = group(<Row as HasShape>::SHAPE).min(0).max(UNBOUNDED);
    2 code2 = opt(NS, "code");
    3 sides = choice(<Side as HasChoice>::CHOICE).min(0).max(UNBOUNDED);
    4 plain = one(NS, "plain"););

#[derive(Default)]
struct Row {
    item: String,
    count: Option<String>,
    size: Vec<String>,
}
crate::complex!(Row(3), anonymous NS "Row", Content::Sequence;
    0 item = one(NS, "item");
    1 count = opt(NS, "count");
    2 size = many(NS, "size").min(0););

enum Side {
    Up(String),
    Pair(Pair),
}
crate::choice!(Side = Up, Choice "Side";
    0 Up = one(NS, "up");
    1 Pair = group(<Pair as HasShape>::SHAPE););

#[derive(Default)]
struct Pair {
    right: String,
    left: String,
}
crate::complex!(Pair(2), anonymous NS "Pair", Content::Sequence;
    0 right = one(NS, "right");
    1 left = one(NS, "left"););

/// Two groups that have a name in common, told apart by what stands between them.
#[derive(Default)]
struct Parted {
    before: Vec<First>,
    between: String,
    behind: Vec<Second>,
    end: Option<String>,
}
crate::complex!(Parted(4), named NS "Parted", Content::Sequence;
    0 before = group(<First as HasShape>::SHAPE).min(0).max(UNBOUNDED);
    1 between = one(NS, "between");
    2 behind = group(<Second as HasShape>::SHAPE).min(0).max(UNBOUNDED);
    3 end = opt(NS, "end"););

#[derive(Default)]
struct First {
    a: String,
    b: Option<String>,
}
crate::complex!(First(2), anonymous NS "First", Content::Sequence; 0 a = one(NS, "a"); 1 b = opt(NS, "b"););

#[derive(Default)]
struct Second {
    a: String,
    d: Option<String>,
}
crate::complex!(Second(2), anonymous NS "Second", Content::Sequence; 0 a = one(NS, "a"); 1 d = opt(NS, "d"););

/// Where none is needed, the order alone tells one from the next.
#[derive(Default)]
struct Loose {
    pairs: Vec<Either>,
}
crate::complex!(Loose(1), named NS "Loose", Content::Sequence;
    0 pairs = group(<Either as HasShape>::SHAPE).min(0).max(UNBOUNDED););

#[derive(Default)]
struct Either {
    a: Option<String>,
    b: Option<String>,
}
crate::complex!(Either(2), anonymous NS "Either", Content::Sequence; 0 a = opt(NS, "a"); 1 b = opt(NS, "b"););

/// Elements and attributes of the same names.
#[derive(Default)]
struct Paged {
    page: Option<String>,
    size: Option<String>,
    key: Vec<String>,
    page2: Option<String>,
    size2: String,
    only: Option<String>,
}
crate::complex!(Paged(3), named NS "Paged", Content::Sequence;
    0 page = opt(NS, "page");
    1 size = opt(NS, "size");
    2 key = many(NS, "key").min(0);
    @
    3 page2 = attribute("", "page");
    4 size2 = attribute("", "size").min(1);
    5 only = attribute("urn:a", "only"););

/// What's read with how many warnings, or why it isn't.
fn read<T: Value>(text: &str, strict: bool) -> Result<(T, usize), String> {
    let mut given = Given::default();
    given.add_encoded(text).map_err(|error| error.message)?;
    let (mut value, mut cx) = (T::default(), ReadContext::lenient());
    cx.strict = strict;
    read_fields(&given, Limits::default(), &mut value, &mut cx).map_err(|error| error.message)?;
    Ok((value, cx.warnings.len() + cx.more_warnings))
}

/// What a client writes.
fn written<T: Complex>(value: &T) -> String {
    encoded(&parameters(Item::Complex(value)).unwrap())
}

/// What a strict reading understands, as a client writes it.
fn again<T: Value + Complex>(text: &str) -> Result<String, String> {
    read::<T>(text, true).map(|(value, _)| written(&value))
}

#[track_caller]
fn check<T: Value + Complex>(text: &str, expected: &str) {
    assert_eq!(again::<T>(text).as_deref(), Ok(expected), "{text}");
}

#[test]
fn what_repeats_begins_with_what_there_is() {
    for (rows, expected) in [
        ("count=1&item=a", "item=a&count=1"),
        (
            "size=3&count=1&size=2&item=a",
            "item=a&count=1&size=3&size=2",
        ),
        (
            "count=1&item=a&count=2&item=b",
            "item=a&count=1&item=b&count=2",
        ),
        ("item=a&item=b&count=2", "item=a&item=b&count=2"),
        (
            "right=1&left=2&item=a&up=3&item=b&size=4",
            "item=a&item=b&size=4&right=1&left=2&up=3",
        ),
        ("left=2&right=1", "right=1&left=2"),
        (
            "left=2&right=1&left=4&right=3",
            "right=1&left=2&right=3&left=4",
        ),
    ] {
        for text in [
            format!("code=0&{rows}&plain=1"),
            format!("plain=1&{rows}&code=0"),
        ] {
            check::<Batch>(&text, &format!("code=0&{expected}&plain=1"));
        }
    }
    // A third that lacks what it needs.
    let lacking = "code=0&item=a&count=1&item=b&count=2&count=3&plain=1";
    assert!(
        again::<Batch>(lacking)
            .unwrap_err()
            .starts_with("unexpected element <count>")
    );
    let alone = again::<Batch>("code=0&count=1&plain=1").unwrap_err();
    assert!(alone.starts_with("unexpected element <count>"), "{alone}");
}

#[test]
fn the_last_place_of_a_name_takes_what_is_left() {
    check::<Batch>("code=1&plain=0&code=2", "code=1&code=2&plain=0");
    check::<Batch>(
        "plain=0&code=1&item=a&code=2",
        "code=1&item=a&code=2&plain=0",
    );
    check::<Parted>(
        "d=4&between=1&a=2",
        "between=1&a=2&d=4&end=0".trim_end_matches("&end=0"),
    );
    let (first, warnings) = read::<Batch>("code=1&plain=0&code=2&code=3", false).unwrap();
    assert_eq!(
        (first.code.as_str(), first.code2.as_deref()),
        ("1", Some("2"))
    );
    assert_eq!(warnings, 1);
    assert!(again::<Batch>("code=1&plain=0&code=2&code=3").is_err());
}

#[test]
fn elements_come_before_attributes_of_the_same_name() {
    let paged = |page: Option<&str>, page2: Option<&str>, size: Option<&str>| Paged {
        page: page.map(str::to_owned),
        page2: page2.map(str::to_owned),
        size: size.map(str::to_owned),
        size2: "0".to_owned(),
        ..Paged::default()
    };
    for (text, expected) in [
        ("page=1&size=0", paged(Some("1"), None, None)),
        ("page=1&page=2&size=0", paged(Some("1"), Some("2"), None)),
        (
            "size=3&page=1&size=0&page=2",
            paged(Some("1"), Some("2"), Some("3")),
        ),
        ("size=0", paged(None, None, None)),
    ] {
        assert_eq!(read(text, true), Ok((expected, 0)), "{text}");
    }
    let (read, warnings) = read::<Paged>("only=%26%22&key=1&size=0&key=2", true).unwrap();
    assert_eq!(read.only.as_deref(), Some("&\""));
    assert_eq!((read.key.len(), warnings), (2, 0));
}

#[test]
fn what_finds_no_place_is_told() {
    for (text, expected) in [
        ("page=1&page=2&page=3&size=0", "\"page\" comes more often"),
        ("only=1&only=2&size=0", "\"only\" comes more often"),
        ("size=0&other=1", "nothing is called \"other\""),
    ] {
        let refused = again::<Paged>(text).unwrap_err();
        assert!(refused.starts_with(expected), "{text}: {refused}");
        let (_, warnings) = read::<Paged>(text, false).unwrap();
        assert_eq!(warnings, 1, "{text}");
    }
    let many = format!("size=0{}", "&x=".repeat(1_000));
    assert_eq!(read::<Paged>(&many, false).unwrap().1, 1_000);
}

/// A twenty members that may come, in what repeats.
#[derive(Default)]
struct Wide {
    rows: Vec<Twenty>,
}
crate::complex!(Wide(1), named NS "Wide", Content::Sequence;
    0 rows = group(<Twenty as HasShape>::SHAPE).min(0).max(UNBOUNDED););

macro_rules! twenty {
    ($($i:literal $field:ident $name:literal)*) => {
        #[derive(Default)]
        struct Twenty {
            $($field: Option<String>,)*
        }
        crate::complex!(Twenty(20), anonymous NS "Twenty", Content::Sequence; $($i $field = opt(NS, $name);)*);
    };
}
twenty! {
    0 a "a" 1 b "b" 2 c "c" 3 d "d" 4 e "e" 5 f "f" 6 g "g" 7 h "h" 8 i "i" 9 j "j"
    10 k "k" 11 l "l" 12 m "m" 13 n "n" 14 o "o" 15 p "p" 16 q "q" 17 r "r" 18 s "s" 19 t "t"
}

#[test]
fn each_value_is_looked_for_once() {
    let all: String = ('a'..='t').map(|name| format!("{name}=&")).collect();
    let of = |count: usize| {
        let text = "a=&".repeat(count) + &all;
        steps(|| assert_eq!(read::<Wide>(&text, true).unwrap().0.rows.len(), count + 1))
    };
    let (few, many) = (of(900), of(9_000));
    assert!(many <= few * 11, "{few} {many}");
    // For each occurrence a few a member, whatever else is left.
    assert!(many <= 9_100 * 20 * 3, "{many}");
}

fn word() -> impl Strategy<Value = String> {
    "[a-z&=]{0,2}"
}

fn batch() -> impl Strategy<Value = Batch> {
    let row = (word(), of(word()), vec(word(), 0..3));
    let row = row.prop_map(|(item, count, size)| Row { item, count, size });
    let side = prop_oneof![
        word().prop_map(Side::Up),
        (word(), word()).prop_map(|(right, left)| Side::Pair(Pair { right, left })),
    ];
    (word(), vec(row, 0..4), of(word()), vec(side, 0..4), word()).prop_map(
        |(code, rows, code2, sides, plain)| Batch {
            code,
            rows,
            code2,
            sides,
            plain,
        },
    )
}

fn parted() -> impl Strategy<Value = Parted> {
    let first = (word(), of(word())).prop_map(|(a, b)| First { a, b });
    let second = (word(), of(word())).prop_map(|(a, d)| Second { a, d });
    (vec(first, 0..4), word(), vec(second, 0..4), of(word())).prop_map(
        |(before, between, behind, end)| Parted {
            before,
            between,
            behind,
            end,
        },
    )
}

/// Groups of nothing, and one that would have had room for what follows, aren't what a client's order tells.
fn loose() -> impl Strategy<Value = Loose> {
    let either = (of(word()), of(word())).prop_map(|(a, b)| Either { a, b });
    vec(either, 0..6).prop_map(|mut pairs| {
        pairs.retain(|pair| pair.a.is_some() || pair.b.is_some());
        pairs.dedup_by(|next, last| last.b.is_none() && next.a.is_none());
        Loose { pairs }
    })
}

/// The pairs of a text.
fn sorted(text: &str) -> Vec<&str> {
    let mut pairs: Vec<&str> = text.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    pairs
}

/// In any order all arrives, or it's said what doesn't.
fn nothing_is_lost<T: Value + Complex>(pairs: &[String]) -> Result<(), TestCaseError> {
    let text = pairs.join("&");
    if let Ok((value, _)) = read::<T>(&text, true) {
        let kept = written(&value);
        prop_assert_eq!(sorted(&kept), sorted(&text));
    }
    if let Ok((value, warnings)) = read::<T>(&text, false) {
        let kept = sorted(&written(&value)).len();
        prop_assert!(
            kept + warnings >= pairs.len(),
            "{} {} {:?}",
            text,
            warnings,
            value
        );
    }
    Ok(())
}

/// Pairs in any order.
fn shuffled(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let pair = (prop::sample::select(names), 0..100u8);
    vec(
        pair.prop_map(|(name, value)| format!("{name}={value}")),
        0..12,
    )
}

proptest! {
    #[test]
    fn what_a_client_writes_is_read(batch in batch(), parted in parted(), loose in loose()) {
        prop_assert_eq!(read(&written(&batch), true), Ok((batch, 0)));
        prop_assert_eq!(read(&written(&parted), true), Ok((parted, 0)));
        prop_assert_eq!(read(&written(&loose), true), Ok((loose, 0)));
    }

    #[test]
    fn a_batch_is_lost_in_no_order(pairs in batch().prop_flat_map(|batch| {
        let pairs: Vec<String> = written(&batch).split('&').map(str::to_owned).collect();
        Just(pairs).prop_shuffle()
    })) {
        nothing_is_lost::<Batch>(&pairs)?;
    }

    #[test]
    fn nothing_is_lost_whatever_comes(
        batch in shuffled(&["code", "item", "count", "size", "up", "right", "left", "plain", "x"]),
        parted in shuffled(&["a", "b", "between", "a", "d", "end"]),
        paged in shuffled(&["page", "size", "size", "key", "only", "other"]),
    ) {
        nothing_is_lost::<Batch>(&batch)?;
        nothing_is_lost::<Parted>(&parted)?;
        nothing_is_lost::<Paged>(&paged)?;
    }
}
