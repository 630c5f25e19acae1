//! Indented XML text with namespaces in scope.

/// Writes elements, two blanks a level; an element that holds text gets no line breaks after it.
pub(super) struct Writer {
    out: String,
    open: Vec<Open>,
    /// Prefixes in scope with their namespaces, innermost last.
    scope: Vec<(String, String)>,
    /// Namespace declarations that the open start tag still needs: they stand after its attributes.
    pending: Vec<(String, String)>,
    /// An attribute of the start tag that comes next: namespace, name and value.
    next: Option<(&'static str, &'static str, &'static str)>,
    in_tag: bool,
    cut: bool,
}

/// An element that is open.
struct Open {
    name: String,
    /// Length of the scope outside of it.
    outer: usize,
    /// Whether it holds elements.
    elements: bool,
    /// Whether it holds text, so that white space would count.
    text: bool,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned(),
            open: Vec::new(),
            scope: Vec::new(),
            pending: Vec::new(),
            next: None,
            in_tag: false,
            cut: false,
        }
    }

    /// How much was written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The document.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }

    /// Opens an element under the default namespace or a prefix in scope, declaring a default namespace if need be.
    pub(super) fn start(&mut self, namespace: &str, local: &str) {
        let prefix = match self.default_namespace() == namespace {
            true => None,
            false => self.prefix_of(namespace).map(str::to_owned),
        };
        self.open_tag(prefix.unwrap_or_default(), namespace, local);
    }

    /// Opens an element with a prefix: one that's in scope for the namespace, else the one proposed.
    pub(super) fn start_prefixed(&mut self, proposed: &str, namespace: &str, local: &str) {
        let prefix = match self.prefix_of(namespace) {
            Some(prefix) => prefix.to_owned(),
            None if namespace.is_empty() => String::new(),
            None => self.free(proposed),
        };
        self.open_tag(prefix, namespace, local);
    }

    fn open_tag(&mut self, prefix: String, namespace: &str, local: &str) {
        self.close_tag();
        if self.open.last().is_none_or(|parent| !parent.text) {
            self.line(self.open.len());
        }
        if let Some(parent) = self.open.last_mut() {
            parent.elements = true;
        }
        let name = match prefix.is_empty() {
            true => local.to_owned(),
            false => format!("{prefix}:{local}"),
        };
        self.out.push('<');
        self.out.push_str(&name);
        self.open.push(Open {
            name,
            outer: self.scope.len(),
            elements: false,
            text: false,
        });
        self.in_tag = true;
        if self.bound(&prefix) != Some(namespace)
            && !(prefix.is_empty() && self.default_namespace() == namespace)
        {
            self.scope.push((prefix.clone(), namespace.to_owned()));
            self.pending.push((prefix, namespace.to_owned()));
        }
        if let Some((namespace, local, value)) = self.next.take() {
            self.attribute_ns(namespace, local, value);
        }
    }

    /// Adds an attribute to the tag that is opened next.
    pub(super) fn next_attribute(
        &mut self,
        namespace: &'static str,
        local: &'static str,
        value: &'static str,
    ) {
        self.next = Some((namespace, local, value));
    }

    /// Adds an attribute without a namespace to the open tag.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push_str(&format!(" {name}=\""));
        escape(&mut self.out, value, true);
        self.out.push('"');
    }

    /// Adds an attribute in a namespace to the open tag.
    pub(super) fn attribute_ns(&mut self, namespace: &str, local: &str, value: &str) {
        let prefix = self.define("q1", namespace);
        match prefix.is_empty() {
            true => self.attribute(local, value),
            false => self.attribute(&format!("{prefix}:{local}"), value),
        }
    }

    /// A prefix for a namespace, declared on the open tag unless one is in scope; empty for no namespace.
    pub(super) fn define(&mut self, proposed: &str, namespace: &str) -> String {
        if namespace.is_empty() {
            return String::new();
        }
        if let Some(prefix) = self.prefix_of(namespace) {
            return prefix.to_owned();
        }
        let prefix = self.free(proposed);
        self.scope.push((prefix.clone(), namespace.to_owned()));
        self.attribute(&format!("xmlns:{prefix}"), namespace);
        prefix
    }

    /// Writes text into the open element.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.close_tag();
        if let Some(open) = self.open.last_mut() {
            open.text = true;
        }
        escape(&mut self.out, text, false);
    }

    /// Takes white space in the open element for text, so that there'll be none.
    pub(super) fn inline(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.text = true;
        }
    }

    /// Says, once, that the rest is left out.
    pub(super) fn cut(&mut self) {
        if std::mem::replace(&mut self.cut, true) {
            return;
        }
        self.close_tag();
        if self.open.last().is_none_or(|parent| !parent.text) {
            self.line(self.open.len());
        }
        if let Some(open) = self.open.last_mut() {
            open.elements = true;
        }
        self.out.push_str("<!-- ... -->");
    }

    /// Closes the innermost element.
    pub(super) fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if self.in_tag {
            self.declare();
            self.out.push_str(" />");
            self.in_tag = false;
        } else {
            if open.elements && !open.text {
                self.line(self.open.len());
            }
            self.out.push_str(&format!("</{}>", open.name));
        }
        self.scope.truncate(open.outer);
    }

    fn close_tag(&mut self) {
        if self.in_tag {
            self.declare();
            self.out.push('>');
            self.in_tag = false;
        }
    }

    fn declare(&mut self) {
        for (prefix, namespace) in std::mem::take(&mut self.pending) {
            match prefix.is_empty() {
                true => self.attribute("xmlns", &namespace),
                false => self.attribute(&format!("xmlns:{prefix}"), &namespace),
            }
        }
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }

    fn default_namespace(&self) -> &str {
        self.bound("").unwrap_or_default()
    }

    /// The namespace that a prefix stands for.
    fn bound(&self, prefix: &str) -> Option<&str> {
        let found = self.scope.iter().rev().find(|(p, _)| p == prefix);
        found.map(|(_, namespace)| namespace.as_str())
    }

    /// A prefix that stands for a namespace.
    fn prefix_of(&self, namespace: &str) -> Option<&str> {
        if namespace == "http://www.w3.org/XML/1998/namespace" {
            return Some("xml");
        }
        let found = self.scope.iter().rev().find(|(prefix, bound)| {
            !prefix.is_empty() && bound == namespace && self.bound(prefix) == Some(namespace)
        });
        found.map(|(prefix, _)| prefix.as_str())
    }

    /// A prefix that stands for nothing yet.
    fn free(&self, proposed: &str) -> String {
        let mut prefix = proposed.to_owned();
        let mut number = 1;
        while self.bound(&prefix).is_some() {
            prefix = format!("q{number}");
            number += 1;
        }
        prefix
    }
}

fn escape(out: &mut String, text: &str, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            // The text is read by people, and shown in documentation line by line.
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() || is_bidi(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// Whether the character changes the direction of the text: compilers refuse those in documentation.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
