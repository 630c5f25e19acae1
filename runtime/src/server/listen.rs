//! Puts an endpoint on a socket: HTTP/1.1 by hyper.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;

use super::{Endpoint, http};

/// Connections that are served at the same time; more wait.
const MOST_CONNECTIONS: usize = 512;
/// How long a client may take to send the head of a request, and then its body.
const HEAD: Duration = Duration::from_secs(30);
const BODY: Duration = Duration::from_secs(120);
/// How long calls under way may take to end when the server stops.
const LAST_CALLS: Duration = Duration::from_secs(10);
/// How long to wait when the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(50);

/// A server at work, until it's stopped or dropped.
pub struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Endpoint {
    /// Answers at an address, whatever the path: `127.0.0.1:0` for a free port of this machine alone. Runs on the tokio
    /// runtime that it's called on.
    ///
    /// # Errors
    /// When the address can't be had.
    pub async fn listen(self, address: impl ToSocketAddrs) -> io::Result<Running> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(accept(self, listener, stopped));
        Ok(Running {
            address,
            stop: Some(stop),
            task,
        })
    }
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of a path, e.g. `/CommandWebService.asmx`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Takes no more calls, waits for those under way, though not for ever, and gives the address back.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            // It may have ended by itself, which is as good.
            let _ = stop.send(());
        }
        let _ = (&mut self.task).await;
    }
}

async fn accept(endpoint: Endpoint, listener: TcpListener, mut stopped: oneshot::Receiver<()>) {
    let graceful = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut connections = http1::Builder::new();
    connections
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD);
    loop {
        let next = async {
            let slot = slots.clone().acquire_owned().await;
            (slot, listener.accept().await)
        };
        let (slot, stream) = tokio::select! {
            next = next => next,
            // Also when whoever could stop it is gone.
            _ = &mut stopped => break,
        };
        let stream = match stream {
            Ok((stream, _)) => stream,
            Err(_) => {
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        // A reply is written in one go, so there's nothing to wait for; where it can't be set, it's only slower.
        let _ = stream.set_nodelay(true);
        let endpoint = endpoint.clone();
        let service = service_fn(move |request| {
            let endpoint = endpoint.clone();
            async move { Ok::<_, Infallible>(http::serve(&endpoint, Some(BODY), request).await) }
        });
        let connection =
            graceful.watch(connections.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that goes away or doesn't speak HTTP is no business of ours.
            let _ = connection.await;
            drop(slot);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_CALLS, graceful.shutdown()).await;
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
