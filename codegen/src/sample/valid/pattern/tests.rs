//! Texts of patterns, and what matches.

use super::{Budget, Odometer, Pattern, STEPS, Text, write};

fn text(pattern: &str, least: usize, most: usize) -> Option<String> {
    let budget = Budget::new(10 * STEPS);
    let pattern = Pattern::new(pattern, &budget)?;
    let text = pattern.texts(least, most, &budget).next();
    assert!(
        text.iter()
            .all(|text| text.len() > 4_000 || pattern.matches(text, &budget))
    );
    text
}

#[test]
fn shortest_texts() {
    for (pattern, expected) in [
        ("", ""),
        ("[A-Z]{3}-\\d{2,4}", "AAA-11"),
        ("(red|green) ?x*", "red"),
        ("[^a-z0-9]\\.\\p{Lu}", "A.A"),
        ("[a-z-[a-c]]+", "x"),
        ("\\i\\c*|x", "a"),
        ("[\\-\\d]{2}", "11"),
        ("[#-&]", "#"),
        ("\\p{IsCyrillic}\\p{IsLatin-1Supplement}", "\u{400}\u{e9}"),
    ] {
        assert_eq!(
            text(pattern, 0, usize::MAX).as_deref(),
            Some(expected),
            "{pattern}"
        );
    }
}

#[test]
fn texts_of_a_length() {
    assert_eq!(text("a*b?", 4, 4).as_deref(), Some("aaaa"));
    assert_eq!(text("\\d{3}|\\d{5,}", 7, 9).as_deref(), Some("1111111"));
    assert_eq!(text("(e{2,3}){0,2}", 3, 3).as_deref(), Some("eee"));
    assert_eq!(text("(e{2,3}){0,2}", 5, 5).as_deref(), Some("eeeee"));
    assert_eq!(text("x(a|bb|ccc)(d|ee)", 5, 5).as_deref(), Some("xbbee"));
}

#[test]
fn whole_texts_match() {
    let budget = Budget::new(10 * STEPS);
    let matches = |pattern: &str, text: &str| {
        let pattern = Pattern::new(pattern, &budget).unwrap();
        pattern.matches(text, &budget)
    };
    for (pattern, text) in [
        ("a{2}b?", "aa"),
        ("(ab|a)(bc|c)", "abc"),
        (".{3,5}", "A-1"),
        ("(a*)*b", "aab"),
    ] {
        assert!(matches(pattern, text), "{pattern}");
        assert!(!matches(pattern, "aaaaaaaaaaaaaaaaaaaaaaaac"), "{pattern}");
    }
    assert!(!matches("[^a]", "a") && matches("\\D\\S", "ab"));
}

/// Of one text not more than others may need.
#[test]
fn matching_takes_of_the_same_budget() {
    let pattern = "((((|a){4096}){4096}){4096}){4096}x";
    let budget = Budget::new(10 * STEPS);
    let pattern = Pattern::new(pattern, &budget).unwrap();
    assert!(!pattern.matches("aaa", &budget));
    assert!((8 * STEPS..=9 * STEPS).contains(&budget.left()));
    let short = Pattern::new("a", &budget).unwrap();
    assert!(short.matches("a", &budget));
    (0..9).for_each(|_| assert!(!pattern.matches("aaa", &budget)));
    assert!(budget.left() == 0 && !short.matches("a", &budget));
}

#[test]
fn what_is_no_pattern_has_no_text() {
    let deep = "(".repeat(5_000);
    for pattern in ["(a", "a)", "[a", "\\", "a{x}", "\\p", deep.as_str()] {
        assert_eq!(text(pattern, 0, 9), None, "{pattern:.20}");
    }
    assert!(text("(a{9999}){9999}", 0, 9).is_some_and(|t| t.len() < 9_999));
}

/// However often what writes nothing is repeated, within each other or one text after the other.
#[test]
fn what_writes_nothing_is_given_up() {
    let deep = "((((|a){4096}){4096}){4096}){4096}";
    let budget = Budget::new(10 * STEPS);
    let pattern = Pattern::new(deep, &budget).unwrap();
    assert_eq!(write(&pattern.0, 0, STEPS).left, 0);
    let (mut ways, mut given_up) = (Odometer::default(), Text::new(STEPS));
    pattern.0.write_some(&mut ways, &mut given_up);
    assert_eq!((given_up.left, given_up.out.as_str()), (0, ""));
    assert!(pattern.texts(3, 3, &budget).count() <= 10);
    assert_eq!(budget.left(), 0);
    assert_eq!(pattern.texts(3, 3, &budget).count(), 0);
    assert_eq!(text("(|a){64}", 3, 3).as_deref(), Some("aaa"));
    let full = "(((a{4096}){4096}){4096}){4096}";
    let full = Pattern::new(full, &Budget::new(STEPS)).unwrap();
    assert!(write(&full.0, 0, STEPS).left > 0, "long enough before");
}
