//! Simple values: what strict reading refuses, and what lenient reading understands.

use crate::Decimal;
use crate::codec::{from_xml, from_xml_strict};
use crate::schema::{Builtin, Simple};

const NS: &str = "urn:s";

static SKU: Simple = Simple {
    max_length: Some(3),
    patterns: &[&["[A-Z]\\d*"]],
    ..Simple::of(Builtin::Token)
};

#[derive(Default)]
struct Item {
    sku: Option<String>,
    sold: Option<bool>,
    state: Option<State>,
    version: Option<Decimal>,
    kind: Option<String>,
}
crate::complex!(Item(3), anonymous NS "item", Content::Sequence;
    0 sku = opt(NS, "sku").simple(&self::SKU);
    1 sold = opt(NS, "sold");
    2 state = opt(NS, "state");
    @ 3 version = attribute("", "version").fixed("1.0");
    4 kind = attribute("", "kind").fixed("a b").simple(&Simple::of(Builtin::Token)););

#[derive(Default)]
enum State {
    #[default]
    Open,
    Unrecognized(String),
}
crate::enumeration!(State, Token "State"; 0 Open = "open");

enum Document {
    Item(Item),
}
impl Default for Document {
    fn default() -> Self {
        Document::Item(Item::default())
    }
}
crate::choice!(Document, Choice "Document"; 0 Item = one(NS, "item"););
crate::document!(Document);

fn document(attributes: &str, content: &str) -> String {
    format!("<item xmlns='urn:s' {attributes}>{content}</item>")
}

/// What a lenient reading gives and warns of, and what a strict one says.
fn read(attributes: &str, content: &str) -> (Item, Vec<String>, Option<String>) {
    let xml = document(attributes, content);
    let (Document::Item(item), warnings) = from_xml::<Document>(xml.as_bytes()).unwrap();
    let strict = from_xml_strict::<Document>(xml.as_bytes());
    let warnings = warnings.into_iter().map(|w| w.to_string());
    (item, warnings.collect(), strict.err().map(|e| e.message))
}

#[test]
fn what_is_valid_is_read_strictly() {
    let content = "<sku> A1\n</sku><sold>1</sold><state> open </state>";
    let (item, warnings, refused) = read("version='1.00' kind=' a  b '", content);
    assert_eq!((warnings.len(), refused), (0, None));
    assert_eq!(item.sku.as_deref(), Some("A1"));
    assert_eq!(item.kind.as_deref(), Some("a b"));
    assert_eq!(item.state, Some(State::Open));
}

#[test]
fn facets_are_looked_at_strictly() {
    let (item, warnings, refused) = read("", "<sku>A123</sku>");
    assert_eq!(item.sku.as_deref(), Some("A123"));
    assert_eq!(warnings.len(), 0);
    assert_eq!(refused.unwrap(), "4 characters, at most 3 allowed");
    let refused = read("", "<sku>1</sku>").2.unwrap();
    assert_eq!(refused, "expected text of the pattern `[A-Z]\\d*`");
    for attributes in ["version='1.1'", "kind='a'"] {
        let refused = read(attributes, "").2.unwrap();
        assert_eq!(refused, "a value that isn't the fixed one", "{attributes}");
    }
}

#[test]
fn unlisted_values_are_kept_with_a_warning() {
    let (item, warnings, refused) = read("", "<state>half open</state>");
    assert_eq!(
        item.state,
        Some(State::Unrecognized("half open".to_owned()))
    );
    assert_eq!(
        warnings,
        ["item.state: a value that the schema doesn't list"]
    );
    assert_eq!(refused.unwrap(), "a value that the schema doesn't list");
}

#[test]
fn other_forms_are_understood_with_a_warning() {
    let (item, warnings, refused) = read("", "<sold>True</sold>");
    assert_eq!(item.sold, Some(true));
    assert_eq!(warnings.len(), 1);
    assert!(refused.unwrap().starts_with("expected `true`"));
    let error = from_xml::<Document>(document("", "<sold>perhaps</sold>").as_bytes()).unwrap_err();
    assert!(error.message.starts_with("expected `true`"), "{error}");
}
