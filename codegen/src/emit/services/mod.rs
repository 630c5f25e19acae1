//! Clients, operation tables, and what the enums over messages and documents have beside other enums.

mod client;
mod operations;

use super::layout::Piece;
use super::place::Place;
use super::syntax::{call, invoke};
use crate::plan::services::Messages;
use crate::plan::{ItemId, ItemKind, ModuleId, Plan};

/// The clients, which stand in the file itself before its types.
pub(super) fn clients(plan: &Plan) -> Vec<Piece> {
    let place = file(plan);
    let clients = plan.services.clients.iter();
    clients.flat_map(|c| client::client(&place, c)).collect()
}

/// What the enums over messages have beside other enums, and the tables of operations: the end of the file.
pub(super) fn tables(plan: &Plan) -> Vec<Piece> {
    let place = file(plan);
    let services = &plan.services;
    let mut items = Vec::new();
    if let Some(id) = services.document {
        items.push(document(&place, id));
    }
    items.extend(services.messages.iter().map(|m| messages(&place, m)));
    items.extend(operations::module(plan));
    items
}

fn file(plan: &Plan) -> Place<'_> {
    Place {
        plan,
        module: Some(ModuleId::ROOT),
    }
}

/// What the enum over all global elements has beside other enums.
fn document(place: &Place<'_>, id: ItemId) -> Piece {
    let name = place.item(id);
    let item = place.plan.types.items.get(id.0 as usize);
    let grammar = match item.map(|item| &item.kind) {
        Some(ItemKind::Choice(def)) => def.grammar.as_deref(),
        _ => None,
    };
    let attributes = grammar.map_or(&[][..], |grammar| &grammar.attributes);
    let types = grammar.map_or(&[][..], |grammar| &grammar.types);
    if attributes.is_empty() && types.is_empty() {
        return invoke(place, "document", &name);
    }
    let mut rows: Vec<String> = attributes
        .iter()
        .map(|member| format!("{};", place.member(member)))
        .collect();
    let types = types.iter().enumerate().map(|(i, ty)| {
        let first = if i == 0 { "@ " } else { "" };
        format!("{first}{};", place.definition(ty))
    });
    rows.extend(types);
    call(place, "document", &name, &rows)
}

fn messages(place: &Place<'_>, messages: &Messages) -> Piece {
    let name = place.item(messages.item);
    let direction = if messages.requests { "input" } else { "output" };
    let tables = messages.operations.iter().map(|i| table(place, *i));
    let tables = tables.collect::<Vec<_>>().join(", ");
    call(
        place,
        "messages",
        &format!("{name}, {direction}"),
        &[tables],
    )
}

/// The path of an operation's table.
fn table(place: &Place<'_>, operation: usize) -> String {
    let services = &place.plan.services;
    let table = services.operations.get(operation);
    let table = table.map_or("", |operation| &operation.constant);
    format!("{}::{table}", services.module)
}

#[cfg(test)]
mod tests;
