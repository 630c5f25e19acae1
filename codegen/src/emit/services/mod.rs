//! Clients, operation tables, and what the enums over messages and documents have beside other enums.

mod client;
mod operations;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::place::{Place, ident};
use crate::plan::services::Messages;
use crate::plan::{ModuleId, Plan};

/// The items that stand in the file itself, after its types.
pub(super) fn items(plan: &Plan) -> TokenStream {
    let place = Place {
        plan,
        module: Some(ModuleId::ROOT),
    };
    let services = &plan.services;
    let clients = services.clients.iter().map(|c| client::client(place, c));
    let document = services.document.map(|id| {
        let (invoked, name) = (place.runtime("document"), place.item(id));
        quote!(#invoked!(#name);)
    });
    let messages = services.messages.iter().map(|m| messages(place, m));
    let operations = operations::module(plan);
    quote!(#document #(#messages)* #(#clients)* #operations)
}

fn messages(place: Place<'_>, messages: &Messages) -> TokenStream {
    let (invoked, name) = (place.runtime("messages"), place.item(messages.item));
    let direction = ident(if messages.requests { "input" } else { "output" });
    let tables = messages.operations.iter().map(|i| table(place, *i));
    quote!(#invoked!(#name, #direction; #(#tables),*);)
}

/// The path of an operation's table.
fn table(place: Place<'_>, operation: usize) -> TokenStream {
    let services = &place.plan.services;
    let module = ident(&services.module);
    let table = services.operations.get(operation);
    let table = table.map(|o| ident(&o.constant));
    quote!(#module::#table)
}

#[cfg(test)]
mod tests;

fn string(text: &str) -> Literal {
    Literal::string(text)
}
