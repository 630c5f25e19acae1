//! Values that a schema gives: defaults, fixed values, literals of enumerations.
//!
//! What their words mean hangs on prefixes, which end here, and on their type, which isn't known yet where they stand.

mod member;

use self::member::Member;
use super::{Builtin, Content, Model, TypeId, TypeKind, Variety};
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
            Variety::Atomic(builtin) if is_name(*builtin) => self.name(),
            Variety::Atomic(_) => None,
            Variety::List(item) => {
                let mut any = false;
                let words = self.words().map(|word| {
                    let spelled = word.of_type(*item, kind, depth);
                    any |= spelled.is_some();
                    spelled.unwrap_or(word.text)
                });
                let words: Vec<String> = words.collect();
                any.then(|| words.join(" "))
            }
            Variety::Union(_) if self.names.iter().all(Option::is_none) => None,
            Variety::Union(members) => Member::new(self, kind).with_names(members, depth),
        }
    }

    /// The name that it is.
    fn name(&self) -> Option<String> {
        match self.names.as_slice() {
            [Some(name)] => Some(name.to_string()),
            _ => None,
        }
    }

    /// Each of its words by itself; of too many none.
    fn words(&self) -> impl Iterator<Item = Given> {
        let words = self.text.split_ascii_whitespace();
        words.zip(&self.names).map(|(text, name)| Given {
            text: text.to_owned(),
            names: vec![name.clone()],
        })
    }
}

fn is_name(builtin: Builtin) -> bool {
    matches!(builtin, Builtin::QName | Builtin::Notation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Enumerator, Facets, SimpleType};

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

    /// The type of an id among these.
    fn spelled(kinds: &[TypeKind], id: u32, text: &str) -> Option<String> {
        let kind = |id: TypeId| kinds.get(id.0 as usize);
        Given::new(text, name).of_type(TypeId(id), &kind, DEPTH)
    }

    #[test]
    fn members_take_what_their_facets_allow() {
        let limited = |variety, least, most| match simple(variety, &[]) {
            TypeKind::Simple(mut simple) => {
                simple.facets.min_length = least;
                simple.facets.max_length = most;
                TypeKind::Simple(simple)
            }
            other => other,
        };
        let kinds = [
            simple(Variety::Atomic(Builtin::QName), &["{urn:p}a"]),
            limited(Variety::Atomic(Builtin::Token), Some(4), None),
            limited(Variety::List(TypeId(4)), None, Some(2)),
            simple(Variety::List(TypeId(0)), &[]),
            simple(Variety::Atomic(Builtin::Token), &[]),
            simple(Variety::Atomic(Builtin::QName), &[]),
            simple(Variety::Union(vec![TypeId(1), TypeId(0)]), &[]),
            simple(Variety::Union(vec![TypeId(2), TypeId(3)]), &[]),
            simple(
                Variety::Union(vec![TypeId(0), TypeId(4), TypeId(5)]),
                &["{urn:p}a", "p:b"],
            ),
            simple(Variety::Union(vec![TypeId(8), TypeId(5)]), &[]),
            limited(Variety::Atomic(Builtin::HexBinary), Some(2), None),
            simple(Variety::Union(vec![TypeId(10), TypeId(5)]), &[]),
        ];
        for (id, text, expected) in [
            (6, "p:a", Some("{urn:p}a")),
            (6, " p:a ", Some("{urn:p}a")),
            (6, "p:abc", None),
            (7, "p:a p:a", None),
            (7, "p:a p:a p:a", Some("{urn:p}a {urn:p}a {urn:p}a")),
            (9, "p:a", Some("{urn:p}a")),
            (9, "p:b", None),
            (9, "p:c", Some("{urn:p}c")),
            (11, "ab", Some("ab")),
            (11, "abcd", None),
        ] {
            assert_eq!(
                spelled(&kinds, id, text).as_deref(),
                expected,
                "{id} {text}"
            );
        }
    }

    #[test]
    fn unions_of_the_same_unions_are_looked_at_once() {
        let twice = |id| simple(Variety::Union(vec![TypeId(id), TypeId(id)]), &[]);
        let mut kinds = vec![simple(Variety::Atomic(Builtin::Int), &[])];
        kinds.extend((0..28).map(twice));
        kinds.push(simple(Variety::Atomic(Builtin::QName), &[]));
        kinds.push(simple(Variety::Union(vec![TypeId(28), TypeId(29)]), &[]));
        kinds.push(simple(Variety::List(TypeId(30)), &[]));
        assert_eq!(spelled(&kinds, 30, "p:a").as_deref(), Some("{urn:p}a"));
        let many = spelled(&kinds, 31, &"p:a ".repeat(MOST_NAMES));
        assert_eq!(many.map(|m| m.len()), Some(9 * MOST_NAMES - 1));
    }

    /// What can't be found out isn't taken for a name.
    #[test]
    fn a_member_that_is_too_large_is_not_passed_over() {
        let large = (0..MOST_NAMES * 4).map(|i| format!("p:v{i}"));
        let large: Vec<String> = large.collect();
        let large: Vec<&str> = large.iter().map(String::as_str).collect();
        let mut kinds = vec![
            simple(Variety::Atomic(Builtin::QName), &[]),
            simple(Variety::Atomic(Builtin::Token), &large),
            simple(Variety::Union(vec![TypeId(1), TypeId(0)]), &[]),
            simple(Variety::List(TypeId(1)), &[]),
            simple(Variety::Union(vec![TypeId(3), TypeId(0)]), &[]),
            simple(Variety::Atomic(Builtin::Token), &[]),
        ];
        assert_eq!(spelled(&kinds, 2, "p:v7"), None);
        assert_eq!(spelled(&kinds, 4, "p:v7"), None);
        // Nor is one in unions of unions.
        kinds.extend((5..60).map(|id| simple(Variety::Union(vec![TypeId(id)]), &[])));
        kinds.push(simple(Variety::Union(vec![TypeId(60), TypeId(0)]), &[]));
        assert_eq!(spelled(&kinds, 61, "p:a"), None);
    }
}
