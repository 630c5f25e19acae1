//! Heights of large schemas, and what wildcards take.

use std::time::{Duration, Instant};

use super::Heights;
use crate::model::{Model, Term, TypeKind};
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

/// Each level of the chain takes a round, and as long the wildcards wait for it.
#[test]
fn wildcards_do_not_look_at_each_element() {
    let many = |text: &dyn Fn(usize) -> String, count| (0..count).map(text).collect::<String>();
    let chain = |i| {
        let next = match i {
            39 => "xs:int".to_owned(),
            _ => format!("t:C{}", i + 1),
        };
        format!(
            "<xs:complexType name=\"C{i}\"><xs:sequence><xs:element name=\"c\" type=\"{next}\"/></xs:sequence></xs:complexType>"
        )
    };
    let waiting = |i| {
        format!(
            "<xs:complexType name=\"W{i}\"><xs:sequence><xs:any/><xs:element name=\"c\" type=\"t:C0\"/></xs:sequence></xs:complexType>"
        )
    };
    let root = |i| format!("<xs:element name=\"e{i}\" type=\"xs:int\"/>");
    let content = many(&chain, 40) + &many(&waiting, 5_000) + &many(&root, 5_000);
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
        let ty = &model.types[named(&model, &format!("W{i}"))];
        let TypeKind::Complex(complex) = &ty.kind else {
            panic!("{any}");
        };
        let crate::model::Content::Elements { particle, .. } = &complex.content else {
            panic!("{any}");
        };
        let Term::Sequence(parts) = &particle.term else {
            panic!("{any}");
        };
        let Term::Any(wildcard) = &parts[0].term else {
            panic!("{any}");
        };
        let taken = heights.taken(&model, wildcard);
        let taken = taken.map(|root| &*model.elements[root.id.0 as usize].name.local);
        assert_eq!(taken, *expected, "{any}");
    }
}
