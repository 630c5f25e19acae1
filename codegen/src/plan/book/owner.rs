//! What items are named after: their own name in the documents, or for anonymous ones whatever they stand in.
//!
//! In comes what an item is made for, out goes its owner. Allocates no Rust name; [`super::super::settle`] does.

use std::sync::Arc;

use super::{Book, Key};
use crate::location::Location;
use crate::model::{ElementId, GroupId, TypeId, TypeKind, TypeOwner};
use crate::name::QName;
use crate::plan::data::{ModuleId, Rank};
use crate::plan::docs;
use crate::plan::names::{stem, type_name};

/// How far the owners of anonymous types are followed.
pub(super) const OWNERS: usize = 32;

/// What an item's own anonymous parts are named after, and where they go.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// The start of their names.
    pub(super) words: String,
    /// The name in the documents of the type, element or group.
    pub(super) name: Option<QName>,
    /// What messages call an anonymous type.
    pub(super) label: Arc<str>,
    /// The namespace of the module.
    pub(super) namespace: Arc<str>,
    pub(super) module: ModuleId,
    pub(super) order: (u32, u32, u32),
    /// Whether SOAP-encoded messages hold it.
    pub(super) encoded: bool,
}

impl Book<'_> {
    /// What is documented about it, the name's line left to be added.
    pub(super) fn key_doc(&self, key: Key) -> Vec<String> {
        let text = match key {
            Key::Type(id) => {
                let Some(ty) = self.ty(id) else {
                    return Vec::new();
                };
                let owner = match &ty.owner {
                    Some(TypeOwner::Element(id)) => self.model.elements.get(id.0 as usize),
                    _ => None,
                };
                let mut doc = self.doc(ty.doc.as_deref());
                if doc.is_empty() {
                    doc = self.doc(owner.and_then(|element| element.doc.as_deref()));
                }
                if let TypeKind::Simple(simple) = &ty.kind {
                    let facets = docs::facets(&simple.facets);
                    if !facets.is_empty() {
                        doc.push(format!("Allowed: {}.", facets.join(", ")));
                    }
                }
                return doc;
            }
            Key::Derived(id, _) => self.ty(id).and_then(|ty| ty.doc.as_deref()),
            Key::Substitution(id) => {
                let head = self.model.elements.get(id.0 as usize);
                head.and_then(|head| head.doc.as_deref())
            }
            Key::Group(id) => {
                let group = self.model.groups.get(id.0 as usize);
                group.and_then(|group| group.doc.as_deref())
            }
            Key::Simple(_) => None,
        };
        self.doc(text)
    }

    /// What an item is named after, and who chooses its name when.
    pub(super) fn owner(&mut self, key: Key) -> (Owner, Rank) {
        match key {
            Key::Type(id) | Key::Simple(id) => {
                let owner = self.type_owner(id);
                let ty = self.ty(id);
                let rank = match ty.and_then(|ty| ty.owner.as_ref()) {
                    _ if self.is_renamed(owner.name.as_ref()) => Rank::Renamed,
                    Some(TypeOwner::Element(id)) if self.is_global(*id) => Rank::Element,
                    Some(_) => Rank::Nested,
                    None => Rank::Type,
                };
                (owner, rank)
            }
            Key::Derived(id, _) => {
                let mut owner = self.type_owner(id);
                let concrete = match self.ty(id).map(|ty| &ty.kind) {
                    Some(TypeKind::Complex(complex)) => !complex.is_abstract,
                    _ => false,
                };
                if !concrete {
                    return (owner, Rank::Type);
                }
                owner.words = format!("any {}", stem(&owner.words));
                (owner, Rank::Derived)
            }
            Key::Substitution(id) => {
                let model = self.model;
                let element = model.elements.get(id.0 as usize);
                let (name, at) = element
                    .map(|e| (e.name.clone(), e.at.clone()))
                    .unwrap_or_else(unnamed);
                (self.named(name, &at), Rank::Element)
            }
            Key::Group(id) => (self.group_owner(id), Rank::Group),
        }
    }

    pub(super) fn type_owner(&mut self, id: TypeId) -> Owner {
        let Some(ty) = self.ty(id) else {
            let (name, at) = unnamed();
            return self.named(name, &at);
        };
        let words = self.type_words(id);
        let element = match &ty.owner {
            Some(TypeOwner::Element(id)) => self.model.elements.get(id.0 as usize),
            _ => None,
        };
        let name = match (&ty.name, element) {
            (Some(name), _) => Some(name.clone()),
            (None, Some(element)) if element.global => Some(element.name.clone()),
            _ => None,
        };
        let label = match (&name, element) {
            (Some(name), _) => name.local.clone(),
            (None, Some(element)) => element.name.local.clone(),
            (None, None) => type_name(&words).into(),
        };
        Owner {
            words,
            name,
            label,
            namespace: ty.namespace.clone(),
            module: self.module(&ty.namespace),
            order: self.order(&ty.at),
            encoded: self.encoded.types.contains(&id),
        }
    }

    pub(super) fn group_owner(&mut self, id: GroupId) -> Owner {
        let group = self.model.groups.get(id.0 as usize);
        let (name, at) = group
            .map(|g| (g.name.clone(), g.at.clone()))
            .unwrap_or_else(unnamed);
        Owner {
            encoded: self.encoded.groups.contains(&id),
            ..self.named(name, &at)
        }
    }

    pub(super) fn named(&mut self, name: QName, at: &Location) -> Owner {
        Owner {
            words: self.words(&name),
            label: name.local.clone(),
            namespace: name.namespace.clone(),
            module: self.module(&name.namespace),
            order: self.order(at),
            encoded: false,
            name: Some(name),
        }
    }

    /// What a type is named after.
    pub(super) fn type_words(&self, id: TypeId) -> String {
        let mut suffix = String::new();
        let mut id = id;
        for _ in 0..OWNERS {
            let Some(ty) = self.ty(id) else { break };
            if let Some(name) = &ty.name {
                return joined(&self.words(name), &suffix);
            }
            if let Some(words) = self.anonymous.get(&id) {
                return joined(words, &suffix);
            }
            match &ty.owner {
                Some(TypeOwner::Element(element)) => {
                    let element = self.model.elements.get(element.0 as usize);
                    let words = element.map(|element| self.words(&element.name));
                    return joined(&words.unwrap_or_default(), &suffix);
                }
                Some(TypeOwner::Attribute(name, owner)) => {
                    suffix = format!("{name} {suffix}");
                    match owner {
                        Some(owner) => id = *owner,
                        None => break,
                    }
                }
                Some(TypeOwner::Simple(owner)) => {
                    suffix = format!("item {suffix}");
                    id = *owner;
                }
                None => break,
            }
        }
        joined("", &suffix)
    }

    /// The name that the user gives it, or its own.
    pub(super) fn words(&self, name: &QName) -> String {
        let mut renames = self.options.renames.iter().rev();
        match renames.find(|(path, _)| path.matches(name)) {
            Some((_, chosen)) => chosen.clone(),
            None => name.local.to_string(),
        }
    }

    pub(super) fn is_renamed(&self, name: Option<&QName>) -> bool {
        name.is_some_and(|name| {
            self.options
                .renames
                .iter()
                .any(|(path, _)| path.matches(name))
        })
    }

    pub(super) fn is_global(&self, id: ElementId) -> bool {
        let element = self.model.elements.get(id.0 as usize);
        element.is_some_and(|element| element.global)
    }

    /// Says what an anonymous type is named after, unless that's known.
    pub(super) fn name_anonymous(&mut self, id: TypeId, words: impl FnOnce() -> String) {
        if self.ty(id).is_some_and(|ty| ty.name.is_none()) {
            self.anonymous.entry(id).or_insert_with(words);
        }
    }
}

fn unnamed() -> (QName, Location) {
    let name = QName {
        namespace: "".into(),
        local: "unnamed".into(),
    };
    (name, Location::default())
}

/// A name with what is added to it, if anything is.
fn joined(words: &str, suffix: &str) -> String {
    match (words, suffix) {
        (words, "") => words.to_owned(),
        ("", suffix) => suffix.to_owned(),
        (words, suffix) => format!("{} {suffix}", stem(words)),
    }
}
