//! What small WSDLs become: clients, tables and the types of messages.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::document::{Sources, load};
use crate::model::{BuildOptions, build};
use crate::options::Options;
use crate::plan::services::{Body, Form, Ports};
use crate::plan::{ItemKind, Member, MemberKind, Ns, Plan, Ty, plan};

const HEAD: &str = r#"<definitions name="D" targetNamespace="urn:w" xmlns="http://schemas.xmlsoap.org/wsdl/"
  xmlns:w="urn:w" xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:s12="http://schemas.xmlsoap.org/wsdl/soap12/">
 <types><x:schema targetNamespace="urn:w" elementFormDefault="qualified">
  <x:element name="Add"><x:complexType><x:sequence><x:element name="a" type="x:int"/></x:sequence></x:complexType></x:element>
  <x:element name="AddResponse" type="x:int"/>
  <x:element name="Auth"><x:complexType><x:sequence><x:element name="key" type="x:string"/></x:sequence></x:complexType></x:element>
  <x:element name="Broken"><x:complexType><x:sequence><x:element name="why" type="x:string"/></x:sequence></x:complexType></x:element>
  <x:element name="Lone" type="x:string"/>
 </x:schema></types>
 <message name="In"><part name="p" element="w:Add"/></message>
 <message name="Out"><part name="p" element="w:AddResponse"/></message>
 <message name="Auth"><part name="h" element="w:Auth"/></message>
 <message name="Broken"><part name="f" element="w:Broken"/></message>
 <message name="Two"><part name="left" type="x:int"/><part name="right" type="x:string"/></message>
 <message name="Sum"><part name="result" type="x:int"/></message>
 <message name="None"/>
"#;

fn planned(rest: &str, options: &Options) -> (Plan, Vec<String>) {
    planned_text(format!("{HEAD}{rest}</definitions>"), options)
}

fn planned_text(text: String, options: &Options) -> (Plan, Vec<String>) {
    let sources = Sources::default().memory("t.wsdl", text);
    let mut diagnostics = Diagnostics::default();
    let documents = load(&[PathBuf::from("t.wsdl")], &sources, &mut diagnostics);
    let model = build(&documents, BuildOptions::default(), &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    let plan = plan(&model, options, &mut diagnostics);
    let warnings = diagnostics.all.into_iter().map(|d| d.message).collect();
    (plan, warnings)
}

/// The services of a plan, a line a thing.
fn shown(plan: &Plan) -> String {
    let mut out = String::new();
    let services = &plan.services;
    for client in &services.clients {
        let _ = match &client.ports {
            Ports::Soap(ports) => writeln!(out, "client {} {ports:?}", client.name),
            Ports::Http(address) => writeln!(out, "client {} {address:?}", client.name),
        };
        for method in &client.methods {
            let operation = &services.operations[method.operation];
            let _ = writeln!(
                out,
                "  {}({}) -> {}",
                method.name,
                ty(plan, &method.request),
                ty(plan, &method.response)
            );
            let _ = writeln!(out, "    {} {:?}", operation.constant, operation.actions);
            let _ = writeln!(out, "    in {}", body(plan, &operation.input));
            if let Some(output) = &operation.output {
                let _ = writeln!(out, "    out {}", body(plan, output));
            }
            if let Some(faults) = method.faults {
                let _ = writeln!(out, "    faults {}", ty(plan, &Ty::Item(faults)));
            }
        }
    }
    out
}

fn ty(plan: &Plan, ty: &Ty) -> String {
    let Ty::Item(id) = ty else {
        return format!("{ty:?}");
    };
    let item = &plan.types.items[id.0 as usize];
    match &item.kind {
        ItemKind::Struct(def) => {
            let fields: Vec<_> = def.members.iter().map(|f| f.name.as_str()).collect();
            format!("{} {{ {} }}", item.name, fields.join(", "))
        }
        ItemKind::Choice(def) => {
            let variants: Vec<_> = def.variants.iter().map(|f| f.name.as_str()).collect();
            format!("{} [ {} ]", item.name, variants.join(", "))
        }
        ItemKind::Alias(Ty::Item(of)) => {
            format!("{} = {}", item.name, plan.types.items[of.0 as usize].name)
        }
        other => format!("{} {other:?}", item.name),
    }
}

fn body(plan: &Plan, body: &Body) -> String {
    let mut out = match &body.form {
        Form::Element(member) => format!("element {}", name(plan, member)),
        Form::Wrapper(member) => format!("wrapper {}", name(plan, member)),
        Form::Content(_) => "content".to_owned(),
    };
    for header in &body.headers {
        out += &format!(" header {}", name(plan, &header.member));
    }
    out + body.encoding.as_ref().map_or("", |_| " encoded")
}

fn name(plan: &Plan, member: &Member) -> String {
    match &member.kind {
        MemberKind::Element(Ns::Literal(ns), local) => format!("{{{ns}}}{local}"),
        MemberKind::Element(Ns::Const(module), local) => {
            let namespace = plan.types.modules[module.0 as usize].namespace.clone();
            format!("{{{}}}{local}", namespace.unwrap_or_default())
        }
        other => format!("{other:?}"),
    }
}

fn binding(name: &str, soap: &str, port_type: &str, style: &str, operations: &str) -> String {
    format!(
        r#"<binding name="{name}" type="w:{port_type}">
            <{soap}:binding style="{style}" transport="http://schemas.xmlsoap.org/soap/http"/>{operations}</binding>"#
    )
}

#[test]
fn bindings_that_differ_in_version_and_action_share_a_client() {
    let operation = |soap: &str, action: &str| {
        format!(
            r#"<operation name="Add"><{soap}:operation soapAction="{action}"/>
            <input><{soap}:body use="literal"/></input><output><{soap}:body use="literal"/></output></operation>"#
        )
    };
    let text = format!(
        r#"<portType name="Sums"><operation name="Add"><input message="w:In"/><output message="w:Out"/></operation></portType>
        {}{}<service name="Calculator">
        <port name="Unknown" binding="w:B12"><s12:address location=" "/></port>
        <port name="A" binding="w:B12"><s12:address location="http://twelve/"/></port>
        <port name="B" binding="w:B11"><s:address location="http://eleven/"/></port></service>"#,
        binding(
            "B12",
            "s12",
            "Sums",
            "document",
            &operation("s12", "urn:12")
        ),
        binding("B11", "s", "Sums", "document", &operation("s", "")),
    );
    let (plan, warnings) = planned(&text, &Options::default());
    assert_eq!(warnings, [""; 0]);
    assert_eq!(
        shown(&plan),
        r#"client Calculator [Port { version: V1_1, address: Some("http://eleven/") }, Port { version: V1_2, address: Some("http://twelve/") }]
  add(Add { a }) -> Primitive("i32")
    ADD [Some(""), Some("urn:12")]
    in element {urn:w}Add
    out element {urn:w}AddResponse
"#
    );
}

const RPC: &str = r#"<portType name="Rpc">
  <operation name="type"><input message="w:Two"/><output message="w:Sum"/></operation>
  <operation name="clone"><input message="w:None"/></operation>
</portType>"#;

fn rpc_operations(use_: &str) -> String {
    let body = format!(r#"<s:body use="{use_}" namespace="urn:r"/>"#);
    format!(
        r#"<operation name="type"><s:operation/><input>{body}</input><output>{body}</output></operation>
        <operation name="clone"><s:operation/><input>{body}</input></operation>"#
    )
}

#[test]
fn rpc_messages_are_structs_of_their_parts() {
    let text = RPC.to_owned() + &binding("B", "s", "Rpc", "rpc", &rpc_operations("literal"));
    let (plan, _) = planned(&text, &Options::default());
    assert_eq!(
        shown(&plan),
        "client Rpc [Port { version: V1_1, address: None }]
  r#type(TypeRequest { left, right }) -> TypeResponse { result }
    TYPE [None, None]
    in wrapper {urn:r}type
    out wrapper {urn:r}typeResponse
  clone_operation(Unit) -> Unit
    CLONE [None, None]
    in wrapper {urn:r}clone
"
    );
}

#[test]
fn a_wrapper_without_a_namespace_takes_that_of_the_definitions() {
    let operations = rpc_operations("literal").replace(r#" namespace="urn:r""#, "");
    let text = RPC.to_owned() + &binding("B", "s", "Rpc", "rpc", &operations);
    let shown = shown(&planned(&text, &Options::default()).0);
    assert!(shown.contains("in wrapper {urn:w}type\n"), "{shown}");
    assert!(
        shown.contains("out wrapper {urn:w}typeResponse\n"),
        "{shown}"
    );
}

#[test]
fn bindings_that_differ_in_use_are_clients_and_messages_of_their_own() {
    let text = RPC.to_owned()
        + &binding("Lit", "s", "Rpc", "rpc", &rpc_operations("literal"))
        + &binding("Enc", "s", "Rpc", "rpc", &rpc_operations("encoded"));
    let (plan, _) = planned(&text, &Options::default());
    let shown = shown(&plan);
    assert!(shown.contains("client Lit ["), "{shown}");
    assert!(shown.contains("client Enc ["), "{shown}");
    assert!(shown.contains("ENC_TYPE"), "{shown}");
    assert!(shown.contains("in wrapper {urn:r}type encoded"), "{shown}");
    // The parts of an encoded message say their types, and may be nil.
    let requests = plan.types.items.iter();
    let requests = requests.filter(|i| i.hint.words == "typeRequest");
    assert_eq!(requests.count(), 2);
    let text = plan.to_string();
    assert!(
        text.contains(
            "left: Option<i32> = element left typed {http://www.w3.org/2001/XMLSchema}int"
        ),
        "{text}"
    );
}

#[test]
fn documents_of_no_part_of_several_and_by_type() {
    let operation = |name: &str| {
        format!(
            r#"<operation name="{name}"><s:operation/><input><s:body use="literal"/></input></operation>"#
        )
    };
    let operations: String = ["None", "Two", "Sum"].map(operation).concat();
    let text = r#"<portType name="Odd"><operation name="None"><input message="w:None"/></operation>
        <operation name="Two"><input message="w:Two"/></operation>
        <operation name="Sum"><input message="w:Sum"/></operation></portType>"#
        .to_owned()
        + &binding("B", "s", "Odd", "document", &operations);
    let (plan, _) = planned(&text, &Options::default());
    assert_eq!(
        shown(&plan),
        "client Odd [Port { version: V1_1, address: None }]
  none(Unit) -> Unit
    NONE [None, None]
    in content
  two(TwoRequest { left, right }) -> Unit
    TWO [None, None]
    in content
  sum(Primitive(\"i32\")) -> Unit
    SUM [None, None]
    in content
"
    );
}

/// Three operations with the same header and the same fault, two of them of one name.
fn declared() -> String {
    let operation = |name: &str, input: &str, message: &str| {
        format!(
            r#"<operation name="{name}"><input name="{input}" message="w:{message}"/><output name="{input}Out" message="w:Out"/>
            <fault name="Broken" message="w:Broken"/></operation>"#
        )
    };
    let bound = |name: &str, input: &str| {
        format!(
            r#"<operation name="{name}"><s:operation soapAction="urn:{input}"/>
            <input name="{input}"><s:header message="w:Auth" part="h" use="literal"/><s:body use="literal"/></input>
            <output name="{input}Out"><s:body use="literal"/></output>
            <fault name="Broken"><s:fault name="Broken" use="literal"/></fault></operation>"#
        )
    };
    let operations = bound("Add", "One") + &bound("Add", "AddMore") + &bound("Sub", "Three");
    format!(
        r#"<portType name="P">{}{}{}</portType>"#,
        operation("Add", "One", "In"),
        operation("Add", "AddMore", "Auth"),
        operation("Sub", "Three", "Two"),
    ) + &binding("B", "s", "P", "document", &operations)
}

#[test]
fn faults_headers_and_overloads() {
    let (plan, _) = planned(&declared(), &Options::default());
    let shown = shown(&plan);
    let names: Vec<_> = plan.services.clients[0]
        .methods
        .iter()
        .map(|m| m.name.as_str())
        .collect();
    assert_eq!(names, ["add", "add_more", "sub"]);
    assert!(
        shown.contains("in element {urn:w}Add header {urn:w}Auth\n"),
        "{shown}"
    );
    assert!(
        shown.contains("faults AddFault [ Broken, Other ]"),
        "{shown}"
    );
    assert!(shown.contains("faults SubFault = AddFault"), "{shown}");
    let headers = plan.services.clients[0].headers.unwrap();
    assert_eq!(ty(&plan, &Ty::Item(headers)), "PHeader [ Auth ]");
}

/// Blocks of another message than the operation's, part by part; those given by type are in the namespace of the block.
#[test]
fn header_blocks_of_several_parts() {
    let text =
        r#"<portType name="P"><operation name="Add"><input message="w:In"/></operation></portType>"#
            .to_owned()
            + &binding(
                "B",
                "s",
                "P",
                "document",
                r#"<operation name="Add"><s:operation/><input>
              <s:header message="w:Two" part="right" use="literal" namespace="urn:h"/>
              <s:header message="w:Two" part="left" use="literal"/>
              <s:header message="w:Auth" part="h" use="literal"/><s:body use="literal"/></input></operation>"#,
            );
    let (plan, warnings) = planned(&text, &Options::default());
    assert!(warnings.is_empty(), "{warnings:?}");
    let shown = shown(&plan);
    let headers = "in element {urn:w}Add header {urn:h}right header {}left header {urn:w}Auth\n";
    assert!(shown.contains(headers), "{shown}");
}

#[test]
fn a_slice_has_what_its_operations_need() {
    let options = Options {
        operations: vec!["Sub".to_owned()],
        document_enum: true,
        ..Options::default()
    };
    let (plan, _) = planned(&declared(), &options);
    let names: Vec<_> = plan.types.items.iter().map(|i| i.name.as_str()).collect();
    assert!(
        names.contains(&"SubRequest") && names.contains(&"Broken"),
        "{names:?}"
    );
    assert!(!names.contains(&"Add"), "{names:?}");
    assert_eq!(plan.services.clients[0].methods.len(), 1);
    let document = plan.services.document.unwrap();
    assert_eq!(
        ty(&plan, &Ty::Item(document)),
        "Document [ AddResponse, Auth, Broken ]"
    );
}

#[test]
fn enums_over_documents_and_messages() {
    let options = Options {
        document_enum: true,
        ..Options::default()
    };
    let (plan, _) = planned(&declared(), &options);
    let document = plan.services.document.unwrap();
    assert_eq!(
        ty(&plan, &Ty::Item(document)),
        "Document [ Add, AddResponse, Auth, Broken, Lone ]"
    );
    let messages = &plan.services.messages;
    let shown: Vec<_> = messages
        .iter()
        .map(|m| ty(&plan, &Ty::Item(m.item)))
        .collect();
    assert_eq!(shown, ["Request [ Add, AddMore, Sub ]", "Response [ Add ]"]);
    assert_eq!(messages[0].operations, [0, 1, 2]);
    assert_eq!(messages[1].operations, [0]);
}

#[test]
fn what_cannot_be_called_is_said() {
    let text = r#"<portType name="Idle"><operation name="Add"><input message="w:In"/></operation></portType>"#;
    let (plan, warnings) = planned(text, &Options::default());
    assert!(plan.services.clients.is_empty());
    assert_eq!(warnings, ["the port type \"Idle\" has no binding"]);
}

/// The operations of an interface that others extend are offered with theirs.
#[test]
fn an_interface_that_is_extended_needs_no_binding() {
    let interface = |name: &str, extends: &str, operation: &str| {
        format!(
            "<interface name='{name}' extends='{extends}'><operation name='{operation}' pattern='http://www.w3.org/ns/wsdl/in-only'>
               <input element='#none'/></operation></interface>"
        )
    };
    let text = format!(
        "<description xmlns='http://www.w3.org/ns/wsdl' xmlns:t='urn:t' targetNamespace='urn:t'>{}{}{}
         <binding name='S' interface='t:Whole' type='http://www.w3.org/ns/wsdl/soap'/></description>",
        interface("Base", "", "a"),
        interface("Whole", "t:Base", "b"),
        interface("Idle", "t:Base", "c")
    );
    let (plan, warnings) = planned_text(text, &Options::default());
    assert_eq!(plan.services.clients[0].methods.len(), 2);
    assert_eq!(warnings, ["the port type \"Idle\" has no binding"]);
}
