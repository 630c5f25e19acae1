//! An endpoint as a service of tower, so that axum, hyper and their middleware can hold it.

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::Body;
use tower_service::Service;

use super::{Endpoint, http};
use crate::transport;

/// Answers requests of any body, whatever their path. Time limits are for middleware; those for size and depth are the
/// endpoint's own.
///
/// ```text
/// let app = axum::Router::new().route_service("/CommandWebService.asmx", double.into_endpoint());
/// ```
impl<B> Service<hyper::Request<B>> for Endpoint
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Response = hyper::Response<transport::Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: hyper::Request<B>) -> Self::Future {
        let endpoint = self.clone();
        Box::pin(async move { Ok(http::serve(&endpoint, None, request).await) })
    }
}
