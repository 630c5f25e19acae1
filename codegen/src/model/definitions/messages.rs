//! `wsdl:message` (WSDL 1.1, 2.3).

use std::collections::HashMap;

use super::problems::{Flaw, ProblemId, Problems};
use super::scope::{Scope, Table, qname, undefined};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::location::Location;
use crate::model::doc::documentation;
use crate::model::roots::{WSDL, XSD};
use crate::model::xsd::SchemaIndex;
use crate::model::{Message, MessageId, Model, Part, PartContent};
use crate::name::QName;

/// Messages by name.
pub(super) struct Messages {
    pub(super) table: Table<MessageId>,
    /// Names of their parts, by id.
    pub(super) parts: Vec<Vec<std::sync::Arc<str>>>,
    /// Parts with neither an element nor a type, by message and number: what plain HTTP gives as a document of any kind.
    /// SOAP can't bind them.
    pub(super) untyped: HashMap<(MessageId, usize), Location>,
}

/// What messages need of schemas.
pub(in crate::model) struct Schemas<'i> {
    pub(in crate::model) index: &'i SchemaIndex,
    /// The problems that its references which lead to nothing have become, in their order.
    pub(in crate::model) gaps: &'i [ProblemId],
}

/// Reads all messages.
pub(super) fn build(
    scopes: &[Scope<'_>],
    schemas: &Schemas<'_>,
    model: &mut Model,
    problems: &mut Problems,
    diagnostics: &mut Diagnostics,
) -> Messages {
    let mut table = Table::new("message");
    let mut untyped = HashMap::new();
    for scope in scopes {
        for (name, node) in scope.components("message", diagnostics) {
            if table.contains(&name) {
                table.declare(name, node, Err(Vec::new()), diagnostics);
                continue;
            }
            let message = message(name.clone(), node, (schemas, model), problems, diagnostics);
            let found = message.map(|message| {
                let id = MessageId(u32::try_from(model.messages.len()).unwrap_or(u32::MAX));
                let bare = parts(node).filter(|part| is_untyped(part));
                let bare: Vec<&Location> = bare.map(|part| &part.at).collect();
                let numbered = message.parts.iter().enumerate();
                let numbered = numbered.filter(|(_, part)| bare.contains(&&part.at));
                untyped.extend(numbered.map(|(number, part)| ((id, number), part.at.clone())));
                model.messages.push(message);
                id
            });
            table.declare(name, node, found, diagnostics);
        }
    }
    let names = model.messages.iter();
    let names = names.map(|message| message.parts.iter().map(|p| p.name.clone()).collect());
    Messages {
        table,
        parts: names.collect(),
        untyped,
    }
}

fn message(
    name: QName,
    node: &Node,
    (schemas, model): (&Schemas<'_>, &Model),
    problems: &mut Problems,
    diagnostics: &mut Diagnostics,
) -> super::problems::Found<Message> {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    // Where nothing else is wrong with a message, whether a part needs a type is for those to say who bind it.
    let any = parts(node)
        .all(|part| is_untyped(part) || content(part, schemas.index).is_ok())
        .then(|| schemas.index.types.get(&any_type()))
        .flatten();
    for part in parts(node) {
        let Some(name) = part.attribute("name").map(str::trim) else {
            let flaw = Flaw::new("<part> has no name", "give it the attribute name");
            wrong.push(problems.add(&part.at, flaw));
            continue;
        };
        if found.iter().any(|known: &Part| &*known.name == name) {
            diagnostics
                .warning(&part.at, format!("the message has two parts {name:?}"))
                .help("the first counts; rename or remove this one");
            continue;
        }
        if part.attribute("element").is_some() && part.attribute("type").is_some() {
            diagnostics
                .warning(
                    &part.at,
                    format!("the part {name:?} has both an element and a type"),
                )
                .help("the element counts; remove the attribute that isn't meant");
        }
        let content = match any {
            Some(any) if is_untyped(part) => Ok(PartContent::Type(*any)),
            _ => content(part, schemas.index),
        };
        match content {
            Ok(content) => {
                let gaps = schemas.index.gaps.of(model, content);
                wrong.extend(gaps.iter().filter_map(|gap| schemas.gaps.get(*gap)));
                found.push(Part {
                    name: name.into(),
                    content,
                    at: part.at.clone(),
                });
            }
            Err(flaw) => wrong.push(problems.add(&part.at, flaw)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Message {
        name,
        parts: found,
        doc: documentation(node, WSDL),
        at: node.at.clone(),
    })
}

fn parts(message: &Node) -> impl Iterator<Item = &Node> {
    message.elements().filter(|child| child.is(WSDL, "part"))
}

/// Whether a part says nothing of what it is, as those of ASP.NET for documents over plain HTTP.
fn is_untyped(part: &Node) -> bool {
    part.attribute("element").is_none() && part.attribute("type").is_none()
}

fn any_type() -> QName {
    QName {
        namespace: XSD.into(),
        local: "anyType".into(),
    }
}

/// Why SOAP can't bind a part.
pub(super) fn needs_type() -> Flaw {
    Flaw::new(
        "the part has neither an element nor a type",
        "give it the attribute element, or type for an rpc operation",
    )
}

/// What a part is: an element or a type (2.3.1).
pub(in crate::model) fn content(part: &Node, index: &SchemaIndex) -> Result<PartContent, Flaw> {
    if let Some(spelt) = part.attribute("element") {
        let name = qname(spelt, part)?;
        return match (index.elements.get(&name), index.types.contains_key(&name)) {
            (Some(id), _) => Ok(PartContent::Element(*id)),
            (None, true) => Err(Flaw::new(
                format!("{spelt:?} is a type, not an element"),
                format!("write type={spelt:?}"),
            )),
            (None, false) => Err(undefined("element", spelt, &name, index.elements.keys())),
        };
    }
    let Some(spelt) = part.attribute("type") else {
        return Err(needs_type());
    };
    let name = qname(spelt, part)?;
    match (index.types.get(&name), index.elements.contains_key(&name)) {
        (Some(id), _) => Ok(PartContent::Type(*id)),
        (None, true) => Err(Flaw::new(
            format!("{spelt:?} is an element, not a type"),
            format!("write element={spelt:?}"),
        )),
        (None, false) => Err(undefined("type", spelt, &name, index.types.keys())),
    }
}
