//! Whole calls: through memory, and over loopback HTTP beside the same HTTP library without SOAP:
//! `cargo run --release --bin call`. For a profiler, `call KIND IN_FLIGHT CALLS` does one thing so many times.

use std::hint::black_box;
use std::time::Instant;

use bytes::Bytes;
use castile::server::Endpoint;
use castile::transport::{HttpTransport, MemoryTransport, Request, Response, Transport, Url};
use castile::{Client, Error, SoapVersion};
use castile_bench_messages::documents;
use castile_bench_messages::loopback::{
    Cost, Plain, Thread, measure, repeat, runtime, serve, serve_plain,
};
use castile_bench_messages::service::bench::{GetRecords, GetRecordsResponse};
use castile_bench_messages::service::{Messages, MessagesService, operations};
use castile_bench_messages::table::print;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

const RECORDS: usize = 3;
/// How often each contender gets its turn.
const ROUNDS: usize = 12;

/// A service that has its answer ready.
struct Ready(GetRecordsResponse);

impl MessagesService for Ready {
    async fn get_records(&self, _: GetRecords) -> Result<GetRecordsResponse, Error> {
        Ok(self.0.clone())
    }
}

fn endpoint(answer: &Bytes) -> Endpoint {
    let value = operations::GET_RECORDS.decode_response(answer);
    Ready(value.expect("readable")).into_endpoint()
}

/// Microseconds and allocations of what doesn't wait for anything.
fn timed(name: &str, mut once: impl FnMut()) -> Vec<String> {
    once();
    let counted = Region::new(ALLOCATOR);
    once();
    let counted = counted.change();
    let mut best = f64::MAX;
    for _ in 0..2000 {
        let start = Instant::now();
        for _ in 0..10 {
            once();
        }
        best = best.min(start.elapsed().as_secs_f64() / 10.0);
    }
    vec![
        name.to_owned(),
        format!("{:.2}", best * 1e6),
        counted.allocations.to_string(),
        counted.reallocations.to_string(),
        counted.bytes_allocated.to_string(),
    ]
}

/// A client whose answer is there at once.
fn in_memory(answer: Bytes) -> impl FnMut() {
    let transport = MemoryTransport::new(move |_| {
        Response::new(200, "text/xml; charset=utf-8", answer.clone())
    });
    let client = Messages::with_transport(SoapVersion::V1_1, "http://localhost/", transport)
        .expect("a client");
    let runtime = runtime();
    move || {
        let reply = runtime.block_on(async { client.get_records(&GetRecords {}).await });
        black_box(reply.expect("an answer"));
    }
}

/// A service that is asked at once.
fn answered(answer: &Bytes) -> impl FnMut() {
    let (endpoint, body) = (endpoint(answer), request());
    let url = Url::parse("http://localhost/").expect("a URL");
    let runtime = runtime();
    move || {
        let mut request = Request::post(url.clone(), body.clone());
        let headers = &mut request.headers;
        for (name, value) in [
            ("content-type", "text/xml; charset=utf-8"),
            ("soapaction", "\"urn:castile:bench#getRecords\""),
        ] {
            headers.append(name, value).expect("a header");
        }
        let response = runtime.block_on(endpoint.send(request));
        black_box(response.expect("an answer"));
    }
}

/// What of both is reading and writing messages.
fn codec(answer: Bytes) -> [impl FnMut(); 2] {
    let (operation, request) = (&operations::GET_RECORDS, request());
    let value: GetRecordsResponse = operation.decode_response(&answer).expect("readable");
    let write = |message: &dyn castile::soap::Message, response: bool| {
        let written = match response {
            true => operation.response(SoapVersion::V1_1, message, &[]),
            false => operation.request(SoapVersion::V1_1, message, &[]),
        };
        black_box(written.expect("writable"));
    };
    let client = move |_| {
        write(&GetRecords {}, false);
        let read: GetRecordsResponse = operation.decode_response(&answer).expect("readable");
        black_box(read);
    };
    let server = move |_| {
        let read: GetRecords = operation.decode_request(&request).expect("readable");
        black_box(read);
        write(&value, true);
    };
    [Box::new(client) as Box<dyn Fn(())>, Box::new(server)].map(|both| move || both(()))
}

/// The bytes of a request.
fn request() -> Bytes {
    let request = operations::GET_RECORDS.request(SoapVersion::V1_1, &GetRecords {}, &[]);
    request.expect("writable").into()
}

fn soap(url: &str) -> Messages {
    let transport = HttpTransport::new().expect("a transport");
    let client = Client::builder(url).transport(transport).build();
    Messages::with_client(client.expect("a client"))
}

async fn call_soap(soap: Messages) {
    let reply = soap.get_records(&GetRecords {}).await.expect("an answer");
    let records = reply.get_records_result.map(|r| r.record.len());
    assert_eq!(records, Some(RECORDS));
}

async fn call_plain(plain: Plain) {
    black_box(plain.call().await);
}

/// A client of castile, beside one of the HTTP library alone, of the same server.
fn clients(answer: &Bytes, in_flight: usize) -> Vec<String> {
    let server = serve_plain(answer.clone());
    let (soap, plain) = (soap(&server.url), Plain::new(&server.url, request()));
    let thread = Thread::current();
    let (mut with, mut without) = (Cost::MOST, Cost::MOST);
    runtime().block_on(async {
        for _ in 0..ROUNDS {
            let (soap, plain) = (soap.clone(), plain.clone());
            let call = move || call_soap(soap.clone());
            with = with.best(measure(&thread, in_flight, call).await);
            let call = move || call_plain(plain.clone());
            without = without.best(measure(&thread, in_flight, call).await);
        }
    });
    row(in_flight, without, with)
}

/// A server of castile, beside one of the HTTP library alone, asked by the same client.
fn servers(answer: &Bytes, in_flight: usize) -> Vec<String> {
    let plain = serve_plain(answer.clone());
    let soap = serve(endpoint(answer));
    let (mut with, mut without) = (Cost::MOST, Cost::MOST);
    runtime().block_on(async {
        for _ in 0..ROUNDS {
            for (server, cost) in [(&soap, &mut with), (&plain, &mut without)] {
                let client = Plain::new(&server.url, request());
                let call = move || call_plain(client.clone());
                *cost = cost.best(measure(&server.thread, in_flight, call).await);
            }
        }
    });
    row(in_flight, without, with)
}

fn row(in_flight: usize, without: Cost, with: Cost) -> Vec<String> {
    let microseconds = |seconds: f64| format!("{:.2}", seconds * 1e6);
    vec![
        in_flight.to_string(),
        format!("{:.0}", 1.0 / without.clock),
        format!("{:.0}", 1.0 / with.clock),
        microseconds(without.clock),
        microseconds(with.clock - without.clock),
        microseconds(without.thread),
        microseconds(with.thread - without.thread),
    ]
}

/// Does one thing so many times.
fn profile(answer: Bytes, kind: &str, in_flight: usize, calls: usize) {
    let all = |once: &mut dyn FnMut()| (0..calls).for_each(|_| once());
    let plain = |url: &str| {
        let plain = Plain::new(url, request());
        runtime().block_on(repeat(in_flight, calls, move || call_plain(plain.clone())));
    };
    match kind {
        "memory" => all(&mut in_memory(answer)),
        "answer" => all(&mut answered(&answer)),
        "codec" => {
            let [mut client, _] = codec(answer);
            all(&mut client);
        }
        "plain" => plain(&serve_plain(answer).url),
        "castile" => {
            let soap = soap(&serve_plain(answer).url);
            runtime().block_on(repeat(in_flight, calls, move || call_soap(soap.clone())));
        }
        "served" => plain(&serve(endpoint(&answer)).url),
        other => println!("{other}: none of memory, answer, codec, plain, castile, served"),
    }
}

fn main() {
    let answer = Bytes::from(documents::records(RECORDS).envelope);
    let mut args = std::env::args().skip(1);
    if let Some(kind) = args.next() {
        let mut number = || args.next().and_then(|n| n.parse().ok());
        let (in_flight, calls) = (number().unwrap_or(1), number().unwrap_or(10_000));
        return profile(answer, &kind, in_flight, calls);
    }
    println!(
        "A call without a network, whose answer is of {} bytes:\n",
        answer.len()
    );
    let head = ["", "µs", "allocations", "reallocations", "bytes allocated"];
    let [client, server] = codec(answer.clone());
    let rows = [
        timed("calling", in_memory(answer.clone())),
        timed("of it the codec", client),
        timed("answering", answered(&answer)),
        timed("of it the codec", server),
    ];
    print(&head, &rows);
    let head = [
        "in flight",
        "HTTP alone",
        "castile",
        "µs of HTTP",
        "µs more",
        "µs of the thread",
        "more",
    ];
    println!("Calls a second over loopback HTTP, and the thread that calls:\n");
    let rows: Vec<_> = [1, 16, 256].map(|n| clients(&answer, n)).into();
    print(&head, &rows);
    println!("Answers a second over loopback HTTP, and the thread that answers:\n");
    let rows: Vec<_> = [1, 16, 256].map(|n| servers(&answer, n)).into();
    print(&head, &rows);
}
