//! Boxes: on the back edges of recursive types, and around structs so large that holding them by value would make every
//! move and every stack frame pay for them.

use crate::plan::data::*;

/// Above this a struct in a field is boxed.
const FIELD: usize = 1024;
/// Above this a variant is boxed: all variants of an enum have the size of the largest.
const VARIANT: usize = 200;

/// Places boxes.
pub(super) fn place(items: &mut [Item]) {
    let mut walk = Walk {
        sizes: vec![None; items.len()],
        path: vec![false; items.len()],
        boxed: Vec::new(),
    };
    for i in 0..items.len() {
        walk.visit(items, i);
    }
    for (item, field) in walk.boxed {
        let kind = items.get_mut(item).map(|item| &mut item.kind);
        let ty = match kind {
            Some(ItemKind::Struct(def)) => {
                let mut fields = def.members.iter_mut().chain(&mut def.attributes);
                fields.nth(field).map(|field| &mut field.ty)
            }
            Some(ItemKind::Choice(def)) => def.variants.get_mut(field).map(|field| &mut field.ty),
            _ => None,
        };
        if let Some(ty) = ty {
            enclose(ty);
        }
    }
}

/// A depth-first walk along what is held by value. It keeps its own stack: schemas may be as deep as they like.
struct Walk {
    /// Sizes of what was left behind.
    sizes: Vec<Option<usize>>,
    /// What is being walked.
    path: Vec<bool>,
    /// Fields that get a box: item and index among members and attributes.
    boxed: Vec<(usize, usize)>,
}

/// An item being walked.
struct Frame {
    item: usize,
    /// What its fields hold by value: the field's index, and the item.
    held: Vec<(usize, usize)>,
    next: usize,
    /// The fields that got a box.
    boxed: Vec<usize>,
}

impl Walk {
    fn visit(&mut self, items: &[Item], start: usize) {
        if self.sizes.get(start) != Some(&None) {
            return;
        }
        let mut stack = vec![self.enter(items, start)];
        while let Some(frame) = stack.last_mut() {
            if let Some((field, target)) = frame.held.get(frame.next).copied() {
                frame.next += 1;
                if self.path.get(target) == Some(&true) {
                    frame.boxed.push(field);
                } else if self.sizes.get(target) == Some(&None) {
                    let inner = self.enter(items, target);
                    stack.push(inner);
                }
                continue;
            }
            let Some(frame) = stack.pop() else { break };
            self.leave(items, frame);
        }
    }

    fn enter(&mut self, items: &[Item], item: usize) -> Frame {
        if let Some(on_path) = self.path.get_mut(item) {
            *on_path = true;
        }
        let tys = items.get(item).map(Item::tys).unwrap_or_default();
        let held = tys.iter().enumerate();
        let held = held.filter_map(|(i, ty)| ty.by_value().map(|id| (i, id.0 as usize)));
        Frame {
            item,
            held: held.collect(),
            next: 0,
            boxed: Vec::new(),
        }
    }

    /// All that the item holds is known: decides by size, and adds up.
    fn leave(&mut self, items: &[Item], mut frame: Frame) {
        let kind = items.get(frame.item).map(|item| &item.kind);
        let limit = match kind {
            Some(ItemKind::Struct(_)) => FIELD,
            Some(ItemKind::Choice(_)) => VARIANT,
            _ => usize::MAX,
        };
        for (field, target) in &frame.held {
            let size = self.sizes.get(*target).copied().flatten();
            if size.is_some_and(|size| size > limit) && !frame.boxed.contains(field) {
                frame.boxed.push(*field);
            }
        }
        let tys = items.get(frame.item).map(Item::tys).unwrap_or_default();
        let sizes = tys.iter().enumerate().map(|(i, ty)| {
            if frame.boxed.contains(&i) {
                16
            } else {
                self.size(ty)
            }
        });
        let size = match kind {
            Some(ItemKind::Choice(_)) => sizes.max().unwrap_or(0) + 8,
            _ => sizes.sum(),
        };
        if let Some(slot) = self.sizes.get_mut(frame.item) {
            *slot = Some(size);
        }
        if let Some(on_path) = self.path.get_mut(frame.item) {
            *on_path = false;
        }
        self.boxed
            .extend(frame.boxed.into_iter().map(|field| (frame.item, field)));
    }

    /// About how many bytes a value takes.
    fn size(&self, ty: &Ty) -> usize {
        match ty {
            Ty::Option(inner) | Ty::Nillable(inner) | Ty::NillableWith(inner) => match **inner {
                Ty::String | Ty::Vec(_) | Ty::List(_) => 24,
                Ty::Boxed(_) => 8,
                ref inner => self.size(inner) + 8,
            },
            Ty::Defaulted(inner) | Ty::Typed(inner) => self.size(inner) + 8,
            Ty::Boxed(_) => 8,
            Ty::Item(id) => self
                .sizes
                .get(id.0 as usize)
                .copied()
                .flatten()
                .unwrap_or(8),
            Ty::Primitive(_) => 8,
            Ty::Runtime("AnyType") => 72,
            Ty::Runtime("AnyElement") => 120,
            Ty::Vec(_) | Ty::List(_) | Ty::String => 24,
            Ty::Runtime(_) | Ty::Path(_) => 32,
            Ty::Unit => 0,
        }
    }
}

/// Puts the item in a box, inside of `Option`, `Nillable`, `Defaulted` and `Typed`.
fn enclose(ty: &mut Ty) {
    match ty {
        Ty::Option(inner)
        | Ty::Nillable(inner)
        | Ty::NillableWith(inner)
        | Ty::Defaulted(inner)
        | Ty::Typed(inner) => enclose(inner),
        Ty::Item(_) => {
            let item = std::mem::replace(ty, Ty::Unit);
            *ty = Ty::Boxed(Box::new(item));
        }
        _ => {}
    }
}
