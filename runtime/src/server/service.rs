//! Services by their generated trait: which method answers a request.
//!
//! In come the operations of a port type and a generated function that calls their methods by number; out goes an
//! [`Endpoint`]. All that doesn't depend on an operation's types is here, once.

use std::future::{Future, ready};
use std::sync::Arc;

use super::endpoint::{Answering, Endpoint};
use super::reply::Call;
use super::respond::respond_fault;
use super::settings::Settings;
use crate::Error;
use crate::soap::messages::{Opened, Which};
use crate::soap::{Fault, Message, Operation};
use crate::transport::Response;
use crate::value::Value;

/// A request whose operation is known.
pub struct Asked {
    opened: Opened,
    settings: Settings,
}

impl Endpoint {
    /// What generated traits make endpoints with: `make` gives the service for each call, and `answer` calls the method
    /// for the operation of a number.
    #[doc(hidden)]
    pub fn service<S: Send + Sync + 'static>(
        operations: &'static [&'static Operation],
        make: impl Fn(&Call<()>) -> Result<Arc<S>, Fault> + Send + Sync + 'static,
        answer: fn(Arc<S>, Asked) -> Answering,
    ) -> Endpoint {
        let which = Which {
            operations,
            responses: false,
        };
        Endpoint::with_handler(move |request, settings| {
            let opened = match settings.open(&request, which) {
                Ok(opened) => opened,
                Err(response) => return Box::pin(ready(response)),
            };
            let version = opened.version;
            let made = settings.admit(&opened).and_then(|user| {
                make(&Call {
                    request: (),
                    operation: opened.operation,
                    version,
                    user,
                    headers: opened.headers.clone(),
                    attachments: opened.attachments(),
                    http_headers: request.headers,
                })
            });
            match made {
                Ok(service) => {
                    let settings = settings.clone();
                    answer(service, Asked { opened, settings })
                }
                Err(fault) => Box::pin(ready(refused(settings, &opened, fault))),
            }
        })
    }
}

impl Asked {
    /// The number of the operation.
    pub fn number(&self) -> usize {
        self.opened.i
    }

    /// The answer with a value, or why there's none.
    fn respond(&self, result: Result<&dyn Message, Error>) -> Response {
        let (version, operation) = (self.opened.version, self.opened.operation);
        let written = match result {
            Ok(_) if operation.output.is_none() => return Response::new(202, "", ""),
            Ok(value) => {
                let headers = self.settings.answering(&self.opened, None);
                let packing = self.settings.packing(self.opened.xop, operation.mtom);
                operation.pack_response(version, value, &headers, packing)
            }
            Err(error) => Err(error),
        };
        match written {
            Ok(packed) => packed.respond(200),
            Err(error) => refused(&self.settings, &self.opened, fault(error)),
        }
    }

    /// The answer where the implementation has no method of this number.
    pub fn refuse(self) -> Answering {
        let fault = Fault::receiver("The operation is not implemented.");
        Box::pin(ready(self.respond(Err(fault.into()))))
    }
}

fn refused(settings: &Settings, opened: &Opened, mut fault: Fault) -> Response {
    let headers = settings.answering(opened, Some(&fault));
    fault.headers.extend(headers);
    let packing = settings.packing(opened.xop, opened.operation.mtom);
    respond_fault(opened.version, &fault, &packing)
}

/// What a caller is told: faults as they are, of anything else that it happened. What went wrong behind a service is
/// not its callers' to know.
fn fault(error: Error) -> Fault {
    match error {
        Error::Fault(fault) => fault,
        Error::Encode(error) => Fault::receiver(format!("The response can't be written: {error}")),
        _ => Fault::receiver("The service could not answer."),
    }
}

/// Reads the request, calls the method and writes what it gives.
pub fn answer<Q, R, F>(asked: Asked, method: impl FnOnce(Q) -> F) -> Answering
where
    Q: Value,
    R: Value + Send + Sync,
    F: Future<Output = Result<R, Error>> + Send + 'static,
{
    let mut request = Q::default();
    if let Err(fault) = asked.settings.read_into(&asked.opened, &mut request) {
        return Box::pin(ready(refused(&asked.settings, &asked.opened, fault)));
    }
    let answer = method(request);
    Box::pin(async move {
        match answer.await {
            Ok(response) => asked.respond(Ok(&response)),
            Err(error) => asked.respond(Err(error)),
        }
    })
}
