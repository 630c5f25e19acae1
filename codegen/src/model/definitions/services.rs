//! `wsdl:service` and its ports (WSDL 1.1, 2.6 and 2.7).

use super::bindings::Bindings;
use super::body::{HTTP, SOAP11, SOAP12};
use super::problems::Problems;
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::model::doc::documentation;
use crate::model::roots::WSDL;
use crate::model::{Model, Port, Service};

/// Reads all services.
pub(super) fn build(
    scopes: &[Scope<'_>],
    bindings: &Bindings,
    model: &mut Model,
    problems: &mut Problems,
    diagnostics: &mut Diagnostics,
) {
    for scope in scopes {
        for (name, node) in scope.components("service", diagnostics) {
            if model.services.iter().any(|known| known.name == name) {
                diagnostics
                    .warning(
                        &node.at,
                        format!("service {:?} is defined twice", name.local),
                    )
                    .help("the first definition counts; remove this one, or rename it");
                continue;
            }
            let ports = node.elements().filter(|child| child.is(WSDL, "port"));
            let ports = ports.filter_map(|node| port(node, scope, bindings, problems));
            model.services.push(Service {
                name,
                doc: documentation(node, WSDL),
                ports: ports.collect(),
                at: node.at.clone(),
            });
        }
    }
}

fn port(
    node: &Node,
    scope: &Scope<'_>,
    bindings: &Bindings,
    problems: &mut Problems,
) -> Option<Port> {
    let spelt = node.attribute("binding").unwrap_or("");
    let binding = match bindings.find(spelt, node, scope) {
        Ok(Ok(binding)) => (*binding)?,
        // What's wrong with the binding has been noted.
        Ok(Err(_)) => return None,
        Err(flaw) => {
            let id = problems.add(&node.at, flaw);
            problems.need(&[id]);
            return None;
        }
    };
    let extension = node.elements().find(|child| {
        &*child.name.local == "address" && matches!(&*child.name.namespace, SOAP11 | SOAP12 | HTTP)
    });
    let location = extension.and_then(|extension| extension.attribute("location"));
    Some(Port {
        name: node.attribute("name").unwrap_or("").trim().into(),
        doc: documentation(node, WSDL),
        binding,
        address: location.and_then(address),
        at: node.at.clone(),
    })
}

/// The address of a port, if it has one: many a service is published before anybody knows where it will be.
pub(in crate::model) fn address(location: &str) -> Option<String> {
    let location = location.trim();
    (!location.is_empty()).then(|| location.to_owned())
}
