//! Simple types: the Rust type of a value, enums of literals and of alternatives, tables of facets.

use super::{Book, Key, Owner, Value};
use crate::model::{Bounds, Facets, SimpleType, Type, TypeId, TypeKind, Variety, WhiteSpace};
use crate::plan::builtin::builtin;
use crate::plan::data::*;
use crate::plan::names::{stem, type_name};

/// How far lists of unions of lists are followed; XSD allows no list of lists, so real ones end at three.
const DEPTH: usize = 16;
/// How many values an enumeration may have to become an enum. What rustc takes for one grows with the square of its variants:
/// 20,000 take some seconds, the 96,000 postal codes of a country many minutes.
const VARIANTS: usize = 20_000;

impl Book<'_> {
    /// The type of a value of simple type `id`.
    pub(super) fn simple_value(&mut self, id: TypeId) -> Value {
        self.simple_at(id, DEPTH)
    }

    fn simple_at(&mut self, id: TypeId, depth: usize) -> Value {
        let text = Value {
            ty: Ty::String,
            simple: None,
        };
        let Some((depth, ty)) = depth.checked_sub(1).zip(self.ty(id)) else {
            return text;
        };
        if let Some(path) = ty
            .name
            .as_ref()
            .and_then(|name| self.type_option(name, None))
        {
            return Value {
                ty: Ty::Path(path),
                simple: None,
            };
        }
        if ty.is_reference() {
            return Value {
                ty: Ty::Runtime("Attachment"),
                simple: None,
            };
        }
        match &ty.kind {
            TypeKind::Any | TypeKind::Complex(_) => text,
            TypeKind::Builtin(b) => {
                let (ty, simple) = builtin(*b);
                Value { ty, simple }
            }
            TypeKind::Simple(simple) if is_enumeration(simple) => Value {
                ty: Ty::Item(self.need(Key::Type(id))),
                simple: self
                    .narrows(simple)
                    .then(|| SimpleRef::Item(self.need(Key::Simple(id)))),
            },
            TypeKind::Simple(simple) => {
                let named = ty.name.is_some() || matches!(simple.variety, Variety::Union(_));
                let (plain, inherited) = self.underlying(simple, depth);
                Value {
                    ty: if named {
                        Ty::Item(self.need(Key::Type(id)))
                    } else {
                        plain
                    },
                    simple: if says_more(simple) || inherited.needs_table {
                        Some(SimpleRef::Item(self.need(Key::Simple(id))))
                    } else {
                        inherited.simple
                    },
                }
            }
        }
    }

    /// Whether the other facets of an enumeration could refuse one of its literals. What an earlier step says, each literal
    /// of a later one keeps to (part 2, 4.3.5.4).
    fn narrows(&self, simple: &SimpleType) -> bool {
        let mut simple = simple;
        for _ in 0..DEPTH {
            let Some(TypeKind::Simple(base)) = self.ty(simple.base).map(|ty| &ty.kind) else {
                return refuses(simple, &Facets::default());
            };
            let own = simple.facets.enumeration.len() != base.facets.enumeration.len();
            let refuses = refuses(simple, &base.facets);
            if own || refuses {
                return refuses;
            }
            simple = base;
        }
        true
    }

    /// The Rust type under an alias.
    fn underlying(&mut self, simple: &SimpleType, depth: usize) -> (Ty, Inherited) {
        match &simple.variety {
            Variety::Atomic(_) if self.model.refers(simple.base) => (
                Ty::Runtime("Attachment"),
                Inherited {
                    simple: None,
                    needs_table: false,
                },
            ),
            Variety::Atomic(b) => {
                let (ty, simple) = builtin(*b);
                (
                    ty,
                    Inherited {
                        simple,
                        needs_table: false,
                    },
                )
            }
            Variety::List(item) => {
                let item = self.simple_at(*item, depth);
                let needs_table = item.simple.is_some();
                (
                    Ty::List(Box::new(item.ty)),
                    Inherited {
                        simple: None,
                        needs_table,
                    },
                )
            }
            Variety::Union(_) => (
                Ty::String,
                Inherited {
                    simple: None,
                    needs_table: false,
                },
            ),
        }
    }

    /// The item of a simple type: an enumeration, a union, or an alias.
    pub(super) fn draft_simple(
        &mut self,
        id: TypeId,
        simple: &SimpleType,
        owner: &Owner,
    ) -> ItemKind {
        let label = self.label(id, owner);
        match &simple.variety {
            Variety::Atomic(base) if is_enumeration(simple) => {
                let values = simple.facets.enumeration.iter().map(|value| Literal {
                    name: String::new(),
                    value: value.value.clone(),
                    doc: self.doc(value.doc.as_deref()),
                });
                // What handles white space in the same way.
                let base = match (base, simple.facets.white_space) {
                    (Builtin::String | Builtin::NormalizedString, Some(WhiteSpace::Collapse)) => {
                        Builtin::Token
                    }
                    (Builtin::String, Some(WhiteSpace::Replace)) => Builtin::NormalizedString,
                    (base, _) => *base,
                };
                ItemKind::Enumeration(EnumerationDef {
                    base,
                    label,
                    values: values.collect(),
                })
            }
            Variety::Union(members) => {
                let mut variants = Vec::new();
                for (i, member) in members.iter().enumerate() {
                    self.name_anonymous(*member, || {
                        format!("{} alternative {}", stem(&owner.words), i + 1)
                    });
                    let value = self.simple_value(*member);
                    let words = match self.ty(*member) {
                        Some(ty) if ty.name.is_some() => self.type_words(*member),
                        _ => described(&value.ty).to_owned(),
                    };
                    variants.push(UnionVariant {
                        name: String::new(),
                        words,
                        doc: Vec::new(),
                        ty: value.ty,
                        simple: value.simple,
                    });
                }
                if variants.is_empty() {
                    return ItemKind::Alias(Ty::String);
                }
                ItemKind::Union(UnionDef { label, variants })
            }
            _ => ItemKind::Alias(self.underlying(simple, DEPTH).0),
        }
    }

    /// The table of a simple type.
    pub(super) fn draft_table(
        &mut self,
        id: TypeId,
        simple: &SimpleType,
        owner: &Owner,
    ) -> ItemKind {
        let variety = match &simple.variety {
            Variety::Atomic(b) => TableVariety::Atomic(*b),
            Variety::List(item) => TableVariety::List(self.table(*item)),
            Variety::Union(members) => {
                TableVariety::Union(members.iter().map(|m| self.table(*m)).collect())
            }
        };
        ItemKind::Simple(SimpleTable {
            label: self.label(id, owner),
            variety,
            facets: simple.facets.clone(),
        })
    }

    /// The table of any simple type, whether or not it says more than its Rust type.
    pub(super) fn table(&mut self, id: TypeId) -> SimpleRef {
        let ty = self.ty(id);
        if ty.is_some_and(Type::is_reference) {
            return SimpleRef::Builtin(Builtin::AnyUri);
        }
        match ty.map(|ty| &ty.kind) {
            Some(TypeKind::Builtin(b)) => SimpleRef::Builtin(*b),
            Some(TypeKind::Simple(_)) => SimpleRef::Item(self.need(Key::Simple(id))),
            _ => SimpleRef::Builtin(Builtin::AnySimpleType),
        }
    }

    /// What a simple type is called in messages.
    fn label(&self, id: TypeId, owner: &Owner) -> String {
        let name = self.ty(id).and_then(|ty| ty.name.as_ref());
        name.map_or_else(|| type_name(&owner.words), |name| name.local.to_string())
    }
}

/// What an alias takes over from the type under it.
struct Inherited {
    simple: Option<SimpleRef>,
    needs_table: bool,
}

/// Whether a type becomes an enum of its literals. Of more than rustc can take it's what it restricts, and its table has the
/// literals.
pub(super) fn is_enumeration(simple: &SimpleType) -> bool {
    let atomic = matches!(simple.variety, Variety::Atomic(b) if b != Builtin::Boolean);
    atomic && (1..=VARIANTS).contains(&simple.facets.enumeration.len())
}

/// Whether a facet beside the enumeration, one that the base hasn't, may refuse one of the literals.
fn refuses(simple: &SimpleType, base: &Facets) -> bool {
    let facets = &simple.facets;
    let bound = |bounds: &Option<Bounds>| bounds.as_ref().map(|b| (b.value.clone(), b.inclusive));
    if facets.patterns.len() != base.patterns.len()
        || bound(&facets.lower) != bound(&base.lower)
        || bound(&facets.upper) != bound(&base.upper)
        || (facets.total_digits, facets.fraction_digits)
            != (base.total_digits, base.fraction_digits)
    {
        return true;
    }
    let lengths = (facets.length, facets.min_length, facets.max_length);
    let bytes = matches!(
        simple.variety,
        Variety::Atomic(Builtin::HexBinary | Builtin::Base64Binary)
    );
    if bytes || lengths == (None, None, None) {
        return bytes && lengths != (base.length, base.min_length, base.max_length);
    }
    facets.enumeration.iter().any(|literal| {
        let length = u64::try_from(literal.value.chars().count()).unwrap_or(u64::MAX);
        facets.length.is_some_and(|n| n != length)
            || facets.min_length.is_some_and(|n| length < n)
            || facets.max_length.is_some_and(|n| length > n)
    })
}

/// Whether the facets allow less than the Rust type holds.
fn says_more(simple: &SimpleType) -> bool {
    let f = &simple.facets;
    let usual = match &simple.variety {
        Variety::Atomic(Builtin::String | Builtin::AnySimpleType) => WhiteSpace::Preserve,
        Variety::Atomic(Builtin::NormalizedString) => WhiteSpace::Replace,
        _ => WhiteSpace::Collapse,
    };
    f.white_space.is_some_and(|w| w != usual)
        || f.length.is_some()
        || f.min_length.is_some_and(|n| n > 0)
        || f.max_length.is_some()
        || !f.patterns.is_empty()
        || f.lower.is_some()
        || f.upper.is_some()
        || f.total_digits.is_some()
        || f.fraction_digits.is_some()
        || !f.enumeration.is_empty()
}

/// A word for a type that has no name in the documents.
fn described(ty: &Ty) -> &'static str {
    match ty {
        Ty::Primitive("bool") => "Bool",
        Ty::Primitive("f32" | "f64") => "Float",
        Ty::Primitive(_) => "Number",
        Ty::String => "Text",
        Ty::Runtime(name) => name,
        Ty::List(_) => "List",
        _ => "Literal",
    }
}
