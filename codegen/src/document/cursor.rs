//! A place in a text that only moves forward and knows its line and column.

use super::defect::{Defect, number, position};

/// The rest of a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    /// Offset, line and column, from 0, of the last place that was asked for: counting goes on from there.
    counted: (usize, usize, usize),
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            offset: 0,
            counted: (0, 0, 0),
        }
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.offset..).unwrap_or("")
    }

    /// Line and column, from 1.
    pub(super) fn position(&mut self) -> (u32, u32) {
        let (from, line, column) = self.counted;
        let passed = self.text.get(from..self.offset).unwrap_or("");
        let (line, column) = match passed.rfind('\n') {
            Some(last) => {
                let breaks = passed.bytes().filter(|b| *b == b'\n').count();
                let tail = passed.get(last + 1..).unwrap_or("");
                (line + breaks, tail.chars().count())
            }
            None => (line, column + passed.chars().count()),
        };
        self.counted = (self.offset, line, column);
        (number(line), number(column))
    }

    /// Line and column, from 1, of an offset: for defects, since it counts from the beginning.
    pub(super) fn place(&self, offset: usize) -> (u32, u32) {
        position(self.text, offset)
    }

    /// Moves over what stands here.
    pub(super) fn eat(&mut self, literal: &str) -> bool {
        let found = self.rest().starts_with(literal);
        if found {
            self.offset += literal.len();
        }
        found
    }

    /// Moves over white space; whether there was any.
    pub(super) fn space(&mut self) -> bool {
        !self.take(|c| c.is_ascii_whitespace()).is_empty()
    }

    /// Moves over the characters that are meant.
    pub(super) fn take(&mut self, meant: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !meant(c)).unwrap_or(rest.len());
        self.offset += end;
        rest.get(..end).unwrap_or("")
    }

    /// Moves over a name, or what could be one.
    pub(super) fn name(&mut self) -> &'t str {
        self.take(|c| {
            let ends = matches!(c, '!'..='#' | '%'..=',' | '/' | ';'..='?' | '[' | ']' | '|');
            !ends && !c.is_ascii_whitespace()
        })
    }

    /// Moves behind the next such string and returns what stands before it; `None` if there's none.
    pub(super) fn until(&mut self, end: &str) -> Option<&'t str> {
        let before = self.rest().split_once(end)?.0;
        self.offset += before.len() + end.len();
        Some(before)
    }

    /// Moves over a quoted string and returns what it holds.
    pub(super) fn quoted(&mut self) -> Option<&'t str> {
        let quote = if self.rest().starts_with('"') {
            "\""
        } else {
            "'"
        };
        self.eat(quote).then(|| self.until(quote)).flatten()
    }

    /// A defect at this place.
    pub(super) fn defect(&mut self, message: impl Into<String>, help: impl Into<String>) -> Defect {
        Defect::at(self.position(), message, help)
    }
}
