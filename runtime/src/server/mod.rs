//! Services: typed requests in, typed responses out.
//!
//! [`Endpoint`] is a service from bytes to bytes, without any network; [`Endpoint::listen`] puts it on a socket. Knows SOAP
//! and, in three files, HTTP's crates; must not know any service.

mod along;
mod description;
mod endpoint;
mod http;
mod listen;
mod plain;
mod reply;
mod respond;
mod service;
mod settings;
#[cfg(feature = "tower")]
mod tower;

pub use along::Along;
pub use endpoint::{Answering, Endpoint};
pub use listen::Running;
pub use reply::{Call, Reply};
pub use service::{Asked, answer};
