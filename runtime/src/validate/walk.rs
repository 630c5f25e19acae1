//! The walk through a value, table by table.

use super::ValidationErrors;
use crate::codec::context::shown;
use crate::codec::fit::{allows, alternatives};
use crate::codec::mixed::follows;
use crate::codec::split::suffices;
use crate::scalar::OwnNames;
use crate::schema::{Builtin, Content, Kind, Member, Name, Simple, UNBOUNDED, Wildcard};
use crate::value::{AnyAttributes, Complex, Item, Items};
use std::fmt::Write;

/// Structs and choices in each other. What was read is never deeper.
const MAX_DEPTH: usize = 512;

/// How many characters of a value are shown.
const SHOWN: usize = 40;

/// Walks through a value and gives what's wrong with it.
pub(super) fn walk(item: Item<'_>, name: &str) -> ValidationErrors {
    let mut walk = Walk {
        root: name,
        path: Vec::new(),
        depth: 0,
        errors: ValidationErrors::default(),
    };
    walk.item(item, None);
    walk.errors
}

struct Walk<'n> {
    root: &'n str,
    path: Vec<Step>,
    depth: usize,
    errors: ValidationErrors,
}

/// An element or attribute on the way to the value at hand, and which occurrence of it.
type Step = (&'static Member, Option<usize>);

fn name_of(member: &Member) -> Option<Name> {
    match member.kind {
        Kind::Element(name) | Kind::Attribute(name) => Some(name),
        _ => None,
    }
}

impl Walk<'_> {
    #[cold]
    fn error(&mut self, message: impl Into<String>) {
        let (root, path) = (self.root, &self.path);
        let path = || {
            let mut text = root.to_owned();
            for (member, index) in path {
                let Some(name) = name_of(member) else {
                    continue;
                };
                let at = match member.kind {
                    Kind::Attribute(_) => "@",
                    _ => "",
                };
                // Writing into a string can't fail.
                let _ = write!(text, ".{at}{}", name.local);
                if let Some(index) = index {
                    let _ = write!(text, "[{index}]");
                }
            }
            text
        };
        self.errors.add(path, message.into());
    }

    /// One occurrence of a member, or the root.
    fn item(&mut self, item: Item<'_>, member: Option<&'static Member>) {
        if self.depth == MAX_DEPTH {
            return self.error(format!("nested more than {MAX_DEPTH} deep"));
        }
        self.depth += 1;
        self.look(item, member);
        self.depth -= 1;
    }

    fn look(&mut self, item: Item<'_>, member: Option<&'static Member>) {
        match item {
            Item::Str(text) => self.text(text, &item, &OwnNames::default(), member),
            Item::Text(_) | Item::Listed(_) => self.value(item, member),
            Item::Complex(value) => {
                self.complex(value);
                let fixed = member.and_then(|m| m.fixed);
                match (value.shape().content, fixed) {
                    (Content::Mixed(_), Some(fixed)) => self.fixed_text(value, fixed),
                    (Content::Text, Some(fixed)) => self.fixed_content(value, fixed),
                    _ => {}
                }
            }
            Item::Choice(choice) => {
                let (i, items) = choice.selected();
                if let Some(variant) = choice.shape().variants.get(i) {
                    self.occurrences(variant, items);
                }
            }
            // The facets of the declared type are those of each derived one.
            Item::Derived(choice) => each(choice.selected().1, |item, _| self.item(item, member)),
            Item::Element(any) => {
                if let Some(Kind::Any(wildcard)) = member.map(|m| m.kind)
                    && !allows(&wildcard, &any.namespace, &any.name)
                {
                    self.error(format!(
                        "<{}> of the namespace \"{}\" isn't allowed",
                        shown(&any.name),
                        any.namespace
                    ));
                }
            }
            Item::Attributes(any) => {
                if let Some(Kind::AnyAttribute(wildcard)) = member.map(|m| m.kind) {
                    self.attributes(any, &wildcard);
                }
            }
            Item::Content(_) | Item::Attachment(_) | Item::Order(_) => {}
            Item::Nil => self.nil(member),
            Item::Empty(value) => self.look(value.inner_item(), member),
            Item::Typed(value) => self.look(value.inner_item(), member),
            Item::NilWith(nil) => {
                self.nil(member);
                self.nil_attributes(nil.inner_item());
            }
        }
    }

    fn nil(&mut self, member: Option<&'static Member>) {
        if member.is_some_and(|m| !m.nillable && m.type_name.is_none()) {
            self.error("nil isn't allowed");
        }
    }

    /// The attributes of a nil are those of its type.
    fn nil_attributes(&mut self, inner: Option<Item<'_>>) {
        match inner {
            Some(Item::Complex(value)) => {
                let shape = value.shape();
                for (i, member) in shape.attributes.iter().enumerate() {
                    self.occurrences(member, value.items(shape.members.len() + i));
                }
            }
            Some(Item::Derived(choice)) => {
                each(choice.selected().1, |item, _| {
                    if let item @ Item::Complex(_) = item.untyped() {
                        self.nil_attributes(Some(item));
                    }
                });
            }
            _ => {}
        }
    }

    fn attributes(&mut self, any: &AnyAttributes, wildcard: &Wildcard) {
        for attribute in &any.0 {
            if !allows(wildcard, &attribute.namespace, &attribute.name)
                && attribute.namespace != crate::xml::XSI
            {
                self.error(format!(
                    "the attribute {} of the namespace \"{}\" isn't allowed",
                    shown(&attribute.name),
                    attribute.namespace
                ));
            }
        }
    }

    fn value(&mut self, item: Item<'_>, member: Option<&'static Member>) {
        let mut text = String::new();
        let mut names = OwnNames::default();
        let recognized = match item {
            Item::Text(value) => value.recognized(),
            Item::Listed(value) => value.chosen().value.is_ok(),
            _ => true,
        };
        match item.print(&mut text, &mut names) {
            Ok(()) if !recognized => {
                self.wrong("a value that the schema doesn't list", &text);
            }
            Ok(()) => self.text(&text, &item, &names, member),
            Err(error) => self.error(error.0),
        }
    }

    fn text(
        &mut self,
        text: &str,
        item: &Item<'_>,
        names: &OwnNames,
        member: Option<&'static Member>,
    ) {
        let Some(member) = member else { return };
        if let Some(simple) = member.simple
            && let Err(error) = simple.check(text, names)
        {
            return self.wrong(&error.0, text);
        }
        if let Some(fixed) = member.fixed {
            self.fixed(text, item, names, member, fixed);
        }
    }

    fn fixed(
        &mut self,
        text: &str,
        item: &Item<'_>,
        names: &OwnNames,
        member: &Member,
        fixed: &str,
    ) {
        let plain = Simple::of(item.builtin().unwrap_or(Builtin::String));
        if !member.simple.unwrap_or(&plain).same(text, names, fixed) {
            self.wrong(&format!("only \"{fixed}\" is allowed"), text);
        }
    }

    /// Text whose element says what it is.
    fn fixed_content(&mut self, value: &dyn Complex, fixed: &str) {
        let Some(member) = value.shape().members.first() else {
            return;
        };
        each(value.items(0), |item, _| {
            if let Item::Str(_) | Item::Text(_) | Item::Listed(_) = item {
                let (mut text, mut names) = (String::new(), OwnNames::default());
                // What can't be printed was found.
                if item.print(&mut text, &mut names).is_ok() {
                    self.fixed(&text, &item, &names, member, fixed);
                }
            }
        });
    }

    /// Says what's wrong with a text, and shows it if it's not a secret, nor a part of one.
    #[cold]
    fn wrong(&mut self, message: &str, text: &str) {
        if self.path.iter().any(|(member, _)| member.secret) {
            return self.error(message);
        }
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        self.error(format!("{message}, found {shown:?}"));
    }

    fn complex(&mut self, value: &dyn Complex) {
        let shape = value.shape();
        let members = shape.members.iter().chain(shape.attributes);
        for (i, member) in members.enumerate() {
            self.occurrences(member, value.items(i));
        }
        if let Content::Mixed(model) = shape.content {
            let mut names = Vec::new();
            each(value.items(0), |item, _| {
                element_names(item, &mut names, 32)
            });
            if let Err(message) = follows(&names, model) {
                self.error(message);
            }
        }
    }

    /// Mixed content that is fixed has one text; without any it stands for that (XSD 1.0 part 1, 3.3.4, 5.2.2).
    fn fixed_text(&mut self, value: &dyn Complex, fixed: &str) {
        let mut kept = true;
        each(value.items(0), |item, _| {
            kept &= matches!(item, Item::Choice(choice)
                if matches!(choice.selected().1, Items::One(Item::Str(text)) if text == fixed));
        });
        if !kept {
            self.error(format!("only \"{fixed}\" is allowed"));
        }
    }

    fn occurrences(&mut self, member: &'static Member, items: Items<'_>) {
        let (count, many) = match items {
            Items::None => (0, false),
            Items::One(_) | Items::Some(_) => (1, false),
            Items::Many(items) => (items.len(), true),
        };
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let absent = count == 0 && member.type_name.is_some();
        let too_few = count < u64::from(member.min) && !absent && !suffices(count, member, items);
        let too_many = member.max != UNBOUNDED && count > u64::from(member.max);
        if too_few || too_many {
            self.path.push((member, None));
            self.error(match &member.kind {
                Kind::Choice(shape) if count == 0 => {
                    format!(
                        "one of {} is missing ({})",
                        alternatives(shape.variants),
                        shape.name
                    )
                }
                _ if count == 0 && !many => "is missing".to_owned(),
                _ if too_few => format!("{count} times, at least {} needed", member.min),
                _ => format!("{count} times, at most {} allowed", member.max),
            });
            self.path.pop();
        }
        each(items, |item, index| {
            self.path.push((member, index));
            self.item(item, Some(member));
            self.path.pop();
        });
    }
}

fn each<'a>(items: Items<'a>, mut visit: impl FnMut(Item<'a>, Option<usize>)) {
    match items {
        Items::None => {}
        Items::One(item) | Items::Some(item) => visit(item, None),
        Items::Many(items) => {
            for i in 0..items.len() {
                if let Some(item) = items.get(i) {
                    visit(item, Some(i));
                }
            }
        }
    }
}

/// The names of the elements that a run of mixed content is written as.
fn element_names(item: Item<'_>, names: &mut Vec<(String, String)>, depth: usize) {
    // An enum in an enum is a substitution group; these don't nest.
    let (Item::Choice(choice), Some(depth)) = (item, depth.checked_sub(1)) else {
        return;
    };
    let (i, items) = choice.selected();
    let Some(variant) = choice.shape().variants.get(i) else {
        return;
    };
    each(items, |item, _| match (variant.kind, item) {
        (Kind::Element(name), _) => names.push((name.ns.to_owned(), name.local.to_owned())),
        (Kind::Any(_), Item::Element(any)) => {
            names.push((any.namespace.clone(), any.name.clone()));
        }
        (_, item) => element_names(item, names, depth),
    });
}
