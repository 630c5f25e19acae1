//! Every type has a default value, and a finite one: required recursion is cut by an `Option`.

use crate::plan::data::*;

/// Chooses the default variants of enums, and makes fields `Option` that would need themselves. The table keeps such a
/// field's `minOccurs`, so its absence is still an error where it matters.
pub(super) fn place(items: &mut [Item]) {
    let mut finite = vec![false; items.len()];
    loop {
        spread(items, &mut finite);
        // The first struct that's infinite gets its infinite fields made optional; that may be enough for the others.
        let stuck = items.iter().enumerate().position(|(i, item)| {
            finite.get(i) == Some(&false) && matches!(item.kind, ItemKind::Struct(_))
        });
        let Some(stuck) = stuck else { break };
        if let Some(ItemKind::Struct(def)) = items.get_mut(stuck).map(|item| &mut item.kind) {
            for field in def.members.iter_mut().chain(&mut def.attributes) {
                if !is_finite(&field.ty, &finite) {
                    field.ty = std::mem::replace(&mut field.ty, Ty::Unit).option();
                }
            }
        }
    }
}

/// Marks what has a finite default, until nothing is added.
fn spread(items: &mut [Item], finite: &mut [bool]) {
    let mut grown = true;
    while grown {
        grown = false;
        for i in 0..items.len() {
            let Some(item) = items.get_mut(i).filter(|_| finite.get(i) == Some(&false)) else {
                continue;
            };
            let now = match &mut item.kind {
                ItemKind::Struct(def) => {
                    let mut fields = def.members.iter().chain(&def.attributes);
                    fields.all(|field| is_finite(&field.ty, finite))
                }
                ItemKind::Choice(def) => {
                    let first = def.variants.iter().position(|v| is_finite(&v.ty, finite));
                    def.default = first.unwrap_or_default();
                    first.is_some()
                }
                ItemKind::Alias(ty) => is_finite(ty, finite),
                ItemKind::Enumeration(_) | ItemKind::Union(_) | ItemKind::Simple(_) => true,
            };
            if let (true, Some(finite)) = (now, finite.get_mut(i)) {
                *finite = true;
                grown = true;
            }
        }
    }
}

fn is_finite(ty: &Ty, finite: &[bool]) -> bool {
    match ty {
        Ty::Item(id) => finite.get(id.0 as usize).copied().unwrap_or(true),
        Ty::Boxed(inner) | Ty::Defaulted(inner) | Ty::Typed(inner) => is_finite(inner, finite),
        _ => true,
    }
}
