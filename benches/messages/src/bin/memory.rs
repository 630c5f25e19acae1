//! What reading holds at its peak, beside the document itself: `cargo run --release --bin memory`.

use std::hint::black_box;

use castile::soap::Operation;
use castile::value::Value;
use castile_bench_messages::documents::{self, Document};
use castile_bench_messages::service::bench::{
    GetFilesResponse, GetNodesResponse, GetPointsResponse, GetRecordsResponse, GetShapesResponse,
};
use castile_bench_messages::service::{GetOrdersResponse, operations};
use castile_bench_messages::table::print;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

fn row<T: Value>(name: &str, document: Document, operation: &'static Operation) -> Vec<String> {
    let envelope = document.envelope.into_bytes();
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let value = operation.decode_response::<T>(&envelope).expect("readable");
    let peak = ALLOCATED.peak_usage().saturating_sub(before);
    let held = ALLOCATED.current_usage().saturating_sub(before);
    drop(black_box(value));
    vec![
        name.to_owned(),
        envelope.len().to_string(),
        held.to_string(),
        peak.to_string(),
        peak.saturating_sub(held).to_string(),
    ]
}

fn main() {
    let rows = [
        row::<GetRecordsResponse>(
            "records 50",
            documents::records(50),
            &operations::GET_RECORDS,
        ),
        row::<GetRecordsResponse>(
            "records 5000",
            documents::records(5_000),
            &operations::GET_RECORDS,
        ),
        row::<GetRecordsResponse>(
            "records 50000",
            documents::records(50_000),
            &operations::GET_RECORDS,
        ),
        row::<GetPointsResponse>(
            "attributes",
            documents::points(5_000),
            &operations::GET_POINTS,
        ),
        row::<GetNodesResponse>("depth", documents::nodes(100), &operations::GET_NODES),
        row::<GetShapesResponse>(
            "xsi:type",
            documents::shapes(5_000),
            &operations::GET_SHAPES,
        ),
        row::<GetFilesResponse>("base64", documents::files(10), &operations::GET_FILES),
        row::<GetOrdersResponse>(
            "multi-ref",
            documents::orders(5_000),
            &operations::GET_ORDERS,
        ),
    ];
    println!("Bytes held while reading, beside the document:\n");
    print(
        &[
            "message",
            "bytes",
            "the value",
            "at the peak",
            "more than the value",
        ],
        &rows,
    );
}
