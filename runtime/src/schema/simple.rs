//! Simple types as tables: the lexical rules and facets that a Rust type alone doesn't carry (XSD 1.0 part 2).

mod builtin;
mod check;
mod lexical;
mod listed;
mod literal;
mod pattern;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use builtin::Builtin;
pub(crate) use literal::Value as Literal;

/// A simple type. Facets are the effective ones, inherited through restriction.
#[derive(Clone, Copy, Debug)]
pub struct Simple {
    /// The type's name, for messages.
    pub name: &'static str,
    /// Atomic, list or union.
    pub variety: Variety,
    /// What happens to white space before anything else looks at the text.
    pub white_space: WhiteSpace,
    /// `length`, in characters, octets or items.
    pub length: Option<u64>,
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `pattern`: each group is one derivation step, of whose alternatives one must match.
    pub patterns: &'static [&'static [&'static str]],
    /// `minInclusive`
    pub min_inclusive: Option<&'static str>,
    /// `minExclusive`
    pub min_exclusive: Option<&'static str>,
    /// `maxInclusive`
    pub max_inclusive: Option<&'static str>,
    /// `maxExclusive`
    pub max_exclusive: Option<&'static str>,
    /// `totalDigits`
    pub total_digits: Option<u32>,
    /// `fractionDigits`
    pub fraction_digits: Option<u32>,
    /// `enumeration`; empty when there's none. QNames are written `{namespace}local`.
    pub enumeration: &'static [&'static str],
}

/// How a simple type is put together.
#[derive(Clone, Copy, Debug)]
pub enum Variety {
    /// One value of a built-in type.
    Atomic(Builtin),
    /// Values of one type with blanks between them.
    List(&'static Simple),
    /// A value of one of several types, the first that fits.
    Union(&'static [&'static Simple]),
}

/// The `whiteSpace` facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhiteSpace {
    /// Kept as it is.
    Preserve,
    /// Each tab, line feed and carriage return is a blank.
    Replace,
    /// Runs are one blank, and none is at the ends.
    Collapse,
}

impl WhiteSpace {
    /// The text with its white space handled.
    pub fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            WhiteSpace::Collapse => crate::xml::collapse(text),
            WhiteSpace::Replace if text.contains(['\t', '\n', '\r']) => {
                Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
            }
            WhiteSpace::Preserve | WhiteSpace::Replace => Cow::Borrowed(text),
        }
    }
}

impl Simple {
    /// A built-in type without facets of its own; generated tables are `Simple { .., ..Simple::of(..) }`.
    pub const fn of(builtin: Builtin) -> Simple {
        let white_space = match builtin {
            Builtin::AnySimpleType | Builtin::String => WhiteSpace::Preserve,
            Builtin::NormalizedString => WhiteSpace::Replace,
            _ => WhiteSpace::Collapse,
        };
        Simple {
            name: "",
            variety: Variety::Atomic(builtin),
            white_space,
            length: None,
            min_length: None,
            max_length: None,
            patterns: &[],
            min_inclusive: None,
            min_exclusive: None,
            max_inclusive: None,
            max_exclusive: None,
            total_digits: None,
            fraction_digits: None,
            enumeration: &[],
        }
    }
}
