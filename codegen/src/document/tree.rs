//! A scanned text becomes our nodes: the XML library builds the tree, the scan adds what it lost.
//!
//! The only file that names the XML library. It is handed nothing but a root element whose depth and size are known.

use std::collections::HashMap;
use std::sync::Arc;

use xml::common::Position;
use xml::reader::ErrorKind;
use xmltree::{Element, ParseError, ParserConfig, XMLNode};

use super::defect::Defect;
use super::entities::Entities;
use super::node::{Child, Node, NodeAttribute, Prefixes};
use super::scan::{Scan, Tag, scan};
use crate::location::Location;
use crate::name::QName;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Strings that many nodes share.
#[derive(Default)]
pub(super) struct Names(HashMap<Box<str>, Arc<str>>);

impl Names {
    fn get(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(text.into(), Arc::clone(&new));
        new
    }
}

/// The root element of a document.
pub(super) fn parse(text: &str, file: &Arc<str>, names: &mut Names) -> Result<Node, Defect> {
    let Scan {
        tags,
        entities,
        root: (offset, start),
    } = scan(text)?;
    let element = build(text.get(offset..).unwrap_or(""), start, &entities)?;
    let mut merge = Merge {
        tags: tags.into_iter(),
        entities: &entities,
        file,
        names,
    };
    let xml = (merge.names.get("xml"), merge.names.get(XML));
    merge.node(element, &Arc::new(Prefixes(vec![xml])))
}

/// The library's tree of a root element that begins at this line and column.
fn build(text: &str, start: (u32, u32), entities: &Entities) -> Result<Element, Defect> {
    let config = ParserConfig::new()
        .cdata_to_characters(true)
        .ignore_comments(true)
        .whitespace_to_characters(true)
        .allow_multiple_root_elements(false)
        .add_entities(entities.usable());
    Element::parse_with_config(text.as_bytes(), config).map_err(|error| {
        let ParseError::MalformedXml(error) = error else {
            return not_read(start);
        };
        let place = error.position();
        let line = u32::try_from(place.row).unwrap_or(u32::MAX);
        let column = u32::try_from(place.column).unwrap_or(u32::MAX);
        let place = match line {
            0 => (start.0, start.1.saturating_add(column)),
            _ => (start.0.saturating_add(line), column.saturating_add(1)),
        };
        let reason = match error.kind() {
            ErrorKind::Syntax(reason) => reason.to_string(),
            _ => "unexpected end".to_owned(),
        };
        Defect::at(
            place,
            format!("this is not well-formed XML: {reason}"),
            "correct the document, or get it anew from where it is published",
        )
    })
}

fn not_read(at: (u32, u32)) -> Defect {
    Defect::at(
        at,
        "this markup can't be read",
        "write the element anew, without references in its tags",
    )
}

struct Merge<'m, 't> {
    tags: std::vec::IntoIter<Tag<'t>>,
    entities: &'m Entities,
    file: &'m Arc<str>,
    names: &'m mut Names,
}

impl Merge<'_, '_> {
    /// An element with the start tag that's next; both come in document order. Recurses no deeper than the scan allows.
    fn node(&mut self, mut element: Element, outer: &Arc<Prefixes>) -> Result<Node, Defect> {
        let Some(tag) = self.tags.next().filter(|tag| same_name(tag.name, &element)) else {
            return Err(not_read((1, 1)));
        };
        let prefixes = self.prefixes(&tag, &element, outer);
        // White space between elements is layout unless there's other text among them.
        let layout = element.children.iter().all(|child| !has_text(child));
        let mut children = Vec::with_capacity(element.children.len());
        for child in std::mem::take(&mut element.children) {
            match child {
                XMLNode::Element(child) => children.push(Child::Node(self.node(child, &prefixes)?)),
                XMLNode::Text(_) | XMLNode::CData(_) if layout => {}
                XMLNode::Text(text) | XMLNode::CData(text) => children.push(Child::Text(text)),
                XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
            }
        }
        let name = QName {
            namespace: self.names.get(element.namespace.as_deref().unwrap_or("")),
            local: self.names.get(&element.name),
        };
        let attributes = self.attributes(&tag, element, &prefixes);
        Ok(Node {
            name,
            attributes,
            prefixes,
            children,
            at: Location {
                file: Arc::clone(self.file),
                line: tag.at.0,
                column: tag.at.1,
            },
        })
    }

    /// The prefixes in scope: those of the parent unless the tag declares any.
    fn prefixes(
        &mut self,
        tag: &Tag<'_>,
        element: &Element,
        outer: &Arc<Prefixes>,
    ) -> Arc<Prefixes> {
        if !tag.attributes.iter().any(|(name, _)| declares(name)) {
            return Arc::clone(outer);
        }
        let mut all = vec![(self.names.get("xml"), self.names.get(XML))];
        for (prefix, namespace) in element.namespaces.iter().flat_map(|all| &all.0) {
            if prefix != "xml" && prefix != "xmlns" && !namespace.is_empty() {
                all.push((self.names.get(prefix), self.names.get(namespace)));
            }
        }
        Arc::new(Prefixes(all))
    }

    /// The library knows attributes by their local name only: where two share it, the values as spelt count.
    fn attributes(
        &mut self,
        tag: &Tag<'_>,
        element: Element,
        prefixes: &Prefixes,
    ) -> Vec<NodeAttribute> {
        let own: Vec<_> = tag
            .attributes
            .iter()
            .filter(|(name, _)| !declares(name))
            .collect();
        let distinct = own.len() == element.attributes.len();
        let mut values = element.attributes.into_values();
        let attributes = own.into_iter().map(|(name, raw)| {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let namespace = match prefix {
                "" => self.names.get(""),
                _ => prefixes.get(prefix).cloned().unwrap_or_default(),
            };
            let value = values.next().filter(|_| distinct);
            NodeAttribute {
                name: QName {
                    namespace,
                    local: self.names.get(local),
                },
                value: value.unwrap_or_else(|| self.entities.attribute(raw)),
            }
        });
        attributes.collect()
    }
}

fn has_text(node: &XMLNode) -> bool {
    let text = node.as_text().or_else(|| node.as_cdata());
    text.is_some_and(|text| !text.trim().is_empty())
}

fn declares(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:")
}

fn same_name(spelt: &str, element: &Element) -> bool {
    match &element.prefix {
        Some(prefix) => spelt.split_once(':') == Some((prefix, &element.name)),
        None => spelt == element.name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Result<Node, Defect> {
        parse(text, &"x.xml".into(), &mut Names::default())
    }

    #[test]
    fn what_the_library_loses_is_there() {
        let node = root(
            "<!DOCTYPE a [<!ENTITY v 'E'>]>\n<a xmlns='u' xmlns:p='v' id='1' p:id='2&amp;&v;' z='&v;'>\n\
             <p:b xmlns:q='w' q:x='3' xml:lang='de'>t&lt;<![CDATA[<]]>&v;<!-- c -->u</p:b><c xmlns='' y='4'/></a>",
        )
        .unwrap();
        assert_eq!(node.name.to_string(), "{u}a");
        let attributes: Vec<_> = node
            .attributes
            .iter()
            .map(|a| (a.name.to_string(), &*a.value))
            .collect();
        let expected = [("id", "1"), ("{v}id", "2&E"), ("z", "E")];
        assert_eq!(attributes, expected.map(|(n, v)| (n.to_owned(), v)));
        let children: Vec<_> = node.elements().collect();
        let [b, c] = children[..] else {
            panic!("two children")
        };
        assert_eq!((b.at.line, b.at.column), (3, 1));
        assert_eq!(b.attribute_ns(XML, "lang"), Some("de"));
        assert_eq!(b.attribute_ns("w", "x"), Some("3"));
        assert!(b.prefixes.get("p").is_some() && node.prefixes.get("q").is_none());
        let Some(Child::Text(text)) = b.children.first() else {
            panic!("text")
        };
        assert_eq!(text, "t<<Eu");
        assert_eq!(node.children.len(), 2);
        assert_eq!(c.name.to_string(), "c");
        assert!(c.prefixes.get("").is_none());
    }

    #[test]
    fn the_librarys_complaints_have_their_place() {
        for (text, line, column) in [
            ("<!-- -->\n  <a x='1' x='2'/>", 2, 12),
            ("<a>\n<p:b/></a>", 2, 5),
            ("<a>\n\u{1}</a>", 2, 1),
        ] {
            let defect = root(text).unwrap_err();
            assert!(defect.message.contains("not well-formed"), "{defect:?}");
            assert_eq!((defect.line, defect.column), (line, column), "{defect:?}");
        }
    }

    /// Two parsers read each document one after the other: whatever they make of it, they don't panic, and what both
    /// accept has its elements where the scan has them.
    #[test]
    fn damaged_documents_are_refused_or_read() {
        const TEXT: &str = "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'x' [<!ENTITY e '&#65;\"b'> <!-- ]> -->]>\n<!--x--><?p q?>\
            <a xmlns='u' xmlns:p=\"v\" p:x='&lt;&e;' x=\"2\"> t&e;&#x41;<p:b/><![CDATA[<c>]]]><!-- <d> --><?q ?></a>\n<!-- - -->";
        let mut read = 0;
        for at in 0..TEXT.len() {
            let (before, rest) = TEXT.split_at(at);
            let after = rest.get(1..).unwrap_or("");
            let mut damaged = vec![before.to_owned(), format!("{before}{after}")];
            for new in [
                "<", ">", "&", ";", "\"", "'", "/", "!", "-", "[", "]", "?", "%", ":", "=", " ",
                "\0", "é", "<b>", "</a>", "<!--", "-->",
            ] {
                damaged.push(format!("{before}{new}{after}"));
                damaged.push(format!("{before}{new}{rest}"));
            }
            for text in damaged {
                match root(&text) {
                    Ok(_) => read += 1,
                    Err(defect) => assert!(!defect.message.contains("can't be read"), "{text}"),
                }
            }
        }
        assert!(read > 1000, "{read}");
    }
}
