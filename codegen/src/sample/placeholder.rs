//! What stands in place of a simple value: the name of its built-in type, or the values it may have.

use super::package::reference;
use crate::model::{Builtin, Facets, Model, TypeId, TypeKind, Variety};

/// How far lists, unions and bases are followed.
const DEPTH: usize = 16;

/// The placeholder for a value of a simple type; `None` for a complex type. About as long as `limit` at most. Says if it
/// refers to what goes along.
pub(super) fn placeholder(
    model: &Model,
    id: TypeId,
    limit: usize,
    refers: &mut bool,
) -> Option<String> {
    simple(model, id, limit, refers, DEPTH)
}

fn simple(
    model: &Model,
    id: TypeId,
    limit: usize,
    refers: &mut bool,
    depth: usize,
) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    if model.refers(id) {
        *refers = true;
        return Some(reference());
    }
    let ty = match &model.types.get(id.0 as usize)?.kind {
        TypeKind::Builtin(builtin) => return Some(name(model, *builtin)),
        TypeKind::Simple(ty) => ty,
        TypeKind::Any | TypeKind::Complex(_) => return None,
    };
    if !ty.facets.enumeration.is_empty() {
        return Some(values(&ty.facets, limit));
    }
    Some(match &ty.variety {
        Variety::Atomic(builtin) => name(model, *builtin),
        Variety::List(item) => {
            let item_values = model.types.get(item.0 as usize).map(|t| &t.kind);
            let item = simple(model, *item, limit, refers, depth)?;
            match item_values {
                // The values say by themselves that each may stand there.
                Some(TypeKind::Simple(ty)) if !ty.facets.enumeration.is_empty() => item,
                _ => format!("{item} {item}"),
            }
        }
        Variety::Union(members) => {
            let mut seen: Vec<String> = Vec::new();
            let mut length = 0;
            for member in members {
                let mut refer = false;
                let Some(member) = simple(model, *member, limit, &mut refer, depth) else {
                    continue;
                };
                if length > limit {
                    seen.push("...".to_owned());
                    break;
                }
                *refers |= refer;
                if !seen.contains(&member) {
                    length += member.len();
                    seen.push(member);
                }
            }
            seen.join(" or ")
        }
    })
}

/// The local name of a built-in type.
fn name(model: &Model, builtin: Builtin) -> String {
    let of = |kind: &TypeKind| matches!(kind, TypeKind::Builtin(b) if *b == builtin);
    let found = model.types.iter().take(64).find(|t| of(&t.kind));
    let name = found.and_then(|t| t.name.as_ref());
    name.map_or_else(|| "string".to_owned(), |n| n.local.to_string())
}

/// `A or B or C`
fn values(facets: &Facets, limit: usize) -> String {
    let mut out = String::new();
    for (index, value) in facets.enumeration.iter().enumerate() {
        if index > 0 {
            out.push_str(" or ");
        }
        if out.len() > limit {
            out.push_str("...");
            break;
        }
        out.push_str(&value.value);
    }
    out
}
