//! `xs:list`: values with blanks between them (XSD 1.0 part 2, 2.5.1.2).

/// The items of a list type, which is one value of one element or attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct List<T>(pub Vec<T>);
