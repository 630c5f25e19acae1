//! `castile fetch` from a service on this machine, and what can be generated then.

#![cfg(feature = "cli")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Response, Server};

/// A service that tells nobody but `hush` where its schema is, and ended with the test.
struct Service {
    server: Arc<Server>,
    base: String,
    thread: Option<JoinHandle<()>>,
}

impl Service {
    fn start() -> Service {
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a port is free"));
        let base = format!("http://{}", server.server_addr().to_ip().unwrap());
        let (own, at) = (Arc::clone(&server), base.clone());
        let thread = thread::spawn(move || {
            for request in own.incoming_requests() {
                let known = request
                    .headers()
                    .iter()
                    .any(|h| h.field.equiv("X-Key") && h.value == "hush");
                let response = match (request.url(), known) {
                    ("/old", _) => {
                        let to = Header::from_bytes("Location", "/Orders.svc?wsdl").unwrap();
                        Response::from_data([])
                            .with_status_code(302)
                            .with_header(to)
                    }
                    ("/Orders.svc?wsdl", _) => Response::from_data(wsdl(&at)),
                    ("/Orders.svc?xsd=xsd0", true) => Response::from_data(schema()),
                    ("/Orders.svc?xsd=xsd0", false) => {
                        Response::from_data([]).with_status_code(401)
                    }
                    _ => Response::from_data([]).with_status_code(404),
                };
                let _ = request.respond(response);
            }
        });
        Service {
            server,
            base,
            thread: Some(thread),
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.server.unblock();
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn wsdl(base: &str) -> Vec<u8> {
    let text = include_str!("../../wsdl/features/one-way.wsdl");
    let (start, rest) = text.split_once("<wsdl:types>").expect("types");
    let (_, end) = rest.split_once("</wsdl:types>").expect("their end");
    let types = format!(
        "<wsdl:types><x:schema xmlns:x='http://www.w3.org/2001/XMLSchema'><x:import schemaLocation='{base}/Orders.svc?xsd=xsd0' \
         namespace='urn:castile:one-way'/></x:schema></wsdl:types>"
    );
    format!("{start}{types}{end}").into_bytes()
}

/// The schema, in UTF-16.
fn schema() -> Vec<u8> {
    let text = include_str!("../../wsdl/features/one-way.wsdl");
    let (_, rest) = text.split_once("<wsdl:types>").expect("types");
    let (schema, _) = rest.split_once("</wsdl:types>").expect("their end");
    let schema = schema.trim().replacen(
        "<xs:schema",
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:castile:one-way'",
        1,
    );
    let text = format!("\u{FEFF}<?xml version='1.0' encoding='utf-16'?>{schema}");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let name = format!("castile-fetch-{name}-{}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn castile(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_castile"));
    // A proxy of the environment doesn't know this machine.
    let command = command.args(arguments).env("NO_PROXY", "127.0.0.1");
    command.output().expect("the command runs")
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn what_was_fetched_can_be_generated_from() {
    let (service, folder) = (Service::start(), Folder::new("all"));
    let out = folder.0.to_str().unwrap();
    let url = format!("{}/old", service.base);
    let header = "X-Key: hush";
    let nobody = "nobody.example";
    let output = castile(&[
        "fetch", &url, "--out", out, "--header", header, "--host", nobody,
    ]);
    let (printed, errors) = texts(&output);
    assert!(output.status.success(), "{errors}");
    let unasked = "warning: nothing refers to the host nobody.example\n";
    assert!(errors.starts_with(unasked), "{errors}");
    let from = format!("{}/Orders.svc", service.base);
    let line = |name: &str| format!("{} from {from}\n", folder.0.join(name).display());
    assert_eq!(printed, line("Orders.wsdl") + &line("Orders-xsd0.xsd"));
    let generated = |path: &Path| castile(&["generate", path.to_str().unwrap(), "--emit", "code"]);
    let output = generated(&folder.0.join("Orders.wsdl"));
    let (fetched, errors) = texts(&output);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/features/one-way.wsdl");
    let (original, _) = texts(&generated(&original));
    let code = |text: &str| text.split_once('\n').map(|(_, code)| code.to_owned());
    assert_eq!(
        code(&fetched),
        code(&original),
        "but for the first line, which names the file"
    );
}

#[test]
fn what_is_missing_is_said_with_its_place() {
    let (service, folder) = (Service::start(), Folder::new("part"));
    let out = folder.0.to_str().unwrap();
    let url = format!("{}/Orders.svc?wsdl", service.base);
    let output = castile(&["fetch", &url, "--out", out]);
    let (printed, errors) = texts(&output);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(printed.lines().count(), 1, "{printed}");
    for part in [
        "/Orders.svc answers with 401 Unauthorized\n",
        "--> http://127.0.0.1:",
        "--header",
    ] {
        assert!(errors.contains(part), "{errors}");
    }
    let saved = std::fs::read_to_string(folder.0.join("Orders.wsdl")).unwrap();
    let absolute = format!("schemaLocation='{}/Orders.svc?xsd=xsd0'", service.base);
    assert!(saved.contains(&absolute), "{saved}");
}
