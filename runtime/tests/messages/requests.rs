//! Requests byte for byte.

use super::*;

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
