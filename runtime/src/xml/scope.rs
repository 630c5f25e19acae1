//! Namespace declarations in scope (Namespaces in XML 1.0, 3 and 6).

use std::borrow::Cow;
use std::cell::Cell;

use super::{Reader, XML, XMLNS};
use crate::value::{Names, TextError};

/// The number of a binding; good until its element ends.
pub(crate) type Binding = usize;

/// No namespace.
pub(crate) const NONE: Binding = 0;

/// Most bindings that may be in scope at once: names are looked up one by one.
pub(crate) const MAX_BINDINGS: usize = 1024;

#[derive(Clone, Debug)]
struct Bound<'x> {
    prefix: &'x str,
    uri: Cow<'x, str>,
    // The last name in a table that was found equal: tables repeat the same static strings, so that mostly comparing
    // addresses will do.
    known: Cell<Option<&'static str>>,
}

/// The stack of bindings, and which is the default.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'x> {
    bindings: Vec<Bound<'x>>,
    default: Binding,
    /// Somebody asked for a part of the message.
    asked: Cell<bool>,
}

/// What to come back to when an element ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScopeMark {
    bindings: u32,
    default: u32,
}

impl<'x> Scope<'x> {
    pub(crate) fn new() -> Self {
        let bound = |prefix, uri| Bound {
            prefix,
            uri: Cow::Borrowed(uri),
            known: Cell::new(Some(uri)),
        };
        // An envelope declares a few, and its message one.
        let mut bindings = Vec::with_capacity(8);
        // The first is "no namespace"; its prefix can't be written.
        bindings.extend([bound(" ", ""), bound("xml", XML)]);
        Scope {
            bindings,
            default: NONE,
            asked: Cell::new(false),
        }
    }

    /// Whether a text asked for a part of the message since this was asked last.
    #[inline]
    pub(crate) fn take_asked(&self) -> bool {
        self.asked.take()
    }

    #[inline]
    pub(crate) fn mark(&self) -> ScopeMark {
        ScopeMark {
            bindings: self.bindings.len() as u32,
            default: self.default as u32,
        }
    }

    #[inline]
    pub(crate) fn reset(&mut self, mark: ScopeMark) {
        if self.bindings.len() > mark.bindings as usize {
            self.bindings.truncate(mark.bindings as usize);
        }
        self.default = mark.default as usize;
    }

    /// Binds a prefix, the empty one for the default namespace.
    pub(crate) fn bind(&mut self, prefix: &'x str, uri: Cow<'x, str>) -> Result<(), &'static str> {
        match (prefix, &*uri) {
            ("xml", XML) => return Ok(()),
            ("xml", _) | (_, XML) => {
                return Err("the prefix `xml` and its namespace belong to each other alone");
            }
            ("xmlns", _) | (_, XMLNS) => {
                return Err("the prefix `xmlns` and its namespace can't be declared");
            }
            ("", "") => {
                self.default = NONE;
                // Shadows a default that lies deeper, for those who list what's in scope.
            }
            (_, "") => return Err("a prefix can't be bound to no namespace in XML 1.0"),
            _ => {}
        }
        if self.bindings.len() >= MAX_BINDINGS {
            return Err("more namespace declarations in scope than the limit of 1024");
        }
        if prefix.is_empty() {
            self.default = if uri.is_empty() {
                NONE
            } else {
                self.bindings.len()
            };
        }
        self.bindings.push(Bound {
            prefix,
            uri,
            known: Cell::new(None),
        });
        Ok(())
    }

    /// The binding of an element's prefix.
    #[inline]
    pub(crate) fn resolve(&self, prefix: &str) -> Option<Binding> {
        if prefix.is_empty() {
            return Some(self.default);
        }
        self.bindings.iter().rposition(|b| b.prefix == prefix)
    }

    #[inline]
    pub(crate) fn uri(&self, binding: Binding) -> &str {
        self.bindings.get(binding).map_or("", |b| &b.uri)
    }

    /// Whether a binding is to this namespace, which comes from a table.
    #[inline]
    pub(crate) fn is(&self, binding: Binding, ns: &'static str) -> bool {
        let Some(bound) = self.bindings.get(binding) else {
            return false;
        };
        if bound
            .known
            .get()
            .is_some_and(|known| std::ptr::eq(known, ns))
        {
            return true;
        }
        let same = bound.uri == ns;
        if same {
            bound.known.set(Some(ns));
        }
        same
    }

    /// Bindings made since `mark`, innermost first: (prefix, namespace).
    pub(crate) fn since(&self, mark: ScopeMark) -> impl Iterator<Item = (&'x str, &str)> {
        let from = mark.bindings as usize;
        let bindings = self.bindings.get(from..).unwrap_or_default();
        bindings.iter().rev().map(|b| (b.prefix, &*b.uri))
    }

    /// All bindings that aren't always there, innermost first; shadowed ones too.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'x str, &str)> {
        self.bindings
            .iter()
            .skip(2)
            .rev()
            .map(|b| (b.prefix, &*b.uri))
    }
}

impl Names for Reader<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        Reader::namespace(self, prefix)
    }

    /// A document doesn't know what came along with it: whoever does has to be asked.
    fn part(&self, _: &str) -> Result<Option<crate::Attachment>, TextError> {
        self.scope.asked.set(true);
        Err(TextError::new("parts of the message are not known here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_shadow_and_come_back() {
        let mut scope = Scope::new();
        assert_eq!(scope.resolve(""), Some(NONE));
        scope.bind("", "urn:a".into()).unwrap();
        let outer = scope.mark();
        scope.bind("", "urn:b".into()).unwrap();
        scope.bind("p", "urn:p".into()).unwrap();
        let at = scope.resolve("").unwrap();
        assert_eq!(scope.uri(at), "urn:b");
        assert!(scope.is(at, "urn:b") && scope.is(at, "urn:b") && !scope.is(at, "urn:a"));
        let fresh = scope.resolve("p").unwrap();
        assert!(!scope.is(fresh, "") && scope.is(NONE, ""));
        scope.bind("", "".into()).unwrap();
        assert_eq!(scope.resolve(""), Some(NONE));
        scope.reset(outer);
        assert_eq!(scope.uri(scope.resolve("").unwrap()), "urn:a");
        assert_eq!(scope.resolve("p"), None);
        assert_eq!(scope.uri(scope.resolve("xml").unwrap()), XML);
    }

    #[test]
    fn reserved_names_are_kept() {
        let mut scope = Scope::new();
        for (prefix, uri) in [
            ("xml", "urn:a"),
            ("a", XML),
            ("xmlns", "urn:a"),
            ("a", XMLNS),
            ("a", ""),
        ] {
            assert!(scope.bind(prefix, uri.into()).is_err(), "{prefix} {uri}");
        }
        assert!(scope.bind("xml", XML.into()).is_ok());
    }
}
