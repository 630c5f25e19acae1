//! The schemas that are built in, each taken as an input of its own: nothing is wrong with them, and Rust comes of them.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::Path;

#[test]
fn every_built_in_schema_generates_without_a_warning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/document/builtin");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the schemas are there")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "xsd"))
        .collect();
    files.sort();
    assert!(files.len() > 15);
    for file in files {
        // The schema for schemas describes a language that isn't a message's; types that it lacks are the built-in ones.
        if file.ends_with("xml-schema.xsd") {
            continue;
        }
        let generated = castile_codegen::configure()
            .document_enum(true)
            .generate([&file])
            .unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert!(generated.warnings.all.is_empty(), "{}", file.display());
    }
}
