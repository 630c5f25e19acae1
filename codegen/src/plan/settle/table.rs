//! Namespaces in tables: a module's constant where there's one, else the URI.

use std::collections::HashMap;
use std::sync::Arc;

use crate::plan::data::*;

/// Replaces URIs by constants and says which constants there are.
pub(super) fn constants(items: &mut [Item], modules: &mut [Module]) {
    let by_namespace: HashMap<Arc<str>, ModuleId> = modules
        .iter()
        .enumerate()
        .filter_map(|(i, module)| {
            let id = ModuleId(u32::try_from(i).unwrap_or(u32::MAX));
            let namespace = module.namespace.clone()?;
            (!namespace.is_empty()).then_some((namespace, id))
        })
        .collect();
    for item in items.iter_mut() {
        let module = item.module;
        let mut visit = |member: &mut Member| resolve(member, module, &by_namespace, modules);
        match &mut item.kind {
            ItemKind::Struct(def) => {
                let fields = def.members.iter_mut().chain(&mut def.attributes);
                fields.for_each(|field| visit(&mut field.member));
                match &mut def.content {
                    Content::Mixed(members) => members.iter_mut().for_each(&mut visit),
                    Content::Array(array) => {
                        named(&mut array.item.0, module, &by_namespace, modules);
                    }
                    _ => {}
                }
                let at = by_namespace.get(&def.name.namespace);
                if let Some(id) = at.filter(|id| **id == module) {
                    mark(modules, *id, module);
                }
            }
            ItemKind::Choice(def) => {
                def.variants
                    .iter_mut()
                    .for_each(|field| visit(&mut field.member));
                let Some(grammar) = &mut def.grammar else {
                    continue;
                };
                grammar.attributes.iter_mut().for_each(&mut visit);
                for ty in &mut grammar.types {
                    let names = ty.stands_for.iter_mut();
                    for (ns, _) in names.chain([&mut ty.name]) {
                        named(ns, module, &by_namespace, modules);
                    }
                }
            }
            _ => {}
        }
    }
}

fn resolve(
    member: &mut Member,
    module: ModuleId,
    by_namespace: &HashMap<Arc<str>, ModuleId>,
    modules: &mut [Module],
) {
    if let Some((ns, _)) = &mut member.type_name {
        named(ns, module, by_namespace, modules);
    }
    let declaration = member.declaration.as_mut();
    if let Some((ns, _)) = declaration.and_then(|d| d.simple_type.as_mut()) {
        named(ns, module, by_namespace, modules);
    }
    match &mut member.kind {
        MemberKind::Element(ns, _) | MemberKind::Attribute(ns, _) | MemberKind::Type(ns, _) => {
            named(ns, module, by_namespace, modules);
        }
        MemberKind::InlineChoice(members)
        | MemberKind::InlineGroup(members)
        | MemberKind::InlineAll(members) => {
            for member in members {
                resolve(member, module, by_namespace, modules);
            }
        }
        _ => {}
    }
}

fn named(
    ns: &mut Ns,
    module: ModuleId,
    by_namespace: &HashMap<Arc<str>, ModuleId>,
    modules: &mut [Module],
) {
    let Ns::Literal(uri) = ns else { return };
    if let Some(id) = by_namespace.get(uri) {
        *ns = Ns::Const(*id);
        mark(modules, *id, module);
    }
}

fn mark(modules: &mut [Module], id: ModuleId, user: ModuleId) {
    if let Some(module) = modules.get_mut(id.0 as usize) {
        module.has_const = true;
        module.shared_const |= id != user;
    }
}
