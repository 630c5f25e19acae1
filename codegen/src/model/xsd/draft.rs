//! Components as they are declared, before derivations are worked out; plain data.
//!
//! References are ids already; content, attributes and facets are those of one declaration alone.

use std::sync::Arc;

use crate::document::Prefixes;
use crate::location::Location;
use crate::model::{
    Attribute, Block, Builtin, Derivation, Facets, Given, Particle, SoapArray, TypeId, TypeOwner,
    Wildcard,
};
use crate::name::QName;

/// A type.
pub(super) struct TypeDraft {
    pub(super) name: Option<QName>,
    pub(super) owner: Option<TypeOwner>,
    pub(super) namespace: Arc<str>,
    pub(super) doc: Option<String>,
    pub(super) at: Location,
    pub(super) kind: KindDraft,
}

/// What a type is.
pub(super) enum KindDraft {
    /// `xs:anyType`, or a type that could not be read, which was reported.
    Any,
    Builtin(Builtin),
    Simple(Box<SimpleDraft>),
    Complex(Box<ComplexDraft>),
}

/// A simple type.
pub(super) struct SimpleDraft {
    pub(super) from: From,
    pub(super) facets: FacetsDraft,
}

impl std::convert::From<SimpleDraft> for KindDraft {
    fn from(draft: SimpleDraft) -> Self {
        KindDraft::Simple(Box::new(draft))
    }
}

/// What a simple type is made from.
pub(super) enum From {
    /// A restriction of this type.
    Restriction(TypeId),
    /// A restriction of the content of this complex type, or of the other type which narrows that.
    Content(TypeId, Option<TypeId>),
    /// A list of this type.
    List(TypeId),
    /// A union of these.
    Union(Vec<TypeId>),
}

/// The facets of one derivation step.
#[derive(Default)]
pub(super) struct FacetsDraft {
    /// All but the enumeration.
    pub(super) facets: Facets,
    pub(super) enumeration: Vec<EnumeratorDraft>,
}

/// A literal of an enumeration; what it means depends on the type that's restricted.
pub(super) struct EnumeratorDraft {
    pub(super) value: String,
    pub(super) doc: Option<String>,
    pub(super) prefixes: Arc<Prefixes>,
    pub(super) at: Location,
}

/// A complex type.
pub(super) struct ComplexDraft {
    pub(super) base: TypeId,
    pub(super) derivation: Derivation,
    pub(super) is_abstract: bool,
    pub(super) mixed: bool,
    pub(super) content: ContentDraft,
    pub(super) open: OpenDraft,
    pub(super) attributes: AttributesDraft,
    /// What a restriction or extension of `soapenc:Array` says about the items.
    pub(super) array: Option<ArrayDraft>,
    pub(super) block: Block,
}

/// `openContent` of XSD 1.1.
#[derive(Clone)]
pub(super) enum OpenDraft {
    Unsaid,
    /// Its wildcard, if it isn't `none`.
    Said(Option<Arc<Particle>>),
    /// What the schema says of all its types, but of empty ones only if it says so (`defaultOpenContent`).
    Default {
        wildcard: Option<Arc<Particle>>,
        of_empty: bool,
    },
}

/// What a derivation says about the items of an array.
pub(super) struct ArrayDraft {
    pub(super) array: SoapArray,
    /// Whether it says so by `wsdl:arrayType`, which means an array whatever the base.
    pub(super) spelt: bool,
}

/// The content of a complex type.
pub(super) enum ContentDraft {
    /// `simpleContent`: the base's, or this type.
    Simple(Option<TypeId>),
    /// `complexContent`, written or implied.
    Elements(Option<Arc<Particle>>),
}

/// Attributes of a complex type or of an attribute group.
#[derive(Default)]
pub(super) struct AttributesDraft {
    /// In document order.
    pub(super) uses: Vec<AttributeUse>,
    pub(super) wildcard: Option<Wildcard>,
}

/// One entry of them.
pub(super) enum AttributeUse {
    Attribute(Attribute),
    /// `use="prohibited"`
    Prohibited(QName),
    /// An attribute group, by its number.
    Group(usize),
}

/// A global attribute declaration.
#[derive(Clone)]
pub(super) struct AttributeDraft {
    pub(super) type_id: TypeId,
    pub(super) default: Option<Given>,
    pub(super) fixed: Option<Given>,
    pub(super) doc: Option<String>,
}

impl TypeDraft {
    /// The name for messages.
    pub(super) fn title(&self) -> String {
        match &self.name {
            Some(name) => format!("type {:?}", &*name.local),
            None => "this type".to_owned(),
        }
    }
}

impl FacetsDraft {
    /// Whether there is no facet.
    pub(super) fn is_plain(&self) -> bool {
        let Facets {
            white_space,
            length,
            min_length,
            max_length,
            patterns,
            lower,
            upper,
            total_digits,
            fraction_digits,
            enumeration: _,
        } = &self.facets;
        self.enumeration.is_empty()
            && patterns.is_empty()
            && white_space.is_none()
            && (length.is_none() && min_length.is_none() && max_length.is_none())
            && (lower.is_none() && upper.is_none())
            && (total_digits.is_none() && fraction_digits.is_none())
    }
}
