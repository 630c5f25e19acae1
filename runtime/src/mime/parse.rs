//! Takes a multipart body apart (RFC 2046, 5.1; RFC 2387).
//!
//! Lenient about what senders do (bare line feeds, a preamble, a boundary that's said wrong, no `start`), strict about what
//! would lose something: a body that breaks off, a part that can't be decoded.

use bytes::Bytes;
use memchr::memmem::Finder;

use super::{Attachment, MediaType, fields, transfer};

/// How many parts a message may have.
const MOST_PARTS: usize = 10_000;
/// How long a boundary is looked at; RFC 2046 has 70 characters.
const LONGEST_BOUNDARY: usize = 256;

/// Why a body can't be taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// Where in the body.
    pub(crate) offset: usize,
    /// What.
    pub(crate) message: String,
}

impl Malformed {
    pub(super) fn new(offset: usize, message: impl Into<String>) -> Self {
        Malformed {
            offset,
            message: message.into(),
        }
    }
}

/// The root of a multipart body, and its other parts in order. The parts share the body's bytes.
pub(crate) fn multipart(
    body: &Bytes,
    media: &MediaType<'_>,
) -> Result<(Attachment, Vec<Attachment>), Malformed> {
    let boundary = boundary(body, media)?;
    let mut parts = Vec::new();
    let mut delimiters = Delimiters {
        body,
        finder: Finder::new(&boundary),
        at: 0,
    };
    // What's before the first delimiter says nothing (RFC 2046, 5.1.1), and so does what's after the last.
    let Some(mut open) = delimiters.next() else {
        return Err(Malformed::new(0, "no part of the message begins"));
    };
    while !open.last {
        let Some(next) = delimiters.next() else {
            return Err(Malformed::new(
                body.len(),
                "the multipart message breaks off: its last part has no end",
            ));
        };
        if parts.len() == MOST_PARTS {
            return Err(Malformed::new(
                open.end,
                format!("the message has more than {MOST_PARTS} parts"),
            ));
        }
        parts.push(part(body, open.end, next.start)?);
        open = next;
    }
    let root = root(&parts, media);
    if parts.is_empty() {
        return Err(Malformed::new(0, "the multipart message has no part"));
    }
    let root = parts.remove(root);
    Ok((root, parts))
}

/// The part between two delimiters.
fn part(body: &Bytes, start: usize, end: usize) -> Result<Attachment, Malformed> {
    // Where a delimiter follows the blank line at once, that line's break is the delimiter's.
    let end = end.max(start);
    let all = body.get(start..end).unwrap_or_default();
    let (fields, content) = fields::read(all, start)?;
    let content = body.slice((start + content).min(end)..end);
    let bytes = transfer::decoded(content, &fields.encoding)
        .map_err(|message| Malformed::new(start, message))?;
    Ok(Attachment {
        bytes,
        ..fields.part
    })
}

/// Which part is the root (RFC 2387, 3.2): the one that `start` names, or the first.
fn root(parts: &[Attachment], media: &MediaType<'_>) -> usize {
    let start = media.parameter("start").unwrap_or_default();
    let start = start.trim();
    let start = start.strip_prefix('<').unwrap_or(start);
    let start = start.strip_suffix('>').unwrap_or(start);
    let named = parts
        .iter()
        .position(|p| !start.is_empty() && p.id == start);
    named.unwrap_or(0)
}

/// The delimiters' beginning: two hyphens and the boundary. Where the media type has none, or one that isn't in the body,
/// the first line that could be a delimiter tells it.
fn boundary(body: &[u8], media: &MediaType<'_>) -> Result<Vec<u8>, Malformed> {
    let said = media.parameter("boundary").filter(|b| !b.is_empty());
    if let Some(said) = &said {
        let boundary = [b"--", said.as_bytes()].concat();
        let mut delimiters = Delimiters {
            body,
            finder: Finder::new(&boundary),
            at: 0,
        };
        if delimiters.next().is_some() {
            return Ok(boundary);
        }
    }
    let mut lines = body.split(|b| *b == b'\n').take(100);
    let line = lines.find(|line| line.starts_with(b"--") && line.len() > 3);
    let line = line.map(<[u8]>::trim_ascii_end);
    match line.filter(|line| line.len() <= LONGEST_BOUNDARY) {
        Some(line) => Ok(line.to_vec()),
        None => Err(Malformed::new(
            0,
            match said {
                Some(_) => "the boundary of the multipart message is nowhere in it",
                None => "the multipart message has no boundary",
            },
        )),
    }
}

/// A line that separates parts.
struct Delimiter {
    /// Where the part before it ends.
    start: usize,
    /// Where the part after it begins.
    end: usize,
    /// Whether it's the last.
    last: bool,
}

struct Delimiters<'b> {
    body: &'b [u8],
    finder: Finder<'b>,
    at: usize,
}

impl Delimiters<'_> {
    fn next(&mut self) -> Option<Delimiter> {
        loop {
            let rest = self.body.get(self.at..)?;
            let start = self.at + self.finder.find(rest)?;
            self.at = start + self.finder.needle().len();
            if let Some(delimiter) = self.delimiter(start) {
                self.at = delimiter.end;
                return Some(delimiter);
            }
        }
    }

    /// What begins with two hyphens and the boundary is one if it has a line for itself.
    fn delimiter(&self, start: usize) -> Option<Delimiter> {
        let before = self.body.get(..start).unwrap_or_default();
        let ends = match before {
            [] => start,
            [.., b'\r', b'\n'] => start - 2,
            [.., b'\n'] => start - 1,
            _ => return None,
        };
        let after = self.body.get(self.at..).unwrap_or_default();
        let (after, last) = match after.strip_prefix(b"--") {
            Some(after) => (after, true),
            None => (after, false),
        };
        let line = after.iter().position(|b| !matches!(b, b' ' | b'\t'));
        let line = after.get(line.unwrap_or(after.len())..).unwrap_or_default();
        let next = match line {
            [] => line,
            [b'\r', b'\n', next @ ..] | [b'\n', next @ ..] => next,
            _ => return None,
        };
        Some(Delimiter {
            start: ends,
            end: self.body.len() - next.len(),
            last,
        })
    }
}
