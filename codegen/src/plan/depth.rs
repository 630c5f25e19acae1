//! How far the compiler has to follow types that hold each other.
//!
//! What it works out of a type's fields, whether threads may share it say, it works out field by field, as deep as they go,
//! behind pointers too. Chains in large schemas are longer than it goes by itself (`recursion_limit`).

use super::data::{Item, Ty};

/// The layers that a field's type has at most around the type it holds: `Option`, `Nillable`, `Box` and what that is made of.
const LAYERS: usize = 6;
/// How far the compiler goes by itself.
const BY_ITSELF: usize = 128;

/// The limit that these types need, if it's more than usual.
pub fn recursion_limit(items: &[Item]) -> Option<usize> {
    let needed = longest(items).saturating_mul(LAYERS);
    (needed > BY_ITSELF).then(|| needed.next_power_of_two())
}

/// How far the chains go at most, whichever item the compiler asks for first. Those that hold each other count as one
/// link, as long as they are many: it may go through all of them.
fn longest(items: &[Item]) -> usize {
    let mut walk = Walk {
        items,
        numbers: vec![None; items.len()],
        heights: vec![None; items.len()],
        open: Vec::new(),
        longest: 0,
    };
    for start in 0..items.len() {
        walk.visit(start);
    }
    walk.longest
}

/// A depth-first walk that finds the circles (strongly connected components, as Tarjan has it). It keeps its own stack:
/// schemas may be as deep as they like.
struct Walk<'p> {
    items: &'p [Item],
    /// In what order the items were met.
    numbers: Vec<Option<usize>>,
    /// How far it goes from those that are done.
    heights: Vec<Option<usize>>,
    /// Those met that aren't done, in that order.
    open: Vec<usize>,
    longest: usize,
}

/// An item being walked.
struct Frame {
    number: usize,
    /// The first of those still open that it leads to.
    first: usize,
    /// How far it goes behind the circle that this is in.
    behind: usize,
    held: Vec<usize>,
}

impl Walk<'_> {
    fn visit(&mut self, start: usize) {
        let mut stack: Vec<Frame> = self.enter(start).into_iter().collect();
        while let Some(frame) = stack.last_mut() {
            if let Some(next) = frame.held.pop() {
                if let Some(new) = self.enter(next) {
                    stack.push(new);
                } else if let Some(height) = self.heights.get(next).copied().flatten() {
                    frame.behind = frame.behind.max(height);
                } else if let Some(number) = self.numbers.get(next).copied().flatten() {
                    frame.first = frame.first.min(number);
                }
                continue;
            }
            let Some(mut done) = stack.pop() else { break };
            if done.first == done.number {
                done.behind = self.close(&done);
            }
            if let Some(holder) = stack.last_mut() {
                holder.first = holder.first.min(done.first);
                holder.behind = holder.behind.max(done.behind);
            }
        }
    }

    /// Begins with an item that's new.
    fn enter(&mut self, item: usize) -> Option<Frame> {
        let number = self.open.len();
        let new = self.numbers.get_mut(item).filter(|known| known.is_none())?;
        *new = Some(number);
        self.open.push(item);
        let held = self.items.get(item)?.tys().into_iter();
        Some(Frame {
            number,
            first: number,
            behind: 0,
            held: held.filter_map(Ty::item).map(|id| id.0 as usize).collect(),
        })
    }

    /// The circle that begins with this item is walked: gives its height.
    fn close(&mut self, first: &Frame) -> usize {
        let circle = self.open.split_off(first.number.min(self.open.len()));
        let height = first.behind + circle.len();
        for item in circle {
            if let Some(known) = self.heights.get_mut(item) {
                *known = Some(height);
            }
        }
        self.longest = self.longest.max(height);
        height
    }
}
