//! Styles and uses, mixed in one binding: what goes out, and what's made of the answer (WSDL 1.1, 3.3 to 3.5).

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::sync::{Arc, Mutex};

use castile::transport::{MemoryTransport, Request as Sent, Response as Answer};
use castile::{Error, SoapVersion};
use castile_tests::styles::*;

const NS: &str = "urn:castile:styles";

fn item() -> Item {
    Item {
        sku: Some("a".to_owned()),
        count: Some(2),
    }
}

/// A transport that answers with this in the Body, and what was sent.
fn answering(body: &str) -> (MemoryTransport, Arc<Mutex<Option<Sent>>>) {
    let sent = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&sent);
    let text = format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns='{NS}'><s:Body>{body}</s:Body></s:Envelope>"
    );
    let transport = MemoryTransport::new(move |request| {
        *kept.lock().unwrap() = Some(request.clone());
        Answer::new(200, "text/xml", text.clone())
    });
    (transport, sent)
}

/// What was sent: the action, and what's in the Body.
fn sent(sent: &Mutex<Option<Sent>>) -> (Option<String>, String) {
    let sent = sent.lock().unwrap().take().unwrap();
    let text = String::from_utf8(sent.body.to_bytes().to_vec()).unwrap();
    let body = text.split_once("<soap:Body").unwrap().1;
    let body = body
        .split_once("</soap:Body>")
        .map_or(body, |(body, _)| body);
    let body = body.strip_prefix('>').unwrap_or(body).to_owned();
    (sent.headers.get("SOAPAction").map(str::to_owned), body)
}

fn shop(body: &str) -> (Shop, Arc<Mutex<Option<Sent>>>) {
    let (transport, sent) = answering(body);
    let shop = Shop::with_transport(SoapVersion::V1_1, "http://h/", transport).unwrap();
    (shop, sent)
}

fn store(body: &str) -> (Store, Arc<Mutex<Option<Sent>>>) {
    let (transport, sent) = answering(body);
    let store = Store::with_transport(SoapVersion::V1_1, "http://h/", transport).unwrap();
    (store, sent)
}

const ITEM: &str = "<item xmlns=\"urn:castile:styles\"><sku>a</sku><count>2</count></item>";
const PARTS: &str = "<item xmlns=\"\"><sku xmlns=\"urn:castile:styles\">a</sku><count xmlns=\"urn:castile:styles\">2</count></item><times xmlns=\"\">3</times>";

#[tokio::test]
async fn one_part_is_the_body() {
    let (shop, kept) = shop("<done>true</done>");
    assert!(shop.bare(&item()).await.unwrap());
    assert_eq!(
        sent(&kept),
        (Some("\"urn:bare\"".to_owned()), ITEM.to_owned())
    );
}

/// No action is sent as an empty one: SOAP 1.1 wants the field (6.1.1), and the empty string says that the URL is it.
#[tokio::test]
async fn several_parts_stand_one_after_the_other() {
    let answer = format!("{ITEM}<note>n</note>");
    let (shop, kept) = shop(&answer);
    let request = SeveralRequest {
        item: item(),
        note: "n".to_owned(),
    };
    let reply = shop.several(&request).await.unwrap();
    assert!(reply.item == item() && reply.note == "n");
    let expected = format!("{ITEM}<note xmlns=\"{NS}\">n</note>");
    assert_eq!(sent(&kept), (Some("\"\"".to_owned()), expected));
    assert_eq!(operations::SEVERAL.action, Some(""));
    assert_eq!(operations::SELECTED.action, None);
}

#[tokio::test]
async fn of_several_parts_those_that_are_named() {
    let (shop, kept) = shop("<done>0</done>");
    assert!(!shop.selected(&"n".to_owned()).await.unwrap());
    let expected = format!("<note xmlns=\"{NS}\">n</note>");
    assert_eq!(sent(&kept), (Some("\"\"".to_owned()), expected));
}

/// The namespace is that of `soap:body`, and where that gives none that of the definitions.
#[tokio::test]
async fn an_rpc_operation_in_a_document_binding() {
    let (shop, kept) = shop(&format!("<callResponse>{PARTS}</callResponse>"));
    let request = CallRequest {
        item: item(),
        times: 3,
    };
    let reply = shop.call(&request).await.unwrap();
    assert!(reply.item == item() && reply.times == 3);
    let expected = format!("<call xmlns=\"urn:other\">{PARTS}</call>");
    assert_eq!(sent(&kept), (Some("\"urn:call\"".to_owned()), expected));
}

/// A value may be absent in one of the two and not in the other; the type is the same.
#[tokio::test]
async fn encoded_there_and_literal_back() {
    let (shop, kept) = shop(&format!("<mixedResponse>{PARTS}</mixedResponse>"));
    let request = MixedRequest {
        item: Some(item()),
        times: None,
    };
    let reply = shop.mixed(&request).send().await.unwrap();
    assert!(reply.body.item == item() && reply.body.times == 3);
    assert!(reply.warnings.is_empty(), "{:?}", reply.warnings);
    let (_, body) = sent(&kept);
    let encoding = "http://schemas.xmlsoap.org/soap/encoding/";
    assert_eq!(
        body,
        format!(
            "<q1:mixed xmlns:q1=\"{NS}\" soap:encodingStyle=\"{encoding}\" xmlns:soapenc=\"{encoding}\"><item xsi:type=\"q1:Item\"><sku xsi:type=\"xsd:string\">a</sku><count xsi:type=\"xsd:int\">2</count></item><times xsi:nil=\"true\" xsi:type=\"xsd:int\" /></q1:mixed>"
        )
    );
}

#[tokio::test]
async fn no_part_is_an_empty_body() {
    let (shop, kept) = shop("");
    shop.nothing().await.unwrap();
    assert_eq!(sent(&kept).1, " /></soap:Envelope>");
}

/// Encoded it has an element of its own, named after the part; literal the Body is what has the type.
#[tokio::test]
async fn a_document_by_type() {
    let (shop, kept) = shop("<sku>a</sku><count>2</count>");
    assert!(shop.typed(&item()).await.unwrap() == item());
    let (_, body) = sent(&kept);
    let start = "<item soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:q1=\"urn:castile:styles\" xsi:type=\"q1:Item\"><sku xsi:type=\"xsd:string\">a</sku>";
    assert!(body.starts_with(start), "{body}");
}

#[tokio::test]
async fn operations_named_alike_in_another_port_type() {
    let (client, kept) = store(ITEM);
    assert!(client.bare(&item()).await.unwrap() == item());
    assert_eq!(sent(&kept).1, ITEM);
    let (client, kept) = store("");
    let request = StoreCallRequest { item: item() };
    client.call(&request).await.unwrap();
    let (action, body) = sent(&kept);
    assert_eq!(action.as_deref(), Some("\"urn:store\""));
    assert!(
        body.starts_with("<call xmlns=\"urn:store\"><item xmlns=\"\">"),
        "{body}"
    );
}

#[test]
fn all_messages_of_all_styles_are_told_apart() {
    let requests = [
        Request::Bare(item()),
        Request::Several(SeveralRequest {
            item: item(),
            note: String::new(),
        }),
        Request::Selected("n".to_owned()),
        Request::Call(CallRequest {
            item: item(),
            times: 1,
        }),
        Request::Mixed(MixedRequest::default()),
        Request::Nothing(()),
        Request::Typed(item()),
        Request::Call2(StoreCallRequest { item: item() }),
    ];
    for request in requests {
        let sent = request.to_envelope(SoapVersion::V1_2).unwrap();
        let read = Request::from_envelope(sent.as_bytes()).unwrap();
        // Only an action tells several parts from the first of them alone.
        match request {
            Request::Several(_) => assert!(matches!(read, Request::Bare(_)), "{sent}"),
            Request::Typed(_) => assert!(
                matches!(read, Request::Bare(_) | Request::Typed(_)),
                "{sent}"
            ),
            request => assert!(read == request, "{sent}"),
        }
    }
}

fn response(body: &str) -> Result<Response, Error> {
    let text = format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns='{NS}'><s:Body>{body}</s:Body></s:Envelope>"
    );
    let read = Response::from_envelope(text.as_bytes());
    if read.is_ok() && body.contains("xmlns=") {
        assert!(
            Response::from_envelope_strict(text.as_bytes()).is_err(),
            "{body}"
        );
    }
    read
}

/// A client knows what it asked and passes over names that are wrong; without one a message is what it can only be.
#[test]
fn names_that_are_wrong_in_part_are_known_again() {
    let other = "<done xmlns='urn:wrong'>true</done>";
    assert!(matches!(response(other), Ok(Response::Bare(true))));
    let call = format!("<call xmlns='urn:wrong'>{PARTS}</call>");
    assert!(matches!(response(&call), Ok(Response::Call(_))));
    let mixed = format!("<mixedResult xmlns=''>{PARTS}</mixedResult>");
    assert!(matches!(response(&mixed), Ok(Response::Mixed(_))));
    let error = response("<unheard xmlns='urn:wrong'/>")
        .map(|_| ())
        .unwrap_err();
    assert!(
        error.to_string().contains("is a message of no operation"),
        "{error}"
    );
}

/// The description says literal, the service encodes all the same, and says so in one of three places.
#[test]
fn an_answer_that_is_encoded_though_it_should_not_be() {
    let style = "e:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'";
    for at in [("", "", style), ("", style, ""), (style, "", "")] {
        let (envelope, body, element) = at;
        let text = format!(
            "<e:Envelope {envelope} xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body {body}>\
             <q:callResponse {element} xmlns:q='{NS}'><item href='#1'/><times href='#2'/></q:callResponse>\
             <multiRef id='1'><sku href='#3'/><count>2</count></multiRef><multiRef id='2'>3</multiRef><multiRef id='3'>a</multiRef></e:Body></e:Envelope>"
        );
        let read: CallResponse = operations::CALL.decode_response(text.as_bytes()).unwrap();
        assert!(read.item == item() && read.times == 3, "{text}");
        let without = text.replace(style, "");
        assert!(
            operations::CALL
                .decode_response::<CallResponse>(without.as_bytes())
                .is_err()
        );
    }
}
