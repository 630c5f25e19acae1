//! `interface` with its faults and operations (WSDL 2.0 part 1, 2.2 to 2.6): a port type, with those that it extends.

use std::collections::HashSet;
use std::sync::Arc;

use super::faults::{Faults, element};
use super::{Reading, children, doc, last, name};
use crate::document::Node;
use crate::model::definitions::{
    Draft, OperationDraft, ProblemId, Scope, Table, action, undefined,
};
use crate::model::{
    Message, MessageId, Operation, OperationFault, OperationMessage, Part, PartContent, PortType,
    PortTypeId,
};
use crate::name::QName;

/// Interfaces by name.
pub(super) type Interfaces = Table<PortTypeId>;

/// An interface before its operations are read.
struct Interface<'d> {
    scope: &'d Scope<'d>,
    name: QName,
    node: &'d Node,
}

/// Reads all interfaces into drafts.
pub(super) fn build(scopes: &[Scope<'_>], reading: &mut Reading<'_, '_>) -> Interfaces {
    let mut all: Vec<Interface<'_>> = Vec::new();
    for scope in scopes {
        for node in children(scope.root, "interface") {
            let name = QName {
                namespace: Arc::clone(&scope.target),
                local: name(node),
            };
            all.push(Interface { scope, name, node });
        }
    }
    let faults = Faults::new(all.iter().map(|i| (i.scope, i.node)), reading);
    let mut table = Table::new("interface");
    for (index, interface) in all.iter().enumerate() {
        let id = PortTypeId(u32::try_from(reading.drafts.all.len()).unwrap_or(u32::MAX));
        let (name, node) = (interface.name.clone(), interface.node);
        if !table.declare(name.clone(), node, Ok(id), reading.diagnostics) {
            continue;
        }
        let mut operations: Vec<OperationDraft> = Vec::new();
        let mut extends = Vec::new();
        for (inherited, missing) in lineage(&all, index, reading) {
            if !missing.is_empty() {
                // Whatever it doesn't have isn't known.
                reading.problems.need(&missing);
            }
            let Some(from) = all.get(inherited) else {
                continue;
            };
            if inherited != index {
                extends.push(from.node.at.clone());
            }
            for node in children(from.node, "operation") {
                let draft = operation(from.scope, node, &faults, reading);
                let known = |o: &OperationDraft| draft.as_ref().is_some_and(|d| d.name == o.name);
                if !operations.iter().any(known) {
                    operations.extend(draft);
                }
            }
        }
        reading.drafts.all.push(Draft {
            port_type: PortType {
                name,
                doc: doc(node),
                operations: Vec::new(),
                extends,
                at: node.at.clone(),
            },
            operations,
        });
    }
    table
}

/// An interface and all that it extends, each once, with what is extended and isn't there.
fn lineage(
    all: &[Interface<'_>],
    of: usize,
    reading: &mut Reading<'_, '_>,
) -> Vec<(usize, Vec<ProblemId>)> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut todo = vec![of];
    while let Some(index) = todo.pop() {
        let Some(interface) = all.get(index).filter(|_| seen.insert(index)) else {
            continue;
        };
        let extends = interface.node.attribute("extends").unwrap_or("");
        let mut missing = Vec::new();
        let mut bases = Vec::new();
        for spelt in extends.split_ascii_whitespace() {
            let base = super::bindings::resolve(spelt, interface.node, interface.scope);
            let at = base.as_ref().ok();
            let at = at.and_then(|name| all.iter().position(|other| other.name == *name));
            match (at, base) {
                (Some(at), _) => bases.push(at),
                (None, Ok(name)) => {
                    let flaw = undefined("interface", spelt, &name, all.iter().map(|i| &i.name));
                    missing.push(reading.problems.add(&interface.node.at, flaw));
                }
                (None, Err(flaw)) => missing.push(reading.problems.add(&interface.node.at, flaw)),
            }
        }
        todo.extend(bases.into_iter().rev());
        found.push((index, missing));
    }
    found
}

fn operation(
    scope: &Scope<'_>,
    node: &Node,
    faults: &Faults,
    reading: &mut Reading<'_, '_>,
) -> Option<OperationDraft> {
    let name = name(node);
    if name.is_empty() {
        let error = reading
            .diagnostics
            .error(&node.at, "<operation> has no name");
        error.help("give it the attribute name");
        return None;
    }
    let mut draft = OperationDraft {
        name: name.clone(),
        input: None,
        output: None,
        at: node.at.clone(),
        operation: None,
        wrong: Vec::new(),
    };
    let pattern = last(node.attribute("pattern").unwrap_or("in-out"));
    let answered = match pattern {
        "in-out" => true,
        "in-only" | "robust-in-only" => false,
        _ => {
            let message = format!("the operation {name:?} has the pattern {pattern:?}");
            reading.diagnostics.warning(&node.at, message).help(
                "it is left out: only in-out, in-only and robust-in-only operations are generated",
            );
            return Some(draft);
        }
    };
    let input = children(node, "input").next();
    let output = children(node, "output").next().filter(|_| answered);
    let other = [input, output]
        .into_iter()
        .flatten()
        .find(|side| is_other(side));
    if let Some(side) = other {
        let message = format!(
            "the {} of the operation {name:?} is not XML",
            side.name.local
        );
        reading.diagnostics.warning(&side.at, message).help(
            "it is left out: a message is an element, #any or #none, and #other can't be known",
        );
        return Some(draft);
    }
    let mut wrong = Vec::new();
    let suffix = if answered { "Request" } else { "" };
    let mut side = |side: Option<&Node>, suffix: &str| -> Option<OperationMessage> {
        let label: Arc<str> = format!("{name}{suffix}").into();
        let own = QName {
            namespace: Arc::clone(&scope.target),
            local: Arc::clone(&label),
        };
        let message = message(
            own,
            side.unwrap_or(node),
            side.is_some(),
            reading,
            &mut wrong,
        )?;
        Some(OperationMessage {
            name: label,
            message,
            action: side.and_then(action),
        })
    };
    let request = side(input, suffix);
    let response = answered.then(|| side(output, "Response"));
    let mut declared = Vec::new();
    for fault in children(node, "outfault") {
        match faults.find(fault, scope, reading) {
            Ok((name, message)) => declared.push(OperationFault {
                name,
                message,
                action: action(fault),
            }),
            Err(problems) => wrong.extend(problems),
        }
    }
    draft.wrong = wrong;
    if let (Some(input), Some(output)) = (request, response.map_or(Some(None), |o| o.map(Some))) {
        draft.input = Some(input.name.clone());
        draft.output = output.as_ref().map(|output| output.name.clone());
        draft.operation = Some(Operation {
            name,
            doc: doc(node),
            input,
            output,
            faults: declared,
            parameter_order: Vec::new(),
            at: node.at.clone(),
        });
    }
    Some(draft)
}

/// Whether a message is what no schema describes: `#other`, which it is where nothing is said (2.5.1).
fn is_other(side: &Node) -> bool {
    matches!(
        side.attribute("element").map(str::trim),
        None | Some("#other")
    )
}

/// The message of an input or output: a part for its element, or for anything, or none.
fn message(
    name: QName,
    node: &Node,
    present: bool,
    reading: &mut Reading<'_, '_>,
    wrong: &mut Vec<ProblemId>,
) -> Option<MessageId> {
    let content = match node.attribute("element").map(str::trim).filter(|_| present) {
        None | Some("#none") => None,
        Some("#any") => Some(PartContent::Type(crate::model::TypeId::ANY)),
        Some(_) => match element(node, reading) {
            Ok(content) => Some(content),
            Err(problems) => {
                wrong.extend(problems);
                return None;
            }
        },
    };
    Some(add(name, content, node, reading))
}

/// Adds a message with a part of this content, or without one.
pub(super) fn add(
    name: QName,
    content: Option<PartContent>,
    node: &Node,
    reading: &mut Reading<'_, '_>,
) -> MessageId {
    let id = MessageId(u32::try_from(reading.model.messages.len()).unwrap_or(u32::MAX));
    let part = |content| Part {
        name: "parameters".into(),
        content,
        at: node.at.clone(),
    };
    reading.model.messages.push(Message {
        name,
        parts: content.map(part).into_iter().collect(),
        doc: None,
        at: node.at.clone(),
    });
    id
}
