//! The limits: quick-xml's events of the same bytes, without and with their namespaces.

use std::hint::black_box;

use quick_xml::events::Event;
use quick_xml::{NsReader, Reader};

/// Goes over all events.
pub fn bare(xml: &str) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return,
            event => _ = black_box(event),
        }
    }
}

/// The same with namespaces.
pub fn resolving(xml: &str) {
    let mut reader = NsReader::from_str(xml);
    loop {
        match reader.read_resolved_event().expect("well-formed") {
            (_, Event::Eof) => return,
            event => _ = black_box(event),
        }
    }
}
