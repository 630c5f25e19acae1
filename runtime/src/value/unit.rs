//! `()`: a message without parts.

use super::{Complex, HasShape, Item, Items, Slot, Value};
use crate::schema::{Content, Name, Shape};

impl HasShape for () {
    const SHAPE: &'static Shape = &Shape {
        name: Name::new("", ""),
        named: false,
        content: Content::Empty,
        members: &[],
        attributes: &[],
    };
}

impl Complex for () {
    fn shape(&self) -> &'static Shape {
        <() as HasShape>::SHAPE
    }

    fn slot(&mut self, _: usize, _: bool) -> Option<Slot<'_>> {
        None
    }

    fn items(&self, _: usize) -> Items<'_> {
        Items::None
    }

    fn reset(&mut self) {}
}

impl Value for () {
    fn slot(&mut self, nil: bool) -> Slot<'_> {
        if nil {
            Slot::NotNillable
        } else {
            Slot::Complex(self)
        }
    }

    fn item(&self) -> Item<'_> {
        Item::Complex(self)
    }
}
