//! Wildcards and IDs of whole documents, read strictly.

use crate::codec::{from_xml, from_xml_strict};
use crate::schema::{Builtin, Simple, Variety};
use crate::{AnyElement, AnyType, List};

const NS: &str = "urn:w";

static IDS: Simple = Simple {
    variety: Variety::List(Simple::shared(Builtin::Id)),
    ..Simple::of(Builtin::Token)
};

#[derive(Clone, Default, PartialEq)]
struct Wild {
    first: String,
    needed: AnyElement,
    last: Option<String>,
    lax: Vec<AnyElement>,
    open: Option<AnyType>,
}
crate::complex!(Wild, anonymous NS "wild", Content::Sequence;
    0 first = one(NS, "first");
    1 needed = any(NamespaceConstraint::Any, Process::Skip);
    2 last = opt(NS, "last");
    3 lax = any(NamespaceConstraint::Other(NS), Process::Lax).min(0).max(UNBOUNDED);
    4 open = opt(NS, "open"););

#[derive(Clone, Default, PartialEq)]
struct Strict {
    any: Vec<AnyElement>,
}
crate::complex!(Strict, anonymous NS "strict", Content::Sequence;
    0 any = any(NamespaceConstraint::Any, Process::Strict).min(0).max(UNBOUNDED););

#[derive(Clone, Default, PartialEq)]
struct Node {
    id: Option<String>,
    next: Option<String>,
    ids: Option<List<String>>,
    nodes: Vec<Node>,
}
crate::complex!(Node, anonymous "" "node", Content::Sequence;
    0 nodes = many("", "node");
    @ 1 id = attribute("", "id").builtin(Builtin::Id);
    2 next = attribute("", "next").builtin(Builtin::IdRefs);
    3 ids = attribute("", "ids").simple(&IDS););

#[derive(Clone, PartialEq)]
enum Document {
    Wild(Wild),
    Strict(Strict),
    Node(Node),
    Number(i32),
}
crate::choice!(Document = Number, Choice "Document"; 0 Wild = one(NS, "wild"); 1 Strict = one(NS, "strict");
    2 Node = one("", "node"); 3 Number = one("", "number"););

fn strictly(xml: &str) -> Result<Document, String> {
    // A lenient reading takes them all.
    assert!(from_xml::<Document>(xml.as_bytes()).is_ok(), "{xml}");
    from_xml_strict(xml.as_bytes()).map_err(|e| e.to_string())
}

fn refused(xml: &str, message: &str) {
    let error = strictly(xml).expect_err(xml);
    assert!(error.contains(message), "{xml}: {error}");
}

#[test]
fn what_is_needed_is_not_left_out_for_what_comes_later() {
    let xml = "<wild xmlns='urn:w'><first/><last>skipped</last><last>l</last></wild>";
    let Document::Wild(wild) = strictly(xml).unwrap() else {
        panic!();
    };
    assert_eq!(wild.needed.content.text(), "skipped");
    assert_eq!(wild.last.as_deref(), Some("l"));
}

#[test]
fn strict_wildcards_take_what_is_declared_and_valid() {
    let strict = |inside: &str| format!("<w:strict xmlns:w='urn:w'>{inside}</w:strict>");
    let nested = strict(&format!("<number>1</number>{}", strict("<node/>")));
    assert!(strictly(&nested).is_ok());
    refused(
        &strict(&strict("<number>x</number>")),
        "strict.strict.number: expected a whole number",
    );
    refused(&strict("<unknown/>"), "<unknown> isn't declared");
    // It can have a type of its own.
    let typed = "<u xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='t'/>";
    assert!(strictly(&strict(typed)).is_ok());
}

#[test]
fn lax_wildcards_and_open_content_check_what_is_declared() {
    let wild = |skipped: &str, lax: &str, open: &str| {
        format!(
            "<w:wild xmlns:w='urn:w'><w:first/>{skipped}<x xmlns='urn:x'>{lax}</x><w:open>{open}</w:open></w:wild>"
        )
    };
    let number = "<number xmlns=''>1</number>";
    let wrong = "<number xmlns=''>x</number>";
    assert!(strictly(&wild(wrong, number, "<any/>text")).is_ok());
    refused(&wild("<a/>", wrong, ""), "number: expected a whole number");
    refused(&wild("<a/>", "", wrong), "number: expected a whole number");
}

#[test]
fn ids_are_unique_and_references_lead_to_them() {
    let node = |inside: &str| format!("<node id='a' next='a'>{inside}</node>");
    assert!(strictly(&node("<node id='b' next='a c'/><node id=' c '/>")).is_ok());
    refused(&node("<node id='a'/>"), "an ID that the document has twice");
    refused(
        &node("<node ids='b c b'/>"),
        "an ID that the document has twice",
    );
    refused(
        &node("<node next='b'/>"),
        "a reference to an ID that the document lacks",
    );
    // What wildcards take counts too, once.
    let strict = |inside: &str| format!("<w:strict xmlns:w='urn:w'>{inside}</w:strict>");
    assert!(strictly(&strict(&node("<node next='a'/>"))).is_ok());
    refused(
        &strict(&(node("") + &node(""))),
        "an ID that the document has twice",
    );
}
