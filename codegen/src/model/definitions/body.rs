//! How a message stands in the envelope: `soap:body`, `soap:header`, `soap:headerfault` and MIME (WSDL 1.1, 3.5 to 3.7
//! and 5).

use std::sync::Arc;

use super::messages::Messages;
use super::problems::{Flaw, ProblemId, Problems};
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::model::{BindingMessage, BodyUse, Header, MessageId, Mime};
use crate::similar::similar;

pub(super) const SOAP11: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
pub(super) const SOAP12: &str = "http://schemas.xmlsoap.org/wsdl/soap12/";
pub(super) const HTTP: &str = "http://schemas.xmlsoap.org/wsdl/http/";
pub(super) const MIME: &str = "http://schemas.xmlsoap.org/wsdl/mime/";
pub(super) const DIME: &str = "http://schemas.xmlsoap.org/ws/2002/04/dime/wsdl/";
const SOAP_ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";

/// Whether it's an extension element of SOAP's, of either version.
fn is_soap(node: &Node, local: &str) -> bool {
    node.is(SOAP11, local) || node.is(SOAP12, local)
}

/// The first such child of SOAP's.
pub(super) fn soap<'n>(node: &'n Node, local: &str) -> Option<&'n Node> {
    node.elements().find(|child| is_soap(child, local))
}

/// `use` and `encodingStyle`; literal if it says nothing (BP 1.1, R2707).
pub(super) fn body_use(node: &Node, diagnostics: &mut Diagnostics) -> BodyUse {
    let spelt = node.attribute("use").unwrap_or("").trim();
    let style = node.attribute("encodingStyle");
    let (literal, meant) = match (spelt, style) {
        ("literal" | "", _) => return BodyUse::Literal,
        ("encoded", _) => (false, None),
        // Only what is encoded has a style.
        (_, Some(_)) => (false, Some("encoded, since there is an encodingStyle")),
        (_, None) => (true, Some("literal")),
    };
    if let Some(meant) = meant {
        diagnostics
            .warning(&node.at, format!("the use {spelt:?} is not known"))
            .help(format!("it is literal or encoded; taken for {meant}"));
    }
    match literal {
        true => BodyUse::Literal,
        false => BodyUse::Encoded {
            style: style.unwrap_or(SOAP_ENCODING).trim().to_owned(),
        },
    }
}

/// Reads the inputs and outputs of one bound operation.
pub(super) struct Body<'b> {
    pub(super) scope: &'b Scope<'b>,
    pub(super) messages: &'b Messages,
    pub(super) problems: &'b mut Problems,
    pub(super) diagnostics: &'b mut Diagnostics,
    /// What stands in the way of generating the operation.
    pub(super) wrong: &'b mut Vec<ProblemId>,
}

impl Body<'_> {
    /// The input or output of a binding for its message; without one, everything is in a literal body.
    pub(super) fn message(&mut self, node: Option<&Node>, message: MessageId) -> BindingMessage {
        let mut bound = BindingMessage {
            message,
            body_use: BodyUse::Literal,
            namespace: None,
            parts: Vec::new(),
            headers: Vec::new(),
            mime: Vec::new(),
            mtom: None,
        };
        let mut listed = None;
        let mut attached = Vec::new();
        if let Some(node) = node {
            self.extensions(node, &mut bound, &mut listed, &mut attached);
        }
        let count = self
            .messages
            .parts
            .get(message.0 as usize)
            .map_or(0, Vec::len);
        let headers = bound
            .headers
            .iter()
            .filter(|header| header.message == message);
        attached.extend(headers.map(|header| header.part));
        bound.parts =
            listed.unwrap_or_else(|| (0..count).filter(|part| !attached.contains(part)).collect());
        bound
    }

    /// Extension elements directly in the input, or in the parts of a `mime:multipartRelated` (5.4).
    fn extensions(
        &mut self,
        node: &Node,
        bound: &mut BindingMessage,
        listed: &mut Option<Vec<usize>>,
        attached: &mut Vec<usize>,
    ) {
        for child in node.elements() {
            if is_soap(child, "body") {
                bound.body_use = body_use(child, self.diagnostics);
                bound.namespace = child.attribute("namespace").map(str::to_owned);
                if let Some(parts) = child.attribute("parts") {
                    let parts = parts.split_ascii_whitespace();
                    *listed = Some(
                        parts
                            .filter_map(|part| self.part(child, bound.message, part))
                            .collect(),
                    );
                }
            } else if is_soap(child, "header") {
                bound.headers.extend(self.header(child));
            } else if child.is(MIME, "multipartRelated") || child.is(MIME, "part") {
                self.extensions(child, bound, listed, attached);
            } else if child.is(MIME, "content") {
                self.attachment(child, bound, attached);
            } else if child.is(DIME, "message") {
                self.dime(child);
            } else if child.is(MIME, "mimeXml") {
                let part = child.attribute("part");
                if let Some(part) =
                    part.and_then(|part| self.attached_part(child, bound.message, part.trim()))
                {
                    *listed = Some(vec![part]);
                }
            }
        }
    }

    /// `dime:message`: Microsoft's packages of before MTOM, which nothing here reads or writes.
    fn dime(&mut self, node: &Node) {
        self.diagnostics
            .warning(&node.at, "the message is a DIME package, which is not supported")
            .help("it is sent and read as an envelope alone; a service that insists on DIME refuses it")
            .help("use a port of the service that has MTOM or SOAP with Attachments, if there is one");
    }

    /// `mime:content` (5.3); those with the same part are alternatives.
    fn attachment(&mut self, node: &Node, bound: &mut BindingMessage, attached: &mut Vec<usize>) {
        let Some(name) = node.attribute("part") else {
            return;
        };
        let Some(part) = self.attached_part(node, bound.message, name.trim()) else {
            return;
        };
        attached.push(part);
        let media = node.attribute("type").unwrap_or("*/*").trim().to_owned();
        match bound.mime.iter_mut().find(|known| known.part == part) {
            Some(known) => known.types.push(media),
            None => bound.mime.push(Mime {
                part,
                types: vec![media],
            }),
        }
    }

    /// The part of a MIME element. Tools write the operation's name there: the only part is meant.
    fn attached_part(&mut self, node: &Node, message: MessageId, name: &str) -> Option<usize> {
        let parts = self.messages.parts.get(message.0 as usize)?;
        match &parts[..] {
            [only] if **only != *name => {
                self.diagnostics
                    .warning(&node.at, format!("the message has no part {name:?}"))
                    .help(format!("its only part {only:?} is taken to be meant"));
                Some(0)
            }
            _ => self.part(node, message, name),
        }
    }

    fn header(&mut self, node: &Node) -> Option<Header> {
        let faults = node
            .elements()
            .filter(|child| is_soap(child, "headerfault"));
        let faults: Vec<&Node> = faults.collect();
        let faults = faults.into_iter();
        Some(Header {
            faults: faults.filter_map(|fault| self.block(fault)).collect(),
            ..self.block(node)?
        })
    }

    /// A header block of a message or of a fault.
    fn block(&mut self, node: &Node) -> Option<Header> {
        let (message, part) = self.message_part(node)?;
        Some(Header {
            message,
            part,
            body_use: body_use(node, self.diagnostics),
            namespace: node.attribute("namespace").map(str::to_owned),
            faults: Vec::new(),
            must_understand: false,
            required: false,
            at: node.at.clone(),
        })
    }

    /// The message and part that a header names.
    fn message_part(&mut self, node: &Node) -> Option<(MessageId, usize)> {
        let spelt = node.attribute("message").unwrap_or("");
        let message = match self.messages.table.find(spelt, node, self.scope) {
            Ok(Ok(id)) => *id,
            Ok(Err(wrong)) => {
                self.wrong.extend(wrong);
                return None;
            }
            Err(flaw) => {
                self.wrong.push(self.problems.add(&node.at, flaw));
                return None;
            }
        };
        let parts = self.messages.parts.get(message.0 as usize);
        let part = match (node.attribute("part"), parts.map(Vec::as_slice)) {
            // Nothing else can be meant.
            (None, Some([_])) => 0,
            (part, _) => self.part(node, message, part.unwrap_or("").trim())?,
        };
        Some((message, part))
    }

    /// The number of a part of a message.
    fn part(&mut self, node: &Node, message: MessageId, name: &str) -> Option<usize> {
        let parts = self.messages.parts.get(message.0 as usize)?;
        let found = parts.iter().position(|part| **part == *name);
        if found.is_none() {
            let known = parts.iter().map(|part: &Arc<str>| &**part);
            let help = match similar(name, known.clone()) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("its parts are: {}", known.collect::<Vec<_>>().join(", ")),
            };
            let flaw = Flaw::new(format!("the message has no part {name:?}"), help);
            self.wrong.push(self.problems.add(&node.at, flaw));
        }
        found
    }
}
