//! Connections: direct, by a proxy, and with TLS.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::Uri;
use hyper::header::HeaderValue;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tower_service::Service;

use super::tls::Tls;
use super::{deepest, is_loopback};
use crate::transport::{TransportError, TransportErrorKind, Url};

/// Makes connections for hyper.
#[derive(Clone)]
pub(super) struct Connector {
    pub(super) tcp: HttpConnector,
    pub(super) tls: Arc<Tls>,
    pub(super) proxies: Proxies,
    pub(super) timeout: Duration,
}

/// Which URLs are called through which proxy.
#[derive(Clone)]
pub(super) enum Proxies {
    None,
    /// As the environment says. This machine itself is never called through a proxy then.
    Environment(Arc<Matcher>),
    /// As the caller says.
    Given(Arc<Matcher>),
}

impl Proxies {
    pub(super) fn from_env() -> Self {
        Proxies::Environment(Arc::new(Matcher::from_env()))
    }

    pub(super) fn all(url: &str) -> Self {
        Proxies::Given(Arc::new(Matcher::builder().all(url).build()))
    }

    pub(super) fn none() -> Self {
        Proxies::None
    }

    /// `Proxy-Authorization` for a request that isn't tunnelled; through a tunnel it's the tunnel's.
    pub(super) fn plain(&self, uri: &Uri) -> Option<HeaderValue> {
        if uri.scheme_str() == Some("https") {
            return None;
        }
        self.intercept(uri)?.basic_auth().cloned()
    }
}

impl Proxies {
    fn intercept(&self, uri: &Uri) -> Option<Intercept> {
        match self {
            Proxies::None => None,
            Proxies::Environment(_) if uri.host().is_some_and(is_loopback) => None,
            Proxies::Environment(matcher) | Proxies::Given(matcher) => matcher.intercept(uri),
        }
    }
}

impl Connector {
    async fn connect(mut self, uri: Uri) -> Result<Stream, ConnectError> {
        let secure = uri.scheme_str() == Some("https");
        let proxy = self.proxies.intercept(&uri);
        let Some(proxy) = proxy else {
            let tcp = self
                .tcp
                .call(uri.clone())
                .await
                .map_err(|e| ConnectError::Tcp(e.into()))?;
            return self.secured(tcp, &uri, secure, false).await;
        };
        if proxy.uri().scheme_str() != Some("http") {
            return Err(ConnectError::Proxy(
                "only HTTP proxies are supported, called as http://".into(),
            ));
        }
        if !secure {
            let tcp = self.tcp.call(proxy.uri().clone()).await;
            let tcp = tcp.map_err(|e| ConnectError::Proxy(e.into()))?;
            return self.secured(tcp, &uri, false, true).await;
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.tcp.clone());
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        let tcp = tunnel
            .call(uri.clone())
            .await
            .map_err(|e| ConnectError::Proxy(e.into()))?;
        self.secured(tcp, &uri, true, false).await
    }

    async fn secured(
        &self,
        tcp: TokioIo<TcpStream>,
        uri: &Uri,
        secure: bool,
        proxied: bool,
    ) -> Result<Stream, ConnectError> {
        if !secure {
            return Ok(Stream {
                io: Io::Plain(tcp),
                proxied,
            });
        }
        let stream = self
            .tls
            .connect(tcp.into_inner(), uri.host().unwrap_or_default())
            .await;
        let stream = stream.map_err(ConnectError::Tls)?;
        Ok(Stream {
            io: Io::Tls(Box::new(TokioIo::new(stream))),
            proxied,
        })
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = ConnectError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, ConnectError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        self.tcp
            .poll_ready(cx)
            .map_err(|e| ConnectError::Tcp(e.into()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connector = self.clone();
        let timeout = self.timeout;
        Box::pin(async move {
            let connecting = tokio::time::timeout(timeout, connector.connect(uri));
            connecting
                .await
                .unwrap_or(Err(ConnectError::Timeout(timeout)))
        })
    }
}

/// Why there's no connection.
#[derive(Debug)]
pub(super) enum ConnectError {
    Tcp(Box<dyn std::error::Error + Send + Sync>),
    Proxy(Box<dyn std::error::Error + Send + Sync>),
    Tls(io::Error),
    Timeout(Duration),
}

impl ConnectError {
    /// The same as transports say it.
    pub(super) fn to_transport(&self, url: &Url) -> TransportError {
        let cause = |error: &dyn fmt::Display| io::Error::other(error.to_string());
        let new = |message| TransportError::new(TransportErrorKind::Connect, message);
        match self {
            ConnectError::Tcp(error) => {
                new(format!("no connection to {url}: {}", deepest(&**error)))
                    .caused_by(cause(error))
            }
            ConnectError::Proxy(error) => new(format!(
                "no connection to {url} through the proxy: {}",
                deepest(&**error)
            ))
            .caused_by(cause(error)),
            ConnectError::Tls(error) => {
                new(format!("no TLS connection to {url}: {error}")).caused_by(cause(error))
            }
            ConnectError::Timeout(after) => TransportError::new(
                TransportErrorKind::Timeout,
                format!("no connection to {url} within {after:?}"),
            ),
        }
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConnectError::Tcp(error) | ConnectError::Proxy(error) => error.fmt(f),
            ConnectError::Tls(error) => error.fmt(f),
            ConnectError::Timeout(after) => write!(f, "no connection within {after:?}"),
        }
    }
}

impl std::error::Error for ConnectError {}

/// A connection.
pub(super) struct Stream {
    io: Io,
    /// Requests name the whole URL, for the proxy.
    proxied: bool,
}

enum Io {
    Plain(TokioIo<TcpStream>),
    Tls(Box<TokioIo<TlsStream<TcpStream>>>),
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        Connected::new().proxy(self.proxied)
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_read(cx, buf),
            Io::Tls(io) => Pin::new(io).poll_read(cx, buf),
        }
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_write(cx, buf),
            Io::Tls(io) => Pin::new(io).poll_write(cx, buf),
        }
    }

    /// Head and body of a plain request are written at once without being copied together. TLS copies them anyway, when it
    /// encrypts, and makes less of one buffer.
    fn is_write_vectored(&self) -> bool {
        matches!(&self.io, Io::Plain(io) if io.is_write_vectored())
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_write_vectored(cx, bufs),
            Io::Tls(io) => Pin::new(io).poll_write_vectored(cx, bufs),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_flush(cx),
            Io::Tls(io) => Pin::new(io).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_shutdown(cx),
            Io::Tls(io) => Pin::new(io).poll_shutdown(cx),
        }
    }
}
