//! An endpoint as a service of tower, and what of WS-Addressing a service answers.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]
#![cfg(feature = "tower")]

use std::future::poll_fn;

use crate::common::*;
use castile::server::{Call, Endpoint, Reply};
use castile::xml::Limits;
use castile::{Fault, SoapVersion};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use tower_service::Service;

fn endpoint() -> Endpoint {
    Endpoint::new(|call: Call<Request>| async move {
        match call.request {
            Request::ClearJobStatus(_) => {
                let clear_job_status_result = true;
                let response = ClearJobStatusResponse {
                    clear_job_status_result,
                };
                Ok(Reply::new(Response_::ClearJobStatus(response)))
            }
            _ => Err(Fault::receiver("not today")),
        }
    })
    .wsdl("<definitions/>")
}

/// What axum asks of a service for a route.
fn routable<S>(service: S) -> S
where
    S: Service<hyper::Request<Full<Bytes>>, Error = std::convert::Infallible>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send + 'static,
{
    service
}

async fn oneshot(
    endpoint: Endpoint,
    request: hyper::Request<Full<Bytes>>,
) -> (u16, String, String) {
    let mut service = routable(endpoint);
    poll_fn(|cx| Service::<hyper::Request<Full<Bytes>>>::poll_ready(&mut service, cx))
        .await
        .unwrap();
    let response = service.call(request).await.unwrap();
    let status = response.status().as_u16();
    let media = response
        .headers()
        .get("content-type")
        .map(|v| v.to_str().unwrap().to_owned());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (
        status,
        media.unwrap_or_default(),
        String::from_utf8(body.to_vec()).unwrap(),
    )
}

fn post(version: SoapVersion, header: &str, body: &str) -> hyper::Request<Full<Bytes>> {
    let ns = version.namespace();
    let envelope = format!(
        "<s:Envelope xmlns:s=\"{ns}\"><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    );
    hyper::Request::post("/CommandWebService.asmx")
        .header("Content-Type", version.media_type())
        .body(Full::new(envelope.into()))
        .unwrap()
}

fn clear() -> String {
    format!("<clearJobStatus xmlns=\"{NS}\"/>")
}

#[tokio::test]
async fn answers_in_the_version_that_it_is_asked_in() {
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let (status, media, body) = oneshot(endpoint(), post(version, "", &clear())).await;
        assert_eq!(status, 200, "{body}");
        assert!(media.starts_with(version.media_type()));
        assert!(
            body.contains(version.namespace()) && body.contains(">true<"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn refuses_in_the_version_that_it_is_asked_in() {
    let logout = format!("<Logout xmlns=\"{NS}\"/>");
    let statuses = [
        (SoapVersion::V1_1, 500, "soap:Client"),
        (SoapVersion::V1_2, 400, "soap12:Sender"),
    ];
    for (version, status, code) in statuses {
        let (got, media, body) = oneshot(endpoint(), post(version, "", "<broken></other>")).await;
        assert_eq!(got, status, "{body}");
        assert!(
            media.starts_with(version.media_type()) && body.contains(code),
            "{body}"
        );
        let (got, _, body) = oneshot(endpoint(), post(version, "", &logout)).await;
        assert!(got == 500 && body.contains("not today"), "{body}");
        let unknown = "<h xmlns=\"urn:h\" s:mustUnderstand=\"1\"/>";
        let (got, _, body) = oneshot(endpoint(), post(version, unknown, &clear())).await;
        assert!(got == 500 && body.contains("MustUnderstand"), "{body}");
        let understands = endpoint().understands("urn:h", "h");
        assert_eq!(
            oneshot(understands, post(version, unknown, &clear()))
                .await
                .0,
            200
        );
    }
}

#[tokio::test]
async fn has_limits_of_size_and_depth() {
    let limits = Limits {
        bytes: 2_000,
        ..Limits::default()
    };
    let long = "x".repeat(3_000);
    let (status, ..) = oneshot(
        endpoint().limits(limits),
        post(SoapVersion::V1_1, "", &long),
    )
    .await;
    assert_eq!(status, 413);
    let deep = "<a>".repeat(2_000) + &"</a>".repeat(2_000);
    let (status, _, body) = oneshot(endpoint(), post(SoapVersion::V1_2, &deep, &clear())).await;
    assert!(status == 400 && body.contains("Sender"), "{status} {body}");
}

#[tokio::test]
async fn serves_its_description() {
    let get = hyper::Request::get("/CommandWebService.asmx?wsdl")
        .body(Full::default())
        .unwrap();
    let (status, media, body) = oneshot(endpoint(), get).await;
    assert_eq!((status, body.as_str()), (200, "<definitions/>"));
    assert!(media.starts_with("text/xml"));
    let get = hyper::Request::get("/").body(Full::default()).unwrap();
    assert_eq!(oneshot(endpoint(), get).await.0, 405);
}

#[tokio::test]
async fn says_what_it_answers_where_the_request_has_addresses() {
    let wsa = "http://www.w3.org/2005/08/addressing";
    let header = |reply_to: &str| {
        format!(
            "<Action xmlns=\"{wsa}\" s:mustUnderstand=\"1\">urn:clear</Action>\
             <MessageID xmlns=\"{wsa}\">urn:uuid:1</MessageID>\
             <ReplyTo xmlns=\"{wsa}\"><Address>{reply_to}</Address></ReplyTo>"
        )
    };
    let here = header(&format!("{wsa}/anonymous"));
    let (status, _, body) = oneshot(endpoint(), post(SoapVersion::V1_2, &here, &clear())).await;
    assert_eq!(status, 200, "{body}");
    assert!(
        body.contains("urn:clearResponse") && body.contains(">urn:uuid:1</"),
        "{body}"
    );
    let there = header("http://elsewhere.example/");
    let (status, _, body) = oneshot(endpoint(), post(SoapVersion::V1_2, &there, &clear())).await;
    assert!(
        status == 400 && body.contains("OnlyAnonymousAddressSupported"),
        "{body}"
    );
    assert!(
        body.contains("/addressing/fault") && body.contains(">urn:uuid:1</"),
        "{body}"
    );
}
