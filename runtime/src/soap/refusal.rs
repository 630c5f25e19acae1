//! The header blocks of faults that say what of an envelope wasn't known (SOAP 1.2 part 1, 5.4.7 and 5.4.8).

use super::{Header, SoapVersion};
use crate::value::{AnyAttribute, AnyElement, AnyNode};

const NS: &str = SoapVersion::V1_2.namespace();

/// A block for each header block that must be understood and isn't.
pub(crate) fn not_understood<'h>(
    blocks: impl Iterator<Item = &'h Header>,
) -> impl Iterator<Item = Header> {
    blocks.map(|header| {
        let AnyElement {
            namespace, name, ..
        } = &header.element;
        Header::raw(naming("NotUnderstood", namespace, name))
    })
}

/// The versions that are known, for whoever speaks some other one.
pub(crate) fn upgrade() -> Header {
    let mut upgrade = naming("Upgrade", "", "");
    upgrade.content.attributes.0.clear();
    let known = [SoapVersion::V1_2, SoapVersion::V1_1];
    let known = known.map(|v| naming("SupportedEnvelope", v.namespace(), "Envelope"));
    upgrade.content.children = known.map(AnyNode::Element).into();
    Header::raw(upgrade)
}

/// An element that names another one.
fn naming(name: &str, namespace: &str, local: &str) -> AnyElement {
    let mut element = AnyElement {
        namespace: NS.to_owned(),
        name: name.to_owned(),
        ..AnyElement::default()
    };
    let value = match namespace {
        "" => local.to_owned(),
        namespace => {
            let prefixes = &mut element.content.prefixes;
            prefixes.push(("n".to_owned(), namespace.to_owned()));
            format!("n:{local}")
        }
    };
    element.content.attributes.0.push(AnyAttribute {
        namespace: String::new(),
        name: "qname".to_owned(),
        value,
    });
    element
}
