//! Where tags, text and all else begin and end, in a document that comes in pieces.
//!
//! In comes text as it arrives; out come places in it, counted from the document's start. The search for the end of a token
//! is gone on with where it was left, so that a long one costs no more than it's long. Checks nothing.

use super::chars::is_space;

/// The part of a document that has come and isn't done with.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    /// How much came before.
    base: usize,
    /// Where the next token begins.
    start: usize,
    /// How far its end has been looked for.
    looked: usize,
    /// What quotes it's in there, if it's a tag.
    quote: Option<u8>,
}

/// How a CDATA section begins.
const SECTION: &[u8] = b"<![CDATA[";

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<name ..>`
    Start,
    /// `<name .. />`
    Empty,
    /// `</name>`
    End,
    /// Text of white space alone, or a part of such text.
    Blank,
    /// Any other text, or a part of it.
    Text,
    /// A comment or a processing instruction.
    Aside,
    /// What no message has.
    Strange,
}

/// A token, by its place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Tokens {
    /// Where more is added. What's before `keep` is dropped.
    pub(super) fn input(&mut self, keep: usize) -> &mut String {
        let done = keep.min(self.start) - self.base;
        self.text.drain(..done);
        self.base += done;
        &mut self.text
    }

    /// Where the next token begins.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Where what has come ends.
    pub(super) fn end(&self) -> usize {
        self.base + self.text.len()
    }

    /// A part of what isn't dropped.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        let range = from.saturating_sub(self.base)..to.saturating_sub(self.base);
        self.text.get(range).unwrap_or_default()
    }

    /// The local name in a start tag.
    pub(super) fn local(&self, token: &Token) -> &str {
        let tag = self.slice(token.start + 1, token.end);
        let end = tag
            .bytes()
            .position(|b| is_space(b) || matches!(b, b'/' | b'>'));
        let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// The next token comes once more.
    pub(super) fn back(&mut self, token: &Token) {
        self.start = token.start;
        self.looked = token.start;
        self.quote = None;
    }

    /// The next token, if all of it has come.
    pub(super) fn next(&mut self) -> Option<Token> {
        let rest = self.text.as_bytes().get(self.start - self.base..)?;
        let from = self.looked.saturating_sub(self.start);
        let (kind, length) = match rest {
            [] | [b'<'] => return None,
            [b'<', b'/', ..] => (Kind::End, find(rest, b">", 2, from)),
            [b'<', b'?', ..] => (Kind::Aside, find(rest, b"?>", 2, from)),
            [b'<', b'!', ..] if rest.starts_with(b"<!--") => {
                (Kind::Aside, find(rest, b"-->", 4, from))
            }
            [b'<', b'!', ..] if rest.starts_with(SECTION) => {
                (Kind::Text, find(rest, b"]]>", SECTION.len(), from))
            }
            [b'<', b'!', ..] if rest.len() < SECTION.len() => return None,
            [b'<', b'!', ..] => (Kind::Strange, Some(2)),
            [b'<', ..] => {
                let end = find_tag(rest, 1.max(from), &mut self.quote);
                let tag = rest.get(..end.unwrap_or_default()).unwrap_or_default();
                let empty = tag.ends_with(b"/>");
                (if empty { Kind::Empty } else { Kind::Start }, end)
            }
            _ => {
                let end = memchr::memchr(b'<', rest).unwrap_or(rest.len());
                let blank = rest.iter().take(end).all(|&b| is_space(b));
                (if blank { Kind::Blank } else { Kind::Text }, Some(end))
            }
        };
        let Some(length) = length else {
            self.looked = self.end();
            return None;
        };
        let start = self.start;
        self.start += length;
        Some(Token {
            kind,
            start,
            end: self.start,
        })
    }
}

/// Where what ends with `end` does: not within the first `least` bytes, and none was seen in the first `seen`.
fn find(bytes: &[u8], end: &[u8], least: usize, seen: usize) -> Option<usize> {
    // A part of it may have come.
    let from = least.max(seen.saturating_sub(end.len() - 1));
    let found = memchr::memmem::find(bytes.get(from..)?, end)?;
    Some(from + found + end.len())
}

/// The same of a tag, where `>` may stand in quotes; `quote` says in which it is at `from`.
fn find_tag(bytes: &[u8], mut from: usize, quote: &mut Option<u8>) -> Option<usize> {
    loop {
        let rest = bytes.get(from..)?;
        let at = match *quote {
            Some(quote) => memchr::memchr(quote, rest)?,
            None => memchr::memchr3(b'>', b'"', b'\'', rest)?,
        };
        from += at + 1;
        match (*quote, rest.get(at)) {
            (None, Some(b'>')) => return Some(from),
            (None, found) => *quote = found.copied(),
            (Some(_), _) => *quote = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<?xml version='1.0'?>\n<!-- <a> -- > --><a b='>' c=\"'/>\"> x <![CDATA[</a>]]]>\
                            <n:é />\t<n:d e='/'></n:d\n></a>";

    /// The tokens of a document that comes in pieces of that many bytes.
    fn tokens(document: &str, size: usize) -> Vec<(Kind, String)> {
        let mut tokens = Tokens::default();
        let mut all: Vec<(Kind, String)> = Vec::new();
        let chars: Vec<char> = document.chars().collect();
        for piece in chars.chunks(size) {
            let keep = tokens.start();
            tokens.input(keep).extend(piece);
            while let Some(token) = tokens.next() {
                let text = tokens.slice(token.start, token.end);
                let is_text = |kind| matches!(kind, Kind::Text | Kind::Blank);
                match all.last_mut() {
                    Some((kind, all)) if is_text(*kind) && is_text(token.kind) => {
                        *kind = if *kind == token.kind {
                            *kind
                        } else {
                            Kind::Text
                        };
                        all.push_str(text);
                    }
                    _ => all.push((token.kind, text.to_owned())),
                }
            }
        }
        assert_eq!(tokens.start(), tokens.end());
        all
    }

    #[test]
    fn tokens_are_the_same_however_they_come() {
        let whole = tokens(DOCUMENT, usize::MAX);
        let shown: Vec<String> = whole.iter().map(|(k, t)| format!("{k:?} {t}")).collect();
        assert_eq!(
            shown,
            [
                "Aside <?xml version='1.0'?>",
                "Blank \n",
                "Aside <!-- <a> -- > -->",
                "Start <a b='>' c=\"'/>\">",
                "Text  x <![CDATA[</a>]]]>",
                "Empty <n:é />",
                "Blank \t",
                "Start <n:d e='/'>",
                "End </n:d\n>",
                "End </a>",
            ]
        );
        for size in 1..40 {
            assert_eq!(tokens(DOCUMENT, size), whole, "{size}");
        }
    }

    #[test]
    fn what_has_no_end_yet_waits() {
        for text in [
            "<",
            "<a",
            "<a b='>",
            "<!",
            "<!-",
            "<!-- --",
            "<!-->",
            "<?>",
            "<![CDATA[]]",
            "</a",
        ] {
            let mut tokens = Tokens::default();
            tokens.input(0).push_str(text);
            assert_eq!(tokens.next(), None, "{text}");
        }
        let mut tokens = Tokens::default();
        tokens.input(0).push_str("<!DOCTYPE");
        assert_eq!(tokens.next().map(|t| t.kind), Some(Kind::Strange));
    }

    #[test]
    fn names_are_local_ones() {
        let mut tokens = Tokens::default();
        tokens.input(0).push_str("<a><n:b/><c d='e:f'><g\n>");
        let names: Vec<String> = std::iter::from_fn(|| {
            let token = tokens.next()?;
            Some(tokens.local(&token).to_owned())
        })
        .collect();
        assert_eq!(names, ["a", "b", "c", "g"]);
    }
}
