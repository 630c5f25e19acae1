//! Generated services with attachments, both ends: parts by binding (WSDL 1.1, 5), by reference (WS-I's swaRef), and values
//! that a policy has go along.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::mpsc::channel;

use castile::server::Endpoint;
use castile::transport::{MemoryTransport, Response};
use castile::{Attachment, Bytes, Client, Error, Fault, SoapVersion};
use castile_tests::attachments::{self, *};
use castile_tests::mtom;

/// An archive that gives back what it's given.
struct Double;

impl ArchiveService for Double {
    async fn store(&self, request: StoreRequest) -> Result<StoreResponse, Error> {
        Ok(StoreResponse {
            stored: request.store,
            photo: request.photo,
            text: request.text,
        })
    }

    async fn fetch(&self, request: FetchRequest) -> Result<FetchResponse, Error> {
        match request.name.as_str() {
            "none" => Err(Fault::sender("There is no such file.").into()),
            name => Ok(FetchResponse {
                size: 5,
                file: Some(name.as_bytes().to_vec().into()),
            }),
        }
    }

    async fn drop_operation(&self, request: DropRequest) -> Result<(), Error> {
        assert_eq!(request.file.unwrap().bytes, "gone");
        Ok(())
    }

    async fn send(&self, request: Letter) -> Result<Letter, Error> {
        Ok(request)
    }
}

fn client(endpoint: Endpoint) -> Archive {
    Archive::with_transport(SoapVersion::V1_1, "http://h/", endpoint).unwrap()
}

fn store() -> StoreRequest {
    StoreRequest {
        store: Store {
            title: "t".to_owned(),
        },
        photo: Some(Attachment::new("image/jpeg", "pixels")),
        text: Some(Bytes::from_static(b"words").into()),
    }
}

#[tokio::test]
async fn parts_by_binding_there_and_back() {
    let client = client(Double.into_endpoint());
    let stored = client.store(&store()).await.unwrap();
    assert_eq!(stored.stored.title, "t");
    let (photo, text) = (stored.photo.unwrap(), stored.text.unwrap());
    assert_eq!(
        (&*photo.content_type, &photo.bytes[..]),
        ("image/jpeg", &b"pixels"[..])
    );
    // What has no type has that of the binding.
    assert_eq!(
        (&*text.content_type, &text.bytes[..]),
        ("text/plain", &b"words"[..])
    );
    // Rpc, and a message that's nothing but a part.
    let fetched = client
        .fetch(&FetchRequest {
            name: "a.txt".to_owned(),
        })
        .await
        .unwrap();
    assert_eq!(
        (fetched.size, &fetched.file.unwrap().bytes[..]),
        (5, &b"a.txt"[..])
    );
    let gone = DropRequest {
        file: Some(Bytes::from_static(b"gone").into()),
    };
    client.drop_operation(&gone).await.unwrap();
    // Parts that there are none for aren't sent.
    let less = StoreRequest {
        photo: None,
        ..store()
    };
    let stored = client.store(&less).await.unwrap();
    assert!(stored.photo.is_none() && stored.text.is_some());
    let fault = client
        .fetch(&FetchRequest {
            name: "none".to_owned(),
        })
        .await
        .unwrap_err();
    assert_eq!(fault.fault().unwrap().reason(), "There is no such file.");
}

#[tokio::test]
async fn parts_by_reference_there_and_back() {
    let client = client(Double.into_endpoint());
    let stamp = Attachment::new("image/png", "stamp").id("stamp@x");
    let letter = Letter {
        page: vec![
            Attachment::new("text/plain", "one"),
            Attachment::new("text/plain", "two"),
            stamp.clone(),
        ],
        stamp: Some(stamp),
        ..Letter::default()
    };
    let reply = client.send(&letter).send().await.unwrap();
    let bytes: Vec<_> = reply.body.page.iter().map(|p| &p.bytes[..]).collect();
    assert_eq!(bytes, [&b"one"[..], b"two", b"stamp"]);
    assert_eq!(reply.body.stamp.unwrap().id, "stamp@x");
    assert!(reply.attachments.is_empty());
}

/// References are texts like others, and so in attributes, in lists and in unions.
#[tokio::test]
async fn references_wherever_a_text_can_be() {
    let client = client(Double.into_endpoint().strict(true));
    let part = |text: &'static str| Attachment::new("text/plain", text);
    let letter = Letter {
        copies: Some(vec![part("first"), part("second")].into()),
        seal: Some(Seal::SwaRef(part("wax")).into()),
        map: Some(Map {
            value: part("here"),
            scale: Some(10),
        }),
        signature: Some(part("me")),
        portraits: Some(vec![part("mine"), part("yours")].into()),
        ..Letter::default()
    };
    let reply = client.send(&letter).strict(true).validate(true).send();
    let reply = reply.await.unwrap();
    assert!(reply.attachments.is_empty() && reply.warnings.is_empty());
    let text = |part: &Attachment| String::from_utf8(part.bytes.to_vec()).unwrap();
    let texts = |parts: Option<Copies>| parts.unwrap().iter().map(text).collect::<Vec<_>>();
    let body = reply.body;
    assert_eq!(texts(body.copies), ["first", "second"]);
    assert_eq!(texts(body.portraits), ["mine", "yours"]);
    assert_eq!(text(&body.map.unwrap().value), "here");
    assert_eq!(text(&body.signature.unwrap()), "me");
    let Some(Seal::SwaRef(seal)) = body.seal.as_deref() else {
        panic!("it's a part")
    };
    assert_eq!(text(seal), "wax");
    let none = Letter {
        seal: Some(Seal::Literal(SealAlternative2::None).into()),
        ..Letter::default()
    };
    assert!(client.send(&none).await.unwrap() == none);
}

/// What refers to no part is a mistake there, too; in a document by itself the id is kept.
#[test]
fn references_that_lead_nowhere() {
    let read = |letter: &str| {
        let envelope = format!(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{letter}</s:Body></s:Envelope>"
        );
        attachments::Response::from_envelope(envelope.as_bytes())
    };
    for (letter, expected) in [
        (
            "<sent xmlns='urn:castile:attachments' signature='cid:a'/>",
            "sent.@signature: \"cid:a\" refers to a part",
        ),
        (
            "<sent xmlns='urn:castile:attachments'><copies>cid:a cid:b</copies></sent>",
            "sent.copies: item 1: \"cid:a\" refers to a part",
        ),
    ] {
        let error = read(letter).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let sealed = "<sent xmlns='urn:castile:attachments'><seal>none</seal></sent>";
    assert!(read(sealed).is_ok());
    let document = "<sent signature=\"cid:s\" xmlns=\"urn:castile:attachments\"><copies>cid:a cid:b</copies><seal>cid:c</seal></sent>";
    let kept = attachments::Document::from_xml_strict(document.as_bytes()).unwrap();
    let written = kept.to_xml().unwrap();
    assert!(written.contains("<copies>cid:a cid:b</copies><seal>cid:c</seal>"));
    assert!(written.contains("signature=\"cid:s\""), "{written}");
}

/// What is sent, and what older and simpler services answer.
#[tokio::test]
async fn on_the_wire() {
    let (sender, receiver) = channel();
    let answer = "--b\r\nContent-Type: text/xml\r\n\r\n<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><stored xmlns='urn:castile:attachments'><title>t</title></stored></s:Body></s:Envelope>\r\n--b\r\nContent-Type: image/gif\r\nContent-ID: <1>\r\n\r\ngif\r\n--b\r\nContent-ID: <text=2@x>\r\n\r\nwords\r\n--b\r\n\r\nmore\r\n--b--";
    let transport = MemoryTransport::new(move |request| {
        let content_type = request.headers.get("Content-Type").unwrap().to_owned();
        let body = String::from_utf8(request.body.to_bytes().into()).unwrap();
        sender.send((content_type, body)).unwrap();
        Response::new(
            200,
            "multipart/related; boundary=b; type=\"text/xml\"",
            answer,
        )
    });
    let client = Archive::with_transport(SoapVersion::V1_1, "http://h/", transport).unwrap();
    let reply = client.store(&store()).send().await.unwrap();
    // By its name where it has one, else in order.
    assert_eq!(reply.body.photo.unwrap().bytes, "gif");
    assert_eq!(reply.body.text.unwrap().bytes, "words");
    assert_eq!(reply.attachments[0].bytes, "more");
    let (content_type, body) = receiver.try_recv().unwrap();
    assert!(
        content_type.starts_with("multipart/related; type=\"text/xml\"; start=\"<root-"),
        "{content_type}"
    );
    let body = body.replace("\r\n", "\n");
    assert!(body.contains("<soap:Body><store xmlns=\"urn:castile:attachments\"><title>t</title></store></soap:Body>"), "{body}");
    for part in [
        "\nContent-Type: image/jpeg\nContent-Transfer-Encoding: binary\nContent-ID: <photo=1-",
        "@castile>\n\npixels\n--castile-",
        "\nContent-Type: text/plain\nContent-Transfer-Encoding: binary\nContent-ID: <text=2-",
        "@castile>\n\nwords\n--castile-",
    ] {
        assert!(body.contains(part), "{part}\n{body}");
    }
}

/// An envelope alone has no place for attachments; one that came alone, none in it.
#[tokio::test]
async fn without_a_package() {
    let stored = attachments::Request::Store(store());
    let error = stored.to_envelope(SoapVersion::V1_1).unwrap_err();
    assert!(
        error.to_string().contains("goes along with a message"),
        "{error}"
    );
    let letter = "<sent xmlns='urn:castile:attachments'><page>cid:a%40x</page></sent>";
    let document = attachments::Document::from_xml_strict(letter.as_bytes()).unwrap();
    assert!(
        document
            .to_xml()
            .unwrap()
            .contains("<page>cid:a%40x</page>")
    );
    let envelope = format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{letter}</s:Body></s:Envelope>"
    );
    let error = attachments::Response::from_envelope(envelope.as_bytes()).unwrap_err();
    assert!(
        error.to_string().contains(
            "sent.page[0]: \"cid:a%40x\" refers to a part, and the message came without any"
        ),
        "{error}"
    );
}

struct Files;

impl mtom::AlwaysService for Files {
    async fn put(&self, request: mtom::mtom::File) -> Result<mtom::mtom::File, Error> {
        Ok(request)
    }
}

impl mtom::UploadsService for Files {
    async fn put(&self, request: mtom::mtom::File) -> Result<mtom::mtom::File, Error> {
        Ok(request)
    }
}

#[tokio::test]
async fn policies_decide_about_mtom() {
    let large = mtom::mtom::File {
        data: vec![b'x'; 5000].into(),
        photo: Some(mtom::xmlmime::Base64Binary {
            value: vec![b'y'; 5000].into(),
            content_type: Some("image/png".to_owned()),
        }),
        digest: Some(vec![1, 2, 3, 4].into()),
    };
    let always =
        |endpoint| mtom::Always::with_transport(SoapVersion::V1_1, "http://h/", endpoint).unwrap();
    let endpoint = mtom::AlwaysService::into_endpoint(Files);
    let reply = always(endpoint.clone()).put(&large).send().await.unwrap();
    assert!(reply.body == large);
    // Each part is of the type that the value says, or that the schema expects.
    let sent = always(endpoint.clone())
        .put(&large)
        .request_bytes()
        .unwrap();
    let sent = String::from_utf8_lossy(&sent).into_owned();
    for media in ["application/pdf", "image/png"] {
        let field = format!("Content-Type: {media}\r\n");
        assert_eq!(sent.matches(&field).count(), 1, "{media}");
    }
    let content_type = reply.http_headers.get("Content-Type").unwrap();
    assert!(
        content_type.contains("application/xop+xml"),
        "{content_type}"
    );
    // The client may say otherwise.
    let plain = mtom::Always::with_client(
        Client::builder("http://h/")
            .transport(endpoint)
            .mtom(false)
            .build()
            .unwrap(),
    );
    assert!(plain.put(&large).await.unwrap() == large);
    assert!(mtom::operations::PUT.input.mtom == castile::Mtom::Required);
    // Where it's the request's policy alone, that alone is a package.
    let uploads = mtom::UploadsService::into_endpoint(Files);
    let uploads = mtom::Uploads::with_transport(SoapVersion::V1_1, "http://h/", uploads).unwrap();
    let sent = uploads.put(&large).request_bytes().unwrap();
    assert!(sent.starts_with(b"--"));
    let reply = uploads.put(&large).send().await.unwrap();
    let content_type = reply.http_headers.get("Content-Type");
    assert_eq!(content_type, Some("text/xml; charset=utf-8"));
    assert!(reply.body == large);
}

/// An archive that is made for each call, and has more to say than its methods give.
struct Talkative(castile::server::Along);

impl ArchiveService for Talkative {
    async fn fetch(&self, _: FetchRequest) -> Result<FetchResponse, Error> {
        let page = castile::AnyElement::from_xml("<page xmlns='urn:p'>1</page>").unwrap();
        self.0.header(castile::Header::raw(page));
        self.0.attach(Attachment::new("text/plain", "beside"));
        self.0.http_header("Set-Cookie", "a=b").unwrap();
        Ok(FetchResponse {
            size: 0,
            file: None,
        })
    }

    async fn send(&self, _: Letter) -> Result<Letter, Error> {
        let page = castile::AnyElement::from_xml("<page xmlns='urn:p'>2</page>").unwrap();
        self.0.header(castile::Header::raw(page));
        Err(Fault::receiver("no").into())
    }
}

#[tokio::test]
async fn a_method_gives_more_than_its_response() {
    let client = client(Talkative::endpoint_with(|call| {
        Ok(Talkative(call.along.clone()))
    }));
    let request = FetchRequest {
        name: String::new(),
    };
    let reply = client.fetch(&request).send().await.unwrap();
    assert!(reply.headers[0].is("urn:p", "page"));
    // A part that the response declares takes what there is, as it needn't have a name.
    assert_eq!(reply.body.file.unwrap().bytes, "beside");
    assert_eq!(reply.http_headers.get("Set-Cookie"), Some("a=b"));
    let fault = client.send(&Letter::default()).await.unwrap_err();
    assert!(fault.fault().unwrap().headers[0].is("urn:p", "page"));
}
