//! Documents through the whole generator: it reports mistakes with their places, or emits text that is Rust.
//!
//! The input is a WSDL or a schema; after each NUL another document follows, which the others know as `1.xsd`, `2.xsd`.
#![no_main]

use castile_codegen::{Error, Generated, configure};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    castile_fuzz::mutate_xml(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    let generated = match generate(bytes, false) {
        Err(_) => generate(bytes, true),
        generated => generated,
    };
    if let Ok(generated) = generated
        && let Err(error) = syn::parse_file(&generated.code)
    {
        panic!("{error}\n{}", generated.code);
    }
});

fn generate(bytes: &[u8], partial: bool) -> Result<Generated, Error> {
    let mut builder = configure().document_enum(true).partial(partial);
    for (i, document) in bytes.split(|b| *b == 0).enumerate() {
        builder = builder.memory(name(i), document);
    }
    let result = builder.generate([name(0)]);
    if let Err(error) = &result {
        let _ = error.to_string();
        assert!(
            error.diagnostics().iter().any(|d| d.at.is_some()),
            "no place: {error}"
        );
    }
    result
}

fn name(i: usize) -> String {
    format!("{i}.xsd")
}
