//! The tables of operations, in a module of their own.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::layout::Piece;
use crate::emit::place::{Place, ident};
use crate::emit::syntax::tokens;
use crate::model::{Addressing, Mtom, Password, Security};
use crate::plan::services::{Block, Body, Form, Http, Operation, Payload, Takes};
use crate::plan::{Member, MemberKind, Plan};

/// The module; nothing if there are no operations.
pub(super) fn module(plan: &Plan) -> Option<Piece> {
    let services = &plan.services;
    if services.operations.is_empty() {
        return None;
    }
    let place = Place { plan, module: None };
    let support = tokens(&place.runtime("support"));
    let mut items: Vec<Piece> = Vec::new();
    let vocabulary = syn::parse2(quote!(use #support::*;));
    items.extend(vocabulary.map(|vocabulary| Piece::Item(Vec::new(), vocabulary)));
    items.extend(services.operations.iter().filter_map(|o| table(place, o)));
    let doc = ["How the operations go over the wire.".to_owned()];
    Some(Piece::Module(doc.into(), services.module.clone(), items))
}

fn table(place: Place<'_>, operation: &Operation) -> Option<Piece> {
    let constant = ident(&operation.constant);
    let (title, input) = (string(&operation.name), body(place, &operation.input));
    let action = match &operation.actions {
        [Some(a), Some(b)] if a == b => {
            let action = string(a);
            quote!(.action(#action))
        }
        [v11, v12] => {
            let v11 = v11.as_deref().map(string).map(|a| quote!(.action11(#a)));
            let v12 = v12.as_deref().map(string).map(|a| quote!(.action12(#a)));
            quote!(#v11 #v12)
        }
    };
    let output = operation.output.as_ref().map(|output| {
        let output = body(place, output);
        quote!(.output(#output))
    });
    let addressing = match &operation.addressing {
        [None, None] => TokenStream::new(),
        [input, output] => {
            let (input, output) = (option(input), option(output));
            quote!(.addressing(#input, #output))
        }
    };
    let faults: Vec<_> = operation
        .fault_actions
        .iter()
        .filter_map(|(member, action)| {
            let (name, action) = (name(place, member)?, string(action));
            Some(quote!((#name, #action)))
        })
        .collect();
    let faults = match faults.is_empty() {
        true => TokenStream::new(),
        false => quote!(.fault_actions(&[#(#faults),*])),
    };
    let addressed = operation.addressed.map(|version| {
        let version = ident(match version {
            Addressing::V1_0 => "V1_0",
            Addressing::V2004_08 => "V2004_08",
        });
        quote!(.addressed(Addressing::#version))
    });
    let http = operation.http.as_ref().map(http);
    let requirements = requirements(operation.security);
    let table = quote! {
        pub static #constant: Operation = operation(#title, #input)
            #action #output #addressing #faults #addressed #requirements #http;
    };
    Some(Piece::Item(operation.doc.clone(), syn::parse2(table).ok()?))
}

/// What policies require.
fn requirements(security: Security) -> TokenStream {
    let named = |required: bool, name: &str| {
        let name = ident(name);
        required.then(|| quote!(Requirement::#name))
    };
    let user = security.user.map(|password| {
        let password = ident(match password {
            Password::Absent => "Absent",
            Password::Text => "Text",
            Password::Digest => "Digest",
        });
        quote!(Requirement::UsernameToken(Password::#password))
    });
    let all = [
        named(security.https, "Https"),
        user,
        named(security.nonce, "Nonce"),
        named(security.timestamp, "Timestamp"),
    ];
    let all: Vec<_> = all.into_iter().flatten().collect();
    match all.is_empty() {
        true => TokenStream::new(),
        false => quote!(.requires(&[#(#all),*])),
    }
}

/// How it goes over plain HTTP.
fn http(http: &Http) -> TokenStream {
    let (method, location) = (string(&http.method), string(&http.location));
    let (input, output) = (payload(&http.input), payload(&http.output));
    quote!(.http(&Http { method: #method, location: #location, input: #input, output: #output }))
}

fn payload(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Nothing => quote!(Payload::Nothing),
        Payload::Query => quote!(Payload::Query),
        Payload::Form => quote!(Payload::Form),
        Payload::Xml => quote!(Payload::Xml),
        Payload::Text(media) => {
            let media = string(media);
            quote!(Payload::Text(#media))
        }
        Payload::Binary(media) => {
            let media = string(media);
            quote!(Payload::Binary(#media))
        }
    }
}

fn option(text: &Option<String>) -> TokenStream {
    match text.as_deref().map(string) {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

fn body(place: Place<'_>, body: &Body) -> TokenStream {
    let form = match &body.form {
        Form::Element(member) => {
            let member = tokens(&place.member(member));
            quote!(Body::element(#member))
        }
        Form::Wrapper(member) => {
            let member = tokens(&place.member(member));
            quote!(Body::wrapper(#member))
        }
        Form::Content(Takes::Any) => quote!(Body::any()),
        Form::Content(Takes::Elements(names)) => {
            let names = names.iter().map(|name| {
                let (ns, local) = (string(&name.namespace), string(&name.local));
                quote!(Name::new(#ns, #local))
            });
            quote!(Body::content(&[#(#names),*]))
        }
    };
    let encoding = body.encoding.as_deref().map(string);
    let encoding = encoding.map(|style| quote!(.encoded(#style)));
    let headers: Vec<_> = body
        .headers
        .iter()
        .filter_map(|h| block(place, h))
        .collect();
    let headers = match headers.is_empty() {
        true => TokenStream::new(),
        false => quote!(.headers(&[#(#headers),*])),
    };
    let mtom = body.mtom.map(|mtom| {
        let mtom = ident(match mtom {
            Mtom::Optional => "Optional",
            Mtom::Required => "Required",
        });
        quote!(.mtom(Mtom::#mtom))
    });
    quote!(#form #encoding #headers #mtom)
}

/// A header block.
fn block(place: Place<'_>, block: &Block) -> Option<TokenStream> {
    let MemberKind::Element(ns, local) = &block.member.kind else {
        return None;
    };
    let (ns, local) = (tokens(&place.ns(ns)), string(local));
    let must_understand = block.must_understand.then(|| quote!(.must_understand()));
    let required = block.required.then(|| quote!(.required()));
    Some(quote!(block(#ns, #local) #must_understand #required))
}

/// The name of a fault's element.
fn name(place: Place<'_>, member: &Member) -> Option<TokenStream> {
    match &member.kind {
        MemberKind::Element(ns, local) => {
            let (ns, local) = (tokens(&place.ns(ns)), string(local));
            Some(quote!(Name::new(#ns, #local)))
        }
        _ => None,
    }
}

fn string(text: &str) -> Literal {
    Literal::string(text)
}
