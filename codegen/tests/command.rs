//! The command as a person or a script runs it: exit codes, and what goes to which output.
#![cfg(feature = "cli")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn castile(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_castile"));
    command.args(arguments).current_dir(root);
    command.output().expect("the command runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("castile-command-{name}-{}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const WSDL: &str = "wsdl/CommandWebService.wsdl";

#[test]
fn a_wrong_document_is_exit_code_1_and_an_error_with_its_place() {
    for (file, place) in [
        ("truncated.wsdl", "wsdl/invalid/truncated.wsdl:34:"),
        ("not-xml.wsdl", "wsdl/invalid/not-xml.wsdl:1:1"),
        (
            "dangling-import.wsdl",
            "wsdl/invalid/dangling-import.wsdl:3:3",
        ),
    ] {
        let file = format!("wsdl/invalid/{file}");
        let output = castile(&["generate", &file, "--emit", "code"]);
        assert_eq!(output.status.code(), Some(1), "{file}");
        assert!(output.stdout.is_empty(), "{file}");
        let text = err(&output);
        assert!(text.starts_with("error: "), "{text}");
        assert!(text.contains(&format!("--> {place}")), "{text}");
        assert!(
            text.contains("= help: ") && !text.contains('\x1b'),
            "{text}"
        );
    }
}

#[test]
fn a_command_line_that_makes_no_sense_is_exit_code_2() {
    for arguments in [
        &["generate", WSDL][..],
        &["generate", WSDL, "--out", "a.rs", "--crate", "a"],
        &["generate", WSDL, "--emit", "tokens"],
        &["generate", WSDL, "--out", "a.rs", "--rename", "Order"],
        &["frobnicate"],
        &[],
    ] {
        let output = castile(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn options_that_cannot_be_read_are_told_before_anything_is_read() {
    let output = castile(&[
        "generate",
        "no-such.wsdl",
        "--emit",
        "code",
        "--rename",
        "tns:Order=Order",
        "--module",
        "urn:a=fn",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let text = err(&output);
    assert!(
        text.contains("prefix `tns`") && text.contains("`fn`"),
        "{text}"
    );
    assert!(!text.contains("no-such.wsdl"), "{text}");
}

#[test]
fn a_missing_document_is_named() {
    let output = castile(&["inspect", "no/such.wsdl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("no/such.wsdl"), "{}", err(&output));
}

#[test]
fn the_documents_can_be_listed() {
    let output = castile(&["generate", WSDL, "--emit", "documents"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).starts_with(&format!("document {WSDL} (given)\n")));
}

#[test]
fn completions_and_manual_pages_come_from_the_command_line() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = castile(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(out(&output).contains("document-enum"), "{shell}");
    }
    assert!(out(&castile(&["man"])).contains(".TH castile 1"));
    let page = out(&castile(&["man", "generate"]));
    assert!(page.contains(".TH castile-generate 1") && page.contains("\\-\\-runtime\\-path"));
    let output = castile(&["man", "generat"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("generate, inspect, sample"),
        "{}",
        err(&output)
    );
}

#[test]
fn sample_prints_the_messages_of_every_port() {
    let output = castile(&["sample", WSDL, "clearJobStatus"]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/wire/clearJobStatus.sample.txt");
    let expected = std::fs::read_to_string(path).expect("it's there");
    assert_eq!((out(&output), err(&output)), (expected, String::new()));
    assert_eq!(output.status.code(), Some(0));
    let output = castile(&[
        "sample",
        WSDL,
        "clearJobStatus",
        "--port",
        "CommandWebServiceSoap12",
    ]);
    assert_eq!(out(&output).matches("<soap12:Envelope").count(), 2);
    assert!(!out(&output).contains("<soap:Envelope"));
    let output = castile(&["sample", WSDL, "clearJobStatus", "--port", "Soap13"]);
    assert!(
        err(&output).contains("CommandWebServiceSoap, CommandWebServiceSoap12"),
        "{}",
        err(&output)
    );
}

#[test]
fn a_name_that_matches_nothing_is_asked_back() {
    let expected = "error: operation `clearJobStatuss` is not in the documents\n = help: did you mean `clearJobStatus`?\n";
    let output = castile(&["sample", WSDL, "clearJobStatuss"]);
    assert_eq!(
        (output.status.code(), err(&output)),
        (Some(1), expected.to_owned())
    );
    let output = castile(&[
        "generate",
        WSDL,
        "--emit",
        "code",
        "--operation",
        "clearJobStatuss",
    ]);
    assert_eq!(
        (output.status.code(), err(&output)),
        (Some(1), expected.to_owned())
    );
    let output = castile(&[
        "generate",
        WSDL,
        "--emit",
        "code",
        "--rename",
        "StatusResult/loadId=id",
        "--rename",
        "Statusresult=Status",
        "--module",
        "http://www.birst.com=birst",
    ]);
    let text = err(&output);
    for part in [
        "did you mean `loadid`?",
        "did you mean `StatusResult`?",
        "did you mean `http://www.birst.com/`?",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn inspect_shows_signatures_and_types() {
    let text = out(&castile(&["inspect", WSDL]));
    for part in [
        "service {http://www.birst.com/}CommandWebService\n",
        "  port CommandWebServiceSoap12 (SOAP 1.2) at ",
        "  clearJobStatus(token?: string, spaceID?: string, jobToken?: string) -> boolean\n",
        "  getJobStatus(token?: string, jobToken?: string) -> StatusResult?\n",
        "  Logout(token?: string) -> ()\n",
        "complexType {http://www.birst.com/}StatusResult\n  processingGroup?: string\n  type: int\n",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let json = out(&castile(&["inspect", WSDL, "--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("it's JSON");
    assert_eq!(json["services"][0]["ports"][1]["protocol"], "SOAP 1.2");
    assert_eq!(json["operations"].as_array().map(Vec::len), Some(6));
    assert_eq!(
        json["operations"][2]["soapAction"],
        "http://www.birst.com/clearJobStatus"
    );
    assert_eq!(json["operations"][2]["style"], "document/literal");
}

#[test]
fn a_file_is_written_once_and_can_be_checked() {
    let folder = Folder::new("file");
    let file = folder.path("deep/service.rs");
    let generate = ["generate", WSDL, "--out", &file];
    let check = ["generate", WSDL, "--out", &file, "--check"];
    let output = castile(&check);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).starts_with("error: not up to date: `"),
        "{}",
        err(&output)
    );
    assert!(!Path::new(&file).exists());
    let output = castile(&generate);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(
        out(&output).is_empty() && err(&output).contains("6 operations"),
        "{}",
        err(&output)
    );
    let first = std::fs::read(&file).expect("it's written");
    let written = std::fs::metadata(&file)
        .and_then(|m| m.modified())
        .expect("it's there");
    assert_eq!(castile(&generate).status.code(), Some(0));
    let again = std::fs::metadata(&file)
        .and_then(|m| m.modified())
        .expect("it's there");
    assert_eq!(written, again);
    assert_eq!(castile(&check).status.code(), Some(0));
    assert_eq!(
        out(&castile(&["generate", WSDL, "--emit", "code"])).as_bytes(),
        first
    );
    std::fs::write(&file, "old").expect("it can be written");
    assert_eq!(castile(&check).status.code(), Some(1));
}

#[test]
fn a_crate_has_all_that_a_package_needs() {
    let folder = Folder::new("crate");
    let root = folder.path("client");
    let output = castile(&[
        "generate",
        WSDL,
        "--crate",
        &root,
        "--name",
        "birst-client",
        "--runtime-path",
        "runtime",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let read = |file: &str| std::fs::read_to_string(Path::new(&root).join(file)).expect(file);
    let manifest = read("Cargo.toml");
    assert!(
        manifest.contains("name = \"birst-client\"") && !manifest.contains("[workspace"),
        "{manifest}"
    );
    assert!(
        manifest.contains("castile = { path = \"") && manifest.contains("/runtime\""),
        "{manifest}"
    );
    let readme = read("README.md");
    assert!(
        readme.contains("birst_client::CommandWebService::new(")
            && readme.contains("- `clear_job_status`"),
        "{readme}"
    );
    let lib = read("src/lib.rs");
    assert!(
        lib.contains("#![deny(missing_docs)]") && lib.contains("pub struct CommandWebService"),
        "{lib}"
    );
    let output = castile(&["generate", WSDL, "--crate", &root, "--name", "1client"]);
    assert_eq!(output.status.code(), Some(1));
}
