//! Hostile schemas end in reasonable time.

use std::fmt::Write;

use super::{messages, model_of, schema};
use crate::model::quickly::quickly;

#[test]
fn many_types_take_linear_time() {
    let mut content = String::new();
    for i in 0..10_000 {
        let _ = write!(
            content,
            "<xs:complexType name='T{i}'><xs:sequence><xs:element name='a' type='t:T{}'/></xs:sequence></xs:complexType>",
            (i + 1) % 10_000
        );
    }
    let (model, messages) = quickly(|| model_of(&[("a.xsd", schema(&content))], false));
    assert_eq!(messages, [""; 0]);
    assert_eq!(model.elements.len(), 10_000);
}

#[test]
fn many_missing_names_take_linear_time() {
    let mut content = String::new();
    for i in 0..5_000 {
        let _ = write!(content, "<xs:element name='e{i}' type='t:T{i}'/>");
    }
    assert_eq!(quickly(|| messages(&content)).len(), 5_000);
}

#[test]
fn groups_that_double_are_not_expanded() {
    let mut content = String::from(
        "<xs:group name='G0'><xs:sequence><xs:element name='a'/></xs:sequence></xs:group><xs:attributeGroup name='G0'><xs:attribute name='a'/></xs:attributeGroup>",
    );
    for i in 1..200 {
        let to = i - 1;
        let _ = write!(
            content,
            "<xs:group name='G{i}'><xs:sequence><xs:group ref='t:G{to}'/><xs:group ref='t:G{to}'/></xs:sequence></xs:group>
             <xs:attributeGroup name='G{i}'><xs:attributeGroup ref='t:G{to}'/><xs:attributeGroup ref='t:G{to}'/></xs:attributeGroup>"
        );
    }
    assert_eq!(quickly(|| messages(&content)), [""; 0]);
}

#[test]
fn chains_end_somewhere() {
    let mut content = String::from(
        "<xs:complexType name='T0'/><xs:simpleType name='S0'><xs:restriction base='xs:int'/></xs:simpleType><xs:group name='G0'><xs:sequence><xs:element name='a'/></xs:sequence></xs:group><xs:element name='E0'/>",
    );
    for i in 1..3_000 {
        let to = i - 1;
        let _ = write!(
            content,
            "<xs:complexType name='T{i}'><xs:complexContent><xs:extension base='t:T{to}'/></xs:complexContent></xs:complexType>
             <xs:simpleType name='S{i}'><xs:list itemType='t:S{to}'/></xs:simpleType>
             <xs:group name='G{i}'><xs:sequence><xs:group ref='t:G{to}'/></xs:sequence></xs:group>
             <xs:element name='E{i}' substitutionGroup='t:E{to}'/>"
        );
    }
    let found = quickly(|| messages(&content));
    for text in [
        "type \"T255\" derives through more than 256 types",
        "type \"S255\" derives through more than 256 types",
        "group \"G256\" nests more than 256 others",
        "element \"E256\" is 256 substitution groups deep",
    ] {
        assert!(found.iter().any(|m| m.contains(text)), "{text}");
    }
}

#[test]
fn what_is_inherited_again_and_again_is_bounded() {
    let mut content = String::from("<xs:complexType name='T'>");
    for i in 0..3_000 {
        let _ = write!(content, "<xs:attribute name='a{i}'/>");
    }
    content.push_str("</xs:complexType>");
    for i in 0..400 {
        let _ = write!(
            content,
            "<xs:complexType name='T{i}'><xs:complexContent><xs:extension base='t:T'/></xs:complexContent></xs:complexType>"
        );
    }
    let found = quickly(|| messages(&content));
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("attributes and values are inherited"));
}

#[test]
fn documentation_is_cut() {
    let text = "é".repeat(40_000);
    let content = format!(
        "<xs:complexType name='T'><xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation></xs:complexType>"
    );
    let (model, _) = model_of(&[("a.xsd", schema(&content))], false);
    let doc = model.types.last().and_then(|t| t.doc.clone()).unwrap();
    assert!(doc.len() < 40_000 && doc.ends_with("é…"));
}

/// `count` copies of a text, in which `{}` is the number.
fn many(count: usize, text: &str) -> String {
    (0..count)
        .map(|i| text.replace("{}", &i.to_string()))
        .collect()
}

/// Defined names that wildcards leave out are many, and so may wildcards be.
#[test]
fn what_wildcards_leave_out_is_bounded() {
    let elements = many(1_100, "<xs:element name='e{}'/>");
    let attributes = many(1_100, "<xs:attribute name='a{}'/>");
    let open = "<xs:defaultOpenContent><xs:any notQName='##defined'/></xs:defaultOpenContent>";
    let plain = "<xs:complexType name='T{}'><xs:sequence><xs:element name='a'/></xs:sequence></xs:complexType>";
    let any = "<xs:complexType name='T{}'><xs:sequence><xs:any notQName='##defined'/></xs:sequence></xs:complexType>";
    let derived = "<xs:complexType name='T{}'><xs:complexContent><xs:extension base='t:B'/></xs:complexContent></xs:complexType>";
    let base = "<xs:complexType name='B'><xs:anyAttribute notQName='##defined'/></xs:complexType>";
    let grouped = "<xs:complexType name='T{}'><xs:attributeGroup ref='t:G'/></xs:complexType>";
    let group = "<xs:anyAttribute notQName='##defined'/>";
    let group = format!("<xs:attributeGroup name='G'>{group}</xs:attributeGroup>");
    let large = many(1_100, "<xs:attribute name='b{}'/>");
    let large = format!("<xs:attributeGroup name='G'>{large}</xs:attributeGroup>");
    let beside = many(
        2_000,
        "<xs:element name='e{}'/><xs:any notQName='##definedSibling'/>",
    );
    let beside =
        format!("<xs:complexType name='T'><xs:sequence>{beside}</xs:sequence></xs:complexType>");
    let (left_out, inherited) = ("names are left out by wildcards", "are inherited");
    for (content, expected) in [
        (format!("{open}{elements}{}", many(1_100, plain)), inherited),
        (format!("{elements}{}", many(1_100, any)), left_out),
        (
            format!("{attributes}{base}{}", many(1_100, derived)),
            inherited,
        ),
        (
            format!("{attributes}{group}{}", many(1_100, grouped)),
            inherited,
        ),
        (format!("{large}{}", many(1_100, grouped)), inherited),
        (beside, left_out),
    ] {
        assert_sole(&quickly(|| messages(&content)), expected);
    }
}

/// What is told is this, once.
fn assert_sole(found: &[String], expected: &str) {
    assert!(
        matches!(found, [only] if only.contains(expected)),
        "{expected}: {:?}, {} in all",
        found.first(),
        found.len()
    );
}

/// Of groups that each hold much, little may be left: what is looked at for it is bounded all the same.
#[test]
fn what_groups_have_in_common_is_bounded() {
    let any = |said: &str, names: &str| format!("<xs:anyAttribute {said}='{names}'/>");
    let groups = |own: &dyn Fn(usize) -> String| -> String {
        let group = |i| {
            format!(
                "<xs:attributeGroup name='G{i}'>{}</xs:attributeGroup>",
                own(i)
            )
        };
        (0..10).map(group).collect()
    };
    let apart = groups(&|i| any("namespace", &many(300, &format!(" urn:{i}:{{}}"))));
    let same = groups(&|_| many(300, "<xs:attribute name='a{}'/>"));
    let uses = many(10, "<xs:attributeGroup ref='t:G{}'/>");
    let of = |kind: &str| {
        let one = |i| format!("<xs:{kind} name='T{i}'>{uses}</xs:{kind}>");
        (0..400).map(one).collect::<String>()
    };
    let beside: String = (0..1_500)
        .map(|i| any("notNamespace", &format!("n{i}")))
        .collect();
    let (hold, inherited) = ("attribute groups hold more than", "are inherited");
    for (content, expected) in [
        (format!("{apart}{}", of("attributeGroup")), hold),
        (format!("{same}{}", of("attributeGroup")), hold),
        (format!("{apart}{}", of("complexType")), inherited),
        (format!("{same}{}", of("complexType")), inherited),
        (
            format!("<xs:complexType name='T'>{beside}</xs:complexType>"),
            "names are left out by wildcards",
        ),
    ] {
        assert_sole(&messages(&content), expected);
    }
}

/// One wildcard's names are looked up among those of another.
#[test]
fn wildcards_of_many_names_take_linear_time() {
    let names = |letter: char| many(100_000, &format!(" urn:{letter}{{}}"));
    let any = |letter, said: &str| format!("<xs:anyAttribute {said}='{}'/>", names(letter));
    for (own, base) in [
        ("notNamespace", "namespace"),
        ("notNamespace", "notNamespace"),
    ] {
        let content = format!(
            "<xs:complexType name='B'>{}</xs:complexType>
             <xs:complexType name='D'><xs:complexContent><xs:extension base='t:B'>{}</xs:extension></xs:complexContent></xs:complexType>",
            any('b', base),
            any('d', own)
        );
        assert_eq!(quickly(|| messages(&content)), [""; 0]);
    }
}

/// A group that is there many times over is looked into once.
#[test]
fn siblings_in_groups_that_double_are_found() {
    let mut content = String::from(
        "<xs:group name='G0'><xs:sequence><xs:element name='a'/></xs:sequence></xs:group>",
    );
    for i in 1..60 {
        let to = i - 1;
        let _ = write!(
            content,
            "<xs:group name='G{i}'><xs:sequence><xs:group ref='t:G{to}'/><xs:group ref='t:G{to}'/></xs:sequence></xs:group>"
        );
    }
    content.push_str(
        "<xs:complexType name='T'><xs:sequence><xs:any notQName='##definedSibling'/><xs:group ref='t:G20'/></xs:sequence></xs:complexType>",
    );
    assert_eq!(quickly(|| messages(&content)), [""; 0]);
}
