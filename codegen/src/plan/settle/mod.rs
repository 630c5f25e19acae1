//! The last decisions about types: modules, names, constants, defaults, boxes, derives, order.
//!
//! In come drafted items; out go [`Types`]. Each file is one pass over all items.

mod boxes;
mod defaults;
mod layout;
mod name;
mod table;
mod text;

use std::sync::Arc;

use super::data::*;
use super::names::Scope;
use crate::options::Options;

/// Decides the rest. The scope is that of the file itself.
pub(super) fn settle(
    mut items: Vec<Item>,
    namespaces: Vec<Arc<str>>,
    options: &Options,
) -> (Types, Scope) {
    let mut scope = Scope::default();
    let runtime = options.runtime.trim_start_matches("::");
    scope.reserve(runtime.split("::").next().unwrap_or(runtime));
    let mut modules = layout::modules(&mut items, namespaces, options, &mut scope);
    name::items(&mut items, &mut modules, &mut scope);
    name::members(&mut items);
    table::constants(&mut items, &mut modules);
    defaults::place(&mut items);
    boxes::place(&mut items);
    text::document(&mut items, options);
    text::derive(&mut items, options);
    let types = Types {
        modules,
        items,
        left_out: Vec::new(),
    };
    (types, scope)
}
