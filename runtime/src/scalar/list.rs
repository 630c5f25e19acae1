//! Lists of simple values (XSD 1.0 part 2, 2.5.1.2): items with white space between them.

use crate::value::{AsText, List, Names, Prefixes, Text, TextError, Value};
use std::ops::{Deref, DerefMut};

impl<T: Text + Default + Clone + PartialEq + 'static> Value for List<T> {
    type As = AsText;
}

/// The items of a list, whatever type they are of: what loops over them compiles once.
trait Texts {
    /// One more item, to read into.
    fn grow(&mut self) -> Option<&mut dyn Text>;
    /// The item at `i`.
    fn at(&self, i: usize) -> Option<&dyn Text>;
}

impl<T: Text + Default> Texts for Vec<T> {
    fn grow(&mut self) -> Option<&mut dyn Text> {
        self.push(T::default());
        self.last_mut().map(|value| value as &mut dyn Text)
    }

    fn at(&self, i: usize) -> Option<&dyn Text> {
        self.get(i).map(|value| value as &dyn Text)
    }
}

impl dyn Texts + '_ {
    fn all(&self) -> impl Iterator<Item = &dyn Text> {
        (0..).map_while(|i| self.at(i))
    }

    fn read(&mut self, text: &str, names: &dyn Names, loosely: bool) -> Result<(), TextError> {
        let items = text.split([' ', '\t', '\n', '\r']);
        for (i, text) in items.filter(|text| !text.is_empty()).enumerate() {
            let Some(value) = self.grow() else { break };
            let mut read = value.parse(text, names);
            if loosely && read.is_err() {
                read = value.parse_loosely(text, names);
            }
            read.map_err(|error| TextError::new(format!("item {}: {error}", i + 1)))?;
        }
        Ok(())
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        for (i, value) in self.all().enumerate() {
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
        let mut items = self.all().enumerate();
        let all = items.all(|(i, value)| {
            if i > 0 {
                out.push(' ');
            }
            let start = out.len();
            value.print_plain(out) && is_item(out.get(start..).unwrap_or_default())
        });
        all && self.at(0).is_some()
    }
}

/// Whether a text can be an item of a list.
fn is_item(text: &str) -> bool {
    !text.is_empty() && !text.contains([' ', '\t', '\n', '\r'])
}

impl<T: Text + Default> List<T> {
    fn read(&mut self, text: &str, names: &dyn Names, loosely: bool) -> Result<(), TextError> {
        let mut items: Vec<T> = Vec::new();
        (&mut items as &mut dyn Texts).read(text, names, loosely)?;
        self.0 = items;
        Ok(())
    }
}

impl<T: Text + Default + Clone + PartialEq + 'static> Text for List<T> {
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.read(text, names, false)
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        (&self.0 as &dyn Texts).print(out, names)
    }

    fn print_plain(&self, out: &mut String) -> bool {
        (&self.0 as &dyn Texts).print_plain(out)
    }

    fn parse_loosely(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.read(text, names, true)
    }

    fn recognized(&self) -> bool {
        (&self.0 as &dyn Texts).all().all(Text::recognized)
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
