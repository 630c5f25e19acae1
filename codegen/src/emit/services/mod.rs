//! Clients, operation tables, and what the enums over messages and documents have beside other enums.

mod client;
mod operations;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use super::place::{Place, ident};
use super::syntax::{call, invoke};
use crate::plan::services::Messages;
use crate::plan::{ModuleId, Plan};

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
        items.push(invoke(&place, "document", place.item(id)));
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
