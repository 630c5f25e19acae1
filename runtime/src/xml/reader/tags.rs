//! Tags as they stand in the document, without an event for each: most of a message is `<name>text</name>` and
//! `<name key="value"/>`, which are taken whole. quick-xml is led on behind them. Whatever is anything else, or wrong, is
//! left to it.

use std::io::BufRead;

use super::{Open, Reader, State};
use crate::xml::attributes::read;
use crate::xml::chars::{
    is_qname_byte, is_space, plain_name_length, plain_text_length, split_name,
};
use crate::xml::word::behind;

/// What most documents begin with.
const DECLARATIONS: [&str; 2] = [
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
];

impl<'x> Reader<'x> {
    /// Steps over a usual XML declaration.
    pub(super) fn take_declaration(&mut self) {
        let usual = |declaration: &&&str| self.text.starts_with(**declaration);
        if let Some(usual) = DECLARATIONS.iter().find(usual)
            && self.position() == 0
        {
            self.events.stream().consume(usual.len());
        }
    }

    /// Enters the element that comes next, if it's a usual one (true), or ends the current one (false). `None`: nothing
    /// was done.
    #[inline]
    pub(super) fn take_tag(&mut self) -> Option<bool> {
        // quick-xml can't be led on from in front of a tag whose text it has given.
        if self.at_tag || self.survey.section_end {
            return None;
        }
        let position = self.position();
        let rest = self.text.as_bytes().get(position..)?;
        let blanks = rest.iter().position(|&b| !is_space(b))?;
        match rest.get(blanks..)? {
            [b'<', b'/', rest @ ..] => {
                let name = self.open.last()?.name;
                let (b'>', _) = behind(rest, name.as_bytes())?.split_first()? else {
                    return None;
                };
                self.events.stream().consume(blanks + name.len() + 3);
                self.state = State::Ended;
                Some(false)
            }
            [b'<', rest @ ..] => {
                // By reference: what was just stored in parts is slow to copy as a whole.
                let Some(tag) = &self.find_tag(position + blanks, rest) else {
                    return None;
                };
                let scope = self.scope.mark();
                if self.take_element(tag, position).is_none() {
                    self.scope.reset(scope);
                    return None;
                }
                Some(true)
            }
            _ => None,
        }
    }

    fn take_element(&mut self, tag: &Tag<'x>, position: usize) -> Option<()> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        let scope = self.scope.mark();
        self.attributes.clear();
        let (content, naive_xsi) = self.find_content(tag)?;
        self.ns = self.scope.resolve(tag.prefix)?;
        let end = match content {
            Content::Empty { end } => {
                self.state = State::Empty;
                end
            }
            Content::Text { start, text, end } => {
                self.state = State::Leaf;
                (self.leaf, self.leaf_start) = (text, start);
                end
            }
            Content::Other { start } => {
                self.state = State::Inside;
                start
            }
        };
        self.events.stream().consume(end - position);
        self.open.push(Open {
            name: tag.name,
            scope,
        });
        (self.offset, self.local) = (tag.offset, tag.local);
        if naive_xsi {
            self.naive_xsi = Some(tag.offset);
        }
        Some(())
    }

    /// The start tag at `offset`, whose `<` is followed by `rest`.
    #[inline]
    fn find_tag(&self, offset: usize, rest: &[u8]) -> Option<Tag<'x>> {
        let start = offset + 1;
        let mut length = plain_name_length(rest);
        let plain = matches!((length, rest.get(length)), (1.., Some(b'>' | b' ' | b'/')));
        if !plain {
            length = rest.iter().position(|&b| !is_qname_byte(b))?;
        }
        let name = self.text.get(start..start + length)?;
        let (prefix, local) = if plain { ("", name) } else { split_name(name)? };
        Some(Tag {
            name,
            prefix,
            local,
            offset,
            bare: rest.get(length) == Some(&b'>'),
        })
    }

    /// What the element holds, and whether its tag uses `xsi` undeclared; its attributes and declarations are taken in.
    #[inline]
    fn find_content(&mut self, tag: &Tag<'x>) -> Option<(Content<'x>, bool)> {
        let text = self.text;
        let mut end = tag.offset + 1 + tag.name.len();
        let mut naive_xsi = false;
        if !tag.bare {
            let (rules, attributes) = (self.rules(), &mut self.attributes);
            let (read, naive) =
                read(text.get(end..)?, end, &rules, &mut self.scope, attributes).ok()?;
            end += read;
            naive_xsi = naive;
        }
        let rest = text.as_bytes().get(end..)?;
        if rest.starts_with(b"/>") {
            return Some((Content::Empty { end: end + 2 }, naive_xsi));
        }
        let rest = rest.strip_prefix(b">")?;
        let start = end + 1;
        let content = plain_text_length(rest).and_then(|length| {
            let (_, rest) = rest.split_at_checked(length)?;
            let rest = behind(rest.strip_prefix(b"</")?, tag.name.as_bytes())?;
            let (b'>', _) = rest.split_first()? else {
                return None;
            };
            let end = start + length + tag.name.len() + 3;
            let text = text.get(start..start + length)?;
            Some(Content::Text { start, text, end })
        });
        Some((content.unwrap_or(Content::Other { start }), naive_xsi))
    }

    /// The text that the element whose start tag was read last holds and nothing else, if it has no attributes, the text
    /// stands for itself and isn't empty. It's left by [`Reader::end_leaf`].
    #[inline(always)]
    pub(crate) fn bare_leaf(&self) -> Option<&'x str> {
        let usual = self.state == State::Leaf && self.plain && self.attributes.is_empty();
        (usual && !self.leaf.is_empty()).then_some(self.leaf)
    }

    /// Ends the element that [`Reader::bare_leaf`] has told of.
    #[inline(always)]
    pub(crate) fn end_leaf(&mut self) {
        self.state = State::Ended;
    }

    /// Where the start tag read last ends. Only right after it was read.
    pub(crate) fn tag_end(&self) -> usize {
        match self.state {
            State::Leaf => self.leaf_start,
            _ => self.position(),
        }
    }
}

/// The beginning of a start tag.
struct Tag<'x> {
    name: &'x str,
    prefix: &'x str,
    local: &'x str,
    offset: usize,
    /// It's nothing but the name.
    bare: bool,
}

/// What an element holds, by its place in the document.
enum Content<'x> {
    /// `<name/>`
    Empty { end: usize },
    /// Plain text and nothing else.
    Text {
        start: usize,
        text: &'x str,
        end: usize,
    },
    /// What is read bit by bit.
    Other { start: usize },
}
