//! The book of what is needed: whoever needs the Rust type of a schema component asks here, and it's planned with all
//! that it needs in turn.
//!
//! In come ids of types and elements; out go [`Types`]. Items are drafted from a queue, so nothing recurses along the
//! schema's references; names come last, in [`Book::finish`], when everything that wants one is known.

mod complex;
mod element;
mod encoded;
mod grammar;
mod simple;

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

pub use element::occurring;

use super::data::*;
use super::docs;
use super::names::{Scope, stem, type_name};
use super::particle::Sizes;
use super::services::Encoded;
use super::settle;
use crate::location::Location;
use crate::model::{
    Block, ComplexType, ElementId, GroupId, Model, Type, TypeId, TypeKind, TypeOwner,
};
use crate::name::QName;
use crate::options::Options;

/// How far the owners of anonymous types are followed.
const OWNERS: usize = 32;

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
    sizes: Rc<Sizes>,
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

/// What an item's own anonymous parts are named after, and where they go.
#[derive(Clone, Debug)]
struct Owner {
    /// The start of their names.
    words: String,
    /// The name in the documents of the type, element or group.
    name: Option<QName>,
    /// What messages call an anonymous type.
    label: Arc<str>,
    /// The namespace of the module.
    namespace: Arc<str>,
    module: ModuleId,
    order: (u32, u32, u32),
    /// Whether SOAP-encoded messages hold it.
    encoded: bool,
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
            modules: Vec::new(),
            module_ids: HashMap::new(),
            files: HashMap::new(),
            nodes: HashMap::new(),
            anonymous: HashMap::new(),
            owned_types: HashSet::new(),
            owned_groups: HashSet::new(),
            sizes: Rc::new(Sizes::of(model)),
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
        if ty.name.as_ref().is_some_and(is_reference) {
            return plain(Ty::Runtime("Attachment"));
        }
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
                if self.array_of(id, complex).is_some() {
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
        settle::settle(self.items, self.modules, self.options)
    }

    fn drain(&mut self) {
        while let Some((item, key)) = self.queue.pop_front() {
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

    /// What is documented about it, the name's line left to be added.
    fn key_doc(&self, key: Key) -> Vec<String> {
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
    fn owner(&mut self, key: Key) -> (Owner, Rank) {
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

    fn type_owner(&mut self, id: TypeId) -> Owner {
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

    fn group_owner(&mut self, id: GroupId) -> Owner {
        let group = self.model.groups.get(id.0 as usize);
        let (name, at) = group
            .map(|g| (g.name.clone(), g.at.clone()))
            .unwrap_or_else(unnamed);
        Owner {
            encoded: self.encoded.groups.contains(&id),
            ..self.named(name, &at)
        }
    }

    fn named(&mut self, name: QName, at: &Location) -> Owner {
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
    fn type_words(&self, id: TypeId) -> String {
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
    fn words(&self, name: &QName) -> String {
        let mut renames = self.options.renames.iter().rev();
        match renames.find(|(path, _)| path.matches(name)) {
            Some((_, chosen)) => chosen.clone(),
            None => name.local.to_string(),
        }
    }

    fn is_renamed(&self, name: Option<&QName>) -> bool {
        name.is_some_and(|name| {
            self.options
                .renames
                .iter()
                .any(|(path, _)| path.matches(name))
        })
    }

    fn is_global(&self, id: ElementId) -> bool {
        let element = self.model.elements.get(id.0 as usize);
        element.is_some_and(|element| element.global)
    }

    /// Says what an anonymous type is named after, unless that's known.
    fn name_anonymous(&mut self, id: TypeId, words: impl FnOnce() -> String) {
        if self.ty(id).is_some_and(|ty| ty.name.is_none()) {
            self.anonymous.entry(id).or_insert_with(words);
        }
    }
}

/// Whether it's the type of references to attachments (WS-I Attachments Profile 1.0, 4.4).
fn is_reference(name: &QName) -> bool {
    &*name.local == "swaRef" && &*name.namespace == "http://ws-i.org/profiles/basic/1.1/xsd"
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
