//! What generated code says of an operation that goes over plain HTTP, without envelopes (WSDL 1.1, 4 and 5).
//!
//! The table is that of any operation, with what's here beside it: `operation("Price", Body::content(&[]))
//! .http(&Http { method: "GET", location: "/Price", input: Payload::Query, output: Payload::Xml })`. Must not know how URLs
//! and bodies are written.

/// How an operation goes over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Http {
    /// `GET`, `POST`, or whatever the description says.
    pub method: &'static str,
    /// Where it is, after the service's address. `{name}` stands for the value of that name.
    pub location: &'static str,
    /// The request.
    pub input: Payload,
    /// The response.
    pub output: Payload,
}

/// What stands for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing: its values all stand in the location.
    Nothing,
    /// Names and values in the query of the URL (`http:urlEncoded`).
    Query,
    /// Names and values in the body, `application/x-www-form-urlencoded`.
    Form,
    /// An XML document, whose root is the element of the table (`mime:mimeXml`).
    Xml,
    /// Text of this media type (`mime:content`), the value of the table's member.
    Text(&'static str),
    /// Bytes of this media type.
    Binary(&'static str),
}
