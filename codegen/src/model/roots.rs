//! What kinds of documents there are.

use crate::diagnostic::Diagnostics;
use crate::document::{Document, Documents};

pub(crate) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const WSDL2: &str = "http://www.w3.org/ns/wsdl";

/// Reports the documents that are neither WSDL 1.1 nor XSD.
pub(super) fn check(documents: &Documents, diagnostics: &mut Diagnostics) {
    for document in &documents.all {
        check_one(document, diagnostics);
    }
}

fn check_one(document: &Document, diagnostics: &mut Diagnostics) {
    let root = &document.root;
    let (message, help) = match (&*root.name.namespace, &*root.name.local) {
        (XSD, "schema") | (WSDL, "definitions") => return,
        (WSDL2, "description") => (
            "this is WSDL 2.0, which is not read".to_owned(),
            "give the service's WSDL 1.1, which most services publish beside it (often at ?wsdl)",
        ),
        ("", "definitions") => (
            "the root element <definitions> is in no namespace".to_owned(),
            "declare WSDL's: xmlns=\"http://schemas.xmlsoap.org/wsdl/\"",
        ),
        (_, "html" | "HTML") => (
            "this is an HTML page, not a WSDL".to_owned(),
            "get the document itself; a service's page often has it at ?wsdl",
        ),
        _ => (
            format!("the root element {} is neither WSDL nor XSD", root.name),
            "expected <definitions> of http://schemas.xmlsoap.org/wsdl/ or <schema> of http://www.w3.org/2001/XMLSchema",
        ),
    };
    diagnostics.error(&root.at, message).help(help);
}
