//! The documents' prose as lines of Rust documentation.
//!
//! What is prose there must not become markup here: no links, no HTML, no code blocks (which would be run as tests).

use crate::model::Facets;

/// How long a pattern may be to be told.
const PATTERN: usize = 60;
/// How long a line may be before it's broken between words.
const WIDTH: usize = 110;

/// The lines of a text: paragraphs and lists are kept, every sign that means something to Markdown is escaped, long lines
/// are broken. Neither the first nor the last line is blank.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut in_list = false;
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            in_list = false;
            blank(&mut lines);
            continue;
        }
        match bullet(&line) {
            Some(item) => {
                if !in_list {
                    blank(&mut lines);
                }
                in_list = true;
                push(&mut lines, item, "- ", "  ");
            }
            None if in_list => push(&mut lines, &line, "  ", "  "),
            None => push(&mut lines, &line, "", ""),
        }
    }
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Adds an empty line between paragraphs.
pub(crate) fn blank(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}

/// Adds a line, or as many as it takes, with what they start with.
fn push(lines: &mut Vec<String>, line: &str, first: &str, rest: &str) {
    let mut row = String::new();
    let mut width = 0;
    let mut indent = first;
    for next in line.split(' ') {
        let length = next.chars().count();
        if width > 0 && width + length > WIDTH {
            lines.push(format!("{indent}{}", start(&row)));
            indent = rest;
            row.clear();
            width = 0;
        }
        if width > 0 {
            row.push(' ');
        }
        row.push_str(&word(next));
        width += length + 1;
    }
    lines.push(format!("{indent}{}", start(&row)));
}

/// Documentation whose first line has become longer: its first paragraph is laid out anew where that's too long.
pub(crate) fn refilled(mut doc: Vec<String>) -> Vec<String> {
    if doc.first().is_none_or(|line| line.chars().count() <= WIDTH) {
        return doc;
    }
    let ends = |line: &String| line.is_empty() || line.starts_with("- ");
    let end = doc.iter().position(ends).unwrap_or(doc.len());
    let paragraph = doc.drain(..end).collect::<Vec<_>>().join(" ");
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(row) if row.is_empty() => row.push_str(word),
            Some(row) if row.chars().count() + 1 + word.chars().count() <= WIDTH => {
                row.push(' ');
                row.push_str(word);
            }
            _ => lines.push(start(word)),
        }
    }
    lines.append(&mut doc);
    lines
}

/// A name or literal as code.
pub(crate) fn code(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_bidirectional(*c)).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace(char::is_control, "");
    let longest = text.split(|c| c != '`').map(str::len).max();
    match longest.unwrap_or_default() {
        0 if text.is_empty() => "` `".to_owned(),
        0 => format!("`{text}`"),
        n => {
            let fence = "`".repeat(n + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// What the facets of a type allow, in words.
pub(crate) fn facets(facets: &Facets) -> Vec<String> {
    let mut said = Vec::new();
    let lengths = [
        ("length", facets.length),
        ("length at least", facets.min_length),
        ("length at most", facets.max_length),
    ];
    for (text, value) in lengths {
        said.extend(value.map(|value| format!("{text} {value}")));
    }
    let bounds = [
        ("at least", "above", &facets.lower),
        ("at most", "below", &facets.upper),
    ];
    for (inclusive, exclusive, bound) in bounds {
        let Some(bound) = bound else { continue };
        let word = if bound.inclusive {
            inclusive
        } else {
            exclusive
        };
        said.push(format!("{word} {}", code(&bound.value)));
    }
    said.extend(facets.total_digits.map(|n| format!("at most {n} digits")));
    let fraction = facets.fraction_digits;
    said.extend(fraction.map(|n| format!("at most {n} fraction digits")));
    for pattern in facets.patterns.iter().flatten() {
        if pattern.chars().count() <= PATTERN {
            said.push(format!("pattern {}", code(pattern)));
        }
    }
    said
}

fn bullet(line: &str) -> Option<&str> {
    let item = line.strip_prefix(['-', '*', '•', '+'])?;
    let item = item.strip_prefix(' ')?.trim_start();
    (!item.is_empty()).then_some(item)
}

fn word(word: &str) -> String {
    // What looks like a URL and nothing else is made a link, which rustdoc asks for.
    if let Some(at) = word.find("http://").or_else(|| word.find("https://")) {
        let (before, url) = word.split_at(at);
        let end = url
            .find(|c: char| !c.is_ascii_alphanumeric() && !"-._~:/?#@!$&*+,;=%".contains(c))
            .unwrap_or(url.len());
        let end = url.get(..end).map_or(0, |url| {
            url.trim_end_matches(['.', ',', ';', ':', '!', '?']).len()
        });
        let (url, after) = url.split_at(end);
        if url.len() > "https://".len() {
            return format!("{}<{url}>{}", signs(before), signs(after));
        }
    }
    signs(word)
}

fn signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Between letters an underscore means nothing to Markdown.
    let inner = text.trim_matches('_').len() == text.len();
    for c in text.chars() {
        let marks = matches!(
            c,
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '|' | '~'
        );
        if marks || (c == '_' && !inner) {
            out.push('\\');
        }
        if !c.is_control() && !is_bidirectional(c) {
            out.push(c);
        }
    }
    out
}

/// Signs that turn the direction of text, which the compiler refuses in documentation.
fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes what would begin a heading, a list or a rule at the start of a line.
fn start(line: &str) -> String {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - digits.len();
    if number > 0 && digits.starts_with(['.', ')']) {
        let (digits, rest) = line.split_at(number);
        return format!("{digits}\\{rest}");
    }
    match line.starts_with(['#', '-', '+', '=', ':']) {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_code() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code(""), "` `");
    }

    #[test]
    fn long_lines_are_broken() {
        let lines = lines(&"word ".repeat(100));
        assert!(lines.len() > 3 && lines.iter().all(|l| l.len() <= WIDTH));
    }

    #[test]
    fn a_longer_first_line_is_not_left_over() {
        let mut doc = lines(&("word ".repeat(40) + "\n\n- one"));
        if let Some(first) = doc.first_mut() {
            first.insert_str(0, "`aName`: ");
        }
        let widths: Vec<usize> = refilled(doc).iter().map(String::len).collect();
        assert_eq!(widths, [108, 99, 0, 5]);
    }

    #[test]
    fn prose_stays_prose() {
        for (text, expected) in [
            ("  Adds\n      two  numbers.  ", "Adds\ntwo numbers."),
            ("a\n\n\n   b", "a\n\nb"),
            ("see [1] and <b>x</b>", "see \\[1\\] and \\<b\\>x\\</b\\>"),
            ("# not a heading", "\\# not a heading"),
            ("1. first", "1\\. first"),
            ("- one\n- two\n  more", "- one\n- two\n  more"),
            ("list:\n* one", "list:\n\n- one"),
            ("at http://x.org/a_b.", "at <http://x.org/a_b>."),
            ("http://", "http://"),
            ("\u{202e}evil", "evil"),
            ("", ""),
        ] {
            assert_eq!(lines(text).join("\n"), expected);
        }
    }
}
