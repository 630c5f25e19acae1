//! Escapes text and attribute values (XML 1.0, 2.4).

use super::chars::is_char;

/// A character that no XML document can hold, not even escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InvalidCharacter(pub(crate) char);

/// Bytes that need a look: 1 in text and attributes, 2 in attributes alone.
#[allow(
    clippy::indexing_slicing,
    reason = "evaluated at compile time, where nothing else can be used"
)]
const SPECIAL: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'&' | b'<' | b'>' | b'\r' => 1,
            b'"' | b'\t' | b'\n' => 2,
            // The first byte of U+FFFE and U+FFFF.
            0..b' ' | 0xEF => 1,
            _ => 0,
        };
        i += 1;
    }
    table
};

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

/// Whether anything in `text` isn't written as it is.
#[inline]
pub(crate) fn needs_escape<const ATTRIBUTE: bool>(text: &str) -> bool {
    find::<ATTRIBUTE>(text.as_bytes()).is_some()
}

/// The first byte that needs a look.
#[inline]
fn find<const ATTRIBUTE: bool>(bytes: &[u8]) -> Option<usize> {
    let skipped = plain_blocks::<ATTRIBUTE, 32>(bytes);
    let rest = bytes.get(skipped..).unwrap_or_default();
    let skipped = skipped + plain_blocks::<ATTRIBUTE, 8>(rest);
    let bytes = bytes.get(skipped..).unwrap_or_default();
    let most = if ATTRIBUTE { 2 } else { 1 };
    let special = |&b: &u8| {
        let class = SPECIAL.get(usize::from(b)).copied().unwrap_or_default();
        class.wrapping_sub(1) < most
    };
    let found = bytes.iter().position(special);
    found.map(|at| skipped + at)
}

/// How many bytes at the front are in blocks without one that needs a look.
#[inline(always)]
fn plain_blocks<const ATTRIBUTE: bool, const STEP: usize>(bytes: &[u8]) -> usize {
    let (blocks, _) = bytes.as_chunks::<STEP>();
    // No branch inside, so that the compiler makes vector instructions of it.
    let plain = |block: &&[u8; STEP]| {
        !block.iter().fold(false, |any, &b| {
            let always = (b < b' ') | (b == b'&') | (b == b'<') | (b == b'>') | (b == 0xEF);
            any | always | (ATTRIBUTE & (b == b'"'))
        })
    };
    blocks.iter().take_while(plain).count() * STEP
}

fn escape_from<const ATTRIBUTE: bool>(
    text: &str,
    mut at: usize,
    out: &mut String,
) -> Result<(), InvalidCharacter> {
    let mut rest = text;
    loop {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut chars = from.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\t') => out.push_str("&#x9;"),
            Some('\n') => out.push_str("&#xA;"),
            Some('\r') => out.push_str("&#xD;"),
            Some(c) if is_char(c) => out.push(c),
            Some(c) => return Err(InvalidCharacter(c)),
            None => {}
        }
        rest = chars.as_str();
        match find::<ATTRIBUTE>(rest.as_bytes()) {
            Some(next) => at = next,
            None => break,
        }
    }
    out.push_str(rest);
    Ok(())
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
}
