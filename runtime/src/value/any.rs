//! XML kept whole: what wildcards and open types hold.

/// An element of any name with all it holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnyElement {
    /// Namespace URI, empty for none.
    pub namespace: String,
    /// Local name.
    pub name: String,
    /// Its attributes and content.
    pub content: AnyType,
}

/// The attributes and content of an element of any type (`xs:anyType`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnyType {
    /// Attributes, `xsi:type` and `xsi:nil` among them.
    pub attributes: AnyAttributes,
    /// Prefixes in scope that text or attribute values may use, innermost first: (prefix, namespace).
    pub prefixes: Vec<(String, String)>,
    /// Elements and text in document order.
    pub children: Vec<AnyNode>,
}

/// A child of an element kept whole.
#[derive(Clone, Debug, PartialEq)]
pub enum AnyNode {
    /// An element.
    Element(AnyElement),
    /// A run of text, references resolved.
    Text(String),
}

/// Attributes kept whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnyAttributes(pub Vec<AnyAttribute>);

/// An attribute kept whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnyAttribute {
    /// Namespace URI, empty for none.
    pub namespace: String,
    /// Local name.
    pub name: String,
    /// Its value.
    pub value: String,
}
