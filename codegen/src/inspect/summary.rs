//! Services, port types and types as plain text in plain data.

use super::{signature, types};
use crate::model::{Binding, Model, PortType, Protocol, SoapVersion, Style};

/// What the documents define.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Services with their ports.
    pub services: Vec<ServiceSummary>,
    /// Operations of all port types, in document order.
    pub operations: Vec<OperationSummary>,
    /// Types and global elements, in document order, the built-in types left out.
    pub types: Vec<TypeSummary>,
}

/// A service.
#[derive(Clone, Debug)]
pub struct ServiceSummary {
    /// `{namespace}name`
    pub name: String,
    /// Its documentation.
    pub doc: Option<String>,
    /// Its ports.
    pub ports: Vec<PortSummary>,
}

/// A port.
#[derive(Clone, Debug)]
pub struct PortSummary {
    /// Its name.
    pub name: String,
    /// Its protocol: `SOAP 1.1`, `SOAP 1.2`, `HTTP GET`...
    pub protocol: String,
    /// Its address.
    pub address: Option<String>,
    /// `{namespace}name` of its port type.
    pub port_type: String,
}

/// An operation of a port type.
#[derive(Clone, Debug)]
pub struct OperationSummary {
    /// Its name.
    pub name: String,
    /// `{namespace}name` of its port type.
    pub port_type: String,
    /// Its parameters and its result: `clearJobStatus(token?: string) -> boolean`.
    pub signature: String,
    /// Its documentation.
    pub doc: Option<String>,
    /// The `soapAction` of its first binding.
    pub action: Option<String>,
    /// Style and use of its bindings: `document/literal`, `rpc/encoded`; none if it isn't bound.
    pub style: Option<String>,
    /// Names of its declared faults.
    pub faults: Vec<String>,
}

/// A type or a global element.
#[derive(Clone, Debug)]
pub struct TypeSummary {
    /// `{namespace}name`
    pub name: String,
    /// `element`, `complexType` or `simpleType`.
    pub kind: &'static str,
    /// What it's made of, a member a line, nested ones indented by two blanks.
    pub members: Vec<String>,
    /// Its documentation.
    pub doc: Option<String>,
}

pub(super) fn summary(model: &Model) -> Summary {
    let port_types = model.port_types.iter().enumerate();
    Summary {
        services: model.services.iter().map(|s| service(model, s)).collect(),
        operations: port_types
            .flat_map(|(index, port_type)| operations(model, index, port_type))
            .collect(),
        types: types::types(model),
    }
}

fn service(model: &Model, service: &crate::model::Service) -> ServiceSummary {
    let port = |port: &crate::model::Port| {
        let binding = model.bindings.get(port.binding.0 as usize);
        let port_type = binding.and_then(|b| model.port_types.get(b.port_type.0 as usize));
        PortSummary {
            name: port.name.to_string(),
            protocol: binding.map_or_else(String::new, protocol),
            address: port.address.clone(),
            port_type: port_type.map_or_else(String::new, |p| p.name.to_string()),
        }
    };
    ServiceSummary {
        name: service.name.to_string(),
        doc: service.doc.clone(),
        ports: service.ports.iter().map(port).collect(),
    }
}

fn protocol(binding: &Binding) -> String {
    match &binding.protocol {
        Protocol::Soap { version, .. } => match version {
            SoapVersion::V1_1 => "SOAP 1.1".to_owned(),
            SoapVersion::V1_2 => "SOAP 1.2".to_owned(),
        },
        Protocol::Http { verb } => format!("HTTP {verb}"),
    }
}

fn operations(model: &Model, index: usize, port_type: &PortType) -> Vec<OperationSummary> {
    let bindings = model.bindings.iter();
    let bindings: Vec<_> = bindings
        .filter(|b| b.port_type.0 as usize == index)
        .collect();
    let operations = port_type.operations.iter().enumerate();
    let summaries = operations.map(|(index, operation)| {
        let bound = bindings.iter().flat_map(|b| {
            let soap = matches!(b.protocol, Protocol::Soap { .. });
            b.operations
                .iter()
                .filter(move |o| soap && o.operation == index)
        });
        let first = bound.clone().next();
        OperationSummary {
            name: operation.name.to_string(),
            port_type: port_type.name.to_string(),
            signature: signature::signature(model, operation, first),
            doc: operation.doc.clone(),
            action: bound.clone().find_map(|o| o.soap_action.clone()),
            style: first.map(|o| {
                let style = match o.style {
                    Style::Document => "document",
                    Style::Rpc => "rpc",
                };
                let body_use = match o.input.body_use {
                    crate::model::BodyUse::Literal => "literal",
                    crate::model::BodyUse::Encoded { .. } => "encoded",
                };
                format!("{style}/{body_use}")
            }),
            faults: operation
                .faults
                .iter()
                .map(|f| f.name.to_string())
                .collect(),
        }
    });
    summaries.collect()
}
