//! Which bindings make one client: those of a port type that put the same on the wire.
//!
//! In comes the model; out go its [`Form`]s in document order. Two bindings of a port type that differ in nothing but the
//! SOAP version and the actions are one form, a client with a constructor for each version. Those that differ in more
//! (style, use, namespaces, headers, which operations they bind) are clients of their own. Must not know Rust names.

use std::collections::HashSet;

use crate::diagnostic::Diagnostics;
use crate::model::{
    Binding, BindingMessage, BindingOperation, BodyUse, Header, Model, Port, PortType, Protocol,
    Security, Service, SoapVersion,
};

/// One client: bindings that say the same, and the ports that offer them.
#[derive(Debug)]
pub(super) struct Form<'m> {
    /// The port type of all of them.
    pub(super) port_type: &'m PortType,
    /// The bindings, with their versions, those of SOAP 1.1 first.
    pub(super) bindings: Vec<(SoapVersion, &'m Binding)>,
    /// Where they are offered; none for a binding without a service.
    pub(super) ports: Vec<Offer<'m>>,
}

/// A port that offers a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<'m> {
    /// Its service.
    pub(super) service: &'m Service,
    /// The port.
    pub(super) port: &'m Port,
    /// Version of its binding.
    pub(super) version: SoapVersion,
}

/// Groups the SOAP bindings of the model. A port type without any binding is named in a warning.
pub(super) fn forms<'m>(model: &'m Model, diagnostics: &mut Diagnostics) -> Vec<Form<'m>> {
    let mut forms: Vec<Form<'m>> = Vec::new();
    for (index, binding) in model.bindings.iter().enumerate() {
        let Protocol::Soap { version, .. } = binding.protocol else {
            continue;
        };
        let Some(port_type) = model.port_types.get(binding.port_type.0 as usize) else {
            continue;
        };
        let ports = offers(model, index, version);
        let same = forms.iter_mut().find(|form| {
            std::ptr::eq(form.port_type, port_type)
                && form
                    .bindings
                    .iter()
                    .all(|(v, b)| same_wire(b, *v, binding, version))
        });
        match same {
            Some(form) => {
                form.bindings.push((version, binding));
                form.bindings.sort_by_key(|(version, _)| *version);
                form.ports.extend(ports);
            }
            None => forms.push(Form {
                port_type,
                bindings: vec![(version, binding)],
                ports: ports.collect(),
            }),
        }
    }
    let bound: HashSet<usize> = model
        .bindings
        .iter()
        .map(|b| b.port_type.0 as usize)
        .collect();
    let numbered = || model.port_types.iter().enumerate();
    let offered = numbered().filter(|(index, _)| bound.contains(index));
    let offered = offered.flat_map(|(_, port_type)| &port_type.operations);
    let offered: HashSet<_> = offered.map(|operation| &operation.at).collect();
    for (index, port_type) in numbered() {
        // Those of an interface that others extend are offered with theirs (WSDL 2.0 part 1, 2.2.1).
        let mut operations = port_type.operations.iter();
        if !bound.contains(&index) && !operations.all(|o| offered.contains(&o.at)) {
            let message = format!("the port type {:?} has no binding", port_type.name.local);
            diagnostics.warning(&port_type.at, message).help(
                "there is nothing to call: a client needs a binding that says how messages are sent",
            );
        }
    }
    forms
}

fn offers(model: &Model, binding: usize, version: SoapVersion) -> impl Iterator<Item = Offer<'_>> {
    model.services.iter().flat_map(move |service| {
        let ports = service
            .ports
            .iter()
            .filter(move |p| p.binding.0 as usize == binding);
        ports.map(move |port| Offer {
            service,
            port,
            version,
        })
    })
}

/// Whether one client can serve both: all is equal but the version, and the actions if the version differs.
fn same_wire(a: &Binding, va: SoapVersion, b: &Binding, vb: SoapVersion) -> bool {
    a.operations.len() == b.operations.len()
        && a.operations
            .iter()
            .all(|x| b.operations.iter().any(|y| same_operation(x, y, va == vb)))
}

fn same_operation(a: &BindingOperation, b: &BindingOperation, actions: bool) -> bool {
    a.operation == b.operation
        && a.style == b.style
        && a.addressing == b.addressing
        && same_security(a.security, b.security)
        && (!actions || a.soap_action == b.soap_action)
        && same_message(&a.input, &b.input)
        && match (&a.output, &b.output) {
            (Some(a), Some(b)) => same_message(a, b),
            (None, None) => true,
            _ => false,
        }
}

/// What is of the transport doesn't show in messages.
fn same_security(a: Security, b: Security) -> bool {
    let https = a.https;
    a == Security { https, ..b }
}

fn same_message(a: &BindingMessage, b: &BindingMessage) -> bool {
    a.message == b.message
        && same_use(&a.body_use, &b.body_use)
        && a.namespace == b.namespace
        && a.parts == b.parts
        && a.mtom == b.mtom
        && a.headers.len() == b.headers.len()
        && a.headers
            .iter()
            .zip(&b.headers)
            .all(|(a, b)| same_header(a, b))
        && a.mime.len() == b.mime.len()
        && a.mime.iter().zip(&b.mime).all(|(a, b)| a.part == b.part)
}

/// The encoding's URI goes with the version of SOAP, so it doesn't tell two bindings apart.
fn same_use(a: &BodyUse, b: &BodyUse) -> bool {
    matches!(
        (a, b),
        (BodyUse::Literal, BodyUse::Literal) | (BodyUse::Encoded { .. }, BodyUse::Encoded { .. })
    )
}

fn same_header(a: &Header, b: &Header) -> bool {
    a.message == b.message
        && a.part == b.part
        && a.namespace == b.namespace
        && (a.must_understand, a.required) == (b.must_understand, b.required)
        && same_use(&a.body_use, &b.body_use)
        && a.faults.len() == b.faults.len()
        && a.faults
            .iter()
            .zip(&b.faults)
            .all(|(a, b)| same_header(a, b))
}
