//! Generates what the targets `document`, `envelope`, `encoded`, `multipart` and `plain` read into.

use castile_codegen::{Error, configure};

fn main() -> Result<(), Error> {
    for stem in [
        "features/all",
        "features/builtins",
        "features/choice",
        "features/defaults",
        "features/enumerations",
        "features/facets",
        "features/forms",
        "features/groups",
        "features/lists-unions",
        "features/mixed",
        "features/namespaces",
        "features/nillable",
        "features/polymorphism",
        "features/recursion",
        "features/sequence",
        "features/simple-content",
        "features/substitution",
        "features/wildcards",
    ] {
        configure()
            .document_enum(true)
            .compile([format!("../wsdl/{stem}.xsd")])?;
    }
    for stem in [
        "CommandWebService",
        "features/attachments",
        "features/faults-headers",
        "features/mtom",
        "features/one-way",
        "features/overloads",
        "features/rpc-encoded",
        "features/rpc-literal",
    ] {
        configure()
            .document_enum(true)
            .compile([format!("../wsdl/{stem}.wsdl")])?;
    }
    configure()
        .server(true)
        .compile(["../wsdl/features/http-binding.wsdl"])?;
    Ok(())
}
