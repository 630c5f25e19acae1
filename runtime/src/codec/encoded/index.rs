//! The elements of a document that references can lead to.

use std::collections::HashMap;
use std::ops::Range;

use super::is_encoding;
use crate::xml::{Error, Limits, Reader};

/// Where the elements with an id stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    targets: HashMap<String, Target>,
    /// The start tags that declare prefixes, each with the one around it.
    scopes: Vec<(Range<usize>, Option<usize>)>,
}

/// An element with an id.
#[derive(Clone, Debug)]
struct Target {
    range: Range<usize>,
    scope: Option<usize>,
}

/// An element that is being walked through.
struct Open {
    start: usize,
    id: Option<String>,
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
        let target = self.targets.get(id)?;
        let mut around = Vec::new();
        let mut scope = target.scope;
        while let Some((tag, outer)) = scope.and_then(|i| self.scopes.get(i)) {
            around.push(tag.clone());
            scope = *outer;
        }
        around.reverse();
        Some((target.range.clone(), around))
    }

    fn enter(&mut self, walk: &Reader<'_>, scope: Option<usize>) -> Open {
        let mut attributes = walk.attributes();
        let id = attributes.find(|a| a.local == "id" && (a.ns.is_empty() || is_encoding(a.ns)));
        let id = id.map(|a| a.value.to_owned());
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
        if let Some(id) = element.id {
            self.targets.entry(id).or_insert(Target {
                range: element.start..end,
                scope: element.scope,
            });
        }
    }
}
