//! How a crate takes in what its build script generated.

/// Takes in the module that the build script generated from a WSDL or a schema, by the name of its file in `OUT_DIR`:
/// that of the document in snake case, or the one that was configured.
///
/// ```ignore
/// /// The service, generated from its WSDL.
/// pub mod service {
///     castile::include_wsdl!("command_web_service");
/// }
/// ```
///
/// Nobody uses all of a service, so nothing is said of what isn't used, in a program's private module either.
#[macro_export]
macro_rules! include_wsdl {
    ($name:literal) => {
        #[allow(
            dead_code,
            unreachable_pub,
            unused_qualifications,
            clippy::all,
            clippy::pedantic,
            clippy::nursery,
            clippy::allow_attributes
        )]
        mod castile_generated {
            ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
        }
        #[allow(unused_imports, unreachable_pub, clippy::allow_attributes)]
        pub use castile_generated::*;
    };
}
