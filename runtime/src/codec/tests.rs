//! Types as they're generated, one of every kind of content, read and written.

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

#[test]
fn a_sequence_with_everything_in_it() {
    let Document::Order(order) = same(&format!(
        "<order xmlns=\"urn:t\" xml:lang=\"en\" version=\"2\" level=\"7\" xmlns:q1=\"urn:o\" q1:more=\"&lt;\">\
         <id>1</id><note>a b</note><item q1:unit=\"kg\">5</item><item>6</item><state xsi:nil=\"true\" {XSI_NS} />\
         <name>x</name><name xsi:nil=\"true\" {XSI_NS} /><name />\
         <kind xmlns=\"\">q1:v</kind><foreign xmlns=\"urn:o\">f</foreign></order>"
    )
    .replace(&format!("xsi:nil=\"true\" {XSI_NS}"), &format!("{XSI_NS} xsi:nil=\"true\""))) else {
        panic!();
    };
    assert_eq!(order.id, Num(1));
    assert_eq!(order.items.len(), 2);
    assert_eq!(order.state, Some(Nillable::Nil));
    assert_eq!(
        order.names,
        [
            Nillable::Value("x".to_owned()),
            Nillable::Nil,
            Nillable::Value(String::new())
        ]
    );
    assert_eq!(
        order.kind,
        Some(Qualified(OTHER.to_owned(), "v".to_owned()))
    );
    assert_eq!(order.others.get(OTHER, "more"), Some("<"));
}

#[test]
fn defaults_and_white_space() {
    let xml = "<order xmlns='urn:t' version='2'><id> 1 </id><note/></order>";
    let (Document::Order(order), _) = rewritten(xml) else {
        panic!();
    };
    assert_eq!(
        (order.note.as_deref(), order.level),
        (Some("none"), Some(Num(7)))
    );
    let (Document::Order(order), _) =
        rewritten("<order xmlns='urn:t' version='2'><id>1</id><note> a\n b </note></order>")
    else {
        panic!();
    };
    assert_eq!(order.note.as_deref(), Some("a b"));
}

#[test]
fn leniently_what_is_odd_is_a_warning() {
    let (document, warnings) = lenient(
        "<order xmlns='urn:t' version='2' odd='' xmlns:t='urn:t' t:odd=''><item>5</item>text<note>a</note>\
         <new><deep/></new><id>1</id><note>b</note><item>6</item><item>7</item><item>8</item>\
         <note xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='1'/></order>",
    );
    let Document::Order(order) = document else {
        panic!()
    };
    assert_eq!(order.id, Num(1));
    assert_eq!(order.items.len(), 4);
    assert_eq!(order.note, None);
    assert_eq!(
        warnings,
        [
            "order: unexpected attribute odd",
            "order: unexpected attribute odd",
            "order: text where only elements are expected",
            "order: unexpected element <new>",
            "order: <note> more often than once",
            "order: <item> more often than 3 times",
            "order: <note> more often than once",
            "order.note: xsi:nil on an element that can't be nil",
        ]
    );
}

#[test]
fn servers_mix_up_their_namespaces_and_prefixes() {
    let (Document::Order(order), warnings) = lenient(
        "<t:order xmlns:t='urn:t' version='2'><id>1</id><state xsi:nil='true'/><t:kind xmlns:q='urn:q'>q:v</t:kind></t:order>",
    ) else {
        panic!();
    };
    assert_eq!(order.id, Num(1));
    assert_eq!(order.state, Some(Nillable::Nil));
    assert_eq!(
        order.kind,
        Some(Qualified("urn:q".to_owned(), "v".to_owned()))
    );
    assert_eq!(warnings, ["order.state: the prefix `xsi` isn't declared"]);
}

#[test]
fn errors_say_where_and_never_show_values() {
    let read = |xml: &str| from_xml::<Document>(xml.as_bytes()).unwrap_err();
    let error = read(
        "<order xmlns='urn:t' version='2'><id>1</id><item>5</item><item>secret</item></order>",
    );
    assert_eq!(error.path, "order.item[1]");
    assert_eq!(error.offset, 57);
    assert_eq!(error.message, "expected a number");
    assert_eq!(
        read("<order xmlns='urn:t' version='x'/>").path,
        "order.@version"
    );
    assert_eq!(
        read("<order xmlns='urn:t' version='2'/>").message,
        "<id> is missing"
    );
    assert_eq!(
        read("<order xmlns='urn:t'><id>1</id></order>").message,
        "the attribute version is missing"
    );
    assert_eq!(
        read("<other/>").message,
        "<other> in the namespace \"\" is no element of this schema"
    );
    assert_eq!(
        read("<order xmlns='urn:t' version='2'><id>1</id>").message,
        "the document ends inside `<order>`"
    );
}

#[test]
fn strictly_what_is_odd_is_refused() {
    let order = |inside: &str| {
        refused(&format!(
            "<order xmlns='urn:t' version='2'>{inside}</order>"
        ))
    };
    assert_eq!(order("<note/><id>1</id>"), "order: unexpected element <id>; expected <note>, <item>, <state>, <name>, <kind>, <foreign> (at byte 40)".replace("<note>, ", ""));
    assert!(order("<id>1</id><new/>").contains("unexpected element <new>; expected <note>,"));
    assert!(order("<id>1</id><id>1</id>").contains("unexpected element <id>"));
    assert!(order("<id>1</id>x").contains("text where only elements"));
    assert!(
        order("<id>1</id><item>1</item><item>1</item><item>1</item><item>1</item>")
            .contains("unexpected element <item>")
    );
    assert!(order("<id b=''>1</id>").contains("unexpected attribute b"));
    assert!(order("<id>1<b/></id>").contains("only text"));
    assert!(order("<id>1</id><kind>x</kind>").contains("in the namespace"));
    assert!(
        refused("<order xmlns='urn:t' version='2' odd=''><id>1</id></order>")
            .contains("unexpected attribute odd")
    );
    assert!(
        refused(&format!(
            "<order xmlns='urn:t' version='2' {XSI_NS}><id>1</id><note xsi:nil='true'/></order>"
        ))
        .contains("can't be nil")
    );
    assert!(refused(&format!("<order xmlns='urn:t' version='2' {XSI_NS}><id>1</id><state xsi:nil='true'>x</state></order>")).contains("xsi:nil"));
    assert!(
        refused(&format!(
            "<order xmlns='urn:t' version='2' {XSI_NS} xsi:type='Other'><id>1</id></order>"
        ))
        .contains("the type Other")
    );
}

#[test]
fn facets_lists_and_fixed_values() {
    #[derive(Clone, Default, PartialEq)]
    enum State {
        #[default]
        Open,
        Unrecognized(String),
    }
    crate::enumeration!(State, String "State"; Open = "open");
    #[derive(Default)]
    struct Job {
        state: Option<State>,
        size: Option<i32>,
        unit: Option<String>,
    }
    crate::complex!(Job(2), named NS "Job", Content::Sequence; 0 state = opt(NS, "state"); 1 size = opt(NS, "size").fixed("1");
        @ 2 unit = attribute("", "unit").fixed("kg"););
    let read = |xml: &str, mut cx: ReadContext| {
        let mut job = Job::default();
        let mut reader = crate::xml::Reader::new(xml, crate::xml::Limits::default());
        reader.root().unwrap();
        read_value(&mut reader, Value::slot(&mut job, false), None, &mut cx)
            .map(|()| (job, cx.warnings.len()))
    };
    let fine = "<j xmlns='urn:t' unit='kg'><state>open</state><size>+01</size></j>";
    let (job, _) = read(fine, ReadContext::strict()).unwrap();
    assert_eq!(
        job,
        Job {
            state: Some(State::Open),
            size: Some(1),
            unit: Some("kg".into())
        }
    );
    let absent = read("<j xmlns='urn:t'><size/></j>", ReadContext::strict())
        .unwrap()
        .0;
    assert_eq!((absent.size, absent.unit.as_deref()), (Some(1), Some("kg")));
    for (xml, warnings) in [
        ("<j xmlns='urn:t'><state>shut</state></j>", 1),
        ("<j xmlns='urn:t'><size>2</size></j>", 0),
        ("<j xmlns='urn:t' unit='g'/>", 0),
    ] {
        assert!(read(xml, ReadContext::strict()).is_err(), "{xml}");
        assert_eq!(
            read(xml, ReadContext::lenient()).unwrap().1,
            warnings,
            "{xml}"
        );
    }
    assert!(
        refused("<order xmlns='urn:t' version='2'><id>1</id><note>too long</note></order>")
            .starts_with("order.note: ")
    );
}

#[test]
fn groups_and_choices_keep_their_order() {
    let Document::Groups(groups) = same(
        "<groups xmlns=\"urn:t\"><a>1</a><b>2</b><key>k</key><value>v</value><key>l</key><key>m</key><value>w</value>\
         <cash>1</cash><cash>2</cash><cash>3</cash><card>c</card><from>f</from><to>t</to><y>4</y><card>d</card><tail>z</tail></groups>",
    ) else {
        panic!();
    };
    assert_eq!(
        groups.head,
        Some(Head {
            a: Some("1".into()),
            b: "2".into()
        })
    );
    assert_eq!(groups.pairs.len(), 3);
    assert_eq!(groups.way, Way::Cash(vec![Num(1), Num(2)]));
    assert_eq!(
        groups.ways,
        [
            Way::Cash(vec![Num(3)]),
            Way::Card("c".into()),
            Way::Parts(Parts {
                from: "f".into(),
                to: "t".into()
            }),
            Way::Nested(Inner::Y(Num(4))),
            Way::Card("d".into()),
        ]
    );
    same("<groups xmlns=\"urn:t\"><b>2</b><card /></groups>");
    same(&format!(
        "<groups xmlns=\"urn:t\"><x {XSI_NS} xsi:nil=\"true\" /></groups>"
    ));
}

#[test]
fn groups_and_choices_that_lack_something() {
    let groups = |inside: &str| refused(&format!("<groups xmlns='urn:t'>{inside}</groups>"));
    assert!(
        groups("<b>1</b>").contains("one of <card>, <cash>, <from>, <x>, <y> (Way) is missing"),
        "{}",
        groups("<b>1</b>")
    );
    assert!(groups("<a>1</a><card/>").contains("<b> is missing"));
    assert!(groups("<value>1</value><card/>").contains("unexpected element <value>"));
    assert!(groups("<card/><from>1</from>").contains("<to> is missing"));
    assert!(groups("<b/><a/><card/>").contains("unexpected element <a>"));
    // Leniently the order of a group that was begun doesn't matter.
    let (Document::Groups(found), _) = lenient(
        "<groups xmlns='urn:t'><b>1</b><a>2</a><tail>t</tail><value>v</value><key>k</key><card/></groups>",
    ) else {
        panic!();
    };
    assert_eq!(
        found.head,
        Some(Head {
            a: Some("2".into()),
            b: "1".into()
        })
    );
    assert_eq!(found.tail.as_deref(), Some("t"));
    assert_eq!(found.pairs.len(), 1);
}

#[test]
fn all_in_any_order() {
    let (Document::All(all), written) = rewritten("<all xmlns='urn:t'><b>1</b><a>x</a></all>")
    else {
        panic!();
    };
    assert_eq!(all.b, Some(Num(1)));
    // It comes back as it was, which makes it no other value.
    assert_eq!(written, "<all xmlns=\"urn:t\"><b>1</b><a>x</a></all>");
    let usual = All {
        order: crate::Order::default(),
        ..all.clone()
    };
    assert_eq!(usual, all);
    let usual = to_xml(&Document::All(usual)).unwrap();
    assert!(usual.ends_with("<a>x</a><b>1</b></all>"), "{usual}");
    assert!(refused("<all xmlns='urn:t'><b>1</b></all>").contains("<a> is missing"));
    assert!(refused("<all xmlns='urn:t'><a/><a/></all>").contains("unexpected element <a>"));
}

#[test]
fn mixed_content_stays_in_its_place() {
    let Document::Mixed(mixed) = same(
        "<mixed xmlns=\"urn:t\" id=\"1\">one <b>two</b> three<i>four <b>five</b></i> &lt;six<x xmlns=\"urn:x\"> </x></mixed>",
    ) else {
        panic!();
    };
    assert_eq!(mixed.content.len(), 6);
    assert_eq!(
        mixed.content.get(2),
        Some(&MixedContent::Text(" three".into()))
    );
    assert!(refused("<mixed xmlns='urn:t'>x</mixed>").contains("<b> is missing"));
    assert!(refused("<mixed xmlns='urn:t'><i><b/></i><b/></mixed>").contains("<b> is missing"));
    assert!(refused("<mixed xmlns='urn:t'><b/><b/></mixed>").contains("unexpected element <b>"));
    let (Document::Mixed(mixed), warnings) = lenient("<mixed xmlns='urn:t'>a<odd/>b<b/></mixed>")
    else {
        panic!();
    };
    // What is passed over doesn't part the text, which would be one when it's written.
    assert_eq!(mixed.content.len(), 2);
    assert_eq!(
        mixed.content.first(),
        Some(&MixedContent::Text("ab".into()))
    );
    assert_eq!(warnings, ["mixed: unexpected element <odd>"]);
}

#[test]
fn derived_types_and_open_content() {
    let Document::Zoo(Nillable::Value(zoo)) = same(&format!(
        "<zoo xmlns=\"urn:t\"><animal><name>a</name></animal>\
         <animal xmlns:q1=\"urn:o\" {XSI_NS} xsi:type=\"q1:Dog\"><name>d</name><bark xmlns=\"urn:o\">w</bark></animal>\
         <any xmlns:p=\"urn:p\" k=\"p:v\">t<z xmlns=\"\"><y xmlns=\"urn:t\" /></z></any>\
         <other xmlns=\"urn:z\" a=\"b\">text</other><more xmlns=\"\" />\
         <empty /><me /><thing xmlns:q2=\"urn:o\" {XSI_NS} xsi:type=\"q2:Dog\" /></zoo>"
    )) else {
        panic!();
    };
    assert_eq!(zoo.animals.len(), 2);
    assert_eq!(zoo.rest.len(), 2);
    assert_eq!(zoo.me, Some(Box::default()));
    assert!(matches!(
        same(&format!(
            "<zoo xmlns=\"urn:t\" {XSI_NS} xsi:nil=\"true\" />"
        )),
        Document::Zoo(Nillable::Nil)
    ));
}

#[test]
fn unknown_derived_types_are_kept() {
    let xml = format!(
        "<zoo xmlns='urn:t' {XSI_NS}><animal xsi:type='Cat'><name>c</name><lives xmlns='urn:l'>9</lives></animal></zoo>"
    );
    assert!(refused(&xml).contains("the type Cat isn't known"));
    let (document, warnings) = lenient(&xml);
    assert_eq!(warnings, ["zoo.animal[0]: the type Cat isn't known here"]);
    let written = to_xml(&document).unwrap();
    assert!(written.contains("xsi:type=\"Cat\""), "{written}");
    assert_eq!(lenient(&written).0, document);
    // In a place where the default namespace is another, the type gets a prefix.
    let Document::Zoo(Nillable::Value(zoo)) = document else {
        panic!()
    };
    let mut out = crate::xml::Writer::new();
    write_element(
        &mut out,
        Name::new("urn:elsewhere", "e"),
        zoo.animals[0].item(),
    )
    .unwrap();
    assert!(out.finish().contains("xmlns:q1=\"urn:t\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"q1:Cat\""));
    // An abstract type has to be named.
    let xml = "<zoo xmlns='urn:t'><thing/></zoo>";
    assert!(refused(xml).contains("the type Thing is abstract"));
    assert_eq!(lenient(xml).1.len(), 1);
}

#[test]
fn what_xml_cannot_hold_is_not_written() {
    let order = Order {
        items: vec![
            OrderItem::default(),
            OrderItem {
                value: Num(1),
                unit: Some("\u{1}".into()),
            },
        ],
        ..Order::default()
    };
    let error = to_xml(&Document::Order(order)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "order.item[1].@unit: XML can't hold the character U+0001"
    );
    let named = |name: &str| {
        let any = AnyElement {
            name: name.into(),
            ..AnyElement::default()
        };
        to_xml(&Document::Mixed(Mixed {
            content: vec![MixedContent::Any(any)],
            id: None,
        }))
    };
    assert!(named("a><b").is_err());
    assert!(named("a").is_ok());
}

#[test]
fn documents_in_other_encodings_and_with_entities() {
    let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><plain>\xE9</plain>";
    assert_eq!(
        from_xml_strict::<Document>(latin).unwrap(),
        Document::Plain("é".into())
    );
    let text = "<!DOCTYPE plain [<!ENTITY e 'é'>]><plain>&e;</plain>";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        from_xml_strict::<Document>(&wide).unwrap(),
        Document::Plain("é".into())
    );
    assert!(Document::from_xml_strict(b"<plain/><plain/>").is_err());
    let document = Document::from_xml(b"<plain>x</plain>").unwrap();
    assert!(document.to_xml().unwrap().ends_with("<plain>x</plain>"));
    assert!(
        Document::from_xml_with_warnings(b"<plain><x/></plain>")
            .unwrap()
            .1
            .len()
            == 1
    );
}

#[test]
fn hostile_documents_end_in_errors() {
    let deep = "<me>".repeat(100_000);
    assert!(
        from_xml::<Document>(format!("<zoo xmlns='urn:t'>{deep}").as_bytes())
            .unwrap_err()
            .message
            .contains("deeper")
    );
    let deep = "<x>".repeat(100_000);
    assert!(
        from_xml::<Document>(format!("<zoo xmlns='urn:t'>{deep}").as_bytes())
            .unwrap_err()
            .message
            .contains("deeper")
    );
    let many = "<odd/>".repeat(10_000);
    let mut cx = ReadContext::lenient();
    let text = format!("<all xmlns='urn:t'><a/>{many}</all>");
    let mut reader = crate::xml::Reader::new(&text, crate::xml::Limits::default());
    reader.root().unwrap();
    read_value(&mut reader, All::default().slot(false), None, &mut cx).unwrap();
    assert!(cx.warnings.len() < 1000 && cx.warnings.len() + cx.more_warnings == 10_000);
}

#[test]
fn truncated_anywhere_a_document_is_refused() {
    let whole = [
        format!("<order xmlns=\"urn:t\" version=\"2\" {XSI_NS}><id>1</id><note>é</note><item>5</item><name xsi:nil=\"true\" /></order>"),
        "<mixed xmlns=\"urn:t\">one <b>two</b> three<i>four <b>&#x65;</b></i><x xmlns=\"urn:x\" /></mixed>".to_owned(),
        "<groups xmlns=\"urn:t\"><a>1</a><b>2</b><key>k</key><from>f</from><to>t</to><y>4</y></groups>".to_owned(),
    ];
    for xml in whole {
        assert!(from_xml::<Document>(xml.as_bytes()).is_ok(), "{xml}");
        for at in 0..xml.len() {
            assert!(
                from_xml::<Document>(&xml.as_bytes()[..at]).is_err(),
                "{at} of {xml}"
            );
        }
    }
}

#[test]
fn types_of_many_members() {
    use crate::value::{Field, HasShape};
    const MANY: usize = 200;
    #[derive(Default, Debug)]
    struct Wide(Vec<Option<String>>);
    static MEMBERS: [crate::schema::Member; MANY] = {
        let mut members = [crate::schema::opt("", "x"); MANY];
        members[150] = crate::schema::one("", "needed");
        members
    };
    impl HasShape for Wide {
        const SHAPE: &'static crate::schema::Shape = &crate::schema::Shape {
            name: Name::new("", "Wide"),
            named: true,
            content: crate::schema::Content::Sequence,
            members: &MEMBERS,
            attributes: &[],
            rust: "Wide",
        };
        fn field(&self, i: usize) -> Option<&dyn Field> {
            self.0.get(i).map(|field| field as &dyn Field)
        }
        fn field_mut(&mut self, i: usize) -> Option<&mut dyn Field> {
            self.0.resize(MANY, None);
            self.0.get_mut(i).map(|field| field as &mut dyn Field)
        }
    }
    let read = |xml: &str| {
        let mut wide = Wide::default();
        let mut reader = crate::xml::Reader::new(xml, crate::xml::Limits::default());
        reader.root().unwrap();
        read_value(
            &mut reader,
            Slot::Complex(&mut wide),
            None,
            &mut ReadContext::strict(),
        )
        .map(|()| wide)
    };
    assert!(read(&format!("<w>{}<needed/><x/></w>", "<x/>".repeat(150))).is_ok());
    assert!(read("<w><x/></w>").is_err());
}

#[test]
fn select_keeps_what_a_variant_has() {
    let mut way = Way::Cash(vec![Num(1)]);
    let choice: &mut dyn Choice = &mut way;
    assert!(choice.select(1, false).is_some());
    assert_eq!(way, Way::Cash(vec![Num(1), Num(0)]));
    assert_eq!(Way::CHOICE.variants.len(), 4);
}
