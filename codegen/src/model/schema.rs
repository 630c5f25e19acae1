//! XSD 1.0 schema components (part 1, section 2.2), with derivations worked out.

use std::sync::Arc;

use super::Given;
use crate::location::Location;
use crate::name::QName;

/// Index into [`super::Model::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);
/// Index into [`super::Model::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);
/// Index into [`super::Model::groups`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// A type definition.
#[derive(Clone, Debug)]
pub struct Type {
    /// `None` for an anonymous type.
    pub name: Option<QName>,
    /// Where an anonymous type stands.
    pub owner: Option<TypeOwner>,
    /// Namespace of the schema that defines it.
    pub namespace: Arc<str>,
    /// `documentation`, dedented, entities resolved.
    pub doc: Option<String>,
    /// Where it's defined.
    pub at: Location,
    /// What it is.
    pub kind: TypeKind,
}

impl Type {
    /// Whether it's the type of references to attachments (WS-I Attachments Profile 1.0, 4.4).
    pub fn is_reference(&self) -> bool {
        self.name.as_ref().is_some_and(|name| {
            &*name.local == "swaRef" && &*name.namespace == "http://ws-i.org/profiles/basic/1.1/xsd"
        })
    }
}

/// What holds an anonymous type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeOwner {
    /// An element declaration.
    Element(ElementId),
    /// An attribute of this name, of this type where there's one.
    Attribute(Arc<str>, Option<TypeId>),
    /// The item of a list, a member of a union, or the base of a restriction, of this type; also the narrowed content
    /// of this complex type, and what this type was before `redefine`.
    Simple(TypeId),
}

/// What a type is.
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "the small ones are few: the built-in types"
)]
pub enum TypeKind {
    /// `xs:anyType`
    Any,
    /// A built-in simple type.
    Builtin(Builtin),
    /// A simple type of the documents.
    Simple(SimpleType),
    /// A complex type.
    Complex(Box<ComplexType>),
}

/// A simple type of the documents (part 1, 3.14).
#[derive(Clone, Debug)]
pub struct SimpleType {
    /// What it restricts; `xs:anySimpleType` for a list and a union.
    pub base: TypeId,
    /// What its values are made of.
    pub variety: Variety,
    /// The effective facets, those of the bases included.
    pub facets: Facets,
}

/// What the values of a simple type are made of.
#[derive(Clone, Debug)]
pub enum Variety {
    /// One value of this built-in type, the nearest built-in one that it derives from.
    Atomic(Builtin),
    /// Items of this type.
    List(TypeId),
    /// A value of the first of these that fits.
    Union(Vec<TypeId>),
}

/// Effective facets (part 2, 4.3).
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// `None`: that of the built-in type.
    pub white_space: Option<WhiteSpace>,
    /// `length`
    pub length: Option<u64>,
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// Patterns, one group a derivation step; within a group one must match.
    pub patterns: Vec<Vec<String>>,
    /// `minInclusive`, `minExclusive`
    pub lower: Option<Bounds>,
    /// `maxInclusive`, `maxExclusive`
    pub upper: Option<Bounds>,
    /// `totalDigits`
    pub total_digits: Option<u32>,
    /// `fractionDigits`
    pub fraction_digits: Option<u32>,
    /// `enumeration`, in document order, without repetitions; empty for none.
    pub enumeration: Vec<Enumerator>,
}

/// A bound, as spelt.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// The literal.
    pub value: String,
    /// Whether the value itself is allowed.
    pub inclusive: bool,
}

/// An allowed value.
#[derive(Clone, Debug)]
pub struct Enumerator {
    /// The literal, white space handled. Of a QName, `{namespace}local`.
    pub value: String,
    /// `documentation`
    pub doc: Option<String>,
}

/// The `whiteSpace` facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhiteSpace {
    /// `preserve`
    Preserve,
    /// `replace`
    Replace,
    /// `collapse`
    Collapse,
}

/// A complex type (part 1, 3.4).
#[derive(Clone, Debug)]
pub struct ComplexType {
    /// What it derives from, `xs:anyType` if it says nothing.
    pub base: TypeId,
    /// How.
    pub derivation: Derivation,
    /// `abstract`
    pub is_abstract: bool,
    /// The effective content, that of an extended base first.
    pub content: Content,
    /// `openContent` of XSD 1.1: the wildcard at the end of the content.
    pub open: Option<Arc<Particle>>,
    /// The effective attributes, those of the base first; prohibited ones are gone.
    pub attributes: Vec<Attribute>,
    /// The effective attribute wildcard.
    pub any_attribute: Option<Wildcard>,
    /// Types that derive from it directly, in document order.
    pub derived: Vec<TypeId>,
    /// `block`
    pub block: Block,
    /// For a restriction of `soapenc:Array`: what the array holds.
    pub soap_array: Option<SoapArray>,
}

/// How a complex type derives from its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// `extension`
    Extension,
    /// `restriction`
    Restriction,
}

/// Which derivations may not stand in for a declaration: types that `xsi:type` names, and types of elements of its
/// substitution group (part 1, 3.3.1 "disallowed substitutions" and 3.4.1 "prohibited substitutions").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Block {
    /// `extension`
    pub extension: bool,
    /// `restriction`
    pub restriction: bool,
    /// `substitution`: no other element.
    pub substitution: bool,
}

impl Block {
    /// What either of them blocks.
    pub fn or(self, other: Block) -> Block {
        Block {
            extension: self.extension || other.extension,
            restriction: self.restriction || other.restriction,
            substitution: self.substitution || other.substitution,
        }
    }

    /// Whether types that derive in this way are blocked.
    pub fn blocks(self, derivation: Derivation) -> bool {
        match derivation {
            Derivation::Extension => self.extension,
            Derivation::Restriction => self.restriction,
        }
    }
}

/// The content of a complex type.
#[derive(Clone, Debug)]
pub enum Content {
    /// Nothing.
    Empty,
    /// Text of a simple type.
    Simple(TypeId),
    /// Elements; with text between them if `mixed`. Mixed content without elements has an empty sequence.
    Elements {
        /// The content model.
        particle: Arc<Particle>,
        /// Text is allowed anywhere.
        mixed: bool,
    },
}

/// A particle (part 1, 3.9).
#[derive(Clone, Debug)]
pub struct Particle {
    /// `minOccurs`
    pub min: u32,
    /// `maxOccurs`; `None` is unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: Term,
    /// Where.
    pub at: Location,
}

/// What a particle stands for.
#[derive(Clone, Debug)]
pub enum Term {
    /// An element; a `ref` is the global declaration's id.
    Element(ElementId),
    /// `sequence`
    Sequence(Vec<Arc<Particle>>),
    /// `choice`
    Choice(Vec<Arc<Particle>>),
    /// `all`
    All(Vec<Arc<Particle>>),
    /// A named group.
    Group(GroupId),
    /// `any`
    Any(Wildcard),
}

/// A named model group (part 1, 3.7).
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: QName,
    /// `documentation`
    pub doc: Option<String>,
    /// Where it's defined.
    pub at: Location,
    /// Its sequence, choice or all, occurring once.
    pub particle: Arc<Particle>,
}

/// An element declaration (part 1, 3.3).
#[derive(Clone, Debug)]
pub struct Element {
    /// The name on the wire: `form` and the schema's default are applied.
    pub name: QName,
    /// Whether it's a global declaration.
    pub global: bool,
    /// Its type.
    pub type_id: TypeId,
    /// `nillable`
    pub nillable: bool,
    /// `abstract`
    pub is_abstract: bool,
    /// `default`
    pub default: Option<Given>,
    /// `fixed`
    pub fixed: Option<Given>,
    /// `block`
    pub block: Block,
    /// `unique`, `key` and `keyref`
    pub constraints: Vec<Constraint>,
    /// Of a head: all members of its substitution group, however far, itself not included, in document order.
    pub substitutes: Vec<ElementId>,
    /// `xmime:expectedContentTypes`
    pub expected_content_types: Option<String>,
    /// `documentation`
    pub doc: Option<String>,
    /// Where it's declared.
    pub at: Location,
}

/// An identity constraint (part 1, 3.11).
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// Its name.
    pub name: QName,
    /// What it asks.
    pub rule: Rule,
    /// The elements that it's about, by any of these paths.
    pub selector: Vec<Path>,
    /// Their fields, each by any of several paths.
    pub fields: Vec<Vec<Path>>,
    /// Where it's defined.
    pub at: Location,
}

/// What an identity constraint asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// `unique`
    Unique,
    /// `key`
    Key,
    /// `keyref` to the key of this name.
    Reference(QName),
}

/// A path of an identity constraint (part 1, 3.11.6).
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Whether it begins anywhere below: `.//`.
    pub deep: bool,
    /// One child element after the other.
    pub steps: Vec<NameTest>,
    /// The attribute at its end.
    pub attribute: Option<NameTest>,
}

/// A step of such a path.
#[derive(Clone, Debug, PartialEq)]
pub enum NameTest {
    /// `*`
    Any,
    /// `prefix:*`
    In(Arc<str>),
    /// A name.
    Is(QName),
}

/// An attribute of a complex type (part 1, 3.2 and 3.5).
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name on the wire.
    pub name: QName,
    /// Its simple type.
    pub type_id: TypeId,
    /// `use="required"`
    pub required: bool,
    /// `default`
    pub default: Option<Given>,
    /// `fixed`
    pub fixed: Option<Given>,
    /// `documentation`
    pub doc: Option<String>,
    /// Where it's declared or referred to.
    pub at: Location,
}

/// A wildcard (part 1, 3.10).
#[derive(Clone, Debug)]
pub struct Wildcard {
    /// Which namespaces match.
    pub namespaces: Namespaces,
    /// `processContents`
    pub process: Process,
    /// Names that don't match: `notQName` of XSD 1.1, with `##defined` and `##definedSibling` resolved.
    pub except: Vec<QName>,
    /// Whether it takes elements wherever they stand in the content: `openContent` of XSD 1.1 that's interleaved.
    pub floating: bool,
}

/// The namespaces of a wildcard.
#[derive(Clone, Debug)]
pub enum Namespaces {
    /// `##any`
    Any,
    /// None of these; `##other` is not the target namespace and not none (empty).
    Not(Vec<Arc<str>>),
    /// One of these; `##targetNamespace` and `##local` (empty) are resolved.
    List(Vec<Arc<str>>),
}

/// `processContents`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// `strict`
    Strict,
    /// `lax`
    Lax,
    /// `skip`
    Skip,
}

/// What a SOAP-encoded array holds (SOAP 1.1, 5.4.2; WSDL 1.1, 2.2).
#[derive(Clone, Debug)]
pub struct SoapArray {
    /// The type of an item.
    pub item: TypeId,
    /// The name of an item, where the schema gives one.
    pub item_name: Option<QName>,
    /// The ranks as spelt after the type, outermost last, e.g. `[]`, `[,]`, `[][]`.
    pub ranks: String,
}

/// The built-in types (part 2, section 3), in the order in which they stand at the start of
/// [`super::Model::types`], after `xs:anyType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the specification's")]
pub enum Builtin {
    AnySimpleType,
    String,
    NormalizedString,
    Token,
    Language,
    NmToken,
    NmTokens,
    Name,
    NcName,
    Id,
    IdRef,
    IdRefs,
    Entity,
    Entities,
    Boolean,
    Decimal,
    Integer,
    NonPositiveInteger,
    NegativeInteger,
    NonNegativeInteger,
    PositiveInteger,
    Long,
    Int,
    Short,
    Byte,
    UnsignedLong,
    UnsignedInt,
    UnsignedShort,
    UnsignedByte,
    Float,
    Double,
    Duration,
    DateTime,
    Time,
    Date,
    GYearMonth,
    GYear,
    GMonthDay,
    GDay,
    GMonth,
    HexBinary,
    Base64Binary,
    AnyUri,
    QName,
    Notation,
}
