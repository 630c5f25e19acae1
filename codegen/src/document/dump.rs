//! Documents as text, for `--emit documents` and for snapshots.

use std::fmt::Write;

use super::node::{Child, Document, DocumentId, Documents, Node};

/// All documents: each with its references and its elements, an element a line with its line and column.
///
/// Names are in Clark notation, so that two documents that differ by prefixes alone look the same.
pub fn dump(documents: &Documents) -> String {
    let mut out = String::new();
    for (index, document) in documents.all.iter().enumerate() {
        let how = match document.path {
            None => "built in",
            Some(_) if index < documents.given => "given",
            Some(_) => "imported",
        };
        let _ = writeln!(out, "document {} ({how})", document.file);
        for reference in &document.references {
            let target = reference.document.map(|id| file(documents, id));
            let target = target.unwrap_or("nothing");
            let at = &reference.at;
            let _ = writeln!(out, "  {}:{} refers to {target}", at.line, at.column);
        }
        element(&document.root, 1, &mut out);
        out.push('\n');
    }
    out
}

fn file(documents: &Documents, id: DocumentId) -> &str {
    let document: Option<&Document> = documents.all.get(id.0 as usize);
    document.map_or("nothing", |document| &document.file)
}

/// Recurses no deeper than documents are.
fn element(node: &Node, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let _ = write!(
        out,
        "{indent}{}:{} {}",
        node.at.line, node.at.column, node.name
    );
    for attribute in &node.attributes {
        let _ = write!(out, " {}={:?}", attribute.name, attribute.value);
    }
    out.push('\n');
    for child in &node.children {
        match child {
            Child::Node(node) => element(node, depth + 1, out),
            Child::Text(text) => {
                let _ = writeln!(out, "{indent}  {text:?}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::document::{Sources, load};

    #[test]
    fn elements_are_lines() {
        let sources = Sources::default().memory("a.xml", "<a xmlns='u' b='1'>\n <c>t</c></a>");
        let documents = load(
            &[PathBuf::from("a.xml")],
            &sources,
            &mut Diagnostics::default(),
        );
        let expected = "document a.xml (given)\n  1:1 {u}a b=\"1\"\n    2:2 {u}c\n      \"t\"\n\n";
        assert_eq!(dump(&documents), expected);
    }
}
