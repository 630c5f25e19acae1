//! Reads and writes replies of many records, beside a bare quick-xml scan of the same bytes: `cargo bench -p castile`.
//!
//! Figures are ratios within one run, since machines differ; the best of several rounds counts.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use castile::codec::{ReadContext, read_value, write_element};
use castile::complex;
use castile::support::*;
use castile::xml::{Limits, Reader, Writer, decode};

const NS: &str = "urn:lab:records";

#[derive(Clone, Default, PartialEq)]
pub struct GetRecordsResponse {
    pub result: Option<ArrayOfRecord>,
}
complex!(GetRecordsResponse, anonymous NS "getRecordsResponse", Content::Sequence; 0 result = opt(NS, "getRecordsResult"););

#[derive(Clone, Default, PartialEq)]
pub struct ArrayOfRecord {
    pub record: Vec<Record>,
}
complex!(ArrayOfRecord, named NS "ArrayOfRecord", Content::Sequence; 0 record = many(NS, "record"););

#[derive(Clone, Default, PartialEq)]
pub struct Record {
    pub id: i32,
    pub name: String,
    pub count: i64,
    pub active: bool,
    pub created: castile::DateTime,
    pub note: Option<String>,
    pub kind: Kind,
    pub tags: Option<ArrayOfTag>,
}
complex!(Record, named NS "Record", Content::Sequence;
    0 id = one(NS, "id"); 1 name = one(NS, "name"); 2 count = one(NS, "count"); 3 active = one(NS, "active");
    4 created = one(NS, "created"); 5 note = opt(NS, "note"); 6 kind = one(NS, "kind"); 7 tags = opt(NS, "tags"););

#[derive(Clone, Default, PartialEq)]
pub struct ArrayOfTag {
    pub tag: Vec<String>,
}
complex!(ArrayOfTag, named NS "ArrayOfTag", Content::Sequence; 0 tag = many(NS, "tag"););

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Kind {
    #[default]
    Alpha,
    Beta,
    Gamma,
    Delta,
    Unrecognized(String),
}

impl Text for Kind {
    fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
        *self = match text {
            "Alpha" => Kind::Alpha,
            "Beta" => Kind::Beta,
            "Gamma" => Kind::Gamma,
            "Delta" => Kind::Delta,
            other => Kind::Unrecognized(other.to_owned()),
        };
        Ok(())
    }

    fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
        out.push_str(match self {
            Kind::Alpha => "Alpha",
            Kind::Beta => "Beta",
            Kind::Gamma => "Gamma",
            Kind::Delta => "Delta",
            Kind::Unrecognized(other) => other,
        });
        Ok(())
    }
}

impl Value for Kind {
    type As = AsText;
}

/// The same bytes for the same number, without a dependency.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn words(&mut self, n: usize) -> String {
        const WORDS: &str =
            "report daily sales margin north south region ledger budget café naïve R&amp;D a&lt;b";
        let words: Vec<&str> = WORDS.split(' ').collect();
        let picked: Vec<&str> = (0..n)
            .map(|_| words[self.below(words.len() as u64) as usize])
            .collect();
        picked.join(" ")
    }
}

fn records(n: usize) -> String {
    let mut dice = Dice(n as u64 + 0x9E37_79B9_7F4A_7C15);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body>\
         <getRecordsResponse xmlns=\"urn:lab:records\"><getRecordsResult>",
    );
    for i in 1..=n {
        let name = dice.words(2);
        let (count, active) = (dice.below(10_000_000_000), dice.below(2) == 0);
        let (year, month, day) = (10 + dice.below(20), 1 + dice.below(12), 1 + dice.below(28));
        let (h, m, s) = (dice.below(24), dice.below(60), dice.below(60));
        write!(
            xml,
            "<record><id>{i}</id><name>{name} {i}</name><count>{count}</count><active>{active}</active>\
             <created>20{year}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}Z</created>"
        )
        .unwrap();
        if i % 3 != 0 {
            write!(xml, "<note>{}</note>", dice.words(4)).unwrap();
        }
        let kind = ["Alpha", "Beta", "Gamma", "Delta"][dice.below(4) as usize];
        write!(xml, "<kind>{kind}</kind><tags>").unwrap();
        for _ in 0..dice.below(4) {
            write!(xml, "<tag>{}</tag>", dice.words(1)).unwrap();
        }
        xml.push_str("</tags></record>");
    }
    xml.push_str("</getRecordsResult></getRecordsResponse></soap:Body></soap:Envelope>");
    xml
}

fn scan(xml: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut events = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => return events,
            event => {
                black_box(&event);
                events += 1;
            }
        }
    }
}

fn resolve(xml: &str) -> usize {
    let mut reader = quick_xml::NsReader::from_str(xml);
    let mut events = 0;
    loop {
        match reader.read_resolved_event().unwrap() {
            (_, quick_xml::events::Event::Eof) => return events,
            event => {
                black_box(&event);
                events += 1;
            }
        }
    }
}

fn walk(xml: &str) {
    let mut reader = Reader::new(xml, Limits::default());
    reader.root().unwrap();
    reader.skip().unwrap();
    reader.finish().unwrap();
}

fn read(bytes: &[u8]) -> GetRecordsResponse {
    let text = decode(bytes, None).unwrap();
    let mut reader = Reader::new(&text, Limits::default());
    reader.root().unwrap();
    reader.child().unwrap();
    reader.child().unwrap();
    let mut value = GetRecordsResponse::default();
    let mut cx = ReadContext::lenient();
    read_value(&mut reader, Value::slot(&mut value, false), None, &mut cx).unwrap();
    assert!(cx.warnings.is_empty());
    reader.skip().unwrap();
    reader.skip().unwrap();
    reader.finish().unwrap();
    value
}

fn write(value: &GetRecordsResponse) -> String {
    let mut out = Writer::new();
    write_element(&mut out, Name::new(NS, "getRecordsResponse"), value.item()).unwrap();
    out.finish()
}

/// Seconds of the best round.
fn best(bytes: usize, mut work: impl FnMut()) -> f64 {
    let rounds = (60_000_000 / bytes).clamp(5, 2000);
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::MAX, f64::min)
}

fn main() {
    // For a profiler: `records read` does nothing else.
    if let Some(one) = std::env::args().nth(1).filter(|arg| !arg.starts_with('-')) {
        let xml = records(5_000);
        let value = read(xml.as_bytes());
        for _ in 0..200 {
            match one.as_str() {
                "scan" => {
                    black_box(scan(&xml));
                }
                "walk" => walk(&xml),
                "write" => drop(black_box(write(&value))),
                _ => drop(black_box(read(xml.as_bytes()))),
            }
        }
        return;
    }
    println!(
        "{:>8} {:>9} | MB/s {:>6} {:>8} {:>6} {:>6} {:>6} | read/scan read/resolving",
        "records", "bytes", "scan", "resolve", "walk", "read", "write"
    );
    for n in [50, 5_000, 50_000] {
        let xml = records(n);
        let size = xml.len();
        let value = read(xml.as_bytes());
        assert_eq!(value.result.as_ref().map(|r| r.record.len()), Some(n));
        let written = write(&value);
        assert!(written.len() * 10 > size * 9);
        let rate = |bytes: usize, seconds: f64| bytes as f64 / seconds / 1e6;
        let scanned = rate(
            size,
            best(size, || {
                black_box(scan(&xml));
            }),
        );
        let resolved = rate(
            size,
            best(size, || {
                black_box(resolve(&xml));
            }),
        );
        let walked = rate(size, best(size, || walk(&xml)));
        let reading = rate(
            size,
            best(size, || {
                black_box(read(xml.as_bytes()));
            }),
        );
        let writing = rate(
            written.len(),
            best(size, || {
                black_box(write(&value));
            }),
        );
        println!(
            "{n:>8} {size:>9} |      {scanned:>6.0} {resolved:>8.0} {walked:>6.0} {reading:>6.0} {writing:>6.0} | {:>9.2} {:>14.2}",
            reading / scanned,
            reading / resolved
        );
    }
}
