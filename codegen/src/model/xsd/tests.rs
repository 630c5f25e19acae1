//! Schemas in, dumps and messages out.

mod bounds;
mod corpus;
mod mistakes;
mod names;
mod redefine;
mod simple;
mod structures;

use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::document::{Sources, load};
use crate::model::{BuildOptions, Model, build, dump};

/// A schema of namespace `urn:t`, which has the prefix `t`.
fn schema(content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' xmlns:t='urn:t' elementFormDefault='qualified'>{content}</xs:schema>"
    )
}

/// A schema with these attributes, where `xs` is the prefix of XSD.
fn schema_with(attributes: &str, content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' {attributes}>{content}</xs:schema>"
    )
}

/// Builds the model of the first document; the others are there to be imported.
fn model_of(documents: &[(&str, String)], partial: bool) -> (Model, Vec<String>) {
    let mut sources = Sources::default();
    for (path, content) in documents {
        sources = sources.memory(*path, content.as_str());
    }
    let mut diagnostics = Diagnostics::default();
    let given: Vec<PathBuf> = documents.iter().take(1).map(|(p, _)| (*p).into()).collect();
    let documents = load(&given, &sources, &mut diagnostics);
    let model = build(&documents, BuildOptions { partial }, &mut diagnostics);
    let messages = diagnostics.all.iter().map(|d| {
        let at = d.at.clone().unwrap_or_default();
        let help = d.help.join("; ");
        format!(
            "{:?} {}:{} {} ({help})",
            d.severity, at.file, at.line, d.message
        )
    });
    (model, messages.collect())
}

/// What documents without a mistake mean.
fn all(documents: &[(&str, String)]) -> String {
    let (model, messages) = model_of(documents, false);
    assert_eq!(messages, [""; 0]);
    dump(&model)
}

/// What the content of a schema means, without the line of its namespace.
fn meaning(content: &str) -> String {
    let text = all(&[("a.xsd", schema(content))]);
    let lines = text.lines().filter(|line| line.starts_with("  "));
    lines.map(|line| format!("{}\n", &line[2..])).collect()
}

/// The messages about the content of a schema.
fn messages(content: &str) -> Vec<String> {
    model_of(&[("a.xsd", schema(content))], false).1
}

/// Compares texts; the expected one is indented as the test is.
#[track_caller]
fn same(found: &str, expected: &str) {
    let lines: Vec<&str> = expected.trim_matches(['\n', ' ']).lines().collect();
    let rest = lines.iter().skip(1).filter(|line| !line.trim().is_empty());
    let indent = rest
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let first_indent = expected.trim_start_matches('\n');
    let first_indent = first_indent.len() - first_indent.trim_start().len();
    let indent = indent.min(first_indent);
    let lines = expected
        .trim_matches('\n')
        .lines()
        .filter(|line| !line.trim().is_empty());
    let expected: String = lines.map(|line| format!("{}\n", &line[indent..])).collect();
    assert_eq!(found, expected, "\n{found}");
}
