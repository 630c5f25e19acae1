//! Prefixes of namespaces: those in scope, and new ones.

use std::borrow::Cow;

use super::Writer;
use crate::mime::Attachment;
use crate::value::Prefixes;
use crate::xml::{XSD, XSI};

impl Writer {
    /// Says that what [`Writer::raw`] wrote declares a prefix that is in scope for all that follows.
    pub fn bind(&mut self, prefix: impl Into<Cow<'static, str>>, ns: impl Into<Cow<'static, str>>) {
        let (prefix, ns) = (prefix.into(), ns.into());
        self.shadowed |= self.lookup(&prefix).is_some();
        self.bound.push((prefix, ns));
    }

    /// Declares a prefix on the element just begun.
    pub fn declare(&mut self, prefix: &str, ns: &str) {
        self.out.push_str(" xmlns:");
        self.out.push_str(prefix);
        self.quoted(ns);
        self.bind(prefix.to_owned(), ns.to_owned());
    }

    /// A prefix in scope for the namespace, declared on the element just begun if there's none.
    pub(crate) fn prefix_of(&mut self, ns: &str) -> &str {
        let at = self.prefix_at(ns);
        self.bound.get(at).map_or("", |(prefix, _)| prefix)
    }

    /// The same as a number, which is good until the element ends.
    pub(super) fn prefix_at(&mut self, ns: &str) -> usize {
        let [last, before] = self.recent;
        let is_it = |at: usize| self.bound.get(at).is_some_and(|(_, uri)| uri == ns);
        if !self.shadowed && is_it(last) {
            return last;
        }
        if !self.shadowed && is_it(before) {
            return before;
        }
        let at = self.bound_at(ns).unwrap_or_else(|| {
            let prefix = self.new_prefix(ns);
            self.declare(&prefix, ns);
            self.bound.len().saturating_sub(1)
        });
        self.recent = [at, last];
        at
    }

    /// Appends a prefix by its number, and the colon.
    #[inline]
    pub(super) fn push_prefix(&mut self, at: Option<usize>) {
        if let Some((prefix, _)) = at.and_then(|at| self.bound.get(at)) {
            self.out.push_str(prefix);
            self.out.push(':');
        }
    }

    /// The number of a prefix in scope for the namespace.
    pub(super) fn bound_at(&self, ns: &str) -> Option<usize> {
        let visible = |(i, (prefix, _)): &(usize, &(Cow<'_, str>, _))| {
            let inner = self.bound.get(i + 1..).unwrap_or_default();
            !self.shadowed || !inner.iter().any(|(p, _)| p == prefix)
        };
        let bound = self.bound.iter().enumerate().rev();
        let mut of_it = bound.filter(|(_, (_, uri))| uri == ns);
        of_it.find(visible).map(|(i, _)| i)
    }

    /// A prefix that isn't in scope, for a namespace that has none.
    pub(super) fn new_prefix(&mut self, ns: &str) -> String {
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
        bound.map(|(_, ns)| &**ns)
    }

    /// Undeclares the default namespace on the element just begun, so that a name without a prefix is in none. The
    /// element, and its type if that's told, get a prefix instead.
    #[cold]
    pub(super) fn leave_default(&mut self) {
        let (true, Some(mut open)) = (self.in_tag, self.open.pop()) else {
            return;
        };
        let own = std::mem::take(self.defaults.last_mut().unwrap_or(&mut Cow::Borrowed("")));
        if !open.default {
            self.defaults.pop();
            self.defaults.extend([own.clone(), Cow::Borrowed("")]);
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
            let prefix = self.prefix_of(&own).to_owned() + ":";
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
}

impl Prefixes for Writer {
    fn prefix(&mut self, namespace: &str) -> String {
        if namespace.is_empty() {
            if !self.default_is("") {
                self.leave_default();
            }
            return String::new();
        }
        self.prefix_of(namespace).to_owned()
    }

    fn attach(&mut self, attachment: &Attachment) -> Option<String> {
        self.outgoing.attach(attachment, "", "")
    }
}
