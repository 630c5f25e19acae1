//! TLS: whom we trust and who we are.

use std::io;
use std::sync::{Arc, OnceLock};

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::Error;

/// What was asked for.
pub(super) struct TlsSettings {
    /// PEM files of certificates to trust.
    pub(super) roots: Vec<Vec<u8>>,
    /// Whether those of the system are trusted.
    pub(super) system: bool,
    /// A PEM file with certificates and a key.
    pub(super) identity: Option<Vec<u8>>,
}

impl Default for TlsSettings {
    fn default() -> Self {
        TlsSettings {
            roots: Vec::new(),
            system: true,
            identity: None,
        }
    }
}

/// Makes TLS connections. The system's certificates are read at the first one, since that takes a while.
pub(super) struct Tls {
    roots: Vec<CertificateDer<'static>>,
    system: bool,
    identity: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
    config: OnceLock<Result<Arc<ClientConfig>, String>>,
}

impl Tls {
    pub(super) fn new(settings: TlsSettings) -> Result<Tls, Error> {
        let mut roots = Vec::new();
        for pem in &settings.roots {
            roots.extend(certificates(pem, "the root certificates")?);
        }
        let identity = match &settings.identity {
            Some(pem) => {
                let chain = certificates(pem, "the client certificate")?;
                let key = PrivateKeyDer::from_pem_slice(pem);
                // What's in the file is a secret, so the cause isn't told.
                let key = key.map_err(|_| {
                    setup("the private key can't be read: it must be PEM, and not encrypted")
                })?;
                Some((chain, key))
            }
            None => None,
        };
        Ok(Tls {
            roots,
            system: settings.system,
            identity,
            config: OnceLock::new(),
        })
    }

    pub(super) async fn connect(
        &self,
        tcp: TcpStream,
        host: &str,
    ) -> io::Result<TlsStream<TcpStream>> {
        let config = self.config.get_or_init(|| self.configure().map(Arc::new));
        let config = config
            .as_ref()
            .map_err(|message| io::Error::other(message.clone()))?;
        // An IPv6 address stands in brackets in a URL and without in TLS.
        let name = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let name = ServerName::try_from(name)
            .map_err(|_| io::Error::other("the host isn't a name for TLS"))?;
        TlsConnector::from(config.clone()).connect(name, tcp).await
    }

    fn configure(&self) -> Result<ClientConfig, String> {
        let mut store = RootCertStore::empty();
        let mut trouble = None;
        if self.system {
            let found = rustls_native_certs::load_native_certs();
            store.add_parsable_certificates(found.certs);
            trouble = found.errors.first().map(ToString::to_string);
        }
        for root in &self.roots {
            store
                .add(root.clone())
                .map_err(|e| format!("a root certificate is none: {e}"))?;
        }
        if store.is_empty() {
            let why = trouble.unwrap_or_else(|| "none are installed".to_owned());
            return Err(format!(
                "no certificates to trust were found ({why}); install the system's, or give some"
            ));
        }
        // The provider is named, since the process may have none or another as its default.
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder
            .with_safe_default_protocol_versions()
            .map_err(|e| e.to_string())?;
        let builder = builder.with_root_certificates(store);
        match &self.identity {
            Some((chain, key)) => {
                let config = builder.with_client_auth_cert(chain.clone(), key.clone_key());
                config.map_err(|e| format!("the client certificate can't be used: {e}"))
            }
            None => Ok(builder.with_no_client_auth()),
        }
    }
}

fn certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(setup(&format!(
            "{what} can't be read: no certificate in PEM was found"
        ))),
    }
}

fn setup(message: &str) -> Error {
    Error::Setup(message.to_owned())
}
