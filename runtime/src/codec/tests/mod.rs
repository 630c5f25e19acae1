//! Types as they're generated, one of every kind of content, read and written.

mod documents;
mod reading;
mod structures;

use super::*;
use crate::schema::{Name, Simple};
use crate::value::{AsText, Choice, HasChoice, Names, Prefixes, Slot, Text, TextError, Value};
use crate::{AnyAttributes, AnyElement, AnyType, Nillable};

const NS: &str = "urn:t";
const OTHER: &str = "urn:o";
const XSI_NS: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

/// A number, as the simplest of scalars.
#[derive(Clone, Debug, Default, PartialEq)]
struct Num(i32);

impl Text for Num {
    fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
        self.0 = text
            .trim()
            .parse()
            .map_err(|_| TextError("expected a number".into()))?;
        Ok(())
    }

    fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
        *out += &self.0.to_string();
        Ok(())
    }
}

impl Value for Num {
    type As = AsText;
}

/// A name in a namespace.
#[derive(Clone, Debug, Default, PartialEq)]
struct Qualified(String, String);

impl Text for Qualified {
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        let (prefix, local) = text.split_once(':').unwrap_or(("", text));
        let ns = names
            .namespace(prefix)
            .ok_or(TextError("expected a prefix that is declared".into()))?;
        *self = Qualified(ns.to_owned(), local.to_owned());
        Ok(())
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        *out += &names.prefix(&self.0);
        out.push(':');
        *out += &self.1;
        Ok(())
    }
}

impl Value for Qualified {
    type As = AsText;
}

static TOKEN: Simple = Simple {
    max_length: Some(5),
    ..Simple::of(crate::schema::Builtin::Token)
};

#[derive(Default)]
struct Order {
    id: Num,
    note: Option<String>,
    items: Vec<OrderItem>,
    state: Option<Nillable<String>>,
    names: Vec<Nillable<String>>,
    kind: Option<Qualified>,
    foreign: Option<String>,
    lang: Option<String>,
    version: Num,
    level: Option<Num>,
    others: AnyAttributes,
}
crate::complex!(Order(7), named NS "Order", Content::Sequence;
    0 id = one(NS, "id");
    1 note = opt(NS, "note").default("none").simple(&self::TOKEN);
    2 items = many(NS, "item").max(3);
    3 state = opt(NS, "state").nillable();
    4 names = many(NS, "name").nillable();
    5 kind = opt("", "kind");
    6 foreign = opt(OTHER, "foreign");
    @ 7 lang = attribute(crate::xml::XML, "lang");
    8 version = attribute("", "version").min(1);
    9 level = attribute("", "level").default("7");
    10 others = any_attribute(NamespaceConstraint::Not(&[NS, ""]), Process::Lax););

#[derive(Default)]
struct OrderItem {
    value: Num,
    unit: Option<String>,
}
crate::complex!(OrderItem(1), named NS "Item", Content::Text; 0 value = text(); @ 1 unit = attribute(OTHER, "unit"););

/// Groups and choices of every sort.
#[derive(Default)]
struct Groups {
    head: Option<Head>,
    pairs: Vec<Pair>,
    way: Way,
    ways: Vec<Way>,
    tail: Option<String>,
}
crate::complex!(Groups(5), named NS "Groups", Content::Sequence;
    0 head = group(<Head as HasShape>::SHAPE).min(0);
    1 pairs = group(<Pair as HasShape>::SHAPE).min(0).max(UNBOUNDED);
    2 way = choice(<Way as HasChoice>::CHOICE);
    3 ways = choice(<Way as HasChoice>::CHOICE).min(0).max(UNBOUNDED);
    4 tail = opt(NS, "tail"););

#[derive(Default)]
struct Head {
    a: Option<String>,
    b: String,
}
crate::complex!(Head(2), anonymous NS "Head", Content::Sequence; 0 a = opt(NS, "a"); 1 b = one(NS, "b"););

#[derive(Default)]
struct Pair {
    key: String,
    value: Option<String>,
}
crate::complex!(Pair(2), anonymous NS "Pair", Content::Sequence; 0 key = one(NS, "key"); 1 value = opt(NS, "value"););

enum Way {
    Card(String),
    Cash(Vec<Num>),
    Parts(Parts),
    Nested(Inner),
}
impl Default for Way {
    fn default() -> Self {
        Way::Card(String::new())
    }
}
crate::choice!(Way, Choice "Way"; 0 Card = one(NS, "card"); 1 Cash = many(NS, "cash").min(1).max(2);
    2 Parts = group(<Parts as HasShape>::SHAPE); 3 Nested = choice(<Inner as HasChoice>::CHOICE););

#[derive(Default)]
struct Parts {
    from: String,
    to: String,
}
crate::complex!(Parts(2), anonymous NS "Parts", Content::Sequence; 0 from = one(NS, "from"); 1 to = one(NS, "to"););

enum Inner {
    X(Nillable<String>),
    Y(Num),
}
impl Default for Inner {
    fn default() -> Self {
        Inner::Y(Num(0))
    }
}
crate::choice!(Inner, Choice "Inner"; 0 X = one(NS, "x").nillable(); 1 Y = one(NS, "y"););

#[derive(Default)]
struct All {
    a: String,
    b: Option<Num>,
    order: crate::Order,
}
crate::complex!(All(2), named NS "All", Content::All; 0 a = one(NS, "a"); 1 b = opt(NS, "b"); @ 2 order = order(););

#[derive(Default)]
struct Mixed {
    content: Vec<MixedContent>,
    id: Option<String>,
}
crate::complex!(Mixed(1), named NS "Mixed", Content::Mixed(&[one(NS, "b"), opt(NS, "i"), any(NamespaceConstraint::Not(&[NS, ""]), Process::Skip).min(0)]);
    0 content = choice(<MixedContent as HasChoice>::CHOICE).min(0).max(UNBOUNDED); @ 1 id = attribute("", "id"););

enum MixedContent {
    Text(String),
    B(String),
    I(Box<Mixed>),
    Any(AnyElement),
}
impl Default for MixedContent {
    fn default() -> Self {
        MixedContent::Text(String::new())
    }
}
crate::choice!(MixedContent, Choice "Mixed"; 0 Text = text(); 1 B = one(NS, "b"); 2 I = one(NS, "i");
    3 Any = any(NamespaceConstraint::Not(&[NS, ""]), Process::Skip););

#[derive(Default)]
struct Zoo {
    animals: Vec<AnyAnimal>,
    any: Option<AnyType>,
    rest: Vec<AnyElement>,
    empty: Option<Empty>,
    me: Option<Box<Zoo>>,
    thing: Option<AnyThing>,
}
crate::complex!(Zoo(6), named NS "Zoo", Content::Sequence;
    0 animals = many(NS, "animal");
    1 any = opt(NS, "any");
    2 rest = any(NamespaceConstraint::Any, Process::Lax).min(0).max(UNBOUNDED);
    3 empty = opt(NS, "empty");
    4 me = opt(NS, "me");
    5 thing = opt(NS, "thing"););

#[derive(Default)]
struct Empty {}
crate::complex!(Empty(0), named NS "Empty", Content::Empty;);

#[derive(Default)]
struct Animal {
    name: Option<String>,
}
crate::complex!(Animal(1), named NS "Animal", Content::Sequence; 0 name = opt(NS, "name"););

#[derive(Default)]
struct Dog {
    name: Option<String>,
    bark: Option<String>,
}
crate::complex!(Dog(2), named OTHER "Dog", Content::Sequence; 0 name = opt(NS, "name"); 1 bark = opt(OTHER, "bark"););

enum AnyAnimal {
    Animal(Animal),
    Dog(Dog),
    Unknown(AnyType),
}
impl Default for AnyAnimal {
    fn default() -> Self {
        AnyAnimal::Animal(Animal::default())
    }
}
crate::choice!(AnyAnimal, Derived "Animal"; 0 Animal = type_(NS, "Animal"); 1 Dog = type_(OTHER, "Dog"); 2 Unknown = open(););

enum AnyThing {
    Dog(Dog),
}
impl Default for AnyThing {
    fn default() -> Self {
        AnyThing::Dog(Dog::default())
    }
}
crate::choice!(AnyThing, Abstract "Thing"; 0 Dog = type_(OTHER, "Dog"););

enum Document {
    Order(Order),
    Groups(Groups),
    All(All),
    Mixed(Mixed),
    Zoo(Nillable<Zoo>),
    Plain(String),
}
impl Default for Document {
    fn default() -> Self {
        Document::Plain(String::new())
    }
}
crate::choice!(Document, Choice "Document"; 0 Order = one(NS, "order"); 1 Groups = one(NS, "groups"); 2 All = one(NS, "all");
    3 Mixed = one(NS, "mixed"); 4 Zoo = one(NS, "zoo").nillable(); 5 Plain = one("", "plain"););

crate::document!(Document);

fn lenient(xml: &str) -> (Document, Vec<String>) {
    let (document, warnings) =
        from_xml::<Document>(xml.as_bytes()).unwrap_or_else(|e| panic!("{xml}: {e}"));
    (document, warnings.iter().map(ToString::to_string).collect())
}

fn refused(xml: &str) -> String {
    from_xml_strict::<Document>(xml.as_bytes())
        .expect_err(xml)
        .to_string()
}

/// Reads strictly what is valid, and gives what is written; that must read to the same value.
fn rewritten(xml: &str) -> (Document, String) {
    let document: Document =
        from_xml_strict(xml.as_bytes()).unwrap_or_else(|e| panic!("{xml}: {e}"));
    let (same, warnings) = lenient(xml);
    assert_eq!(same, document);
    assert!(warnings.is_empty(), "{warnings:?}");
    let written = to_xml(&document).unwrap();
    let again: Document =
        from_xml_strict(written.as_bytes()).unwrap_or_else(|e| panic!("{written}: {e}"));
    assert_eq!(again, document, "{written}");
    let body = written
        .strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
        .unwrap();
    (document, body.to_owned())
}

/// What is written is what was read.
fn same(body: &str) -> Document {
    let (document, written) = rewritten(body);
    assert_eq!(written, body);
    document
}
