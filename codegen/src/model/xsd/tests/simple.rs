//! Simple types.

use super::{meaning, same};

#[test]
fn facets_add_up() {
    let found = meaning(
        "<xs:simpleType name='A'><xs:restriction base='xs:string'><xs:minLength value='1'/><xs:maxLength value='99999999999999999999999'/>
         <xs:pattern value='a*'/><xs:pattern value='b*'/><xs:whiteSpace value='collapse'/></xs:restriction></xs:simpleType>
         <xs:simpleType name='B'><xs:restriction base='t:A'><xs:maxLength value='4'/><xs:pattern value='[ab]+'/></xs:restriction></xs:simpleType>
         <xs:simpleType name='C'><xs:restriction base='xs:decimal'><xs:minInclusive value='0'/><xs:maxExclusive value='10'/>
         <xs:totalDigits value='3'/><xs:fractionDigits value='2'/></xs:restriction></xs:simpleType>
         <xs:simpleType name='D'><xs:restriction base='t:C'><xs:minExclusive value='1'/></xs:restriction></xs:simpleType>",
    );
    same(
        &found,
        "
        type A: simple xs:string collapse minLength=1 maxLength=18446744073709551615 pattern a* | b*
        type B: simple A collapse minLength=1 maxLength=4 pattern a* | b* pattern [ab]+
        type C: simple xs:decimal totalDigits=3 fractionDigits=2 >=0 <10
        type D: simple C totalDigits=3 fractionDigits=2 >1 <10
        ",
    );
}

#[test]
fn literals_are_normalized_and_inherited() {
    let found = meaning(
        "<xs:simpleType name='A'><xs:restriction base='xs:token'><xs:enumeration value=' a  b '/><xs:enumeration value='a b'/><xs:enumeration value=''/></xs:restriction></xs:simpleType>
         <xs:simpleType name='B'><xs:restriction base='t:A'/></xs:simpleType>
         <xs:simpleType name='C'><xs:restriction base='t:A'><xs:enumeration value='a b'/></xs:restriction></xs:simpleType>
         <xs:simpleType name='D'><xs:restriction base='xs:string'><xs:enumeration value=' a  b '/></xs:restriction></xs:simpleType>",
    );
    same(
        &found,
        r#"
        type A: simple xs:token
          "a b"
          ""
        type B: simple A
          "a b"
          ""
        type C: simple A
          "a b"
        type D: simple xs:string
          " a  b "
        "#,
    );
}

#[test]
fn names_in_literals_lose_their_prefixes() {
    let found = meaning(
        "<xs:simpleType name='A'><xs:restriction base='xs:QName'><xs:enumeration value='t:x'/><xs:enumeration value='y'/>
         <xs:enumeration value='u:x' xmlns:u='urn:t'/></xs:restriction></xs:simpleType>
         <xs:simpleType name='L'><xs:list itemType='xs:QName'/></xs:simpleType>
         <xs:simpleType name='B'><xs:restriction base='t:L'><xs:enumeration value='t:x  t:y'/></xs:restriction></xs:simpleType>",
    );
    same(
        &found,
        r#"
        type A: simple xs:QName
          "{urn:t}x"
          "y"
        type L list: xs:QName
        type B list: xs:QName
          "{urn:t}x {urn:t}y"
        "#,
    );
}

#[test]
fn lists_and_unions_hold_types() {
    let found = meaning(
        "<xs:simpleType name='U'><xs:union memberTypes='xs:int t:L'><xs:simpleType><xs:restriction base='xs:string'><xs:length value='2'/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
         <xs:simpleType name='L'><xs:list><xs:simpleType><xs:restriction base='xs:int'><xs:maxInclusive value='9'/></xs:restriction></xs:simpleType></xs:list></xs:simpleType>
         <xs:simpleType name='M'><xs:restriction base='t:L'><xs:maxLength value='3'/></xs:restriction></xs:simpleType>
         <xs:simpleType name='V'><xs:restriction base='t:U'><xs:pattern value='..'/></xs:restriction></xs:simpleType>",
    );
    same(
        &found,
        "
        type U: union
          member: xs:int
          member: L
          member: simple xs:string length=2
        type L list: simple xs:int <=9
        type M maxLength=3 list: simple xs:int <=9
        type V: union pattern ..
          member: xs:int
          member: L
          member: simple xs:string length=2
        ",
    );
}
