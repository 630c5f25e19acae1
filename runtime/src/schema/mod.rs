//! The tables that generated code hands to the codec: what a type's content model is, in plain data.
//!
//! In comes nothing; out go `const`-constructible tables. Knows XSD's terms; must not know Rust values, XML parsing or
//! SOAP.

mod declaration;
mod grammar;
mod macros;
mod member;
mod shape;
mod simple;

pub use declaration::{Constraint, Declaration, Path, Rule, Test, is, key, path, unique};
pub use grammar::{Definition, Grammar, abstract_definition, definition};
pub use member::{
    Kind, Member, UNBOUNDED, any, any_attribute, attachment, attribute, choice, group, many, one,
    open, opt, order, text, type_,
};
pub use member::{NamespaceConstraint, Process, Wildcard};
pub use shape::{ArrayOf, ChoiceShape, Content, Name, Shape};
pub(crate) use simple::Literal;
pub use simple::{Builtin, Simple, Variety, WhiteSpace};
