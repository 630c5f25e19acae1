//! What a schema defines by name, for a strict reading of whole documents: what wildcards, open types and `xsi:type` can
//! lead to.

use super::{Member, Name, Simple};
use crate::value::{Hole, Value};

/// The global attributes and the types of a schema. Its global elements are the variants of the enum over them.
#[derive(Clone, Copy, Debug)]
pub struct Grammar {
    /// The attributes.
    pub attributes: &'static [Member],
    /// The types that a document can name, which leaves out abstract ones.
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
    /// Makes a value to read one into.
    pub make: fn() -> Box<dyn Hole>,
    /// Of a simple type: the rules that the Rust type doesn't carry.
    pub simple: Option<&'static Simple>,
    /// Of a simple type: the types that it can stand in for, those that it restricts and the unions that it's a member
    /// of. `None` for a complex type.
    pub stands_for: Option<&'static [Name]>,
}

/// A complex type.
pub const fn definition<T: Value + 'static>(ns: &'static str, local: &'static str) -> Definition {
    Definition {
        name: Name { ns, local },
        make: || Box::new(T::default()),
        simple: None,
        stands_for: None,
    }
}

impl Definition {
    /// A simple type, which can stand in for these.
    pub const fn stands_for(mut self, others: &'static [Name]) -> Self {
        self.stands_for = Some(others);
        self
    }

    /// Its text follows these facets.
    pub const fn simple(mut self, simple: &'static Simple) -> Self {
        self.simple = Some(simple);
        self
    }
}
