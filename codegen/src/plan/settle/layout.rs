//! Which module is where, and in which order its items are written.

use std::sync::Arc;

use crate::options::Options;
use crate::plan::data::*;
use crate::plan::docs;
use crate::plan::names::{Scope, module_names};

/// The modules that aren't empty. Where only one namespace has items they stand in the file itself, unless the user
/// named a module for it.
pub(super) fn modules(
    items: &mut [Item],
    namespaces: Vec<Arc<str>>,
    options: &Options,
    scope: &mut Scope,
) -> Vec<Module> {
    let mut used = vec![false; namespaces.len() + 1];
    for item in items.iter() {
        if let Some(used) = used.get_mut(item.module.0 as usize) {
            *used = true;
        }
    }
    let kept: Vec<(usize, Arc<str>)> = namespaces
        .into_iter()
        .enumerate()
        .map(|(i, namespace)| (i + 1, namespace))
        .filter(|(i, _)| used.get(*i) == Some(&true))
        .collect();
    let mut root = Module::default();
    let mut modules = Vec::new();
    let mut moved = vec![ModuleId::ROOT; used.len()];
    let chosen = |namespace: &str| options.modules.iter().any(|(ns, _)| ns == namespace);
    match kept.as_slice() {
        [(_, only)] if !chosen(only) => root.namespace = Some(only.clone()),
        _ => {
            let namespaces: Vec<Arc<str>> = kept.iter().map(|(_, ns)| ns.clone()).collect();
            let names = module_names(&namespaces, &options.modules, scope);
            for ((old, namespace), name) in kept.into_iter().zip(names) {
                let id = ModuleId(u32::try_from(modules.len() + 1).unwrap_or(u32::MAX));
                if let Some(moved) = moved.get_mut(old) {
                    *moved = id;
                }
                let doc = match &*namespace {
                    "" => "Types without a namespace.".to_owned(),
                    namespace => format!("Types of the namespace {}.", docs::code(namespace)),
                };
                modules.push(Module {
                    name: Some(name),
                    namespace: Some(namespace),
                    doc: vec![doc],
                    ..Module::default()
                });
            }
        }
    }
    modules.insert(0, root);
    for item in items.iter_mut() {
        item.module = moved
            .get(item.module.0 as usize)
            .copied()
            .unwrap_or(ModuleId::ROOT);
    }
    let mut order: Vec<(ModuleId, (u32, u32, u32), ItemId)> = items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let id = ItemId(u32::try_from(i).unwrap_or(u32::MAX));
            (item.module, item.hint.order, id)
        })
        .collect();
    order.sort();
    for (module, _, item) in order {
        if let Some(module) = modules.get_mut(module.0 as usize) {
            module.items.push(item);
        }
    }
    modules
}
