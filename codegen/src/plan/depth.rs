//! How far the compiler has to follow types that hold each other.
//!
//! What it works out of a type's fields, whether threads may share it say, it works out field by field, as deep as they go,
//! behind pointers too. Chains in large schemas are longer than it goes by itself (`recursion_limit`).

use super::data::{Item, ItemKind, Ty};

/// The layers that a field's type has at most around the type it holds: `Option`, `Nillable`, `Box` and what that is made of.
const LAYERS: usize = 6;
/// How far the compiler goes by itself.
const BY_ITSELF: usize = 128;

/// The limit that these types need, if it's more than usual.
pub fn recursion_limit(items: &[Item]) -> Option<usize> {
    let needed = longest(items).saturating_mul(LAYERS);
    (needed > BY_ITSELF).then(|| needed.next_power_of_two())
}

/// The longest chain of a depth-first walk, which follows each type once. It keeps its own stack.
fn longest(items: &[Item]) -> usize {
    let mut seen = vec![false; items.len()];
    let mut longest = 0;
    for start in 0..items.len() {
        let mut stack = Vec::new();
        enter(items, start, &mut seen, &mut stack);
        while let Some(held) = stack.last_mut() {
            let Some(next) = held.pop() else {
                longest = longest.max(stack.len());
                stack.pop();
                continue;
            };
            enter(items, next, &mut seen, &mut stack);
        }
    }
    longest
}

fn enter(items: &[Item], item: usize, seen: &mut [bool], stack: &mut Vec<Vec<usize>>) {
    let new = seen.get_mut(item).filter(|seen| !**seen);
    if let (Some(seen), Some(item)) = (new, items.get(item)) {
        *seen = true;
        // The first is followed first.
        stack.push(held(item).into_iter().rev().collect());
    }
}

/// The items that an item's fields hold, however.
fn held(item: &Item) -> Vec<usize> {
    let tys: Vec<&Ty> = match &item.kind {
        ItemKind::Struct(def) => {
            let fields = def.members.iter().chain(&def.attributes);
            fields.map(|field| &field.ty).collect()
        }
        ItemKind::Choice(def) => def.variants.iter().map(|variant| &variant.ty).collect(),
        ItemKind::Union(def) => def.variants.iter().map(|variant| &variant.ty).collect(),
        ItemKind::Alias(ty) => vec![ty],
        ItemKind::Enumeration(_) | ItemKind::Simple(_) => Vec::new(),
    };
    tys.into_iter().filter_map(inmost).collect()
}

fn inmost(ty: &Ty) -> Option<usize> {
    match ty {
        Ty::Item(id) => Some(id.0 as usize),
        Ty::Option(inner)
        | Ty::Nillable(inner)
        | Ty::NillableWith(inner)
        | Ty::Defaulted(inner)
        | Ty::Boxed(inner)
        | Ty::Vec(inner)
        | Ty::List(inner) => inmost(inner),
        Ty::Primitive(_) | Ty::Runtime(_) | Ty::Path(_) | Ty::String | Ty::Unit => None,
    }
}
