//! What the runtime does as a whole: one program, since linking one a file is what takes the time.

mod attachments;
mod common;
mod connections;
mod digest;
mod headers;
mod http;
mod items;
mod messages;
mod server;
mod tls;
mod tower;
