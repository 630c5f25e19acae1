//! Between an endpoint's bytes and the types of the crate `http`, which hyper, tower and axum share.

use std::error::Error;
use std::time::Duration;

use http_body_util::LengthLimitError;
use hyper::body::Body;
use hyper::header::HOST;

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
    let method = match parts.method.as_str() {
        "POST" => "POST",
        "GET" => "GET",
        "HEAD" => "HEAD",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => return Err((501, "This method is not known here.\n")),
    };
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or(parts.uri.authority().map(|authority| authority.as_str()));
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = Url::parse(&format!("http://{}{path}", host.unwrap_or("localhost")));
    let url = url.map_err(|_| (400, "Host or path of the request are none.\n"))?;
    let body = gather(body, endpoint.limit());
    let body = match patience {
        Some(patience) => tokio::time::timeout(patience, body)
            .await
            .map_err(|_| (408, "The request took too long.\n"))?,
        None => body.await,
    };
    let body = body.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
        Some(_) => (413, "The request is too long.\n"),
        None => (400, "The request broke off.\n"),
    })?;
    let mut request = Request::post(url, body);
    request.method = method;
    request.headers = Headers::from(&parts.headers);
    Ok(request)
}
