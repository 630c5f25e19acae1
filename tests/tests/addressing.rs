//! WS-Addressing on the wire: the header blocks of requests, byte for byte but for the random id, what is made of those of
//! replies, and what a service answers with.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::{Arc, Mutex};

use castile::server::{Call, Endpoint, Reply};
use castile::transport::{MemoryTransport, Response as HttpResponse};
use castile::{Addressing, AnyElement, AnyNode, Client, Error, Fault, Header, SoapVersion};
use castile_tests::addressing::{ClockSoap12, OldClockSoap, Request, Response};

const WSA: &str = "http://www.w3.org/2005/08/addressing";
const WSA_2004: &str = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
const URL: &str = "https://example.org/clock";

type Sent = Arc<Mutex<Vec<String>>>;

/// A client whose requests are kept, and are answered with these header blocks; `{id}` stands for the request's id.
fn client(
    version: SoapVersion,
    addressing: Option<Addressing>,
    blocks: &'static str,
) -> (Client, Sent) {
    let sent = Sent::default();
    let kept = Arc::clone(&sent);
    let transport = MemoryTransport::new(move |request| {
        let text = String::from_utf8_lossy(&request.body.to_bytes()).into_owned();
        let blocks = blocks.replace("{id}", &id(&text).unwrap_or_default());
        kept.lock().unwrap().push(text);
        HttpResponse::new(200, "application/soap+xml", answer(&blocks))
    });
    let mut builder = Client::builder(URL).version(version).transport(transport);
    if let Some(addressing) = addressing {
        builder = builder.addressing(addressing);
    }
    (builder.build().expect("the URL is one"), sent)
}

fn answer(blocks: &str) -> String {
    format!(
        r#"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:a="{WSA}"><e:Header>{blocks}</e:Header><e:Body><is xmlns="urn:castile:addressing">noon</is></e:Body></e:Envelope>"#
    )
}

/// The id in a request.
fn id(request: &str) -> Option<String> {
    let (_, rest) = request.split_once("<MessageID")?;
    let (_, rest) = rest.split_once('>')?;
    let (id, _) = rest.split_once('<')?;
    Some(id.to_owned())
}

/// The header blocks of the last request, with `ID` for its id.
fn blocks(sent: &Sent, soap: &str) -> String {
    let request = sent.lock().unwrap().pop().expect("a request was sent");
    let id = id(&request).expect("it has an id");
    assert!(id.starts_with("urn:uuid:"), "{id}");
    let (_, rest) = request
        .split_once(&format!("<{soap}:Header>"))
        .expect("it has a Header");
    let (blocks, _) = rest
        .split_once(&format!("</{soap}:Header><{soap}:Body>"))
        .expect("the Header ends before the Body");
    blocks.replace(&id, "ID")
}

fn expected(soap: &str, ns: &str, action: &str, anonymous: Option<&str>) -> String {
    let reply_to = anonymous
        .map(|address| format!(r#"<ReplyTo xmlns="{ns}"><Address>{address}</Address></ReplyTo>"#));
    let reply_to = reply_to.unwrap_or_default();
    format!(
        r#"<Action xmlns="{ns}" {soap}:mustUnderstand="1">{action}</Action><MessageID xmlns="{ns}">ID</MessageID>{reply_to}<To xmlns="{ns}" {soap}:mustUnderstand="1">{URL}</To>"#
    )
}

#[tokio::test]
async fn a_policy_switches_it_on_and_actions_are_by_the_specification() {
    let (client, sent) = client(SoapVersion::V1_2, None, "");
    let clock = ClockSoap12::with_client(client);
    let anonymous = Some("http://www.w3.org/2005/08/addressing/anonymous");
    assert_eq!(clock.time(&"now".to_owned()).await.unwrap(), "noon");
    let given = expected("soap12", WSA, "urn:castile:ask", anonymous);
    assert_eq!(blocks(&sent, "soap12"), given);
    assert_eq!(clock.zone(&"here".to_owned()).await.unwrap(), "noon");
    let of_soap = expected("soap12", WSA, "urn:castile:zone", anonymous);
    assert_eq!(blocks(&sent, "soap12"), of_soap);
    clock.wind(&3).await.unwrap();
    let of_names = expected("soap12", WSA, "urn:castile:addressing:Clock:wind", None);
    assert_eq!(blocks(&sent, "soap12"), of_names);
}

#[tokio::test]
async fn the_forerunner_has_its_own_namespace_and_address() {
    let (client, sent) = client(SoapVersion::V1_1, None, "");
    let clock = OldClockSoap::with_client(client);
    clock.zone(&"here".to_owned()).await.unwrap();
    let anonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
    let blocks = blocks(&sent, "soap");
    assert_eq!(
        blocks,
        expected("soap", WSA_2004, "urn:castile:zone", Some(anonymous))
    );
}

#[tokio::test]
async fn the_client_has_the_last_word() {
    let (off, sent) = client(SoapVersion::V1_2, Some(Addressing::Off), "");
    let clock = ClockSoap12::with_client(off);
    clock.time(&"now".to_owned()).await.unwrap();
    let request = sent.lock().unwrap().pop().unwrap();
    assert!(!request.contains("Header"), "{request}");

    let (other, sent) = client(SoapVersion::V1_1, Some(Addressing::V1_0), "");
    let clock = OldClockSoap::with_client(other);
    let to = AnyElement {
        namespace: WSA.to_owned(),
        name: "To".to_owned(),
        content: castile::AnyType {
            children: vec![AnyNode::Text("urn:elsewhere".to_owned())],
            ..Default::default()
        },
    };
    let here = "here".to_owned();
    let call = clock.zone(&here).header(Header::raw(to));
    let bytes = String::from_utf8(call.request_bytes().unwrap()).unwrap();
    sent.lock().unwrap().push(bytes);
    let anonymous = "http://www.w3.org/2005/08/addressing/anonymous";
    let usual = expected("soap", WSA, "urn:castile:zone", Some(anonymous));
    let (before, _) = usual.split_once("<To").unwrap();
    let own = format!(r#"{before}<To xmlns="{WSA}">urn:elsewhere</To>"#);
    assert_eq!(blocks(&sent, "soap"), own);
}

#[tokio::test]
async fn the_blocks_of_replies_are_understood_and_compared() {
    let fitting = r#"<a:Action e:mustUnderstand="true">urn:castile:answer</a:Action><a:RelatesTo>{id}</a:RelatesTo><a:To e:mustUnderstand="true">http://www.w3.org/2005/08/addressing/anonymous</a:To>"#;
    let (client_, _) = client(SoapVersion::V1_2, None, fitting);
    let clock = ClockSoap12::with_client(client_);
    let reply = clock.time(&"now".to_owned()).send().await.unwrap();
    assert!(reply.warnings.is_empty(), "{:?}", reply.warnings);
    assert_eq!(reply.headers.len(), 3);

    let other = "<a:RelatesTo>urn:uuid:other</a:RelatesTo>";
    let (client_, _) = client(SoapVersion::V1_2, None, other);
    let clock = ClockSoap12::with_client(client_);
    let reply = clock.time(&"now".to_owned()).send().await.unwrap();
    let [warning] = &reply.warnings[..] else {
        panic!("{:?}", reply.warnings);
    };
    let said = r#"the reply is to the message "urn:uuid:other", and the request was "urn:uuid:"#;
    assert!(warning.message.starts_with(said), "{warning:?}");

    let unknown = r#"<a:Surprise e:mustUnderstand="true"/>"#;
    let (client_, _) = client(SoapVersion::V1_2, None, unknown);
    let clock = ClockSoap12::with_client(client_);
    let result = clock.time(&"now".to_owned()).await;
    assert!(matches!(result, Err(Error::NotUnderstood(_))), "{result:?}");
}

#[tokio::test]
async fn a_service_answers_those_who_address_it() {
    let endpoint = Endpoint::new(|call: Call<Request>| async move {
        match call.request {
            Request::Time(_) => Ok(Reply::new(Response::Time("noon".to_owned()))),
            Request::Zone(place) if place == "Atlantis" => {
                let lost =
                    AnyElement::from_xml("<lost xmlns='urn:castile:addressing'>it sank</lost>");
                Err(Fault::receiver("lost").with_raw_detail(lost.unwrap()))
            }
            Request::Zone(_) => Err(Fault::receiver("nowhere")),
            Request::Wind(_) => Ok(Reply::accepted()),
        }
    });
    let block = |headers: &[Header], name: &str| {
        let found = headers.iter().find(|h| h.is(WSA, name));
        found.map(|h| h.element.content.text())
    };
    let clock = ClockSoap12::with_transport(SoapVersion::V1_2, URL, endpoint.clone()).unwrap();
    let reply = clock.time(&"now".to_owned()).send().await.unwrap();
    assert!(reply.warnings.is_empty(), "{:?}", reply.warnings);
    assert_eq!(
        block(&reply.headers, "Action").as_deref(),
        Some("urn:castile:answer")
    );
    assert!(block(&reply.headers, "RelatesTo").is_some_and(|id| id.starts_with("urn:uuid:")));
    let Err(Error::Fault(fault)) = clock.zone(&"here".to_owned()).await else {
        panic!("a fault was sent");
    };
    assert_eq!(
        block(&fault.headers, "Action").as_deref(),
        Some("http://www.w3.org/2005/08/addressing/soap/fault")
    );
    assert!(block(&fault.headers, "RelatesTo").is_some());
    let Err(Error::Fault(fault)) = clock.zone(&"Atlantis".to_owned()).await else {
        panic!("a fault was sent");
    };
    // That of a declared fault is made of the names, or given.
    assert_eq!(
        block(&fault.headers, "Action").as_deref(),
        Some("urn:castile:addressing:Clock:zone:Fault:nowhere")
    );
    clock.wind(&3).await.unwrap();

    let plain = clock.client().to_builder().addressing(Addressing::Off);
    let clock = ClockSoap12::with_client(plain.build().unwrap());
    let reply = clock.time(&"now".to_owned()).send().await.unwrap();
    assert!(reply.headers.is_empty());
}

/// What's asked to go nowhere isn't sent: a reply, a fault, or both where faults aren't asked for elsewhere.
#[tokio::test]
async fn answers_that_nobody_wants_are_not_sent() {
    let endpoint = Endpoint::new(|call: Call<Request>| async move {
        match call.request {
            Request::Time(_) => Ok(Reply::new(Response::Time("noon".to_owned()))),
            _ => Err(Fault::receiver("nowhere")),
        }
    });
    let [none, anonymous] = ["none", "anonymous"].map(|word| format!("{WSA}/{word}"));
    let to = |name: &str, address: &str| {
        format!("<a:{name} xmlns:a='{WSA}'><a:Address> {address} </a:Address></a:{name}>")
    };
    let status = |header: String, message: Request| {
        let envelope = message.to_envelope(SoapVersion::V1_2).unwrap();
        let body = "<soap12:Body>";
        let (before, after) = envelope.split_once(body).unwrap();
        let envelope = format!("{before}<soap12:Header>{header}</soap12:Header>{body}{after}");
        let url = castile::transport::Url::parse(URL).unwrap();
        let request = castile::transport::Request::post(url, envelope.into_bytes());
        let endpoint = endpoint.clone();
        async move {
            let answer = endpoint.answer(request).await;
            assert_eq!(answer.body.is_empty(), answer.status == 202, "{answer:?}");
            answer.status
        }
    };
    let time = || Request::Time("now".to_owned());
    let zone = || Request::Zone("here".to_owned());
    for (header, of_reply, of_fault) in [
        (String::new(), 200, 500),
        (to("ReplyTo", &anonymous), 200, 500),
        (to("ReplyTo", &none), 202, 202),
        (to("FaultTo", &none), 200, 202),
        (to("ReplyTo", &none) + &to("FaultTo", &anonymous), 202, 500),
        (to("ReplyTo", "http://elsewhere.example/"), 400, 400),
    ] {
        assert_eq!(status(header.clone(), time()).await, of_reply, "{header}");
        assert_eq!(status(header.clone(), zone()).await, of_fault, "{header}");
    }
}
