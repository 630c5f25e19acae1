//! Namespaces, imports and includes.

use super::{all, model_of, same, schema, schema_with};

#[test]
fn forms_say_which_names_are_qualified() {
    let content = "<xs:complexType name='T'><xs:sequence><xs:element name='a' type='xs:int'/><xs:element name='b' type='xs:int' form='unqualified'/></xs:sequence>
        <xs:attribute name='x' type='xs:int'/><xs:attribute name='y' type='xs:int' form='unqualified'/></xs:complexType>";
    let attributes =
        "targetNamespace='u' elementFormDefault='qualified' attributeFormDefault='qualified'";
    same(
        &all(&[("a.xsd", schema_with(attributes, content))]),
        r#"
        namespace "u"
          type T: complex
            sequence
              a: xs:int
              {}b: xs:int
            @x: xs:int
            @{}y: xs:int
        "#,
    );
}

#[test]
fn a_chameleon_takes_the_colour_of_each_includer() {
    let chameleon = schema_with(
        "elementFormDefault='qualified'",
        "<xs:element name='e' type='T'/><xs:complexType name='T'><xs:sequence><xs:element ref='e'/></xs:sequence></xs:complexType>",
    );
    let include = "<xs:include schemaLocation='c.xsd'/>";
    let documents = [
        (
            "a.xsd",
            schema_with(
                "targetNamespace='a'",
                &format!("{include}<xs:import namespace='b' schemaLocation='b.xsd'/>"),
            ),
        ),
        ("b.xsd", schema_with("targetNamespace='b'", include)),
        ("c.xsd", chameleon),
    ];
    same(
        &all(&documents),
        r#"
        namespace "a"
          element e: T
          type T: complex
            sequence
              ref e
        namespace "b"
          element e: T
          type T: complex
            sequence
              ref e
        "#,
    );
}

#[test]
fn circles_of_includes_and_imports_are_read_once() {
    let refer = |name: &str| format!("<xs:include schemaLocation='{name}.xsd'/>");
    let ty = |name: &str, of: &str| {
        format!(
            "<xs:element name='{name}' type='t:{of}'/><xs:simpleType name='{name}'><xs:restriction base='xs:int'/></xs:simpleType>"
        )
    };
    let documents = [
        ("a.xsd", schema(&(refer("b") + &refer("a") + &ty("A", "B")))),
        ("b.xsd", schema(&(refer("a") + &ty("B", "A")))),
    ];
    let found = all(&documents);
    assert_eq!(found.matches("element A: B").count(), 1);
    assert_eq!(found.matches("element B: A").count(), 1);
}

#[test]
fn schemas_in_a_wsdl_see_each_other() {
    let first = schema_with(
        "targetNamespace='a' xmlns:b='b'",
        "<xs:import namespace='b'/><xs:element name='e' type='b:T'/>",
    );
    let second = schema_with(
        "targetNamespace='b'",
        "<xs:simpleType name='T'><xs:restriction base='xs:int'/></xs:simpleType>",
    );
    let third = schema_with(
        "targetNamespace='a'",
        "<xs:element name='f' type='xs:int'/>",
    );
    let wsdl = format!(
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><types>{first}{second}{third}</types></definitions>"
    );
    let found = all(&[("a.wsdl", wsdl)]);
    assert!(
        found.starts_with("namespace \"a\"\n  element e: {b}T\n  element f: xs:int\n"),
        "{found}"
    );
}

#[test]
fn names_without_a_prefix_are_in_the_default_namespace() {
    let content = "<xs:element name='e' type='T'/><xs:simpleType name='T'><xs:restriction base='xs:int'/></xs:simpleType>";
    let found = all(&[(
        "a.xsd",
        schema_with("targetNamespace='u' xmlns='u'", content),
    )]);
    assert!(found.contains("element e: T"), "{found}");
    let found = all(&[("a.xsd", schema_with("targetNamespace=''", content))]);
    assert!(found.contains("element e: T"), "{found}");
    let (_, messages) = model_of(
        &[("a.xsd", schema_with("targetNamespace='u'", content))],
        false,
    );
    assert_eq!(
        messages,
        [
            "Error a.xsd:1 type \"T\" is not defined (there is a type \"T\" in namespace \"u\"; check the prefix; \
          no schema without a target namespace was read; a name without a prefix is in the default namespace)"
        ]
    );
}

#[test]
fn definitions_that_are_alike_may_repeat() {
    let ty = |doc: &str, base: &str| {
        format!("<xs:simpleType name='T'>{doc}<xs:restriction base='{base}'/></xs:simpleType>")
    };
    let doc = "<xs:annotation><xs:documentation>other</xs:documentation></xs:annotation>";
    let documents = |second: &str| {
        [
            (
                "a.xsd",
                schema(&format!(
                    "<xs:include schemaLocation='b.xsd'/>{}",
                    ty("", "xs:int")
                )),
            ),
            (
                "b.xsd",
                schema(&ty(doc, second)).replace(
                    "xmlns:xs=",
                    "xmlns:s='http://www.w3.org/2001/XMLSchema' xmlns:xs=",
                ),
            ),
        ]
    };
    assert_eq!(all(&documents("s:int")).matches("type T").count(), 1);
    let (model, messages) = model_of(&documents("xs:byte"), false);
    assert_eq!(
        messages,
        [
            "Warning b.xsd:1 type \"T\" is defined twice, and not alike (the first definition is at a.xsd:1:163, and is the one that's taken)"
        ]
    );
    assert!(crate::model::dump(&model).contains("type T: simple xs:int"));
}

#[test]
fn elements_for_other_versions_of_xsd_are_skipped() {
    let found = super::meaning(
        "<xs:element name='e' type='xs:int' v:minVersion='1.1' xmlns:v='http://www.w3.org/2007/XMLSchema-versioning'/>
         <xs:element name='e' type='xs:byte' v:maxVersion='1.1' xmlns:v='http://www.w3.org/2007/XMLSchema-versioning'/>",
    );
    assert_eq!(found, "element e: xs:byte\n");
}
