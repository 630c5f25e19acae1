//! What must hold of everything together: one program, since linking one a file is what takes the time.

mod addressing;
mod captures;
mod diagnostics;
mod double;
mod edge10;
mod encoded;
mod hostile;
mod interop;
mod interop_rpc;
mod interop_rpc_server;
mod interop_server;
#[cfg(peers)]
mod lab;
mod private_module;
mod properties;
mod round_trips;
mod secrets;
mod security;
mod service;
mod snapshots;
mod wire;
