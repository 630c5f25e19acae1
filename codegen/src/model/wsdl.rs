//! WSDL 1.1 components (sections 2 and 3), with bindings matched to their port types.

use std::sync::Arc;

use super::{ElementId, TypeId};
use crate::location::Location;
use crate::name::QName;

/// Index into [`super::Model::messages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub u32);
/// Index into [`super::Model::port_types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PortTypeId(pub u32);
/// Index into [`super::Model::bindings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub u32);

/// `wsdl:message`
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name.
    pub name: QName,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// `documentation`
    pub doc: Option<String>,
    /// Where it's defined.
    pub at: Location,
}

/// `wsdl:part`
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
    pub name: Arc<str>,
    /// Element or type.
    pub content: PartContent,
    /// Where it's defined.
    pub at: Location,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartContent {
    /// `element=`
    Element(ElementId),
    /// `type=`
    Type(TypeId),
}

/// `wsdl:portType`
#[derive(Clone, Debug)]
pub struct PortType {
    /// Its name.
    pub name: QName,
    /// `documentation`
    pub doc: Option<String>,
    /// Its operations; overloads are separate entries of one name.
    pub operations: Vec<Operation>,
    /// Where the interfaces are defined that it extends, on their part too (WSDL 2.0).
    pub extends: Vec<Location>,
    /// Where it's defined.
    pub at: Location,
}

/// `wsdl:operation` of a port type: request-response or one-way. Notifications and solicit-responses are reported and
/// left out.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name, not unique where it's overloaded.
    pub name: Arc<str>,
    /// `documentation`
    pub doc: Option<String>,
    /// The request.
    pub input: OperationMessage,
    /// The response; `None` for a one-way operation.
    pub output: Option<OperationMessage>,
    /// Declared faults.
    pub faults: Vec<OperationFault>,
    /// `parameterOrder`
    pub parameter_order: Vec<Arc<str>>,
    /// Where it's defined.
    pub at: Location,
}

/// The input or output of an operation.
#[derive(Clone, Debug)]
pub struct OperationMessage {
    /// Its name, by the defaults of WSDL 1.1, 2.4.5 where none is given.
    pub name: Arc<str>,
    /// The message.
    pub message: MessageId,
    /// `wsaw:Action` or `wsam:Action`
    pub action: Option<String>,
}

/// A declared fault.
#[derive(Clone, Debug)]
pub struct OperationFault {
    /// Its name.
    pub name: Arc<str>,
    /// The message.
    pub message: MessageId,
    /// `wsaw:Action` or `wsam:Action`
    pub action: Option<String>,
}

/// `wsdl:binding`
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name.
    pub name: QName,
    /// `documentation`
    pub doc: Option<String>,
    /// The port type.
    pub port_type: PortTypeId,
    /// SOAP or HTTP.
    pub protocol: Protocol,
    /// One entry for each bound operation.
    pub operations: Vec<BindingOperation>,
    /// Where it's defined.
    pub at: Location,
}

/// The protocol of a binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// WSDL 1.1 section 3, or its SOAP 1.2 counterpart.
    Soap {
        /// Version of the envelope.
        version: SoapVersion,
        /// `transport`
        transport: String,
    },
    /// WSDL 1.1 section 4: `GET` or `POST`.
    Http {
        /// The method.
        verb: String,
    },
}

/// Version of SOAP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SoapVersion {
    /// SOAP 1.1
    V1_1,
    /// SOAP 1.2
    V1_2,
}

/// Version of WS-Addressing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Addressing {
    /// WS-Addressing 1.0 (2005/08).
    V1_0,
    /// The submission of 2004/08.
    V2004_08,
}

/// What a policy says of MTOM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mtom {
    /// Messages may be packages.
    Optional,
    /// Messages are packages.
    Required,
}

/// `style` of an operation, its own or its binding's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `document`
    Document,
    /// `rpc`
    Rpc,
}

/// `wsdl:operation` of a binding.
#[derive(Clone, Debug)]
pub struct BindingOperation {
    /// Index into the port type's operations (overloads are told apart by input and output names).
    pub operation: usize,
    /// `soapAction`; `None` if there's none, empty if it's empty.
    pub soap_action: Option<String>,
    /// `style`
    pub style: Style,
    /// How it goes over plain HTTP, in a binding without SOAP.
    pub http: Option<HttpOperation>,
    /// The request.
    pub input: BindingMessage,
    /// The response; `None` for a one-way operation.
    pub output: Option<BindingMessage>,
    /// The header blocks of WS-Addressing that are required, by an extension or by a policy, here or of whatever it
    /// belongs to.
    pub addressing: Option<Addressing>,
    /// What else the policies require of requests.
    pub security: Security,
    /// Faults that are bound.
    pub faults: Vec<BindingFault>,
    /// Where it's defined.
    pub at: Location,
}

/// What policies require of requests, of that which is done (WS-SecurityPolicy 1.1 to 1.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Security {
    /// The transport has to be HTTPS.
    pub https: bool,
    /// A `UsernameToken`, with its password so.
    pub user: Option<Password>,
    /// A nonce and the time in that.
    pub nonce: bool,
    /// A `Timestamp`.
    pub timestamp: bool,
}

/// How a `UsernameToken` carries the password; what asks for more comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Password {
    /// Not at all.
    Absent,
    /// As it is.
    Text,
    /// As a digest.
    Digest,
}

impl Security {
    /// What both require.
    pub fn and(self, other: Security) -> Security {
        Security {
            https: self.https || other.https,
            user: self.user.max(other.user),
            nonce: self.nonce || other.nonce,
            timestamp: self.timestamp || other.timestamp,
        }
    }
}

/// How an operation goes over plain HTTP (WSDL 1.1, 4 and 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpOperation {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: String,
    /// What follows the address. `{name}` stands for the value of the part, or the member of the only part, of this name;
    /// all else is as it's sent.
    pub location: String,
    /// The request.
    pub input: Payload,
    /// The response.
    pub output: Payload,
}

/// What stands for a message, by the numbers of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing.
    Nothing,
    /// Names and values of all parts in the query of the URL.
    Query,
    /// Names and values of all parts in a body.
    Form,
    /// An XML document: the element of this part, or an element of its type.
    Xml(usize),
    /// An XML document of which nothing is said, this part: its root is a part of the value.
    Document(usize),
    /// The value of this part, of this media type.
    Content(usize, String),
}

/// `use` of a body, header or fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyUse {
    /// `literal`
    Literal,
    /// `encoded`, with its `encodingStyle`.
    Encoded {
        /// `encodingStyle`
        style: String,
    },
}

/// How a message stands in the envelope.
#[derive(Clone, Debug)]
pub struct BindingMessage {
    /// The message; its parts are meant by the indices below.
    pub message: MessageId,
    /// `use`
    pub body_use: BodyUse,
    /// `namespace` of the wrapper of an rpc body; that of the definitions where the binding gives none.
    pub namespace: Option<String>,
    /// The parts in the body, in order: `parts=` applied, those bound to headers or attachments taken out.
    pub parts: Vec<usize>,
    /// Headers.
    pub headers: Vec<Header>,
    /// MIME parts, if it's `mime:multipartRelated`.
    pub mime: Vec<Mime>,
    /// Whether binary data may or must go along with it, by a policy of its own or of whatever it belongs to.
    pub mtom: Option<Mtom>,
}

/// `soap:header`, or `soap:headerfault`, which has the same form (WSDL 1.1, 3.7).
#[derive(Clone, Debug)]
pub struct Header {
    /// The message, which need not be the operation's.
    pub message: MessageId,
    /// The part.
    pub part: usize,
    /// `use`
    pub body_use: BodyUse,
    /// `namespace`
    pub namespace: Option<String>,
    /// `soap:headerfault`: what stands in the header of a fault that this header caused.
    pub faults: Vec<Header>,
    /// Whether whoever gets it must understand it (WSDL 2.0 part 2, 5.9).
    pub must_understand: bool,
    /// Whether every message has it (5.9).
    pub required: bool,
    /// Where it's bound.
    pub at: Location,
}

impl Header {
    /// This block, and those that stand in the headers of faults because of it.
    pub fn with_faults(&self) -> impl Iterator<Item = &Header> {
        std::iter::once(self).chain(&self.faults)
    }
}

/// A part in an attachment (`mime:content`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mime {
    /// The part.
    pub part: usize,
    /// Media types, alternatives.
    pub types: Vec<String>,
}

/// `soap:fault`
#[derive(Clone, Debug)]
pub struct BindingFault {
    /// Index into the operation's faults.
    pub fault: usize,
    /// `use`
    pub body_use: BodyUse,
    /// `namespace`
    pub namespace: Option<String>,
}

/// `wsdl:service`
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: QName,
    /// `documentation`
    pub doc: Option<String>,
    /// Its ports that are understood; others are reported and left out.
    pub ports: Vec<Port>,
    /// Where it's defined.
    pub at: Location,
}

/// `wsdl:port`
#[derive(Clone, Debug)]
pub struct Port {
    /// Its name.
    pub name: Arc<str>,
    /// `documentation`
    pub doc: Option<String>,
    /// The binding.
    pub binding: BindingId,
    /// The address.
    pub address: Option<String>,
    /// Where it's defined.
    pub at: Location,
}
