//! Calls over loopback HTTP: servers on threads of their own, and how many calls one thread makes of them.

use std::future::Future;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use bytes::Bytes;
use castile::server::Endpoint;
use http_body_util::{BodyExt, Full};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};

/// A runtime of one thread, so that the thread's time is that of the calls.
pub fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}

/// A server at work, and the thread that it works on.
pub struct Server {
    pub url: String,
    pub thread: Thread,
}

/// A server of the HTTP library alone, which answers every request with the same bytes.
pub fn serve_plain(answer: Bytes) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let (tell, told) = channel();
    std::thread::spawn(move || {
        runtime().block_on(async move {
            let _ = tell.send(Thread::current());
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            loop {
                let Ok((stream, _)) = listener.accept().await else {
                    return;
                };
                let _ = stream.set_nodelay(true);
                let answer = answer.clone();
                let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                    let answer = answer.clone();
                    async move {
                        request.into_body().collect().await?;
                        let response = hyper::Response::builder()
                            .header("content-type", "text/xml; charset=utf-8");
                        Ok::<_, hyper::Error>(response.body(Full::new(answer)).expect("a response"))
                    }
                });
                let connection =
                    http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                tokio::spawn(connection);
            }
        });
    });
    let thread = told.recv().expect("a server");
    Server { url, thread }
}

/// A server of castile.
pub fn serve(endpoint: Endpoint) -> Server {
    let (tell, told) = channel();
    std::thread::spawn(move || {
        runtime().block_on(async move {
            let running = endpoint.listen("127.0.0.1:0").await.expect("a port");
            let _ = tell.send(Server {
                url: running.url("/"),
                thread: Thread::current(),
            });
            std::future::pending::<()>().await;
        });
    });
    told.recv().expect("a server")
}

/// A client of the HTTP library alone, that sends the header fields and the body of a SOAP call and collects the answer.
#[derive(Clone)]
pub struct Plain {
    client: hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>,
    uri: hyper::Uri,
    request: Bytes,
}

impl Plain {
    pub fn new(url: &str, request: Bytes) -> Plain {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Plain {
            client: hyper_util::client::legacy::Client::builder(TokioExecutor::new())
                .build(connector),
            uri: url.parse().expect("a URL"),
            request,
        }
    }

    pub async fn call(&self) -> Bytes {
        let post = hyper::Request::post(self.uri.clone())
            .header("user-agent", "plain/0.1.0")
            .header("accept-encoding", "gzip")
            .header(
                "accept",
                "text/xml, application/soap+xml, multipart/related, */*;q=0.5",
            )
            .header("content-type", "text/xml; charset=utf-8")
            .header("soapaction", "\"urn:castile:bench#getRecords\"");
        let request = post.body(Full::new(self.request.clone()));
        let response = self.client.request(request.expect("a request")).await;
        let response = response.expect("an answer");
        assert!(response.status().is_success());
        let body = response.into_body().collect().await;
        body.expect("a body").to_bytes()
    }
}

/// What a call costs at best: seconds of the clock while so many are in flight, and seconds of a thread.
#[derive(Clone, Copy)]
pub struct Cost {
    pub clock: f64,
    pub thread: f64,
}

impl Cost {
    pub const MOST: Cost = Cost {
        clock: f64::MAX,
        thread: f64::MAX,
    };

    pub fn best(self, other: Cost) -> Cost {
        Cost {
            clock: self.clock.min(other.clock),
            thread: self.thread.min(other.thread),
        }
    }
}

/// Makes calls for a while, with so many in flight, and looks at the time of a thread.
pub async fn measure<F: Future<Output = ()> + Send + 'static>(
    thread: &Thread,
    in_flight: usize,
    call: impl Fn() -> F + Clone + Send + 'static,
) -> Cost {
    const LONG: Duration = Duration::from_millis(500);
    let (start, before) = (Instant::now(), thread.time());
    let workers: Vec<_> = (0..in_flight)
        .map(|_| {
            let call = call.clone();
            tokio::spawn(async move {
                let mut calls = 0_u32;
                while start.elapsed() < LONG {
                    call().await;
                    calls += 1;
                }
                calls
            })
        })
        .collect();
    let mut calls = 0;
    for worker in workers {
        calls += worker.await.expect("no panic");
    }
    let (clock, busy) = (start.elapsed(), thread.time().saturating_sub(before));
    Cost {
        clock: clock.as_secs_f64() / f64::from(calls),
        thread: busy.as_secs_f64() / f64::from(calls),
    }
}

/// Makes so many calls on this thread, for a profiler.
pub async fn repeat<F: Future<Output = ()> + Send + 'static>(
    in_flight: usize,
    calls: usize,
    call: impl Fn() -> F + Clone + Send + 'static,
) {
    let workers: Vec<_> = (0..in_flight)
        .map(|_| {
            let call = call.clone();
            tokio::spawn(async move {
                for _ in 0..calls / in_flight {
                    call().await;
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.expect("no panic");
    }
}

/// A thread, as Linux counts its time: what else the machine does has no part in that.
pub struct Thread(PathBuf);

impl Thread {
    pub fn current() -> Thread {
        let link = std::fs::read_link("/proc/thread-self").unwrap_or_default();
        Thread(Path::new("/proc").join(link).join("schedstat"))
    }

    /// How long it has been on a processor.
    fn time(&self) -> Duration {
        let text = std::fs::read_to_string(&self.0).unwrap_or_default();
        let nanoseconds = text.split_whitespace().next().and_then(|n| n.parse().ok());
        Duration::from_nanos(nanoseconds.unwrap_or(0))
    }
}
