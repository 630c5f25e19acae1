//! Why a text is not a document: what the stages of reading one document hand to each other.

/// A place in the text, what's wrong there, and the way out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Defect {
    /// From 1; 0 for the file as a whole.
    pub(super) line: u32,
    /// From 1; 0 for the file as a whole.
    pub(super) column: u32,
    pub(super) message: String,
    pub(super) help: String,
}

impl Defect {
    /// Of the file as a whole.
    pub(super) fn whole(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::at((0, 0), message, help)
    }

    /// At a line and column.
    pub(super) fn at(
        (line, column): (u32, u32),
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            line,
            column,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// Line and column, both from 1, of a byte offset in a text.
pub(super) fn position(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count();
    let column = before.get(start..).unwrap_or("").chars().count();
    (number(line), number(column))
}

/// A count from 0 as a number from 1.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count)
        .unwrap_or(u32::MAX - 1)
        .saturating_add(1)
}
