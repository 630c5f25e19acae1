//! Clients of bindings over plain HTTP (WSDL 1.1, 4): one a binding, with a method an operation.
//!
//! ASP.NET publishes HTTP ports beside the SOAP ones of each service, with messages of their own for the same operations.
//! A binding all of whose operations SOAP has too is left out with a warning, unless the options want it.

use std::collections::HashSet;

use super::client::{method_words, stem};
use super::data::{Body, Client, Form, Http, Method, Operation, Payload, Ports, Services, Takes};
use super::doc::sample_lines;
use super::enums::any;
use super::message::{self, Cache, Parts, Source, struct_of};
use crate::diagnostic::Diagnostics;
use crate::model::{
    self, Binding, BindingMessage, BindingOperation, Builtin, Model, Part, PartContent, PortType,
    Process, Protocol, Style, TypeKind,
};
use crate::name::QName;
use crate::options::Options;
use crate::plan::docs::{blank, code, lines};
use crate::plan::{Book, Ty};
use crate::sample::{self, Limits};

/// Plans the clients of all HTTP bindings.
pub(super) fn draft(
    model: &Model,
    options: &Options,
    book: &mut Book<'_>,
    cache: &mut Cache,
    services: &mut Services,
    diagnostics: &mut Diagnostics,
) {
    let mut known = soap_operations(model);
    let wanted = |o: &model::Operation| {
        options.operations.is_empty() || options.operations.iter().any(|n| **n == *o.name)
    };
    for (index, binding) in model.bindings.iter().enumerate() {
        let Protocol::Http { verb } = &binding.protocol else {
            continue;
        };
        let Some(port_type) = model.port_types.get(binding.port_type.0 as usize) else {
            continue;
        };
        let operation = |bound: &BindingOperation| port_type.operations.get(bound.operation);
        let bound = binding.operations.iter();
        let bound = bound.filter_map(|bound| Some((bound, operation(bound)?)));
        let bound: Vec<_> = bound.filter(|(_, operation)| wanted(operation)).collect();
        let soap = |(_, o): &(_, &model::Operation)| known.soap.contains(&*o.name);
        if !options.http_bindings && bound.iter().all(soap) {
            if !bound.is_empty() {
                let name = &binding.name.local;
                let message = format!("the HTTP {verb} binding {name:?} offers what SOAP does");
                diagnostics.warning(&binding.at, message).help(
                    "it is left out; --http-bindings, or .http_bindings(true) in build.rs, generates a client of it",
                );
            }
            continue;
        }
        let client = client_words(model, index, binding, port_type);
        let words = method_words(port_type);
        let mut methods = Vec::new();
        for (bound, operation) in bound {
            let (Some(http), Some(words)) = (&bound.http, words.get(&bound.operation)) else {
                continue;
            };
            let owned = match known.all.contains(&*operation.name) {
                true => format!("{client} {words}"),
                false => words.clone(),
            };
            let mut planner = Planner {
                model,
                book,
                cache,
                operation,
                plain: words,
                words: &owned,
            };
            let (input, request, sent) = planner.message(&bound.input, &http.input, "Request");
            let output = bound.output.as_ref();
            let output = output.map(|o| planner.message(o, &http.output, "Response"));
            let (output, response, given) = match output {
                Some((_, _, Payload::Nothing)) | None => (None, Ty::Unit, Payload::Nothing),
                Some((body, ty, payload)) => (Some(body), ty, payload),
            };
            methods.push(Method {
                name: String::new(),
                words: words.clone(),
                doc: doc(model, options, (index, binding), operation, bound),
                operation: services.operations.len(),
                request,
                response,
                faults: None,
            });
            services.operations.push(Operation {
                constant: String::new(),
                doc: vec![format!("`{}`", operation.name)],
                name: operation.name.to_string(),
                actions: [None, None],
                input,
                output,
                addressing: [None, None],
                addressed: None,
                fault_actions: Vec::new(),
                security: bound.security,
                http: Some(Http {
                    method: http.method.clone(),
                    location: http.location.clone(),
                    input: sent,
                    output: given,
                }),
            });
        }
        let names = port_type.operations.iter().map(|o| o.name.to_string());
        known.all.extend(names);
        if methods.is_empty() {
            continue;
        }
        services.clients.push(Client {
            name: String::new(),
            words: client,
            doc: client_doc(options, binding, port_type, verb),
            ports: Ports::Http(address(model, index)),
            service: options
                .server
                .then(|| port_type_words(model, binding, port_type)),
            methods,
            headers: None,
        });
    }
}

/// Names of operations that have clients.
struct Known {
    /// In SOAP.
    soap: HashSet<String>,
    /// So far.
    all: HashSet<String>,
}

fn soap_operations(model: &Model) -> Known {
    let soap = model.bindings.iter();
    let soap = soap.filter(|b| matches!(b.protocol, Protocol::Soap { .. }));
    let soap: HashSet<String> = soap
        .filter_map(|b| Some((b, model.port_types.get(b.port_type.0 as usize)?)))
        .flat_map(|(b, p)| {
            b.operations
                .iter()
                .map(move |o| p.operations.get(o.operation))
        })
        .flatten()
        .map(|o| o.name.to_string())
        .collect();
    Known {
        all: soap.clone(),
        soap,
    }
}

/// After the service if the binding is its only port, else after the port type, or the binding if others bind that.
fn client_words(model: &Model, index: usize, binding: &Binding, port_type: &PortType) -> String {
    let mut services = model.services.iter();
    let offers = |s: &&model::Service| s.ports.iter().any(|p| p.binding.0 as usize == index);
    if let Some(service) = services.find(offers)
        && service.ports.len() == 1
    {
        return service.name.local.to_string();
    }
    port_type_words(model, binding, port_type)
}

/// The port type, or the binding if others bind that, in SOAP perhaps.
fn port_type_words(model: &Model, binding: &Binding, port_type: &PortType) -> String {
    let bindings = model.bindings.iter();
    match bindings
        .filter(|b| b.port_type == binding.port_type)
        .count()
    {
        1 => stem(port_type),
        _ => binding.name.local.to_string(),
    }
}

fn address(model: &Model, index: usize) -> Option<String> {
    let ports = model.services.iter().flat_map(|s| &s.ports);
    let mut ports = ports.filter(|p| p.binding.0 as usize == index);
    ports.find_map(|p| p.address.clone())
}

fn client_doc(
    options: &Options,
    binding: &Binding,
    port_type: &PortType,
    verb: &str,
) -> Vec<String> {
    let own = binding.doc.as_ref().or(port_type.doc.as_ref());
    let own = own.filter(|_| options.docs);
    let mut doc = lines(own.map_or("", String::as_str));
    blank(&mut doc);
    doc.push(format!(
        "A client of the port type {} over HTTP {verb}, without SOAP. A call that fails is an HTTP error.",
        code(&port_type.name.local)
    ));
    doc
}

/// Lines about a method: the operation's documentation, and samples of request and response.
fn doc(
    model: &Model,
    options: &Options,
    (index, binding): (usize, &Binding),
    operation: &model::Operation,
    bound: &BindingOperation,
) -> Vec<String> {
    let own = operation.doc.as_deref().filter(|_| options.docs);
    let mut doc = lines(own.unwrap_or_default());
    if doc.is_empty() {
        doc.push(format!("Calls the operation {}.", code(&operation.name)));
    }
    if !options.docs {
        return doc;
    }
    let mut ports = model.services.iter().flat_map(|s| &s.ports);
    let port = ports.find(|p| p.binding.0 as usize == index);
    let limits = Limits::documentation();
    if let Some(sample) = sample::sample(model, binding, port, bound, limits) {
        sample_lines(&mut doc, "Request:", &sample.request.to_string());
        sample_lines(&mut doc, "Response:", &sample.response.to_string());
    }
    doc
}

/// Plans the messages of one operation.
struct Planner<'p, 'm, 'b> {
    model: &'m Model,
    book: &'p mut Book<'b>,
    cache: &'p mut Cache,
    operation: &'p model::Operation,
    /// What messages are named after, in an earlier client too, and here.
    plain: &'p str,
    words: &'p str,
}

impl Planner<'_, '_, '_> {
    /// How a message is written or read, its type, and what stands for it.
    fn message(
        &mut self,
        bound: &BindingMessage,
        payload: &model::Payload,
        suffix: &str,
    ) -> (Body, Ty, Payload) {
        let message = self.model.messages.get(bound.message.0 as usize);
        let parts: Vec<&Part> = message.iter().flat_map(|m| &m.parts).collect();
        let content = || Form::Content(Takes::Elements(Vec::new()));
        let (form, ty, payload) = match payload {
            model::Payload::Nothing => (
                content(),
                self.named(bound, &parts, suffix),
                Payload::Nothing,
            ),
            model::Payload::Query => (content(), self.named(bound, &parts, suffix), Payload::Query),
            model::Payload::Form => (content(), self.named(bound, &parts, suffix), Payload::Form),
            model::Payload::Xml(part) => {
                let field = parts.get(*part).and_then(|part| {
                    let field = message::field(part, "", self.book)?;
                    let is_type = matches!(part.content, PartContent::Type(_));
                    Some((field, is_type))
                });
                match field {
                    Some((field, true)) => (Form::Wrapper(field.member), field.ty, Payload::Xml),
                    Some((field, false)) => (Form::Element(field.member), field.ty, Payload::Xml),
                    None => (content(), Ty::Unit, Payload::Nothing),
                }
            }
            model::Payload::Document(_) => {
                // Whatever element is the root.
                let field = any("Body", "", Process::Lax);
                (Form::Element(field.member), field.ty, Payload::Xml)
            }
            model::Payload::Content(part, media) => match parts.get(*part) {
                Some(part) => self.value(part, media),
                None => (content(), Ty::Unit, Payload::Nothing),
            },
        };
        let body = Body {
            form,
            encoding: None,
            headers: Vec::new(),
            mtom: None,
        };
        (body, ty, payload)
    }

    /// What has a name for each value: the only part if it's a structure, else a struct of the parts.
    fn named(&mut self, bound: &BindingMessage, parts: &[&Part], suffix: &str) -> Ty {
        if let [part] = parts
            && self.is_struct(part)
        {
            match part.content {
                PartContent::Type(id) => return self.book.value(id).ty,
                PartContent::Element(id) => {
                    if let Some(field) = self.book.element(id, 1, Some(1)) {
                        return message::present(field.ty);
                    }
                }
            }
        }
        let [plain, mut words] = [self.plain, self.words].map(|words| format!("{words}{suffix}"));
        // The operation's name will do where nothing has it yet, though others have such an operation.
        if !self.cache.has_named(&plain) {
            words.clone_from(&plain);
        }
        let source = Source {
            style: Style::Document,
            bound,
            wrapper: String::new(),
            plain: plain.clone(),
            words,
            title: format!(
                "The {} of `{}`.",
                suffix.to_lowercase(),
                self.operation.name
            ),
            at: &self.operation.at,
        };
        let name = QName {
            namespace: "".into(),
            local: plain.into(),
        };
        // Nothing goes along with a message over plain HTTP.
        let parts = Parts {
            body: parts.to_vec(),
            attached: Vec::new(),
        };
        struct_of(name, &source, &parts, self.book, self.cache)
    }

    /// Whether the part is a structure of its own, not an array.
    fn is_struct(&self, part: &Part) -> bool {
        let id = match part.content {
            PartContent::Type(id) => Some(id),
            PartContent::Element(id) => {
                let element = self.model.elements.get(id.0 as usize);
                element.map(|element| element.type_id)
            }
        };
        let ty = id.and_then(|id| self.model.types.get(id.0 as usize));
        match ty.map(|ty| &ty.kind) {
            Some(TypeKind::Complex(complex)) => {
                let simple = matches!(complex.content, model::Content::Simple(_));
                complex.soap_array.is_none() && !simple
            }
            _ => false,
        }
    }

    /// A value that is the whole message: text where it's simple and not binary.
    fn value(&mut self, part: &Part, media: &str) -> (Form, Ty, Payload) {
        let media = media.to_owned();
        let ty = match part.content {
            PartContent::Type(id) => self.model.types.get(id.0 as usize),
            PartContent::Element(_) => None,
        };
        let text = match ty.map(|ty| &ty.kind) {
            Some(TypeKind::Builtin(Builtin::Base64Binary | Builtin::HexBinary)) => None,
            // Facets are the member's.
            Some(TypeKind::Builtin(_) | TypeKind::Simple(_)) => message::field(part, "", self.book),
            _ => None,
        };
        match text {
            Some(field) => (Form::Wrapper(field.member), field.ty, Payload::Text(media)),
            None => {
                let bytes = Form::Content(Takes::Elements(Vec::new()));
                (bytes, Ty::Runtime("Base64Binary"), Payload::Binary(media))
            }
        }
    }
}
