//! Every rule of the dialect, and that nothing makes the translator panic.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(pattern: &'static str, yes: &[&str], no: &[&str]) {
    for text in yes {
        assert_eq!(matches(pattern, text), Some(true), "{pattern} {text:?}");
    }
    for text in no {
        assert_eq!(matches(pattern, text), Some(false), "{pattern} {text:?}");
    }
}

#[test]
fn all_of_the_text_must_match() {
    check("abc", &["abc"], &["abcd", "xabc", "ABC", "abc\n", ""]);
    check("a|b|", &["a", "b", ""], &["ab", "c"]);
    check("^a$", &["^a$"], &["a"]);
    check("", &[""], &["a"]);
}

#[test]
fn quantifiers() {
    check("a?b*c+", &["c", "abbc", "acc"], &["ab", "aac"]);
    check(
        "a{2}b{1,2}c{2,}",
        &["aabcc", "aabbcccc"],
        &["abcc", "aabbbcc", "aabc"],
    );
    check("(ab){0,0}", &[""], &["ab"]);
    check("(a|b(c|d))*", &["", "abcbd"], &["ab"]);
    check("a}", &["a}"], &["a"]);
}

#[test]
fn escapes() {
    check(r"\.\\\?\*\+\(\)\{\}\-\[\]\^\|", &[r".\?*+(){}-[]^|"], &[]);
    check(r"\n\r\t", &["\n\r\t"], &[]);
    check(r"\s\S", &[" a", "\tb", "\n\u{a0}"], &["  ", "\u{a0}a"]);
    check(r"\d\D", &["1a", "٣x"], &["11", "aa"]);
    check(r"\w\W", &["a ", "1."], &["aa", "__", "  "]);
    check(r"\i\c*", &["a-1", "_:x.é", ":"], &["1a", "-", "a b"]);
    check(r"\I\C", &["1 ", "-!"], &["a ", "1a"]);
    check(".", &["a", "😀", "\u{85}"], &["\n", "\r", ""]);
}

#[test]
fn properties() {
    check(r"\p{Lu}\P{Lu}\p{L}", &["AaB", "É1ß"], &["aaa", "AAa"]);
    check(r"\p{IsBasicLatin}\P{IsBasicLatin}", &["aé"], &["éa"]);
    check(r"\p{IsGreek}\p{IsCyrillic}", &["αж"], &["жα"]);
    check(r"\p{Sc}\p{Nd}+", &["€12", "$1"], &["12"]);
    check(r"\p{Cn}|\p{Co}|\p{Cc}", &["\u{E000}", "\u{7f}"], &["a"]);
    for unknown in [
        r"\p{Xx}",
        r"\p{Is}",
        r"\p{Is.}",
        r"\p{L",
        r"\pL",
        r"\p{Greek}",
        r"\p{}",
    ] {
        assert!(translate(unknown, 9).is_none(), "{unknown}");
    }
    // A block that isn't known.
    check(r"\p{IsKlingon}\P{IsKlingon}", &["ab", "\n1"], &["a"]);
    check(r"[\p{IsKlingon}-[b]]", &["a"], &["b"]);
    for negated in [r"[^\p{IsKlingon}]", r"[^\P{IsKlingon}]"] {
        check(negated, &["a", "\n"], &[""]);
    }
    check(r"[^a\p{IsKlingon}]", &["b"], &["a"]);
    check(r"[a-z-[\p{IsKlingon}]]", &["a"], &["A"]);
    check(r"[a-z-[b\P{IsKlingon}]]", &["a"], &["b", "A"]);
    check(r"[a-z-[^\p{IsKlingon}]]", &["a"], &["A"]);
    check(r"[^a-z-[\p{IsKlingon}]]", &["A"], &["a"]);
    check(r"[a-z-[b-y-[\p{IsKlingon}]]]", &["a", "b"], &["A"]);
}

#[test]
fn classes() {
    check("[abc]", &["a", "c"], &["d", "ab"]);
    check("[a-cx]", &["b", "x"], &["-", "d"]);
    check("[^a-c]", &["d", "^", "-", "\n"], &["a", "b"]);
    check("[-a]", &["-", "a"], &["b"]);
    check("[a-]", &["-", "a"], &["b"]);
    check("[a^]", &["^", "a"], &["b"]);
    check(r"[\d\-\]a]", &["5", "-", "]", "a"], &["\\", "b"]);
    check(r"[\D]", &["a"], &["1"]);
    check(r"[^\s]", &["a"], &[" "]);
    check(r"[\n-\r]", &["\n", "\u{b}"], &["\u{e}"]);
    check("[a-z-[aeiou]]", &["b", "z"], &["a", "e", "-"]);
    check("[^a-z-[0-9]]", &["A", "-"], &["a", "5"]);
    check("[a-z-[b-y-[m]]]", &["a", "m", "z"], &["b", "n"]);
    check(r"[\i-[:]][\c-[:]]*", &["a1", "_"], &[":a", "a:b", "1"]);
    check("[&&~~]", &["&", "~"], &["a"]);
    check(r"[+\-]?[0-9]", &["+1", "-1", "1"], &["--1"]);
}

#[test]
fn what_is_not_one_is_not_run() {
    for wrong in [
        "*",
        "a**",
        "a+?",
        "(",
        ")",
        "(a",
        "a)",
        "[",
        "[]",
        "[a",
        "a{",
        "a{2",
        "a{2,1}",
        "a{,2}",
        "a{x}",
        r"\",
        r"\q",
        r"\1",
        r"\b",
        "]",
        "[b-a]",
        "[a--]",
        "[a-[b]",
        "[[a]]",
        "[a-z-[b]c]",
        r"[a-\d]",
        "|*",
        "(?:a)",
        "(*)",
    ] {
        assert!(translate(wrong, 9).is_none(), "{wrong}");
    }
    assert_eq!(matches("(", "("), None);
    let deep: &'static str = Box::leak(format!("{}a{}", "(".repeat(5000), ")".repeat(5000)).into());
    assert_eq!(matches(deep, "a"), None);
    let deep: &'static str =
        Box::leak(format!("{}a{}", "[a-".repeat(5000), "]".repeat(5000)).into());
    assert_eq!(matches(deep, "a"), None);
}

#[test]
fn long_texts_are_matched() {
    check(
        r"[\s\S]{0,4000}",
        &[&"é".repeat(4000)],
        &[&"é".repeat(4001)],
    );
    check(
        r"[\S\s]{2,32000}",
        &[&"é".repeat(32_000), "ab"],
        &[&"é".repeat(32_001), "a"],
    );
    check(r"\d{2}", &["12"], &["1", "123", "1a"]);
    check(r"\d{2,}", &["12", "1234"], &["1", "12a"]);
    check(r"(ab){2}", &["abab"], &["ab", "abababab"]);
    check(r"{a{2}", &["{aa"], &["{a", "aa"]);
    check(r"(a){2}", &["aa"], &["a"]);
    check(r"a|b{2}", &["a", "bb"], &["b", "aa", "ab"]);
    check(r"a*b{2}", &["bb", "aaabb"], &["aa", "b"]);
    check(r".{1,255}", &["x"], &[""]);
    check(r"(a|a)*(a|a)*b", &[], &[&"a".repeat(10_000)]);
}

#[test]
fn what_is_counted_far_is_counted_as_far_as_it_can() {
    check("a{99999999999}", &[], &["a"]);
    check("a{1,99999999999}", &["aa"], &[""]);
    check("ba{0,99999999999}", &["b", "baa"], &["a"]);
    let (few, many) = ("a".repeat(15), "a".repeat(16));
    check("(((a{1000}){1000}){1000}){1000}", &[&many], &[&few, "b"]);
    let letters = "é".repeat(60_000);
    check(
        r"(\p{L}{1,60000};)*",
        &[&format!("{letters};ab;"), ""],
        &["a", ";", "1;"],
    );
    check(
        "(e{2,3}){0,2}",
        &["", "ee", "eee", "eeee", "eeeee", "eeeeee"],
        &["e", "eeeeeee"],
    );
}

proptest! {
    #[test]
    fn whatever_is_translated_is_an_expression(pattern in r"([\[\]\\a-d^(){}|?*+.,0-9 &~-]|\\[sSdDwWiIcCpP.n-]|\\p\{(Lu|IsGreek|L)\}){0,24}") {
        if let Some(translated) = translate(&pattern, 1_000) {
            let built = RegexBuilder::new(&translated.regex).size_limit(SIZE_LIMIT).build();
            let fine = match &built {
                Ok(_) | Err(regex::Error::CompiledTooBig(_)) => true,
                Err(error) => error.to_string().contains("exceeds the limit"),
            };
            prop_assert!(fine, "{pattern} {translated:?} {built:?}");
        }
    }

    #[test]
    fn translating_never_panics(pattern: String) {
        let _ = translate(&pattern, 9);
    }
}
