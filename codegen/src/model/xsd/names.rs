//! References by name: prefixes are resolved, components looked up, and missing ones reported.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::schemas::Schema;
use super::symbols::Space;
use super::vocabulary::{XML, XS};
use crate::document::Node;
use crate::location::Location;
use crate::name::QName;
use crate::similar::similar;

/// How many missing names get a search for similar ones.
const MAX_SEARCHES: usize = 100;

/// Resolves a name that stands in a schema. The prefix, if it isn't declared.
///
/// A name without a prefix is in the default namespace. Without one it's in no namespace, or in the including schema's
/// where the schema has no target namespace itself (XSD part 1, 4.2.1 and 3.15.3).
pub(super) fn resolve<'t>(
    schema: &Schema<'_>,
    node: &Node,
    text: &'t str,
) -> Result<QName, &'t str> {
    let text = text.trim();
    let (prefix, local) = text.split_once(':').unwrap_or(("", text));
    let declared = node.prefixes.get(prefix).filter(|ns| !ns.is_empty());
    let namespace: Arc<str> = match declared {
        Some(namespace) => Arc::clone(namespace),
        None if prefix == "xml" => XML.into(),
        None if !prefix.is_empty() => return Err(prefix),
        None if schema.chameleon => Arc::clone(&schema.namespace),
        None => "".into(),
    };
    Ok(QName {
        namespace,
        local: local.into(),
    })
}

/// What is known about namespaces, to say what can be done about a missing name.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Namespaces that have schemas.
    loaded: HashSet<Arc<str>>,
    /// Namespaces that are imported without a document, and where.
    unread: HashMap<Arc<str>, Location>,
    searches: usize,
}

impl Known {
    pub(super) fn new(loaded: HashSet<Arc<str>>, unread: HashMap<Arc<str>, Location>) -> Self {
        Known {
            loaded,
            unread,
            searches: 0,
        }
    }

    /// What can be done about a name that no component of its space has; `written` is how the user spells it.
    pub(super) fn advice<'n>(
        &mut self,
        space: Space,
        name: &QName,
        written: &str,
        names: impl Iterator<Item = &'n QName> + Clone,
    ) -> Vec<String> {
        let mut advice = Vec::new();
        let namespace = &name.namespace;
        if self.searches < MAX_SEARCHES {
            self.searches += 1;
            let beside = names.clone().filter(|n| n.namespace == *namespace);
            let elsewhere = names.clone().find(|n| n.local == name.local);
            if let Some(near) = similar(&name.local, beside.map(|n| &*n.local)) {
                let prefix = written.rsplit_once(':').map(|(prefix, _)| prefix);
                advice.push(match prefix {
                    Some(prefix) => format!("did you mean \"{prefix}:{near}\"?"),
                    None => format!("did you mean {near:?}?"),
                });
            } else if let Some(other) = elsewhere {
                advice.push(format!(
                    "there is {} {:?} in {}; check the prefix",
                    article(space),
                    &*other.local,
                    described(&other.namespace)
                ));
            }
        }
        if let Some(at) = self.unread.get(namespace) {
            advice.push(format!(
                "the schema of namespace {:?} was not read: the import at {}:{}:{} leads to no document",
                &**namespace, at.file, at.line, at.column
            ));
            advice.push(format!(
                "download that schema and give its path as schemaLocation, or by .catalog({:?}, path) or --catalog {}=PATH",
                &**namespace, namespace
            ));
        } else if **namespace != *XS && !self.loaded.contains(namespace) {
            advice.push(match namespace.is_empty() {
                true => "no schema without a target namespace was read; a name without a prefix is in the default namespace".to_owned(),
                false => format!(
                    "no schema of namespace {:?} was read: import it, with a schemaLocation",
                    &**namespace
                ),
            });
        }
        advice
    }
}

fn article(space: Space) -> &'static str {
    match space {
        Space::Type => "a type",
        Space::Element => "an element",
        Space::Attribute => "an attribute",
        Space::Group => "a group",
        Space::AttributeGroup => "an attribute group",
    }
}

fn described(namespace: &str) -> String {
    match namespace {
        "" => "no namespace".to_owned(),
        namespace => format!("namespace {namespace:?}"),
    }
}
