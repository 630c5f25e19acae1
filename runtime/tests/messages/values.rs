//! What a caller does beside calling: bytes in and out, secrets, validation, values whose type is known later.

use super::*;
use castile::Nillable;

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
    // A nil is no value of a type that has none for it.
    let nil = AnyType::of(&Nillable::<i32>::Nil).unwrap();
    assert_eq!(nil.value::<Nillable<i32>>().unwrap(), Nillable::Nil);
    assert!(nil.value::<i32>().is_err());

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
