//! `wsdl:message` (WSDL 1.1, 2.3).

use super::problems::{Flaw, ProblemId, Problems};
use super::scope::{Scope, Table, qname, undefined};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::model::doc::documentation;
use crate::model::roots::WSDL;
use crate::model::xsd::SchemaIndex;
use crate::model::{Message, MessageId, Model, Part, PartContent};
use crate::name::QName;

/// Messages by name.
pub(super) struct Messages {
    pub(super) table: Table<MessageId>,
    /// Names of their parts, by id.
    pub(super) parts: Vec<Vec<std::sync::Arc<str>>>,
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
    for scope in scopes {
        for (name, node) in scope.components("message", diagnostics) {
            if table.contains(&name) {
                table.declare(name, node, Err(Vec::new()), diagnostics);
                continue;
            }
            let message = message(name.clone(), node, (schemas, model), problems, diagnostics);
            let found = message.map(|message| {
                let id = MessageId(u32::try_from(model.messages.len()).unwrap_or(u32::MAX));
                model.messages.push(message);
                id
            });
            table.declare(name, node, found, diagnostics);
        }
    }
    let parts = model.messages.iter();
    let parts = parts.map(|message| message.parts.iter().map(|p| p.name.clone()).collect());
    Messages {
        table,
        parts: parts.collect(),
    }
}

fn message(
    name: QName,
    node: &Node,
    (schemas, model): (&Schemas<'_>, &Model),
    problems: &mut Problems,
    diagnostics: &mut Diagnostics,
) -> super::problems::Found<Message> {
    let mut parts = Vec::new();
    let mut wrong = Vec::new();
    for part in node.elements().filter(|child| child.is(WSDL, "part")) {
        let Some(name) = part.attribute("name").map(str::trim) else {
            let flaw = Flaw::new("<part> has no name", "give it the attribute name");
            wrong.push(problems.add(&part.at, flaw));
            continue;
        };
        if parts.iter().any(|known: &Part| &*known.name == name) {
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
        match content(part, schemas.index) {
            Ok(content) => {
                let gaps = schemas.index.gaps.of(model, content);
                wrong.extend(gaps.iter().filter_map(|gap| schemas.gaps.get(*gap)));
                parts.push(Part {
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
        parts,
        doc: documentation(node, WSDL),
        at: node.at.clone(),
    })
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
        return Err(Flaw::new(
            "the part has neither an element nor a type",
            "give it the attribute element, or type for an rpc operation",
        ));
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
