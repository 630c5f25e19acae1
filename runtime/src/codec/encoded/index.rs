//! The elements of a document that references can lead to.

use std::collections::HashMap;
use std::ops::Range;

use super::is_encoding;
use super::references::reference;
use crate::codec::nil::says_nil;
use crate::xml::{Error, Limits, Reader};

/// Where the elements with an id stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    targets: HashMap<String, Place>,
    /// The start tags that declare prefixes, each with the one around it.
    scopes: Vec<(Range<usize>, Option<usize>)>,
}

/// An element with an id.
#[derive(Clone, Debug)]
struct Place {
    range: Range<usize>,
    scope: Option<usize>,
    target: Target,
}

/// What stands where a reference leads.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Nil,
    /// What leads on to the element with this id.
    Reference(String),
    Value,
}

/// An element that is being walked through.
struct Open {
    start: usize,
    id: Option<(String, Target)>,
    scope: Option<usize>,
    /// The scope of what's inside.
    inner: Option<usize>,
}

impl Index {
    /// Walks once through the whole document. Of elements with the same id the first one counts.
    pub(super) fn new(reader: &Reader<'_>, limits: Limits) -> Result<Index, Error> {
        let mut walk = reader.again(limits);
        let mut index = Index::default();
        walk.root()?;
        let mut open = vec![index.enter(&walk, None)];
        while let Some(scope) = open.last().map(|o| o.inner) {
            if walk.child()? {
                open.push(index.enter(&walk, scope));
            } else if let Some(element) = open.pop() {
                index.leave(element, walk.position());
            }
        }
        Ok(index)
    }

    /// The element with this id, and the start tags around it that declare prefixes, the outermost first.
    pub(super) fn find(&self, id: &str) -> Option<(Range<usize>, Vec<Range<usize>>)> {
        let place = self.targets.get(id)?;
        let mut around = Vec::new();
        let mut scope = place.scope;
        while let Some((tag, outer)) = scope.and_then(|i| self.scopes.get(i)) {
            around.push(tag.clone());
            scope = *outer;
        }
        around.reverse();
        Some((place.range.clone(), around))
    }

    /// Where the element with this id begins, and what it is.
    pub(super) fn what_it_is(&self, id: &str) -> Option<(usize, &Target)> {
        let place = self.targets.get(id)?;
        Some((place.range.start, &place.target))
    }

    fn enter(&mut self, walk: &Reader<'_>, scope: Option<usize>) -> Open {
        let mut attributes = walk.attributes();
        let id = attributes.find(|a| a.local == "id" && (a.ns.is_empty() || is_encoding(a.ns)));
        let target = || match reference(walk) {
            _ if says_nil(walk) => Target::Nil,
            Some(id) => Target::Reference(id.to_owned()),
            None => Target::Value,
        };
        let id = id.map(|a| (a.value.to_owned(), target()));
        let inner = if walk.declares() {
            self.scopes.push((walk.start_tag(), scope));
            self.scopes.len().checked_sub(1)
        } else {
            scope
        };
        Open {
            start: walk.offset(),
            id,
            scope,
            inner,
        }
    }

    fn leave(&mut self, element: Open, end: usize) {
        if let Some((id, target)) = element.id {
            self.targets.entry(id).or_insert(Place {
                range: element.start..end,
                scope: element.scope,
                target,
            });
        }
    }
}
