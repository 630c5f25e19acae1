//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Client, Settings};
use crate::Error;
use crate::soap::packing::THRESHOLD;
use crate::soap::{Addressing, Header, Mtom, SoapVersion, UsernameToken};
use crate::transport::{Headers, InvalidHeader, Transport, Url};
use crate::xml::Limits;

/// How long a call may take unless it's said otherwise.
const TIMEOUT: Duration = Duration::from_secs(100);
/// How long a reply may be unless it's said otherwise.
const LARGEST_REPLY: usize = 256 << 20;

/// Makes a [`Client`]. What is wrong with a setting, [`ClientBuilder::build`] says.
pub struct ClientBuilder {
    url: String,
    /// Those of the URL, unless others are set.
    credentials: Option<(String, String)>,
    transport: Option<Arc<dyn Transport>>,
    version: SoapVersion,
    http_headers: Headers,
    invalid: Option<InvalidHeader>,
    headers: Vec<Header>,
    understood: Vec<(String, String)>,
    addressing: Option<Addressing>,
    username_token: Option<UsernameToken>,
    timestamp: Option<Duration>,
    plain_http: bool,
    mtom: Option<Mtom>,
    mtom_threshold: usize,
    prefixed: bool,
    timeout: Option<Duration>,
    limits: Limits,
    strict: bool,
    validate: bool,
}

impl ClientBuilder {
    pub(super) fn new(url: &str) -> Self {
        ClientBuilder {
            url: url.to_owned(),
            credentials: None,
            transport: None,
            version: SoapVersion::V1_1,
            http_headers: Headers::new(),
            invalid: None,
            headers: Vec::new(),
            understood: Vec::new(),
            addressing: None,
            username_token: None,
            timestamp: None,
            plain_http: false,
            mtom: None,
            mtom_threshold: THRESHOLD,
            prefixed: false,
            timeout: Some(TIMEOUT),
            limits: Limits {
                bytes: LARGEST_REPLY,
                ..Limits::default()
            },
            strict: false,
            validate: false,
        }
    }

    pub(super) fn from_settings(settings: &Settings) -> Self {
        ClientBuilder {
            url: settings.url.as_str().to_owned(),
            credentials: None,
            transport: Some(settings.transport.clone()),
            version: settings.version,
            http_headers: settings.http_headers.clone(),
            invalid: None,
            headers: settings.headers.clone(),
            understood: settings.understood.clone(),
            addressing: settings.addressing,
            username_token: settings.username_token.clone(),
            timestamp: settings.timestamp,
            plain_http: settings.plain_http,
            mtom: settings.mtom,
            mtom_threshold: settings.mtom_threshold,
            prefixed: settings.prefixed,
            timeout: settings.timeout,
            limits: settings.limits,
            strict: settings.strict,
            validate: settings.validate,
        }
    }

    /// Calls the service at another URL.
    #[must_use]
    pub fn url(mut self, url: &str) -> Self {
        self.url = url.to_owned();
        self
    }

    /// Speaks this version of SOAP; 1.1 unless it's said.
    #[must_use]
    pub fn version(mut self, version: SoapVersion) -> Self {
        self.version = version;
        self
    }

    /// Sends over this transport; HTTP with its usual settings unless it's said.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sends user and password with each request (HTTP Basic, RFC 7617). In a URL they work as well.
    #[must_use]
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        self.credentials = Some((user.to_owned(), password.to_owned()));
        self
    }

    /// Sends a token with each request (RFC 6750).
    #[must_use]
    pub fn bearer_auth(self, token: &str) -> Self {
        self.http_header("Authorization", &format!("Bearer {token}"))
    }

    /// Sends an HTTP header field with each request, instead of one of that name.
    #[must_use]
    pub fn http_header(mut self, name: &str, value: &str) -> Self {
        if let Err(error) = self.http_headers.set(name, value) {
            self.invalid.get_or_insert(error);
        }
        self
    }

    /// Sends a header block with each request.
    #[must_use]
    pub fn header(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    /// Header blocks of this name in replies are understood, whether or not they must be.
    #[must_use]
    pub fn understands(mut self, namespace: &str, name: &str) -> Self {
        self.understood
            .push((namespace.to_owned(), name.to_owned()));
        self
    }

    /// Sends the header blocks of WS-Addressing, or doesn't; unless it's said, an operation has those that the WSDL asks
    /// for. A block that a header of the client or of the call sets is left as it is.
    #[must_use]
    pub fn addressing(mut self, addressing: Addressing) -> Self {
        self.addressing = Some(addressing);
        self
    }

    /// Sends a user's name and password in each request (WS-Security's `UsernameToken`), in the form that the service's
    /// policy requires. A header block `Security` of the client or of the call is left as it is.
    #[cfg(feature = "wss")]
    #[must_use]
    pub fn username_token(mut self, token: UsernameToken) -> Self {
        self.username_token = Some(token);
        self
    }

    /// Says in each request when it was made and how long it's good (WS-Security's `Timestamp`); unless it's said, in
    /// those of operations whose policy requires it, and then for 5 minutes.
    #[cfg(feature = "wss")]
    #[must_use]
    pub fn timestamp(mut self, lifetime: Duration) -> Self {
        self.timestamp = Some(lifetime);
        self
    }

    /// Calls at an `http` URL also where the service's policy requires HTTPS, e.g. a proxy that adds it.
    #[must_use]
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// Writes elements of requests with prefixes rather than in a default namespace, for services that look for prefixes:
    /// `<q1:Order xmlns:q1="urn:orders">` instead of `<Order xmlns="urn:orders">`.
    #[must_use]
    pub fn prefixed(mut self, prefixed: bool) -> Self {
        self.prefixed = prefixed;
        self
    }

    /// Sends binary data along with requests rather than in them, as XOP packages (SOAP MTOM), or doesn't; unless it's said,
    /// as the WSDL's policies ask for. Replies are understood either way.
    #[must_use]
    pub fn mtom(mut self, mtom: bool) -> Self {
        self.mtom = Some(Mtom::of(mtom));
        self
    }

    /// From how many bytes on a value goes along with a request that is a package; 1024 unless it's said, as what's
    /// smaller has less overhead in Base64.
    #[must_use]
    pub fn mtom_threshold(mut self, bytes: usize) -> Self {
        self.mtom_threshold = bytes;
        self
    }

    /// How long a call may take in all; 100 seconds unless it's said, `None` for as long as it takes.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// How much a reply may ask of its reader: 256 MiB and the depth of [`Limits::default`] unless it's said.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Refuses replies that aren't valid by the schema, rather than pass over what isn't.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Looks whether requests are what their schema allows before they're sent, rather than leave that to the service.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Self {
        self.validate = validate;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// When the URL isn't one, a header can't be sent, or there's no transport.
    pub fn build(mut self) -> Result<Client, Error> {
        let (url, in_url) = Url::with_credentials(&self.url)?;
        let in_url = in_url.map(|c| (c.user, c.password));
        if let Some((user, password)) = self.credentials.take().or(in_url) {
            let encoded = STANDARD.encode(format!("{user}:{password}"));
            self = self.http_header("Authorization", &format!("Basic {encoded}"));
        }
        if let Some(error) = self.invalid {
            return Err(error.into());
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => usual(&url)?,
        };
        let settings = Settings {
            transport,
            url,
            version: self.version,
            http_headers: self.http_headers,
            headers: self.headers,
            understood: self.understood,
            addressing: self.addressing,
            username_token: self.username_token,
            timestamp: self.timestamp,
            plain_http: self.plain_http,
            mtom: self.mtom,
            mtom_threshold: self.mtom_threshold,
            prefixed: self.prefixed,
            timeout: self.timeout,
            limits: self.limits,
            strict: self.strict,
            validate: self.validate,
        };
        Ok(Client {
            settings: Arc::new(settings),
        })
    }
}

/// The transport of those who don't say which.
#[cfg(feature = "http")]
fn usual(url: &Url) -> Result<Arc<dyn Transport>, Error> {
    if !matches!(url.scheme(), "http" | "https") {
        let message = format!(
            "{}: is not HTTP, which needs a transport of its own",
            url.scheme()
        );
        return Err(Error::Setup(message));
    }
    Ok(Arc::new(crate::transport::HttpTransport::new()?))
}

#[cfg(not(feature = "http"))]
fn usual(_: &Url) -> Result<Arc<dyn Transport>, Error> {
    let message = "there's no transport: set one, or use castile with its feature `http`";
    Err(Error::Setup(message.to_owned()))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("url", &Url::parse(&self.url).ok())
            .field("version", &self.version)
            .field("http_headers", &self.http_headers)
            .finish_non_exhaustive()
    }
}
