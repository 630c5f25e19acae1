//! What is read a second time, where there can be one: the first is emptied, so that nothing of it shows in the second.

use super::{Choice, Complex, Field, Items, Slot};

impl dyn Complex + '_ {
    /// Has nothing any more that a value read into it wouldn't set, for one that takes the place of this.
    pub fn reset(&mut self) {
        let mut i = 0;
        while let Some(field) = self.field_mut(i) {
            field.reset();
            i += 1;
        }
    }
}

impl dyn Choice + '_ {
    /// Has nothing any more that a value read into it wouldn't set, for one that takes the place of this.
    pub fn reset(&mut self) {
        let (i, _) = self.variant();
        if let Some(field) = self.variant_mut(i) {
            field.reset();
        }
    }
}

impl dyn Field + '_ {
    /// The same for what is in a field.
    pub fn reset(&mut self) {
        self.clear();
        if let Items::One(_) = self.items() {
            match self.slot(false) {
                Slot::Complex(value) => value.reset(),
                Slot::Choice(value) | Slot::Derived(value) => value.reset(),
                Slot::Str(value) => value.clear(),
                Slot::Attributes(value) => value.0.clear(),
                Slot::Order(value) => *value = super::Order::default(),
                // The rest is set as a whole.
                _ => {}
            }
        }
    }
}
