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
#[macro_export]
macro_rules! include_wsdl {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
    };
}
