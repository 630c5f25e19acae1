//! Requests in several parts, byte for byte.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what fails here is the test"
)]

use std::sync::mpsc::channel;

use super::service::*;
use castile::transport::{Body, MemoryTransport, Response};
use castile::{
    Attachment, Base64Binary, Bytes, Call, Client, ClientBuilder, Mtom, Operation, SoapVersion,
};

/// The request that a call sends: `Content-Type`, `SOAPAction` and body.
async fn sent(
    version: SoapVersion,
    operation: &'static Operation,
    file: &File,
    client: impl FnOnce(ClientBuilder) -> ClientBuilder,
    call: impl FnOnce(Call<'_, ()>) -> Call<'_, ()>,
) -> (String, Option<String>, Body) {
    let (sender, receiver) = channel();
    let transport = MemoryTransport::new(move |request| {
        let field = |name| request.headers.get(name).map(str::to_owned);
        let sent = (
            field("Content-Type").unwrap(),
            field("SOAPAction"),
            request.body.clone(),
        );
        sender.send(sent).unwrap();
        Response::new(202, "", "")
    });
    let builder = Client::builder("http://h/")
        .version(version)
        .transport(transport);
    let client = client(builder).build().unwrap();
    // That there's no answer is no matter here.
    let _ = call(client.call(operation, file)).await;
    receiver.try_recv().unwrap()
}

/// Tells the compiler what a closure is.
fn calling<F: Fn(Call<'_, ()>) -> Call<'_, ()>>(call: F) -> F {
    call
}

fn shown((content_type, action, body): (String, Option<String>, Body)) -> String {
    let body = String::from_utf8(body.into_bytes().into()).unwrap();
    let action = action.map_or_else(String::new, |a| format!("SOAPAction: {a}\n"));
    without_uuids(&format!("Content-Type: {content_type}\n{action}\n{body}"))
}

fn file() -> File {
    File {
        data: Some(Base64Binary::from(&b"large"[..])),
        pages: vec![
            Base64Binary::from(&b"one"[..]),
            Base64Binary::from(&b"two22"[..]),
        ],
        photo: Some(Photo {
            value: Base64Binary::from(&b"pixels"[..]),
            content_type: Some("image/png".to_owned()),
        }),
        ..File::default()
    }
}

const ENVELOPE11: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>";
const ENVELOPE12: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap12:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:soap12=\"http://www.w3.org/2003/05/soap-envelope\"><soap12:Body>";
const INCLUDE: &str = "<xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=";

#[tokio::test]
async fn a_package_in_soap_11() {
    let sent = sent(
        SoapVersion::V1_1,
        &operations::ECHO,
        &file(),
        |c| c.mtom_threshold(5),
        |c| c.mtom(true),
    )
    .await;
    assert_eq!(
        shown(sent),
        [
            "Content-Type: multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; start=\"<root-A@castile>\"; boundary=\"castile-A\"\nSOAPAction: \"urn:echo\"\n\n",
            "--castile-A\r\nContent-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root-A@castile>\r\n\r\n",
            ENVELOPE11, "<echo xmlns=\"urn:files\"><data>", INCLUDE, "\"cid:1-B@castile\" /></data><page>b25l</page>",
            "<page>", INCLUDE, "\"cid:2-B@castile\" /></page><photo xmlns:q1=\"http://www.w3.org/2005/05/xmlmime\" q1:contentType=\"image/png\">",
            INCLUDE, "\"cid:3-B@castile\" /></photo></echo></soap:Body></soap:Envelope>",
            "\r\n--castile-A\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <1-B@castile>\r\n\r\nlarge",
            "\r\n--castile-A\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <2-B@castile>\r\n\r\ntwo22",
            "\r\n--castile-A\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <3-B@castile>\r\n\r\npixels",
            "\r\n--castile-A--\r\n",
        ]
        .concat()
    );
}

#[tokio::test]
async fn a_package_in_soap_12_has_its_action_where_the_envelopes_type_is() {
    let file = File {
        name: Some("n".to_owned()),
        ..File::default()
    };
    let sent = sent(
        SoapVersion::V1_2,
        &operations::ECHO,
        &file,
        |c| c.mtom(true),
        |c| c,
    )
    .await;
    assert_eq!(
        shown(sent),
        [
            r#"Content-Type: multipart/related; type="application/xop+xml"; start-info="application/soap+xml; action=\"urn:echo\""; start="<root-A@castile>"; boundary="castile-A""#,
            "\n\n--castile-A\r\n",
            r#"Content-Type: application/xop+xml; charset=utf-8; type="application/soap+xml; action=\"urn:echo\"""#,
            "\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root-A@castile>\r\n\r\n",
            ENVELOPE12,
            "<echo xmlns=\"urn:files\"><name>n</name></echo></soap12:Body></soap12:Envelope>\r\n--castile-A--\r\n",
        ]
        .concat()
    );
}

#[tokio::test]
async fn attachments_beside_an_envelope() {
    let attach = calling(|call| {
        let named = Attachment::new("text/plain", "one").id("my id");
        let file = Attachment::from(Bytes::from_static(b"two"));
        call.attach(named).attach(
            file.header("Content-Disposition", "attachment; filename=a.txt")
                .unwrap(),
        )
    });
    let root = "--castile-A\r\nContent-Type: ";
    let parts = concat!(
        "\r\n--castile-A\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <my id>\r\n\r\none",
        "\r\n--castile-A\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <2-B@castile>\r\n",
        "Content-Disposition: attachment; filename=a.txt\r\n\r\ntwo\r\n--castile-A--\r\n"
    );
    let file = File::default();
    let plain = shown(sent(SoapVersion::V1_1, &operations::ECHO, &file, |c| c, &attach).await);
    assert_eq!(
        plain,
        [
            "Content-Type: multipart/related; type=\"text/xml\"; start=\"<root-A@castile>\"; boundary=\"castile-A\"\nSOAPAction: \"urn:echo\"\n\n",
            root, "text/xml; charset=utf-8\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root-A@castile>\r\n\r\n",
            ENVELOPE11, "<echo xmlns=\"urn:files\" /></soap:Body></soap:Envelope>", parts,
        ]
        .concat()
    );
    let v12 = shown(sent(SoapVersion::V1_2, &operations::ECHO, &file, |c| c, &attach).await);
    assert_eq!(
        v12,
        [
            "Content-Type: multipart/related; type=\"application/soap+xml\"; action=\"urn:echo\"; start=\"<root-A@castile>\"; boundary=\"castile-A\"\n\n",
            root, "application/soap+xml; charset=utf-8; action=\"urn:echo\"\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root-A@castile>\r\n\r\n",
            ENVELOPE12, "<echo xmlns=\"urn:files\" /></soap12:Body></soap12:Envelope>", parts,
        ]
        .concat()
    );
}

/// What the WSDL says, the client overrules, and that the call.
#[tokio::test]
async fn who_decides() {
    static OPTIONAL: Operation = Operation {
        input: operations::ECHO_TABLE.input.mtom(Mtom::Optional),
        ..operations::ECHO_TABLE
    };
    static REQUIRED: Operation = Operation {
        input: operations::ECHO_TABLE.input.mtom(Mtom::Required),
        ..operations::ECHO_TABLE
    };
    let large = File {
        data: Some(vec![b'x'; 1024].into()),
        ..File::default()
    };
    let small = File {
        data: Some(vec![b'x'; 1023].into()),
        ..File::default()
    };
    let version = SoapVersion::V1_1;
    for (operation, file, client, call, package) in [
        (&operations::ECHO, &large, None, None, false),
        (&operations::ECHO, &small, None, Some(true), true),
        (&OPTIONAL, &large, None, None, true),
        (&OPTIONAL, &small, None, None, false),
        (&OPTIONAL, &large, Some(false), None, false),
        (&OPTIONAL, &small, Some(true), None, true),
        (&REQUIRED, &small, None, None, true),
        (&REQUIRED, &small, Some(true), Some(false), false),
    ] {
        let client = |c: ClientBuilder| match client {
            Some(wanted) => c.mtom(wanted),
            None => c,
        };
        let with = calling(|c| match call {
            Some(wanted) => c.mtom(wanted),
            None => c,
        });
        let (content_type, _, body) = sent(version, operation, file, client, with).await;
        assert_eq!(
            content_type.starts_with("multipart/related"),
            package,
            "{operation:?} {call:?}"
        );
        let included = body.chunks().count() > 3;
        assert_eq!(
            included,
            package && std::ptr::eq(file, &large),
            "{operation:?}"
        );
    }
}

/// The bytes of a value are what is handed to the transport, not a copy.
#[tokio::test]
async fn large_values_are_not_copied() {
    let data = Bytes::from(vec![7; 1 << 20]);
    let file = File {
        data: Some(data.clone().into()),
        ..File::default()
    };
    let (_, _, body) = sent(
        SoapVersion::V1_1,
        &operations::ECHO,
        &file,
        |c| c,
        |c| c.mtom(true),
    )
    .await;
    assert!(
        body.chunks()
            .any(|chunk| chunk.as_ptr() == data.as_ptr() && chunk.len() == data.len())
    );
}

#[tokio::test]
async fn header_fields_of_a_part_cannot_smuggle_others() {
    for part in [
        Attachment::new("a/b\r\nX: y", "x"),
        Attachment::new("a/b", "x").id("a\r\n\r\nb"),
    ] {
        let client = client(SoapVersion::V1_1, "", "");
        let call: Call<'_, ()> = client.call(&operations::ECHO, &());
        let error = call.attach(part).await.unwrap_err();
        assert!(matches!(error, castile::Error::Setup(_)), "{error:?}");
    }
}
