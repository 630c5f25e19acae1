//! Between an endpoint's bytes and the types of the crate `http`, which hyper, tower and axum share.

use std::error::Error;
use std::pin::pin;
use std::time::Duration;

use bytes::{Buf, Bytes};
use http_body_util::{BodyExt, LengthLimitError};
use hyper::body::Body;
use hyper::header::{EXPECT, HOST};

use super::Endpoint;
use crate::transport::{self, Headers, Request, Response, Url, gather};

/// Answers a request. Its body may take as long as `patience` says.
pub(super) async fn serve<B>(
    endpoint: &Endpoint,
    patience: Option<Duration>,
    request: hyper::Request<B>,
) -> hyper::Response<transport::Body>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let head = request.method() == hyper::Method::HEAD;
    let mut response = match read(endpoint, patience, request).await {
        Ok(request) => endpoint.answer(request).await,
        Err((status, message)) => Response::new(status, "text/plain; charset=utf-8", message),
    };
    if head {
        response.body = transport::Body::new();
    }
    let mut out = hyper::Response::new(response.body);
    if let Ok(status) = hyper::StatusCode::from_u16(response.status) {
        *out.status_mut() = status;
    }
    // A field that HTTP hasn't is left out.
    let _ = response.headers.add_to(out.headers_mut());
    out
}

/// The request in bytes, or the status and text to answer with.
async fn read<B>(
    endpoint: &Endpoint,
    patience: Option<Duration>,
    request: hyper::Request<B>,
) -> Result<Request, (u16, &'static str)>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    let method = endpoint.method(parts.method.as_str());
    let method = method.ok_or((501, "This method is not known here.\n"))?;
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or(parts.uri.authority().map(|authority| authority.as_str()));
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = Url::parse(&["http://", host.unwrap_or("localhost"), path].concat());
    let url = url.map_err(|_| (400, "Host or path of the request are none.\n"))?;
    // Whoever waits to be told to go on has sent nothing yet, and is told not to.
    let waits = parts.headers.contains_key(EXPECT);
    let body = pin!(taken(body, endpoint.limit(), waits));
    let body = match patience {
        Some(patience) => tokio::time::timeout(patience, body)
            .await
            .map_err(|_| (408, "The request took too long.\n"))?,
        None => body.await,
    }?;
    let mut request = Request::post(url, body);
    request.method = method;
    request.headers = Headers::from(&parts.headers);
    Ok(request)
}

/// The body of a request, if it isn't too long.
async fn taken<B>(body: B, limit: usize, waits: bool) -> Result<Bytes, (u16, &'static str)>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    /// How much is read of what isn't wanted: most clients look for an answer when they have sent all.
    const PASSED_OVER: usize = 64 << 20;
    const TOO_LONG: (u16, &str) = (413, "The request is too long.\n");
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limit && waits {
        return Err(TOO_LONG);
    }
    let mut body = pin!(body);
    match gather(body.as_mut(), limit).await {
        Ok(bytes) => return Ok(bytes),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_none() => {
            return Err((400, "The request broke off.\n"));
        }
        Err(_) => {}
    }
    let mut left = PASSED_OVER;
    while left > 0
        && let Some(Ok(frame)) = body.as_mut().frame().await
    {
        left = left.saturating_sub(frame.data_ref().map_or(0, Buf::remaining));
    }
    Err(TOO_LONG)
}
