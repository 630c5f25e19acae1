//! Policies where they're attached, in both versions of WSDL (WS-Policy Attachment 1.5, 4 and 5), and the extension
//! `UsingAddressing` (WS-Addressing 1.0 Metadata, 3.1): operations are told which header blocks they need, and what isn't
//! done is named.
//!
//! In comes the closed model, whose components are found in the documents by their places; what is attached to one that
//! was left out is left out too.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::policy::{Demands, Policies, is_addressing, is_namespace, is_policy, is_unknown, using};
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::document::{Child, Node};
use crate::location::Location;
use crate::model::roots::WSDL;
use crate::model::wsdl20::WSDL20;
use crate::model::{Addressing, Model, Mtom, Security};

/// Reads all policies that concern something in the model.
pub(super) fn build(scopes: &[Scope<'_>], model: &mut Model, diagnostics: &mut Diagnostics) {
    let mut pass = Pass {
        policies: Policies::new(scopes),
        components: components(model),
        asked: HashMap::new(),
        demands: Demands::default(),
        diagnostics,
    };
    for scope in scopes {
        pass.attached(scope.root, false);
    }
    let Pass { asked, demands, .. } = pass;
    tell(model, &asked);
    report(demands, diagnostics);
}

/// The places of the components that are in the model.
fn components(model: &Model) -> HashSet<Location> {
    let port_types = model.port_types.iter().enumerate().filter(|(id, _)| {
        let mut bindings = model.bindings.iter();
        bindings.any(|b| b.port_type.0 as usize == *id)
    });
    let port_types = port_types.flat_map(|(_, p)| {
        let operations = p.operations.iter().map(|o| &o.at);
        std::iter::once(&p.at).chain(operations)
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

struct Pass<'d, 'r> {
    policies: Policies<'d>,
    components: HashSet<Location>,
    /// What components ask for.
    asked: HashMap<Location, Asked>,
    /// What all of them ask for.
    demands: Demands,
    diagnostics: &'r mut Diagnostics,
}

/// What a component asks requests for.
#[derive(Clone, Copy, Default)]
struct Asked {
    addressing: Option<Addressing>,
    mtom: Option<Mtom>,
    security: Security,
}

impl Asked {
    fn and(self, other: Asked) -> Asked {
        Asked {
            addressing: self.addressing.or(other.addressing),
            mtom: self.mtom.max(other.mtom),
            security: self.security.and(other.security),
        }
    }
}

impl Pass<'_, '_> {
    /// Goes through the components below an element, of which it's known whether a policy has the transport protect what is
    /// sent. Recurses no deeper than WSDL's own elements nest.
    fn attached(&mut self, parent: &Node, protected: bool) {
        for node in parent.elements() {
            if is_unknown(node) {
                self.diagnostics
                    .warning(&node.at, format!("the policy {} is not known", node.name))
                    .help("what it asks for is not done; calls may fail without it");
            }
            if !is_wsdl(node) {
                continue;
            }
            let inner = match &*node.name.local {
                "binding" | "portType" | "interface" | "service" | "message" | "operation"
                | "port" | "endpoint" => self.components.contains(&node.at),
                "input" | "output" | "fault" | "infault" | "outfault" => true,
                _ => false,
            };
            if inner {
                // What's required of a request is required of its operation's.
                let of = match &*node.name.local {
                    "input" => &parent.at,
                    _ => &node.at,
                };
                let protected = self.component(node, of, protected);
                self.attached(node, protected);
            }
        }
    }

    /// Reads what's attached to a component; whether the transport protects what it sends.
    fn component(&mut self, node: &Node, of: &Location, protected: bool) -> bool {
        let mut demands = Demands::default();
        for child in node.elements() {
            if is_policy(child) {
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
        demands.settle(protected);
        let asked = self.asked.entry(of.clone()).or_default();
        *asked = asked.and(Asked {
            addressing: demands.addressing,
            mtom: demands.mtom,
            security: demands.security,
        });
        let protected = demands.protected;
        self.demands.add(demands);
        protected
    }
}

/// Whether it's an element of WSDL's, of either version.
fn is_wsdl(node: &Node) -> bool {
    let namespace = &*node.name.namespace;
    namespace == WSDL || WSDL20.contains(&namespace)
}

/// Tells each bound operation what it, its binding, its port type, a port or a service of theirs asks for.
fn tell(model: &mut Model, asked: &HashMap<Location, Asked>) {
    let of = |at: &Location| asked.get(at).copied().unwrap_or_default();
    for (id, binding) in model.bindings.iter_mut().enumerate() {
        let port_type = model.port_types.get(binding.port_type.0 as usize);
        let offers = model.services.iter().flat_map(|service| {
            let ports = service.ports.iter();
            let ports = ports.filter(|p| p.binding.0 as usize == id);
            ports.flat_map(|port| [&port.at, &service.at])
        });
        let around = std::iter::once(&binding.at).chain(port_type.map(|p| &p.at));
        let around = around
            .chain(offers)
            .map(of)
            .fold(Asked::default(), Asked::and);
        for operation in &mut binding.operations {
            let abstract_ = port_type.and_then(|p| p.operations.get(operation.operation));
            let own = of(&operation.at);
            let own = own.and(abstract_.map(|o| of(&o.at)).unwrap_or_default());
            let all = own.and(around);
            operation.addressing = all.addressing.or(operation.addressing);
            operation.security = all.security;
            operation.mtom = all.mtom;
        }
    }
}

/// One warning for each kind of assertion that isn't fulfilled, with all places where one stands.
fn report(demands: Demands, diagnostics: &mut Diagnostics) {
    let mut kinds: BTreeMap<_, Vec<Location>> = BTreeMap::new();
    for ((file, line, column), name) in demands.unmet {
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
            let others = others.iter();
            let others: Vec<String> = others
                .map(|at| format!("{}:{}:{}", at.file, at.line, at.column))
                .collect();
            warning.help(format!("it is required at {} too", others.join(", ")));
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
        "UsernameToken" | "IncludeTimestamp" => {
            "send the header that it asks for with .header(…) of the client or of a call"
        }
        _ => "calls may fail without it",
    }
}
