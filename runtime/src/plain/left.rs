//! What of a request's names and values hasn't found its place yet.
//!
//! Values of a name are taken from the first on. Where several members may take a name, or a group comes again and again,
//! the order in which all came tells whose turn it is: that's the order of the document that they stand for.

use std::collections::HashMap;

use super::given::Given;
use crate::schema::{Kind, Member};

pub(super) struct Left<'g> {
    given: &'g Given,
    places: HashMap<&'g str, &'g [usize]>,
    /// How many have been taken.
    pub(super) taken: usize,
}

impl<'g> Left<'g> {
    pub(super) fn new(given: &'g Given) -> Self {
        Left {
            given,
            places: given.places().collect(),
            taken: 0,
        }
    }

    /// Where the first one of a name is.
    pub(super) fn first(&self, name: &str) -> Option<usize> {
        self.places.get(name)?.first().copied()
    }

    /// The name of these of which the first one is.
    pub(super) fn next(&self, names: &[&'static str]) -> Option<&'static str> {
        let first = names
            .iter()
            .filter_map(|name| Some((self.first(name)?, *name)));
        first.min().map(|(_, name)| name)
    }

    /// Takes the first one of a name.
    pub(super) fn take(&mut self, name: &str) -> Option<&'g str> {
        let places = self.places.get_mut(name)?;
        let (at, rest) = places.split_first()?;
        *places = rest;
        self.taken += 1;
        Some(self.given.value(*at))
    }

    /// Takes the last one of a name.
    pub(super) fn take_last(&mut self, name: &str) -> Option<&'g str> {
        let places = self.places.get_mut(name)?;
        let (at, rest) = places.split_last()?;
        *places = rest;
        self.taken += 1;
        Some(self.given.value(*at))
    }

    /// The names of what is left, in the order in which it came.
    pub(super) fn names(&self) -> Vec<&'g str> {
        let each = self.places.iter();
        let mut all: Vec<(usize, &str)> = each
            .flat_map(|(name, places)| places.iter().map(|at| (*at, *name)))
            .collect();
        all.sort_unstable();
        all.into_iter().map(|(_, name)| name).collect()
    }
}

/// The names that a member may take, each as often as it may do so.
pub(super) fn names(member: &Member, out: &mut Vec<&'static str>) {
    match member.kind {
        Kind::Element(name) | Kind::Attribute(name) => out.push(name.local),
        Kind::Choice(shape) => shape.variants.iter().for_each(|m| names(m, out)),
        Kind::Group(shape) => shape.members.iter().for_each(|m| names(m, out)),
        _ => {}
    }
}

/// Whether a member may take this name.
pub(super) fn has(member: &Member, name: &str) -> bool {
    match member.kind {
        Kind::Element(own) => own.local == name,
        Kind::Choice(shape) => shape.variants.iter().any(|m| has(m, name)),
        Kind::Group(shape) => shape.members.iter().any(|m| has(m, name)),
        _ => false,
    }
}

/// Whether nothing of a member may come: it needn't be there, or is nil, or all of it may be so.
fn may_be_empty(member: &Member) -> bool {
    let may = match member.kind {
        Kind::Choice(shape) => shape.variants.iter().any(may_be_empty),
        Kind::Group(shape) => shape.members.iter().all(may_be_empty),
        _ => member.nillable,
    };
    member.min == 0 || may
}

/// Whether a member may begin with this name.
pub(super) fn begins(member: &Member, name: &str) -> bool {
    match member.kind {
        Kind::Element(own) => own.local == name,
        Kind::Choice(shape) => shape.variants.iter().any(|m| begins(m, name)),
        Kind::Group(shape) => {
            let needed = shape.members.iter().position(|m| !may_be_empty(m));
            let count = needed.map_or(shape.members.len(), |first| first + 1);
            shape.members.iter().take(count).any(|m| begins(m, name))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ChoiceShape, Content, Name, Shape, choice, group, one, opt};

    const fn sequence(members: &'static [Member]) -> Shape {
        Shape {
            name: Name::new("", "t"),
            named: false,
            content: Content::Sequence,
            members,
            attributes: &[],
            rust: "",
        }
    }

    #[test]
    fn what_may_be_empty_may_come_before() {
        static LOOSE: Shape = sequence(&[opt("", "a"), one("", "nil").nillable()]);
        static FIRM: Shape = sequence(&[opt("", "a"), one("", "firm")]);
        static EITHER: ChoiceShape = ChoiceShape {
            name: "",
            declared: false,
            variants: &[one("", "x"), group(&LOOSE)],
            rust: "",
        };
        static WHOLE: Shape = sequence(&[group(&LOOSE), choice(&EITHER), one("", "b")]);
        static BEHIND: Shape = sequence(&[group(&FIRM), one("", "b")]);
        let (whole, behind) = (group(&WHOLE), group(&BEHIND));
        for name in ["a", "nil", "x", "b"] {
            assert!(begins(&whole, name) && has(&whole, name), "{name}");
        }
        assert!(begins(&behind, "a") && begins(&behind, "firm"));
        assert!(has(&behind, "b") && !begins(&behind, "b"));
        let mut all = Vec::new();
        names(&whole, &mut all);
        assert_eq!(all, ["a", "nil", "x", "a", "nil", "b"]);
    }
}
