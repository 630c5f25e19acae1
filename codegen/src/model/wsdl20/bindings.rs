//! `binding` (WSDL 2.0 part 1, 2.9; part 2, 5 and 6): all operations of the interface, by defaults where the binding says
//! nothing of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::faults::element;
use super::interfaces::{Interfaces, add};
use super::{EXTENSIONS, HTTP, Reading, SOAP, children, doc, extension, http, last, name};
use crate::document::Node;
use crate::model::definitions::{Flaw, Found, ProblemId, Scope, is_http, qname, using};
use crate::model::roots::WSDL;
use crate::model::{
    Binding, BindingFault, BindingId, BindingMessage, BindingOperation, BodyUse, Header, MessageId,
    Operation, OperationMessage, PortTypeId, Protocol, Security, SoapVersion, Style,
};
use crate::name::QName;

/// Bindings by name; those without an interface are made for each interface that a service offers with them.
pub(super) struct Bindings<'d> {
    all: Vec<Source<'d>>,
    by_name: HashMap<QName, usize>,
    made: HashMap<(usize, PortTypeId), Option<BindingId>>,
}

#[derive(Clone, Copy)]
struct Source<'d> {
    scope: &'d Scope<'d>,
    node: &'d Node,
}

/// Reads all bindings that name their interface.
pub(super) fn build<'d>(
    scopes: &'d [Scope<'d>],
    interfaces: &Interfaces,
    reading: &mut Reading<'_, '_>,
) -> Bindings<'d> {
    let mut bindings = Bindings {
        all: Vec::new(),
        by_name: HashMap::new(),
        made: HashMap::new(),
    };
    for scope in scopes {
        for node in children(scope.root, "binding") {
            let name = QName {
                namespace: Arc::clone(&scope.target),
                local: name(node),
            };
            let number = bindings.all.len();
            bindings.all.push(Source { scope, node });
            if bindings.by_name.contains_key(&name) {
                let message = format!("binding {:?} is defined twice", name.local);
                let help = "the first definition counts; remove this one, or rename it";
                reading.diagnostics.warning(&node.at, message).help(help);
                continue;
            }
            bindings.by_name.insert(name, number);
            if let Some(spelt) = node.attribute("interface") {
                match find(interfaces, spelt, node, scope, reading) {
                    Ok(interface) => {
                        bindings.make(number, interface, reading);
                    }
                    Err(problems) => reading.problems.need(&problems),
                }
            }
        }
    }
    bindings
}

/// The interface of this name.
pub(super) fn find(
    interfaces: &Interfaces,
    spelt: &str,
    node: &Node,
    scope: &Scope<'_>,
    reading: &mut Reading<'_, '_>,
) -> Found<PortTypeId> {
    match interfaces.find(spelt, node, scope) {
        Ok(found) => found.clone(),
        Err(flaw) => Err(vec![reading.problems.add(&node.at, flaw)]),
    }
}

/// A name in an attribute; one without a prefix means the target namespace where the default one is WSDL's.
pub(super) fn resolve(spelt: &str, node: &Node, scope: &Scope<'_>) -> Result<QName, Flaw> {
    let name = qname(spelt, node)?;
    let own = !spelt.contains(':') && super::WSDL20.contains(&&*name.namespace);
    Ok(match own {
        true => QName {
            namespace: Arc::clone(&scope.target),
            local: name.local,
        },
        false => name,
    })
}

impl Bindings<'_> {
    /// The binding of this name for an interface; `None` if it's left out, which was said.
    pub(super) fn of(
        &mut self,
        spelt: &str,
        node: &Node,
        scope: &Scope<'_>,
        interface: PortTypeId,
        reading: &mut Reading<'_, '_>,
    ) -> Result<Option<BindingId>, Flaw> {
        let name = resolve(spelt, node, scope)?;
        let Some(number) = self.by_name.get(&name).copied() else {
            let known = self.by_name.keys();
            return Err(crate::model::definitions::undefined(
                "binding", spelt, &name, known,
            ));
        };
        let source = self.all.get(number);
        if source.is_some_and(|source| source.node.attribute("interface").is_some()) {
            let mut made = self.made.iter();
            let own = made.find(|((n, _), _)| *n == number);
            return Ok(own.and_then(|(_, id)| *id));
        }
        Ok(self.make(number, interface, reading))
    }

    /// Makes a binding for an interface, once.
    fn make(
        &mut self,
        number: usize,
        interface: PortTypeId,
        reading: &mut Reading<'_, '_>,
    ) -> Option<BindingId> {
        if let Some(made) = self.made.get(&(number, interface)) {
            return *made;
        }
        let source = self.all.get(number).copied();
        let made = source.and_then(|source| binding(source, interface, reading));
        self.made.insert((number, interface), made);
        made
    }
}

fn binding(
    source: Source<'_>,
    interface: PortTypeId,
    reading: &mut Reading<'_, '_>,
) -> Option<BindingId> {
    let Source { scope, node } = source;
    let local = name(node);
    let protocol = match protocol(node) {
        Ok(protocol) => protocol,
        Err(other) => {
            let message = format!("the binding {local:?} has {other}");
            let help =
                "it is left out, and its endpoints: SOAP over HTTP and plain HTTP are generated";
            reading.diagnostics.warning(&node.at, message).help(help);
            return None;
        }
    };
    let drafts = reading.drafts.all.get(interface.0 as usize);
    let drafts = drafts.iter().flat_map(|draft| &draft.operations);
    let operations: Vec<(usize, Option<Operation>)> = drafts
        .enumerate()
        .map(|(index, draft)| (index, draft.operation.clone()))
        .collect();
    let mut bound = Vec::new();
    for (index, operation) in operations {
        let Some(operation) = operation else { continue };
        let own = children(node, "operation").find(|own| {
            let name = resolve(own.attribute("ref").unwrap_or(""), own, scope);
            name.is_ok_and(|name| name.local == operation.name)
        });
        let mut wrong = Vec::new();
        let binder = Binder {
            node,
            own,
            operation: &operation,
            index,
        };
        let new = match &protocol {
            Protocol::Soap { version, .. } => binder.soap(*version, reading, &mut wrong),
            Protocol::Http { verb } => binder.plain(verb, reading),
        };
        let draft = reading.drafts.all.get_mut(interface.0 as usize);
        let draft = draft.and_then(|draft| draft.operations.get_mut(index));
        draft
            .into_iter()
            .for_each(|draft| draft.wrong.append(&mut wrong));
        bound.extend(new);
    }
    let protocol = match protocol {
        // Each operation has its own method; that of the first tells what the binding is.
        Protocol::Http { verb } if verb.is_empty() => {
            let mut methods = bound.iter().filter_map(|o| o.http.as_ref());
            let verb = methods
                .next()
                .map_or("POST", |http| &http.method)
                .to_owned();
            Protocol::Http { verb }
        }
        protocol => protocol,
    };
    let id = BindingId(u32::try_from(reading.model.bindings.len()).unwrap_or(u32::MAX));
    reading.model.bindings.push(Binding {
        name: QName {
            namespace: Arc::clone(&scope.target),
            local,
        },
        doc: doc(node),
        port_type: interface,
        protocol,
        operations: bound,
        at: node.at.clone(),
    });
    Some(id)
}

/// The protocol, or what else it is.
fn protocol(node: &Node) -> Result<Protocol, String> {
    let kind = node.attribute("type").unwrap_or("").trim();
    match last(kind) {
        "soap" | "soap12" => {}
        "http" => {
            let verb = extension(node, &HTTP, "methodDefault").unwrap_or("");
            return Ok(Protocol::Http {
                verb: verb.to_owned(),
            });
        }
        "" => return Err("no type".to_owned()),
        _ => return Err(format!("the type {kind}")),
    }
    let version = match extension(node, &SOAP, "version") {
        Some("1.1") => SoapVersion::V1_1,
        // Part 2, 5.2.2.
        None | Some("1.2") => SoapVersion::V1_2,
        Some(other) => return Err(format!("the SOAP version {other:?}")),
    };
    let transport = extension(node, &SOAP, "protocol").unwrap_or("").to_owned();
    match is_http(&transport) {
        true => Ok(Protocol::Soap { version, transport }),
        false => Err(format!("the protocol {transport}")),
    }
}

/// Binds one operation.
struct Binder<'b> {
    node: &'b Node,
    /// What the binding says of the operation.
    own: Option<&'b Node>,
    operation: &'b Operation,
    index: usize,
}

impl Binder<'_> {
    fn soap(
        &self,
        version: SoapVersion,
        reading: &mut Reading<'_, '_>,
        wrong: &mut Vec<ProblemId>,
    ) -> Option<BindingOperation> {
        let own = |local| self.own.and_then(|own| extension(own, &SOAP, local));
        let mep = own("mep").or_else(|| extension(self.node, &SOAP, "mepDefault"));
        if mep.is_some_and(|mep| last(mep) == "soap-response") {
            let message = format!(
                "the operation {:?} has the pattern soap-response",
                self.operation.name
            );
            let help =
                "it is left out of this binding: its request would be a GET without an envelope";
            let at = &self.own.unwrap_or(self.node).at;
            reading.diagnostics.warning(at, message).help(help);
            return None;
        }
        let mut input = plain_message(self.operation.input.message, reading);
        input.headers = self.headers("input", reading, wrong);
        let output = self.operation.output.as_ref();
        let output = output.map(|output: &OperationMessage| {
            let mut message = plain_message(output.message, reading);
            message.headers = self.headers("output", reading, wrong);
            message
        });
        let faults = (0..self.operation.faults.len()).map(|fault| BindingFault {
            fault,
            body_use: BodyUse::Literal,
            namespace: None,
        });
        let addressing = [self.own, Some(self.node)].into_iter().flatten();
        let mut addressing = addressing.flat_map(Node::elements);
        // SOAP 1.1 has a field for it even where nothing is said of it.
        let action = own("action").map(str::to_owned);
        let action = action.or((version == SoapVersion::V1_1).then(String::new));
        Some(BindingOperation {
            operation: self.index,
            soap_action: action,
            style: Style::Document,
            http: None,
            input,
            output,
            addressing: addressing.find_map(using),
            security: Security::default(),
            faults: faults.collect(),
            at: self.own.unwrap_or(self.node).at.clone(),
        })
    }

    /// `wsoap:header` (part 2, 5.9).
    fn headers(
        &self,
        side: &'static str,
        reading: &mut Reading<'_, '_>,
        wrong: &mut Vec<ProblemId>,
    ) -> Vec<Header> {
        let sides = self.own.into_iter().flat_map(|own| children(own, side));
        let all = sides.flat_map(Node::elements);
        let all = all.filter(|child| {
            SOAP.contains(&&*child.name.namespace) && &*child.name.local == "header"
        });
        let all: Vec<&Node> = all.collect();
        let mut headers = Vec::new();
        for node in all {
            let content = match element(node, reading) {
                Ok(content) => content,
                Err(problems) => {
                    wrong.extend(problems);
                    continue;
                }
            };
            let name = QName {
                namespace: WSDL.into(),
                local: format!("{}Header", self.operation.name).into(),
            };
            headers.push(Header {
                message: add(name, Some(content), node, reading),
                part: 0,
                body_use: BodyUse::Literal,
                namespace: None,
                faults: Vec::new(),
                must_understand: is_true(node, "mustUnderstand"),
                required: is_true(node, "required"),
                at: node.at.clone(),
            });
        }
        headers
    }

    fn plain(&self, verb: &str, reading: &mut Reading<'_, '_>) -> Option<BindingOperation> {
        let own = |local| self.own.and_then(|own| extension(own, &HTTP, local));
        let safe = self.own.and_then(|own| extension(own, &EXTENSIONS, "safe"));
        let verb = own("method").unwrap_or(match (verb, safe) {
            ("", Some("true" | "1")) => "GET",
            ("", _) => "POST",
            (verb, _) => verb,
        });
        let input = own("inputSerialization");
        let output = own("outputSerialization");
        let location = own("location").unwrap_or("");
        let messages = [
            Some(self.operation.input.message),
            self.operation.output.as_ref().map(|output| output.message),
        ];
        let empty = messages.map(|message| {
            let message = message.and_then(|m| reading.model.messages.get(m.0 as usize));
            message.is_none_or(|message| message.parts.is_empty())
        });
        match http::operation(verb, location, (input, output), empty) {
            Ok(http) => Some(BindingOperation {
                operation: self.index,
                soap_action: None,
                style: Style::Document,
                http: Some(http),
                input: plain_message(self.operation.input.message, reading),
                output: (self.operation.output.as_ref())
                    .map(|output| plain_message(output.message, reading)),
                addressing: None,
                security: Security::default(),
                faults: Vec::new(),
                at: self.own.unwrap_or(self.node).at.clone(),
            }),
            Err(why) => {
                let name = &self.operation.name;
                let message = format!("the operation {name:?} can't be called over HTTP: {why}");
                let at = &self.own.unwrap_or(self.node).at;
                let help = "it is left out of this binding";
                reading.diagnostics.warning(at, message).help(help);
                None
            }
        }
    }
}

fn is_true(node: &Node, attribute: &str) -> bool {
    matches!(node.attribute(attribute).map(str::trim), Some("true" | "1"))
}

/// A message with all of its parts in the body.
fn plain_message(message: MessageId, reading: &Reading<'_, '_>) -> BindingMessage {
    let parts = reading.model.messages.get(message.0 as usize);
    BindingMessage {
        message,
        body_use: BodyUse::Literal,
        namespace: None,
        parts: (0..parts.map_or(0, |message| message.parts.len())).collect(),
        headers: Vec::new(),
        mime: Vec::new(),
        mtom: None,
    }
}
