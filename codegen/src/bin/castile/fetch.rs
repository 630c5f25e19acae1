//! `castile fetch`: asks the network for documents, and nobody who wasn't named.

use std::process::ExitCode;
use std::time::Duration;

use castile_codegen::Error;
use castile_codegen::diagnostic::Diagnostics;
use castile_codegen::document::MAX_BYTES;
use castile_codegen::fetch::{Answer, Question, Refusal};
use castile_codegen::output;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use crate::args;
use crate::terminal;

/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn fetch(args: &args::Fetch) -> Result<ExitCode, Error> {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    // Where it goes on from is decided by rules of its own, and so is what a status means.
    let agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .tls_config(tls.build())
        .user_agent(concat!("castile/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let mut diagnostics = Diagnostics::default();
    let mut ask = |question: Question<'_>| ask(&agent, question, &args.header);
    let files = castile_codegen::fetch::fetch(&args.urls, &args.host, &mut ask, &mut diagnostics);
    for file in &files {
        let path = args.out.join(&file.name);
        if let Err(error) = output::write(&path, &file.text) {
            let message = format!("cannot write {}: {error}", path.display());
            let help = "give a folder that can be written to";
            diagnostics.error_without_place(message).help(help);
            continue;
        }
        terminal::print(&format!("{} from {}\n", path.display(), file.from))?;
    }
    match diagnostics.has_errors() {
        true => Err(diagnostics.into()),
        false => {
            terminal::warn(&diagnostics);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn ask(
    agent: &Agent,
    question: Question<'_>,
    fields: &[(String, String)],
) -> Result<Answer, Refusal> {
    let mut request = agent
        .get(question.url)
        .header("Accept", "text/xml, application/xml, */*;q=0.5");
    if question.trusted {
        for (name, value) in fields {
            request = request.header(name, value);
        }
    }
    let mut response = request.call().map_err(|error| refusal(&error))?;
    let status = response.status();
    if status.is_redirection()
        && let Some(location) = response.headers().get("Location")
        && let Ok(location) = location.to_str()
    {
        return Ok(Answer::Moved(location.to_owned()));
    }
    if !status.is_success() {
        let help = match status.as_u16() {
            401 | 403 => "if it wants to know who asks, say so by --header \"Authorization: …\"",
            404 | 410 => "ask where it is; a service's WSDL is often at its address with ?wsdl",
            _ => "",
        };
        return Err(Refusal {
            message: format!("answers with {status}"),
            help: help.to_owned(),
        });
    }
    let body = response.body_mut().with_config().limit(MAX_BYTES as u64);
    body.read_to_vec()
        .map(Answer::Document)
        .map_err(|error| refusal(&error))
}

/// What a failure means, without the text of the URL, which may hold secrets.
fn refusal(error: &ureq::Error) -> Refusal {
    let (message, help) = match error {
        ureq::Error::HostNotFound => (
            "is at a host that nobody knows".to_owned(),
            "check the host's name",
        ),
        ureq::Error::Timeout(_) => (
            "takes too long to answer".to_owned(),
            "try again, or from another network",
        ),
        ureq::Error::BodyExceedsLimit(_) => ("is too long".to_owned(), "get it by other means"),
        ureq::Error::BadUri(_) => (
            "is no URL that can be asked for".to_owned(),
            "check its spelling",
        ),
        error => (format!("can't be asked: {error}"), ""),
    };
    Refusal {
        message,
        help: help.to_owned(),
    }
}
