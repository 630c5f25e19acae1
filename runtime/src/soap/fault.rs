//! Faults (SOAP 1.1, 4.4; SOAP 1.2 part 1, 5.4), in one shape for both versions.

mod read;
mod write;

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::kept::{from_declared, from_element, to_element};
use super::{Header, SoapVersion};
use crate::codec::{DecodeError, EncodeError};
use crate::value::{AnyElement, AnyNode, AnyType, Choice, HasChoice, Value};

/// A service's refusal. Its parts are those of [`FaultParts`].
///
/// `Debug` and `Display` show code and reason; what the detail, the headers and the message hold must be asked for.
#[derive(Clone, PartialEq)]
pub struct Fault {
    // In a box, so that results of calls stay small.
    parts: Box<FaultParts>,
}

/// The parts of a fault, which are fields of [`Fault`].
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct FaultParts {
    /// What kind of fault it is: `faultcode`, or the outermost `Code`.
    pub code: FaultCode,
    /// Subcodes, the outermost first (SOAP 1.2).
    pub subcodes: Vec<FaultCode>,
    /// For people, in one or several languages: `faultstring`, or the `Text`s of `Reason`.
    pub reasons: Vec<Reason>,
    /// Who found it, by role: `faultactor`, or `Role`.
    pub role: Option<String>,
    /// Who found it, by address (SOAP 1.2).
    pub node: Option<String>,
    /// `detail` as it came; [`Fault::detail`] reads it.
    pub raw_detail: Option<AnyType>,
    /// The header blocks of the envelope.
    pub headers: Vec<Header>,
    /// The version of the envelope, where it came in one.
    pub version: Option<SoapVersion>,
    /// The HTTP status it came with, or is to be sent with; on sending `None` is what the version's HTTP binding says.
    pub status: Option<u16>,
    /// The whole message it came in.
    pub envelope: Option<String>,
}

/// The code of a fault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FaultCode {
    /// Namespace URI; empty for none, or where the prefix wasn't declared.
    pub namespace: String,
    /// Local name, e.g. `Server` or `Client.Authentication`.
    pub name: String,
}

/// What fault codes mean in both versions (SOAP 1.1, 4.4.1; SOAP 1.2 part 1, 5.4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// The envelope is of a version that the service doesn't know.
    VersionMismatch,
    /// A header block that must be understood isn't.
    MustUnderstand,
    /// An encoding that the service doesn't know.
    DataEncodingUnknown,
    /// The message was wrong: `Client`, `Sender`.
    Sender,
    /// The service couldn't: `Server`, `Receiver`.
    Receiver,
    /// A code of the service's own.
    Other,
}

/// What a fault says to people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// `xml:lang`, empty where it isn't said.
    pub lang: String,
    /// The text.
    pub text: String,
}

impl Fault {
    /// A fault of a kind, for a service to answer with.
    pub fn new(kind: FaultKind, reason: impl Into<String>) -> Self {
        let reason = Reason {
            lang: "en".to_owned(),
            text: reason.into(),
        };
        let parts = FaultParts {
            code: FaultCode::of(kind),
            reasons: vec![reason],
            ..FaultParts::default()
        };
        Fault {
            parts: Box::new(parts),
        }
    }

    /// The request was wrong: `Client` in SOAP 1.1, `Sender` in SOAP 1.2.
    pub fn sender(reason: impl Into<String>) -> Self {
        Fault::new(FaultKind::Sender, reason)
    }

    /// The service couldn't: `Server` in SOAP 1.1, `Receiver` in SOAP 1.2.
    pub fn receiver(reason: impl Into<String>) -> Self {
        Fault::new(FaultKind::Receiver, reason)
    }

    /// A fault that a specification has for what's wrong with a request: its code is the code in SOAP 1.1, and the subcode
    /// in SOAP 1.2 (WS-Addressing 1.0 SOAP Binding, 6; SOAP Message Security 1.1, 12).
    #[cfg(feature = "server")]
    pub(crate) fn specified(
        version: SoapVersion,
        namespace: &str,
        code: &str,
        reason: impl Into<String>,
    ) -> Self {
        let mut fault = Fault::sender(reason).with_subcode(namespace, code);
        if version == SoapVersion::V1_1
            && let Some(code) = fault.subcodes.pop()
        {
            fault.code = code;
        }
        fault
    }

    /// Adds a subcode within those that are there.
    #[must_use]
    pub fn with_subcode(mut self, namespace: impl Into<String>, name: impl Into<String>) -> Self {
        self.subcodes.push(FaultCode {
            namespace: namespace.into(),
            name: name.into(),
        });
        self
    }

    /// Says the reason in another language, e.g. `de-CH`; only SOAP 1.2 has room for several.
    #[must_use]
    pub fn with_reason(mut self, lang: impl Into<String>, text: impl Into<String>) -> Self {
        self.reasons.push(Reason {
            lang: lang.into(),
            text: text.into(),
        });
        self
    }

    /// Adds a detail: the enum of the faults that an operation declares.
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn with_detail<T: Value + Choice>(self, detail: &T) -> Result<Self, EncodeError> {
        Ok(self.with_raw_detail(to_element(detail)?))
    }

    /// Adds a detail of any XML.
    #[must_use]
    pub fn with_raw_detail(mut self, detail: AnyElement) -> Self {
        let entries = &mut self.raw_detail.get_or_insert_default().children;
        entries.push(AnyNode::Element(detail));
        self
    }

    /// The detail as a generated type, the enum of the faults that the operation declares: the first entry that is one
    /// of these, or where none is the first one. `None` where there's no entry.
    ///
    /// # Errors
    /// When there are entries and none is of that type.
    pub fn detail<T: Value + HasChoice>(&self) -> Result<Option<T>, DecodeError> {
        let mut failure = None;
        let declared = self.entries().filter_map(from_declared);
        for detail in declared.chain(self.entries().map(from_element)) {
            match detail {
                Ok(detail) => return Ok(Some(detail)),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        failure.map_or(Ok(None), Err)
    }

    /// The elements in the detail.
    pub fn entries(&self) -> impl Iterator<Item = &AnyElement> {
        let children = self.raw_detail.iter().flat_map(|detail| &detail.children);
        children.filter_map(|node| match node {
            AnyNode::Element(element) => Some(element),
            AnyNode::Text(_) => None,
        })
    }

    /// What the code means.
    pub fn kind(&self) -> FaultKind {
        self.code.kind()
    }

    /// What it says to people: the English text if there's one, or the first.
    pub fn reason(&self) -> &str {
        let english = |reason: &&Reason| {
            reason
                .lang
                .get(..2)
                .is_some_and(|l| l.eq_ignore_ascii_case("en"))
        };
        let reason = self.reasons.iter().find(english).or(self.reasons.first());
        reason.map_or("", |reason| reason.text.as_str())
    }

    /// The HTTP status to send it with (SOAP 1.1, 6.2; SOAP 1.2 part 2, 7.5.2.2).
    #[cfg(feature = "server")]
    pub(crate) fn status_for(&self, version: SoapVersion) -> u16 {
        let usual = match (version, self.kind()) {
            (SoapVersion::V1_2, FaultKind::Sender) => 400,
            _ => 500,
        };
        self.status.unwrap_or(usual)
    }
}

impl Deref for Fault {
    type Target = FaultParts;

    fn deref(&self) -> &FaultParts {
        &self.parts
    }
}

impl DerefMut for Fault {
    fn deref_mut(&mut self) -> &mut FaultParts {
        &mut self.parts
    }
}

impl FaultCode {
    /// The code of a kind, in SOAP 1.2's words; it's translated where it's written.
    fn of(kind: FaultKind) -> FaultCode {
        let name = match kind {
            FaultKind::VersionMismatch => "VersionMismatch",
            FaultKind::MustUnderstand => "MustUnderstand",
            FaultKind::DataEncodingUnknown => "DataEncodingUnknown",
            FaultKind::Sender => "Sender",
            FaultKind::Receiver | FaultKind::Other => "Receiver",
        };
        FaultCode {
            namespace: SoapVersion::V1_2.namespace().to_owned(),
            name: name.to_owned(),
        }
    }

    /// What it means. A code in no known namespace is taken by its name: some stacks forget to declare the prefix.
    pub fn kind(&self) -> FaultKind {
        if !self.namespace.is_empty() && SoapVersion::of_namespace(&self.namespace).is_none() {
            return FaultKind::Other;
        }
        // What follows a dot says more of the same (SOAP 1.1, 4.4.1).
        match self.name.split('.').next().unwrap_or_default() {
            "VersionMismatch" => FaultKind::VersionMismatch,
            "MustUnderstand" => FaultKind::MustUnderstand,
            "DataEncodingUnknown" => FaultKind::DataEncodingUnknown,
            "Client" | "Sender" => FaultKind::Sender,
            "Server" | "Receiver" => FaultKind::Receiver,
            _ => FaultKind::Other,
        }
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for subcode in &self.subcodes {
            write!(f, "/{subcode}")?;
        }
        write!(f, ": {}", self.reason())
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries: Vec<_> = self.entries().map(|entry| &entry.name).collect();
        f.debug_struct("Fault")
            .field("code", &self.code)
            .field("subcodes", &self.subcodes)
            .field("reasons", &self.reasons)
            .field("role", &self.role)
            .field("node", &self.node)
            .field("detail", &entries)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for FaultParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultParts")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Fault {}
