//! Readers of one element within a document, for references that lead to it.

use std::ops::Range;

use super::attributes::{Rules, read};
use super::reader::Outcome;
use super::{Error, Limits, Reader};

impl<'x> Reader<'x> {
    /// Where the start tag read last stands. Only right after it was read.
    pub(crate) fn start_tag(&self) -> Range<usize> {
        self.offset()..self.tag_end()
    }

    /// Whether the start tag read last declares prefixes.
    pub(crate) fn declares(&self) -> bool {
        self.scope.since(self.own_scope()).next().is_some()
    }

    /// A reader that begins the same document anew.
    pub(crate) fn again(&self, limits: Limits) -> Reader<'x> {
        let mut reader = Reader::new(self.document(), limits);
        reader.like(self);
        reader
    }

    /// A reader of the element that stands at `range`, at its start tag. `around` are the start tags of those elements
    /// around it that declare prefixes, the outermost first. Offsets are those of the document.
    pub(crate) fn part(
        &self,
        range: Range<usize>,
        around: &[Range<usize>],
        limits: Limits,
    ) -> Outcome<Reader<'x>> {
        let document = self.document();
        let mut part = Reader::new(document, limits);
        part.like(self);
        part.narrow(range);
        let rules = Rules {
            limit: limits.attributes,
            undeclared_xsi: true,
        };
        let mut other = Vec::new();
        for tag in around {
            let text = document.get(tag.clone()).unwrap_or_default();
            let name = text.find([' ', '\t', '\r', '\n']).unwrap_or(text.len());
            let declarations = text.get(name..).unwrap_or_default();
            let declarations = declarations.strip_suffix('>').unwrap_or(declarations);
            read(
                declarations,
                tag.start + name,
                &rules,
                &mut part.scope,
                &mut other,
            )?;
            other.clear();
        }
        if part.enter_part()? {
            return Ok(part);
        }
        Err(Box::new(Error::new(
            part.position(),
            "no element where one was found before",
        )))
    }
}
