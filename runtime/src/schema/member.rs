//! One member of a content model: what is matched in the document, and how often.
//!
//! Generated tables build members with the `const` functions of this file, e.g.
//! `many(NS, "item").min(1).nillable()`.

use super::{Builtin, ChoiceShape, Declaration, Name, Shape, Simple};

/// The `max` of a member that may occur any number of times.
pub const UNBOUNDED: u32 = u32::MAX;

/// A member of a struct or a variant of a choice; its place in the table is the number of its slot.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// What is matched.
    pub kind: Kind,
    /// `minOccurs`; for an attribute 1 if it's required.
    pub min: u32,
    /// `maxOccurs`, or [`UNBOUNDED`].
    pub max: u32,
    /// `xsi:nil` allowed.
    pub nillable: bool,
    /// The value of an empty element or an absent attribute.
    pub default: Option<&'static str>,
    /// The only value allowed.
    pub fixed: Option<&'static str>,
    /// Facets and lexical rules of a simple value, where the Rust type alone doesn't carry them.
    pub simple: Option<&'static Simple>,
    /// Whether `Debug` must not show it.
    pub secret: bool,
    /// The media type of binary data, for where it goes along with the message; empty where it isn't said.
    pub media: &'static str,
    /// The declared type, which SOAP-encoded messages say of every value (SOAP 1.1, 5.1). Only there in types that such
    /// messages hold: there a value may be absent or nil whatever `min` and `nillable` say.
    pub type_name: Option<&'static Name>,
    /// What else the declaration says, which only whole documents are held to.
    pub declaration: Option<&'static Declaration>,
}

/// What a member matches.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An element of this name.
    Element(Name),
    /// An attribute of this name.
    Attribute(Name),
    /// Whichever variant of an enum matches.
    Choice(&'static ChoiceShape),
    /// A sequence (or all) that occurs as a unit, without an element of its own.
    Group(&'static Shape),
    /// Any element that the wildcard allows.
    Any(Wildcard),
    /// Any attribute that the wildcard allows.
    AnyAttribute(Wildcard),
    /// The text of the element, or a run of text in mixed content.
    Text,
    /// A variant of an enum over a type and those derived from it: the type that `xsi:type` names.
    Type(Name),
    /// The variant for a derived type that the schema doesn't know.
    Open,
    /// A part beside the message (WSDL 1.1, 5.3): what `part` names, and its media type where there's just one. In the
    /// message may be an element that refers to it.
    Attachment {
        /// The part's name.
        name: &'static str,
        /// Its media type.
        media: &'static str,
    },
    /// Nothing in the document: the order in which the members of an `xs:all` came.
    Order,
}

/// `xs:any` and `xs:anyAttribute` (XSD 1.0 part 1, 3.10).
#[derive(Clone, Copy, Debug)]
pub struct Wildcard {
    /// Which namespaces match.
    pub namespaces: NamespaceConstraint,
    /// Whether what matched must be known to the schema.
    pub process: Process,
    /// Names that don't match (`notQName` of XSD 1.1).
    pub except: &'static [Name],
    /// Whether it takes elements wherever they stand among the other members (`openContent` of XSD 1.1, interleaved).
    pub floating: bool,
}

/// The `namespace` of a wildcard.
#[derive(Clone, Copy, Debug)]
pub enum NamespaceConstraint {
    /// `##any`
    Any,
    /// `##other`: any but these; the empty one is none.
    Not(&'static [&'static str]),
    /// One of these; the empty one is `##local`.
    List(&'static [&'static str]),
}

/// The `processContents` of a wildcard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// Must have a declaration and be valid.
    Strict,
    /// Is validated where there's a declaration.
    Lax,
    /// Is not looked at.
    Skip,
}

const fn member(kind: Kind, min: u32, max: u32) -> Member {
    Member {
        kind,
        min,
        max,
        nillable: false,
        default: None,
        fixed: None,
        simple: None,
        secret: false,
        media: "",
        type_name: None,
        declaration: None,
    }
}

/// An element that occurs once.
pub const fn one(ns: &'static str, local: &'static str) -> Member {
    member(Kind::Element(Name { ns, local }), 1, 1)
}

/// An element that occurs at most once.
pub const fn opt(ns: &'static str, local: &'static str) -> Member {
    member(Kind::Element(Name { ns, local }), 0, 1)
}

/// An element that occurs any number of times.
pub const fn many(ns: &'static str, local: &'static str) -> Member {
    member(Kind::Element(Name { ns, local }), 0, UNBOUNDED)
}

/// An optional attribute.
pub const fn attribute(ns: &'static str, local: &'static str) -> Member {
    member(Kind::Attribute(Name { ns, local }), 0, 1)
}

/// A choice that occurs once.
pub const fn choice(shape: &'static ChoiceShape) -> Member {
    member(Kind::Choice(shape), 1, 1)
}

/// A group that occurs once.
pub const fn group(shape: &'static Shape) -> Member {
    member(Kind::Group(shape), 1, 1)
}

/// An element wildcard that occurs once.
pub const fn any(namespaces: NamespaceConstraint, process: Process) -> Member {
    member(
        Kind::Any(Wildcard {
            namespaces,
            process,
            except: &[],
            floating: false,
        }),
        1,
        1,
    )
}

/// An attribute wildcard.
pub const fn any_attribute(namespaces: NamespaceConstraint, process: Process) -> Member {
    member(
        Kind::AnyAttribute(Wildcard {
            namespaces,
            process,
            except: &[],
            floating: false,
        }),
        0,
        UNBOUNDED,
    )
}

/// A part beside the message.
pub const fn attachment(name: &'static str, media: &'static str) -> Member {
    member(Kind::Attachment { name, media }, 0, 1)
}

/// The text of the element.
pub const fn text() -> Member {
    member(Kind::Text, 1, 1)
}

/// A type that `xsi:type` can name.
pub const fn type_(ns: &'static str, local: &'static str) -> Member {
    member(Kind::Type(Name { ns, local }), 1, 1)
}

/// The order in which the members of an `xs:all` came.
pub const fn order() -> Member {
    member(Kind::Order, 0, 1)
}

/// A derived type that the schema doesn't know.
pub const fn open() -> Member {
    member(Kind::Open, 0, 1)
}

impl Member {
    /// Occurs at least `min` times; for an attribute, 1 makes it required.
    pub const fn min(mut self, min: u32) -> Self {
        self.min = min;
        self
    }

    /// Occurs at most `max` times.
    pub const fn max(mut self, max: u32) -> Self {
        self.max = max;
        self
    }

    /// May be `xsi:nil`.
    pub const fn nillable(mut self) -> Self {
        self.nillable = true;
        self
    }

    /// Has this value when it's empty (an element) or absent (an attribute).
    pub const fn default(mut self, text: &'static str) -> Self {
        self.default = Some(text);
        self
    }

    /// Can only have this value.
    pub const fn fixed(mut self, text: &'static str) -> Self {
        self.fixed = Some(text);
        self
    }

    /// Is a wildcard that doesn't match these names.
    pub const fn except(mut self, names: &'static [Name]) -> Self {
        if let Kind::Any(wildcard) | Kind::AnyAttribute(wildcard) = &mut self.kind {
            wildcard.except = names;
        }
        self
    }

    /// Is a wildcard that takes elements wherever they stand.
    pub const fn floating(mut self) -> Self {
        if let Kind::Any(wildcard) = &mut self.kind {
            wildcard.floating = true;
        }
        self
    }

    /// Is a password or the like, which `Debug` doesn't show.
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Is binary data of this media type.
    pub const fn media(mut self, media: &'static str) -> Self {
        self.media = media;
        self
    }

    /// Is an accessor of the SOAP encoding whose declared type has this name.
    pub const fn typed(mut self, type_name: &'static Name) -> Self {
        self.type_name = Some(type_name);
        self
    }

    /// Its declaration says more, which whole documents are held to.
    pub const fn declared(mut self, declaration: &'static Declaration) -> Self {
        self.declaration = Some(declaration);
        self
    }

    /// Its text follows the rules of this built-in type, whose Rust type doesn't know them.
    pub const fn builtin(self, builtin: Builtin) -> Self {
        self.simple(Simple::shared(builtin))
    }

    /// Its text follows these facets.
    pub const fn simple(mut self, simple: &'static Simple) -> Self {
        self.simple = Some(simple);
        self
    }
}
