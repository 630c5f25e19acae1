//! WS-Security's `UsernameToken` and `Timestamp` (SOAP Message Security 1.0 and 1.1, Username Token Profile 1.0 and 1.1).
//!
//! In come a user's name and password and what a policy requires; out goes the header block `Security`, and the other way
//! around for services. Signatures and encryption are not done here; the transport does that.

#[cfg(feature = "wss")]
mod digest;
#[cfg(all(feature = "wss", feature = "server"))]
mod guard;
mod token;
#[cfg(feature = "wss")]
mod write;

#[cfg(all(feature = "wss", feature = "server"))]
pub(crate) use guard::Guard;
pub use token::UsernameToken;
#[cfg(feature = "wss")]
pub(crate) use write::secure;
#[cfg(all(feature = "wss", feature = "server"))]
pub(crate) use write::stamp;

use super::Header;

/// The namespace of `Security` and `UsernameToken`, in both versions.
pub const WSSE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
/// The namespace of `Timestamp`, in both versions.
pub(crate) const WSU: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

/// Whether it's the block `Security` for us.
pub(crate) fn is_security(header: &Header) -> bool {
    header.is(WSSE, "Security") && header.is_ours()
}

/// Whether the block says nothing but when the message was made. There's nothing to do about that in a reply: it came on the
/// connection that was waited on.
pub(crate) fn is_timestamp_alone(header: &Header) -> bool {
    let mut elements = header.element.content.elements();
    is_security(header) && elements.all(|e| e.namespace == WSU && e.name == "Timestamp")
}
