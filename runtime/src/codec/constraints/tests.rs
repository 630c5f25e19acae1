//! Keys, references to them and unique fields, in documents read strictly.

use crate::codec::{from_xml, from_xml_strict};
use crate::schema::{Constraint, Declaration, Path, Test, is, key, path, unique};
use crate::{AnyType, Decimal, Nillable};

const SELF: &[Path] = &[path(&[])];
const ID: &[Path] = &[path(&[]).at(is("", "id"))];
const ITEMS: &[Path] = &[path(&[is("", "item")]).deep()];
const NAME: &[Path] = &[path(&[is("", "name")])];

static SHOP: Declaration = Declaration::NONE.constraints(&[
    key("", "byId", ITEMS, &[ID]),
    unique(
        "",
        "prices",
        &[path(&[Test::In("")])],
        &[&[path(&[is("", "price")])], NAME],
    ),
    unique("", "picks", &[path(&[is("", "pick")])], &[SELF]).refers("", "byId"),
]);
static ITEM: Declaration = Declaration::NONE.constraints(&[unique(
    "",
    "tags",
    &[path(&[is("", "item")])],
    &[&[path(&[is("", "price")])]],
)]);
static OPEN: Declaration = Declaration::NONE.constraints(&[unique(
    "",
    "any",
    &[path(&[Test::Any])],
    &[&[path(&[]).at(Test::Any)]],
)]);
const WRONG: Constraint = key(
    "",
    "wrong",
    &[path(&[is("", "item")])],
    &[&[path(&[is("", "item")])]],
);
static WRONG_SHOP: Declaration = Declaration::NONE.constraints(&[WRONG]);

#[derive(Default)]
struct Shop {
    item: Vec<Item>,
    pick: Vec<String>,
}
crate::complex!(Shop(2), anonymous "" "shop", Content::Sequence;
    0 item = many("", "item").declared(&super::tests::ITEM); 1 pick = many("", "pick"););

#[derive(Default)]
struct Item {
    id: Option<String>,
    price: Option<Decimal>,
    name: Vec<Nillable<String>>,
    item: Vec<Item>,
}
crate::complex!(Item(3), anonymous "" "item", Content::Sequence;
    0 price = opt("", "price"); 1 name = many("", "name").nillable(); 2 item = many("", "item");
    @ 3 id = attribute("", "id").default("none"););

enum Document {
    Shop(Shop),
    Open(AnyType),
    Wrong(Shop),
}
crate::choice!(Document = Shop, Choice "Document"; 0 Shop = one("", "shop").declared(&super::tests::SHOP);
    1 Open = one("", "open").declared(&super::tests::OPEN); 2 Wrong = one("", "wrong").declared(&super::tests::WRONG_SHOP););

fn outcome(xml: &str) -> Result<(), String> {
    // A lenient reading takes them all.
    from_xml::<Document>(xml.as_bytes()).unwrap();
    let strictly = from_xml_strict::<Document>(xml.as_bytes());
    strictly.map(drop).map_err(|e| e.to_string())
}

fn fine(xml: &str) {
    assert_eq!(outcome(xml), Ok(()), "{xml}");
}

fn refused(xml: &str, why: &str) {
    let error = outcome(xml).expect_err(xml);
    assert!(error.contains(why), "{xml}: {error}");
}

#[test]
fn keys_are_there_once() {
    fine("<shop><item id='a'/><item id='b'><item id='c'/></item><pick>c</pick></shop>");
    refused(
        "<shop><item id='a'/><item id='b'><item id='a'/></item></shop>",
        "byId must be unique",
    );
    // A default counts.
    fine("<shop><item/></shop>");
    refused("<shop><item/><item/></shop>", "byId must be unique");
}

#[test]
fn references_lead_to_keys() {
    refused(
        "<shop><item id='a'/><pick>b</pick></shop>",
        "has nothing that picks refers to",
    );
}

#[test]
fn fields_are_compared_by_value_and_may_be_absent() {
    let shop =
        |a: &str, b: &str| format!("<shop><item id='a'>{a}</item><item id='b'>{b}</item></shop>");
    let (one, other) = (
        "<price>1.0</price><name>x</name>",
        "<price>1</price><name>x</name>",
    );
    refused(&shop(one, other), "prices must be unique");
    fine(&shop(one, "<price>1</price><name>y</name>"));
    fine(&shop("<price>1</price>", "<price>1</price>"));
    let nil =
        "<price>1</price><name xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>";
    fine(&shop(nil, nil));
    refused(&shop("<name>a</name><name>b</name>", ""), "more than once");
}

#[test]
fn constraints_stand_at_inner_elements_too() {
    let item = |id: &str, inside: &str| format!("<item id='{id}'>{inside}</item>");
    let price = "<price>1</price>";
    let inside = item("b", price) + &item("c", price);
    refused(
        &format!("<shop>{}</shop>", item("a", &inside)),
        "tags must be unique",
    );
    let (a, b) = (item("a", &item("c", price)), item("b", &item("d", price)));
    fine(&format!("<shop>{a}{b}</shop>"));
}

#[test]
fn fields_are_simple() {
    refused(
        "<wrong><item><item/></item></wrong>",
        "isn't of a simple type",
    );
}

#[test]
fn open_content_is_looked_at() {
    fine("<open><a x='1'/><b y='2'/></open>");
}
