//! Lists of simple values (XSD 1.0 part 2, 2.5.1.2): items with white space between them.

use crate::value::{AsText, List, Names, Prefixes, Text, TextError, Value};
use std::ops::{Deref, DerefMut};

impl<T: Text + Default + Clone + PartialEq + 'static> Value for List<T> {
    type As = AsText;
}

impl<T: Text + Default> List<T> {
    fn read(
        &mut self,
        text: &str,
        item: impl Fn(&mut T, &str) -> Result<(), TextError>,
    ) -> Result<(), TextError> {
        let items = text.split([' ', '\t', '\n', '\r']);
        self.0 = items
            .filter(|text| !text.is_empty())
            .enumerate()
            .map(|(i, text)| {
                let mut value = T::default();
                match item(&mut value, text) {
                    Ok(()) => Ok(value),
                    Err(error) => Err(TextError::new(format!("item {}: {error}", i + 1))),
                }
            })
            .collect::<Result<_, _>>()?;
        Ok(())
    }
}

/// Whether a text can be an item of a list.
fn is_item(text: &str) -> bool {
    !text.is_empty() && !text.contains([' ', '\t', '\n', '\r'])
}

impl<T: Text + Default + Clone + PartialEq + 'static> Text for List<T> {
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.read(text, |value, text| value.parse(text, names))
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        for (i, value) in self.0.iter().enumerate() {
            if i > 0 {
                out.push(' ');
            }
            let start = out.len();
            value.print(out, names)?;
            if !is_item(out.get(start..).unwrap_or_default()) {
                return Err(TextError::new(format!(
                    "item {}: items of a list can't be empty or have blanks",
                    i + 1
                )));
            }
        }
        Ok(())
    }

    fn print_plain(&self, out: &mut String) -> bool {
        let mut items = self.0.iter().enumerate();
        let all = items.all(|(i, value)| {
            if i > 0 {
                out.push(' ');
            }
            let start = out.len();
            value.print_plain(out) && is_item(out.get(start..).unwrap_or_default())
        });
        all && !self.0.is_empty()
    }

    fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.read(text, |value, text| match value.parse(text, names) {
            Ok(()) => Ok(()),
            Err(_) => value.parse_loosely(text, names),
        })
    }

    fn recognized(&self) -> bool {
        self.0.iter().all(Text::recognized)
    }
}

impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        List(items)
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        List(items.into_iter().collect())
    }
}

impl<T> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut List<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}
