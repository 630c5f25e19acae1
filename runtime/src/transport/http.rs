//! HTTP/1.1 with TLS, cookies, gzip, proxies and timeouts, on hyper and rustls.
//!
//! hyper speaks the protocol and keeps connections; what a SOAP client needs around it is here. No other file but those in
//! `http/` and the server know either library.

mod builder;
mod connect;
mod cookie_date;
mod cookies;
mod digest;
mod encoding;
mod pieces;
mod target;
mod tls;

use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, COOKIE, HOST, HeaderValue, LOCATION,
    PROXY_AUTHORIZATION, SET_COOKIE, USER_AGENT,
};
use hyper::{Method, StatusCode};
use hyper_util::client::legacy::Client;
use tokio::runtime::Handle;

pub use builder::HttpTransportBuilder;
use connect::{Connector, Proxies};
use cookies::Jar;
use digest::Digest;
use pieces::BodyPieces;
use target::Targets;

use super::{
    Body, Headers, Request, Response, Sending, StreamedResponse, Streaming, Transport,
    TransportError, TransportErrorKind, Url, gather, too_large,
};
use crate::Error;

/// Calls over HTTP and HTTPS.
///
/// Connections are kept and used again. Cookies that a service sets are sent back to it, as a session needs it. Proxies are
/// taken from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`) but for this machine itself, trusted certificates from the
/// system. Cloning is cheap, and clones share connections and cookies.
///
/// Needs a tokio runtime with I/O and time; a blocking call brings its own.
#[derive(Clone)]
pub struct HttpTransport {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client<Connector, Body>,
    cookies: Option<Jar>,
    proxies: Proxies,
    targets: Targets,
    /// How many calls wait for an answer to begin.
    under_way: AtomicUsize,
    redirects: usize,
    digest: Option<Digest>,
}

/// Counts a call as long as it waits.
struct UnderWay<'c> {
    count: &'c AtomicUsize,
    /// Whether no other did when it began.
    alone: bool,
}

impl<'c> UnderWay<'c> {
    fn begin(count: &'c AtomicUsize) -> Self {
        let alone = count.fetch_add(1, Ordering::Relaxed) == 0;
        UnderWay { count, alone }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

impl HttpTransport {
    /// HTTP with the usual settings.
    ///
    /// # Errors
    /// None at present; what the system lacks for TLS shows when it's needed.
    pub fn new() -> Result<Self, Error> {
        HttpTransport::builder().build()
    }

    /// HTTP with other settings.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// Sends, and follows where it's sent on to.
    async fn follow(&self, request: &Request) -> Result<hyper::Response<Incoming>, TransportError> {
        let under_way = UnderWay::begin(&self.inner.under_way);
        if under_way.alone {
            // Lets the runtime see which kept connections the server has closed meanwhile. A thread of it looks for that only
            // when it's idle, which it never is between the calls of a task that waits for nothing else, or between
            // blocking ones; while it waits for other calls, it looks all the time.
            tokio::task::yield_now().await;
        }
        let mut url = request.url.clone();
        let mut left = self.inner.redirects;
        loop {
            let response = self.known(request, &url).await?;
            // These two alone say that the same request is to be sent again (RFC 9110, 15.4.8 and 15.4.9); after the
            // others a client would send a GET, which is no call.
            if left == 0 || !matches!(response.status().as_u16(), 307 | 308) {
                return Ok(response);
            }
            let location = response
                .headers()
                .get(LOCATION)
                .and_then(|l| l.to_str().ok());
            match location.and_then(|l| url.join(l).ok()) {
                Some(next) if may_follow(&url, &next) => url = next,
                _ => return Ok(response),
            }
            left -= 1;
        }
    }

    /// Sends, and says who calls if that's asked.
    async fn known(
        &self,
        request: &Request,
        url: &Url,
    ) -> Result<hyper::Response<Incoming>, TransportError> {
        let own = AUTHORIZATION.as_str();
        let digest = self.inner.digest.as_ref();
        let Some(digest) = digest.filter(|_| request.headers.get(own).is_none()) else {
            return self.once(request, url, None).await;
        };
        let call = digest::Call {
            method: request.method,
            url,
            body: &request.body,
        };
        let before = digest.ahead(call);
        let response = self.once(request, url, before.as_ref()).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        match digest.again(call, response.headers(), before.as_ref()) {
            Some(answer) => {
                // Read to its end, so that the connection is free; but no further than pages of errors go.
                let page = Limited::new(response.into_body(), LONGEST_PAGE);
                let _ = page.collect().await;
                let response = self.once(request, url, Some(&answer)).await?;
                if response.status() == StatusCode::UNAUTHORIZED {
                    digest.refused(&answer);
                }
                Ok(response)
            }
            None => Ok(response),
        }
    }

    async fn once(
        &self,
        request: &Request,
        url: &Url,
        caller: Option<&digest::Answer>,
    ) -> Result<hyper::Response<Incoming>, TransportError> {
        let mut request = self.assemble(request, url)?;
        if let Some(caller) = caller {
            let field = caller.field.clone();
            request.headers_mut().insert(AUTHORIZATION, field);
        }
        let sent = self.inner.client.request(request);
        let response = sent.await.map_err(|error| failure(error, url))?;
        if let Some(jar) = &self.inner.cookies {
            let set = response.headers().get_all(SET_COOKIE);
            set.iter()
                .filter_map(|value| value.to_str().ok())
                .for_each(|cookie| jar.set(url, cookie));
        }
        Ok(response)
    }

    fn assemble(
        &self,
        request: &Request,
        url: &Url,
    ) -> Result<hyper::Request<Body>, TransportError> {
        let target = self.inner.targets.of(url, &self.inner.proxies)?;
        let method = Method::from_bytes(request.method.as_bytes());
        let mut out = hyper::Request::new(request.body.clone());
        *out.method_mut() = method.map_err(|_| refused("the HTTP method isn't one"))?;
        *out.uri_mut() = target.uri.clone();
        let headers = out.headers_mut();
        headers.reserve(request.headers.len() + OWN_FIELDS);
        if request.headers.get(HOST.as_str()).is_none() {
            // First, as servers like it (RFC 9110, 7.2).
            headers.insert(HOST, target.host.clone());
        }
        let added = request.headers.add_to(headers);
        added.map_err(|error| refused(error.to_string()))?;
        for (name, value) in [
            (USER_AGENT, AGENT),
            (ACCEPT_ENCODING, "gzip"),
            (ACCEPT, ACCEPTED),
        ] {
            let field = headers.entry(name);
            field.or_insert_with(|| HeaderValue::from_static(value));
        }
        let cookies = self.inner.cookies.as_ref().and_then(|jar| jar.cookies(url));
        if let Some(mut cookies) = cookies {
            // The caller's own come along in the same field (RFC 6265, 5.4).
            if let Some(own) = headers.get(COOKIE).and_then(|own| own.to_str().ok()) {
                cookies = format!("{own}; {cookies}");
            }
            if let Ok(mut value) = HeaderValue::from_str(&cookies) {
                value.set_sensitive(true);
                headers.insert(COOKIE, value);
            }
        }
        if let Some(authorization) = &target.proxy_authorization {
            headers.insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        Ok(out)
    }
}

/// How much is read of an answer that is asked for again, in bytes.
const LONGEST_PAGE: usize = 64 << 10;
const AGENT: &str = concat!("castile/", env!("CARGO_PKG_VERSION"));
const ACCEPTED: &str = "text/xml, application/soap+xml, multipart/related, */*;q=0.5";
/// How many fields requests have beside the caller's: host, agent, two of what's accepted, cookies, who calls, the proxy's,
/// length.
const OWN_FIELDS: usize = 8;

/// Whether a host of a URL is this machine.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Secrets in headers and body go along, so only to whom they were meant for, or to the same host by a better way.
fn may_follow(from: &Url, to: &Url) -> bool {
    let upgraded = from.scheme() == "http" && to.scheme() == "https" && from.host() == to.host();
    from.same_origin(to) || (upgraded && from.port() == Some(80) && to.port() == Some(443))
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let whole = pin!(async {
                let response = self.follow(&request).await?;
                collect(response, request.limit).await
            });
            within(request.timeout, "no complete answer", whole).await
        })
    }

    fn stream(&self, request: Request) -> Streaming<'_> {
        Box::pin(async move {
            let begun = pin!(self.follow(&request));
            let response = within(request.timeout, "no answer", begun).await?;
            let (head, body) = response.into_parts();
            let mut headers = Headers::from(&head.headers);
            let times = encoding::times_compressed(&mut headers)?;
            let body = BodyPieces::new(body, times, request.timeout)?;
            Ok(StreamedResponse::new(head.status.as_u16(), headers, body))
        })
    }
}

/// Waits for a part of a call no longer than so long. Where the part lies is its caller's: it's large, and what is given to
/// an async function lies there twice.
async fn within<T>(
    timeout: Option<Duration>,
    otherwise: &str,
    part: Pin<&mut (impl Future<Output = Result<T, TransportError>> + ?Sized)>,
) -> Result<T, TransportError> {
    if Handle::try_current().is_err() {
        let message = "a call over HTTP needs a tokio runtime; without one, use a blocking call";
        return Err(refused(message));
    }
    let Some(timeout) = timeout else {
        return part.await;
    };
    match tokio::time::timeout(timeout, part).await {
        Ok(response) => response,
        Err(_) => Err(timed_out(otherwise, timeout)),
    }
}

async fn collect(
    response: hyper::Response<Incoming>,
    limit: usize,
) -> Result<Response, TransportError> {
    let (status, mut headers) = (
        response.status().as_u16(),
        Headers::from(response.headers()),
    );
    let body = gather(response.into_body(), limit).await.map_err(|error| {
        if error.downcast_ref::<LengthLimitError>().is_some() {
            return too_large(limit);
        }
        cut_off(error)
    })?;
    let body = encoding::decoded(body, &mut headers, limit)?.into();
    Ok(Response {
        status,
        headers,
        body,
    })
}

/// hyper's error in the words of transports.
fn failure(error: hyper_util::client::legacy::Error, url: &Url) -> TransportError {
    // What's underneath says what there is to know.
    let source = std::error::Error::source(&error);
    if error.is_connect() {
        if let Some(own) = source.and_then(|s| s.downcast_ref::<connect::ConnectError>()) {
            return own.to_transport(url);
        }
        let message = format!("no connection to {url}");
        return TransportError::new(TransportErrorKind::Connect, message).caused_by(error);
    }
    let message = match source.and_then(|s| s.downcast_ref::<hyper::Error>()) {
        Some(cause) if cause.is_incomplete_message() => {
            format!("{url}: the connection was closed before an answer came")
        }
        Some(cause) if cause.is_parse() => format!("{url}: what came isn't HTTP: {cause}"),
        Some(cause) => {
            let deepest = deepest(cause);
            format!("{url}: the connection broke before an answer came: {cause}: {deepest}")
        }
        None => format!("{url}: the connection broke before an answer came: {error}"),
    };
    broken(&message).caused_by(error)
}

/// What comes isn't what was announced, or comes no more.
fn cut_off(error: Box<dyn std::error::Error + Send + Sync>) -> TransportError {
    let message = "the connection broke in the middle of the answer";
    broken(&format!("{message}: {}", deepest(&*error))).caused_by(error)
}

/// The cause that says most, e.g. `Connection refused (os error 111)`.
fn deepest<'e>(
    mut error: &'e (dyn std::error::Error + 'static),
) -> &'e (dyn std::error::Error + 'static) {
    while let Some(source) = error.source() {
        error = source;
    }
    error
}

fn broken(message: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Broken, message)
}

fn refused(message: impl Into<String>) -> TransportError {
    TransportError::new(TransportErrorKind::Request, message)
}

fn timed_out(what: &str, after: Duration) -> TransportError {
    TransportError::new(
        TransportErrorKind::Timeout,
        format!("{what} within {after:?}"),
    )
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("cookies", &self.inner.cookies.is_some())
            .field("redirects", &self.inner.redirects)
            .field("digest", &self.inner.digest.is_some())
            .finish_non_exhaustive()
    }
}
