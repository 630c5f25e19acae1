//! Identity constraints (XSD part 1, 3.11), and the small XPath that they're written in.

use std::collections::HashSet;

use super::builder::{Builder, Place};
use super::names::resolve;
use super::vocabulary::{parts, value};
use crate::document::Node;
use crate::model::{Constraint, NameTest, Path, Rule};
use crate::name::QName;

impl<'d> Builder<'_, 'd> {
    /// Reads the constraints of an element.
    pub(super) fn constraints(&mut self, place: Place, node: &Node) -> Vec<Constraint> {
        let found = parts(node).filter_map(|(kind, node)| self.constraint(place, kind, node));
        found.collect()
    }

    fn constraint(&mut self, place: Place, kind: &str, node: &Node) -> Option<Constraint> {
        if !matches!(kind, "unique" | "key" | "keyref") {
            return None;
        }
        let Some(local) = value(node, "name") else {
            self.error(node, format!("this {kind} has no name"))
                .help("give it name=\"...\"");
            return None;
        };
        let namespace = self.schema(place).namespace.clone();
        let local = local.into();
        let name = QName { namespace, local };
        let rule = match kind {
            "unique" => Rule::Unique,
            "key" => Rule::Key,
            _ => Rule::Reference(self.name(place, node, value(node, "refer")?)?),
        };
        let mut selector = None;
        let mut fields = Vec::new();
        for (part, node) in parts(node) {
            let is_field = part == "field";
            if !is_field && part != "selector" {
                continue;
            }
            let text = value(node, "xpath").unwrap_or("");
            let Some(paths) = self.paths(place, node, text, is_field) else {
                self.diagnostics
                    .warning(
                        &node.at,
                        format!("{text:?} is no path that an identity constraint can have"),
                    )
                    .help(format!("{kind} {:?} isn't checked", &*name.local));
                return None;
            };
            match is_field {
                true => fields.push(paths),
                false => selector = Some(paths),
            }
        }
        Some(Constraint {
            at: node.at.clone(),
            name,
            rule,
            selector: selector?,
            fields,
        })
    }

    /// Alternatives (XSD part 1, 3.11.6).
    fn paths(&self, place: Place, node: &Node, text: &str, field: bool) -> Option<Vec<Path>> {
        let text: String = text.split_whitespace().collect();
        text.split('|')
            .map(|path| self.path(place, node, path, field))
            .collect()
    }

    fn path(&self, place: Place, node: &Node, text: &str, field: bool) -> Option<Path> {
        let deep = text.starts_with(".//");
        let mut path = Path {
            deep,
            steps: Vec::new(),
            attribute: None,
        };
        let mut steps = text
            .strip_prefix(".//")
            .unwrap_or(text)
            .split('/')
            .peekable();
        while let Some(step) = steps.next() {
            let attribute = step.strip_prefix('@');
            let attribute = attribute.or_else(|| step.strip_prefix("attribute::"));
            match attribute {
                // Only at the end.
                Some(name) if field && steps.peek().is_none() => {
                    path.attribute = Some(self.test(place, node, name)?);
                }
                Some(_) => return None,
                None if step == "." => {}
                None => {
                    let name = step.strip_prefix("child::").unwrap_or(step);
                    path.steps.push(self.test(place, node, name)?);
                }
            }
        }
        Some(path)
    }

    /// A name without a prefix is in no namespace, whatever the default is.
    fn test(&self, place: Place, node: &Node, text: &str) -> Option<NameTest> {
        let is_name = |name: &str| !name.is_empty() && !name.contains(['*', ':', '(', '[', '$']);
        match text.split_once(':') {
            None if text == "*" => Some(NameTest::Any),
            None => is_name(text).then(|| {
                NameTest::Is(QName {
                    namespace: "".into(),
                    local: text.into(),
                })
            }),
            Some((_, local)) => {
                let name = resolve(self.schema(place), node, text).ok()?;
                match local {
                    "*" => Some(NameTest::In(name.namespace)),
                    _ => is_name(local).then_some(NameTest::Is(name)),
                }
            }
        }
    }
}

/// Leaves out references to keys that aren't there.
pub(super) fn check(builder: &mut Builder<'_, '_>) {
    let all = builder.elements.iter().flat_map(|e| &e.constraints);
    let keys = all.filter(|c| !matches!(c.rule, Rule::Reference(_)));
    let keys: HashSet<QName> = keys.map(|c| c.name.clone()).collect();
    for element in &mut builder.elements {
        element.constraints.retain(|constraint| {
            let Rule::Reference(key) = &constraint.rule else {
                return true;
            };
            let known = keys.contains(key);
            if !known {
                let message = format!("key {:?} is not defined", &*key.local);
                let name = &constraint.name.local;
                builder
                    .diagnostics
                    .warning(&constraint.at, message)
                    .help(format!("keyref {name:?} isn't checked"));
            }
            known
        });
    }
}
