//! Elements and attributes: fields with their type, occurrence, table entry and documentation.

use std::sync::Arc;

use super::{Book, Key, Owner, Value};
use crate::model::{
    Attribute, Content, Element, ElementId, Given, TypeId, TypeKind, Variety, Wildcard,
};
use crate::name::QName;
use crate::plan::data::*;
use crate::plan::docs;
use crate::plan::names::stem;
use crate::plan::secrets::Candidate;

/// The namespace of the prefix `xml` (Namespaces in XML, 3).
const XML: &str = "http://www.w3.org/XML/1998/namespace";

impl Book<'_> {
    /// A field, or variant, for an element that occurs `min` to `max` times: its type with `Option`, `Vec` and
    /// `Nillable`, its entry in the table, its documentation. `None` only for an id that isn't the model's.
    pub fn element(&mut self, id: ElementId, min: u32, max: Option<u32>) -> Option<Field> {
        self.element_in(id, min, max, None)
    }

    /// A field for an element of this name and type that isn't declared in a schema, e.g. a part given by its type.
    pub fn local(
        &mut self,
        namespace: &Arc<str>,
        local: &Arc<str>,
        type_id: TypeId,
        min: u32,
        max: Option<u32>,
    ) -> Field {
        let value = self.value(type_id);
        let kind = MemberKind::Element(Ns::Literal(namespace.clone()), local.clone());
        let mut member = Member::new(kind, min, max);
        member.simple = value.simple;
        let name = QName {
            namespace: namespace.clone(),
            local: local.clone(),
        };
        member.secret = self.secret(Candidate {
            owner: None,
            name: &name,
            member: local,
            type_id,
        });
        Field {
            name: String::new(),
            words: local.to_string(),
            doc: Vec::new(),
            ty: occurring(value.ty, min, max),
            member,
        }
    }

    /// The field of a part given by its type, in a SOAP-encoded message.
    pub fn encoded_part(
        &mut self,
        namespace: &Arc<str>,
        local: &Arc<str>,
        type_id: TypeId,
    ) -> Field {
        let mut field = self.local(namespace, local, type_id, 1, Some(1));
        let value = self.value(type_id);
        field.ty = self.accessor(value, type_id, false, &mut field.member);
        field
    }

    /// The field of an element that says its type, as all do in the SOAP encoding.
    pub fn typed(&mut self, mut field: Field, type_id: TypeId) -> Field {
        if let MemberKind::Element(..) = field.member.kind {
            field.member.type_name = self.type_name(type_id);
        }
        field
    }

    /// A variant for an element itself, not for what may be substituted for it.
    pub fn root(&mut self, id: ElementId) -> Option<Field> {
        let element = self.model.elements.get(id.0 as usize)?;
        Some(self.declared(element, 1, Some(1), None))
    }

    pub(super) fn element_in(
        &mut self,
        id: ElementId,
        min: u32,
        max: Option<u32>,
        owner: Option<&Owner>,
    ) -> Option<Field> {
        let element = self.model.elements.get(id.0 as usize)?;
        if !element.global || element.substitutes.is_empty() {
            return Some(self.declared(element, min, max, owner));
        }
        let item = self.need(Key::Substitution(id));
        let mut field = Field {
            name: String::new(),
            words: element.name.local.to_string(),
            doc: self.doc(element.doc.as_deref()),
            ty: occurring(Ty::Item(item), min, max),
            member: Member::new(MemberKind::Choice(item), min, max),
        };
        self.rename_member(&mut field, owner);
        Some(field)
    }

    /// The field of an element itself, whatever may be substituted for it.
    pub(super) fn declared(
        &mut self,
        element: &Element,
        min: u32,
        max: Option<u32>,
        owner: Option<&Owner>,
    ) -> Field {
        let name = &element.name;
        let value = self.element_value(element, owner);
        let kind = MemberKind::Element(Ns::Literal(name.namespace.clone()), name.local.clone());
        let mut member = Member::new(kind, min, max);
        member.default = self.spelled(element.type_id, &element.default);
        member.fixed = self.spelled(element.type_id, &element.fixed);
        member.declaration = self.declaration(element);
        let owner_name = owner.and_then(|owner| owner.name.as_ref());
        member.secret = self.secret(Candidate::element(element, owner_name));
        let ty = match owner.is_some_and(|owner| owner.encoded) {
            true => {
                let told_apart = element.nillable && !self.nil_as_none(name, owner);
                self.accessor(value, element.type_id, told_apart, &mut member)
            }
            false => self.particle(element, value, owner, &mut member),
        };
        let mut doc = self.doc(element.doc.as_deref());
        doc.extend(constraints(&element.default, &element.fixed));
        if let Some(types) = &element.expected_content_types {
            doc.push(format!("Media types: {}.", docs::code(types)));
            member.media = element.media_type().map(str::to_owned);
        }
        let mut field = Field {
            name: String::new(),
            words: name.local.to_string(),
            doc,
            ty,
            member,
        };
        self.rename_member(&mut field, owner);
        field
    }

    /// The type of an element in a content model, and what the table says of it.
    fn particle(
        &mut self,
        element: &Element,
        Value { ty, simple }: Value,
        owner: Option<&Owner>,
        member: &mut Member,
    ) -> Ty {
        let (mut min, max) = (member.min, member.max);
        member.nillable = element.nillable;
        member.simple = simple;
        self.compare_by_parts(element.type_id, member);
        let keeps_type = self.keeps_type(element.type_id, &ty);
        let says_more =
            self.has_attributes(element.type_id) || self.is_told_by_type(element.type_id, &ty);
        let ty = match ty {
            ty if !element.nillable => ty,
            ty if max == Some(1) && self.nil_as_none(&element.name, owner) => {
                min = 0;
                ty
            }
            // It keeps the attributes of its own that say so, and whatever else is there.
            Ty::Runtime("AnyType") => ty,
            ty @ Ty::Item(_) if says_more => ty.nillable_with(),
            ty => ty.nillable(),
        };
        let ty = match self.keeps_empty(element) {
            true => ty.defaulted(),
            false => ty,
        };
        match keeps_type {
            true => occurring(ty.typed(), min, max),
            false => occurring(ty, min, max),
        }
    }

    /// Whether an element that's empty has a value by its declaration, and is to be written as it came.
    fn keeps_empty(&self, element: &Element) -> bool {
        let given = element.default.is_some() || element.fixed.is_some();
        let ty = self.ty(element.type_id).map(|ty| &ty.kind);
        self.options.document_enum
            && given
            && match ty {
                Some(TypeKind::Builtin(_) | TypeKind::Simple(_)) => true,
                Some(TypeKind::Complex(complex)) => matches!(complex.content, Content::Simple(_)),
                _ => false,
            }
    }

    /// Whether a nil of the type can have attributes. Those that only derived types have don't count, so that a field's
    /// type is for its declaration to say.
    fn has_attributes(&self, id: TypeId) -> bool {
        match self.ty(id).map(|ty| &ty.kind) {
            Some(TypeKind::Complex(complex)) => {
                !complex.attributes.is_empty() || complex.any_attribute.is_some()
            }
            _ => false,
        }
    }

    fn element_value(&mut self, element: &Element, owner: Option<&Owner>) -> Value {
        let local = &element.name.local;
        let chosen = owner.and_then(|o| o.name.as_ref());
        let chosen = chosen.and_then(|name| self.type_option(name, Some(local)));
        if let Some(path) = chosen {
            return Value {
                ty: Ty::Path(path),
                simple: None,
            };
        }
        if !element.global {
            self.name_anonymous(element.type_id, || {
                let owner = owner.map(|owner| stem(&owner.words));
                format!("{} {local}", owner.unwrap_or_default())
            });
        }
        let ty = self.ty(element.type_id).map(|ty| &ty.kind);
        let constrained = element.default.is_some() || element.fixed.is_some();
        if let (Some(TypeKind::Builtin(Builtin::AnySimpleType)), false) = (ty, constrained) {
            // What its text means is for its `xsi:type` to say.
            return Value {
                ty: Ty::Runtime("AnyType"),
                simple: None,
            };
        }
        self.value_but(element.type_id, element.block)
    }

    /// The field of an attribute.
    pub(super) fn attribute(&mut self, attribute: &Attribute, owner: &Owner) -> Field {
        let local = format!("@{}", attribute.name.local);
        self.name_anonymous(attribute.type_id, || {
            format!("{} {}", stem(&owner.words), attribute.name.local)
        });
        let chosen = owner.name.as_ref();
        let chosen = chosen.and_then(|name| self.type_option(name, Some(&local)));
        let value = match chosen {
            Some(path) => Value {
                ty: Ty::Path(path),
                simple: None,
            },
            // XML's own attributes, `xml:lang` and its kin, are texts whatever a schema's copy of them says.
            None if &*attribute.name.namespace == XML => Value {
                ty: Ty::String,
                simple: None,
            },
            None => self.simple_value(attribute.type_id),
        };
        let name = &attribute.name;
        let kind = MemberKind::Attribute(Ns::Literal(name.namespace.clone()), name.local.clone());
        let min = u32::from(attribute.required);
        let mut member = Member::new(kind, min, Some(1));
        member.default = self.spelled(attribute.type_id, &attribute.default);
        member.fixed = self.spelled(attribute.type_id, &attribute.fixed);
        member.simple = value.simple;
        self.compare_by_parts(attribute.type_id, &mut member);
        member.secret = self.secret(Candidate {
            owner: owner.name.as_ref(),
            name,
            member: &local,
            type_id: attribute.type_id,
        });
        let mut doc = self.doc(attribute.doc.as_deref());
        doc.extend(constraints(&attribute.default, &attribute.fixed));
        let mut field = Field {
            name: String::new(),
            words: local,
            doc,
            ty: occurring(value.ty, min, Some(1)),
            member,
        };
        self.rename_member(&mut field, Some(owner));
        field
    }

    /// What has parts is the fixed value if these are, which takes a table.
    fn compare_by_parts(&mut self, id: TypeId, member: &mut Member) {
        let parts = matches!(
            self.ty(id).map(|ty| &ty.kind),
            Some(TypeKind::Simple(simple)) if !matches!(simple.variety, Variety::Atomic(_))
        );
        if member.fixed.is_some() && member.simple.is_none() && parts {
            member.simple = Some(self.table(id));
        }
    }

    /// A default or fixed value as tables spell it.
    pub(super) fn spelled(&self, id: TypeId, given: &Option<Given>) -> Option<String> {
        given.as_ref().map(|given| given.spelled(self.model, id))
    }

    /// The field of a wildcard for attributes.
    pub(super) fn any_attribute(&self, wildcard: &Wildcard) -> Field {
        let kind = MemberKind::AnyAttribute(PlanWildcard(wildcard.clone()));
        Field {
            name: String::new(),
            words: "any attributes".to_owned(),
            doc: vec!["Other attributes.".to_owned()],
            ty: Ty::Runtime("AnyAttributes"),
            member: Member::new(kind, 0, None),
        }
    }

    fn secret(&mut self, candidate: Candidate<'_>) -> bool {
        self.secrets.has(candidate, self.model, self.options)
    }

    fn rename_member(&self, field: &mut Field, owner: Option<&Owner>) {
        let Some(name) = owner.and_then(|owner| owner.name.as_ref()) else {
            return;
        };
        let renames = self.options.renames.iter().rev();
        let mut renames = renames.filter(|(path, _)| path.matches_member(name, &field.words));
        if let Some((_, chosen)) = renames.next() {
            field.name = chosen.clone();
        }
    }

    /// Makes those required members of a struct optional that the user says services leave out. The table still says that
    /// they're required.
    pub(super) fn leave_out(&self, def: &mut StructDef, owner: &Owner) {
        let Some(name) = owner
            .name
            .as_ref()
            .filter(|_| !self.options.optional.is_empty())
        else {
            return;
        };
        for field in def.members.iter_mut().chain(&mut def.attributes) {
            let mut paths = self.options.optional.iter();
            let chosen =
                paths.any(|path| path.matches(name) || path.matches_member(name, &field.words));
            let Member { kind, min, max, .. } = &field.member;
            let required = *min > 0 && *max == Some(1) && !matches!(kind, MemberKind::Text);
            if chosen && required && !matches!(field.ty, Ty::Option(_)) {
                let ty = std::mem::replace(&mut field.ty, Ty::Unit);
                field.ty = ty.option();
            }
        }
    }

    fn nil_as_none(&self, name: &QName, owner: Option<&Owner>) -> bool {
        let owner = owner.and_then(|owner| owner.name.as_ref());
        self.options.nil_as_none.iter().any(|path| {
            path.matches(name)
                || owner.is_some_and(|o| path.matches(o) || path.matches_member(o, &name.local))
        })
    }

    /// The Rust type that the user chose for a type, or for a member of it.
    pub(super) fn type_option(&self, name: &QName, member: Option<&str>) -> Option<String> {
        let chosen = self
            .options
            .types
            .iter()
            .rev()
            .find(|(path, _)| match member {
                Some(member) => path.matches_member(name, member),
                None => path.matches(name),
            });
        chosen.map(|(_, ty)| ty.clone())
    }
}

fn constraints(default: &Option<Given>, fixed: &Option<Given>) -> Option<String> {
    match (default, fixed) {
        (_, Some(value)) => Some(format!("Always {}.", docs::code(&value.text))),
        (Some(value), None) => Some(format!("Default: {}.", docs::code(&value.text))),
        (None, None) => None,
    }
}

/// The type of a field whose member occurs `min` to `max` times.
pub fn occurring(ty: Ty, min: u32, max: Option<u32>) -> Ty {
    match (min, max) {
        (0, Some(1)) => ty.option(),
        (_, Some(0 | 1)) => ty,
        _ => ty.vec(),
    }
}
