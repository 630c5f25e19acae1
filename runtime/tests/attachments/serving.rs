//! A service that takes and gives files, over real HTTP: what came with a request goes back with the answer.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what fails here is the test"
)]

use std::sync::Arc;

use super::service::*;
use castile::server::{Call, Endpoint, Reply};
use castile::transport::{HttpTransport, Request as Bytes, Transport, Url};
use castile::{Attachment, Client, Fault, SoapVersion};

enum Request {
    Echo(File),
}
castile::choice!(Request = Echo, Choice "Request"; 0 Echo = one(NS, "echo"););
castile::messages!(Request, input; operations::ECHO);

enum Answer {
    Echo(File),
}
castile::choice!(Answer = Echo, Choice "Response"; 0 Echo = one(NS, "echoResponse"););
castile::messages!(Answer, output; operations::ECHO);

async fn echo(call: Call<Request>) -> Result<Reply<Answer>, Fault> {
    let Request::Echo(file) = call.request;
    if file.name.as_deref() == Some("none") {
        return Err(Fault::sender("There is no such file."));
    }
    let reply = Reply::new(Answer::Echo(file));
    Ok(call.attachments.into_iter().fold(reply, Reply::attach))
}

fn endpoint() -> Endpoint {
    Endpoint::new(echo)
}

fn file(len: usize) -> File {
    let mut file = File {
        name: Some("n".to_owned()),
        data: Some(
            (0..len)
                .map(|i| u8::try_from(i % 251).unwrap())
                .collect::<Vec<_>>()
                .into(),
        ),
        ..File::default()
    };
    file.pages = vec![vec![0; 10].into(), b"\r\n--castile-".to_vec().into()];
    file
}

#[tokio::test]
async fn files_there_and_back() {
    let running = endpoint().listen("127.0.0.1:0").await.unwrap();
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        for mtom in [false, true] {
            let transport = HttpTransport::builder().no_proxy().build().unwrap();
            let client = Client::builder(&running.url("/files"))
                .version(version)
                .mtom(mtom);
            let client = client.transport(transport).build().unwrap();
            for len in [0, 1000, 1 << 20] {
                let file = file(len);
                let call = client.call::<File>(&operations::ECHO, &file);
                let reply = call
                    .attach(Attachment::new("a/b", "beside").id("b@x"))
                    .send()
                    .await
                    .unwrap();
                assert!(reply.body == file, "{version} {mtom} {len}");
                assert_eq!(reply.version, Some(version));
                let [beside] = &reply.attachments[..] else {
                    panic!("{reply:?}")
                };
                assert_eq!((&*beside.id, &beside.bytes[..]), ("b@x", &b"beside"[..]));
                let xop = reply
                    .http_headers
                    .get("content-type")
                    .unwrap()
                    .contains("application/xop+xml");
                assert_eq!(xop, mtom, "{:?}", reply.http_headers.get("content-type"));
            }
            let none = File {
                name: Some("none".to_owned()),
                ..file(0)
            };
            let error = client
                .call::<File>(&operations::ECHO, &none)
                .await
                .unwrap_err();
            assert_eq!(error.fault().unwrap().reason(), "There is no such file.");
        }
    }
    running.stop().await;
}

async fn post(endpoint: &Endpoint, content_type: &str, body: String) -> (u16, String, String) {
    let mut request = Bytes::post(Url::parse("http://h/").unwrap(), body);
    request
        .headers
        .append("Content-Type", content_type)
        .unwrap();
    let response = endpoint.send(request).await.unwrap();
    let content_type = response.content_type().unwrap_or_default().to_owned();
    let body = String::from_utf8_lossy(&response.body.to_bytes()).into_owned();
    (response.status, content_type, body)
}

#[tokio::test]
async fn answers_are_packages_where_requests_are_or_where_it_is_said() {
    let envelope = answer("<name>n</name><data>AAAA</data>").replace("echoResponse", "echo");
    let package = format!(
        "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\n\r\n{envelope}\r\n--b--"
    );
    let xop = "multipart/related; type=\"application/xop+xml\"; boundary=b";
    let (_, content_type, body) = post(&endpoint(), "text/xml", envelope.clone()).await;
    assert!(content_type == "text/xml; charset=utf-8" && body.contains("<data>AAAA</data>"));
    let (_, content_type, body) = post(&endpoint(), xop, package.clone()).await;
    assert!(
        content_type.starts_with(
            "multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\""
        ),
        "{content_type}"
    );
    assert!(
        body.contains("<data>AAAA</data>"),
        "too small to go along: {body}"
    );
    let (_, content_type, body) = post(
        &endpoint().mtom(true).mtom_threshold(1),
        "text/xml",
        envelope.clone(),
    )
    .await;
    assert!(
        content_type.contains("xop+xml") && body.contains("\r\n\r\n\0\0\0\r\n"),
        "{body}"
    );
    let (_, content_type, _) = post(&endpoint().mtom(false), xop, package.clone()).await;
    assert_eq!(content_type, "text/xml; charset=utf-8");
    // Whoever asks in packages gets faults in packages.
    let (status, content_type, body) =
        post(&endpoint(), xop, package.replace(">n<", ">none<")).await;
    assert!(
        status == 500 && content_type.contains("xop+xml") && body.contains("no such file"),
        "{body}"
    );
}

#[tokio::test]
async fn what_is_no_package_is_refused() {
    let xop = "multipart/related; boundary=b";
    let (status, _, body) = post(&endpoint(), xop, "--b\r\n\r\n<e/>".to_owned()).await;
    assert!(status == 500 && body.contains("breaks off"), "{body}");
    let (status, ..) = post(
        &endpoint(),
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--".to_owned(),
    )
    .await;
    assert_eq!(status, 415);
    let content = format!("<data>{}</data>", include("cid:none"));
    let (status, _, body) = post(
        &endpoint(),
        "text/xml",
        answer(&content).replace("echoResponse", "echo"),
    )
    .await;
    assert!(status == 500 && body.contains("refers to a part"), "{body}");
}

/// A client's calls that are carried without a network keep their parts.
#[tokio::test]
async fn endpoints_are_transports() {
    let client = Client::builder("http://h/")
        .transport(Arc::new(endpoint()))
        .mtom(true)
        .build()
        .unwrap();
    let file = file(5000);
    let reply = client.call::<File>(&operations::ECHO, &file).await.unwrap();
    assert!(reply == file);
}
