//! What is said about schemas that aren't right.

use super::{messages, model_of, schema, schema_with};

#[test]
fn every_kind_of_missing_name_is_said_once() {
    let found = messages(
        "<xs:element name='e' type='t:Tpye'/><xs:complexType name='Type'>
<xs:sequence>
<xs:element ref='t:lost'/>
<xs:group ref='t:lost'/>
</xs:sequence>
<xs:attribute ref='t:lost'/>
<xs:attributeGroup ref='t:lost'/></xs:complexType>",
    );
    let expected = [
        "Error a.xsd:6 attribute \"t:lost\" is not defined (define it, import the document that does, or correct the name)",
        "Error a.xsd:7 attribute group \"t:lost\" is not defined (define it, import the document that does, or correct the name)",
        "Error a.xsd:3 element \"t:lost\" is not defined (define it, import the document that does, or correct the name)",
        "Error a.xsd:4 group \"t:lost\" is not defined (define it, import the document that does, or correct the name)",
        "Error a.xsd:1 type \"t:Tpye\" is not defined (did you mean \"t:Type\"?)",
    ];
    let mut sorted = found.clone();
    sorted.sort();
    let mut wanted = expected;
    wanted.sort_unstable();
    assert_eq!(sorted, wanted);
}

#[test]
fn a_missing_import_is_named() {
    let content = "<xs:import namespace='urn:o'/>\n<xs:element name='e' type='o:T' xmlns:o='urn:o'/>\n<xs:element name='f' type='p:T' xmlns:p='urn:p'/>
<xs:element name='g' type='q:T'/>\n<xs:element name='h' type='xs:strnig'/>\n<xs:element name='i' type='string'/>";
    let found = messages(content);
    let has = |text: &str| assert!(found.iter().any(|m| m.contains(text)), "{text}\n{found:#?}");
    has(
        "a.xsd:2 type \"o:T\" is not defined (the schema of namespace \"urn:o\" was not read: the import at a.xsd:1:",
    );
    has(
        "a.xsd:3 type \"p:T\" is not defined (no schema of namespace \"urn:p\" was read: import it",
    );
    has("a.xsd:4 prefix \"q\" of \"q:T\" is not declared (declare it: xmlns:q=");
    has("a.xsd:5 type \"xs:strnig\" is not defined (did you mean \"xs:string\"?)");
    let found = messages("<xs:element name='e' type='xs:error'/>");
    assert_eq!(
        found,
        [
            "Error a.xsd:1 type \"xs:error\" is not defined (XSD 1.1 has it for what can't be: leave out what has this type)"
        ]
    );
    has(
        "a.xsd:6 type \"string\" is not defined (if the built-in type is meant, give \"string\" the prefix of",
    );
}

#[test]
fn circles_are_said_and_cut() {
    let found = messages(
        "<xs:complexType name='A'><xs:complexContent><xs:extension base='t:A'/></xs:complexContent></xs:complexType>
<xs:simpleType name='B'><xs:union memberTypes='t:C'/></xs:simpleType>
<xs:simpleType name='C'><xs:list itemType='t:B'/></xs:simpleType>
<xs:group name='G'><xs:sequence><xs:group ref='t:G'/></xs:sequence></xs:group>
<xs:attributeGroup name='H'><xs:attributeGroup ref='t:H'/></xs:attributeGroup>
<xs:element name='E' substitutionGroup='t:F'/><xs:element name='F' substitutionGroup='t:E'/>",
    );
    let mut said: Vec<&str> = found
        .iter()
        .map(|m| m.split(" (").next().unwrap())
        .collect();
    said.sort_unstable();
    assert_eq!(
        said,
        [
            "Error a.xsd:1 type \"A\" derives from itself",
            "Error a.xsd:3 type \"C\" derives from itself",
            "Error a.xsd:4 group \"G\" contains itself",
            "Error a.xsd:5 attribute group \"H\" contains itself",
            "Error a.xsd:6 element \"F\" is in its own substitution group",
        ]
    );
}

#[test]
fn counts_and_facets_must_be_numbers() {
    let found = messages(
        "<xs:complexType name='T'><xs:sequence>
<xs:element name='a' minOccurs='unbounded'/>
<xs:element name='b' maxOccurs='-1'/>
<xs:element name='c' minOccurs='2' maxOccurs='1'/>
<xs:element name='d' minOccurs='99999999999999' maxOccurs='99999999999999'/>
</xs:sequence></xs:complexType><xs:simpleType name='S'><xs:restriction base='xs:string'>
<xs:maxLength value='many'/>
<xs:length/>
<xs:whiteSpace value='x'/></xs:restriction></xs:simpleType>",
    );
    let said: Vec<&str> = found
        .iter()
        .map(|m| m.split(" (").next().unwrap())
        .collect();
    assert_eq!(
        said,
        [
            "Error a.xsd:2 minOccurs=\"unbounded\" is not a count",
            "Error a.xsd:3 maxOccurs=\"-1\" is not a count",
            "Warning a.xsd:4 minOccurs is 2, more than maxOccurs",
            "Error a.xsd:7 \"many\" is not a value of xs:maxLength",
            "Error a.xsd:8 xs:length has no value",
            "Error a.xsd:9 \"x\" is not a value of xs:whiteSpace",
        ]
    );
}

#[test]
fn what_can_be_made_sense_of_is_taken() {
    let found = messages(
        "<xs:complexType name='T'><xs:complexContent><xs:sequence><xs:element name='a'/></xs:sequence></xs:complexContent></xs:complexType>
<xs:simpleType name='S'><xs:restriction base='xs:int'><xs:minInclusive>1</xs:minInclusive></xs:restriction></xs:simpleType>
<xs:element name='e' substitutionGroup='t:none'/>
<xs:complexType name='U'><xs:sequence/><xs:assert test='1'/></xs:complexType>",
    );
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|m| m.starts_with("Warning")), "{found:#?}");
}

const WSDL: &str = "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:t='urn:t' xmlns:s='http://schemas.xmlsoap.org/wsdl/soap/' targetNamespace='urn:t'><types>SCHEMA</types>
<message name='m'><part name='p' element='t:good'/></message><message name='n'><part name='p' element='t:bad'/></message>
<portType name='P'><operation name='good'><input message='t:m'/></operation><operation name='bad'><input message='t:n'/></operation></portType></definitions>";

#[test]
fn a_missing_type_touches_the_operations_that_hold_it() {
    let types = schema(
        "<xs:element name='good' type='t:Base'/><xs:element name='bad' type='t:Holder'/>
<xs:complexType name='Base'/><xs:complexType name='Holder'><xs:sequence><xs:group ref='t:G'/></xs:sequence></xs:complexType>
<xs:group name='G'><xs:sequence><xs:element name='x' type='t:None'/></xs:sequence></xs:group>
<xs:complexType name='Derived'><xs:complexContent><xs:extension base='t:Base'><xs:sequence><xs:element name='y' type='t:None'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>",
    );
    let wsdl = WSDL.replace("SCHEMA", &types);
    let (_, messages) = model_of(&[("a.wsdl", wsdl.clone())], false);
    assert_eq!(
        messages,
        [
            "Error a.wsdl:4 type \"t:None\" is not defined (define it, import the document that does, or correct the name; no operation needs it; --partial, or .partial(true) in build.rs, generates the 1 operation that nothing is wrong with)",
            "Error a.wsdl:3 type \"t:None\" is not defined (define it, import the document that does, or correct the name; 1 of 2 operations needs it; --partial, or .partial(true) in build.rs, generates the 1 operation that nothing is wrong with)",
        ]
    );
    let (model, messages) = model_of(&[("a.wsdl", wsdl)], true);
    assert!(
        messages.iter().all(|m| m.starts_with("Warning")),
        "{messages:#?}"
    );
    let operations: Vec<&str> = model.port_types[0]
        .operations
        .iter()
        .map(|o| &*o.name)
        .collect();
    assert_eq!(operations, ["good"]);
}

#[test]
fn drafts_of_xsd_are_read_as_far_as_they_agree() {
    let old = schema_with("", "<xs:element name='e' type='xs:timeInstant'/>")
        .replace("2001/XMLSchema", "1999/XMLSchema");
    let wsdl = format!(
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><types>{old}</types></definitions>"
    );
    let (model, messages) = model_of(&[("a.wsdl", wsdl)], false);
    assert_eq!(
        messages,
        [
            "Warning a.wsdl:1 this schema is in the namespace of a draft of XSD, \"http://www.w3.org/1999/XMLSchema\" \
             (what has the same name is read as in XSD 1.0; if that's meant, its namespace is http://www.w3.org/2001/XMLSchema)"
        ]
    );
    assert!(crate::model::dump(&model).contains("element e: xs:dateTime"));
}

#[test]
fn attributes_are_declared_once() {
    let found = messages(
        "<xs:complexType name='T'>
<xs:attribute name='a'/><xs:attribute name='b' use='prohibited'/>
<xs:attribute name='a'/><xs:attribute name='b'/></xs:complexType>
<xs:attributeGroup name='g'><xs:attribute name='c'/>
<xs:attribute name='c'/></xs:attributeGroup>",
    );
    let expected = ["a", "c"].map(|name| format!("attribute {name:?} is declared twice here"));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(expected.iter().all(|e| found.iter().any(|m| m.contains(e))));
    assert!(
        found.iter().any(|m| m.starts_with("Error a.xsd:3")
            && m.contains("the first declaration is at a.xsd:2:"))
    );
}

#[test]
fn patterns_that_are_none_are_said_and_left_out_of_account() {
    let found = messages(
        "<xs:simpleType name='T'><xs:restriction base='xs:string'>
<xs:pattern value='[A-Z'/><xs:pattern value='[A-Z]'/></xs:restriction></xs:simpleType>",
    );
    assert_eq!(
        found,
        [
            "Warning a.xsd:2 this pattern has a [ that isn't closed (correct the regular expression; \
             values aren't checked against it)"
        ]
    );
}
