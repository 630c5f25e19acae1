//! How requests are read: what a service takes, what it refuses, and the header blocks that its answers have.

use std::sync::Arc;

use super::description::Description;
use super::respond::respond_fault;
use crate::Error;
use crate::codec::ReadContext;
use crate::mime::{Attachment, unquoted};
use crate::soap::addressing;
use crate::soap::incoming::Target;
use crate::soap::messages::{Messages, Opened, Which};
use crate::soap::package::Package;
use crate::soap::packing::{Packing, THRESHOLD};
use crate::soap::refusal::{not_understood, upgrade};
#[cfg(feature = "wss")]
use crate::soap::security::{Guard, is_security};
use crate::soap::{Fault, FaultKind, Header, Mtom, SoapVersion};
use crate::transport::{Request, Response};
use crate::xml::Limits;

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) description: Arc<Description>,
    pub(super) understood: Vec<(String, String)>,
    pub(super) limits: Limits,
    pub(super) strict: bool,
    #[cfg(feature = "wss")]
    pub(super) guard: Option<Arc<Guard>>,
    /// What the request is, unless it's set.
    pub(super) mtom: Option<Mtom>,
    pub(super) mtom_threshold: usize,
}

/// How long a request may be unless it's said otherwise.
const LARGEST_REQUEST: usize = 16 << 20;

impl Default for Settings {
    fn default() -> Self {
        Settings {
            description: Arc::default(),
            understood: Vec::new(),
            limits: Limits {
                bytes: LARGEST_REQUEST,
                ..Limits::default()
            },
            strict: false,
            #[cfg(feature = "wss")]
            guard: None,
            mtom: None,
            mtom_threshold: THRESHOLD,
        }
    }
}

impl Settings {
    /// Reads a request up to which operation is meant; the error is what to answer.
    pub(super) fn open(&self, request: &Request, which: Which) -> Result<Opened, Response> {
        if request.method != "POST" {
            let mut response = Response::new(
                405,
                "text/plain; charset=utf-8",
                "This is a SOAP service: send a POST.\n",
            );
            // A constant that is a field.
            let _ = response.headers.set("Allow", "POST");
            return Err(response);
        }
        let content_type = request.headers.get("Content-Type");
        let package = Package::open(request.body.to_bytes(), content_type);
        let encoded = request
            .headers
            .get("Content-Encoding")
            .is_some_and(|e| !e.eq_ignore_ascii_case("identity"));
        if encoded || package.as_ref().is_ok_and(Package::is_other) {
            let message = "A SOAP message is text/xml or application/soap+xml, with attachments \
                multipart/related, and not compressed.\n";
            return Err(Response::new(415, "text/plain; charset=utf-8", message));
        }
        let mut package = package.map_err(|error| {
            let version = SoapVersion::default();
            respond_fault(version, &refusal(&error.into()), &Packing::default())
        })?;
        let action = request
            .headers
            .get("SOAPAction")
            .map(|action| unquoted(action.trim()));
        let action = action
            .filter(|action| !action.is_empty())
            .or_else(|| package.action());
        let limits = (self.limits, self.strict);
        let parts = package.parts(self.limits.bytes);
        let opened = Opened::new(
            &package.envelope,
            package.charset(),
            parts,
            action.as_deref(),
            which,
            limits,
        );
        let packing = self.packing(package.is_xop(), Mtom::Off);
        let opened = opened.map(|mut opened| {
            opened.xop = package.is_xop();
            opened
        });
        opened.map_err(|failure| {
            let fault = match failure.mismatch {
                // Said in SOAP 1.1, which whoever speaks some other version is likelier to know (SOAP 1.2 part 1, 2.8).
                true => {
                    let reason = failure.error.to_string();
                    let mut fault = Fault::new(FaultKind::VersionMismatch, reason);
                    fault.headers.push(upgrade());
                    return respond_fault(SoapVersion::V1_1, &fault, &packing);
                }
                false => refusal(&failure.error),
            };
            respond_fault(
                failure.version.or(package.version()).unwrap_or_default(),
                &fault,
                &packing,
            )
        })
    }

    /// How a request is answered: as it came, unless it's said otherwise.
    pub(super) fn packing(&self, came_so: bool, described: Mtom) -> Packing {
        let wanted = Mtom::of(came_so || described == Mtom::Required);
        Packing {
            mtom: self.mtom.unwrap_or(wanted),
            threshold: self.mtom_threshold,
            ..Packing::default()
        }
    }

    /// Reads the request.
    pub(super) fn read<Q: Messages>(&self, opened: &Opened) -> Result<Read<Q>, Fault> {
        let user = self.admit(opened)?;
        let mut value = Q::default();
        let read = opened.read(&mut value, self.limits, &mut self.context());
        match read {
            Ok(received) => Ok(Read {
                value,
                user,
                attachments: received.attachments,
            }),
            Err(error) => Err(refusal(&error)),
        }
    }

    /// How requests are read.
    fn context(&self) -> ReadContext {
        if self.strict {
            ReadContext::strict()
        } else {
            ReadContext::lenient()
        }
    }

    /// Reads the request by itself.
    pub(super) fn read_into(&self, opened: &Opened, target: &mut dyn Target) -> Result<(), Fault> {
        let read = opened.read_into(target, self.limits, &mut self.context());
        read.map(|_| ()).map_err(|error| refusal(&error))
    }

    /// Refuses a request for its header blocks, or says whose it is.
    pub(super) fn admit(&self, opened: &Opened) -> Result<Option<String>, Fault> {
        self.check_understood(opened)?;
        #[cfg(feature = "wss")]
        if let Some(guard) = &self.guard {
            let user = guard.check(opened.version, &opened.headers, &crate::DateTime::now())?;
            return Ok(Some(user));
        }
        Ok(None)
    }

    /// The header blocks that go with the answer to a request: those of WS-Addressing, and a time stamp for whoever sent one
    /// and was looked at for it.
    pub(super) fn answering(&self, opened: &Opened, fault: Option<&Fault>) -> Vec<Header> {
        let headers = opened.answering(fault);
        #[cfg(feature = "wss")]
        if self.guard.is_some() {
            let stamp = crate::soap::security::stamp(&opened.headers);
            return headers.into_iter().chain(stamp).collect();
        }
        headers
    }

    /// Whether a block is about who calls, and that's looked at.
    fn is_guarded(&self, _header: &Header) -> bool {
        #[cfg(feature = "wss")]
        return self.guard.is_some() && is_security(_header);
        #[cfg(not(feature = "wss"))]
        false
    }

    /// Whoever gets a header block that must be understood and isn't has to refuse the message (SOAP 1.1, 4.2.3; SOAP
    /// 1.2 part 1, 2.4).
    fn check_understood(&self, opened: &Opened) -> Result<(), Fault> {
        let known = |header: &Header| {
            let declared = opened.operation.input.headers;
            let declared = declared.iter().any(|name| header.is(name.ns, name.local));
            declared
                || addressing::is_property(header)
                || self.is_guarded(header)
                || self.understood.iter().any(|(ns, name)| header.is(ns, name))
        };
        let headers = opened.headers.iter();
        let mut unknown = headers
            .filter(|h| h.must_understand && h.is_ours() && !known(h))
            .peekable();
        match unknown.peek() {
            Some(header) => {
                let name = &header.element.name;
                let message = format!("The header <{name}> is not understood.");
                let mut fault = Fault::new(FaultKind::MustUnderstand, message);
                if opened.version == SoapVersion::V1_2 {
                    fault.headers.extend(not_understood(unknown));
                }
                Err(fault)
            }
            None => addressing::refuse_elsewhere(opened.version, &opened.headers),
        }
    }
}

/// A request that has been read.
pub(super) struct Read<Q> {
    pub(super) value: Q,
    /// Whose it is, where that's asked.
    pub(super) user: Option<String>,
    /// What came along and nothing in it refers to.
    pub(super) attachments: Vec<Attachment>,
}

/// A request that can't be read is the sender's fault.
fn refusal(error: &Error) -> Fault {
    match error {
        Error::Decode(error) => Fault::sender(format!("The request can't be read: {error}")),
        error => Fault::sender(error.to_string()),
    }
}
