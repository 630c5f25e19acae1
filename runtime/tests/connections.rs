//! Connections that misbehave, and calls that do: each ends in the answer that is its own, or in an error that says why not.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]
#![cfg(feature = "http")]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::common::wire::{client, ok, read_request, reply, serve};
use crate::common::*;
use castile::transport::{HttpTransport, TransportErrorKind};
use castile::xml::Limits;
use castile::{Error, SoapVersion};

/// A server that does this with each connection, one after the other.
fn connections(each: impl Fn(usize, &mut TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for (i, stream) in listener.incoming().enumerate() {
            each(i, &mut stream.unwrap());
        }
    });
    address
}

fn kind(error: &Error) -> Option<TransportErrorKind> {
    match error {
        Error::Transport(error) => Some(error.kind()),
        _ => None,
    }
}

async fn call(client: &CommandWebService) -> Result<bool, Error> {
    let answer = client.clear_job_status(&request()).await?;
    Ok(answer.clear_job_status_result)
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_nobody_elses() {
    let late = envelope(SoapVersion::V1_1, &answer("false"));
    let (waited, done) = channel::<()>();
    let address = connections(move |i, stream| {
        read_request(stream).unwrap();
        if i == 0 {
            done.recv().unwrap();
            let _ = stream.write_all(&reply("200 OK\nContent-Type: text/xml", late.as_bytes()));
        } else {
            stream.write_all(&ok("")).unwrap();
        }
    });
    let client = client(address, "/");
    let request = request();
    let early = client
        .clear_job_status(&request)
        .timeout(Duration::from_millis(50));
    assert!(early.await.unwrap_err().is_timeout());
    waited.send(()).unwrap();
    assert!(call(&client).await.unwrap());
}

#[tokio::test]
async fn a_request_that_was_sent_is_not_sent_again() {
    let (count, counted) = channel();
    let address = connections(move |_, stream| {
        // The connection is a good one, until it ends in the middle of the second call.
        read_request(stream).unwrap();
        stream.write_all(&ok("")).unwrap();
        if read_request(stream).is_some() {
            count.send(()).unwrap();
        }
    });
    let client = client(address, "/");
    assert!(call(&client).await.unwrap());
    let error = call(&client).await.unwrap_err();
    assert_eq!(kind(&error), Some(TransportErrorKind::Broken), "{error}");
    assert!(
        error.to_string().contains("before an answer came"),
        "{error}"
    );
    assert!(counted.recv().is_ok() && counted.try_recv().is_err());
    assert!(call(&client).await.unwrap());
}

#[tokio::test]
async fn what_precedes_the_answer_is_not_the_answer() {
    let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    let replies = [interim.as_bytes(), &ok("")].concat();
    let (address, _requests) = serve(vec![replies]);
    assert!(call(&client(address, "/")).await.unwrap());
}

#[tokio::test]
async fn answers_of_old_servers() {
    let body = envelope(SoapVersion::V1_1, &answer("true"));
    let bare = format!("HTTP/1.0 200 OK\r\n\r\n{body}");
    let kept = format!(
        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let address = connections(move |i, stream| {
        let answer = if i == 0 { &bare } else { &kept };
        while read_request(stream).is_some() {
            stream.write_all(answer.as_bytes()).unwrap();
            if i == 0 {
                break;
            }
        }
    });
    let client = client(address, "/");
    for _ in 0..3 {
        assert!(call(&client).await.unwrap());
    }
}

#[tokio::test]
async fn answers_that_are_no_http() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    let long = format!("{chunked}100000\r\n{}", " ".repeat(0x10_0000));
    let cases = [
        (
            format!("{chunked}xyz\r\n<a/>\r\n0\r\n\r\n"),
            "in the middle of the answer: Invalid chunk size",
        ),
        (
            format!("{chunked}4\r\n<a/>\r\n"),
            "in the middle of the answer: unexpected EOF",
        ),
        (long, "longer than the limit of 1000 bytes"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n<a/>".to_owned(),
            "/: what came isn't HTTP: invalid content-length",
        ),
        (
            format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-Field: 1\r\n".repeat(1000)),
            "/: what came isn't HTTP: message head is too large",
        ),
        (
            "HTTP/1.1 200 OK\r\nConten".to_owned(),
            "/: the connection was closed before an answer came",
        ),
        (
            "<html>200 OK</html>".to_owned(),
            "/: what came isn't HTTP: invalid HTTP version",
        ),
    ];
    for (answer, expected) in cases {
        let address = connections(move |_, stream| {
            if read_request(stream).is_some() {
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        let limits = Limits {
            bytes: 1000,
            ..Limits::default()
        };
        let limited = client(address, "/").client().to_builder().limits(limits);
        let client = CommandWebService::with_client(limited.build().unwrap());
        let error = call(&client).await.unwrap_err();
        let kinds = [TransportErrorKind::Broken, TransportErrorKind::TooLarge];
        assert!(kind(&error).is_some_and(|kind| kinds.contains(&kind)));
        let error = error.to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[tokio::test]
async fn a_server_that_has_heard_enough() {
    // One that lets the client finish is understood; of one that breaks off it's known that it did.
    let address = connections(|i, stream| {
        let mut buffer = [0; 1024];
        let _ = stream.read(&mut buffer);
        if i == 0 {
            let refusal = reply("413 Content Too Large\nConnection: close", b"too much");
            stream.write_all(&refusal).unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            let _ = std::io::copy(stream, &mut std::io::sink());
        }
    });
    let client = client(address, "/");
    let mut request = request();
    request.token = Some("x".repeat(20 << 20));
    let error = client.clear_job_status(&request).await.unwrap_err();
    assert_eq!(error.status(), Some(413), "{error:?}");
    let error = client.clear_job_status(&request).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("before an answer came"), "{text}");
    assert_eq!(kind(&error), Some(TransportErrorKind::Broken));
}

#[tokio::test]
async fn hosts_that_are_not_there() {
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let url = "http://service.invalid/x?key=hidden";
    let client = CommandWebService::with_transport(SoapVersion::V1_1, url, transport).unwrap();
    let error = client.ping().await.unwrap_err();
    let text = error.to_string();
    assert!(error.is_connect() && !text.contains("hidden"), "{text}");
    assert!(
        text.contains("no connection to http://service.invalid/x: "),
        "{text}"
    );
}

#[tokio::test]
async fn servers_that_say_nothing_when_tls_begins() {
    let address = connections(|_, stream| {
        let _ = std::io::copy(stream, &mut std::io::sink());
    });
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let transport = HttpTransport::builder()
        .no_proxy()
        .only_given_roots()
        .root_certificates(certified.cert.pem().as_bytes())
        .connect_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let url = format!("https://{address}/");
    let client = CommandWebService::with_transport(SoapVersion::V1_1, &url, transport).unwrap();
    let error = client.ping().await.unwrap_err();
    let expected = format!("no connection to {url} within 50ms");
    assert!(
        error.is_timeout() && error.to_string().contains(&expected),
        "{error}"
    );
}

#[cfg(feature = "server")]
mod served {
    use super::*;
    use castile::server::{Call, Endpoint, Reply, Running};

    async fn listening() -> Running {
        let endpoint = Endpoint::new(|call: Call<Request>| async move {
            let Request::ClearJobStatus(request) = call.request else {
                return Ok(Reply::accepted());
            };
            tokio::time::sleep(Duration::from_millis(20)).await;
            let clear_job_status_result = request.space_id.as_deref() == Some("s");
            Ok(Reply::new(Response_::ClearJobStatus(
                ClearJobStatusResponse {
                    clear_job_status_result,
                },
            )))
        });
        endpoint.listen("127.0.0.1:0").await.unwrap()
    }

    #[tokio::test]
    async fn many_calls_at_once() {
        let running = listening().await;
        let client = client(running.address(), "/");
        for _ in 0..2 {
            let calls = (0..100).map(|i| {
                let client = client.clone();
                tokio::spawn(async move {
                    let mut request = request();
                    request.space_id = Some(if i % 2 == 0 { "s" } else { "t" }.to_owned());
                    let answer = client.clear_job_status(&request).await;
                    answer.map(|a| a.clear_job_status_result == (i % 2 == 0))
                })
            });
            let calls: Vec<_> = calls.collect();
            for call in calls {
                assert!(call.await.unwrap().unwrap());
            }
        }
    }

    #[tokio::test]
    async fn clients_that_wait_to_be_told_to_go_on() {
        let running = listening().await;
        let address = running.address();
        let asked = tokio::task::spawn_blocking(move || {
            let body = envelope(
                SoapVersion::V1_1,
                &format!("<clearJobStatus xmlns=\"{NS}\"><spaceID>s</spaceID></clearJobStatus>"),
            );
            let mut stream = TcpStream::connect(address).unwrap();
            let head = format!(
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: text/xml\r\nExpect: 100-continue\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            let mut buffer = [0; 1024];
            let n = stream.read(&mut buffer).unwrap();
            let interim = String::from_utf8_lossy(buffer.get(..n).unwrap()).into_owned();
            stream.write_all(body.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            (interim, answer)
        });
        let (interim, answer) = asked.await.unwrap();
        assert_eq!(interim, "HTTP/1.1 100 Continue\r\n\r\n");
        assert!(
            answer.starts_with("HTTP/1.1 200 OK") && answer.contains(">true<"),
            "{answer}"
        );
    }

    #[tokio::test]
    async fn clients_that_send_too_much() {
        let running = listening().await;
        let client = client(running.address(), "/");
        let mut long = request();
        long.token = Some("x".repeat(20 << 20));
        let error = client.clear_job_status(&long).await.unwrap_err();
        assert_eq!(error.status(), Some(413), "{error}");
        // Who waits to be told is told at once, before anything is sent.
        let address = running.address();
        let asked = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            let head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 20971520\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            let mut answer = String::new();
            let _ = stream.read_to_string(&mut answer);
            answer
        });
        let answer = asked.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
        assert!(call(&client).await.unwrap());
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn threads_that_wait() {
        let (tell, told) = channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let running = listening().await;
                tell.send(running.address()).unwrap();
                std::future::pending::<()>().await;
            });
        });
        let client = client(told.recv().unwrap(), "/");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let reply = client.clear_job_status(&request()).send_blocking().unwrap();
                        assert!(reply.body.clear_job_status_result);
                    }
                });
            }
        });
    }
}

/// A server that closes each connection after its reply without saying so, and tells us when it has.
fn forgetful() -> (SocketAddr, Receiver<()>) {
    let (closed, when) = channel();
    let address = connections(move |_, stream| {
        read_request(stream).unwrap();
        stream.write_all(&ok("")).unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
        let _ = closed.send(());
    });
    (address, when)
}

#[tokio::test]
async fn connections_that_the_server_gave_up() {
    let (address, closed) = forgetful();
    let client = client(address, "/");
    for _ in 0..3 {
        assert!(
            client
                .clear_job_status(&request())
                .await
                .unwrap()
                .clear_job_status_result
        );
        // What a caller does meanwhile needn't give the runtime a chance to see that the connection is gone.
        closed.recv().unwrap();
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// No other thread looks for what happens to connections while the only one is kept busy.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn connections_that_the_server_gave_up_while_the_caller_waited_for_nothing() {
    let (address, closed) = forgetful();
    let client = client(address, "/");
    let calls = tokio::spawn(async move {
        for _ in 0..5 {
            let reply = client.clear_job_status(&request()).await.unwrap();
            assert!(reply.clear_job_status_result);
            closed.recv().unwrap();
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    calls.await.unwrap();
}

#[cfg(feature = "blocking")]
#[test]
fn connections_that_the_server_gave_up_between_blocking_calls() {
    let (address, closed) = forgetful();
    let client = client(address, "/");
    for _ in 0..3 {
        let reply = client.clear_job_status(&request()).send_blocking().unwrap();
        assert!(reply.body.clear_job_status_result);
        closed.recv().unwrap();
        std::thread::sleep(Duration::from_millis(50));
    }
}
