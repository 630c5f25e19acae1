//! Which characters XML allows, and where: `Char`, names and white space (XML 1.0, 2.2 and 2.3).

use std::borrow::Cow;

use super::word::{self, WORD, below, each, equal, first};

/// What a byte may be in a name: not first, first, a part of a longer character.
const PART: u8 = 1;
const START: u8 = 2;
const WIDE: u8 = 4;
const COLON: u8 = 8;

#[allow(
    clippy::indexing_slicing,
    reason = "evaluated at compile time, where nothing else can be used"
)]
const NAME: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => START | PART,
            b'0'..=b'9' | b'-' | b'.' => PART,
            0x80.. => WIDE,
            b':' => COLON,
            _ => 0,
        };
        i += 1;
    }
    table
};

#[inline(always)]
fn is(byte: u8, class: u8) -> bool {
    NAME.get(usize::from(byte))
        .is_some_and(|found| found & class != 0)
}

/// Whether a byte may be part of a qualified name.
#[inline(always)]
pub(crate) fn is_qname_byte(byte: u8) -> bool {
    is(byte, PART | WIDE | COLON)
}

/// How many bytes at the front are a name of ASCII letters and the like, without a colon.
#[inline(always)]
pub(crate) fn plain_name_length(bytes: &[u8]) -> usize {
    // Most names are of letters alone, and a byte follows that's in no name.
    let letters = letters(bytes);
    match bytes.get(letters) {
        Some(&end) if letters > 0 && !is(end, PART) => letters,
        _ => mixed_name_length(bytes),
    }
}

/// The same of a name with digits and the like.
fn mixed_name_length(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(&first) if is(first, START) => {
            let rest = bytes.iter().position(|&b| !is(b, PART));
            rest.unwrap_or(bytes.len())
        }
        _ => 0,
    }
}

/// How many words of letters there are at the front, and letters behind them.
#[inline(always)]
fn letters(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks();
    for (i, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // In lower case, where what isn't a letter doesn't become one.
        let lower = word | each(0x20);
        let above = (lower & each(0x7F)).wrapping_add(each(0x7F - b'z')) & each(0x80);
        if let Some(at) = first(below(lower, b'a') | above | (word & each(0x80))) {
            return i * WORD + at;
        }
    }
    words.len() * WORD
}

/// How many bytes of an attribute's value are what they are: those up to its end, to a reference or to white space that
/// isn't a blank.
#[inline(always)]
pub(crate) fn plain_value_length(bytes: &[u8], quote: u8) -> usize {
    let marks = |w| below(w, b' ') | equal(w, quote) | equal(w, b'&') | equal(w, b'<');
    let is = |b| b < b' ' || b == quote || b == b'&' || b == b'<';
    word::position(bytes, marks, is).unwrap_or(bytes.len())
}

/// The bytes up to the next tag or reference.
#[inline(always)]
pub(crate) fn plain_text_length(bytes: &[u8]) -> Option<usize> {
    // Long texts are looked through for many bytes at once, for which preparations are made.
    const SHORT: usize = 64;
    let marks = |w| equal(w, b'<') | equal(w, b'&');
    let (near, far) = bytes.split_at(bytes.len().min(SHORT));
    match word::position(near, marks, |b| b == b'<' || b == b'&') {
        None => memchr::memchr2(b'<', b'&', far).map(|at| near.len() + at),
        found => found,
    }
}

/// Splits a qualified name at its colon: (prefix, local part). `None` if it isn't one (Namespaces in XML 1.0, 4).
#[inline]
pub(crate) fn split_name(name: &str) -> Option<(&str, &str)> {
    if is_plain_name(name.as_bytes()) {
        return Some(("", name));
    }
    split_other_name(name)
}

/// Whether it's a name of ASCII letters and the like, without a colon.
#[inline(always)]
fn is_plain_name(name: &[u8]) -> bool {
    match name {
        [first, rest @ ..] => is(*first, START) && rest.iter().all(|&b| is(b, PART)),
        [] => false,
    }
}

fn split_other_name(name: &str) -> Option<(&str, &str)> {
    let fine = |part: &str| {
        is_plain_name(part.as_bytes()) || (part.bytes().any(|b| is(b, WIDE)) && is_ncname(part))
    };
    match name.bytes().position(|b| b == b':') {
        None => fine(name).then_some(("", name)),
        Some(at) => {
            let (prefix, local) = (name.get(..at)?, name.get(at + 1..)?);
            (fine(prefix) && fine(local)).then_some((prefix, local))
        }
    }
}

/// Whether this is a name without a colon (Namespaces in XML 1.0, 3).
pub(crate) fn is_ncname(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar` without the colon.
pub(crate) fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// `Char`: what may stand in a document at all.
pub(crate) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// White space of XML, which is less than Unicode's.
#[inline]
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Trims XML's white space.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        // Most often there's none.
        [first, .., last] if !is_space(*first) && !is_space(*last) => text,
        _ => text.trim_matches([' ', '\t', '\n', '\r']),
    }
}

/// The `collapse` of the `whiteSpace` facet (XSD 1.0 part 2, 4.3.6).
pub(crate) fn collapse(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    let bytes = text.as_bytes();
    let fine = bytes
        .iter()
        .zip(bytes.iter().skip(1))
        .all(|(&a, &b)| !is_space(a) || (a == b' ' && !is_space(b)));
    if fine {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text
        .split([' ', '\t', '\n', '\r'])
        .filter(|w| !w.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// What one pass over the whole document tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    /// There's a carriage return, so line ends must be normalised.
    pub(crate) carriage_return: bool,
    /// There's a `]]>`, which must not stand in text.
    pub(crate) section_end: bool,
    /// There's a U+FEFF, which is a byte order mark at the front alone.
    pub(crate) mark: bool,
}

/// Looks over all characters once, many at a time. The error is the offset of one that XML doesn't allow.
pub(crate) fn survey(text: &str) -> Result<Survey, usize> {
    const STEP: usize = 64;
    let mut found = Survey::default();
    let bytes = text.as_bytes();
    for (i, chunk) in bytes.chunks(STEP).enumerate() {
        // No branch inside, so that the compiler makes vector instructions of it.
        let suspicious = chunk.iter().fold(false, |any, &b| {
            any | ((b < b' ') & (b != b'\n') & (b != b'\t')) | (b == b']') | (b == 0xEF)
        });
        if suspicious {
            let at = i * STEP;
            for (j, &byte) in chunk.iter().enumerate() {
                let rest = || bytes.get(at + j..).unwrap_or_default();
                match byte {
                    b'\r' => found.carriage_return = true,
                    b']' if rest().starts_with(b"]]>") => found.section_end = true,
                    0xEF if rest().starts_with(&[0xEF, 0xBF, 0xBE])
                        || rest().starts_with(&[0xEF, 0xBF, 0xBF]) =>
                    {
                        return Err(at + j);
                    }
                    0xEF if rest().starts_with(&[0xEF, 0xBB, 0xBF]) => found.mark = true,
                    b'\n' | b'\t' => {}
                    ..b' ' => return Err(at + j),
                    _ => {}
                }
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_their_one_colon() {
        assert_eq!(split_name("a"), Some(("", "a")));
        assert_eq!(split_name("a:b-1.c"), Some(("a", "b-1.c")));
        assert_eq!(split_name("é:ñ"), Some(("é", "ñ")));
        for bad in [
            "",
            ":",
            ":a",
            "a:",
            "a:b:c",
            "1a",
            "a:1",
            "-a",
            "a b",
            "a<",
            "×",
            "é:",
            ":é",
            "é:ñ:o",
            "a\u{B7}:\u{B7}",
        ] {
            assert_eq!(split_name(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn names_end_where_they_end() {
        for start in ["", "a", "Zz", "orderNumber", "aVeryLongNameIndeed"] {
            for end in 0..=255 {
                let mut bytes = start.as_bytes().to_vec();
                bytes.push(end);
                for rest in ["", "b>cdefghijk", "@[`{0123456789"] {
                    let bytes = [&bytes, rest.as_bytes()].concat();
                    let length = mixed_name_length(&bytes);
                    assert_eq!(plain_name_length(&bytes), length, "{bytes:?}");
                    let as_said = bytes.iter().take_while(|&&b| is(b, PART)).count();
                    let starts = bytes.first().is_some_and(|&b| is(b, START));
                    assert_eq!(length, if starts { as_said } else { 0 }, "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn the_survey_finds_what_matters_wherever_it_stands() {
        for at in 0..140 {
            let pad = "x".repeat(at);
            assert_eq!(
                survey(&format!("{pad}ok\t\n\u{FFFD}")),
                Ok(Survey::default())
            );
            assert_eq!(survey(&format!("{pad}\u{1}")), Err(at));
            assert_eq!(survey(&format!("{pad}\u{FFFE}x")), Err(at));
            assert_eq!(survey(&format!("{pad}\u{FFFF}")), Err(at));
            assert!(survey(&format!("{pad}\r")).is_ok_and(|s| s.carriage_return && !s.section_end));
            assert!(survey(&format!("{pad}]]>")).is_ok_and(|s| s.section_end));
            assert!(survey(&format!("{pad}]] >")).is_ok_and(|s| !s.section_end));
        }
    }

    #[test]
    fn collapsing_leaves_single_blanks() {
        for (raw, done) in [
            ("a b", "a b"),
            (" a\t\n b ", "a b"),
            ("a\tb", "a b"),
            ("", ""),
            (" \n", ""),
        ] {
            assert_eq!(collapse(raw), done);
        }
        assert!(matches!(collapse(" a b "), Cow::Borrowed(_)));
    }
}
