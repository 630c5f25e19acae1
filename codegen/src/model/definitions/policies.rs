//! Policies where they're attached, in both versions of WSDL (WS-Policy Attachment 1.5, 4 and 5), and the extension
//! `UsingAddressing` (WS-Addressing 1.0 Metadata, 3.1): operations are told which header blocks they need, messages whether
//! they're packages, and what isn't done is named.
//!
//! In comes the closed model, whose components are found in the documents by their places; what is attached to one that
//! was left out is left out too. The effective policy of a message is that of its endpoint, its operation and its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::attachment;
use super::policy::{
    Demands, Policies, is_addressing, is_attachment, is_namespace, is_policy, is_unknown, using,
};
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::document::{Child, Node};
use crate::location::Location;
use crate::model::roots::WSDL;
use crate::model::wsdl20::WSDL20;
use crate::model::{BindingOperation, Model, Operation, PortType};

/// How many places are told of one kind of assertion.
const MOST_PLACES: usize = 5;

/// How many components policies are attached to from outside at most, those of several policies as often.
const MOST_ATTACHED: usize = 1_000_000;

/// Reads all policies that concern something in the model.
pub(super) fn build(scopes: &[Scope<'_>], model: &mut Model, diagnostics: &mut Diagnostics) {
    let all = demanded(scopes, model, diagnostics);
    report(&all, diagnostics);
}

/// Tells the operations of a model what's asked for; gives all that is.
pub(super) fn demanded(
    scopes: &[Scope<'_>],
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) -> Demands {
    let mut pass = Pass {
        policies: Policies::new(scopes),
        components: components(model),
        asked: Asked::default(),
        identified: attachment::Components::new(scopes, model),
        left: Some(MOST_ATTACHED),
        diagnostics,
    };
    for scope in scopes {
        pass.attached(scope.root);
    }
    let mut asked = pass.asked;
    asked.share();
    tell(model, &asked)
}

/// The places of the components that are in the model.
fn components(model: &Model) -> HashSet<Location> {
    let port_types = model.port_types.iter().enumerate().filter(|(id, _)| {
        let mut bindings = model.bindings.iter();
        bindings.any(|b| b.port_type.0 as usize == *id)
    });
    let port_types = port_types.flat_map(|(_, p)| {
        let operations = p.operations.iter().map(|o| &o.at);
        std::iter::once(&p.at).chain(&p.extends).chain(operations)
    });
    let bindings = model.bindings.iter().flat_map(|b| {
        let operations = b.operations.iter().map(|o| &o.at);
        std::iter::once(&b.at).chain(operations)
    });
    let services = model.services.iter().flat_map(|s| {
        let ports = s.ports.iter().map(|p| &p.at);
        std::iter::once(&s.at).chain(ports)
    });
    let messages = model.messages.iter().map(|m| &m.at);
    let all = port_types.chain(bindings).chain(services).chain(messages);
    all.cloned().collect()
}

/// Of a component, the whole or one of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Whole,
    Input,
    Output,
    Fault,
}

/// What components ask for.
#[derive(Default)]
struct Asked(HashMap<(Location, Side), Demands>);

impl Asked {
    fn add(&mut self, at: &Location, side: Side, demands: Demands) {
        let known = self.0.entry((at.clone(), side)).or_default();
        known.add(demands);
    }

    /// Makes copies cheap, however much is asked for: each place concerns many messages.
    fn share(&mut self) {
        self.0.values_mut().for_each(Demands::share);
    }

    /// What all of these ask for, and what comes before.
    fn merge<'l>(
        &self,
        mut demands: Demands,
        places: impl IntoIterator<Item = (&'l Location, Side)>,
    ) -> Demands {
        for (at, side) in places {
            if let Some(own) = self.0.get(&(at.clone(), side)) {
                demands.add(own.clone());
            }
        }
        demands
    }
}

struct Pass<'d, 'r> {
    policies: Policies<'d>,
    components: HashSet<Location>,
    asked: Asked,
    identified: attachment::Components<'r>,
    /// To how many components policies may still be attached from outside; `None` when it wasn't enough.
    left: Option<usize>,
    diagnostics: &'r mut Diagnostics,
}

impl Pass<'_, '_> {
    /// Goes through the components below an element. Recurses no deeper than WSDL's own elements nest.
    fn attached(&mut self, parent: &Node) {
        for node in parent.elements() {
            if is_attachment(node) {
                self.external(node);
            }
            if is_unknown(node) {
                self.diagnostics
                    .warning(&node.at, format!("the policy {} is not known", node.name))
                    .help("what it asks for is not done; calls may fail without it");
            }
            if !is_wsdl(node) {
                continue;
            }
            let (at, side) = match &*node.name.local {
                "binding" | "portType" | "interface" | "service" | "message" | "operation"
                | "port" | "endpoint"
                    if self.components.contains(&node.at) =>
                {
                    (&node.at, Side::Whole)
                }
                "input" => (&parent.at, Side::Input),
                "output" => (&parent.at, Side::Output),
                "fault" | "infault" | "outfault" => (&parent.at, Side::Fault),
                _ => continue,
            };
            let demands = self.component(node);
            self.asked.add(at, side, demands);
            self.attached(node);
        }
    }

    /// Reads what's attached to a component.
    fn component(&mut self, node: &Node) -> Demands {
        let mut demands = Demands::default();
        for child in node.elements() {
            if is_attachment(child) {
                // It says itself what it applies to.
            } else if is_policy(child) {
                demands.add(self.policies.demands(child, self.diagnostics));
            } else if let Some(version) = using(child) {
                // An extension that isn't required may be used, and needn't be.
                let spellings = [WSDL].into_iter().chain(WSDL20);
                let mut required = spellings.filter_map(|ns| child.attribute_ns(ns, "required"));
                if required.any(|value| matches!(value.trim(), "true" | "1")) {
                    demands.addressing = demands.addressing.or(Some(version));
                }
            } else if &*child.name.local == "Anonymous" && is_addressing(child) {
                let prohibited =
                    |c: &Child| matches!(c, Child::Text(text) if text.trim() == "prohibited");
                if child.children.iter().any(prohibited) {
                    demands.add(Demands::unmet(child));
                }
            }
        }
        let uris = node
            .attributes
            .iter()
            .filter(|a| &*a.name.local == "PolicyURIs" && is_namespace(&a.name.namespace));
        for uri in uris.flat_map(|a| a.value.split_ascii_whitespace()) {
            demands.add(self.policies.reference(uri, node, 0, self.diagnostics));
        }
        demands
    }

    /// Reads a policy that's attached from outside (3.4).
    fn external(&mut self, node: &Node) {
        let mut demands = Demands::default();
        let mut subjects = Vec::new();
        for child in node.elements().filter(|child| is_policy(child)) {
            match &*child.name.local {
                "AppliesTo" => subjects.extend(child.elements()),
                _ => demands.add(self.policies.demands(child, self.diagnostics)),
            }
        }
        if subjects.is_empty() {
            self.diagnostics
                .warning(&node.at, "this policy doesn't say what it applies to")
                .help("what it asks for is not done; calls may fail without it");
        }
        // However many subjects there are.
        demands.share();
        for subject in subjects {
            let Some(left) = self.left else {
                return;
            };
            match attachment::places(subject, &self.identified) {
                Some(places) => {
                    self.left = left.checked_sub(places.len());
                    if self.left.is_none() {
                        let message = format!(
                            "policies are attached to more than {MOST_ATTACHED} components from outside"
                        );
                        let help = "no known description does; check where it comes from";
                        self.diagnostics.error(&subject.at, message).help(help);
                        return;
                    }
                    for (at, side) in places {
                        self.asked.add(&at, side, demands.clone());
                    }
                }
                None => {
                    self.diagnostics
                        .warning(&subject.at, "what this policy applies to is not found here")
                        .help("what it asks for is not done; calls may fail without it");
                }
            }
        }
    }
}

/// Whether it's an element of WSDL's, of either version.
fn is_wsdl(node: &Node) -> bool {
    let namespace = &*node.name.namespace;
    namespace == WSDL || WSDL20.contains(&namespace)
}

/// Tells each bound operation, and its messages, what they, their binding, their port type, a port or a service of theirs
/// ask for; gives what's asked for in all.
fn tell(model: &mut Model, asked: &Asked) -> Demands {
    let mut all = Demands::default();
    for (id, binding) in model.bindings.iter_mut().enumerate() {
        let port_type = model.port_types.get(binding.port_type.0 as usize);
        let offers = model.services.iter().flat_map(|service| {
            let ports = service.ports.iter();
            let ports = ports.filter(|p| p.binding.0 as usize == id);
            ports.flat_map(|port| [&port.at, &service.at])
        });
        let port_types = port_type.into_iter();
        let port_types = port_types.flat_map(|p| std::iter::once(&p.at).chain(&p.extends));
        let around = std::iter::once(&binding.at).chain(port_types).chain(offers);
        let mut around = asked.merge(Demands::default(), around.map(|at| (at, Side::Whole)));
        around.share();
        let subject = Subject {
            asked,
            around,
            binding: &binding.at,
            port_type,
        };
        for operation in &mut binding.operations {
            let message = |id: crate::model::MessageId| model.messages.get(id.0 as usize);
            let own = operation.input.message;
            let input = subject.message(operation, message(own).map(|m| &m.at), Side::Input);
            operation.addressing = input.addressing.or(operation.addressing);
            operation.security = input.security;
            operation.input.mtom = input.mtom;
            all.add(input);
            let own = operation.output.as_ref().map(|output| output.message);
            let at = own.and_then(message).map(|m| &m.at);
            let answered = subject.message(operation, at, Side::Output);
            if let Some(output) = &mut operation.output {
                output.mtom = answered.mtom;
                all.add(answered);
            }
            let declared = subject.declared(operation);
            let faults = declared.into_iter().flat_map(|declared| &declared.faults);
            for fault in faults {
                let at = message(fault.message).map(|m| &m.at);
                all.add(subject.message(operation, at, Side::Fault));
            }
        }
    }
    all
}

/// An endpoint, of whose messages the effective policy is asked.
struct Subject<'m> {
    asked: &'m Asked,
    /// What the endpoint asks for.
    around: Demands,
    binding: &'m Location,
    port_type: Option<&'m PortType>,
}

impl<'m> Subject<'m> {
    fn declared(&self, operation: &BindingOperation) -> Option<&'m Operation> {
        self.port_type?.operations.get(operation.operation)
    }

    /// What a message is asked for; `at` is the place of its definition.
    fn message(&self, operation: &BindingOperation, at: Option<&Location>, side: Side) -> Demands {
        let operations = std::iter::once(&operation.at);
        let operations = operations.chain(self.declared(operation).map(|o| &o.at));
        let whole = operations.clone().map(|at| (at, Side::Whole));
        let own = operations.map(|at| (at, side));
        let definition = at.map(|at| (at, Side::Whole));
        // In WSDL 2.0 faults are an interface's, and its binding's (5.4).
        let port_type = self.port_type.map(|p| &p.at);
        let shared = [Some(self.binding), port_type].into_iter().flatten();
        let shared = shared.map(|at| (at, Side::Fault));
        let shared = shared.filter(|_| side == Side::Fault);
        let places = whole.chain(own).chain(definition).chain(shared);
        let mut demands = self.asked.merge(self.around.clone(), places);
        demands.settle();
        demands
    }
}

/// One warning for each kind of assertion that isn't fulfilled, with all places where one stands.
fn report(demands: &Demands, diagnostics: &mut Diagnostics) {
    let mut kinds: BTreeMap<_, Vec<Location>> = BTreeMap::new();
    for ((file, line, column), name) in demands.unmet.all() {
        let at = Location { file, line, column };
        kinds.entry(name).or_default().push(at);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, places)| {
        let first = places.first();
        first.map(|at| (at.file.clone(), at.line, at.column))
    });
    for (name, places) in kinds {
        let Some((first, others)) = places.split_first() else {
            continue;
        };
        let message = match &*name.local {
            "ExactlyOne" if is_namespace(&name.namespace) => {
                "the policy leaves no alternative".to_owned()
            }
            _ => format!("the policy requires {name}, which is not done"),
        };
        let warning = diagnostics.warning(first, message);
        warning.help(way_out(&name.local));
        if !others.is_empty() {
            let shown = others.iter().take(MOST_PLACES);
            let mut shown: Vec<String> = shown
                .map(|at| format!("{}:{}:{}", at.file, at.line, at.column))
                .collect();
            match others.len().saturating_sub(MOST_PLACES) {
                0 => {}
                1 => shown.push("one other place".to_owned()),
                more => shown.push(format!("{more} other places")),
            }
            let last = shown.pop().unwrap_or_default();
            let shown = match shown.is_empty() {
                true => last,
                false => format!("{} and {last}", shown.join(", ")),
            };
            warning.help(format!("it is required at {shown} too"));
        }
    }
}

/// What the caller can do about an assertion.
fn way_out(name: &str) -> &'static str {
    match name {
        "HttpsToken" | "RequireClientCertificate" => {
            "give the client's transport a certificate to show"
        }
        "BasicAuthentication" | "HttpBasicAuthentication" => {
            "give the client user and password with .basic_auth(…)"
        }
        "SignedSupportingTokens"
        | "EncryptedSupportingTokens"
        | "SignedParts"
        | "EncryptedParts" => {
            "messages are protected by HTTPS alone, which the policy doesn't ask for; calls may fail without it"
        }
        "SymmetricBinding" | "AsymmetricBinding" => {
            "signatures and encryption of messages are not done; calls may fail without them"
        }
        "UsernameToken" | "IncludeTimestamp" => {
            "send the header that it asks for with .header(…) of the client or of a call"
        }
        _ => "calls may fail without it",
    }
}
