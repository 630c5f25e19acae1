//! From XSD's dialect to that of the `regex` crate.
//!
//! What differs: a pattern is anchored at both ends, `^` and `$` are characters, nothing is lazy, classes subtract with
//! `-[..]`, and there are `\i`, `\c` and `\p{Is..}`; `\s`, `\w` and `.` mean less or more.

use super::blocks::block;
use std::fmt::Write;

const MAX_PATTERN: usize = 64 << 10;
const MAX_OUTPUT: usize = 1 << 20;
/// Of groups in groups, and of subtracted classes in classes.
const MAX_DEPTH: usize = 64;

/// `NameStartChar` and what `NameChar` has besides (XML 1.0, 2.3).
const NAME_START: &str = r":A-Z_a-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}";
const NAME_MORE: &str = r"\-.0-9\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}";

/// The general categories (XSD 1.0 part 2, F.1.1).
const CATEGORIES: &[&str] = &[
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C",
    "Cc", "Cf", "Co", "Cn",
];

/// A pattern in the other dialect.
#[derive(Debug)]
pub(super) struct Translated {
    /// The regular expression, anchored.
    pub(super) regex: String,
    /// How many characters the text must have, from and to, besides. Of patterns such as `.{1,4000}`, which would
    /// become large regular expressions, it's this that counts.
    pub(super) length: Option<(u32, u32)>,
}

/// The same regular expression in the other dialect. `None` if it isn't one, or too large. What is to occur more often
/// than `most_times` may do so any number of times.
pub(super) fn translate(pattern: &str, most_times: u32) -> Option<Translated> {
    if pattern.len() > MAX_PATTERN {
        return None;
    }
    let mut input = Input {
        chars: pattern.chars().collect(),
        at: 0,
    };
    let mut out = String::from(r"\A(?:");
    let mut depth = 0_usize;
    // Whether there's something before that a quantifier can follow.
    let mut atom = false;
    let mut length = None;
    // How many parts there are, the brace of a quantifier too; what isn't one character counts twice.
    let mut parts = 0_usize;
    while let Some(c) = input.next() {
        parts += if matches!(c, '|' | '(') { 2 } else { 1 };
        let quantifies = match c {
            '|' => {
                out.push('|');
                false
            }
            '(' => {
                depth += 1;
                out.push_str("(?:");
                false
            }
            ')' => {
                depth = depth.checked_sub(1)?;
                out.push(')');
                true
            }
            '?' | '*' | '+' if atom => {
                out.push(c);
                false
            }
            '{' if atom => {
                let (least, most) = quantifier(&mut input)?;
                if parts == 2 && input.peek(0).is_none() {
                    out.push('*');
                    length = Some((least, most.unwrap_or(u32::MAX)));
                } else {
                    let least = least.min(most_times);
                    // Writing into a string can't fail.
                    let _ = match most.filter(|most| *most <= most_times) {
                        Some(most) => write!(out, "{{{least},{most}}}"),
                        None => write!(out, "{{{least},}}"),
                    };
                }
                false
            }
            '?' | '*' | '+' | ']' => return None,
            '.' => {
                out.push_str(r"[^\n\r]");
                true
            }
            '[' => {
                out.push_str(&class(&mut input, Unknown::All, MAX_DEPTH)?);
                true
            }
            '\\' => {
                match escape(&mut input, Unknown::All)? {
                    Escape::Char(c) => literal(c, &mut out),
                    Escape::Set(set) => out.push_str(&set),
                }
                true
            }
            c => {
                literal(c, &mut out);
                true
            }
        };
        atom = quantifies;
        if depth > MAX_DEPTH || out.len() > MAX_OUTPUT {
            return None;
        }
    }
    out.push_str(r")\z");
    (depth == 0).then_some(Translated { regex: out, length })
}

struct Input {
    chars: Vec<char>,
    at: usize,
}

impl Input {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek(0)?;
        self.at += 1;
        Some(c)
    }

    fn next_if(&mut self, c: char) -> bool {
        let is = self.peek(0) == Some(c);
        self.at += usize::from(is);
        is
    }

    /// However large it is.
    fn number(&mut self) -> Option<u32> {
        let mut number = None;
        while let Some(digit) = self.peek(0).and_then(|c| c.to_digit(10)) {
            let before: u32 = number.unwrap_or(0);
            number = Some(before.saturating_mul(10).saturating_add(digit));
            self.at += 1;
        }
        number
    }
}

/// A character that means itself.
fn literal(c: char, out: &mut String) {
    // Writing into a string can't fail.
    let _ = write!(out, r"\x{{{:X}}}", u32::from(c));
}

/// `{n}`, `{n,}` or `{n,m}`, after the brace (F, production 4): from and to.
fn quantifier(input: &mut Input) -> Option<(u32, Option<u32>)> {
    let least = input.number()?;
    let most = if !input.next_if(',') {
        Some(least)
    } else if input.peek(0) == Some('}') {
        None
    } else {
        Some(input.number().filter(|most| *most >= least)?)
    };
    input.next_if('}').then_some((least, most))
}

/// What stands for characters that aren't known, so that no text is refused that could match: all there are, or where what
/// stands there is taken away, none.
#[derive(Clone, Copy)]
enum Unknown {
    All,
    None,
}

impl Unknown {
    /// The same in what is taken away from what this is of.
    fn without(self) -> Unknown {
        match self {
            Unknown::All => Unknown::None,
            Unknown::None => Unknown::All,
        }
    }

    fn set(self) -> &'static str {
        match self {
            Unknown::All => r"[\s\S]",
            Unknown::None => r"[^\s\S]",
        }
    }
}

enum Escape {
    Char(char),
    /// A class, complete with its brackets.
    Set(String),
}

/// After a backslash (F.1.1, productions 23 to 37).
fn escape(input: &mut Input, unknown: Unknown) -> Option<Escape> {
    let set = |text: &str| Some(Escape::Set(text.to_owned()));
    match input.next()? {
        'n' => Some(Escape::Char('\n')),
        'r' => Some(Escape::Char('\r')),
        't' => Some(Escape::Char('\t')),
        c
        @ ('\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^') => {
            Some(Escape::Char(c))
        }
        's' => set(r"[ \t\n\r]"),
        'S' => set(r"[^ \t\n\r]"),
        'd' => set(r"\p{Nd}"),
        'D' => set(r"\P{Nd}"),
        'w' => set(r"[^\p{P}\p{Z}\p{C}]"),
        'W' => set(r"[\p{P}\p{Z}\p{C}]"),
        'i' => Some(Escape::Set(format!("[{NAME_START}]"))),
        'I' => Some(Escape::Set(format!("[^{NAME_START}]"))),
        'c' => Some(Escape::Set(format!("[{NAME_START}{NAME_MORE}]"))),
        'C' => Some(Escape::Set(format!("[^{NAME_START}{NAME_MORE}]"))),
        'p' => property(input, false, unknown),
        'P' => property(input, true, unknown),
        _ => None,
    }
}

/// `{Lu}` or `{IsGreek}`
fn property(input: &mut Input, negated: bool, unknown: Unknown) -> Option<Escape> {
    if !input.next_if('{') {
        return None;
    }
    let mut name = String::new();
    loop {
        match input.next()? {
            '}' => break,
            c => name.push(c),
        }
    }
    let not = if negated { "^" } else { "" };
    let set = match name.strip_prefix("Is") {
        Some(name) => match block(name) {
            Some(ranges) => {
                let mut set = format!("[{not}");
                for (from, to) in ranges {
                    let _ = write!(set, r"\x{{{from:X}}}-\x{{{to:X}}}");
                }
                set.push(']');
                set
            }
            // Of a later Unicode: any character could be in it (XSD 1.1 part 2, G.4.2.3).
            None if is_block(name) => unknown.set().to_owned(),
            None => return None,
        },
        None if CATEGORIES.contains(&name.as_str()) => format!(r"[{not}\p{{{name}}}]"),
        None => return None,
    };
    Some(Escape::Set(set))
}

/// Whether a block could have this name.
fn is_block(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    !name.is_empty() && name.bytes().all(fits)
}

/// After the opening bracket (F, productions 12 to 22).
fn class(input: &mut Input, unknown: Unknown, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let negated = input.next_if('^');
    let inside = match negated {
        true => unknown.without(),
        false => unknown,
    };
    let mut set = String::from(if negated { "[^" } else { "[" });
    let empty = set.len();
    loop {
        let first = set.len() == empty;
        let start = match input.next()? {
            ']' if first => return None,
            ']' => {
                set.push(']');
                return Some(set);
            }
            '-' if !first && input.peek(0) == Some('[') => {
                input.next()?;
                let without = class(input, unknown.without(), depth)?;
                set.push(']');
                return input.next_if(']').then(|| format!("[{set}--{without}]"));
            }
            '[' => return None,
            '\\' => match escape(input, inside)? {
                Escape::Char(c) => c,
                Escape::Set(inner) => {
                    set.push_str(&inner);
                    continue;
                }
            },
            c => c,
        };
        literal(start, &mut set);
        let range = input.peek(0) == Some('-') && !matches!(input.peek(1), Some(']' | '[') | None);
        if range && (start != '-' || !first) {
            input.next()?;
            let end = match input.next()? {
                '\\' => match escape(input, inside)? {
                    Escape::Char(c) => c,
                    Escape::Set(_) => return None,
                },
                c => c,
            };
            if end < start {
                return None;
            }
            set.push('-');
            literal(end, &mut set);
        }
        if set.len() > MAX_OUTPUT {
            return None;
        }
    }
}
