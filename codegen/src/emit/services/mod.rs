//! Clients, operation tables, and what the enums over messages and documents have beside other enums.

mod client;
mod operations;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use super::place::{Place, ident};
use super::syntax::{call, invoke};
use crate::plan::services::Messages;
use crate::plan::{ItemId, ItemKind, ModuleId, Plan};

/// The clients, which stand in the file itself before its types.
pub(super) fn clients(plan: &Plan) -> Vec<Item> {
    let place = file(plan);
    let clients = plan.services.clients.iter();
    clients.flat_map(|c| client::client(&place, c)).collect()
}

/// What the enums over messages have beside other enums, and the tables of operations: the end of the file.
pub(super) fn tables(plan: &Plan) -> Vec<Item> {
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
fn document(place: &Place<'_>, id: ItemId) -> Item {
    let name = place.item(id);
    let item = place.plan.types.items.get(id.0 as usize);
    let grammar = match item.map(|item| &item.kind) {
        Some(ItemKind::Choice(def)) => def.grammar.as_deref(),
        _ => None,
    };
    let attributes = grammar.map_or(&[][..], |grammar| &grammar.attributes);
    let types = grammar.map_or(&[][..], |grammar| &grammar.types);
    if attributes.is_empty() && types.is_empty() {
        return invoke(place, "document", name);
    }
    let attributes = attributes.iter().map(|member| place.member(member));
    let mut body = quote!(#(#attributes;)*);
    if !types.is_empty() {
        let types = types.iter().map(|ty| place.definition(ty));
        body.extend(quote!(@ #(#types;)*));
    }
    call(place, "document", name, body)
}

fn messages(place: &Place<'_>, messages: &Messages) -> Item {
    let name = place.item(messages.item);
    let direction = ident(if messages.requests { "input" } else { "output" });
    let tables = messages.operations.iter().map(|i| table(place, *i));
    call(
        place,
        "messages",
        quote!(#name, #direction),
        quote!(#(#tables),*),
    )
}

/// The path of an operation's table.
fn table(place: &Place<'_>, operation: usize) -> TokenStream {
    let services = &place.plan.services;
    let module = ident(&services.module);
    let table = services.operations.get(operation);
    let table = table.map(|o| ident(&o.constant));
    quote!(#module::#table)
}

#[cfg(test)]
mod tests;
