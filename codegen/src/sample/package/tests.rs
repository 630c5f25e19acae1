//! Samples that come in packages.

use std::path::Path;

use crate::document::Sources;
use crate::model::Model;
use crate::sample::tests::{model, of_feature, service};
use crate::sample::{Limits, Prepared, by_name};

#[test]
fn what_goes_along_comes_after_the_envelope() {
    let fetch = of_feature("attachments.wsdl", "fetch");
    assert!(fetch.request.head.contains("Content-Type: text/xml;"));
    let response = fetch.response;
    assert!(response.head.contains("Content-Type: multipart/related; "));
    let body = response.body;
    let start =
        "--part\nContent-Type: text/xml; charset=utf-8\nContent-ID: <envelope@castile>\n\n<?xml ";
    assert!(body.starts_with(start), "{body}");
    let end = "</soap:Envelope>\n--part\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: binary\nContent-ID: <file=1@castile>\n\nbytes\n--part--";
    assert!(body.ends_with(end), "{body}");
    let sent = of_feature("attachments.wsdl", "send").response.body;
    assert!(
        sent.contains("<stamp>cid:attachment@castile</stamp>"),
        "{sent}"
    );
    assert_eq!(sent.matches("Content-ID: <attachment@castile>").count(), 1);
}

/// Only what refers to the part brings it along, not a text that reads the same.
#[test]
fn a_text_that_reads_like_a_reference_is_none() {
    let schema = "<xs:element name=\"op\" type=\"xs:string\" fixed=\"cid:attachment@castile\"/>";
    let body = "<soap:body use=\"literal\"/>";
    let part = "<part name=\"parameters\" element=\"t:op\"/>";
    let model = service(schema, "document", body, part);
    let request = by_name(&model, "op", Limits::default())
        .swap_remove(0)
        .request;
    assert!(
        request.body.contains(">cid:attachment@castile<"),
        "{request}"
    );
    assert_eq!(request.content_type, "text/xml; charset=utf-8");
}

/// Where a policy requires it, and only there.
#[test]
fn binary_data_goes_along_where_it_must() {
    let put = of_feature("mtom.wsdl", "put");
    for message in [&put.request, &put.response] {
        let media = "Content-Type: multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; ";
        assert!(message.head.contains(media), "{}", message.head);
        let root = "--part\nContent-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\n";
        assert!(message.body.starts_with(root), "{message}");
        let include = |number| {
            format!(
                "<xop:Include href=\"cid:{number}@castile\" xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" />"
            )
        };
        // The second has attributes, the third a length.
        for (name, number, media) in [
            ("data", 1, "application/pdf"),
            ("photo", 2, "application/octet-stream"),
            ("digest", 3, "application/octet-stream"),
        ] {
            let element = format!(">{}</{name}>", include(number));
            assert!(message.body.contains(&element), "{message}");
            let part = format!(
                "--part\nContent-Type: {media}\nContent-Transfer-Encoding: binary\nContent-ID: <{number}@castile>\n\nbytes\n"
            );
            assert!(message.body.contains(&part), "{message}");
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/features/mtom.wsdl");
    let model = model(Sources::default(), &path);
    let prepared = Prepared::new(&model);
    let samples = by_name(&model, "put", Limits::values(&prepared));
    let [always, uploads, may_be] = &samples[..] else {
        panic!("{}", samples.len());
    };
    // The digest has a length of its own.
    let parts = "\r\n\r\n0123456789\r\n--part\r\n";
    assert_eq!(always.response.body.matches(parts).count(), 2, "{always}");
    assert!(always.response.body.ends_with("\r\n\r\n0123\r\n--part--"));
    let is_package = |message: &crate::sample::Message| message.head.contains("multipart/related");
    assert!(is_package(&uploads.request) && !is_package(&uploads.response));
    assert!(!is_package(&may_be.request) && !is_package(&may_be.response));
    assert!(may_be.request.body.contains("<data>"), "{may_be}");
}

/// A binding whose policy requires it, of messages with these types in their element and a MIME part named `binary`.
fn required(types: &str) -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/features/mtom.wsdl");
    let text = std::fs::read_to_string(path).unwrap();
    let parts = "xmlns:mime=\"http://schemas.xmlsoap.org/wsdl/mime/\"><mime:multipartRelated><mime:part><soap:body parts=\"file\" \
        use=\"literal\"/></mime:part><mime:part><mime:content part=\"binary\" type=\"text/plain\"/></mime:part></mime:multipartRelated>";
    let binary = "element=\"t:got\"/><wsdl:part name=\"binary\" type=\"xs:string\"/>";
    let text = text
        .replace("<xs:sequence>", &format!("<xs:sequence>{types}"))
        .replace("element=\"t:got\"/>", binary)
        .replacen(
            "<wsdl:output><soap:body use=\"literal\"/>",
            &format!("<wsdl:output {parts}"),
            1,
        );
    model(
        Sources::default().memory("a.wsdl", text),
        Path::new("a.wsdl"),
    )
}

#[test]
fn a_part_is_not_taken_for_binary_data() {
    let model = required("");
    let sample = by_name(&model, "put", Limits::default()).swap_remove(0);
    let body = sample.response.body;
    let ids: Vec<_> = body
        .lines()
        .filter(|l| l.starts_with("Content-ID: "))
        .collect();
    let different: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!((ids.len(), different.len()), (5, 5), "{ids:?}");
}

#[test]
fn what_goes_along_counts_as_written() {
    let many = "<xs:element name=\"d\" minOccurs=\"40000\" maxOccurs=\"unbounded\"><xs:simpleType>\
        <xs:restriction base=\"xs:base64Binary\"><xs:minLength value=\"4096\"/></xs:restriction></xs:simpleType></xs:element>";
    let model = required(many);
    let prepared = Prepared::new(&model);
    let sample = by_name(&model, "put", Limits::values(&prepared)).swap_remove(0);
    let length = sample.request.body.len();
    assert!((1 << 22..1 << 23).contains(&length), "{length}");
}
