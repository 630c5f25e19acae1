//! SOAP-encoded messages: records in records, arrays of all kinds, derived types, what is nil and what is absent.

use castile::{List, Nillable};
use castile_tests as fixtures;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::parts::{finite, nil_or, text};

use fixtures::rpc_encoded::types::{
    AnyShape, ArrayOfNode, Circle, Colour, Matrix, Names, Node, Shape, Table, TableRow,
};

fn node() -> impl Strategy<Value = Node> {
    let leaf = (of(any::<i32>()), of(nil_or(text()))).prop_map(|(value, note)| Node {
        value,
        note,
        ..Node::default()
    });
    leaf.prop_recursive(6, 12, 1, |inner| {
        (of(any::<i32>()), inner).prop_map(|(value, next)| Node {
            value,
            next: Some(Box::new(next)),
            ..Node::default()
        })
    })
}

fn shape() -> impl Strategy<Value = AnyShape> {
    let colour = || of(select(vec![Colour::Red, Colour::Green]));
    let plain = (of(text()), colour()).prop_map(|(name, colour)| Shape { name, colour });
    let circle = (of(text()), colour(), of(finite())).prop_map(|(name, colour, radius)| Circle {
        name,
        colour,
        radius,
    });
    prop_oneof![
        plain.prop_map(|shape| AnyShape::Shape(shape.into())),
        circle.prop_map(AnyShape::Circle)
    ]
}

fn matrix() -> impl Strategy<Value = Matrix> {
    (0_u32..4, 0_u32..4).prop_flat_map(|(rows, columns)| {
        let count = (rows * columns) as usize;
        vec(nil_or(any::<i32>()), count).prop_map(move |items| Matrix {
            items,
            size: List(vec![rows, columns]),
        })
    })
}

fn table() -> impl Strategy<Value = Table> {
    let row = vec(nil_or(text()), 0..3).prop_map(|items| TableRow { items });
    vec(nil_or(row), 0..3).prop_map(|items| Table { items })
}

pub(crate) fn requests() -> impl Strategy<Value = fixtures::rpc_encoded::Request> {
    use fixtures::rpc_encoded::*;
    let nodes = of(vec(nil_or(node()), 0..4)).prop_map(|items| NodesRequest {
        nodes: items.map(|items| ArrayOfNode { items }),
    });
    let draw = of(shape()).prop_map(|shape| DrawRequest { shape, scale: None });
    let names = of(vec(nil_or(text()), 0..4)).prop_map(|items| items.map(|items| Names { items }));
    let arrays =
        (names, of(matrix()), of(table())).prop_map(|(names, matrix, table)| ArraysRequest {
            names,
            matrix,
            table,
            ..ArraysRequest::default()
        });
    prop_oneof![
        nodes.prop_map(Request::Nodes),
        draw.prop_map(Request::Draw),
        arrays.prop_map(Request::Arrays)
    ]
}

pub(crate) fn documents() -> impl Strategy<Value = fixtures::encoded_blocks::Request> {
    use fixtures::encoded_blocks::encoded_blocks::{Session, Sized};
    use fixtures::encoded_blocks::*;
    let session = || (of(text()), of(any::<i32>())).prop_map(|(key, left)| Session { key, left });
    let several = (of(session()), of(any::<i32>()))
        .prop_map(|(session, times)| DocumentsRequest { session, times });
    let arrays =
        vec(nil_or(session()), 0..3).prop_map(|items: Vec<Nillable<Session>>| ArraysRequest {
            sized: Some(Sized { items }),
            ..ArraysRequest::default()
        });
    prop_oneof![
        session().prop_map(Request::Document),
        several.prop_map(Request::Documents),
        arrays.prop_map(Request::Arrays)
    ]
}
