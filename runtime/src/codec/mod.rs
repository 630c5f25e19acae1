//! Generated types from XML and to it: the loops over the tables that generated code brings.
//!
//! In come elements and typed slots, or items and a place to write; out go values with warnings, or XML, or an error that
//! says where. Knows tables and slots, and the encoding that SOAP defines for values; must not know any generated type,
//! envelopes or HTTP.

pub(crate) mod attached;
mod attributes;
mod constraints;
pub(crate) mod context;
mod document;
mod dropped;
pub(crate) mod encoded;
mod error;
pub(crate) mod fit;
mod hollow;
mod identity;
pub(crate) mod include;
pub(crate) mod items;
pub(crate) mod mixed;
mod named;
mod nil;
mod particles;
mod read;
mod run;
pub(crate) mod split;
mod tags;
mod text;
mod typed;
mod wild;
mod write;

pub use context::ReadContext;
pub use document::{from_xml, from_xml_strict, from_xml_strict_in, to_xml};
pub use error::{DecodeError, EncodeError, Warning};
pub(crate) use nil::{is_nil_for_good, says_nil};
pub use read::{read_member, read_value};
pub(crate) use text::put_message;
pub use write::{write_content, write_element, write_member};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
