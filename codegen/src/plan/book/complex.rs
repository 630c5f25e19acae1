//! Complex types, groups, and the parts of content models that are types of their own.

use std::sync::Arc;

use super::element::occurring;
use super::{Book, Key, Owner};
use crate::model::{
    ComplexType, Content as Source, Derivation, GroupId, Particle, TypeId, TypeKind,
};
use crate::name::QName;
use crate::plan::data::*;
use crate::plan::docs::code;
use crate::plan::names::{stem, type_name};
use crate::plan::particle::{Part, PartTerm, Plain, leaves};

impl<'m> Book<'m> {
    /// The struct of a complex type.
    pub(super) fn draft_complex(
        &mut self,
        id: TypeId,
        complex: &'m ComplexType,
        owner: &Owner,
    ) -> ItemKind {
        self.own_inherited(complex);
        let ty = self.ty(id);
        let name = ty.and_then(|ty| ty.name.clone());
        let named = name.is_some();
        let namespace = ty.map(|ty| ty.namespace.clone()).unwrap_or_default();
        let mut def = StructDef {
            name: name.unwrap_or_else(|| QName {
                namespace,
                local: owner.label.clone(),
            }),
            named,
            content: Content::Empty,
            members: Vec::new(),
            attributes: Vec::new(),
        };
        if let Some(array) = &complex.soap_array {
            self.fill_array(&mut def, array, owner);
            return ItemKind::Struct(def);
        }
        match &complex.content {
            Source::Empty => {}
            Source::Simple(simple) => {
                let stem = stem(&owner.words);
                self.name_anonymous(*simple, || format!("{stem} value"));
                let value = self.simple_value(*simple);
                def.content = Content::Text;
                def.members
                    .push(text_field("value", value.ty, value.simple));
            }
            Source::Elements { particle, mixed } => {
                let part = self.plain(particle);
                match (part, mixed) {
                    (None, false) => {}
                    (None, true) => {
                        def.content = Content::Text;
                        def.members.push(text_field("value", Ty::String, None));
                    }
                    (Some(part), true) => self.mixed(&mut def, &part, owner),
                    (Some(part), false) => {
                        (def.content, def.members) = self.arranged(part, owner);
                    }
                }
            }
        }
        for attribute in &complex.attributes {
            let field = self.attribute(attribute, owner);
            def.attributes.push(field);
        }
        if let Some(wildcard) = &complex.any_attribute {
            def.attributes.push(self.any_attribute(wildcard));
        }
        def.attributes.extend(order(&def));
        self.leave_out(&mut def, owner);
        ItemKind::Struct(def)
    }

    /// The struct or enum of a named group.
    pub(super) fn draft_group(&mut self, id: GroupId, owner: &Owner) -> ItemKind {
        let group = self.model.groups.get(id.0 as usize);
        let part = group.and_then(|group| self.plain(&group.particle));
        match part {
            Some(Part {
                term: PartTerm::Choice(branches),
                ..
            }) => self.choice(&branches, owner, type_name(&owner.words)),
            part => self.group(part, owner),
        }
    }

    /// The plain form of a content model. Groups whose particles it takes in own what's anonymous in them.
    fn plain(&mut self, particle: &'m Arc<Particle>) -> Option<Part<'m>> {
        let mut plain = Plain::new(self.model, &self.groups);
        let part = plain.part(particle);
        for id in plain.inlined {
            if !self.owned_groups.insert(id) {
                continue;
            }
            let group = self.model.groups.get(id.0 as usize);
            let inner =
                group.and_then(|group| Plain::new(self.model, &self.groups).part(&group.particle));
            if let Some(inner) = inner.filter(|inner| self.has_anonymous(inner)) {
                let owner = self.group_owner(id);
                self.arranged(inner, &owner);
            }
        }
        part
    }

    /// What's anonymous in the content of a type's bases is theirs, whichever of the types is needed first.
    fn own_inherited(&mut self, complex: &'m ComplexType) {
        let mut bases = Vec::new();
        let mut derived = complex;
        while derived.derivation == Derivation::Extension {
            let id = derived.base;
            let Some(TypeKind::Complex(base)) = self.ty(id).map(|ty| &ty.kind) else {
                break;
            };
            if !self.owned_types.insert(id) {
                break;
            }
            bases.push((id, base));
            derived = base;
        }
        for (id, base) in bases.into_iter().rev() {
            let Source::Elements {
                particle,
                mixed: false,
            } = &base.content
            else {
                continue;
            };
            let part = self.plain(particle);
            if let Some(part) = part.filter(|part| self.has_anonymous(part)) {
                let owner = self.type_owner(id);
                self.arranged(part, &owner);
            }
        }
    }

    /// Whether anything in it is named after its owner.
    fn has_anonymous(&self, part: &Part<'m>) -> bool {
        match &part.term {
            PartTerm::Choice(_) => true,
            PartTerm::Sequence(parts) | PartTerm::All(parts) => {
                (part.min, part.max) != (1, Some(1))
                    || parts.iter().any(|part| self.has_anonymous(part))
            }
            PartTerm::Element(id) => {
                let element = self.model.elements.get(id.0 as usize);
                let local = element.filter(|element| !element.global);
                let ty = local.and_then(|element| self.ty(element.type_id));
                ty.is_some_and(|ty| ty.name.is_none())
            }
            PartTerm::Any(_) | PartTerm::Group(_) => false,
        }
    }

    /// The members of a struct.
    fn arranged(&mut self, part: Part<'m>, owner: &Owner) -> (Content, Vec<Field>) {
        let once = (part.min, part.max) == (1, Some(1));
        let (content, parts) = match part.term {
            PartTerm::Sequence(parts) if once => (Content::Sequence, parts),
            PartTerm::All(parts) if once => (Content::All, parts),
            _ => (Content::Sequence, vec![part]),
        };
        let fields = parts.iter().filter_map(|part| self.field(part, owner));
        let fields: Vec<Field> = fields.collect();
        if fields.is_empty() {
            return (Content::Empty, fields);
        }
        (content, fields)
    }

    /// The field or variant of a part.
    fn field(&mut self, part: &Part<'m>, owner: &Owner) -> Option<Field> {
        let (min, max) = (part.min, part.max);
        let (words, kind) = match &part.term {
            PartTerm::Element(id) => return self.element_in(*id, min, max, Some(owner)),
            PartTerm::Any(wildcard) => {
                let kind = MemberKind::Any(PlanWildcard((*wildcard).clone()));
                return Some(Field {
                    name: String::new(),
                    words: "any".to_owned(),
                    doc: vec!["Other elements.".to_owned()],
                    ty: occurring(Ty::Runtime("AnyElement"), min, max),
                    member: Member::new(kind, min, max),
                });
            }
            PartTerm::Choice(_) => {
                let item = self.node(part, owner, "Choice");
                ("choice".to_owned(), MemberKind::Choice(item))
            }
            PartTerm::Sequence(_) | PartTerm::All(_) => {
                let item = self.node(part, owner, "Group");
                ("group".to_owned(), MemberKind::Group(item))
            }
            PartTerm::Group(id) => {
                let item = self.need(Key::Group(*id));
                let group = self.model.groups.get(id.0 as usize)?;
                let words = group.name.local.to_string();
                if self.groups.is_choice(*id) {
                    (words, MemberKind::Choice(item))
                } else {
                    (words, MemberKind::Group(item))
                }
            }
        };
        let (MemberKind::Choice(item) | MemberKind::Group(item)) = kind else {
            return None;
        };
        Some(Field {
            name: String::new(),
            words,
            doc: vec!["Part of the content.".to_owned()],
            ty: occurring(Ty::Item(item), min, max),
            member: Member::new(kind, min, max),
        })
    }

    /// The variants of an enum.
    fn choice(&mut self, branches: &[Part<'m>], owner: &Owner, label: String) -> ItemKind {
        let mut variants = Vec::new();
        for part in branches {
            let named = match &part.term {
                PartTerm::Sequence(_) | PartTerm::All(_) => self.first_element(part),
                _ => None,
            };
            match named {
                Some(first) => {
                    let words = format!("{first} group");
                    let item = self.node(part, owner, &words);
                    variants.push(Field {
                        name: String::new(),
                        words,
                        doc: vec!["Several elements.".to_owned()],
                        ty: occurring(Ty::Item(item), part.min, part.max),
                        member: Member::new(MemberKind::Group(item), part.min, part.max),
                    });
                }
                None => variants.extend(self.field(part, owner)),
            }
        }
        ItemKind::Choice(ChoiceDef {
            by: Selector::Content,
            label,
            variants,
            default: 0,
            grammar: None,
        })
    }

    /// The struct of a part without an element of its own.
    fn group(&mut self, part: Option<Part<'m>>, owner: &Owner) -> ItemKind {
        let (content, members) = match part {
            Some(part) => self.arranged(part, owner),
            None => (Content::Empty, Vec::new()),
        };
        let mut def = StructDef {
            name: QName {
                namespace: owner.namespace.clone(),
                local: owner.label.clone(),
            },
            named: false,
            content,
            members,
            attributes: Vec::new(),
        };
        def.attributes.extend(order(&def));
        self.leave_out(&mut def, owner);
        ItemKind::Struct(def)
    }

    /// The type of a choice or sequence that is a type of its own: one, wherever the particle is inherited.
    fn node(&mut self, part: &Part<'m>, owner: &Owner, words: &str) -> ItemId {
        let key = Arc::as_ptr(part.node) as usize;
        let shape = matches!(part.term, PartTerm::Choice(_));
        if let Some(item) = self.nodes.get(&(key, shape)) {
            return *item;
        }
        let words = format!("{} {words}", stem(&owner.words));
        let hint = Hint {
            words: words.clone(),
            rank: Rank::Nested,
            order: self.order(&part.node.at),
            xml: None,
        };
        let doc = match shape {
            true => Vec::new(),
            false => vec![format!("Part of the content of {}.", code(&owner.label))],
        };
        let item = self.add(owner.module, hint, doc, ItemKind::Alias(Ty::Unit));
        self.nodes.insert((key, shape), item);
        // What is anonymous further in is named after the owner, however deep it stands.
        let kind = match &part.term {
            PartTerm::Choice(branches) => self.choice(branches, owner, type_name(&words)),
            PartTerm::Sequence(_) | PartTerm::All(_) => {
                let once = Part {
                    min: 1,
                    max: Some(1),
                    ..part.clone()
                };
                self.group(Some(once), owner)
            }
            _ => self.group(Some(part.clone()), owner),
        };
        self.set(item, kind);
        item
    }

    /// The name of the first element of a part, for the name of a variant.
    fn first_element(&self, part: &Part<'m>) -> Option<String> {
        let found = leaves(self.model, &self.groups, part)
            .into_iter()
            .find_map(|leaf| match leaf.term {
                PartTerm::Element(id) => self.model.elements.get(id.0 as usize),
                _ => None,
            });
        found.map(|element| element.name.local.to_string())
    }

    /// Mixed content: one list of text and elements in their order.
    fn mixed(&mut self, def: &mut StructDef, part: &Part<'m>, owner: &Owner) {
        let mut variants = vec![text_field("Text", Ty::String, None)];
        let mut names = std::collections::HashSet::new();
        let mut any = false;
        for leaf in leaves(self.model, &self.groups, part) {
            let fresh = match leaf.term {
                PartTerm::Element(id) => {
                    let element = self.model.elements.get(id.0 as usize);
                    element.is_some_and(|element| names.insert(element.name.clone()))
                }
                _ => !std::mem::replace(&mut any, true),
            };
            if fresh {
                let once = Part {
                    min: 1,
                    max: Some(1),
                    ..leaf
                };
                variants.extend(self.field(&once, owner));
            }
        }
        let words = format!("{} content", stem(&owner.words));
        let hint = Hint {
            words: words.clone(),
            rank: Rank::Nested,
            order: owner.order,
            xml: None,
        };
        let kind = ItemKind::Choice(ChoiceDef {
            by: Selector::Content,
            label: type_name(&words),
            variants,
            default: 0,
            grammar: None,
        });
        let item = self.add(owner.module, hint, Vec::new(), kind);
        def.content = Content::Mixed(self.strict(part, owner));
        def.members = vec![Field {
            name: String::new(),
            words: "content".to_owned(),
            doc: vec!["Text and elements in their order.".to_owned()],
            ty: Ty::Item(item).vec(),
            member: Member::new(MemberKind::Choice(item), 0, None),
        }];
    }

    /// The model that the elements of mixed content follow; empty where anything goes.
    fn strict(&mut self, part: &Part<'m>, owner: &Owner) -> Vec<Member> {
        if let (0, None, PartTerm::Choice(branches)) = (part.min, part.max, &part.term) {
            let simple = |p: &Part<'_>| matches!(p.term, PartTerm::Element(_) | PartTerm::Any(_));
            if branches.iter().all(simple) {
                return Vec::new();
            }
        }
        let once = (part.min, part.max) == (1, Some(1));
        match &part.term {
            PartTerm::Sequence(parts) if once => self.inline(parts, owner),
            _ => self.inline(std::slice::from_ref(part), owner),
        }
    }

    fn inline(&mut self, parts: &[Part<'m>], owner: &Owner) -> Vec<Member> {
        let mut members = Vec::new();
        for part in parts {
            let kind = match &part.term {
                PartTerm::Choice(parts) => MemberKind::InlineChoice(self.inline(parts, owner)),
                PartTerm::Sequence(parts) => MemberKind::InlineGroup(self.inline(parts, owner)),
                PartTerm::All(parts) => MemberKind::InlineAll(self.inline(parts, owner)),
                // What it says of values is in the table that reads them; here it's about names alone.
                _ => match self.field(part, owner) {
                    Some(field) => field.member.kind,
                    None => continue,
                },
            };
            members.push(Member::new(kind, part.min, part.max));
        }
        members
    }
}

/// The field that keeps the order of the elements where there can be another than the schema's.
fn order(def: &StructDef) -> Option<Field> {
    (def.content == Content::All && def.members.len() > 1).then(|| Field {
        name: String::new(),
        words: "order".to_owned(),
        doc: vec!["The order in which the elements came, which means nothing.".to_owned()],
        ty: Ty::Runtime("Order"),
        member: Member::new(MemberKind::Order, 0, Some(1)),
    })
}

/// The field of an element's text.
fn text_field(words: &str, ty: Ty, simple: Option<SimpleRef>) -> Field {
    let mut member = Member::new(MemberKind::Text, 1, Some(1));
    member.simple = simple;
    Field {
        name: String::new(),
        words: words.to_owned(),
        doc: vec!["The text.".to_owned()],
        ty,
        member,
    }
}
