//! What servers of other makers answered to a hundred kinds of requests, byte for byte, read by the generated client over a
//! socket: each reply is the value, the fault or the error that it should be.
//!
//! The replies lie as `lab/PEER/captures/server*.cap` in the folder that `CASTILE_SHARED` names.

#![cfg(peers)]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use castile::{Error, FaultKind};
use castile_tests::peers::{
    AnyOp, ClearJobStatus, CommandWebService, EchoList, GetDetailedJobStatus, HeaderEcho, Login,
    SessionCount, VoidOp,
};

/// A reply under the name of the request that it's to.
struct Capture {
    case: String,
    reply: Vec<u8>,
}

/// The captures of a file: a line `@@ CASE LENGTH`, then as many bytes and a line feed.
fn captures(file: &Path) -> Vec<Capture> {
    let bytes = fs::read(file).expect("it can be read");
    let mut rest = &bytes[..];
    let line = |rest: &mut &[u8]| {
        let end = rest.iter().position(|b| *b == b'\n')?;
        let line = String::from_utf8_lossy(&rest[..end]).into_owned();
        *rest = &rest[end + 1..];
        Some(line)
    };
    let mut found = Vec::new();
    let _ = line(&mut rest);
    while let Some(head) = line(&mut rest) {
        let mut words = head.split(' ').skip(1);
        let case = words.next().expect("a case").to_owned();
        let length: usize = words.next().unwrap().parse().unwrap();
        let reply = rest[..length].to_vec();
        rest = &rest[length + 1..];
        found.push(Capture { case, reply });
    }
    found
}

fn files() -> Vec<PathBuf> {
    let lab = PathBuf::from(std::env::var("CASTILE_SHARED").expect("the build saw it")).join("lab");
    let mut files = Vec::new();
    for peer in fs::read_dir(lab).expect("the lab is there").flatten() {
        let captures = fs::read_dir(peer.path().join("captures"))
            .into_iter()
            .flatten();
        let captures = captures.flatten().map(|entry| entry.path());
        files.extend(captures.filter(|path| path.extension().is_some_and(|e| e == "cap")));
    }
    files.sort();
    files
}

/// What a reply says by a plain look at its bytes.
#[derive(Debug, PartialEq)]
enum Look {
    Nothing,
    Fault,
    Envelope,
    Xml,
    Other,
}

/// The status, and what the body is.
fn look(reply: &[u8]) -> (u16, Look) {
    // UTF-16 by its bytes that aren't 0.
    let bytes: Vec<u8> = reply.iter().copied().filter(|b| *b != 0).collect();
    let text = String::from_utf8_lossy(&bytes);
    // Where the server said that it goes on, its reply comes after that.
    let interim = text.starts_with("HTTP/1.1 100 ");
    let text = match text.split_once("\r\n\r\n") {
        Some((_, rest)) if interim => rest,
        _ => &text,
    };

    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return (0, Look::Nothing);
    };
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
    let root = body
        .split('<')
        .skip(1)
        .find(|tag| tag.starts_with(|c: char| c.is_alphabetic()));
    let root = root.unwrap_or_default();
    let root = root.split(|c: char| c.is_whitespace() || c == '>').next();
    let local = root
        .unwrap_or_default()
        .rsplit(':')
        .next()
        .unwrap_or_default();
    let xml = head.to_ascii_lowercase().contains("xml");
    let look = match local {
        // In no escaped text there's a bare `Fault>` after a tag.
        "Envelope" if body.contains("Fault><") || body.contains("Fault xmlns") => Look::Fault,
        "Envelope" => Look::Envelope,
        "" => Look::Other,
        _ if xml => Look::Xml,
        _ => Look::Other,
    };
    (status.unwrap_or_default(), look)
}

/// Sends what's given to whoever asks next, once the request is there.
fn socket() -> (String, mpsc::Sender<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!(
        "http://{}/CommandWebService",
        listener.local_addr().unwrap()
    );
    let (sender, replies) = mpsc::channel::<Vec<u8>>();
    std::thread::spawn(move || {
        for reply in replies {
            let (mut stream, _) = listener.accept().expect("the client connects");
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !complete(&request) {
                match stream.read(&mut buffer) {
                    Ok(0) | Err(_) => break,
                    Ok(n) => request.extend_from_slice(&buffer[..n]),
                }
            }
            let _ = stream.write_all(&reply);
        }
    });
    (url, sender)
}

/// Whether a request has come to the end of its envelope.
fn complete(request: &[u8]) -> bool {
    String::from_utf8_lossy(request)
        .trim_end()
        .ends_with("Envelope>")
}

/// Calls the operation of a case; what it answers, as text.
async fn call(client: &CommandWebService, case: &str) -> Result<String, Error> {
    let plain = case.split_once('-').map_or(case, |(_, rest)| rest);
    let token = || Some("tok-1".to_owned());
    if let Some(job) = plain.strip_prefix("detailed-") {
        let request = GetDetailedJobStatus {
            token: token(),
            job_token: Some(job.to_owned()),
        };
        let reply = client.get_detailed_job_status(&request).await?;
        return Ok(match reply.get_detailed_job_status_result {
            None => "none".to_owned(),
            Some(status) => format!(
                "{} {} {}",
                status.job_token.unwrap_or_default(),
                status.bytes,
                status.message.unwrap_or_default().trim_end().len()
            ),
        });
    }
    Ok(match plain {
        "login" => {
            let reply = client.login(&Login::default()).await?;
            reply.login_result.unwrap_or_default()
        }
        "void" => {
            client.void_op(&VoidOp::default()).await?;
            String::new()
        }
        "oneway" => {
            client.fire_and_forget(&Default::default()).await?;
            String::new()
        }
        "out" | "badenum" => {
            client.echo_list(&EchoList::default()).await?;
            String::new()
        }
        "header" | "header-mu" => {
            client.header_echo(&HeaderEcho::default()).await?;
            String::new()
        }
        "session-1" | "session-2" => {
            let reply = client.session_count(&SessionCount::default()).await?;
            reply.session_count_result.to_string()
        }
        _ if plain.starts_with("any-") => {
            let reply = client.any_op(&AnyOp::default()).await?;
            reply
                .any_op_result
                .map(|any| any.text())
                .unwrap_or_default()
        }
        _ => {
            let reply = client.clear_job_status(&ClearJobStatus::default()).await?;
            reply.clear_job_status_result.to_string()
        }
    })
}

/// What's wrong with the answer to a reply.
fn check(case: &str, reply: &[u8], answer: &Result<String, Error>) -> Result<(), String> {
    let (status, look) = look(reply);
    let good = (200..300).contains(&status);
    let plain = case.split_once('-').map_or(case, |(_, rest)| rest);
    let fits = match (&look, answer) {
        (Look::Nothing, Err(Error::Transport(_))) => true,
        (Look::Fault, Err(Error::Fault(fault))) => {
            let denied = fault.reason().contains("Invalid login token");
            fault.status == Some(status)
                && !fault.reason().is_empty()
                && (!denied || fault.kind() == FaultKind::Sender)
        }
        // The reply of some other operation.
        (Look::Envelope, Err(Error::Decode(_))) => {
            matches!(plain, "action-other-op" | "xmlop" | "dataset")
        }
        (Look::Envelope, Ok(value)) if good => match plain {
            "ok" => value == "true",
            "ok-false" | "out-of-order" => value == "false" || plain == "out-of-order",
            "login" => value == "tok-1",
            "detailed-null" => value == "none",
            "detailed-empty" => value == "empty 9223372036854775807 0",
            // Line feeds, or carriage returns with them.
            "detailed-done" | "detailed-running" => {
                let job = plain.trim_start_matches("detailed-");
                let length = |n: usize| format!("{job} {} {n}", i64::MAX);
                [27, 28].iter().any(|n| *value == length(*n))
            }
            "any-int" => value == "5" || value.is_empty(),
            _ => true,
        },
        (Look::Other, Ok(_)) => good && plain == "oneway",
        (Look::Other | Look::Xml, Err(Error::Http(error))) => {
            error.status == status && (look == Look::Other || !good)
        }
        (Look::Xml, Err(Error::Decode(_))) => good,
        _ => false,
    };
    match fits {
        true => Ok(()),
        false => Err(format!("{case}: {status} {look:?} gave {answer:?}")),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reply_is_what_it_should_be() {
    let (url, replies) = socket();
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in files() {
        for Capture { case, reply } in captures(&file) {
            let client = match case.starts_with("12") {
                true => CommandWebService::soap12(&url),
                false => CommandWebService::new(&url),
            };
            replies.send(reply.clone()).expect("the socket is there");
            let answer = call(&client.expect("the URL is one"), &case).await;
            let shown = answer.as_ref().err().map(|e| format!("{e}\n{e:?}"));
            assert!(shown.is_none_or(|text| !text.is_empty()));
            if let Err(what) = check(&case, &reply, &answer) {
                wrong.push(format!("{} {what}", file.display()));
            }
            count += 1;
        }
    }
    assert!(count > 0, "there are captures");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
