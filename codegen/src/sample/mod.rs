//! Sample messages of an operation, in the form of the help pages that ASP.NET services show.
//!
//! In comes the model; out go HTTP heads and indented envelopes with the names of types as placeholders. Must not know
//! Rust, options or the plan: the command `castile sample` prints the same text that generated documentation shows.

mod encoded;
mod envelope;
mod http;
mod literal;
mod package;
mod placeholder;
mod plain;
mod valid;
mod walk;
mod writer;

use std::fmt;

pub use valid::Prepared;

use crate::model::{
    Binding, BindingId, BindingOperation, ElementId, Model, Port, PortTypeId, Protocol, SoapVersion,
};

/// How much a sample shows.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'p> {
    /// Structures nested deeper than this are shown as nil.
    pub depth: usize,
    /// How many items of an array are shown.
    pub items: usize,
    /// About how long an envelope gets before the rest is left out.
    pub bytes: usize,
    /// About how long a list of allowed values gets before the rest is left out.
    pub values: usize,
    /// What stands where values do.
    pub fill: Fill<'p>,
}

/// What stands where values do.
#[derive(Clone, Copy, Debug)]
pub enum Fill<'p> {
    /// The names of types, and all branches of a choice: for people.
    Placeholders,
    /// Values that the schema allows, which end as these say: for programs.
    Values(&'p Prepared),
}

impl Default for Limits<'_> {
    /// What the command prints: all that a person may want to see.
    fn default() -> Self {
        Self {
            depth: 4,
            items: 2,
            bytes: 1 << 20,
            values: 1 << 14,
            fill: Fill::Placeholders,
        }
    }
}

impl<'p> Limits<'p> {
    /// What fits into the documentation of a method.
    pub fn documentation() -> Self {
        Self {
            depth: 3,
            items: 2,
            bytes: 2_000,
            values: 200,
            fill: Fill::Placeholders,
        }
    }

    /// What a double of a service answers with; what was prepared is of the same model.
    pub fn values(prepared: &'p Prepared) -> Self {
        Self {
            depth: 6,
            items: 1,
            bytes: 1 << 16,
            values: 0,
            fill: Fill::Values(prepared),
        }
    }
}

/// The messages of an operation over one port.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Name of the port; `None` where no service has a port of the binding.
    pub port: Option<String>,
    /// Version of the envelope; `None` over plain HTTP, where there's none.
    pub version: Option<SoapVersion>,
    /// The request.
    pub request: Message,
    /// The response.
    pub response: Message,
}

/// One HTTP message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// First line and header fields, a line each, without a line break at the end.
    pub head: String,
    /// The media type; empty where there's no body.
    pub content_type: String,
    /// The body without a line break at the end: an envelope, alone or with what goes along, or what stands for it over
    /// plain HTTP. Empty for the response of a one-way operation.
    pub body: String,
}

impl Message {
    fn new(content_type: String, body: String) -> Message {
        Message {
            head: String::new(),
            content_type,
            body,
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        if !self.body.is_empty() {
            write!(f, "\n\n{}", self.body)?;
        }
        Ok(())
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n\n{}", self.request, self.response)
    }
}

/// The samples of the operations of this name, one for each port in document order; for a binding that no service
/// has a port of, one without an address.
pub fn by_name(model: &Model, name: &str, limits: Limits<'_>) -> Vec<Sample> {
    let mut found = Vec::new();
    let ports = model.services.iter().flat_map(|s| &s.ports);
    for port in ports {
        let binding = model.bindings.get(port.binding.0 as usize);
        for bound in binding.into_iter().flat_map(|b| &b.operations) {
            let Some(binding) = binding else { continue };
            if model
                .operation(binding, bound)
                .is_some_and(|o| &*o.name == name)
            {
                found.extend(sample(model, binding, Some(port), bound, limits));
            }
        }
    }
    for (index, binding) in model.bindings.iter().enumerate() {
        if port_of(model, index).is_some() {
            continue;
        }
        for bound in &binding.operations {
            if model
                .operation(binding, bound)
                .is_some_and(|o| &*o.name == name)
            {
                found.extend(sample(model, binding, None, bound, limits));
            }
        }
    }
    found
}

/// The sample of an operation of a port type, by its index there, over the first binding that has it.
pub fn of_operation(
    model: &Model,
    port_type: PortTypeId,
    operation: usize,
    limits: Limits<'_>,
) -> Option<Sample> {
    let bindings = model.bindings.iter().enumerate();
    let mut bindings = bindings.filter(|(_, b)| b.port_type == port_type);
    bindings.find_map(|(index, binding)| {
        let bound = binding
            .operations
            .iter()
            .find(|o| o.operation == operation)?;
        sample(model, binding, port_of(model, index), bound, limits)
    })
}

/// The sample of a bound operation over a port.
pub fn sample(
    model: &Model,
    binding: &Binding,
    port: Option<&Port>,
    bound: &BindingOperation,
    limits: Limits<'_>,
) -> Option<Sample> {
    let operation = model.operation(binding, bound)?;
    let address = port.and_then(|p| p.address.as_deref());
    let (version, request, response) = match (&binding.protocol, &bound.http) {
        (Protocol::Soap { version, .. }, _) => {
            let message = |wrapper: &str, direction| {
                envelope::message(model, *version, bound, wrapper, direction, limits)
            };
            let mut request = message(&operation.name, &bound.input);
            let action = bound.soap_action.as_deref().unwrap_or_default();
            let action = (*version == SoapVersion::V1_1).then_some(action);
            let target = address.map_or("/", http::path);
            request.head = http::request("POST", target, &request.content_type, action);
            let response = match &bound.output {
                Some(output) => {
                    let mut response = message(&format!("{}Response", operation.name), output);
                    response.head = http::response(&response.content_type);
                    response
                }
                None => Message {
                    head: http::accepted(),
                    ..Message::default()
                },
            };
            (Some(*version), request, response)
        }
        (Protocol::Http { .. }, Some(http)) => {
            let (request, response) = plain::messages(model, bound, http, address, limits);
            (None, request, response)
        }
        (Protocol::Http { .. }, None) => return None,
    };
    Some(Sample {
        port: port.map(|p| p.name.to_string()),
        version,
        request,
        response,
    })
}

/// An operation's response, without a head: in an envelope of this version, which need not be that of the binding, or over
/// plain HTTP; `None` for a one-way operation.
pub fn response(
    model: &Model,
    binding: &Binding,
    bound: &BindingOperation,
    version: SoapVersion,
    limits: Limits<'_>,
) -> Option<Message> {
    if let Some(http) = &bound.http {
        return Some(plain::response(model, bound, http, limits));
    }
    let output = bound.output.as_ref()?;
    let wrapper = format!("{}Response", model.operation(binding, bound)?.name);
    Some(envelope::message(
        model, version, bound, &wrapper, output, limits,
    ))
}

/// What the URL of an operation over plain HTTP begins with, below an address, before any value stands in it.
pub(crate) fn target(address: Option<&str>, location: &str) -> String {
    http::joined(address, location)
}

/// A document with an element as its root.
pub fn document(model: &Model, element: ElementId, limits: Limits<'_>) -> Option<String> {
    let element = model.elements.get(element.0 as usize)?;
    let mut walk = walk::Walk::new(model, limits);
    walk.element(element, 0);
    Some(walk.out.finish())
}

/// The first port of a binding, by its index.
fn port_of(model: &Model, binding: usize) -> Option<&Port> {
    let mut ports = model.services.iter().flat_map(|s| &s.ports);
    ports.find(|p| p.binding == BindingId(binding as u32))
}

#[cfg(test)]
mod tests;
