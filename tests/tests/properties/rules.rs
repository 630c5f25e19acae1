//! Values of what XSD 1.1 has more, and of what only a strict reading refuses.
//!
//! Occurrences are as a reading counts them: each takes what it has room for, but leaves the next what that needs.

use castile::{AnyNode, AnyType, List, QName};
use castile_tests as fixtures;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::parts::{any_element, attributes, maybe_empty, ncname, text, typed};

pub(crate) fn strict() -> impl Strategy<Value = fixtures::strict::Document> {
    use fixtures::strict::*;
    let content = prop_oneof![
        Just(Vec::new()),
        Just(vec![TextContent::Text("a b".to_owned())])
    ];
    let open = attributes().prop_map(|attributes| AnyType {
        attributes,
        children: vec![AnyNode::Text("x".to_owned())],
        ..AnyType::default()
    });
    prop_oneof![
        pairs().prop_map(Document::Pairs),
        turns().prop_map(Document::Turns),
        runs().prop_map(Document::Runs),
        content.prop_map(|content| Document::Motto(Text { content })),
        open.prop_map(Document::Open),
        (i32::MIN..=9).prop_map(Document::Size),
        (i32::MIN..=9).prop_map(Document::Closed),
        Just(Document::Use(Use::default())),
        named().prop_map(|named| Document::Named(Box::new(named))),
        any_element().prop_map(|any| Document::Any(Any { any })),
    ]
}

/// At most three pairs, which may lack anything: a value after a key is of the same pair.
fn pairs() -> impl Strategy<Value = fixtures::strict::Pairs> {
    use fixtures::strict::*;
    let pair = prop_oneof![
        (text(), of(text())).prop_map(|(key, value)| (Some(key), value)),
        text().prop_map(|value| (None, Some(value))),
    ];
    vec(pair, 0..=3).prop_map(|pairs| {
        let mut group: Vec<PairsGroup> = Vec::new();
        for (key, value) in pairs {
            match group.last_mut() {
                Some(last) if key.is_none() && last.value.is_none() => last.value = value,
                _ => group.push(PairsGroup { key, value }),
            }
        }
        Pairs { group }
    })
}

/// Two turns, then two steps with notes: lefts in a row are one turn, and four of them count as two.
fn turns() -> impl Strategy<Value = fixtures::strict::Turns> {
    use fixtures::strict::*;
    let lefts = |least: usize| vec(text(), least..least + 3).prop_map(TurnsChoice::Left);
    let right = || text().prop_map(TurnsChoice::Right);
    let choice = prop_oneof![
        lefts(4).prop_map(|all| vec![all]),
        (lefts(2), right()).prop_map(|(a, b)| vec![a, b]),
        (right(), lefts(2)).prop_map(|(a, b)| vec![a, b]),
        (right(), right()).prop_map(|(a, b)| vec![a, b]),
    ];
    let steps = |least: usize| vec(text(), least..=3);
    let last = (of(text()), steps(2)).prop_map(|(note, step)| vec![TurnsGroup { note, step }]);
    let noted = (of(text()), steps(1), text(), steps(1)).prop_map(|(note, step, second, more)| {
        let (first, note) = (TurnsGroup { note, step }, Some(second));
        vec![first, TurnsGroup { note, step: more }]
    });
    let full = (of(text()), steps(3), steps(1)).prop_map(|(note, step, more)| {
        let (first, step) = (TurnsGroup { note, step }, more);
        vec![first, TurnsGroup { note: None, step }]
    });
    let group = prop_oneof![last, noted, full];
    (choice, group).prop_map(|(choice, group)| Turns { choice, group })
}

/// Runs that are parted in one way only.
fn runs() -> impl Strategy<Value = fixtures::strict::Runs> {
    use fixtures::strict::*;
    let group = select(vec![
        vec![],
        vec![2],
        vec![3],
        vec![2, 2],
        vec![3, 2],
        vec![3, 3],
    ]);
    let choice = select(vec![
        vec![],
        vec![4],
        vec![3, 3],
        vec![4, 3, 3],
        vec![4, 4, 3],
    ]);
    let noted = vec((text(), 2..=3_usize), 0..3);
    (group, choice, noted, text()).prop_map(|(group, choice, noted, text)| {
        let texts = |count: usize| std::iter::repeat_n(text.clone(), count).collect();
        Runs {
            group: group
                .into_iter()
                .map(|e| RunsGroup { e: texts(e) })
                .collect(),
            choice: choice
                .into_iter()
                .map(|f| RunsChoice::F(texts(f)))
                .collect(),
            group2: noted
                .into_iter()
                .map(|(h, i)| RunsGroup2 {
                    h: Some(h),
                    i: texts(i),
                })
                .collect(),
        }
    })
}

fn named() -> impl Strategy<Value = fixtures::strict::Named> {
    use fixtures::strict::*;
    let a = || QName::new("urn:castile:strict", "a");
    let kinds = List(vec![
        a(),
        QName::new("http://www.w3.org/2001/XMLSchema", "b"),
    ]);
    let either = Either::QName(a());
    let name = ncname().prop_map(|local| QName::new("urn:a", &local));
    let listed = prop_oneof![Just(Listed::Int(1)), Just(Listed::QName(a()))];
    let ns = "urn:castile:strict";
    (
        of(maybe_empty(a(), name)),
        of(maybe_empty(kinds.clone(), Just(kinds))),
        of(typed(
            (ns, "Either"),
            maybe_empty(either.clone(), Just(either)),
        )),
        of(typed((ns, "Listed"), listed)),
    )
        .prop_map(move |(kind, kinds, either, listed)| Named {
            kind,
            kinds,
            either,
            listed,
            r#as: Some(a()),
        })
}

pub(crate) fn xsd11() -> impl Strategy<Value = fixtures::xsd11::Document> {
    use fixtures::xsd11::{Box as Chest, *};
    let end = prop_oneof![text().prop_map(End::End), text().prop_map(End::Rest)];
    let chest = (
        text(),
        vec(any_element(), 0..3),
        end,
        of(any_element()),
        of(any::<i32>()),
        attributes(),
    );
    let chest = chest.prop_map(|(label, any, end, any2, version, any_attributes)| Chest {
        label,
        any,
        end,
        any2,
        version,
        any_attributes,
    });
    let anys = || vec(any_element(), 0..3);
    let shelf = (vec(text(), 1..3), anys(), of(any::<i32>())).prop_map(|(book, any, version)| {
        let shelf = Shelf { book, any, version };
        Document::Shelf(shelf)
    });
    let rack = (vec(text(), 1..3), of(text()), anys()).prop_map(|(book, disc, any)| {
        let version = None;
        Document::Rack(Rack {
            book,
            disc,
            any,
            version,
        })
    });
    let drawer = (vec(text(), 2), text(), anys()).prop_map(|(sock, tie, any)| {
        let version = None;
        Document::Drawer(Drawer {
            sock,
            tie,
            any,
            version,
        })
    });
    let stop = prop_oneof![text().prop_map(Stop::Stop), text().prop_map(Stop::Rest)];
    prop_oneof![
        4 => chest.prop_map(|chest| Document::Box(chest.into())),
        2 => shelf,
        1 => rack,
        1 => drawer,
        1 => text().prop_map(Document::End),
        1 => text().prop_map(Document::Stop),
        1 => text().prop_map(Document::Rest),
        1 => stop.prop_map(|stop| Document::Halt(Halt { stop })),
    ]
}
