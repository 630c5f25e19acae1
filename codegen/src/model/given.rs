//! Values that a schema gives: defaults, fixed values, literals of enumerations.
//!
//! What their words mean hangs on prefixes, which end here, and on their type, which isn't known yet where they stand.

use super::{Builtin, Content, Model, SimpleType, TypeId, TypeKind, Variety};
use crate::name::QName;

/// Longer lists can't be lists of names.
const MOST_NAMES: usize = 1_000;

/// Lists of unions of lists; types derive from each other in circles only where that was reported.
const DEPTH: usize = 32;

/// A value as it's spelled.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Its text.
    pub text: String,
    /// What each of its words means if it's a name.
    names: Vec<Option<QName>>,
}

impl Given {
    /// A text where names mean this.
    pub fn new(text: &str, name: impl Fn(&str) -> Option<QName>) -> Self {
        let words = || text.split_ascii_whitespace();
        let few = words().nth(MOST_NAMES).is_none();
        Given {
            text: text.to_owned(),
            names: words().filter(|_| few).map(name).collect(),
        }
    }

    /// How tables spell a value of this type: names as `{namespace}local`, all else as it is.
    pub fn spelled(&self, model: &Model, id: TypeId) -> String {
        let kind = |id: TypeId| model.types.get(id.0 as usize).map(|ty| &ty.kind);
        self.of_type(id, &kind, DEPTH)
            .unwrap_or_else(|| self.text.clone())
    }

    /// The same of a type of this variety, where types are looked up like this.
    pub fn spelled_as<'k>(
        &self,
        variety: &Variety,
        kind: &dyn Fn(TypeId) -> Option<&'k TypeKind>,
    ) -> String {
        self.of_variety(variety, kind, DEPTH)
            .unwrap_or_else(|| self.text.clone())
    }

    /// Of a type whose values have names in them; else `None`.
    fn of_type<'k>(
        &self,
        id: TypeId,
        kind: &dyn Fn(TypeId) -> Option<&'k TypeKind>,
        depth: usize,
    ) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        match kind(id)? {
            TypeKind::Builtin(builtin) => self.of_variety(&Variety::Atomic(*builtin), kind, depth),
            TypeKind::Simple(simple) => self.of_variety(&simple.variety, kind, depth),
            TypeKind::Complex(complex) => match complex.content {
                Content::Simple(id) => self.of_type(id, kind, depth),
                _ => None,
            },
            TypeKind::Any => None,
        }
    }

    fn of_variety<'k>(
        &self,
        variety: &Variety,
        kind: &dyn Fn(TypeId) -> Option<&'k TypeKind>,
        depth: usize,
    ) -> Option<String> {
        match variety {
            Variety::Atomic(Builtin::QName | Builtin::Notation) => match self.names.as_slice() {
                [Some(name)] => Some(name.to_string()),
                _ => None,
            },
            Variety::Atomic(_) => None,
            Variety::List(_) if self.names.is_empty() => None,
            Variety::List(item) => {
                let mut any = false;
                let words = self.text.split_ascii_whitespace();
                let words = words.zip(&self.names).map(|(text, name)| {
                    let word = Given {
                        text: text.to_owned(),
                        names: vec![name.clone()],
                    };
                    let spelled = word.of_type(*item, kind, depth);
                    any |= spelled.is_some();
                    spelled.unwrap_or(word.text)
                });
                let words: Vec<String> = words.collect();
                any.then(|| words.join(" "))
            }
            // The first that takes it.
            Variety::Union(members) => {
                for member in members {
                    let spelled = self.of_type(*member, kind, depth);
                    if spelled.is_some() || takes(*member, &self.text, kind, depth) {
                        return spelled;
                    }
                }
                None
            }
        }
    }
}

/// Whether a text that could be a name may be a value of a type without names.
fn takes<'k>(
    id: TypeId,
    text: &str,
    kind: &dyn Fn(TypeId) -> Option<&'k TypeKind>,
    depth: usize,
) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let listed = |simple: &SimpleType| {
        let values = &simple.facets.enumeration;
        // What has a pattern hardly is for names.
        simple.facets.patterns.is_empty()
            && (values.is_empty() || values.iter().any(|v| v.value == text))
    };
    let simple = match kind(id) {
        Some(TypeKind::Builtin(builtin)) => return spells(*builtin, text),
        Some(TypeKind::Simple(simple)) if listed(simple) => simple,
        _ => return false,
    };
    match &simple.variety {
        Variety::Atomic(builtin) => spells(*builtin, text),
        Variety::List(item) => {
            let mut words = text.split_ascii_whitespace();
            words.all(|word| takes(*item, word, kind, depth))
        }
        Variety::Union(members) => members.iter().any(|id| takes(*id, text, kind, depth)),
    }
}

/// Whether a built-in type has a value that's spelled so.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Enumerator, Facets};

    fn name(word: &str) -> Option<QName> {
        let (prefix, local) = word.split_once(':').unwrap_or(("", word));
        let namespace = match prefix {
            "" => "",
            "p" => "urn:p",
            _ => return None,
        };
        Some(QName {
            namespace: namespace.into(),
            local: local.into(),
        })
    }

    fn simple(variety: Variety, values: &[&str]) -> TypeKind {
        let enumeration = values.iter().map(|value| Enumerator {
            value: (*value).to_owned(),
            doc: None,
        });
        TypeKind::Simple(SimpleType {
            base: TypeId(0),
            variety,
            facets: Facets {
                enumeration: enumeration.collect(),
                ..Facets::default()
            },
        })
    }

    #[test]
    fn names_are_spelled_in_full_where_the_type_has_some() {
        let builtin = |builtin| simple(Variety::Atomic(builtin), &[]);
        let kinds = [
            builtin(Builtin::QName),
            builtin(Builtin::String),
            builtin(Builtin::Int),
            simple(Variety::List(TypeId(0)), &[]),
            simple(Variety::Union(vec![TypeId(2), TypeId(0)]), &[]),
            simple(Variety::Union(vec![TypeId(1), TypeId(0)]), &[]),
            simple(Variety::List(TypeId(4)), &[]),
            simple(Variety::Atomic(Builtin::Token), &["p:a", "b"]),
            simple(Variety::Union(vec![TypeId(7), TypeId(3)]), &[]),
            // Of itself, as only a broken schema has it.
            simple(Variety::List(TypeId(9)), &[]),
            simple(Variety::List(TypeId(11)), &[]),
            simple(Variety::Union(vec![TypeId(7), TypeId(0)]), &[]),
        ];
        let (names, text, number, list, union) = (0, 1, 2, 3, 4);
        for (ty, given, spelled) in [
            (names, "p:a", "{urn:p}a"),
            (names, " p:a ", "{urn:p}a"),
            (names, "a", "a"),
            (names, "q:a", "q:a"),
            (names, "p:a p:b", "p:a p:b"),
            (text, "p:a", "p:a"),
            (number, "1", "1"),
            (list, "p:a  b", "{urn:p}a b"),
            (list, "p:a q:b", "{urn:p}a q:b"),
            (list, "", ""),
            (union, "1", "1"),
            (union, "p:a", "{urn:p}a"),
            (5, "p:a", "p:a"),
            (6, "1 p:a", "1 {urn:p}a"),
            (8, "p:a", "p:a"),
            (10, "b p:c", "b {urn:p}c"),
            (8, "p:a p:b", "{urn:p}a {urn:p}b"),
            (9, "p:a", "p:a"),
        ] {
            let kind = |id: TypeId| kinds.get(id.0 as usize);
            let given = Given::new(given, name);
            let found = given.of_type(TypeId(ty), &kind, DEPTH);
            let found = found.unwrap_or_else(|| given.text.clone());
            assert_eq!(found, spelled, "{ty} {given:?}");
        }
    }
}
