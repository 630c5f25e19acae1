//! The planned clients and operations as plain data.

use crate::model::{Addressing, Mtom, Security, SoapVersion};
use crate::name::QName;
use crate::plan::{ItemId, Member, Ty};

/// Everything that is called or answered. The types of messages, faults and headers are items of the plan.
#[derive(Clone, Debug, Default)]
pub struct Services {
    /// The clients, in document order.
    pub clients: Vec<Client>,
    /// The tables of all operations; a method says which is its own.
    pub operations: Vec<Operation>,
    /// The name of the module of those tables.
    pub module: String,
    /// The enum over all global elements.
    pub document: Option<ItemId>,
    /// The enums over all requests and over all responses.
    pub messages: Vec<Messages>,
}

/// A client: a struct with a method an operation.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its Rust name. Empty until names are given.
    pub name: String,
    /// What the name is made of.
    pub words: String,
    /// Lines of documentation.
    pub doc: Vec<String>,
    /// Where it's offered.
    pub ports: Ports,
    /// The trait that services implement; what its name is made of until names are given.
    pub service: Option<String>,
    /// Its methods.
    pub methods: Vec<Method>,
    /// The enum of the header blocks that its operations declare.
    pub headers: Option<ItemId>,
}

/// Where a client calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ports {
    /// In SOAP: for each version at most one.
    Soap(Vec<Port>),
    /// Over plain HTTP, at the address that the documents give.
    Http(Option<String>),
}

impl Ports {
    /// The address that the documents give first.
    pub fn address(&self) -> Option<&str> {
        match self {
            Ports::Soap(ports) => ports.first().and_then(|port| port.address.as_deref()),
            Ports::Http(address) => address.as_deref(),
        }
    }

    /// The constructor for a URL that does for the first port.
    pub fn constructor(&self) -> &'static str {
        match self {
            Ports::Soap(ports) => match ports.first().map(|port| port.version) {
                Some(SoapVersion::V1_2) => "soap12",
                _ => "new",
            },
            Ports::Http(_) => "new",
        }
    }
}

/// A constructor of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The version it speaks.
    pub version: SoapVersion,
    /// The address, for a client that isn't told another.
    pub address: Option<String>,
}

/// A method that calls an operation.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its Rust name, escaped with `r#` where need be. Empty until names are given.
    pub name: String,
    /// What the name is made of.
    pub words: String,
    /// Lines of documentation.
    pub doc: Vec<String>,
    /// Index into [`Services::operations`].
    pub operation: usize,
    /// What it takes; nothing if that's the unit type.
    pub request: Ty,
    /// What it gives.
    pub response: Ty,
    /// The enum of the faults that the operation declares.
    pub faults: Option<ItemId>,
}

/// The table of an operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name of its static. Empty until names are given.
    pub constant: String,
    /// Lines of documentation.
    pub doc: Vec<String>,
    /// Its name in the documents.
    pub name: String,
    /// `soapAction` in SOAP 1.1 and in SOAP 1.2.
    pub actions: [Option<String>; 2],
    /// The request.
    pub input: Body,
    /// The response; `None` for a one-way operation.
    pub output: Option<Body>,
    /// WS-Addressing's actions of the request and of the response, where the documents name them or nothing else does.
    pub addressing: [Option<String>; 2],
    /// The same of faults, by the element of their detail.
    pub fault_actions: Vec<(Member, String)>,
    /// Which header blocks of WS-Addressing requests must have.
    pub addressed: Option<Addressing>,
    /// What else policies require of requests.
    pub security: Security,
    /// How it goes over plain HTTP, where it isn't SOAP.
    pub http: Option<Http>,
}

/// How an operation goes over plain HTTP.
#[derive(Clone, Debug)]
pub struct Http {
    /// The method.
    pub method: String,
    /// What follows the address; `{name}` stands for a value.
    pub location: String,
    /// The request.
    pub input: Payload,
    /// The response.
    pub output: Payload,
}

/// What stands for a message over plain HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing.
    Nothing,
    /// Names and values in the query.
    Query,
    /// Names and values in a body.
    Form,
    /// An XML document, the element of the body.
    Xml,
    /// Text of a media type.
    Text(String),
    /// Bytes of a media type.
    Binary(String),
}

/// How a message stands in the envelope.
#[derive(Clone, Debug)]
pub struct Body {
    /// What the Body holds.
    pub form: Form,
    /// `encodingStyle`, if it's encoded.
    pub encoding: Option<String>,
    /// The header blocks that are declared.
    pub headers: Vec<Block>,
    /// Whether binary data may or must go along.
    pub mtom: Option<Mtom>,
}

/// A header block that a binding declares.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its element.
    pub member: Member,
    /// Whether whoever gets it must understand it.
    pub must_understand: bool,
    /// Whether every message has it.
    pub required: bool,
}

/// What the Body holds.
#[derive(Clone, Debug)]
pub enum Form {
    /// One element.
    Element(Member),
    /// The wrapper of the rpc style.
    Wrapper(Member),
    /// The value's content.
    Content(Takes),
}

/// Which elements the value's content has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any.
    Any,
    /// One of these, or none at all.
    Elements(Vec<QName>),
}

/// An enum over messages.
#[derive(Clone, Debug)]
pub struct Messages {
    /// The enum.
    pub item: ItemId,
    /// Whether it's the requests.
    pub requests: bool,
    /// For each variant an index into [`Services::operations`].
    pub operations: Vec<usize>,
}
