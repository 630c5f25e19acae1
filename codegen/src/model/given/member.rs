//! Which member of a union a given value is of: the first that takes it (XSD part 2, 2.5.1.3), which may have names or not.
//!
//! Only texts that could be a name come here, so that much is decided by how the values of a type look.

use std::collections::HashMap;

use super::{Given, is_name};
use crate::model::white_space::{normalize, white_space};
use crate::model::{Builtin, Facets, TypeId, TypeKind, Variety};

/// How many types and listed values are looked at for one value, that schemas and their unions may both be large.
const MOST_STEPS: usize = 4_000;

/// A value of a type, as tables spell it.
#[derive(Clone, Debug)]
pub(super) struct Spelt {
    text: String,
    has_names: bool,
}

/// A given value, tried as one of many types.
pub(super) struct Member<'r, 'k> {
    given: &'r Given,
    kind: &'r dyn Fn(TypeId) -> Option<&'k TypeKind>,
    /// What it is as a value of a type that was tried: unions share members, and unions of unions theirs, many times over.
    known: HashMap<TypeId, Option<Spelt>>,
    /// `None` when they weren't enough: what it is remains open then.
    steps: Option<usize>,
}

impl<'r, 'k> Member<'r, 'k> {
    pub(super) fn new(
        given: &'r Given,
        kind: &'r dyn Fn(TypeId) -> Option<&'k TypeKind>,
    ) -> Member<'r, 'k> {
        Member {
            given,
            kind,
            known: HashMap::new(),
            steps: Some(MOST_STEPS),
        }
    }

    /// The text with names in full, if the first member that takes the value has names.
    pub(super) fn with_names(mut self, members: &[TypeId], depth: usize) -> Option<String> {
        let spelt = self.of_first(members, depth)?;
        spelt.has_names.then_some(spelt.text)
    }

    fn of_first(&mut self, members: &[TypeId], depth: usize) -> Option<Spelt> {
        let mut members = members.iter();
        members.find_map(|member| self.of_type(*member, depth))
    }

    fn of_type(&mut self, id: TypeId, depth: usize) -> Option<Spelt> {
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let spelt = match (self.kind)(id)? {
            TypeKind::Builtin(builtin) => {
                let facets = Facets::default();
                self.of_variety(&Variety::Atomic(*builtin), &facets, depth)
            }
            TypeKind::Simple(simple) => self.of_variety(&simple.variety, &simple.facets, depth),
            // Members of unions are simple.
            TypeKind::Complex(_) | TypeKind::Any => None,
        };
        self.known.insert(id, spelt.clone());
        spelt
    }

    fn of_variety(&mut self, variety: &Variety, facets: &Facets, depth: usize) -> Option<Spelt> {
        let values = &facets.enumeration;
        let left = self.steps.filter(|_| depth > 0);
        self.steps = left.and_then(|left| left.checked_sub(1 + values.len()));
        self.steps?;
        let depth = depth - 1;
        let (spelt, length) = match variety {
            Variety::Atomic(builtin) if is_name(*builtin) => {
                let text = self.given.name()?;
                let spelt = Spelt {
                    text,
                    has_names: true,
                };
                (spelt, None)
            }
            Variety::Atomic(builtin) => {
                let text = normalize(&self.given.text, white_space(variety, facets));
                if !spells(*builtin, &text) {
                    return None;
                }
                let length = length(*builtin, &text);
                let spelt = Spelt {
                    text,
                    has_names: false,
                };
                (spelt, length)
            }
            Variety::List(item) => {
                let (spelt, words) = self.of_list(*item, depth)?;
                (spelt, Some(words))
            }
            Variety::Union(members) => (self.of_first(members, depth)?, None),
        };
        // A pattern of what has no names is taken to keep names out, as it hardly is in a union with them else.
        let matches = facets.patterns.is_empty() || spelt.has_names;
        let listed = values.is_empty() || values.iter().any(|v| v.value == spelt.text);
        (matches && listed && length.is_none_or(|length| fits(facets, length))).then_some(spelt)
    }

    /// A list, and how many items it has.
    fn of_list(&mut self, item: TypeId, depth: usize) -> Option<(Spelt, usize)> {
        let (mut texts, mut has_names) = (Vec::new(), false);
        for word in self.given.words() {
            let mut member = Member {
                steps: self.steps,
                ..Member::new(&word, self.kind)
            };
            let spelt = member.of_type(item, depth);
            self.steps = member.steps;
            let spelt = spelt?;
            has_names |= spelt.has_names;
            texts.push(spelt.text);
        }
        let text = texts.join(" ");
        Some((Spelt { text, has_names }, texts.len()))
    }
}

/// Whether a length is one that the facets allow.
fn fits(facets: &Facets, length: usize) -> bool {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    facets.length.is_none_or(|exact| exact == length)
        && facets.min_length.is_none_or(|least| least <= length)
        && facets.max_length.is_none_or(|most| length <= most)
}

/// How long a value is, where values have lengths (part 2, 4.3.1).
fn length(builtin: Builtin, text: &str) -> Option<usize> {
    use Builtin as B;
    match builtin {
        B::String | B::NormalizedString | B::Token | B::AnyUri | B::Name | B::NmToken => {
            Some(text.chars().count())
        }
        B::NcName | B::Id | B::IdRef | B::Entity | B::Language => Some(text.chars().count()),
        B::NmTokens | B::IdRefs | B::Entities => Some(text.split(' ').count()),
        B::HexBinary => Some(text.len() / 2),
        B::Base64Binary => {
            let padding = text.bytes().rev().take_while(|b| *b == b'=').count();
            Some((text.len() / 4 * 3).saturating_sub(padding))
        }
        _ => None,
    }
}

/// Whether a built-in type without names has a value that's spelled so.
fn spells(builtin: Builtin, text: &str) -> bool {
    use Builtin as B;
    let hex =
        |text: &str| text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit());
    match builtin {
        B::AnySimpleType | B::String | B::NormalizedString | B::Token => true,
        B::AnyUri | B::Name | B::NmToken | B::NmTokens => true,
        B::NcName | B::Id | B::IdRef | B::IdRefs | B::Entity | B::Entities | B::Language => {
            !text.contains(':')
        }
        B::Boolean => matches!(text, "true" | "false"),
        B::Float | B::Double => matches!(text, "INF" | "NaN"),
        B::Duration => text.starts_with('P') && text.ends_with(['Y', 'M', 'D', 'H', 'S']),
        B::HexBinary => hex(text),
        B::Base64Binary => !text.contains(':') && text.len().is_multiple_of(4),
        // All other values begin with a digit or a sign, or are names.
        _ => false,
    }
}
