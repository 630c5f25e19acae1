//! A choice of the types that are known where a value of their base stands.

use castile_codegen::{Builder, Error, configure};

/// A service whose records all derive from one.
const WSDL: &str = r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:records" targetNamespace="urn:records">
  <wsdl:types>
    <xs:schema targetNamespace="urn:records" elementFormDefault="qualified">
      <xs:complexType name="Record" abstract="true"/>
      <xs:complexType name="Party"><xs:complexContent><xs:extension base="t:Record"><xs:sequence>
        <xs:element name="name" type="xs:string"/>
      </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name="Customer"><xs:complexContent><xs:extension base="t:Party"><xs:sequence>
        <xs:element name="terms" type="t:Terms"/>
      </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name="Invoice"><xs:complexContent><xs:extension base="t:Record"><xs:sequence>
        <xs:element name="line" type="t:Line" maxOccurs="unbounded"/>
      </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name="Line"><xs:sequence><xs:element name="item" type="xs:string"/></xs:sequence></xs:complexType>
      <xs:complexType name="Terms"><xs:sequence><xs:element name="days" type="xs:int"/></xs:sequence></xs:complexType>
      <xs:element name="event" abstract="true"/>
      <xs:element name="sold" type="t:Sale" substitutionGroup="t:event"/>
      <xs:element name="moved" type="t:Move" substitutionGroup="t:event"/>
      <xs:element name="noted" type="xs:string" substitutionGroup="t:event"/>
      <xs:complexType name="Sale"><xs:sequence><xs:element name="price" type="xs:int"/></xs:sequence></xs:complexType>
      <xs:complexType name="Move"><xs:sequence><xs:element name="to" type="xs:string"/></xs:sequence></xs:complexType>
      <xs:element name="get"><xs:complexType/></xs:element>
      <xs:element name="getResponse"><xs:complexType><xs:sequence>
        <xs:element name="record" type="t:Record"/>
        <xs:element name="buyer" type="t:Party"/>
        <xs:element ref="t:event"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="get"><wsdl:part name="parameters" element="t:get"/></wsdl:message>
  <wsdl:message name="got"><wsdl:part name="parameters" element="t:getResponse"/></wsdl:message>
  <wsdl:portType name="Records"><wsdl:operation name="get">
    <wsdl:input message="t:get"/><wsdl:output message="t:got"/>
  </wsdl:operation></wsdl:portType>
  <wsdl:binding name="Records" type="t:Records">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="get"><soap:operation soapAction=""/>
      <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Records"><wsdl:port name="Soap" binding="t:Records"><soap:address location="http://localhost/"/></wsdl:port></wsdl:service>
</wsdl:definitions>"#;

fn code(options: impl FnOnce(Builder) -> Builder) -> Result<String, Error> {
    let builder = configure().memory("records.wsdl", WSDL).operations(["get"]);
    Ok(options(builder).generate(["records.wsdl"])?.code)
}

/// The names of the variants of an enum.
fn variants(code: &str, of: &str) -> Vec<String> {
    let start = format!("choice!({of} ");
    let body = code.split_once(&start).map_or("", |(_, rest)| rest);
    let lines = body
        .lines()
        .skip(1)
        .map_while(|line| line.trim().split_once(" = "));
    let names = lines.filter_map(|(name, _)| name.split_once(' '));
    names.map(|(_, name)| name.to_owned()).collect()
}

#[test]
fn a_base_knows_all_types_unless_some_are_chosen() {
    let all = code(|builder| builder).expect("it generates");
    assert_eq!(
        variants(&all, "Record"),
        ["Party", "Customer", "Invoice", "Unknown"]
    );
    assert!(all.contains("pub struct Line "));

    let some = code(|builder| builder.derived("Record", "Customer")).expect("it generates");
    assert_eq!(variants(&some, "Record"), ["Customer", "Unknown"]);
    assert!(some.contains("pub struct Customer ") && some.contains("pub struct Terms "));
    assert!(!some.contains("struct Invoice") && !some.contains("struct Line"));
    // Another base of the same types isn't touched.
    assert_eq!(
        variants(&some, "AnyParty"),
        ["Party", "Customer", "Unknown"]
    );

    let more = code(|builder| {
        let builder = builder.derived("{urn:records}Record", "{urn:records}Customer");
        builder.derived("Record", "Invoice")
    });
    let more = more.expect("it generates");
    assert_eq!(
        variants(&more, "Record"),
        ["Customer", "Invoice", "Unknown"]
    );
}

#[test]
fn a_head_knows_all_that_may_stand_for_it_unless_some_are_chosen() {
    let all = code(|builder| builder).expect("it generates");
    assert_eq!(variants(&all, "Event"), ["Sold", "Moved", "Noted"]);

    let some = code(|builder| builder.derived("event", "sold")).expect("it generates");
    assert_eq!(variants(&some, "Event"), ["Sold", "Moved", "Noted"]);
    assert!(some.contains("Sold(Sale)") && some.contains("pub struct Sale "));
    assert!(some.contains("Moved(castile::AnyType)") && !some.contains("struct Move "));
    assert!(some.contains("Noted(castile::AnyType)"));
}

#[test]
fn what_is_declared_can_be_all_that_is_known() {
    let least = code(|builder| builder.declared_only(true)).expect("it generates");
    // `Party` is the type of another element.
    assert_eq!(variants(&least, "Record"), ["Party", "Unknown"]);
    assert_eq!(variants(&least, "AnyParty"), ["Party", "Unknown"]);
    assert!(!least.contains("struct Customer") && !least.contains("struct Terms"));
    assert!(least.contains("Sold(castile::AnyType)") && least.contains("Noted(String)"));

    let more = code(|builder| {
        let builder = builder.declared_only(true).derived("Record", "Invoice");
        builder.derived("event", "moved")
    });
    let more = more.expect("it generates");
    assert_eq!(variants(&more, "Record"), ["Invoice", "Unknown"]);
    assert!(more.contains("Moved(Move)") && more.contains("pub struct Line "));
}

#[test]
fn a_choice_of_none_is_an_error_with_what_may_be_meant() {
    let error = code(|builder| builder.derived("Record", "Line")).expect_err("it's no record");
    assert!(
        error
            .to_string()
            .contains("no type `Line` derives from `Record`"),
        "{error}"
    );
    let error = code(|builder| builder.derived("event", "Sale")).expect_err("it's a type");
    assert!(
        error
            .to_string()
            .contains("no element `Sale` may stand for `event`"),
        "{error}"
    );
    let error = code(|builder| builder.derived("Record", "Customers")).expect_err("there's none");
    assert!(
        error.to_string().contains("did you mean `Customer`?"),
        "{error}"
    );
}
