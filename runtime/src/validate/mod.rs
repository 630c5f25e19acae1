//! Whether a value is what its schema allows: occurrences, choices, fixed values, facets (XSD 1.0 part 1, section 3, and
//! part 2, section 4).
//!
//! In comes a value with its tables, out come all the places where it isn't. Off the hot path: written for size. Must
//! not know XML or SOAP.

mod errors;
mod walk;

pub use errors::{ValidationError, ValidationErrors};

use crate::value::{Item, Value};

/// Looks whether a value is what its schema allows; every generated type has it.
pub trait Validate {
    /// Looks at the value and all that's in it.
    ///
    /// ```
    /// use castile::Validate;
    ///
    /// assert!("any text".to_owned().validate().is_ok());
    /// ```
    ///
    /// # Errors
    /// Says of each place that isn't as the schema wants it, where it is and what's wrong there, e.g.
    /// `order.items[3].sku: 14 characters, at most 12 allowed`. Items count from 0.
    fn validate(&self) -> Result<(), ValidationErrors>;
}

impl<T: Value> Validate for T {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let item = self.item();
        let name = match item.untyped() {
            Item::Complex(value) => value.shape().name.local,
            Item::Choice(value) | Item::Derived(value) => value.shape().name,
            _ => "value",
        };
        validate(item, name)
    }
}

/// Looks whether a value, called `name` in messages, is what its schema allows.
///
/// # Errors
/// Says of each place that isn't as the schema wants it, where it is and what's wrong there.
pub fn validate(item: Item<'_>, name: &str) -> Result<(), ValidationErrors> {
    walk::walk(item, name).finish()
}

#[cfg(test)]
mod tests;
