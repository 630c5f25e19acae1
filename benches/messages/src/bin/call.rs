//! Whole calls: through memory, and over loopback HTTP beside the same HTTP library without SOAP:
//! `cargo run --release --bin call`.

use std::future::Future;
use std::hint::black_box;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use bytes::Bytes;
use castile::transport::{HttpTransport, MemoryTransport, Response};
use castile::{Client, SoapVersion};
use castile_bench_messages::documents;
use castile_bench_messages::service::Messages;
use castile_bench_messages::service::bench::GetRecords;
use castile_bench_messages::table::print;
use http_body_util::{BodyExt, Full};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

const RECORDS: usize = 3;

/// Microseconds and allocations of a call whose answer is there at once.
fn in_memory(answer: Bytes) -> Vec<String> {
    let length = answer.len();
    let transport = MemoryTransport::new(move |_| {
        Response::new(200, "text/xml; charset=utf-8", answer.clone())
    });
    let client = Messages::with_transport(SoapVersion::V1_1, "http://localhost/", transport)
        .expect("a client");
    let runtime = runtime();
    let call = || {
        let reply = runtime.block_on(async { client.get_records(&GetRecords {}).await });
        black_box(reply.expect("an answer"));
    };
    call();
    let counted = Region::new(ALLOCATOR);
    call();
    let counted = counted.change();
    let mut best = f64::MAX;
    for _ in 0..2000 {
        let start = Instant::now();
        for _ in 0..10 {
            call();
        }
        best = best.min(start.elapsed().as_secs_f64() / 10.0);
    }
    vec![
        length.to_string(),
        format!("{:.2}", best * 1e6),
        counted.allocations.to_string(),
        counted.reallocations.to_string(),
        counted.bytes_allocated.to_string(),
    ]
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}

/// Answers every request with the same bytes.
fn serve(answer: Bytes) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        runtime().block_on(async move {
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
    url
}

/// Calls a second with so many in flight, for a while.
async fn rate<F: Future<Output = ()> + Send + 'static>(
    in_flight: usize,
    call: impl Fn() -> F + Clone + Send + 'static,
) -> f64 {
    const LONG: Duration = Duration::from_millis(500);
    let start = Instant::now();
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
    f64::from(calls) / start.elapsed().as_secs_f64()
}

fn over_http(answer: &Bytes, in_flight: usize, only: Option<&str>) -> Vec<String> {
    let url = serve(answer.clone());
    let transport = HttpTransport::new().expect("a transport");
    let client = Client::builder(&url)
        .transport(transport)
        .build()
        .expect("a client");
    let soap = Messages::with_client(client);
    let request = Bytes::from(
        soap.get_records(&GetRecords {})
            .request_bytes()
            .expect("a request"),
    );
    let mut connector = hyper_util::client::legacy::connect::HttpConnector::new();
    connector.set_nodelay(true);
    let plain = hyper_util::client::legacy::Client::builder(TokioExecutor::new())
        .build::<_, Full<Bytes>>(connector);
    let call_soap = move || {
        let soap = soap.clone();
        async move {
            let reply = soap.get_records(&GetRecords {}).await.expect("an answer");
            assert_eq!(
                reply.get_records_result.map(|r| r.record.len()),
                Some(RECORDS)
            );
        }
    };
    let call_plain = move || {
        let (plain, request, url) = (plain.clone(), request.clone(), url.clone());
        async move {
            let post = hyper::Request::post(url)
                .header("content-type", "text/xml; charset=utf-8")
                .header("soapaction", "\"urn:castile:bench#getRecords\"");
            let response = plain
                .request(post.body(Full::new(request)).expect("a request"))
                .await
                .expect("an answer");
            black_box(
                response
                    .into_body()
                    .collect()
                    .await
                    .expect("a body")
                    .to_bytes(),
            );
        }
    };
    let (mut soap, mut plain) = (0.0_f64, 0.0_f64);
    runtime().block_on(async {
        for _ in 0..12 {
            if only != Some("plain") {
                soap = soap.max(rate(in_flight, call_soap.clone()).await);
            }
            if only != Some("castile") {
                plain = plain.max(rate(in_flight, call_plain.clone()).await);
            }
        }
    });
    let share = 1.0 - soap / plain;
    vec![
        in_flight.to_string(),
        format!("{plain:.0}"),
        format!("{soap:.0}"),
        format!("{:.2}", 1e6 / plain),
        format!("{:.2}", 1e6 / soap - 1e6 / plain),
        format!("{:.0} %", share * 100.0),
    ]
}

fn main() {
    let answer = Bytes::from(documents::records(RECORDS).envelope);
    // For a profiler: `call plain` and `call castile` do nothing else.
    if let Some(only) = std::env::args().nth(1) {
        println!("{:?}", over_http(&answer, 1, Some(&only)));
        return;
    }
    println!("A call through memory:\n");
    let head = [
        "bytes of the answer",
        "µs",
        "allocations",
        "reallocations",
        "bytes allocated",
    ];
    print(&head, &[in_memory(answer.clone())]);
    println!("Calls a second over loopback HTTP:\n");
    let head = [
        "in flight",
        "HTTP alone",
        "castile",
        "µs of HTTP",
        "µs more",
        "share of castile",
    ];
    let rows: Vec<_> = [1, 16, 256].map(|n| over_http(&answer, n, None)).into();
    print(&head, &rows);
}
