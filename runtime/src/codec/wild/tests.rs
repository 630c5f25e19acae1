//! Wildcards and IDs of whole documents, read strictly.

use crate::codec::{from_xml, from_xml_strict_in};
use crate::schema::{Builtin, Grammar, Name, Simple, Variety, attribute, definition};
use crate::xml::XSD;
use crate::{AnyAttributes, AnyElement, AnyType, List};

const NS: &str = "urn:w";

static IDS: Simple = Simple {
    variety: Variety::List(Simple::shared(Builtin::Id)),
    ..Simple::of(Builtin::Token)
};

#[derive(Default)]
struct Wild {
    first: String,
    needed: AnyElement,
    last: Option<String>,
    lax: Vec<AnyElement>,
    open: Option<AnyType>,
}
crate::complex!(Wild(5), anonymous NS "wild", Content::Sequence;
    0 first = one(NS, "first");
    1 needed = any(NamespaceConstraint::Any, Process::Skip);
    2 last = opt(NS, "last");
    3 lax = any(NamespaceConstraint::Not(&[NS, ""]), Process::Lax).min(0).max(UNBOUNDED);
    4 open = opt(NS, "open"););

#[derive(Default)]
struct Strict {
    any: Vec<AnyElement>,
    attributes: AnyAttributes,
}
crate::complex!(Strict(1), anonymous NS "strict", Content::Sequence;
    0 any = any(NamespaceConstraint::Any, Process::Strict).min(0).max(UNBOUNDED);
    @ 1 attributes = any_attribute(NamespaceConstraint::Any, Process::Strict););

#[derive(Default)]
struct Node {
    id: Option<String>,
    next: Option<String>,
    ids: Option<List<String>>,
    pictures: Option<String>,
    nodes: Vec<Node>,
}
crate::complex!(Node(1), named "" "nodes", Content::Sequence;
    0 nodes = many("", "node");
    @ 1 id = attribute("", "id").builtin(Builtin::Id);
    2 next = attribute("", "next").builtin(Builtin::IdRefs);
    3 ids = attribute("", "ids").simple(&IDS);
    4 pictures = attribute("", "pictures").builtin(Builtin::Entities););

enum Document {
    Wild(Wild),
    Strict(Strict),
    Node(Node),
    Number(i32),
    Small(i8),
    Any(AnyType),
    Simple(AnyType),
    Fixed(AnyType),
}
crate::choice!(Document = Number, Choice "Document"; 0 Wild = one(NS, "wild"); 1 Strict = one(NS, "strict");
    2 Node = one("", "node"); 3 Number = one("", "number");
    4 Small = one("", "small").declared(&Declaration::NONE.of("", "small"));
    5 Any = one("", "any").declared(&Declaration::NONE.exact());
    6 Simple = one("", "simple").declared(&Declaration::NONE.of(XSD, "anySimpleType"));
    7 Fixed = one("", "fixed").nillable().fixed("x"););

static GRAMMAR: Grammar = Grammar {
    attributes: &[attribute(NS, "size").builtin(Builtin::Int).fixed("7")],
    types: &[
        definition::<Node>("", "nodes"),
        definition::<i8>("", "small").stands_for(&[Name::new(XSD, "byte")]),
        definition::<i8>("", "tiny").stands_for(&[Name::new("", "small"), Name::new(XSD, "byte")]),
    ],
};

fn strictly(xml: &str) -> Result<Document, String> {
    // A lenient reading takes them all.
    assert!(from_xml::<Document>(xml.as_bytes()).is_ok(), "{xml}");
    from_xml_strict_in(xml.as_bytes(), &GRAMMAR).map_err(|e| e.to_string())
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
    let typed = |name: &str, text: &str| {
        let xsi = "http://www.w3.org/2001/XMLSchema-instance";
        let xs = "http://www.w3.org/2001/XMLSchema";
        strict(&format!(
            "<u xmlns:i='{xsi}' xmlns:xs='{xs}' i:type='{name}'>{text}</u>"
        ))
    };
    assert!(strictly(&typed("xs:int", "1")).is_ok());
    refused(&typed("xs:int", "x"), "expected a whole number");
    assert!(strictly(&typed("small", "1")).is_ok());
    refused(&typed("small", "1000"), "expected a whole number");
    refused(&typed("nodes", "<other/>"), "unexpected element <other>");
    refused(&typed("unknown", ""), "<u> isn't declared");
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
    // Without any ID, it's a part of a document that has them.
    assert!(strictly("<node next='b'/>").is_ok());
    // What wildcards take counts too, once.
    let strict = |inside: &str| format!("<w:strict xmlns:w='urn:w'>{inside}</w:strict>");
    assert!(strictly(&strict(&node("<node next='a'/>"))).is_ok());
    refused(
        &strict(&(node("") + &node(""))),
        "an ID that the document has twice",
    );
}

#[test]
fn entities_are_those_of_the_document() {
    let doctype =
        "<!DOCTYPE node [<!NOTATION n SYSTEM 'n'><!ENTITY a SYSTEM 'a' NDATA n><!ENTITY b 'b'>]>";
    let node = |pictures: &str| format!("<node pictures='{pictures}'/>");
    let with = |pictures: &str| format!("{doctype}{}", node(pictures));
    assert!(strictly(&with("a a")).is_ok());
    refused(&with("a b"), "an unparsed entity that the document lacks");
    refused(&with("c"), "an unparsed entity that the document lacks");
    // Part of a document that declares it.
    assert!(strictly(&node("c")).is_ok());
    let elsewhere = format!("<!DOCTYPE node SYSTEM 'node.dtd'>{}", node("c"));
    assert!(strictly(&elsewhere).is_ok());
}

#[test]
fn wildcards_of_attributes_check_what_is_declared() {
    let strict = |attribute: &str| format!("<w:strict xmlns:w='urn:w' {attribute}/>");
    assert!(strictly(&strict("w:size='07'")).is_ok());
    refused(&strict("w:size='x'"), "expected a whole number");
    refused(&strict("w:size='8'"), "the fixed one");
    refused(&strict("other='8'"), "the attribute other isn't declared");
    // Where anything may stand, what's declared is checked.
    let open = |attribute: &str| {
        format!("<w:wild xmlns:w='urn:w'><w:first/><a/><w:open {attribute}/></w:wild>")
    };
    assert!(strictly(&open("other='8'")).is_ok());
    refused(&open("w:size='8'"), "the fixed one");
}

#[test]
fn xsi_type_names_what_can_stand_in_for_a_simple_type() {
    let typed = |element: &str, name: &str, text: &str| {
        let xsi = "http://www.w3.org/2001/XMLSchema-instance";
        let xs = "http://www.w3.org/2001/XMLSchema";
        format!("<{element} xmlns:i='{xsi}' xmlns:xs='{xs}' i:type='{name}'>{text}</{element}>")
    };
    let out = "can't stand in for the declared one";
    for name in ["xs:int", "xs:byte", "small", "tiny"] {
        assert!(strictly(&typed("number", name, "1")).is_ok(), "{name}");
    }
    refused(
        &typed("number", "xs:byte", "1000"),
        "expected a whole number",
    );
    refused(&typed("number", "small", "1000"), "expected a whole number");
    refused(&typed("number", "xs:long", "1"), out);
    refused(&typed("number", "unknown", "1"), "isn't known here");
    assert!(strictly(&typed("small", "tiny", "1")).is_ok());
    refused(&typed("small", "xs:byte", "1"), out);
    for (name, text) in [("xs:int", "1"), ("tiny", "1"), ("xs:anySimpleType", "a")] {
        assert!(strictly(&typed("simple", name, text)).is_ok(), "{name}");
    }
    refused(&typed("simple", "xs:anyType", "1"), out);
    refused(&typed("simple", "nodes", "1"), out);
    refused(&typed("simple", "xs:int", "a"), "expected a whole number");
    // `block` leaves only the declared type.
    assert!(strictly(&typed("any", "xs:anyType", "1")).is_ok());
    refused(&typed("any", "small", "1"), out);
}

#[test]
fn what_is_fixed_is_not_nil() {
    let fixed = |attributes: &str, text: &str| {
        let xsi = "http://www.w3.org/2001/XMLSchema-instance";
        let xs = "http://www.w3.org/2001/XMLSchema";
        format!("<fixed xmlns:i='{xsi}' xmlns:xs='{xs}' {attributes}>{text}</fixed>")
    };
    let nil = "a nil where the value is fixed";
    assert!(strictly(&fixed("", "x")).is_ok());
    refused(&fixed("", "y"), "the fixed one");
    refused(&fixed("i:nil='true'", ""), nil);
    refused(&fixed("i:nil='true' i:type='xs:string'", ""), nil);
}
