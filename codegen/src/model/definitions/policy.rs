//! What a policy asks for (WS-Policy 1.2 of 2004/09, 1.5 and its last draft), by the alternative that asks for the least that isn't done.
//!
//! In come `Policy` and `PolicyReference` elements; out come [`Demands`]. Alternatives are chosen on the way, each
//! `ExactlyOne` for itself, rather than multiplied out first: what is left over is the same, in linear time. Must not know
//! what policies are attached to.

use std::collections::HashMap;
use std::sync::Arc;

use super::assertions::Assertions;
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::location::Location;
use crate::model::{Addressing, Mtom, Password, Security};

/// The namespaces of WS-Policy.
const POLICY: [&str; 3] = [
    "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://www.w3.org/ns/ws-policy",
    "http://www.w3.org/2006/07/ws-policy",
];
/// The namespaces of `UsingAddressing` that ask for WS-Addressing 1.0.
const USING_V1_0: [&str; 2] = [
    "http://www.w3.org/2006/05/addressing/wsdl",
    "http://www.w3.org/2006/02/addressing/wsdl",
];
/// The namespace of `UsingAddressing` that asks for 2004/08.
const USING_V2004_08: &str = "http://schemas.xmlsoap.org/ws/2004/08/addressing/policy";
/// The namespaces of `Addressing` (1.0 Metadata, and its draft).
const METADATA: [&str; 2] = [
    "http://www.w3.org/2007/05/addressing/metadata",
    "http://www.w3.org/2007/02/addressing/metadata",
];
/// The namespaces of WS-SecurityPolicy: 1.1, a draft of 1.2, 1.2 and what 1.3 adds to it.
const SECURITY: [&str; 4] = [
    "http://schemas.xmlsoap.org/ws/2005/07/securitypolicy",
    "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200512",
    "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702",
    "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200802",
];
/// The namespaces of the assertions of MTOM.
const MTOM: [&str; 2] = [
    "http://schemas.xmlsoap.org/ws/2004/09/policy/optimizedmimeserialization",
    "http://www.w3.org/2007/08/soap12-mtom-policy",
];
/// How deep policies are looked into, through their references.
const MAX_DEPTH: usize = 200;

/// Whether an element belongs to WS-Policy.
pub(in crate::model) fn is_policy(node: &Node) -> bool {
    is_namespace(&node.name.namespace)
}

/// Whether a namespace is one of WS-Policy's.
pub(super) fn is_namespace(namespace: &str) -> bool {
    POLICY.contains(&namespace)
}

/// Whether it attaches a policy from outside (WS-Policy Attachment 1.5, 3.4).
pub(super) fn is_attachment(node: &Node) -> bool {
    is_policy(node) && &*node.name.local == "PolicyAttachment"
}

/// Whether it looks like what policies are attached by, but is none of the versions of WS-Policy that are known.
pub(super) fn is_unknown(node: &Node) -> bool {
    let attaches = matches!(
        &*node.name.local,
        "Policy" | "PolicyReference" | "PolicyAttachment"
    );
    attaches && !is_policy(node) && node.name.namespace.to_ascii_lowercase().contains("policy")
}

/// Whether it's an extension that asks for addressing.
pub(in crate::model) fn is_addressing(node: &Node) -> bool {
    using(node).is_some() || node.is(USING_V1_0[0], "Anonymous")
}

/// The version that `UsingAddressing`, as an extension or as an assertion, asks for.
pub(in crate::model) fn using(node: &Node) -> Option<Addressing> {
    match &*node.name.namespace {
        _ if &*node.name.local != "UsingAddressing" => None,
        USING_V2004_08 => Some(Addressing::V2004_08),
        namespace if USING_V1_0.contains(&namespace) => Some(Addressing::V1_0),
        _ => None,
    }
}

/// Whether it's the assertion that messages are XOP packages (WS-MTOMPolicy, 3.1; MTOM Serialization Policy Assertion 1.1,
/// 3.1).
fn is_mtom(node: &Node) -> bool {
    node.is(MTOM[0], "OptimizedMimeSerialization") || node.is(MTOM[1], "MTOM")
}

/// What has to be done.
#[derive(Clone, Debug, Default)]
pub(super) struct Demands {
    /// WS-Addressing.
    pub(super) addressing: Option<Addressing>,
    /// MTOM, or that it may be.
    pub(super) mtom: Option<Mtom>,
    /// What requests need beside.
    pub(super) security: Security,
    /// Whether messages are protected by the transport, by whoever provides it.
    pub(super) protected: bool,
    /// The assertions that nothing but such a transport fulfils.
    pub(super) unprotected: Assertions,
    /// The assertions that nothing here fulfils.
    pub(super) unmet: Assertions,
}

impl Demands {
    /// Both.
    pub(super) fn add(&mut self, other: Demands) {
        self.addressing = self.addressing.or(other.addressing);
        self.mtom = self.mtom.max(other.mtom);
        self.security = self.security.and(other.security);
        self.protected |= other.protected;
        self.unprotected.extend(other.unprotected);
        self.unmet.extend(other.unmet);
    }

    /// Makes copies cheap, however many assertions there are.
    pub(super) fn share(&mut self) {
        self.unprotected.share();
        self.unmet.share();
    }

    /// The assertion isn't fulfilled.
    pub(super) fn unmet(node: &Node) -> Demands {
        Demands {
            unmet: Assertions::one(node),
            ..Demands::default()
        }
    }

    /// The assertion is fulfilled by a transport that protects messages.
    fn unprotected(node: &Node) -> Demands {
        Demands {
            unprotected: Assertions::one(node),
            ..Demands::default()
        }
    }

    fn addressed(version: Addressing) -> Demands {
        Demands {
            addressing: Some(version),
            ..Demands::default()
        }
    }

    fn secured(security: Security) -> Demands {
        Demands {
            security,
            ..Demands::default()
        }
    }

    /// What's left over, when all that concerns a message is together.
    pub(super) fn settle(&mut self) {
        let unprotected = std::mem::take(&mut self.unprotected);
        if !self.protected {
            self.unmet.extend(unprotected);
        }
    }

    /// How much an alternative asks for: first what isn't done, then what had better not be done unasked.
    fn weight(&self) -> (usize, usize) {
        let unprotected = match self.protected {
            true => 0,
            false => self.unprotected.count(),
        };
        let Security {
            https,
            user,
            nonce,
            timestamp,
        } = self.security;
        let asked = [
            https,
            user.is_some(),
            nonce,
            timestamp,
            self.addressing.is_some(),
            self.mtom == Some(Mtom::Required),
        ];
        let asked = asked.into_iter().filter(|asked| *asked).count();
        (self.unmet.count().saturating_add(unprotected), asked)
    }
}

/// The policies of all definitions.
pub(super) struct Policies<'d> {
    /// By the URI of a reference: `#id` in one document.
    local: HashMap<(Arc<str>, String), &'d Node>,
    /// The same in any document, and by `Name`.
    anywhere: HashMap<String, &'d Node>,
    /// The same in a document of this name, wherever that is.
    by_file: HashMap<(String, String), &'d Node>,
    /// What those that are referred to ask for; `None` while that's being found out.
    known: HashMap<Location, Option<Demands>>,
}

impl<'d> Policies<'d> {
    /// Finds the policies that have an id or a name.
    pub(super) fn new(scopes: &[Scope<'d>]) -> Self {
        let mut policies = Policies {
            local: HashMap::new(),
            anywhere: HashMap::new(),
            by_file: HashMap::new(),
            known: HashMap::new(),
        };
        for scope in scopes {
            policies.find(scope.root);
        }
        policies
    }

    /// Recurses no deeper than documents are.
    fn find(&mut self, node: &'d Node) {
        for child in node.elements() {
            if is_policy(child) && &*child.name.local == "Policy" {
                // `wsu:Id`, of any of the versions of that namespace, or `xml:id`.
                let ids = child.attributes.iter().filter(|a| {
                    !a.name.namespace.is_empty() && a.name.local.eq_ignore_ascii_case("id")
                });
                for id in ids {
                    let uri = format!("#{}", id.value.trim());
                    let key = (Arc::clone(&child.at.file), uri.clone());
                    self.local.entry(key).or_insert(child);
                    let key = (file_name(&child.at.file).to_owned(), uri.clone());
                    self.by_file.entry(key).or_insert(child);
                    self.anywhere.entry(uri).or_insert(child);
                }
                if let Some(name) = child.attribute("Name") {
                    self.anywhere.entry(name.trim().to_owned()).or_insert(child);
                }
            }
            self.find(child);
        }
    }

    /// What a `Policy` or a `PolicyReference` asks for.
    pub(super) fn demands(&mut self, node: &Node, diagnostics: &mut Diagnostics) -> Demands {
        self.any(node, 0, diagnostics)
    }

    /// What the policy of a URI asks for.
    pub(super) fn reference(
        &mut self,
        uri: &str,
        node: &Node,
        depth: usize,
        diagnostics: &mut Diagnostics,
    ) -> Demands {
        let uri = uri.trim();
        let key = (Arc::clone(&node.at.file), uri.to_owned());
        let found = self.local.get(&key).or_else(|| self.anywhere.get(uri));
        let found = found.or_else(|| {
            let (document, id) = uri.split_at_checked(uri.find('#')?)?;
            let key = (file_name(document).to_owned(), id.to_owned());
            self.by_file.get(&key)
        });
        let Some(policy) = found.copied() else {
            diagnostics
                .warning(&node.at, format!("the policy {uri:?} is not defined"))
                .help("what it asks for is not known, and not done; calls may fail without it");
            return Demands::default();
        };
        match self.known.get(&policy.at) {
            Some(Some(demands)) => return demands.clone(),
            Some(None) => {
                diagnostics
                    .warning(&node.at, format!("the policy {uri:?} refers to itself"))
                    .help("the reference is passed over; remove it");
                return Demands::default();
            }
            None => {}
        }
        self.known.insert(policy.at.clone(), None);
        let mut demands = self.any(policy, depth, diagnostics);
        demands.share();
        self.known.insert(policy.at.clone(), Some(demands.clone()));
        demands
    }

    fn any(&mut self, node: &Node, depth: usize, diagnostics: &mut Diagnostics) -> Demands {
        if depth > MAX_DEPTH {
            return Demands::unmet(node);
        }
        let depth = depth + 1;
        if flag(node, "Optional") || flag(node, "Ignorable") {
            return Demands {
                mtom: is_mtom(node).then_some(Mtom::Optional),
                ..Demands::default()
            };
        }
        if !is_policy(node) {
            return self.assertion(node, depth, diagnostics);
        }
        match &*node.name.local {
            "Policy" | "All" => self.all(node, depth, diagnostics),
            "ExactlyOne" => {
                let alternatives = node.elements().map(|n| self.any(n, depth, diagnostics));
                let alternatives: Vec<Demands> = alternatives.collect();
                let offered = alternatives.iter().any(|a| a.mtom.is_some());
                let least = alternatives.into_iter().min_by_key(Demands::weight);
                // Of no alternatives none can be chosen.
                let mut least = least.unwrap_or_else(|| Demands::unmet(node));
                if offered {
                    least.mtom = least.mtom.or(Some(Mtom::Optional));
                }
                least
            }
            "PolicyReference" => match node.attribute("URI") {
                Some(uri) => self.reference(uri, node, depth, diagnostics),
                None => Demands::default(),
            },
            // Tells that policies are used, which is seen.
            "UsingPolicy" => Demands::default(),
            _ => Demands::unmet(node),
        }
    }

    fn all(&mut self, node: &Node, depth: usize, diagnostics: &mut Diagnostics) -> Demands {
        let mut demands = Demands::default();
        for child in node.elements() {
            demands.add(self.any(child, depth, diagnostics));
        }
        demands
    }

    /// What the policy in an assertion asks for.
    fn nested(&mut self, node: &Node, depth: usize, diagnostics: &mut Diagnostics) -> Demands {
        let mut demands = Demands::default();
        for policy in node.elements().filter(|child| is_policy(child)) {
            demands.add(self.any(policy, depth, diagnostics));
        }
        demands
    }

    fn assertion(&mut self, node: &Node, depth: usize, diagnostics: &mut Diagnostics) -> Demands {
        if let Some(version) = using(node) {
            return Demands::addressed(version);
        }
        if is_mtom(node) {
            return Demands {
                mtom: Some(Mtom::Required),
                ..Demands::default()
            };
        }
        match (&*node.name.namespace, &*node.name.local) {
            (namespace, "Addressing") if METADATA.contains(&namespace) => {
                let mut demands = self.nested(node, depth, diagnostics);
                demands.addressing = Some(Addressing::V1_0);
                demands
            }
            // Replies come on the connection of the request, which is what this one asks for.
            (namespace, "AnonymousResponses") if METADATA.contains(&namespace) => {
                Demands::default()
            }
            (namespace, local) if SECURITY.contains(&namespace) => {
                self.security(node, local, depth, diagnostics)
            }
            _ => Demands::unmet(node),
        }
    }

    /// An assertion of WS-SecurityPolicy. Messages are protected by the transport, or not at all.
    fn security(
        &mut self,
        node: &Node,
        local: &str,
        depth: usize,
        diagnostics: &mut Diagnostics,
    ) -> Demands {
        let password = |password| {
            Demands::secured(Security {
                user: Some(password),
                ..Security::default()
            })
        };
        match local {
            "TransportBinding" => {
                let mut demands = self.nested(node, depth, diagnostics);
                demands.protected = true;
                demands
            }
            "TransportToken" => self.nested(node, depth, diagnostics),
            "HttpsToken" => {
                let mut demands = self.nested(node, depth, diagnostics);
                demands.security.https = true;
                // An attribute in 1.1, an assertion in it later.
                let certificate = node.attribute("RequireClientCertificate").map(str::trim);
                if matches!(certificate, Some("true" | "1")) {
                    demands.add(Demands::unmet(node));
                }
                demands
            }
            "IncludeTimestamp" => Demands::secured(Security {
                timestamp: true,
                ..Security::default()
            }),
            "SupportingTokens" => self.nested(node, depth, diagnostics),
            "SignedSupportingTokens"
            | "EncryptedSupportingTokens"
            | "SignedEncryptedSupportingTokens" => {
                let mut demands = self.nested(node, depth, diagnostics);
                demands.add(Demands::unprotected(node));
                demands
            }
            "SignedParts"
            | "SignedElements"
            | "EncryptedParts"
            | "EncryptedElements"
            | "ContentEncryptedElements" => Demands::unprotected(node),
            "UsernameToken" if !is_sent(node) => Demands::unmet(node),
            "UsernameToken" => {
                let mut demands = self.nested(node, depth, diagnostics);
                demands.security.user.get_or_insert(Password::Text);
                demands
            }
            "NoPassword" => password(Password::Absent),
            "HashPassword" => password(Password::Digest),
            "Created" | "Nonce" => Demands::secured(Security {
                nonce: true,
                ..Security::default()
            }),
            // The token is the same in both versions of its profile, but for keys that are derived from it.
            "WssUsernameToken10" | "WssUsernameToken11" => Demands::default(),
            // How what other assertions ask for is to be done, should it be.
            "HttpToken" | "AlgorithmSuite" | "Layout" | "Wss10" | "Wss11" | "Trust10"
            | "Trust13" => Demands::default(),
            _ => Demands::unmet(node),
        }
    }
}

/// Whether a token goes with requests (WS-SecurityPolicy 1.2, 5.1.1).
fn is_sent(token: &Node) -> bool {
    let mut included = SECURITY
        .iter()
        .filter_map(|ns| token.attribute_ns(ns, "IncludeToken"));
    included.all(|how| {
        let how = how.trim().rsplit('/').next();
        !matches!(how, Some("Never" | "AlwaysToInitiator"))
    })
}

/// What stands behind the last slash of a path or URL.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// An attribute of WS-Policy that is true.
fn flag(node: &Node, name: &str) -> bool {
    let mut values = POLICY.iter().filter_map(|ns| node.attribute_ns(ns, name));
    values.any(|value| matches!(value.trim(), "true" | "1"))
}
