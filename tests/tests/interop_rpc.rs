//! Generated rpc clients against servers of other makers: rpc/encoded and rpc/literal of PHP, and rpc/encoded of Axis,
//! which sends everything as references.
//!
//! `CASTILE_SHARED` names the folder whose `lab/lab` starts them; a peer that isn't set up is skipped, aloud.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![cfg(peers)]

use castile::{Error, Nillable};
use castile_tests::{peers_encoded as encoded, peers_rpc as literal};

use crate::lab;

#[tokio::test(flavor = "multi_thread")]
async fn php_encoded() {
    if let Some(url) = endpoint("php", "rpcenc").await {
        calls(&url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn axis_encoded() {
    if let Some(url) = endpoint("axis1", "rpcenc").await {
        calls(&url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn php_literal() {
    let Some(url) = endpoint("php", "rpclit").await else {
        return;
    };
    let client = literal::Rpc::new(&url).expect("the URL is one");
    let sum = client.two(&literal::TwoRequest { a: 7, b: 5 }).await;
    let sum = sum.expect("two results");
    assert_eq!((sum.sum, sum.diff), (12, 2));
    let kind = literal::GetAnyRequest { kind: "int".into() };
    let any = client.get_any(&kind).await.expect("any value");
    assert_eq!(any.r#return.text(), "5");
}

/// The address of one service of a peer's server, where the peer is installed.
async fn endpoint(peer: &'static str, kind: &str) -> Option<String> {
    let found = tokio::task::spawn_blocking(|| lab::endpoints(peer)).await;
    let found = found.expect("the peer starts");
    let service = found.iter().find(|e| e.kind == kind);
    assert!(found.is_empty() || service.is_some(), "{peer} has {kind}");
    service.map(|e| e.url.clone())
}

async fn calls(url: &str) {
    let client = encoded::Rpc::new(url).expect("the URL is one");
    let two = encoded::TwoRequest {
        a: Some(7),
        b: Some(5),
    };
    let sum = client.two(&two).await.expect("two results");
    assert_eq!((sum.sum, sum.diff), (Some(12), Some(2)));
    points(&client).await;
    any(&client).await;
    let map = client.get_map(&encoded::GetMapRequest { n: Some(3) }).await;
    let map = map.expect("a map").r#return.expect("it's not nil");
    let text = |value: &Option<castile::AnyType>| value.as_ref().map(|v| v.text());
    for (key, value) in [("k0", "v0"), ("k1", "1")] {
        let mut items = map.item.iter();
        let item = items.find(|item| text(&item.key).as_deref() == Some(key));
        let item = item.expect("it has the entry");
        assert_eq!(text(&item.value).as_deref(), Some(value));
    }
    let matrix = client.matrix().await.expect("two dimensions");
    let matrix = matrix.r#return.expect("it's not nil");
    assert_eq!(matrix.size.0, [2, 3]);
    let items = matrix.items.iter().map(|item| item.as_ref().copied());
    let items: Vec<_> = items.collect();
    assert_eq!(items, [1, 2, 3, 4, 5, 6].map(Some));
    // A point that is its own next one.
    let cycle = client.same_twice().send().await.expect("a cycle ends");
    let point = cycle.body.r#return.expect("it's not nil");
    assert_eq!(point.label.as_deref(), Some("same"));
    let next = point.next.as_ref().and_then(Nillable::as_ref);
    assert_eq!(next.and_then(|p| p.x), Some(2));
}

async fn points(client: &encoded::Rpc) {
    let point = |x, next| encoded::types::Point {
        x: Some(x),
        y: Some(2.5),
        label: Some("a<&>".into()),
        next,
    };
    let inner = Box::new(point(2, None));
    let sent = vec![
        Nillable::Value(point(1, Some(Nillable::Value(inner)))),
        Nillable::Value(point(3, None)),
    ];
    let request = encoded::EchoPointsRequest {
        points: Some(encoded::types::ArrayOfPoint {
            items: sent.clone(),
        }),
        tags: Some(encoded::types::ArrayOfString {
            items: vec![Nillable::Value("t1".into()), Nillable::Nil],
        }),
    };
    let reply = client.echo_points(&request).await.expect("points");
    let items = reply.r#return.expect("it's not nil").items;
    // What ends the chain may come back as nil rather than absent.
    let plain =
        |item: &Nillable<encoded::types::Point>| item.as_ref().map(|p| (p.x, p.y, p.label.clone()));
    let plain = |items: &[_]| items.iter().map(plain).collect::<Vec<_>>();
    assert_eq!(plain(&items), plain(&sent));
    let next = |items: &[Nillable<encoded::types::Point>]| {
        let first = items.first().and_then(Nillable::as_ref);
        let next = first.and_then(|p| p.next.as_ref());
        next.and_then(Nillable::as_ref).and_then(|p| p.x)
    };
    assert_eq!(next(&items), Some(2));
}

/// A value of any type tells its own.
async fn any(client: &encoded::Rpc) {
    let value = async |kind: &str| {
        let kind = encoded::GetAnyRequest {
            kind: Some(kind.into()),
        };
        let reply: Result<_, Error> = client.get_any(&kind).await;
        reply.expect("any value").r#return
    };
    for (kind, expected) in [("int", "5"), ("str", "str")] {
        assert_eq!(value(kind).await.expect("it's there").text(), expected);
    }
    assert!(value("null").await.is_none_or(|v| v.children.is_empty()));
    let list = value("list").await.expect("it's there");
    let items: Vec<_> = list.elements().map(|e| e.content.text()).collect();
    assert_eq!(items, ["1", "2", "3"]);
}
