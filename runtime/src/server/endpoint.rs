//! A service from bytes to bytes.
//!
//! The envelope says which version is spoken, whatever the content type says; the Body's element says which operation is
//! meant, and the action only where that isn't enough.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::Along;
use super::reply::{Call, Reply};
use super::respond::{extend, respond};
use super::settings::Settings;
use crate::soap::messages::{Messages, Which};
#[cfg(feature = "wss")]
use crate::soap::security::Guard;
use crate::soap::{Fault, Mtom};
use crate::transport::{Request, Response, Sending, Transport};
use crate::xml::Limits;

/// An answer on its way.
pub type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;
type Handler = dyn Fn(Request, &Arc<Settings>) -> Answering + Send + Sync;

/// A service: an implementation of a generated trait, a closure over the generated enums of requests and responses, or
/// one over bare requests.
///
/// It answers in the version of SOAP that it's asked in, refuses what it can't read with a fault, serves its description,
/// and carries a client's calls without a network, being a [`Transport`] as well.
#[derive(Clone)]
pub struct Endpoint {
    handler: Arc<Handler>,
    settings: Arc<Settings>,
}

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
            settings.open(request, Which::of::<Q>(), |opened, http_headers| {
                let along = Along::default();
                let (heading, call) = match settings.admit(&opened.heading) {
                    Err(fault) => (opened.heading, Err(fault)),
                    Ok(user) => {
                        let mut request = Q::default();
                        let (heading, read) = settings.read_any(opened, &mut request);
                        let call = read.map(|read| Call {
                            request,
                            attachments: read.attachments,
                            operation: heading.operation,
                            version: heading.version,
                            user,
                            headers: heading.headers.clone(),
                            http_headers,
                            along: along.clone(),
                        });
                        (heading, call)
                    }
                };
                let (handler, settings) = (handler.clone(), settings.clone());
                Box::pin(async move {
                    let mut reply = match call {
                        Ok(call) => handler(call).await,
                        Err(fault) => Err(fault),
                    };
                    let along = along.take();
                    let own = settings.answering(&heading, reply.as_ref().err());
                    let headers = along.headers.into_iter().chain(own);
                    match &mut reply {
                        Ok(reply) => {
                            reply.headers.extend(headers);
                            reply.attachments.extend(along.attachments);
                            extend(&mut reply.http_headers, &along.http_headers);
                        }
                        Err(fault) => fault.headers.extend(headers),
                    }
                    let packing = settings.packing(heading.xop, heading.operation.mtom);
                    respond(heading.version, reply, packing)
                })
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
        handler: impl Fn(Request, &Arc<Settings>) -> Answering + Send + Sync + 'static,
    ) -> Self {
        Endpoint {
            handler: Arc::new(handler),
            settings: Arc::default(),
        }
    }

    /// Serves this description at `?wsdl`, with its ports' addresses as the one that it's asked at.
    #[must_use]
    pub fn wsdl(mut self, text: impl Into<String>) -> Self {
        let description = &mut self.changed().description;
        Arc::make_mut(description).wsdl = Some(text.into());
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
        let description = &mut self.changed().description;
        Arc::make_mut(description)
            .others
            .push((location.into(), text.into()));
        self
    }

    /// Header blocks of this name are understood, beside those that the operations declare.
    #[must_use]
    pub fn understands(mut self, namespace: &str, name: &str) -> Self {
        self.changed()
            .understood
            .push((namespace.to_owned(), name.to_owned()));
        self
    }

    /// How much a request may ask of its reader: 16 MiB and the depth of [`Limits::default`] unless it's said.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.changed().limits = limits;
        self
    }

    /// Refuses requests that aren't valid by the schema, rather than pass over what isn't.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.changed().strict = strict;
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
        self.changed().guard = Some(Arc::new(Guard::new(password)));
        self
    }

    /// Sends binary data along with every answer rather than in it, as a XOP package (SOAP MTOM), or with none. Unless
    /// it's said, those have it who sent a package themselves, and all where the service's description requires it.
    /// Requests are understood either way.
    #[must_use]
    pub fn mtom(mut self, mtom: bool) -> Self {
        self.changed().mtom = Some(Mtom::of(mtom));
        self
    }

    /// From how many bytes on a value goes along with an answer that is a package; 1024 unless it's said.
    #[must_use]
    pub fn mtom_threshold(mut self, bytes: usize) -> Self {
        self.changed().mtom_threshold = bytes;
        self
    }

    /// The settings, to change them.
    fn changed(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
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
