//! Generates the client of CommandWebService from its WSDL.

fn main() -> Result<(), castile_codegen::Error> {
    castile_codegen::configure()
        // The enums of requests and responses, for doubles of the service.
        .document_enum(true)
        // It is the token, though its name doesn't say so.
        .secret("LoginResponse/LoginResult")
        .compile(["../wsdl/CommandWebService.wsdl"])
}
