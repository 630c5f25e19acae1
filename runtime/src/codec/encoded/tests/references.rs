//! References that lead nowhere, to what they're part of, or to ever more.

use super::super::has_references;
use super::*;

#[test]
fn cycles_are_cut_or_refused() {
    let body = "<m:echo><node id=\"a\"><value>1</value><next><value>2</value><next href=\"#a\"/></next></node></m:echo>";
    let (value, warnings) = read_in::<Message>(body, false).unwrap();
    assert_eq!(
        value.node,
        Some(Node {
            next: Some(Box::new(node(2))),
            ..node(1)
        })
    );
    let message =
        "a reference to a value that this is part of: values can't contain themselves here";
    assert_eq!(warnings, [message]);
    let strictly = read_in::<Message>(body, true).unwrap_err();
    assert_eq!(
        (strictly.path.as_str(), strictly.message.as_str()),
        ("echo.node.next.next", message)
    );
    for body in [
        "<m:echo><node href=\"#a\"/></m:echo><x id=\"a\" href=\"#b\"/><x id=\"b\" href=\"#a\"/>",
        "<m:echo><node id=\"a\" href=\"#a\"/></m:echo>",
    ] {
        assert!(
            refused(body).contains("deeper than the limit") || refused(body).contains("reference"),
            "{}",
            refused(body)
        );
    }
    let body = "<m:echo><any id=\"a\"><x href=\"#a\"/></any></m:echo>";
    let (value, warnings) = read_in::<Message>(body, false).unwrap();
    assert!(value.any.is_some_and(|any| any.children.len() == 1));
    assert_eq!(
        warnings,
        ["a reference to a value that this is part of, left as it is"]
    );
}

#[derive(Default)]
struct Holder {
    any: Option<AnyType>,
}
crate::complex!(Holder(1), named NS "Holder", Content::Sequence;
    0 any = one("", "any").typed(&Name { ns: XSD, local: "anyType" });
);

/// The content of what any value an answer holds, without that of a cycle's second turn.
fn kept(any: &str, others: &str) -> (String, Vec<String>) {
    let body = format!("<m:echo>{any}</m:echo>{others}");
    let (value, warnings) = read_in::<Message>(&body, false).unwrap();
    let written = write(&value, false).unwrap();
    // What was written leads nowhere that isn't there.
    let again = written.replacen(" soap:", " xmlns:soap='urn:soap11' soap:", 1);
    let again = read_in::<Message>(&again, false).unwrap().0;
    assert_eq!(write(&again, false).unwrap(), written);
    let start = written.find("<any").unwrap() + "<any".len();
    let end = written.find("</any>").unwrap();
    (written[start..end].to_owned(), warnings)
}

#[test]
fn what_is_kept_and_refers_to_itself_keeps_its_id() {
    let message = "a reference to a value that this is part of, left as it is";
    for (any, others, expected) in [
        (
            "<any><x href='#a'/></any>",
            "<r id='a'><y href='#a'/></r>",
            r##"><x id="a"><y href="#a" /></x>"##,
        ),
        // Only what is referred to.
        (
            "<any><x href='#a'/></any>",
            "<r id='a'><y href='#b'/></r><r id='b'><z href='#b'/></r>",
            r##"><x><y id="b"><z href="#b" /></y></x>"##,
        ),
        // An element has one id.
        (
            "<any><x id='o' href='#a'/></any>",
            "<r id='a'><y href='#a'/></r>",
            r##"><x id="o"><y href="#o" /></x>"##,
        ),
        (
            "<any><x href='#a'/></any>",
            "<r id='a' href='#b'/><r id='b'><y href='#b'/><z enc:ref='a'/></r>",
            r##"><x id="a"><y href="#a" /><z"##,
        ),
    ] {
        let (written, warnings) = kept(any, others);
        assert!(written.starts_with(expected), "{any}{others}: {written}");
        assert!(warnings.iter().all(|w| w == message) && !warnings.is_empty());
    }
}

#[test]
fn what_has_no_id_is_not_referred_to() {
    let message = "a reference to a value that this is part of, which has no id here: left out";
    for body in [
        "<m:holder id='h'><any><x href='#h' k='v'/></any></m:holder>",
        "<m:holder id='h'><any href='#h' k='v'/></m:holder>",
    ] {
        let (value, warnings) = read_in::<Holder>(body, false).unwrap();
        let any = value.any.unwrap();
        assert!(!has_references(&any) && !format!("{any:?}").contains("href"));
        assert!(format!("{any:?}").contains("\"k\""), "{any:?}");
        assert_eq!(warnings, [message]);
        assert_eq!(read_in::<Holder>(body, true).unwrap_err().message, message);
    }
}

#[test]
fn references_that_lead_nowhere_are_errors() {
    let expected = "a reference to \"x\", but the message has no element with that id";
    assert_eq!(
        refused("<m:echo><node href=\"#x\"/></m:echo>"),
        format!("echo.node: {expected}")
    );
    assert_eq!(
        refused("<m:echo><any><a><b href=\"#x\"/></a></any></m:echo>"),
        format!("echo.any: {expected}")
    );
}

#[test]
fn chains_of_references_count_as_depth() {
    let mut body = "<m:echo><node href=\"#n0\"/><any href=\"#n0\"/></m:echo>".to_owned();
    for i in 0..20_000 {
        body += &format!(
            "<n id=\"n{i}\"><value>{i}</value><next href=\"#n{}\"/></n>",
            i + 1
        );
    }
    body += "<n id=\"n20000\"/>";
    assert!(refused(&body).contains("deeper than the limit"));
    let body = body.replace("<node href=\"#n0\"/>", "");
    assert!(
        refused(&body).contains("deeper than the limit"),
        "{}",
        refused(&body)
    );
}

#[test]
fn bombs_go_off_within_bounds() {
    let mut body = "<m:echo><any href=\"#n0\"/></m:echo>".to_owned();
    for i in 0..40 {
        let twice = format!("<x href=\"#n{}\"/>", i + 1).repeat(10);
        body += &format!("<n id=\"n{i}\">{twice}</n>");
    }
    body += "<n id=\"n40\">boom</n>";
    assert_eq!(
        refused(&body),
        "echo.any: references that make the message many times as large as it is"
    );
    let items = "<i href=\"#big\"/>".repeat(5_000);
    let body = format!(
        "<m:echo><nodes>{items}</nodes></m:echo><n id=\"big\"><label>{}</label></n>",
        "x".repeat(50_000)
    );
    assert!(
        refused(&body).ends_with("references that make the message many times as large as it is")
    );
}
