//! Schemas that are deep, long, circular, or more than they seem.

use super::*;

/// A schema of this content, `t` being its own namespace.
fn schema(content: &str) -> String {
    format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">{content}</xs:schema>"#
    )
}

fn accepted(content: &str) -> Generated {
    generate("t.xsd", &schema(content), &[]).unwrap_or_else(|e| panic!("{e}"))
}

fn refused(content: &str) -> String {
    match generate("t.xsd", &schema(content), &[]) {
        Err(text) => text,
        Ok(generated) => panic!("generated {}", generated.code),
    }
}

#[test]
fn huge_occurrences_and_enumerations_make_no_more_code_than_there_is_schema() {
    let counted = |max: &str| {
        let element =
            format!(r#"<xs:element name="a" type="xs:int" minOccurs="{max}" maxOccurs="{max}"/>"#);
        let sequence = format!(
            r#"<xs:sequence maxOccurs="{max}">{element}<xs:element name="b"/></xs:sequence>"#
        );
        format!(
            r#"<xs:complexType name="T"><xs:sequence>{sequence}</xs:sequence></xs:complexType>"#
        )
    };
    assert!(accepted(&counted("100000")).code.len() < 5_000);
    assert!(accepted(&counted("4294967294")).code.len() < 5_000);
    // Beyond what can be counted it may be any number or be refused, with its place.
    let _ = generate("t.xsd", &schema(&counted("99999999999999999999999")), &[]);
    let enumeration = |n: usize| {
        let values: String = (0..n)
            .map(|i| format!(r#"<xs:enumeration value="v{i}"/>"#))
            .collect();
        format!(
            r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{values}</xs:restriction></xs:simpleType>
            <xs:element name="e" type="t:E"/>"#
        )
    };
    // More variants than rustc can take are a table of values.
    let code = accepted(&enumeration(20_001)).code;
    assert!(code.contains("pub type E = String;") && code.contains(r#""v20000""#));
    let code = accepted(&enumeration(20_000)).code;
    assert!(
        code.contains("V19999") && code.len() < 3_000_000,
        "{}",
        code.len()
    );
}

#[test]
fn deep_and_long_schemas_end() {
    let nest = |n: usize, open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(n), close.repeat(n))
    };
    let typed = |inner: &str| format!(r#"<xs:complexType name="T">{inner}</xs:complexType>"#);
    for n in [50, 1_000, 100_000] {
        for (open, close) in [
            ("<xs:sequence>", "</xs:sequence>"),
            ("<xs:choice>", "</xs:choice>"),
            (
                r#"<xs:sequence><xs:element name="e"/><xs:choice maxOccurs="2">"#,
                "</xs:choice></xs:sequence>",
            ),
        ] {
            let result = generate("t.xsd", &schema(&typed(&nest(n, open, "", close))), &[]);
            assert!(
                n > 50 || result.is_ok(),
                "{}",
                result.err().unwrap_or_default()
            );
            assert!(n < 100_000 || result.is_err());
        }
        let open = r#"<xs:sequence><xs:element name="e"><xs:complexType>"#;
        let close = "</xs:complexType></xs:element></xs:sequence>";
        let _ = generate("t.xsd", &schema(&typed(&nest(n, open, "", close))), &[]);
        let list = nest(
            n,
            "<xs:simpleType><xs:union>",
            "<xs:simpleType><xs:list itemType=\"xs:int\"/></xs:simpleType>",
            "</xs:union></xs:simpleType>",
        );
        let _ = generate(
            "t.xsd",
            &schema(&format!(
                r#"<xs:simpleType name="U"><xs:union>{list}</xs:union></xs:simpleType>"#
            )),
            &[],
        );
    }
    // Chains: each type derived from the one before, each group holding the next.
    let chain = |n: usize| -> String {
        let link = |i: usize| {
            let before = i.saturating_sub(1);
            format!(
                r#"<xs:complexType name="T{i}"><xs:complexContent><xs:extension base="t:T{before}"><xs:sequence>
                <xs:element name="e{i}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
                <xs:simpleType name="S{i}"><xs:restriction base="t:S{before}"/></xs:simpleType>
                <xs:group name="G{i}"><xs:sequence><xs:group ref="t:G{before}"/></xs:sequence></xs:group>
                <xs:element name="E{i}" substitutionGroup="t:E{before}" type="t:T{i}"/>"#
            )
        };
        let first = r#"<xs:complexType name="T0"/><xs:simpleType name="S0"><xs:restriction base="xs:int"/></xs:simpleType>
            <xs:group name="G0"><xs:sequence><xs:element name="g"/></xs:sequence></xs:group><xs:element name="E0" type="t:T0"/>"#;
        first.to_owned() + &(1..n).map(link).collect::<String>()
    };
    accepted(&chain(20));
    let _ = generate("t.xsd", &schema(&chain(400)), &[]);
}

/// Each group holds the next twice: what is small as a schema would be large as a type.
#[test]
fn doubling_groups_and_attribute_groups_stay_small() {
    let groups: String = (0..40)
        .map(|i| {
            let next = i + 1;
            format!(
                r#"<xs:group name="G{i}"><xs:sequence><xs:group ref="t:G{next}"/><xs:group ref="t:G{next}"/></xs:sequence></xs:group>
                <xs:attributeGroup name="A{i}"><xs:attributeGroup ref="t:A{next}"/><xs:attributeGroup ref="t:A{next}"/></xs:attributeGroup>"#
            )
        })
        .collect();
    let last = r#"<xs:group name="G40"><xs:sequence><xs:element name="e"/></xs:sequence></xs:group>
        <xs:attributeGroup name="A40"><xs:attribute name="a"/></xs:attributeGroup>
        <xs:complexType name="T"><xs:group ref="t:G0"/><xs:attributeGroup ref="t:A0"/></xs:complexType>"#;
    if let Ok(generated) = generate("t.xsd", &schema(&(groups + last)), &[]) {
        assert!(
            generated.code.len() < 10_000_000,
            "{}",
            generated.code.len()
        );
    }
}

#[test]
fn cycles_are_refused() {
    let of = |what: &str, text: String| {
        assert!(text.contains("t.xsd:1:"), "{what}: {text}");
    };
    of(
        "a type from itself",
        refused(
            r#"<xs:complexType name="T"><xs:complexContent><xs:extension base="t:T"/></xs:complexContent></xs:complexType>"#,
        ),
    );
    let ring = |n: usize| -> String {
        let link = |i: usize| {
            let next = (i + 1) % n;
            format!(
                r#"<xs:complexType name="T{i}"><xs:complexContent><xs:restriction base="t:T{next}"/></xs:complexContent></xs:complexType>"#
            )
        };
        (0..n).map(link).collect()
    };
    of("types in a ring", refused(&ring(500)));
    of(
        "simple types in a ring",
        refused(
            r#"<xs:simpleType name="A"><xs:union memberTypes="t:B"/></xs:simpleType><xs:simpleType name="B"><xs:list itemType="t:A"/></xs:simpleType>"#,
        ),
    );
    of(
        "a group in itself",
        refused(
            r#"<xs:group name="G"><xs:choice><xs:group ref="t:G" minOccurs="0"/></xs:choice></xs:group>"#,
        ),
    );
    of(
        "an attribute group in itself",
        refused(
            r#"<xs:attributeGroup name="A"><xs:attributeGroup ref="t:A"/></xs:attributeGroup>
            <xs:complexType name="T"><xs:attributeGroup ref="t:A"/></xs:complexType>"#,
        ),
    );
    of(
        "elements that stand for each other",
        refused(
            r#"<xs:element name="a" substitutionGroup="t:b"/><xs:element name="b" substitutionGroup="t:a"/>"#,
        ),
    );
}

#[test]
fn documents_may_import_each_other_in_circles_and_chains() {
    let document = |i: usize, next: usize| {
        schema(&format!(
            r#"<xs:include schemaLocation="{next}.xsd"/><xs:include schemaLocation="{i}.xsd"/><xs:element name="e{i}" type="xs:int"/>"#
        ))
    };
    let names: Vec<String> = (0..200).map(|i| format!("{i}.xsd")).collect();
    let others: Vec<(&str, String)> = names
        .iter()
        .enumerate()
        .map(|(i, name)| (name.as_str(), document(i, (i + 1) % 200)))
        .collect();
    let code = generate("0.xsd", &document(0, 1), &others)
        .unwrap_or_else(|e| panic!("{e}"))
        .code;
    assert!(code.contains("E199"));
    let redefining = schema(
        r#"<xs:redefine schemaLocation="t.xsd"><xs:simpleType name="S"><xs:restriction base="t:S"/></xs:simpleType></xs:redefine>"#,
    );
    generate("t.xsd", &redefining, &[]).expect_err("it redefines what it lacks");
}

#[test]
fn bombs_in_schemas_are_refused() {
    let mut entities = String::from(r#"<!ENTITY e0 "x">"#);
    for i in 1..30 {
        entities += &format!(r#"<!ENTITY e{i} "&e{0};&e{0};&e{0};&e{0};">"#, i - 1);
    }
    let bomb = schema(r#"<xs:element name="a&e29;"/>"#);
    let result = generate("t.xsd", &format!("<!DOCTYPE x [{entities}]>{bomb}"), &[]);
    assert!(result.expect_err("it's a bomb").contains("t.xsd:1:"));
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=\"\"")).collect();
    refused(&format!("<xs:element{attributes}/>"));
    let name = "n".repeat(1 << 20);
    let _ = generate(
        "t.xsd",
        &schema(&format!(r#"<xs:element name="{name}" type="t:{name}"/>"#)),
        &[],
    );
    let unknown = format!(
        r#"<xs:element name="{name}" unknown="{name}" minOccurs="{name}" type="{name}:{name}"/>"#
    );
    refused(&unknown);
    // Many mistakes are not all shown.
    let mistakes: String = (0..20_000)
        .map(|i| format!(r#"<xs:element name="e{i}" type="t:Nothing{i}"/>"#))
        .collect();
    refused(&mistakes);
}
