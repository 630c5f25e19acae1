//! rpc clients of other makers against our rpc services, encoded and literal, each that is installed.
//!
//! The services are implementations of the generated traits of the peers' rpc contracts. A client must pass as many of its
//! checks as against the best of the other servers, but for the one that wants a value that contains itself: a value of
//! Rust has no cycles.

#![cfg(peers)]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use castile::{AnyElement, AnyType, Error, List, Nillable};
use castile_tests::{peers_encoded as encoded, peers_rpc as literal};

use crate::lab;

struct Encoded;
struct Literal;

/// The value of an element of any type.
fn any(attributes: &str, content: &str) -> AnyType {
    let xml = format!(
        r#"<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" {attributes}>{content}</a>"#
    );
    AnyElement::from_xml(&xml).expect("it's XML").content
}

fn of_kind(kind: &str) -> AnyType {
    let item = |n: u8| format!(r#"<item xsi:type="xsd:int">{n}</item>"#);
    match kind {
        "int" => any(r#"xsi:type="xsd:int""#, "5"),
        "null" => any(r#"xsi:nil="true""#, ""),
        "list" => any(
            r#"xsi:type="e:Array" e:arrayType="xsd:int[3]""#,
            &[1, 2, 3].map(item).concat(),
        ),
        _ => any(r#"xsi:type="xsd:string""#, "str"),
    }
}

impl encoded::RpcPort for Encoded {
    async fn echo_points(
        &self,
        request: encoded::EchoPointsRequest,
    ) -> Result<encoded::EchoPointsResponse, Error> {
        Ok(encoded::EchoPointsResponse {
            r#return: request.points,
        })
    }

    async fn get_map(&self, _: encoded::GetMapRequest) -> Result<encoded::GetMapResponse, Error> {
        let item = |key: &str, value| encoded::xml_soap::MapItem {
            key: Some(any(r#"xsi:type="xsd:string""#, key)),
            value: Some(value),
        };
        let item = vec![
            item("k0", any(r#"xsi:type="xsd:string""#, "v0")),
            item("k1", any(r#"xsi:type="xsd:int""#, "1")),
            item("list", of_kind("list")),
        ];
        Ok(encoded::GetMapResponse {
            r#return: Some(encoded::xml_soap::Map { item }),
        })
    }

    async fn get_any(
        &self,
        request: encoded::GetAnyRequest,
    ) -> Result<encoded::GetAnyResponse, Error> {
        Ok(encoded::GetAnyResponse {
            r#return: Some(of_kind(&request.kind.unwrap_or_default())),
        })
    }

    async fn two(&self, request: encoded::TwoRequest) -> Result<encoded::TwoResponse, Error> {
        let (a, b) = (request.a.unwrap_or_default(), request.b.unwrap_or_default());
        Ok(encoded::TwoResponse {
            sum: Some(a + b),
            diff: Some(a - b),
        })
    }

    async fn matrix(&self) -> Result<encoded::MatrixResponse, Error> {
        Ok(encoded::MatrixResponse {
            r#return: Some(encoded::types::Matrix {
                items: (1..=6).map(Nillable::Value).collect(),
                size: List(vec![2, 3]),
            }),
        })
    }

    async fn same_twice(&self) -> Result<encoded::SameTwiceResponse, Error> {
        let point = |x, label: Option<&str>, next| encoded::types::Point {
            x: Some(x),
            label: label.map(str::to_owned),
            next,
            ..Default::default()
        };
        let next = Nillable::Value(Box::new(point(2, None, None)));
        Ok(encoded::SameTwiceResponse {
            r#return: Some(point(1, Some("same"), Some(next))),
        })
    }
}

impl literal::RpcPort for Literal {
    async fn echo_points(
        &self,
        request: literal::EchoPointsRequest,
    ) -> Result<literal::EchoPointsResponse, Error> {
        Ok(literal::EchoPointsResponse {
            r#return: request.points,
        })
    }

    async fn get_any(
        &self,
        request: literal::GetAnyRequest,
    ) -> Result<literal::GetAnyResponse, Error> {
        let kind = request.kind;
        Ok(literal::GetAnyResponse {
            r#return: of_kind(&kind),
        })
    }

    async fn two(&self, request: literal::TwoRequest) -> Result<literal::TwoResponse, Error> {
        Ok(literal::TwoResponse {
            sum: request.a + request.b,
            diff: request.a - request.b,
        })
    }

    async fn same_twice(&self) -> Result<literal::SameTwiceResponse, Error> {
        let next = literal::Point {
            x: 2,
            label: Nillable::Nil,
            ..Default::default()
        };
        Ok(literal::SameTwiceResponse {
            r#return: literal::Point {
                x: 1,
                label: Nillable::Value("same".to_owned()),
                next: Some(Nillable::Value(Box::new(next))),
                ..Default::default()
            },
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rpc_clients_of_other_makers() {
    let encoded = encoded::RpcPort::into_endpoint(Encoded);
    let encoded = encoded.listen("127.0.0.1:0").await.expect("a port is free");
    let literal = literal::RpcPort::into_endpoint(Literal);
    let literal = literal.listen("127.0.0.1:0").await.expect("a port is free");
    let (enc, lit) = (encoded.url("/rpcenc"), literal.url("/rpclit"));
    let calls = [
        // The cycle of `sameTwice` is one of PHP's checks, and shown by Axis.
        ("php-rpc", &enc, "11", 8, 9),
        ("php-rpc", &enc, "12", 8, 9),
        ("php-rpc", &lit, "11", 7, 7),
        ("php-rpc", &lit, "12", 7, 7),
        ("zeep-rpc", &enc, "11", 6, 6),
        ("zeep-rpc", &lit, "11", 6, 6),
        ("axis1", &enc, "11", 13, 13),
    ];
    let calls =
        calls.map(|(client, url, version, best, of)| (client, url.clone(), version, best, of));
    let table = tokio::task::spawn_blocking(move || {
        let mut table = Vec::new();
        for (client, url, version, best, of) in calls {
            let Some(output) = lab::call(client, &url, version) else {
                continue;
            };
            let passed = output.lines().filter(|l| l.starts_with("ok ")).count();
            println!("{client} {version} {url}: {passed} of {of}, {best} expected\n{output}");
            table.push((client, version, url, passed, best));
        }
        table
    });
    for (client, version, url, passed, best) in table.await.expect("it ends") {
        assert!(
            passed >= best,
            "{client} {version} {url}: {passed}, not {best}"
        );
    }
    encoded.stop().await;
    literal.stop().await;
}
