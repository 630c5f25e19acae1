//! The book of what is needed: whoever needs the Rust type of a schema component asks here, and it's planned with all
//! that it needs in turn.
//!
//! In come ids of types and elements; out go [`Types`]. Items are drafted from a queue, so nothing recurses along the
//! schema's references; names come last, in [`Book::finish`], when everything that wants one is known.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::data::*;
use super::names::Scope;
use crate::diagnostic::Diagnostics;
use crate::location::Location;
use crate::model::{Element, ElementId, GroupId, Model, Particle, Type, TypeId, TypeKind};
use crate::options::Options;

/// What is needed so far.
#[derive(Debug)]
pub struct Book<'m> {
    pub(super) model: &'m Model,
    pub(super) options: &'m Options,
    pub(super) items: Vec<Item>,
    keys: HashMap<Key, ItemId>,
    queue: VecDeque<(ItemId, Key)>,
    modules: Vec<Arc<str>>,
    files: HashMap<Arc<str>, u32>,
}

/// What an item is made for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A type definition: a struct, an enumeration, a union or an alias.
    Type(TypeId),
    /// An enum over a type and those derived from it.
    Derived(TypeId),
    /// An enum over the members of the substitution group of this head.
    Substitution(ElementId),
    /// A named group.
    Group(GroupId),
    /// The table of a simple type's facets.
    Simple(TypeId),
}

/// The Rust type of a value, and the lexical rules that it doesn't carry itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The type.
    pub ty: Ty,
    /// The rules.
    pub simple: Option<SimpleRef>,
}

impl<'m> Book<'m> {
    /// An empty book.
    pub fn new(model: &'m Model, options: &'m Options) -> Self {
        Book {
            model,
            options,
            items: Vec::new(),
            keys: HashMap::new(),
            queue: VecDeque::new(),
            modules: Vec::new(),
            files: HashMap::new(),
        }
    }

    /// Needs every type and element of the documents.
    pub fn everything(&mut self) {}

    /// The type of an element's content or a part that's declared to be of type `id`: an enum where other types derive
    /// from it.
    pub fn value(&mut self, id: TypeId) -> Value {
        let _ = id;
        Value {
            ty: Ty::String,
            simple: None,
        }
    }

    /// A field, or variant, for an element that occurs `min` to `max` times: its type with `Option`, `Vec` and
    /// `Nillable`, its entry in the table, its documentation.
    pub fn element(&mut self, id: ElementId, min: u32, max: Option<u32>) -> Option<Field> {
        let _ = (id, min, max);
        None
    }

    /// A field for an element of this name and type that isn't declared in a schema, e.g. a part given by its type.
    pub fn local(
        &mut self,
        namespace: &Arc<str>,
        local: &Arc<str>,
        type_id: TypeId,
        min: u32,
        max: Option<u32>,
    ) -> Field {
        let value = self.value(type_id);
        let kind = MemberKind::Element(Ns::Literal(namespace.clone()), local.clone());
        let mut member = Member::new(kind, min, max);
        member.simple = value.simple;
        Field {
            name: String::new(),
            words: local.to_string(),
            doc: Vec::new(),
            ty: occurring(value.ty, min, max),
            member,
        }
    }

    /// The module of a namespace. Modules that stay empty aren't written.
    pub fn module(&mut self, namespace: &Arc<str>) -> ModuleId {
        let at = self.modules.iter().position(|n| n == namespace);
        let at = at.unwrap_or_else(|| {
            self.modules.push(namespace.clone());
            self.modules.len() - 1
        });
        ModuleId(u32::try_from(at + 1).unwrap_or(u32::MAX))
    }

    /// Adds an item, to be named with the others.
    pub fn add(
        &mut self,
        module: ModuleId,
        hint: Hint,
        doc: Vec<String>,
        kind: ItemKind,
    ) -> ItemId {
        let id = ItemId(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
        self.items.push(Item {
            module,
            name: String::new(),
            hint,
            doc,
            kind,
            derives: Vec::new(),
            attributes: Vec::new(),
        });
        id
    }

    /// The place of something among the documents, for [`Hint::order`].
    pub fn order(&mut self, at: &Location) -> (u32, u32, u32) {
        let next = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let file = *self.files.entry(at.file.clone()).or_insert(next);
        (file, at.line, at.column)
    }

    /// Drafts what is still queued, names everything, places boxes. The scope is that of the file itself, for what
    /// else stands there.
    pub fn finish(self, diagnostics: &mut Diagnostics) -> (Types, Scope) {
        let _ = diagnostics;
        (Types::default(), Scope::default())
    }
}

/// The type of a field whose member occurs `min` to `max` times.
pub fn occurring(ty: Ty, min: u32, max: Option<u32>) -> Ty {
    match (min, max) {
        (0, Some(1)) => ty.option(),
        (_, Some(0 | 1)) => ty,
        _ => ty.vec(),
    }
}
