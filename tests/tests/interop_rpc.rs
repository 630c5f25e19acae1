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

use std::path::PathBuf;
use std::process::Command;

use castile::{Error, Nillable};
use castile_tests::{peers_encoded as encoded, peers_rpc as literal};

#[tokio::test(flavor = "multi_thread")]
async fn php_encoded() {
    if let Some(url) = endpoint("php", "rpcenc.php") {
        calls(&url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn axis_encoded() {
    if let Some(url) = endpoint("axis1", "RpcPort") {
        calls(&url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn php_literal() {
    let Some(url) = endpoint("php", "rpclit.php") else {
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

/// The endpoint of a peer's server, started if it's installed.
fn endpoint(peer: &str, path: &str) -> Option<String> {
    let shared = std::env::var("CASTILE_SHARED").expect("the build saw it");
    let lab = PathBuf::from(shared).join("lab/lab");
    let run = |arguments: &[&str]| {
        let output = Command::new("bash").arg(&lab).args(arguments).output();
        output.expect("bash runs")
    };
    let status = run(&["status"]).stdout;
    let status = String::from_utf8_lossy(&status).into_owned();
    let mut lines = status.lines().filter(|l| l.starts_with(peer));
    if !lines.any(|l| l.ends_with(" set up") && !l.contains("not set up")) {
        println!("skipped: {peer} is not installed");
        return None;
    }
    let started = run(&["start", peer]);
    assert!(started.status.success(), "{peer} did not start");
    let text = String::from_utf8_lossy(&started.stdout).into_owned();
    let mut urls = text.lines().filter_map(|l| l.split('\t').nth(2));
    // A peer of several services tells the address of one of them.
    let url = urls.next_back().expect("it has an endpoint");
    let folder = url.rfind('/').and_then(|at| url.get(..at));
    Some(format!("{}/{path}", folder.unwrap_or(url)))
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
    let first = map.item.first().expect("it has entries");
    let text = |value: &Option<castile::AnyType>| value.as_ref().map(|v| v.text());
    assert_eq!(text(&first.key).as_deref(), Some("k0"));
    assert_eq!(text(&first.value).as_deref(), Some("v0"));
    let matrix = client.matrix().await.expect("two dimensions");
    let matrix = matrix.r#return.expect("it's not nil");
    assert_eq!(matrix.size.0, [2, 3]);
    assert!(matrix.items.iter().all(|item| !item.is_nil()));
    assert_eq!(matrix.items.len(), 6);
    // A point that is its own next one.
    let cycle = client.same_twice().send().await.expect("a cycle ends");
    assert!(cycle.body.r#return.is_some());
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

async fn any(client: &encoded::Rpc) {
    for (kind, expected) in [("int", "5"), ("float", "1.5")] {
        let kind = encoded::GetAnyRequest {
            kind: Some(kind.into()),
        };
        let reply: Result<_, Error> = client.get_any(&kind).await;
        let value = reply.expect("any value").r#return.expect("it's there");
        assert_eq!(value.text(), expected);
    }
}
