//! All names that were given, for what's to be said about their letters.

use super::names::certain_letters;
use super::services::Services;
use super::{Item, ItemKind, Types};

/// The letters that the file has to name beside.
pub(super) fn letters(types: &Types, services: &Services) -> String {
    let modules = types.modules.iter().filter_map(|m| m.name.as_ref());
    let types = types.items.iter().flat_map(of_item);
    let names = modules.chain(types).chain(of_services(services));
    certain_letters(names.map(String::as_str))
}

fn of_item(item: &Item) -> Vec<&String> {
    let mut names = vec![&item.name];
    match &item.kind {
        ItemKind::Struct(def) => {
            let fields = def.members.iter().chain(&def.attributes);
            names.extend(fields.map(|field| &field.name));
        }
        ItemKind::Choice(def) => names.extend(def.variants.iter().map(|field| &field.name)),
        ItemKind::Enumeration(def) => names.extend(def.values.iter().map(|value| &value.name)),
        ItemKind::Union(def) => names.extend(def.variants.iter().map(|variant| &variant.name)),
        ItemKind::Alias(_) | ItemKind::Simple(_) => {}
    }
    names
}

fn of_services(services: &Services) -> impl Iterator<Item = &String> {
    let clients = services.clients.iter().flat_map(|client| {
        let methods = client.methods.iter().map(|method| &method.name);
        methods.chain([&client.name]).chain(&client.service)
    });
    let operations = services.operations.iter();
    clients.chain(operations.map(|operation| &operation.constant))
}
