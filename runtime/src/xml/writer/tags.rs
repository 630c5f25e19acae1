//! Elements whose tags are ready-made: those of a table, where its namespace is the default one.

use super::{Open, Writer};
use crate::xml::escape::{InvalidCharacter, escape};

/// A ready-made run of tags.
#[derive(Debug)]
pub(crate) struct Piece {
    /// The tags, and blanks that fill it up to [`Piece::SIZE`].
    filled: Box<str>,
    len: usize,
}

impl Piece {
    /// Copying so many bytes is a few instructions, any number of them a call: so what's behind most tags is written with
    /// them, and taken back.
    const SIZE: usize = 32;

    pub(crate) fn new(tags: &str) -> Piece {
        let blanks = Piece::SIZE.saturating_sub(tags.len());
        Piece {
            filled: [tags, &" ".repeat(blanks)].concat().into(),
            len: tags.len(),
        }
    }

    #[inline(always)]
    fn push(&self, out: &mut String) {
        if self.filled.len() != Piece::SIZE {
            // As they are, since no blanks were needed.
            return out.push_str(&self.filled);
        }
        // From here on the compiler knows how many bytes they are.
        let end = out.len() + self.len;
        out.push_str(&self.filled);
        out.truncate(end);
    }
}

impl Writer {
    /// Whether elements of a namespace are written without prefix and declaration.
    #[inline]
    pub(crate) fn takes_plain(&mut self, ns: &'static str) -> bool {
        self.is_default(ns)
    }

    /// Whether the last start tag lacks its `>`.
    #[inline]
    pub(crate) fn in_start_tag(&self) -> bool {
        self.in_tag
    }

    /// Appends tags, with the `>` that the last start tag lacks.
    #[inline(always)]
    pub(crate) fn add_tags(&mut self, tags: &Piece) {
        self.in_tag = false;
        tags.push(&mut self.out);
    }

    /// Appends the text of an element whose tag was added.
    ///
    /// # Errors
    /// When XML can't hold one of its characters.
    #[inline(always)]
    pub(crate) fn add_text(&mut self, text: &str) -> Result<(), InvalidCharacter> {
        escape::<false>(text, &mut self.out)
    }

    /// The same with a value that's printed where it stands, and has nothing to escape. False: `print` said that it can't
    /// do that, and nothing was appended.
    #[inline(always)]
    pub(crate) fn add_plain(&mut self, print: impl FnOnce(&mut String) -> bool) -> bool {
        let start = self.out.len();
        let printed = print(&mut self.out);
        if !printed {
            self.out.truncate(start);
        }
        printed
    }

    /// Adds an attribute up to the quote that ends it, which [`Writer::end_value`] or the next one's piece brings.
    ///
    /// # Errors
    /// When XML can't hold one of its characters.
    #[inline(always)]
    pub(crate) fn ready_value(
        &mut self,
        begin: &Piece,
        text: &str,
    ) -> Result<(), InvalidCharacter> {
        begin.push(&mut self.out);
        escape::<true>(text, &mut self.out)
    }

    /// The same with a value that's printed where it stands, and has nothing to escape. False: `print` said that it can't
    /// do that, and nothing was appended.
    #[inline(always)]
    pub(crate) fn ready_plain(
        &mut self,
        begin: &Piece,
        print: impl FnOnce(&mut String) -> bool,
    ) -> bool {
        let start = self.out.len();
        begin.push(&mut self.out);
        let printed = print(&mut self.out);
        if !printed {
            self.out.truncate(start);
        }
        printed
    }

    /// Ends the value of an attribute.
    pub(crate) fn end_value(&mut self) {
        self.out.push('"');
    }

    /// Begins the element whose tag was added, a name of so many bytes, as others begin: without the `>`.
    #[inline]
    pub(crate) fn reopen_tag(&mut self, name: usize) {
        let end = self.out.len().saturating_sub(">".len());
        self.out.truncate(end);
        self.open.push(Open {
            name: end.saturating_sub(name),
            len: name,
            bound: self.bound.len(),
            default: false,
        });
        self.in_tag = true;
        self.unprefixed = None;
    }

    /// Ends such an element. True: but for its end tag, which has just the name.
    #[inline]
    pub(crate) fn end_reopened(&mut self, name: usize) -> bool {
        match self.open.last() {
            Some(open) if !self.in_tag && open.len == name => {
                let open = *open;
                self.open.pop();
                self.leave(open);
                true
            }
            _ => {
                self.end();
                false
            }
        }
    }
}
