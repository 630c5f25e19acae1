//! A service from bytes to bytes.
//!
//! The envelope says which version is spoken, whatever the content type says; the Body's element says which operation is
//! meant, and the action only where that isn't enough.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::description::Description;
use super::reply::{Call, Reply};
use crate::Error;
use crate::codec::ReadContext;
use crate::mime::{Attachment, unquoted};
use crate::soap::addressing;
use crate::soap::incoming::Target;
use crate::soap::messages::{self, Messages, Opened, Which};
use crate::soap::package::Package;
use crate::soap::packing::{Packed, Packing, THRESHOLD};
use crate::soap::refusal::{not_understood, upgrade};
#[cfg(feature = "wss")]
use crate::soap::security::{Guard, is_security};
use crate::soap::{Fault, FaultKind, Header, Mtom, SoapVersion};
use crate::transport::{Headers, Request, Response, Sending, Transport};
use crate::xml::Limits;

/// An answer on its way.
pub type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;
type Handler = dyn Fn(Request, &Settings) -> Answering + Send + Sync;

/// A service: an implementation of a generated trait, a closure over the generated enums of requests and responses, or
/// one over bare requests.
///
/// It answers in the version of SOAP that it's asked in, refuses what it can't read with a fault, serves its description,
/// and carries a client's calls without a network, being a [`Transport`] as well.
#[derive(Clone)]
pub struct Endpoint {
    handler: Arc<Handler>,
    settings: Settings,
}

#[derive(Clone)]
pub(super) struct Settings {
    description: Arc<Description>,
    understood: Vec<(String, String)>,
    limits: Limits,
    strict: bool,
    #[cfg(feature = "wss")]
    guard: Option<Arc<Guard>>,
    /// What the request is, unless it's set.
    mtom: Option<Mtom>,
    mtom_threshold: usize,
}

/// How long a request may be unless it's said otherwise.
const LARGEST_REQUEST: usize = 16 << 20;

impl Endpoint {
    /// A service that answers by the closure. `Q` and `A` are the enums `Request` and `Response` that are generated with
    /// `document_enum`.
    ///
    /// ```text
    /// let endpoint = Endpoint::new(|call: server::Call<Request>| async move {
    ///     match call.request {
    ///         Request::ClearJobStatus(request) => Ok(Response::ClearJobStatus(clear(request)).into()),
    ///         _ => Err(Fault::receiver("not yet")),
    ///     }
    /// });
    /// ```
    pub fn new<Q, A, F, R>(handler: F) -> Self
    where
        Q: Messages,
        A: Messages,
        F: Fn(Call<Q>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Reply<A>, Fault>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        Endpoint::with_handler(move |request, settings| {
            let opened = match settings.open(&request, Which::of::<Q>()) {
                Ok(opened) => opened,
                Err(response) => return Box::pin(std::future::ready(response)),
            };
            let version = opened.version;
            let packing = settings.packing(opened.xop, opened.operation.mtom);
            let call = settings.read::<Q>(&opened).map(|read| Call {
                request: read.value,
                attachments: read.attachments,
                operation: opened.operation,
                version,
                user: read.user,
                headers: opened.headers.clone(),
                http_headers: request.headers,
            });
            let handler = handler.clone();
            let settings = settings.clone();
            Box::pin(async move {
                let mut reply = match call {
                    Ok(call) => handler(call).await,
                    Err(fault) => Err(fault),
                };
                let headers = settings.answering(&opened, reply.as_ref().err());
                match &mut reply {
                    Ok(reply) => reply.headers.extend(headers),
                    Err(fault) => fault.headers.extend(headers),
                }
                respond(version, reply, packing)
            })
        })
    }

    /// A service that answers bare requests by the closure, for what's to be done by hand.
    pub fn raw<F, R>(handler: F) -> Self
    where
        F: Fn(Request) -> R + Send + Sync + 'static,
        R: Future<Output = Response> + Send + 'static,
    {
        Endpoint::with_handler(move |request, _| Box::pin(handler(request)))
    }

    pub(super) fn with_handler(
        handler: impl Fn(Request, &Settings) -> Answering + Send + Sync + 'static,
    ) -> Self {
        Endpoint {
            handler: Arc::new(handler),
            settings: Settings {
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
            },
        }
    }

    /// Serves this description at `?wsdl`, with its ports' addresses as the one that it's asked at.
    #[must_use]
    pub fn wsdl(mut self, text: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.settings.description).wsdl = Some(text.into());
        self
    }

    /// Serves a document that the description imports, and with it the description's reference to it. The location is that
    /// of the import; for documents that others import it's the location as seen from the description.
    ///
    /// ```text
    /// endpoint
    ///     .wsdl(include_str!("../wsdl/Orders.wsdl"))
    ///     .document("types/orders.xsd", include_str!("../wsdl/types/orders.xsd"))
    /// ```
    #[must_use]
    pub fn document(mut self, location: impl Into<String>, text: impl Into<String>) -> Self {
        let description = Arc::make_mut(&mut self.settings.description);
        description.others.push((location.into(), text.into()));
        self
    }

    /// Header blocks of this name are understood, beside those that the operations declare.
    #[must_use]
    pub fn understands(mut self, namespace: &str, name: &str) -> Self {
        self.settings
            .understood
            .push((namespace.to_owned(), name.to_owned()));
        self
    }

    /// How much a request may ask of its reader: 16 MiB and the depth of [`Limits::default`] unless it's said.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// Refuses requests that aren't valid by the schema, rather than pass over what isn't.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.settings.strict = strict;
        self
    }

    /// Asks of each request a `UsernameToken` with the password that the closure has for the user, as text or digested
    /// (WS-Security, Username Token Profile 1.1); `None` where there's no such user. Digests are good for five minutes, and
    /// once.
    ///
    /// Whose token it was, [`Call::user`] says.
    #[cfg(feature = "wss")]
    #[must_use]
    pub fn authenticate(
        mut self,
        password: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.settings.guard = Some(Arc::new(Guard::new(password)));
        self
    }

    /// Sends binary data along with every answer rather than in it, as a XOP package (SOAP MTOM), or with none. Unless
    /// it's said, those have it who sent a package themselves, and all where the service's description requires it.
    /// Requests are understood either way.
    #[must_use]
    pub fn mtom(mut self, mtom: bool) -> Self {
        self.settings.mtom = Some(Mtom::of(mtom));
        self
    }

    /// From how many bytes on a value goes along with an answer that is a package; 1024 unless it's said.
    #[must_use]
    pub fn mtom_threshold(mut self, bytes: usize) -> Self {
        self.settings.mtom_threshold = bytes;
        self
    }

    /// How long a request may be.
    pub(super) fn limit(&self) -> usize {
        self.settings.limits.bytes
    }

    /// Answers a request.
    pub fn answer(&self, request: Request) -> impl Future<Output = Response> + Send + 'static {
        let get = matches!(request.method, "GET" | "HEAD");
        let page = asked_for(&request)
            .filter(|_| get)
            .and_then(|(url, query)| self.settings.description.page(query, &url));
        match page {
            Some(text) => {
                let response = Response::new(200, "text/xml; charset=utf-8", text);
                Box::pin(std::future::ready(response)) as Answering
            }
            None => (self.handler)(request, &self.settings),
        }
    }
}

/// Where a document is asked for: the service's URL, which may be that of a proxy that adds TLS, and the query.
fn asked_for(request: &Request) -> Option<(String, &str)> {
    let (url, query) = request.url.as_str().split_once('?')?;
    let forwarded = request.headers.get("X-Forwarded-Proto").map(str::trim);
    let url = match (url.strip_prefix("http://"), forwarded) {
        (Some(rest), Some(scheme)) if scheme.eq_ignore_ascii_case("https") => {
            format!("https://{rest}")
        }
        _ => url.to_owned(),
    };
    Some((url, query))
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
            attachments: Vec::new(),
        }
    }

    /// Reads the request.
    fn read<Q: Messages>(&self, opened: &Opened) -> Result<Read<Q>, Fault> {
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
        let mut headers = opened.answering(fault);
        #[cfg(feature = "wss")]
        if self.guard.is_some() {
            headers.extend(crate::soap::security::stamp(&opened.headers));
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
struct Read<Q> {
    value: Q,
    /// Whose it is, where that's asked.
    user: Option<String>,
    /// What came along and nothing in it refers to.
    attachments: Vec<Attachment>,
}

/// A request that can't be read is the sender's fault.
fn refusal(error: &Error) -> Fault {
    match error {
        Error::Decode(error) => Fault::sender(format!("The request can't be read: {error}")),
        error => Fault::sender(error.to_string()),
    }
}

fn respond<A: Messages>(
    version: SoapVersion,
    reply: Result<Reply<A>, Fault>,
    packing: Packing,
) -> Response {
    let reply = match reply {
        Ok(reply) => reply,
        Err(fault) => return respond_fault(version, &fault, &packing),
    };
    let mut response = match &reply.response {
        None => Response::new(202, "", ""),
        Some(body) => {
            let with_own = Packing {
                attachments: reply.attachments,
                ..packing.clone()
            };
            match messages::pack(body, version, &reply.headers, with_own) {
                Ok(packed) => packed.respond(200),
                Err(error) => {
                    let message = format!("The response can't be written: {error}");
                    respond_fault(version, &Fault::receiver(message), &packing)
                }
            }
        }
    };
    extend(&mut response.headers, &reply.http_headers);
    response
}

pub(super) fn respond_fault(version: SoapVersion, fault: &Fault, packing: &Packing) -> Response {
    let status = fault.status_for(version);
    match packing.fault(version, fault) {
        Ok(packed) => packed.respond(status),
        Err(error) => Response::new(
            500,
            "text/plain; charset=utf-8",
            format!("The fault can't be written: {error}\n"),
        ),
    }
}

impl Packed {
    /// The response that it is.
    pub(super) fn respond(self, status: u16) -> Response {
        Response::new(status, &self.content_type, self.body)
    }
}

fn extend(headers: &mut Headers, others: &Headers) {
    for (name, value) in others.iter() {
        // They were checked when they were set.
        let _ = headers.append(name, value);
    }
}

impl Transport for Endpoint {
    fn send(&self, request: Request) -> Sending<'_> {
        let limit = request.limit;
        let answer = self.answer(request);
        Box::pin(async move {
            let response = answer.await;
            if response.body.len() <= limit {
                Ok(response)
            } else {
                Err(crate::transport::too_large(limit))
            }
        })
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("wsdl", &self.settings.description.wsdl.is_some())
            .finish_non_exhaustive()
    }
}
