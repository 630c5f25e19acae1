//! What is emitted, feature by feature: the code, and the plan that it was written from. The same files are compiled as
//! modules of this package, so nothing is reviewed that doesn't build.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};

use castile_codegen::Generated;

/// Too long for a person to review line by line; their code is compiled and used all the same.
const NOT_SHOWN: [&str; 5] = [
    "hostile-names",
    "hostile-operations",
    "builtins",
    "styles",
    "encoded-blocks",
];

fn features() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/features");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the features are there")
        .map(|entry| entry.expect("they can be listed").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

fn stem(file: &Path) -> String {
    file.file_stem()
        .expect("a file has a name")
        .to_string_lossy()
        .into_owned()
}

fn generate(file: &Path, document_enum: bool) -> Generated {
    let run = castile_codegen::configure()
        .document_enum(document_enum)
        .generate([file]);
    run.unwrap_or_else(|e| panic!("{e}"))
}

/// Snapshots lie in a folder of their kind, named as the feature.
fn settings(kind: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../snapshots/{kind}"));
    settings.set_prepend_module_to_snapshot(false);
    settings
}

#[test]
fn code() {
    let _scope = settings("code").bind_to_scope();
    for file in features() {
        let name = stem(&file);
        if !NOT_SHOWN.contains(&name.as_str()) {
            insta::assert_snapshot!(name, generate(&file, false).code);
        }
    }
}

#[test]
fn plan() {
    let _scope = settings("plan").bind_to_scope();
    for file in features() {
        let name = stem(&file);
        if !NOT_SHOWN.contains(&name.as_str()) {
            insta::assert_snapshot!(name, generate(&file, false).plan.to_string());
        }
    }
}

/// What only whole documents know: whether an element that has its default came empty.
#[test]
fn defaults_in_documents() {
    let _scope = settings("code").bind_to_scope();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/features/defaults.xsd");
    insta::assert_snapshot!("defaults-in-documents", generate(&file, true).code);
}

/// The same input gives the same bytes, whatever the order in which a hash map gives its entries.
#[test]
fn the_same_input_gives_the_same_bytes() {
    for file in features() {
        let (once, again) = (generate(&file, true), generate(&file, true));
        assert_eq!(once.code, again.code, "{}", file.display());
    }
}

/// A type that is added to a schema changes no name that was there before.
#[test]
fn names_stay_when_a_schema_grows() {
    let schema = |more: &str| {
        format!(
            r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x" xmlns="urn:x">
                 <xs:complexType name="Order"><xs:sequence><xs:element name="item"><xs:complexType><xs:sequence>
                   <xs:element name="sku" type="xs:string"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>
                 <xs:element name="order" type="Order"/>{more}</xs:schema>"#
        )
    };
    let structs = |schema: String| -> Vec<String> {
        let run = castile_codegen::configure()
            .memory("x.xsd", schema)
            .generate(["x.xsd"]);
        let code = run.unwrap_or_else(|e| panic!("{e}")).code;
        code.lines()
            .filter(|l| l.starts_with("pub struct"))
            .map(|l| l.to_owned())
            .collect()
    };
    let before = structs(schema(""));
    let after = structs(schema(
        r#"<xs:complexType name="order"><xs:sequence/></xs:complexType><xs:complexType name="item"><xs:sequence/></xs:complexType>"#,
    ));
    assert!(!before.is_empty());
    for line in &before {
        assert!(after.contains(line), "{line} is gone: {after:?}");
    }
}
