//! A client: a struct around the runtime's, with one method an operation and one call in each.

use quote::quote;
use syn::ImplItem;

use super::table;
use crate::emit::layout::Piece;
use crate::emit::place::{Place, ident};
use crate::emit::syntax::{call, string, tokens};
use crate::model::SoapVersion;
use crate::plan::Ty;
use crate::plan::services::{Client, Method, Port, Ports};

pub(super) fn client(place: &Place<'_>, client: &Client) -> Vec<Piece> {
    let (name, inner) = (ident(&client.name), tokens(&place.runtime("Client")));
    let mut items = Vec::new();
    let definition = quote!(#[derive(Clone, Debug)] pub struct #name { client: #inner, });
    let definition = syn::parse2(definition);
    items.extend(definition.map(|definition| Piece::Item(client.doc.clone(), definition)));
    items.push(match &client.ports {
        Ports::Soap(ports) => {
            let ports = ports.iter().map(port).collect::<Vec<_>>().join(", ");
            let ports = (!ports.is_empty()).then_some(ports);
            call(place, "client", &client.name, ports.as_slice())
        }
        Ports::Http(address) => {
            let address = address.as_deref().map(string);
            call(place, "http_client", &client.name, address.as_slice())
        }
    });
    if client.methods.is_empty() {
        return items;
    }
    let block = syn::parse2(quote!(impl #name {}));
    items.extend(block.map(|block| {
        let methods = client.methods.iter();
        Piece::Block(block, methods.filter_map(|m| method(place, m)).collect())
    }));
    items.extend(
        client
            .service
            .as_deref()
            .map(|name| service(place, client, name)),
    );
    items
}

/// The trait of its operations.
fn service(place: &Place<'_>, client: &Client, name: &str) -> Piece {
    let methods = client.methods.iter().enumerate().map(|(i, method)| {
        let request = match &method.request {
            Ty::Unit => String::new(),
            request => format!("request: {}", place.ty(request)),
        };
        let (response, table) = (place.ty(&method.response), table(place, method.operation));
        format!("{i} {}({request}) -> {response} = {table};", method.name)
    });
    let methods: Vec<String> = methods.collect();
    call(
        place,
        "service",
        &format!("{name}, {}", client.name),
        &methods,
    )
}

fn port(port: &Port) -> String {
    let version = match port.version {
        SoapVersion::V1_1 => "V1_1",
        SoapVersion::V1_2 => "V1_2",
    };
    match &port.address {
        Some(address) => format!("{version} {}", string(address)),
        None => version.to_owned(),
    }
}

fn method(place: &Place<'_>, method: &Method) -> Option<(Vec<String>, ImplItem)> {
    let name = ident(&method.name);
    let (call, table) = (place.runtime("Call"), table(place, method.operation));
    let (call, table) = (tokens(&call), tokens(&table));
    let response = tokens(&place.ty(&method.response));
    let definition = match &method.request {
        Ty::Unit => quote! {
            pub fn #name(&self) -> #call<'_, #response> {
                self.client.call(&#table, &())
            }
        },
        request => {
            let request = tokens(&place.ty(request));
            quote! {
                pub fn #name<'a>(&'a self, request: &'a #request) -> #call<'a, #response> {
                    self.client.call(&#table, request)
                }
            }
        }
    };
    // A message is what the type of the element or part is, and for a string that's `String`.
    let allow = (method.request == Ty::String)
        .then(|| quote!(#[allow(clippy::ptr_arg, clippy::allow_attributes)]));
    let definition = syn::parse2(quote!(#allow #definition)).ok()?;
    Some((method.doc.clone(), ImplItem::Fn(definition)))
}
