//! Replies in several parts, whatever was asked.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what fails here is the test"
)]

use super::service::*;
use castile::{Call, Error, Reply, SoapVersion};

const MTOM: &str = "multipart/related; type=\"application/xop+xml\"; boundary=\"uuid:b\"; start=\"<root>\"; start-info=\"text/xml\"";

/// A XOP package of an envelope and parts with their ids.
fn package(content: &str, parts: &[(&str, &str)]) -> String {
    let mut body = format!(
        "--uuid:b\r\nContent-Id: <root>\r\nContent-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\r\n\
        Content-Transfer-Encoding: binary\r\n\r\n{}",
        answer(content)
    );
    for (id, bytes) in parts {
        body += &format!(
            "\r\n--uuid:b\r\nContent-Id: <{id}>\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n\r\n{bytes}"
        );
    }
    body + "\r\n--uuid:b--"
}

async fn ask(content_type: &str, body: &str, strict: bool) -> Result<Reply<File>, Error> {
    let client = client(SoapVersion::V1_1, content_type, body);
    let call: Call<'_, File> = client.call(&operations::ECHO, &());
    call.strict(strict).send().await
}

async fn refused(content: &str, parts: &[(&str, &str)]) -> String {
    let error = ask(MTOM, &package(content, parts), false)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn parts_are_the_values_that_refer_to_them() {
    let content = format!(
        "<name>n</name><data>{}</data><page>\n {}\n</page><page>aGk=</page><photo q:contentType='image/png' xmlns:q='{XMIME}'>{}</photo>",
        include("cid:a%40x"),
        include("cid:b@x"),
        include("cid:a@x")
    );
    for strict in [false, true] {
        let body = package(
            &content,
            &[("a@x", "\r\nlarge\0\r\n"), ("b@x", ""), ("c@x", "more")],
        );
        let reply = ask(MTOM, &body, strict).await.unwrap();
        let file = reply.body;
        assert_eq!(&file.data.unwrap()[..], b"\r\nlarge\0\r\n");
        assert_eq!([&file.pages[0][..], &file.pages[1][..]], [&b""[..], b"hi"]);
        let photo = file.photo.unwrap();
        assert_eq!(&photo.value[..], b"\r\nlarge\0\r\n");
        assert_eq!(photo.content_type.as_deref(), Some("image/png"));
        assert!(reply.warnings.is_empty(), "{:?}", reply.warnings);
        // What nothing refers to comes beside.
        let [rest] = &reply.attachments[..] else {
            panic!("{:?}", reply.attachments)
        };
        assert_eq!((&*rest.id, &*rest.content_type), ("c@x", "image/png"));
        assert_eq!(rest.bytes, "more");
    }
}

/// Where there's no place for bytes, the text stands that would have stood there (XOP 1.0, 3.2).
#[tokio::test]
async fn text_is_made_of_parts_where_text_is_held() {
    let content = format!("<name>{0}</name><any><b>{0}</b></any>", include("cid:a"));
    let reply = ask(MTOM, &package(&content, &[("a", "hi")]), false)
        .await
        .unwrap();
    assert_eq!(reply.body.name.as_deref(), Some("aGk="));
    let any = reply.body.any.unwrap();
    let castile::AnyNode::Element(b) = &any.children[0] else {
        panic!("{any:?}")
    };
    assert_eq!(b.content.text(), "aGk=");
    assert!(reply.attachments.is_empty());
}

#[tokio::test]
async fn headers_and_faults_refer_to_parts_too() {
    let include = include("cid:a");
    let envelope = |body: &str| {
        let envelope = answer("").replace(
            "<s:Body>",
            &format!("<s:Header><h>{include}</h></s:Header><s:Body>"),
        );
        let at = envelope.find("<echoResponse").unwrap();
        let end = envelope.find("</s:Body>").unwrap();
        let body = if body.is_empty() {
            &envelope[at..end]
        } else {
            body
        };
        let envelope = format!("{}{body}{}", &envelope[..at], &envelope[end..]);
        format!("--uuid:b\r\n\r\n{envelope}\r\n--uuid:b\r\nContent-ID: <a>\r\n\r\nhi\r\n--uuid:b--")
    };
    let reply = ask(MTOM, &envelope(""), false).await.unwrap();
    assert_eq!(reply.headers[0].element.content.text(), "aGk=");
    assert!(reply.attachments.is_empty());
    let fault = format!(
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>f</faultstring><detail><d>{include}</d></detail></s:Fault>"
    );
    let error = ask(MTOM, &envelope(&fault), false).await.unwrap_err();
    let fault = error.fault().unwrap();
    let detail = &fault.raw_detail.as_ref().unwrap().children[0];
    let castile::AnyNode::Element(detail) = detail else {
        panic!("{detail:?}")
    };
    assert_eq!(detail.content.text(), "aGk=");
}

/// SOAP with Attachments, in all spellings: the envelope is the root whatever its own type is.
#[tokio::test]
async fn attachments_beside_an_envelope() {
    let envelope = answer("<name>n</name>");
    for (media, root) in [
        (
            "multipart/related; type=text/xml; boundary=uuid:b",
            "Content-Type: text/xml; charset=UTF-8\n",
        ),
        (
            "Multipart/Related;boundary='uuid:b';Type=\"text/xml\"",
            "content-type:text/xml\n",
        ),
        ("multipart/mixed; boundary=wrong", ""),
    ] {
        let body = format!(
            "\n--uuid:b\n{root}\n{envelope}\n--uuid:b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\n\naGk=\n--uuid:b--\n"
        );
        let reply = ask(media, &body, false).await.unwrap();
        assert_eq!(reply.body.name.as_deref(), Some("n"));
        let [part] = &reply.attachments[..] else {
            panic!("{reply:?}")
        };
        assert_eq!(part.bytes, "hi");
        assert_eq!(
            part.headers.get("content-disposition"),
            Some("attachment; filename=a.txt")
        );
    }
    let latin = format!(
        "--b\r\nContent-Type: text/xml; charset=unknown\r\n\r\n{}\r\n--b--",
        answer("<name>é</name>")
    );
    let reply = ask("multipart/related; boundary=b", &latin, false)
        .await
        .unwrap();
    assert_eq!(reply.body.name.as_deref(), Some("é"));
}

#[tokio::test]
async fn what_refers_to_nothing_is_refused() {
    let data = |url: &str| format!("<data>{}</data>", include(url));
    let error = refused(&data("cid:b"), &[("a", "")]).await;
    assert_eq!(
        error,
        "the reply can't be read: echoResponse.data: \"cid:b\" refers to no part of the message (at byte 110)"
    );
    let error = refused(&data("cid:a"), &[("a", ""), ("a", "")]).await;
    assert!(
        error.contains("refers to several parts of the message"),
        "{error}"
    );
    let error = refused(&data(""), &[("a", "")]).await;
    assert!(error.contains("refers to no part"), "{error}");
    // An envelope alone, too.
    let error = ask("text/xml", &answer(&data("cid:a")), false)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("the message came without any"),
        "{error}"
    );
    let body = package(
        &data("cid:a").replace("</data>", "x</data>"),
        &[("a", "hi")],
    );
    let error = ask(MTOM, &body, true).await.unwrap_err();
    assert!(
        error.to_string().contains("beside the xop:Include"),
        "{error}"
    );
    let reply = ask(MTOM, &body, false).await.unwrap();
    assert_eq!(
        (&reply.body.data.unwrap()[..], reply.warnings.len()),
        (&b"hi"[..], 1)
    );
}

#[tokio::test]
async fn packages_that_are_none_are_refused() {
    let whole = package("<name>n</name>", &[("a", "x")]);
    let broken = &whole[..whole.len() - 2];
    let error = ask(MTOM, broken, false).await.unwrap_err();
    assert!(error.to_string().contains("breaks off"), "{error}");
    let error = ask(MTOM, "<html>Sorry</html>", false).await.unwrap_err();
    assert!(error.to_string().contains("boundary"), "{error}");
    let encoded = whole
        .replacen(
            "image/png\r\nContent-Transfer-Encoding: binary",
            "image/png\r\nContent-Transfer-Encoding: base64",
            1,
        )
        .replace("\r\nx\r\n", "\r\n*\r\n");
    let error = ask(MTOM, &encoded, false).await.unwrap_err();
    assert!(error.to_string().contains("Base64"), "{error}");
}

/// A part that's referred to over and over doesn't become more text than a reply may have.
#[tokio::test]
async fn a_small_message_does_not_become_a_large_one() {
    let large = "x".repeat(1 << 20);
    let content = format!(
        "<any>{}</any>",
        format!("<b>{}</b>", include("cid:a")).repeat(1000)
    );
    let client = client(
        SoapVersion::V1_1,
        MTOM,
        &package(&content, &[("a", &large)]),
    );
    let limits = castile::xml::Limits {
        bytes: 4 << 20,
        ..Default::default()
    };
    let client = client.to_builder().limits(limits).build().unwrap();
    let call: Call<'_, File> = client.call(&operations::ECHO, &());
    let error = call.send().await.unwrap_err();
    assert!(
        error.to_string().contains("too much of the message"),
        "{error}"
    );
}
