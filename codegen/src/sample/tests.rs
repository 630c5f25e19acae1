//! Samples of whole documents.

use std::path::{Path, PathBuf};

use super::*;
use crate::diagnostic::Diagnostics;
use crate::document::{self, Sources};
use crate::model::{BuildOptions, build};
use crate::render::{Colour, render};

pub(super) fn model(sources: Sources, path: &Path) -> Model {
    let mut diagnostics = Diagnostics::default();
    let documents = document::load(&[path.to_owned()], &sources, &mut diagnostics);
    let model = build(&documents, BuildOptions::default(), &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        render(&diagnostics, Colour::Never)
    );
    model
}

/// A service with one operation `op` over SOAP 1.1.
pub(super) fn service(schema: &str, style: &str, body: &str, parts: &str) -> Model {
    let wsdl = format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
            xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"
            xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">
          <types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">{schema}</xs:schema></types>
          <message name="in">{parts}</message>
          <message name="head"><part name="session" element="t:session"/></message>
          <portType name="p"><operation name="op"><input message="t:in"/></operation></portType>
          <binding name="b" type="t:p">
            <soap:binding style="{style}" transport="http://schemas.xmlsoap.org/soap/http"/>
            <operation name="op"><soap:operation soapAction=""/><input>{body}</input></operation>
          </binding>
          <service name="s"><port name="p" binding="t:b"><soap:address location="http://a/b"/></port></service>
        </definitions>"#
    );
    let sources = Sources::default().memory("a.wsdl", wsdl);
    model(sources, Path::new("a.wsdl"))
}

/// What stands in the body of the request of a document/literal operation whose element `op` has this content.
fn literal(schema: &str) -> String {
    literal_with(schema, Limits::default())
}

fn literal_with(schema: &str, limits: Limits<'_>) -> String {
    let body = "<soap:body use=\"literal\"/>";
    let part = "<part name=\"parameters\" element=\"t:op\"/>";
    inner(&envelope(&service(schema, "document", body, part), limits))
}

fn envelope(model: &Model, limits: Limits<'_>) -> String {
    let samples = by_name(model, "op", limits);
    assert_eq!(samples.len(), 1);
    assert_eq!(samples[0].response.to_string(), "HTTP/1.1 202 Accepted");
    let body = samples[0].request.body.clone();
    xmltree::Element::parse(body.as_bytes()).unwrap();
    body
}

/// The lines between the body's tags, without their indentation.
fn inner(envelope: &str) -> String {
    let from = envelope.find("<soap:Body").unwrap();
    let from = from + envelope[from..].find('>').unwrap() + 1;
    let to = envelope.find("</soap:Body>").unwrap();
    let lines = envelope[from..to].trim_matches('\n').trim_end().lines();
    let lines: Vec<_> = lines
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    lines.join("\n")
}

#[test]
fn the_four_blocks_of_clear_job_status() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl");
    let path: PathBuf = root.join("CommandWebService.wsdl");
    let model = model(Sources::default(), &path);
    let samples = by_name(&model, "clearJobStatus", Limits::default());
    let texts: Vec<_> = samples.iter().map(|s| format!("{s}\n")).collect();
    let expected = std::fs::read_to_string(root.join("wire/clearJobStatus.sample.txt")).unwrap();
    assert_eq!(texts.join("\n"), expected);
    let versions: Vec<_> = samples.iter().map(|s| s.version).collect();
    assert_eq!(versions, [SoapVersion::V1_1, SoapVersion::V1_2].map(Some));
    assert!(by_name(&model, "clear", Limits::default()).is_empty());
}

#[test]
fn an_empty_response_is_an_empty_element() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/CommandWebService.wsdl");
    let model = model(Sources::default(), &path);
    let samples = by_name(&model, "Logout", Limits::default());
    let response = &samples[0].response.body;
    assert!(
        response
            .contains("\n    <LogoutResponse xmlns=\"http://www.birst.com/\" />\n  </soap:Body>"),
        "{response}"
    );
}

#[test]
fn arrays_show_two_items_and_enumerations_their_values() {
    let text = literal(
        r#"<xs:element name="op"><xs:complexType><xs:sequence>
            <xs:element name="names" type="t:ArrayOfString"/>
            <xs:element name="state" type="t:State"/>
            <xs:element name="states" type="t:States"/>
            <xs:element name="size" type="t:Size"/>
            <xs:element name="data" type="xs:base64Binary"/>
            <xs:element name="ids"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>
          </xs:sequence></xs:complexType></xs:element>
          <xs:complexType name="ArrayOfString"><xs:sequence>
            <xs:element name="string" nillable="true" minOccurs="0" maxOccurs="unbounded" type="xs:string"/>
          </xs:sequence></xs:complexType>
          <xs:simpleType name="State"><xs:restriction base="xs:string">
            <xs:enumeration value="Running"/><xs:enumeration value="A &amp; B"/><xs:enumeration value="Done"/>
          </xs:restriction></xs:simpleType>
          <xs:simpleType name="States"><xs:list itemType="t:State"/></xs:simpleType>
          <xs:simpleType name="Size"><xs:union memberTypes="xs:int t:State"/></xs:simpleType>"#,
    );
    assert_eq!(
        text,
        "<op xmlns=\"urn:t\">
  <names>
    <string>string</string>
    <string>string</string>
  </names>
  <state>Running or A &amp; B or Done</state>
  <states>Running or A &amp; B or Done</states>
  <size>int or Running or A &amp; B or Done</size>
  <data>base64Binary</data>
  <ids>int int</ids>
</op>"
    );
}

#[test]
fn attributes_simple_content_and_namespaces() {
    let text = literal(
        r#"<xs:element name="op"><xs:complexType><xs:sequence>
            <xs:element name="price" type="t:Price"/>
            <xs:element name="local" form="unqualified" type="t:Price"/>
            <xs:element name="fixed" type="xs:string" fixed="1.0"/>
            <xs:element name="kind" type="xs:QName"/>
            <xs:element name="anything"/>
          </xs:sequence><xs:attribute ref="t:version"/></xs:complexType></xs:element>
          <xs:attribute name="version" type="xs:decimal"/>
          <xs:complexType name="Price"><xs:simpleContent><xs:extension base="xs:decimal">
            <xs:attribute name="currency" type="xs:string" use="required"/>
          </xs:extension></xs:simpleContent></xs:complexType>"#,
    );
    assert_eq!(
        text,
        "<op xmlns:q1=\"urn:t\" q1:version=\"decimal\" xmlns=\"urn:t\">
  <price currency=\"string\">decimal</price>
  <local currency=\"string\" xmlns=\"\">decimal</local>
  <fixed>1.0</fixed>
  <kind xmlns:q2=\"http://tempuri.org/SampleNamespace\">q2:QName</kind>
  <anything xsi:type=\"type\" />
</op>"
    );
}

#[test]
fn choices_show_each_branch_and_wildcards_are_xml() {
    let text = literal(
        r#"<xs:element name="op"><xs:complexType><xs:sequence>
            <xs:choice><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:string"/></xs:choice>
            <xs:element name="result"><xs:complexType><xs:sequence>
              <xs:any namespace="urn:other"/></xs:sequence></xs:complexType></xs:element>
          </xs:sequence></xs:complexType></xs:element>"#,
    );
    assert_eq!(
        text,
        "<op xmlns=\"urn:t\">
  <a>int</a>
  <b>string</b>
  <result>xml</result>
</op>"
    );
}

#[test]
fn recursion_ends_in_nil_and_abstract_types_in_a_concrete_one() {
    let text = literal(
        r#"<xs:element name="op" type="t:Tree"/>
          <xs:complexType name="Tree"><xs:sequence>
            <xs:element name="shape" type="t:Shape" minOccurs="0"/>
            <xs:element name="child" type="t:Tree" minOccurs="0"/>
          </xs:sequence></xs:complexType>
          <xs:complexType name="Shape" abstract="true"/>
          <xs:complexType name="Circle"><xs:complexContent><xs:extension base="t:Shape"><xs:sequence>
            <xs:element name="radius" type="xs:double"/>
          </xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#,
    );
    let shape = "<shape xmlns:q1=\"urn:t\" xsi:type=\"q1:Circle\">";
    assert_eq!(text.matches(shape).count(), 3, "{text}");
    assert_eq!(
        text.matches("<child xsi:nil=\"true\" />").count(),
        1,
        "{text}"
    );
    assert_eq!(text.matches("<radius>double</radius>").count(), 3, "{text}");
}

#[test]
fn wide_and_deep_schemas_are_cut() {
    let mut schema = String::from("<xs:element name=\"op\" type=\"t:T0\"/>");
    for depth in 0..30 {
        schema += &format!("<xs:complexType name=\"T{depth}\"><xs:sequence>");
        for member in 0..30 {
            let ty = depth + 1;
            schema += &format!("<xs:element name=\"m{member}\" type=\"t:T{ty}\" maxOccurs=\"9\"/>");
        }
        schema += "</xs:sequence></xs:complexType>";
    }
    schema += "<xs:simpleType name=\"T30\"><xs:restriction base=\"xs:string\"/></xs:simpleType>";
    let limits = Limits {
        depth: 20,
        ..Limits::documentation()
    };
    let text = literal_with(&schema, limits);
    assert!(text.len() < 6_000, "{}", text.len());
    assert_eq!(text.matches("<!-- ... -->").count(), 1);
    let text = literal_with(
        &schema,
        Limits {
            depth: 30,
            ..Limits::default()
        },
    );
    assert!(text.len() < 2 << 20, "{}", text.len());
}

#[test]
fn groups_that_multiply_without_writing_end() {
    let mut schema = String::from(
        "<xs:element name=\"op\"><xs:complexType><xs:group ref=\"t:G40\"/></xs:complexType></xs:element>
         <xs:group name=\"G0\"><xs:sequence/></xs:group>",
    );
    for n in 1..=40 {
        let last = n - 1;
        schema += &format!(
            "<xs:group name=\"G{n}\"><xs:sequence maxOccurs=\"1\"><xs:group ref=\"t:G{last}\"/><xs:group ref=\"t:G{last}\"/></xs:sequence></xs:group>"
        );
    }
    assert!(literal(&schema).starts_with("<op xmlns=\"urn:t\""));
}

#[test]
fn long_enumerations_are_cut_in_documentation() {
    let mut schema =
        String::from("<xs:element name=\"op\"><xs:simpleType><xs:restriction base=\"xs:string\">");
    for n in 0..10_000 {
        schema += &format!("<xs:enumeration value=\"value{n}\"/>");
    }
    schema += "</xs:restriction></xs:simpleType></xs:element>";
    let text = literal_with(&schema, Limits::documentation());
    assert!(text.len() < 300 && text.ends_with(" or ...</op>"), "{text}");
}

#[test]
fn headers_come_before_the_body() {
    let schema = r#"<xs:element name="op" type="xs:int"/>
        <xs:element name="session"><xs:complexType><xs:attribute name="id" type="xs:string"/></xs:complexType></xs:element>"#;
    let body = "<soap:header message=\"t:head\" part=\"session\" use=\"literal\"/><soap:body use=\"literal\"/>";
    let part = "<part name=\"parameters\" element=\"t:op\"/>";
    let text = envelope(&service(schema, "document", body, part), Limits::default());
    let header = "\n  <soap:Header>\n    <session id=\"string\" xmlns=\"urn:t\" />\n  </soap:Header>\n  <soap:Body>\n";
    assert!(text.contains(header), "{text}");
}

#[test]
fn rpc_literal_has_a_wrapper_and_unqualified_parameters() {
    let schema = r#"<xs:complexType name="Order"><xs:sequence><xs:element name="id" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:element name="session" type="xs:int"/>"#;
    let body = "<soap:body use=\"literal\" namespace=\"urn:m\"/>";
    let parts = "<part name=\"token\" type=\"xs:string\"/><part name=\"order\" type=\"t:Order\"/>";
    let model = service(schema, "rpc", body, parts);
    assert_eq!(
        inner(&envelope(&model, Limits::default())),
        "<op xmlns=\"urn:m\">
  <token xmlns=\"\">string</token>
  <order xmlns=\"\">
    <id xmlns=\"urn:t\">int</id>
  </order>
</op>"
    );
}

#[test]
fn rpc_encoded_has_types_and_references() {
    let schema = r#"<xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>
        <xs:complexType name="Order"><xs:sequence>
          <xs:element name="id" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:complexType name="Orders"><xs:complexContent><xs:restriction base="soapenc:Array">
          <xs:attribute ref="soapenc:arrayType" wsdl:arrayType="t:Order[]"/>
        </xs:restriction></xs:complexContent></xs:complexType>
        <xs:element name="session" type="xs:int"/>"#;
    let body = "<soap:body use=\"encoded\" namespace=\"urn:t\" encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"/>";
    let parts =
        "<part name=\"token\" type=\"xs:string\"/><part name=\"orders\" type=\"t:Orders\"/>";
    let text = envelope(&service(schema, "rpc", body, parts), Limits::default());
    assert!(text.contains(
        " xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:tns=\"urn:t\" xmlns:types=\"urn:t/encodedTypes\" xmlns:soap="
    ), "{text}");
    assert!(
        text.contains(
            "<soap:Body soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\">"
        ),
        "{text}"
    );
    assert_eq!(
        inner(&text),
        "<tns:op>
  <token xsi:type=\"xsd:string\">string</token>
  <orders href=\"#id1\" />
</tns:op>
<soapenc:Array id=\"id1\" soapenc:arrayType=\"tns:Order[2]\">
  <Item href=\"#id2\" />
  <Item href=\"#id3\" />
</soapenc:Array>
<tns:Order id=\"id2\" xsi:type=\"tns:Order\">
  <id xsi:type=\"xsd:int\">int</id>
</tns:Order>
<tns:Order id=\"id3\" xsi:type=\"tns:Order\">
  <id xsi:type=\"xsd:int\">int</id>
</tns:Order>"
    );
}

#[test]
fn encoded_documents_have_elements_named_after_their_parts() {
    let schema = r#"<xs:complexType name="Order"><xs:sequence>
          <xs:element name="id" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:element name="session" type="xs:int"/>"#;
    let body = "<soap:body use=\"encoded\" namespace=\"urn:n\" encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"/>";
    let parts = "<part name=\"order\" type=\"t:Order\"/><part name=\"more\" type=\"xs:int\"/>";
    let text = envelope(&service(schema, "document", body, parts), Limits::default());
    assert_eq!(
        inner(&text),
        "<q1:order xsi:type=\"tns:Order\" xmlns:q1=\"urn:n\">
  <id xsi:type=\"xsd:int\">int</id>
</q1:order>
<q1:more xsi:type=\"xsd:int\" xmlns:q1=\"urn:n\">int</q1:more>"
    );
}

#[test]
fn arrays_of_arrays_and_of_dimensions() {
    let array = |name: &str, ty: &str| {
        format!(
            r#"<xs:complexType name="{name}"><xs:complexContent><xs:restriction base="soapenc:Array">
              <xs:attribute ref="soapenc:arrayType" wsdl:arrayType="{ty}"/></xs:restriction></xs:complexContent></xs:complexType>"#
        )
    };
    let schema = format!(
        r#"<xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>{}{}<xs:element name="session" type="xs:int"/>"#,
        array("Rows", "xs:int[][]"),
        array("Grid", "xs:int[,]")
    );
    let body = "<soap:body use=\"encoded\" namespace=\"urn:t\" encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"/>";
    let parts = "<part name=\"rows\" type=\"t:Rows\"/><part name=\"grid\" type=\"t:Grid\"/><part name=\"text\" type=\"soapenc:string\"/>";
    let text = envelope(&service(&schema, "rpc", body, parts), Limits::default());
    assert_eq!(
        inner(&text),
        "<tns:op>
  <rows href=\"#id1\" />
  <grid href=\"#id2\" />
  <text xsi:type=\"soapenc:string\">string</text>
</tns:op>
<soapenc:Array id=\"id1\" soapenc:arrayType=\"xsd:int[][2]\">
  <Item xsi:type=\"soapenc:Array\" soapenc:arrayType=\"xsd:int[2]\">
    <Item>int</Item>
    <Item>int</Item>
  </Item>
  <Item xsi:type=\"soapenc:Array\" soapenc:arrayType=\"xsd:int[2]\">
    <Item>int</Item>
    <Item>int</Item>
  </Item>
</soapenc:Array>
<soapenc:Array id=\"id2\" soapenc:arrayType=\"xsd:int[2,1]\">
  <Item>int</Item>
  <Item>int</Item>
</soapenc:Array>"
    );
}

/// The messages of an operation of a feature file over its first port.
pub(super) fn of_feature(file: &str, operation: &str) -> Sample {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/features");
    let model = model(Sources::default(), &root.join(file));
    let mut samples = by_name(&model, operation, Limits::default());
    samples.swap_remove(0)
}

#[test]
fn plain_http_has_no_envelope() {
    let price = of_feature("http-binding.wsdl", "Price");
    assert_eq!(price.version, None);
    assert_eq!(
        price.to_string(),
        "GET /Shop.asmx/Price?sku=string&currency=string&currency=string HTTP/1.1

HTTP/1.1 200 OK
Content-Type: text/xml; charset=utf-8
Content-Length: length

<?xml version=\"1.0\" encoding=\"utf-8\"?>
<price xmlns=\"urn:castile:http\">decimal</price>"
    );
    let find = of_feature("http-binding.wsdl", "Find").request.head;
    // Attributes are values like others, and a text that could have attributes is that text.
    let rest = "&most=decimal&size=int&from=date&to=date&year=gYear&page=int HTTP/1.1";
    assert!(find.ends_with(rest), "{find}");
    let picture = of_feature("http-binding.wsdl", "Picture");
    let head = "GET /Shop.asmx/pictures/string/noint.png?width=int HTTP/1.1";
    assert_eq!(picture.request.head, head);
    assert_eq!(picture.response.content_type, "image/png");
}

/// As a client writes them: each item of what only repeats under the name of the whole.
#[test]
fn lists_are_values_under_one_name() {
    let text = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:h="http://schemas.xmlsoap.org/wsdl/http/" xmlns:t="urn:t"
        xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
        <types><xs:schema targetNamespace="urn:t"><xs:complexType name="L"><xs:sequence>
          <xs:element name="i" type="xs:int" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:schema></types>
        <message name="In"><part name="l" type="t:L"/><part name="b" type="xs:boolean"/></message>
        <portType name="P"><operation name="F"><input message="t:In"/></operation></portType>
        <binding name="B" type="t:P"><h:binding verb="GET"/><operation name="F"><h:operation location="/f"/>
          <input><h:urlEncoded/></input></operation></binding></definitions>"#;
    let model = model(
        Sources::default().memory("a.wsdl", text),
        Path::new("a.wsdl"),
    );
    let sample = by_name(&model, "F", Limits::default()).swap_remove(0);
    let line = sample
        .request
        .head
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    assert_eq!(line, "GET /f?l=int&l=int&b=boolean HTTP/1.1");
}
