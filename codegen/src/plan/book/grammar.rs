//! What a schema defines by name, for strict readings of whole documents: what `xsi:type` can name, what wildcards can
//! lead to, what the declarations of elements ask.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::{Book, Key};
use crate::model::{
    Attribute, Builtin, ComplexType, Content, Element, Process, SimpleType, TypeId, TypeKind,
    Variety,
};
use crate::name::QName;
use crate::plan::data::*;

/// How many types are listed that one type can stand in for.
const MOST_BASES: usize = 64;

impl Book<'_> {
    /// What the declaration of an element says that only whole documents are held to.
    pub(super) fn declaration(&self, element: &Element) -> Option<Box<Declaration>> {
        if !self.options.document_enum {
            return None;
        }
        let ty = self.ty(element.type_id)?;
        let name = ty.name.as_ref().filter(|_| match ty.kind {
            TypeKind::Simple(_) => true,
            TypeKind::Builtin(builtin) => builtin == Builtin::AnySimpleType,
            _ => false,
        });
        let declaration = Declaration {
            simple_type: name.map(|n| (Ns::Literal(n.namespace.clone()), n.local.clone())),
            exact: element.block.restriction && !matches!(ty.kind, TypeKind::Complex(_)),
            closed: element.block.extension
                && matches!(ty.kind, TypeKind::Simple(_) | TypeKind::Builtin(_)),
            is_abstract: element.is_abstract,
            constraints: element.constraints.clone(),
        };
        (declaration != Declaration::default()).then(|| Box::new(declaration))
    }

    /// Adds to the enum over all global elements what else the schema defines; of a slice, what was kept of it.
    pub(crate) fn grammar(&mut self, document: ItemId) {
        self.drain();
        let whole = self.options.operations.is_empty();
        let open = self.items.iter().any(|item| is_open(&item.kind));
        let unions = self.unions();
        let mut grammar = Grammar::default();
        for (i, ty) in self.model.types.iter().enumerate() {
            let id = TypeId(u32::try_from(i).unwrap_or(u32::MAX));
            let kept = self.keys.contains_key(&Key::Type(id));
            let wanted = match &ty.kind {
                TypeKind::Simple(_) => true,
                TypeKind::Complex(complex) => {
                    let text = matches!(complex.content, Content::Simple(_));
                    open || (text && !complex.is_abstract)
                }
                _ => false,
            };
            let Some(name) = &ty.name else { continue };
            if !wanted || !(kept || (whole && !ty.at.is_built_in())) {
                continue;
            }
            if self.type_option(name, None).is_some() {
                continue;
            }
            let simple = match &ty.kind {
                // Of what has parts, these are looked at, too.
                TypeKind::Simple(simple) => match simple.variety {
                    Variety::Atomic(_) => Some((self.simple_value(id).simple, simple)),
                    _ => Some((Some(self.table(id)), simple)),
                },
                _ => None,
            };
            let is_abstract = matches!(&ty.kind, TypeKind::Complex(complex) if complex.is_abstract);
            let stands_for = match &ty.kind {
                TypeKind::Complex(complex) => self.extends(complex, &unions),
                _ => self.stands_for(id, &unions),
            };
            grammar.types.push(NamedType {
                complex: simple.is_none(),
                name: known(name),
                item: (!is_abstract).then(|| self.need(Key::Type(id))),
                simple: simple.and_then(|(simple, _)| simple),
                stands_for,
            });
        }
        if open
            || self
                .items
                .iter()
                .any(|item| has_open_attributes(&item.kind))
        {
            let attributes = self.model.attributes.iter();
            grammar.attributes = attributes.map(|a| self.global_attribute(a)).collect();
        }
        let kind = self.items.get_mut(document.0 as usize).map(|i| &mut i.kind);
        if let Some(ItemKind::Choice(def)) = kind {
            def.grammar = Some(Box::new(grammar));
        }
    }

    fn global_attribute(&mut self, attribute: &Attribute) -> Member {
        let (namespace, local) = (&attribute.name.namespace, &attribute.name.local);
        let kind = MemberKind::Attribute(Ns::Literal(namespace.clone()), local.clone());
        let mut member = Member::new(kind, 0, Some(1));
        member.fixed = self.spelled(attribute.type_id, &attribute.fixed);
        let simple = match self.ty(attribute.type_id).map(|ty| &ty.kind) {
            // Well-known schemas get no module for the facets of attributes that nobody may use.
            Some(TypeKind::Simple(simple)) if attribute.at.is_built_in() => match simple.variety {
                Variety::Atomic(builtin) => SimpleRef::Builtin(builtin),
                _ => SimpleRef::Builtin(Builtin::AnySimpleType),
            },
            _ => self.table(attribute.type_id),
        };
        member.simple = Some(simple);
        member
    }

    /// The unions that each simple type is a member of.
    fn unions(&self) -> HashMap<TypeId, Vec<TypeId>> {
        let mut unions: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        for (i, ty) in self.model.types.iter().enumerate() {
            if let TypeKind::Simple(SimpleType {
                variety: Variety::Union(members),
                ..
            }) = &ty.kind
            {
                let id = TypeId(u32::try_from(i).unwrap_or(u32::MAX));
                for member in members {
                    unions.entry(*member).or_default().push(id);
                }
            }
        }
        unions
    }

    /// The types that a simple type is validly derived from (XSD part 1, 3.14.6 "Type Derivation OK (Simple)").
    fn stands_for(&self, id: TypeId, unions: &HashMap<TypeId, Vec<TypeId>>) -> Vec<(Ns, Arc<str>)> {
        let mut names = Vec::new();
        let mut seen = HashSet::new();
        let mut todo = VecDeque::from([id]);
        while let Some(next) = todo.pop_front().filter(|_| names.len() < MOST_BASES) {
            let Some(ty) = self.ty(next).filter(|_| seen.insert(next)) else {
                continue;
            };
            todo.extend(unions.get(&next).into_iter().flatten());
            match &ty.kind {
                TypeKind::Simple(simple) => todo.push_back(simple.base),
                TypeKind::Builtin(Builtin::AnySimpleType) => continue,
                _ => {}
            }
            if let Some(name) = ty.name.as_ref().filter(|_| next != id) {
                names.push(known(name));
            }
        }
        names
    }

    /// The simple types that a complex type is validly derived from (XSD part 1, 3.4.6 "Type Derivation OK (Complex)").
    fn extends(
        &self,
        complex: &ComplexType,
        unions: &HashMap<TypeId, Vec<TypeId>>,
    ) -> Vec<(Ns, Arc<str>)> {
        let mut base = complex.base;
        // Derivations end.
        loop {
            let Some(ty) = self.ty(base) else {
                return Vec::new();
            };
            match &ty.kind {
                TypeKind::Complex(complex) => base = complex.base,
                TypeKind::Simple(_) | TypeKind::Builtin(_) => {
                    let own = ty.name.as_ref().map(known);
                    return own
                        .into_iter()
                        .chain(self.stands_for(base, unions))
                        .collect();
                }
                TypeKind::Any => return Vec::new(),
            }
        }
    }
}

fn known(name: &QName) -> (Ns, Arc<str>) {
    (Ns::Literal(name.namespace.clone()), name.local.clone())
}

/// Whether elements of any type can stand in it.
fn is_open(kind: &ItemKind) -> bool {
    fields(kind).any(|field| match &field.member.kind {
        MemberKind::Any(wildcard) => wildcard.0.process != Process::Skip,
        MemberKind::Element(..) => holds_any(&field.ty),
        _ => false,
    })
}

/// Whether attributes of any name can stand in it.
fn has_open_attributes(kind: &ItemKind) -> bool {
    fields(kind).any(|field| match &field.member.kind {
        MemberKind::AnyAttribute(wildcard) => wildcard.0.process != Process::Skip,
        _ => false,
    })
}

fn fields(kind: &ItemKind) -> impl Iterator<Item = &Field> {
    let (members, attributes): (&[Field], &[Field]) = match kind {
        ItemKind::Struct(def) => (&def.members, &def.attributes),
        ItemKind::Choice(def) => (&def.variants, &[]),
        _ => (&[], &[]),
    };
    members.iter().chain(attributes)
}

fn holds_any(ty: &Ty) -> bool {
    match ty {
        Ty::Option(ty) | Ty::Vec(ty) | Ty::Nillable(ty) | Ty::NillableWith(ty) | Ty::Boxed(ty) => {
            holds_any(ty)
        }
        Ty::Runtime(name) => *name == "AnyType",
        _ => false,
    }
}
