//! A request on its way and the answer, before anyone knows its type.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::answer::Answer;
use super::call::Options;
use super::plain;
use super::{Client, Settings};
use crate::Error;
use crate::soap::address::address_request;
use crate::soap::operation::{lacking, mark};
use crate::soap::packing::Packing;
use crate::soap::{Header, Message, Operation, Requirement};
use crate::transport::{Headers, Request, Response, TransportError};
use crate::validate::validate;

type Sent = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send>>;

/// A call whose request has been written.
pub(super) struct Exchange {
    state: Option<State>,
}

enum State {
    Failed(Error),
    Sent(Sent, Expected),
}

/// What's needed to read the answer.
pub(super) struct Expected {
    pub(super) operation: &'static Operation,
    pub(super) settings: Arc<Settings>,
    pub(super) understood: Vec<(String, String)>,
    pub(super) strict: bool,
    /// The id that WS-Addressing has given to the request.
    pub(super) message_id: Option<String>,
    /// The HTTP header fields of this call alone.
    pub(super) http_headers: Headers,
}

impl Exchange {
    /// Writes the request. It's sent when the exchange is polled.
    pub(super) fn begin(
        client: &Client,
        operation: &'static Operation,
        request: &dyn Message,
        options: Options,
    ) -> Exchange {
        let state = match ready(client, operation, request, options) {
            Err(error) => State::Failed(error),
            Ok((request, expected)) => {
                let transport = client.settings.transport.clone();
                let sent = Box::pin(async move { transport.send(request).await });
                State::Sent(sent, expected)
            }
        };
        Exchange { state: Some(state) }
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer, Error>> {
        let polled = match &mut self.state {
            Some(State::Sent(sent, _)) => match sent.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(response) => Some(response),
            },
            _ => None,
        };
        Poll::Ready(match (self.state.take(), polled) {
            (Some(State::Sent(_, expected)), Some(Ok(response))) => {
                Ok(Answer::new(response, expected))
            }
            (Some(State::Sent(..)), Some(Err(error))) => Err(Error::Transport(error)),
            (Some(State::Failed(error)), _) => Err(error),
            // Only a caller that polls on after the end gets here.
            _ => Err(Error::Setup("the call has ended already".to_owned())),
        })
    }
}

/// The request, and what's needed to read its answer.
pub(super) fn ready(
    client: &Client,
    operation: &'static Operation,
    request: &dyn Message,
    options: Options,
) -> Result<(Request, Expected), Error> {
    let Prepared {
        request,
        message_id,
    } = prepare(client, operation, request, &options)?;
    let settings = client.settings.clone();
    let expected = Expected {
        operation,
        strict: options.strict.unwrap_or(settings.strict),
        understood: options.understood,
        message_id,
        http_headers: options.http_headers,
        settings,
    };
    Ok((request, expected))
}

/// A request that can be sent.
pub(super) struct Prepared {
    pub(super) request: Request,
    /// The id that WS-Addressing has given to it.
    pub(super) message_id: Option<String>,
}

/// The request as the transport gets it.
pub(super) fn prepare(
    client: &Client,
    operation: &Operation,
    message: &dyn Message,
    options: &Options,
) -> Result<Prepared, Error> {
    if let Some(invalid) = &options.invalid {
        return Err(invalid.clone().into());
    }
    let settings = &client.settings;
    if options.validate.unwrap_or(settings.validate) {
        validate(message.view(), operation.name)?;
    }
    let mut headers: Vec<Header> = settings
        .headers
        .iter()
        .chain(&options.headers)
        .cloned()
        .collect();
    if let Some(http) = operation.http {
        if !headers.is_empty() {
            let message = "a call over plain HTTP has no envelope, and no place for a header block";
            return Err(Error::Setup(message.to_owned()));
        }
        check_transport(settings, operation)?;
        let request = plain::request(settings, operation, http, message.view())?;
        return finish(settings, options, request, None);
    }
    let message_id = address_request(
        settings.addressing.unwrap_or(operation.addressing),
        settings.version,
        operation,
        settings.url.as_str(),
        &mut headers,
    );
    check_transport(settings, operation)?;
    secure(settings, operation, &mut headers)?;
    let declared = operation.input.headers;
    mark(declared, &mut headers);
    if let Some(block) = lacking(declared, &headers) {
        let name = block.name.local;
        let message = format!(
            "the service's description requires the header block <{name}>: add it with .header(…) of the call, or of the client's builder"
        );
        return Err(Error::Setup(message));
    }
    let packing = Packing {
        mtom: options
            .mtom
            .or(settings.mtom)
            .unwrap_or(operation.input.mtom),
        threshold: settings.mtom_threshold,
        attachments: options.attachments.clone(),
        prefixed: settings.prefixed,
    };
    let packed = operation.pack_request(settings.version, message, &headers, packing)?;
    let action = operation.soap_action(settings.version);
    let mut request = Request::post(settings.url.clone(), packed.body);
    request.headers.reserve(&settings.http_headers);
    request
        .headers
        .append("Content-Type", &packed.content_type)?;
    if let Some(action) = action {
        request.headers.append("SOAPAction", &action)?;
    }
    finish(settings, options, request, message_id)
}

/// The request with what client and call say of all requests.
fn finish(
    settings: &Settings,
    options: &Options,
    mut request: Request,
    message_id: Option<String>,
) -> Result<Prepared, Error> {
    request.headers.merge(&settings.http_headers);
    request.headers.merge(&options.http_headers);
    request.timeout = options.timeout.unwrap_or(settings.timeout);
    request.limit = settings.limits.bytes;
    Ok(Prepared {
        request,
        message_id,
    })
}

/// What a policy requires of the transport is known by the URL.
fn check_transport(settings: &Settings, operation: &Operation) -> Result<(), Error> {
    let required = operation.requirements.contains(&Requirement::Https);
    if !required || settings.plain_http || settings.url.scheme() != "http" {
        return Ok(());
    }
    let message = "the service's policy requires HTTPS, and the URL is http: use its https URL, or .allow_plain_http(true) of the client's builder if something on the way adds it";
    Err(Error::Setup(message.to_owned()))
}

#[cfg(feature = "wss")]
fn secure(
    settings: &Settings,
    operation: &Operation,
    headers: &mut Vec<Header>,
) -> Result<(), Error> {
    let token = settings.username_token.as_ref();
    crate::soap::security::secure(token, settings.timestamp, operation.requirements, headers)
}

#[cfg(not(feature = "wss"))]
fn secure(_: &Settings, operation: &Operation, headers: &mut Vec<Header>) -> Result<(), Error> {
    let transport = |r: &Requirement| *r == Requirement::Https;
    let own = headers.iter().any(crate::soap::security::is_security);
    if own || operation.requirements.iter().all(transport) {
        return Ok(());
    }
    let message = "the service's policy requires WS-Security: use castile with its feature `wss`, or set a header of your own";
    Err(Error::Setup(message.to_owned()))
}
