//! Who calls, said by HTTP Digest to a server that asks.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]
#![cfg(feature = "http")]

use std::net::SocketAddr;

use crate::common::wire::{field, ok, reply, serve};
use crate::common::*;
use castile::transport::HttpTransport;
use castile::{Error, SoapVersion};

const FIRST: &str = "401 Unauthorized\nWWW-Authenticate: Basic realm=\"cam\"\n\
    WWW-Authenticate: Digest realm=\"cam\", nonce=\"1\", qop=\"auth\", algorithm=MD5";

fn client(address: SocketAddr) -> CommandWebService {
    let transport = HttpTransport::builder()
        .no_proxy()
        .digest_auth("admin", "hush")
        .build()
        .unwrap();
    let shown = format!("{transport:?}");
    assert!(
        !shown.contains("admin") && !shown.contains("hush"),
        "{shown}"
    );
    let url = format!("http://{address}/onvif?a=1");
    CommandWebService::with_transport(SoapVersion::V1_1, &url, transport).unwrap()
}

#[tokio::test]
async fn a_server_that_asks_is_answered_once_and_then_told_at_once() {
    let stale = "401 Unauthorized\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"2\", qop=\"auth\", stale=true";
    // The answers have bodies, after which the same connection goes on: the server takes no other.
    let page = b"<html>who are you?</html>";
    let replies = vec![
        reply(FIRST, page),
        ok(""),
        ok(""),
        reply(stale, page),
        ok(""),
    ];
    let (address, requests) = serve(replies);
    let client = client(address);
    for _ in 0..3 {
        client.clear_job_status(&request()).await.unwrap();
    }
    let sent: Vec<String> = requests.iter().take(5).collect();
    let said: Vec<_> = sent
        .iter()
        .map(|sent| field(sent, "Authorization"))
        .collect();
    let has = |number: usize, part: &str| {
        said[number]
            .as_ref()
            .is_some_and(|said| said.contains(part))
    };
    assert_eq!(said[0], None);
    for (number, nonce, count) in [(1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 1)] {
        assert!(has(number, &format!("nonce=\"{nonce}\"")), "{said:?}");
        assert!(has(number, &format!("nc=0000000{count}")), "{said:?}");
        assert!(
            has(number, "uri=\"/onvif?a=1\"") && has(number, "username=\"admin\""),
            "{said:?}"
        );
    }
    let body = |sent: &str| sent.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
    assert!(
        sent.iter()
            .all(|one| body(one) == body(&sent[0]) && one.contains("<clearJobStatus"))
    );
    assert!(!sent.concat().contains("hush"));
}

#[tokio::test]
async fn a_wrong_password_is_an_error_after_two_requests() {
    let again =
        "401 Unauthorized\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"1\", qop=\"auth\"";
    let (address, requests) = serve(vec![reply(FIRST, b""), reply(again, b"no"), ok("")]);
    let client = client(address);
    let error = client.clear_job_status(&request()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Http(error) if error.status == 401),
        "{error}"
    );
    assert!(!format!("{error:?}{error}").contains("hush"));
    // A field of the caller's own is left alone.
    let request = request();
    let call = client.clear_job_status(&request);
    let call = call.http_header("Authorization", "Bearer abc");
    call.await.unwrap();
    let sent: Vec<String> = requests.iter().take(3).collect();
    assert_eq!(
        field(&sent[2], "Authorization").as_deref(),
        Some("Bearer abc")
    );
}

/// Some servers ask anew with each refusal, so that it can't be told by the challenge that the password is wrong.
#[tokio::test]
async fn what_was_refused_is_forgotten_though_the_server_asks_anew() {
    let asks = |nonce: u32| {
        let head = format!(
            "401 Unauthorized\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"{nonce}\", qop=\"auth\""
        );
        reply(&head, b"no")
    };
    let (address, requests) = serve((1..=4).map(asks).collect());
    let client = client(address);
    for _ in 0..2 {
        let error = client.clear_job_status(&request()).await.unwrap_err();
        assert!(
            matches!(&error, Error::Http(error) if error.status == 401),
            "{error}"
        );
    }
    let sent: Vec<String> = requests.iter().take(4).collect();
    let said: Vec<_> = sent
        .iter()
        .map(|sent| field(sent, "Authorization"))
        .collect();
    assert!(said[0].is_none() && said[2].is_none(), "{said:?}");
    for (number, nonce) in [(1, "nonce=\"1\""), (3, "nonce=\"3\"")] {
        let said = said[number].as_deref().unwrap_or_default();
        assert!(said.contains(nonce), "{said}");
    }
}
