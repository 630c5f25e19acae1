//! Substitution groups (XSD part 1, 2.2.2.2 and 3.3.4): who may stand in for whom.

use std::collections::HashSet;

use super::builder::Builder;
use super::draft::{KindDraft, TypeDraft};
use super::order::{MAX_DEPTH, Why, post_order};
use crate::model::{Block, ElementId, TypeId};

/// Gives elements without a type that of their head, and heads their members.
pub(super) fn substitute(builder: &mut Builder<'_, '_>) {
    let heads = &mut builder.heads;
    let order = post_order(builder.elements.len(), MAX_DEPTH, |item, into| {
        let heads = heads.get(&id(item)).map(|(heads, _)| heads.as_slice());
        into.extend(heads.unwrap_or_default().iter().map(|head| head.0 as usize));
    });
    for (item, _, why) in order.cut {
        heads.remove(&id(item));
        let Some(element) = builder.elements.get(item) else {
            continue;
        };
        let name = &*element.name.local;
        let message = match why {
            Why::Circle => format!("element {name:?} is in its own substitution group"),
            Why::Depth => format!("element {name:?} is {MAX_DEPTH} substitution groups deep"),
        };
        builder
            .diagnostics
            .error(&element.at, message)
            .help("remove one of the substitutionGroup attributes that lead from it");
    }
    for &item in &order.sequence {
        let Some((heads, true)) = builder.heads.get(&id(item)) else {
            continue;
        };
        let head = heads
            .first()
            .and_then(|head| builder.elements.get(head.0 as usize));
        let type_id = head.map(|e| e.type_id);
        if let (Some(type_id), Some(element)) = (type_id, builder.elements.get_mut(item)) {
            element.type_id = type_id;
        }
    }
    members(builder);
}

fn members(builder: &mut Builder<'_, '_>) {
    for item in 0..builder.elements.len() {
        let mut above: Vec<ElementId> = Vec::new();
        let mut known = HashSet::new();
        let mut todo = vec![id(item)];
        while let Some((heads, _)) = todo.pop().and_then(|at| builder.heads.get(&at)) {
            let new = heads.iter().filter(|head| known.insert(**head));
            let new: Vec<ElementId> = new.copied().collect();
            above.extend(&new);
            todo.extend(new);
        }
        let own = builder.elements.get(item).map(|e| e.type_id);
        for head in above {
            let of_head = builder.elements.get(head.0 as usize);
            let (Some(own), Some((block, of_head))) = (own, of_head.map(|e| (e.block, e.type_id)))
            else {
                continue;
            };
            if blocked(&builder.types, (block, of_head), own) {
                continue;
            }
            if let Some(head) = builder.elements.get_mut(head.0 as usize) {
                head.substitutes.push(id(item));
            }
        }
    }
}

/// Whether the head, or its type, keeps elements of this type out.
fn blocked(types: &[TypeDraft], (own, head_type): (Block, TypeId), mut of: TypeId) -> bool {
    let complex = |id: TypeId| match types.get(id.0 as usize).map(|t| &t.kind) {
        Some(KindDraft::Complex(complex)) => Some(complex),
        _ => None,
    };
    let inherited = complex(head_type).map(|c| c.block).unwrap_or_default();
    let block = Block {
        substitution: own.substitution,
        ..own.or(inherited)
    };
    if block == Block::default() {
        return false;
    }
    if block.substitution {
        return true;
    }
    for _ in 0..MAX_DEPTH {
        if of == head_type {
            return false;
        }
        let Some(complex) = complex(of) else {
            // A simple type, which can only be a restriction.
            return block.restriction;
        };
        if block.blocks(complex.derivation) {
            return true;
        }
        of = complex.base;
    }
    false
}

fn id(item: usize) -> ElementId {
    ElementId(u32::try_from(item).unwrap_or(u32::MAX))
}
