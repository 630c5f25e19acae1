//! `()`: a message without parts.

use super::{AsComplex, Complex, Field, HasShape, Value};
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
}

impl Complex for () {
    fn shape(&self) -> &'static Shape {
        <() as HasShape>::SHAPE
    }

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
