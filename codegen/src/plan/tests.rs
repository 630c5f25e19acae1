//! What small schemas become.

use std::path::PathBuf;

use super::{Plan, plan};
use crate::diagnostic::Diagnostics;
use crate::document::{Sources, load};
use crate::model::{BuildOptions, build};
use crate::options::Options;

fn planned(schemas: &[(&str, &str)], options: &Options) -> Plan {
    let mut sources = Sources::default();
    for (namespace, body) in schemas {
        let imports = schemas.iter().filter(|(other, _)| other != namespace);
        let imports = imports.map(|(other, _)| {
            format!("<x:import namespace='urn:{other}' schemaLocation='{other}.xsd'/>\n")
        });
        let prefixes = schemas.iter();
        let prefixes = prefixes.map(|(other, _)| format!(" xmlns:{other}='urn:{other}'"));
        let text = format!(
            "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:{namespace}'\
             elementFormDefault='qualified'{}>\n{}{body}</x:schema>",
            prefixes.collect::<String>(),
            imports.collect::<String>(),
        );
        let text = text.replace("'elementForm", "' elementForm");
        sources = sources.memory(format!("{namespace}.xsd"), text);
    }
    let mut diagnostics = Diagnostics::default();
    let root = PathBuf::from(format!("{}.xsd", schemas[0].0));
    let documents = load(&[root], &sources, &mut diagnostics);
    let model = build(&documents, BuildOptions::default(), &mut diagnostics);
    let plan = plan(&model, options, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    plan
}

/// The plan of a schema of the namespace `urn:t`, its first line left out.
fn shown(body: &str) -> String {
    let plan = planned(&[("t", body)], &Options::default()).to_string();
    let (_, rest) = plan.split_once('\n').unwrap();
    rest.to_owned()
}

#[test]
fn names_that_clash_are_told_apart_by_kind_first() {
    let plan = shown(
        "<x:element name='order'><x:complexType/></x:element>
         <x:complexType name='Order'><x:sequence>
           <x:element name='id' type='x:int'/><x:element name='ID' type='x:int'/>
           <x:element name='type' type='x:int'/><x:element name='self' type='x:int'/>
         </x:sequence><x:attribute name='id' type='x:int'/></x:complexType>
         <x:complexType name='order'/>
         <x:complexType name='Option'><x:sequence><x:element name='o' type='x:int' minOccurs='0'/></x:sequence></x:complexType>",
    );
    assert_eq!(
        plan,
        "  struct OrderElement: content of {urn:t}order empty
  struct Order: type {urn:t}Order sequence
    id: i32 = element id
    id2: i32 = element ID
    r#type: i32 = element type
    self_: i32 = element self
    id_attribute: Option<i32> = attribute id 0..1
  struct OrderType: type {urn:t}order empty
  struct Option: type {urn:t}Option sequence
    o: Option<i32> = element o 0..1
"
    );
}

#[test]
fn what_a_base_defines_is_shared_by_all_that_derive_from_it() {
    let plan = shown(
        "<x:complexType name='BType'><x:complexContent><x:extension base='t:AType'><x:sequence>
           <x:element name='more' type='x:int'/>
         </x:sequence></x:extension></x:complexContent></x:complexType>
         <x:complexType name='AType' abstract='true'><x:sequence>
           <x:choice><x:element name='a' type='x:int'/><x:element name='b' type='x:int'/></x:choice>
           <x:element name='in'><x:complexType/></x:element>
         </x:sequence></x:complexType>",
    );
    assert_eq!(
        plan,
        "  struct BType: type {urn:t}BType sequence
    choice: AChoice = choice AChoice
    r#in: AIn = element in
    more: i32 = element more
  enum AChoice: choice `AChoice`, default A
    A: i32 = element a
    B: i32 = element b
  struct AIn: content of {urn:t}in empty
"
    );
}

#[test]
fn defaults_are_finite_and_boxes_stand_on_back_edges() {
    let plan = shown(
        "<x:complexType name='A'><x:sequence><x:element name='b' type='t:B'/></x:sequence></x:complexType>
         <x:complexType name='B'><x:sequence><x:element name='a' type='t:A'/></x:sequence></x:complexType>
         <x:complexType name='C'><x:choice>
           <x:element name='not' type='t:C'/><x:element name='is' type='x:boolean'/>
         </x:choice></x:complexType>",
    );
    assert_eq!(
        plan,
        "  struct A: type {urn:t}A sequence
    b: Option<B> = element b
  struct B: type {urn:t}B sequence
    a: Box<A> = element a
  struct C: type {urn:t}C sequence
    choice: CChoice = choice CChoice
  enum CChoice: choice `CChoice`, default Is
    Not: Box<C> = element not
    Is: bool = element is
"
    );
}

#[test]
fn each_of_several_namespaces_has_a_module() {
    let a = "<x:complexType name='T'><x:sequence><x:element name='b' type='b:T'/></x:sequence></x:complexType>";
    let b = "<x:complexType name='T'><x:sequence><x:element name='s' type='b:S'/></x:sequence></x:complexType>
             <x:simpleType name='S'><x:restriction base='x:string'><x:maxLength value='3'/></x:restriction></x:simpleType>";
    let plan = planned(&[("a", a), ("b", b)], &Options::default());
    assert_eq!(
        plan.to_string(),
        "file: each its module
module a: `urn:a`
  struct T: type {urn:a}T sequence
    b: b::T = element a:b
module b: `urn:b`
  struct T: type {urn:b}T sequence
    s: b::S = element b:s as b::S
  type S = String
  facets S: `S` String, length at most 3
"
    );
}

#[test]
fn the_user_chooses_names_types_and_nil() {
    let body = "<x:complexType name='T'><x:sequence>
          <x:element name='when' type='x:dateTime' nillable='true'/>
          <x:element name='what' type='t:S'/>
        </x:sequence><x:attribute name='id' type='x:int'/></x:complexType>
        <x:simpleType name='S'><x:restriction base='x:string'><x:enumeration value='a'/></x:restriction></x:simpleType>";
    let path = |path: &str| path.parse().unwrap();
    let options = Options {
        renames: vec![
            (path("T"), "Thing".to_owned()),
            (path("T/@id"), "key".to_owned()),
        ],
        types: vec![
            (path("xs:dateTime"), "::jiff::Timestamp".to_owned()),
            (path("T/what"), "crate::What".to_owned()),
        ],
        modules: vec![("urn:t".to_owned(), "things".to_owned())],
        nil_as_none: vec![path(".")],
        ..Options::default()
    };
    assert_eq!(
        planned(&[("t", body)], &options).to_string(),
        "file: each its module
module things: `urn:t`
  struct Thing: type {urn:t}T sequence
    when: Option<::jiff::Timestamp> = element things:when nillable
    what: crate::What = element things:what
    key: Option<i32> = attribute id 0..1
  enum S: `S` of String
    A = \"a\"
"
    );
}

#[test]
fn an_element_with_a_default_is_kept_empty_in_whole_documents() {
    let body = "<x:complexType name='T'><x:sequence>
          <x:element name='a' type='x:int' default='1'/><x:element name='b' type='t:B' fixed='2' minOccurs='0' maxOccurs='2'/>
          <x:element name='c' type='t:C' default='3'/><x:element name='d' default='4'/><x:element name='e' type='x:int' default='5' nillable='true'/>
        </x:sequence><x:attribute name='f' type='x:int' default='6'/></x:complexType>
        <x:complexType name='B'><x:simpleContent><x:extension base='x:int'/></x:simpleContent></x:complexType>
        <x:complexType name='C' mixed='true'><x:sequence/></x:complexType>";
    let fields = |document_enum| {
        let options = Options {
            document_enum,
            ..Options::default()
        };
        let plan = planned(&[("t", body)], &options).to_string();
        let fields = plan.lines().filter(|line| line.contains(" = element "));
        let types = fields.filter_map(|l| Some(l.split_once(" = ")?.0.trim().to_owned()));
        types.collect::<Vec<_>>()
    };
    let whole = [
        "a: Defaulted<i32>",
        "b: Vec<Defaulted<B>>",
        // It keeps what it has.
        "c: C",
        "d: AnyType",
        "e: Defaulted<Nillable<i32>>",
    ];
    assert_eq!(fields(true), whole);
    let plain = [
        "a: i32",
        "b: Vec<B>",
        "c: C",
        "d: AnyType",
        "e: Nillable<i32>",
    ];
    assert_eq!(fields(false), plain);
}

#[test]
fn an_element_keeps_the_type_that_it_says_where_others_derive_from_its_own() {
    let body = "<x:complexType name='T'><x:sequence>
          <x:element name='a' type='t:Base'/><x:element name='b' type='t:Derived'/><x:element name='c' type='t:Alone'/>
          <x:element name='d' type='t:Base' nillable='true' default='a' maxOccurs='2'/><x:element name='e' type='t:Union'/>
          <x:element name='f' type='t:Nameless'/><x:element name='g' type='x:string'/><x:element name='h' type='x:decimal'/>
          <x:element name='i' type='x:anySimpleType'/><x:element name='j' type='x:anySimpleType' fixed='1'/>
          <x:element name='k' type='t:Open' nillable='true'/><x:element name='l' type='t:Open' block='extension'/>
          <x:element name='m' type='t:Wide' nillable='true'/>
          <x:element name='n'><x:simpleType><x:restriction base='t:Base'/></x:simpleType></x:element>
        </x:sequence><x:attribute name='o' type='t:Base'/></x:complexType>
        <x:simpleType name='Base'><x:restriction base='x:string'><x:maxLength value='5'/></x:restriction></x:simpleType>
        <x:simpleType name='Derived'><x:restriction><x:simpleType><x:restriction base='t:Base'/></x:simpleType></x:restriction></x:simpleType>
        <x:simpleType name='Alone'><x:restriction base='x:string'/></x:simpleType>
        <x:simpleType name='Union'><x:union memberTypes='x:int'/></x:simpleType>
        <x:simpleType name='Nameless'><x:union><x:simpleType><x:restriction base='x:int'/></x:simpleType></x:union></x:simpleType>
        <x:complexType name='Open'/><x:complexType name='Wide'><x:complexContent><x:extension base='t:Open'/></x:complexContent></x:complexType>";
    let lines = |document_enum| {
        let options = Options {
            document_enum,
            ..Options::default()
        };
        let plan = planned(&[("t", body)], &options).to_string();
        let kinds = [" = element ", " = attribute ", "    Open: "];
        let fields = plan.lines();
        let fields = fields.filter(|line| kinds.iter().any(|kind| line.contains(kind)));
        let types = fields.filter_map(|l| Some(l.split_once(" = ")?.0.trim().to_owned()));
        types.collect::<Vec<_>>()
    };
    let whole = [
        "a: Typed<Base>",
        "b: Derived",
        "c: Alone",
        "d: Vec<Typed<Defaulted<Nillable<Base>>>>",
        "e: Typed<Union>",
        // Nothing that it stands for has a name.
        "f: Nameless",
        "g: String",
        "h: Decimal",
        // It keeps what it has.
        "i: AnyType",
        "j: Typed<Defaulted<String>>",
        // The enum says its type, and of a nil, too.
        "k: NillableWith<AnyOpen>",
        "l: Typed<Open>",
        "m: Nillable<Wide>",
        "n: String",
        "o: Option<Base>",
        "Open: Typed<Open>",
    ];
    assert_eq!(lines(true), whole);
    let plain = lines(false).join(" ");
    assert!(!plain.contains("Typed") && plain.contains("k: Nillable<AnyOpen>"));
}

#[test]
fn what_services_leave_out_is_optional() {
    let body = "<x:complexType name='T'><x:sequence>
          <x:element name='a' type='x:int'/><x:element name='b' type='x:int'/><x:element name='c' type='x:int' maxOccurs='2'/>
          <x:choice><x:element name='d' type='x:int'/><x:sequence><x:element name='e' type='x:int'/><x:element name='f' type='x:int'/></x:sequence></x:choice>
        </x:sequence><x:attribute name='id' type='x:int' use='required'/></x:complexType>";
    let optional = |paths: &[&str]| {
        let options = Options {
            optional: paths.iter().map(|path| path.parse().unwrap()).collect(),
            ..Options::default()
        };
        let plan = planned(&[("t", body)], &options).to_string();
        let fields = plan.lines().filter(|line| line.contains("Option<"));
        fields.map(|l| l.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        optional(&["T/a", "T/f", "T/@id"]),
        [
            "a: Option<i32> = element a",
            "id: Option<i32> = attribute id",
            "f: Option<i32> = element f"
        ]
    );
    // Not what repeats, and not the alternatives of a choice.
    assert_eq!(optional(&["."]).len(), 6, "{:#?}", optional(&["."]));
}

#[test]
fn particles_that_repeat_keep_their_order() {
    let plan = shown(
        "<x:group name='G'><x:sequence>
           <x:element name='k' type='x:int'/><x:element name='v' type='x:int'/>
         </x:sequence></x:group>
         <x:complexType name='T'><x:sequence>
           <x:group ref='t:G' maxOccurs='unbounded'/>
           <x:group ref='t:G'/>
           <x:choice minOccurs='0' maxOccurs='unbounded'>
             <x:element name='a' type='x:int' maxOccurs='unbounded'/><x:group ref='t:G'/>
           </x:choice>
           <x:any minOccurs='0' processContents='lax'/>
         </x:sequence></x:complexType>",
    );
    assert_eq!(
        plan,
        "  struct G: content of {urn:t}G sequence
    k: i32 = element k
    v: i32 = element v
  struct T: type {urn:t}T sequence
    g: Vec<G> = group G 1..
    k: i32 = element k
    v: i32 = element v
    choice: Vec<TChoice> = choice TChoice 0..
    any: Option<AnyElement> = any Any 0..1
  enum TChoice: choice `TChoice`, default A
    A: i32 = element a
    G: G = group G
"
    );
}

#[test]
fn long_chains_of_types_need_a_higher_limit() {
    let limit = |length: usize, last: &str| {
        let types = (0..length).map(|n| {
            let next = if n + 1 == length { last.to_owned() } else { format!("t:T{}", n + 1) };
            format!(
                "<x:complexType name='T{n}'><x:sequence><x:element name='e' type='{next}' minOccurs='0' maxOccurs='9'/>\
                 <x:element name='first' type='t:T0' minOccurs='0'/></x:sequence></x:complexType>"
            )
        });
        let schema = ("t", &*types.collect::<String>());
        super::recursion_limit(&planned(&[schema], &Options::default()).types.items)
    };
    assert_eq!(limit(20, "x:int"), None);
    assert_eq!(limit(40, "x:int"), Some(256));
    assert_eq!(limit(40, "t:T0"), Some(256));
    assert_eq!(limit(2_000, "t:T7"), Some(16_384));
}

/// Whichever the compiler is asked for first, and whatever is declared first.
#[test]
fn the_order_of_types_makes_no_difference_to_the_limit() {
    let limit = |order: &mut dyn Iterator<Item = usize>, last: &str| {
        let types = order.map(|n| {
            let next = match n {
                59 => last.to_owned(),
                n => format!("t:T{}", n + 1),
            };
            format!(
                "<x:complexType name='T{n}'><x:sequence><x:element name='e' type='{next}'/></x:sequence></x:complexType>"
            )
        });
        let schema = ("t", &*types.collect::<String>());
        super::recursion_limit(&planned(&[schema], &Options::default()).types.items)
    };
    // The last holds nothing, itself, or one from which all the others begin anew.
    for (last, expected) in [("x:int", 512), ("t:T59", 512), ("t:T20", 512)] {
        assert_eq!(limit(&mut (0..60), last), Some(expected), "{last}");
        assert_eq!(limit(&mut (0..60).rev(), last), Some(expected), "{last}");
    }
}
