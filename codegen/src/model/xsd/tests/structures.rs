//! Content, attributes, derivations.

use super::{meaning, model_of, same, schema};
use crate::model::TypeKind;

#[test]
fn groups_nest_and_occur() {
    let found = meaning(
        "<xs:complexType name='T'><xs:sequence><xs:element name='a' type='xs:int' minOccurs='0'/>
         <xs:choice maxOccurs='unbounded'><xs:element name='b' type='xs:string'/><xs:sequence minOccurs='0' maxOccurs='2'>
         <xs:any namespace='##other' processContents='lax'/></xs:sequence></xs:choice></xs:sequence></xs:complexType>
         <xs:complexType name='U'><xs:all><xs:element name='a' nillable='true' default='x'/></xs:all></xs:complexType>",
    );
    same(
        &found,
        r#"
        type T: complex
          sequence
            a 0..1: xs:int
            choice 1..*
              b: xs:string
              sequence 0..2
                any other than ["urn:t", ""] lax
        type U: complex
          all
            a nillable default "x": xs:anyType
        "#,
    );
}

#[test]
fn what_holds_nothing_is_left_out() {
    let found = meaning(
        "<xs:complexType name='T'><xs:sequence><xs:element name='a' maxOccurs='0'/><xs:choice><xs:sequence/>
         <xs:element name='b' type='xs:int'/></xs:choice><xs:sequence><xs:choice minOccurs='0'/></xs:sequence></xs:sequence></xs:complexType>
         <xs:complexType name='U'><xs:sequence/></xs:complexType>
         <xs:complexType name='V' mixed='true'/>",
    );
    same(
        &found,
        "
        type T: complex
          sequence
            choice 0..1
              b: xs:int
        type U: complex
        type V: mixed complex
          sequence
        ",
    );
}

#[test]
fn nothing_satisfies_a_choice_of_nothing() {
    let found = meaning(
        "<xs:complexType name='T'><xs:choice/></xs:complexType>
         <xs:complexType name='U'><xs:choice><xs:choice/><xs:element name='a' type='xs:int'/></xs:choice></xs:complexType>",
    );
    same(
        &found,
        "
        type T: complex
          any 1..* [] strict
        type U: complex
          choice
            any 1..* [] strict
            a: xs:int
        ",
    );
}

#[test]
fn wildcards_leave_names_out() {
    let found = meaning(
        "<xs:element name='a' type='xs:int'/><xs:group name='g'><xs:choice><xs:element name='b' type='xs:int'/></xs:choice></xs:group>
         <xs:complexType name='T'><xs:sequence><xs:element ref='t:a'/><xs:group ref='t:g'/>
         <xs:any notQName='t:c ##definedSibling' notNamespace='urn:x ##local'/></xs:sequence>
         <xs:anyAttribute notQName='##defined'/></xs:complexType><xs:attribute name='k' type='xs:int'/>",
    );
    same(
        &found,
        "
        element a: xs:int
        type T: complex
          sequence
            ref a
            group g
            any other than [\"urn:x\", \"\"] strict not {urn:t}c not {urn:t}a not {urn:t}b
          @any ##any strict not {urn:t}k
        group g
          choice
            b: xs:int
        ",
    );
}

#[test]
fn anonymous_types_belong_to_what_holds_them() {
    let found = meaning(
        "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='f'><xs:simpleType><xs:restriction base='xs:string'>
         <xs:maxLength value='3'/></xs:restriction></xs:simpleType></xs:element></xs:sequence>
         <xs:attribute name='a'><xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType></xs:attribute></xs:complexType></xs:element>",
    );
    same(
        &found,
        "
        element e: complex
          sequence
            f: simple xs:string maxLength=3
          @{}a list: xs:int
        ",
    );
}

#[test]
fn extensions_begin_with_their_base() {
    let found = meaning(
        "<xs:complexType name='A' abstract='true'><xs:sequence><xs:element name='a' type='xs:int'/></xs:sequence><xs:attribute name='x'/></xs:complexType>
         <xs:complexType name='B'><xs:complexContent><xs:extension base='t:A'><xs:choice><xs:element name='b' type='xs:int'/></xs:choice>
         <xs:attribute name='y' use='required'/></xs:extension></xs:complexContent></xs:complexType>
         <xs:complexType name='C'><xs:complexContent><xs:extension base='t:B'/></xs:complexContent></xs:complexType>
         <xs:complexType name='D'><xs:complexContent mixed='true'><xs:extension base='xs:anyType'/></xs:complexContent></xs:complexType>",
    );
    same(
        &found,
        "
        type A: abstract complex
          sequence
            a: xs:int
          @{}x: xs:anySimpleType
        type B: extends A
          sequence
            sequence
              a: xs:int
            choice
              b: xs:int
          @{}x: xs:anySimpleType
          @{}y required: xs:anySimpleType
        type C: extends B
          sequence
            sequence
              a: xs:int
            choice
              b: xs:int
          @{}x: xs:anySimpleType
          @{}y required: xs:anySimpleType
        type D: mixed complex
          sequence
            any 0..* ##any lax
          @any ##any lax
        ",
    );
}

#[test]
fn restrictions_have_their_own_content_and_inherit_attributes() {
    let found = meaning(
        "<xs:complexType name='A' mixed='true'><xs:sequence><xs:element name='a' minOccurs='0' type='xs:int'/></xs:sequence>
         <xs:attribute name='x'/><xs:attribute name='y' type='xs:int'/><xs:attribute name='z'/><xs:anyAttribute/></xs:complexType>
         <xs:complexType name='B'><xs:complexContent><xs:restriction base='t:A'><xs:attribute name='y' type='xs:byte'/>
         <xs:attribute name='x' use='prohibited'/></xs:restriction></xs:complexContent></xs:complexType>",
    );
    let (_, restricted) = found.split_once("type B").unwrap();
    same(
        &format!("type B{restricted}"),
        "
        type B: restricts A
          @{}y: xs:byte
          @{}z: xs:anySimpleType
        ",
    );
}

#[test]
fn simple_content_is_extended_and_narrowed() {
    let found = meaning(
        "<xs:complexType name='A'><xs:simpleContent><xs:extension base='xs:string'><xs:attribute name='x'/></xs:extension></xs:simpleContent></xs:complexType>
         <xs:complexType name='B'><xs:simpleContent><xs:restriction base='t:A'><xs:maxLength value='3'/></xs:restriction></xs:simpleContent></xs:complexType>
         <xs:complexType name='C'><xs:simpleContent><xs:restriction base='t:B'><xs:simpleType><xs:restriction base='xs:token'/></xs:simpleType>
         <xs:enumeration value=' a '/></xs:restriction></xs:simpleContent></xs:complexType>
         <xs:complexType name='D'><xs:simpleContent><xs:extension base='t:B'/></xs:simpleContent></xs:complexType>",
    );
    same(
        &found,
        r#"
        type A: extends xs:string
          text: xs:string
          @{}x: xs:anySimpleType
        type B: restricts A
          text: simple xs:string maxLength=3
          @{}x: xs:anySimpleType
        type C: restricts B
          text: simple xs:token
            "a"
          @{}x: xs:anySimpleType
        type D: extends B
          text: simple xs:string maxLength=3
          @{}x: xs:anySimpleType
        "#,
    );
}

#[test]
fn attribute_groups_are_put_in_place() {
    let found = meaning(
        "<xs:attribute name='g' type='xs:int' default='1'/>
         <xs:attributeGroup name='G'><xs:attribute ref='t:g'/><xs:attributeGroup ref='t:H'/><xs:anyAttribute namespace='a b'/></xs:attributeGroup>
         <xs:attributeGroup name='H'><xs:attribute name='h' form='qualified'/><xs:anyAttribute namespace='b c' processContents='skip'/></xs:attributeGroup>
         <xs:complexType name='T'><xs:attribute name='t'/><xs:attributeGroup ref='t:G'/><xs:attribute ref='t:g' use='required'/></xs:complexType>",
    );
    same(
        &found,
        r#"
        type T: complex
          @{}t: xs:anySimpleType
          @g default "1": xs:int
          @h: xs:anySimpleType
          @any ["b"] strict
        "#,
    );
}

#[test]
fn groups_stay_groups() {
    let found = meaning(
        "<xs:group name='G'><xs:choice><xs:element name='a' type='xs:int'/><xs:element ref='t:e'/></xs:choice></xs:group>
         <xs:element name='e'><xs:complexType><xs:group ref='t:G' minOccurs='0'/></xs:complexType></xs:element>",
    );
    same(
        &found,
        "
        element e: complex
          group G 0..1
        group G
          choice
            a: xs:int
            ref e
        ",
    );
}

#[test]
fn members_of_substitution_groups_stand_with_their_heads() {
    let found = meaning(
        "<xs:element name='h' type='t:A' abstract='true'/><xs:element name='m' substitutionGroup='t:h'/>
         <xs:element name='n' type='t:B' substitutionGroup='t:m'/><xs:element name='k' type='t:A' block='extension'/>
         <xs:element name='l' type='t:B' substitutionGroup='t:k'/><xs:element name='o' substitutionGroup='t:k'/>
         <xs:complexType name='A'/><xs:complexType name='B'><xs:complexContent><xs:extension base='t:A'/></xs:complexContent></xs:complexType>",
    );
    let elements: String = found.split_inclusive('\n').take(6).collect();
    same(
        &elements,
        "
        element h abstract or m, n: A
        element m or n: A
        element n: B
        element k or o: A
        element l: B
        element o: A
        ",
    );
}

#[test]
fn encoded_arrays_say_what_they_hold() {
    let found = meaning(
        "<xs:complexType name='A'><xs:complexContent><xs:restriction base='e:Array' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'>
         <xs:attribute ref='e:arrayType' w:arrayType='xs:string[ ,2][]' xmlns:w='http://schemas.xmlsoap.org/wsdl/'/></xs:restriction></xs:complexContent></xs:complexType>
         <xs:complexType name='B'><xs:complexContent><xs:restriction base='e:Array' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'>
         <xs:sequence><xs:element name='item' type='xs:int' maxOccurs='unbounded'/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>
         <xs:complexType name='C'><xs:complexContent><xs:extension base='t:A'/></xs:complexContent></xs:complexType>",
    );
    let arrays: Vec<&str> = found.lines().filter(|l| l.contains(" array of ")).collect();
    let of = |line: &str| line.split_once(" array of ").unwrap().1.to_owned();
    let arrays: Vec<String> = arrays.into_iter().map(of).collect();
    // The last is what they derive from.
    assert_eq!(
        arrays,
        [
            "xs:string[,2][]",
            "xs:int[] in item",
            "xs:string[,2][]",
            "xs:anyType[]"
        ]
    );
}

#[test]
fn documentation_is_kept() {
    let (model, _) = super::model_of(
        &[(
            "a.xsd",
            super::schema(
                "<xs:complexType name='T'><xs:annotation><xs:appinfo>no</xs:appinfo><xs:documentation>One
                   <b>two</b></xs:documentation><xs:documentation>three</xs:documentation></xs:annotation></xs:complexType>",
            ),
        )],
        false,
    );
    let doc = model.types.last().unwrap().doc.clone();
    assert_eq!(doc.as_deref(), Some("One\ntwo\n\nthree"));
}

#[test]
fn content_goes_on_where_it_is_open() {
    let found = meaning(
        "<xs:defaultOpenContent mode='suffix'><xs:any namespace='urn:d' processContents='lax'/></xs:defaultOpenContent>
         <xs:complexType name='A'><xs:sequence><xs:element name='a' type='xs:int'/></xs:sequence></xs:complexType>
         <xs:complexType name='B'><xs:openContent mode='none'/><xs:sequence><xs:element name='b' type='xs:int'/></xs:sequence></xs:complexType>
         <xs:complexType name='C'/>
         <xs:complexType name='D'><xs:openContent><xs:any namespace='urn:o'/></xs:openContent>
           <xs:all><xs:element name='d' type='xs:int'/><xs:element name='e' type='xs:int'/></xs:all></xs:complexType>
         <xs:complexType name='E'><xs:complexContent><xs:extension base='t:A'>
           <xs:openContent mode='suffix'><xs:any namespace='urn:e'/></xs:openContent>
           <xs:sequence><xs:element name='f' type='xs:int'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
         <xs:complexType name='F'><xs:complexContent><xs:extension base='t:E'>
           <xs:openContent mode='none'/></xs:extension></xs:complexContent></xs:complexType>",
    );
    same(
        &found,
        r#"
        type A: complex
          sequence
            sequence
              a: xs:int
            any 0..* ["urn:d"] lax
        type B: complex
          sequence
            b: xs:int
        type C: complex
        type D: complex
          all
            d: xs:int
            e: xs:int
            any 0..* ["urn:o"] strict anywhere
        type E: extends A
          sequence
            sequence
              sequence
                a: xs:int
              sequence
                f: xs:int
            any 0..* ["urn:e", "urn:d"] strict
        type F: extends E
          sequence
            sequence
              sequence
                a: xs:int
              sequence
                f: xs:int
            any 0..* ["urn:e", "urn:d"] strict
        "#,
    );
}

/// The default is of what isn't empty: of text and of what a base has, too (XSD 1.1 part 1, 3.4.2.3.3).
#[test]
fn default_open_content_is_of_what_has_content() {
    let types = "<xs:complexType name='A' mixed='true'/>
         <xs:complexType name='B'><xs:sequence><xs:element name='b' type='xs:int'/></xs:sequence></xs:complexType>
         <xs:complexType name='C'><xs:complexContent><xs:extension base='t:B'/></xs:complexContent></xs:complexType>
         <xs:complexType name='D'><xs:sequence/></xs:complexType>
         <xs:complexType name='E'><xs:complexContent><xs:extension base='t:D'/></xs:complexContent></xs:complexType>
         <xs:complexType name='F'><xs:complexContent><xs:extension base='o:O'/></xs:complexContent></xs:complexType>";
    let other = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:o'>
         <xs:complexType name='O'><xs:openContent mode='suffix'><xs:any namespace='urn:o'/></xs:openContent></xs:complexType></xs:schema>";
    let opened = |also: &str| {
        let open = format!(
            "<xs:import namespace='urn:o' schemaLocation='o.xsd'/><xs:defaultOpenContent mode='suffix' {also}><xs:any namespace='urn:d'/></xs:defaultOpenContent>"
        );
        let root = schema(&format!("{open}{types}"));
        let root = root.replacen("<xs:schema", "<xs:schema xmlns:o='urn:o'", 1);
        let (model, messages) = model_of(&[("a.xsd", root), ("o.xsd", other.to_owned())], false);
        assert_eq!(messages, [""; 0]);
        let opened = model.types.iter().filter_map(|ty| match &ty.kind {
            TypeKind::Complex(complex) => {
                let name = ty.name.as_ref().map(|name| &*name.local)?;
                let open = format!("{:?}", complex.open.as_ref()?.term);
                Some(format!("{name}{}", u8::from(open.contains("urn:d"))))
            }
            _ => None,
        });
        opened.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(opened(""), "A1 B1 C1 F1 O0");
    assert_eq!(opened("appliesToEmpty='true'"), "A1 B1 C1 D1 E1 F1 O0");
}
