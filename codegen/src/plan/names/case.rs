//! XML names and literals become Rust identifiers; whether they're unique is [`super::Scope`]'s business.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::script::{in_ascii, told_apart};

/// Keywords that can be written as `r#keyword`: those of any edition, reserved ones included.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The identifier of a name that is unique in its scope: keywords are escaped.
pub fn escape(name: &str) -> String {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => format!("{name}_"),
        _ if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

/// A type's name.
pub fn type_name(words: &str) -> String {
    camel(words, 'T', "Unnamed")
}

/// What the names of a type's parts begin with: its own without `Type` at the end.
pub fn stem(words: &str) -> &str {
    let stem = words.strip_suffix("Type");
    stem.filter(|stem| !stem.is_empty()).unwrap_or(words)
}

/// A field's, method's or module's name.
pub fn field_name(words: &str) -> String {
    let words = clean(words);
    let name = told_apart(words.to_snake_case(), 'u');
    match name.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("_{name}"),
        Some(_) => name,
    }
}

/// A constant's name.
pub fn constant_name(words: &str) -> String {
    told_apart(field_name(words).to_uppercase(), 'U').to_uppercase()
}

/// A variant's name, for an element or a type.
pub fn variant_name(words: &str) -> String {
    camel(words, 'V', "Unnamed")
}

/// A variant's name for a literal of an enumeration: signs that carry meaning are spelt out.
pub fn literal_name(value: &str) -> String {
    if value.is_empty() {
        return "Empty".to_owned();
    }
    if value.trim().is_empty() {
        return "Blank".to_owned();
    }
    let mut spelt = String::with_capacity(value.len());
    let mut before: Option<char> = None;
    let mut chars = value.chars().peekable();
    let only_signs = !value.chars().any(char::is_alphanumeric);
    while let Some(c) = chars.next() {
        let number_follows = chars.peek().is_some_and(char::is_ascii_digit);
        let word = match c {
            '-' if only_signs || (before.is_none() && number_follows) => Some("minus"),
            _ if only_signs => sign(c).or(separator(c)),
            _ => sign(c),
        };
        match word {
            Some(word) => {
                spelt.push(' ');
                spelt.push_str(word);
                spelt.push(' ');
            }
            None => spelt.push(c),
        }
        before = Some(c);
    }
    camel(&spelt, 'V', "Sign")
}

/// Signs that make a difference wherever they stand.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '#' => "hash",
        '%' => "percent",
        '&' => "and",
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        '@' => "at",
        '*' => "star",
        '!' => "not",
        '?' => "question",
        '^' => "caret",
        '~' => "tilde",
        '|' => "or",
        _ => return None,
    })
}

/// Signs that only stand between words, unless there are none.
fn separator(c: char) -> Option<&'static str> {
    Some(match c {
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '/' => "slash",
        '\\' => "backslash",
        '_' => "underscore",
        '(' => "open",
        ')' => "close",
        '[' => "open bracket",
        ']' => "close bracket",
        '\'' => "quote",
        '"' => "double quote",
        _ => return None,
    })
}

fn camel(words: &str, prefix: char, fallback: &str) -> String {
    let words = clean(words);
    let mut name = String::with_capacity(words.len());
    for word in words.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_upper_camel_case();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if digit(name.chars().last()) && digit(word.chars().next()) {
            name.push('_');
        }
        name.push_str(&word);
    }
    let name = told_apart(name, 'U');
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("{prefix}{name}"),
        Some(_) => name,
    }
}

/// Acronyms that go on in small letters are made one word: `IDs` is `Ids`, `IPv4` is `Ipv4`.
fn acronyms(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut run = 0;
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek();
        let ends = match c {
            's' => !next.is_some_and(|next| next.is_lowercase()),
            'v' => next.is_some_and(char::is_ascii_digit),
            _ => false,
        };
        if ends && run > 1 {
            let acronym: String = out.chars().rev().take(run - 1).collect();
            out.truncate(out.len() - acronym.len());
            out.extend(acronym.chars().rev().map(|c| c.to_ascii_lowercase()));
        }
        out.push(c);
        run = if c.is_ascii_uppercase() { run + 1 } else { 0 };
    }
    out
}

/// Numbers that are words of their own end where one in capitals begins: `V04_01Soap` is `V04_01 Soap`.
fn numbers(words: String) -> String {
    if !words.bytes().any(|b| b.is_ascii_digit()) {
        return words;
    }
    let mut out = String::with_capacity(words.len());
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase()) {
            let before = out.trim_end_matches(|c: char| c.is_ascii_digit());
            let apart = before.ends_with(|c: char| !c.is_alphanumeric());
            if apart && before.len() < out.len() {
                out.push(' ');
            }
        }
        out.push(c);
    }
    out
}

/// What can't stand in an identifier becomes a blank, and Latin letters that look like ASCII's are written in these.
/// Combining marks go, too: the compiler would compose them, and two names could become one. Letters that the compiler warns
/// of, and that can only be allowed for a whole crate, are written as their numbers.
fn clean(words: &str) -> String {
    let words = numbers(acronyms(words));
    if words
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'_')
    {
        return words;
    }
    let mut clean = String::with_capacity(words.len());
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(ascii) = in_ascii(c) {
            match c.is_uppercase() && chars.peek().is_some_and(|next| next.is_uppercase()) {
                true => clean.push_str(&ascii.to_ascii_uppercase()),
                false => clean.push_str(ascii),
            }
            continue;
        }
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => clean.push(c),
            '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' => clean.push(' '),
            c if is_common(c) => clean.push(c),
            c if unicode_ident::is_xid_continue(c) => {
                clean.push_str(&format!("u{:x}", u32::from(c)))
            }
            _ => clean.push(' '),
        }
    }
    clean
}

/// Letters of living scripts that are allowed in identifiers (UTS 39, 3.1) and don't decompose.
fn is_common(c: char) -> bool {
    match c {
        // Digraphs, letters with apostrophes, the long s; `ĕ` is taken for `ě`, and `Ĭ` for `ľ`.
        'ĳ' | 'Ĳ' | 'ĸ' | 'ŀ' | 'Ŀ' | 'ŉ' | 'ſ' | '×' | '÷' => false,
        'Ĕ' | 'ĕ' | 'Ĭ' | 'ĭ' => false,
        'À'..='ž' => true,
        'Ά' | 'Έ'..='Ί' | 'Ό' | 'Ύ'..='Ρ' | 'Σ'..='ώ' => true,
        'Ѐ'..='џ' | 'Ґ' | 'ґ' => true,
        'א'..='ת' | 'ء'..='غ' | 'ف'..='ي' => true,
        'क'..='ह' | 'ก'..='ะ' => true,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' => true,
        '一'..='鿿' | '가'..='힣' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_conventions() {
        for (words, expected) in [
            ("OrderID", "order_id"),
            ("spaceID", "space_id"),
            ("taskIDs", "task_ids"),
            ("URLsOfIPv4", "urls_of_ipv4"),
            ("HasClass", "has_class"),
            ("--", "unnamed"),
            ("_2", "_2"),
            ("straße", "straße"),
            ("sınıf", "sinif"),
            ("dĺžka", "dlžka"),
            ("ÆBLE", "aeble"),
            ("Œuvre", "oeuvre"),
            ("a.b-c", "a_b_c"),
            ("V04_01Soap", "v04_01_soap"),
        ] {
            assert_eq!(field_name(words), expected);
        }
        for (words, expected) in [
            ("OrderID", "OrderId"),
            ("_2fast", "T2fast"),
            ("v1_0", "V1_0"),
            ("V04_01HttpGet", "V04_01HttpGet"),
            ("OAuth2Token", "OAuth2Token"),
            ("a_3D", "A3d"),
            ("---", "Unnamed"),
            ("订单", "订单"),
            ("x²", "X"),
            ("ᄂ", "U1102"),
        ] {
            assert_eq!(type_name(words), expected);
        }
    }

    #[test]
    fn literals_keep_their_difference() {
        for (value, expected) in [
            ("Timed Out", "TimedOut"),
            ("", "Empty"),
            (" ", "Blank"),
            ("-", "Minus"),
            ("1.5", "V1_5"),
            ("-1", "Minus1"),
            ("C++", "CPlusPlus"),
            ("<=", "LessEqual"),
            ("a/b", "AB"),
            ("...", "DotDotDot"),
            ("☃", "Sign"),
        ] {
            assert_eq!(literal_name(value), expected);
        }
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(escape("type"), "r#type");
        assert_eq!(escape("Self"), "Self_");
        assert_eq!(escape("token"), "token");
    }
}
