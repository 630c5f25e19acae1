//! Named groups that contain themselves, or nest too deep, are reported and emptied.

use std::sync::Arc;

use super::builder::{Builder, empty_sequence};
use super::order::{MAX_DEPTH, Why, post_order};
use crate::model::{Particle, Term};

/// Checks the groups of a builder. Afterwards whoever follows groups comes to an end.
pub(super) fn check(builder: &mut Builder<'_, '_>) {
    let groups = &builder.groups;
    let order = post_order(groups.len(), MAX_DEPTH, |item, into| {
        if let Some(group) = groups.get(item) {
            nested(&group.particle, into);
        }
    });
    for (item, _, why) in order.cut {
        let Some(group) = builder.groups.get_mut(item) else {
            continue;
        };
        let name = &*group.name.local;
        let message = match why {
            Why::Circle => format!("group {name:?} contains itself"),
            Why::Depth => format!("group {name:?} nests more than {MAX_DEPTH} others"),
        };
        builder
            .diagnostics
            .error(&group.at, message)
            .help("an element between them would end the circle: its type may repeat the group");
        group.particle = Arc::new(empty_sequence(group.at.clone()));
    }
}

/// The groups that a content model refers to. Recurses as deep as the document, which is bounded.
fn nested(particle: &Particle, into: &mut Vec<usize>) {
    match &particle.term {
        Term::Group(id) => into.push(id.0 as usize),
        Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
            parts.iter().for_each(|part| nested(part, into));
        }
        Term::Element(_) | Term::Any(_) => {}
    }
}
