//! Names: who wants one, in which order, in which scope.

use std::collections::HashMap;

use crate::plan::data::*;
use crate::plan::names::{
    Scope, constant_name, escape, field_name, literal_name, type_name, variant_name,
};

/// Types of the prelude that generated code names.
const PRELUDE: [&str; 4] = ["Option", "Vec", "String", "Box"];

/// Gives items their names, each rank in document order.
pub(super) fn items(items: &mut [Item], modules: &mut [Module], root: &mut Scope) {
    let mut type_names = Names::new(type_name);
    for (i, module) in modules.iter_mut().enumerate() {
        let mut own = Scope::default();
        let types = if i == 0 { &mut *root } else { &mut own };
        let mut values = Scope::default();
        values.reserve("NS");
        let mut order = module.items.clone();
        // A name that is written as Rust would write it has the better claim.
        order.sort_by_cached_key(|id| {
            let item = items.get(id.0 as usize);
            item.map(|item| {
                (
                    item.hint.rank,
                    type_names.of(&item.hint.words) != item.hint.words,
                    item.hint.order,
                    *id,
                )
            })
        });
        for id in order {
            let Some(item) = items.get_mut(id.0 as usize) else {
                continue;
            };
            let words = &item.hint.words;
            item.name = match (&item.kind, item.hint.rank) {
                (ItemKind::Simple(_), _) => values.give(&constant_name(words), ""),
                (_, Rank::Renamed) if is_identifier(words) => types.give(words, ""),
                (_, rank) => types.give(type_names.of(words), rank.suffix()),
            };
        }
        let hidden = PRELUDE.iter().filter(|name| types.has(name));
        module.hidden = hidden.map(|name| (*name).to_owned()).collect();
        // Whatever else gets a name in the file hides no more of them.
        PRELUDE.iter().for_each(|name| types.reserve(name));
    }
}

/// Gives fields and variants their names, in schema order; those that the user chose first.
pub(super) fn members(items: &mut [Item]) {
    let mut field_names = Names::new(field_name);
    let mut variant_names = Names::new(variant_name);
    for item in items {
        match &mut item.kind {
            ItemKind::Struct(def) => {
                let fields = def.members.iter_mut().chain(&mut def.attributes);
                fields_in(fields.collect(), &mut field_names, "_attribute");
            }
            ItemKind::Choice(def) => {
                let variants = def.variants.iter_mut().collect();
                fields_in(variants, &mut variant_names, "Attribute");
            }
            ItemKind::Enumeration(def) => {
                let mut scope = Scope::default();
                scope.reserve("Unrecognized");
                let is_name = matches!(def.base, Builtin::QName | Builtin::Notation);
                for literal in &mut def.values {
                    let words = match literal.value.rsplit_once('}') {
                        Some((_, local)) if is_name => local,
                        _ => &literal.value,
                    };
                    literal.name = scope.give(&literal_name(words), "");
                }
            }
            ItemKind::Union(def) => {
                let mut scope = Scope::default();
                for variant in &mut def.variants {
                    variant.name = scope.give(&variant_name(&variant.words), "");
                }
            }
            ItemKind::Alias(_) | ItemKind::Simple(_) => {}
        }
    }
}

/// Names that were worked out, as types that are derived from one have the same members again.
struct Names {
    case: fn(&str) -> String,
    known: HashMap<String, String>,
}

impl Names {
    fn new(case: fn(&str) -> String) -> Self {
        let known = HashMap::new();
        Names { case, known }
    }

    fn of(&mut self, words: &str) -> &str {
        if !self.known.contains_key(words) {
            self.known.insert(words.to_owned(), (self.case)(words));
        }
        self.known.get(words).map_or("", String::as_str)
    }
}

fn fields_in(mut fields: Vec<&mut Field>, names: &mut Names, suffix: &str) {
    let mut scope = Scope::default();
    for field in fields.iter_mut().filter(|field| !field.name.is_empty()) {
        let name = std::mem::take(&mut field.name);
        field.name = if is_identifier(&name) {
            scope.give(&name, "")
        } else {
            scope.give(names.of(&name), "")
        };
    }
    for field in fields.iter_mut().filter(|field| field.name.is_empty()) {
        field.name = match field.words.strip_prefix('@') {
            Some(words) => scope.give(names.of(words), suffix),
            None => scope.give(names.of(&field.words), ""),
        };
    }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars.next();
    first.is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
        && escape(name) == name
}
