//! SOAP servers and clients of other makers, as the lab in the folder that `CASTILE_SHARED` names starts them.
//!
//! A run of the tests has servers of its own: on ports that are free, whatever else runs on this machine, and with
//! a folder for what they write. What the lab has installed is used where it lies. The servers end when the program of
//! the tests does, however it does.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering::Relaxed};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// What to call a server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Endpoint {
    /// The peer and its variant: `gsoap/11`.
    pub(crate) server: String,
    /// `1.1`, `1.2`, or the name of a service that has one version only.
    pub(crate) kind: String,
    pub(crate) url: String,
}

/// The endpoints of a peer's server, started if it's installed; none, aloud, if it isn't.
pub(crate) fn endpoints(peer: &str) -> Vec<Endpoint> {
    if !LAB.has(peer) {
        skipped(peer);
        return Vec::new();
    }
    let mut started = LAB.started.lock().unwrap_or_else(|e| e.into_inner());
    let cell = Arc::clone(started.entry(peer.to_owned()).or_default());
    drop(started);
    cell.get_or_init(|| LAB.start(peer)).clone()
}

/// What a client prints that calls `url`, a line a check; nothing, aloud, if it isn't installed.
pub(crate) fn call(client: &str, url: &str, version: &str) -> Option<String> {
    if !LAB.has(client.split('-').next().unwrap_or(client)) {
        skipped(client);
        return None;
    }
    let output = LAB.run(&["call", client, url, version]);
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn parse(started: &str) -> Vec<Endpoint> {
    let endpoint = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        Some(Endpoint {
            server: parts.next()?,
            kind: parts.next()?,
            url: parts.next()?,
        })
    };
    started.lines().filter_map(endpoint).collect()
}

/// Past what the harness captures, which it shows of failed tests alone.
fn skipped(peer: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {peer} is not installed");
}

/// Returns when the service answers with its description. The server may listen before the service is deployed.
fn wait(url: &str) {
    let end = Instant::now() + Duration::from_secs(60);
    let mut last = String::new();
    while Instant::now() < end {
        last = get(url).unwrap_or_else(|error| error.to_string());
        if last.contains("definitions") {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("{url}?wsdl isn't answered with a description: {last}");
}

fn get(url: &str) -> std::io::Result<String> {
    let rest = url.strip_prefix("http://").unwrap_or(url);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let head = format!("GET /{path}?wsdl HTTP/1.0\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply)?;
    Ok(String::from_utf8_lossy(&reply).into_owned())
}

static LAB: LazyLock<Lab> = LazyLock::new(Lab::open);

struct Lab {
    script: PathBuf,
    /// Where the servers of this run write.
    state: PathBuf,
    /// Added to a peer's own number, this gives its port.
    ports: AtomicU16,
    started: Mutex<HashMap<String, Arc<OnceLock<Vec<Endpoint>>>>>,
    /// Waits for the end of this program, then stops the servers.
    _guard: Child,
}

impl Lab {
    fn open() -> Lab {
        let shared = std::env::var("CASTILE_SHARED").expect("it was there when this was compiled");
        let script = PathBuf::from(shared).join("lab/lab");
        let installed = std::env::var_os("LAB_STATE").map(PathBuf::from);
        let installed = installed.unwrap_or_else(|| std::env::temp_dir().join("castile-lab"));
        let process = std::process::id();
        let state = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lab-{process}"));
        let _ = fs::remove_dir_all(&state);
        for peer in entries(&installed) {
            if peer.join("ready").is_file() {
                borrow(&peer, &state);
            }
        }
        let guard = Command::new("setsid")
            .args([
                "bash",
                "-c",
                r#"read -r _; bash "$1" stop; rm -rf "$2""#,
                "lab",
            ])
            .args([&script, &state])
            .env("LAB_STATE", &state)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("bash runs");
        Lab {
            script,
            state,
            // Below those that the system gives to clients.
            ports: AtomicU16::new(20_000 + u16::try_from(process % 200).unwrap_or(0) * 50),
            started: Mutex::default(),
            _guard: guard,
        }
    }

    fn has(&self, peer: &str) -> bool {
        self.state.join(peer).join("ready").exists()
    }

    /// Starts a peer, on other ports if these are taken, and waits until each of its services answers.
    fn start(&self, peer: &str) -> Vec<Endpoint> {
        for _ in 0..50 {
            let ports = self.ports.load(Relaxed);
            let output = self.command(ports).args(["start", peer]).output();
            let output = output.expect("bash runs");
            if output.status.success() {
                let endpoints = parse(&String::from_utf8_lossy(&output.stdout));
                assert!(!endpoints.is_empty(), "{peer} has endpoints");
                endpoints.iter().for_each(|e| wait(&e.url));
                return endpoints;
            }
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                error.contains("is taken by something else"),
                "{peer} did not start: {error}"
            );
            self.run(&["stop", peer]);
            let _ = self
                .ports
                .compare_exchange(ports, ports + 50, Relaxed, Relaxed);
        }
        panic!("no ports are free for {peer}");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(0).args(arguments).output();
        output.expect("bash runs")
    }

    fn command(&self, ports: u16) -> Command {
        let mut command = Command::new("bash");
        command
            .arg(&self.script)
            .env("LAB_STATE", &self.state)
            .env("LAB_PORT_BASE", ports.to_string());
        command
    }
}

/// A folder of `state` with all that's installed of a peer but what a running server writes.
fn borrow(peer: &Path, state: &Path) {
    let own = state.join(peer.file_name().expect("it has a name"));
    fs::create_dir_all(own.join("tmp")).expect("the target folder is writable");
    for entry in entries(peer) {
        let name = entry.file_name().expect("it has a name");
        if name != "tmp" && name != "server-config.wsdd" {
            symlink(&entry, own.join(name)).expect("the target folder is writable");
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.flatten().map(|entry| entry.path()).collect()
}
