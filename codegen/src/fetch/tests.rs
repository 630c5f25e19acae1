//! What is fetched of small webs.

use super::*;
use crate::render::{Colour, render};

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

type Asked = Vec<(String, bool)>;

/// Answers for URLs: a document, or behind `->` where it is instead. What isn't there is a 404.
fn fetched(web: &[(&str, &str)], urls: &[&str], hosts: &[&str]) -> (Vec<File>, Vec<String>, Asked) {
    let (files, diagnostics, asked) = reported(web, urls, hosts);
    let messages = diagnostics.all.iter().map(|d| match &d.at {
        Some(at) => format!(
            "{}:{}:{} {} {:?}",
            at.file, at.line, at.column, d.message, d.help
        ),
        None => format!("{} {:?}", d.message, d.help),
    });
    (files, messages.collect(), asked)
}

fn reported(
    web: &[(&str, &str)],
    urls: &[&str],
    hosts: &[&str],
) -> (Vec<File>, Diagnostics, Asked) {
    let mut asked = Vec::new();
    let mut diagnostics = Diagnostics::default();
    let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let mut ask = |question: Question<'_>| {
        asked.push((question.url.to_owned(), question.trusted));
        let page = web.iter().find(|(url, _)| *url == question.url);
        match page.map(|(_, text)| text.strip_prefix("->").ok_or(text)) {
            Some(Ok(moved)) => Ok(Answer::Moved(moved.to_owned())),
            Some(Err(text)) => Ok(Answer::Document(text.as_bytes().to_vec())),
            None => Err(Refusal {
                message: "answers with 404".to_owned(),
                help: String::new(),
            }),
        }
    };
    let files = fetch(&owned(urls), &owned(hosts), &mut ask, &mut diagnostics);
    (files, diagnostics, asked)
}

fn definitions(content: &str) -> String {
    format!("<definitions xmlns='{WSDL}' xmlns:x='{XSD}'>{content}</definitions>")
}

fn schema(content: &str) -> String {
    format!("<x:schema xmlns:x='{XSD}'>{content}</x:schema>")
}

fn shown(files: &[File]) -> Vec<(&str, &str)> {
    files.iter().map(|f| (&*f.name, &*f.from)).collect()
}

#[test]
fn a_service_is_saved_with_all_that_it_imports() {
    let main = definitions(
        "<import namespace='a' location = \"?wsdl=wsdl0\"/><types><x:schema>\n\
        <x:import namespace='b' schemaLocation='http://h/Svc.svc?xsd=xsd0&amp;key=1'/>\
        <x:import namespace='http://www.w3.org/2001/XMLSchema' schemaLocation='http://www.w3.org/2001/XMLSchema.xsd'/>\
        <x:import namespace='c'/></x:schema></types>",
    );
    let second = format!(
        "<?xml version='1.0' encoding='iso-8859-1'?>\n{}",
        definitions("<import location='?WSDL#a'/>")
    );
    let types = schema(
        "<x:include schemaLocation='..\\q\\Svc xsd0.xsd'/><x:include schemaLocation='?xsd=xsd0&#38;key=1'/>",
    );
    let more = schema("<x:redefine schemaLocation='../q/svc%20XSD0.xsd'/>");
    let web = [
        ("http://h/Svc.svc?WSDL", &*main),
        ("http://h/Svc.svc?wsdl=wsdl0", &*second),
        ("http://h/Svc.svc?xsd=xsd0&key=1", &*types),
        ("http://h/q/Svc%20xsd0.xsd", &*more),
        (
            "http://h/q/svc%20XSD0.xsd",
            "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema'/>",
        ),
    ];
    let (files, messages, asked) = fetched(&web, &["http://h/Svc.svc?WSDL"], &[]);
    assert_eq!(messages, [""; 0]);
    assert_eq!(asked.len(), 5, "each once: {asked:?}");
    assert_eq!(
        shown(&files),
        [
            ("Svc.wsdl", "http://h/Svc.svc"),
            ("Svc-wsdl0.wsdl", "http://h/Svc.svc"),
            ("Svc-xsd0.xsd", "http://h/Svc.svc"),
            ("Svc-xsd0-2.xsd", "http://h/q/Svc%20xsd0.xsd"),
            ("svc-XSD0-3.xsd", "http://h/q/svc%20XSD0.xsd"),
        ]
    );
    let [main, second, types, more, _] = &files[..] else {
        panic!("five")
    };
    for (file, parts) in [
        (
            main,
            &[
                "location = \"Svc-wsdl0.wsdl\"",
                "'b' schemaLocation='Svc-xsd0.xsd'",
                "http://www.w3.org/2001/XMLSchema.xsd",
            ][..],
        ),
        (
            second,
            &[
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<definitions",
                "location='Svc.wsdl'",
            ],
        ),
        (
            types,
            &[
                "schemaLocation='Svc-xsd0-2.xsd'",
                "schemaLocation='Svc-xsd0.xsd'",
            ],
        ),
        (more, &["schemaLocation='svc-XSD0-3.xsd'"]),
    ] {
        for part in parts {
            assert!(file.text.contains(part), "{part}: {}", file.text);
        }
    }
}

#[test]
fn only_the_hosts_that_were_named_are_asked_and_secrets_go_to_those_given() {
    let main = definitions(
        "<import location='http://other/a.wsdl?t=1&amp;u=&apos;'/><import location='https://h/b.wsdl'/>\
        <import location='http://friend:81/c.wsdl'/><import location='http://169.254.169.254/latest'/>",
    );
    let empty = definitions("");
    let web = [
        ("http://h/", &*main),
        ("https://h/b.wsdl", &*empty),
        ("http://friend:81/c.wsdl", "->http://other/c.wsdl"),
    ];
    let (files, messages, asked) = fetched(&web, &["http://h"], &["FRIEND"]);
    let asked: Vec<_> = asked
        .iter()
        .map(|(url, trusted)| (&**url, *trusted))
        .collect();
    assert_eq!(
        asked,
        [
            ("http://h/", true),
            ("https://h/b.wsdl", true),
            ("http://friend:81/c.wsdl", false)
        ]
    );
    assert_eq!(
        messages,
        [
            "http://h/:1:98 http://other/a.wsdl is on another host [\"if that one may be asked, allow it by --host other\"]",
            "http://h/:1:192 http://other/c.wsdl is on another host [\"if that one may be asked, allow it by --host other\"]",
            "http://h/:1:236 http://169.254.169.254/latest is on another host [\"if that one may be asked, allow it by --host 169.254.169.254\"]",
        ]
    );
    let text = &files[0].text;
    assert!(
        text.contains("'http://other/a.wsdl?t=1&amp;u=&apos;'") && text.contains("'b.wsdl'"),
        "{text}"
    );
    // Down from https nothing secret goes.
    let main = definitions("<import location='http://h/b.wsdl'/>");
    let (_, _, asked) = fetched(&[("https://h/a", &*main)], &["https://h/a"], &[]);
    assert_eq!(asked[1], ("http://h/b.wsdl".to_owned(), false));
}

#[test]
fn what_is_missing_is_said_and_the_rest_is_there() {
    let main = schema(
        "<x:include schemaLocation='gone.xsd'/><x:include schemaLocation='gone.xsd'/>\
        <x:import namespace='http://www.w3.org/XML/1998/namespace' schemaLocation='xml.xsd'/>\
        <x:include schemaLocation='page'/><x:include schemaLocation='bad.xsd'/><x:include schemaLocation='file:///x'/>\
        <x:include schemaLocation='loop'/><x:include schemaLocation='empty.xsd'/>",
    );
    let empty = schema("");
    let web = [
        ("http://h/a.xsd?key=hush", &*main),
        ("http://h/page", "<html/>"),
        ("http://h/bad.xsd", "<a>\n</b>"),
        ("http://h/loop", "->loop2"),
        ("http://h/loop2", "->loop"),
        ("http://h/empty.xsd", &*empty),
    ];
    let (files, messages, asked) = fetched(
        &web,
        &["http://h/a.xsd?key=hush", "ftp://h/", "http://h/none"],
        &[],
    );
    assert_eq!(
        shown(&files),
        [
            ("a.xsd", "http://h/a.xsd"),
            ("empty.xsd", "http://h/empty.xsd")
        ]
    );
    let starts = [
        "this is not a URL of http or https [\"give the URL of a WSDL",
        "http://h/none answers with 404 []",
        "http://h/a.xsd:1:54 http://h/gone.xsd answers with 404 []",
        "http://h/page:1:1 this is an HTML page, not a WSDL",
        "http://h/bad.xsd:2:1 </b> stands where <a> of 1:1 has to be closed",
        "http://h/a.xsd:1:286 this is not a URL of http or https",
        "http://h/a.xsd:1:325 http://h/loop has moved too often",
    ];
    assert_eq!(messages.len(), starts.len(), "{messages:#?}");
    for (message, start) in messages.iter().zip(starts) {
        assert!(message.starts_with(start), "{message}");
    }
    assert!(asked.len() < 20, "{asked:?}");
    assert!(!messages.concat().contains("hush"));
}

#[test]
fn a_location_with_an_entity_is_replaced_whole() {
    let main = format!(
        "<!DOCTYPE x:schema [<!ENTITY b 'b'>]>{}",
        schema("<x:include schemaLocation='&b;.xsd'/>")
    );
    let other = schema("");
    let web = [("http://h/a", &*main), ("http://h/b.xsd", &*other)];
    let (files, messages, _) = fetched(&web, &["http://h/a"], &[]);
    assert_eq!(messages, [""; 0]);
    assert!(
        files[0]
            .text
            .ends_with("<x:include schemaLocation='b.xsd'/></x:schema>"),
        "{}",
        files[0].text
    );
}

#[test]
fn each_document_of_a_service_is_shown_for_itself() {
    let main = definitions(
        "<types><x:schema>\n<x:import schemaLocation='?xsd=a'/><x:import schemaLocation='?xsd=a&amp;n=2'/></x:schema></types>",
    );
    let first = schema("\n\n<x:include schemaLocation='first.xsd'/>");
    let second = schema("\n\n<x:include schemaLocation='second.xsd'/>");
    let web = [
        ("http://h/S?wsdl", &*main),
        ("http://h/S?xsd=a", &*first),
        ("http://h/S?xsd=a&n=2", &*second),
    ];
    let (_, diagnostics, _) = reported(&web, &["http://h/S?wsdl"], &[]);
    let text = render(&diagnostics, Colour::Never);
    let shown = |place: &str, name: &str| {
        let expected =
            format!("{place}:3:1\n  |\n3 | <x:include schemaLocation='{name}'/></x:schema>\n");
        assert!(text.contains(&expected), "{expected}{text}");
    };
    shown("http://h/S?xsd=a", "first.xsd");
    shown("http://h/S?xsd=a (2)", "second.xsd");
}

#[test]
fn no_secret_of_a_location_is_shown() {
    let main = schema(
        "\n<x:include schemaLocation='http://me:hush@h/x.xsd'/> <x:include schemaLocation='gone.xsd?é=hush&amp;b'/>\n\
        <x:include schemaLocation='a&#63;hush'/>\n\
        <x:include schemaLocation='http://me:hush&#64;h/z.xsd'/>\n\
        <x:include schemaLocation='http://me:hush?hush@h/z.xsd'/>\n\
        <x:include schemaLocation='gone.xsd?a=hush@hush'/>\n\
        <x:include schemaLocation='other.xsd#hush'/>\n\
        <x:include schemaLocation='entity.xsd'/>",
    );
    let wrong = schema("<x:include schemaLocation='a.xsd?v=1&key=hush;x'/>");
    let web = [("http://h/a", &*main), ("http://h/entity.xsd", &*wrong)];
    let (_, diagnostics, _) = reported(&web, &["http://h/a"], &[]);
    let text = render(&diagnostics, Colour::Never);
    assert!(!text.contains("hush"), "{text}");
    for part in [
        "http://h/a:2:1\n",
        "'**************@h/x.xsd'",
        "'gone.xsd*************'",
        "http://h/a:3:1\n",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let question = Question {
        url: "http://h/a?key=hush",
        trusted: true,
    };
    let address = Address::parse(question.url).unwrap();
    let answers = [
        Answer::Moved(question.url.to_owned()),
        Answer::Document(b"hush".to_vec()),
    ];
    let text = format!("{question:?} {address:?} {answers:?}");
    assert!(text.contains("http://h/a") && !text.contains("hush") && !text.contains("104"));
}

/// What nobody misses where it's built in is missed where it's meant.
#[test]
fn a_failure_is_said_at_the_first_who_misses_it() {
    let builtin =
        "<x:import namespace='http://www.w3.org/XML/1998/namespace' schemaLocation='NAME'/>";
    let import = |name: &str| builtin.replace("NAME", name);
    let main = schema(&format!(
        "{}{}{}\n<x:include schemaLocation='types.xsd'/>\n<x:include schemaLocation='moved.xsd'/>\n\
        <x:include schemaLocation='page'/>\n<x:include schemaLocation='broken'/>",
        import("moved.xsd"),
        import("page"),
        import("broken"),
    ));
    let web = [
        ("http://h/a", &*main),
        ("http://h/moved.xsd", "->types.xsd"),
        ("http://h/page", "<html/>"),
        ("http://h/broken", "<a>"),
    ];
    let (files, messages, asked) = fetched(&web, &["http://h/a"], &[]);
    assert_eq!((files.len(), asked.len()), (1, 5));
    let starts = [
        "http://h/a:2:1 http://h/types.xsd answers with 404",
        "http://h/page:1:1 this is an HTML page",
        "http://h/broken:1:",
    ];
    assert_eq!(messages.len(), starts.len(), "{messages:#?}");
    for (message, start) in messages.iter().zip(starts) {
        assert!(message.starts_with(start), "{message}");
    }
    let silent = schema(&[import("types.xsd"), import("page"), import("broken")].concat());
    let web = [&[("http://h/a", &*silent)], &web[1..]].concat();
    assert_eq!(fetched(&web, &["http://h/a"], &[]).1, [""; 0]);
}

#[test]
fn a_host_that_nothing_refers_to_is_told() {
    let main = definitions("<import location='http://friend:81/b.wsdl'/>");
    let other = definitions("");
    let web = [("http://h/a", &*main), ("http://friend:81/b.wsdl", &*other)];
    let messages = |hosts: &[&str]| fetched(&web, &["http://h/a"], hosts).1;
    assert_eq!(messages(&["friend", "H"]), [""; 0]);
    let never = messages(&["friend", "Never"]);
    let expected =
        "nothing refers to the host never [\"leave --host never out, or check its spelling\"]";
    assert_eq!(never, [expected]);
    for wrong in ["friend:81", "http://friend", "friend/b", "a@friend", ""] {
        let messages = messages(&["friend", wrong]);
        assert_eq!(messages.len(), 1, "{wrong}: {messages:?}");
        let start = "--host is given what is not the name of a host";
        assert!(messages[0].starts_with(start), "{wrong}: {messages:?}");
    }
}
