//! Splits a document into tags, text, references and the like (XML 1.0, 2.1 to 2.8, 3.1).
//!
//! In comes the whole document, known to hold allowed characters only; out come pieces of it, nothing resolved yet. Must
//! not know namespaces, entities, or which element is open. Written by hand since it is the greater part of reading: a
//! general parser checks each piece for UTF-8 again and keeps a stack of its own.

use memchr::{memchr, memchr2, memchr3, memmem};

use super::Error;
use super::chars::{is_space, name_length, split_name};

/// A piece of a document.
pub(crate) enum Token<'x> {
    /// `<name attributes>` or, `empty`, `<name attributes/>`.
    Start {
        name: &'x str,
        /// The name is of ASCII letters and the like, without a colon.
        plain: bool,
        attributes: &'x str,
        empty: bool,
    },
    /// `</name>`, blanks after the name left out.
    End(&'x str),
    /// Up to the next tag or reference.
    Text(&'x str),
    /// `&name;`
    Reference(&'x str),
    /// `<![CDATA[…]]>`
    Section(&'x str),
    /// A comment, a processing instruction or the XML declaration.
    Nothing,
    /// Nothing is left.
    Eof,
}

/// Where the splitting is.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'x> {
    text: &'x str,
    at: usize,
}

type Outcome<T> = Result<T, Box<Error>>;

impl<'x> Tokens<'x> {
    pub(crate) fn new(text: &'x str) -> Self {
        Tokens { text, at: 0 }
    }

    /// How many bytes were split.
    #[inline(always)]
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    #[inline(always)]
    fn rest(&self) -> &'x str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether an end tag comes next.
    #[inline]
    pub(crate) fn at_end_tag(&self) -> bool {
        self.rest().starts_with("</")
    }

    /// `</name>`, if just that comes next.
    #[inline(always)]
    pub(crate) fn end_tag(&mut self, name: &str) -> bool {
        let found = ends(self.rest().as_bytes(), name);
        if found {
            self.at += name.len() + 3;
        }
        found
    }

    /// `text</name>`, if just that comes next: by far the most of a document.
    #[inline(always)]
    pub(crate) fn text_and_end_tag(&mut self, name: &str) -> Option<&'x str> {
        let rest = self.rest();
        let end = memchr2(b'<', b'&', rest.as_bytes())?;
        let (text, tag) = rest.split_at_checked(end)?;
        if !ends(tag.as_bytes(), name) {
            return None;
        }
        self.at += end + name.len() + 3;
        Some(text)
    }

    /// The next piece.
    #[inline]
    pub(crate) fn next(&mut self) -> Outcome<Token<'x>> {
        let rest = self.rest();
        match rest.as_bytes() {
            [b'<', b'/', ..] => self.end(rest),
            [b'<', b'!' | b'?', ..] => self.markup(rest),
            [b'<', ..] => self.start(rest),
            [b'&', ..] => self.reference(rest),
            [] => Ok(Token::Eof),
            bytes => {
                let end = memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
                self.at += end;
                Ok(Token::Text(rest.get(..end).unwrap_or_default()))
            }
        }
    }

    #[inline]
    fn start(&mut self, rest: &'x str) -> Outcome<Token<'x>> {
        let inner = rest.get(1..).unwrap_or_default();
        let (length, plain) = name_length(inner.as_bytes());
        let (name, after) = inner.split_at_checked(length).unwrap_or((inner, ""));
        let (attributes, empty, length) = match after.as_bytes() {
            [b'>', ..] => ("", false, 1),
            [b'/', b'>', ..] => ("", true, 2),
            _ => self.attributes(after)?,
        };
        self.at += 1 + name.len() + length;
        Ok(Token::Start {
            name,
            plain,
            attributes,
            empty,
        })
    }

    /// What follows a tag's name: attributes, whether it ends with a slash, and the length of it all.
    fn attributes(&self, after: &'x str) -> Outcome<(&'x str, bool, usize)> {
        let bytes = after.as_bytes();
        let mut at = 0;
        let open = |_| Box::new(Error::new(self.at, "a tag without its `>`"));
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let found = memchr3(b'>', b'"', b'\'', rest).ok_or(()).map_err(open)?;
            at += found;
            let Some(quote @ (b'"' | b'\'')) = bytes.get(at).copied() else {
                break;
            };
            let value = bytes.get(at + 1..).unwrap_or_default();
            at += memchr(quote, value).ok_or(()).map_err(open)? + 2;
        }
        let attributes = after.get(..at).unwrap_or_default();
        Ok(match attributes.strip_suffix('/') {
            Some(attributes) => (attributes, true, at + 1),
            None => (attributes, false, at + 1),
        })
    }

    #[cold]
    fn end(&mut self, rest: &'x str) -> Outcome<Token<'x>> {
        let Some(end) = memchr(b'>', rest.as_bytes()) else {
            return Err(self.wrong("a tag without its `>`"));
        };
        self.at += end + 1;
        let name = rest.get(2..end).unwrap_or_default();
        Ok(Token::End(name.trim_end_matches([' ', '\t', '\n', '\r'])))
    }

    #[cold]
    fn reference(&mut self, rest: &'x str) -> Outcome<Token<'x>> {
        let Some(end) = memchr(b';', rest.as_bytes()) else {
            return Err(self.wrong("`&` without a `;`; a plain one is written `&amp;`"));
        };
        self.at += end + 1;
        Ok(Token::Reference(rest.get(1..end).unwrap_or_default()))
    }

    #[cold]
    fn markup(&mut self, rest: &'x str) -> Outcome<Token<'x>> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return self.comment(comment);
        }
        if let Some(section) = rest.strip_prefix("<![CDATA[") {
            let Some(end) = memmem::find(section.as_bytes(), b"]]>") else {
                return Err(self.wrong("`<![CDATA[` without its `]]>`"));
            };
            self.at += end + 12;
            return Ok(Token::Section(section.get(..end).unwrap_or_default()));
        }
        if let Some(instruction) = rest.strip_prefix("<?") {
            let Some(end) = memmem::find(instruction.as_bytes(), b"?>") else {
                return Err(self.wrong("`<?` without its `?>`"));
            };
            self.instruction(instruction.get(..end).unwrap_or_default())?;
            self.at += end + 4;
            return Ok(Token::Nothing);
        }
        Err(self.wrong(match rest.starts_with("<!DOCTYPE") {
            true => "a document type declaration, which isn't accepted here",
            false => "`<!` with neither a comment nor a CDATA section",
        }))
    }

    fn comment(&mut self, comment: &'x str) -> Outcome<Token<'x>> {
        let Some(end) = memmem::find(comment.as_bytes(), b"--") else {
            return Err(self.wrong("`<!--` without its `-->`"));
        };
        if comment.as_bytes().get(end + 2) != Some(&b'>') {
            let message = "`--` in a comment, which only its end may have";
            return Err(Box::new(Error::new(self.at + 4 + end, message)));
        }
        self.at += end + 7;
        Ok(Token::Nothing)
    }

    /// Checks a processing instruction, or the XML declaration.
    fn instruction(&self, text: &str) -> Outcome<()> {
        let end = text.bytes().position(is_space).unwrap_or(text.len());
        let (target, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        match split_name(target) {
            Some(("", "xml")) if self.at != 0 => {
                Err(self.wrong("an XML declaration that isn't at the very start"))
            }
            Some(("", "xml")) => {
                match version(rest) {
                    Some(version) if version.starts_with("1.") => Ok(()),
                    _ => Err(self
                        .wrong("an XML declaration without a version that is known; expected 1.0")),
                }
            }
            Some(("", target)) if !target.eq_ignore_ascii_case("xml") => Ok(()),
            _ => Err(self.wrong("a processing instruction whose name isn't one")),
        }
    }

    fn wrong(&self, message: &'static str) -> Box<Error> {
        Box::new(Error::new(self.at, message))
    }
}

/// Whether `</name>` stands at the start.
#[inline(always)]
fn ends(bytes: &[u8], name: &str) -> bool {
    match bytes {
        [b'<', b'/', rest @ ..] => match rest.split_at_checked(name.len()) {
            Some((found, [b'>', ..])) => found == name.as_bytes(),
            _ => false,
        },
        _ => false,
    }
}

/// The version that an XML declaration begins with.
fn version(declaration: &str) -> Option<&str> {
    let blank = [' ', '\t', '\n', '\r'];
    let rest = declaration.trim_start_matches(blank);
    let rest = rest.strip_prefix("version")?.trim_start_matches(blank);
    let rest = rest.strip_prefix('=')?.trim_start_matches(blank);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split_once(quote).map(|(version, _)| version)
}
