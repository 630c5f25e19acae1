//! Generates the client of CommandWebService from its WSDL.

fn main() -> Result<(), castile_codegen::Error> {
    castile_codegen::compile("../wsdl/CommandWebService.wsdl")
}
