//! One of every kind of mistake.

use super::*;
use crate::schema::{Builtin, Simple};
use crate::{AnyAttribute, AnyAttributes, AnyElement, Decimal, List, Nillable, QName};

const NS: &str = "urn:v";

static SKU: Simple = Simple {
    max_length: Some(12),
    ..Simple::of(Builtin::String)
};
static PRICE: Simple = Simple {
    min_inclusive: Some("0"),
    fraction_digits: Some(2),
    ..Simple::of(Builtin::Decimal)
};
static CODES: Simple = Simple {
    enumeration: &["{urn:c}a", "{urn:c}b"],
    ..Simple::of(Builtin::QName)
};

#[derive(Default)]
struct Order {
    version: Option<Decimal>,
    items: Vec<OrderItem>,
    payment: Option<Payment>,
    code: Option<QName>,
    others: Vec<AnyElement>,
    id: Option<String>,
    tags: AnyAttributes,
}
crate::complex!(Order(5), named NS "order", Content::Sequence;
    0 version = one(NS, "version").fixed("1.0");
    1 items = many(NS, "items").min(1).max(4);
    2 payment = choice(<Payment as HasChoice>::CHOICE);
    3 code = opt(NS, "code").simple(&self::CODES);
    4 others = any(NamespaceConstraint::Not(&[NS, ""]), Process::Lax).min(0).max(UNBOUNDED);
    @ 5 id = attribute("", "id").min(1);
    6 tags = any_attribute(NamespaceConstraint::List(&["urn:tags"]), Process::Lax););

#[derive(Default)]
struct OrderItem {
    sku: String,
    price: Nillable<Decimal>,
    state: Option<State>,
}
crate::complex!(OrderItem(3), named NS "Item", Content::Sequence;
    0 sku = one(NS, "sku").simple(&self::SKU);
    1 price = one(NS, "price").nillable().simple(&self::PRICE);
    2 state = opt(NS, "state"););

#[derive(Default)]
enum State {
    #[default]
    Open,
    Unrecognized(String),
}
crate::enumeration!(State, Token "State"; 0 Open = "open");

enum Payment {
    Card(String),
    Vouchers(Vec<String>),
}
impl Default for Payment {
    fn default() -> Self {
        Payment::Card(String::new())
    }
}
crate::choice!(Payment, Choice "Payment"; 0 Card = one(NS, "card").simple(&self::SKU); 1 Vouchers = many(NS, "voucher").min(1).max(2).simple(&self::SKU););

fn order() -> Order {
    Order {
        version: Some("1".parse().unwrap()),
        items: vec![OrderItem {
            sku: "A-1".to_owned(),
            ..OrderItem::default()
        }],
        payment: Some(Payment::Card("1".to_owned())),
        id: Some("7".to_owned()),
        ..Order::default()
    }
}

#[track_caller]
fn says<T: Validate>(value: &T, message: &str) {
    assert_eq!(value.validate().unwrap_err().to_string(), message);
}

#[test]
fn a_valid_value_passes() {
    assert_eq!(order().validate(), Ok(()));
    let full = Order {
        code: Some(QName::new("urn:c", "a")),
        others: vec![AnyElement {
            namespace: "urn:o".to_owned(),
            name: "o".to_owned(),
            ..AnyElement::default()
        }],
        payment: Some(Payment::Vouchers(vec!["1".to_owned()])),
        tags: AnyAttributes(vec![AnyAttribute {
            namespace: "urn:tags".to_owned(),
            name: "t".to_owned(),
            ..AnyAttribute::default()
        }]),
        ..order()
    };
    assert_eq!(full.validate(), Ok(()));
}

#[test]
fn facets_with_their_path() {
    let mut wrong = order();
    wrong.items = vec![wrong.items[0].clone(); 4];
    wrong.items[3].sku = "12345678901234".to_owned();
    says(
        &wrong,
        "order.items[3].sku: 14 characters, at most 12 allowed, found \"12345678901234\"",
    );
    wrong.items[3].sku.truncate(12);
    wrong.items[1].price = Nillable::Value("-0.5".parse().unwrap());
    says(
        &wrong,
        "order.items[1].price: expected at least 0, found \"-0.5\"",
    );
    wrong.items[1].price = Nillable::Value("0.555".parse().unwrap());
    wrong.items[2].state = Some(State::Unrecognized("x".to_owned()));
    wrong.code = Some(QName::new("", "a"));
    says(
        &wrong,
        "order.items[1].price: 3 digits after the point, at most 2 allowed, found \"0.555\"\n\
         order.items[2].state: a value that the schema doesn't list, found \"x\"\n\
         order.code: expected a value that the schema lists, found \"a\"",
    );
    wrong = order();
    wrong.code = Some(QName::default());
    says(&wrong, "order.code: a name that XML doesn't allow");
}

#[test]
fn occurrences() {
    let mut wrong = order();
    wrong.items = vec![wrong.items[0].clone(); 5];
    wrong.payment = None;
    wrong.version = None;
    wrong.id = None;
    says(
        &wrong,
        "order.version: is missing\n\
         order.items: 5 times, at most 4 allowed\n\
         order: one of <card>, <voucher> is missing (Payment)\n\
         order.@id: is missing",
    );
    wrong = order();
    wrong.items.clear();
    wrong.payment = Some(Payment::Vouchers(vec!["1234567890123".to_owned(); 3]));
    let errors = wrong.validate().unwrap_err();
    assert_eq!(errors.count(), 5);
    assert_eq!(
        errors.iter().next().unwrap().to_string(),
        "order.items: 0 times, at least 1 needed"
    );
    assert_eq!(errors.iter().last().unwrap().path, "order.voucher[2]");
}

#[test]
fn fixed_values_and_wildcards() {
    let mut wrong = order();
    wrong.version = Some("1.1".parse().unwrap());
    wrong.others.push(AnyElement {
        namespace: NS.to_owned(),
        name: "o".to_owned(),
        ..AnyElement::default()
    });
    wrong.tags.0.push(AnyAttribute {
        name: "t".to_owned(),
        ..AnyAttribute::default()
    });
    says(
        &wrong,
        "order.version: only \"1.0\" is allowed, found \"1.1\"\n\
         order: <o> of the namespace \"urn:v\" isn't allowed\n\
         order: the attribute t of the namespace \"\" isn't allowed",
    );
}

#[derive(Default)]
struct Offer {
    price: Price,
}
#[derive(Default)]
struct Price {
    value: Decimal,
}
crate::complex!(Offer(1), anonymous NS "offer", Content::Sequence; 0 price = one(NS, "price").fixed("1.0"););
crate::complex!(Price(1), named NS "Price", Content::Text; 0 value = text(););

#[test]
fn text_that_the_element_fixes() {
    let offer = |price: &str| Offer {
        price: Price {
            value: price.parse().unwrap(),
        },
    };
    assert_eq!(offer("1").validate(), Ok(()));
    says(
        &offer("1.1"),
        "offer.price: only \"1.0\" is allowed, found \"1.1\"",
    );
}

#[derive(Default)]
struct Para {
    content: Vec<Run>,
}
enum Run {
    Text(String),
    Bold(String),
    Link(String),
}
impl Default for Run {
    fn default() -> Self {
        Run::Text(String::new())
    }
}
crate::complex!(Para(1), named NS "Para", Content::Mixed(&[opt(NS, "b"), many(NS, "a").min(1)]); 0 content = choice(<Run as HasChoice>::CHOICE).min(0).max(UNBOUNDED););
crate::choice!(Run, Choice "Run"; 0 Text = text(); 1 Bold = one(NS, "b"); 2 Link = one(NS, "a"););

#[test]
fn mixed_content_follows_its_model() {
    let text = |t: &str| t.to_owned();
    let mut para = Para {
        content: vec![
            Run::Text(text("x")),
            Run::Bold(text("y")),
            Run::Link(text("z")),
            Run::Text(text("!")),
        ],
    };
    assert_eq!(para.validate(), Ok(()));
    para.content.push(Run::Bold(text("again")));
    assert_eq!(
        para.validate().unwrap_err().to_string(),
        "Para: unexpected element <b>"
    );
    para.content.truncate(2);
    assert_eq!(
        para.validate().unwrap_err().to_string(),
        "Para: <a> is missing"
    );
}

#[derive(Default)]
struct Login {
    name: String,
    pass: String,
    token: Option<Login2>,
    motto: Para,
}
#[derive(Default)]
struct Login2 {
    part: String,
}
crate::complex!(Login(4), named NS "Login", Content::Sequence; 0 name = one(NS, "name").simple(&self::SKU);
    1 pass = one(NS, "pass").simple(&self::SKU).secret(); 2 token = opt(NS, "token").secret();
    3 motto = one(NS, "motto").fixed("ab"););
crate::complex!(Login2(1), named NS "Login2", Content::Sequence; 0 part = one(NS, "part").simple(&self::SKU););

#[test]
fn values_are_shown_in_part_and_secrets_not_at_all() {
    let long = "long".repeat(20);
    let link = Run::Link(String::new());
    let login = |content: &[Run]| Login {
        name: long.clone(),
        pass: long.clone(),
        token: Some(Login2 { part: long.clone() }),
        motto: Para {
            content: content.to_vec(),
        },
    };
    let ab = Run::Text("ab".to_owned());
    assert_eq!(
        login(&[link, ab]).validate().unwrap_err().to_string(),
        "Login.name: 80 characters, at most 12 allowed, found \"longlonglonglonglonglonglonglonglonglong…\"\n\
         Login.pass: 80 characters, at most 12 allowed\n\
         Login.token.part: 80 characters, at most 12 allowed\n\
         Login.motto: only \"ab\" is allowed"
    );
}

#[derive(Default)]
struct Deep {
    next: Option<Box<Deep>>,
}
crate::complex!(Deep(1), named NS "Deep", Content::Sequence; 0 next = opt(NS, "next"););

#[test]
fn depth_is_bounded() {
    let deep = (0..1000).fold(Deep::default(), |deep, _| Deep {
        next: Some(Box::new(deep)),
    });
    let errors = deep.validate().unwrap_err();
    assert_eq!(errors.count(), 1);
    assert!(
        errors
            .to_string()
            .ends_with(".next: nested more than 512 deep")
    );
}

#[test]
fn errors_are_counted_beyond_a_hundred() {
    let many: Vec<OrderItem> = vec![
        OrderItem {
            sku: "x".repeat(13),
            ..OrderItem::default()
        };
        250
    ];
    let errors = Order {
        items: many,
        ..order()
    };
    let errors = errors.validate().unwrap_err();
    assert_eq!(errors.count(), 251);
    assert!(errors.to_string().ends_with("and 151 more"));
}

#[test]
fn scalars_are_valid() {
    assert!(5.validate().is_ok());
    assert!(List(vec![1, 2]).validate().is_ok());
    assert_eq!(
        State::Unrecognized(String::new())
            .validate()
            .unwrap_err()
            .to_string(),
        "value: a value that the schema doesn't list, found \"\""
    );
}
