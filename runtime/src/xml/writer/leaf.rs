//! Elements that hold a text and nothing else, which most of a message consists of: they are written in one go, without
//! being opened first.

use super::Writer;
use crate::schema::Name;
use crate::xml::escape::{InvalidCharacter, escape};

impl Writer {
    /// Writes an element of a name in a table that holds a text.
    ///
    /// # Errors
    /// When XML can't hold one of its characters.
    #[inline]
    pub(crate) fn leaf(&mut self, name: &Name, text: &str) -> Result<(), InvalidCharacter> {
        if text.is_empty() || !self.is_default(name.ns) {
            return self.other_leaf(name, text);
        }
        self.start_leaf(name.local);
        escape::<false>(text, &mut self.out)?;
        self.end_leaf(name.local);
        Ok(())
    }

    /// The same for a value that's printed where it stands, and has nothing to escape. False: `print` said that it can't
    /// do that, or the element's name isn't just its local part; there's no element.
    #[inline]
    pub(crate) fn plain_leaf(
        &mut self,
        name: &Name,
        print: impl FnOnce(&mut String) -> bool,
    ) -> bool {
        if !self.is_default(name.ns) {
            return false;
        }
        self.start_leaf(name.local);
        let start = self.out.len();
        if print(&mut self.out) {
            self.end_leaf(name.local);
            return true;
        }
        self.out.truncate(start - name.local.len() - 2);
        false
    }

    #[cold]
    fn other_leaf(&mut self, name: &Name, text: &str) -> Result<(), InvalidCharacter> {
        self.start(*name);
        self.text(text)?;
        self.end();
        Ok(())
    }

    #[inline(always)]
    fn start_leaf(&mut self, local: &str) {
        self.close_tag();
        self.out.push('<');
        push_name(&mut self.out, local);
        self.out.push('>');
    }

    #[inline(always)]
    fn end_leaf(&mut self, local: &str) {
        self.out.push_str("</");
        push_name(&mut self.out, local);
        self.out.push('>');
    }
}

/// Copying a number of bytes that's known when it's compiled is an instruction or two, any other a call.
macro_rules! push_by_length {
    ($out:ident, $text:ident: $($length:literal)+) => {
        match $text.len() {
            $($length => $out.push_str($text.get(..$length).unwrap_or_default()),)+
            _ => $out.push_str($text),
        }
    };
}

// A jump of its own for each of those who call: shared by all, what comes next isn't foreseen.
#[inline(always)]
fn push_name(out: &mut String, name: &str) {
    push_by_length!(out, name: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);
}
