//! The code generated from each file of `wsdl/features`, compiled under the strictest lints, for the tests in `tests/`.

#![deny(warnings, missing_docs)]

pub mod mutate;

/// The examples of the guide, so that they're compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide.md")]
pub mod guide {}

macro_rules! fixtures {
    ($($module:ident $file:literal $about:literal;)*) => {
        $(
            #[doc = $about]
            pub mod $module {
                castile::include_wsdl!($file);
            }
        )*
    };
}

fixtures! {
    addressing "addressing" "WS-Addressing in both versions.";
    all "all" "`xs:all`.";
    attachments "attachments" "Attachments by binding and by reference.";
    builtins "builtins" "All built-in types.";
    choice "choice" "Choices.";
    constraints "constraints" "Keys, and what documents name.";
    defaults "defaults" "Defaults and fixed values.";
    encoded_blocks "encoded_blocks" "SOAP-encoded header blocks, faults and documents.";
    enumerations "enumerations" "Enumerations.";
    facets "facets" "Facets.";
    faults_headers "faults_headers" "Headers and declared faults.";
    forms "forms" "Qualified and unqualified names.";
    groups "groups" "Named groups.";
    hostile_operations "hostile_operations" "Operations that Rust has other plans for.";
    hostile_names "hostile_names" "Names that Rust has other plans for.";
    http_binding "http_binding" "Bindings over plain HTTP.";
    identity "identity" "IDs and what refers to them, strict wildcards.";
    left_out "left_out" "What services leave out though it's required.";
    lists_unions "lists_unions" "Lists and unions.";
    mixed "mixed" "Mixed content.";
    mtom "mtom" "Policies about MTOM.";
    namespaces "namespaces" "Two namespaces and a chameleon.";
    nillable "nillable" "Nil.";
    one_way "one_way" "A one-way operation.";
    overloads "overloads" "Overloaded operations.";
    policies "policies" "What policies require of requests.";
    polymorphism "polymorphism" "Derived types.";
    records "records" "A choice of what may stand for something else.";
    recursion "recursion" "Recursion.";
    rpc_encoded "rpc_encoded" "An rpc/encoded service.";
    rpc_literal "rpc_literal" "An rpc/literal binding.";
    said_types "said_types" "Types that elements say they have.";
    sequence "sequence" "Sequences.";
    simple_content "simple_content" "Simple content.";
    strict "strict" "What only a strict reading refuses.";
    styles "styles" "Styles and uses, mixed in one binding.";
    substitution "substitution" "Substitution groups.";
    types_only "types_only" "No global element.";
    wildcards "wildcards" "Wildcards.";
    wsdl20 "wsdl20" "A service that WSDL 2.0 describes.";
    xsd11 "xsd11" "What XSD 1.1 has more.";
    command_web_service "command_web_service" "The service of the main job, with its messages as enums.";
}

/// The service of the interop peers.
#[cfg(peers)]
pub mod peers {
    castile::include_wsdl!("peers");
}

/// The whole of an old version of the real service: 189 operations.
#[cfg(edge10)]
pub mod edge10 {
    castile::include_wsdl!("edge10");
}

/// The rpc/encoded service of the interop peers.
#[cfg(peers)]
pub mod peers_encoded {
    castile::include_wsdl!("peers_encoded");
}

/// The rpc/literal service of the interop peers.
#[cfg(peers)]
pub mod peers_rpc {
    castile::include_wsdl!("peers_rpc");
}
