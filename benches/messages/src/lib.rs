//! The messages that are measured, and what reads them beside castile.

pub mod documents;
pub mod loopback;
pub mod plain;
pub mod scan;
pub mod table;

/// What castile generates from `schema/messages.wsdl`.
pub mod service {
    castile::include_wsdl!("messages");
}

/// What xsd-parser generates from `schema/messages.xsd`.
#[allow(
    dead_code,
    unused_imports,
    unused_mut,
    unused_variables,
    clippy::all,
    non_snake_case,
    non_camel_case_types
)]
pub mod other {
    include!(concat!(env!("OUT_DIR"), "/xsd_parser.rs"));
}
