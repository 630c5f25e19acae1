//! One client: its ports, its methods, and what they refer to.

use std::collections::{HashMap, HashSet};

use super::data::{Client, Method, Operation, Port, Ports, Services};
use super::forms::Form;
use super::message::{self, Cache, Source};
use super::{addressing, doc, enums};
use crate::model::{self, BindingOperation, Model, PortType, Security, SoapVersion};
use crate::options::Options;
use crate::plan::{Book, Ty};

/// Plans the client of a form, unless none of its operations is wanted.
pub(super) fn draft(
    model: &Model,
    options: &Options,
    form: &Form<'_>,
    forms: &[Form<'_>],
    book: &mut Book<'_>,
    cache: &mut Cache,
    services: &mut Services,
) {
    let Some(&(_, binding)) = form.bindings.first() else {
        return;
    };
    let wanted = |o: &model::Operation| {
        options.operations.is_empty() || options.operations.iter().any(|n| **n == *o.name)
    };
    let words = method_words(form.port_type);
    let client = client_words(form, forms);
    let headers = enums::headers(model, form, &client, wanted, book);
    let mut faults = enums::Faults::default();
    let mut methods = Vec::new();
    for bound in &binding.operations {
        let Some(operation) = form.port_type.operations.get(bound.operation) else {
            continue;
        };
        if !wanted(operation) {
            continue;
        }
        let Some(words) = words.get(&bound.operation) else {
            continue;
        };
        // A name that an earlier client's operation has is told apart by the client's.
        let owned = match is_repeated(form, forms, &operation.name) {
            true => format!("{client} {words}"),
            false => words.clone(),
        };
        let source = |message, suffix: &str, wrapper: &str, what: &str| Source {
            style: bound.style,
            bound: message,
            wrapper: format!("{}{wrapper}", operation.name),
            words: format!("{owned}{suffix}"),
            plain: format!("{words}{suffix}"),
            title: format!("The {what} of `{}`.", operation.name),
            at: &operation.at,
        };
        let request = source(&bound.input, "Request", "", "request");
        let (mut input, request) = message::plan(model, &request, book, cache);
        input.headers = enums::blocks(model, &bound.input.headers, book);
        input.mtom = bound.input.mtom;
        let (output, response) = match &bound.output {
            Some(output) => {
                let response = source(output, "Response", "Response", "response");
                let (mut body, ty) = message::plan(model, &response, book, cache);
                body.headers = enums::blocks(model, &output.headers, book);
                body.mtom = output.mtom;
                (Some(body), ty)
            }
            None => (None, Ty::Unit),
        };
        let faults = faults.of(model, operation, bound, &owned, book);
        let security = security(form, bound);
        methods.push(Method {
            name: String::new(),
            words: words.clone(),
            doc: doc::method(model, options, form, operation, bound, security),
            operation: services.operations.len(),
            request,
            response,
            faults,
        });
        let actions = actions(form, bound);
        let fault_action =
            |index| addressing::fault_action(form.port_type, operation, bound, index);
        let fault_actions = match operation.faults.is_empty() {
            true => Vec::new(),
            false => enums::fault_members(model, operation, bound, book),
        };
        let fault_actions = fault_actions
            .into_iter()
            .filter_map(|(index, member)| Some((member, fault_action(index)?)));
        services.operations.push(Operation {
            constant: String::new(),
            doc: vec![format!("`{}`", operation.name)],
            name: operation.name.to_string(),
            addressing: addressing::actions(form.port_type, operation, bound, &actions),
            fault_actions: fault_actions.collect(),
            addressed: bound.addressing,
            security,
            actions,
            input,
            output,
            http: None,
        });
    }
    if methods.is_empty() && !form.port_type.operations.is_empty() {
        return;
    }
    services.clients.push(Client {
        name: String::new(),
        words: client,
        doc: doc::client(model, options, form),
        service: options.server.then(|| port_type_words(form, forms)),
        ports: Ports::Soap(ports(form)),
        methods,
        headers,
    });
}

/// Whether another port type, of a form before this one, has an operation of the name.
fn is_repeated(form: &Form<'_>, forms: &[Form<'_>], name: &str) -> bool {
    let earlier = forms.iter().take_while(|f| !std::ptr::eq(*f, form));
    let mut others = earlier.filter(|f| !std::ptr::eq(f.port_type, form.port_type));
    others.any(|f| f.port_type.operations.iter().any(|o| &*o.name == name))
}

/// `soapAction` in each version.
fn actions(form: &Form<'_>, bound: &BindingOperation) -> [Option<String>; 2] {
    [SoapVersion::V1_1, SoapVersion::V1_2].map(|version| {
        let bindings = form.bindings.iter();
        let binding = bindings.filter(|(v, _)| *v == version).map(|(_, b)| b);
        let mut operations = binding.flat_map(|b| &b.operations);
        let operation = operations.find(|o| o.operation == bound.operation);
        operation.and_then(|o| o.soap_action.clone())
    })
}

/// What policies require of requests. HTTPS where all bindings require it: the same service is often offered at two ports.
fn security(form: &Form<'_>, bound: &BindingOperation) -> Security {
    let bindings = form.bindings.iter().flat_map(|(_, b)| &b.operations);
    let mut same = bindings.filter(|o| o.operation == bound.operation);
    Security {
        https: same.all(|o| o.security.https),
        ..bound.security
    }
}

/// A constructor for each version: with the address of the first port that has one.
fn ports(form: &Form<'_>) -> Vec<Port> {
    let versions = [SoapVersion::V1_1, SoapVersion::V1_2];
    let bound = versions
        .into_iter()
        .filter(|version| form.bindings.iter().any(|(v, _)| v == version));
    bound
        .map(|version| {
            let mut ports = form.ports.iter().filter(|p| p.version == version);
            let address = ports.find_map(|p| p.port.address.clone());
            Port { version, address }
        })
        .collect()
}

/// After the service, where that has just this client; else after the port type without `PortType`, or after the binding
/// if the port type has several.
fn client_words(form: &Form<'_>, forms: &[Form<'_>]) -> String {
    let services: HashSet<_> = form.ports.iter().map(|p| &p.service.name).collect();
    if let (Some(service), 1) = (services.iter().next(), services.len()) {
        let of_service = |f: &&Form<'_>| f.ports.iter().any(|p| p.service.name == **service);
        if forms.iter().filter(of_service).count() == 1 {
            return service.local.to_string();
        }
    }
    port_type_words(form, forms)
}

/// The port type, or the binding if there are several clients for the port type.
fn port_type_words(form: &Form<'_>, forms: &[Form<'_>]) -> String {
    let same = |f: &&Form<'_>| std::ptr::eq(f.port_type, form.port_type);
    match form.bindings.first() {
        Some((_, binding)) if forms.iter().filter(same).count() > 1 => {
            binding.name.local.to_string()
        }
        _ => stem(form.port_type),
    }
}

/// A port type's name without `PortType`.
pub(super) fn stem(port_type: &PortType) -> String {
    let name = &*port_type.name.local;
    let stem = name.strip_suffix("PortType").unwrap_or(name);
    if stem.is_empty() { name } else { stem }.to_owned()
}

/// What methods are named after, by the operation's index: the operation, or for an overload the input.
pub(super) fn method_words(port_type: &PortType) -> HashMap<usize, String> {
    let mut seen = HashSet::new();
    let operations = port_type.operations.iter().enumerate();
    operations
        .map(|(index, operation)| {
            let first = seen.insert(operation.name.to_string());
            let default = format!("{}Request", operation.name);
            let input = operation.input.name.to_string();
            let telling = !first && input != default && seen.insert(input.clone());
            let words = if telling {
                input
            } else {
                operation.name.to_string()
            };
            (index, words)
        })
        .collect()
}
