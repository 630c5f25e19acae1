//! Whatever value a generated type can hold: written and read strictly it is the same value.
//!
//! Values are valid by construction, and made from a fixed seed, so that a failure comes again.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod builtins;
mod encoded;
mod messages;
mod parts;
mod plain;
mod rules;
mod values;

use castile::{SoapVersion, Validate};
use castile_tests as fixtures;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(42),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Documents of a module: valid, the same when they are read again, in another encoding too, and spelt the same way.
macro_rules! documents {
    ($($module:ident, $cases:literal, $strategy:expr;)+) => {
        $(proptest! {
            #![proptest_config(config($cases))]
            #[test]
            fn $module(document in $strategy) {
                use fixtures::$module::Document;
                prop_assert!(document.validate().is_ok(), "{:?}: {:?}", document.validate(), document);
                let xml = document.to_xml();
                let xml = xml.map_err(|e| TestCaseError::fail(format!("{e}: {document:?}")))?;
                let strict = Document::from_xml_strict(xml.as_bytes());
                let strict = strict.map_err(|e| TestCaseError::fail(format!("{e}: {xml}")))?;
                prop_assert_eq!(&strict, &document, "{}", xml);
                prop_assert_eq!(strict.to_xml().unwrap(), xml.clone());
                let (lenient, warnings) = Document::from_xml_with_warnings(&utf16(&xml)).unwrap();
                prop_assert_eq!(lenient, document, "{}", &xml);
                prop_assert!(warnings.is_empty(), "{:?}: {}", warnings, xml);
            }
        })+
    };
}

/// Messages of a module, in both versions of SOAP.
macro_rules! messages {
    ($($test:ident, $module:ident::$messages:ident, $strategy:expr;)+) => {
        $(proptest! {
            #![proptest_config(config(64))]
            #[test]
            fn $test(message in $strategy) {
                use fixtures::$module::$messages;
                for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
                    let xml = message.to_envelope(version).unwrap();
                    let strict = $messages::from_envelope_strict(xml.as_bytes());
                    let strict = strict.map_err(|e| TestCaseError::fail(format!("{e}: {xml}")))?;
                    prop_assert_eq!(&strict, &message, "{}", &xml);
                    prop_assert_eq!($messages::from_envelope(xml.as_bytes()).unwrap(), message.clone(), "{}", xml);
                }
            }
        })+
    };
}

documents! {
    all, 64, values::person();
    builtins, 64, builtins::builtins();
    choice, 64, values::payment();
    defaults, 32, values::settings();
    enumerations, 32, values::job();
    facets, 64, values::facets();
    forms, 64, values::forms();
    groups, 64, values::customer();
    lists_unions, 64, values::shirt();
    mixed, 64, values::mixed();
    namespaces, 64, values::namespaces();
    nillable, 64, values::nillable();
    polymorphism, 64, values::drawing();
    recursion, 64, values::recursion();
    sequence, 64, values::order();
    simple_content, 32, values::prices();
    strict, 128, rules::strict();
    substitution, 64, values::zoo();
    wildcards, 64, values::wildcards();
    xsd11, 64, rules::xsd11();
}

messages! {
    requests_of_the_main_job, command_web_service::Request, messages::requests();
    responses_of_the_main_job, command_web_service::Response, messages::responses();
    requests_of_rpc, rpc_literal::Request, messages::moves();
    responses_of_rpc, rpc_literal::Response, messages::moved();
    encoded_requests, rpc_encoded::Request, encoded::requests();
    encoded_documents, encoded_blocks::Request, encoded::documents();
    responses_with_repeated_elements, faults_headers::Response, messages::found();
}

/// The document in UTF-16, with a byte order mark, which says more than a declaration.
fn utf16(xml: &str) -> Vec<u8> {
    std::iter::once(0xFEFF)
        .chain(xml.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect()
}
