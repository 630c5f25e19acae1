//! Schemas in, dumps and messages out.

mod corpus;

use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::document::{Sources, load};
use crate::model::{BuildOptions, Model, build, dump};

/// Builds the model of the first document; the others are there to be imported. A content that isn't a whole
/// document is put into a schema of namespace `urn:t`, whose prefix is `t`.
fn model_of(documents: &[(&str, &str)], partial: bool) -> (Model, Vec<String>) {
    let mut sources = Sources::default();
    for (path, content) in documents {
        let whole = match content.contains("schema") && content.contains("targetNamespace")
            || content.contains("<definitions")
            || content.contains("<xs:schema")
        {
            true => (*content).to_owned(),
            false => format!(
                "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' xmlns:t='urn:t' elementFormDefault='qualified'>{content}</xs:schema>"
            ),
        };
        sources = sources.memory(*path, whole);
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

/// What a schema without a mistake means, without the line of its namespace.
fn meaning(content: &str) -> String {
    let (model, messages) = model_of(&[("a.xsd", content)], false);
    assert_eq!(messages, [""; 0]);
    let text = dump(&model);
    let lines = text.lines().filter(|line| !line.starts_with("namespace"));
    lines
        .map(|line| format!("{}\n", line.get(2..).unwrap()))
        .collect()
}

/// The messages about a schema.
fn messages(content: &str) -> Vec<String> {
    model_of(&[("a.xsd", content)], false).1
}
