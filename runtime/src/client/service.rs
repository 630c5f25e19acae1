//! What generated traits of services need of a client.

use std::future::{IntoFuture, Ready, ready};

use super::{Client, ResponseFuture};
use crate::Error;
use crate::soap::{Fault, Message, Operation};
use crate::value::Value;

/// Calls an operation; the request is written before this returns, so nothing of it is borrowed.
pub fn forward<R: Value + Send + 'static>(
    client: &Client,
    operation: &'static Operation,
    request: &dyn Message,
) -> ResponseFuture<R> {
    client.call(operation, request).into_future()
}

/// What a method does that nobody wrote.
pub fn not_implemented<R>(operation: &Operation) -> Ready<Result<R, Error>> {
    let name = operation.name;
    let fault = Fault::receiver(format!("The operation {name} is not implemented."));
    ready(Err(Error::Fault(fault)))
}
