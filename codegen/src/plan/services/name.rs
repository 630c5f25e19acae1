//! Names of clients, methods and operation tables, once the types have theirs.

use super::data::{Client, Services};
use crate::plan::names::{constant_name, field_name, type_name};
use crate::plan::{Item, Scope, Ty, Types};

/// What a client has beside its operations, and what would hide a method that everything has.
const RESERVED: [&str; 23] = [
    "new",
    "soap11",
    "soap12",
    "with_client",
    "with_transport",
    "with_header",
    "into_endpoint",
    "endpoint_with",
    "client",
    "from",
    "into",
    "clone",
    "clone_into",
    "clone_from",
    "fmt",
    "default",
    "borrow",
    "borrow_mut",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
    "drop",
];

/// Names everything; `scope` is that of the file.
pub(in crate::plan) fn finish(services: &mut Services, types: &Types, scope: &mut Scope) {
    // Types of the prelude that every file's text relies on.
    ["Option", "Vec", "String", "Box"]
        .iter()
        .for_each(|name| scope.reserve(name));
    for client in &mut services.clients {
        client.name = scope.give(&type_name(&client.words), "Client");
        if let Some(words) = &client.service {
            let name = type_name(words);
            // Not a number, where the client has the name that's usual.
            let suffix = match scope.has(&format!("{name}Service")) {
                true => "PortType",
                false => "Service",
            };
            client.service = Some(scope.give(&name, suffix));
        }
        let mut methods = Scope::default();
        RESERVED.iter().for_each(|name| methods.reserve(name));
        for method in &mut client.methods {
            method.name = methods.give(&field_name(&method.words), "_operation");
        }
    }
    services.module = scope.give("operations", "_tables");
    let mut tables = Scope::default();
    // A word of the tables' own vocabulary.
    tables.reserve("UNBOUNDED");
    for client in &services.clients {
        for method in &client.methods {
            let Some(operation) = services.operations.get_mut(method.operation) else {
                continue;
            };
            let plain = constant_name(&method.words);
            let name = match tables.has(&plain) {
                true => constant_name(&format!("{}_{}", client.words, method.words)),
                false => plain,
            };
            operation.constant = tables.give(&name, "");
        }
    }
    for client in &mut services.clients {
        for method in &mut client.methods {
            if let Some(faults) = method.faults.and_then(|id| item(types, id.0)) {
                let line = format!("Declared faults: [`{}`]", faults.name);
                method.doc.extend([String::new(), line]);
            }
        }
        if let Some(headers) = client.headers.and_then(|id| item(types, id.0)) {
            let line = format!("Declared header blocks: [`{}`]", headers.name);
            client.doc.extend([String::new(), line]);
        }
        let example = example(client, types);
        client.doc.extend(example);
    }
}

fn item(types: &Types, id: u32) -> Option<&Item> {
    types.items.get(id as usize)
}

/// Lines that show a call of the first method.
fn example(client: &Client, types: &Types) -> Vec<String> {
    let Some(method) = client.methods.first() else {
        return Vec::new();
    };
    let request = match &method.request {
        Ty::Unit => String::new(),
        Ty::Item(id) => {
            let item = item(types, id.0);
            let module = item.and_then(|i| types.modules.get(i.module.0 as usize));
            let module = module.and_then(|m| m.name.as_ref());
            let module = module.map_or(String::new(), |name| format!("{name}::"));
            let name = item.map_or("", |i| i.name.as_str());
            format!("&{module}{name}::default()")
        }
        _ => "&request".to_owned(),
    };
    let address = client.ports.address().unwrap_or("https://example.org/");
    let address: String = address.chars().flat_map(char::escape_default).collect();
    let constructor = client.ports.constructor();
    vec![
        String::new(),
        "```ignore".to_owned(),
        format!(
            "let client = {}::{constructor}(\"{address}\")?;",
            client.name
        ),
        format!("let reply = client.{}({request}).await?;", method.name),
        "```".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_do_not_hide_what_a_client_has() {
        let mut methods = Scope::default();
        RESERVED.iter().for_each(|name| methods.reserve(name));
        assert_eq!(
            methods.give(&field_name("New"), "_operation"),
            "new_operation"
        );
        assert_eq!(methods.give(&field_name("type"), "_operation"), "r#type");
    }
}
