//! What a schema defines by name, for a strict reading of whole documents: what wildcards, open types and `xsi:type` can
//! lead to.

use super::{Member, Name, Simple};
use crate::value::{Hole, Value};

/// The global attributes and the types of a schema. Its global elements are the variants of the enum over them.
#[derive(Clone, Copy, Debug)]
pub struct Grammar {
    /// The attributes.
    pub attributes: &'static [Member],
    /// The types that a document can name, and the abstract ones.
    pub types: &'static [Definition],
}

impl Grammar {
    /// One that has nothing.
    pub const NONE: &'static Grammar = &Grammar {
        attributes: &[],
        types: &[],
    };
}

/// A type that a document can name.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Its name.
    pub name: Name,
    /// Makes a value to read one into; `None` for an abstract type.
    pub make: Option<fn() -> Box<dyn Hole>>,
    /// Of a simple type: the rules that the Rust type doesn't carry.
    pub simple: Option<&'static Simple>,
    /// Whether it's a complex type.
    pub complex: bool,
    /// The simple types that it can stand in for: those that it restricts, or extends by attributes, and the unions that
    /// they are members of.
    pub stands_for: &'static [Name],
}

/// A complex type.
pub const fn definition<T: Value + 'static>(ns: &'static str, local: &'static str) -> Definition {
    Definition {
        name: Name { ns, local },
        make: Some(|| Box::new(T::default())),
        simple: None,
        complex: true,
        stands_for: &[],
    }
}

/// A complex type that no element can have.
pub const fn abstract_definition(ns: &'static str, local: &'static str) -> Definition {
    Definition {
        name: Name { ns, local },
        make: None,
        simple: None,
        complex: true,
        stands_for: &[],
    }
}

impl Definition {
    /// A simple type, which can stand in for these.
    pub const fn stands_for(mut self, others: &'static [Name]) -> Self {
        self.stands_for = others;
        self.complex = false;
        self
    }

    /// A complex type whose content is text, which can stand in for these.
    pub const fn extends(mut self, others: &'static [Name]) -> Self {
        self.stands_for = others;
        self
    }

    /// Its text follows these facets.
    pub const fn simple(mut self, simple: &'static Simple) -> Self {
        self.simple = Some(simple);
        self
    }
}
