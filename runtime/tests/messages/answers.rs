//! Answers that aren't faults, and what goes with them.

use super::*;

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

/// A message can't be nil: one that says so is read as if it didn't, so that no value is made up.
#[tokio::test]
async fn a_response_that_says_it_is_nil() {
    let open = "<clearJobStatusResponse xmlns='http://www.birst.com/' \
                xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'";
    let whole = format!(
        "{open}><clearJobStatusResult>true</clearJobStatusResult></clearJobStatusResponse>"
    );
    let answer = async |body: String, strict: bool| {
        let client = client(SoapVersion::V1_1, move || {
            Response::new(200, XML, envelope(SoapVersion::V1_1, &body))
        });
        let request = request();
        client
            .clear_job_status(&request)
            .strict(strict)
            .send()
            .await
    };
    let error = answer(format!("{open}/>"), false).await.unwrap_err();
    assert!(
        error.to_string().contains("clearJobStatusResult"),
        "{error}"
    );
    let reply = answer(whole.clone(), false).await.unwrap();
    assert!(reply.body.clear_job_status_result);
    let [warning] = &reply.warnings[..] else {
        panic!("{:?}", reply.warnings);
    };
    assert!(warning.message.contains("xsi:nil"), "{warning:?}");
    assert!(answer(whole, true).await.is_err());
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
