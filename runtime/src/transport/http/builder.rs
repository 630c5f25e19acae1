//! The settings of the HTTP transport.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::connect::{Connector, Proxies};
use super::cookies::Jar;
use super::digest::Digest;
use super::target::Targets;
use super::tls::{Tls, TlsSettings};
use super::{HttpTransport, Inner};
use crate::Error;

/// Makes an [`HttpTransport`].
pub struct HttpTransportBuilder {
    connect_timeout: Duration,
    idle_timeout: Duration,
    cookies: bool,
    redirects: usize,
    proxies: Proxies,
    tls: TlsSettings,
    digest: Option<(String, String)>,
}

impl Default for HttpTransportBuilder {
    fn default() -> Self {
        HttpTransportBuilder {
            connect_timeout: Duration::from_secs(30),
            // Less than what servers usually wait, so that a request seldom meets a connection that is being closed.
            idle_timeout: Duration::from_secs(50),
            cookies: true,
            redirects: 5,
            proxies: Proxies::from_env(),
            tls: TlsSettings::default(),
            digest: None,
        }
    }
}

impl HttpTransportBuilder {
    /// How long connecting may take, TLS included; 30 seconds unless it's said.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a connection without a call is kept; 50 seconds unless it's said.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Whether cookies that the service sets are sent back; they are unless it's said.
    #[must_use]
    pub fn cookies(mut self, keep: bool) -> Self {
        self.cookies = keep;
        self
    }

    /// How often a call may be sent on to another place of the same server; 5 times unless it's said, 0 for never.
    ///
    /// Only the statuses 307 and 308 are followed, and only to the same scheme, host and port, or from HTTP to HTTPS: a
    /// call carries secrets, and after any other status it would no longer be a call.
    #[must_use]
    pub fn redirects(mut self, most: usize) -> Self {
        self.redirects = most;
        self
    }

    /// Answers servers that ask who calls by HTTP Digest (RFC 7616), as cameras and other devices do: a call that is refused so
    /// is sent again, and those that follow say it at once.
    ///
    /// Servers that ask otherwise get no answer, and neither do they where a call has an `Authorization` of its own.
    #[must_use]
    pub fn digest_auth(mut self, user: &str, password: &str) -> Self {
        self.digest = Some((user.to_owned(), password.to_owned()));
        self
    }

    /// Calls through this HTTP proxy, e.g. `http://user:password@proxy:3128`, whatever the environment says.
    #[must_use]
    pub fn proxy(mut self, url: &str) -> Self {
        self.proxies = Proxies::all(url);
        self
    }

    /// Calls without a proxy, whatever the environment says.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxies = Proxies::none();
        self
    }

    /// Trusts the certificates in a PEM file beside those of the system.
    #[must_use]
    pub fn root_certificates(mut self, pem: &[u8]) -> Self {
        self.tls.roots.push(pem.to_vec());
        self
    }

    /// Trusts none of the system's certificates, so that only those of [`HttpTransportBuilder::root_certificates`] count.
    #[must_use]
    pub fn only_given_roots(mut self) -> Self {
        self.tls.system = false;
        self
    }

    /// Shows servers this certificate: a PEM file with the chain and the private key.
    #[must_use]
    pub fn identity(mut self, pem: &[u8]) -> Self {
        self.tls.identity = Some(pem.to_vec());
        self
    }

    /// The transport.
    ///
    /// # Errors
    /// When a certificate or a key can't be read.
    pub fn build(self) -> Result<HttpTransport, Error> {
        let tls = Tls::new(self.tls)?;
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(Duration::from_secs(60)));
        let connector = Connector {
            tcp,
            tls: Arc::new(tls),
            proxies: self.proxies.clone(),
            timeout: self.connect_timeout,
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(self.idle_timeout)
            // It's worked out once, with the rest of where requests go.
            .set_host(false)
            .pool_timer(TokioTimer::new())
            .build(connector);
        let inner = Inner {
            client,
            cookies: self.cookies.then(Jar::default),
            proxies: self.proxies,
            targets: Targets::default(),
            under_way: AtomicUsize::new(0),
            redirects: self.redirects,
            digest: self
                .digest
                .map(|(user, password)| Digest::new(user, password)),
        };
        Ok(HttpTransport {
            inner: Arc::new(inner),
        })
    }
}

impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("cookies", &self.cookies)
            .field("redirects", &self.redirects)
            .finish_non_exhaustive()
    }
}
