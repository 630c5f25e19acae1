//! Which names a member of a message has, and which it may begin with.

use crate::schema::{Content, Kind, Member};

/// The names that a member has, one that several of its elements have as often.
pub(super) fn names(member: &Member, out: &mut Vec<&'static str>) {
    match member.kind {
        Kind::Element(name) | Kind::Attribute(name) => out.push(name.local),
        Kind::Choice(shape) => shape.variants.iter().for_each(|m| names(m, out)),
        Kind::Group(shape) => shape.members.iter().for_each(|m| names(m, out)),
        _ => {}
    }
}

/// Whether an element of a member has this name.
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
            let count = match (shape.content, needed) {
                (Content::Sequence, Some(first)) => first + 1,
                _ => shape.members.len(),
            };
            shape.members.iter().take(count).any(|m| begins(m, name))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ChoiceShape, Name, Shape, choice, group, one, opt};

    const fn shape(content: Content, members: &'static [Member]) -> Shape {
        Shape {
            name: Name::new("", "t"),
            named: false,
            content,
            members,
            attributes: &[],
            rust: "",
        }
    }

    #[test]
    fn what_may_be_empty_may_come_before() {
        static LOOSE: Shape = shape(
            Content::Sequence,
            &[opt("", "a"), one("", "nil").nillable()],
        );
        static FIRM: Shape = shape(Content::Sequence, &[opt("", "a"), one("", "firm")]);
        static EITHER: ChoiceShape = ChoiceShape {
            name: "",
            declared: false,
            variants: &[one("", "x"), group(&LOOSE)],
            rust: "",
        };
        static WHOLE: Shape = shape(
            Content::Sequence,
            &[group(&LOOSE), choice(&EITHER), one("", "b")],
        );
        static BEHIND: Shape = shape(Content::Sequence, &[group(&FIRM), one("", "b")]);
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
    #[test]
    fn what_has_no_order_begins_with_any() {
        static ALL: Shape = shape(Content::All, &[one("", "a"), one("", "b")]);
        let all = group(&ALL);
        assert!(begins(&all, "a") && begins(&all, "b") && !begins(&all, "c"));
    }
}
