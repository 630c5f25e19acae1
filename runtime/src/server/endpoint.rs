//! A service from bytes to bytes.
//!
//! The envelope says which version is spoken, whatever the content type says; the Body's element says which operation is
//! meant, and the action only where that isn't enough.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use super::Along;
use super::plain::{not_allowed, not_found, too_long};
use super::reply::{Call, Reply};
use super::respond::{accepted, complete, extend, respond};
use super::settings::{Said, Settings};
use crate::Warning;
use crate::mime::MediaType;
use crate::plain::{Route, Routed, route};
use crate::soap::messages::{Messages, Which};
#[cfg(feature = "wss")]
use crate::soap::security::Guard;
use crate::soap::{Fault, Mtom, Operation};
use crate::transport::{Request, Response, Sending, Transport};
use crate::xml::Limits;

/// An answer on its way.
pub type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;
type Handler = dyn Fn(Request, &Arc<Settings>) -> Answering + Send + Sync;
type PlainHandler = dyn Fn(Routed, Request, &Arc<Settings>) -> Answering + Send + Sync;

/// A service: an implementation of a generated trait, a closure over the generated enums of requests and responses, or
/// one over bare requests.
///
/// It answers in the version of SOAP that it's asked in, refuses what it can't read with a fault, serves its description,
/// and carries a client's calls without a network, being a [`Transport`] as well.
#[derive(Clone)]
pub struct Endpoint {
    /// Answers what isn't asked over plain HTTP.
    handler: Option<Arc<Handler>>,
    /// Whether it does so by any method.
    bare: bool,
    plain: Vec<Plain>,
    settings: Arc<Settings>,
}

/// Operations over plain HTTP, and what answers them.
#[derive(Clone)]
struct Plain {
    operations: &'static [&'static Operation],
    handler: Arc<PlainHandler>,
    /// What the endpoint that they came from said.
    said: Said,
    /// The settings that count for them here, once they were asked for.
    settings: OnceLock<Arc<Settings>>,
}

impl Plain {
    /// The settings that count for them, of an endpoint with these.
    fn settings(&self, endpoint: &Settings) -> &Arc<Settings> {
        self.settings.get_or_init(|| {
            Arc::new(Settings {
                said: self.said.clone().or(&endpoint.said),
                ..endpoint.clone()
            })
        })
    }
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
                            version: Some(heading.version),
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
                    let reply = match call {
                        Ok(call) => handler(call).await,
                        Err(fault) => Err(fault),
                    };
                    let along = along.take();
                    let mut reply = match reply {
                        Ok(mut reply) => {
                            reply.headers.extend(along.headers);
                            reply.headers.extend(settings.answering(&heading, None));
                            reply.attachments.extend(along.attachments);
                            extend(&mut reply.http_headers, &along.http_headers);
                            let complete = match reply.response {
                                Some(_) => complete(heading.operation, &mut reply.headers),
                                None => Ok(()),
                            };
                            complete.map(|()| reply)
                        }
                        Err(mut fault) => {
                            fault.headers.extend(along.headers);
                            Err(fault)
                        }
                    };
                    if let Err(fault) = &mut reply {
                        let own = settings.answering(&heading, Some(fault));
                        fault.headers.extend(own);
                    }
                    if settings.discards(&heading, reply.is_err()) {
                        return accepted();
                    }
                    let packing = settings.packing(heading.xop, Some(heading.operation));
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
        Endpoint {
            bare: true,
            ..Endpoint::with_handler(move |request, _| Box::pin(handler(request)))
        }
    }

    pub(super) fn with_handler(
        handler: impl Fn(Request, &Arc<Settings>) -> Answering + Send + Sync + 'static,
    ) -> Self {
        Endpoint {
            handler: Some(Arc::new(handler)),
            bare: false,
            plain: Vec::new(),
            settings: Arc::default(),
        }
    }

    pub(super) fn with_plain_handler(
        operations: &'static [&'static Operation],
        handler: impl Fn(Routed, Request, &Arc<Settings>) -> Answering + Send + Sync + 'static,
    ) -> Self {
        let plain = Plain {
            operations,
            handler: Arc::new(handler),
            said: Said::default(),
            settings: OnceLock::new(),
        };
        Endpoint {
            handler: None,
            bare: false,
            plain: vec![plain],
            settings: Arc::default(),
        }
    }

    /// Answers, too, what the other endpoint does over plain HTTP; what else that answers, SOAP and its description, isn't
    /// answered here. Who may call, how strictly and how much is read counts for its operations as the other endpoint says
    /// it, and as this one does where the other doesn't.
    ///
    /// Such a request is known by its method and by the end of its path, whatever comes before that. Of all others those
    /// by POST are this endpoint's own, and where it answers bare requests, those by any method.
    ///
    /// ```text
    /// let endpoint = SoapDesk.into_endpoint().with_plain(GetDesk.into_endpoint()).with_plain(PostDesk.into_endpoint());
    /// ```
    #[must_use]
    pub fn with_plain(mut self, other: Endpoint) -> Self {
        let said = &other.settings.said;
        self.plain
            .extend(other.plain.into_iter().map(|plain| Plain {
                said: plain.said.or(said),
                settings: OnceLock::new(),
                ..plain
            }));
        self
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
        self.changed().said.limits = Some(limits);
        self
    }

    /// Refuses requests that aren't valid by the schema, rather than pass over what isn't.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.changed().said.strict = Some(strict);
        self
    }

    /// Tells the closure what was passed over in a request that wasn't read strictly, before it's answered: elements that
    /// the schema doesn't know, values that it doesn't allow. It's called once for each request that has any. What it's
    /// told shows names of the message, and no values.
    ///
    /// ```text
    /// let endpoint = endpoint.on_warnings(|operation, warnings| {
    ///     for warning in warnings {
    ///         eprintln!("{}: {}: {}", operation.name, warning.path, warning.message);
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn on_warnings(
        mut self,
        told: impl Fn(&'static Operation, &[Warning]) + Send + Sync + 'static,
    ) -> Self {
        self.changed().said.warned = Some(Arc::new(told));
        self
    }

    /// Asks of each request a `UsernameToken` with the password that the closure has for the user, as text or digested
    /// (WS-Security, Username Token Profile 1.1); `None` where there's no such user. Digests are good for five minutes, and
    /// once.
    ///
    /// Whose token it was, [`Call::user`] says. A request over plain HTTP, which has no place for a token, says it by HTTP
    /// Basic (RFC 7617).
    #[cfg(feature = "wss")]
    #[must_use]
    pub fn authenticate(
        mut self,
        password: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.changed().said.guard = Some(Arc::new(Guard::new(password)));
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
        for plain in &mut self.plain {
            plain.settings.take();
        }
        Arc::make_mut(&mut self.settings)
    }

    /// How long any request may be; how long each may be is known when it's known who answers it.
    pub(super) fn limit(&self) -> usize {
        let plain = self.plain.iter().filter_map(|plain| plain.said.limits);
        let most = plain.map(|limits| limits.bytes).max();
        self.settings.limits().bytes.max(most.unwrap_or_default())
    }

    /// A method by which something may be asked for, as its name.
    pub(super) fn method(&self, name: &str) -> Option<&'static str> {
        const USUAL: [&str; 6] = ["POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS"];
        let operations = self.plain.iter().flat_map(|plain| plain.operations);
        let described = operations.filter_map(|operation| Some(operation.http?.method));
        USUAL.into_iter().chain(described).find(|own| *own == name)
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
            None => self.dispatch(request),
        }
    }

    /// Has a request answered that isn't over plain HTTP, if it's no longer than those may be.
    fn own(&self, handler: &Arc<Handler>, request: Request) -> Answering {
        if request.body.len() > self.settings.limits().bytes {
            return too_long();
        }
        handler(request, &self.settings)
    }

    /// Has a request answered by whoever it's for.
    fn dispatch(&self, request: Request) -> Answering {
        let (mut best, mut methods) = (None::<(Routed, &Plain)>, Vec::new());
        for plain in &self.plain {
            match route(plain.operations, request.method, &request.url) {
                Route::Found(routed) => {
                    if best.as_ref().is_none_or(|(b, _)| b.is_behind(&routed)) {
                        best = Some((routed, plain));
                    }
                }
                Route::Method(others) => methods.extend(others),
                Route::Elsewhere => {}
            }
        }
        match (best, self.handler.as_ref()) {
            (_, Some(own)) if is_envelope(&request) => self.own(own, request),
            (Some((routed, plain)), _) => {
                (plain.handler)(routed, request, plain.settings(&self.settings))
            }
            // SOAP is asked for by POST, at any address.
            (None, Some(own)) if self.bare || self.plain.is_empty() || request.method == "POST" => {
                self.own(own, request)
            }
            (None, _) if methods.is_empty() && matches!(request.method, "GET" | "HEAD") => {
                not_found()
            }
            (None, Some(_)) => {
                methods.push("POST");
                not_allowed(methods)
            }
            (None, None) if methods.is_empty() => not_found(),
            (None, None) => not_allowed(methods),
        }
    }
}

/// Whether a request says that it's SOAP, which may be asked for at an address that others are asked at (SOAP 1.1, 6.1;
/// SOAP 1.2 part 2, 7.1.4).
fn is_envelope(request: &Request) -> bool {
    let media = MediaType::new(request.headers.get("Content-Type").unwrap_or_default());
    let said = request.headers.get("SOAPAction").is_some() || media.is_multipart();
    said || media.is("application/soap+xml")
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the same settings nothing is made anew for each request.
    #[test]
    fn settings_of_plain_operations_are_put_together_once() {
        let plain = || Endpoint::with_plain_handler(&[], |_, _, _| not_found());
        let of = |endpoint: &Endpoint| {
            let settings = endpoint
                .plain
                .iter()
                .map(|p| p.settings(&endpoint.settings));
            settings.cloned().collect::<Vec<_>>()
        };
        let same = |a: &Arc<Settings>, b: &Arc<Settings>| Arc::ptr_eq(a, b);
        let own = plain().strict(true);
        let (first, again) = (of(&own), of(&own.clone()));
        assert!(first.iter().zip(&again).all(|(a, b)| same(a, b)) && first[0].is_strict());
        let within = Endpoint::raw(|_| async { accepted() }).with_plain(own);
        assert!(of(&within)[0].is_strict());
        let within = within.strict(false).with_plain(plain());
        let strict: Vec<bool> = of(&within).iter().map(|s| s.is_strict()).collect();
        assert_eq!(strict, [true, false]);
        let changed = of(&within.strict(true));
        assert!(changed.iter().all(|settings| settings.is_strict()));
    }
}
