//! WS-Addressing's actions of an operation (WS-Addressing 1.0 Metadata, 4.4; of 2004/08, 3.3).

use crate::model::{Addressing, BindingOperation, Operation, PortType};

/// The actions of the request and of the response: those that the documents give, else those that the specification
/// makes of the names. There's none to give for a request where `soapAction` says it (4.4.1), nor for a response that nobody
/// asks to be addressed.
pub(super) fn actions(
    port_type: &PortType,
    operation: &Operation,
    bound: &BindingOperation,
    soap_actions: &[Option<String>; 2],
) -> [Option<String>; 2] {
    let default = |name: &str| default(port_type, bound, &[name]);
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

/// The action of a declared fault, under the same conditions.
pub(super) fn fault_action(
    port_type: &PortType,
    operation: &Operation,
    bound: &BindingOperation,
    index: usize,
) -> Option<String> {
    let fault = operation.faults.get(index)?;
    let names = [&*operation.name, "Fault", &*fault.name];
    let given = fault.action.clone();
    given.or_else(|| (bound.addressing.is_some()).then(|| default(port_type, bound, &names)))
}

/// The action that's made of names (4.4.4).
fn default(port_type: &PortType, bound: &BindingOperation, names: &[&str]) -> String {
    let namespace = &*port_type.name.namespace;
    // The delimiter of URNs isn't that of other URIs, but was in 2004/08.
    let urn = namespace.starts_with("urn:") && bound.addressing != Some(Addressing::V2004_08);
    let delimiter = if urn { ":" } else { "/" };
    let base = namespace.strip_suffix(delimiter).unwrap_or(namespace);
    let mut parts = vec![base, &*port_type.name.local];
    parts.extend(names);
    parts.join(delimiter)
}
