//! XML kept whole: what wildcards and open types hold.

use super::{Access, Item, Slot, Value};

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

impl Value for crate::Attachment {
    type As = Self;
}

impl Access<crate::Attachment> for crate::Attachment {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        if nil {
            Slot::NotNillable
        } else {
            Slot::Attachment(value)
        }
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        Item::Attachment(value)
    }
}

impl Value for String {
    type As = Self;
}

impl Access<String> for String {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        if nil {
            Slot::NotNillable
        } else {
            Slot::Str(value)
        }
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        Item::Str(value)
    }
}

impl Value for AnyElement {
    type As = Self;
    // `xsi:nil` is one of the attributes that are kept.
    const NILLABLE: bool = true;
}

impl Access<AnyElement> for AnyElement {
    #[inline]
    fn slot(value: &mut Self, _: bool) -> Slot<'_> {
        Slot::Element(value)
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        Item::Element(value)
    }
}

impl Value for AnyType {
    type As = Self;
    const NILLABLE: bool = true;
}

impl Access<AnyType> for AnyType {
    #[inline]
    fn slot(value: &mut Self, _: bool) -> Slot<'_> {
        Slot::Content(value)
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        Item::Content(value)
    }
}

impl Value for AnyAttributes {
    type As = Self;
}

impl Access<AnyAttributes> for AnyAttributes {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        if nil {
            Slot::NotNillable
        } else {
            Slot::Attributes(value)
        }
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        Item::Attributes(value)
    }
}

impl AnyAttributes {
    /// The value of an attribute.
    pub fn get(&self, namespace: &str, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|a| a.name == name && a.namespace == namespace)
            .map(|a| &*a.value)
    }
}

impl From<&str> for AnyType {
    fn from(text: &str) -> Self {
        let text = Some(text).filter(|text| !text.is_empty());
        AnyType {
            children: text
                .map(|text| AnyNode::Text(text.to_owned()))
                .into_iter()
                .collect(),
            ..AnyType::default()
        }
    }
}

impl AnyType {
    /// `xsi:nil="true"`
    pub fn nil() -> Self {
        let nil = AnyAttribute {
            namespace: crate::xml::XSI.to_owned(),
            name: "nil".to_owned(),
            value: "true".to_owned(),
        };
        AnyType {
            attributes: AnyAttributes(vec![nil]),
            ..AnyType::default()
        }
    }

    /// Whether it says `xsi:nil="true"`.
    pub fn is_nil(&self) -> bool {
        let nil = self.attributes.get(crate::xml::XSI, "nil");
        nil.is_some_and(|nil| matches!(nil.trim(), "true" | "1"))
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &AnyElement> {
        self.children.iter().filter_map(|node| match node {
            AnyNode::Element(element) => Some(element),
            AnyNode::Text(_) => None,
        })
    }

    /// The text of the element itself, without that of its children.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            AnyNode::Text(text) => Some(text.as_str()),
            AnyNode::Element(_) => None,
        });
        texts.collect()
    }
}
