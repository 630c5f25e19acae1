//! Header blocks (SOAP 1.1, 4.2; SOAP 1.2 part 1, 5.2).

use std::fmt;

use super::SoapVersion;
use super::kept::{from_declared, from_element, in_version, to_element, write_kept};
use crate::codec::{DecodeError, EncodeError};
use crate::value::{AnyAttribute, AnyAttributes, AnyElement, Choice, HasChoice, Value};
use crate::xml::{Reader, Writer};

/// A header block, to send or as it came. `Debug` shows its name alone: what it holds may be a secret.
#[derive(Clone, PartialEq)]
pub struct Header {
    /// The element, without the attributes of the envelope's namespace.
    pub element: AnyElement,
    /// Whoever it's for must refuse the message if it doesn't know the block.
    pub must_understand: bool,
    /// For whom it is: `actor` in SOAP 1.1, `role` in SOAP 1.2; `None` for the ultimate receiver.
    pub role: Option<String>,
    /// Whether an intermediary that doesn't know it passes it on (SOAP 1.2 alone).
    pub relay: bool,
}

impl Header {
    /// A block of any XML.
    pub fn raw(element: AnyElement) -> Self {
        Header {
            element,
            must_understand: false,
            role: None,
            relay: false,
        }
    }

    /// A block of a generated type: the enum of the headers that a client's operations declare.
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn new<T: Value + Choice>(value: &T) -> Result<Self, EncodeError> {
        to_element(value).map(Header::raw)
    }

    /// Must be understood, or the message is refused.
    #[must_use]
    pub fn must_understand(mut self) -> Self {
        self.must_understand = true;
        self
    }

    /// Is for whoever plays this role.
    #[must_use]
    pub fn role(mut self, uri: impl Into<String>) -> Self {
        self.role = Some(uri.into());
        self
    }

    /// Is passed on by those on the way who don't know it (SOAP 1.2 alone).
    #[must_use]
    pub fn relay(mut self) -> Self {
        self.relay = true;
        self
    }

    /// The block as a generated type.
    ///
    /// # Errors
    /// When the block isn't of that type.
    pub fn read<T: Value + HasChoice>(&self) -> Result<T, DecodeError> {
        from_declared(&self.element).unwrap_or_else(|| from_element(&self.element))
    }

    /// Whether the element has this name.
    pub fn is(&self, namespace: &str, name: &str) -> bool {
        self.element.namespace == namespace && self.element.name == name
    }

    /// Whether it's for us: the next one on the way, or the last.
    pub(crate) fn is_ours(&self) -> bool {
        const NEXT: [&str; 2] = [
            "http://schemas.xmlsoap.org/soap/actor/next",
            "http://www.w3.org/2003/05/soap-envelope/role/next",
        ];
        const LAST: &str = "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver";
        match self.role.as_deref() {
            None | Some("" | LAST) => true,
            Some(role) => NEXT.contains(&role),
        }
    }

    /// The block at whose start tag the reader is.
    pub(crate) fn from_reader(reader: &mut Reader<'_>) -> Result<Header, crate::xml::Error> {
        let mut element = reader.element()?;
        let mut header = Header::raw(AnyElement::default());
        let AnyAttributes(attributes) = &mut element.content.attributes;
        attributes.retain(|attribute| {
            if SoapVersion::of_namespace(&attribute.namespace).is_none() {
                return true;
            }
            let truth = matches!(attribute.value.trim(), "1" | "true");
            match attribute.name.as_str() {
                "mustUnderstand" => header.must_understand = truth,
                "relay" => header.relay = truth,
                "actor" | "role" => header.role = Some(attribute.value.clone()),
                _ => return true,
            }
            false
        });
        header.element = element;
        Ok(header)
    }

    pub(crate) fn write(&self, version: SoapVersion, out: &mut Writer) -> Result<(), EncodeError> {
        let mut element = self.element.clone();
        in_version(&mut element.content, version);
        let mut set = |name: &str, value: &str| {
            let AnyAttributes(attributes) = &mut element.content.attributes;
            attributes.push(AnyAttribute {
                namespace: version.namespace().to_owned(),
                name: name.to_owned(),
                value: value.to_owned(),
            });
        };
        if self.must_understand {
            // `true` isn't allowed in SOAP 1.1, `1` is in both (SOAP 1.1, 4.2.3).
            set("mustUnderstand", "1");
        }
        if let Some(role) = &self.role {
            set(version.role_attribute(), role);
        }
        if self.relay && version == SoapVersion::V1_2 {
            set("relay", "true");
        }
        write_kept(out, &element)
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Header")
            .field("namespace", &self.element.namespace)
            .field("name", &self.element.name)
            .field("must_understand", &self.must_understand)
            .finish_non_exhaustive()
    }
}
