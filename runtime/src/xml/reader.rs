//! Walks a document element by element.
//!
//! In come the checked pieces of a document; here every name has its namespace, and text split at references and CDATA
//! becomes one run. Must not know quick-xml's events, schemas or values.

mod begin;
mod pieces;
mod tags;

use std::borrow::Cow;

use super::attributes::{Attribute, RawAttribute};
use super::chars::{Survey, is_space, survey};
use super::scope::{Binding, NONE, Scope, ScopeMark};
use super::text::line_ends;
use super::word::same;
use super::{Error, Limits};
use crate::schema::Name;
use begin::events;
use pieces::Piece;

/// Reads a document that is in memory, from its root to its end. A clone goes on from where it is on its own.
#[derive(Clone, Debug)]
pub struct Reader<'x> {
    text: &'x str,
    /// Where in the text the events begin.
    base: usize,
    events: quick_xml::Reader<&'x [u8]>,
    limits: Limits,
    survey: Survey,
    /// Text can be taken as it is, says the survey.
    plain: bool,
    undeclared_xsi: bool,
    pub(crate) scope: Scope<'x>,
    open: Vec<Open<'x>>,
    // The element whose start tag was read last.
    local: &'x str,
    ns: Binding,
    offset: usize,
    attributes: Vec<RawAttribute<'x>>,
    state: State,
    /// What the element holds that was taken in one go.
    leaf: &'x str,
    leaf_start: usize,
    /// The text before a tag was given, so the tag itself comes next.
    at_tag: bool,
    stray: Option<usize>,
    naive_xsi: Option<usize>,
}

#[derive(Clone, Debug)]
struct Open<'x> {
    name: &'x str,
    scope: ScopeMark,
}

/// What is to be done before anything else is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing.
    Inside,
    /// The last start tag was `<self-closed />`: its end comes next.
    Empty,
    /// The innermost element's end was reported. It's left at the next call, so that prefixes can be looked up until
    /// then.
    Ended,
    /// Behind a text the start tag of a child was met, and entered.
    Started,
    /// The same, and it was `<self-closed />`.
    StartedEmpty,
    /// The last start tag was that of an element with text alone, which has been read to its end: its text comes next,
    /// and then its end.
    Leaf,
}

/// What comes next in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'x> {
    /// A child's start tag, which the reader now stands in.
    Start,
    /// A run of text, references and CDATA resolved; never empty.
    Text(Cow<'x, str>),
    /// The element's end tag.
    End,
}

pub(super) type Outcome<T> = Result<T, Box<Error>>;

impl<'x> Reader<'x> {
    /// A reader at the very start of a document; [`Reader::root`] comes next.
    pub fn new(text: &'x str, limits: Limits) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let events = events(text);
        Reader {
            text,
            base: 0,
            events,
            limits,
            survey: Survey::default(),
            plain: false,
            undeclared_xsi: false,
            scope: Scope::new(),
            open: Vec::new(),
            local: "",
            ns: NONE,
            offset: 0,
            attributes: Vec::new(),
            state: State::Inside,
            leaf: "",
            leaf_start: 0,
            at_tag: false,
            stray: None,
            naive_xsi: None,
        }
    }

    /// Takes the prefix `xsi` for what it usually means where a document uses it undeclared, as some servers do;
    /// [`Reader::take_undeclared_xsi`] tells.
    pub fn tolerate_undeclared_xsi(&mut self) {
        self.undeclared_xsi = true;
    }

    /// Moves to the root's start tag.
    ///
    /// # Errors
    /// When there's none, or what comes before it isn't well-formed.
    pub fn root(&mut self) -> Result<(), Error> {
        if self.text.len() > self.limits.bytes {
            return Err(Error::new(
                self.limits.bytes,
                "the document is longer than the limit",
            ));
        }
        self.survey =
            survey(self.text).map_err(|at| Error::new(at, "a character that XML doesn't allow"))?;
        self.plain = self.survey == Survey::default();
        if self.survey.mark {
            self.begin_within(0..self.text.len());
        }
        self.take_declaration();
        loop {
            let at = self.position();
            if self.take_tag() == Some(true) {
                return Ok(());
            }
            match self.piece().map_err(|e| *e)? {
                Piece::Start => return Ok(()),
                Piece::Text(text) if is_blank(text) => {}
                Piece::Nothing => {}
                _ => {
                    return Err(Error::new(at, "text before the root element; is this XML?"));
                }
            }
        }
    }

    /// Checks that nothing but comments and processing instructions follows the root.
    ///
    /// # Errors
    /// When something does, or the root hasn't ended.
    pub fn finish(&mut self) -> Result<(), Error> {
        if self.depth() > 0 {
            return Err(Error::new(self.position(), "the root element hasn't ended"));
        }
        self.waiting();
        while self.position() < self.text.len() {
            let at = self.position();
            match self.piece().map_err(|e| *e)? {
                Piece::Text(text) if is_blank(text) => {}
                Piece::Nothing => {}
                Piece::Start => return Err(Error::new(at, "a second element after the root")),
                _ => return Err(Error::new(at, "text after the root element")),
            }
        }
        Ok(())
    }

    /// Namespace and local name of the element whose start tag was read last.
    #[inline]
    pub fn name(&self) -> (&str, &'x str) {
        (self.scope.uri(self.ns), self.local)
    }

    /// Whether the element whose start tag was read last has this name.
    #[inline(always)]
    pub fn is(&self, name: Name) -> bool {
        same(self.local.as_bytes(), name.local.as_bytes()) && self.scope.is(self.ns, name.ns)
    }

    /// The attributes of the element whose start tag was read last, without namespace declarations.
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = Attribute<'_>> {
        self.attributes.iter().map(|a| Attribute {
            ns: self.scope.uri(a.ns),
            local: a.local,
            value: &a.value,
        })
    }

    /// How many attributes [`Reader::attributes`] has.
    #[inline]
    pub(crate) fn attribute_count(&self) -> usize {
        self.attributes.len()
    }

    /// Attribute `i`: whether it has this name.
    #[inline]
    pub(crate) fn attribute_is(&self, i: usize, name: &Name) -> bool {
        self.attributes.get(i).is_some_and(|a| {
            same(a.local.as_bytes(), name.local.as_bytes()) && self.scope.is(a.ns, name.ns)
        })
    }

    /// The value of an attribute of the element whose start tag was read last.
    #[inline]
    pub fn attribute(&self, ns: &str, local: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|a| a.local == local && self.scope.uri(a.ns) == ns)
            .map(|a| &*a.value)
    }

    /// The namespace that a prefix is bound to here; the empty prefix: the default one, empty if there's none.
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        self.scope.resolve(prefix).map(|b| self.scope.uri(b))
    }

    /// Where the last start tag begins, in bytes.
    #[inline]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How far the document has been read, in bytes.
    #[inline]
    pub fn position(&self) -> usize {
        let read = usize::try_from(self.events.buffer_position()).unwrap_or(usize::MAX);
        self.base.wrapping_add(read)
    }

    /// The whole document.
    pub fn document(&self) -> &'x str {
        self.text
    }

    /// Elements that are open, the current one included.
    #[inline]
    pub fn depth(&self) -> usize {
        let ahead = matches!(
            self.state,
            State::Ended | State::Started | State::StartedEmpty
        );
        self.open.len() - usize::from(ahead)
    }

    /// Where text stood between elements since this was asked last, if any did: [`Reader::child`] and [`Reader::skip`]
    /// step over it.
    #[inline]
    pub fn take_stray_text(&mut self) -> Option<usize> {
        self.stray.take()
    }

    /// Where `xsi` was used without a declaration since this was asked last, if it was.
    #[inline]
    pub fn take_undeclared_xsi(&mut self) -> Option<usize> {
        self.naive_xsi.take()
    }

    /// Moves to the next child's start tag, stepping over text; false: the current element's end tag was read.
    ///
    /// # Errors
    /// When the document isn't well-formed.
    pub fn child(&mut self) -> Result<bool, Error> {
        self.advance().map_err(|e| *e)
    }

    /// [`Reader::child`] with a small error.
    #[inline]
    pub(crate) fn advance(&mut self) -> Outcome<bool> {
        if let Some(start) = self.waiting() {
            return Ok(start);
        }
        if let Some(start) = self.take_tag() {
            return Ok(start);
        }
        loop {
            let at = self.position();
            match self.piece()? {
                Piece::Start => return Ok(true),
                Piece::End => return Ok(false),
                Piece::Text(text) | Piece::Section(text) if is_blank(text) => {}
                Piece::Char(' ' | '\t' | '\r' | '\n') | Piece::Nothing => {}
                _ => self.stray = self.stray.or(Some(at)),
            }
        }
    }

    /// What comes next in the current element.
    ///
    /// # Errors
    /// When the document isn't well-formed.
    #[allow(clippy::should_implement_trait, reason = "an iterator couldn't fail")]
    pub fn next(&mut self) -> Result<Node<'x>, Error> {
        let text = self.text_to_tag().map_err(|e| *e)?;
        if !text.is_empty() {
            // The tag is told of at the next call.
            self.state = match self.state {
                State::Ended => State::Empty,
                State::Empty => State::StartedEmpty,
                _ => State::Started,
            };
            return Ok(Node::Text(text));
        }
        Ok(if self.at_end() {
            Node::End
        } else {
            Node::Start
        })
    }

    /// The text up to the next tag. Whether that is the element's end, says [`Reader::at_end`]; if it's a child's start
    /// tag the reader then stands in it.
    ///
    /// # Errors
    /// When the document isn't well-formed.
    #[inline]
    pub(crate) fn text_to_tag(&mut self) -> Outcome<Cow<'x, str>> {
        if self.state == State::Leaf {
            self.state = State::Ended;
            return Ok(if self.plain {
                Cow::Borrowed(self.leaf)
            } else {
                line_ends(self.leaf)
            });
        }
        if self.waiting().is_some() {
            return Ok(Cow::Borrowed(""));
        }
        let text = match self.piece()? {
            Piece::Start | Piece::End => return Ok(Cow::Borrowed("")),
            Piece::Text(text) if self.plain => text,
            piece => return self.long_text("", piece),
        };
        match self.piece()? {
            Piece::Start | Piece::End => Ok(Cow::Borrowed(text)),
            piece => self.long_text(text, piece),
        }
    }

    /// Whether the last thing read was the current element's end tag.
    #[inline]
    pub(crate) fn at_end(&self) -> bool {
        self.state == State::Ended
    }

    /// Whether nothing stands between the start tag that was read last and its end tag.
    pub(crate) fn at_empty(&self) -> bool {
        match self.state {
            State::Empty => true,
            State::Leaf => self.leaf.is_empty(),
            State::Inside => {
                let rest = self.text.get(self.position()..);
                rest.is_some_and(|rest| rest.starts_with("</"))
            }
            _ => false,
        }
    }

    /// The same, where text is split at references, comments or the like, or has line ends of other systems.
    fn long_text(&mut self, text: &'x str, mut piece: Piece<'x>) -> Outcome<Cow<'x, str>> {
        let mut text = Cow::Borrowed(text);
        loop {
            match piece {
                Piece::Start | Piece::End => return Ok(text),
                Piece::Text(more) | Piece::Section(more) => {
                    let more = line_ends(more);
                    if text.is_empty() {
                        text = more;
                    } else {
                        text.to_mut().push_str(&more);
                    }
                }
                Piece::Char(c) => text.to_mut().push(c),
                Piece::Nothing => {}
            }
            piece = self.piece()?;
        }
    }

    /// The text of the current element, up to and with its end tag.
    ///
    /// # Errors
    /// When the document isn't well-formed, or the element has a child.
    pub fn text(&mut self) -> Result<Cow<'x, str>, Error> {
        let text = self.text_to_tag().map_err(|e| *e)?;
        if self.at_end() {
            return Ok(text);
        }
        let message = "an element where only text is expected";
        Err(Error::new(self.offset, message))
    }

    /// Steps over the rest of the current element, its end tag included.
    ///
    /// # Errors
    /// When the document isn't well-formed.
    pub fn skip(&mut self) -> Result<(), Error> {
        let stray = self.stray;
        let outside = self.depth().saturating_sub(1);
        while self.depth() > outside {
            self.child()?;
        }
        self.stray = stray;
        Ok(())
    }

    /// The tag that was met already, if any: true for a start. Leaves the element that ended.
    #[inline(always)]
    fn waiting(&mut self) -> Option<bool> {
        match self.state {
            State::Inside => None,
            State::Ended => {
                self.state = State::Inside;
                if let Some(open) = self.open.pop() {
                    self.scope.reset(open.scope);
                }
                None
            }
            State::Empty => {
                self.state = State::Ended;
                Some(false)
            }
            State::Started => {
                self.state = State::Inside;
                Some(true)
            }
            State::StartedEmpty => {
                self.state = State::Empty;
                Some(true)
            }
            State::Leaf => {
                if !is_blank(self.leaf) {
                    self.stray = self.stray.or(Some(self.offset));
                }
                self.state = State::Ended;
                Some(false)
            }
        }
    }

    /// How much the document may ask.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Where the bindings of the innermost open element begin.
    pub(crate) fn own_scope(&self) -> ScopeMark {
        self.open
            .last()
            .map_or_else(|| self.scope.mark(), |open| open.scope)
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

#[cfg(test)]
mod tests;
