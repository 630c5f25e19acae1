//! The events of quick-xml, checked: tags are entered and left, references resolved, and what quick-xml lets pass is
//! refused. The only file that knows its events; the walk over the document is the parent's.

use std::borrow::Cow;

use quick_xml::errors::IllFormedError;
use quick_xml::events::Event;

use super::{Open, Outcome, Reader, State};
use crate::xml::Error;
use crate::xml::attributes::{Rules, read, unbound};
use crate::xml::chars::split_name;
use crate::xml::text::reference;

/// One event of quick-xml, so that nothing else has to know them. Small, since it's passed on for every tag and text.
pub(super) enum Piece<'x> {
    Start,
    End,
    Text(&'x str),
    Section(&'x str),
    Char(char),
    Nothing,
}

/// quick-xml gives pieces of the document itself, since it is in memory.
const NOT_BORROWED: &str = "a text that isn't part of the document";

impl<'x> Reader<'x> {
    #[inline]
    fn enter(&mut self, inner: &'x str, name: usize, at: usize) -> Outcome<()> {
        if self.open.len() >= self.limits.depth {
            return Err(Box::new(Error::new(
                at,
                "elements nested deeper than the limit",
            )));
        }
        let (name, rest) = inner.split_at_checked(name).unwrap_or((inner, ""));
        let Some((prefix, local)) = split_name(name) else {
            return Err(Box::new(Error::new(at, "a tag whose name isn't one")));
        };
        self.open.push(Open {
            name,
            scope: self.scope.mark(),
        });
        self.offset = at;
        self.local = local;
        self.attributes.clear();
        if !rest.is_empty() {
            self.take_attributes(rest, at + 1 + name.len())?;
        }
        self.ns = match self.scope.resolve(prefix) {
            Some(ns) => ns,
            None => return Err(Box::new(unbound(prefix, at))),
        };
        Ok(())
    }

    fn take_attributes(&mut self, raw: &'x str, at: usize) -> Outcome<()> {
        let (rules, attributes) = (self.rules(), &mut self.attributes);
        let (end, naive_xsi) = read(raw, at, &rules, &mut self.scope, attributes)?;
        if end < raw.len() {
            let message = "an attribute whose name isn't one";
            return Err(Box::new(Error::new(at + end, message)));
        }
        if naive_xsi {
            self.naive_xsi = Some(self.offset);
        }
        Ok(())
    }

    pub(super) fn rules(&self) -> Rules {
        Rules {
            limit: self.limits.attributes,
            undeclared_xsi: self.undeclared_xsi,
        }
    }

    /// The next event, checked; a start tag is entered, an end tag noted.
    #[inline(always)]
    pub(super) fn piece(&mut self) -> Outcome<Piece<'x>> {
        let at = self.position();
        let event = self.events.read_event();
        self.at_tag = false;
        let (start, state) = match event {
            Ok(Event::Text(text)) => {
                self.at_tag = true;
                return match text.into_inner() {
                    Cow::Borrowed(text) if self.plain => Ok(Piece::Text(text)),
                    text => self.odd_text(text, at),
                };
            }
            Ok(Event::End(end)) => {
                self.check_end(end.name().into_inner(), at)?;
                self.state = State::Ended;
                return Ok(Piece::End);
            }
            Ok(Event::Start(start)) => (start, State::Inside),
            Ok(Event::Empty(start)) => (start, State::Empty),
            other => return self.rare(other, at),
        };
        let name = start.name().into_inner().len();
        let inner = self
            .text
            .get(at + 1..at + 1 + start.len())
            .unwrap_or_default();
        self.enter(inner, name, at)?;
        self.state = state;
        Ok(Piece::Start)
    }

    /// quick-xml doesn't know of the tags that it hasn't seen.
    fn check_end(&self, found: &str, at: usize) -> Outcome<()> {
        let wrong = match self.open.last() {
            Some(open) if open.name == found => return Ok(()),
            Some(open) => IllFormedError::MismatchedEndTag {
                expected: open.name.to_owned(),
                found: found.to_owned(),
            },
            None => IllFormedError::UnmatchedEndTag(found.to_owned()),
        };
        Err(Box::new(Error::new(at, message(&wrong.into()))))
    }

    #[cold]
    fn rare(
        &mut self,
        event: Result<Event<'x>, quick_xml::Error>,
        at: usize,
    ) -> Outcome<Piece<'x>> {
        let wrong = |message| Err(Box::new(Error::new(at, message)));
        match event {
            Ok(Event::GeneralRef(name)) => match reference(&name) {
                Ok(c) => Ok(Piece::Char(c)),
                Err(message) => wrong(message),
            },
            Ok(Event::CData(text)) => match text.into_inner() {
                Cow::Borrowed(text) => Ok(Piece::Section(text)),
                Cow::Owned(_) => wrong(Cow::Borrowed(NOT_BORROWED)),
            },
            Ok(Event::Comment(_)) => Ok(Piece::Nothing),
            Ok(Event::PI(pi)) => match split_name(pi.target()) {
                Some(("", target)) if !target.eq_ignore_ascii_case("xml") => Ok(Piece::Nothing),
                _ => wrong("a processing instruction whose name isn't one".into()),
            },
            Ok(Event::Decl(decl)) => match decl.version() {
                _ if at != 0 => wrong("an XML declaration that isn't at the very start".into()),
                Ok(version) if version.starts_with("1.") => Ok(Piece::Nothing),
                _ => {
                    wrong("an XML declaration without a version that is known; expected 1.0".into())
                }
            },
            Ok(Event::DocType(_)) => {
                wrong("a document type declaration, which isn't accepted here".into())
            }
            Err(error) => Err(Box::new(self.malformed(&error))),
            Ok(_) => match self.open.last() {
                Some(open) => {
                    let shown: String = open.name.chars().take(60).collect();
                    wrong(format!("the document ends inside `<{shown}>`").into())
                }
                None => wrong("the document has no root element".into()),
            },
        }
    }

    /// Text of a document that has carriage returns or a `]]>` somewhere.
    #[cold]
    fn odd_text(&self, text: Cow<'x, str>, at: usize) -> Outcome<Piece<'x>> {
        if self.survey.section_end
            && let Some(i) = text.find("]]>")
        {
            let message = "`]]>` in text; it's written `]]&gt;`";
            return Err(Box::new(Error::new(at + i, message)));
        }
        match text {
            Cow::Borrowed(text) => Ok(Piece::Text(text)),
            Cow::Owned(_) => Err(Box::new(Error::new(at, NOT_BORROWED))),
        }
    }

    #[cold]
    fn malformed(&self, error: &quick_xml::Error) -> Error {
        let at = usize::try_from(self.events.error_position()).unwrap_or(usize::MAX);
        let at = self.base.wrapping_add(at);
        Error::new(at, message(error))
    }
}

fn message(error: &quick_xml::Error) -> String {
    let mut message = error.to_string();
    // Names in the message are the document's, and may be of any length.
    if let Some((end, _)) = message.char_indices().nth(200) {
        message.truncate(end);
    }
    message
}
