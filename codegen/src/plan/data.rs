//! The planned types as plain data: names final, types mapped, boxes placed, docs escaped.

use std::sync::Arc;

pub use crate::model::Builtin;
use crate::model::{Constraint, Facets, Wildcard};
use crate::name::QName;

/// Index into [`Types::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

/// Index into [`Types::modules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleId(pub u32);

impl ModuleId {
    /// The file itself.
    pub const ROOT: ModuleId = ModuleId(0);
}

/// All types that are written.
#[derive(Clone, Debug, Default)]
pub struct Types {
    /// The file itself first, then its modules in the order in which they're written. The contents of an only
    /// namespace stand in the file itself.
    pub modules: Vec<Module>,
    /// Everything that has a name; a module says which are its own.
    pub items: Vec<Item>,
    /// What isn't written because of a choice of what may stand for another.
    pub left_out: Vec<LeftOut>,
}

/// What may stand for something but isn't known there: it's kept as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The type, or the head of the substitution group.
    pub base: QName,
    /// The types that derive from it, or the elements.
    pub others: Vec<QName>,
}

/// The file itself, or a module for a namespace in it.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Its name; `None` for the file itself.
    pub name: Option<String>,
    /// The namespace whose types are here; `None` for the file itself where each namespace has a module.
    pub namespace: Option<Arc<str>>,
    /// Whether tables name the module's namespace by its constant `NS`.
    pub has_const: bool,
    /// Whether that constant is used by other modules.
    pub shared_const: bool,
    /// Lines of documentation.
    pub doc: Vec<String>,
    /// What is in it, in the order in which it's written.
    pub items: Vec<ItemId>,
    /// Names of types of the prelude that this module's own types hide.
    pub hidden: Vec<String>,
}

/// Something with a name.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it is.
    pub module: ModuleId,
    /// Its Rust name, escaped with `r#` where need be. Empty until names are given.
    pub name: String,
    /// What names are made of.
    pub hint: Hint,
    /// Lines of documentation.
    pub doc: Vec<String>,
    /// What it is.
    pub kind: ItemKind,
    /// What it derives.
    pub derives: Vec<String>,
    /// Attributes beside the derives, without `#[]`.
    pub attributes: Vec<String>,
}

/// What the name of an item is made of.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// The name that it gets if nothing else has it.
    pub words: String,
    /// Who chooses first where several want one name; the lowest.
    pub rank: Rank,
    /// The file's place among the documents, line and column: who chooses first within a rank, and the order of writing.
    pub order: (u32, u32, u32),
    /// The name in the documents, for types, elements and groups.
    pub xml: Option<QName>,
}

/// The kinds of things that names are given to, in the order in which they choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Named by the user.
    Renamed,
    /// A named type definition.
    #[default]
    Type,
    /// A global element declaration.
    Element,
    /// A named model group.
    Group,
    /// A type made up for a message.
    Message,
    /// An enum over types or elements.
    Derived,
    /// An anonymous type or a part of a content model.
    Nested,
}

impl Rank {
    /// What is added to the name if someone who chose before has it.
    pub fn suffix(self) -> &'static str {
        match self {
            Rank::Renamed | Rank::Nested => "",
            Rank::Type | Rank::Derived => "Type",
            Rank::Element => "Element",
            Rank::Group => "Group",
            Rank::Message => "Message",
        }
    }
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A struct.
    Struct(StructDef),
    /// An enum with a value in each variant.
    Choice(ChoiceDef),
    /// An enum of literals.
    Enumeration(EnumerationDef),
    /// An enum over simple types.
    Union(UnionDef),
    /// A second name of a type.
    Alias(Ty),
    /// A table of facets.
    Simple(SimpleTable),
}

/// A type as it's written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `Option<T>`
    Option(Box<Ty>),
    /// `Vec<T>`
    Vec(Box<Ty>),
    /// `Nillable<T>`
    Nillable(Box<Ty>),
    /// `NillableWith<T>`, for a type with attributes
    NillableWith(Box<Ty>),
    /// `Defaulted<T>`, for an element that has its value from the schema where it's empty
    Defaulted(Box<Ty>),
    /// `Typed<T>`, for an element that may say its type
    Typed(Box<Ty>),
    /// `Box<T>`
    Boxed(Box<Ty>),
    /// `List<T>`
    List(Box<Ty>),
    /// An item of the plan.
    Item(ItemId),
    /// A primitive type.
    Primitive(&'static str),
    /// `String`
    String,
    /// A type of the runtime crate.
    Runtime(&'static str),
    /// A type that the user names.
    Path(String),
    /// `()`
    Unit,
}

/// A complex type, a model group that occurs on its own, or a message.
#[derive(Clone, Debug)]
pub struct StructDef {
    /// The type definition's name, or the namespace and the name of what owns it.
    pub name: QName,
    /// Whether that's a type definition's name.
    pub named: bool,
    /// How the members are arranged.
    pub content: Content,
    /// Elements and text.
    pub members: Vec<Field>,
    /// Attributes, then at most one wildcard.
    pub attributes: Vec<Field>,
}

/// How the members of a struct are arranged.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// In order.
    Sequence,
    /// In any order.
    All,
    /// Text only.
    Text,
    /// Text and elements in a single repeated member; what follows is the model of the elements, empty for any order.
    Mixed(Vec<Member>),
    /// An array of the SOAP encoding: its items, then its size if it has several dimensions.
    Array(ArrayOf),
}

/// What an array of the SOAP encoding says of its items.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrayOf {
    /// The type of what's innermost.
    pub item: (Ns, Arc<str>),
    /// The ranks of the items, if they are arrays.
    pub inner: String,
    /// How many dimensions it has.
    pub dimensions: usize,
}

/// A field of a struct or a variant of an enum.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its Rust name, escaped with `r#` where need be. Empty until names are given.
    pub name: String,
    /// What the name is made of: the name in the documents, or words that describe it. With `@` in front: an attribute.
    pub words: String,
    /// Lines of documentation.
    pub doc: Vec<String>,
    /// Its type.
    pub ty: Ty,
    /// Its entry in the table.
    pub member: Member,
}

/// An entry in the table of a struct or an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// What is matched.
    pub kind: MemberKind,
    /// `minOccurs`
    pub min: u32,
    /// `maxOccurs`; `None` is unbounded.
    pub max: Option<u32>,
    /// `nillable`
    pub nillable: bool,
    /// `default`
    pub default: Option<String>,
    /// `fixed`
    pub fixed: Option<String>,
    /// Lexical rules beyond those of the Rust type.
    pub simple: Option<SimpleRef>,
    /// Whether `Debug` hides it.
    pub secret: bool,
    /// The media type of binary data, where the schema expects just one.
    pub media: Option<String>,
    /// In what SOAP-encoded messages hold: the declared type.
    pub type_name: Option<(Ns, Arc<str>)>,
    /// What else the declaration says, which only whole documents are held to.
    pub declaration: Option<Box<Declaration>>,
}

/// What the declaration of an element says that only a strict reading of whole documents asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declaration {
    /// The declared type, if it's a simple type that has a name.
    pub simple_type: Option<(Ns, Arc<str>)>,
    /// Whether `xsi:type` may not name another type.
    pub exact: bool,
    /// Whether `xsi:type` may not name a type that has attributes.
    pub closed: bool,
    /// Whether only others can stand in for it.
    pub is_abstract: bool,
    /// The identity constraints.
    pub constraints: Vec<Constraint>,
}

/// What a schema defines beside its elements, for the enum over these.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    /// The global attributes.
    pub attributes: Vec<Member>,
    /// The types that a document can name.
    pub types: Vec<NamedType>,
}

/// A type that a document can name.
#[derive(Clone, Debug)]
pub struct NamedType {
    /// Its name in the documents.
    pub name: (Ns, Arc<str>),
    /// Its Rust type; an abstract type is named only.
    pub item: Option<ItemId>,
    /// Of a simple type: lexical rules beyond those of the Rust type.
    pub simple: Option<SimpleRef>,
    /// Whether it's a complex type.
    pub complex: bool,
    /// The simple types that it can stand in for.
    pub stands_for: Vec<(Ns, Arc<str>)>,
}

impl Member {
    /// A member that occurs `min` to `max` times.
    pub fn new(kind: MemberKind, min: u32, max: Option<u32>) -> Self {
        Member {
            kind,
            min,
            max,
            nillable: false,
            default: None,
            fixed: None,
            simple: None,
            secret: false,
            media: None,
            type_name: None,
            declaration: None,
        }
    }
}

/// What a member matches.
#[derive(Clone, Debug, PartialEq)]
pub enum MemberKind {
    /// An element.
    Element(Ns, Arc<str>),
    /// An attribute.
    Attribute(Ns, Arc<str>),
    /// An alternative of an enum of the plan.
    Choice(ItemId),
    /// The content of a struct of the plan, without an element of its own.
    Group(ItemId),
    /// In a table that has no Rust type: one of these.
    InlineChoice(Vec<Member>),
    /// In a table that has no Rust type: all of these.
    InlineGroup(Vec<Member>),
    /// The same in any order.
    InlineAll(Vec<Member>),
    /// Any element.
    Any(PlanWildcard),
    /// Any attribute.
    AnyAttribute(PlanWildcard),
    /// Text.
    Text,
    /// A type by `xsi:type`.
    Type(Ns, Arc<str>),
    /// Any type that isn't known.
    Open,
    /// A part beside the message: its name, and its media type where there's just one.
    Attachment(Arc<str>, String),
    /// The order in which the members of an `xs:all` came.
    Order,
}

/// A namespace as tables name it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ns {
    /// By its URI; empty for none.
    Literal(Arc<str>),
    /// By the constant `NS` of this module.
    Const(ModuleId),
}

/// A wildcard.
#[derive(Clone, Debug)]
pub struct PlanWildcard(pub Wildcard);

impl PartialEq for PlanWildcard {
    fn eq(&self, other: &Self) -> bool {
        format!("{:?}", self.0) == format!("{:?}", other.0)
    }
}

/// A table of facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SimpleRef {
    /// That of a built-in type.
    Builtin(Builtin),
    /// One of the plan.
    Item(ItemId),
}

/// An enum with a value in each variant.
#[derive(Clone, Debug)]
pub struct ChoiceDef {
    /// What selects the variant.
    pub by: Selector,
    /// What it's called in messages.
    pub label: String,
    /// The variants.
    pub variants: Vec<Field>,
    /// The variant of the default value.
    pub default: usize,
    /// Of the enum over all global elements: what else the schema defines.
    pub grammar: Option<Box<Grammar>>,
}

/// What selects a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// The element, group or text that comes next.
    Content,
    /// `xsi:type`; the first variant is the declared type, which needs none.
    Type,
    /// `xsi:type`; the declared type is abstract.
    AbstractType,
}

/// An enum of literals.
#[derive(Clone, Debug)]
pub struct EnumerationDef {
    /// The built-in type that it restricts.
    pub base: Builtin,
    /// What it's called in messages.
    pub label: String,
    /// The literals. One more variant, `Unrecognized`, keeps other texts.
    pub values: Vec<Literal>,
}

/// A variant of an enumeration.
#[derive(Clone, Debug)]
pub struct Literal {
    /// Its Rust name.
    pub name: String,
    /// The literal; of a QName `{namespace}local`.
    pub value: String,
    /// Lines of documentation.
    pub doc: Vec<String>,
}

/// An enum over simple types.
#[derive(Clone, Debug)]
pub struct UnionDef {
    /// What it's called in messages.
    pub label: String,
    /// The alternatives, in the order in which they're tried.
    pub variants: Vec<UnionVariant>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// Its Rust name.
    pub name: String,
    /// What the name is made of.
    pub words: String,
    /// Lines of documentation.
    pub doc: Vec<String>,
    /// Its type.
    pub ty: Ty,
    /// Lexical rules beyond those of the Rust type.
    pub simple: Option<SimpleRef>,
}

/// A table of facets.
#[derive(Clone, Debug)]
pub struct SimpleTable {
    /// What it's called in messages.
    pub label: String,
    /// What its values are made of.
    pub variety: TableVariety,
    /// The facets.
    pub facets: Facets,
}

/// What the values of a simple type are made of.
#[derive(Clone, Debug)]
pub enum TableVariety {
    /// One value.
    Atomic(Builtin),
    /// Items.
    List(SimpleRef),
    /// A value of the first that fits.
    Union(Vec<SimpleRef>),
}
