//! Documentation of clients and methods: the documents' own words, then what goes over the wire.

use super::forms::Form;
use crate::model::{
    BindingOperation, Header, Model, Operation, PartContent, Security, SoapVersion,
};
use crate::options::Options;
use crate::plan::docs::{blank, code, lines};
use crate::sample::{self, Limits};

/// Lines about a client: those of its service, port type or binding.
pub(super) fn client(model: &Model, options: &Options, form: &Form<'_>) -> Vec<String> {
    let mut doc = Vec::new();
    if options.docs {
        let services = form.ports.iter().map(|p| &p.service.doc);
        let ports = form.ports.iter().map(|p| &p.port.doc);
        let bindings = form.bindings.iter().map(|(_, b)| &b.doc);
        let own = services
            .chain([&form.port_type.doc])
            .chain(bindings)
            .chain(ports)
            .chain([&model.doc]);
        doc = lines(own.flatten().next().map_or("", String::as_str));
    }
    if doc.is_empty() {
        let port_type = code(&form.port_type.name.local);
        doc.push(format!("A client of the port type {port_type}."));
    }
    doc
}

/// Lines about a method: the operation's documentation, its SOAP action, a sample of request and response.
pub(super) fn method(
    model: &Model,
    options: &Options,
    form: &Form<'_>,
    operation: &Operation,
    bound: &BindingOperation,
    security: Security,
) -> Vec<String> {
    let mut doc = Vec::new();
    if options.docs {
        doc = lines(operation.doc.as_deref().unwrap_or_default());
    }
    if doc.is_empty() {
        doc.push(format!("Calls the operation {}.", code(&operation.name)));
    }
    if !options.docs {
        return doc;
    }
    if let Some(action) = bound.soap_action.as_deref().filter(|a| !a.is_empty()) {
        blank(&mut doc);
        doc.push(format!("SOAP action: {}", code(action)));
    }
    if let Some(required) = required(security) {
        blank(&mut doc);
        doc.push(required);
    }
    let headers = bound.input.headers.iter().filter(|h| h.required);
    let names: Vec<String> = headers.filter_map(|h| block_name(model, h)).collect();
    if !names.is_empty() {
        blank(&mut doc);
        let blocks = if names.len() == 1 { "block" } else { "blocks" };
        doc.push(format!(
            "The request needs the header {blocks} {} (`.header(…)`).",
            names.join(" and ")
        ));
    }
    let Some((version, binding)) = form.bindings.first() else {
        return doc;
    };
    let port = form.ports.iter().find(|p| p.version == *version);
    let port = port.map(|p| p.port);
    if let Some(sample) = sample::sample(model, binding, port, bound, Limits::documentation()) {
        let version = match version {
            SoapVersion::V1_1 => "SOAP 1.1",
            SoapVersion::V1_2 => "SOAP 1.2",
        };
        sample_lines(
            &mut doc,
            &format!("Request ({version}):"),
            &sample.request.body,
        );
        sample_lines(&mut doc, "Response:", &sample.response.body);
    }
    doc
}

/// The element of a header block, as code.
fn block_name(model: &Model, header: &Header) -> Option<String> {
    let message = model.messages.get(header.message.0 as usize)?;
    let part = message.parts.get(header.part)?;
    let name = match part.content {
        PartContent::Element(id) => &model.elements.get(id.0 as usize)?.name.local,
        PartContent::Type(_) => &part.name,
    };
    Some(code(name))
}

/// What the caller has to see to, of that which policies require.
fn required(security: Security) -> Option<String> {
    let https = security.https.then_some("an `https` URL");
    let user = security
        .user
        .map(|_| "a user's name and password (`.username_token(…)` of the client's builder)");
    let all: Vec<_> = https.into_iter().chain(user).collect();
    (!all.is_empty()).then(|| format!("The service's policy requires {}.", all.join(" and ")))
}

/// A titled block with a message as it is.
pub(super) fn sample_lines(doc: &mut Vec<String>, title: &str, body: &str) {
    if body.is_empty() {
        return;
    }
    blank(doc);
    doc.extend([title.to_owned(), String::new(), "```text".to_owned()]);
    // The declaration is the same in all, and says nothing here.
    let lines = body.lines().filter(|line| !line.starts_with("<?xml "));
    doc.extend(lines.map(|line| line.trim_end().to_owned()));
    doc.push("```".to_owned());
}
