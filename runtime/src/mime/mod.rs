//! MIME packages: a message with its attachments (RFC 2045, RFC 2046, RFC 2387).
//!
//! In come bytes with their media type; out go parts, which share these bytes, and the other way around. Must not know XML
//! or SOAP.

mod attachment;
mod fields;
mod media_type;
mod outgoing;
mod parse;
mod parts;
mod transfer;
mod unique;
mod write;

pub use attachment::Attachment;
#[cfg(feature = "server")]
pub(crate) use media_type::unquoted;
pub(crate) use media_type::{MediaType, quoted};
pub(crate) use outgoing::Outgoing;
pub(crate) use parse::multipart;
pub(crate) use parts::Parts;
pub(crate) use unique::uuid;
pub(crate) use write::write;

#[cfg(test)]
mod tests;
