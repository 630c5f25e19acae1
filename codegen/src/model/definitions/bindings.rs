//! `wsdl:binding` (WSDL 1.1, 2.5, 3 and 4), matched to its port type.

use super::body::{Body, HTTP, SOAP11, SOAP12, body_use, soap};
use super::http;
use super::messages::{Messages, needs_type};
use super::port_types::{Draft, Drafts};
use super::problems::{Flaw, ProblemId, Problems};
use super::scope::{Scope, Table};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::model::doc::documentation;
use crate::model::roots::WSDL;
use crate::model::{
    Binding, BindingFault, BindingId, BindingMessage, BindingOperation, BodyUse, Header, MessageId,
    Model, Operation, OperationFault, Protocol, Security, SoapVersion, Style,
};

/// Bindings by name; `None` for one of another protocol, which is left out.
pub(super) type Bindings = Table<Option<BindingId>>;

/// Reads all bindings.
pub(super) fn build(
    scopes: &[Scope<'_>],
    messages: &Messages,
    drafts: &mut Drafts,
    model: &mut Model,
    problems: &mut Problems,
    diagnostics: &mut Diagnostics,
) -> Bindings {
    let mut table = Table::new("binding");
    for scope in scopes {
        for (name, node) in scope.components("binding", diagnostics) {
            if table.contains(&name) {
                table.declare(name, node, Ok(None), diagnostics);
                continue;
            }
            let Some((protocol, style)) = protocol(node, &name.local, diagnostics) else {
                table.declare(name, node, Ok(None), diagnostics);
                continue;
            };
            let spelt = node.attribute("type").unwrap_or("");
            let port_type = match drafts.table.find(spelt, node, scope) {
                Ok(Ok(id)) => *id,
                Ok(Err(wrong)) => {
                    table.declare(name, node, Err(wrong.clone()), diagnostics);
                    continue;
                }
                Err(flaw) => {
                    let wrong = vec![problems.add(&node.at, flaw)];
                    problems.need(&wrong);
                    table.declare(name, node, Err(wrong), diagnostics);
                    continue;
                }
            };
            let Some(draft) = drafts.all.get_mut(port_type.0 as usize) else {
                continue;
            };
            let verb = match &protocol {
                Protocol::Http { verb } => Some(verb.as_str()),
                Protocol::Soap { .. } => None,
            };
            let binder = Binder {
                scope,
                messages,
                style,
                verb,
                draft,
                problems,
                diagnostics,
            };
            let operations = binder.operations(node);
            let id = BindingId(u32::try_from(model.bindings.len()).unwrap_or(u32::MAX));
            table.declare(name.clone(), node, Ok(Some(id)), diagnostics);
            model.bindings.push(Binding {
                name,
                doc: documentation(node, WSDL),
                port_type,
                protocol,
                operations,
                at: node.at.clone(),
            });
        }
    }
    table
}

/// The protocol and the default style; `None`, reported, if it isn't SOAP or HTTP.
fn protocol(node: &Node, name: &str, diagnostics: &mut Diagnostics) -> Option<(Protocol, Style)> {
    let mut other = None;
    for child in node.elements() {
        let version = match (&*child.name.namespace, &*child.name.local) {
            (SOAP11, "binding") => SoapVersion::V1_1,
            (SOAP12, "binding") => SoapVersion::V1_2,
            (HTTP, "binding") => {
                let verb = child.attribute("verb").unwrap_or("GET").trim();
                if matches!(verb, "GET" | "POST" | "PUT" | "DELETE") {
                    let verb = verb.to_owned();
                    return Some((Protocol::Http { verb }, Style::Document));
                }
                other = Some(format!("the HTTP method {verb:?}"));
                continue;
            }
            (WSDL, _) => continue,
            (_, "binding") => {
                other = Some(format!("the protocol {}", child.name.namespace));
                continue;
            }
            _ => continue,
        };
        let transport = child.attribute("transport").unwrap_or("").trim().to_owned();
        if is_http(&transport) {
            let style = own_style(child, diagnostics).unwrap_or(Style::Document);
            return Some((Protocol::Soap { version, transport }, style));
        }
        other = Some(format!("the transport {transport}"));
    }
    let other = other.unwrap_or_else(|| "no protocol that is known".to_owned());
    diagnostics
        .warning(&node.at, format!("the binding {name:?} has {other}"))
        .help("it is left out, and its ports: SOAP over HTTP and plain HTTP are generated");
    None
}

/// SOAP's HTTP transport, however it's spelt: `http://schemas.xmlsoap.org/soap/http` (3.3), with `https` or a slash at
/// the end, `http://www.w3.org/2003/05/soap/bindings/HTTP/`, or nothing.
pub(in crate::model) fn is_http(transport: &str) -> bool {
    let last = transport.trim_end_matches('/').rsplit('/').next();
    last.is_none_or(|last| {
        ["", "http", "https"]
            .iter()
            .any(|known| last.eq_ignore_ascii_case(known))
    })
}

/// The `style` of a `soap:binding`, which is `document` by default, or of a `soap:operation` (3.3, 3.4).
fn own_style(node: &Node, diagnostics: &mut Diagnostics) -> Option<Style> {
    let spelt = node.attribute("style")?.trim();
    match spelt {
        "rpc" => return Some(Style::Rpc),
        "document" => return Some(Style::Document),
        "" => {}
        _ => {
            diagnostics
                .error(&node.at, format!("the style {spelt:?} is not known"))
                .help("it is document or rpc");
        }
    }
    None
}

struct Binder<'b> {
    scope: &'b Scope<'b>,
    messages: &'b Messages,
    style: Style,
    /// The method of a binding without SOAP.
    verb: Option<&'b str>,
    draft: &'b mut Draft,
    problems: &'b mut Problems,
    diagnostics: &'b mut Diagnostics,
}

impl Binder<'_> {
    fn operations(mut self, binding: &Node) -> Vec<BindingOperation> {
        let mut bound = vec![false; self.draft.operations.len()];
        let mut operations = Vec::new();
        for node in binding
            .elements()
            .filter(|child| child.is(WSDL, "operation"))
        {
            let Some(index) = find(self.draft, node, &bound) else {
                self.unknown(node);
                continue;
            };
            if let Some(bound) = bound.get_mut(index) {
                *bound = true;
            }
            let draft = self.draft.operations.get(index);
            let Some(operation) = draft.and_then(|draft| draft.operation.clone()) else {
                // What's wrong with it is known, or it was left out with a warning.
                continue;
            };
            if let Some(verb) = self.verb {
                operations.extend(self.plain(node, verb, index, &operation));
                continue;
            }
            let mut wrong = Vec::new();
            let bound = self.operation(node, index, &operation, &mut wrong);
            if let Some(draft) = self.draft.operations.get_mut(index) {
                draft.wrong.extend(wrong);
            }
            operations.push(bound);
        }
        operations
    }

    /// An operation over plain HTTP.
    fn plain(
        &mut self,
        node: &Node,
        verb: &str,
        index: usize,
        operation: &Operation,
    ) -> Option<BindingOperation> {
        let http = http::operation(node, verb, operation, self.messages, self.diagnostics)?;
        let message = |message: MessageId| {
            let parts = self.messages.parts.get(message.0 as usize);
            BindingMessage {
                message,
                body_use: BodyUse::Literal,
                namespace: None,
                parts: (0..parts.map_or(0, Vec::len)).collect(),
                headers: Vec::new(),
                mime: Vec::new(),
                mtom: None,
            }
        };
        Some(BindingOperation {
            operation: index,
            soap_action: None,
            style: self.style,
            http: Some(http),
            input: message(operation.input.message),
            output: operation
                .output
                .as_ref()
                .map(|output| message(output.message)),
            addressing: None,
            security: Security::default(),
            faults: Vec::new(),
            at: node.at.clone(),
        })
    }

    fn unknown(&mut self, node: &Node) {
        let name = node.attribute("name").unwrap_or("");
        let port_type = &self.draft.port_type.name.local;
        let known = self
            .draft
            .operations
            .iter()
            .map(|operation| &*operation.name);
        let help = match crate::similar::similar(name, known) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "add it to the port type, or remove it from the binding".to_owned(),
        };
        let flaw = Flaw::new(
            format!("the port type {port_type:?} has no operation {name:?}"),
            help,
        );
        let id = self.problems.add(&node.at, flaw);
        self.problems.need(&[id]);
    }

    fn operation(
        &mut self,
        node: &Node,
        index: usize,
        operation: &Operation,
        wrong: &mut Vec<ProblemId>,
    ) -> BindingOperation {
        let own = soap(node, "operation");
        let style = own.and_then(|own| own_style(own, self.diagnostics));
        let style = style.unwrap_or(self.style);
        let child = |kind| node.elements().find(|child| child.is(WSDL, kind));
        let mut body = Body {
            scope: self.scope,
            messages: self.messages,
            problems: self.problems,
            diagnostics: self.diagnostics,
            wrong,
        };
        let mut input = body.message(child("input"), operation.input.message);
        let output = operation.output.as_ref();
        let mut output = output.map(|output| body.message(child("output"), output.message));
        if style == Style::Rpc {
            // WS-I wants the attribute (R2717); where it's missing servers expect the definitions' namespace.
            for message in [Some(&mut input), output.as_mut()].into_iter().flatten() {
                let target = || self.scope.target.to_string();
                message.namespace = message.namespace.take().or_else(|| Some(target()));
            }
        }
        let bound = [Some(&input), output.as_ref()].into_iter().flatten();
        self.typed(bound, &operation.faults, wrong);
        let faults = self.faults(node, operation);
        BindingOperation {
            operation: index,
            soap_action: own.and_then(|own| own.attribute("soapAction").map(str::to_owned)),
            style,
            http: None,
            input,
            output,
            addressing: None,
            security: Security::default(),
            faults,
            at: node.at.clone(),
        }
    }

    /// What stands in an envelope has an element or a type: declared faults as well, which are literal where the binding
    /// doesn't name them. What goes along as an attachment is bytes of the media type that the binding says.
    fn typed<'m>(
        &mut self,
        bound: impl Iterator<Item = &'m BindingMessage>,
        faults: &[OperationFault],
        wrong: &mut Vec<ProblemId>,
    ) {
        let bound = bound.flat_map(|bound| {
            let body = bound.parts.iter().map(|part| (bound.message, *part));
            let headers = bound.headers.iter().flat_map(Header::with_faults);
            body.chain(headers.map(|header| (header.message, header.part)))
        });
        let faults = faults.iter().flat_map(|fault| {
            let names = self.messages.parts.get(fault.message.0 as usize);
            (0..names.map_or(0, Vec::len)).map(|part| (fault.message, part))
        });
        for part in bound.chain(faults) {
            if let Some(at) = self.messages.untyped.get(&part) {
                wrong.push(self.problems.once(at, needs_type));
            }
        }
    }

    fn faults(&mut self, node: &Node, operation: &Operation) -> Vec<BindingFault> {
        let mut faults = Vec::new();
        for fault in node.elements().filter(|child| child.is(WSDL, "fault")) {
            let own = soap(fault, "fault");
            let names = [
                fault.attribute("name"),
                own.and_then(|own| own.attribute("name")),
            ];
            let declared = names.iter().flatten().find_map(|name| {
                let mut all = operation.faults.iter();
                all.position(|declared| *declared.name == *name.trim())
            });
            match declared {
                Some(index) => faults.push(BindingFault {
                    fault: index,
                    body_use: own.map_or(BodyUse::Literal, |own| body_use(own, self.diagnostics)),
                    namespace: own.and_then(|own| own.attribute("namespace").map(str::to_owned)),
                }),
                None => {
                    let name = names.into_iter().flatten().next().unwrap_or("");
                    let message = format!("the operation declares no fault {name:?}");
                    self.diagnostics.warning(&fault.at, message).help(
                        "it is read as a fault with untyped detail; declare it in the port type",
                    );
                }
            }
        }
        faults
    }
}

/// The operation of the port type that's bound: by its name, overloads by the names of input and output (2.5), and
/// where these say nothing, in order.
fn find(draft: &Draft, node: &Node, bound: &[bool]) -> Option<usize> {
    let name = node.attribute("name")?.trim();
    let same: Vec<usize> = (0..)
        .zip(&draft.operations)
        .filter(|(_, o)| *o.name == *name)
        .map(|(i, _)| i)
        .collect();
    if let [] | [_] = same[..] {
        return same.first().copied();
    }
    let given = |kind| {
        let child = node.elements().find(|child| child.is(WSDL, kind));
        child
            .and_then(|child| child.attribute("name"))
            .map(str::trim)
    };
    let (input, output) = (given("input"), given("output"));
    let fits = |own: &Option<std::sync::Arc<str>>, given: Option<&str>| {
        given.is_none_or(|given| own.as_deref() == Some(given))
    };
    let fitting = same.iter().copied().filter(|index| {
        let operation = draft.operations.get(*index);
        operation.is_some_and(|o| fits(&o.input, input) && fits(&o.output, output))
    });
    let free = |index: &usize| bound.get(*index) == Some(&false);
    fitting
        .clone()
        .find(free)
        .or_else(|| fitting.clone().next())
        .or_else(|| same.iter().copied().find(free))
}
