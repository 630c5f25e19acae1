//! Bytes as SOAP-encoded requests and responses: references, arrays, values of any type. What is read is written in both
//! versions, and read again it's the same.
#![no_main]

use castile::SoapVersion;
use castile_fuzz::rpc_encoded::{Request, Response};
use castile_fuzz::same;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    castile_fuzz::mutate_xml(data, size, max_size, seed)
});

macro_rules! messages {
    ($bytes:ident: $($messages:ident),*) => {
        $({
            if let Ok(message) = $messages::from_envelope($bytes) {
                for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
                    // A value that was lost behind a reference may have no form.
                    let Ok(xml) = message.to_envelope(version) else { continue };
                    let again = $messages::from_envelope(xml.as_bytes());
                    let again = again.unwrap_or_else(|e| panic!("{e}\n{xml}"));
                    // A cycle in a value of any type ends in a reference, further in each time that it's followed.
                    if !xml.contains("href=") && !xml.contains(":ref=") {
                        same(&again, &message, &xml);
                    }
                }
            }
            let _ = $messages::from_envelope_strict($bytes);
        })*
    };
}

fuzz_target!(|bytes: &[u8]| {
    messages!(bytes: Request, Response);
});
