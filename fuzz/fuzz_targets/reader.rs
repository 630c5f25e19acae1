//! Bytes through the decoder and the reader, in each of the ways to walk a document; what is kept whole is written and
//! read again.
#![no_main]

use castile::AnyElement;
use castile::AnyNode;
use castile::codec::{ReadContext, read_value, write_member};
use castile::schema::{Member, NamespaceConstraint, Process, any};
use castile::value::Value;
use castile::xml::{Limits, Node, Reader, Writer, decode, expand_entities, line_column};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    castile_fuzz::mutate_xml(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    for charset in [
        None,
        Some("utf-8"),
        Some("utf-16"),
        Some("windows-1252"),
        Some("shift_jis"),
    ] {
        if let Ok(text) = decode(bytes, charset) {
            read(&text);
        }
    }
});

fn read(text: &str) {
    let limits = Limits::default();
    let text = match expand_entities(text, &limits) {
        Ok(text) => text,
        Err(error) => {
            line_column(text, error.offset);
            return;
        }
    };
    let nodes = by_nodes(&text);
    let children = by_children(&text);
    assert_eq!(
        nodes, children,
        "two ways to walk a document see two documents"
    );
    let mut reader = Reader::new(&text, limits);
    reader.tolerate_undeclared_xsi();
    let mut element = AnyElement::default();
    if reader.root().is_err() {
        return;
    }
    let read = read_value(
        &mut reader,
        element.slot(false),
        None,
        &mut ReadContext::lenient(),
    );
    if read.is_err() || reader.finish().is_err() {
        return;
    }
    let mut out = Writer::new();
    write_member(&mut out, &ANY, element.item()).unwrap();
    let xml = out.finish();
    let mut again = Reader::new(&xml, limits);
    again.root().unwrap();
    let again = again.element().unwrap();
    assert_eq!(bare(again), bare(element), "{xml}");
}

static ANY: Member = any(NamespaceConstraint::Any, Process::Skip);

/// Without prefixes, which say nothing about the tree.
fn bare(mut element: AnyElement) -> AnyElement {
    element.content.prefixes.clear();
    for node in &mut element.content.children {
        if let AnyNode::Element(child) = node {
            *child = bare(std::mem::take(child));
        }
    }
    element
}

/// How many elements there are, or `None` where the document is refused.
fn by_nodes(text: &str) -> Option<usize> {
    let mut reader = Reader::new(text, Limits::default());
    reader.root().ok()?;
    let mut count = 1;
    while reader.depth() > 0 {
        match reader.next().ok()? {
            Node::Start => count += 1,
            Node::Text(text) => assert!(!text.is_empty()),
            Node::End => {}
        }
    }
    reader.finish().ok()?;
    Some(count)
}

fn by_children(text: &str) -> Option<usize> {
    let mut reader = Reader::new(text, Limits::default());
    reader.root().ok()?;
    let mut count = 1;
    while reader.depth() > 0 {
        count += usize::from(reader.child().ok()?);
    }
    reader.finish().ok()?;
    Some(count)
}
