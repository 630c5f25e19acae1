//! What an element's declaration says beyond its content: only a strict reading of whole documents asks.
//!
//! Generated tables build these with the `const` functions of this file.

use super::Name;

/// The declaration of an element.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// The declared type, where it's a simple type that the schema names.
    pub simple_type: Option<Name>,
    /// Whether `xsi:type` may not name another type, by `block`.
    pub exact: bool,
    /// Whether `xsi:type` may not name one that has attributes, by `block`.
    pub closed: bool,
    /// Whether only others can stand in for it.
    pub is_abstract: bool,
    /// The identity constraints.
    pub constraints: &'static [Constraint],
}

impl Declaration {
    /// One that says nothing.
    pub const NONE: Declaration = Declaration {
        simple_type: None,
        exact: false,
        closed: false,
        is_abstract: false,
        constraints: &[],
    };

    /// Of a simple type of this name.
    pub const fn of(mut self, ns: &'static str, local: &'static str) -> Self {
        self.simple_type = Some(Name { ns, local });
        self
    }

    /// `xsi:type` may not name another type.
    pub const fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// `xsi:type` may not name a type that has attributes.
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Only others can stand in for it.
    pub const fn is_abstract(mut self) -> Self {
        self.is_abstract = true;
        self
    }

    /// With identity constraints.
    pub const fn constraints(mut self, constraints: &'static [Constraint]) -> Self {
        self.constraints = constraints;
        self
    }
}

/// An identity constraint (XSD 1.0 part 1, 3.11).
#[derive(Clone, Copy, Debug)]
pub struct Constraint {
    /// Its name.
    pub name: Name,
    /// What it asks.
    pub rule: Rule,
    /// The elements that it's about: those on any of these paths, from the element that has the constraint.
    pub selector: &'static [Path],
    /// Their fields: elements or attributes, each on any of several paths from the element that was selected.
    pub fields: &'static [&'static [Path]],
}

/// What an identity constraint asks of the fields of the elements that it selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No two have the same, where all fields are there.
    Unique,
    /// All fields are there, and no two have the same.
    Key,
    /// Where all fields are there, the key of this name has the same.
    Reference(Name),
}

/// A path of the small XPath that identity constraints have (XSD 1.0 part 1, 3.11.6).
#[derive(Clone, Copy, Debug)]
pub struct Path {
    /// Whether it begins anywhere below: `.//`.
    pub deep: bool,
    /// One child element after the other.
    pub steps: &'static [Test],
    /// The attribute at its end.
    pub attribute: Option<Test>,
}

/// A name test.
#[derive(Clone, Copy, Debug)]
pub enum Test {
    /// `*`
    Any,
    /// `prefix:*`
    In(&'static str),
    /// A name.
    Is(Name),
}

/// `xs:unique`
pub const fn unique(
    ns: &'static str,
    local: &'static str,
    selector: &'static [Path],
    fields: &'static [&'static [Path]],
) -> Constraint {
    Constraint {
        name: Name { ns, local },
        rule: Rule::Unique,
        selector,
        fields,
    }
}

/// `xs:key`
pub const fn key(
    ns: &'static str,
    local: &'static str,
    selector: &'static [Path],
    fields: &'static [&'static [Path]],
) -> Constraint {
    Constraint {
        rule: Rule::Key,
        ..unique(ns, local, selector, fields)
    }
}

impl Constraint {
    /// `xs:keyref` to the key of this name.
    pub const fn refers(mut self, ns: &'static str, local: &'static str) -> Self {
        self.rule = Rule::Reference(Name { ns, local });
        self
    }
}

/// A path from the element itself.
pub const fn path(steps: &'static [Test]) -> Path {
    Path {
        deep: false,
        steps,
        attribute: None,
    }
}

impl Path {
    /// Begins anywhere below.
    pub const fn deep(mut self) -> Self {
        self.deep = true;
        self
    }

    /// Ends at an attribute.
    pub const fn at(mut self, attribute: Test) -> Self {
        self.attribute = Some(attribute);
        self
    }
}

/// A test for one name.
pub const fn is(ns: &'static str, local: &'static str) -> Test {
    Test::Is(Name { ns, local })
}

impl Test {
    /// Whether a name passes.
    pub(crate) fn takes(&self, ns: &str, local: &str) -> bool {
        match self {
            Test::Any => true,
            Test::In(namespace) => *namespace == ns,
            Test::Is(name) => name.local == local && name.ns == ns,
        }
    }
}
