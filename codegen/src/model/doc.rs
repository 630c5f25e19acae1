//! `documentation` elements become text.

use crate::document::{Child, Node};

/// The text of the `documentation` children in this namespace, with the markup in it left out: line breaks kept,
/// common indentation and blank lines at both ends removed. `None` if nothing is left.
pub(crate) fn documentation(node: &Node, namespace: &str) -> Option<String> {
    let all = node
        .elements()
        .filter(|child| child.is(namespace, "documentation"));
    let texts: Vec<String> = all.filter_map(text).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// The text of one `documentation` element.
fn text(node: &Node) -> Option<String> {
    let mut raw = String::new();
    gather(node, &mut raw);
    let text = dedent(&raw);
    (!text.is_empty()).then_some(text)
}

fn gather(node: &Node, into: &mut String) {
    for child in &node.children {
        match child {
            Child::Text(text) => into.push_str(text),
            Child::Node(node) => {
                gather(node, into);
                if matches!(&*node.name.local, "p" | "br" | "div" | "li" | "tr") {
                    into.push('\n');
                }
            }
        }
    }
}

/// The first line begins behind the start tag: its indentation says nothing.
fn dedent(raw: &str) -> String {
    let lines: Vec<&str> = raw.lines().map(str::trim_end).collect();
    let indent = |line: &&str| line.chars().take_while(|c| c.is_whitespace()).count();
    let later = lines.iter().skip(1).filter(|line| !line.is_empty());
    let common = later.map(indent).min().unwrap_or(0);
    let mut kept: Vec<String> = Vec::with_capacity(lines.len());
    for (number, line) in lines.into_iter().enumerate() {
        let line = match number {
            0 => line.trim_start().to_owned(),
            _ => line.chars().skip(common).collect(),
        };
        if !(line.is_empty() && kept.is_empty()) {
            kept.push(line);
        }
    }
    while kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_indentation_goes() {
        assert_eq!(
            dedent("\n\n    One\n      two\n\n    three\n  "),
            "One\n  two\n\nthree"
        );
        assert_eq!(dedent(" One\n   two"), "One\ntwo");
        assert_eq!(dedent(" \n "), "");
    }
}
