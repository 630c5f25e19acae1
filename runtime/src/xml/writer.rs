//! Writes elements into a string.
//!
//! Namespaces: an element's namespace is made the default one where it isn't already, as ASP.NET does, or elements have
//! prefixes where that's wanted; attributes and qualified names in values get a prefix, that in scope or a new one.

use super::escape::{InvalidCharacter, escape, needs_escape};
use super::{XML, XSD, XSI};
use crate::mime::Outgoing;
use crate::schema::Name;
use crate::value::Prefixes;

/// A document, or part of one, in the making.
#[derive(Clone, Debug)]
pub struct Writer {
    out: String,
    /// Namespaces with a prefix, innermost last.
    bound: Vec<(String, String)>,
    /// Default namespaces, innermost last; the first is what the surroundings have.
    defaults: Vec<String>,
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
            out: String::new(),
            bound: Vec::new(),
            defaults: vec![String::new()],
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

    /// Says that what [`Writer::raw`] wrote declares a prefix that is in scope for all that follows.
    pub fn bind(&mut self, prefix: &str, ns: &str) {
        self.bound.push((prefix.to_owned(), ns.to_owned()));
    }

    /// Begins an element of a name in a table.
    #[inline]
    pub fn start(&mut self, name: Name) {
        if std::ptr::eq(self.known, name.ns) || self.default_is(name.ns) {
            self.known = name.ns;
            self.open_tag("", name.local, false);
        } else {
            self.switch(name.ns, name.local);
            if !self.prefixed {
                self.known = name.ns;
            }
        }
    }

    /// Begins an element of any name.
    pub fn start_any(&mut self, ns: &str, local: &str) {
        if self.default_is(ns) {
            self.open_tag("", local, false);
        } else {
            self.switch(ns, local);
        }
    }

    /// Begins an element whose name has a prefix, which is declared if need be.
    pub fn start_prefixed(&mut self, prefix: &str, ns: &str, local: &str) {
        let declared = self.lookup(prefix) == Some(ns);
        self.open_tag(prefix, local, false);
        if !declared {
            self.declare(prefix, ns);
        }
    }

    /// Declares a prefix on the element just begun.
    pub fn declare(&mut self, prefix: &str, ns: &str) {
        self.out.push_str(" xmlns:");
        self.out.push_str(prefix);
        self.quoted(ns);
        self.bind(prefix, ns);
    }

    /// Adds an attribute to the element just begun.
    ///
    /// # Errors
    /// When XML can't hold one of its characters.
    pub(crate) fn attribute(
        &mut self,
        ns: &str,
        local: &str,
        value: &str,
    ) -> Result<(), InvalidCharacter> {
        if ns.is_empty() {
            self.out.push(' ');
        } else {
            let prefix = self.prefix_of(ns);
            self.out.push(' ');
            self.out.push_str(&prefix);
            self.out.push(':');
        }
        self.out.push_str(local);
        self.out.push_str("=\"");
        escape::<true>(value, &mut self.out)?;
        self.out.push('"');
        Ok(())
    }

    /// Says of the element just begun of which type it is.
    ///
    /// # Errors
    /// When XML can't hold one of the name's characters.
    pub(crate) fn type_attribute(&mut self, name: Name) -> Result<(), InvalidCharacter> {
        let by_default = self.default_is(name.ns);
        let mut value = String::new();
        if !by_default {
            value = self.prefix(name.ns);
            if !value.is_empty() {
                value.push(':');
            }
        }
        value.push_str(name.local);
        self.attribute(XSI, "type", &value)?;
        let at = self.out.len().checked_sub(value.len() + 1);
        self.unprefixed = at.filter(|_| by_default);
        Ok(())
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

    /// Writes an element of a name in a table that holds a text and nothing else.
    ///
    /// # Errors
    /// When XML can't hold one of its characters.
    #[inline]
    pub(crate) fn leaf(&mut self, name: Name, text: &str) -> Result<(), InvalidCharacter> {
        if !std::ptr::eq(self.known, name.ns) || text.is_empty() {
            self.start(name);
            self.text(text)?;
            self.end();
            return Ok(());
        }
        self.close_tag();
        let out = &mut self.out;
        out.reserve(2 * name.local.len() + text.len() + 5);
        out.push('<');
        out.push_str(name.local);
        out.push('>');
        escape::<false>(text, out)?;
        out.push_str("</");
        out.push_str(name.local);
        out.push('>');
        Ok(())
    }

    /// The same for a text that is printed, where it stands: it's copied only if something in it must be escaped. False:
    /// `print` said so, and nothing was written.
    ///
    /// # Errors
    /// What `print` says; when XML can't hold one of the characters, `invalid` of it.
    #[inline]
    pub(crate) fn printed_leaf<E>(
        &mut self,
        name: Name,
        print: impl FnOnce(&mut String) -> Result<bool, E>,
        invalid: impl FnOnce(InvalidCharacter) -> E,
    ) -> Result<bool, E> {
        if !std::ptr::eq(self.known, name.ns) {
            if !self.default_is(name.ns) {
                return Ok(false);
            }
            self.known = name.ns;
        }
        self.close_tag();
        let out = &mut self.out;
        let before = out.len();
        out.push('<');
        out.push_str(name.local);
        out.push('>');
        let start = out.len();
        if !print(out)? {
            out.truncate(before);
            return Ok(false);
        }
        let text = out.get(start..).unwrap_or_default();
        if text.is_empty() {
            out.truncate(start - 1);
            out.push_str(" />");
            return Ok(true);
        }
        if needs_escape::<false>(text) {
            let text = out.split_off(start);
            escape::<false>(&text, out).map_err(invalid)?;
        }
        out.push_str("</");
        out.push_str(name.local);
        out.push('>');
        Ok(true)
    }

    /// Ends the innermost element.
    #[inline]
    pub fn end(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        if self.in_tag {
            self.in_tag = false;
            self.out.push_str(" />");
        } else {
            let (from, to) = (open.name, open.name + open.len);
            self.out.push_str("</");
            self.out.extend_from_within(from..to);
            self.out.push('>');
        }
        if open.default {
            self.defaults.pop();
            self.known = "\0";
        }
        self.bound.truncate(open.bound);
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

    /// A prefix in scope for the namespace, declared on the element just begun if there's none.
    pub(crate) fn prefix_of(&mut self, ns: &str) -> String {
        self.bound_prefix(ns).unwrap_or_else(|| {
            let prefix = self.new_prefix(ns);
            self.declare(&prefix, ns);
            prefix
        })
    }

    /// A prefix in scope for the namespace.
    fn bound_prefix(&self, ns: &str) -> Option<String> {
        if ns == XML {
            return Some("xml".to_owned());
        }
        let visible = |(i, (prefix, _)): (usize, &(String, String))| {
            let inner = self.bound.get(i + 1..).unwrap_or_default();
            (!inner.iter().any(|(p, _)| p == prefix)).then(|| prefix.clone())
        };
        let bound = self.bound.iter().enumerate().rev();
        bound.filter(|(_, (_, uri))| uri == ns).find_map(visible)
    }

    /// A prefix that isn't in scope, for a namespace that has none.
    fn new_prefix(&mut self, ns: &str) -> String {
        let usual = match ns {
            XSI => "xsi",
            XSD => "xsd",
            _ => "",
        };
        if !usual.is_empty() && self.lookup(usual).is_none() {
            return usual.to_owned();
        }
        loop {
            self.counter += 1;
            let prefix = format!("q{}", self.counter);
            if self.lookup(&prefix).is_none() {
                return prefix;
            }
        }
    }

    /// The namespace of a prefix in scope.
    pub(crate) fn lookup(&self, prefix: &str) -> Option<&str> {
        let bound = self.bound.iter().rev().find(|(p, _)| p == prefix);
        bound.map(|(_, ns)| ns.as_str())
    }

    /// The default namespace in scope.
    #[inline]
    pub(crate) fn default_is(&self, ns: &str) -> bool {
        self.defaults.last().is_some_and(|default| default == ns)
    }

    #[inline]
    fn close_tag(&mut self) {
        if self.in_tag {
            self.in_tag = false;
            self.out.push('>');
        }
    }

    #[inline]
    fn open_tag(&mut self, prefix: &str, local: &str, default: bool) {
        self.close_tag();
        self.out.push('<');
        let at = self.out.len();
        if !prefix.is_empty() {
            self.out.push_str(prefix);
            self.out.push(':');
        }
        self.out.push_str(local);
        self.open.push(Open {
            name: at,
            len: self.out.len() - at,
            bound: self.bound.len(),
            default,
        });
        self.in_tag = true;
        self.unprefixed = None;
    }

    /// Undeclares the default namespace on the element just begun, so that a name without a prefix is in none. The
    /// element, and its type if that's told, get a prefix instead.
    #[cold]
    fn leave_default(&mut self) {
        let (true, Some(mut open)) = (self.in_tag, self.open.pop()) else {
            return;
        };
        let own = std::mem::take(self.defaults.last_mut().unwrap_or(&mut String::new()));
        if !open.default {
            self.defaults.pop();
            self.defaults.extend([own.clone(), String::new()]);
        }
        let behind = open.name + open.len;
        let declaration = self.out.get(behind..).unwrap_or_default();
        let declaration = declaration.strip_prefix(" xmlns=\"");
        if let Some(end) = declaration.and_then(|rest| rest.find('"')) {
            let end = behind + " xmlns=\"".len() + end + 1;
            self.out.replace_range(behind..end, "");
            self.unprefixed = self.unprefixed.map(|at| at - (end - behind));
        }
        let name = self.out.get(open.name..behind).unwrap_or_default();
        if !name.contains(':') {
            let prefix = self.prefix_of(&own) + ":";
            if let Some(at) = self.unprefixed.take() {
                self.out.insert_str(at, &prefix);
            }
            self.out.insert_str(open.name, &prefix);
            open.len += prefix.len();
        }
        self.out.push_str(" xmlns=\"\"");
        open.default = true;
        self.known = "\0";
        self.open.push(open);
    }

    fn switch(&mut self, ns: &str, local: &str) {
        self.known = "\0";
        // The namespace of `xml:` can't be a default one.
        if ns == XML {
            return self.open_tag("xml", local, false);
        }
        if self.prefixed && !ns.is_empty() {
            let prefix = self.bound_prefix(ns);
            let prefix = prefix.unwrap_or_else(|| self.new_prefix(ns));
            return self.start_prefixed(&prefix, ns, local);
        }
        self.open_tag("", local, true);
        self.out.push_str(" xmlns");
        self.quoted(ns);
        self.defaults.push(ns.to_owned());
    }

    fn quoted(&mut self, value: &str) {
        self.out.push_str("=\"");
        // Namespaces come from tables, or were checked by who took them from a value.
        let _ = escape::<true>(value, &mut self.out);
        self.out.push('"');
    }
}

impl Prefixes for Writer {
    fn prefix(&mut self, namespace: &str) -> String {
        if namespace.is_empty() {
            if !self.default_is("") {
                self.leave_default();
            }
            return String::new();
        }
        self.prefix_of(namespace)
    }
}

#[cfg(test)]
mod tests;
