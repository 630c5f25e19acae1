//! Operations as one line: parameters and result.

use super::types::{member, short, type_name};
use crate::model::{
    BindingOperation, Content, ElementId, Message, MessageId, Model, Operation, PartContent, Style,
    Term, TypeKind,
};

/// `name(parameter?: type, ...) -> result`; what a wrapper element holds counts as parameters.
pub(super) fn signature(
    model: &Model,
    operation: &Operation,
    bound: Option<&BindingOperation>,
) -> String {
    let rpc = bound.is_some_and(|b| b.style == Style::Rpc);
    let input = side(model, operation.input.message, rpc, &operation.name);
    let parameters = match input {
        Side::Wrapped(members) => members.join(", "),
        Side::Bare(name) => name,
    };
    let mut out = format!("{}({parameters})", operation.name);
    if let Some(output) = &operation.output {
        let wrapper = format!("{}Response", operation.name);
        let result = match side(model, output.message, rpc, &wrapper) {
            Side::Bare(name) => name,
            Side::Wrapped(members) => match members.as_slice() {
                [] => "()".to_owned(),
                [one] => result(one),
                several => format!("({})", several.join(", ")),
            },
        };
        out += &format!(" -> {result}");
    }
    out
}

/// The type of `name?: type`, with what it says about absence.
fn result(member: &str) -> String {
    match member.split_once(": ") {
        Some((name, ty)) => match name.chars().last() {
            Some(occurs @ ('?' | '*' | '+')) => format!("{ty}{occurs}"),
            _ => ty.to_owned(),
        },
        None => member.to_owned(),
    }
}

/// What a message carries.
enum Side {
    /// The members of a wrapper, or the parts of an rpc message.
    Wrapped(Vec<String>),
    /// One element or type.
    Bare(String),
}

fn side(model: &Model, message: MessageId, rpc: bool, wrapper: &str) -> Side {
    let Some(message) = model.messages.get(message.0 as usize) else {
        return Side::Wrapped(Vec::new());
    };
    if let [part] = message.parts.as_slice()
        && let PartContent::Element(id) = part.content
        && !rpc
    {
        return element(model, id, wrapper);
    }
    Side::Wrapped(parts(model, message))
}

fn parts(model: &Model, message: &Message) -> Vec<String> {
    let parts = message.parts.iter().map(|part| match part.content {
        PartContent::Type(ty) => format!("{}: {}", part.name, type_name(model, ty)),
        PartContent::Element(id) => {
            let element = model.elements.get(id.0 as usize);
            let element = element.map(|e| short(&e.name));
            format!("{}: {}", part.name, element.unwrap_or_default())
        }
    });
    parts.collect()
}

fn element(model: &Model, id: ElementId, wrapper: &str) -> Side {
    let Some(element) = model.elements.get(id.0 as usize) else {
        return Side::Wrapped(Vec::new());
    };
    let bare = Side::Bare(short(&element.name));
    let ty = model.types.get(element.type_id.0 as usize);
    let Some(TypeKind::Complex(complex)) = ty.map(|t| &t.kind) else {
        return bare;
    };
    if &*element.name.local != wrapper || !complex.attributes.is_empty() {
        return bare;
    }
    match &complex.content {
        Content::Empty => Side::Wrapped(Vec::new()),
        Content::Elements {
            particle,
            mixed: false,
        } => {
            let Term::Sequence(parts) = &particle.term else {
                return bare;
            };
            let members = parts.iter().map(|part| match &part.term {
                Term::Element(id) => {
                    let element = model.elements.get(id.0 as usize)?;
                    Some(member(model, element, part.min, part.max))
                }
                _ => None,
            });
            match members.collect::<Option<Vec<_>>>() {
                Some(members) => Side::Wrapped(members),
                None => bare,
            }
        }
        _ => bare,
    }
}
