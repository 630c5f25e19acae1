//! Envelope, header and body (SOAP 1.1, section 4; WSDL 1.1, sections 3.5 and 3.7).

use super::walk::{Walk, XSD, XSI};
use super::{Limits, package};
use crate::model::{
    BindingMessage, BindingOperation, BodyUse, Header, Message, Model, Part, PartContent,
    SoapVersion, Style,
};
use crate::name::QName;

/// Writes the envelope of one direction of an operation, and what goes along with it; `wrapper` is the local name of an rpc
/// body's element.
pub(super) fn message(
    model: &Model,
    version: SoapVersion,
    bound: &BindingOperation,
    wrapper: &str,
    direction: &BindingMessage,
    limits: Limits<'_>,
) -> super::Message {
    let Some(message) = model.messages.get(direction.message.0 as usize) else {
        return super::Message::default();
    };
    let beside = package::parts(model, direction, limits);
    let (prefix, soap, encoding) = match version {
        SoapVersion::V1_1 => (
            "soap",
            "http://schemas.xmlsoap.org/soap/envelope/",
            "http://schemas.xmlsoap.org/soap/encoding/",
        ),
        SoapVersion::V1_2 => (
            "soap12",
            "http://www.w3.org/2003/05/soap-envelope",
            "http://www.w3.org/2003/05/soap-encoding",
        ),
    };
    let mut walk = Walk::new(model, limits);
    walk.encoding = encoding;
    walk.along = package::Along::new(direction.mtom);
    walk.out.start_prefixed(prefix, soap, "Envelope");
    walk.out.define("xsi", XSI);
    walk.out.define("xsd", XSD);
    let encoded = matches!(direction.body_use, BodyUse::Encoded { .. });
    if encoded {
        let target = &message.name.namespace;
        let slash = if target.ends_with('/') { "" } else { "/" };
        walk.out.define("soapenc", encoding);
        walk.out.define("tns", target);
        walk.out
            .define("types", &format!("{target}{slash}encodedTypes"));
    }
    if !direction.headers.is_empty() {
        walk.out.start(soap, "Header");
        for header in &direction.headers {
            if header.must_understand {
                walk.out.next_attribute(soap, "mustUnderstand", "1");
            }
            walk.header(header);
        }
        walk.encoded_queue();
        walk.out.end();
    }
    walk.out.start(soap, "Body");
    // SOAP 1.2 allows the attribute on the children of the body alone (part 1, 5.1.1).
    if encoded && version == SoapVersion::V1_1 {
        walk.out.attribute_ns(soap, "encodingStyle", encoding);
    }
    let parts = direction.parts.iter().filter_map(|i| message.parts.get(*i));
    match bound.style {
        Style::Rpc => {
            let namespace = direction.namespace.as_deref().unwrap_or_default();
            match encoded {
                true => walk.out.start_prefixed("q1", namespace, wrapper),
                false => walk.out.start(namespace, wrapper),
            }
            if encoded && version == SoapVersion::V1_2 {
                walk.out.attribute_ns(soap, "encodingStyle", encoding);
            }
            for part in parts {
                walk.rpc_part(part, encoded);
            }
            if encoded {
                // What goes along is referred to by an accessor (SOAP Messages with Attachments, 3).
                for part in &beside {
                    walk.out.start("", &part.name);
                    walk.out.attribute("href", &format!("cid:{}", part.id));
                    walk.out.end();
                }
            }
            walk.out.end();
        }
        Style::Document => {
            for part in parts {
                let namespace = direction.namespace.as_deref().unwrap_or_default();
                walk.document_part(part, namespace, encoded);
            }
        }
    }
    walk.encoded_queue();
    let envelope = walk.out.finish();
    package::pack(version, envelope, beside, walk.along, limits)
}

impl<'m> Walk<'m> {
    /// A parameter: an accessor in no namespace (WS-I Basic Profile 1.1, R2735).
    fn rpc_part(&mut self, part: &'m Part, encoded: bool) {
        match part.content {
            PartContent::Type(ty) if encoded => self.encoded_accessor("", &part.name, ty, true, 0),
            PartContent::Type(ty) => {
                let name = QName {
                    namespace: "".into(),
                    local: part.name.clone(),
                };
                self.accessor(&name, ty, 0);
            }
            PartContent::Element(_) => self.document_part(part, "", encoded),
        }
    }

    /// A part that is an element, or whose type is that of the body itself; encoded, of an element named after it.
    fn document_part(&mut self, part: &'m Part, namespace: &str, encoded: bool) {
        match part.content {
            PartContent::Element(id) => {
                let model = self.model;
                if let Some(element) = model.elements.get(id.0 as usize) {
                    self.element(element, 0);
                }
            }
            PartContent::Type(ty) if encoded => self.encoded_root(namespace, &part.name, ty),
            PartContent::Type(ty) => self.value(ty, 0),
        }
    }

    fn header(&mut self, header: &Header) {
        let model = self.model;
        let message: Option<&Message> = model.messages.get(header.message.0 as usize);
        let Some(part) = message.and_then(|m| m.parts.get(header.part)) else {
            return;
        };
        let namespace = header.namespace.as_deref().unwrap_or_default();
        match part.content {
            PartContent::Element(_) => self.document_part(part, namespace, false),
            PartContent::Type(ty) if matches!(header.body_use, BodyUse::Encoded { .. }) => {
                self.encoded_root(namespace, &part.name, ty);
            }
            PartContent::Type(ty) => {
                let name = QName {
                    namespace: namespace.into(),
                    local: part.name.clone(),
                };
                self.accessor(&name, ty, 0);
            }
        }
    }
}
