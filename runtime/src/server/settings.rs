//! How requests are read: what a service takes, what it refuses, and the header blocks that its answers have.

use std::borrow::Cow;
use std::sync::Arc;

use super::description::Description;
use super::endpoint::Answering;
use super::plain::{at_once, text};
use super::respond::respond_fault;
use crate::codec::ReadContext;
use crate::mime::unquoted;
use crate::soap::addressing;
use crate::soap::incoming::{Received, Target};
use crate::soap::message::decode_text;
use crate::soap::messages::{Heading, NotOpened, Opened, Which};
use crate::soap::operation::lacking;
use crate::soap::package::Package;
use crate::soap::packing::{Packing, THRESHOLD};
use crate::soap::refusal::{not_understood, upgrade};
#[cfg(feature = "wss")]
use crate::soap::security::{Guard, is_security};
use crate::soap::{Fault, FaultKind, Header, Mtom, Operation, SoapVersion};
use crate::transport::{Headers, Request, Response};
use crate::value::Choice;
use crate::xml::Limits;
use crate::{Error, Warning};

/// What is told of the warnings of a lenient reading.
pub(super) type Warned = dyn Fn(&'static Operation, &[Warning]) + Send + Sync;

/// What may be said of operations over plain HTTP apart from others of the same endpoint.
#[derive(Clone, Default)]
pub(super) struct Said {
    pub(super) limits: Option<Limits>,
    pub(super) strict: Option<bool>,
    pub(super) warned: Option<Arc<Warned>>,
    #[cfg(feature = "wss")]
    pub(super) guard: Option<Arc<Guard>>,
}

impl Said {
    /// With what others say, where nothing is said here.
    pub(super) fn or(self, others: &Said) -> Said {
        Said {
            limits: self.limits.or(others.limits),
            strict: self.strict.or(others.strict),
            warned: self.warned.or_else(|| others.warned.clone()),
            #[cfg(feature = "wss")]
            guard: self.guard.or_else(|| others.guard.clone()),
        }
    }
}

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) description: Arc<Description>,
    pub(super) understood: Vec<(String, String)>,
    pub(super) said: Said,
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
            said: Said::default(),
            mtom: None,
            mtom_threshold: THRESHOLD,
        }
    }
}

impl Settings {
    pub(super) fn limits(&self) -> Limits {
        self.said.limits.unwrap_or_else(|| Limits {
            bytes: LARGEST_REQUEST,
            ..Limits::default()
        })
    }

    pub(super) fn is_strict(&self) -> bool {
        self.said.strict.unwrap_or_default()
    }

    /// Reads a request up to which operation is meant, and has the rest done with what's left of it, its header fields;
    /// or answers it right away.
    pub(super) fn open(
        &self,
        request: Request,
        which: Which,
        then: impl FnOnce(Opened<'_>, Headers) -> Answering,
    ) -> Answering {
        let (headers, body) = (request.headers, request.body.into_bytes());
        if request.method != "POST" {
            return at_once(not_a_post());
        }
        let package = Package::open(body, headers.get("Content-Type"));
        let encoding = headers.get("Content-Encoding");
        let encoded = encoding.is_some_and(|e| !e.eq_ignore_ascii_case("identity"));
        if encoded || package.as_ref().is_ok_and(Package::is_other) {
            return at_once(not_a_message());
        }
        let mut package = match package {
            Ok(package) => package,
            Err(error) => {
                let fault = refusal(&error.into());
                let version = SoapVersion::default();
                return at_once(respond_fault(version, &fault, &Packing::default()));
            }
        };
        let xop = package.is_xop();
        let parts = package.parts(self.limits().bytes);
        let envelope = decode_text(&package.envelope, package.charset().as_deref());
        let opened = envelope
            .as_deref()
            .map_err(|error| NotOpened::unreadable(error.clone()))
            .and_then(|text| {
                let action = headers.get("SOAPAction");
                let action = action.map(|action| unquoted(action.trim()));
                let action = action.filter(|action| !action.is_empty());
                let action = action.or_else(|| package.action().map(Cow::Owned));
                let settings = (self.limits(), self.is_strict());
                Opened::new(text, parts, action.as_deref(), which, settings)
            });
        match opened {
            Ok(mut opened) => {
                opened.heading.xop = xop;
                then(opened, headers)
            }
            Err(failure) => {
                let packing = self.packing(xop, None);
                at_once(not_opened(failure, package.version(), &packing))
            }
        }
    }

    /// How a request is answered: as it came, unless it's said otherwise. One that had to come in a package, where the
    /// answer hasn't, doesn't ask for it.
    pub(super) fn packing(&self, came_so: bool, operation: Option<&Operation>) -> Packing {
        let (request, response) = operation.map_or((Mtom::Off, Mtom::Off), |operation| {
            let response = operation.output.map_or(Mtom::Off, |output| output.mtom);
            (operation.input.mtom, response)
        });
        let asked = came_so && request != Mtom::Required;
        let wanted = match response {
            Mtom::Required => true,
            Mtom::Optional => came_so,
            Mtom::Off => asked,
        };
        Packing {
            mtom: self.mtom.unwrap_or(Mtom::of(wanted)),
            threshold: self.mtom_threshold,
            ..Packing::default()
        }
    }

    /// How requests are read.
    pub(super) fn context(&self) -> ReadContext {
        if self.is_strict() {
            ReadContext::strict()
        } else {
            ReadContext::lenient()
        }
    }

    /// Reads the message of a request.
    pub(super) fn read(
        &self,
        opened: Opened<'_>,
        target: &mut dyn Target,
    ) -> (Heading, Result<Received, Fault>) {
        let mut cx = self.context();
        let (heading, read) = opened.read(target, &mut cx);
        self.read_so(heading, read, cx)
    }

    /// Reads it into the enum of all of them.
    pub(super) fn read_any(
        &self,
        opened: Opened<'_>,
        value: &mut dyn Choice,
    ) -> (Heading, Result<Received, Fault>) {
        let mut cx = self.context();
        let (heading, read) = opened.read_any(value, &mut cx);
        self.read_so(heading, read, cx)
    }

    fn read_so(
        &self,
        heading: Heading,
        read: Result<Received, Error>,
        cx: ReadContext,
    ) -> (Heading, Result<Received, Fault>) {
        if read.is_ok() {
            self.tell(heading.operation, cx);
        }
        (heading, read.map_err(|error| refusal(&error)))
    }

    /// Tells what was passed over in a request that has been read.
    pub(super) fn tell(&self, operation: &'static Operation, cx: ReadContext) {
        let Some(warned) = &self.said.warned else {
            return;
        };
        let warnings = cx.into_warnings();
        if !warnings.is_empty() {
            warned(operation, &warnings);
        }
    }

    /// Refuses a request for its header blocks, or says whose it is.
    pub(super) fn admit(&self, heading: &Heading) -> Result<Option<String>, Fault> {
        self.check_understood(heading)?;
        #[cfg(feature = "wss")]
        if let Some(guard) = &self.said.guard {
            let user = guard.check(heading.version, &heading.headers, &crate::DateTime::now())?;
            return Ok(Some(user));
        }
        Ok(None)
    }

    /// Says whose a request over plain HTTP is, as far as that's asked; `None` where it isn't known.
    pub(super) fn admit_plain(&self, _headers: &Headers) -> Option<Option<String>> {
        #[cfg(feature = "wss")]
        if let Some(guard) = &self.said.guard {
            return guard.check_basic(_headers.get("Authorization")).map(Some);
        }
        Some(None)
    }

    /// The header blocks that go with the answer to a request: those of WS-Addressing, and a time stamp for whoever sent one
    /// and was looked at for it.
    pub(super) fn answering(&self, heading: &Heading, fault: Option<&Fault>) -> Vec<Header> {
        let headers = heading.answering(fault);
        #[cfg(feature = "wss")]
        if self.said.guard.is_some() {
            let stamp = crate::soap::security::stamp(&heading.headers);
            return headers.into_iter().chain(stamp).collect();
        }
        headers
    }

    /// Whether the answer to a request goes nowhere.
    pub(super) fn discards(&self, heading: &Heading, fault: bool) -> bool {
        addressing::is_discarded(&heading.headers, fault)
    }

    /// Whether a block is about who calls, and that's looked at.
    fn is_guarded(&self, _header: &Header) -> bool {
        #[cfg(feature = "wss")]
        return self.said.guard.is_some() && is_security(_header);
        #[cfg(not(feature = "wss"))]
        false
    }

    /// Refuses a request without a block that is declared as required, in a strict reading.
    fn check_required(&self, heading: &Heading) -> Result<(), Fault> {
        let lacking = lacking(heading.operation.input.headers, &heading.headers);
        match lacking.filter(|_| self.is_strict()) {
            Some(block) => {
                let name = block.name.local;
                Err(Fault::sender(format!("The header <{name}> is required.")))
            }
            None => Ok(()),
        }
    }

    /// Whoever gets a header block that must be understood and isn't has to refuse the message (SOAP 1.1, 4.2.3; SOAP
    /// 1.2 part 1, 2.4).
    fn check_understood(&self, heading: &Heading) -> Result<(), Fault> {
        let known = |header: &Header| {
            let declared = heading.operation.input.headers;
            let declared = declared.iter().any(|block| block.is(header));
            declared
                || addressing::is_property(header)
                || self.is_guarded(header)
                || self.understood.iter().any(|(ns, name)| header.is(ns, name))
        };
        let headers = heading.headers.iter();
        let mut unknown = headers
            .filter(|h| h.must_understand && h.is_ours() && !known(h))
            .peekable();
        match unknown.peek() {
            Some(header) => {
                let name = &header.element.name;
                let message = format!("The header <{name}> is not understood.");
                let mut fault = Fault::new(FaultKind::MustUnderstand, message);
                if heading.version == SoapVersion::V1_2 {
                    fault.headers.extend(not_understood(unknown));
                }
                Err(fault)
            }
            None => {
                self.check_required(heading)?;
                addressing::refuse_elsewhere(heading.version, &heading.headers)
            }
        }
    }
}

fn not_a_post() -> Response {
    let mut response = text(405, "This is a SOAP service: send a POST.");
    // A constant that is a field.
    let _ = response.headers.set("Allow", "POST");
    response
}

fn not_a_message() -> Response {
    let message = "A SOAP message is text/xml or application/soap+xml, with attachments \
        multipart/related, and not compressed.";
    text(415, message)
}

/// The answer where it isn't known what was asked; `said` is the version of the media type.
fn not_opened(failure: NotOpened, said: Option<SoapVersion>, packing: &Packing) -> Response {
    if failure.mismatch {
        // Said in SOAP 1.1, which whoever speaks some other version is likelier to know (SOAP 1.2 part 1, 2.8).
        let mut fault = Fault::new(FaultKind::VersionMismatch, failure.error.to_string());
        fault.headers.push(upgrade());
        return respond_fault(SoapVersion::V1_1, &fault, packing);
    }
    let version = failure.version.or(said).unwrap_or_default();
    respond_fault(version, &refusal(&failure.error), packing)
}

/// A request that can't be read is the sender's fault.
fn refusal(error: &Error) -> Fault {
    match error {
        Error::Decode(error) => Fault::sender(format!("The request can't be read: {error}")),
        error => Fault::sender(error.to_string()),
    }
}
