//! Extension elements that nobody knows (WSDL 1.1, 2.1.3): ignored, and reported where they are `required`.

use super::body::{DIME, HTTP, MIME, SOAP11, SOAP12};
use super::policy;
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::model::roots::WSDL;

/// Warns of extension elements that have to be understood and aren't.
pub(super) fn check(scopes: &[Scope<'_>], diagnostics: &mut Diagnostics) {
    for scope in scopes {
        check_below(scope.root, diagnostics);
    }
}

/// Recurses no deeper than documents are.
fn check_below(node: &Node, diagnostics: &mut Diagnostics) {
    for child in node.elements() {
        match &*child.name.namespace {
            WSDL if matches!(&*child.name.local, "types" | "documentation") => {}
            WSDL | SOAP11 | SOAP12 | HTTP | MIME => check_below(child, diagnostics),
            // Named where messages are read.
            DIME if &*child.name.local == "message" => {}
            // Read where policies are.
            _ if policy::is_policy(child) || policy::is_addressing(child) => {}
            _ => {
                let required = child.attribute_ns(WSDL, "required").map(str::trim);
                if matches!(required, Some("true" | "1")) {
                    diagnostics
                        .warning(
                            &child.at,
                            format!("the extension {} is required, but not known", child.name),
                        )
                        .help("what it asks for is not done; calls may fail without it");
                }
            }
        }
    }
}
