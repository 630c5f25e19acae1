//! The WSDL part of the model as text.

use std::fmt::Write;

use crate::model::{
    Binding, BindingMessage, BindingOperation, BodyUse, Message, MessageId, Model, Operation,
    OperationMessage, PartContent, Protocol, SoapVersion, Style,
};

/// Messages, port types, bindings and services, one after the other.
pub(super) fn dump(model: &Model, out: &mut String) {
    for message in &model.messages {
        let _ = writeln!(out, "message {}", message.name);
        doc(&message.doc, 1, out);
        for part in &message.parts {
            let _ = writeln!(
                out,
                "  part {}: {}",
                part.name,
                content(model, part.content)
            );
        }
    }
    for port_type in &model.port_types {
        let _ = writeln!(out, "port type {}", port_type.name);
        doc(&port_type.doc, 1, out);
        for operation in &port_type.operations {
            dump_operation(model, operation, out);
        }
    }
    for binding in &model.bindings {
        dump_binding(model, binding, out);
    }
    for service in &model.services {
        let _ = writeln!(out, "service {}", service.name);
        doc(&service.doc, 1, out);
        for port in &service.ports {
            let binding = model.bindings.get(port.binding.0 as usize);
            let binding =
                binding.map_or_else(|| "?".to_owned(), |binding| binding.name.to_string());
            let address = port.address.as_deref().unwrap_or("no address");
            let _ = writeln!(out, "  port {}: binding {binding}, {address}", port.name);
            doc(&port.doc, 2, out);
        }
    }
}

fn doc(doc: &Option<String>, depth: usize, out: &mut String) {
    for line in doc.iter().flat_map(|doc| doc.lines()) {
        let _ = writeln!(out, "{}| {line}", "  ".repeat(depth));
    }
}

fn content(model: &Model, content: PartContent) -> String {
    let name = match content {
        PartContent::Element(id) => {
            let element = model.elements.get(id.0 as usize);
            element.map(|element| format!("element {}", element.name))
        }
        PartContent::Type(id) => {
            let found = model
                .types
                .get(id.0 as usize)
                .and_then(|found| found.name.as_ref());
            found.map(|name| format!("type {name}"))
        }
    };
    name.unwrap_or_else(|| "?".to_owned())
}

fn message(model: &Model, id: MessageId) -> Option<&Message> {
    model.messages.get(id.0 as usize)
}

fn message_name(model: &Model, id: MessageId) -> String {
    message(model, id).map_or_else(|| "?".to_owned(), |message| message.name.to_string())
}

fn part_name(model: &Model, id: MessageId, part: usize) -> &str {
    let message = message(model, id);
    let part = message.and_then(|message| message.parts.get(part));
    part.map_or("?", |part| &part.name)
}

fn dump_operation(model: &Model, operation: &Operation, out: &mut String) {
    let _ = writeln!(out, "  operation {}", operation.name);
    doc(&operation.doc, 2, out);
    let mut line = |kind: &str, message: &OperationMessage| {
        let name = message_name(model, message.message);
        let action = action(&message.action);
        let _ = writeln!(out, "    {kind} {}: {name}{action}", message.name);
    };
    line("input", &operation.input);
    if let Some(output) = &operation.output {
        line("output", output);
    }
    for fault in &operation.faults {
        let name = message_name(model, fault.message);
        let _ = writeln!(
            out,
            "    fault {}: {name}{}",
            fault.name,
            action(&fault.action)
        );
    }
    if !operation.parameter_order.is_empty() {
        let _ = writeln!(
            out,
            "    parameter order {}",
            operation.parameter_order.join(" ")
        );
    }
}

fn action(action: &Option<String>) -> String {
    let action = action.as_ref();
    action.map_or_else(String::new, |action| format!(", action {action:?}"))
}

fn dump_binding(model: &Model, binding: &Binding, out: &mut String) {
    let port_type = model.port_types.get(binding.port_type.0 as usize);
    let name = port_type.map_or_else(|| "?".to_owned(), |port_type| port_type.name.to_string());
    let protocol = match &binding.protocol {
        Protocol::Soap { version, transport } => {
            let version = match version {
                SoapVersion::V1_1 => "SOAP 1.1",
                SoapVersion::V1_2 => "SOAP 1.2",
            };
            format!("{version} over {transport:?}")
        }
        Protocol::Http { verb } => format!("HTTP {verb}"),
    };
    let _ = writeln!(
        out,
        "binding {}: port type {name}, {protocol}",
        binding.name
    );
    doc(&binding.doc, 1, out);
    for operation in &binding.operations {
        let bound = port_type.and_then(|port_type| port_type.operations.get(operation.operation));
        dump_bound(model, operation, bound, out);
    }
}

fn dump_bound(
    model: &Model,
    bound: &BindingOperation,
    operation: Option<&Operation>,
    out: &mut String,
) {
    let style = match bound.style {
        Style::Document => "document",
        Style::Rpc => "rpc",
    };
    let name = operation.map_or("?", |operation| &operation.name);
    let _ = write!(
        out,
        "  operation {name}, number {}: {style}",
        bound.operation
    );
    if let Some(action) = &bound.soap_action {
        let _ = write!(out, ", action {action:?}");
    }
    if let Some(http) = &bound.http {
        let _ = write!(
            out,
            ", {} {:?}, {:?} to {:?}",
            http.method, http.location, http.input, http.output
        );
    }
    out.push('\n');
    dump_message(model, "input", &bound.input, out);
    if let Some(output) = &bound.output {
        dump_message(model, "output", output, out);
    }
    for fault in &bound.faults {
        let declared = operation.and_then(|operation| operation.faults.get(fault.fault));
        let name = declared.map_or("?", |declared| &declared.name);
        let how = how(&fault.body_use, &fault.namespace);
        let _ = writeln!(out, "    fault {name}: {how}");
    }
}

fn dump_message(model: &Model, kind: &str, bound: &BindingMessage, out: &mut String) {
    let part = |part: &usize| part_name(model, bound.message, *part);
    let parts: Vec<&str> = bound.parts.iter().map(part).collect();
    let how_body = how(&bound.body_use, &bound.namespace);
    let _ = write!(out, "    {kind}: {how_body}, parts [{}]", parts.join(" "));
    if let Some(mtom) = bound.mtom {
        let _ = write!(out, ", MTOM {mtom:?}");
    }
    out.push('\n');
    for header in &bound.headers {
        let name = message_name(model, header.message);
        let part = part_name(model, header.message, header.part);
        let how_header = how(&header.body_use, &header.namespace);
        let _ = write!(out, "      header {name} part {part}: {how_header}");
        let flags = [
            (header.must_understand, ", must be understood"),
            (header.required, ", required"),
        ];
        let flags = flags.iter().filter(|(is, _)| *is);
        flags.for_each(|(_, flag)| out.push_str(flag));
        out.push('\n');
        for fault in &header.faults {
            let name = message_name(model, fault.message);
            let part = part_name(model, fault.message, fault.part);
            let how = how(&fault.body_use, &fault.namespace);
            let _ = writeln!(out, "        fault {name} part {part}: {how}");
        }
    }
    for mime in &bound.mime {
        let _ = writeln!(
            out,
            "      attachment {}: {}",
            part(&mime.part),
            mime.types.join(" ")
        );
    }
}

fn how(body_use: &BodyUse, namespace: &Option<String>) -> String {
    let mut how = match body_use {
        BodyUse::Literal => "literal".to_owned(),
        BodyUse::Encoded { style } => format!("encoded by {style:?}"),
    };
    if let Some(namespace) = namespace {
        let _ = write!(how, " in {namespace:?}");
    }
    how
}
