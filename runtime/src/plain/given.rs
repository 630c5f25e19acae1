//! Names and values as they come: in a query, in a form, in the path of a URL.
//!
//! In come texts as they were sent; out go names and values without escapes, found by name.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::codec::DecodeError;
use crate::percent::percent_decoded;

/// How many there may be, more than servers of other makers let through by default.
const MOST: usize = 10_000;

/// Names and values, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(super) pairs: Vec<(String, String)>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Given {
    /// Adds those of a query or a form (`application/x-www-form-urlencoded`).
    pub(crate) fn add_encoded(&mut self, text: &str) -> Result<(), DecodeError> {
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |text: &str| {
                let spaced = match text.contains('+') {
                    true => Cow::Owned(text.replace('+', " ")),
                    false => Cow::Borrowed(text),
                };
                percent_decoded(&spaced).ok_or_else(|| refused("a name or a value isn't UTF-8"))
            };
            self.add(decoded(name)?, decoded(value)?)?;
        }
        Ok(())
    }

    /// Adds one.
    pub(crate) fn add(&mut self, name: String, value: String) -> Result<(), DecodeError> {
        if self.pairs.len() >= MOST {
            return Err(refused(&format!("more than {MOST} names and values")));
        }
        let same = self.by_name.entry(name.clone()).or_default();
        same.push(self.pairs.len());
        self.pairs.push((name, value));
        Ok(())
    }

    /// Where those of a name are.
    pub(super) fn of(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The same of all names.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, &[usize])> {
        let all = self.by_name.iter();
        all.map(|(name, places)| (name.as_str(), places.as_slice()))
    }

    /// The value at a place.
    pub(super) fn value(&self, at: usize) -> &str {
        self.pairs.get(at).map_or("", |(_, value)| value)
    }
}

pub(super) fn refused(message: &str) -> DecodeError {
    DecodeError {
        path: String::new(),
        offset: 0,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Given, MOST};

    #[test]
    fn names_and_values_lose_their_escapes() {
        let mut given = Given::default();
        let text = "a=1+2&&b%3D=%C3%BC%2B&a=&c&=x&d=%zz%";
        given.add_encoded(text).unwrap();
        let pairs: Vec<_> = given
            .pairs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let expected = [
            ("a", "1 2"),
            ("b=", "ü+"),
            ("a", ""),
            ("c", ""),
            ("", "x"),
            ("d", "%zz%"),
        ];
        assert_eq!(pairs, expected);
        assert_eq!(given.of("a"), [0, 2]);
        assert_eq!(given.of("x"), [0; 0]);
    }

    #[test]
    fn what_is_refused() {
        let refused = |text: &str| Given::default().add_encoded(text).unwrap_err().message;
        assert_eq!(refused("a=%ff"), "a name or a value isn't UTF-8");
        assert!(refused(&"a&".repeat(MOST + 1)).starts_with("more than"));
    }
}
