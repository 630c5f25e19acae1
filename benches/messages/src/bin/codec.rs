//! Reading and writing of messages, beside others: `cargo run --release --bin codec [CASE [alone]]`. `alone` leaves out the
//! others, for comparison with what is measured alone: here everyone finds the caches as the others left them.

use std::hint::black_box;
use std::time::Duration;

use castile::SoapVersion;
use castile::soap::Operation;
use castile::value::Value;
use castile_bench_messages::documents::{self, Document};
use castile_bench_messages::service::bench::{
    GetFilesResponse, GetNodesResponse, GetPointsResponse, GetRecordsResponse, GetShapesResponse,
};
use castile_bench_messages::service::{GetOrdersResponse, operations};
use castile_bench_messages::table::{Contender, print, race};
use castile_bench_messages::{other, plain, scan};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use xsd_parser_types::quick_xml::{DeserializeSync, SliceReader};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// What others do with a message.
#[derive(Default)]
struct Others {
    /// Reads by quick-xml's serde, and gives what writes it again.
    serde: Option<fn(&str) -> Box<dyn Fn() -> String>>,
    serde_read: Option<fn(&str)>,
    xsd_parser: Option<fn(&str)>,
}

struct Case {
    read: Vec<String>,
    write: Vec<String>,
}

fn serde<T: serde::de::DeserializeOwned + serde::Serialize + 'static>(
    xml: &str,
) -> Box<dyn Fn() -> String> {
    let value: T = quick_xml::de::from_str(xml).expect("readable by serde");
    Box::new(move || quick_xml::se::to_string(&value).expect("writable by serde"))
}

fn serde_read<T: serde::de::DeserializeOwned>(xml: &str) {
    black_box(quick_xml::de::from_str::<T>(xml).expect("readable by serde"));
}

fn xsd_parser<T: for<'x> DeserializeSync<'x, SliceReader<'x>>>(xml: &str) {
    let value = T::deserialize(&mut SliceReader::new(xml));
    assert!(value.is_ok(), "readable by xsd-parser");
    let _ = black_box(value);
}

fn case<T: Value + Sync + PartialEq>(
    name: &str,
    document: &Document,
    operation: &'static Operation,
    others: &Others,
) -> Case {
    let (envelope, message) = (&document.envelope, document.message());
    let read = || {
        operation
            .decode_response::<T>(envelope.as_bytes())
            .expect("readable")
    };
    let value = read();
    let write = || {
        operation
            .response(SoapVersion::V1_1, &value, &[])
            .expect("writable")
    };
    let written = write();
    assert!(
        operation
            .decode_response::<T>(written.as_bytes())
            .expect("readable")
            == value
    );

    let counted = Region::new(ALLOCATOR);
    drop(black_box(read()));
    let reading = counted.change().allocations;
    let counted = Region::new(ALLOCATOR);
    drop(black_box(write()));
    let writing = counted.change();

    let serde_writes = others.serde.map(|serde| serde(message));
    let serde_written = serde_writes.as_ref().map_or(0, |write| write().len());
    let mut contenders = vec![
        Contender::new("scan", || scan::bare(envelope)),
        Contender::new("resolving", || scan::resolving(envelope)),
        Contender::new("castile", || _ = black_box(read())),
        Contender::new("castile writes", || _ = black_box(write())),
    ];
    if let (Some(read), Some(write)) = (others.serde_read, &serde_writes) {
        contenders.push(Contender::new("serde", move || read(message)));
        contenders.push(Contender::new("serde writes", move || {
            _ = black_box(write())
        }));
    }
    if let Some(read) = others.xsd_parser {
        contenders.push(Contender::new("xsd-parser", move || read(message)));
    }
    if std::env::args().nth(2).is_some_and(|arg| arg == "alone") {
        contenders.retain(|contender| contender.name.starts_with("castile"));
    }
    let times = race(&mut contenders, Duration::from_secs(3));
    let time = |name: &str| {
        let i = contenders.iter().position(|c| c.name == name)?;
        times.get(i).copied()
    };
    let rate = |name: &str, bytes: usize| time(name).map(|t| bytes as f64 / t / 1e6);
    let shown = |rate: Option<f64>| rate.map_or("-".to_owned(), |rate| format!("{rate:.0}"));
    let ratio = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => format!("{:.2}", a / b),
        _ => "-".to_owned(),
    };
    let (bare, ours) = (
        rate("scan", envelope.len()),
        rate("castile", envelope.len()),
    );
    let (derived, parsed) = (
        rate("serde", message.len()),
        rate("xsd-parser", message.len()),
    );
    let wrote = rate("castile writes", written.len());
    Case {
        read: vec![
            name.to_owned(),
            envelope.len().to_string(),
            shown(bare),
            shown(rate("resolving", envelope.len())),
            shown(ours),
            shown(derived),
            shown(parsed),
            ratio(ours, bare),
            ratio(ours, derived),
            ratio(ours, parsed),
            reading.to_string(),
        ],
        write: vec![
            name.to_owned(),
            written.len().to_string(),
            shown(wrote),
            shown(rate("serde writes", serde_written)),
            ratio(wrote, bare),
            writing.allocations.to_string(),
            writing.reallocations.to_string(),
        ],
    }
}

fn main() {
    let only = std::env::args().nth(1);
    let wanted = |name: &str| {
        only.as_ref()
            .is_none_or(|only| name.contains(only.as_str()))
    };
    let mut cases = Vec::new();
    for n in [50, 5_000, 50_000] {
        let name = format!("records {n}");
        if wanted(&name) {
            let others = Others {
                serde: Some(serde::<plain::Records>),
                serde_read: Some(serde_read::<plain::Records>),
                xsd_parser: Some(xsd_parser::<other::GetRecordsResponse>),
            };
            cases.push(case::<GetRecordsResponse>(
                &name,
                &documents::records(n),
                &operations::GET_RECORDS,
                &others,
            ));
        }
    }
    if wanted("attributes") {
        let others = Others {
            serde: Some(serde::<plain::Points>),
            serde_read: Some(serde_read::<plain::Points>),
            xsd_parser: Some(xsd_parser::<other::GetPointsResponse>),
        };
        cases.push(case::<GetPointsResponse>(
            "attributes",
            &documents::points(5_000),
            &operations::GET_POINTS,
            &others,
        ));
    }
    if wanted("depth") {
        let others = Others {
            serde: Some(serde::<plain::Nodes>),
            serde_read: Some(serde_read::<plain::Nodes>),
            xsd_parser: Some(xsd_parser::<other::GetNodesResponse>),
        };
        cases.push(case::<GetNodesResponse>(
            "depth",
            &documents::nodes(100),
            &operations::GET_NODES,
            &others,
        ));
    }
    if wanted("xsi:type") {
        cases.push(case::<GetShapesResponse>(
            "xsi:type",
            &documents::shapes(5_000),
            &operations::GET_SHAPES,
            &Others::default(),
        ));
    }
    if wanted("base64") {
        let others = Others {
            xsd_parser: Some(xsd_parser::<other::GetFilesResponse>),
            ..Others::default()
        };
        cases.push(case::<GetFilesResponse>(
            "base64",
            &documents::files(10),
            &operations::GET_FILES,
            &others,
        ));
    }
    if wanted("multi-ref") {
        cases.push(case::<GetOrdersResponse>(
            "multi-ref",
            &documents::orders(5_000),
            &operations::GET_ORDERS,
            &Others::default(),
        ));
    }
    let (read, write): (Vec<_>, Vec<_>) = cases.into_iter().map(|c| (c.read, c.write)).unzip();
    println!("Reading, MB/s:\n");
    print(
        &[
            "message",
            "bytes",
            "scan",
            "resolving scan",
            "castile",
            "serde",
            "xsd-parser",
            "of scan",
            "of serde",
            "of xsd-parser",
            "allocations",
        ],
        &read,
    );
    println!("Writing, MB/s:\n");
    print(
        &[
            "message",
            "bytes",
            "castile",
            "serde",
            "of the scan",
            "allocations",
            "reallocations",
        ],
        &write,
    );
}
