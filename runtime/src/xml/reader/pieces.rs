//! Tags are entered and left, references resolved: what is between the tokens of a document and the walk over it.

use super::{Open, Outcome, Reader, State};
use crate::xml::Error;
use crate::xml::attributes::{Rules, read, unbound};
use crate::xml::chars::split_name;
use crate::xml::text::reference;
use crate::xml::tokens::Token;

/// What was read: tags are entered and left, references resolved. Small, since it's passed on for every tag and text.
pub(super) enum Piece<'x> {
    Start,
    End,
    Text(&'x str),
    Section(&'x str),
    Char(char),
    Nothing,
}

impl<'x> Reader<'x> {
    #[inline]
    fn enter(&mut self, name: &'x str, plain: bool, attributes: &'x str, at: usize) -> Outcome<()> {
        if self.open.len() >= self.limits.depth {
            return Err(Box::new(Error::new(
                at,
                "elements nested deeper than the limit",
            )));
        }
        let split = if plain {
            Some(("", name))
        } else {
            split_name(name)
        };
        let Some((prefix, local)) = split else {
            return Err(Box::new(Error::new(at, "a tag whose name isn't one")));
        };
        self.open.push(Open {
            name,
            scope: self.scope.mark(),
        });
        self.offset = at;
        self.local = local;
        self.attributes.clear();
        if !attributes.is_empty() {
            self.take_attributes(attributes, at + 1 + name.len())?;
        }
        self.ns = match self.scope.resolve(prefix) {
            Some(ns) => ns,
            None => return Err(Box::new(unbound(prefix, at))),
        };
        Ok(())
    }

    fn take_attributes(&mut self, raw: &'x str, at: usize) -> Outcome<()> {
        let rules = Rules {
            limit: self.limits.attributes,
            undeclared_xsi: self.undeclared_xsi,
        };
        if read(raw, at, &rules, &mut self.scope, &mut self.attributes)? {
            self.naive_xsi = Some(self.offset);
        }
        Ok(())
    }

    /// The next piece, checked; a start tag is entered, an end tag noted.
    #[inline]
    pub(super) fn piece(&mut self) -> Outcome<Piece<'x>> {
        if let Some(open) = self.open.last()
            && self.tokens.end_tag(open.name)
        {
            self.state = State::Ended;
            return Ok(Piece::End);
        }
        let at = self.position();
        match self.tokens.next()? {
            Token::Start {
                name,
                plain,
                attributes,
                empty,
            } => {
                self.enter(name, plain, attributes, at)?;
                self.state = if empty { State::Empty } else { State::Inside };
                Ok(Piece::Start)
            }
            Token::Text(text) if self.plain || !self.survey.section_end => Ok(Piece::Text(text)),
            Token::Text(text) => whole_text(text, at),
            token => self.rare(token, at),
        }
    }

    #[cold]
    fn rare(&mut self, token: Token<'x>, at: usize) -> Outcome<Piece<'x>> {
        let wrong = |message| Err(Box::new(Error::new(at, message)));
        match token {
            Token::Reference(name) => match reference(name) {
                Ok(c) => Ok(Piece::Char(c)),
                Err(message) => wrong(message),
            },
            Token::Section(text) => Ok(Piece::Section(text)),
            Token::End(name) => match self.open.last() {
                Some(open) if open.name == name => {
                    self.state = State::Ended;
                    Ok(Piece::End)
                }
                Some(open) => {
                    let (name, open) = (shown(name), shown(open.name));
                    wrong(format!("`</{name}>` where `<{open}>` is to be ended").into())
                }
                None => wrong(format!("`</{}>` without its start tag", shown(name)).into()),
            },
            Token::Eof => match self.open.last() {
                Some(open) => {
                    wrong(format!("the document ends inside `<{}>`", shown(open.name)).into())
                }
                None => wrong("the document has no root element".into()),
            },
            Token::Nothing | Token::Start { .. } | Token::Text(_) => Ok(Piece::Nothing),
        }
    }
}

/// Text of a document that has a `]]>` somewhere.
#[cold]
fn whole_text(text: &str, at: usize) -> Outcome<Piece<'_>> {
    match text.find("]]>") {
        None => Ok(Piece::Text(text)),
        Some(i) => {
            let message = "`]]>` in text; it's written `]]&gt;`";
            Err(Box::new(Error::new(at + i, message)))
        }
    }
}

/// A name from the document, short enough for a message.
fn shown(name: &str) -> String {
    name.chars().take(60).collect()
}
