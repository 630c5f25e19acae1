//! `service` and its endpoints (WSDL 2.0 part 1, 2.14 and 2.15).

use std::sync::Arc;

use super::bindings::{Bindings, find};
use super::interfaces::Interfaces;
use super::{Reading, children, doc, name};
use crate::model::definitions::{Scope, address};
use crate::model::{Port, Service};
use crate::name::QName;

/// Reads all services.
pub(super) fn build(
    scopes: &[Scope<'_>],
    interfaces: &Interfaces,
    bindings: &mut Bindings<'_>,
    reading: &mut Reading<'_, '_>,
) {
    for scope in scopes {
        for node in children(scope.root, "service") {
            let own = QName {
                namespace: Arc::clone(&scope.target),
                local: name(node),
            };
            if reading.model.services.iter().any(|known| known.name == own) {
                let message = format!("service {:?} is defined twice", own.local);
                let help = "the first definition counts; remove this one, or rename it";
                reading.diagnostics.warning(&node.at, message).help(help);
                continue;
            }
            let spelt = node.attribute("interface").unwrap_or("").trim();
            let interface = match find(interfaces, spelt, node, scope, reading) {
                Ok(interface) => interface,
                Err(problems) => {
                    reading.problems.need(&problems);
                    continue;
                }
            };
            let mut ports = Vec::new();
            for endpoint in children(node, "endpoint") {
                let spelt = endpoint.attribute("binding").unwrap_or("").trim();
                match bindings.of(spelt, endpoint, scope, interface, reading) {
                    Ok(Some(binding)) => ports.push(Port {
                        name: name(endpoint),
                        doc: doc(endpoint),
                        binding,
                        address: endpoint.attribute("address").and_then(address),
                        at: endpoint.at.clone(),
                    }),
                    Ok(None) => {}
                    Err(flaw) => {
                        let id = reading.problems.add(&endpoint.at, flaw);
                        reading.problems.need(&[id]);
                    }
                }
            }
            reading.model.services.push(Service {
                name: own,
                doc: doc(node),
                ports,
                at: node.at.clone(),
            });
        }
    }
}
