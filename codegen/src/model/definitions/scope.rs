//! Names of components, declared and looked up (WSDL 1.1, 2.1.1).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::problems::{Flaw, Found};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::model::roots::WSDL;
use crate::model::wsdl20::WSDL20;
use crate::name::QName;
use crate::similar::similar;

/// One `definitions` element.
pub(in crate::model) struct Scope<'d> {
    pub(in crate::model) root: &'d Node,
    /// `targetNamespace`
    pub(in crate::model) target: Arc<str>,
}

impl<'d> Scope<'d> {
    pub(in crate::model) fn new(root: &'d Node) -> Self {
        let target = root.attribute("targetNamespace").unwrap_or("").into();
        Self { root, target }
    }

    /// Its components of one kind, with their names. One without a name is reported.
    pub(super) fn components(
        &self,
        kind: &'static str,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(QName, &'d Node)> {
        let mut found = Vec::new();
        for node in self.root.elements().filter(|node| node.is(WSDL, kind)) {
            match node.attribute("name") {
                Some(name) => found.push((
                    QName {
                        namespace: Arc::clone(&self.target),
                        local: name.trim().into(),
                    },
                    node,
                )),
                None => {
                    diagnostics
                        .error(&node.at, format!("<{kind}> has no name"))
                        .help("give it the attribute name");
                }
            }
        }
        found
    }
}

/// The components of one kind by name.
pub(in crate::model) struct Table<T> {
    kind: &'static str,
    all: HashMap<QName, Found<T>>,
}

impl<T: Clone> Table<T> {
    pub(in crate::model) fn new(kind: &'static str) -> Self {
        Self {
            kind,
            all: HashMap::new(),
        }
    }

    /// Declares a component; of two with the same name the first counts. Whether it's new.
    pub(in crate::model) fn declare(
        &mut self,
        name: QName,
        node: &Node,
        component: Found<T>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        match self.all.entry(name) {
            Entry::Vacant(vacant) => {
                vacant.insert(component);
                true
            }
            Entry::Occupied(occupied) => {
                let name = &occupied.key().local;
                diagnostics
                    .warning(&node.at, format!("{} {name:?} is defined twice", self.kind))
                    .help("the first definition counts; remove this one, or rename it");
                false
            }
        }
    }

    /// Whether there's a component of this name.
    pub(in crate::model) fn contains(&self, name: &QName) -> bool {
        self.all.contains_key(name)
    }

    /// The component that a name in an attribute of this element means.
    pub(in crate::model) fn find(
        &self,
        spelt: &str,
        node: &Node,
        scope: &Scope<'_>,
    ) -> Result<&Found<T>, Flaw> {
        let name = qname(spelt, node)?;
        if let Some(found) = self.all.get(&name) {
            return Ok(found);
        }
        // A name without a prefix means the default namespace, which in many documents is WSDL's own; the target
        // namespace is what was meant, as nothing can be defined in WSDL's.
        let own = QName {
            namespace: Arc::clone(&scope.target),
            local: Arc::clone(&name.local),
        };
        let of_wsdl = matches!(&*name.namespace, "" | WSDL) || WSDL20.contains(&&*name.namespace);
        let unprefixed = !spelt.contains(':') && of_wsdl;
        if let (true, Some(found)) = (unprefixed, self.all.get(&own)) {
            return Ok(found);
        }
        Err(undefined(self.kind, spelt, &name, self.all.keys()))
    }
}

/// A name in an attribute of this element.
pub(in crate::model) fn qname(spelt: &str, node: &Node) -> Result<QName, Flaw> {
    node.qname(spelt).ok_or_else(|| {
        let prefix = spelt.split(':').next().unwrap_or("");
        Flaw::new(
            format!("the prefix of {spelt:?} is not declared"),
            format!("declare it: xmlns:{prefix}=\"…\""),
        )
    })
}

/// That a name is not defined, and which one may be meant.
pub(in crate::model) fn undefined<'k>(
    kind: &str,
    spelt: &str,
    name: &QName,
    known: impl Iterator<Item = &'k QName> + Clone,
) -> Flaw {
    let message = format!("{kind} {spelt:?} is not defined");
    let elsewhere = known
        .clone()
        .filter(|other| other.local == name.local)
        .map(|other| &other.namespace)
        .min();
    if let Some(namespace) = elsewhere {
        let here = match &*name.namespace {
            "" => "no namespace".to_owned(),
            namespace => format!("the namespace {namespace}"),
        };
        let there = match &**namespace {
            "" => "no namespace".to_owned(),
            namespace => namespace.to_owned(),
        };
        return Flaw::new(
            message,
            format!("{spelt:?} is in {here}; one of that name is in {there}"),
        );
    }
    let prefix = spelt
        .split_once(':')
        .map(|(prefix, _)| format!("{prefix}:"));
    let prefix = prefix.unwrap_or_default();
    let same = known
        .clone()
        .filter(|other| other.namespace == name.namespace);
    if let Some(near) = similar(&name.local, same.clone().map(|other| &*other.local)) {
        return Flaw::new(message, format!("did you mean \"{prefix}{near}\"?"));
    }
    let mut same: Vec<&str> = same.map(|other| &*other.local).collect();
    same.sort_unstable();
    let help = match same.len() {
        1..=5 => format!("known of its namespace are: {}", same.join(", ")),
        6.. => format!("define it in the namespace {}", name.namespace),
        0 => format!(
            "no {kind} of the namespace {:?} is known: import the document that defines it",
            &*name.namespace
        ),
    };
    Flaw::new(message, help)
}
