//! Elements that may say by `xsi:type` of which type they are, where that's to be kept: in whole documents, where others
//! derive from the declared type. All else that an element can say of its type means nothing.

use std::collections::HashSet;

use super::{Book, Key};
use crate::model::{Builtin, Model, SimpleType, TypeId, TypeKind, Variety};
use crate::plan::data::Ty;

impl Book<'_> {
    /// Whether an element of a type, which has `ty` as its value, keeps what type it says. An enum over a type and those
    /// that derive from it does so itself.
    pub(super) fn keeps_type(&self, id: TypeId, ty: &Ty) -> bool {
        let Some(declared) = self.ty(id).filter(|_| self.options.document_enum) else {
            return false;
        };
        match &declared.kind {
            // One without a default or a fixed value is kept as it is.
            TypeKind::Builtin(Builtin::AnySimpleType) => *ty != Ty::Runtime("AnyType"),
            // A reference to a part is no text.
            TypeKind::Simple(_) => {
                declared.name.is_some() && !declared.is_reference() && self.bases.contains(&id)
            }
            TypeKind::Complex(complex) => {
                let derived = complex.derived.iter();
                derived.copied().any(|id| self.is_derivable(id)) && self.is_type(id, ty)
            }
            _ => false,
        }
    }

    /// Whether what an element of a type is, its `xsi:type` says, if need be without a value.
    pub(super) fn is_told_by_type(&self, id: TypeId, ty: &Ty) -> bool {
        let complex = matches!(self.ty(id).map(|ty| &ty.kind), Some(TypeKind::Complex(_)));
        self.options.document_enum
            && complex
            && !self.is_type(id, ty)
            && self.encoding_simple(id).is_none()
    }

    fn is_type(&self, id: TypeId, ty: &Ty) -> bool {
        self.keys
            .get(&Key::Type(id))
            .map(|item| Ty::Item(*item))
            .as_ref()
            == Some(ty)
    }
}

/// The types that a type with a name is validly derived from (XSD part 1, 3.14.6 "Type Derivation OK (Simple)").
pub(super) fn bases(model: &Model) -> HashSet<TypeId> {
    let of = |id: TypeId| model.types.get(id.0 as usize);
    let all = || (0..).map(TypeId).zip(&model.types);
    let mut unions: Vec<(TypeId, TypeId)> = Vec::new();
    for (union, ty) in all() {
        if let TypeKind::Simple(SimpleType {
            variety: Variety::Union(members),
            ..
        }) = &ty.kind
        {
            unions.extend(members.iter().map(|member| (*member, union)));
        }
    }
    unions.sort_unstable();
    let named = all().filter(|(_, ty)| ty.name.is_some());
    let mut todo: Vec<TypeId> = named.map(|(id, _)| id).collect();
    let mut bases = HashSet::new();
    while let Some(id) = todo.pop() {
        let base = match of(id).map(|ty| &ty.kind) {
            Some(TypeKind::Simple(simple)) => Some(simple.base),
            _ => None,
        };
        let from = unions.partition_point(|(member, _)| *member < id);
        let of_it = unions
            .iter()
            .skip(from)
            .take_while(|(member, _)| *member == id);
        let next = base.into_iter().chain(of_it.map(|(_, union)| *union));
        todo.extend(next.filter(|id| bases.insert(*id)));
    }
    bases
}
