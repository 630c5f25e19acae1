//! Real HTTP over loopback: what the transport does for a client, against a server of bare bytes.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]
#![cfg(feature = "http")]

use std::io::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::common::wire::{client, field, ok, reply, serve};
use crate::common::*;
use castile::transport::{HttpTransport, TransportErrorKind};
use castile::xml::Limits;
use castile::{Client, Error, SoapVersion};

#[tokio::test]
async fn a_call_on_the_wire() {
    let (address, requests) = serve(vec![ok(""), ok("")]);
    let client = client(address, "/CommandWebService.asmx?x=1");
    let reply = client.clear_job_status(&request()).send().await.unwrap();
    assert!(reply.body.clear_job_status_result);
    assert_eq!(
        (reply.status, reply.http_headers.get("content-type")),
        (200, Some("text/xml; charset=utf-8"))
    );
    let sent = requests.recv().unwrap();
    assert!(
        sent.starts_with("POST /CommandWebService.asmx?x=1 HTTP/1.1\r\n"),
        "{sent}"
    );
    assert_eq!(field(&sent, "Host"), Some(address.to_string()));
    assert_eq!(
        field(&sent, "Content-Type").as_deref(),
        Some("text/xml; charset=utf-8")
    );
    assert_eq!(
        field(&sent, "SOAPAction").as_deref(),
        Some("\"http://www.birst.com/clearJobStatus\"")
    );
    assert_eq!(field(&sent, "Accept-Encoding").as_deref(), Some("gzip"));
    assert!(field(&sent, "User-Agent").is_some_and(|agent| agent.starts_with("castile/")));
    let body = sent.split_once("\r\n\r\n").unwrap().1;
    assert_eq!(
        body.as_bytes(),
        client.clear_job_status(&request()).request_bytes().unwrap()
    );
    // What the caller sets goes instead of what's sent by itself, on the same connection: the server takes no other before
    // this one ends.
    client
        .clear_job_status(&request())
        .http_header("Host", "other.example")
        .http_header("accept", "text/xml")
        .await
        .unwrap();
    let sent = requests.recv().unwrap();
    let all = |name: &str| -> Vec<String> {
        let named = |line: &&str| line.to_ascii_lowercase().starts_with(name);
        sent.lines().filter(named).map(str::to_owned).collect()
    };
    assert_eq!(all("host:"), ["host: other.example"]);
    assert_eq!(all("accept:"), ["accept: text/xml"]);
}

#[tokio::test]
async fn cookies_are_held() {
    let set = "\nSet-Cookie: ASP.NET_SessionId=abc; path=/; HttpOnly\nSet-Cookie: b=2; path=/other";
    let (address, requests) = serve(vec![ok(set), ok(""), ok("")]);
    let client = client(address, "/x");
    client.clear_job_status(&request()).await.unwrap();
    let copy = client.clone();
    copy.clear_job_status(&request()).await.unwrap();
    copy.clear_job_status(&request())
        .http_header("Cookie", "own=1")
        .await
        .unwrap();
    assert_eq!(field(&requests.recv().unwrap(), "Cookie"), None);
    assert_eq!(
        field(&requests.recv().unwrap(), "Cookie").as_deref(),
        Some("ASP.NET_SessionId=abc")
    );
    assert_eq!(
        field(&requests.recv().unwrap(), "Cookie").as_deref(),
        Some("own=1; ASP.NET_SessionId=abc")
    );
}

#[tokio::test]
async fn cookies_can_be_off() {
    let (address, requests) = serve(vec![ok("\nSet-Cookie: a=1"), ok("")]);
    let transport = HttpTransport::builder()
        .no_proxy()
        .cookies(false)
        .build()
        .unwrap();
    let client = CommandWebService::with_transport(
        SoapVersion::V1_1,
        &format!("http://{address}/"),
        transport,
    )
    .unwrap();
    for _ in 0..2 {
        client.clear_job_status(&request()).await.unwrap();
        assert_eq!(field(&requests.recv().unwrap(), "Cookie"), None);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn compressed_answers() {
    let body = gzip(envelope(SoapVersion::V1_1, &answer("true")).as_bytes());
    let head = "200 OK\nContent-Type: text/xml\nContent-Encoding: gzip";
    let bomb = gzip(&vec![b' '; 32 << 20]);
    let replies = vec![
        reply(head, &body),
        reply(head, b"nonsense"),
        reply(head, &bomb),
        reply("200 OK\nContent-Encoding: br", b"x"),
    ];
    let (address, _requests) = serve(replies);
    let client = client(address, "/").client().to_builder().limits(Limits {
        bytes: 1 << 20,
        ..Limits::default()
    });
    let client = CommandWebService::with_client(client.build().unwrap());
    assert!(
        client
            .clear_job_status(&request())
            .await
            .unwrap()
            .clear_job_status_result
    );
    for kind in [
        TransportErrorKind::Broken,
        TransportErrorKind::TooLarge,
        TransportErrorKind::Broken,
    ] {
        let error = client.clear_job_status(&request()).await.unwrap_err();
        assert!(
            matches!(&error, Error::Transport(error) if error.kind() == kind),
            "{error}"
        );
    }
}

#[tokio::test]
async fn chunks_and_long_answers() {
    let body = envelope(SoapVersion::V1_1, &answer("true"));
    let (first, second) = body.split_at(60);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-type: text/xml\r\nTransfer-encoding: chunked\r\n\r\n{:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n",
        first.len(),
        second.len()
    );
    let old =
        format!("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n{body}");
    let long = reply("200 OK\nContent-Type: text/xml", &vec![b' '; 2 << 20]);
    let (address, _requests) = serve(vec![chunked.into(), old.into(), long]);
    let client = client(address, "/").client().to_builder().limits(Limits {
        bytes: 1 << 20,
        ..Limits::default()
    });
    let client = CommandWebService::with_client(client.build().unwrap());
    for _ in 0..2 {
        assert!(
            client
                .clear_job_status(&request())
                .await
                .unwrap()
                .clear_job_status_result
        );
    }
    let error = client.clear_job_status(&request()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge),
        "{error}"
    );
}

#[tokio::test]
async fn redirections() {
    let on = |status: &str, to: &str| reply(&format!("{status}\nLocation: {to}"), b"");
    let replies = vec![
        on("308 Permanent Redirect", "/b?y=2"),
        ok("\nConnection: close"),
        on("302 Found", "/c"),
        on("307 Temporary Redirect", "http://127.0.0.1:1/d"),
    ];
    let (address, requests) = serve(replies);
    let client = client(address, "/a");
    client.clear_job_status(&request()).await.unwrap();
    assert!(requests.recv().unwrap().starts_with("POST /a "));
    let again = requests.recv().unwrap();
    assert!(
        again.starts_with("POST /b?y=2 ") && again.contains("<clearJobStatus"),
        "{again}"
    );
    // Not with a call: neither as a GET nor to somebody else.
    for (status, to) in [
        (302, format!("http://{address}/c")),
        (307, "http://127.0.0.1:1/d".to_owned()),
    ] {
        match client.clear_job_status(&request()).await.unwrap_err() {
            Error::Http(error) => assert_eq!((error.status, error.location), (status, Some(to))),
            error => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn redirections_without_end() {
    let to = reply("307 Temporary Redirect\nLocation: /", b"");
    let (address, requests) = serve(vec![to; 20]);
    let error = client(address, "/")
        .clear_job_status(&request())
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(307));
    assert_eq!(requests.try_iter().count(), 6);
}

#[tokio::test]
async fn timeouts() {
    let (address, _requests) = serve(Vec::new());
    let client = client(address, "/");
    let begun = Instant::now();
    let request = request();
    let error = client
        .clear_job_status(&request)
        .timeout(Duration::from_millis(100))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(10));
    // In the middle of the answer, too.
    let half = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<half";
    let (address, _requests) = serve(vec![half.into()]);
    let client = Client::builder(&format!("http://{address}/"))
        .transport(HttpTransport::builder().no_proxy().build().unwrap());
    let client =
        CommandWebService::with_client(client.timeout(Duration::from_millis(200)).build().unwrap());
    assert!(client.ping().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn connections_that_do_not_come_about_or_break() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let error = client(free, "/x?key=hidden").ping().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(
        error.to_string().contains("refused") && !format!("{error:?}").contains("hidden"),
        "{error:?}"
    );
    let (address, _requests) = serve(vec![b"garbage\r\n\r\n".to_vec()]);
    let error = client(address, "/").ping().await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Broken),
        "{error}"
    );
    let cut = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n<half".to_vec();
    let (address, _requests) = serve(vec![cut]);
    let error = client(address, "/").ping().await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Broken),
        "{error}"
    );
}

#[tokio::test]
async fn through_a_proxy() {
    let (proxy, requests) = serve(vec![
        ok("\nConnection: close"),
        reply("403 Forbidden\nConnection: close", b""),
    ]);
    let transport = HttpTransport::builder()
        .proxy(&format!("http://me:pw@{proxy}"))
        .build()
        .unwrap();
    let call = async |url: &str| {
        let client =
            CommandWebService::with_transport(SoapVersion::V1_1, url, transport.clone()).unwrap();
        client.clear_job_status(&request()).await
    };
    call("http://service.invalid/x").await.unwrap();
    let sent = requests.recv().unwrap();
    assert!(
        sent.starts_with("POST http://service.invalid/x HTTP/1.1\r\n"),
        "{sent}"
    );
    assert_eq!(
        field(&sent, "Proxy-Authorization").as_deref(),
        Some("Basic bWU6cHc=")
    );
    let error = call("https://service.invalid/x").await.unwrap_err();
    assert!(
        error.is_connect() && error.to_string().contains("proxy"),
        "{error}"
    );
    let sent = requests.recv().unwrap();
    assert!(
        sent.starts_with("CONNECT service.invalid:443 HTTP/1.1\r\n"),
        "{sent}"
    );
    assert!(!sent.contains("clearJobStatus"));
}

#[test]
fn without_a_runtime_it_is_told() {
    let client = CommandWebService::new("http://127.0.0.1:1/").unwrap();
    let mut future = Box::pin(client.ping().into_future());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut cx) {
        std::task::Poll::Ready(Err(error)) => {
            assert!(error.to_string().contains("tokio"), "{error}")
        }
        _ => panic!("it went on without a runtime"),
    }
}

#[test]
fn constructors() {
    assert_eq!(
        CommandWebService::PORTS
            .iter()
            .map(|p| p.address)
            .collect::<Vec<_>>(),
        [Some("http://localhost/CommandWebService.asmx"), None]
    );
    assert_eq!(
        CommandWebService::new("http://h/")
            .unwrap()
            .client()
            .version(),
        SoapVersion::V1_1
    );
    assert_eq!(
        CommandWebService::soap11("http://h/")
            .unwrap()
            .client()
            .version(),
        SoapVersion::V1_1
    );
    assert_eq!(
        CommandWebService::soap12("http://h/")
            .unwrap()
            .client()
            .version(),
        SoapVersion::V1_2
    );
    assert!(matches!(
        CommandWebService::new("ftp://h/"),
        Err(Error::Setup(_))
    ));
    assert!(matches!(CommandWebService::new("h"), Err(Error::Setup(_))));
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::*;

    #[test]
    fn calls_share_a_connection() {
        let (address, _requests) = serve(vec![ok(""), ok("")]);
        let client = client(address, "/");
        for _ in 0..2 {
            assert!(
                client
                    .clear_job_status(&request())
                    .send_blocking()
                    .unwrap()
                    .body
                    .clear_job_status_result
            );
        }
    }

    #[tokio::test]
    async fn they_refuse_to_stop_async_code() {
        let error = client(([127, 0, 0, 1], 1).into(), "/")
            .ping()
            .send_blocking()
            .unwrap_err();
        assert!(matches!(error, Error::Setup(_)), "{error}");
    }
}
