//! Messages as real stacks send them, what's written, and sizes that mean harm.

mod references;

use super::{ENCODING, ENCODING12, Style, write_encoded};
use crate::codec::{DecodeError, ReadContext, read_member};
use crate::schema::{Member, one};
use crate::value::{AnyType, List, Nillable, Value};
use crate::xml::{Limits, Reader, Writer, XSD, XSI};

const NS: &str = "urn:t";
static ROOT: Member = one("urn:m", "echo");

#[derive(Default)]
struct Node {
    value: Option<i32>,
    label: Option<String>,
    next: Option<Box<Node>>,
}
crate::complex!(Node(3), named NS "Node", Content::Sequence;
    0 value = one(NS, "value").typed(&Name { ns: XSD, local: "int" });
    1 label = opt(NS, "label").typed(&Name { ns: XSD, local: "string" });
    2 next = one(NS, "next").typed(&Name { ns: NS, local: "Node" });
);

#[derive(Default)]
struct Nodes {
    items: Vec<Nillable<Node>>,
}
crate::complex!(Nodes(1), named NS "Nodes", Content::Array(&ArrayOf { item: Name { ns: NS, local: "Node" }, inner: "", dimensions: 1 });
    0 items = many("", "item").nillable().typed(&Name { ns: NS, local: "Node" });
);

#[derive(Default)]
struct Matrix {
    items: Vec<Nillable<i32>>,
    size: Option<List<u32>>,
}
crate::complex!(Matrix(1), named NS "Matrix", Content::Array(&ArrayOf { item: Name { ns: XSD, local: "int" }, inner: "", dimensions: 2 });
    0 items = many("", "item").nillable().typed(&Name { ns: XSD, local: "int" });
    @ 1 size = attribute(super::ENCODING12, "arraySize");
);

#[derive(Default)]
struct Message {
    node: Option<Node>,
    nodes: Option<Nodes>,
    matrix: Option<Matrix>,
    any: Option<AnyType>,
}
crate::complex!(Message(4), anonymous "urn:m" "echo", Content::Sequence;
    0 node = one("", "node").typed(&Name { ns: NS, local: "Node" });
    1 nodes = one("", "nodes").typed(&Name { ns: NS, local: "Nodes" });
    2 matrix = one("", "matrix").typed(&Name { ns: NS, local: "Matrix" });
    3 any = one("", "any").typed(&Name { ns: XSD, local: "anyType" });
);

#[derive(Default)]
struct Result_ {
    result: Option<String>,
}
crate::complex!(Result_(1), anonymous "urn:m" "echo", Content::Sequence;
    0 result = one("", "return").typed(&Name { ns: XSD, local: "string" });
);

/// A Body with these elements, the first of which is the message's; of what was passed over come the messages.
fn read_in<T: Value>(body: &str, strict: bool) -> Result<(T, Vec<String>), DecodeError> {
    let text = format!(
        "<Body xmlns:xsi=\"{XSI}\" xmlns:xsd=\"{XSD}\" xmlns:soapenc=\"{ENCODING}\" xmlns:enc=\"{ENCODING12}\" xmlns:t=\"{NS}\" xmlns:m=\"urn:m\">{body}</Body>"
    );
    let mut cx = ReadContext::default();
    cx.strict = strict;
    cx.encoded(text.len(), Limits::default());
    let mut reader = Reader::new(&text, Limits::default());
    reader.root().unwrap();
    reader.child().unwrap();
    let mut value = T::default();
    read_member(&mut reader, &ROOT, value.slot(false), &mut cx)?;
    while reader.child().unwrap() {
        reader.skip().unwrap();
    }
    reader.finish().unwrap();
    Ok((value, cx.warnings.into_iter().map(|w| w.message).collect()))
}

/// A message read without any warning.
fn read(body: &str) -> Message {
    let (value, warnings) = read_in(body, false).unwrap();
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!(read_in::<Message>(body, true).unwrap().0, value);
    value
}

fn refused(body: &str) -> String {
    let error = read_in::<Message>(body, false).unwrap_err();
    format!("{}: {}", error.path, error.message)
}

fn write(value: &Message, soap12: bool) -> Result<String, String> {
    let (envelope, uri) = match soap12 {
        false => ("urn:soap11", ENCODING),
        true => ("urn:soap12", ENCODING12),
    };
    let mut out = Writer::new();
    out.start_prefixed("soap", envelope, "Body");
    out.declare("xsi", XSI);
    out.declare("xsd", XSD);
    let mark = out.mark();
    let style = Style {
        uri,
        soap12,
        envelope,
    };
    write_encoded(&mut out, style, &ROOT, value.item())
        .map_err(|e| format!("{}: {}", e.path, e.message))?;
    Ok(out.since(mark).to_owned())
}

fn node(value: i32) -> Node {
    Node {
        value: Some(value),
        ..Node::default()
    }
}

#[test]
fn every_value_says_its_type() {
    let value = Message {
        node: Some(Node {
            next: Some(Box::new(node(2))),
            ..node(1)
        }),
        nodes: Some(Nodes {
            items: vec![Nillable::Value(node(3)), Nillable::Nil],
        }),
        matrix: Some(Matrix {
            items: vec![Nillable::Value(7), Nillable::Value(8)],
            size: Some(List(vec![1, 2])),
        }),
        any: None,
    };
    let next = |inner: &str| format!("<next {inner}</next>");
    let nil = "<next xsi:nil=\"true\" xsi:type=\"q2:Node\" />";
    let plain = |v: i32| format!("<value xsi:type=\"xsd:int\">{v}</value>{nil}");
    let nodes = |array: &str| {
        format!(
            "<nodes xsi:type=\"q2:Nodes\" {array}><item xsi:type=\"q2:Node\">{}</item><item xsi:nil=\"true\" xsi:type=\"q2:Node\" /></nodes>",
            plain(3)
        )
    };
    let matrix = |array: &str| {
        format!("<matrix size xsi:type=\"q2:Matrix\" {array}><item xsi:type=\"xsd:int\">7</item><item xsi:type=\"xsd:int\">8</item></matrix>")
            .replace(" size ", " ")
    };
    let inner = next(&format!("xsi:type=\"q2:Node\">{}", plain(2)));
    let first =
        format!("<node xsi:type=\"q2:Node\"><value xsi:type=\"xsd:int\">1</value>{inner}</node>");
    assert_eq!(
        write(&value, false).unwrap(),
        format!(
            "<q1:echo xmlns:q1=\"urn:m\" soap:encodingStyle=\"{ENCODING}\" xmlns:soapenc=\"{ENCODING}\" xmlns:q2=\"{NS}\">{first}{}{}</q1:echo>",
            nodes("soapenc:arrayType=\"q2:Node[2]\""),
            matrix("soapenc:arrayType=\"xsd:int[1,2]\""),
        )
    );
    assert_eq!(
        write(&value, true).unwrap(),
        format!(
            "<q1:echo xmlns:q1=\"urn:m\" soap:encodingStyle=\"{ENCODING12}\" xmlns:soapenc=\"{ENCODING12}\" xmlns:q2=\"{NS}\">{first}{}{}</q1:echo>",
            nodes("soapenc:itemType=\"q2:Node\" soapenc:arraySize=\"2\""),
            matrix("soapenc:itemType=\"xsd:int\" soapenc:arraySize=\"1 2\""),
        )
    );
    for soap12 in [false, true] {
        let written = write(&value, soap12)
            .unwrap()
            .replace("soap:encodingStyle", "encodingStyle");
        assert_eq!(read(&written), value);
    }
}

#[test]
fn a_size_that_is_not_that_of_the_items_is_not_written() {
    for size in [None, Some(vec![2, 2]), Some(vec![2])] {
        let matrix = Matrix {
            items: vec![Nillable::Value(7), Nillable::Value(8)],
            size: size.map(List),
        };
        let value = Message {
            matrix: Some(matrix),
            ..Message::default()
        };
        assert!(
            write(&value, false)
                .unwrap_err()
                .starts_with("matrix: an array of 2 dimensions")
        );
    }
}

#[test]
fn references_of_axis() {
    let body = "<m:echo soapenc:encodingStyle=\"x\"><node href=\"#id0\"/>\
        <nodes soapenc:arrayType=\"t:Node[2]\" xsi:type=\"soapenc:Array\"><nodes href=\"#id1\"/><nodes href=\"#id0\"/></nodes></m:echo>\
        <multiRef id=\"id1\" soapenc:root=\"0\" xsi:type=\"ns2:Node\" xmlns:ns2=\"urn:t\"><value href=\"#id3\"/><label xsi:nil=\"true\"/><next xsi:nil=\"1\"/></multiRef>\
        <multiRef id=\"id0\" xsi:type=\"t:Node\"><next href=\"#id1\"/><value href=\"#id2\"/></multiRef>\
        <multiRef id=\"id2\" xsi:type=\"xsd:int\">1</multiRef><multiRef id=\"id3\" xsi:type=\"xsd:int\">2</multiRef>";
    let first = Node {
        next: Some(Box::new(node(2))),
        ..node(1)
    };
    let value = read(body);
    assert_eq!(value.node, Some(first.clone()));
    assert_eq!(
        value.nodes.unwrap().items,
        [Nillable::Value(node(2)), Nillable::Value(first)]
    );
}

#[test]
fn references_of_soap_12_and_in_place() {
    let body = "<m:echo><node enc:id=\"a\"><value>1</value></node><nodes enc:itemType=\"t:Node\" enc:arraySize=\"*\"><x enc:ref=\"a\"/></nodes></m:echo>";
    assert_eq!(read(body).nodes.unwrap().items, [Nillable::Value(node(1))]);
}

#[test]
fn prefixes_are_those_where_the_value_stands() {
    let body = "<m:echo><any href=\"#a\"/></m:echo><w xmlns:p=\"urn:p\"><v id=\"a\" xsi:type=\"p:Q\"><p:x/></v></w>";
    let any = read(body).any.unwrap();
    assert_eq!(any.attributes.get("", "id"), None);
    assert_eq!(any.prefixes, [("p".to_owned(), "urn:p".to_owned())]);
    assert_eq!(any.elements().next().unwrap().namespace, "urn:p");
}

#[test]
fn values_of_any_type_hold_what_they_refer_to() {
    let body = "<m:echo><any xsi:type=\"Map\"><item><key>k</key><value href=\"#v\"/></item></any></m:echo><multiRef id=\"v\" soapenc:root=\"0\" xsi:type=\"xsd:int\">5</multiRef>";
    let any = read(body).any.unwrap();
    let item = any.elements().next().unwrap();
    let value = item.content.elements().nth(1).unwrap();
    assert_eq!(
        (value.name.as_str(), value.content.text().as_str()),
        ("value", "5")
    );
    assert_eq!(value.content.attributes.get(XSI, "type"), Some("xsd:int"));
    assert_eq!(value.content.attributes.0.len(), 1);
}

#[test]
fn positions_and_offsets_leave_gaps() {
    let item = |at: &str, v: i32| format!("<i {at}><value>{v}</value></i>");
    let body = format!(
        "<m:echo><nodes soapenc:arrayType=\"t:Node[9]\" soapenc:offset=\"[1]\">{}{}</nodes></m:echo>",
        item("", 1),
        item("soapenc:position=\"[3]\"", 3)
    );
    let (one, three) = (Nillable::Value(node(1)), Nillable::Value(node(3)));
    assert_eq!(
        read(&body).nodes.unwrap().items,
        [Nillable::Nil, one, Nillable::Nil, three]
    );
    let body = "<m:echo><matrix soapenc:arrayType=\"xsd:int[2,2]\"><i soapenc:position=\"[1,0]\">5</i></matrix></m:echo>";
    let matrix = read(body).matrix.unwrap();
    assert_eq!(
        matrix.items,
        [
            Nillable::Nil,
            Nillable::Nil,
            Nillable::Value(5),
            Nillable::Nil
        ]
    );
    assert_eq!(matrix.size, Some(List(vec![2, 2])));
}

#[test]
fn dimensions_may_come_as_arrays_of_arrays() {
    let body = "<m:echo><matrix soapenc:arrayType=\"xsd:int[][2]\"><r soapenc:arrayType=\"xsd:int[3]\"><i>1</i><i>2</i><i href=\"#x\"/></r><r href=\"#y\"/></matrix></m:echo>\
        <r id=\"y\"><i>4</i><i>5</i><i xsi:nil=\"true\"/></r><x id=\"x\">3</x>";
    let matrix = read(body).matrix.unwrap();
    let values: Vec<_> = matrix.items.into_iter().map(Nillable::value).collect();
    assert_eq!(values, [Some(1), Some(2), Some(3), Some(4), Some(5), None]);
    assert_eq!(matrix.size, Some(List(vec![2, 3])));
    let uneven = body.replace("<i>5</i>", "");
    assert_eq!(
        refused(&uneven),
        "echo.matrix: rows of different lengths in an array"
    );
}

#[test]
fn dimensions_of_which_the_first_is_as_long_as_it_is() {
    let items = "<i>1</i><i>2</i><i enc:position=\"1 1\">4</i>"
        .replace("enc:position=\"1 1\"", "soapenc:position=\"[1,1]\"");
    for size in ["soapenc:arrayType=\"xsd:int[,2]\"", "enc:arraySize=\"* 2\""] {
        let matrix = read(&format!("<m:echo><matrix {size}>{items}</matrix></m:echo>"))
            .matrix
            .unwrap();
        let values: Vec<_> = matrix.items.into_iter().map(Nillable::value).collect();
        assert_eq!(values, [Some(1), Some(2), None, Some(4)]);
        assert_eq!(matrix.size, Some(List(vec![2, 2])));
    }
}

#[test]
fn dimensions_that_are_not_said_lose_no_item() {
    let items =
        "<i>1</i><i href=\"#x\"/><i a='>'><![CDATA[3]]></i></matrix></m:echo><x id=\"x\">2</x>"
            .replace(" a='>'", "");
    for array in [
        "<matrix>",
        "<matrix soapenc:arrayType=\"xsd:int[]\">",
        "<matrix soapenc:arrayType=\"xsd:int[3]\">",
    ] {
        let body = format!("<m:echo>{array}{items}");
        let (value, warnings) = read_in::<Message>(&body, false).unwrap();
        let matrix = value.matrix.unwrap();
        let values: Vec<_> = matrix.items.into_iter().map(Nillable::value).collect();
        assert_eq!(values, [Some(1), Some(2), Some(3)]);
        assert_eq!(matrix.size, Some(List(vec![3])));
        assert_eq!(warnings, ["an array of [3] with 3 items, of 2 dimensions"]);
        assert!(read_in::<Message>(&body, true).is_err());
    }
}

#[test]
fn order_and_namespaces_of_accessors_do_not_matter() {
    let body = "<m:echo><matrix xsi:nil=\"true\"/><x:node xmlns:x=\"urn:other\"><label>l</label><x:value>1</x:value></x:node></m:echo>";
    let expected = Node {
        label: Some("l".to_owned()),
        ..node(1)
    };
    assert_eq!(
        read(body),
        Message {
            node: Some(expected),
            ..Message::default()
        }
    );
}

#[test]
fn the_one_result_may_have_any_name() {
    let result = |body: &str| read_in::<Result_>(body, false).unwrap();
    let (value, warnings) = result(
        "<m:echo><r:result xmlns:r=\"http://www.w3.org/2003/05/soap-rpc\">x</r:result><outputString xsi:type=\"xsd:string\">a</outputString></m:echo>",
    );
    assert_eq!((value.result.as_deref(), warnings.len()), (Some("a"), 0));
    let (value, warnings) = result("<m:echo><return>a</return><more>b</more></m:echo>");
    assert_eq!((value.result.as_deref(), warnings.len()), (Some("a"), 1));
}

#[test]
fn sizes_are_not_believed() {
    for array in [
        "soapenc:arrayType=\"t:Node[4000000000]\"",
        "enc:arraySize=\"4000000000\"",
    ] {
        let body = format!("<m:echo><nodes {array}/></m:echo>");
        assert_eq!(read(&body).nodes.unwrap().items, []);
    }
    for array in [
        "<nodes soapenc:offset=\"[4000000000]\"/>",
        "<nodes><i soapenc:position=\"[4000000000]\"/></nodes>",
        "<matrix soapenc:arrayType=\"xsd:int[4000000000,4000000000]\"/>",
        "<matrix enc:arraySize=\"65536 65536\"/>",
    ] {
        let error = refused(&format!("<m:echo>{array}</m:echo>"));
        assert!(error.contains("an array with a gap of"), "{error}");
    }
}
