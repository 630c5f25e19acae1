//! Requests byte for byte, and every kind of answer that services are known to give.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]

use crate::common::*;
use castile::transport::{MemoryTransport, Response, TransportError, TransportErrorKind};
use castile::{AnyElement, AnyType, Client, Error, Fault, FaultKind, Header, SoapVersion};

const XML: &str = "text/xml; charset=utf-8";
const V11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const V12: &str = "http://www.w3.org/2003/05/soap-envelope";

/// The request that a call sends, with its `Content-Type` and `SOAPAction`.
fn sent(
    version: SoapVersion,
    call: impl AsyncFn(&CommandWebService),
) -> (String, Option<String>, Option<String>) {
    let (sender, receiver) = std::sync::mpsc::channel();
    let transport = MemoryTransport::new(move |request| {
        assert_eq!(request.method, "POST");
        let field = |name| request.headers.get(name).map(str::to_owned);
        let body = String::from_utf8(request.body.to_bytes().into()).unwrap();
        sender
            .send((body, field("content-type"), field("soapaction")))
            .unwrap();
        Response::new(202, "", "")
    });
    let client =
        CommandWebService::with_transport(version, "http://example.org/", transport).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(call(&client));
    receiver.try_recv().unwrap()
}

#[test]
fn requests_in_soap_11() {
    let (body, content_type, action) = sent(SoapVersion::V1_1, async |client| {
        let _ = client.clear_job_status(&request()).await;
    });
    assert_eq!(content_type.as_deref(), Some("text/xml; charset=utf-8"));
    assert_eq!(
        action.as_deref(),
        Some("\"http://www.birst.com/clearJobStatus\"")
    );
    assert_eq!(
        body,
        concat!(
            r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" "#,
            r#"xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>"#,
            r#"<clearJobStatus xmlns="http://www.birst.com/"><token>t&lt;&amp;&gt;</token><spaceID>s</spaceID></clearJobStatus>"#,
            r#"</soap:Body></soap:Envelope>"#
        )
    );
}

#[test]
fn requests_in_soap_12() {
    let (body, content_type, action) = sent(SoapVersion::V1_2, async |client| {
        let _ = client.clear_job_status(&request()).await;
    });
    assert_eq!(
        content_type.as_deref(),
        Some("application/soap+xml; charset=utf-8; action=\"http://www.birst.com/clearJobStatus\"")
    );
    assert_eq!(action, None);
    assert_eq!(
        body,
        concat!(
            r#"<?xml version="1.0" encoding="utf-8"?><soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" "#,
            r#"xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope"><soap12:Body>"#,
            r#"<clearJobStatus xmlns="http://www.birst.com/"><token>t&lt;&amp;&gt;</token><spaceID>s</spaceID></clearJobStatus>"#,
            r#"</soap12:Body></soap12:Envelope>"#
        )
    );
}

#[test]
fn actions_that_are_empty_or_missing() {
    let logout = async |client: &CommandWebService| {
        let _ = client.logout(&Logout::default()).await;
    };
    let (body, _, action) = sent(SoapVersion::V1_1, logout);
    assert_eq!(action.as_deref(), Some("\"\""));
    assert!(
        body.contains(r#"<soap:Body><Logout xmlns="http://www.birst.com/" /></soap:Body>"#),
        "{body}"
    );
    let (_, content_type, action) = sent(SoapVersion::V1_2, logout);
    assert_eq!(
        (content_type.as_deref(), action),
        (Some("application/soap+xml; charset=utf-8"), None)
    );
}

#[test]
fn a_message_without_parts() {
    let (body, ..) = sent(SoapVersion::V1_1, async |client| {
        client.ping().await.unwrap()
    });
    assert!(body.ends_with("<soap:Body /></soap:Envelope>"), "{body}");
}

#[test]
fn headers_of_the_envelope_and_of_http() {
    let tenant = Headers::Tenant(Tenant {
        name: "n".to_owned(),
    });
    let transport = MemoryTransport::new(|request| {
        let body = String::from_utf8(request.body.to_bytes().into()).unwrap();
        let header = concat!(
            r#"<soap:Header><Tenant xmlns="http://www.birst.com/" soap:mustUnderstand="1" soap:actor="urn:r"><name>n</name></Tenant>"#,
            r#"<own xmlns="urn:o">7</own></soap:Header><soap:Body />"#
        );
        assert!(body.contains(header), "{body}");
        assert_eq!(request.headers.get("X-Tenant"), Some("8"));
        assert_eq!(request.headers.get("Authorization"), Some("Basic bWU6cDpx"));
        Response::new(202, "", "")
    });
    let client = Client::builder("https://example.org/")
        .transport(transport)
        .basic_auth("me", "p:q")
        .http_header("X-Tenant", "7");
    let client = CommandWebService::with_client(client.build().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let header = Header::new(&tenant)
        .unwrap()
        .must_understand()
        .role("urn:r");
    let own = Header::raw(AnyElement::of("urn:o", "own", &7_i32).unwrap());
    let call = client
        .ping()
        .header(header)
        .header(own)
        .http_header("x-tenant", "8");
    runtime.block_on(call.into_future()).unwrap();
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_told() {
    let client = client(SoapVersion::V1_1, || Response::new(202, "", ""));
    let error = client
        .ping()
        .http_header("X", "a\r\nY: b")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Setup(_)), "{error}");
    assert!(matches!(
        Client::builder("nowhere").build(),
        Err(Error::Setup(_))
    ));
}

#[tokio::test]
async fn answers_in_any_dress() {
    let body = envelope(SoapVersion::V1_1, &answer("true"));
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(body.replace("utf-8", "utf-16").encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let latin1: Vec<u8> = body
        .replace("<s:Body>", "<!--\u{e9}--><s:Body>")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let declared = String::from_utf8_lossy(&latin1)
        .replace("utf-8", "iso-8859-1")
        .replace('\u{fffd}', "");
    let cases: Vec<(&str, Vec<u8>)> = vec![
        (XML, body.clone().into()),
        ("", body.clone().into()),
        ("application/soap+xml; charset=utf-8", body.clone().into()),
        ("text/html", body.clone().into()),
        (
            "text/xml; charset=\"UTF-8\"",
            format!("\u{feff}{body}").into(),
        ),
        ("text/xml; charset=nonsense", body.clone().into()),
        ("text/xml", utf16.clone()),
        ("text/xml; charset=utf-8", utf16),
        ("text/xml; charset=iso-8859-1", latin1),
        ("text/xml", declared.into()),
        (XML, body.replace('"', "'").into()),
        (XML, format!("{body}\r\n\r\n").into()),
        (XML, envelope(SoapVersion::V1_2, &answer("true")).into()),
        (XML, envelope(SoapVersion::V1_1, &answer(" 1\n")).into()),
    ];
    for (content_type, bytes) in cases {
        let reply = call(200, content_type, bytes.clone()).await;
        let reply = reply
            .unwrap_or_else(|e| panic!("{content_type} {}: {e}", String::from_utf8_lossy(&bytes)));
        assert!(reply.body.clear_job_status_result);
        assert_eq!(reply.status, 200);
    }
    let reply = call(200, XML, envelope(SoapVersion::V1_2, &answer("false")))
        .await
        .unwrap();
    assert_eq!(
        (reply.body.clear_job_status_result, reply.version),
        (false, Some(SoapVersion::V1_2))
    );
}

#[tokio::test]
async fn answers_that_differ_from_the_description() {
    let other = answer("true").replace(NS, "http://birst.com/");
    let other = other.replace(
        "<clearJobStatusResult>",
        &format!("<clearJobStatusResult xmlns=\"{NS}\">"),
    );
    for body in [
        other,
        answer("true").replace("clearJobStatusResponse", "ClearJobStatusResponse"),
        format!("{}<more />", answer("true")),
    ] {
        let reply = call(200, XML, envelope(SoapVersion::V1_1, &body))
            .await
            .unwrap();
        assert!(reply.body.clear_job_status_result);
        assert_eq!(reply.warnings.len(), 1, "{:?}", reply.warnings);
    }
    let wrong = call(200, XML, envelope(SoapVersion::V1_1, "<x xmlns='urn:y' />"))
        .await
        .unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "the reply can't be read: Body: expected <clearJobStatusResponse> in the namespace http://www.birst.com/, found <x> in the namespace urn:y (at byte 110)"
    );
    let empty = call(200, XML, envelope(SoapVersion::V1_1, ""))
        .await
        .unwrap_err();
    assert!(matches!(empty, Error::Decode(_)), "{empty}");
    assert!(matches!(
        call(200, XML, envelope(SoapVersion::V1_1, &answer("x"))).await,
        Err(Error::Decode(_))
    ));
    let text = envelope(SoapVersion::V1_1, &answer("true"));
    let cut = text.get(..text.len() - 5).unwrap();
    assert!(matches!(call(200, XML, cut).await, Err(Error::Decode(_))));
    let doctype = text.replace(
        "<s:Envelope",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><s:Envelope",
    );
    assert!(matches!(
        call(200, XML, doctype).await,
        Err(Error::Decode(_))
    ));
    let other = call(200, XML, text.replace(V11, "urn:soap"))
        .await
        .unwrap_err();
    assert!(
        other.to_string().contains("neither SOAP 1.1 nor SOAP 1.2"),
        "{other}"
    );
    let other = call(200, XML, "<html><body>Please log in</body></html>")
        .await
        .unwrap_err();
    assert!(
        other
            .to_string()
            .contains("expected a SOAP envelope, found <html>"),
        "{other}"
    );
}

#[tokio::test]
async fn a_response_without_anything_to_say_may_be_empty() {
    let client = client(SoapVersion::V1_1, || {
        Response::new(200, XML, envelope(SoapVersion::V1_1, ""))
    });
    let reply = client.logout(&Logout::default()).send().await.unwrap();
    assert_eq!(reply.warnings.len(), 1);
    assert!(
        client
            .logout(&Logout::default())
            .strict(true)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn one_way_operations() {
    for (status, body) in [
        (200, ""),
        (202, ""),
        (204, ""),
        (202, " \r\n"),
        (200, "OK"),
        (200, "<html/>"),
    ] {
        let client = client(SoapVersion::V1_1, move || {
            Response::new(status, "text/plain", body)
        });
        let reply = client.ping().send().await.unwrap();
        assert_eq!((reply.status, reply.version), (status, None));
        assert_eq!(reply.warnings.is_empty(), body.trim().is_empty());
    }
    let empty = client(SoapVersion::V1_1, || {
        Response::new(200, XML, envelope(SoapVersion::V1_1, ""))
    });
    empty.ping().await.unwrap();
    let refused = client(SoapVersion::V1_1, || Response::new(500, "", ""));
    assert_eq!(refused.ping().await.unwrap_err().status(), Some(500));
    let fault = "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>";
    let fault = client(SoapVersion::V1_1, || {
        Response::new(200, XML, envelope(SoapVersion::V1_1, fault))
    });
    assert_eq!(
        fault.ping().await.unwrap_err().fault().map(Fault::reason),
        Some("no")
    );
    // Where a response is due, nothing isn't one.
    assert_eq!(call(202, "", "").await.unwrap_err().status(), Some(202));
}

#[tokio::test]
async fn answers_of_http_alone() {
    let page = "<!DOCTYPE html><html><head><title>Runtime Error</title><style>b{}</style></head><body>Server&nbsp;Error</body>";
    let error = call(500, "text/html; charset=utf-8", page)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "HTTP status 500 with text/html; charset=utf-8 instead of a SOAP message: Runtime Error Server&nbsp;Error"
    );
    let error = call(415, "", "").await.unwrap_err();
    assert_eq!(error.to_string(), "HTTP status 415 without a message");
    let error = call(200, "application/json", "{\"error\": 1}")
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(200));
    let error = call(500, XML, "<a><b></a>").await.unwrap_err();
    assert_eq!(error.status(), Some(500));
    let error = call(503, XML, envelope(SoapVersion::V1_1, &answer("true")))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(503));
    let client = client(SoapVersion::V1_1, || {
        let mut response = Response::new(302, "text/html", "moved");
        response
            .headers
            .append("Location", "/login?secret=1")
            .unwrap();
        response
    });
    let error = client.clear_job_status(&request()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("pointing to https://example.org/login:"),
        "{error}"
    );
}

fn fault(error: Error) -> Fault {
    match error {
        Error::Fault(fault) => fault,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn faults_of_soap_11() {
    // As ASP.NET sends it, prefixes and stack trace aside.
    let body = concat!(
        "<s:Fault><faultcode>s:Client</faultcode><faultstring xml:lang='en'>detail requested</faultstring>",
        "<faultactor>http://127.0.0.1/CommandWebService.asmx</faultactor>",
        "<detail><BirstError xmlns='http://www.birst.com/'><errorCode>-101</errorCode></BirstError></detail></s:Fault>"
    );
    for status in [500, 200, 400] {
        let fault = fault(
            call(status, XML, envelope(SoapVersion::V1_1, body))
                .await
                .unwrap_err(),
        );
        assert_eq!(
            (
                fault.code.namespace.as_str(),
                fault.code.name.as_str(),
                fault.kind()
            ),
            (V11, "Client", FaultKind::Sender)
        );
        assert_eq!(
            (fault.reason(), fault.role.as_deref()),
            (
                "detail requested",
                Some("http://127.0.0.1/CommandWebService.asmx")
            )
        );
        assert_eq!(
            (fault.status, fault.version),
            (Some(status), Some(SoapVersion::V1_1))
        );
        let detail = fault.detail::<ClearJobStatusFault>().unwrap();
        assert_eq!(
            detail,
            Some(ClearJobStatusFault::BirstError(BirstError {
                error_code: -101
            }))
        );
        assert!(
            fault
                .envelope
                .as_deref()
                .is_some_and(|text| text.contains("errorCode"))
        );
        assert_eq!(fault.to_string(), "Client: detail requested");
    }
}

#[tokio::test]
async fn faults_of_soap_12() {
    let body = concat!(
        "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:b='urn:b'>b:Token</s:Value>",
        "<s:Subcode><s:Value>Expired</s:Value></s:Subcode></s:Subcode></s:Code>",
        "<s:Reason><s:Text xml:lang='de'>nein</s:Text><s:Text xml:lang='en-US'>no</s:Text></s:Reason>",
        "<s:Node>http://node</s:Node><s:Role></s:Role>",
        "<s:Detail><BirstError xmlns='http://www.birst.com/'><errorCode>1</errorCode></BirstError><more/></s:Detail></s:Fault>"
    );
    let fault = fault(
        call(400, XML, envelope(SoapVersion::V1_2, body))
            .await
            .unwrap_err(),
    );
    assert_eq!(
        (fault.code.namespace.as_str(), fault.kind()),
        (V12, FaultKind::Sender)
    );
    let subcodes: Vec<_> = fault
        .subcodes
        .iter()
        .map(|c| (c.namespace.as_str(), c.name.as_str()))
        .collect();
    assert_eq!(subcodes, [("urn:b", "Token"), ("", "Expired")]);
    assert_eq!((fault.reason(), fault.reasons.len()), ("no", 2));
    assert_eq!(
        (fault.node.as_deref(), fault.role.as_deref()),
        (Some("http://node"), None)
    );
    assert_eq!(fault.entries().count(), 2);
    assert_eq!(fault.to_string(), "Sender/Token/Expired: no");
}

#[tokio::test]
async fn faults_as_they_are_met() {
    // gSOAP: the shape of 1.2 in an envelope of 1.1, with the content type of 1.2.
    let body = concat!(
        "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang='en'>r</s:Text></s:Reason>",
        "<s:Detail><BirstError xmlns='http://www.birst.com/'><errorCode>2</errorCode></BirstError></s:Detail></s:Fault>"
    );
    let gsoap = fault(
        call(
            500,
            "application/soap+xml",
            envelope(SoapVersion::V1_1, body),
        )
        .await
        .unwrap_err(),
    );
    assert_eq!((gsoap.kind(), gsoap.reason()), (FaultKind::Receiver, "r"));
    assert!(matches!(
        gsoap.detail(),
        Ok(Some(ClearJobStatusFault::BirstError(BirstError {
            error_code: 2
        })))
    ));
    // 1.1's shape in 1.2, `Detail` unqualified, the fault too.
    let body = "<Fault><faultcode>Server</faultcode><faultstring>r</faultstring><Detail><x/></Detail></Fault>";
    let other = fault(
        call(200, XML, envelope(SoapVersion::V1_2, body))
            .await
            .unwrap_err(),
    );
    assert_eq!((other.kind(), other.reason()), (FaultKind::Receiver, "r"));
    assert!(
        matches!(other.detail(), Ok(Some(ClearJobStatusFault::Other(element))) if element.name == "x")
    );
    // node-soap: a prefix that nobody declared. spyne: dots, and an actor that's empty.
    let body =
        "<s:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>r</faultstring></s:Fault>";
    assert_eq!(
        fault(
            call(200, XML, envelope(SoapVersion::V1_1, body))
                .await
                .unwrap_err()
        )
        .kind(),
        FaultKind::Receiver
    );
    let body = "<s:Fault><faultcode>s:Client.TokenExpired</faultcode><faultstring>r</faultstring><faultactor></faultactor></s:Fault>";
    let spyne = fault(
        call(500, XML, envelope(SoapVersion::V1_1, body))
            .await
            .unwrap_err(),
    );
    assert_eq!(
        (
            spyne.kind(),
            spyne.code.name.as_str(),
            spyne.role.as_deref()
        ),
        (FaultKind::Sender, "Client.TokenExpired", None)
    );
    // A code of the service's own, no detail, markup in the reason.
    let body = "<s:Fault><faultcode xmlns:b='urn:b'>b:Bad</faultcode><faultstring>a<b>c</b></faultstring></s:Fault>";
    let own = fault(
        call(500, XML, envelope(SoapVersion::V1_1, body))
            .await
            .unwrap_err(),
    );
    assert_eq!((own.kind(), own.reason()), (FaultKind::Other, "ac"));
    assert!(matches!(own.detail::<ClearJobStatusFault>(), Ok(None)));
    // Nothing at all in it.
    assert_eq!(
        fault(
            call(500, XML, envelope(SoapVersion::V1_1, "<s:Fault/>"))
                .await
                .unwrap_err()
        )
        .kind(),
        FaultKind::Other
    );
    // A fault counts more than a header that must be understood, and than what follows it.
    let text = format!(
        "<s:Envelope xmlns:s='{V11}'><s:Header><t xmlns='urn:t' s:mustUnderstand='1'/></s:Header><s:Body><s:Fault><faultstring>r</faultstring></s:Fault></s:Body>"
    );
    let cut = fault(call(500, XML, text).await.unwrap_err());
    assert_eq!((cut.reason(), cut.headers.len()), ("r", 1));
}

#[tokio::test]
async fn headers_of_replies() {
    let with = |header: &str| {
        envelope(SoapVersion::V1_1, &answer("true")).replace(
            "<s:Body>",
            &format!("<s:Header>{header}</s:Header><s:Body>"),
        )
    };
    let declared = format!("<Tenant xmlns='{NS}' s:mustUnderstand='1'><name>n</name></Tenant>");
    let reply = call(200, XML, with(&declared)).await.unwrap();
    let header = reply.headers.first().unwrap();
    assert!(header.must_understand && header.is(NS, "Tenant"));
    assert!(matches!(header.read(), Ok(Headers::Tenant(Tenant { name })) if name == "n"));
    assert_eq!(header.element.value::<Tenant>().unwrap().name, "n");
    assert_eq!(
        call(200, XML, with("<x xmlns='urn:x'/>"))
            .await
            .unwrap()
            .headers
            .len(),
        1
    );
    for unknown in [
        "<x xmlns='urn:x' s:mustUnderstand='1'/>",
        "<x xmlns='urn:x' s:mustUnderstand='true' s:actor='http://schemas.xmlsoap.org/soap/actor/next'/>",
    ] {
        let error = call(200, XML, with(unknown)).await.unwrap_err();
        assert!(matches!(error, Error::NotUnderstood(_)), "{error}");
        let text = with(unknown);
        let client = client(SoapVersion::V1_1, move || {
            Response::new(200, XML, text.as_str())
        });
        client
            .clear_job_status(&request())
            .understands("urn:x", "x")
            .await
            .unwrap();
    }
    call(
        200,
        XML,
        with("<x xmlns='urn:x' s:mustUnderstand='1' s:actor='urn:else'/>"),
    )
    .await
    .unwrap();
    call(200, XML, with("<x xmlns='urn:x' s:mustUnderstand='0'/>"))
        .await
        .unwrap();
}

#[test]
fn faults_are_written_in_both_versions() {
    let fault = Fault::sender("no & <never>").with_subcode("urn:b", "Token");
    let mut fault = fault
        .with_detail(&ClearJobStatusFault::BirstError(BirstError {
            error_code: -1,
        }))
        .unwrap();
    fault.role = Some("urn:role".to_owned());
    let text = fault.to_envelope(SoapVersion::V1_1).unwrap();
    let expected = concat!(
        "<soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring>no &amp; &lt;never&gt;</faultstring><faultactor>urn:role</faultactor>",
        "<detail><BirstError xmlns=\"http://www.birst.com/\"><errorCode>-1</errorCode></BirstError></detail></soap:Fault></soap:Body>"
    );
    assert!(text.contains(expected), "{text}");
    let text = fault.to_envelope(SoapVersion::V1_2).unwrap();
    let expected = concat!(
        "<soap12:Body><soap12:Fault><soap12:Code><soap12:Value>soap12:Sender</soap12:Value><soap12:Subcode>",
        "<soap12:Value xmlns:q1=\"urn:b\">q1:Token</soap12:Value></soap12:Subcode></soap12:Code>",
        "<soap12:Reason><soap12:Text xml:lang=\"en\">no &amp; &lt;never&gt;</soap12:Text></soap12:Reason><soap12:Role>urn:role</soap12:Role>",
        "<soap12:Detail><BirstError xmlns=\"http://www.birst.com/\"><errorCode>-1</errorCode></BirstError></soap12:Detail>",
        "</soap12:Fault></soap12:Body>"
    );
    assert!(text.contains(expected), "{text}");
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let text = fault.to_envelope(version).unwrap();
        let Err(Error::Fault(read)) = Response_::from_envelope(text.as_bytes()) else {
            panic!("{text}")
        };
        assert_eq!(
            (read.kind(), read.reason(), &read.role),
            (FaultKind::Sender, fault.reason(), &fault.role)
        );
        assert_eq!(
            read.detail::<ClearJobStatusFault>().unwrap(),
            fault.detail().unwrap()
        );
    }
    // What XML can't hold doesn't cost the fault.
    assert!(
        Fault::receiver("a\0b")
            .to_envelope(SoapVersion::V1_1)
            .unwrap()
            .contains("a\u{fffd}b")
    );
}

#[test]
fn bytes_in_and_bytes_out() {
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let text = Request::ClearJobStatus(request())
            .to_envelope(version)
            .unwrap();
        assert_eq!(
            text,
            operations::CLEAR_JOB_STATUS
                .request(version, &request(), &[])
                .unwrap()
        );
        assert_eq!(
            Request::from_envelope(text.as_bytes()).unwrap(),
            Request::ClearJobStatus(request())
        );
        assert_eq!(
            operations::CLEAR_JOB_STATUS
                .decode_request::<ClearJobStatus>(text.as_bytes())
                .unwrap(),
            request()
        );
        let response = ClearJobStatusResponse {
            clear_job_status_result: true,
        };
        let text = operations::CLEAR_JOB_STATUS
            .response(version, &response, &[])
            .unwrap();
        assert_eq!(
            Response_::from_envelope_strict(text.as_bytes()).unwrap(),
            Response_::ClearJobStatus(response.clone())
        );
        assert_eq!(
            operations::CLEAR_JOB_STATUS
                .decode_response::<ClearJobStatusResponse>(text.as_bytes())
                .unwrap(),
            response
        );
        let text = Request::Ping(()).to_envelope(version).unwrap();
        assert_eq!(
            Request::from_envelope(text.as_bytes()).unwrap(),
            Request::Ping(())
        );
    }
    let error = Request::from_envelope(envelope(SoapVersion::V1_1, "<x/>").as_bytes());
    // A message of bare parts may look like anything.
    assert!(error.is_ok() || matches!(error, Err(Error::Decode(_))));
    assert!(Response_::from_envelope(envelope(SoapVersion::V1_1, "<x/>").as_bytes()).is_err());
}

#[tokio::test]
async fn transports_that_fail() {
    let transport = MemoryTransport::failing(|_| {
        Err(TransportError::new(TransportErrorKind::Timeout, "late").caused_by("why"))
    });
    let client =
        CommandWebService::with_transport(SoapVersion::V1_1, "http://h/", transport).unwrap();
    let error = client.ping().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "why"
    );
}

#[tokio::test]
async fn secrets_stay_secret() {
    let secret = "s3cr3t-t0ken";
    let transport = MemoryTransport::new(|request| {
        let authorization = request.headers.get("Authorization").unwrap_or_default();
        Response::new(401, "text/plain", format!("unauthorized: {authorization}"))
    });
    let client = Client::builder("https://user:pa55word@example.org/x?key=hidden")
        .transport(transport)
        .bearer_auth(secret);
    let shown = format!("{client:?}");
    let client = CommandWebService::with_client(client.build().unwrap());
    let call = client.ping().http_header("X-Key", secret);
    let shown = format!("{shown} {client:?} {call:?} {:?}", client.client().url());
    let error = call.await.unwrap_err();
    let shown = format!("{shown} {error} {error:?}");
    for secret in [secret, "pa55word", "hidden", "dXNlcjpwYTU1d29yZA=="] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(error.to_string().contains("unauthorized"), "{error}");
}

#[test]
fn calls_can_be_sent_between_threads_and_made_early() {
    fn sendable<T: Send>(value: T) -> T {
        value
    }
    let client = client(SoapVersion::V1_1, || {
        Response::new(200, XML, envelope(SoapVersion::V1_1, &answer("true")))
    });
    let request = request();
    let call = sendable(client.clear_job_status(&request));
    assert!(
        String::from_utf8(call.request_bytes().unwrap())
            .unwrap()
            .contains("<spaceID>s</spaceID>")
    );
    let future = sendable(call.into_future());
    drop(request);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    assert!(runtime.block_on(future).unwrap().clear_job_status_result);
}

/// At least one item, says the schema.
#[derive(Default)]
struct Order {
    item: Vec<String>,
}
castile::complex!(Order(1), named NS "Order", Content::Sequence; 0 item = many(NS, "item").min(1););

#[tokio::test]
async fn a_request_that_is_not_valid_is_not_sent_where_the_caller_says_so() {
    use castile::support::{Body, Operation, one, operation};
    static ORDER: Operation = operation("order", Body::element(one(NS, "order")));

    let (sender, receiver) = std::sync::mpsc::channel();
    let transport = MemoryTransport::new(move |_| {
        sender.send(()).unwrap();
        Response::new(202, "", "")
    });
    let client = Client::builder("https://example.org/").transport(transport);
    let client = client.validate(true).build().unwrap();
    let empty = Order::default();
    let invalid = client.call::<()>(&ORDER, &empty).await.unwrap_err();
    assert!(matches!(&invalid, Error::Invalid(errors) if errors.count() == 1));
    let shown = invalid.to_string();
    assert!(
        shown.contains("order.item") && shown.contains("valid"),
        "{shown}"
    );
    assert!(receiver.try_recv().is_err());

    client
        .call::<()>(&ORDER, &empty)
        .validate(false)
        .await
        .unwrap();
    let one = Order {
        item: vec!["7".into()],
    };
    client.call::<()>(&ORDER, &one).await.unwrap();
    assert_eq!(receiver.try_iter().count(), 2);
}

#[test]
fn elements_and_open_types_hold_values_whose_type_is_known_later() {
    let text = "<q:BirstError xmlns:q=\"http://www.birst.com/\"><q:errorCode>-101</q:errorCode></q:BirstError>";
    let element = AnyElement::from_xml(text).unwrap();
    let error = ClearJobStatusFault::BirstError(BirstError { error_code: -101 });
    assert!(element.as_enum::<ClearJobStatusFault>().unwrap() == error);
    let again = AnyElement::of_enum(&error).unwrap().to_xml().unwrap();
    assert_eq!(
        again,
        "<BirstError xmlns=\"http://www.birst.com/\"><errorCode>-101</errorCode></BirstError>"
    );

    let order = Order {
        item: vec!["7".into()],
    };
    let any = AnyType::of(&order).unwrap();
    let named = any
        .attributes
        .get("http://www.w3.org/2001/XMLSchema-instance", "type");
    assert!(
        named.is_some_and(|name| name.ends_with(":Order")),
        "{any:?}"
    );
    assert!(any.value::<Order>().unwrap() == order);
    assert!(AnyType::of(&true).unwrap().value::<i32>().is_err());

    for wrong in [
        "",
        "<a>",
        "<a/><b/>",
        "<p:a/>",
        "<!DOCTYPE a SYSTEM 'x'><a>&b;</a>",
    ] {
        assert!(AnyElement::from_xml(wrong).is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn elements_have_prefixes_for_services_that_look_for_them() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let transport = MemoryTransport::new(move |request| {
        sender.send(request.body.clone().into_bytes()).unwrap();
        Response::new(200, XML, envelope(SoapVersion::V1_1, &answer("true")))
    });
    let client = Client::builder("https://example.org/").transport(transport);
    let client = CommandWebService::with_client(client.prefixed(true).build().unwrap());
    client.clear_job_status(&request()).await.unwrap();
    let sent = String::from_utf8(receiver.try_recv().unwrap().to_vec()).unwrap();
    let body = "<soap:Body><q1:clearJobStatus xmlns:q1=\"http://www.birst.com/\"><q1:token>t&lt;&amp;&gt;</q1:token>\
        <q1:spaceID>s</q1:spaceID></q1:clearJobStatus></soap:Body>";
    assert!(sent.contains(body), "{sent}");
}

#[test]
fn types_of_kept_elements_keep_their_namespace_and_what_is_no_name_stays() {
    let kept = |ty: &str| {
        let xsi = "http://www.w3.org/2001/XMLSchema-instance";
        let text = format!(
            "<a xmlns='urn:a'><x:b xmlns:x='urn:x' xmlns:xsi='{xsi}' xsi:type='{ty}'/></a>"
        );
        AnyElement::from_xml(text).unwrap().to_xml().unwrap()
    };
    assert!(
        kept(" T ").contains("xmlns:q1=\"urn:a\"") && kept(" T ").contains("xsi:type=\"q1:T\"")
    );
    assert!(kept("x:T").contains("xsi:type=\"x:T\""));
    for none in [" ", "", "7"] {
        assert!(
            kept(none).contains(&format!("xsi:type=\"{none}\"")),
            "{}",
            kept(none)
        );
    }
}
