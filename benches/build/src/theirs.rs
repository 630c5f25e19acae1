//! What xsd-parser makes of the schemas of a service.

use xmltree::{Element, XMLNode};
use xsd_parser::Config;
use xsd_parser::config::{GeneratorFlags, InterpreterFlags, OptimizerFlags, ParserFlags, Schema};

use super::Outcome;

/// What its code needs.
pub const DEPENDENCIES: &str =
    "xsd-parser-types = { version = \"0.2\", features = [\"quick-xml\"] }";

/// The code, laid out as ours is so that lines can be compared.
pub fn generate(documents: &[String]) -> Outcome<String> {
    let mut schemas = Vec::new();
    for text in documents {
        collect(&Element::parse(text.as_bytes())?, &mut schemas)?;
    }
    let schemas = schemas.into_iter().enumerate();
    let schemas = schemas.map(|(i, text)| Schema::NamedSchema(format!("schema{i}"), text));
    let mut config = Config::default().with_schemas(schemas);
    // The schemas are all there; what they import by location isn't read again.
    config.parser.resolver.clear();
    config.parser.flags = ParserFlags::all() - ParserFlags::RESOLVE_INCLUDES;
    config.interpreter.flags = InterpreterFlags::all() - InterpreterFlags::WITH_NUM_BIG_INT;
    config.optimizer.flags = OptimizerFlags::all() - OptimizerFlags::REMOVE_DUPLICATES;
    config.generator.flags = GeneratorFlags::all();
    let code = xsd_parser::generate(config.with_quick_xml())?.to_string();
    let file = syn::parse_file(&code)?;
    Ok(prettyplease::unparse(&file))
}

/// The schemas in a document, each with the prefixes that are in scope.
fn collect(element: &Element, schemas: &mut Vec<String>) -> Outcome<()> {
    if element.name == "schema" {
        let mut text = Vec::new();
        element.write(&mut text)?;
        schemas.push(String::from_utf8(text)?);
        return Ok(());
    }
    let children = element.children.iter().filter_map(XMLNode::as_element);
    children
        .filter(|c| matches!(&*c.name, "types" | "schema"))
        .try_for_each(|child| collect(child, schemas))
}
