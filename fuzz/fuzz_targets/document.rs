//! Bytes into generated types, leniently and strictly; what is read is written, and read again it's the same.
#![no_main]

use castile::Validate;
use castile_fuzz::same;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    castile_fuzz::mutate_xml(data, size, max_size, seed)
});

macro_rules! documents {
    ($bytes:ident: $($module:ident),*) => {
        $({
            use castile_fuzz::$module::Document;
            if let Ok((lenient, _)) = Document::from_xml_with_warnings($bytes) {
                let _ = lenient.validate();
                // What isn't allowed may have no form: a required nil, say.
                if let Ok(xml) = lenient.to_xml() {
                    let again = Document::from_xml(xml.as_bytes());
                    let again = again.unwrap_or_else(|e| panic!("{e}\n{xml}"));
                    same(&again, &lenient, &xml);
                }
            }
            if let Ok(strict) = Document::from_xml_strict($bytes) {
                if let Err(errors) = strict.validate() {
                    panic!("read strictly, and not valid: {errors}");
                }
                let xml = strict.to_xml().unwrap_or_else(|e| panic!("{e}\n{strict:?}"));
                let again = Document::from_xml_strict(xml.as_bytes());
                let again = again.unwrap_or_else(|e| panic!("{e}\n{xml}"));
                same(&again, &strict, &xml);
            }
        })*
    };
}

fuzz_target!(|bytes: &[u8]| {
    documents!(bytes: all, builtins, choice, defaults, enumerations, facets, forms, groups, lists_unions, mixed,
        namespaces, nillable, polymorphism, recursion, sequence, simple_content, substitution, wildcards,
        command_web_service);
});
