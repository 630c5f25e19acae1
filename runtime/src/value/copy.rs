//! Copies and comparisons of generated values by their tables: as if they were derived, but neither is code of its own for
//! every type, which would be a quarter of what a user's compiler has to look at.

use std::any::Any;

use super::{Choice, Complex, Field, Item, Items, Slot};

/// A copy of a generated struct.
pub fn clone_struct<T: Complex + Default>(value: &T) -> T {
    let mut copy = T::default();
    copy_struct(value, &mut copy);
    copy
}

/// A copy of a generated enum with a value in each variant.
pub fn clone_choice<T: Choice + Default>(value: &T) -> T {
    let mut copy = T::default();
    copy_choice(value, &mut copy);
    copy
}

/// Whether two structs of one type are equal.
pub fn same_struct(one: &dyn Complex, other: &dyn Complex) -> bool {
    let mut i = 0;
    while let (Some(a), Some(b)) = (one.field(i), other.field(i)) {
        if !same_items(a.items(), b.items()) {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether two enums of one type are equal.
pub fn same_choice(one: &dyn Choice, other: &dyn Choice) -> bool {
    let ((i, a), (j, b)) = (one.selected(), other.selected());
    i == j && same_items(a, b)
}

/// A value that another of its type can be copied to and compared with, without its type being known.
pub trait Assign {
    /// Becomes a copy of the other.
    fn assign(&mut self, other: &(dyn Any + 'static));
    /// Whether it's equal to the other.
    fn same(&self, other: &(dyn Any + 'static)) -> bool;
    /// It as a value of any type.
    fn any(&self) -> &(dyn Any + 'static);
}

impl<T: Clone + PartialEq + 'static> Assign for T {
    fn assign(&mut self, other: &(dyn Any + 'static)) {
        if let Some(other) = other.downcast_ref::<T>() {
            *self = other.clone();
        }
    }

    fn same(&self, other: &(dyn Any + 'static)) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }

    fn any(&self) -> &(dyn Any + 'static) {
        self
    }
}

/// Copies to a struct of the same type that is its default.
fn copy_struct(from: &dyn Complex, to: &mut dyn Complex) {
    let mut i = 0;
    while let (Some(from), Some(to)) = (from.field(i), to.field_mut(i)) {
        copy_items(from.items(), to);
        i += 1;
    }
}

fn copy_choice(from: &dyn Choice, to: &mut dyn Choice) {
    let (i, items) = from.selected();
    if let Some(to) = to.variant_mut(i) {
        copy_items(items, to);
    }
}

fn copy_items(items: Items<'_>, to: &mut dyn Field) {
    match items {
        Items::None => {}
        Items::One(item) | Items::Some(item) => copy_item(item, to),
        Items::Many(items) => {
            let items = (0..items.len()).filter_map(|i| items.get(i));
            items.for_each(|item| copy_item(item, to));
        }
    }
}

fn copy_item(item: Item<'_>, to: &mut dyn Field) {
    let nil = matches!(item.untyped(), Item::Nil | Item::NilWith(_));
    copy(item, to.slot(nil));
}

fn copy(item: Item<'_>, slot: Slot<'_>) {
    match (item, slot) {
        (item, Slot::Typed(to, nil)) => {
            to.say(item.said());
            copy(item.untyped(), to.value(nil));
        }
        (item, Slot::Nillable(to)) => copy(item, to.value()),
        (item, Slot::Defaulted(to)) => {
            copy(item.filled(), to.value());
            if let Item::Empty(_) = item {
                to.empty();
            }
        }
        (Item::NilWith(from), Slot::NilWith(to)) => {
            if let (Some(from), Some(to)) = (from.inner_item(), to.inner()) {
                copy(from, to);
            }
        }
        // The hole is one for a nil's attributes, of which there are none.
        (Item::Nil, Slot::NilWith(to)) => to.nil(),
        (Item::Str(from), Slot::Str(to)) => from.clone_into(to),
        (Item::Text(from), Slot::Text(to)) => to.assign(from.any()),
        (Item::Listed(from), Slot::Listed(to)) => to.take(from.chosen().value),
        (Item::Complex(from), Slot::Complex(to)) => copy_struct(from, to),
        (Item::Choice(from), Slot::Choice(to)) | (Item::Derived(from), Slot::Derived(to)) => {
            copy_choice(from, to);
        }
        (Item::Element(from), Slot::Element(to)) => to.clone_from(from),
        (Item::Content(from), Slot::Content(to)) => to.clone_from(from),
        (Item::Attributes(from), Slot::Attributes(to)) => to.clone_from(from),
        (Item::Attachment(from), Slot::Attachment(to)) => to.clone_from(from),
        (Item::Order(from), Slot::Order(to)) => to.clone_from(from),
        // The hole took a nil. A value's hole and its view are of one kind otherwise.
        _ => {}
    }
}

fn same_items(one: Items<'_>, other: Items<'_>) -> bool {
    match (one, other) {
        (Items::None, Items::None) => true,
        (Items::One(a), Items::One(b)) | (Items::Some(a), Items::Some(b)) => same_item(a, b),
        (Items::Many(a), Items::Many(b)) => {
            let same = |i| match (a.get(i), b.get(i)) {
                (Some(a), Some(b)) => same_item(a, b),
                _ => false,
            };
            a.len() == b.len() && (0..a.len()).all(same)
        }
        _ => false,
    }
}

fn same_item(one: Item<'_>, other: Item<'_>) -> bool {
    if one.said() != other.said() {
        return false;
    }
    match (one.filled(), other.filled()) {
        (Item::Nil, Item::Nil) => true,
        (Item::NilWith(a), Item::NilWith(b)) => match (a.inner_item(), b.inner_item()) {
            (Some(a), Some(b)) => same_item(a, b),
            _ => false,
        },
        (Item::Str(a), Item::Str(b)) => a == b,
        (Item::Text(a), Item::Text(b)) => a.same(b.any()),
        (Item::Listed(a), Item::Listed(b)) => a.chosen().value == b.chosen().value,
        (Item::Complex(a), Item::Complex(b)) => same_struct(a, b),
        (Item::Choice(a), Item::Choice(b)) | (Item::Derived(a), Item::Derived(b)) => {
            same_choice(a, b)
        }
        (Item::Element(a), Item::Element(b)) => a == b,
        (Item::Content(a), Item::Content(b)) => a == b,
        (Item::Attributes(a), Item::Attributes(b)) => a == b,
        (Item::Attachment(a), Item::Attachment(b)) => a == b,
        (Item::Order(a), Item::Order(b)) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::value::MaybeEmpty;
    use crate::{AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType, Attachment};
    use crate::{Defaulted, List, Nillable, NillableWith, Order};

    const NS: &str = "urn:copy";

    #[derive(Default)]
    struct Order_ {
        id: String,
        count: i32,
        note: Option<Nillable<String>>,
        lines: Vec<Nillable<Line>>,
        marked: Option<NillableWith<Marked>>,
        boxed: Option<Box<Order_>>,
        any: Vec<AnyElement>,
        order: Order,
        kin: Kin,
        open: Option<AnyType>,
        letter: Option<Attachment>,
        preset: Option<Defaulted<i32>>,
        sizes: Option<List<f64>>,
        others: AnyAttributes,
    }
    crate::complex!(Order_(12), named NS "Order", Content::Sequence; 0 id = one(NS, "id"); 1 count = one(NS, "count");
        2 note = opt(NS, "note").nillable(); 3 lines = many(NS, "line").nillable(); 4 marked = opt(NS, "marked").nillable();
        5 boxed = opt(NS, "boxed"); 6 any = any(NamespaceConstraint::Any, Process::Lax).max(UNBOUNDED); 7 order = order();
        8 kin = one(NS, "kin"); 9 open = opt(NS, "open"); 10 letter = opt(NS, "letter"); 11 preset = opt(NS, "preset").default("1");
        @ 12 sizes = attribute("", "sizes"); 13 others = any_attribute(NamespaceConstraint::Any, Process::Lax););

    enum Line {
        Text(String),
        Words(Vec<String>),
    }
    crate::choice!(Line = Text, Choice "Line"; 0 Text = one(NS, "text"); 1 Words = many(NS, "words"););

    enum Kin {
        Line(Line),
        Marked(Marked),
    }
    crate::choice!(Kin = Line, Derived "Line"; 0 Line = type_(NS, "Line"); 1 Marked = type_(NS, "Marked"););

    #[derive(Default)]
    struct Marked {
        mark: Option<String>,
    }
    crate::complex!(Marked(0), named NS "Marked", Content::Empty; @ 0 mark = attribute("", "mark"););

    fn order() -> Order_ {
        let mut order = Order::default();
        [1, 0].into_iter().for_each(|member| order.push(member));
        Order_ {
            id: "a".to_owned(),
            count: 7,
            note: Some(Nillable::Nil),
            lines: vec![
                Nillable::Nil,
                Nillable::Value(Line::Text("t".to_owned())),
                Nillable::Value(Line::Words(vec!["w".to_owned(), String::new()])),
            ],
            marked: Some(Nillable::NilWith(Marked {
                mark: Some("m".to_owned()),
            })),
            boxed: Some(Box::default()),
            any: vec![AnyElement {
                name: "any".to_owned(),
                ..AnyElement::default()
            }],
            order,
            kin: Kin::Marked(Marked {
                mark: Some("k".to_owned()),
            }),
            open: Some(AnyType {
                children: vec![AnyNode::Text("t".to_owned())],
                ..AnyType::default()
            }),
            letter: Some(Attachment::new("a/b", vec![1]).id("l")),
            preset: Some(Defaulted::new(2)),
            sizes: Some(List(vec![1.5, -0.0])),
            others: AnyAttributes(vec![AnyAttribute {
                name: "other".to_owned(),
                ..AnyAttribute::default()
            }]),
        }
    }

    #[test]
    fn copies_are_equal_and_show_the_same() {
        let order = order();
        let copy = order.clone();
        assert_eq!(copy, order);
        assert_eq!(format!("{copy:?}"), format!("{order:?}"));
        // All orders are equal.
        assert_eq!(format!("{:?}", copy.order), format!("{:?}", order.order));
    }

    /// Those that are equal though they're written otherwise.
    #[test]
    fn a_default_is_copied_as_it_came() {
        let mut order = order();
        let preset = order.preset.insert(Defaulted::new(1));
        MaybeEmpty::empty(preset);
        let copy = order.clone();
        assert_eq!(copy, order);
        assert!(copy.preset.is_some_and(|preset| preset.came_empty()));
        order.preset = Some(Defaulted::new(1));
        let copy = order.clone();
        assert!(copy.preset.is_some_and(|preset| !preset.came_empty()));
    }

    #[test]
    fn whatever_differs_is_not_equal() {
        let changes: [fn(&mut Order_); 24] = [
            |o| o.id.push('b'),
            |o| o.count += 1,
            |o| o.note = None,
            |o| o.note = Some(Nillable::Value(String::new())),
            |o| o.lines.truncate(2),
            |o| o.lines.swap(1, 2),
            |o| o.lines[1] = Nillable::Value(Line::Words(vec!["t".to_owned()])),
            |o| o.marked = Some(Nillable::Nil),
            |o| o.marked = Some(Nillable::NilWith(Marked::default())),
            |o| o.boxed = None,
            |o| o.any[0].name.push('b'),
            |o| o.kin = Kin::default(),
            |o| o.kin = Kin::Line(Line::Text("k".to_owned())),
            |o| o.kin = Kin::Marked(Marked::default()),
            |o| o.open = None,
            |o| o.open = Some(AnyType::default()),
            |o| o.letter = None,
            |o| o.letter = Some(Attachment::new("a/b", vec![2]).id("l")),
            |o| o.letter = Some(Attachment::new("a/b", vec![1])),
            |o| o.preset = None,
            |o| o.preset = Some(Defaulted::new(3)),
            |o| o.others.0.clear(),
            |o| o.others.0[0].value.push('b'),
            |o| o.sizes = Some(List(vec![f64::NAN, -0.0])),
        ];
        for (i, change) in changes.into_iter().enumerate() {
            let mut changed = order();
            change(&mut changed);
            assert_ne!(changed, order(), "{i}");
            let copy = changed.clone();
            let is_number = changed.sizes.iter().all(|s| !s.0[0].is_nan());
            assert_eq!(copy == changed, is_number, "{i}: no NaN equals another");
            assert_ne!(copy, order(), "{i}");
        }
    }
}
