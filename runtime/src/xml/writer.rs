//! Writes elements into a string.
//!
//! Namespaces: an element's namespace is made the default one where it isn't already, as ASP.NET does, or elements have
//! prefixes where that's wanted; attributes and qualified names in values get a prefix, that in scope or a new one.

mod attributes;
mod leaf;
mod prefixes;
mod tags;

use std::borrow::Cow;

pub(crate) use tags::Piece;

use super::XML;
use super::escape::{InvalidCharacter, escape};
use crate::mime::Outgoing;
use crate::schema::Name;

/// Most messages are longer, and growing takes as long as writing at first.
const USUAL: usize = 1024;

/// A document, or part of one, in the making.
#[derive(Clone, Debug)]
pub struct Writer {
    out: String,
    /// Namespaces with a prefix, innermost last.
    bound: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// A prefix was bound that was so already.
    shadowed: bool,
    /// The numbers of those that were asked for last, as those of `xsi:type` and the type's own take turns.
    recent: [usize; 2],
    /// Default namespaces, innermost last; the first is what the surroundings have.
    defaults: Vec<Cow<'static, str>>,
    // The innermost default as a table has it, so that mostly comparing addresses will do.
    known: &'static str,
    open: Vec<Open>,
    /// The last start tag lacks its `>`.
    in_tag: bool,
    /// Elements have prefixes, and there's no default namespace.
    prefixed: bool,
    /// Where in that tag a name stands that is in the default namespace, for having no prefix.
    unprefixed: Option<usize>,
    /// Numbers given to prefixes so far.
    counter: u32,
    /// For values on their way to being text.
    buffer: String,
    /// What goes along with the document.
    pub(crate) outgoing: Outgoing,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    name: usize,
    len: usize,
    bound: usize,
    default: bool,
}

/// A place in the output to go back to; see [`Writer::mark`].
#[derive(Clone, Copy, Debug)]
pub struct WriterMark {
    len: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Writer::new()
    }
}

impl Writer {
    /// An empty document.
    pub fn new() -> Self {
        Writer {
            out: String::with_capacity(USUAL),
            bound: vec![("xml".into(), XML.into())],
            shadowed: false,
            recent: [0; 2],
            defaults: vec![Cow::Borrowed("")],
            known: "",
            open: Vec::new(),
            in_tag: false,
            prefixed: false,
            unprefixed: None,
            counter: 0,
            buffer: String::new(),
            outgoing: Outgoing::default(),
        }
    }

    /// Gives elements prefixes from here on, instead of making their namespaces the default one.
    pub(crate) fn prefix_elements(&mut self) {
        self.prefixed = true;
    }

    /// Appends as it is: declarations, and tags that surround what is written; see [`Writer::bind`].
    pub fn raw(&mut self, xml: &str) {
        self.close_tag();
        self.out.push_str(xml);
    }

    /// Begins an element of a name in a table.
    #[inline]
    pub fn start(&mut self, name: Name) {
        if self.is_default(name.ns) {
            let at = self.begin();
            self.begun(at, name.local, false);
            return;
        }
        self.switch(name.ns.into(), name.local);
        if !self.prefixed {
            self.known = name.ns;
        }
    }

    /// Begins an element of any name.
    pub fn start_any(&mut self, ns: &str, local: &str) {
        if self.default_is(ns) {
            let name = self.begin();
            self.begun(name, local, false);
        } else {
            self.switch(ns.to_owned().into(), local);
        }
    }

    /// Begins an element whose name has a prefix, which is declared if need be.
    pub fn start_prefixed(&mut self, prefix: &str, ns: &str, local: &str) {
        let declared = self.lookup(prefix) == Some(ns);
        let name = self.begin();
        self.out.push_str(prefix);
        self.out.push(':');
        self.begun(name, local, false);
        if !declared {
            self.declare(prefix, ns);
        }
    }

    /// Adds text to the innermost element.
    ///
    /// # Errors
    /// When XML can't hold one of its characters.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), InvalidCharacter> {
        if text.is_empty() {
            return Ok(());
        }
        self.close_tag();
        escape::<false>(text, &mut self.out)
    }

    /// Ends the innermost element.
    pub fn end(&mut self) {
        self.end_named("");
    }

    /// The same where it's known what the element's local name is.
    #[inline]
    pub(crate) fn end_named(&mut self, local: &str) {
        let Some(open) = self.open.pop() else {
            return;
        };
        if self.in_tag {
            self.in_tag = false;
            self.out.push_str(" />");
        } else {
            self.out.push_str("</");
            // Without a prefix it's the whole name.
            if open.len == local.len() {
                self.out.push_str(local);
            } else {
                self.out.extend_from_within(open.name..open.name + open.len);
            }
            self.out.push('>');
        }
        self.leave(open);
    }

    /// Forgets what was declared on an element.
    #[inline]
    fn leave(&mut self, open: Open) {
        if open.default {
            self.defaults.pop();
            self.known = "\0";
        }
        if self.bound.len() > open.bound {
            self.bound.truncate(open.bound);
        }
    }

    /// All that was written; elements still open are ended.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }

    /// What has been written so far.
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// The current end of the output, for [`Writer::since`].
    pub fn mark(&mut self) -> WriterMark {
        self.close_tag();
        WriterMark {
            len: self.out.len(),
        }
    }

    /// What has been written since a mark.
    pub fn since(&self, mark: WriterMark) -> &str {
        self.out.get(mark.len..).unwrap_or_default()
    }

    /// An empty buffer, to be given back.
    pub(crate) fn take_buffer(&mut self) -> String {
        std::mem::take(&mut self.buffer)
    }

    /// Takes a buffer back.
    pub(crate) fn give_buffer(&mut self, mut buffer: String) {
        buffer.clear();
        self.buffer = buffer;
    }

    /// The default namespace in scope.
    #[inline]
    pub(crate) fn default_is(&self, ns: &str) -> bool {
        self.defaults.last().is_some_and(|default| default == ns)
    }

    /// The same of a namespace in a table.
    #[inline(always)]
    fn is_default(&mut self, ns: &'static str) -> bool {
        std::ptr::eq(self.known, ns) || self.learn(ns)
    }

    fn learn(&mut self, ns: &'static str) -> bool {
        let same = self.default_is(ns);
        if same {
            self.known = ns;
        }
        same
    }

    #[inline]
    fn close_tag(&mut self) {
        if self.in_tag {
            self.in_tag = false;
            self.out.push('>');
        }
    }

    /// Begins a start tag, and says where its name is to come.
    #[inline]
    fn begin(&mut self) -> usize {
        self.close_tag();
        self.out.push('<');
        self.out.len()
    }

    /// Appends the local part of the name that begins at `name`.
    #[inline]
    fn begun(&mut self, name: usize, local: &str, default: bool) {
        self.out.push_str(local);
        self.open.push(Open {
            name,
            len: self.out.len() - name,
            bound: self.bound.len(),
            default,
        });
        self.in_tag = true;
        self.unprefixed = None;
    }

    /// Begins an element whose namespace isn't the default one.
    fn switch(&mut self, ns: Cow<'static, str>, local: &str) {
        self.known = "\0";
        // The namespace of `xml:` can't be a default one.
        if (self.prefixed && !ns.is_empty()) || ns == XML {
            let Some(prefix) = self.bound_at(&ns) else {
                let prefix = self.new_prefix(&ns);
                return self.start_prefixed(&prefix, &ns, local);
            };
            let name = self.begin();
            self.push_prefix(Some(prefix));
            return self.begun(name, local, false);
        }
        let name = self.begin();
        self.begun(name, local, true);
        self.out.push_str(" xmlns");
        self.quoted(&ns);
        self.defaults.push(ns);
    }

    fn quoted(&mut self, value: &str) {
        self.out.push_str("=\"");
        // Namespaces come from tables, or were checked by who took them from a value.
        let _ = escape::<true>(value, &mut self.out);
        self.out.push('"');
    }
}

#[cfg(test)]
mod tests;
