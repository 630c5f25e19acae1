//! How far the compiler has to follow types that hold each other.
//!
//! What it works out of a type's fields, whether threads may share it say, it works out field by field, as deep as they go,
//! behind pointers too. Chains in large schemas are longer than it goes by itself (`recursion_limit`).

use super::data::{Item, Ty};

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
        let held = item.tys().into_iter().rev().filter_map(Ty::item);
        stack.push(held.map(|id| id.0 as usize).collect());
    }
}
