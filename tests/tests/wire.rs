//! The bytes on the wire, in both versions of SOAP: what the generated client of the main job sends, to the byte, and what
//! it makes of the service's answers.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::{Arc, Mutex};

use birst_command::Birst;
use birst_command::service::{ClearJobStatus, CommandWebService, GetDetailedJobStatus, Logout};
use castile::transport::{MemoryTransport, Request, Response};
use castile::{Error, SoapVersion};

const TEXT_XML: &str = "text/xml; charset=utf-8";
const SOAP_XML: &str = "application/soap+xml; charset=utf-8";

/// The sample messages as ASP.NET's help page shows them: request and response, heads and bodies.
fn samples() -> Vec<(String, String)> {
    let text = include_str!("../../wsdl/wire/clearJobStatus.sample.txt");
    let heads = ["POST ", "HTTP/1.1 200"];
    let mut messages = Vec::new();
    let mut blocks = text.split("\n\n");
    while let (Some(head), Some(body)) = (blocks.next(), blocks.next()) {
        assert!(heads.iter().any(|h| head.starts_with(h)), "{head}");
        messages.push((head.to_owned(), body.trim_end().to_owned()));
    }
    assert_eq!(
        messages.len(),
        4,
        "a request and a response for each version"
    );
    messages
}

/// A message as it's sent: without the line breaks and indentation that make a sample readable.
fn compact(sample: &str) -> String {
    let mut lines = sample.lines();
    let declaration = lines.next().unwrap_or_default();
    let body: String = lines.map(str::trim_start).collect();
    format!("{declaration}{body}")
}

/// A transport that keeps what was sent and answers with the same body each time.
fn answering(
    content_type: &'static str,
    body: String,
) -> (MemoryTransport, Arc<Mutex<Vec<Request>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&sent);
    let transport = MemoryTransport::new(move |request| {
        kept.lock()
            .expect("nothing panics while it's held")
            .push(request.clone());
        Response::new(200, content_type, body.clone())
    });
    (transport, sent)
}

fn request() -> ClearJobStatus {
    ClearJobStatus {
        token: Some("string".into()),
        space_id: Some("string".into()),
        job_token: Some("string".into()),
    }
}

async fn call(version: SoapVersion) -> (bool, Request) {
    let samples = samples();
    let ((_, sample), media) = match version {
        SoapVersion::V1_1 => (&samples[1], TEXT_XML),
        SoapVersion::V1_2 => (&samples[3], SOAP_XML),
    };
    // The answer as the sample lays it out, so that white space between elements is read too.
    let answer = sample.replace(">boolean<", ">true<");
    let (transport, sent) = answering(media, answer);
    let url = "https://example.org/CommandWebService.asmx";
    let client =
        CommandWebService::with_transport(version, url, transport).expect("the URL is one");
    let response = client
        .clear_job_status(&request())
        .await
        .expect("the sample is an answer");
    let sent = sent
        .lock()
        .expect("nothing panics while it's held")
        .remove(0);
    (response.clear_job_status_result, sent)
}

#[tokio::test]
async fn soap_1_1_is_what_the_sample_shows() {
    let (result, sent) = call(SoapVersion::V1_1).await;
    assert!(result);
    let (head, body) = &samples()[0];
    assert_eq!(
        String::from_utf8_lossy(&sent.body.to_bytes()),
        compact(body)
    );
    for line in head.lines().skip(1) {
        let (name, value) = line.split_once(": ").expect("a header field");
        if name != "Content-Length" {
            assert_eq!(sent.headers.get(name), Some(value), "{name}");
        }
    }
    assert_eq!(
        sent.url.to_string(),
        "https://example.org/CommandWebService.asmx"
    );
}

#[tokio::test]
async fn soap_1_2_is_what_the_sample_shows() {
    let (result, sent) = call(SoapVersion::V1_2).await;
    assert!(result);
    let (_, body) = &samples()[2];
    assert_eq!(
        String::from_utf8_lossy(&sent.body.to_bytes()),
        compact(body)
    );
    // The sample's media type, with the parameter in which SOAP 1.2 carries the action (SOAP 1.2 part 2, 6.5.3).
    let media =
        "application/soap+xml; charset=utf-8; action=\"http://www.birst.com/clearJobStatus\"";
    assert_eq!(sent.headers.get("Content-Type"), Some(media));
    assert_eq!(sent.headers.get("SOAPAction"), None);
}

#[tokio::test]
async fn absent_is_not_empty() {
    let (transport, sent) = answering(TEXT_XML, compact(&samples()[1].1).replace("boolean", "0"));
    let client =
        CommandWebService::with_transport(SoapVersion::V1_1, "http://localhost/", transport)
            .expect("a URL");
    let request = ClearJobStatus {
        token: Some(String::new()),
        ..ClearJobStatus::default()
    };
    let response = client.clear_job_status(&request).await.expect("an answer");
    assert!(!response.clear_job_status_result);
    let sent = sent
        .lock()
        .expect("nothing panics while it's held")
        .remove(0);
    let body = String::from_utf8_lossy(&sent.body.to_bytes()).into_owned();
    let inside = r#"<clearJobStatus xmlns="http://www.birst.com/"><token /></clearJobStatus>"#;
    assert!(body.contains(inside), "{body}");
}

#[tokio::test]
async fn text_is_escaped_and_comes_back() {
    let text = "a <b> & \"c\" é中😀\t\r\n ]]> ";
    let (transport, sent) = answering(TEXT_XML, compact(&samples()[1].1).replace("boolean", "1"));
    let client =
        CommandWebService::with_transport(SoapVersion::V1_1, "http://localhost/", transport)
            .expect("a URL");
    let request = ClearJobStatus {
        token: Some(text.into()),
        ..ClearJobStatus::default()
    };
    client.clear_job_status(&request).await.expect("an answer");
    let sent = sent
        .lock()
        .expect("nothing panics while it's held")
        .remove(0);
    use castile_tests::command_web_service::Request as Requests;
    match Requests::from_envelope(&sent.body.to_bytes()) {
        Ok(Requests::ClearJobStatus(read)) => assert_eq!(read.token.as_deref(), Some(text)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_structure_comes_back_typed() {
    let body = r#"<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <getDetailedJobStatusResponse xmlns="http://www.birst.com/">
      <getDetailedJobStatusResult>
        <type>3</type>
        <loadid>-1</loadid>
        <message>Loading &amp; staging</message>
        <statusCode />
      </getDetailedJobStatusResult>
    </getDetailedJobStatusResponse>
  </soap:Body>
</soap:Envelope>"#;
    let (transport, _) = answering(TEXT_XML, body.to_owned());
    let client =
        CommandWebService::with_transport(SoapVersion::V1_1, "http://localhost/", transport)
            .expect("a URL");
    let response = client
        .get_detailed_job_status(&GetDetailedJobStatus::default())
        .await
        .expect("an answer");
    let status = response
        .get_detailed_job_status_result
        .expect("there's a result");
    assert_eq!((status.r#type, status.loadid), (3, -1));
    assert_eq!(status.processing_group, None);
    assert_eq!(status.message.as_deref(), Some("Loading & staging"));
    assert_eq!(status.status_code.as_deref(), Some(""));
}

#[tokio::test]
async fn a_fault_is_typed_in_both_versions() {
    let faults = [
        (
            SoapVersion::V1_1,
            TEXT_XML,
            r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring>Invalid login token</faultstring><detail /></soap:Fault></soap:Body></soap:Envelope>"#,
        ),
        (
            SoapVersion::V1_2,
            SOAP_XML,
            r#"<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body><soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">Invalid login token</soap:Text></soap:Reason></soap:Fault></soap:Body></soap:Envelope>"#,
        ),
    ];
    for (version, media, body) in faults {
        let transport = MemoryTransport::new(move |_| Response::new(500, media, body));
        let client = CommandWebService::with_transport(version, "http://localhost/", transport)
            .expect("a URL");
        match client.logout(&Logout::default()).await {
            Err(Error::Fault(fault)) => {
                assert_eq!(fault.kind(), castile::FaultKind::Sender);
                assert_eq!(fault.reason(), "Invalid login token");
                assert_eq!(fault.status, Some(500));
            }
            other => panic!("{version:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_session_shows_no_secret() {
    let login = r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><LoginResponse xmlns="http://www.birst.com/"><LoginResult>s3cret-token</LoginResult></LoginResponse></soap:Body></soap:Envelope>"#;
    let (transport, _) = answering(TEXT_XML, login.to_owned());
    let url = "https://user:pa55@example.org/?key=s3cret-key";
    let service = CommandWebService::with_transport(SoapVersion::V1_1, url, transport)
        .expect("the URL is one");
    let session = Birst::login_with(service, "me", "pa55word")
        .await
        .expect("a token came");
    assert_eq!(session.token(), "s3cret-token");
    let shown = format!("{session:?} {session:#?}");
    for secret in ["s3cret", "pa55"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
