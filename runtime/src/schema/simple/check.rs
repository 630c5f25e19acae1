//! Whether a text is a value of a simple type (XSD 1.0 part 2, 4.1.4 "Simple Type Definition Validation Rules").
//!
//! White space is handled first, then the patterns look at the text, and all other facets at the value it spells.
//! Messages never show the text: it may be a secret.

use super::literal::Value;
use super::{Builtin, Simple, Variety, listed, pattern};
use crate::scalar::TableNames;
use crate::value::{Names, TextError};
use std::cmp::Ordering;

/// Lists of unions of lists; tables don't get that deep unless they refer to themselves.
const MAX_DEPTH: usize = 32;

/// A bound, how a value may compare to it, and how to say so.
type Bound = (Option<&'static str>, fn(Ordering) -> bool, &'static str);

impl Simple {
    /// Whether `text` is a value of this type: its lexical rules and all its facets. Patterns count as
    /// far as they can be counted; what isn't one in XSD's dialect isn't looked at.
    ///
    /// # Errors
    /// Says what was expected, without the text.
    pub fn check(&self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        self.read(text, names, MAX_DEPTH).map(drop)
    }

    /// Whether a text spells the same value of this type as one of a table, where names are `{namespace}local`: what a
    /// `fixed` value asks.
    pub fn same(&self, text: &str, names: &dyn Names, fixed: &str) -> bool {
        let value = self.read(text, names, MAX_DEPTH);
        match (value, self.read(fixed, &TableNames, MAX_DEPTH)) {
            (Ok(a), Ok(b)) => a == b,
            _ => self.white_space.apply(text) == self.white_space.apply(fixed),
        }
    }

    /// The value that a text spells, if it's one of this type.
    pub(crate) fn literal(&self, text: &str, names: &dyn Names) -> Option<Value> {
        self.read(text, names, MAX_DEPTH).ok()
    }

    fn read(&self, text: &str, names: &dyn Names, depth: usize) -> Result<Value, TextError> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(TextError::new("expected a type that ends"));
        };
        if let Variety::Union(members) = self.variety {
            // Facets of a union look at the value and the white space of the member that takes the text.
            let taken = members
                .iter()
                .find_map(|m| m.read(text, names, depth).ok().map(|value| (m, value)));
            let Some((member, value)) = taken else {
                return Err(TextError::new(format!(
                    "expected a value of {}",
                    self.shown_name("one of the types")
                )));
            };
            self.check_patterns(&member.white_space.apply(text))?;
            self.check_enumeration(text, &value, depth)?;
            return Ok(value);
        }
        let text = &*self.white_space.apply(text);
        self.check_patterns(text)?;
        let value = self.value(text, names, depth)?;
        self.check_length(&value)?;
        self.check_digits(&value)?;
        self.check_bounds(&value)?;
        self.check_enumeration(text, &value, depth)?;
        Ok(value)
    }

    /// The value that `text` spells, whatever the facets say.
    fn value(&self, text: &str, names: &dyn Names, depth: usize) -> Result<Value, TextError> {
        match self.variety {
            Variety::Atomic(builtin) => Value::read(builtin, text, names),
            Variety::List(item) => Value::list(text, |text| item.read(text, names, depth)),
            Variety::Union(members) => members
                .iter()
                .find_map(|m| m.read(text, names, depth).ok())
                .ok_or(TextError::new("expected a value of the union")),
        }
    }

    fn shown_name<'a>(&'a self, otherwise: &'a str) -> &'a str {
        if self.name.is_empty() {
            otherwise
        } else {
            self.name
        }
    }

    fn check_patterns(&self, text: &str) -> Result<(), TextError> {
        for step in self.patterns {
            // One of a step's alternatives must match; one that can't be tried might have.
            let matches = |pattern: &&'static str| pattern::matches(pattern, text) != Some(false);
            if !step.iter().any(matches) {
                let mut shown: String = step.join("|").chars().take(80).collect();
                if shown.len() < step.iter().map(|p| p.len() + 1).sum::<usize>() - 1 {
                    shown.push('…');
                }
                return Err(TextError::new(format!(
                    "expected text of the pattern `{shown}`"
                )));
            }
        }
        Ok(())
    }

    fn check_length(&self, value: &Value) -> Result<(), TextError> {
        if self.length.is_none() && self.min_length.is_none() && self.max_length.is_none() {
            return Ok(());
        }
        let Some((length, unit)) = value.length() else {
            return Ok(());
        };
        let count = |n: u64| {
            let (one, many) = unit;
            format!("{n} {}", if n == 1 { one } else { many })
        };
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let message = if let Some(exact) = self.length.filter(|&n| length != n) {
            format!("{}, exactly {exact} allowed", count(length))
        } else if let Some(most) = self.max_length.filter(|&n| length > n) {
            format!("{}, at most {most} allowed", count(length))
        } else if let Some(least) = self.min_length.filter(|&n| length < n) {
            format!("{}, at least {least} needed", count(length))
        } else {
            return Ok(());
        };
        Err(TextError::new(message))
    }

    fn check_digits(&self, value: &Value) -> Result<(), TextError> {
        let (Value::Decimal(decimal), true) = (
            value,
            self.total_digits.is_some() || self.fraction_digits.is_some(),
        ) else {
            return Ok(());
        };
        let (whole, fraction) = decimal.digit_counts();
        let exceeds = |n: usize, most: &u32| u32::try_from(n).map_or(true, |n| n > *most);
        if let Some(most) = self
            .total_digits
            .filter(|most| exceeds(whole.saturating_add(fraction), most))
        {
            let digits = whole.saturating_add(fraction);
            return Err(TextError::new(format!(
                "{digits} digits, at most {most} allowed"
            )));
        }
        if let Some(most) = self.fraction_digits.filter(|most| exceeds(fraction, most)) {
            return Err(TextError::new(format!(
                "{fraction} digits after the point, at most {most} allowed"
            )));
        }
        Ok(())
    }

    fn check_bounds(&self, value: &Value) -> Result<(), TextError> {
        let Variety::Atomic(builtin) = self.variety else {
            return Ok(());
        };
        // Where values don't compare, a bound isn't kept.
        let bounds: [Bound; 4] = [
            (self.min_inclusive, Ordering::is_ge, "at least"),
            (self.min_exclusive, Ordering::is_gt, "more than"),
            (self.max_inclusive, Ordering::is_le, "at most"),
            (self.max_exclusive, Ordering::is_lt, "less than"),
        ];
        for (bound, allowed, words) in bounds {
            let Some(bound) = bound else { continue };
            let order = Value::read(builtin, crate::scalar::trim(bound), &TableNames)
                .ok()
                .map(|bound| value.partial_cmp(&bound));
            // A bound that isn't of the type was reported when the code was generated.
            if let Some(order) = order
                && !order.is_some_and(allowed)
            {
                return Err(TextError::new(format!("expected {words} {bound}")));
            }
        }
        Ok(())
    }

    fn check_enumeration(&self, text: &str, value: &Value, depth: usize) -> Result<(), TextError> {
        if self.enumeration.is_empty() {
            return Ok(());
        }
        let unlisted = || {
            let name = self.shown_name("the schema");
            TextError::new(format!("expected a value that {name} lists"))
        };
        if let (Variety::Atomic(_), Value::Text(text)) = (self.variety, value) {
            let listed = listed::lists(self.enumeration, self.white_space, text);
            return if listed { Ok(()) } else { Err(unlisted()) };
        }
        let same = |listed: &&'static str| {
            let read = || {
                let listed = match self.variety {
                    Variety::Union(_) => (*listed).into(),
                    _ => self.white_space.apply(listed),
                };
                self.value(&listed, &TableNames, depth)
            };
            read().is_ok_and(|listed| listed == *value)
        };
        let spelled = !self.has_names() && self.enumeration.contains(&text);
        match spelled || self.enumeration.iter().any(same) {
            true => Ok(()),
            false => Err(unlisted()),
        }
    }

    /// Whether a table's spelling of a value isn't a document's.
    fn has_names(&self) -> bool {
        !matches!(self.variety, Variety::Atomic(builtin) if !matches!(builtin, Builtin::QName | Builtin::Notation))
    }
}
