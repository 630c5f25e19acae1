//! A choice of the types that are known where a value of their base stands.

use castile_codegen::{Builder, Error, configure};

/// A service whose records all derive from one.
const WSDL: &str = include_str!("../records.wsdl");

fn code(options: impl FnOnce(Builder) -> Builder) -> Result<String, Error> {
    code_of(WSDL.to_owned(), options)
}

fn code_of(wsdl: String, options: impl FnOnce(Builder) -> Builder) -> Result<String, Error> {
    let builder = configure().memory("records.wsdl", wsdl).operations(["get"]);
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

/// What is known where a head stands may need types with which more is known there, and so on.
#[test]
fn what_is_known_is_there_whatever_makes_it_known() {
    let levels = (0..4).map(|n| {
        let next = n + 1;
        format!(
            r#"<xs:complexType name="Base{n}"/>
               <xs:complexType name="T{n}"><xs:complexContent><xs:extension base="t:Base{n}"/></xs:complexContent></xs:complexType>
               <xs:complexType name="Last{n}"><xs:complexContent><xs:extension base="t:T{n}"><xs:sequence>
                 <xs:element name="next" type="t:Base{next}"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
               <xs:element name="m{n}" type="t:T{n}" substitutionGroup="t:head"/>"#
        )
    });
    let schema = format!(
        r#"{}<xs:complexType name="Base4"/>
           <xs:element name="head" type="xs:anyType"/>
           <xs:element name="get"><xs:complexType/></xs:element>
           <xs:element name="getResponse"><xs:complexType><xs:sequence>
             <xs:element ref="t:head"/><xs:element name="base" type="t:Base0"/>
           </xs:sequence></xs:complexType></xs:element>"#,
        levels.collect::<String>()
    );
    let start = r#"elementFormDefault="qualified">"#;
    let (before, rest) = WSDL.split_once(start).expect("it has a schema");
    let (_, after) = rest.split_once("</xs:schema>").expect("it has a schema");
    let wsdl = format!("{before}{start}{schema}</xs:schema>{after}");
    let generated = |options: &[(&str, &str)]| {
        let code = code_of(wsdl.clone(), |builder| {
            let builder = builder.declared_only(true);
            let options = options.iter();
            options.fold(builder, |builder, (base, path)| builder.derived(base, path))
        });
        let code = code.expect("it generates");
        assert!(!code.contains("= ();"), "{code}");
        code
    };
    let one = generated(&[("Base0", "T0")]);
    assert!(one.contains("M0(AnyT0)") && one.contains("M1(castile::AnyType)"));
    assert_eq!(variants(&one, "AnyT0"), ["T0", "Unknown"]);
    let some = generated(&[
        ("Base0", "T0"),
        ("T0", "Last0"),
        ("Base1", "T1"),
        ("T1", "Last1"),
    ]);
    assert!(some.contains("M0(AnyT0)") && some.contains("M1(AnyT1)"));
    assert!(some.contains("M2(castile::AnyType)"));
    assert_eq!(variants(&some, "AnyT1"), ["T1", "Last1", "Unknown"]);
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

/// What isn't known where it stands goes back as it came, beside what is.
#[test]
fn what_is_kept_comes_back() {
    use castile_tests::records::{AnyParty, Event, GetResponse, Record};
    let document = |record: &str, buyer: &str, event: &str| {
        format!(r#"<getResponse xmlns="urn:records">{record}{buyer}{event}</getResponse>"#)
    };
    let of_type = |element: &str, ty: &str, content: &str| {
        let xsi = "http://www.w3.org/2001/XMLSchema-instance";
        format!(r#"<{element} xmlns:xsi="{xsi}" xsi:type="{ty}">{content}</{element}>"#)
    };
    let name = "<name>n</name>";
    let customer = format!("{name}<terms><days>30</days></terms>");
    let read = |xml: &str| {
        let element = castile::AnyElement::from_xml(xml).expect("it's well-formed");
        let value: GetResponse = element.value().unwrap_or_else(|e| panic!("{e}\n{xml}"));
        let written = castile::AnyElement::of("urn:records", "getResponse", &value);
        let written = written.and_then(|element| element.to_xml());
        assert_eq!(written.expect("it can be written"), xml);
        value
    };
    let known = read(&document(
        &of_type("record", "Invoice", "<line><item>i</item></line>"),
        &format!("<buyer>{name}</buyer>"),
        "<moved><to>there</to></moved>",
    ));
    assert!(matches!(known.record, Record::Invoice(invoice) if invoice.line[0].item == "i"));
    assert!(matches!(known.buyer, AnyParty::Party(party) if party.name == "n"));
    assert!(matches!(known.event, Event::Moved(there) if there.to == "there"));
    let kept = read(&document(
        &of_type("record", "Customer", &customer),
        &of_type("buyer", "Customer", &customer),
        "<sold><price>1</price></sold>",
    ));
    assert!(matches!(kept.record, Record::Unknown(_)));
    assert!(matches!(kept.buyer, AnyParty::Unknown(_)));
    assert!(matches!(kept.event, Event::Sold(_)));
    let noted = read(&document(
        &of_type("record", "Party", name),
        &format!("<buyer>{name}</buyer>"),
        "<noted>n</noted>",
    ));
    assert!(matches!(noted.record, Record::Unknown(_)));
    assert!(matches!(noted.event, Event::Noted(_)));
}
