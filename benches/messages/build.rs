//! Generates the same schema's types by castile and by xsd-parser.

use std::path::PathBuf;
use std::{env, fs};

use xsd_parser::config::Schema;
use xsd_parser::{Config, IdentType, generate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    castile_codegen::configure()
        .server(true)
        .compile(["schema/messages.wsdl"])?;
    // What it makes of the abstract type refuses the types that xsi:type names.
    let elements = [
        "getRecordsResponse",
        "getPointsResponse",
        "getNodesResponse",
        "getFilesResponse",
    ];
    let schema = fs::canonicalize("schema/messages.xsd")?;
    let config = Config::default()
        .with_schema(Schema::File(schema))
        .with_quick_xml_deserialize()
        .with_generate(elements.map(|name| (IdentType::Element, format!("tns:{name}"))));
    let code = generate(config)?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("xsd_parser.rs");
    fs::write(out, code.to_string())?;
    Ok(())
}
