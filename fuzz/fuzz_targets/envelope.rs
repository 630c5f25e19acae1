//! Bytes as requests, responses and faults; what is read is written in both versions, and read again it's the same.
#![no_main]

use castile::{Error, Fault, SoapVersion};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    castile_fuzz::mutate_xml(data, size, max_size, seed)
});

macro_rules! messages {
    ($bytes:ident: $($module:ident::$messages:ident),*) => {
        $({
            use castile_fuzz::$module::$messages;
            match $messages::from_envelope($bytes) {
                Ok(message) => {
                    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
                        let Ok(xml) = message.to_envelope(version) else { continue };
                        // One-way operations are answered with nothing.
                        if xml.is_empty() {
                            continue;
                        }
                        let again = $messages::from_envelope(xml.as_bytes());
                        let again = again.unwrap_or_else(|e| panic!("{e}\n{xml}"));
                        assert_eq!(format!("{again:?}"), format!("{message:?}"), "{xml}");
                    }
                }
                Err(Error::Fault(fault)) => {
                    show(&fault);
                    let _ = fault.detail::<castile_fuzz::faults_headers::FindFault>();
                    for header in &fault.headers {
                        let _ = header.read::<castile_fuzz::faults_headers::LibraryServiceHeader>();
                    }
                }
                Err(error) => {
                    let _ = (error.to_string(), format!("{error:?}"));
                }
            }
            let _ = $messages::from_envelope_strict($bytes);
        })*
    };
}

fuzz_target!(|bytes: &[u8]| {
    messages!(bytes: command_web_service::Request, command_web_service::Response, faults_headers::Request,
        faults_headers::Response, one_way::Request, overloads::Request, overloads::Response, rpc_literal::Request,
        rpc_literal::Response);
});

fn show(fault: &Fault) {
    let _ = (
        fault.to_string(),
        format!("{fault:?}"),
        fault.kind(),
        fault.reason().len(),
    );
    let _ = fault.entries().count();
}
