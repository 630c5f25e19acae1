//! Reads elements whole, for wildcards and open types.

use std::collections::BTreeSet;

use super::chars::is_name_char;
use super::reader::{Node, Reader};
use super::{Error, XSI};
use crate::value::{AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType};

impl Reader<'_> {
    /// The element whose start tag was read last with all it holds, up to and with its end tag.
    ///
    /// # Errors
    /// When the document isn't well-formed.
    pub fn element(&mut self) -> Result<AnyElement, Error> {
        let (namespace, name) = self.name();
        Ok(AnyElement {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            content: self.content()?,
        })
    }

    /// The attributes and content of the element whose start tag was read last, up to and with its end tag.
    ///
    /// # Errors
    /// When the document isn't well-formed.
    pub fn content(&mut self) -> Result<AnyType, Error> {
        let mut used = BTreeSet::new();
        let mut content = self.keep(&mut used)?;
        // Prefixes from outside matter only where something inside may use them. The element that ended is still in
        // scope.
        let mut outside = Vec::new();
        for (prefix, uri) in self.scope.all() {
            if outside.len() == used.len() {
                break;
            }
            if used.contains(prefix) && !outside.iter().any(|(p, _)| p == prefix) {
                outside.push((prefix.to_owned(), uri.to_owned()));
            }
        }
        outside.retain(|(_, uri)| !uri.is_empty());
        content.prefixes = outside;
        Ok(content)
    }

    fn keep(&mut self, used: &mut BTreeSet<String>) -> Result<AnyType, Error> {
        let attributes = self.attributes().map(|a| AnyAttribute {
            namespace: a.ns.to_owned(),
            name: a.local.to_owned(),
            value: a.value.to_owned(),
        });
        let attributes = AnyAttributes(attributes.collect());
        let own = self.scope.since(self.own_scope());
        let mut own: Vec<(String, String)> =
            own.map(|(p, uri)| (p.to_owned(), uri.to_owned())).collect();
        for attribute in &attributes.0 {
            candidates(&attribute.value, used);
            if attribute.namespace == XSI
                && attribute.name == "type"
                && !attribute.value.contains(':')
            {
                used.insert(String::new());
            }
        }
        let mut children = Vec::new();
        loop {
            match self.next()? {
                Node::End => break,
                Node::Text(text) => {
                    candidates(&text, used);
                    children.push(AnyNode::Text(text.into_owned()));
                }
                Node::Start => {
                    let (namespace, name) = self.name();
                    let element = AnyElement {
                        namespace: namespace.to_owned(),
                        name: name.to_owned(),
                        content: AnyType::default(),
                    };
                    let content = self.keep(used)?;
                    children.push(AnyNode::Element(AnyElement { content, ..element }));
                }
            }
        }
        own.retain(|(prefix, _)| used.contains(prefix));
        Ok(AnyType {
            attributes,
            prefixes: own,
            children,
        })
    }
}

/// Notes what may be prefixes of qualified names in a text: whatever stands before a colon.
fn candidates(text: &str, used: &mut BTreeSet<String>) {
    const MOST: usize = 64;
    for (at, _) in text.match_indices(':').take(MOST) {
        let before = text.get(..at).unwrap_or_default();
        let start = before
            .char_indices()
            .rev()
            .take(MOST)
            .take_while(|&(_, c)| is_name_char(c))
            .last();
        if let Some(prefix) = start.and_then(|(i, _)| before.get(i..))
            && used.len() < MOST
            && !used.contains(prefix)
        {
            used.insert(prefix.to_owned());
        }
    }
}
