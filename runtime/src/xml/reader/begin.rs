//! Where quick-xml begins: with the document, or with a part of it.

use std::ops::Range;

use super::{Outcome, Piece, Reader};

impl<'x> Reader<'x> {
    /// Takes over what was found out about the document.
    pub(in crate::xml) fn like(&mut self, other: &Reader<'x>) {
        self.survey = other.survey;
        self.plain = other.plain;
        self.undeclared_xsi = other.undeclared_xsi;
    }

    /// Reads nothing but this part of the document.
    pub(in crate::xml) fn narrow(&mut self, range: Range<usize>) {
        match self.survey.mark {
            true => self.begin_within(range),
            false => {
                self.base = range.start;
                self.events = events(self.text.get(range).unwrap_or_default());
            }
        }
        self.at_tag = false;
    }

    /// Has quick-xml begin as if it had read something before. It takes a U+FEFF at which it begins for a byte order mark, and
    /// steps over it without counting; but behind tags that it hasn't seen that's a character like others.
    pub(super) fn begin_within(&mut self, range: Range<usize>) {
        const BEFORE: &str = "<!---->";
        self.base = range.start.wrapping_sub(BEFORE.len());
        self.events = events(BEFORE);
        // It's a comment, whatever becomes of it.
        let _ = self.events.read_event();
        *self.events.get_mut() = self.text.get(range).unwrap_or_default().as_bytes();
    }

    /// Moves to the start tag with which a part begins.
    pub(in crate::xml) fn enter_part(&mut self) -> Outcome<bool> {
        Ok(matches!(self.piece()?, Piece::Start))
    }
}

/// Its events, without a look at whether tags match: it doesn't get to see all of them.
pub(super) fn events(text: &str) -> quick_xml::Reader<&[u8]> {
    let mut events = quick_xml::Reader::from_str(text);
    let config = events.config_mut();
    config.check_comments = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    events
}
