//! Faults in both versions, read as they are met and written as they should be.

use super::*;

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
