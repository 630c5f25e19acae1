//! Texts of types with patterns, worked out once a model: that may take long, and a message may have thousands of one type.

use super::pattern::{Budget, Pattern};
use super::value::{least, most};
use crate::model::{Facets, Model, TypeId, TypeKind, Variety};

/// How many steps the patterns of a type may take, and those of all types.
const STEPS: usize = 10_000_000;
const ALL_STEPS: usize = 100_000_000;

/// A text for each type, where it takes patterns to make one.
#[derive(Clone, Debug)]
pub(super) struct Texts(Vec<Option<String>>);

impl Texts {
    pub(super) fn new(model: &Model) -> Texts {
        let mut left = ALL_STEPS;
        let texts = model.types.iter().map(|ty| {
            let TypeKind::Simple(ty) = &ty.kind else {
                return None;
            };
            let facets = &ty.facets;
            let is_list = matches!(ty.variety, Variety::List(_));
            if is_list || facets.patterns.is_empty() || !facets.enumeration.is_empty() {
                return None;
            }
            let most = STEPS.min(left);
            let budget = Budget::new(most);
            let text = patterned(facets, &budget);
            left -= most - budget.left();
            text
        });
        Texts(texts.collect())
    }

    pub(super) fn of(&self, id: TypeId) -> Option<&str> {
        self.0.get(id.0 as usize)?.as_deref()
    }
}

/// A text that matches a pattern of each step, or if there's none the first that was tried.
fn patterned(facets: &Facets, budget: &Budget) -> Option<String> {
    let (least, most) = (
        least(facets) as usize,
        usize::try_from(most(facets)).unwrap_or(usize::MAX),
    );
    let groups = facets
        .patterns
        .iter()
        .map(|group| group.iter().filter_map(|p| Pattern::new(p, budget)));
    let groups: Vec<Vec<_>> = groups.map(Iterator::collect).collect();
    let patterns = groups.iter().rev().flatten();
    let mut first = None;
    for text in patterns.flat_map(|p| p.texts(least, most, budget)) {
        let fits = |group: &Vec<Pattern>| group.iter().any(|p| p.matches(&text, budget));
        if groups.iter().all(fits) {
            return Some(text);
        }
        first.get_or_insert(text);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::tests::service;

    /// Repeats what writes nothing.
    const HOSTILE: &str = "((((|a){4096}){4096}){4096}){4096}";

    fn facets(patterns: &[&[&str]]) -> Facets {
        let group = |group: &&[&str]| group.iter().map(|p| (*p).to_owned()).collect();
        Facets {
            min_length: Some(3),
            patterns: patterns.iter().map(group).collect(),
            ..Facets::default()
        }
    }

    #[test]
    fn patterns_of_all_steps_are_matched() {
        let budget = Budget::new(STEPS);
        let text = |patterns| patterned(&facets(patterns), &budget);
        assert_eq!(
            text(&[&["[a-c]*"], &["\\d+", "c+"]]).as_deref(),
            Some("ccc")
        );
        assert_eq!(text(&[&["a+"], &["b+"]]).as_deref(), Some("bbb"));
        assert_eq!(text(&[&["("]]), None);
        assert!(STEPS - budget.left() < STEPS / 10, "{}", budget.left());
    }

    #[test]
    fn all_patterns_of_a_type_share_what_they_may_take() {
        let budget = Budget::new(STEPS);
        patterned(&facets(&[&[HOSTILE; 50], &["[ab]{3}", HOSTILE]]), &budget);
        assert_eq!(budget.left(), 0);
        let long = Facets {
            min_length: Some(4_000),
            ..facets(&[&["a*"]])
        };
        let text = patterned(&long, &Budget::new(STEPS));
        assert_eq!(text.map(|text| text.len()), Some(4_000));
    }

    #[test]
    fn all_types_share_what_they_may_take() {
        let ty = |i, pattern: &str| {
            format!(
                "<xs:simpleType name=\"S{i}\"><xs:restriction base=\"xs:string\"><xs:pattern value=\"{pattern}\"/>\
                <xs:minLength value=\"3\"/></xs:restriction></xs:simpleType>"
            )
        };
        let count = 2 * ALL_STEPS / STEPS;
        let hostile: String = (0..count).map(|i| ty(i, HOSTILE)).collect();
        let types = ty(9_998, "b*") + &hostile + &ty(9_999, "b*");
        let part = "<part name=\"a\" type=\"xs:int\"/>";
        let model = service(&types, "rpc", "<soap:body use=\"literal\"/>", part);
        let Texts(texts) = Texts::new(&model);
        let texts: Vec<_> = texts.into_iter().flatten().collect();
        // Of the last nothing was tried.
        assert_eq!(texts.iter().filter(|text| *text == "bbb").count(), 1);
    }
}
