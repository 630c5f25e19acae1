//! What values are made of: texts, numbers, dates, and XML of any kind.

use std::fmt::Debug;
use std::str::FromStr;

use castile::value::{Slot, Value};
use castile::{
    AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType, Decimal, Defaulted, Nillable, QName,
    Typed,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Any text that XML can hold, what needs care more often.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let hard = select(vec![
        "<",
        "&",
        ">",
        "\"",
        "'",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "]]>",
        "&amp;",
        "p:x",
        " ",
        "\u{85}",
        "\u{2028}",
        "\u{1F980}",
        "<!--",
        "--",
        "<![CDATA[",
        "\u{7F}",
    ]);
    let any = "\\PC{0,4}".prop_map(|text| text.replace(['\u{FFFE}', '\u{FFFF}'], ""));
    vec(prop_oneof![hard.prop_map(str::to_owned), any], 0..4).prop_map(|parts| parts.concat())
}

/// Values spelt in a way that their type must understand.
pub(crate) fn spelt<T: FromStr<Err: Debug> + Debug>(
    pattern: &'static str,
) -> impl Strategy<Value = T> {
    pattern.prop_map(|text| text.parse().unwrap_or_else(|e| panic!("{text:?}: {e:?}")))
}

const ZONE: &str = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?";

/// The same, followed by a zone or none.
pub(crate) fn zoned<T: FromStr<Err: Debug> + Debug>(
    pattern: &str,
) -> impl Strategy<Value = T> + use<T> {
    let pattern: &'static str = String::leak(format!("{pattern}{ZONE}"));
    spelt(pattern)
}

pub(crate) fn decimal() -> impl Strategy<Value = Decimal> {
    spelt("[+-]?[0-9]{1,30}(\\.[0-9]{0,20})?")
}

pub(crate) fn date() -> impl Strategy<Value = castile::Date> {
    zoned("-?([1-9][0-9]{3,7}|000[1-9])-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])")
}

pub(crate) fn ncname() -> impl Strategy<Value = String> {
    "[A-Za-z_\u{E9}\u{4E00}][A-Za-z0-9._\u{E9}\u{B7}-]{0,6}"
}

pub(crate) fn token() -> impl Strategy<Value = String> {
    "([!-~\u{E9}]{1,4}( [!-~]{1,4}){0,2})?"
}

pub(crate) fn finite() -> impl Strategy<Value = f64> {
    // No value equals `NaN`.
    any::<f64>().prop_filter("a number", |x| !x.is_nan())
}

/// Texts with elements between: no two texts stand side by side, and none is empty.
pub(crate) fn interleaved<T: Clone + Debug + 'static>(
    elements: impl Strategy<Value = Vec<T>>,
    text_node: fn(String) -> T,
) -> impl Strategy<Value = Vec<T>> {
    elements.prop_flat_map(move |elements| {
        vec(text(), elements.len() + 1).prop_map(move |texts| {
            let mut content = Vec::new();
            let mut elements = elements.clone().into_iter();
            for text in texts {
                content.extend(Some(text).filter(|t| !t.is_empty()).map(text_node));
                content.extend(elements.next());
            }
            content
        })
    })
}

pub(crate) fn attributes() -> impl Strategy<Value = AnyAttributes> {
    let namespace = select(vec![
        "",
        "urn:a",
        "urn:<&\"'\u{E9}",
        "http://www.w3.org/XML/1998/namespace",
    ]);
    // Without colons, as what could be a prefix keeps its binding.
    let attribute =
        (namespace, ncname(), text()).prop_map(|(namespace, name, value)| AnyAttribute {
            namespace: namespace.to_owned(),
            name,
            value: value.replace(':', ";"),
        });
    vec(attribute, 0..4).prop_map(|mut all| {
        all.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
        all.dedup_by(|a, b| (&a.namespace, &a.name) == (&b.namespace, &b.name));
        AnyAttributes(all)
    })
}

pub(crate) fn content(
    children: impl Strategy<Value = Vec<AnyNode>>,
) -> impl Strategy<Value = AnyType> {
    (attributes(), children).prop_map(|(attributes, children)| AnyType {
        attributes,
        prefixes: Vec::new(),
        children,
    })
}

pub(crate) fn nodes(namespaces: &'static [&'static str]) -> BoxedStrategy<AnyElement> {
    let element = move |children: BoxedStrategy<Vec<AnyNode>>| {
        (select(namespaces), ncname(), content(children)).prop_map(|(namespace, name, content)| {
            AnyElement {
                namespace: namespace.to_owned(),
                name,
                content,
            }
        })
    };
    let leaf = element(Just(Vec::new()).boxed());
    let tree = leaf.prop_recursive(3, 12, 3, move |inner| {
        element(interleaved(vec(inner.prop_map(AnyNode::Element), 0..3), text_node).boxed())
    });
    tree.boxed()
}

pub(crate) fn text_node(text: String) -> AnyNode {
    AnyNode::Text(text.replace(':', ";"))
}

/// An element of another namespace than the schema's.
pub(crate) fn any_element() -> BoxedStrategy<AnyElement> {
    nodes(&["urn:a", "urn:b", "urn:<&\"'\u{E9}"])
}

/// A value that's written, or the one that the schema gives to an empty element.
pub(crate) fn maybe_empty<T: Value + Debug + Clone + 'static>(
    given: T,
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Defaulted<T>> {
    let mut empty = Defaulted::new(given);
    if let Slot::Defaulted(slot) = Value::slot(&mut empty, false) {
        slot.empty();
    }
    prop_oneof![1 => Just(empty), 3 => value.prop_map(Defaulted::new)]
}

/// A value whose element says a type or none.
pub(crate) fn typed<T: Debug + Clone + 'static>(
    (namespace, local): (&'static str, &'static str),
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Typed<T>> {
    (value, any::<bool>()).prop_map(move |(value, says)| match says {
        true => Typed::of(value, QName::new(namespace, local)),
        false => Typed::new(value),
    })
}

pub(crate) fn nil_or<T: Debug + Clone + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Nillable<T>> {
    prop_oneof![1 => Just(Nillable::Nil), 3 => value.prop_map(Nillable::Value)]
}
