//! Derivations worked out: what each type effectively is.
//!
//! In come drafts; out go the model's types, each after the types that it derives from. Circles are reported and cut.

mod attributes;
mod complex;
mod simple;

use attributes::Attributes;

use super::builder::Builder;
use super::draft::{ComplexDraft, ContentDraft, From, KindDraft, TypeDraft};
use super::gaps::Owner;
use super::order::{MAX_DEPTH, Why, post_order};
use crate::diagnostic::Diagnostics;
use crate::model::{Builtin, Type, TypeId, TypeKind};

/// How many attributes, literals, patterns and names of wildcards types have of others at most, all types together: what is
/// inherited or grouped is copied, and a hostile schema could ask for the square of its size.
const MAX_INHERITED: usize = 1_000_000;

const ANY_SIMPLE: TypeId = TypeId::builtin(Builtin::AnySimpleType);

/// Turns the drafts of a builder, which has none afterwards, into types.
pub(super) fn derive(builder: &mut Builder<'_, '_>) -> Vec<Type> {
    cut_circles(builder);
    let attributes = attributes::groups(builder);
    let drafts = std::mem::take(&mut builder.types);
    let order = post_order(drafts.len(), usize::MAX, |item, into| {
        dependencies(&drafts, item, into);
    });
    let mut kinds: Vec<TypeKind> = drafts.iter().map(|_| TypeKind::Any).collect();
    let mut budget = Budget {
        left: Some(MAX_INHERITED),
    };
    for item in order.sequence {
        let Some(draft) = drafts.get(item) else {
            continue;
        };
        let mut deriver = Deriver {
            drafts: &drafts,
            kinds: &kinds,
            attributes: &attributes,
            budget: &mut budget,
            diagnostics: builder.diagnostics,
            draft,
        };
        let kind = match &draft.kind {
            KindDraft::Any => TypeKind::Any,
            KindDraft::Builtin(builtin) => TypeKind::Builtin(*builtin),
            KindDraft::Simple(simple) => TypeKind::Simple(deriver.simple(simple)),
            KindDraft::Complex(complex) => {
                for gap in attributes.gaps(&complex.attributes) {
                    builder.gaps.belongs(gap, Owner::Type(id(item)));
                }
                TypeKind::Complex(Box::new(deriver.complex(complex)))
            }
        };
        if let Some(slot) = kinds.get_mut(item) {
            *slot = kind;
        }
    }
    derived(&mut kinds);
    let types = drafts.into_iter().zip(kinds);
    types
        .map(|(draft, kind)| Type {
            name: draft.name,
            owner: draft.owner,
            namespace: draft.namespace,
            doc: draft.doc,
            at: draft.at,
            kind,
        })
        .collect()
}

/// What derivations share.
struct Deriver<'x> {
    drafts: &'x [TypeDraft],
    /// What has been worked out.
    kinds: &'x [TypeKind],
    attributes: &'x Attributes,
    budget: &'x mut Budget,
    diagnostics: &'x mut Diagnostics,
    /// What is being worked out.
    draft: &'x TypeDraft,
}

struct Budget {
    /// `None` when it wasn't enough.
    left: Option<usize>,
}

impl<'x> Deriver<'x> {
    fn kind(&self, id: TypeId) -> &'x TypeKind {
        self.kinds.get(id.0 as usize).unwrap_or(&TypeKind::Any)
    }

    fn title(&self, id: TypeId) -> String {
        match self.drafts.get(id.0 as usize) {
            Some(draft) => draft.title(),
            None => "this type".to_owned(),
        }
    }

    /// Whether so much more may be inherited.
    fn afford(&mut self, count: usize) -> bool {
        let Some(left) = self.budget.left else {
            return false;
        };
        self.budget.left = left.checked_sub(count);
        if self.budget.left.is_none() {
            self.diagnostics
                .error(
                    &self.draft.at,
                    format!("more than {MAX_INHERITED} attributes and values are inherited"),
                )
                .help("no known schema does; check where it comes from");
        }
        self.budget.left.is_some()
    }
}

fn id(item: usize) -> TypeId {
    TypeId(u32::try_from(item).unwrap_or(u32::MAX))
}

/// The types that must be known before this one is.
fn dependencies(drafts: &[TypeDraft], item: usize, into: &mut Vec<usize>) {
    let mut push = |id: TypeId| into.push(id.0 as usize);
    match drafts.get(item).map(|draft| &draft.kind) {
        Some(KindDraft::Simple(simple)) => match &simple.from {
            From::Restriction(base) => push(*base),
            From::Content(base, inline) => {
                push(*base);
                inline.iter().copied().for_each(push);
            }
            From::List(member) => push(*member),
            From::Union(members) => members.iter().copied().for_each(push),
        },
        Some(KindDraft::Complex(complex)) => {
            push(complex.base);
            if let ContentDraft::Simple(Some(content)) = &complex.content {
                push(*content);
            }
        }
        Some(KindDraft::Any | KindDraft::Builtin(_)) | None => {}
    }
}

/// Reports types that derive from themselves, or from too many, and makes them derive from nothing.
fn cut_circles(builder: &mut Builder<'_, '_>) {
    let drafts = &builder.types;
    let order = post_order(drafts.len(), MAX_DEPTH, |item, into| {
        dependencies(drafts, item, into);
    });
    for (item, dependency, why) in order.cut {
        let Some(draft) = builder.types.get_mut(item) else {
            continue;
        };
        let (message, help) = match why {
            Why::Circle => (
                format!("{} derives from itself", draft.title()),
                "follow base, itemType and memberTypes from here; one of them leads back",
            ),
            Why::Depth => (
                format!(
                    "{} derives through more than {MAX_DEPTH} types",
                    draft.title()
                ),
                "no known schema does; check where it comes from",
            ),
        };
        builder.diagnostics.error(&draft.at, message).help(help);
        let cut = id(dependency);
        match &mut draft.kind {
            KindDraft::Simple(simple) => match &mut simple.from {
                From::Restriction(other) | From::List(other) if *other == cut => {
                    *other = ANY_SIMPLE;
                }
                From::Content(..) => simple.from = From::Restriction(ANY_SIMPLE),
                From::Union(members) => members.retain(|member| *member != cut),
                From::Restriction(_) | From::List(_) => {}
            },
            KindDraft::Complex(complex) => cut_complex(complex, cut),
            KindDraft::Any | KindDraft::Builtin(_) => {}
        }
    }
}

fn cut_complex(complex: &mut ComplexDraft, cut: TypeId) {
    if complex.base == cut {
        complex.base = TypeId::ANY;
        if let ContentDraft::Simple(content @ None) = &mut complex.content {
            *content = Some(ANY_SIMPLE);
        }
    }
    if let ContentDraft::Simple(Some(content)) = &mut complex.content
        && *content == cut
    {
        *content = ANY_SIMPLE;
    }
}

/// Enters every complex type with the one that it derives from.
fn derived(kinds: &mut [TypeKind]) {
    for item in 0..kinds.len() {
        let Some(TypeKind::Complex(complex)) = kinds.get(item) else {
            continue;
        };
        let base = complex.base.0 as usize;
        if let Some(TypeKind::Complex(base)) = kinds.get_mut(base) {
            base.derived.push(id(item));
        }
    }
}
