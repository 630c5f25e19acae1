//! The documents as the double hands them out: references to each other and the addresses of ports lead back to it.

use crate::document::places::{Lines, UTF_8, declaration, escaped, spliced};
use crate::document::{Document, DocumentId, Documents};
use crate::model::wsdl20::is_wsdl20;

/// The documents, each in pieces around what depends on where the double is.
#[derive(Clone, Debug)]
pub(super) struct Description {
    pages: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    /// The double's own address.
    Address,
    /// What comes before the path of it.
    Origin,
    /// The address of a document.
    Document(DocumentId),
}

const SOAP_11: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
const SOAP_12: &str = "http://schemas.xmlsoap.org/wsdl/soap12/";
const HTTP: &str = "http://schemas.xmlsoap.org/wsdl/http/";

impl Description {
    pub(super) fn new(documents: &Documents) -> Description {
        Description {
            pages: documents.all.iter().map(in_pieces).collect(),
        }
    }

    /// Whether a query asks for a document.
    pub(super) fn has(&self, query: &str) -> bool {
        self.pieces(query).is_some()
    }

    /// The document that a query asks for, `wsdl` for the first. The double is at a path of an origin.
    pub(super) fn page(&self, query: &str, origin: &str, path: &str) -> Option<String> {
        let pieces = self.pieces(query)?;
        let url = escaped(&format!("{origin}{path}"));
        Some(pieces.iter().fold(String::new(), |mut text, piece| {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Address => text.push_str(&url),
                Piece::Origin => text.push_str(origin),
                Piece::Document(id) => text.push_str(&format!("{url}?xsd={}", id.0)),
            }
            text
        }))
    }

    fn pieces(&self, query: &str) -> Option<&[Piece]> {
        let (kind, number) = query.split_once('=').unwrap_or((query, "0"));
        let kinds = ["wsdl", "singlewsdl", "xsd"];
        let known = kinds.iter().any(|known| kind.eq_ignore_ascii_case(known));
        let number = known.then(|| number.parse::<usize>().ok())??;
        self.pages.get(number).map(Vec::as_slice)
    }
}

fn in_pieces(document: &Document) -> Vec<Piece> {
    let text = &*document.source;
    let lines = Lines::new(text);
    let declared = declaration(text).map(|at| (at, Piece::Text(UTF_8.to_owned())));
    let mut edits: Vec<_> = declared.into_iter().collect();
    for reference in &document.references {
        if let Some(id) = reference.document {
            for name in ["schemaLocation", "location"] {
                edits.extend(
                    lines
                        .value(&reference.at, name)
                        .map(|at| (at, Piece::Document(id))),
                );
            }
        }
    }
    let mut next = vec![&document.root];
    while let Some(node) = next.pop() {
        if &*node.name.local == "address" && [SOAP_11, SOAP_12].contains(&&*node.name.namespace) {
            edits.extend(
                lines
                    .value(&node.at, "location")
                    .map(|at| (at, Piece::Address)),
            );
        }
        // What's asked over plain HTTP is known by its path, so that has to stay.
        let plain = match node.is(HTTP, "address") {
            true => Some("location"),
            false => is_wsdl20(node, "endpoint").then_some("address"),
        };
        let address = plain.and_then(|name| lines.value(&node.at, name));
        edits.extend(address.and_then(|(from, to)| {
            let origin = origin(text.get(from..to)?)?;
            Some(((from, from + origin.len()), Piece::Origin))
        }));
        next.extend(node.elements());
    }
    spliced(text, edits, |text| Piece::Text(text.to_owned()))
}

/// What comes before the path in an absolute URL.
fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + "://".len();
    let end = url.get(start..)?.find(['/', '?', '#']);
    url.get(..end.map_or(url.len(), |end| start + end))
}
