//! Whether a pattern is one of XSD's regular expressions (XSD part 2, appendix F), and what's wrong with it if not.

use std::iter::Peekable;
use std::str::Chars;

/// Of groups in groups, and of subtracted classes in classes.
const MAX_DEPTH: usize = 64;

type Checked = Result<(), String>;
type Input<'p> = Peekable<Chars<'p>>;

/// Checks the whole pattern.
pub(super) fn check(pattern: &str) -> Checked {
    let mut input = pattern.chars().peekable();
    let mut depth = 0_usize;
    // Whether there's something before that a quantifier can follow.
    let mut atom = false;
    while let Some(c) = input.next() {
        atom = match c {
            '|' => false,
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.checked_sub(1).ok_or("a ) that closes nothing")?;
                true
            }
            '?' | '*' | '+' if atom => false,
            '{' if atom => {
                quantifier(&mut input)?;
                false
            }
            '?' | '*' | '+' | '{' => return Err(format!("a {c} that repeats nothing")),
            ']' | '}' => {
                return Err(format!(
                    "a {c} that closes nothing, and means itself only as \\{c}"
                ));
            }
            '[' => {
                class(&mut input, MAX_DEPTH)?;
                true
            }
            '\\' => {
                escape(&mut input)?;
                true
            }
            _ => true,
        };
        if depth > MAX_DEPTH {
            return Err(format!("more than {MAX_DEPTH} groups in each other"));
        }
    }
    match depth {
        0 => Ok(()),
        _ => Err("a ( that isn't closed".to_owned()),
    }
}

/// However large it is.
fn number(input: &mut Input<'_>) -> Option<u32> {
    let mut number = None;
    while let Some(digit) = input.next_if(char::is_ascii_digit) {
        let (before, digit) = (number.unwrap_or(0_u32), digit.to_digit(10).unwrap_or(0));
        number = Some(before.saturating_mul(10).saturating_add(digit));
    }
    number
}

/// `{n}`, `{n,}` or `{n,m}`, after the brace (production 4).
fn quantifier(input: &mut Input<'_>) -> Checked {
    let counts = "a quantifier that isn't {n}, {n,} or {n,m}";
    let least = number(input).ok_or(counts)?;
    if input.next_if_eq(&',').is_some() && input.peek() != Some(&'}') {
        let most = number(input).ok_or(counts)?;
        if most < least {
            return Err(format!("at least {least} and at most {most} occurrences"));
        }
    }
    input.next_if_eq(&'}').map(drop).ok_or(counts.to_owned())
}

/// After a backslash (productions 23 to 37): the character, if it stands for one.
fn escape(input: &mut Input<'_>) -> Result<Option<char>, String> {
    match input.next() {
        Some('n') => Ok(Some('\n')),
        Some('r') => Ok(Some('\r')),
        Some('t') => Ok(Some('\t')),
        Some(c) if r"\|.?*+(){}-[]^".contains(c) => Ok(Some(c)),
        Some(c) if "sSdDwWiIcC".contains(c) => Ok(None),
        Some('p' | 'P') => property(input).map(|()| None),
        Some(c) => Err(format!("\\{c}, which means nothing in XSD")),
        None => Err("a \\ at the end".to_owned()),
    }
}

/// `{Lu}` or `{IsGreek}`
fn property(input: &mut Input<'_>) -> Checked {
    let mut name = String::new();
    let closed = input.next_if_eq(&'{').is_some() && {
        while let Some(c) = input.next_if(|c| *c != '}') {
            name.push(c);
        }
        input.next().is_some()
    };
    let mut letters = name.chars();
    let category = match (letters.next(), letters.next(), letters.next()) {
        (Some(c), None, None) => "LMNPZSC".contains(c),
        (Some(class), Some(kind), None) => {
            let kinds = match class {
                'L' => "ultmo",
                'M' => "nce",
                'N' => "dlo",
                'P' => "cdseifo",
                'Z' => "slp",
                'S' => "mcko",
                'C' => "cfon",
                _ => "",
            };
            kinds.contains(kind)
        }
        _ => name.starts_with("Is"),
    };
    match closed && category {
        true => Ok(()),
        false => Err("a \\p that isn't followed by {category} or {IsBlock}".to_owned()),
    }
}

/// After the opening bracket (productions 12 to 22).
fn class(input: &mut Input<'_>, depth: usize) -> Checked {
    let open = || "a [ that isn't closed".to_owned();
    let depth = depth
        .checked_sub(1)
        .ok_or(format!("more than {MAX_DEPTH} classes in each other"))?;
    input.next_if_eq(&'^');
    let mut first = true;
    loop {
        let start = match input.next().ok_or_else(open)? {
            ']' if first => return Err("a class without characters".to_owned()),
            ']' => return Ok(()),
            '-' if !first && input.next_if_eq(&'[').is_some() => {
                class(input, depth)?;
                let end = input.next_if_eq(&']');
                return end
                    .map(drop)
                    .ok_or("more after a subtracted class".to_owned());
            }
            '[' => return Err("a [ in a class, which means itself only as \\[".to_owned()),
            '\\' => escape(input)?,
            c => Some(c),
        };
        let hyphen_first = first && start == Some('-');
        first = false;
        let Some(start) = start else { continue };
        let mut ahead = input.clone();
        let range = ahead.next() == Some('-')
            && !matches!(ahead.next(), Some(']' | '[') | None)
            && !hyphen_first;
        if range {
            input.next();
            let end = match input.next().ok_or_else(open)? {
                '\\' => escape(input)?.ok_or("a range that ends in a class")?,
                c => c,
            };
            if end < start {
                return Err(format!(
                    "the range {start}-{end}, which is the wrong way round"
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_is_a_pattern_is_taken() {
        for pattern in [
            "",
            "a|b|",
            "(a(b|c)?)*",
            r"\d{3}-[A-Z-[IO]]{2,}",
            "[^-a+-]",
            "[-a]",
            "[a-]",
            r"\p{Lu}\P{IsGreek}",
            r"[\w\-.]{1,10}",
            "^a$",
            r"\.\\\[\]\^",
            ".{0,4000}",
            r"[\p{L}-[\p{Lu}]]",
            "a{0,99999999999}",
        ] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (pattern, wrong) in [
            ("[a-", "[ that isn't closed"),
            ("[]", "without characters"),
            ("[b-a]", "the wrong way round"),
            ("[a[b]", "a [ in a class"),
            ("[a-[b]c]", "after a subtracted class"),
            ("(a", "( that isn't closed"),
            ("a)", ") that closes nothing"),
            ("a]", "] that closes nothing"),
            ("*", "repeats nothing"),
            ("a**", "repeats nothing"),
            ("a{2,1}", "at least 2 and at most 1"),
            ("a{,1}", "a quantifier"),
            (r"\p{Nope}", r"a \p that isn't"),
            (r"\pL", r"a \p that isn't"),
            (r"\bword", r"\b, which means nothing"),
            ("(?:a)", "repeats nothing"),
            (r"a\", "at the end"),
        ] {
            let found = check(pattern).expect_err(pattern);
            assert!(found.contains(wrong), "{pattern}: {found}");
        }
        assert!(check(&"(".repeat(1000)).is_err());
        assert!(check(&"[a-".repeat(1000)).is_err());
    }
}
