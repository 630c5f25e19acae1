//! What's wrong with a value, and where. No message shows a value that is marked as a secret.

use std::fmt;

/// Beyond this many they're only counted.
const MOST: usize = 100;

/// A place in a value that isn't as the schema wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    /// Where, by the names of the schema: `order.items[3].sku`, `order.@id`. Items count from 0.
    pub path: String,
    /// What's wrong.
    pub message: String,
}

/// All places in a value that aren't as the schema wants them; the first hundred in detail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValidationErrors {
    errors: Vec<ValidationError>,
    more: usize,
}

impl ValidationErrors {
    pub(super) fn add(&mut self, path: impl FnOnce() -> String, message: String) {
        if self.errors.len() < MOST {
            let path = path();
            self.errors.push(ValidationError { path, message });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    pub(super) fn finish(self) -> Result<(), Self> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self)
        }
    }

    /// One after the other, in the order of the schema.
    pub fn iter(&self) -> std::slice::Iter<'_, ValidationError> {
        self.errors.iter()
    }

    /// How many there are, beyond those in detail too.
    pub fn count(&self) -> usize {
        self.errors.len().saturating_add(self.more)
    }
}

impl<'a> IntoIterator for &'a ValidationErrors {
    type Item = &'a ValidationError;
    type IntoIter = std::slice::Iter<'a, ValidationError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl fmt::Display for ValidationErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.errors.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for ValidationError {}

impl std::error::Error for ValidationErrors {}
