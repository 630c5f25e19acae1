//! Calls: a value to a service, a value back.
//!
//! In come operation tables and values; out go typed replies or errors. Knows SOAP and the trait of transports; must not
//! know HTTP libraries.

mod answer;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod excerpt;
mod exchange;
mod items;
mod macros;
mod plain;
mod port;
mod service;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

pub use builder::ClientBuilder;
pub use call::{Call, Reply, ReplyFuture, ResponseFuture};
pub use items::Items;
pub use port::Port;
#[doc(hidden)]
pub use service::{forward, not_implemented};

#[cfg(feature = "http")]
use crate::Error;
use crate::soap::{Addressing, Header, Message, Mtom, Operation, SoapVersion, UsernameToken};
use crate::transport::{Headers, Transport, Url};
use crate::xml::Limits;

/// Calls a service over one transport in one version of SOAP.
///
/// Generated clients are thin wrappers around one. Cloning is cheap, and clones share the transport, its connections and
/// its cookies.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
}

/// How a client calls.
#[derive(Clone)]
pub(crate) struct Settings {
    transport: Arc<dyn Transport>,
    url: Url,
    version: SoapVersion,
    http_headers: Headers,
    headers: Vec<Header>,
    understood: Vec<(String, String)>,
    /// What the operation's table says, unless it's set.
    addressing: Option<Addressing>,
    username_token: Option<UsernameToken>,
    /// How long messages are good, where that's said.
    timestamp: Option<Duration>,
    /// Whether a policy that requires HTTPS is passed over.
    plain_http: bool,
    /// The same.
    mtom: Option<Mtom>,
    mtom_threshold: usize,
    prefixed: bool,
    timeout: Option<Duration>,
    limits: Limits,
    strict: bool,
    validate: bool,
}

impl Client {
    /// A client for the service at a URL, over HTTP and SOAP 1.1.
    ///
    /// # Errors
    /// When the URL isn't one.
    #[cfg(feature = "http")]
    pub fn new(url: &str) -> Result<Client, Error> {
        Client::builder(url).build()
    }

    /// A client with settings of its own.
    ///
    /// ```
    /// use castile::transport::{MemoryTransport, Response};
    /// use castile::{Client, SoapVersion};
    ///
    /// # fn main() -> Result<(), castile::Error> {
    /// let client = Client::builder("https://example.org/service.asmx")
    ///     .version(SoapVersion::V1_2)
    ///     .basic_auth("user", "password")
    ///     .http_header("X-Tenant", "7")
    ///     .transport(MemoryTransport::new(|_| Response::new(202, "", "")))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(url: &str) -> ClientBuilder {
        ClientBuilder::new(url)
    }

    /// A builder with this client's settings, to make one that differs in some; they share the transport.
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::from_settings(&self.settings)
    }

    /// Prepares a call, which begins when it's awaited or sent.
    pub fn call<'a, R>(
        &'a self,
        operation: &'static Operation,
        request: &'a dyn Message,
    ) -> Call<'a, R> {
        Call {
            client: self,
            operation,
            request,
            options: call::Options::default(),
            response: PhantomData,
        }
    }

    /// Where the service is.
    pub fn url(&self) -> &Url {
        &self.settings.url
    }

    /// The version of SOAP it speaks.
    pub fn version(&self) -> SoapVersion {
        self.settings.version
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("url", &self.settings.url)
            .field("version", &self.settings.version)
            .field("timeout", &self.settings.timeout)
            .finish_non_exhaustive()
    }
}
