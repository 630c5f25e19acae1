//! Between values and elements kept whole: for header blocks, fault details and what wildcards hold, whose type is known
//! later than that they are there.

use super::SoapVersion;
use crate::codec::encoded::{ENCODING, Style, is_encoding, write_encoded};
use crate::codec::{
    DecodeError, EncodeError, ReadContext, read_member, read_value, says_nil, write_content,
    write_member,
};
use crate::schema::{ChoiceShape, Kind, Member, Name, NamespaceConstraint, Process, any, choice};
use crate::value::{AnyElement, AnyType, Choice, HasChoice, Item, Items, Value};
use crate::xml::{Limits, Reader, Writer, XSD, XSI, decode, expand_entities};

static ANY: Member = any(NamespaceConstraint::Any, Process::Lax);

/// The member that takes the elements of an enum.
struct MemberOf<T>(T);

impl<T: HasChoice> MemberOf<T> {
    const MEMBER: &'static Member = &choice(T::CHOICE);
}

impl AnyElement {
    /// The root element of a document, in any encoding that says what it is.
    ///
    /// ```
    /// let tenant = castile::AnyElement::from_xml(r#"<t:Tenant xmlns:t="urn:tenants">7</t:Tenant>"#)?;
    /// assert_eq!((&*tenant.namespace, &*tenant.name), ("urn:tenants", "Tenant"));
    /// # Ok::<(), castile::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// When it isn't well-formed, or goes beyond [`Limits::default`].
    pub fn from_xml(document: impl AsRef<[u8]>) -> Result<AnyElement, DecodeError> {
        let limits = Limits::default();
        let text = decode(document.as_ref(), None).map_err(malformed)?;
        let text = expand_entities(&text, &limits).map_err(malformed)?;
        let mut reader = Reader::new(&text, limits);
        let element = reader.root().and_then(|()| reader.element());
        let element = element.map_err(malformed)?;
        reader.finish().map_err(malformed)?;
        Ok(element)
    }

    /// The element as a document, without an XML declaration.
    ///
    /// # Errors
    /// When a name or a character is none that XML allows.
    pub fn to_xml(&self) -> Result<String, EncodeError> {
        let mut out = Writer::new();
        write_kept(&mut out, self)?;
        Ok(out.finish())
    }

    /// The element that an enum of elements holds, e.g. `Document`.
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn of_enum<T: Value + Choice>(value: &T) -> Result<AnyElement, EncodeError> {
        to_element(value)
    }

    /// The element as one of an enum's, e.g. `Document`; passes over what the schema doesn't know.
    ///
    /// # Errors
    /// When it's none of them, or its content isn't of the type.
    pub fn as_enum<T: Value + HasChoice>(&self) -> Result<T, DecodeError> {
        from_element(self)
    }

    /// An element of this name that holds a value, e.g. of a generated struct.
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn of<T: Value>(namespace: &str, name: &str, value: &T) -> Result<AnyElement, EncodeError> {
        let element = AnyElement {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            ..AnyElement::default()
        };
        let mut out = Writer::new();
        // Writes nothing but checks the name.
        write_kept(&mut out.clone(), &element)?;
        out.start_any(namespace, name);
        write_content(&mut out, value.item())?;
        kept(&out.finish())
    }

    /// The value that the element holds, whatever the element's name; passes over what the value's type doesn't know.
    ///
    /// # Errors
    /// When the content isn't of that type.
    pub fn value<T: Value>(&self) -> Result<T, DecodeError> {
        let mut value = T::default();
        read_kept(self, false, |reader, cx| {
            // As of a message: one that can't be nil is read as if it didn't say so.
            let nil = T::NILLABLE && says_nil(reader);
            read_value(reader, value.slot(nil), None, cx)
        })?;
        Ok(value)
    }
}

impl AnyType {
    /// A value where the schema allows any type: what `xsi:type` it has is said of it, where that has a name.
    ///
    /// ```
    /// let any = castile::AnyType::of(&7_i32)?;
    /// assert_eq!(any.value::<i32>(), Ok(7));
    /// # Ok::<(), castile::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn of<T: Value>(value: &T) -> Result<AnyType, EncodeError> {
        let mut out = Writer::new();
        out.start(Name::new("", "value"));
        let item = value.item();
        if let Some(name) = type_of(item) {
            out.type_attribute(name.ns, name.local)
                .map_err(|c| EncodeError {
                    path: String::new(),
                    message: format!("XML can't hold the character U+{:04X}", u32::from(c.0)),
                })?;
        }
        write_content(&mut out, item)?;
        kept(&out.finish()).map(|element| element.content)
    }

    /// The value that's there, read as a type of your choice; passes over what the type doesn't know.
    ///
    /// # Errors
    /// When the content isn't of that type.
    pub fn value<T: Value>(&self) -> Result<T, DecodeError> {
        let element = AnyElement {
            namespace: String::new(),
            name: "value".to_owned(),
            content: self.clone(),
        };
        element.value()
    }
}

/// The type that is written as `xsi:type`, unless the value says so by itself or has none with a name.
fn type_of(item: Item<'_>) -> Option<Name> {
    if item.said().is_some() {
        return None;
    }
    match item.filled() {
        item @ (Item::Str(_) | Item::Text(_) | Item::Listed(_)) => {
            item.builtin().map(|b| Name::new(XSD, b.xml_name()))
        }
        Item::Complex(value) => {
            let shape = value.shape();
            shape.named.then_some(shape.name)
        }
        Item::Derived(choice) => {
            let (i, items) = choice.selected();
            let shape = choice.shape();
            match shape.variants.get(i)?.kind {
                _ if matches!(items, Items::One(Item::Typed(_))) => None,
                Kind::Type(name) if i == 0 && shape.declared => Some(name),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The element that an enum of elements holds. One that says its type is SOAP-encoded; in which version of SOAP it goes
/// isn't known here, so that it's encoded as in 1.1, which 1.2 allows if it's said.
pub(super) fn to_element<T: Value + Choice>(value: &T) -> Result<AnyElement, EncodeError> {
    let mut out = Writer::new();
    let choice: &dyn Choice = value;
    let (i, items) = choice.selected();
    match (choice.shape().variants.get(i), items) {
        (Some(variant), Items::One(item) | Items::Some(item)) if variant.type_name.is_some() => {
            let style = Style {
                uri: ENCODING,
                soap12: false,
                envelope: SoapVersion::V1_1.namespace(),
            };
            write_encoded(&mut out, style, variant, item)?;
        }
        _ => write_content(&mut out, Item::Choice(value))?,
    }
    kept(&out.finish())
}

/// An enum of elements from one of them.
pub(super) fn from_element<T: Value + HasChoice>(element: &AnyElement) -> Result<T, DecodeError> {
    let encoded = T::CHOICE.variants.iter().any(|v| v.type_name.is_some());
    let mut value = T::default();
    read_kept(element, encoded, |reader, cx| {
        read_member(reader, MemberOf::<T>::MEMBER, value.slot(false), cx)
    })?;
    Ok(value)
}

/// The same of an element that the enum declares, or seems to: some services leave its namespace out, or give it one, and
/// encoded values are often named after their type. `None` if it doesn't.
pub(super) fn from_declared<T: Value + HasChoice>(
    element: &AnyElement,
) -> Option<Result<T, DecodeError>> {
    let declared = declared(T::CHOICE, element)?;
    if element.namespace == declared.ns && element.name == declared.local {
        return Some(from_element(element));
    }
    Some(from_element(&AnyElement {
        namespace: declared.ns.to_owned(),
        name: declared.local.to_owned(),
        content: element.content.clone(),
    }))
}

fn declared(shape: &ChoiceShape, element: &AnyElement) -> Option<Name> {
    let said = says_type(&element.content);
    let mut near = None;
    let mut typed = None;
    for variant in shape.variants {
        let found = match variant.kind {
            Kind::Element(name) => name,
            Kind::Choice(shape) => match declared(shape, element) {
                Some(name) => name,
                None => continue,
            },
            _ => continue,
        };
        // A built-in type says nothing of what it is.
        let own = variant
            .type_name
            .filter(|ty| ty.ns != XSD && !is_encoding(ty.ns));
        if own.is_some_and(|ty| said == Some((ty.ns, ty.local))) {
            typed = typed.or(Some(found));
        }
        if found.local != element.name {
            continue;
        }
        if found.ns == element.namespace {
            return Some(found);
        }
        if found.ns.is_empty() || element.namespace.is_empty() {
            near = near.or(Some(found));
        }
    }
    near.or(typed)
}

/// The type that an element says it has.
fn says_type(content: &AnyType) -> Option<(&str, &str)> {
    let value = content.attributes.get(XSI, "type")?.trim();
    let (prefix, local) = value.split_once(':').unwrap_or(("", value));
    let mut prefixes = content.prefixes.iter();
    let (_, ns) = prefixes.find(|(known, _)| known == prefix)?;
    Some((ns, local))
}

/// The content with attributes of the envelope's namespace, which say how a value is encoded, in that of this version.
pub(super) fn in_version(content: &mut AnyType, version: SoapVersion) {
    for attribute in &mut content.attributes.0 {
        let of_soap = SoapVersion::of_namespace(&attribute.namespace).is_some();
        if of_soap && attribute.name == "encodingStyle" {
            version.namespace().clone_into(&mut attribute.namespace);
        }
    }
}

/// Writes an element kept whole.
pub(super) fn write_kept(out: &mut Writer, element: &AnyElement) -> Result<(), EncodeError> {
    write_member(out, &ANY, Item::Element(element))
}

/// A reader's failure as the codec's.
pub(crate) fn malformed(error: crate::xml::Error) -> DecodeError {
    DecodeError {
        path: String::new(),
        offset: error.offset,
        message: error.message.into_owned(),
    }
}

fn kept(text: &str) -> Result<AnyElement, EncodeError> {
    let mut reader = Reader::new(text, Limits::default());
    let element = reader.root().and_then(|()| reader.element());
    element.map_err(|error| EncodeError {
        path: String::new(),
        message: error.message.into_owned(),
    })
}

fn read_kept(
    element: &AnyElement,
    encoded: bool,
    read: impl FnOnce(&mut Reader<'_>, &mut ReadContext) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let mut out = Writer::new();
    write_kept(&mut out, element).map_err(|error| DecodeError {
        path: error.path,
        offset: 0,
        message: error.message,
    })?;
    let text = out.finish();
    let mut reader = Reader::new(&text, Limits::default());
    reader.root().map_err(malformed)?;
    let mut cx = ReadContext::lenient();
    if encoded {
        cx.encoded(text.len(), Limits::default());
    }
    read(&mut reader, &mut cx)
}
