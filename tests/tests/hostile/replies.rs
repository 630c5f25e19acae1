//! Replies and documents made to cost more than they should.

use super::*;

/// An envelope with this in its body, in place of the message.
fn body(content: &str) -> String {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{content}</s:Body></s:Envelope>"#
    )
}

#[test]
fn bombs_are_refused_and_floods_are_read() {
    let mut entities = String::from(r#"<!ENTITY e0 "lol">"#);
    for i in 1..30 {
        let before = format!("&e{};", i - 1).repeat(10);
        entities += &format!(r#"<!ENTITY e{i} "{before}">"#);
    }
    for entities in [
        entities,
        r#"<!ENTITY e29 "&e29;">"#.to_owned(),
        r#"<!ENTITY e29 SYSTEM "file:///etc/passwd">"#.to_owned(),
        format!(r#"<!ENTITY e29 "{}">"#, "x".repeat(1 << 20)),
    ] {
        let many = "&e29;".repeat(1000);
        let envelope = body(&format!(
            r#"<LoginResponse xmlns="http://www.birst.com/">{many}</LoginResponse>"#
        ));
        assert!(!reply(
            format!("<!DOCTYPE e [{entities}]>{envelope}").as_bytes()
        ));
        let attribute = envelope
            .replace("<LoginResponse ", "<LoginResponse k=\"&e29;&e29;\" ")
            .replace(&many, "");
        assert!(!reply(
            format!("<!DOCTYPE e [{entities}]>{attribute}").as_bytes()
        ));
    }
    let deep = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
    assert!(!reply(body(&deep(100_000)).as_bytes()));
    assert!(!reply(body(&"<a>".repeat(100_000)).as_bytes()));
    let unknown = |inner: &str| {
        body(&format!(
            r#"<LogoutResponse xmlns="http://www.birst.com/">{inner}</LogoutResponse>"#
        ))
    };
    assert!(!reply(unknown(&deep(100_000)).as_bytes()));
    assert!(reply(unknown(&deep(100)).as_bytes()));
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=\"\"")).collect();
    assert!(!reply(unknown(&format!("<a{attributes}/>")).as_bytes()));
    let declarations: String = (0..100_000)
        .map(|i| format!(" xmlns:p{i}=\"urn:{i}\""))
        .collect();
    assert!(!reply(unknown(&format!("<a{declarations}/>")).as_bytes()));
    // Much of what is allowed is just read.
    assert!(reply(unknown(&"<a b='c'>d</a>".repeat(20_000)).as_bytes()));
    let long = format!("<LoginResult>{}</LoginResult>", "x&amp;".repeat(100_000));
    assert!(reply(
        body(&format!(
            r#"<LoginResponse xmlns="http://www.birst.com/">{long}</LoginResponse>"#
        ))
        .as_bytes()
    ));
}

#[test]
fn what_is_kept_whole_costs_no_more_for_all_the_prefixes_around_it() {
    let declarations = |from: usize| -> String {
        (from..from + 250)
            .map(|i| format!(" xmlns:p{i}=\"urn:{i}\""))
            .collect()
    };
    let blocks = "<p:a xmlns:p='urn:p' k='p7:x'/>".repeat(5_000);
    let envelope = body(r#"<LogoutResponse xmlns="http://www.birst.com/"/>"#)
        .replace("<s:Envelope", &format!("<s:Envelope{}", declarations(0)))
        .replace(
            "<s:Body>",
            &format!("<s:Header{}>{blocks}</s:Header><s:Body>", declarations(300)),
        );
    assert!(reply(envelope.as_bytes()));
    let children = "<p:a xmlns:p='urn:p' k='p7:x'/>".repeat(5_000);
    let wildcard = format!(
        r#"<envelope xmlns="urn:castile:wildcards"{}><kind>k</kind>{children}</envelope>"#,
        declarations(0)
    );
    let document = fixtures::wildcards::Document::from_xml_strict(wildcard.as_bytes());
    let fixtures::wildcards::Document::Envelope(read) = document.expect("it's allowed");
    assert_eq!(read.any.len(), 5_000);
    assert_eq!(
        read.any[0].content.prefixes,
        [("p7".to_owned(), "urn:7".to_owned())]
    );
}

#[test]
fn recursive_values_go_no_deeper_than_the_limit() {
    let expression = |n: usize| {
        let (open, close) = ("<not>".repeat(n), "</not>".repeat(n));
        format!(
            r#"<expression xmlns="urn:castile:recursion">{open}<literal>1</literal>{close}</expression>"#
        )
    };
    let tree = |n: usize| {
        let (open, close) = ("<child><value>1</value>".repeat(n), "</child>".repeat(n));
        format!(r#"<tree xmlns="urn:castile:recursion"><value>1</value>{open}{close}</tree>"#)
    };
    let paragraph = |n: usize| {
        format!(
            r#"<paragraph xmlns="urn:castile:mixed">{}{}</paragraph>"#,
            "<b>".repeat(n),
            "</b>".repeat(n)
        )
    };
    for n in [100, 100_000] {
        for text in [expression(n), tree(n)] {
            assert_eq!(
                fixtures::recursion::Document::from_xml(text.as_bytes()).is_ok(),
                n == 100
            );
            assert_eq!(
                fixtures::recursion::Document::from_xml_strict(text.as_bytes()).is_ok(),
                n == 100
            );
        }
        assert_eq!(
            fixtures::mixed::Document::from_xml(paragraph(n).as_bytes()).is_ok(),
            n == 100
        );
    }
}
