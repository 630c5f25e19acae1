//! `xs:redefine`.

use super::{all, model_of, same, schema};

#[test]
fn redefinitions_build_on_what_was() {
    let old = "<xs:complexType name='T'><xs:sequence><xs:element name='a' type='xs:int'/></xs:sequence></xs:complexType>
        <xs:group name='G'><xs:sequence><xs:element name='g' type='xs:int'/></xs:sequence></xs:group>
        <xs:attributeGroup name='A'><xs:attribute name='x' type='xs:int'/></xs:attributeGroup>
        <xs:simpleType name='S'><xs:restriction base='xs:string'><xs:minLength value='1'/></xs:restriction></xs:simpleType>
        <xs:element name='e' type='t:T'/>";
    let new = "<xs:redefine schemaLocation='old.xsd'>
        <xs:complexType name='T'><xs:complexContent><xs:extension base='t:T'><xs:sequence><xs:group ref='t:G'/></xs:sequence>
        <xs:attributeGroup ref='t:A'/></xs:extension></xs:complexContent></xs:complexType>
        <xs:group name='G'><xs:sequence><xs:group ref='t:G'/><xs:element name='h' type='t:S'/></xs:sequence></xs:group>
        <xs:attributeGroup name='A'><xs:attributeGroup ref='t:A'/><xs:attribute name='y' type='xs:int'/></xs:attributeGroup>
        <xs:simpleType name='S'><xs:restriction base='t:S'><xs:maxLength value='2'/></xs:restriction></xs:simpleType></xs:redefine>";
    same(
        &all(&[("new.xsd", schema(new)), ("old.xsd", schema(old))]),
        r#"
        namespace "urn:t"
          element e: T
          type T: extends what it was
            sequence
              sequence
                a: xs:int
              sequence
                group G
            @{}x: xs:int
            @{}y: xs:int
          type S: simple xs:string minLength=1 maxLength=2
          group G
            sequence
              g: xs:int
          group G
            sequence
              group G
              h: S
        "#,
    );
}

#[test]
fn redefinitions_of_redefinitions_build_on_them() {
    let step = |of: &str, facet: &str| {
        schema(&format!(
            "<xs:redefine schemaLocation='{of}'><xs:simpleType name='S'><xs:restriction base='t:S'>{facet}</xs:restriction></xs:simpleType></xs:redefine>"
        ))
    };
    let found = all(&[
        ("c.xsd", step("b.xsd", "<xs:pattern value='c'/>")),
        ("b.xsd", step("a.xsd", "<xs:pattern value='b'/>")),
        (
            "a.xsd",
            schema("<xs:simpleType name='S'><xs:restriction base='xs:string'/></xs:simpleType>"),
        ),
    ]);
    assert!(
        found.contains("type S: simple xs:string pattern b pattern c"),
        "{found}"
    );
}

#[test]
fn what_is_redefined_must_be_there() {
    let new = "<xs:redefine schemaLocation='old.xsd'><xs:simpleType name='S'><xs:restriction base='t:S'/></xs:simpleType></xs:redefine>";
    let (_, messages) = model_of(&[("new.xsd", schema(new)), ("old.xsd", schema(""))], false);
    assert_eq!(messages.len(), 2, "{messages:#?}");
    assert!(messages[0].contains("type \"S\", which is redefined, is not defined"));
    assert!(messages[1].contains("type \"S\" derives from itself"));
}
