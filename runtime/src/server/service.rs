//! Services by their generated trait: which method answers a request.
//!
//! In come the operations of a port type and a generated function that calls their methods by number; out goes an
//! [`Endpoint`]. All that doesn't depend on an operation's types is here, once.

use std::future::{Future, ready};
use std::sync::Arc;

use super::Along;
use super::endpoint::{Answering, Endpoint};
use super::plain;
use super::reply::Call;
use super::respond::{accepted, complete, extend, respond_fault};
use super::settings::Settings;
use crate::Error;
use crate::mime::Attachment;
use crate::soap::incoming::Target;
use crate::soap::messages::{Heading, Opened, Which};
use crate::soap::packing::Packing;
use crate::soap::{self, Fault, Header, Operation};
use crate::transport::Response;
use crate::value::Value;

/// A request whose operation is known.
pub struct Asked<'x> {
    message: Message<'x>,
    settings: &'x Arc<Settings>,
    along: Along,
}

/// A request whose values haven't been read.
enum Message<'x> {
    Envelope(Box<Opened<'x>>),
    Plain(plain::Unread),
}

/// A request that has been read, and is to be answered.
struct Answerable {
    head: Head,
    settings: Arc<Settings>,
    along: Along,
}

/// What decides how a request is answered.
enum Head {
    Envelope(Heading),
    Plain(&'static Operation),
}

impl Endpoint {
    /// What generated traits make endpoints with: `make` gives the service for each call, and `answer` calls the method
    /// for the operation of a number. All operations are SOAP's, or all go over plain HTTP.
    #[doc(hidden)]
    pub fn service<S: Send + Sync + 'static>(
        operations: &'static [&'static Operation],
        make: impl Fn(&Call<()>) -> Result<Arc<S>, Fault> + Send + Sync + 'static,
        answer: fn(Arc<S>, Asked<'_>) -> Answering,
    ) -> Endpoint {
        let answered = move |asked: Asked<'_>, call: Result<Call<()>, Fault>| match call
            .and_then(|call| make(&call))
        {
            Ok(service) => answer(service, asked),
            Err(fault) => asked.refused(fault),
        };
        if operations.iter().any(|o| o.http.is_some()) {
            return Endpoint::with_plain_handler(operations, move |routed, request, settings| {
                let (unread, user) = match plain::Unread::new(routed, request, settings) {
                    Ok(read) => read,
                    Err(refused) => return refused,
                };
                let along = Along::default();
                let call = Call {
                    request: (),
                    operation: unread.routed.operation,
                    version: None,
                    user,
                    headers: Vec::new(),
                    attachments: Vec::new(),
                    http_headers: unread.headers.clone(),
                    along: along.clone(),
                };
                let message = Message::Plain(unread);
                let asked = Asked {
                    message,
                    settings,
                    along,
                };
                answered(asked, Ok(call))
            });
        }
        let which = Which {
            operations,
            responses: false,
        };
        Endpoint::with_handler(move |request, settings| {
            settings.open(request, which, |opened, http_headers| {
                let heading = &opened.heading;
                let along = Along::default();
                let call = settings.admit(heading).map(|user| Call {
                    request: (),
                    operation: heading.operation,
                    version: Some(heading.version),
                    user,
                    headers: heading.headers.clone(),
                    attachments: opened.attachments(),
                    http_headers,
                    along: along.clone(),
                });
                let asked = Asked {
                    message: Message::Envelope(Box::new(opened)),
                    settings,
                    along,
                };
                answered(asked, call)
            })
        })
    }
}

impl Asked<'_> {
    /// The number of the operation.
    pub fn number(&self) -> usize {
        match &self.message {
            Message::Envelope(opened) => opened.heading.i,
            Message::Plain(unread) => unread.routed.number,
        }
    }

    /// The answer where the implementation has no method of this number.
    pub fn refuse(self) -> Answering {
        self.refused(Fault::receiver("The operation is not implemented."))
    }

    /// The answer where the message isn't read.
    fn refused(self, fault: Fault) -> Answering {
        let answerable = Answerable {
            head: match self.message {
                Message::Envelope(opened) => Head::Envelope(opened.heading),
                Message::Plain(unread) => Head::Plain(unread.routed.operation),
            },
            settings: self.settings.clone(),
            along: self.along,
        };
        Box::pin(ready(answerable.refused(fault)))
    }

    /// Reads the message.
    fn read(self, target: &mut dyn Target) -> (Answerable, Result<(), Fault>) {
        let (head, read) = match self.message {
            Message::Envelope(opened) => {
                let (heading, read) = self.settings.read(*opened, target);
                (Head::Envelope(heading), read.map(|_| ()))
            }
            Message::Plain(unread) => {
                let read = unread.read(self.settings, target);
                (Head::Plain(unread.routed.operation), read)
            }
        };
        let answerable = Answerable {
            head,
            settings: self.settings.clone(),
            along: self.along,
        };
        (answerable, read)
    }
}

impl Answerable {
    /// The answer with a value, or why there's none, with all that goes with it.
    fn respond(&self, result: Result<&dyn soap::Message, Error>) -> Response {
        let along = self.along.take();
        let mut response = match &self.head {
            Head::Envelope(heading) => {
                self.written(heading, result, along.headers, along.attachments)
            }
            Head::Plain(operation) => {
                let bare = along.headers.is_empty() && along.attachments.is_empty();
                let result = result.and_then(|value| match bare {
                    true => plain::respond(operation, value),
                    false => Err(Error::Fault(Fault::receiver(
                        "Header blocks and attachments have no place in an answer over plain HTTP.",
                    ))),
                });
                result.unwrap_or_else(|error| self.refused(fault(error)))
            }
        };
        extend(&mut response.headers, &along.http_headers);
        response
    }

    fn written(
        &self,
        heading: &Heading,
        result: Result<&dyn soap::Message, Error>,
        mut headers: Vec<Header>,
        attachments: Vec<Attachment>,
    ) -> Response {
        let Heading {
            version, operation, ..
        } = *heading;
        let written = match result {
            Ok(_) if operation.output.is_none() => return accepted(),
            Ok(value) => {
                headers.extend(self.settings.answering(heading, None));
                if let Err(fault) = complete(operation, &mut headers) {
                    return self.refused(fault);
                }
                let packing = Packing {
                    attachments,
                    ..self.settings.packing(heading.xop, Some(operation))
                };
                operation.pack_response(version, value, &headers, packing)
            }
            Err(error) => {
                let mut fault = fault(error);
                fault.headers.extend(headers);
                return self.refused(fault);
            }
        };
        if self.settings.discards(heading, false) {
            return accepted();
        }
        match written {
            Ok(packed) => packed.respond(200),
            Err(error) => self.refused(fault(error)),
        }
    }

    fn refused(&self, mut fault: Fault) -> Response {
        let heading = match &self.head {
            Head::Envelope(heading) => heading,
            Head::Plain(_) => return plain::refuse(&fault),
        };
        if self.settings.discards(heading, true) {
            return accepted();
        }
        let headers = self.settings.answering(heading, Some(&fault));
        fault.headers.extend(headers);
        let packing = self.settings.packing(heading.xop, Some(heading.operation));
        respond_fault(heading.version, &fault, &packing)
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
