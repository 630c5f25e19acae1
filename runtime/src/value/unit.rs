//! `()`: a message without parts.

use super::{AsComplex, Field, HasShape, Value};
use crate::schema::{Content, Name, Shape};

impl HasShape for () {
    const SHAPE: &'static Shape = &Shape {
        name: Name::new("", ""),
        named: false,
        content: Content::Empty,
        members: &[],
        attributes: &[],
        rust: "()",
    };

    fn field(&self, _: usize) -> Option<&dyn Field> {
        None
    }

    fn field_mut(&mut self, _: usize) -> Option<&mut dyn Field> {
        None
    }
}

impl Value for () {
    type As = AsComplex;
}
