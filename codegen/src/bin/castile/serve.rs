//! `castile serve`: puts a double of a service on a port of this machine.

use std::io::Read as _;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use castile_codegen::Error;
use castile_codegen::double::{Answer, Asked, Double};
use tiny_http::{Header, Request, Response, Server};

use crate::args;
use crate::terminal::{self, failure};

/// How long a request may be.
const LONGEST: u64 = 16 << 20;
/// Requests that are answered at the same time.
const WORKERS: usize = 4;

pub(crate) fn serve(args: &args::Serve) -> Result<ExitCode, Error> {
    let mut run = args.reading.builder().into_run(&args.inputs)?;
    let documents = run.documents()?;
    let model = run.model(&documents)?;
    terminal::warn(&run.diagnostics);
    let address = model
        .services
        .iter()
        .flat_map(|s| &s.ports)
        .find_map(|p| p.address.clone());
    let mut double = Double::new(&documents, model);
    if double.operations().is_empty() {
        return Err(failure(
            "the documents have no operation over SOAP or plain HTTP",
            "`castile inspect` lists ports and their protocols",
        ));
    }
    for (operation, file) in &args.reply {
        let text = std::fs::read_to_string(file).map_err(|error| {
            failure(
                &format!("cannot read `{file}`: {error}"),
                "give the path of a text in UTF-8",
            )
        })?;
        if !double.reply(operation, text) {
            return Err(failure(
                &format!("there is no operation `{operation}`"),
                &format!("there are: {}", double.operations().join(", ")),
            ));
        }
    }
    let server = Server::http((Ipv4Addr::LOCALHOST, args.port)).map_err(|error| {
        failure(
            &format!("cannot listen on port {}: {error}", args.port),
            "leave `--port` out for one that is free",
        )
    })?;
    let port = server
        .server_addr()
        .to_ip()
        .map_or(args.port, |address| address.port());
    let base = format!("http://{}:{port}", Ipv4Addr::LOCALHOST);
    terminal::print(&format!("{base}{}\n", path(address.as_deref())))?;
    let (server, double) = (Arc::new(server), Arc::new(double));
    let work = || {
        let (server, double, base) = (Arc::clone(&server), Arc::clone(&double), base.clone());
        thread::spawn(move || {
            for request in server.incoming_requests() {
                // Whoever doesn't wait for the answer needs none.
                let _ = answer(&double, &base, request);
            }
        })
    };
    for worker in (0..WORKERS).map(|_| work()).collect::<Vec<_>>() {
        // They go on until the process is ended.
        let _ = worker.join();
    }
    Ok(ExitCode::SUCCESS)
}

/// The path of an address, for a double that looks like the service.
fn path(address: Option<&str>) -> &str {
    let rest = address
        .and_then(|a| a.split_once("://"))
        .map_or("", |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

fn answer(double: &Double, base: &str, mut request: Request) -> std::io::Result<()> {
    let mut body = Vec::new();
    let read = request
        .as_reader()
        .take(LONGEST + 1)
        .read_to_end(&mut body)?;
    let field = |name: &'static str| {
        let field = request.headers().iter().find(|h| h.field.equiv(name));
        field.map(|field| field.value.as_str())
    };
    let answer = if read as u64 > LONGEST {
        Answer {
            status: 413,
            content_type: "text/plain; charset=utf-8".to_owned(),
            body: "The request is too long.\n".to_owned(),
        }
    } else {
        double.answer(&Asked {
            method: request.method().as_str(),
            path: request.url(),
            base,
            content_type: field("Content-Type"),
            soap_action: field("SOAPAction"),
            body: &body,
        })
    };
    let response = Response::from_string(answer.body).with_status_code(answer.status);
    let media = Header::from_bytes("Content-Type", answer.content_type);
    request.respond(match media {
        Ok(media) => response.with_header(media),
        Err(()) => response,
    })
}
