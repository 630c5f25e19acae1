//! Services by their generated trait: which method answers a request.
//!
//! In come the operations of a port type and a generated function that calls their methods by number; out goes an
//! [`Endpoint`]. All that doesn't depend on an operation's types is here, once.

use std::future::{Future, ready};
use std::sync::Arc;

use super::Along;
use super::endpoint::{Answering, Endpoint};
use super::reply::Call;
use super::respond::{extend, respond_fault};
use super::settings::Settings;
use crate::Error;
use crate::mime::Attachment;
use crate::soap::incoming::Target;
use crate::soap::messages::{Heading, Opened, Which};
use crate::soap::packing::Packing;
use crate::soap::{Fault, Header, Message, Operation};
use crate::transport::Response;
use crate::value::Value;

/// A request whose operation is known.
pub struct Asked<'x> {
    opened: Opened<'x>,
    settings: &'x Arc<Settings>,
    along: Along,
}

/// A request that has been read, and is to be answered.
struct Answerable {
    heading: Heading,
    settings: Arc<Settings>,
    along: Along,
}

impl Endpoint {
    /// What generated traits make endpoints with: `make` gives the service for each call, and `answer` calls the method
    /// for the operation of a number.
    #[doc(hidden)]
    pub fn service<S: Send + Sync + 'static>(
        operations: &'static [&'static Operation],
        make: impl Fn(&Call<()>) -> Result<Arc<S>, Fault> + Send + Sync + 'static,
        answer: fn(Arc<S>, Asked<'_>) -> Answering,
    ) -> Endpoint {
        let which = Which {
            operations,
            responses: false,
        };
        Endpoint::with_handler(move |request, settings| {
            settings.open(request, which, |opened, http_headers| {
                let heading = &opened.heading;
                let along = Along::default();
                let made = settings.admit(heading).and_then(|user| {
                    make(&Call {
                        request: (),
                        operation: heading.operation,
                        version: heading.version,
                        user,
                        headers: heading.headers.clone(),
                        attachments: opened.attachments(),
                        http_headers,
                        along: along.clone(),
                    })
                });
                let asked = Asked {
                    opened,
                    settings,
                    along,
                };
                match made {
                    Ok(service) => answer(service, asked),
                    Err(fault) => asked.refused(fault),
                }
            })
        })
    }
}

impl Asked<'_> {
    /// The number of the operation.
    pub fn number(&self) -> usize {
        self.opened.heading.i
    }

    /// The answer where the implementation has no method of this number.
    pub fn refuse(self) -> Answering {
        self.refused(Fault::receiver("The operation is not implemented."))
    }

    /// The answer where the message isn't read.
    fn refused(self, fault: Fault) -> Answering {
        let answerable = Answerable {
            heading: self.opened.heading,
            settings: self.settings.clone(),
            along: self.along,
        };
        Box::pin(ready(answerable.refused(fault)))
    }

    /// Reads the message.
    fn read(self, target: &mut dyn Target) -> (Answerable, Result<(), Fault>) {
        let (heading, read) = self.settings.read(self.opened, target);
        let answerable = Answerable {
            heading,
            settings: self.settings.clone(),
            along: self.along,
        };
        (answerable, read.map(|_| ()))
    }
}

impl Answerable {
    /// The answer with a value, or why there's none, with all that goes with it.
    fn respond(&self, result: Result<&dyn Message, Error>) -> Response {
        let along = self.along.take();
        let mut response = self.written(result, along.headers, along.attachments);
        extend(&mut response.headers, &along.http_headers);
        response
    }

    fn written(
        &self,
        result: Result<&dyn Message, Error>,
        mut headers: Vec<Header>,
        attachments: Vec<Attachment>,
    ) -> Response {
        let Heading {
            version, operation, ..
        } = self.heading;
        let written = match result {
            Ok(_) if operation.output.is_none() => return Response::new(202, "", ""),
            Ok(value) => {
                headers.extend(self.settings.answering(&self.heading, None));
                let packing = Packing {
                    attachments,
                    ..self.settings.packing(self.heading.xop, operation.mtom)
                };
                operation.pack_response(version, value, &headers, packing)
            }
            Err(error) => {
                let mut fault = fault(error);
                fault.headers.extend(headers);
                return self.refused(fault);
            }
        };
        match written {
            Ok(packed) => packed.respond(200),
            Err(error) => self.refused(fault(error)),
        }
    }

    fn refused(&self, mut fault: Fault) -> Response {
        let headers = self.settings.answering(&self.heading, Some(&fault));
        fault.headers.extend(headers);
        let described = self.heading.operation.mtom;
        let packing = self.settings.packing(self.heading.xop, described);
        respond_fault(self.heading.version, &fault, &packing)
    }
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
pub fn answer<Q, R, F>(asked: Asked<'_>, method: impl FnOnce(Q) -> F) -> Answering
where
    Q: Value,
    R: Value + Send + Sync,
    F: Future<Output = Result<R, Error>> + Send + 'static,
{
    let mut request = Q::default();
    let (answerable, read) = asked.read(&mut request);
    if let Err(fault) = read {
        return Box::pin(ready(answerable.refused(fault)));
    }
    let answer = method(request);
    Box::pin(async move {
        match answer.await {
            Ok(response) => answerable.respond(Ok(&response)),
            Err(error) => answerable.respond(Err(error)),
        }
    })
}
