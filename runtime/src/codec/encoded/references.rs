//! References from one place of a message to another: `href="#id"` (SOAP 1.1, 5.4.1), `enc:ref="id"` (SOAP 1.2 part 2,
//! 3.1.5.2).
//!
//! A value that is referred to often is read as often. What that may add up to is bounded by the size of the document,
//! and references into what is being read are found out, so that hostile graphs end.

use super::index::{Index, Target};
use super::is_encoding;
use crate::codec::ReadContext;
use crate::codec::context::shown;
use crate::codec::error::Outcome;
use crate::codec::nil::says_nil;
use crate::schema::{Kind, Member};
use crate::xml::{Error, Limits, Reader, trim};

/// How many times the document's own size may be read in all.
const TIMES: usize = 64;
/// What may be read in any case.
const LEAST: usize = 1 << 20;
/// References that lead straight to references, looked through for a nil at their end.
const LINKS: usize = 8;

/// What one reading knows of the references in its document.
#[derive(Clone, Debug)]
pub(crate) struct References {
    limits: Limits,
    /// Made when the first reference is met.
    index: Option<Index>,
    /// The elements that are being read and can be referred to: where each begins, and whether what's kept refers to it.
    open: Vec<(usize, bool)>,
    /// The ids of the elements around that are kept whole where they stand, and with that id.
    pub(super) kept_around: Vec<String>,
    /// Bytes that may still be read.
    budget: usize,
}

/// Where a reference leads.
pub(in crate::codec) enum Found<'x> {
    /// To an element, at whose start tag this reader is.
    Element(Box<Reader<'x>>),
    /// To an element that is just being read: the one that was entered as that many others were being read.
    Cycle(usize),
}

impl References {
    /// For a document of this many bytes.
    pub(crate) fn new(bytes: usize, limits: Limits) -> Self {
        References {
            limits,
            index: None,
            open: Vec::new(),
            kept_around: Vec::new(),
            budget: bytes.saturating_mul(TIMES).saturating_add(LEAST),
        }
    }

    /// Notes that an element that can be referred to is being read.
    pub(in crate::codec) fn enter(&mut self, offset: usize) {
        self.open.push((offset, false));
    }

    /// Notes its end; whether what's kept refers to it.
    pub(in crate::codec) fn leave(&mut self) -> bool {
        self.open.pop().is_some_and(|(_, kept)| kept)
    }

    /// How many elements are being read.
    pub(super) fn entered(&self) -> usize {
        self.open.len()
    }

    /// Notes that what's kept refers to the element that was entered as so many others were being read.
    pub(super) fn keep(&mut self, place: usize) {
        if let Some((_, kept)) = self.open.get_mut(place) {
            *kept = true;
        }
    }

    /// The same of the one that was entered last.
    pub(super) fn keep_last(&mut self) {
        if let Some((_, kept)) = self.open.last_mut() {
            *kept = true;
        }
    }

    fn place(&self, start: usize) -> Option<usize> {
        self.open.iter().position(|(open, _)| *open == start)
    }

    /// The elements that references can lead to.
    fn index(&mut self, reader: &Reader<'_>) -> Result<&Index, Error> {
        Ok(match self.index.take() {
            Some(index) => self.index.insert(index),
            None => self.index.insert(Index::new(reader, self.limits)?),
        })
    }

    /// Takes bytes from what may be read; false if there are fewer.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        match self.budget.checked_sub(bytes) {
            Some(left) => {
                self.budget = left;
                true
            }
            None => false,
        }
    }
}

/// What the element whose start tag was read last refers to, if it's a reference.
pub(in crate::codec) fn follow<'x>(
    reader: &Reader<'x>,
    cx: &mut ReadContext,
) -> Outcome<Option<Found<'x>>> {
    let Some(id) = reference(reader) else {
        return Ok(None);
    };
    let depth = reader.limits().depth.saturating_sub(reader.depth());
    find(reader, id, depth, cx).map(Some)
}

/// The id that the element whose start tag was read last refers to.
pub(super) fn reference<'r>(reader: &'r Reader<'_>) -> Option<&'r str> {
    reader
        .attributes()
        .find_map(|a| referred(a.ns, a.local, a.value))
}

/// The id that an attribute refers to, if it's a reference.
pub(super) fn referred<'v>(ns: &str, local: &str, value: &'v str) -> Option<&'v str> {
    match local {
        "href" if ns.is_empty() => trim(value).strip_prefix('#'),
        "ref" if is_encoding(ns) => {
            let value = trim(value);
            Some(value.strip_prefix('#').unwrap_or(value))
        }
        _ => None,
    }
}

/// A reader of the element with this id, in which elements may be nested `depth` deep. Reading it counts against the
/// budget.
pub(super) fn find<'x>(
    reader: &Reader<'x>,
    id: &str,
    depth: usize,
    cx: &mut ReadContext,
) -> Outcome<Found<'x>> {
    let at = reader.offset();
    let Some(references) = &mut cx.references else {
        return Err(cx.error(at, "a reference in a message that isn't encoded"));
    };
    let index = match references.index(reader) {
        Ok(index) => index,
        Err(error) => return Err(cx.malformed(error)),
    };
    let Some((range, around)) = index.find(id) else {
        let message = format!(
            "a reference to \"{}\", but the message has no element with that id",
            shown(id)
        );
        return Err(cx.error(at, message));
    };
    if let Some(place) = references.place(range.start) {
        return Ok(Found::Cycle(place));
    }
    let tags: usize = around.iter().map(ExactSizeIterator::len).sum();
    if !references.spend(tags + range.len()) {
        return Err(cx.error(
            at,
            "references that make the message many times as large as it is",
        ));
    }
    let limits = Limits {
        depth,
        ..references.limits
    };
    match reader.part(range, &around, limits) {
        Ok(part) => Ok(Found::Element(Box::new(part))),
        Err(error) => Err(cx.malformed(error)),
    }
}

/// Whether the element whose start tag was read last, which `member` takes, is nil, or refers to one that is. One that
/// refers to what is being read counts as nil: a value can't hold itself.
#[cold]
pub(in crate::codec) fn is_nil(member: &Member, reader: &Reader<'_>, cx: &mut ReadContext) -> bool {
    if !matches!(member.kind, Kind::Element(_)) {
        return false;
    }
    if says_nil(reader) {
        return true;
    }
    let (Some(mut id), Some(references)) = (reference(reader), &mut cx.references) else {
        return false;
    };
    // A reference that can't be followed is an error where its value is read.
    if references.index(reader).is_err() {
        return false;
    }
    let Some(index) = &references.index else {
        return false;
    };
    for _ in 0..LINKS {
        match index.what_it_is(id) {
            Some((start, _)) if references.place(start).is_some() => return true,
            Some((_, Target::Nil)) => return true,
            Some((_, Target::Reference(next))) => id = next,
            Some((_, Target::Value)) | None => return false,
        }
    }
    false
}
