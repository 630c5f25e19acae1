//! Messages with attachments: MTOM, and what comes beside an envelope.

mod reading;
mod service;
#[cfg(all(feature = "server", feature = "http"))]
mod serving;
mod writing;
