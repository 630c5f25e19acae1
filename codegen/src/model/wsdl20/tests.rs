//! Small descriptions and what becomes of them.

use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::document::{Sources, load};
use crate::model::{BuildOptions, Model, Payload, Protocol, SoapVersion, build};

/// The model of a description, and what was reported.
fn read(rest: &str) -> (Model, Vec<String>) {
    let text = format!(
        "<description xmlns='http://www.w3.org/ns/wsdl' xmlns:t='urn:t' targetNamespace='urn:t'
          xmlns:wsoap='http://www.w3.org/ns/wsdl/soap' xmlns:whttp='http://www.w3.org/ns/wsdl/http'>
         <types><schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'>
           <element name='e' type='string'/><element name='f' type='string'/></schema></types>{rest}</description>"
    );
    let sources = Sources::default().memory("t.wsdl", text);
    let mut diagnostics = Diagnostics::default();
    let documents = load(&[PathBuf::from("t.wsdl")], &sources, &mut diagnostics);
    let model = build(&documents, BuildOptions::default(), &mut diagnostics);
    let messages = diagnostics.all.into_iter().map(|d| d.message).collect();
    (model, messages)
}

const SOAP: &str = "type='http://www.w3.org/ns/wsdl/soap'";

#[test]
fn interfaces_have_what_they_extend_once_however_they_do() {
    let (model, messages) = read(
        "<interface name='A' extends='t:B'><operation name='a'><input element='t:e'/><output element='#none'/></operation></interface>
         <interface name='B' extends='t:A t:C'><operation name='b'><input element='t:e'/><output element='t:f'/></operation></interface>
         <interface name='C' extends='t:B'><operation name='a'><input element='t:f'/><output element='#none'/></operation></interface>",
    );
    assert!(messages.is_empty(), "{messages:?}");
    let names = model.port_types.iter().map(|p| {
        let names = p.operations.iter().map(|o| &*o.name);
        names.collect::<Vec<_>>().join(" ")
    });
    assert_eq!(names.collect::<Vec<_>>(), ["a b", "b a", "a b"]);
    let operation = &model.port_types[0].operations[1];
    assert_eq!(&*operation.input.name, "bRequest");
    assert_eq!(
        operation.output.as_ref().map(|o| &*o.name),
        Some("bResponse")
    );
}

#[test]
fn a_binding_without_an_interface_serves_each_that_a_service_has() {
    let interface = |name: &str| {
        format!("<interface name='{name}'><operation name='o' pattern='http://www.w3.org/ns/wsdl/robust-in-only'>
          <input element='#any'/></operation></interface>")
    };
    let (model, messages) = read(&format!(
        "{}{}<binding name='S' {SOAP} wsoap:version='1.1'/>
         <service name='One' interface='t:A'><endpoint name='p' binding='t:S' address=' http://a/ '/></service>
         <service name='Two' interface='t:B'><endpoint name='p' binding='t:S'/><endpoint name='q' binding='t:S'/></service>",
        interface("A"),
        interface("B")
    ));
    assert!(messages.is_empty(), "{messages:?}");
    assert_eq!(model.bindings.len(), 2);
    let soap11 = |p: &Protocol| {
        matches!(
            p,
            Protocol::Soap {
                version: SoapVersion::V1_1,
                ..
            }
        )
    };
    assert!(
        model
            .bindings
            .iter()
            .all(|b| soap11(&b.protocol) && b.operations.len() == 1)
    );
    assert_eq!(
        model.services[0].ports[0].address.as_deref(),
        Some("http://a/")
    );
    let bindings: Vec<_> = model.services[1]
        .ports
        .iter()
        .map(|p| p.binding.0)
        .collect();
    assert_eq!(bindings, [1, 1]);
    assert!(model.port_types[0].operations[0].output.is_none());
}

#[test]
fn operations_over_http_by_the_rules_of_their_method() {
    let (model, messages) = read(
        "<interface name='A'><operation name='get'><input element='t:e'/><output element='t:f'/></operation>
           <operation name='put'><input element='t:e'/><output element='#none'/></operation>
           <operation name='odd'><input element='t:e'/><output element='#none'/></operation></interface>
         <binding name='H' interface='t:A' type='http://www.w3.org/ns/wsdl/http' whttp:methodDefault='GET'>
           <operation ref='t:get' whttp:location='a/{x}?y=b c'/>
           <operation ref='t:put' whttp:method='PUT'/>
           <operation ref='t:odd' whttp:method='POST' whttp:inputSerialization='multipart/form-data'/></binding>",
    );
    assert_eq!(
        messages,
        ["the operation \"odd\" can't be called over HTTP: its input is multipart/form-data"]
    );
    let http = model.bindings[0].operations.iter();
    let http: Vec<_> = http.filter_map(|o| o.http.as_ref()).collect();
    assert_eq!(
        (http[0].method.as_str(), http[0].location.as_str()),
        ("GET", "a/{x}?y=b%20c")
    );
    assert_eq!(
        (&http[0].input, &http[0].output),
        (&Payload::Query, &Payload::Xml(0))
    );
    assert_eq!(
        (http[1].method.as_str(), http[1].location.as_str()),
        ("PUT", "")
    );
    assert_eq!(
        (&http[1].input, &http[1].output),
        (&Payload::Xml(0), &Payload::Nothing)
    );
}

#[test]
fn what_is_left_out_is_named() {
    let (model, messages) = read(&format!(
        "<interface name='A'><operation name='o'><input element='t:e'/><output element='t:f'/></operation></interface>
         <binding name='R' interface='t:A' {SOAP} wsoap:mepDefault='http://www.w3.org/2003/05/soap/mep/soap-response'/>
         <binding name='S' interface='t:A' {SOAP} wsoap:version='1.3'/>
         <binding name='T' interface='t:A' type='urn:other'/>
         <binding name='U' interface='t:A' {SOAP}><wsoap:module ref='urn:m' required='true'/></binding>"
    ));
    let expected = [
        "the extension {http://www.w3.org/ns/wsdl/soap}module is required, but not known",
        "the operation \"o\" has the pattern soap-response",
        "the binding \"S\" has the SOAP version \"1.3\"",
        "the binding \"T\" has the type urn:other",
    ];
    assert_eq!(messages, expected);
    assert_eq!(model.bindings.len(), 2);
}

#[test]
fn policies_are_read_wherever_they_are_attached() {
    let policy = |assertion: &str| {
        format!(
            "<p:Policy xmlns:p='http://www.w3.org/ns/ws-policy' xmlns:z='urn:z' xmlns:q='http://www.w3.org/ns/wsdl' q:required='true'>{assertion}</p:Policy>"
        )
    };
    let addressing = "<w:Addressing xmlns:w='http://www.w3.org/2007/05/addressing/metadata'/>";
    let (model, messages) = read(&format!(
        "<interface name='A'>{}<operation name='o'>{}<input element='t:e'>{}</input><output element='t:f'/></operation></interface>
         <binding name='B' interface='t:A' {SOAP}>{}<operation ref='t:o'>{}</operation></binding>
         <service name='S' interface='t:A'>{}<endpoint name='p' binding='t:B'>{}</endpoint></service>",
        policy("<z:a/>"),
        policy("<z:b/>"),
        policy("<z:c/>"),
        policy(addressing),
        policy("<z:d/>"),
        policy("<z:e/>"),
        policy("<z:f/>"),
    ));
    let bound = &model.bindings[0].operations[0];
    assert_eq!(bound.addressing, Some(crate::model::Addressing::V1_0));
    let expected = ["a", "b", "c", "d", "e", "f"]
        .map(|name| format!("the policy requires {{urn:z}}{name}, which is not done"));
    assert_eq!(messages, expected);
}

/// Policies count where they're attached, also to what an interface extends.
#[test]
fn policies_are_those_of_all_that_a_message_is_in() {
    let mtom = "<p:Policy xmlns:p='http://www.w3.org/ns/ws-policy'><m:MTOM xmlns:m='http://www.w3.org/2007/08/soap12-mtom-policy'/></p:Policy>";
    let text = "<interface name='Base'>[base]<operation name='o'>[declared]<input element='t:e'>[asked]</input>
           <output element='t:f'>[told]</output></operation></interface>
         <interface name='I' extends='t:Base'>[interface]</interface>
         <binding name='B' interface='t:I' SOAP wsoap:version='1.1'>[binding]
           <operation ref='t:o'>[bound]<input>[sent]</input><output>[got]</output></operation></binding>
         <service name='S' interface='t:I'>[service]<endpoint name='p' binding='t:B'>[endpoint]</endpoint></service>"
        .replace("SOAP", SOAP);
    let read_with = |place: &str| {
        let mut text = text.replace(&format!("[{place}]"), mtom);
        while let Some((before, after)) = text.split_once('[') {
            let behind = after.split_once(']').map_or("", |(_, behind)| behind);
            text = format!("{before}{behind}");
        }
        let (model, messages) = read(&text);
        assert!(messages.is_empty(), "{place}: {messages:?}");
        let operation = &model.bindings[0].operations[0];
        let output = operation.output.as_ref().and_then(|output| output.mtom);
        (operation.input.mtom.is_some(), output.is_some())
    };
    for place in [
        "base",
        "declared",
        "interface",
        "binding",
        "bound",
        "service",
        "endpoint",
    ] {
        assert_eq!(read_with(place), (true, true), "{place}");
    }
    for (place, expected) in [
        ("asked", (true, false)),
        ("sent", (true, false)),
        ("told", (false, true)),
        ("got", (false, true)),
        ("nowhere", (false, false)),
    ] {
        assert_eq!(read_with(place), expected, "{place}");
    }
}
