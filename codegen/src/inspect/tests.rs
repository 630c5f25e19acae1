//! Summaries of whole documents.

use std::path::Path;

use super::{Summary, inspect};
use crate::diagnostic::Diagnostics;
use crate::document::{self, Sources};
use crate::model::{BuildOptions, build};

fn summary(schema: &str, rest: &str) -> Summary {
    let wsdl = format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
          <types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">{schema}</xs:schema></types>{rest}</definitions>"#
    );
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::default().memory("a.wsdl", wsdl);
    let documents = document::load(
        &[Path::new("a.wsdl").to_owned()],
        &sources,
        &mut diagnostics,
    );
    let model = build(&documents, BuildOptions::default(), &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:?}", diagnostics.all);
    inspect(&model)
}

fn members(schema: &str, name: &str) -> Vec<String> {
    let summary = summary(schema, "");
    let name = format!("{{urn:t}}{name}");
    let found = summary.types.into_iter().find(|t| t.name == name);
    found.unwrap().members
}

#[test]
fn members_show_how_often_they_occur() {
    let schema = r###"<xs:complexType name="Order"><xs:sequence>
          <xs:element name="id" type="xs:int"/>
          <xs:element name="note" type="xs:string" minOccurs="0" nillable="true"/>
          <xs:element name="item" type="t:Order" maxOccurs="unbounded"/>
          <xs:element name="tag" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
          <xs:element name="pair" type="xs:string" minOccurs="2" maxOccurs="2"/>
          <xs:choice minOccurs="0">
            <xs:element name="a" type="xs:string"/>
            <xs:sequence><xs:element name="b"><xs:complexType/></xs:element><xs:any namespace="##other"/></xs:sequence>
          </xs:choice>
        </xs:sequence><xs:attribute name="key" type="xs:ID" use="required"/><xs:anyAttribute/></xs:complexType>"###;
    let expected = [
        "@key: ID",
        "@any",
        "id: int",
        "note?: string | nil",
        "item+: Order",
        "tag*: string",
        "pair{2,2}: string",
        "choice?",
        "  a: string",
        "  sequence",
        "    b: {...}",
        "    any not of urn:t, no namespace",
    ];
    assert_eq!(members(schema, "Order"), expected);
}

#[test]
fn simple_types_show_base_values_and_facets() {
    let schema = r#"<xs:simpleType name="Sku"><xs:restriction base="xs:string">
          <xs:maxLength value="14"/><xs:pattern value="[A-Z]+"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="State"><xs:restriction base="xs:string">
          <xs:enumeration value="On"/><xs:enumeration value="Off"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="States"><xs:list itemType="t:State"/></xs:simpleType>
        <xs:simpleType name="Size"><xs:union memberTypes="xs:int t:State"/></xs:simpleType>
        <xs:complexType name="Price"><xs:simpleContent><xs:extension base="xs:decimal">
          <xs:attribute name="currency" type="t:State"/></xs:extension></xs:simpleContent></xs:complexType>"#;
    assert_eq!(
        members(schema, "Sku"),
        ["string", "maxLength 14", "pattern [A-Z]+"]
    );
    assert_eq!(members(schema, "State"), ["string", "\"On\" | \"Off\""]);
    assert_eq!(members(schema, "States"), ["list of State"]);
    assert_eq!(members(schema, "Size"), ["int | State"]);
    let price = ["@currency?: State", "text: decimal"];
    assert_eq!(members(schema, "Price"), price);
}

#[test]
fn derivations_name_their_base() {
    let schema = r#"<xs:complexType name="Base" abstract="true"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:complexType name="More"><xs:complexContent><xs:extension base="t:Base"><xs:sequence>
          <xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#;
    assert_eq!(members(schema, "Base"), ["abstract", "a: int"]);
    let more = members(schema, "More");
    assert_eq!(more[0], "extends Base");
    assert!(more.iter().any(|m| m.trim() == "a: int") && more.iter().any(|m| m.trim() == "b: int"));
}

#[test]
fn signatures_unwrap_only_what_is_a_wrapper() {
    let schema = r#"<xs:element name="add"><xs:complexType><xs:sequence>
          <xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="addResponse"><xs:complexType><xs:sequence>
          <xs:element name="sum" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="order"><xs:complexType><xs:sequence/></xs:complexType></xs:element>"#;
    let rest = r#"<message name="in"><part name="p" element="t:add"/></message>
        <message name="out"><part name="p" element="t:addResponse"/></message>
        <message name="order"><part name="p" element="t:order"/></message>
        <message name="parts"><part name="x" type="xs:int"/><part name="y" type="xs:string"/></message>
        <portType name="p">
          <operation name="add"><input message="t:in"/><output message="t:out"/></operation>
          <operation name="place"><input message="t:order"/></operation>
          <operation name="parts"><input message="t:parts"/><output message="t:parts"/></operation>
        </portType>"#;
    let summary = summary(schema, rest);
    let signatures: Vec<_> = summary.operations.iter().map(|o| &*o.signature).collect();
    let expected = [
        "add(a: int, b?: int) -> int*",
        "place(order)",
        "parts(x: int, y: string) -> (x: int, y: string)",
    ];
    assert_eq!(signatures, expected);
}
