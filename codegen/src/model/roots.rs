//! What kinds of documents there are.

use super::wsdl20::WSDL20;
use super::xsd::DRAFTS;
use crate::diagnostic::Diagnostics;
use crate::document::{Documents, Node};

pub(crate) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// Reports the documents that are neither WSDL nor XSD.
pub(super) fn check(documents: &Documents, diagnostics: &mut Diagnostics) {
    for document in &documents.all {
        check_one(&document.root, diagnostics);
    }
}

/// Reports a root element that is neither WSDL's nor XSD's; whether it is one of them.
pub(crate) fn check_one(root: &Node, diagnostics: &mut Diagnostics) -> bool {
    let (message, help) = match (&*root.name.namespace, &*root.name.local) {
        (XSD, "schema") | (WSDL, "definitions") => return true,
        // Said where schemas are read.
        (draft, "schema") if DRAFTS.contains(&draft) => return true,
        (ns, "description") if WSDL20.contains(&ns) => return true,
        (draft, "description" | "definitions")
            if draft.starts_with("http://www.w3.org/") && draft.ends_with("/wsdl") =>
        {
            (
                format!("this is a draft of WSDL 2.0 ({draft}), which is not read"),
                "give the service's WSDL 1.1, which most services publish beside it (often at ?wsdl), or WSDL 2.0 in the namespace http://www.w3.org/ns/wsdl",
            )
        }
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
    false
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::document::{Sources, load};

    fn message(text: &str) -> Option<String> {
        let sources = Sources::default().memory("x.xml", text);
        let mut diagnostics = Diagnostics::default();
        let documents = load(&[PathBuf::from("x.xml")], &sources, &mut diagnostics);
        check(&documents, &mut diagnostics);
        diagnostics.all.pop().map(|diagnostic| diagnostic.message)
    }

    #[test]
    fn other_documents_are_named_for_what_they_are() {
        assert_eq!(message(&format!("<definitions xmlns='{WSDL}'/>")), None);
        for namespace in [XSD, DRAFTS[0]] {
            assert_eq!(message(&format!("<schema xmlns='{namespace}'/>")), None);
        }
        for (text, expected) in [
            (
                "<description xmlns='http://www.w3.org/2005/05/wsdl'/>",
                "draft of WSDL 2.0",
            ),
            ("<definitions/>", "in no namespace"),
            ("<html/>", "an HTML page"),
            ("<a xmlns='u'/>", "{u}a is neither WSDL nor XSD"),
        ] {
            let message = message(text).unwrap();
            assert!(message.contains(expected), "{message}");
        }
    }
}
