//! Elements that hold plain text and nothing else, which most of a message consists of: `<name>text</name>` is taken as it
//! stands in the document, without an event for each of its parts. Whatever is anything else, or wrong, is left to
//! quick-xml.

use std::io::BufRead;

use super::{Open, Reader, State};
use crate::xml::chars::{is_qname_byte, is_space, plain_name_length, split_name};

impl<'x> Reader<'x> {
    /// Enters the element that comes next if it's a leaf. False: nothing was done.
    #[inline]
    pub(super) fn take_leaf(&mut self) -> bool {
        // quick-xml can't be led on from in front of a tag whose text it has given.
        if self.at_tag || self.survey.section_end {
            return false;
        }
        let Some(leaf) = self.find_leaf() else {
            return false;
        };
        let Some(ns) = self.scope.resolve(leaf.prefix) else {
            return false;
        };
        if self.open.len() >= self.limits.depth {
            return false;
        }
        self.open.push(Open {
            name: leaf.name,
            scope: self.scope.mark(),
        });
        self.offset = leaf.offset;
        self.local = leaf.local;
        self.ns = ns;
        self.attributes.clear();
        self.leaf = leaf.text;
        self.state = State::Leaf;
        let read = leaf.end - self.position();
        self.events.stream().consume(read);
        true
    }

    #[inline]
    fn find_leaf(&self) -> Option<Leaf<'x>> {
        let text = self.text;
        let position = self.position();
        let rest = text.as_bytes().get(position..)?;
        let blanks = rest.iter().position(|&b| !is_space(b))?;
        let (b'<', rest) = rest.get(blanks..)?.split_first()? else {
            return None;
        };
        let mut length = plain_name_length(rest);
        let plain = length > 0 && rest.get(length) == Some(&b'>');
        if !plain {
            length = rest.iter().position(|&b| !is_qname_byte(b))?;
        }
        let (name, rest) = rest.split_at_checked(length)?;
        let (b'>', rest) = rest.split_first()? else {
            return None;
        };
        let content = text_length(rest)?;
        let (_, rest) = rest.split_at_checked(content)?;
        let rest = rest.strip_prefix(b"</")?.strip_prefix(name)?;
        let (b'>', _) = rest.split_first()? else {
            return None;
        };
        let offset = position + blanks;
        let behind = offset + length + 2;
        let name = text.get(offset + 1..offset + 1 + length)?;
        let (prefix, local) = if plain { ("", name) } else { split_name(name)? };
        Some(Leaf {
            name,
            prefix,
            local,
            text: text.get(behind..behind + content)?,
            offset,
            end: behind + content + length + 3,
        })
    }

    /// Where the start tag read last ends. Only right after it was read.
    pub(crate) fn tag_end(&self) -> usize {
        match (self.state, self.open.last()) {
            (State::Leaf, Some(open)) => self.offset + open.name.len() + 2,
            _ => self.position(),
        }
    }
}

/// An element of text alone, by its place in the document.
struct Leaf<'x> {
    name: &'x str,
    prefix: &'x str,
    local: &'x str,
    text: &'x str,
    offset: usize,
    end: usize,
}

/// The bytes up to the next tag or reference.
#[inline]
fn text_length(bytes: &[u8]) -> Option<usize> {
    // Most texts are shorter than the preparations of a search for many bytes at once.
    const SHORT: usize = 32;
    let ends = |&b: &u8| b == b'<' || b == b'&';
    let (near, far) = bytes.split_at(bytes.len().min(SHORT));
    match near.iter().position(ends) {
        None => memchr::memchr2(b'<', b'&', far).map(|at| near.len() + at),
        found => found,
    }
}
