//! Escapes text and attribute values (XML 1.0, 2.4).

use super::chars::is_char;
use super::word::{WORD, below, each, equal, first};

/// A character that no XML document can hold, not even escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InvalidCharacter(pub(crate) char);

/// Appends `text` so that reading gives it back: as the content of an element, or in an attribute's double quotes.
#[inline]
pub(crate) fn escape<const ATTRIBUTE: bool>(
    text: &str,
    out: &mut String,
) -> Result<(), InvalidCharacter> {
    match find::<ATTRIBUTE>(text.as_bytes()) {
        None => {
            out.push_str(text);
            Ok(())
        }
        Some(at) => escape_from::<ATTRIBUTE>(text, at, out),
    }
}

/// The same where the byte at `at` is the first that needs a look.
fn escape_from<const ATTRIBUTE: bool>(
    text: &str,
    at: usize,
    out: &mut String,
) -> Result<(), InvalidCharacter> {
    let mut rest = text;
    let mut next = Some(at);
    while let Some(at) = next {
        let (before, from) = rest.split_at_checked(at).unwrap_or(("", rest));
        out.push_str(before);
        let mut chars = from.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('\r') => out.push_str("&#xD;"),
            Some('"') if ATTRIBUTE => out.push_str("&quot;"),
            Some('\t') if ATTRIBUTE => out.push_str("&#x9;"),
            Some('\n') if ATTRIBUTE => out.push_str("&#xA;"),
            Some(c) if is_char(c) => out.push(c),
            Some(c) => return Err(InvalidCharacter(c)),
            None => {}
        }
        rest = chars.as_str();
        next = find_next::<ATTRIBUTE>(rest.as_bytes());
    }
    out.push_str(rest);
    Ok(())
}

/// Whether all of `text` is written as it is, wherever it stands. It may say no where only a closer look would tell.
#[inline]
pub(crate) fn is_plain(text: &str) -> bool {
    find::<true>(text.as_bytes()).is_none()
}

/// The first byte that needs a look.
#[inline(always)]
fn find<const ATTRIBUTE: bool>(bytes: &[u8]) -> Option<usize> {
    let (words, _) = bytes.as_chunks();
    let first = |word| first(specials::<ATTRIBUTE>(word));
    for (i, word) in words.iter().enumerate() {
        if let Some(at) = first(u64::from_le_bytes(*word)) {
            return Some(i * WORD + at);
        }
    }
    let at = first(last_word(bytes))?;
    // Of a short text the word has the beginning, too.
    let in_front = bytes.len() < WORD && at < WORD / 2;
    Some(if in_front {
        at
    } else {
        bytes.len() + at - WORD
    })
}

/// The same for the rest of a text: not in line again.
#[inline(never)]
fn find_next<const ATTRIBUTE: bool>(bytes: &[u8]) -> Option<usize> {
    find::<ATTRIBUTE>(bytes)
}

/// The last bytes; of a short text the first half of the word is its beginning, the second its end.
#[inline(always)]
fn last_word(bytes: &[u8]) -> u64 {
    if let Some(last) = bytes.last_chunk() {
        return u64::from_le_bytes(*last);
    }
    let halves = |first: u32, last: u32| u64::from(last) << 32 | u64::from(first);
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return halves(u32::from_le_bytes(*first), u32::from_le_bytes(*last));
    }
    match *bytes {
        [a] => each(a),
        [a, b] => halves(u32::from_le_bytes([a, b, b, b]), u32::from_le_bytes([b; 4])),
        [a, b, c] => halves(u32::from_le_bytes([a, b, c, c]), u32::from_le_bytes([c; 4])),
        _ => each(b' '),
    }
}

/// Marks the bytes that need a look.
#[inline(always)]
fn specials<const ATTRIBUTE: bool>(word: u64) -> u64 {
    // With the second bit set `<` is `>`, with the third `"` is `&`. 0xEF begins U+FFFE and U+FFFF.
    let angle = equal(word | each(0b10), b'>');
    let other = equal(word | each(if ATTRIBUTE { 0b100 } else { 0 }), b'&');
    below(word, b' ') | angle | other | equal(word, 0xEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_must_be() {
        let mut out = String::new();
        escape::<false>("a<b>&\"\t\n\r\u{FFFD}é", &mut out).unwrap();
        assert_eq!(out, "a&lt;b&gt;&amp;\"\t\n&#xD;\u{FFFD}é");
        out.clear();
        escape::<true>("a<b>&\"\t\n\r", &mut out).unwrap();
        assert_eq!(out, "a&lt;b&gt;&amp;&quot;&#x9;&#xA;&#xD;");
        for bad in ['\0', '\u{1F}', '\u{B}', '\u{FFFE}', '\u{FFFF}'] {
            assert_eq!(
                escape::<false>(&format!("a{bad}"), &mut out),
                Err(InvalidCharacter(bad))
            );
        }
    }

    #[test]
    fn what_needs_a_look_is_found_wherever_it_stands() {
        for length in 0..40 {
            let plain = "a~\u{7f}é\u{FF}z09 ".chars().cycle().take(length);
            let plain: String = plain.collect();
            assert!(is_plain(&plain), "{plain}");
            for (at, _) in plain.char_indices() {
                for special in ['&', '<', '>', '"', '\r', '\0', '\u{1F}', '\u{FFFD}'] {
                    let mut text = plain.clone();
                    text.insert(at, special);
                    assert!(!is_plain(&text), "{text}");
                    assert_eq!(find::<true>(text.as_bytes()), Some(at), "{text}");
                    let in_text = (special != '"').then_some(at);
                    assert_eq!(find::<false>(text.as_bytes()), in_text, "{text}");
                }
            }
        }
    }
}
