//! Takes the elements at a path out of a document that comes in pieces.
//!
//! In comes text as it arrives; out come runs of whole elements, each behind the start tags of those around it so that a
//! [`Reader`](super::Reader) knows their namespaces, and at the end the document without them. No more is held than an
//! element that hasn't ended, and what surrounds the elements. Names are compared without their namespaces, and nothing is
//! checked, since readers read both halves. Must not know schemas, values or SOAP.

use std::ops::Range;

use super::Error;
use super::token::{Kind, Token, Tokens};

/// Elements that follow each other are given away together, up to about this many bytes.
const RUN: usize = 64 << 10;

/// A name on the way to the elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Any name.
    Any,
    /// One of these local names.
    Named(Vec<&'static str>),
}

/// A document of which the elements at a path are taken out.
#[derive(Debug)]
pub(crate) struct Splitter {
    /// The names from the root to the elements.
    path: Vec<Step>,
    /// The depth of the element on the path that isn't looked for twice; the root's is 1.
    once: usize,
    limit: usize,
    tokens: Tokens,
    depth: usize,
    /// The start tags of open elements that lie on the path.
    around: Vec<String>,
    /// Where an element begins that is taken out and hasn't ended.
    item: Option<usize>,
    /// Where elements are that were taken out.
    run: Option<Range<usize>>,
    rest: String,
    /// Where something was taken out of the rest, and how many bytes.
    cuts: Vec<(usize, usize)>,
    /// What was taken out last, and where it began.
    given: String,
    given_from: usize,
}

/// A run of elements.
#[derive(Debug)]
pub(crate) struct Run<'s> {
    /// The start tags of those around, and the elements with what stands between them.
    pub(crate) text: &'s str,
    /// How many of the bytes are the start tags.
    pub(crate) head: usize,
    /// How many start tags there are.
    pub(crate) depth: usize,
    /// Where in the document the elements begin.
    pub(crate) offset: usize,
}

impl Splitter {
    /// Takes out what's at `path`, in the first element at the depth `once` that lies on it. No more than `limit` bytes
    /// are held of one element, and as many of the rest.
    pub(crate) fn new(path: Vec<Step>, once: usize, limit: usize) -> Splitter {
        Splitter {
            path,
            once,
            limit,
            tokens: Tokens::default(),
            depth: 0,
            around: Vec::new(),
            item: None,
            run: None,
            rest: String::new(),
            cuts: Vec::new(),
            given: String::new(),
            given_from: 0,
        }
    }

    /// Where more of the document is added.
    pub(crate) fn input(&mut self) -> &mut String {
        let keep = self.item.unwrap_or(self.tokens.start());
        self.tokens.input(keep)
    }

    /// Whether there are elements that have come to their end: they're [`Splitter::run`].
    ///
    /// # Errors
    /// When there's more to hold than the limit.
    pub(crate) fn advance(&mut self) -> Result<bool, Error> {
        while let Some(token) = self.tokens.next() {
            if self.item.is_none()
                && let Some(run) = &self.run
                && (run.len() >= RUN || !self.goes_on(&token))
            {
                self.tokens.back(&token);
                break;
            }
            self.take(&token);
            self.check()?;
        }
        self.check()?;
        let Some(run) = self.run.take() else {
            return Ok(false);
        };
        self.given.clear();
        self.around.iter().for_each(|tag| self.given.push_str(tag));
        self.given.push_str(self.tokens.slice(run.start, run.end));
        self.given_from = run.start;
        let (at, end) = (self.rest.len(), self.item.unwrap_or(self.tokens.start()));
        match self.cuts.last_mut() {
            Some((last, taken)) if *last == at => *taken += end - run.start,
            _ => self.cuts.push((at, end - run.start)),
        }
        Ok(true)
    }

    /// The elements that [`Splitter::advance`] found.
    pub(crate) fn run(&self) -> Run<'_> {
        Run {
            text: &self.given,
            head: self.around.iter().map(String::len).sum(),
            depth: self.around.len(),
            offset: self.given_from,
        }
    }

    /// Puts a part of the run's text back where it was.
    pub(crate) fn put_back(&mut self, part: Range<usize>) {
        let part = self.given.get(part).unwrap_or_default();
        self.rest.push_str(part);
        if let Some((_, taken)) = self.cuts.last_mut() {
            *taken = taken.saturating_sub(part.len());
        }
    }

    /// Takes nothing out any more.
    pub(crate) fn stop(&mut self) {
        self.path.clear();
        self.around.clear();
    }

    /// The document without the elements, as far as it has come.
    pub(crate) fn rest(&self) -> &str {
        &self.rest
    }

    /// What's left when all has come: the document without the elements.
    pub(crate) fn finish(&mut self) -> &str {
        let from = self.item.take().unwrap_or(self.tokens.start());
        self.rest
            .push_str(self.tokens.slice(from, self.tokens.end()));
        &self.rest
    }

    /// Where in the document a byte of the rest stood.
    pub(crate) fn offset(&self, in_rest: usize) -> usize {
        let before = self.cuts.iter().take_while(|(at, _)| *at <= in_rest);
        before.fold(in_rest, |sum, (_, taken)| sum.saturating_add(*taken))
    }

    /// Whether a token can stand in a run.
    fn goes_on(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Blank | Kind::Aside => true,
            Kind::Start | Kind::Empty => self.is_wanted(token),
            Kind::End | Kind::Text | Kind::Strange => false,
        }
    }

    fn take(&mut self, token: &Token) {
        if self.item.is_some() {
            match token.kind {
                Kind::Start => self.depth += 1,
                Kind::End => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if self.depth == self.around.len() {
                self.end_item(token.end);
            }
            return;
        }
        match token.kind {
            Kind::Start | Kind::Empty if self.is_wanted(token) => {
                self.item = Some(token.start);
                if token.kind == Kind::Start {
                    self.depth += 1;
                } else {
                    self.end_item(token.end);
                }
                return;
            }
            Kind::Start => {
                if self.is_on_path(token) {
                    let tag = self.tokens.slice(token.start, token.end);
                    self.around.push(tag.to_owned());
                }
                self.depth += 1;
            }
            Kind::End => {
                self.depth = self.depth.saturating_sub(1);
                if self.around.len() > self.depth {
                    self.around.truncate(self.depth);
                    if self.depth < self.once {
                        self.stop();
                    }
                }
            }
            // No such document has anything to take out.
            Kind::Strange => self.stop(),
            Kind::Blank | Kind::Aside if self.run.is_some() => return,
            _ => {}
        }
        self.rest
            .push_str(self.tokens.slice(token.start, token.end));
    }

    fn end_item(&mut self, end: usize) {
        if let Some(start) = self.item.take() {
            let start = self.run.as_ref().map_or(start, |run| run.start);
            self.run = Some(start..end);
        }
    }

    /// Whether a start tag is that of an element to take out.
    fn is_wanted(&self, token: &Token) -> bool {
        self.depth + 1 == self.path.len() && self.is_on_path(token)
    }

    fn is_on_path(&self, token: &Token) -> bool {
        self.depth == self.around.len()
            && match self.path.get(self.depth) {
                Some(Step::Any) => true,
                Some(Step::Named(names)) => names.contains(&self.tokens.local(token)),
                None => false,
            }
    }

    fn check(&self) -> Result<(), Error> {
        let held = self.tokens.end() - self.item.unwrap_or(self.tokens.start());
        let message = if self.rest.len() > self.limit {
            "what's around the items is longer than the limit"
        } else if held > self.limit {
            "an item is longer than the limit"
        } else {
            return Ok(());
        };
        Err(Error::new(self.tokens.start(), message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<e:E xmlns:e='u'><Header><r/></Header><e:Body>\n<p><n>1</n><r a='/>'>\
        <r>é</r></r> <!-- c --><r/>\n<o/><r></r></p><p><r>x</r></p></e:Body></e:E>";

    fn path() -> Vec<Step> {
        let named = |name| Step::Named(vec![name]);
        vec![Step::Any, named("Body"), Step::Any, named("r")]
    }

    /// The elements that are taken out of a document that comes in pieces of that many characters, and the rest.
    fn split(document: &str, size: usize) -> (Vec<String>, String) {
        let mut splitter = Splitter::new(path(), 3, 1000);
        let mut found = Vec::new();
        let chars: Vec<char> = document.chars().collect();
        for piece in chars.chunks(size) {
            splitter.input().extend(piece);
            while splitter.advance().unwrap() {
                let run = splitter.run();
                let (head, items) = run.text.split_at(run.head);
                assert_eq!((head, run.depth), ("<e:E xmlns:e='u'><e:Body><p>", 3));
                assert!(document[run.offset..].starts_with(items));
                found.push(items.to_owned());
            }
        }
        let rest = splitter.finish().to_owned();
        assert_eq!(
            splitter.offset(rest.find("</e:Body").unwrap()),
            document.find("</e:Body").unwrap()
        );
        (found, rest)
    }

    #[test]
    fn runs_and_the_rest() {
        let (found, rest) = split(DOCUMENT, usize::MAX);
        assert_eq!(found, ["<r a='/>'><r>é</r></r> <!-- c --><r/>", "<r></r>"]);
        assert_eq!(
            rest,
            "<e:E xmlns:e='u'><Header><r/></Header><e:Body>\n<p><n>1</n><o/></p><p><r>x</r></p></e:Body></e:E>"
        );
    }

    #[test]
    fn pieces_of_any_size() {
        let (whole, rest) = split(DOCUMENT, usize::MAX);
        for size in 1..60 {
            let (found, other) = split(DOCUMENT, size);
            // What's between two runs belongs to neither.
            let bare = |text: String| text.replace("<!-- c -->", "").replace([' ', '\n'], "");
            assert_eq!(bare(found.concat()), bare(whole.concat()), "{size}");
            assert_eq!(bare(other), bare(rest.clone()), "{size}");
        }
    }

    #[test]
    fn what_is_put_back_stays() {
        let mut splitter = Splitter::new(path(), 3, 1000);
        splitter.input().push_str(DOCUMENT);
        assert!(splitter.advance().unwrap());
        let run = splitter.run();
        splitter.put_back(run.head..run.text.len());
        splitter.stop();
        assert!(!splitter.advance().unwrap());
        let rest = splitter.finish().to_owned();
        assert_eq!(rest.replace('\n', ""), DOCUMENT.replace('\n', ""));
    }

    #[test]
    fn no_more_is_held_than_the_limit() {
        for (before, fails) in [
            ("<E><Body><p><r>", true),
            ("<E><Body><p>", true),
            ("", true),
        ] {
            let mut splitter = Splitter::new(path(), 3, 1000);
            splitter.input().push_str(before);
            let mut outcome = Ok(false);
            for _ in 0..200 {
                splitter.input().push_str("<x>y</x>z<");
                splitter.input().push_str("!-- -->");
                outcome = splitter.advance();
                if outcome.is_err() {
                    break;
                }
            }
            assert_eq!(outcome.is_err(), fails, "{before}");
        }
        // Any number of items.
        let mut splitter = Splitter::new(path(), 3, 1000);
        splitter.input().push_str("<E><Body><p>");
        for _ in 0..10_000 {
            splitter.input().push_str("<r>1</r>");
            while splitter.advance().unwrap() {}
        }
        assert!(splitter.input().capacity() < 1000 && splitter.rest().len() < 20);
    }

    #[test]
    fn a_declaration_ends_it() {
        let mut splitter = Splitter::new(path(), 3, 1000);
        let text = DOCUMENT.replacen('<', "<!DOCTYPE e:E [<!ENTITY a '<'>]><", 1);
        splitter.input().push_str(&text);
        assert!(!splitter.advance().unwrap());
        assert_eq!(splitter.finish(), text);
    }
}
