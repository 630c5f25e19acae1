//! `castile serve` on a port of this machine, asked over a bare socket.

#![cfg(feature = "cli")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The command, ended when the test ends.
struct Serving {
    child: Child,
    /// Host and port, and the path.
    host: String,
    path: String,
}

impl Serving {
    fn start(extra: &[&str]) -> Serving {
        let wsdl = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../wsdl/CommandWebService.wsdl"
        );
        let mut child = Command::new(env!("CARGO_BIN_EXE_castile"))
            .args(["serve", wsdl])
            .args(extra)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).expect("it says where it is");
        let url = line
            .trim()
            .strip_prefix("http://")
            .expect("a URL")
            .to_owned();
        let (host, path) = url.split_once('/').expect("a path");
        Serving {
            host: host.to_owned(),
            path: format!("/{path}"),
            child,
        }
    }

    /// Head and body of the answer.
    fn send(&self, method: &str, query: &str, fields: &str, body: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        let (host, path, length) = (&self.host, &self.path, body.len());
        write!(
            stream,
            "{method} {path}{query} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields}Content-Length: {length}\r\n\r\n{body}"
        )
        .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        (head.to_owned(), body.to_owned())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const SOAP_12: &str = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>\
    <clearJobStatus xmlns=\"http://www.birst.com/\"/></s:Body></s:Envelope>";

#[test]
fn serves_operations_and_description() {
    let serving = Serving::start(&[]);
    assert!(serving.host.starts_with("127.0.0.1:"));
    assert_eq!(serving.path, "/CommandWebService.asmx");
    let (head, body) = serving.send("POST", "", "", SOAP_12);
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(
        head.contains("Content-Type: application/soap+xml; charset=utf-8"),
        "{head}"
    );
    assert!(
        body.contains("<clearJobStatusResult>true</clearJobStatusResult>"),
        "{body}"
    );
    let (head, body) = serving.send("GET", "?wsdl", "", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let own = format!("location=\"http://{}{}\"", serving.host, serving.path);
    assert!(body.contains(&own), "{body:.300}");
    let (head, body) = serving.send("POST", "", "", "no XML");
    assert!(
        head.starts_with("HTTP/1.1 500") && body.contains("faultcode"),
        "{head} {body}"
    );
}

#[test]
fn serves_what_it_is_given() {
    let file = std::env::temp_dir().join(format!("castile-serve-{}.xml", std::process::id()));
    std::fs::write(&file, "<mine/>").unwrap();
    let reply = format!("clearJobStatus={}", file.display());
    let serving = Serving::start(&["--reply", &reply]);
    let (_, body) = serving.send("POST", "", "", SOAP_12);
    std::fs::remove_file(&file).unwrap();
    assert!(body.contains("<mine/>"), "{body}");
}

#[test]
fn refuses_a_reply_to_no_operation() {
    let wsdl = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../wsdl/CommandWebService.wsdl"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_castile"))
        .args(["serve", wsdl, "--reply", &format!("nothing={wsdl}")])
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.contains("no operation `nothing`") && error.contains("clearJobStatus"),
        "{error}"
    );
}
