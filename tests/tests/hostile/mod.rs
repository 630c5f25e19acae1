//! Input that means harm, or was harmed: schemas, WSDLs, replies and documents, damaged by chance and on purpose. Never a
//! panic, never an answer that takes long, and whatever is refused is refused with its place.

#![allow(clippy::expect_used, reason = "a test may fail")]

mod damaged;
mod replies;
mod schemas;

use std::time::{Duration, Instant};

use castile::{Error, SoapVersion};
use castile_codegen::{Generated, configure};
use castile_tests as fixtures;

/// Much more than anything here needs, on a busy machine too; much less than what grows exponentially would.
const PATIENCE: Duration = Duration::from_secs(60);

/// Generates from a document, and gives its code, or what was said about it, each mistake with its place.
fn generate(name: &str, document: &str, others: &[(&str, String)]) -> Result<Generated, String> {
    let start = Instant::now();
    let mut builder = configure().document_enum(true).memory(name, document);
    for (path, text) in others {
        builder = builder.memory(*path, text.clone());
    }
    let result = builder.generate([name]);
    assert!(
        start.elapsed() < PATIENCE,
        "{:?} for {} bytes",
        start.elapsed(),
        document.len()
    );
    result.map_err(|error| {
        let all = error.diagnostics();
        let placed = all.iter().filter(|d| d.at.is_some()).count();
        assert!(
            placed > 0 && placed == all.len(),
            "no place: {error}\n{document}"
        );
        let text = error.to_string();
        assert!(
            text.len() < 1 << 20,
            "{} bytes of messages for {}",
            text.len(),
            document.len()
        );
        text
    })
}

/// Reads a reply; what was read can be written and comes back.
fn reply(bytes: &[u8]) -> bool {
    use fixtures::command_web_service::Response;
    let start = Instant::now();
    let _ = Response::from_envelope_strict(bytes);
    let read = match Response::from_envelope(bytes) {
        Ok(response) => {
            let xml = response
                .to_envelope(SoapVersion::V1_2)
                .unwrap_or_else(|e| panic!("{e}"));
            let again =
                Response::from_envelope(xml.as_bytes()).unwrap_or_else(|e| panic!("{e}\n{xml}"));
            assert_eq!(again, response, "{xml}");
            true
        }
        Err(Error::Fault(fault)) => {
            assert!(!fault.to_string().is_empty() && !format!("{fault:?}").is_empty());
            true
        }
        Err(error) => {
            let text = error.to_string();
            assert!(!text.is_empty() && text.len() < 1000, "{text}");
            false
        }
    };
    assert!(
        start.elapsed() < PATIENCE,
        "{:?} for {} bytes",
        start.elapsed(),
        bytes.len()
    );
    read
}
