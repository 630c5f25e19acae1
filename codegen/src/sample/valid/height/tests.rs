//! Heights of large schemas, and what wildcards take.

use std::time::{Duration, Instant};

use super::Heights;
use crate::model::{Content, Model, Term, TypeKind};
use crate::name::QName;
use crate::sample::tests::service;

/// Much more than it takes, and much less than if each wildcard looked at each element.
const PATIENCE: Duration = Duration::from_secs(10);

fn schema(content: &str) -> Model {
    let part = "<part name=\"a\" type=\"xs:int\"/>";
    service(content, "rpc", "<soap:body use=\"literal\"/>", part)
}

fn named(model: &Model, name: &str) -> usize {
    let named = |ty: &crate::model::Type| ty.name.as_ref().is_some_and(|n| &*n.local == name);
    model.types.iter().position(named).unwrap()
}

fn many(text: &dyn Fn(usize) -> String, count: usize) -> String {
    (0..count).map(text).collect()
}

/// Types in types, forty deep.
fn chain() -> String {
    let link = |i| {
        let next = match i {
            39 => "xs:int".to_owned(),
            _ => format!("t:C{}", i + 1),
        };
        format!(
            "<xs:complexType name=\"C{i}\"><xs:sequence><xs:element name=\"c\" type=\"{next}\"/></xs:sequence></xs:complexType>"
        )
    };
    many(&link, 40)
}

/// A type with a wildcard and the chain.
fn waiting(i: usize) -> String {
    waiting_for(i, "<xs:any/>")
}

fn waiting_for(i: usize, any: &str) -> String {
    format!(
        "<xs:complexType name=\"W{i}\"><xs:sequence>{any}<xs:element name=\"c\" type=\"t:C0\"/></xs:sequence></xs:complexType>"
    )
}

/// What the wildcard at the beginning of a type takes.
fn taken<'m>(model: &'m Model, heights: &Heights, name: &str) -> Option<&'m QName> {
    let TypeKind::Complex(complex) = &model.types[named(model, name)].kind else {
        panic!("{name}");
    };
    let Content::Elements { particle, .. } = &complex.content else {
        panic!("{name}");
    };
    let Term::Sequence(parts) = &particle.term else {
        panic!("{name}");
    };
    let Term::Any(wildcard) = &parts[0].term else {
        panic!("{name}");
    };
    let root = heights.taken(model, wildcard)?;
    Some(&model.elements[root.id.0 as usize].name)
}

/// Each level of the chain takes a round, and as long the wildcards wait for it.
#[test]
fn wildcards_do_not_look_at_each_element() {
    let root = |i| format!("<xs:element name=\"e{i}\" type=\"xs:int\"/>");
    let content = chain() + &many(&waiting, 5_000) + &many(&root, 5_000);
    let model = schema(&content);
    let start = Instant::now();
    let heights = Heights::new(&model);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    let height = |name| heights.types[named(&model, name)];
    assert_eq!(
        (height("C39"), height("C0"), height("W9")),
        (Some(1), Some(40), Some(41))
    );
}

#[test]
fn a_wildcard_takes_the_lowest_and_of_these_the_first() {
    let wildcards = [
        ("<xs:any/>", Some("low")),
        ("<xs:any namespace=\"##targetNamespace\"/>", Some("low")),
        ("<xs:any notQName=\"t:low\"/>", Some("same")),
        ("<xs:any namespace=\"##other\"/>", None),
    ];
    let types = wildcards.iter().enumerate();
    let types = types.map(|(i, (any, _))| {
        format!("<xs:complexType name=\"W{i}\"><xs:sequence>{any}</xs:sequence></xs:complexType>")
    });
    let elements = "<xs:element name=\"never\" type=\"xs:int\" abstract=\"true\"/><xs:element name=\"high\" type=\"t:High\"/>
        <xs:element name=\"low\" type=\"xs:int\"/><xs:element name=\"same\" type=\"xs:int\"/>
        <xs:complexType name=\"High\"><xs:sequence><xs:element name=\"a\" type=\"xs:int\"/></xs:sequence></xs:complexType>";
    let model = schema(&(types.collect::<String>() + elements));
    let heights = Heights::new(&model);
    for (i, (any, expected)) in wildcards.iter().enumerate() {
        let taken = taken(&model, &heights, &format!("W{i}")).map(|name| &*name.local);
        assert_eq!(taken, *expected, "{any}");
    }
}

/// Each group holds the one before it twice.
#[test]
fn groups_that_double_are_looked_at_once() {
    let mut content = "<xs:group name=\"G0\"><xs:sequence><xs:element name=\"a\" type=\"xs:int\"/></xs:sequence></xs:group>
        <xs:complexType name=\"T\"><xs:group ref=\"t:G50\"/></xs:complexType>".to_owned();
    for i in 1..=50 {
        let twice = format!("<xs:group ref=\"t:G{}\"/>", i - 1).repeat(2);
        content +=
            &format!("<xs:group name=\"G{i}\"><xs:sequence>{twice}</xs:sequence></xs:group>");
    }
    let model = schema(&content);
    let start = Instant::now();
    let heights = Heights::new(&model);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    assert_eq!(heights.types[named(&model, "T")], Some(1));
}

/// As many schemas as wildcards, and wildcards that leave many of them out.
#[test]
fn wildcards_do_not_look_at_each_namespace() {
    let root = |i| {
        format!(
            "</xs:schema><xs:schema targetNamespace=\"urn:n{i}\"><xs:element name=\"e\" type=\"xs:int\"/>"
        )
    };
    let most = many(&|i| format!("urn:n{i} "), 300);
    let leaving = |i| waiting_for(5_000 + i, &format!("<xs:any notNamespace=\"{most}\"/>"));
    let except = "<xs:any notQName=\"n:e\" xmlns:n=\"urn:n0\"/>";
    let content = chain()
        + &many(&waiting, 5_000)
        + &many(&leaving, 100)
        + &waiting_for(6_000, except)
        + &many(&root, 5_000);
    let model = schema(&content);
    let start = Instant::now();
    let heights = Heights::new(&model);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    for (ty, namespace) in [("W0", "urn:n0"), ("W5000", "urn:n300"), ("W6000", "urn:n1")] {
        let taken = taken(&model, &heights, ty).map(|name| &*name.namespace);
        assert_eq!(taken, Some(namespace), "{ty}");
    }
}
