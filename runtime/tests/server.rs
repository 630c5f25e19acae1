//! A service of one's own, over real HTTP and over none.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]
#![cfg(all(feature = "server", feature = "http"))]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::common::*;
use castile::server::{Call, Endpoint, Reply, Running};
use castile::transport::{HttpTransport, Request as Bytes, Response, Transport, Url};
use castile::xml::Limits;
use castile::{Error, Fault, FaultKind, Header, Operation, SoapVersion};

async fn answer_call(call: Call<Request>) -> Result<Reply<Response_>, Fault> {
    match call.request {
        Request::ClearJobStatus(request) if request.token.as_deref() == Some("bad") => {
            let detail = ClearJobStatusFault::BirstError(BirstError { error_code: -101 });
            Fault::sender("Invalid login token")
                .with_detail(&detail)
                .map_or_else(|e| Err(Fault::receiver(e.to_string())), Err)
        }
        Request::ClearJobStatus(_) => {
            let session = call.cookie("session").map(str::to_owned);
            let response = ClearJobStatusResponse {
                clear_job_status_result: session.is_some(),
            };
            let reply = Reply::new(Response_::ClearJobStatus(response));
            let reply = call.headers.into_iter().fold(reply, Reply::header);
            reply
                .http_header("Set-Cookie", "session=1; path=/")
                .map_err(|e| Fault::receiver(e.to_string()))
        }
        Request::Logout(_) => {
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok(Response_::Logout(LogoutResponse {}).into())
        }
        Request::Ping(()) => Ok(Reply::accepted()),
    }
}

fn endpoint() -> Endpoint {
    Endpoint::new(answer_call).wsdl("<definitions/>")
}

async fn listening() -> Running {
    endpoint().listen("127.0.0.1:0").await.unwrap()
}

fn client(running: &Running, version: SoapVersion) -> CommandWebService {
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    CommandWebService::with_transport(version, &running.url("/CommandWebService.asmx"), transport)
        .unwrap()
}

#[tokio::test]
async fn calls_in_both_versions() {
    let running = listening().await;
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let client = client(&running, version);
        assert!(
            !client
                .clear_job_status(&request())
                .await
                .unwrap()
                .clear_job_status_result
        );
        let header = Header::new(&Headers::Tenant(Tenant {
            name: "n".to_owned(),
        }))
        .unwrap()
        .must_understand();
        let reply = client
            .clear_job_status(&request())
            .header(header)
            .send()
            .await
            .unwrap();
        // The cookie came back, and the header too.
        assert!(reply.body.clear_job_status_result);
        assert_eq!((reply.version, reply.headers.len()), (Some(version), 1));
        let one_way = client.ping().send().await.unwrap();
        assert_eq!(one_way.status, 202);
        let bad = ClearJobStatus {
            token: Some("bad".to_owned()),
            ..request()
        };
        let Err(Error::Fault(fault)) = client.clear_job_status(&bad).await else {
            panic!("no fault")
        };
        assert_eq!(
            (fault.kind(), fault.reason(), fault.version),
            (FaultKind::Sender, "Invalid login token", Some(version))
        );
        assert_eq!(
            fault.status,
            Some(if version == SoapVersion::V1_2 {
                400
            } else {
                500
            })
        );
        assert!(matches!(
            fault.detail(),
            Ok(Some(ClearJobStatusFault::BirstError(BirstError {
                error_code: -101
            })))
        ));
    }
    running.stop().await;
}

#[tokio::test]
async fn it_stops_when_the_last_call_has_ended() {
    let running = listening().await;
    let (client, address) = (client(&running, SoapVersion::V1_1), running.address());
    let call = tokio::spawn(async move { client.logout(&Logout::default()).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop().await;
    call.await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

/// What the endpoint answers to bare bytes.
async fn post(
    endpoint: &Endpoint,
    content_type: &str,
    action: Option<&str>,
    body: impl Into<castile::transport::Body>,
) -> Response {
    let mut request = Bytes::post(Url::parse("http://h/").unwrap(), body);
    if !content_type.is_empty() {
        request.headers.set("Content-Type", content_type).unwrap();
    }
    if let Some(action) = action {
        request.headers.set("SOAPAction", action).unwrap();
    }
    endpoint.send(request).await.unwrap()
}

fn fault(response: &Response) -> (u16, FaultKind, Option<SoapVersion>) {
    match Response_::from_envelope(&response.body.to_bytes()) {
        Err(Error::Fault(fault)) => (response.status, fault.kind(), fault.version),
        other => panic!("{other:?} {response:?}"),
    }
}

#[tokio::test]
async fn requests_in_any_dress() {
    let endpoint = endpoint();
    let body = |version| {
        Request::ClearJobStatus(request())
            .to_envelope(version)
            .unwrap()
    };
    for (content_type, action, version) in [
        (
            "text/xml; charset=utf-8",
            Some("\"http://www.birst.com/clearJobStatus\""),
            SoapVersion::V1_1,
        ),
        ("text/xml", None, SoapVersion::V1_1),
        ("text/xml", Some("\"\""), SoapVersion::V1_1),
        ("text/xml", Some("urn:wrong"), SoapVersion::V1_1),
        (
            "application/soap+xml; action=\"http://www.birst.com/clearJobStatus\"",
            None,
            SoapVersion::V1_2,
        ),
        ("application/soap+xml", None, SoapVersion::V1_2),
        ("text/xml", None, SoapVersion::V1_2),
        ("", None, SoapVersion::V1_1),
    ] {
        let response = post(&endpoint, content_type, action, body(version)).await;
        assert_eq!(response.status, 200, "{content_type}");
        assert!(
            response
                .content_type()
                .is_some_and(|t| t.starts_with(version.media_type()))
        );
        assert!(
            String::from_utf8(response.body.into_bytes().into())
                .unwrap()
                .contains(version.namespace())
        );
    }
    let ping = Request::Ping(()).to_envelope(SoapVersion::V1_1).unwrap();
    assert_eq!(
        post(&endpoint, "text/xml", Some("urn:ping"), ping)
            .await
            .status,
        202
    );
}

/// The blocks that name what of an envelope wasn't known (SOAP 1.2 part 1, 5.4.7 and 5.4.8).
#[tokio::test]
async fn refusals_say_what_is_not_known() {
    let endpoint = endpoint();
    let v12 = SoapVersion::V1_2;
    let text = Request::ClearJobStatus(request()).to_envelope(v12).unwrap();
    let header = "<soap12:Header><x xmlns='urn:x' soap12:mustUnderstand='true'/><y/><y soap12:mustUnderstand='1'/></soap12:Header><soap12:Body>";
    let unknown = text.replace("<soap12:Body>", header);
    let reply = post(&endpoint, "application/soap+xml", None, unknown).await;
    let reply = String::from_utf8(reply.body.to_bytes().to_vec()).unwrap();
    let ns = v12.namespace();
    let blocks = format!(
        r#"<soap12:Header><NotUnderstood xmlns="{ns}" xmlns:n="urn:x" qname="n:x" /><NotUnderstood xmlns="{ns}" qname="y" /></soap12:Header>"#
    );
    assert!(reply.contains(&blocks), "{reply}");

    let text = text.replace(ns, "urn:soap");
    let reply = post(&endpoint, "application/soap+xml", None, text).await;
    let reply = String::from_utf8(reply.body.to_bytes().to_vec()).unwrap();
    let v11 = SoapVersion::V1_1.namespace();
    let block = format!(
        r#"<soap:Header><Upgrade xmlns="{ns}"><SupportedEnvelope xmlns:n="{ns}" qname="n:Envelope" /><SupportedEnvelope xmlns:n="{v11}" qname="n:Envelope" /></Upgrade></soap:Header>"#
    );
    assert!(reply.contains(&block), "{reply}");
}

#[tokio::test]
async fn requests_that_are_refused() {
    let endpoint = endpoint();
    let v11 = SoapVersion::V1_1;
    assert_eq!(
        post(&endpoint, "application/json", None, "{}").await.status,
        415
    );
    assert_eq!(
        fault(&post(&endpoint, "text/xml", None, "").await),
        (500, FaultKind::Sender, Some(v11))
    );
    assert_eq!(
        fault(&post(&endpoint, "application/soap+xml", None, "<a").await),
        (400, FaultKind::Sender, Some(SoapVersion::V1_2))
    );
    let text = Request::ClearJobStatus(request()).to_envelope(v11).unwrap();
    let mismatch = post(
        &endpoint,
        "text/xml",
        None,
        text.replace(v11.namespace(), "urn:soap"),
    )
    .await;
    assert_eq!(
        fault(&mismatch),
        (500, FaultKind::VersionMismatch, Some(v11))
    );
    let header = "<soap:Header><x xmlns='urn:x' soap:mustUnderstand='1'/></soap:Header><soap:Body>";
    let unknown = text.replace("<soap:Body>", header);
    assert_eq!(
        fault(&post(&endpoint, "text/xml", None, unknown.as_str()).await),
        (500, FaultKind::MustUnderstand, Some(v11))
    );
    assert_eq!(
        post(
            &endpoint.clone().understands("urn:x", "x"),
            "text/xml",
            None,
            unknown
        )
        .await
        .status,
        200
    );
    let doctype = text.replace(
        "<soap:Envelope",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><soap:Envelope",
    );
    assert_eq!(
        fault(&post(&endpoint, "text/xml", None, doctype).await).1,
        FaultKind::Sender
    );
    let deep = text.replace("<token>", &"<x>".repeat(100_000));
    assert_eq!(
        fault(&post(&endpoint, "text/xml", None, deep).await).1,
        FaultKind::Sender
    );
    let strict = endpoint.strict(true);
    let extra = text.replace("<token>", "<more/><token>");
    assert_eq!(
        fault(&post(&strict, "text/xml", None, extra).await).1,
        FaultKind::Sender
    );
}

/// What a lenient reading passed over is told once a request, as much of it as is kept; a strict one refuses instead.
#[tokio::test]
async fn what_was_passed_over_is_told() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let endpoint = endpoint().on_warnings({
        let told = told.clone();
        move |operation, warnings| {
            let warnings: Vec<_> = warnings.iter().map(|w| w.message.clone()).collect();
            told.lock().unwrap().push((operation.name, warnings));
        }
    });
    let text = envelope(
        SoapVersion::V1_1,
        "<clearJobStatus xmlns='http://www.birst.com/'><token>t</token></clearJobStatus>",
    );
    let told = || std::mem::take(&mut *told.lock().unwrap());
    assert_eq!(
        post(&endpoint, "text/xml", None, text.clone()).await.status,
        200
    );
    assert!(told().is_empty());
    let unknown = |n: usize| text.replace("<token>", &format!("{}<token>", "<more/>".repeat(n)));
    for (n, shown) in [(1, 1), (500, 201)] {
        assert_eq!(
            post(&endpoint, "text/xml", None, unknown(n)).await.status,
            200
        );
        let told = told();
        let [("clearJobStatus", warnings)] = &told[..] else {
            panic!("{told:?}");
        };
        assert_eq!(warnings.len(), shown);
        assert!(warnings.first().unwrap().contains("<more>"), "{warnings:?}");
        let last = warnings.last().unwrap() == "300 more of such warnings";
        assert_eq!(last, n == 500);
    }
    let strict = endpoint.strict(true);
    let refused = post(&strict, "text/xml", None, unknown(1)).await;
    assert_eq!(fault(&refused).1, FaultKind::Sender);
    assert!(told().is_empty());
}

#[tokio::test]
async fn an_element_that_no_operation_takes() {
    let endpoint = endpoint();
    let (v11, v12) = (SoapVersion::V1_1, SoapVersion::V1_2);
    let unknown = "<clearEverything xmlns='http://www.birst.com/'/>";
    // Not even where the action is that of an operation without parts.
    for action in [None, Some("\"urn:ping\"")] {
        let text = envelope(v11, unknown);
        let response = post(&endpoint, "text/xml", action, text).await;
        assert_eq!(fault(&response), (500, FaultKind::Sender, Some(v11)));
        let text = envelope(v12, unknown);
        let response = post(&endpoint, "application/soap+xml", action, text).await;
        assert_eq!(fault(&response), (400, FaultKind::Sender, Some(v12)));
    }
    let ping = post(&endpoint, "text/xml", None, envelope(v11, "")).await;
    assert_eq!(ping.status, 202);
}

#[tokio::test]
async fn what_is_no_post() {
    let running = listening().await;
    let get = async |method: &'static str, path: &str| {
        let mut request = Bytes::post(Url::parse(&running.url(path)).unwrap(), "");
        request.method = method;
        HttpTransport::builder()
            .no_proxy()
            .build()
            .unwrap()
            .send(request)
            .await
            .unwrap()
    };
    for path in ["/a.asmx?wsdl", "/?WSDL", "/?singleWsdl"] {
        let response = get("GET", path).await;
        assert_eq!(
            (response.status, &response.body.to_bytes()[..]),
            (200, b"<definitions/>".as_slice())
        );
    }
    assert!(get("HEAD", "/?wsdl").await.body.is_empty());
    let response = get("GET", "/").await;
    assert_eq!(
        (response.status, response.headers.get("Allow")),
        (405, Some("POST"))
    );
    assert_eq!(get("DELETE", "/?wsdl").await.status, 405);
}

#[tokio::test]
async fn requests_that_are_too_long() {
    let running = endpoint()
        .limits(Limits {
            bytes: 1000,
            ..Limits::default()
        })
        .listen("127.0.0.1:0")
        .await
        .unwrap();
    let long = ClearJobStatus {
        token: Some("x".repeat(2000)),
        ..request()
    };
    let error = client(&running, SoapVersion::V1_1)
        .clear_job_status(&long)
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(413), "{error}");
}

#[tokio::test]
async fn bare_requests() {
    let endpoint =
        Endpoint::raw(
            |request: Bytes| async move { Response::new(200, "text/plain", request.body) },
        );
    assert_eq!(
        post(&endpoint, "text/plain", None, "abc")
            .await
            .body
            .to_bytes(),
        "abc"
    );
    // As a transport, without a network.
    let client =
        CommandWebService::with_transport(SoapVersion::V1_2, "http://h/", super_endpoint())
            .unwrap();
    assert!(
        !client
            .clear_job_status(&request())
            .await
            .unwrap()
            .clear_job_status_result
    );
}

fn super_endpoint() -> Endpoint {
    endpoint()
}

#[test]
fn operations_know_their_names() {
    use castile::Messages;
    let operation: Option<&'static Operation> = Request::ClearJobStatus(request()).operation();
    assert_eq!(operation.map(|o| o.name), Some("clearJobStatus"));
}

/// Whatever a description asks by comes through a socket too.
#[tokio::test]
async fn methods_of_operations() {
    use castile::support::*;
    static LOOK: Operation = operation("look", Body::content(&[])).http(&Http {
        method: "HEAD",
        location: "/look",
        input: Payload::Nothing,
        output: Payload::Nothing,
    });
    static MEND: Operation = operation("mend", Body::content(&[])).http(&Http {
        method: "PATCH",
        location: "/mend",
        input: Payload::Nothing,
        output: Payload::Nothing,
    });
    static ALL: [&Operation; 2] = [&LOOK, &MEND];
    let endpoint = Endpoint::service(
        &ALL,
        |_| Ok(std::sync::Arc::new(())),
        |_, asked| asked.refuse(),
    );
    let running = endpoint.listen("127.0.0.1:0").await.unwrap();
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    // No method of the trait is written.
    for (method, path, status) in [
        ("HEAD", "/look", 500),
        ("GET", "/look", 405),
        ("PATCH", "/mend", 500),
        ("PATCH", "/nothing", 404),
        ("BREW", "/mend", 501),
    ] {
        let mut request = Bytes::post(Url::parse(&running.url(path)).unwrap(), "");
        request.method = method;
        let response = transport.send(request).await.unwrap();
        assert_eq!(response.status, status, "{method} {path}");
    }
}
