//! An order in which what depends comes after what it depends on.

/// How far dependencies may be chained: nobody derives types that far, and what walks along them may recurse.
pub(in crate::model) const MAX_DEPTH: usize = 256;

/// The order, and what stands against it.
pub(super) struct Order {
    /// All items, each after those that it depends on.
    pub(super) sequence: Vec<usize>,
    /// Dependencies that were left out of account, as item and what it depends on.
    pub(super) cut: Vec<(usize, usize, Why)>,
}

/// Why a dependency was left out of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It closes a circle.
    Circle,
    /// Too many stand behind one another.
    Depth,
}

struct Visit {
    item: usize,
    dependencies: Vec<usize>,
    next: usize,
}

/// Orders the items `0..count`; `dependencies` adds those of an item. Takes linear time and doesn't recurse.
pub(super) fn post_order(
    count: usize,
    max_depth: usize,
    mut dependencies: impl FnMut(usize, &mut Vec<usize>),
) -> Order {
    const NEW: usize = 0;
    const ACTIVE: usize = usize::MAX;
    let mut order = Order {
        sequence: Vec::with_capacity(count),
        cut: Vec::new(),
    };
    // The depth of an item that's done, which is at least 1.
    let mut state = vec![NEW; count];
    let mut stack: Vec<Visit> = Vec::new();
    for root in 0..count {
        let mut enter = Some(root);
        loop {
            if let Some(item) = enter.take()
                && let Some(slot) = state.get_mut(item).filter(|s| **s == NEW)
            {
                *slot = ACTIVE;
                let mut found = Vec::new();
                dependencies(item, &mut found);
                stack.push(Visit {
                    item,
                    dependencies: found,
                    next: 0,
                });
            }
            let Some(visit) = stack.last_mut() else { break };
            if let Some(&dependency) = visit.dependencies.get(visit.next) {
                visit.next += 1;
                match state.get(dependency) {
                    Some(&NEW) => enter = Some(dependency),
                    Some(&ACTIVE) => order.cut.push((visit.item, dependency, Why::Circle)),
                    _ => {}
                }
                continue;
            }
            let mut depth = 1;
            for &dependency in &visit.dependencies {
                match state.get(dependency) {
                    Some(&ACTIVE) | None => {}
                    Some(&below) if below >= max_depth => {
                        order.cut.push((visit.item, dependency, Why::Depth));
                    }
                    Some(&below) => depth = depth.max(below + 1),
                }
            }
            if let Some(slot) = state.get_mut(visit.item) {
                *slot = depth;
            }
            order.sequence.push(visit.item);
            stack.pop();
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(edges: &[(usize, usize)], count: usize, max_depth: usize) -> Order {
        post_order(count, max_depth, |item, into| {
            into.extend(edges.iter().filter(|e| e.0 == item).map(|e| e.1));
        })
    }

    #[test]
    fn dependencies_come_first() {
        let order = order(&[(0, 2), (2, 1), (0, 1)], 3, 9);
        assert_eq!(order.sequence, [1, 2, 0]);
        assert_eq!(order.cut, []);
    }

    #[test]
    fn circles_are_cut_once() {
        let order = order(&[(0, 1), (1, 2), (2, 0), (3, 3)], 4, 9);
        assert_eq!(order.sequence, [2, 1, 0, 3]);
        assert_eq!(order.cut, [(2, 0, Why::Circle), (3, 3, Why::Circle)]);
    }

    #[test]
    fn depth_is_bounded_whatever_comes_first() {
        assert_eq!(
            order(&[(0, 1), (1, 2), (2, 3)], 4, 2).cut,
            [(1, 2, Why::Depth)]
        );
        assert_eq!(
            order(&[(1, 0), (2, 1), (3, 2)], 4, 2).cut,
            [(2, 1, Why::Depth)]
        );
    }
}
