//! What holds for any tree and any document.

use proptest::prelude::*;

use super::{ReadContext, read_value, write_member};
use crate::schema::{Member, Name, NamespaceConstraint, Process};
use crate::value::Value;
use crate::xml::{Limits, Reader, Writer, XSI, decode, expand_entities};
use crate::{AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType};

const ANY: Member = crate::schema::any(NamespaceConstraint::Any, Process::Skip);

fn name() -> impl Strategy<Value = String> {
    "[A-Za-z_é][A-Za-z0-9._é-]{0,6}"
}

fn namespace() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "urn:a",
        "urn:b",
        "urn:<&\"'é",
        "http://www.w3.org/XML/1998/namespace",
    ])
    .prop_map(str::to_owned)
}

/// Any characters that XML can hold, those that need care more often.
fn text() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "<", "&", ">", "\"", "'", "\r\n", "\r", "\n", "\t", "]]>", "&amp;", "p:x", " ",
    ]);
    let any = "\\PC{0,4}".prop_map(|text| text.replace(['\u{FFFE}', '\u{FFFF}'], ""));
    prop::collection::vec(prop_oneof![hard.prop_map(str::to_owned), any], 1..5)
        .prop_map(|parts| parts.concat())
}

fn attributes() -> impl Strategy<Value = AnyAttributes> {
    let attribute =
        (namespace(), name(), text()).prop_map(|(namespace, name, value)| AnyAttribute {
            namespace,
            name,
            value,
        });
    prop::collection::vec(attribute, 0..4).prop_map(|mut all| {
        // No two of one name, and none that declares something.
        all.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
        all.dedup_by(|a, b| (&a.namespace, &a.name) == (&b.namespace, &b.name));
        all.retain(|a| a.name != "xmlns");
        AnyAttributes(all)
    })
}

fn tree() -> impl Strategy<Value = AnyElement> {
    let element = |children: BoxedStrategy<Vec<AnyNode>>| {
        (namespace(), name(), attributes(), children).prop_map(
            |(namespace, name, attributes, children)| AnyElement {
                namespace,
                name,
                content: AnyType {
                    attributes,
                    prefixes: Vec::new(),
                    children,
                },
            },
        )
    };
    let leaf = element(Just(Vec::new()).boxed());
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let nodes = prop::collection::vec((proptest::option::of(text()), inner), 0..4);
        let children = (nodes, proptest::option::of(text())).prop_map(|(nodes, last)| {
            let mut children = Vec::new();
            for (text, element) in nodes {
                children.extend(text.filter(|t| !t.is_empty()).map(AnyNode::Text));
                children.push(AnyNode::Element(element));
            }
            children.extend(last.filter(|t| !t.is_empty()).map(AnyNode::Text));
            children
        });
        element(children.boxed())
    })
}

fn read(xml: &str) -> AnyElement {
    let mut reader = Reader::new(xml, Limits::default());
    reader.root().unwrap_or_else(|e| panic!("{xml}: {e}"));
    let element = reader.element().unwrap_or_else(|e| panic!("{xml}: {e}"));
    reader.finish().unwrap_or_else(|e| panic!("{xml}: {e}"));
    element
}

/// Prefixes that happen to be in scope say nothing about the tree.
fn without_prefixes(mut element: AnyElement) -> AnyElement {
    element.content.prefixes.clear();
    for node in &mut element.content.children {
        if let AnyNode::Element(child) = node {
            *child = without_prefixes(std::mem::take(child));
        }
    }
    element
}

proptest! {
    #[test]
    fn a_tree_that_is_written_reads_back(tree in tree()) {
        let mut out = Writer::new();
        write_member(&mut out, &ANY, tree.item()).unwrap();
        let xml = out.finish();
        prop_assert_eq!(without_prefixes(read(&xml)), tree, "{}", xml);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        swallow(&bytes);
    }

    #[test]
    fn no_change_to_a_document_makes_the_reader_panic(
        edits in prop::collection::vec((0..400usize, "[<>/&;'\"=\\]\\[! a-zé:#x?-]{0,3}", 0..4usize), 1..6)
    ) {
        let mut text = DOCUMENT.to_owned();
        for (at, insert, remove) in edits {
            let start = text.floor_char_boundary_or(at);
            let end = text.floor_char_boundary_or(start + remove).max(start);
            text.replace_range(start..end, &insert);
        }
        swallow(text.as_bytes());
    }
}

const DOCUMENT: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><!DOCTYPE a [<!ENTITY e 'v<b/>&#65;'>]><a xmlns=\"urn:a\" \
    xmlns:p='urn:p' p:k=\"1 &lt; 2\"><!-- c --><p:b xmlns:p=\"urn:q\">t&e;&#x41;<![CDATA[<é>]]></p:b><?pi x?><c/></a>";

trait Boundary {
    fn floor_char_boundary_or(&self, at: usize) -> usize;
}

impl Boundary for String {
    fn floor_char_boundary_or(&self, at: usize) -> usize {
        (0..=at.min(self.len()))
            .rev()
            .find(|&i| self.is_char_boundary(i))
            .unwrap_or(0)
    }
}

/// Reads bytes in every way, and checks that what is read can be written.
fn swallow(bytes: &[u8]) {
    let limits = Limits {
        bytes: 1 << 20,
        depth: 16,
        attributes: 8,
    };
    let Ok(text) = decode(bytes, None) else {
        return;
    };
    let Ok(text) = expand_entities(&text, &limits) else {
        return;
    };
    let mut reader = Reader::new(&text, limits);
    if reader.root().is_err() {
        return;
    }
    let mut element = AnyElement::default();
    let outcome = read_value(
        &mut reader,
        Value::slot(&mut element, false),
        None,
        &mut ReadContext::lenient(),
    );
    if outcome.is_ok() && reader.finish().is_ok() {
        let mut out = Writer::new();
        write_member(&mut out, &ANY, element.item()).unwrap();
        let xml = out.finish();
        assert_eq!(
            without_prefixes(read(&xml)),
            without_prefixes(element),
            "{xml}"
        );
    }
}

#[test]
fn types_of_kept_elements_stay_in_the_namespace_they_were_in() {
    // The same tree in no namespace, where the default one is that of an element around, and where it's undeclared.
    let xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
    for inner in [
        format!("<p:a xmlns:p='urn:a' xsi:type='T' {xsi}/>"),
        format!("<p:a xmlns:p='urn:a' xmlns='urn:d' {xsi}><p:b xsi:type='T'/></p:a>"),
        format!("<a xmlns='urn:a' {xsi}><b xmlns='' xsi:type='T'/><b xsi:type='T'/></a>"),
        format!(
            "<a xmlns='urn:a' {xsi}><p:b xmlns:p='urn:b' xmlns='' xsi:type='T'><c xsi:type='T'/></p:b></a>"
        ),
    ] {
        let read = |xml: &str| {
            let mut reader = Reader::new(xml, Limits::default());
            reader.root().unwrap();
            reader.element().unwrap()
        };
        let names = |xml: &str| {
            let mut reader = Reader::new(xml, Limits::default());
            let mut names = Vec::new();
            reader.root().unwrap();
            while reader.depth() > 0 {
                if let Some(ty) = reader.attribute(XSI, "type") {
                    let (prefix, local) = ty.split_once(':').unwrap_or(("", ty));
                    let ns = reader.namespace(prefix).unwrap().to_owned();
                    names.push((reader.name().1, format!("{{{ns}}}{local}")));
                }
                while !reader.child().unwrap() && reader.depth() > 0 {}
            }
            names
                .into_iter()
                .map(|(n, t)| (n.to_owned(), t))
                .collect::<Vec<_>>()
        };
        let kept = read(&inner);
        let mut out = Writer::new();
        out.start(Name::new("urn:around", "e"));
        write_member(&mut out, &ANY, kept.item()).unwrap();
        let xml = out.finish();
        assert_eq!(names(&xml), names(&inner), "{xml}");
    }
}
