//! What items hold: the types of their fields, and the items in these.

use super::data::{Item, ItemId, ItemKind, Ty};

impl Item {
    /// The types of its fields or variants.
    pub(super) fn tys(&self) -> Vec<&Ty> {
        match &self.kind {
            ItemKind::Struct(def) => {
                let fields = def.members.iter().chain(&def.attributes);
                fields.map(|field| &field.ty).collect()
            }
            ItemKind::Choice(def) => def.variants.iter().map(|field| &field.ty).collect(),
            ItemKind::Alias(ty) => vec![ty],
            ItemKind::Union(def) => def.variants.iter().map(|variant| &variant.ty).collect(),
            // The text that isn't recognized.
            ItemKind::Enumeration(_) => vec![&Ty::String],
            ItemKind::Simple(_) => Vec::new(),
        }
    }
}

impl Ty {
    /// The item that it holds without indirection.
    pub(super) fn by_value(&self) -> Option<ItemId> {
        match self {
            Ty::Item(id) => Some(*id),
            Ty::Option(inner)
            | Ty::Nillable(inner)
            | Ty::NillableWith(inner)
            | Ty::Defaulted(inner)
            | Ty::Typed(inner) => inner.by_value(),
            _ => None,
        }
    }

    /// The item that it holds, however.
    pub(super) fn item(&self) -> Option<ItemId> {
        match self {
            Ty::Boxed(inner) | Ty::Vec(inner) | Ty::List(inner) => inner.item(),
            Ty::Option(inner)
            | Ty::Nillable(inner)
            | Ty::NillableWith(inner)
            | Ty::Defaulted(inner)
            | Ty::Typed(inner) => inner.item(),
            _ => self.by_value(),
        }
    }
}
