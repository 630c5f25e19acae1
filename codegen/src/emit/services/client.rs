//! A client: a struct around the runtime's, with one method an operation and one call in each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{ImplItem, Item};

use super::table;
use crate::emit::place::{Place, ident};
use crate::emit::syntax::{attributes, call, string};
use crate::model::SoapVersion;
use crate::plan::Ty;
use crate::plan::services::{Client, Method, Port, Ports};

pub(super) fn client(place: &Place<'_>, client: &Client) -> Vec<Item> {
    let name = ident(&client.name);
    let inner = place.runtime("Client");
    let mut items = Vec::new();
    let definition = syn::parse2(quote!(pub struct #name { client: #inner, }));
    items.extend(definition.map(|mut definition: syn::ItemStruct| {
        let derives = ["Clone", "Debug"].map(str::to_owned);
        definition.attrs = attributes(&client.doc, &derives, &[]);
        Item::Struct(definition)
    }));
    items.push(match &client.ports {
        Ports::Soap(ports) => {
            let ports = ports.iter().map(port);
            call(place, "client", quote!(#name), quote!(#(#ports),*))
        }
        Ports::Http(address) => {
            let address = address.as_deref().map(string);
            call(place, "http_client", quote!(#name), quote!(#address))
        }
    });
    if client.methods.is_empty() {
        return items;
    }
    let block = syn::parse2(quote!(impl #name {}));
    items.extend(block.map(|mut block: syn::ItemImpl| {
        let methods = client.methods.iter();
        block.items = methods.filter_map(|m| method(place, m)).collect();
        Item::Impl(block)
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
fn service(place: &Place<'_>, client: &Client, name: &str) -> Item {
    let (name, of) = (ident(name), ident(&client.name));
    let methods = client.methods.iter().enumerate().map(|(i, method)| {
        let (i, name) = (Literal::usize_unsuffixed(i), ident(&method.name));
        let request = match &method.request {
            Ty::Unit => None,
            request => {
                let request = place.ty(request);
                Some(quote!(request: #request))
            }
        };
        let (response, table) = (place.ty(&method.response), table(place, method.operation));
        quote!(#i #name(#request) -> #response = #table;)
    });
    call(place, "service", quote!(#name, #of), quote!(#(#methods)*))
}

fn port(port: &Port) -> TokenStream {
    let version = ident(match port.version {
        SoapVersion::V1_1 => "V1_1",
        SoapVersion::V1_2 => "V1_2",
    });
    let address = port.address.as_deref().map(string);
    quote!(#version #address)
}

fn method(place: &Place<'_>, method: &Method) -> Option<ImplItem> {
    let name = ident(&method.name);
    let (call, table) = (place.runtime("Call"), table(place, method.operation));
    let response = place.ty(&method.response);
    let definition = match &method.request {
        Ty::Unit => quote! {
            pub fn #name(&self) -> #call<'_, #response> {
                self.client.call(&#table, &())
            }
        },
        request => {
            let request = place.ty(request);
            quote! {
                pub fn #name<'a>(&'a self, request: &'a #request) -> #call<'a, #response> {
                    self.client.call(&#table, request)
                }
            }
        }
    };
    // A message is what the type of the element or part is, and for a string that's `String`.
    let allow = (method.request == Ty::String)
        .then(|| "allow(clippy::ptr_arg, clippy::allow_attributes)".to_owned());
    let mut definition: syn::ImplItemFn = syn::parse2(definition).ok()?;
    definition.attrs = attributes(&method.doc, &[], allow.as_slice());
    Some(ImplItem::Fn(definition))
}
