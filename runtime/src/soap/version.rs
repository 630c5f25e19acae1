//! The two versions of SOAP, and what differs between them by name alone.

use std::fmt;

/// A version of SOAP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SoapVersion {
    /// SOAP 1.1 (W3C Note, 8 May 2000).
    #[default]
    V1_1,
    /// SOAP 1.2 (W3C Recommendation, second edition, 27 April 2007).
    V1_2,
}

impl SoapVersion {
    /// The namespace of the envelope.
    pub const fn namespace(self) -> &'static str {
        match self {
            SoapVersion::V1_1 => "http://schemas.xmlsoap.org/soap/envelope/",
            SoapVersion::V1_2 => "http://www.w3.org/2003/05/soap-envelope",
        }
    }

    /// The version whose envelopes are in this namespace.
    pub fn of_namespace(ns: &str) -> Option<SoapVersion> {
        [SoapVersion::V1_1, SoapVersion::V1_2]
            .into_iter()
            .find(|version| version.namespace() == ns)
    }

    /// The media type of messages (SOAP 1.1, 6; SOAP 1.2 part 2, appendix A).
    pub const fn media_type(self) -> &'static str {
        match self {
            SoapVersion::V1_1 => "text/xml",
            SoapVersion::V1_2 => "application/soap+xml",
        }
    }

    /// The prefix of the envelope: that of the samples on ASP.NET's help pages, which naive servers expect.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            SoapVersion::V1_1 => "soap",
            SoapVersion::V1_2 => "soap12",
        }
    }

    /// The attribute that says for whom a header block is.
    pub(crate) const fn role_attribute(self) -> &'static str {
        match self {
            SoapVersion::V1_1 => "actor",
            SoapVersion::V1_2 => "role",
        }
    }
}

impl fmt::Display for SoapVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SoapVersion::V1_1 => "SOAP 1.1",
            SoapVersion::V1_2 => "SOAP 1.2",
        })
    }
}
