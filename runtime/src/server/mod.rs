//! Services: typed requests in, typed responses out.
//!
//! [`Endpoint`] is a service from bytes to bytes, without any network; [`Endpoint::listen`] puts it on a socket. Knows SOAP
//! and, in one file, hyper; must not know any service.

mod endpoint;
mod listen;
mod reply;
mod service;

pub use endpoint::{Answering, Endpoint};
pub use listen::Running;
pub use reply::{Call, Reply};
pub use service::{Asked, answer};
