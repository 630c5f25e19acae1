//! The SOAP encoding: graphs of values in which every one says its type (SOAP 1.1, section 5; SOAP 1.2 part 2, section 3).
//!
//! Writing has a walk of its own, as all values bear types there. Reading is that of literal messages with three things
//! added: references lead to readers of other places in the document, arrays have positions and sizes, and names of
//! accessors count without namespaces. Nothing is built in memory but an index of the elements that have an id, and that
//! only where a reference is met.

mod any;
mod array;
mod index;
mod references;
mod size;
mod write;

pub(super) use any::{content, element};
pub(crate) use any::{has_references, refers, resolve};
pub(super) use array::read_array;
pub(crate) use references::References;
pub(super) use references::{Found, follow, is_nil};
pub(crate) use write::{Style, write_encoded, write_encoded_content};

/// The namespace of SOAP 1.1's encoding, which is also its `encodingStyle`.
pub(crate) const ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";
/// The same of SOAP 1.2.
pub(crate) const ENCODING12: &str = "http://www.w3.org/2003/05/soap-encoding";

/// Whether a namespace is that of either encoding.
pub(crate) fn is_encoding(ns: &str) -> bool {
    ns == ENCODING || ns == ENCODING12
}

/// Whether an attribute belongs to the encoding, not to the value: `id`, `href`, `soapenc:arrayType`,
/// `soap:encodingStyle` and the like.
pub(super) fn is_of_encoding(ns: &str, local: &str) -> bool {
    match local {
        "id" | "href" | "ref" | "root" => ns.is_empty() || is_encoding(ns),
        "encodingStyle" => true,
        _ => is_encoding(ns),
    }
}

#[cfg(test)]
mod tests;
