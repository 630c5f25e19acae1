//! Definitions against an index of names: what a schema holds doesn't matter here.

use std::path::{Path, PathBuf};

use super::*;
use crate::document::{Documents, Sources, load};
use crate::model::roots::XSD;
use crate::model::xsd::SchemaIndex;
use crate::model::{BodyUse, ElementId, Protocol, SoapVersion, Style, TypeId};
use crate::name::QName;

mod policies;

/// The global components of all schemas, by name alone.
fn index(documents: &Documents) -> SchemaIndex {
    let mut index = SchemaIndex::default();
    for name in ["string", "int", "boolean", "anyType"] {
        let local = name.into();
        let namespace = XSD.into();
        index.types.insert(QName { namespace, local }, TypeId(0));
    }
    for document in &documents.all {
        let root = std::iter::once(&document.root);
        let types = document
            .root
            .elements()
            .filter(|node| node.is(WSDL, "types"));
        for schema in root.chain(types.flat_map(|types| types.elements())) {
            let target = schema.attribute("targetNamespace").unwrap_or("");
            for node in schema
                .elements()
                .filter(|node| &*node.name.namespace == XSD)
            {
                let Some(name) = node.attribute("name") else {
                    continue;
                };
                let name = QName {
                    namespace: target.into(),
                    local: name.into(),
                };
                match &*node.name.local {
                    "element" => drop(index.elements.insert(name, ElementId(0))),
                    "simpleType" | "complexType" => drop(index.types.insert(name, TypeId(0))),
                    _ => {}
                }
            }
        }
    }
    index
}

fn built(documents: &Documents, partial: bool, diagnostics: &mut Diagnostics) -> Model {
    let mut model = Model::default();
    let options = BuildOptions { partial };
    build(
        documents,
        &index(documents),
        options,
        &mut model,
        diagnostics,
    );
    model
}

fn definitions(content: &str) -> String {
    format!(
        "<definitions xmlns='{WSDL}' xmlns:t='urn:t' targetNamespace='urn:t' xmlns:s='http://schemas.xmlsoap.org/wsdl/soap/'
           xmlns:s12='http://schemas.xmlsoap.org/wsdl/soap12/' xmlns:m='http://schemas.xmlsoap.org/wsdl/mime/'
           xmlns:h='http://schemas.xmlsoap.org/wsdl/http/' xmlns:x='{XSD}'>
         <types><x:schema targetNamespace='urn:t'><x:element name='e'/><x:element name='f'/><x:complexType name='T'/></x:schema></types>
         <message name='in'><part name='body' element='t:e'/><part name='head' element='t:f'/></message>
         <message name='out'><part name='body' element='t:f'/></message>
         <message name='one'><part name='p' type='x:string'/></message>
         {content}</definitions>"
    )
}

/// The model and the diagnostics, a line each.
fn read(content: &str, partial: bool) -> (Model, Vec<String>) {
    let sources = Sources::default().memory("a.wsdl", definitions(content));
    let mut diagnostics = Diagnostics::default();
    let documents = load(&[PathBuf::from("a.wsdl")], &sources, &mut diagnostics);
    let model = built(&documents, partial, &mut diagnostics);
    let lines = diagnostics.all.iter().map(|d| {
        let line = d.at.as_ref().map_or(0, |at| at.line);
        format!(
            "{:?} {line} {} ({})",
            d.severity,
            d.message,
            d.help.join("; ")
        )
    });
    (model, lines.collect())
}

#[test]
fn a_binding_says_where_the_parts_stand() {
    let (model, lines) = read(
        "<portType name='P'><operation name='o' parameterOrder='body head'><documentation> Does it. </documentation>
           <input message='t:in'/><output message='t:out' name='O'/><fault name='F' message='t:one'/></operation>
         </portType>
         <binding name='B' type='t:P'><s12:binding style='rpc' transport='http://schemas.xmlsoap.org/soap/http'/>
           <operation name='o'><s12:operation soapAction='' style='document'/>
             <input><s12:body use='encoded' encodingStyle='E' namespace='N'/>
               <s12:header message='t:in' part='head' use='literal'><s12:headerfault message='t:one' part='p'/></s12:header></input>
             <output><m:multipartRelated><m:part><s12:body parts=''/></m:part><m:part><m:content part='x' type='image/png'/>
               <m:content part='body' type='image/gif'/></m:part></m:multipartRelated></output>
             <fault name='F'><s12:fault name='F' use='literal'/></fault>
           </operation></binding>
         <service name='S'><port name='A' binding='t:B'><s12:address location=' http://h/a '/></port></service>",
        false,
    );
    let expected =
        "Warning 15 the message has no part \"x\" (its only part \"body\" is taken to be meant)";
    assert_eq!(lines, [expected]);
    let operation = &model.port_types[0].operations[0];
    assert_eq!(operation.doc.as_deref(), Some("Does it."));
    assert_eq!(&*operation.input.name, "oRequest");
    assert_eq!(&*operation.output.as_ref().unwrap().name, "O");
    assert_eq!(operation.parameter_order.len(), 2);
    let binding = &model.bindings[0];
    assert!(matches!(
        binding.protocol,
        Protocol::Soap {
            version: SoapVersion::V1_2,
            ..
        }
    ));
    let bound = &binding.operations[0];
    assert_eq!(
        (bound.style, bound.soap_action.as_deref()),
        (Style::Document, Some(""))
    );
    assert_eq!(
        bound.input.body_use,
        BodyUse::Encoded {
            style: "E".to_owned()
        }
    );
    assert_eq!(
        (&*bound.input.parts, bound.input.headers[0].part),
        (&[0][..], 1)
    );
    assert_eq!(bound.input.headers[0].faults.len(), 1);
    let output = bound.output.as_ref().unwrap();
    assert!(output.parts.is_empty());
    assert_eq!(output.mime[0].types, ["image/png", "image/gif"]);
    assert_eq!(bound.faults[0].fault, 0);
    assert_eq!(
        model.services[0].ports[0].address.as_deref(),
        Some("http://h/a")
    );
}

#[test]
fn unknown_styles_are_refused_and_unknown_uses_guessed() {
    let (_, lines) = read(
        "<portType name='P'><operation name='o'><input message='t:in'/></operation></portType>
         <binding name='B' type='t:P'><s:binding style='doc'/><operation name='o'><input><s:body use='lit'/></input></operation></binding>",
        false,
    );
    let expected = [
        "Error 9 the style \"doc\" is not known (it is document or rpc)",
        "Warning 9 the use \"lit\" is not known (it is literal or encoded; taken for literal)",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn overloads_are_told_apart_by_their_messages_names() {
    let (model, lines) = read(
        "<portType name='P'>
           <operation name='o'><input name='A' message='t:in'/></operation>
           <operation name='o'><input name='B' message='t:in'/></operation>
           <operation name='o'><input message='t:in'/><output message='t:out'/></operation>
         </portType>
         <binding name='B' type='t:P'><s:binding/>
           <operation name='o'><input name='B'/></operation>
           <operation name='o'><input name='oRequest'/></operation>
           <operation name='o'/>
         </binding>",
        false,
    );
    assert_eq!(lines, [""; 0]);
    let order: Vec<_> = model.bindings[0]
        .operations
        .iter()
        .map(|o| o.operation)
        .collect();
    assert_eq!(order, [1, 2, 0]);
}

#[test]
fn other_protocols_and_primitives_are_left_out_with_a_warning() {
    let (model, lines) = read(
        "<portType name='P'>
           <operation name='n'><output message='t:out'/></operation>
           <operation name='s'><output message='t:out'/><input message='t:in'/></operation>
           <operation name='o'><input message='t:in'/></operation>
         </portType>
         <binding name='J' type='t:P'><s:binding transport='http://www.w3.org/2010/soapjms/'/></binding>
         <binding name='N' type='t:P'/>
         <binding name='H' type='t:P'><h:binding verb='POST'/><operation name='o'><h:operation location='/o'/></operation>
           <operation name='n'/><y:z xmlns:y='urn:y' xmlns:w='http://schemas.xmlsoap.org/wsdl/' w:required='true'/></binding>
         <service name='S'><port name='A' binding='t:J'/><port name='B' binding='t:H'><h:address location='u'/></port></service>",
        false,
    );
    let expected = [
        "Warning 9 the operation \"n\" is a notification: the service would begin",
        "Warning 10 the operation \"s\" is a solicit-response: the service would begin",
        "Warning 13 the binding \"J\" has the transport http://www.w3.org/2010/soapjms/",
        "Warning 14 the binding \"N\" has no protocol that is known",
        "Warning 16 the extension {urn:y}z is required, but not known",
    ];
    let messages: Vec<_> = lines
        .iter()
        .map(|line| line.split(" (").next().unwrap())
        .collect();
    assert_eq!(messages, expected);
    assert_eq!(model.port_types[0].operations.len(), 1);
    assert_eq!(model.bindings.len(), 1);
    assert_eq!(
        model.bindings[0].operations[0]
            .http
            .as_ref()
            .map(|http| http.location.as_str()),
        Some("/o")
    );
    assert_eq!(model.services[0].ports.len(), 1);
}

const DANGLING: &str = "<message name='bad'><part name='p' element='t:ee'/><part name='q'/><part name='r' element='t:T'/></message>
 <message name='idle'><part name='p' type='u:e'/></message>
 <portType name='P'>
   <operation name='good'><input message='in'/></operation>
   <operation name='a'><input message='t:inn'/></operation>
   <operation name='b'><input message='t:bad'/><output message='t:bad'/></operation>
   <operation name='c'><input message='t:in'/></operation>
 </portType>
 <binding name='B' type='t:P'><s:binding/>
   <operation name='a'/><operation name='b'/><operation name='good'/>
   <operation name='c'><input><s:body parts='bode'/><s:header message='t:gone' part='x'/></input></operation>
   <operation name='cc'/>
 </binding>
 <binding name='C' type='t:Q'><s:binding/></binding>
 <service name='S'><port name='1' binding='t:BB'/><port name='2' binding='t:C'/><port name='3' binding='t:B'/></service>";

#[test]
fn all_that_is_missing_is_reported_at_once() {
    let (_, lines) = read(DANGLING, false);
    let rest = "--partial, or .partial(true) in build.rs, generates the 1 operation that nothing is wrong with";
    let one = format!("1 of 4 operations needs it; {rest}");
    let none = format!("no operation needs it; {rest}");
    let expected = [
        format!("Error 8 element \"t:ee\" is not defined (did you mean \"t:e\"?; {one})"),
        format!("Error 8 the part has neither an element nor a type (give it the attribute element, or type for an rpc operation; {one})"),
        format!("Error 8 \"t:T\" is a type, not an element (write type=\"t:T\"; {one})"),
        "Warning 9 the prefix of \"u:e\" is not declared (declare it: xmlns:u=\"…\"; nothing that is generated needs it)".to_owned(),
        format!("Error 12 message \"t:inn\" is not defined (did you mean \"t:in\"?; {one})"),
        format!("Error 18 the message has no part \"bode\" (did you mean \"body\"?; {one})"),
        format!("Error 18 message \"t:gone\" is not defined (did you mean \"t:one\"?; {one})"),
        format!("Error 19 the port type \"P\" has no operation \"cc\" (did you mean \"c\"?; {none})"),
        format!("Error 21 port type \"t:Q\" is not defined (did you mean \"t:P\"?; {none})"),
        format!("Error 22 binding \"t:BB\" is not defined (did you mean \"t:B\"?; {none})"),
    ];
    assert_eq!(lines, expected);
}

/// ASP.NET says nothing of the documents that it gives over plain HTTP, beside the SOAP that services are used by.
#[test]
fn only_what_soap_binds_needs_a_type() {
    let of = |binding: &str| {
        read(
            &format!(
                "<message name='raw'><part name='Body'/></message>
                 <portType name='P'><operation name='o'><input message='t:in'/><output message='t:raw'/></operation></portType>
                 <binding name='B' type='t:P'>{binding}</binding>"
            ),
            false,
        )
    };
    let (model, lines) = of("<h:binding verb='GET'/><operation name='o'><h:operation location='/o'/>
        <output><m:content part='Body' type='text/xml' xmlns:m='http://schemas.xmlsoap.org/wsdl/mime/'/></output></operation>");
    assert_eq!(lines, Vec::<String>::new());
    let http = model.bindings[0].operations[0].http.as_ref().unwrap();
    assert!(matches!(http.output, crate::model::Payload::Document(0)));
    let (_, lines) = of("<s:binding/><operation name='o'/>");
    let [line] = &lines[..] else {
        panic!("{lines:#?}")
    };
    assert!(line.contains("neither an element nor a type") && line.contains("1 of 1 operations"));
}

/// Faults stand in envelopes too, bound or not; what goes along with one doesn't.
#[test]
fn of_what_soap_binds_attachments_alone_need_no_type() {
    let of = |binding: &str| {
        read(
            &format!(
                "<message name='raw'><part name='q'/></message>
                 <message name='two'><part name='p' element='t:e'/><part name='q'/></message>
                 <portType name='P'>
                   <operation name='o'><input message='t:in'/><output message='t:in'/><fault name='F' message='t:raw'/></operation>
                   <operation name='p'><input message='t:in'/><output message='t:two'/></operation>
                 </portType>
                 <binding name='B' type='t:P'><s:binding/>{binding}</binding>"
            ),
            false,
        )
    };
    for fault in [
        "",
        "<fault name='F'><s:fault name='F' use='literal'/></fault>",
    ] {
        let (_, lines) = of(&format!("<operation name='o'>{fault}</operation>"));
        let [line] = &lines[..] else {
            panic!("{lines:#?}")
        };
        assert!(line.contains("neither an element nor a type"), "{line}");
    }
    let (model, lines) = of(
        "<operation name='p'><output><m:multipartRelated xmlns:m='http://schemas.xmlsoap.org/wsdl/mime/'>
           <m:part><s:body parts='p'/></m:part><m:part><m:content part='q' type='image/png'/></m:part>
         </m:multipartRelated></output></operation>",
    );
    assert_eq!(lines, Vec::<String>::new());
    let output = model.bindings[0].operations[0].output.as_ref().unwrap();
    assert_eq!(output.mime[0].part, 1);
}

#[test]
fn partial_leaves_out_what_needs_the_missing_and_says_so() {
    let (model, lines) = read(DANGLING, true);
    assert!(
        lines.iter().all(|line| line.starts_with("Warning")),
        "{lines:#?}"
    );
    let left_out: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("is left out"))
        .collect();
    assert_eq!(left_out.len(), 3);
    assert!(left_out[0].contains("\"a\" is left out (message \"t:inn\" is not defined)"));
    let operations = &model.port_types[0].operations;
    assert_eq!(
        operations.iter().map(|o| &*o.name).collect::<Vec<_>>(),
        ["good"]
    );
    assert_eq!(model.bindings.len(), 1);
    assert_eq!(
        model.bindings[0]
            .operations
            .iter()
            .map(|o| o.operation)
            .collect::<Vec<_>>(),
        [0]
    );
    assert_eq!(model.services[0].ports.len(), 1);
}

/// The same with the schemas read: what they lack reaches operations through types.
#[test]
fn what_schemas_lack_touches_operations() {
    let text = definitions(
        "<message name='deep'><part name='p' element='t:deep'/></message>
         <portType name='P'><operation name='a'><input message='t:deep'/></operation>
           <operation name='b'><input message='t:in'/></operation></portType>",
    )
    .replace(
        "<x:element name='e'/>",
        "<x:element name='e'/><x:element name='deep' type='t:A'/>
         <x:complexType name='A'><x:sequence><x:element name='b' type='t:Bee'/></x:sequence></x:complexType>",
    );
    let sources = Sources::default().memory("a.wsdl", text);
    let model = |partial| {
        let mut diagnostics = Diagnostics::default();
        let documents = load(&[PathBuf::from("a.wsdl")], &sources, &mut diagnostics);
        let model = crate::model::build(&documents, BuildOptions { partial }, &mut diagnostics);
        (model, diagnostics)
    };
    let (_, diagnostics) = model(false);
    let [only] = &diagnostics.all[..] else {
        panic!("{:?}", diagnostics.all)
    };
    assert_eq!(only.message, "type \"t:Bee\" is not defined");
    let help = only.help.last().unwrap();
    assert!(
        help.starts_with("1 of 2 operations needs it; --partial"),
        "{help}"
    );
    let (model, diagnostics) = model(true);
    assert!(!diagnostics.has_errors());
    assert_eq!(model.port_types[0].operations.len(), 1);
    assert!(
        diagnostics
            .all
            .iter()
            .any(|d| d.message == "the operation \"a\" is left out")
    );
}

#[test]
fn imported_definitions_are_one_with_the_importing() {
    let import = |at: &str| format!("<import namespace='urn:t' location='{at}'/>");
    let whole = definitions("");
    let sources = Sources::default()
        .memory("p/messages.wsdl", whole.replace("<types>", &(import("main.wsdl") + "<types>")))
        .memory(
            "p/main.wsdl",
            format!(
                "<definitions xmlns='{WSDL}' xmlns:t='urn:t' targetNamespace='urn:t'>{}
                 <portType name='P'><operation name='o'><input message='t:in'/></operation></portType></definitions>",
                import("messages.wsdl")
            ),
        );
    let mut diagnostics = Diagnostics::default();
    let documents = load(&[PathBuf::from("p/main.wsdl")], &sources, &mut diagnostics);
    let model = built(&documents, false, &mut diagnostics);
    assert!(diagnostics.all.is_empty(), "{:?}", diagnostics.all);
    assert_eq!(
        (model.messages.len(), model.port_types[0].operations.len()),
        (3, 1)
    );
}

/// Real services, a folder each with a file `MAIN`. Runs where `CASTILE_SHARED` names the folder that holds them as
/// `corpus`.
#[test]
fn real_services_are_understood() {
    let Some(shared) = std::env::var_os("CASTILE_SHARED") else {
        println!("skipped: CASTILE_SHARED is not set");
        return;
    };
    let folders = std::fs::read_dir(Path::new(&shared).join("corpus")).unwrap();
    let mut folders: Vec<_> = folders.map(|folder| folder.unwrap().path()).collect();
    folders.sort();
    let mut unplaced = Vec::new();
    for folder in folders {
        let Ok(main) = std::fs::read_to_string(folder.join("MAIN")) else {
            continue;
        };
        let given: Vec<_> = main.lines().map(|line| folder.join(line.trim())).collect();
        let mut diagnostics = Diagnostics::default();
        let documents = load(&given, &Sources::default(), &mut diagnostics);
        let mut schemas = index(&documents);
        for document in &documents.all {
            note_builtins(&document.root, &mut schemas);
        }
        let mut model = Model::default();
        build(
            &documents,
            &schemas,
            BuildOptions::default(),
            &mut model,
            &mut diagnostics,
        );
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for d in &diagnostics.all {
            println!(
                "{name} {:?} {:?} {} ({})",
                d.severity,
                d.at,
                d.message,
                d.help.join("; ")
            );
        }
        let operations: usize = model.port_types.iter().map(|p| p.operations.len()).sum();
        println!(
            "{name}: {} port types, {operations} operations, {} bindings",
            model.port_types.len(),
            model.bindings.len()
        );
        let placed =
            |d: &crate::diagnostic::Diagnostic| d.at.as_ref().is_some_and(|at| at.line > 0);
        if !diagnostics.all.iter().all(placed) {
            unplaced.push(name);
        }
    }
    assert_eq!(unplaced, [""; 0]);
}

/// Takes every type of XSD's own namespace for defined.
fn note_builtins(node: &crate::document::Node, index: &mut SchemaIndex) {
    let name = node.attribute("type").and_then(|spelt| node.qname(spelt));
    if let Some(name) = name.filter(|name| &*name.namespace == XSD) {
        index.types.insert(name, TypeId(0));
    }
    for child in node.elements() {
        note_builtins(child, index);
    }
}
