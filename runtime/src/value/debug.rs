//! How generated values look with `{:?}`: as if it were derived, but secrets are hidden.
//!
//! In come a value's table and the names of its fields; out goes text. One loop here in place of code for every type,
//! which would be the greater part of what a user's compiler has to look at.

use std::fmt::{self, Debug, Formatter};

use super::debug_listed;
use super::{Choice, Complex, Item, Items};
use crate::QName;
use crate::schema::Member;

/// Shows a struct: its Rust name, its fields in the order of the table.
///
/// # Errors
/// As the formatter has them.
pub fn debug_struct(value: &dyn Complex, f: &mut Formatter<'_>) -> fmt::Result {
    let shape = value.shape();
    let members = shape.members.iter().chain(shape.attributes);
    let mut names = shape.rust.split_whitespace().map(plain);
    let mut out = f.debug_struct(names.next().unwrap_or_default());
    for (i, (member, field)) in members.zip(names).enumerate() {
        let items = value.items(i);
        out.field(field, &Shown { member, items });
    }
    out.finish()
}

/// Shows an enum with a value in each variant: the variant's name and the value.
///
/// # Errors
/// As the formatter has them.
pub fn debug_choice(value: &dyn Choice, f: &mut Formatter<'_>) -> fmt::Result {
    let (i, items) = value.selected();
    let shape = value.shape();
    let name = shape.rust.split_whitespace().nth(i).unwrap_or_default();
    let mut out = f.debug_tuple(plain(name));
    if let Some(member) = shape.variants.get(i) {
        out.field(&Shown { member, items });
    }
    out.finish()
}

/// An identifier as people say it.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// What is in a field.
struct Shown<'a> {
    member: &'a Member,
    items: Items<'a>,
}

impl Shown<'_> {
    /// Whether there's something that must not be seen.
    fn is_hidden(&self) -> bool {
        self.member.secret
            && match self.items {
                Items::None | Items::One(Item::Nil) | Items::Some(Item::Nil) => false,
                Items::One(_) | Items::Some(_) => true,
                Items::Many(items) => !items.is_empty(),
            }
    }
}

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_hidden() {
            return f.write_str("<hidden>");
        }
        match self.items {
            Items::None => f.write_str("None"),
            Items::One(item) => item.fmt(f),
            Items::Some(item) => f.debug_tuple("Some").field(&item).finish(),
            Items::Many(items) => {
                let all = (0..items.len()).filter_map(|i| items.get(i));
                f.debug_list().entries(all).finish()
            }
        }
    }
}

impl Debug for Item<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Item::Str(text) => text.fmt(f),
            Item::Text(value) => value.fmt(f),
            Item::Listed(value) => debug_listed(*value, f),
            Item::Complex(value) => value.fmt(f),
            Item::Choice(value) | Item::Derived(value) => value.fmt(f),
            Item::Element(any) => any.fmt(f),
            Item::Content(any) => any.fmt(f),
            Item::Attributes(any) => any.fmt(f),
            Item::Attachment(attachment) => attachment.fmt(f),
            Item::Order(order) => order.fmt(f),
            Item::Nil => f.write_str("Nil"),
            Item::NilWith(nil) => f.debug_tuple("NilWith").field(&nil.inner_item()).finish(),
            Item::Empty(value) => f.debug_tuple("Empty").field(&value.inner_item()).finish(),
            Item::Typed(value) => match value.said() {
                Some(said) => typed(&value.inner_item(), said, f),
                None => value.inner_item().fmt(f),
            },
        }
    }
}

/// Shows a value and the type that its element says.
pub(super) fn typed(value: &dyn Debug, said: &QName, f: &mut Formatter<'_>) -> fmt::Result {
    let said = format_args!("{said}");
    f.debug_tuple("Typed").field(value).field(&said).finish()
}

#[cfg(test)]
mod tests {
    use crate::complex;
    use crate::{List, Nillable};

    const NS: &str = "urn:debug";

    #[derive(Default)]
    struct Login {
        username: Option<String>,
        r#type: i32,
        password: Option<Nillable<String>>,
        keys: Vec<String>,
        pin: i32,
        lines: Vec<Nillable<Line>>,
        id: Option<List<i32>>,
    }
    complex!(Login(6), named NS "Login", Content::Sequence;
        0 username = opt(NS, "username"); 1 r#type = one(NS, "type"); 2 password = opt(NS, "password").nillable().secret();
        3 keys = many(NS, "keys").secret(); 4 pin = one(NS, "pin").secret(); 5 lines = many(NS, "line").nillable();
        @ 6 id = attribute("", "id"););

    enum Line {
        Text(String),
        Secret(String),
        Words(Vec<String>),
    }
    crate::choice!(Line = Text, Choice "Line"; 0 Text = one(NS, "text"); 1 Secret = one(NS, "secret").secret();
        2 Words = many(NS, "words"););

    #[derive(Default)]
    struct Nothing {}
    complex!(Nothing(0), named NS "Nothing", Content::Empty;);

    #[test]
    fn values_look_as_derived_and_secrets_are_hidden() {
        let login = Login {
            username: Some("me".to_owned()),
            r#type: 7,
            password: Some(Nillable::Value("hunter2".to_owned())),
            keys: vec!["hunter2".to_owned()],
            pin: 1234,
            lines: vec![
                Nillable::Nil,
                Nillable::Value(Line::Text("a\n".to_owned())),
                Nillable::Value(Line::Secret("hunter2".to_owned())),
                Nillable::Value(Line::Words(vec!["b".to_owned()])),
            ],
            id: Some(List(vec![1, 2])),
        };
        assert_eq!(
            format!("{login:?}"),
            "Login { username: Some(\"me\"), type: 7, password: <hidden>, keys: <hidden>, pin: <hidden>, \
             lines: [Nil, Text(\"a\\n\"), Secret(<hidden>), Words([\"b\"])], id: Some(List([1, 2])) }"
        );
        assert_eq!(format!("{:?}", Nothing {}), "Nothing");
    }

    #[test]
    fn absent_and_nil_are_told_apart() {
        let mut login = Login::default();
        assert_eq!(
            format!("{login:?}"),
            "Login { username: None, type: 0, password: None, keys: [], pin: <hidden>, lines: [], id: None }"
        );
        login.password = Some(Nillable::Nil);
        assert!(format!("{login:?}").contains("password: Some(Nil)"));
    }

    #[test]
    fn it_can_be_spread_over_lines() {
        let line = Nillable::Value(Line::Words(vec!["b".to_owned()]));
        let login = Login {
            lines: vec![line],
            ..Login::default()
        };
        let text = format!("{login:#?}");
        let start = "Login {\n    username: None,\n    type: 0,\n";
        assert!(text.starts_with(start), "{text}");
        let lines = "    lines: [\n        Words(\n            [\n                \"b\",\n            ],\n        ),\n    ],\n";
        assert!(text.contains(lines), "{text}");
    }
}
