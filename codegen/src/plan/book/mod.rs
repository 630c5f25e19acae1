//! The book of what is needed: whoever needs the Rust type of a schema component asks here, and it's planned with all
//! that it needs in turn.
//!
//! In come ids of types and elements; out go [`Types`]. Items are drafted from a queue, so nothing recurses along the
//! schema's references; names come last, in [`Book::finish`], when everything that wants one is known.

mod complex;
mod element;
mod encoded;
mod grammar;
mod owner;
mod simple;
mod standing;
mod typed;

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

pub use element::occurring;
use owner::Owner;
use typed::bases;

use super::data::*;
use super::docs;
use super::names::Scope;
use super::particle::Groups;
use super::secrets::Secrets;
use super::services::Encoded;
use super::settle;
use crate::location::Location;
use crate::model::{
    Block, ComplexType, Element, ElementId, GroupId, Model, Type, TypeId, TypeKind,
};
use crate::options::Options;

/// What is needed so far.
#[derive(Debug)]
pub struct Book<'m> {
    model: &'m Model,
    options: &'m Options,
    /// What SOAP-encoded messages hold.
    encoded: Encoded,
    items: Vec<Item>,
    keys: HashMap<Key, ItemId>,
    queue: VecDeque<(ItemId, Key)>,
    /// Enums over what may stand for another, where that is only what's needed anyway: drafted when all else is.
    deferred: Vec<(ItemId, Key)>,
    /// Elements that are known where the head of their substitution group stands as soon as something needs their type.
    awaiting: HashMap<TypeId, Vec<&'m Element>>,
    /// Those of them whose type something needs, to be needed themselves.
    met: Vec<&'m Element>,
    left_out: Vec<LeftOut>,
    /// Namespaces; [`ModuleId`] 1 is the first.
    modules: Vec<Arc<str>>,
    module_ids: HashMap<Arc<str>, ModuleId>,
    files: HashMap<Arc<str>, u32>,
    /// Types of choices and sequences, by the address of the particle and whether it's a choice. Particles live as long
    /// as the model, so an address means one particle.
    nodes: HashMap<(usize, bool), ItemId>,
    /// What anonymous types are named after.
    anonymous: HashMap<TypeId, String>,
    owned_types: HashSet<TypeId>,
    owned_groups: HashSet<GroupId>,
    groups: Rc<Groups>,
    secrets: Secrets,
    /// The types that others derive from, where what an element says of its type is kept.
    bases: HashSet<TypeId>,
}

/// What an item is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A type definition: a struct, an enumeration, a union or an alias.
    Type(TypeId),
    /// An enum over a type and those derived from it, but for those that are blocked.
    Derived(TypeId, Block),
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
    pub(crate) fn new(model: &'m Model, options: &'m Options, encoded: Encoded) -> Self {
        Book {
            model,
            options,
            encoded,
            items: Vec::new(),
            keys: HashMap::new(),
            queue: VecDeque::new(),
            deferred: Vec::new(),
            awaiting: HashMap::new(),
            met: Vec::new(),
            left_out: Vec::new(),
            modules: Vec::new(),
            module_ids: HashMap::new(),
            files: HashMap::new(),
            nodes: HashMap::new(),
            anonymous: HashMap::new(),
            owned_types: HashSet::new(),
            owned_groups: HashSet::new(),
            groups: Groups::of(model),
            secrets: Secrets::default(),
            bases: match options.document_enum {
                true => bases(model),
                false => HashSet::new(),
            },
        }
    }

    /// Needs every type and element that the documents themselves define; what well-known schemas that they import
    /// define is only written where it's needed.
    pub fn everything(&mut self) {
        let model = self.model;
        for (i, ty) in model.types.iter().enumerate() {
            let own = ty.name.is_some() && !ty.at.is_built_in();
            let wanted = match &ty.kind {
                TypeKind::Complex(complex) => !complex.is_abstract,
                TypeKind::Simple(simple) => simple::is_enumeration(simple),
                _ => false,
            };
            if own && wanted {
                self.need(Key::Type(TypeId(u32::try_from(i).unwrap_or(u32::MAX))));
            }
        }
        for id in &model.roots {
            let element = model.elements.get(id.0 as usize);
            let own = element.filter(|element| !element.at.is_built_in());
            if let Some(element) = own {
                let ty = self.ty(element.type_id);
                if ty.is_some_and(|ty| ty.name.is_none()) {
                    self.value(element.type_id);
                }
            }
        }
    }

    /// The type of an element's content or a part that's declared to be of type `id`: an enum where other types derive
    /// from it.
    pub fn value(&mut self, id: TypeId) -> Value {
        self.value_but(id, Block::default())
    }

    /// The same for an element that keeps some of them out.
    fn value_but(&mut self, id: TypeId, block: Block) -> Value {
        let plain = |ty| Value { ty, simple: None };
        let Some(ty) = self.ty(id) else {
            return plain(Ty::Runtime("AnyType"));
        };
        match &ty.kind {
            TypeKind::Any => plain(Ty::Runtime("AnyType")),
            TypeKind::Complex(complex) => {
                let name = ty.name.as_ref();
                if let Some(path) = name.and_then(|name| self.type_option(name, None)) {
                    return plain(Ty::Path(path));
                }
                if let Some(simple) = self.encoding_simple(id) {
                    return self.simple_value(simple);
                }
                // An array is what's declared: those derived from it differ in what their items are said to be.
                if complex.soap_array.is_some() {
                    return plain(Ty::Item(self.need(Key::Type(id))));
                }
                let block = Block {
                    substitution: false,
                    ..block.or(complex.block)
                };
                let derived = complex.is_abstract
                    || self
                        .standing_in(complex, block)
                        .any(|id| self.is_derivable(id));
                let key = if derived {
                    Key::Derived(id, block)
                } else {
                    Key::Type(id)
                };
                plain(Ty::Item(self.need(key)))
            }
            _ => self.simple_value(id),
        }
    }

    /// The types that derive from one directly, by a derivation that isn't blocked.
    fn standing_in(&self, of: &'m ComplexType, block: Block) -> impl Iterator<Item = TypeId> {
        let types = &self.model.types;
        let derived = of.derived.iter().copied();
        derived.filter(
            move |id| match types.get(id.0 as usize).map(|ty| &ty.kind) {
                Some(TypeKind::Complex(complex)) => !block.blocks(complex.derivation),
                _ => false,
            },
        )
    }

    /// Whether `xsi:type` can name the type, or one that derives from it.
    fn is_derivable(&self, id: TypeId) -> bool {
        self.ty(id).is_some_and(|ty| ty.name.is_some())
    }

    /// The module of a namespace. Modules that stay empty aren't written.
    pub fn module(&mut self, namespace: &Arc<str>) -> ModuleId {
        if let Some(id) = self.module_ids.get(namespace) {
            return *id;
        }
        self.modules.push(namespace.clone());
        let id = ModuleId(u32::try_from(self.modules.len()).unwrap_or(u32::MAX));
        self.module_ids.insert(namespace.clone(), id);
        id
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
        let file = match self.files.get(&at.file) {
            Some(file) => *file,
            None => *self.files.entry(at.file.clone()).or_insert(next),
        };
        (file, at.line, at.column)
    }

    /// The lines of a schema's documentation; none where the options don't want it.
    pub fn doc(&self, text: Option<&str>) -> Vec<String> {
        text.filter(|_| self.options.docs)
            .map(docs::lines)
            .unwrap_or_default()
    }

    /// Drafts what is still queued, names everything, places boxes. The scope is that of the file itself, for what
    /// else stands there.
    pub fn finish(mut self) -> (Types, Scope) {
        self.drain();
        let (mut types, scope) = settle::settle(self.items, self.modules, self.options);
        types.left_out = self.left_out;
        (types, scope)
    }

    fn drain(&mut self) {
        loop {
            match self.queue.pop_front() {
                Some((item, key @ (Key::Derived(..) | Key::Substitution(_))))
                    if self.options.declared_only =>
                {
                    self.need_chosen(key);
                    self.deferred.push((item, key));
                }
                Some((item, key)) => self.draft(item, key),
                None => match self.met.pop() {
                    Some(element) => drop(self.member(element)),
                    None => break,
                },
            }
        }
        // All that these need is there, and what is wanted in them doesn't change any more.
        for (item, key) in std::mem::take(&mut self.deferred) {
            self.draft(item, key);
        }
    }

    fn ty(&self, id: TypeId) -> Option<&'m Type> {
        self.model.types.get(id.0 as usize)
    }

    fn set(&mut self, item: ItemId, kind: ItemKind) {
        if let Some(item) = self.items.get_mut(item.0 as usize) {
            item.kind = kind;
        }
    }

    /// The item made for this, drafted later if it's new.
    fn need(&mut self, key: Key) -> ItemId {
        if let Some(item) = self.keys.get(&key) {
            return *item;
        }
        let (owner, rank) = self.owner(key);
        let hint = Hint {
            words: owner.words,
            rank,
            order: owner.order,
            xml: owner.name,
        };
        let doc = self.key_doc(key);
        let item = self.add(owner.module, hint, doc, ItemKind::Alias(Ty::Unit));
        self.keys.insert(key, item);
        if let Key::Type(id) = key {
            self.met
                .extend(self.awaiting.remove(&id).unwrap_or_default());
        }
        self.queue.push_back((item, key));
        item
    }

    fn draft(&mut self, item: ItemId, key: Key) {
        let (owner, _) = self.owner(key);
        let element = |id: ElementId, model: &'m Model| model.elements.get(id.0 as usize);
        let kind = match key {
            Key::Type(id) => match self.ty(id).map(|ty| &ty.kind) {
                Some(TypeKind::Complex(complex)) => self.draft_complex(id, complex, &owner),
                Some(TypeKind::Simple(simple)) => self.draft_simple(id, simple, &owner),
                _ => return,
            },
            Key::Simple(id) => match self.ty(id).map(|ty| &ty.kind) {
                Some(TypeKind::Simple(simple)) => self.draft_table(id, simple, &owner),
                _ => return,
            },
            Key::Derived(id, block) => self.draft_derived(id, block),
            Key::Substitution(id) => match element(id, self.model) {
                Some(head) => self.draft_substitution(head),
                None => return,
            },
            Key::Group(id) => {
                self.owned_groups.insert(id);
                self.draft_group(id, &owner)
            }
        };
        self.set(item, kind);
    }
}
