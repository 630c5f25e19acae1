//! Effective attributes and attribute wildcards (XSD part 1, 3.4.2 and 3.6).

use std::collections::{HashMap, HashSet};

use super::Deriver;
use super::complex::any_lax;
use crate::model::xsd::builder::Builder;
use crate::model::xsd::draft::{AttributeUse, AttributesDraft, ComplexDraft};
use crate::model::xsd::gaps::Owner;
use crate::model::xsd::order::{MAX_DEPTH, Why, post_order};
use crate::model::xsd::wildcard::{intersection, size, union};
use crate::model::{Attribute, Derivation, TypeKind, Wildcard};
use crate::name::QName;

/// How many attributes, and names in wildcards, groups have of others at most, all together, those included that are
/// looked at for it.
const MAX_GROUPED: usize = 1_000_000;

/// What the attribute groups come to.
pub(super) struct Attributes {
    groups: Vec<Gathered>,
}

/// Attributes without groups: each name once.
#[derive(Default)]
struct Gathered {
    attributes: Vec<Attribute>,
    prohibited: HashSet<QName>,
    wildcard: Option<Wildcard>,
    /// The numbers of the references in it that lead to nothing.
    gaps: Vec<usize>,
}

/// Works out the attribute groups. Circles are reported and cut.
pub(super) fn groups(builder: &mut Builder<'_, '_>) -> Attributes {
    let drafts = &builder.attribute_groups;
    let order = post_order(drafts.len(), MAX_DEPTH, |item, into| {
        let uses = drafts.get(item).map(|draft| draft.uses.as_slice());
        into.extend(uses.unwrap_or_default().iter().filter_map(|u| match u {
            AttributeUse::Group(group) => Some(*group),
            _ => None,
        }));
    });
    for (item, _, why) in &order.cut {
        let Some(declaration) = builder.symbols.attribute_groups.all.get(*item) else {
            continue;
        };
        let name = &*declaration.name.local;
        let message = match why {
            Why::Circle => format!("attribute group {name:?} contains itself"),
            Why::Depth => format!("attribute group {name:?} nests more than {MAX_DEPTH} others"),
        };
        let at = &declaration.node.at;
        let help = "remove one of the references that lead from it";
        builder.diagnostics.error(at, message).help(help);
    }
    let mut attributes = Attributes {
        groups: drafts.iter().map(|_| Gathered::default()).collect(),
    };
    let mut left = Some(MAX_GROUPED);
    for item in order.sequence {
        let Some(draft) = builder.attribute_groups.get(item) else {
            continue;
        };
        // A group within a circle is still empty here.
        let gathered = attributes.gather(draft, |count| {
            left = left.and_then(|left| left.checked_sub(count));
            left.is_some()
        });
        let Some(mut gathered) = gathered else {
            if let Some(declaration) = builder.symbols.attribute_groups.all.get(item) {
                let message = format!("attribute groups hold more than {MAX_GROUPED} attributes");
                builder.diagnostics.error(&declaration.node.at, message);
            }
            break;
        };
        let own = builder.gaps.own(Owner::AttributeGroup(item));
        gathered.gaps.extend(own);
        if let Some(slot) = attributes.groups.get_mut(item) {
            *slot = gathered;
        }
    }
    attributes
}

impl Attributes {
    /// The references that lead to nothing in the groups among these.
    pub(super) fn gaps(&self, draft: &AttributesDraft) -> Vec<usize> {
        let groups = draft.uses.iter().filter_map(|u| match u {
            AttributeUse::Group(group) => self.groups.get(*group),
            AttributeUse::Attribute(_) | AttributeUse::Prohibited(_) => None,
        });
        let mut gaps: Vec<usize> = groups.flat_map(|g| &g.gaps).copied().collect();
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }

    /// Puts groups in the places of their references. Of several attributes of one name the first is taken.
    /// `None` once it's not to be afforded to look at so much more in groups: what comes of it may be little.
    fn gather(
        &self,
        draft: &AttributesDraft,
        mut afford: impl FnMut(usize) -> bool,
    ) -> Option<Gathered> {
        let mut gathered = Gathered {
            gaps: self.gaps(draft),
            wildcard: draft.wildcard.clone(),
            ..Gathered::default()
        };
        let (mut known, mut groups) = (HashSet::new(), HashSet::new());
        for found in &draft.uses {
            match found {
                AttributeUse::Attribute(attribute) => {
                    if known.insert(attribute.name.clone()) {
                        gathered.attributes.push(attribute.clone());
                    }
                }
                AttributeUse::Prohibited(name) => {
                    gathered.prohibited.insert(name.clone());
                }
                AttributeUse::Group(group) => {
                    let Some(group) = self.groups.get(*group).filter(|_| groups.insert(*group))
                    else {
                        continue;
                    };
                    let own = gathered.wildcard.as_ref().map_or(0, size);
                    let named = group.wildcard.as_ref().map_or(0, |other| own + size(other));
                    if !afford(group.attributes.len() + named) {
                        return None;
                    }
                    for attribute in &group.attributes {
                        if known.insert(attribute.name.clone()) {
                            gathered.attributes.push(attribute.clone());
                        }
                    }
                    gathered.wildcard = match (gathered.wildcard, &group.wildcard) {
                        (Some(own), Some(other)) => Some(intersection(&own, other)),
                        (own, other) => own.or_else(|| other.clone()),
                    };
                }
            }
        }
        Some(gathered)
    }
}

impl Deriver<'_> {
    /// The attributes of a complex type, those of its base first.
    pub(super) fn attributes(
        &mut self,
        draft: &ComplexDraft,
    ) -> (Vec<Attribute>, Option<Wildcard>) {
        if self.budget.left.is_none() {
            return (Vec::new(), None);
        }
        let attributes = self.attributes;
        let Some(own) = attributes.gather(&draft.attributes, |count| self.afford(count)) else {
            return (Vec::new(), None);
        };
        let restriction = draft.derivation == Derivation::Restriction;
        let (inherited, base_wildcard): (&[Attribute], _) = match self.kind(draft.base) {
            TypeKind::Complex(base) => (&base.attributes, base.any_attribute.clone()),
            TypeKind::Any => (&[], Some(any_lax())),
            TypeKind::Builtin(_) | TypeKind::Simple(_) => (&[], None),
        };
        let wildcards = [own.wildcard.as_ref(), base_wildcard.as_ref()];
        let named: usize = wildcards.into_iter().flatten().map(size).sum();
        if !self.afford(inherited.len() + named) {
            return (Vec::new(), None);
        }
        let wildcard = match (own.wildcard, base_wildcard) {
            (own, _) if restriction => own,
            (Some(own), Some(base)) => Some(union(&own, &base)),
            (own, base) => own.or(base),
        };
        let mut all: Vec<Attribute> = Vec::with_capacity(inherited.len() + own.attributes.len());
        let mut places: HashMap<QName, usize> = HashMap::new();
        for attribute in inherited {
            if !(restriction && own.prohibited.contains(&attribute.name)) {
                places.insert(attribute.name.clone(), all.len());
                all.push(attribute.clone());
            }
        }
        for attribute in own.attributes {
            match places.get(&attribute.name).and_then(|i| all.get_mut(*i)) {
                Some(slot) => *slot = attribute,
                None => all.push(attribute),
            }
        }
        (all, wildcard)
    }
}
