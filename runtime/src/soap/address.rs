//! WS-Addressing 1.0 (2005/08) and its forerunner of 2004/08, as far as a client needs it.
//!
//! In come an operation's actions and an address; out go the header blocks of the request, and whether a reply is to it.
//! Must not know how envelopes are read or written.

use super::addressing::is_property;
use super::{Header, Operation, SoapVersion};
use crate::mime::uuid;
use crate::value::{AnyAttributes, AnyElement, AnyNode, AnyType};

/// Which header blocks of WS-Addressing requests have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Addressing {
    /// None.
    Off,
    /// Those of WS-Addressing 1.0, the W3C's recommendation: `http://www.w3.org/2005/08/addressing`.
    V1_0,
    /// Those of the submission before: `http://schemas.xmlsoap.org/ws/2004/08/addressing`.
    V2004_08,
}

const V1_0: &str = "http://www.w3.org/2005/08/addressing";
const V2004_08: &str = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

impl Addressing {
    /// The namespace of the blocks; `None` if there are none.
    pub const fn namespace(self) -> Option<&'static str> {
        match self {
            Addressing::Off => None,
            Addressing::V1_0 => Some(V1_0),
            Addressing::V2004_08 => Some(V2004_08),
        }
    }

    /// The address that means the connection itself (1.0 SOAP binding, 5.1; 2004/08, 3.2).
    const fn anonymous(self) -> &'static str {
        match self {
            Addressing::V2004_08 => {
                "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
            }
            _ => "http://www.w3.org/2005/08/addressing/anonymous",
        }
    }
}

/// Adds the blocks of a request, but those that the caller has set; out comes the message's id, which the reply names.
///
/// The action is the one that the WSDL gives, else `soapAction` (1.0 Metadata, 4.4).
pub(crate) fn address_request(
    addressing: Addressing,
    version: SoapVersion,
    operation: &Operation,
    url: &str,
    headers: &mut Vec<Header>,
) -> Option<String> {
    let namespace = addressing.namespace()?;
    let set: Vec<String> = headers
        .iter()
        .filter(|h| is_property(h))
        .map(|h| h.element.name.clone())
        .collect();
    let soap_actions = match version {
        SoapVersion::V1_1 => [operation.action, operation.action12],
        SoapVersion::V1_2 => [operation.action12, operation.action],
    };
    let soap_action = soap_actions.into_iter().flatten().find(|a| !a.is_empty());
    let action = operation.input_action.or(soap_action);
    let id = match headers.iter().find(|h| is_named(h, "MessageID")) {
        Some(header) => header.element.content.text().trim().to_owned(),
        None => message_id(),
    };
    let mut blocks = vec![
        block(namespace, "Action", action.unwrap_or(operation.name)).must_understand(),
        block(namespace, "MessageID", &id),
    ];
    if operation.output.is_some() {
        blocks.push(reply_to(namespace, addressing.anonymous()));
    }
    blocks.push(block(namespace, "To", url).must_understand());
    blocks.retain(|header| !set.contains(&header.element.name));
    blocks.append(headers);
    *headers = blocks;
    Some(id)
}

/// What a reply says that it answers, if that isn't the message of this id.
pub(crate) fn mismatch(id: &str, headers: &[Header]) -> Option<String> {
    let mut related = headers.iter().filter(|h| is_reply_to(h)).peekable();
    related.peek()?;
    let texts: Vec<String> = related
        .map(|h| h.element.content.text().trim().to_owned())
        .collect();
    match texts.iter().any(|text| text == id) {
        true => None,
        false => texts.into_iter().next(),
    }
}

/// `RelatesTo` that says what is answered: its relationship is that of replies, or not given (1.0 Core, 3.1).
fn is_reply_to(header: &Header) -> bool {
    let AnyAttributes(attributes) = &header.element.content.attributes;
    let kind = attributes.iter().find(|a| a.name == "RelationshipType");
    is_named(header, "RelatesTo")
        && kind.is_none_or(|kind| {
            // A qualified name in 2004/08, a URI in 1.0.
            let last = kind.value.trim().rsplit([':', '/']).next();
            matches!(last, Some("Reply" | "reply"))
        })
}

fn is_named(header: &Header, name: &str) -> bool {
    is_property(header) && header.element.name == name
}

fn block(namespace: &str, name: &str, text: &str) -> Header {
    Header::raw(element(namespace, name, AnyNode::Text(text.to_owned())))
}

fn reply_to(namespace: &str, address: &str) -> Header {
    let address = element(namespace, "Address", AnyNode::Text(address.to_owned()));
    Header::raw(element(namespace, "ReplyTo", AnyNode::Element(address)))
}

fn element(namespace: &str, name: &str, child: AnyNode) -> AnyElement {
    AnyElement {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        content: AnyType {
            children: vec![child],
            ..AnyType::default()
        },
    }
}

/// A new id of a message.
fn message_id() -> String {
    format!("urn:uuid:{}", uuid())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::one;
    use crate::soap::{Body, operation};

    static PING: Operation = operation("ping", Body::element(one("urn:x", "ping"))).action("urn:p");

    fn texts(headers: &[Header]) -> Vec<(String, String)> {
        let text = |h: &Header| (h.element.name.clone(), h.element.content.text());
        headers.iter().map(text).collect()
    }

    #[test]
    fn what_the_caller_sets_counts() {
        let own = block(V1_0, "To", "urn:elsewhere");
        let mut headers = vec![own, block(V2004_08, "MessageID", " urn:mine ")];
        let id = address_request(
            Addressing::V1_0,
            SoapVersion::V1_1,
            &PING,
            "http://x/",
            &mut headers,
        );
        assert_eq!(id.as_deref(), Some("urn:mine"));
        let expected = [
            ("Action", "urn:p"),
            ("To", "urn:elsewhere"),
            ("MessageID", " urn:mine "),
        ];
        assert_eq!(
            texts(&headers),
            expected.map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
    }

    #[test]
    fn a_reply_relates_to_its_request() {
        let related = |text: &str, kind: Option<&str>| {
            let mut header = block(V1_0, "RelatesTo", text);
            header.element.content.attributes.0.extend(kind.map(|kind| {
                crate::value::AnyAttribute {
                    namespace: String::new(),
                    name: "RelationshipType".to_owned(),
                    value: kind.to_owned(),
                }
            }));
            header
        };
        assert_eq!(mismatch("urn:a", &[]), None);
        assert_eq!(mismatch("urn:a", &[related(" urn:a", None)]), None);
        let wrong = [related("urn:b", None)];
        assert_eq!(mismatch("urn:a", &wrong), Some("urn:b".to_owned()));
        let other = [related("urn:b", Some("urn:other"))];
        assert_eq!(mismatch("urn:a", &other), None);
        let reply = related("urn:b", Some("http://www.w3.org/2005/08/addressing/reply"));
        assert!(mismatch("urn:a", &[reply]).is_some());
    }
}
