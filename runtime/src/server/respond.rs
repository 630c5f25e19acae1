//! Answers in bytes: a response or a fault, with the status that goes with it.

use super::Reply;
use crate::soap::messages::{self, Messages};
use crate::soap::operation::{lacking, mark};
use crate::soap::packing::{Packed, Packing};
use crate::soap::{Fault, Header, Operation, SoapVersion};
use crate::transport::{Headers, Response};

pub(super) fn respond<A: Messages>(
    version: SoapVersion,
    reply: Result<Reply<A>, Fault>,
    packing: Packing,
) -> Response {
    let reply = match reply {
        Ok(reply) => reply,
        Err(fault) => return respond_fault(version, &fault, &packing),
    };
    let mut response = match &reply.response {
        None => accepted(),
        Some(body) => {
            let with_own = Packing {
                attachments: reply.attachments,
                ..packing.clone()
            };
            match messages::pack(body, version, &reply.headers, with_own) {
                Ok(packed) => packed.respond(200),
                Err(error) => {
                    let message = format!("The response can't be written: {error}");
                    respond_fault(version, &Fault::receiver(message), &packing)
                }
            }
        }
    };
    extend(&mut response.headers, &reply.http_headers);
    response
}

/// Marks the header blocks of a response as the description wants them, and refuses to go without one that it requires.
pub(super) fn complete(operation: &Operation, headers: &mut [Header]) -> Result<(), Fault> {
    let declared = operation.output.map_or(&[][..], |output| output.headers);
    mark(declared, headers);
    match lacking(declared, headers) {
        Some(block) => {
            let name = block.name.local;
            let message = format!("The response lacks the header <{name}>, which is required.");
            Err(Fault::receiver(message))
        }
        None => Ok(()),
    }
}

/// The answer where there's nothing to say.
pub(super) fn accepted() -> Response {
    Response::new(202, "", "")
}

pub(super) fn respond_fault(version: SoapVersion, fault: &Fault, packing: &Packing) -> Response {
    let status = fault.status_for(version);
    match packing.fault(version, fault) {
        Ok(packed) => packed.respond(status),
        Err(error) => Response::new(
            500,
            "text/plain; charset=utf-8",
            format!("The fault can't be written: {error}\n"),
        ),
    }
}

impl Packed {
    /// The response that it is.
    pub(super) fn respond(self, status: u16) -> Response {
        Response::new(status, &self.content_type, self.body)
    }
}

pub(super) fn extend(headers: &mut Headers, others: &Headers) {
    for (name, value) in others.iter() {
        // They were checked when they were set.
        let _ = headers.append(name, value);
    }
}
