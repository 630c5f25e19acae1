//! XML 1.0 with namespaces: bytes to text, text to elements, elements to text.
//!
//! In come bytes of any encoding or calls that say what to write; out come names, attributes and text, or a string.
//! quick-xml splits the document into tags and text; what it leaves to its caller is checked here. Must not know
//! schemas, Rust values or SOAP.

mod attributes;
mod chars;
mod decode;
mod doctype;
mod escape;
pub(crate) mod feed;
mod keep;
mod part;
mod reader;
mod scope;
pub(crate) mod split;
mod text;
mod token;
mod word;
mod writer;

pub use attributes::Attribute;
pub use decode::decode;
pub(crate) use doctype::expand;
pub use doctype::expand_entities;
pub use reader::{Node, Reader};
pub(crate) use writer::Piece;
pub use writer::{Writer, WriterMark};

pub(crate) use chars::{collapse, is_char, is_name_char, is_ncname, trim};
pub(crate) use escape::{InvalidCharacter, is_plain};

use std::borrow::Cow;
use std::fmt;

/// The namespace of `xsi:type` and `xsi:nil` (XSD 1.0 part 1, 2.6).
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of the built-in types (XSD 1.0 part 2, 3.1).
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// What the prefix `xml` is always bound to (Namespaces in XML 1.0, 3).
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// What the prefix `xmlns` is always bound to (Namespaces in XML 1.0, 3).
pub const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// How much a document may ask of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document, decoded and with its entities expanded.
    pub bytes: usize,
    /// Elements open at the same time. Reading recurses, so a large number needs a large stack.
    pub depth: usize,
    /// Attributes of one element, namespace declarations included.
    pub attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 1 << 30,
            depth: 128,
            attributes: 256,
        }
    }
}

/// Why a document isn't well-formed, or is more than the limits allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Where, in bytes from the start of the (decoded) document.
    pub offset: usize,
    /// What's wrong.
    pub message: Cow<'static, str>,
}

impl Error {
    pub(crate) fn new(offset: usize, message: impl Into<Cow<'static, str>>) -> Self {
        Error {
            offset,
            message: message.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.offset, self.message)
    }
}

impl std::error::Error for Error {}

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before
        .get(start..)
        .unwrap_or_default()
        .chars()
        .count()
        .saturating_add(1);
    (line, column)
}
