//! The SOAP encoding through generated code: what is written in both versions, and what's made of the messages of other
//! stacks.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use castile::{AnyType, Error, List, Nillable, QName, SoapVersion, Typed};
use castile_tests::rpc_encoded::types::{
    AnyShape, ArrayOfNode, Circle, Matrix, Names, Node, Shape, Table, TableRow, Things,
};
use castile_tests::rpc_encoded::{
    ArraysRequest, DrawRequest, DrawResponse, NodesRequest, NodesResponse, Request, Response,
    encoding, operations,
};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>";
const TAIL: &str = "</soap:Body></soap:Envelope>";
const VERSIONS: [SoapVersion; 2] = [SoapVersion::V1_1, SoapVersion::V1_2];

fn circle() -> DrawRequest {
    let circle = Circle {
        name: Some("unit".into()),
        radius: Some(1.5),
        ..Circle::default()
    };
    DrawRequest {
        shape: Some(AnyShape::Circle(circle)),
        scale: None,
    }
}

/// An accessor says its type by itself, whatever its value says.
#[test]
fn a_type_is_said_once() {
    let shape = |says: bool| {
        let shape = Shape {
            name: Some("plain".to_owned()),
            ..Shape::default()
        };
        let shape = match says {
            true => Typed::of(shape, QName::new("urn:castile:rpc-encoded:types", "Shape")),
            false => Typed::new(shape),
        };
        Request::Draw(DrawRequest {
            shape: Some(AnyShape::Shape(shape)),
            scale: None,
        })
    };
    for version in VERSIONS {
        let written = shape(true).to_envelope(version).unwrap();
        assert_eq!(written, shape(false).to_envelope(version).unwrap());
        assert_eq!(
            Request::from_envelope(written.as_bytes()).unwrap(),
            shape(false)
        );
    }
}

fn node(value: i32, next: Option<Node>) -> Node {
    Node {
        value: Some(value),
        note: Some(Nillable::Nil),
        next: next.map(Box::new),
        ..Node::default()
    }
}

fn arrays() -> ArraysRequest {
    let text = |text: &str| Nillable::Value(text.to_owned());
    let row = |items: &[&str]| {
        Nillable::Value(TableRow {
            items: items.iter().map(|item| text(item)).collect(),
        })
    };
    ArraysRequest {
        names: Some(Names {
            items: vec![text("a"), Nillable::Nil],
        }),
        matrix: Some(Matrix {
            items: (1..=6).map(Nillable::Value).collect(),
            size: List(vec![2, 3]),
        }),
        table: Some(Table {
            items: vec![row(&["x", "y"]), row(&[]), Nillable::Nil],
        }),
        things: Some(Things::default()),
        plain: Some(encoding::Array {
            items: vec![AnyType::default()],
        }),
    }
}

#[test]
fn a_request_says_types_and_style() {
    let sent = Request::Draw(circle()).to_envelope(SoapVersion::V1_1);
    let encoding = "http://schemas.xmlsoap.org/soap/encoding/";
    let body = format!(
        "<q1:draw xmlns:q1=\"urn:castile:rpc-encoded\" soap:encodingStyle=\"{encoding}\" xmlns:soapenc=\"{encoding}\" xmlns:q2=\"urn:castile:rpc-encoded:types\"><shape xsi:type=\"q2:Circle\"><name xsi:type=\"soapenc:string\">unit</name><radius xsi:type=\"xsd:double\">1.5</radius></shape><scale xsi:nil=\"true\" xsi:type=\"xsd:decimal\" /></q1:draw>"
    );
    assert_eq!(sent.unwrap(), format!("{HEAD}{body}{TAIL}"));
}

#[test]
fn arrays_say_their_sizes() {
    let sent = Request::Arrays(arrays());
    let v11 = sent.to_envelope(SoapVersion::V1_1).unwrap();
    for part in [
        "xsi:type=\"q2:Names\" soapenc:arrayType=\"xsd:string[2]\"><name xsi:type=\"xsd:string\">a</name><name xsi:nil=\"true\" xsi:type=\"xsd:string\" />",
        "xsi:type=\"q2:Matrix\" soapenc:arrayType=\"xsd:int[2,3]\"><item xsi:type=\"xsd:int\">1</item>",
        "xsi:type=\"q2:Table\" soapenc:arrayType=\"xsd:string[][3]\"><item xsi:type=\"soapenc:Array\" soapenc:arrayType=\"xsd:string[2]\"><item xsi:type=\"xsd:string\">x</item>",
        "<things xsi:type=\"q2:Things\" soapenc:arrayType=\"xsd:anyType[0]\" />",
        "<plain xsi:type=\"soapenc:Array\" soapenc:arrayType=\"xsd:anyType[1]\"><item /></plain>",
    ] {
        assert!(v11.contains(part), "{part}\n{v11}");
    }
    let v12 = sent.to_envelope(SoapVersion::V1_2).unwrap();
    assert!(v12.contains("soap12:encodingStyle=\"http://www.w3.org/2003/05/soap-encoding\""));
    for part in [
        "soapenc:itemType=\"xsd:int\" soapenc:arraySize=\"2 3\"",
        "soapenc:itemType=\"soapenc:Array\" soapenc:arraySize=\"3\"",
    ] {
        assert!(v12.contains(part), "{part}\n{v12}");
    }
}

#[test]
fn what_is_written_is_read() {
    let list = ArrayOfNode {
        items: vec![Nillable::Value(node(1, Some(node(2, None)))), Nillable::Nil],
    };
    let requests = [
        Request::Nodes(NodesRequest { nodes: Some(list) }),
        Request::Nodes(NodesRequest::default()),
        Request::Draw(circle()),
        Request::Arrays(arrays()),
        Request::Any(()),
    ];
    for request in requests {
        for version in VERSIONS {
            let sent = request.to_envelope(version).unwrap();
            let read = Request::from_envelope(sent.as_bytes());
            assert_eq!(read.unwrap(), request, "{sent}");
            let strictly = Request::from_envelope_strict(sent.as_bytes());
            assert_eq!(strictly.unwrap(), request, "{sent}");
        }
    }
}

#[test]
fn absent_and_nil_are_told_apart_where_the_schema_does() {
    let absent = Node {
        value: Some(1),
        ..Node::default()
    };
    for node in [absent, node(1, None)] {
        let nodes = ArrayOfNode {
            items: vec![Nillable::Value(node)],
        };
        let response = Response::Nodes(NodesResponse {
            r#return: Some(nodes),
        });
        let sent = response.to_envelope(SoapVersion::V1_1).unwrap();
        assert_eq!(
            Response::from_envelope(sent.as_bytes()).unwrap(),
            response,
            "{sent}"
        );
    }
}

/// As Axis answers: with everything elsewhere, in any order, and its own names for items.
#[test]
fn an_answer_of_references() {
    let body = "<ns1:nodesResponse soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:ns1=\"urn:castile:rpc-encoded\">\
        <nodesReturn soapenc:arrayType=\"ns2:Node[2]\" xsi:type=\"soapenc:Array\" xmlns:ns2=\"urn:castile:rpc-encoded:types\" xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\">\
        <nodesReturn href=\"#id0\"/><nodesReturn href=\"#id1\"/></nodesReturn></ns1:nodesResponse>\
        <multiRef id=\"id1\" xsi:type=\"ns3:Node\" xmlns:ns3=\"urn:castile:rpc-encoded:types\"><value href=\"#id2\"/><note xsi:nil=\"true\"/><next xsi:nil=\"true\"/></multiRef>\
        <multiRef id=\"id0\" xsi:type=\"ns4:Node\" xmlns:ns4=\"urn:castile:rpc-encoded:types\"><value href=\"#id3\"/><note xsi:nil=\"true\"/><next href=\"#id1\"/></multiRef>\
        <multiRef id=\"id2\" xsi:type=\"xsd:int\">2</multiRef><multiRef id=\"id3\" xsi:type=\"xsd:int\">1</multiRef>";
    let text = format!("{HEAD}{body}{TAIL}");
    let answer: NodesResponse = operations::NODES.decode_response(text.as_bytes()).unwrap();
    let items = answer.r#return.unwrap().items;
    let two = node(2, None);
    let one = node(1, Some(two.clone()));
    assert_eq!(items, [Nillable::Value(one), Nillable::Value(two)]);
}

/// What is only there to be referred to may come first, and says so (SOAP 1.1, 5.6).
#[test]
fn the_root_needn_t_come_first() {
    let body = "<item id=\"i\" soapenc:root=\"0\" xsi:type=\"xsd:string\" xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\">ok</item>\
        <m:drawResponse xmlns:m=\"urn:castile:rpc-encoded\"><label href=\"#i\"/></m:drawResponse>";
    let text = format!("{HEAD}{body}{TAIL}");
    let Ok(Response::Draw(answer)) = Response::from_envelope(text.as_bytes()) else {
        panic!("it is a response");
    };
    assert_eq!(answer.label.as_deref(), Some("ok"));
}

#[test]
fn answers_leave_out_and_add_what_they_like() {
    let body = "<m:drawResponse xmlns:m=\"urn:castile:rpc-encoded\"><label xsi:type=\"xsd:string\" id=\"l\">ok</label></m:drawResponse>";
    let text = format!("{HEAD}{body}{TAIL}");
    let answer: DrawResponse = operations::DRAW.decode_response(text.as_bytes()).unwrap();
    assert_eq!(answer.drawn, None);
    assert_eq!(answer.label.as_deref(), Some("ok"));
}

#[test]
fn what_leads_nowhere_is_an_error_that_says_where() {
    let body = "<m:drawResponse xmlns:m=\"urn:castile:rpc-encoded\"><label href=\"#gone\"/></m:drawResponse>";
    let text = format!("{HEAD}{body}{TAIL}");
    let Err(Error::Decode(error)) = Response::from_envelope(text.as_bytes()) else {
        panic!("it was read");
    };
    assert_eq!(error.path, "drawResponse.label");
    assert!(error.message.contains("\"gone\""), "{}", error.message);
}
