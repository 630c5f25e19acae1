//! WS-Addressing's actions of an operation (WS-Addressing 1.0 Metadata, 4.4).

use crate::model::{BindingOperation, Operation, PortType};

/// The actions of the request and of the response: those that the documents give, else those that the specification
/// makes of the names. There's none to give for a request where `soapAction` says it (4.4.2), nor for a response that nobody
/// asks to be addressed.
pub(super) fn actions(
    port_type: &PortType,
    operation: &Operation,
    bound: &BindingOperation,
    soap_actions: &[Option<String>; 2],
) -> [Option<String>; 2] {
    let default = |name: &str| {
        let namespace = &*port_type.name.namespace;
        // The delimiter of URNs isn't that of other URIs (4.4.4).
        let delimiter = if namespace.starts_with("urn:") {
            ':'
        } else {
            '/'
        };
        let base = namespace.strip_suffix(delimiter).unwrap_or(namespace);
        let port_type = &port_type.name.local;
        format!("{base}{delimiter}{port_type}{delimiter}{name}")
    };
    let told = |action: &Option<String>| action.as_deref().is_some_and(|a| !a.is_empty());
    let input = operation
        .input
        .action
        .clone()
        .or_else(|| (!soap_actions.iter().any(told)).then(|| default(&operation.input.name)));
    let output = operation.output.as_ref().and_then(|output| {
        let given = output.action.clone();
        given.or_else(|| (bound.addressing.is_some()).then(|| default(&output.name)))
    });
    [input, output]
}
