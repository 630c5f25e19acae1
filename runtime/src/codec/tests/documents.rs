//! Documents as a whole: encodings, characters, hostile and truncated ones.

use super::*;

#[test]
fn what_xml_cannot_hold_is_not_written() {
    let order = Order {
        items: vec![
            OrderItem::default(),
            OrderItem {
                value: Num(1),
                unit: Some("\u{1}".into()),
            },
        ],
        ..Order::default()
    };
    let error = to_xml(&Document::Order(order)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "order.item[1].@unit: XML can't hold the character U+0001"
    );
    let named = |name: &str| {
        let any = AnyElement {
            name: name.into(),
            ..AnyElement::default()
        };
        to_xml(&Document::Mixed(Mixed {
            content: vec![MixedContent::Any(any)],
            id: None,
        }))
    };
    assert!(named("a><b").is_err());
    assert!(named("a").is_ok());
}

#[test]
fn documents_in_other_encodings_and_with_entities() {
    let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><plain>\xE9</plain>";
    assert_eq!(
        from_xml_strict::<Document>(latin).unwrap(),
        Document::Plain("é".into())
    );
    let text = "<!DOCTYPE plain [<!ENTITY e 'é'>]><plain>&e;</plain>";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        from_xml_strict::<Document>(&wide).unwrap(),
        Document::Plain("é".into())
    );
    assert!(Document::from_xml_strict(b"<plain/><plain/>").is_err());
    let document = Document::from_xml(b"<plain>x</plain>").unwrap();
    assert!(document.to_xml().unwrap().ends_with("<plain>x</plain>"));
    assert!(
        Document::from_xml_with_warnings(b"<plain><x/></plain>")
            .unwrap()
            .1
            .len()
            == 1
    );
}

#[test]
fn hostile_documents_end_in_errors() {
    let deep = "<me>".repeat(100_000);
    assert!(
        from_xml::<Document>(format!("<zoo xmlns='urn:t'>{deep}").as_bytes())
            .unwrap_err()
            .message
            .contains("deeper")
    );
    let deep = "<x>".repeat(100_000);
    assert!(
        from_xml::<Document>(format!("<zoo xmlns='urn:t'>{deep}").as_bytes())
            .unwrap_err()
            .message
            .contains("deeper")
    );
    let many = "<odd/>".repeat(10_000);
    let mut cx = ReadContext::lenient();
    let text = format!("<all xmlns='urn:t'><a/>{many}</all>");
    let mut reader = crate::xml::Reader::new(&text, crate::xml::Limits::default());
    reader.root().unwrap();
    read_value(&mut reader, All::default().slot(false), None, &mut cx).unwrap();
    assert!(cx.warnings.len() < 1000 && cx.warnings.len() + cx.more_warnings == 10_000);
    let (_, warnings) = from_xml::<Document>(text.as_bytes()).unwrap();
    let last = format!("{} more of such warnings", 10_000 - (warnings.len() - 1));
    assert_eq!(warnings.last().unwrap().message, last);
}

#[test]
fn truncated_anywhere_a_document_is_refused() {
    let whole = [
        format!("<order xmlns=\"urn:t\" version=\"2\" {XSI_NS}><id>1</id><note>é</note><item>5</item><name xsi:nil=\"true\" /></order>"),
        "<mixed xmlns=\"urn:t\">one <b>two</b> three<i>four <b>&#x65;</b></i><x xmlns=\"urn:x\" /></mixed>".to_owned(),
        "<groups xmlns=\"urn:t\"><a>1</a><b>2</b><key>k</key><from>f</from><to>t</to><y>4</y></groups>".to_owned(),
    ];
    for xml in whole {
        assert!(from_xml::<Document>(xml.as_bytes()).is_ok(), "{xml}");
        for at in 0..xml.len() {
            assert!(
                from_xml::<Document>(&xml.as_bytes()[..at]).is_err(),
                "{at} of {xml}"
            );
        }
    }
}
