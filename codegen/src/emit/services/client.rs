//! A client: a struct around the runtime's, with one method an operation and one call in each.

use proc_macro2::TokenStream;
use quote::quote;

use super::{string, table};
use crate::emit::place::{Place, docs, ident};
use crate::model::SoapVersion;
use crate::plan::Ty;
use crate::plan::services::{Client, Method, Port};

pub(super) fn client(place: Place<'_>, client: &Client) -> TokenStream {
    let (name, doc) = (ident(&client.name), docs(&client.doc));
    let (inner, constructors) = (place.runtime("Client"), place.runtime("client"));
    let ports = client.ports.iter().map(port);
    let methods = client.methods.iter().map(|m| method(place, m));
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct #name {
            client: #inner,
        }
        #constructors!(#name; #(#ports),*);
        impl #name {
            #(#methods)*
        }
    }
}

fn port(port: &Port) -> TokenStream {
    let version = ident(match port.version {
        SoapVersion::V1_1 => "V1_1",
        SoapVersion::V1_2 => "V1_2",
    });
    let address = port.address.as_deref().map(string);
    quote!(#version #address)
}

fn method(place: Place<'_>, method: &Method) -> TokenStream {
    let (name, doc) = (ident(&method.name), docs(&method.doc));
    let (call, table) = (place.runtime("Call"), table(place, method.operation));
    let response = place.ty(&method.response);
    if method.request == Ty::Unit {
        return quote! {
            #doc
            pub fn #name(&self) -> #call<'_, #response> {
                self.client.call(&#table, &())
            }
        };
    }
    let request = place.ty(&method.request);
    // A message is what the type of the element or part is, and for a string that's `String`.
    let allow = (method.request == Ty::String)
        .then(|| quote!(#[allow(clippy::ptr_arg, clippy::allow_attributes)]));
    quote! {
        #doc
        #allow
        pub fn #name<'a>(&'a self, request: &'a #request) -> #call<'a, #response> {
            self.client.call(&#table, request)
        }
    }
}
