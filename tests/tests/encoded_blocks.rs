//! What is SOAP-encoded beside the values of rpc: header blocks, details of faults, documents, arrays that say little of what
//! they hold.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use castile::transport::{MemoryTransport, Response as Answer};
use castile::{AnyElement, Attachment, Error, Fault, Header, Nillable, SoapVersion};
use castile_tests::encoded_blocks::encoded_blocks::{Denied, Session};
use castile_tests::encoded_blocks::*;

const ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";

fn session() -> Session {
    Session {
        key: Some("k".to_owned()),
        left: Some(1),
    }
}

/// An envelope of 1.1 as Axis writes them.
fn axis(header: &str, body: &str) -> String {
    format!(
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:soapenc='{ENCODING}' xmlns:t='urn:castile:encoded-blocks'>\
         <e:Header>{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>"
    )
}

fn client(status: u16, text: String) -> Blocks {
    let transport = MemoryTransport::new(move |_| Answer::new(status, "text/xml", text.clone()));
    Blocks::with_transport(SoapVersion::V1_1, "http://h/", transport).unwrap()
}

fn ask() -> AskRequest {
    AskRequest {
        question: Some("q".to_owned()),
    }
}

#[test]
fn header_blocks_say_types_and_style() {
    let header = || Header::new(&BlocksHeader::Session(session())).unwrap();
    for (version, prefix) in [(SoapVersion::V1_1, "soap"), (SoapVersion::V1_2, "soap12")] {
        let transport = MemoryTransport::new(|_| Answer::new(500, "text/xml", ""));
        let client = Blocks::with_transport(version, "http://h/", transport).unwrap();
        let request = ask();
        let call = client.ask(&request).header(header().must_understand());
        let sent = String::from_utf8(call.request_bytes().unwrap().to_vec()).unwrap();
        let block = sent.split_once("Header>").unwrap().1;
        let (start, content) = block.split_once('>').unwrap();
        for part in [
            format!("{prefix}:encodingStyle=\"{ENCODING}\""),
            format!("{prefix}:mustUnderstand=\"1\""),
            "xsi:type=\"".to_owned(),
            ":Session\"".to_owned(),
        ] {
            assert!(start.contains(&part), "{part}\n{sent}");
        }
        let expected = "<key xmlns=\"\" xsi:type=\"xsd:string\">k</key>";
        assert!(content.starts_with(expected), "{sent}");
    }
}

#[tokio::test]
async fn header_blocks_that_refer_to_values() {
    let text = axis(
        "<h:session xmlns:h='urn:h' href='#id0' e:mustUnderstand='1'/>",
        "<b:askResponse xmlns:b='urn:b'><answer href='#id1'/></b:askResponse>\
         <multiRef id='id1' xsi:type='xsd:string'>a</multiRef>\
         <multiRef id='id0' soapenc:root='0' xsi:type='t:Session'><key href='#id1'/><left xsi:nil='true'/></multiRef>",
    );
    let reply = client(200, text).ask(&ask()).send().await.unwrap();
    assert_eq!(reply.body.answer.as_deref(), Some("a"));
    let BlocksHeader::Session(session) = reply.headers[0].read().unwrap();
    assert_eq!((session.key.as_deref(), session.left), (Some("a"), None));
}

async fn fault(detail: &str, beside: &str) -> Fault {
    let body = format!(
        "<e:Fault><faultcode>e:Server.userException</faultcode><faultstring>no</faultstring><detail>{detail}</detail></e:Fault>{beside}"
    );
    match client(500, axis("", &body)).ask(&ask()).await {
        Err(Error::Fault(fault)) => fault,
        other => panic!("{:?}", other.map(|_| ())),
    }
}

#[tokio::test]
async fn details_that_refer_to_values() {
    let values = "<multiRef id='id0' soapenc:root='0' e:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/' xsi:type='t:Denied'>\
         <code href='#id1'/><who href='#id2'/></multiRef><multiRef id='id1' xsi:type='xsd:int'>7</multiRef>\
         <multiRef id='id2' xsi:type='t:Session'><key xsi:type='xsd:string'>k</key><left href='#id1'/></multiRef>";
    let fault = fault("<f:denied xmlns:f='urn:f' href='#id0'/><x:hostname xmlns:x='http://xml.apache.org/axis/'>h</x:hostname>", values).await;
    let expected = Denied {
        code: Some(7),
        who: Some(Session {
            left: Some(7),
            ..session()
        }),
    };
    assert!(matches!(fault.detail(), Ok(Some(AskFault::Denied(found))) if found == expected));
    assert_eq!(fault.entries().count(), 2);
}

/// What looks like a reference and leads nowhere is what it is.
#[tokio::test]
async fn a_detail_with_links() {
    let fault = fault(
        "<help href='#top'/><a href='#id0'>see</a>",
        "<x id='id0'>y</x>",
    )
    .await;
    let entries: Vec<_> = fault.entries().collect();
    assert_eq!(entries[0].content.attributes.get("", "href"), Some("#top"));
    assert_eq!(entries[1].content.text(), "see");
}

/// Which entry it is doesn't matter, nor whether its namespace was forgotten.
#[tokio::test]
async fn the_declared_one_of_several_entries() {
    let found = fault(
        "<trace/><denied><code>7</code></denied><f:seconds xmlns:f='urn:f'>8</f:seconds>",
        "",
    )
    .await;
    assert!(matches!(
        found.detail(),
        Ok(Some(AskFault::Denied(Denied { code: Some(7), .. })))
    ));
    let found = fault(
        "<trace/><seconds xmlns='urn:f' xsi:type='xsd:int'>8</seconds>",
        "",
    )
    .await;
    assert!(matches!(found.detail(), Ok(Some(AskFault::Seconds(8)))));
    // Encoded values are known by their type too, where that isn't one that anything could have.
    let found = fault(
        "<host xsi:type='xsd:int'>9</host><t:Denied xsi:type='t:Denied'><code>7</code></t:Denied>",
        "",
    )
    .await;
    assert!(matches!(
        found.detail(),
        Ok(Some(AskFault::Denied(Denied { code: Some(7), .. })))
    ));
    // What is declared by name alone isn't what is declared.
    let found = fault("<denied xmlns='urn:else'/>", "").await;
    assert!(matches!(found.detail(), Ok(Some(AskFault::Other(e))) if e.namespace == "urn:else"));
    let found = fault("<seconds>soon</seconds>", "").await;
    assert!(matches!(found.detail(), Ok(Some(AskFault::Other(e))) if e.name == "seconds"));
}

#[test]
fn details_are_written_encoded_in_both_versions() {
    let detail = AskFault::Denied(Denied {
        code: None,
        who: Some(session()),
    });
    let fault = Fault::sender("no").with_detail(&detail).unwrap();
    let fault = fault.with_raw_detail(AnyElement::from_xml("<more/>").unwrap());
    for (version, prefix) in [(SoapVersion::V1_1, "soap"), (SoapVersion::V1_2, "soap12")] {
        let text = fault.to_envelope(version).unwrap();
        let entry = text.split_once("denied").unwrap().1;
        for part in [
            &format!("{prefix}:encodingStyle=\"{ENCODING}\""),
            "<code xmlns=\"\" xsi:nil=\"true\" xsi:type=\"xsd:int\" />",
            "<key xsi:type=\"xsd:string\">k</key>",
            "<more />",
        ] {
            assert!(entry.contains(part), "{part}\n{text}");
        }
        let Err(Error::Fault(read)) = Response::from_envelope(text.as_bytes()) else {
            panic!("{text}");
        };
        assert!(read.detail::<AskFault>().unwrap() == Some(detail.clone()));
    }
}

#[test]
fn documents_are_elements_that_say_their_type() {
    let request = Request::Document(session());
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let text = request.to_envelope(version).unwrap();
        assert!(
            text.contains("<q1:session xmlns:q1=\"urn:b\" soap"),
            "{text}"
        );
        assert!(
            text.contains("xsi:type=\"q2:Session\"><key xsi:type=\"xsd:string\">k</key>"),
            "{text}"
        );
        assert!(
            Request::from_envelope(text.as_bytes()).unwrap() == request,
            "{text}"
        );
    }
    // Some stacks name them after the type, and refer to what's in them.
    let text = axis(
        "",
        "<t:Session id='a' xsi:type='t:Session'><key href='#b'/><left xsi:type='xsd:int'>1</left></t:Session><v id='b' xsi:type='xsd:string'>k</v>",
    );
    let read = operations::DOCUMENT.decode_response::<Session>(text.as_bytes());
    assert!(read.unwrap() == session());
}

/// With several values the Body says how they're encoded; in SOAP 1.2, where it can't, each of them does.
#[test]
fn documents_of_several_values() {
    let request = Request::Documents(DocumentsRequest {
        session: Some(session()),
        times: Some(2),
    });
    let text = request.to_envelope(SoapVersion::V1_1).unwrap();
    assert!(
        text.contains(&format!("<soap:Body soap:encodingStyle=\"{ENCODING}\"")),
        "{text}"
    );
    assert_eq!(text.matches("encodingStyle").count(), 1);
    assert!(Request::from_envelope_strict(text.as_bytes()).unwrap() == request);
    let text = request.to_envelope(SoapVersion::V1_2).unwrap();
    let each = " soap12:encodingStyle=\"http://www.w3.org/2003/05/soap-encoding\"";
    for name in ["session", "times"] {
        let element = format!("<q1:{name} xmlns:q1=\"urn:d\"{each}");
        assert!(text.contains(&element), "{text}");
    }
    assert!(Request::from_envelope_strict(text.as_bytes()).unwrap() == request);
    let text = axis(
        "",
        "<d:session xmlns:d='urn:d' href='#a'/><d:times xmlns:d='urn:d' href='#b'/><x id='a'><key>k</key><left>1</left></x><x id='b'>2</x>",
    );
    assert!(Request::from_envelope_strict(text.as_bytes()).unwrap() == request);
}

#[test]
fn arrays_that_say_little_of_what_they_hold() {
    let item = "<item xsi:type='xsd:int'>1</item>";
    let array = |name: &str, attributes: &str, items: &str| {
        format!("<{name} xsi:type='soapenc:Array' {attributes}>{items}</{name}>")
    };
    let pair = "<item><key xsi:type='xsd:string'>k</key><value xsi:type='xsd:int'>1</value></item>";
    let body = [
        array(
            "loose",
            "soapenc:arrayType='xsd:anyType[2]'",
            &item.repeat(2),
        ),
        array("bare", "", item),
        array(
            "sized",
            "soapenc:arrayType='t:Session[1]'",
            "<x><key>k</key><left>1</left></x>",
        ),
        array(
            "extended",
            "soapenc:arrayType='xsd:dateTime[1]'",
            "<y>2026-11-25T00:00:00Z</y>",
        ),
        format!("<map xsi:type='a:Map' xmlns:a='http://xml.apache.org/xml-soap'>{pair}</map>"),
        format!(
            "<vector xsi:type='a:Vector' xmlns:a='http://xml.apache.org/xml-soap'>{item}</vector>"
        ),
    ];
    let text = axis(
        "",
        &format!(
            "<b:arraysResponse xmlns:b='urn:b'>{}</b:arraysResponse>",
            body.concat()
        ),
    );
    let read: ArraysResponse = operations::ARRAYS.decode_response(text.as_bytes()).unwrap();
    assert_eq!(read.loose.as_ref().unwrap().items.len(), 2);
    assert_eq!(read.bare.as_ref().unwrap().items[0].value::<i32>(), Ok(1));
    assert!(read.sized.as_ref().unwrap().items == [Nillable::Value(session())]);
    assert_eq!(read.extended.as_ref().unwrap().items.len(), 1);
    let map = &read.map.as_ref().unwrap().item[0];
    assert_eq!(map.key.as_ref().unwrap().text(), "k");
    assert_eq!(map.value.as_ref().unwrap().value::<i32>(), Ok(1));
    assert_eq!(read.vector.as_ref().unwrap().item[0].value::<i32>(), Ok(1));
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let response = Response::Arrays(read.clone());
        let text = response.to_envelope(version).unwrap();
        assert!(
            Response::from_envelope_strict(text.as_bytes()).unwrap() == response,
            "{text}"
        );
    }
}

/// A service that gives back the file that it's given.
struct Files;

impl BlocksService for Files {
    async fn file(&self, request: FileRequest) -> Result<FileResponse, Error> {
        Ok(FileResponse {
            title: request.title,
            file: request.file,
        })
    }
}

/// A part by binding has an element that refers to it, as the encoding has it (SOAP with Attachments, 3).
#[tokio::test]
async fn parts_beside_an_encoded_message() {
    let request = FileRequest {
        title: Some("t".to_owned()),
        file: Some(Attachment::new("image/png", "pixels")),
    };
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let client = Blocks::with_transport(version, "http://h/", Files.into_endpoint()).unwrap();
        let sent = client.file(&request).request_bytes().unwrap();
        let sent = String::from_utf8_lossy(&sent).into_owned();
        let title = "<title xsi:type=\"xsd:string\">t</title><file href=\"cid:file=";
        assert!(sent.contains(title), "{sent}");
        let reply = client.file(&request).await.unwrap();
        assert_eq!(reply.title.as_deref(), Some("t"));
        let file = reply.file.unwrap();
        assert_eq!(
            (&*file.content_type, &file.bytes[..]),
            ("image/png", &b"pixels"[..])
        );
    }
}

/// Others have the reference behind a reference, or the bytes in the message after all.
#[tokio::test]
async fn parts_that_are_referred_to_in_other_ways() {
    let package = |body: &str| {
        let envelope = axis(
            "",
            &format!(
                "<b:fileResponse xmlns:b='urn:b'><title xsi:type='xsd:string'>t</title>{body}"
            ),
        );
        format!(
            "--b\r\nContent-Type: text/xml\r\n\r\n{envelope}\r\n--b\r\nContent-Type: image/gif\r\nContent-ID: <p@x>\r\n\r\ngif\r\n--b--"
        )
    };
    for body in [
        "<file href='cid:p@x'/></b:fileResponse>",
        "<file href='#f'/></b:fileResponse><multiRef id='f' href='cid:p@x'/>",
        "</b:fileResponse>",
    ] {
        let text = package(body);
        let transport = MemoryTransport::new(move |_| {
            let content_type = "multipart/related; boundary=b; type=\"text/xml\"";
            Answer::new(200, content_type, text.clone())
        });
        let client = Blocks::with_transport(SoapVersion::V1_1, "http://h/", transport).unwrap();
        let reply = client.file(&FileRequest::default()).await.unwrap();
        assert_eq!(reply.title.as_deref(), Some("t"));
        assert_eq!(reply.file.unwrap().bytes, "gif", "{body}");
    }
}
