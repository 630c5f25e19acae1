//! What the generator writes for a service that takes and gives files, by hand.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what fails here is the test"
)]
#![allow(unreachable_pub, reason = "it stands for a generated crate")]

use castile::transport::{MemoryTransport, Response};
use castile::{AnyType, Base64Binary, Client, SoapVersion};

pub const NS: &str = "urn:files";
pub const XMIME: &str = "http://www.w3.org/2005/05/xmlmime";

#[derive(Default)]
pub struct File {
    pub name: Option<String>,
    pub data: Option<Base64Binary>,
    pub pages: Vec<Base64Binary>,
    pub photo: Option<Photo>,
    pub any: Option<AnyType>,
}
castile::complex!(File(5), named NS "File", Content::Sequence;
    0 name = opt(NS, "name"); 1 data = opt(NS, "data"); 2 pages = many(NS, "page"); 3 photo = opt(NS, "photo");
    4 any = opt(NS, "any"););

#[derive(Default)]
pub struct Photo {
    pub value: Base64Binary,
    pub content_type: Option<String>,
}
castile::complex!(Photo(1), named NS "Photo", Content::Text;
    0 value = text(); @ 1 content_type = attribute(XMIME, "contentType"););

pub mod operations {
    use castile::support::*;
    pub const ECHO_TABLE: Operation = operation("echo", Body::element(one(super::NS, "echo")))
        .action("urn:echo")
        .output(Body::element(one(super::NS, "echoResponse")));
    pub static ECHO: Operation = ECHO_TABLE;
}

/// Random UUIDs in a text by letters: the first one is `A` wherever it stands.
pub fn without_uuids(text: &str) -> String {
    let is_uuid = |t: &str| {
        t.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
    };
    let mut out = text.to_owned();
    for letter in ["A", "B", "C"] {
        let found = (0..out.len()).find_map(|at| out.get(at..at + 36).filter(|t| is_uuid(t)));
        if let Some(uuid) = found.map(str::to_owned) {
            out = out.replace(&uuid, letter);
        }
    }
    out
}

/// A client whose service answers with this.
pub fn client(version: SoapVersion, content_type: &str, body: &str) -> Client {
    let response = Response::new(200, content_type, body);
    let transport = MemoryTransport::new(move |_| response.clone());
    let client = Client::builder("http://h/").version(version);
    client.transport(transport).build().unwrap()
}

/// An envelope in SOAP 1.1 around what `echo` answers.
pub fn answer(content: &str) -> String {
    format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><echoResponse xmlns='{NS}'>\
        {content}</echoResponse></s:Body></s:Envelope>"
    )
}

/// An element that stands for a part.
pub fn include(url: &str) -> String {
    format!("<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='{url}'/>")
}
