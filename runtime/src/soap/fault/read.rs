//! Reads faults of either shape, as stacks send them.
//!
//! The shape needn't be that of the envelope's version: gSOAP and node-soap put one in the other. `detail` comes with and
//! without a namespace, in both spellings, and codes come with prefixes that nobody declared.

use super::{Fault, FaultCode, Reason};
use crate::value::{AnyNode, AnyType};
use crate::xml::{Error, Node, Reader, XML};

/// The subcodes that are kept; what's nested deeper isn't looked at.
const MOST_SUBCODES: usize = 16;

/// The entries of a detail that are given the prefixes around them, which may be long: there's seldom more than one.
const MOST_ENTRIES: usize = 8;

impl Fault {
    /// The fault at whose start tag the reader is, up to and with its end tag.
    pub(in crate::soap) fn from_reader(reader: &mut Reader<'_>) -> Result<Fault, Error> {
        let mut fault = Fault {
            parts: Box::default(),
        };
        while reader.child()? {
            match reader.name().1 {
                "faultcode" => fault.code = code(reader)?,
                "faultstring" => fault.reasons.push(reason(reader)?),
                "faultactor" | "Role" => fault.role = filled(text(reader)?),
                "Node" => fault.node = filled(text(reader)?),
                "Code" => codes(reader, &mut fault)?,
                "Reason" => {
                    while reader.child()? {
                        fault.reasons.push(reason(reader)?);
                    }
                }
                "detail" | "Detail" => {
                    let mut detail = reader.content()?;
                    hand_down(&mut detail);
                    fault.raw_detail = Some(detail);
                }
                _ => reader.skip()?,
            }
        }
        Ok(fault)
    }
}

/// `Code` with its `Value` and the `Subcode`s in it, which have the same form.
fn codes(reader: &mut Reader<'_>, fault: &mut Fault) -> Result<(), Error> {
    let mut depth = 1_usize;
    while depth > 0 {
        if !reader.child()? {
            depth -= 1;
            continue;
        }
        match reader.name().1 {
            "Value" if depth == 1 => fault.code = code(reader)?,
            "Value" => fault.subcodes.push(code(reader)?),
            "Subcode" if depth <= MOST_SUBCODES => depth += 1,
            _ => reader.skip()?,
        }
    }
    Ok(())
}

/// A qualified name, whose prefix may be unknown.
fn code(reader: &mut Reader<'_>) -> Result<FaultCode, Error> {
    let text = text(reader)?;
    let text = text.trim();
    Ok(match text.split_once(':') {
        Some((prefix, name)) => FaultCode {
            namespace: reader.namespace(prefix).unwrap_or_default().to_owned(),
            name: name.trim().to_owned(),
        },
        // SOAP 1.2's subcodes and SOAP 1.1's codes are often names without a prefix, which no default namespace is
        // meant for.
        None => FaultCode {
            namespace: String::new(),
            name: text.to_owned(),
        },
    })
}

fn reason(reader: &mut Reader<'_>) -> Result<Reason, Error> {
    let lang = reader.attribute(XML, "lang").unwrap_or_default().to_owned();
    Ok(Reason {
        lang,
        text: text(reader)?,
    })
}

/// Gives the first entries the prefixes that are declared around them, since each is looked at by itself.
fn hand_down(detail: &mut AnyType) {
    let around = &detail.prefixes;
    let entries = detail.children.iter_mut().filter_map(|node| match node {
        AnyNode::Element(entry) => Some(entry),
        AnyNode::Text(_) => None,
    });
    for entry in entries.take(MOST_ENTRIES) {
        let own = &mut entry.content.prefixes;
        let others = around
            .iter()
            .filter(|(prefix, _)| !own.iter().any(|(p, _)| p == prefix));
        let others: Vec<_> = others.cloned().collect();
        own.extend(others);
    }
}

fn filled(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// All text in the current element, that of elements in it included: some stacks put markup in a reason.
fn text(reader: &mut Reader<'_>) -> Result<String, Error> {
    let mut out = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match reader.next()? {
            Node::Start => depth += 1,
            Node::End => depth -= 1,
            Node::Text(text) => out.push_str(&text),
        }
    }
    Ok(out)
}
