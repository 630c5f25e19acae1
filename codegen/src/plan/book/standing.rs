//! What may stand for something else: types that derive from a declared one, elements that substitute a declared one.
//!
//! In comes the declared type or element; out goes an enum over what can be there. What isn't wanted in it is kept whole: a
//! derived type in `Unknown`, an element in a variant of its own without a type, so that nothing else is taken for it.

use std::collections::BTreeSet;

use super::{Book, Key};
use crate::model::{Block, Element, ElementId, TypeId, TypeKind, Wildcard};
use crate::name::QName;
use crate::plan::data::*;
use crate::plan::docs;
use crate::plan::names::stem;

impl<'m> Book<'m> {
    /// The enum over the members of a substitution group.
    pub(super) fn draft_substitution(&mut self, head: &'m Element) -> ItemKind {
        let mut variants = Vec::new();
        let mut others = Vec::new();
        for element in self.members(head) {
            variants.push(match self.is_wanted_member(head, element) {
                true => self.member(element),
                false => {
                    others.push(element.name.clone());
                    self.kept_whole(element)
                }
            });
        }
        self.note_left_out(head.name.clone(), others);
        if variants.is_empty() {
            variants.push(unknown_element());
        }
        ItemKind::Choice(ChoiceDef {
            by: Selector::Content,
            label: head.name.local.to_string(),
            variants,
            default: 0,
            grammar: None,
        })
    }

    /// The enum over a type and those that derive from it.
    pub(super) fn draft_derived(&mut self, declared: TypeId, block: Block) -> ItemKind {
        let mut variants = Vec::new();
        let (concrete, others) = self.concrete(declared, block);
        let by = match concrete.first() == Some(&declared) {
            true => Selector::Type,
            false => Selector::AbstractType,
        };
        for id in concrete {
            let Some(name) = self.ty(id).and_then(|ty| ty.name.clone()) else {
                continue;
            };
            let ty = Ty::Item(self.need(Key::Type(id)));
            let kind = MemberKind::Type(Ns::Literal(name.namespace.clone()), name.local.clone());
            variants.push(Field {
                name: String::new(),
                words: stem(&self.type_words(id)).to_owned(),
                doc: vec![format!("Type {}.", docs::code(&name.local))],
                // Whether the declared type is said, only its own value knows.
                ty: match self.options.document_enum && id == declared {
                    true => ty.typed(),
                    false => ty,
                },
                member: Member::new(kind, 1, Some(1)),
            });
        }
        variants.push(Field {
            name: String::new(),
            words: "Unknown".to_owned(),
            doc: vec!["A type that isn't known here, kept as it is.".to_owned()],
            ty: Ty::Runtime("AnyType"),
            member: Member::new(MemberKind::Open, 1, Some(1)),
        });
        let names = others
            .into_iter()
            .filter_map(|id| self.ty(id)?.name.clone());
        let names = names.collect();
        if let Some(base) = self.ty(declared).and_then(|ty| ty.name.clone()) {
            self.note_left_out(base, names);
        }
        ItemKind::Choice(ChoiceDef {
            by,
            label: self.type_words(declared),
            variants,
            default: 0,
            grammar: None,
        })
    }

    /// Needs what is wanted in an enum that's drafted later, whether or not anything else needs it.
    pub(super) fn need_chosen(&mut self, key: Key) {
        match key {
            Key::Derived(id, block) => {
                for id in self.concrete(id, block).0 {
                    self.need(Key::Type(id));
                }
            }
            Key::Substitution(id) => {
                let Some(head) = self.model.elements.get(id.0 as usize) else {
                    return;
                };
                for element in self.members(head) {
                    if self.is_wanted_member(head, element) {
                        self.member(element);
                    } else if self.is_chosen(&head.name, &element.name).is_none() {
                        let awaiting = self.awaiting.entry(element.type_id);
                        awaiting.or_default().push(element);
                    }
                }
            }
            _ => {}
        }
    }

    /// The types that a value declared to be of type `id` can have: itself first unless it's abstract, then all that
    /// derive from it, in document order; those that are wanted, and the others.
    fn concrete(&self, id: TypeId, block: Block) -> (Vec<TypeId>, Vec<TypeId>) {
        let mut seen = BTreeSet::from([id]);
        let mut todo = vec![id];
        while let Some(id) = todo.pop() {
            if let Some(TypeKind::Complex(complex)) = self.ty(id).map(|ty| &ty.kind) {
                let derived = self.standing_in(complex, block);
                todo.extend(derived.filter(|d| seen.insert(*d)));
            }
        }
        seen.remove(&id);
        let all = std::iter::once(id).chain(seen);
        let concrete = all.filter(|id| {
            matches!(self.ty(*id).map(|ty| &ty.kind), Some(TypeKind::Complex(c)) if !c.is_abstract)
        });
        concrete.partition(|derived| *derived == id || self.is_wanted(id, *derived))
    }

    /// Whether a derived type is to be known where a value of a base stands.
    fn is_wanted(&self, base: TypeId, derived: TypeId) -> bool {
        let name = |id| self.ty(id).and_then(|ty| ty.name.as_ref());
        let chosen = name(base).zip(name(derived));
        let chosen = chosen.and_then(|(base, derived)| self.is_chosen(base, derived));
        chosen.unwrap_or(true) && (chosen.is_some() || self.is_there(derived))
    }

    /// Whether an element is to be known where the head of its substitution group stands: the head itself is.
    fn is_wanted_member(&self, head: &Element, element: &Element) -> bool {
        let simple = !matches!(
            self.ty(element.type_id).map(|ty| &ty.kind),
            Some(TypeKind::Complex(_))
        );
        let chosen = self.is_chosen(&head.name, &element.name);
        head.name == element.name
            || chosen.unwrap_or_else(|| simple || self.is_there(element.type_id))
    }

    /// What the options say of this; `None` if they don't choose among what may stand for `base`.
    fn is_chosen(&self, base: &QName, derived: &QName) -> Option<bool> {
        let options = self.options.derived.iter();
        let mut chosen = options.filter(|(of, _)| of.matches(base)).peekable();
        chosen.peek()?;
        Some(chosen.any(|(_, path)| path.matches(derived)))
    }

    /// Whether a type may be known where the options don't choose: all may unless what's declared is to do.
    fn is_there(&self, id: TypeId) -> bool {
        !self.options.declared_only || self.keys.contains_key(&Key::Type(id))
    }

    /// The head and those that may stand for it, but for abstract ones.
    fn members(&self, head: &'m Element) -> Vec<&'m Element> {
        let model = self.model;
        let members = head.substitutes.iter();
        let members = members.filter_map(|id: &ElementId| model.elements.get(id.0 as usize));
        let all = std::iter::once(head).chain(members);
        all.filter(|element| !element.is_abstract).collect()
    }

    /// The variant of an element that is wanted.
    pub(super) fn member(&mut self, element: &Element) -> Field {
        self.declared(element, 1, Some(1), None)
    }

    /// The variant of an element that isn't wanted.
    fn kept_whole(&self, element: &Element) -> Field {
        let name = &element.name;
        let kind = MemberKind::Element(Ns::Literal(name.namespace.clone()), name.local.clone());
        let mut member = Member::new(kind, 1, Some(1));
        member.nillable = element.nillable;
        let mut doc = self.doc(element.doc.as_deref());
        doc.push("Its type isn't known here; it's kept as it is.".to_owned());
        Field {
            name: String::new(),
            words: name.local.to_string(),
            doc,
            ty: Ty::Runtime("AnyType"),
            member,
        }
    }

    fn note_left_out(&mut self, base: QName, others: Vec<QName>) {
        if !others.is_empty() {
            self.left_out.push(LeftOut { base, others });
        }
    }
}

/// What stands for a head that nothing may stand for: an element that no document of the schema has, kept as it is.
fn unknown_element() -> Field {
    let wildcard = Wildcard {
        namespaces: crate::model::Namespaces::Any,
        process: crate::model::Process::Strict,
        except: Vec::new(),
        floating: false,
    };
    Field {
        name: String::new(),
        words: "Unknown".to_owned(),
        doc: vec!["An element that isn't known here, kept as it is.".to_owned()],
        ty: Ty::Runtime("AnyElement"),
        member: Member::new(MemberKind::Any(PlanWildcard(wildcard)), 1, Some(1)),
    }
}
