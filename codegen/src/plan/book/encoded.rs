//! Types in the SOAP encoding: arrays, accessors, and what the encoding's own schema makes of the built-in types.

use super::{Book, Owner, Value};
use crate::model::{Content as Source, SoapArray, TypeId, TypeKind};
use crate::name::QName;
use crate::plan::data::*;
use crate::plan::names::stem;

/// The namespaces of SOAP's encodings.
const ENCODINGS: [&str; 2] = [
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
];
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// How deep arrays of arrays are followed; what's in them then is any value.
const RANKS: usize = 8;

impl Book<'_> {
    /// Of a type of the encoding's own schema, such as `soapenc:string`, the built-in type that it's made from: its `id`
    /// and `href` are no matter of the value's.
    pub(super) fn encoding_simple(&self, id: TypeId) -> Option<TypeId> {
        let ty = self.ty(id)?;
        let name = ty.name.as_ref()?;
        match &ty.kind {
            TypeKind::Complex(complex) if ENCODINGS.contains(&&*name.namespace) => {
                match complex.content {
                    Source::Simple(simple) => Some(simple),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The content of an array's struct: its items, and its size if it has several dimensions.
    pub(super) fn fill_array(&mut self, def: &mut StructDef, array: &SoapArray, owner: &Owner) {
        self.ranks(def, array, owner, RANKS);
    }

    fn ranks(&mut self, def: &mut StructDef, array: &SoapArray, owner: &Owner, depth: usize) {
        let (inner, outer) = match array.ranks.rfind('[') {
            Some(at) => array.ranks.split_at(at),
            None => ("", "[]"),
        };
        let dimensions = outer.matches(',').count() + 1;
        let name = self.type_name(array.item);
        let name = name.unwrap_or_else(|| (Ns::Literal(XSD.into()), "anyType".into()));
        let local = array.item_name.as_ref().map(|name| name.local.clone());
        let namespace = array.item_name.as_ref().map(|name| name.namespace.clone());
        let kind = MemberKind::Element(
            Ns::Literal(namespace.unwrap_or_default()),
            local.unwrap_or_else(|| "item".into()),
        );
        let mut member = Member::new(kind, 0, None);
        member.nillable = true;
        let ty = match (inner, depth.checked_sub(1)) {
            ("", _) => {
                let value = self.value(array.item);
                member.simple = value.simple;
                member.type_name = Some(name.clone());
                value.ty
            }
            (_, None) => Ty::Runtime("AnyType"),
            (inner, Some(depth)) => {
                let row = SoapArray {
                    ranks: inner.to_owned(),
                    ..array.clone()
                };
                Ty::Item(self.row(&row, owner, depth))
            }
        };
        let ty = match ty {
            Ty::Runtime("AnyType") => ty,
            ty => ty.nillable(),
        };
        def.content = Content::Array(ArrayOf {
            item: name,
            inner: sizeless(inner),
            dimensions,
        });
        def.members = vec![Field {
            name: String::new(),
            words: "items".to_owned(),
            doc: vec![match dimensions {
                1 => "The items.".to_owned(),
                _ => "The items, row by row.".to_owned(),
            }],
            ty: ty.vec(),
            member,
        }];
        def.attributes.clear();
        if dimensions > 1 {
            let kind = MemberKind::Attribute(Ns::Literal(ENCODINGS[1].into()), "arraySize".into());
            def.attributes.push(Field {
                name: String::new(),
                words: "size".to_owned(),
                doc: vec![format!(
                    "The size, one number for each of {dimensions} dimensions."
                )],
                ty: Ty::List(Box::new(Ty::Primitive("u32"))),
                member: Member::new(kind, 0, Some(1)),
            });
        }
    }

    /// The type of an array within an array.
    fn row(&mut self, array: &SoapArray, owner: &Owner, depth: usize) -> ItemId {
        let words = format!("{} row", stem(&owner.words));
        let hint = Hint {
            words: words.clone(),
            rank: Rank::Nested,
            order: owner.order,
            xml: None,
        };
        let owner = Owner {
            words,
            ..owner.clone()
        };
        let mut def = StructDef {
            name: QName {
                namespace: owner.namespace.clone(),
                local: owner.label.clone(),
            },
            named: false,
            content: Content::Empty,
            members: Vec::new(),
            attributes: Vec::new(),
        };
        self.ranks(&mut def, array, &owner, depth);
        let doc = vec!["An array within an array.".to_owned()];
        self.add(owner.module, hint, doc, ItemKind::Struct(def))
    }

    /// The name that values of a type bear: its own, or of an anonymous simple type that of its base.
    pub(super) fn type_name(&self, id: TypeId) -> Option<(Ns, std::sync::Arc<str>)> {
        let mut id = id;
        for _ in 0..super::owner::OWNERS {
            let ty = self.ty(id)?;
            if let Some(name) = &ty.name {
                return Some((Ns::Literal(name.namespace.clone()), name.local.clone()));
            }
            match &ty.kind {
                TypeKind::Simple(simple) => id = simple.base,
                _ => return None,
            }
        }
        None
    }

    /// The field of an accessor: its value may be absent, which is the same as nil where it's declared to be there.
    pub(super) fn accessor(
        &self,
        Value { ty, simple }: Value,
        type_id: TypeId,
        nillable: bool,
        member: &mut Member,
    ) -> Ty {
        member.simple = simple;
        member.type_name = self.type_name(type_id);
        member.nillable = nillable;
        let own = matches!(ty, Ty::Runtime("AnyType"));
        let told_apart = nillable && !own && (member.min == 0 || member.max != Some(1));
        let ty = if told_apart { ty.nillable() } else { ty };
        match member.max {
            Some(0 | 1) => ty.option(),
            _ => ty.vec(),
        }
    }
}

/// Ranks without the sizes that a schema may give: `[][,]` of `[3][2,2]`.
fn sizeless(ranks: &str) -> String {
    ranks
        .chars()
        .filter(|c| matches!(c, '[' | ',' | ']'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sizeless;

    #[test]
    fn ranks_lose_their_sizes() {
        assert_eq!(sizeless("[3][2, 2]"), "[][,]");
        assert_eq!(sizeless(""), "");
    }
}
