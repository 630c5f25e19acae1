//! What people read when a document is wrong: one file a mistake in `wsdl/invalid`, the text of each as a snapshot.

#![allow(clippy::expect_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};

use castile_codegen::render::{Colour, render};
use castile_codegen::{Generated, configure};

/// The folder as the texts show it.
const FOLDER: &str = "../wsdl/invalid";

/// Generates from a document and shows what was reported.
fn reported(path: &Path, partial: bool) -> (Result<Generated, ()>, String) {
    let result = configure().partial(partial).generate([path]);
    let (result, text) = match result {
        Ok(generated) => {
            let text = render(&generated.warnings, Colour::Never);
            (Ok(generated), text)
        }
        Err(error) => (Err(()), format!("{error}\n")),
    };
    // The folder from which tests run is of no interest.
    (result, text.replace("../wsdl", "wsdl"))
}

fn documents() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(FOLDER).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|e| e.expect("it can be read").path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_mistake_is_shown_with_its_place_and_the_way_out() {
    let paths = documents();
    assert!(paths.len() > 50);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/diagnostics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _scope = settings.bind_to_scope();
    for path in paths {
        let name = path.file_name().expect("it's a file").to_string_lossy();
        let (result, text) = reported(&path, false);
        let place = format!("--> wsdl/invalid/{name}");
        assert!(text.contains(&place), "{name} shows no place:\n{text}");
        assert!(
            text.contains("= help: "),
            "{name} shows no way out:\n{text}"
        );
        let text = match result {
            Ok(_) => format!("{text}\n(generated)\n"),
            Err(()) => text,
        };
        insta::assert_snapshot!(&*name, text);
    }
}

#[test]
fn all_mistakes_of_a_document_come_in_one_go() {
    let (_, text) = reported(&Path::new(FOLDER).join("several.wsdl"), false);
    for part in ["integr", "Ordr", "getOrderInn", "OrdersSoap12"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn a_partly_broken_document_says_what_is_whole_and_gives_it() {
    let path = Path::new(FOLDER).join("partly.wsdl");
    let (result, text) = reported(&path, false);
    assert!(result.is_err());
    assert!(
        text.contains("--partial") && text.contains(".partial(true)"),
        "{text}"
    );
    let (result, text) = reported(&path, true);
    let generated = result.expect("the rest is generated");
    assert!(
        text.contains("warning") && text.contains("cancel"),
        "{text}"
    );
    assert!(!text.contains("error"), "{text}");
    assert!(generated.code.contains("GetOrder") && !generated.code.contains("Cancel"));
}

#[test]
fn errors_of_the_library_and_of_a_build_script_read_alike() {
    let error = configure().generate([Path::new(FOLDER).join("dangling-type.wsdl")]);
    let error = error.expect_err("it's wrong");
    assert_eq!(format!("{error:?}"), format!("{error}"));
    assert!(!error.diagnostics().is_empty());
}
