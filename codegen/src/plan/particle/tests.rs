use super::*;
use crate::location::Location;

fn particle(min: u32, max: u32, term: Term) -> Arc<Particle> {
    let max = (max != u32::MAX).then_some(max);
    let at = Location::default();
    Arc::new(Particle { min, max, term, at })
}

fn element(id: u32, min: u32, max: u32) -> Arc<Particle> {
    particle(min, max, Term::Element(ElementId(id)))
}

fn show(part: &Part<'_>) -> String {
    let occurs = match (part.min, part.max) {
        (1, Some(1)) => String::new(),
        (0, Some(1)) => "?".to_owned(),
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (min, max) => format!("{{{min},{max:?}}}"),
    };
    let join = |parts: &[Part<'_>], by: &str| {
        let parts: Vec<_> = parts.iter().map(show).collect();
        format!("({})", parts.join(by))
    };
    let term = match &part.term {
        PartTerm::Element(id) => id.0.to_string(),
        PartTerm::Any(_) => "any".to_owned(),
        PartTerm::Choice(parts) => join(parts, "|"),
        PartTerm::Sequence(parts) => join(parts, ","),
        PartTerm::All(parts) => join(parts, "&"),
        PartTerm::Group(id) => format!("g{}", id.0),
    };
    format!("{term}{occurs}")
}

fn plain(particle: &Arc<Particle>) -> String {
    let model = Model::default();
    let part = Plain::new(&model, &Groups::of(&model)).part(particle);
    part.as_ref().map(show).unwrap_or_default()
}

const MANY: u32 = u32::MAX;

#[test]
fn what_makes_no_difference_goes() {
    let sequence =
        |min, max, items: &[Arc<Particle>]| particle(min, max, Term::Sequence(items.to_vec()));
    let choice =
        |min, max, items: &[Arc<Particle>]| particle(min, max, Term::Choice(items.to_vec()));
    let [a, b, c] = [0, 1, 2].map(|i| element(i, 1, 1));
    for (particle, expected) in [
        (
            sequence(1, 1, &[a.clone(), sequence(1, 1, &[b.clone(), c.clone()])]),
            "(0,1,2)",
        ),
        (
            sequence(1, 1, &[a.clone(), sequence(0, 1, &[b.clone(), c.clone()])]),
            "(0,(1,2)?)",
        ),
        (
            sequence(
                1,
                1,
                &[
                    a.clone(),
                    sequence(0, 1, &[element(1, 0, 1), element(2, 0, 1)]),
                ],
            ),
            "(0,1?,2?)",
        ),
        (sequence(0, MANY, std::slice::from_ref(&a)), "0*"),
        (sequence(0, 1, &[element(0, 2, 3)]), "(0{2,Some(3)})?"),
        (sequence(2, 2, &[element(0, 1, 2)]), "0{2,Some(4)}"),
        (sequence(2, 2, &[element(0, 3, 3)]), "0{6,Some(6)}"),
        (sequence(2, 3, &[element(0, 2, 3)]), "0{4,Some(9)}"),
        (
            sequence(1, 3, &[element(0, 3, 4)]),
            "(0{3,Some(4)}){1,Some(3)}",
        ),
        (sequence(1, MANY, &[element(0, 2, 3)]), "0{2,None}"),
        (
            choice(1, 1, &[a.clone(), choice(1, 1, &[b.clone(), c.clone()])]),
            "(0|1|2)",
        ),
        (choice(1, 1, &[element(0, 0, 1), b.clone()]), "(0|1)?"),
        (choice(0, MANY, &[element(0, 0, MANY), b.clone()]), "(0|1)*"),
        (choice(1, 1, &[element(0, 0, MANY), b.clone()]), "(0+|1)?"),
        (choice(1, 1, &[sequence(1, 1, &[]), b.clone()]), "1?"),
        (
            choice(1, 1, &[sequence(1, 1, &[a.clone(), b.clone()]), c.clone()]),
            "((0,1)|2)",
        ),
        (sequence(1, 1, &[element(0, 0, 0)]), ""),
        (choice(1, 1, &[]), ""),
    ] {
        assert_eq!(plain(&particle), expected);
    }
}

fn with_groups(particles: impl IntoIterator<Item = Arc<Particle>>) -> Model {
    let mut model = Model::default();
    let groups = particles.into_iter().enumerate();
    model
        .groups
        .extend(groups.map(|(i, particle)| crate::model::Group {
            name: crate::name::QName {
                namespace: "".into(),
                local: format!("g{i}").into(),
            },
            doc: None,
            at: Location::default(),
            particle,
        }));
    model
}

#[test]
fn the_turns_of_a_choice_are_counted_where_its_group_is_referred_to() {
    let turns = |min, max| {
        let choice = Term::Choice(vec![element(0, 1, 1), element(1, 1, 1)]);
        particle(1, 1, Term::Sequence(vec![particle(min, max, choice)]))
    };
    for (of_group, of_reference, expected) in [
        ((0, MANY), (1, 1), "g0*"),
        ((1, 1), (0, MANY), "g0*"),
        ((1, MANY), (0, 1), "g0*"),
        ((2, 2), (1, 2), "(g0{2,Some(2)}){1,Some(2)}"),
        ((0, 1), (1, 3), "g0{0,Some(3)}"),
    ] {
        let model = with_groups([turns(of_group.0, of_group.1)]);
        let root = particle(of_reference.0, of_reference.1, Term::Group(GroupId(0)));
        let part = Plain::new(&model, &Groups::of(&model)).part(&root);
        assert_eq!(part.as_ref().map(show).as_deref(), Some(expected));
    }
}

/// Where turns and occurrences don't multiply exactly, an alternative is as often what occurs in turns.
#[test]
fn the_turns_of_a_group_count_in_a_choice() {
    for (min, max, of_reference, expected) in [
        (2, MANY, (0, 1), "((g0{2,None})|2)?"),
        (2, 2, (1, 2), "((g0{2,Some(2)}){1,Some(2)}|2)"),
        (2, 2, (1, 1), "(g0{2,Some(2)}|2)"),
    ] {
        let choice = Term::Choice(vec![element(0, 1, 1), element(1, 1, 1)]);
        let model = with_groups([particle(min, max, choice)]);
        let (of_min, of_max) = of_reference;
        let group = particle(of_min, of_max, Term::Group(GroupId(0)));
        let root = particle(1, 1, Term::Choice(vec![group, element(2, 1, 1)]));
        let part = Plain::new(&model, &Groups::of(&model)).part(&root);
        assert_eq!(part.as_ref().map(show).as_deref(), Some(expected));
    }
}

#[test]
fn groups_that_multiply_stay_within_bounds() {
    let model = with_groups((0..60u32).map(|i| {
        let next = particle(1, 1, Term::Group(GroupId(i + 1)));
        let items = if i == 59 {
            vec![element(0, 1, 1), element(1, 1, 1)]
        } else {
            vec![next.clone(), next]
        };
        particle(1, 1, Term::Sequence(items))
    }));
    let root = particle(1, 1, Term::Group(GroupId(0)));
    let groups = Groups::of(&model);
    for i in 0..60 {
        let of_group = Plain::new(&model, &groups).part(&model.groups[i].particle);
        assert!(leaves(&model, &groups, &of_group.unwrap()).count() <= 2 * LARGE);
    }
    // Nothing is lost: there's a way to each element.
    let part = Plain::new(&model, &groups).part(&root).unwrap();
    let all: HashSet<_> = leaves(&model, &groups, &part)
        .map(|leaf| show(&leaf))
        .collect();
    assert_eq!(all, HashSet::from(["0".to_owned(), "1".to_owned()]));
}
