//! `wsdl:portType` (WSDL 1.1, 2.4) as drafts: operations that can't be generated are still there, so that bindings can
//! be matched to them.

use std::sync::Arc;

use super::messages::Messages;
use super::problems::{Flaw, ProblemId, Problems};
use super::scope::{Scope, Table};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::location::Location;
use crate::model::doc::documentation;
use crate::model::roots::WSDL;
use crate::model::{MessageId, Operation, OperationFault, OperationMessage, PortType, PortTypeId};

/// All port types.
pub(in crate::model) struct Drafts {
    pub(super) table: Table<PortTypeId>,
    pub(in crate::model) all: Vec<Draft>,
}

/// A port type whose operations are not settled.
pub(in crate::model) struct Draft {
    /// Without its operations.
    pub(in crate::model) port_type: PortType,
    pub(in crate::model) operations: Vec<OperationDraft>,
}

/// An operation, usable or not.
pub(in crate::model) struct OperationDraft {
    pub(in crate::model) name: Arc<str>,
    /// By the defaults of 2.4.5.
    pub(in crate::model) input: Option<Arc<str>>,
    /// By the defaults of 2.4.5.
    pub(in crate::model) output: Option<Arc<str>>,
    pub(in crate::model) at: Location,
    /// Complete, if all it refers to is there; `None` too for a transmission primitive that is left out.
    pub(in crate::model) operation: Option<Operation>,
    /// What stands in the way of generating it.
    pub(in crate::model) wrong: Vec<ProblemId>,
}

/// Reads all port types.
pub(super) fn build(
    scopes: &[Scope<'_>],
    messages: &Messages,
    problems: &mut Problems,
    diagnostics: &mut Diagnostics,
) -> Drafts {
    let mut drafts = Drafts {
        table: Table::new("port type"),
        all: Vec::new(),
    };
    for scope in scopes {
        for (name, node) in scope.components("portType", diagnostics) {
            let id = PortTypeId(u32::try_from(drafts.all.len()).unwrap_or(u32::MAX));
            if !drafts
                .table
                .declare(name.clone(), node, Ok(id), diagnostics)
            {
                continue;
            }
            let operations = node.elements().filter(|child| child.is(WSDL, "operation"));
            let operations = operations.filter_map(|node| {
                Reader {
                    scope,
                    messages,
                    problems,
                    wrong: Vec::new(),
                }
                .operation(node, diagnostics)
            });
            drafts.all.push(Draft {
                operations: operations.collect(),
                port_type: PortType {
                    name,
                    doc: documentation(node, WSDL),
                    operations: Vec::new(),
                    extends: Vec::new(),
                    at: node.at.clone(),
                },
            });
        }
    }
    drafts
}

struct Reader<'r> {
    scope: &'r Scope<'r>,
    messages: &'r Messages,
    problems: &'r mut Problems,
    wrong: Vec<ProblemId>,
}

impl Reader<'_> {
    fn operation(mut self, node: &Node, diagnostics: &mut Diagnostics) -> Option<OperationDraft> {
        let Some(name) = node.attribute("name").map(str::trim) else {
            diagnostics
                .error(&node.at, "<operation> has no name")
                .help("give it the attribute name");
            return None;
        };
        // The transmission primitive is told by which of the two come, and in which order.
        let mut input = None;
        let mut output = None;
        let mut input_first = false;
        for child in node.elements() {
            if child.is(WSDL, "input") && input.is_none() {
                input_first = output.is_none();
                input = Some(child);
            } else if child.is(WSDL, "output") && output.is_none() {
                output = Some(child);
            }
        }
        let mut draft = OperationDraft {
            name: name.into(),
            input: input.map(|node| message_name(node, name, output.map(|_| "Request"))),
            output: output.map(|node| message_name(node, name, input.map(|_| "Response"))),
            at: node.at.clone(),
            operation: None,
            wrong: Vec::new(),
        };
        let primitive = match (input, output) {
            (Some(input), _) if input_first => {
                draft.operation = self.complete(node, &draft, input, output);
                draft.wrong = self.wrong;
                return Some(draft);
            }
            (Some(_), _) => "a solicit-response: the service would begin",
            (None, Some(_)) => "a notification: the service would begin",
            (None, None) => "without input and output",
        };
        diagnostics
            .warning(&node.at, format!("the operation {name:?} is {primitive}"))
            .help("it is left out: only request-response and one-way operations are generated");
        Some(draft)
    }

    fn complete(
        &mut self,
        node: &Node,
        draft: &OperationDraft,
        input: &Node,
        output: Option<&Node>,
    ) -> Option<Operation> {
        let request = self.message(input);
        let response = output.map(|output| self.message(output));
        let faults = node.elements().filter(|child| child.is(WSDL, "fault"));
        let faults: Vec<_> = faults.map(|fault| (fault, self.message(fault))).collect();
        if !self.wrong.is_empty() {
            return None;
        }
        let faults = faults.into_iter().filter_map(|(fault, message)| {
            Some(OperationFault {
                name: fault.attribute("name").unwrap_or("").trim().into(),
                message: message?,
                action: action(fault),
            })
        });
        let order = node.attribute("parameterOrder").unwrap_or("");
        Some(Operation {
            name: Arc::clone(&draft.name),
            doc: documentation(node, WSDL),
            input: OperationMessage {
                name: draft.input.clone().unwrap_or_default(),
                message: request?,
                action: action(input),
            },
            output: match (response, output) {
                (Some(message), Some(output)) => Some(OperationMessage {
                    name: draft.output.clone().unwrap_or_default(),
                    message: message?,
                    action: action(output),
                }),
                _ => None,
            },
            faults: faults.collect(),
            parameter_order: order.split_ascii_whitespace().map(Arc::from).collect(),
            at: node.at.clone(),
        })
    }

    fn message(&mut self, node: &Node) -> Option<MessageId> {
        let found = match node.attribute("message") {
            Some(spelt) => self.messages.table.find(spelt, node, self.scope),
            None => Err(Flaw::new(
                format!("<{}> has no message", node.name.local),
                "give it the attribute message",
            )),
        };
        match found {
            Ok(Ok(id)) => return Some(*id),
            Ok(Err(wrong)) => self.wrong.extend(wrong),
            Err(flaw) => self.wrong.push(self.problems.add(&node.at, flaw)),
        }
        None
    }
}

/// The name of an input or output, by the defaults of WSDL 1.1, 2.4.5.
fn message_name(node: &Node, operation: &str, suffix: Option<&str>) -> Arc<str> {
    match node.attribute("name") {
        Some(name) => name.trim().into(),
        None => format!("{operation}{}", suffix.unwrap_or("")).into(),
    }
}

/// `Action` of WS-Addressing's metadata, in any of its versions: of the recommendation and its drafts, of the submissions
/// before, which have it in the namespace of the header blocks, and in that of the recommendation, where it's found too.
pub(in crate::model) fn action(node: &Node) -> Option<String> {
    const ADDRESSING: [&str; 7] = [
        "http://www.w3.org/2007/05/addressing/metadata",
        "http://www.w3.org/2006/05/addressing/wsdl",
        "http://www.w3.org/2006/02/addressing/wsdl",
        "http://www.w3.org/2005/02/addressing/wsdl",
        "http://www.w3.org/2005/08/addressing",
        "http://schemas.xmlsoap.org/ws/2004/08/addressing",
        "http://schemas.xmlsoap.org/ws/2004/03/addressing",
    ];
    let mut all = ADDRESSING.iter();
    let action = all.find_map(|namespace| node.attribute_ns(namespace, "Action"));
    action.map(str::to_owned)
}
