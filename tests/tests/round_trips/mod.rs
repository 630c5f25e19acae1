//! Documents of each feature schema are read strictly and written back; what comes out is what went in.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use castile_tests as fixtures;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;

/// Each document is spelt as the writer spells it, so that it must come back byte for byte.
macro_rules! same {
    ($test:ident, $($xml:expr),+ $(,)?) => {
        #[test]
        fn $test() {
            $(
                let xml = $xml;
                let strict = fixtures::$test::Document::from_xml_strict(xml.as_bytes());
                let strict = strict.unwrap_or_else(|e| panic!("{e}\n{xml}"));
                let written = strict.to_xml().unwrap_or_else(|e| panic!("{e}"));
                assert_eq!(written.strip_prefix(DECLARATION), Some(xml));
                let lenient = fixtures::$test::Document::from_xml(xml.as_bytes());
                assert_eq!(lenient.unwrap_or_else(|e| panic!("{e}\n{xml}")), strict);
            )+
        }
    };
}

/// Each document breaks a rule: the strict read says which, and where.
macro_rules! refused {
    ($test:ident in $module:ident, $($xml:expr => $message:expr),+ $(,)?) => {
        #[test]
        fn $test() {
            $(
                let xml = $xml;
                match fixtures::$module::Document::from_xml_strict(xml.as_bytes()) {
                    Ok(document) => panic!("was read as {document:?}"),
                    Err(error) => assert_eq!(error.to_string(), $message, "{xml}"),
                }
            )+
        }
    };
}

mod said_types;
mod strict;

same!(
    sequence,
    r#"<order xmlns="urn:castile:sequence" id="a1" version="2"><number>1</number><note> two  blanks </note><item><sku>A</sku><count>3</count></item></order>"#,
    r#"<order xmlns="urn:castile:sequence" id="b"><number>-1</number><item><sku>A</sku><count>1</count></item><item><sku>B</sku><count>99999999999999999999999</count></item><key>k</key><value>1.50</value><key>l</key><value>-0.1</value></order>"#,
);

same!(
    choice,
    r#"<payment xmlns="urn:castile:choice"><card>4111</card></payment>"#,
    r#"<payment xmlns="urn:castile:choice"><cash>true</cash><fee>1</fee><discount>2</discount><comment>a</comment><comment>b</comment><fee>3</fee></payment>"#,
    r#"<payment xmlns="urn:castile:choice"><iban>DE</iban><bic>X</bic></payment>"#,
    r#"<payment xmlns="urn:castile:choice"><iban>DE</iban></payment>"#,
    r#"<trip xmlns="urn:castile:choice" />"#,
    r#"<trip xmlns="urn:castile:choice"><stay>home</stay></trip>"#,
    r#"<trip xmlns="urn:castile:choice"><walk>1</walk><ride>bus</ride></trip>"#,
    r#"<trip xmlns="urn:castile:choice"><ride>bus</ride><walk>1</walk><ride>tram</ride></trip>"#,
    r#"<shoes xmlns="urn:castile:choice"><none>lost</none></shoes>"#,
    r#"<shoes xmlns="urn:castile:choice"><left>1</left><right>2</right></shoes>"#,
    r#"<shoes xmlns="urn:castile:choice"><left>1</left><right>2</right><right>3</right><left>4</left></shoes>"#,
);

same!(
    all,
    r#"<person xmlns="urn:castile:all"><first>Ada</first><last>Lovelace</last><born>1815-12-10</born></person>"#,
    r#"<person xmlns="urn:castile:all"><born>1815-12-10</born><last>Lovelace</last><first>Ada</first></person>"#,
    r#"<size xmlns="urn:castile:all" />"#,
    r#"<size xmlns="urn:castile:all"><height>1</height><width>2</width></size>"#,
);

same!(
    identity,
    r#"<graph xmlns="urn:castile:identity"><node id="a" next="b a"><marks>c d</marks></node><node id="b" /></graph>"#,
);

same!(
    groups,
    r#"<customer xmlns="urn:castile:groups" lang="en" private="true"><street>s</street><town>t</town><phone>1</phone><mail>m</mail><branch><street>a</street><town>b</town><street>c</street><town>d</town></branch></customer>"#,
    r#"<customer xmlns="urn:castile:groups" private="false"><street /><town /></customer>"#,
    r#"<journal xmlns="urn:castile:groups" private="false"><paid>1</paid><received>2</received><paid>3</paid></journal>"#,
    r#"<journal xmlns="urn:castile:groups" private="false" />"#,
);

same!(
    simple_content,
    r#"<prices xmlns="urn:castile:simple-content"><price currency="EUR" kind="net">9.90</price><price currency="USD" kind="net">0</price></prices>"#,
);

same!(
    polymorphism,
    r#"<drawing xmlns="urn:castile:polymorphism"><author><name>A</name></author></drawing>"#,
    r#"<drawing xmlns="urn:castile:polymorphism"><author xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Employee"><name>A</name><number>1</number></author><shape xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Circle"><radius>1.5</radius></shape><shape xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Square"><width>1</width><height>1</height></shape><frame rounded="true"><width>1</width><height>2</height></frame><window><width>3</width><height>4</height></window></drawing>"#,
);

same!(
    substitution,
    r#"<zoo xmlns="urn:castile:substitution"><dog chip="7"><name>Rex</name></dog><cat><name>Tom</name></cat><poodle><name>P</name></poodle><guard><poodle><name>Q</name></poodle></guard></zoo>"#,
);

same!(
    recursion,
    r#"<expression xmlns="urn:castile:recursion"><and><left><not><literal>true</literal></not></left><right><literal>false</literal></right></and></expression>"#,
    r#"<tree xmlns="urn:castile:recursion"><value>1</value><child><value>2</value></child><sibling><value>3</value></sibling><sibling><value>4</value></sibling></tree>"#,
);

same!(
    mixed,
    r#"<paragraph xmlns="urn:castile:mixed" style="s">One <b>two<br /> three</b> four<br /><x xmlns="urn:other">five</x> &amp; six</paragraph>"#,
    r#"<letter xmlns="urn:castile:mixed">Dear <name>A</name>, your order <order>7</order> is due.</letter>"#,
);

same!(
    wildcards,
    r#"<envelope xmlns="urn:castile:wildcards" more="1"><kind>k</kind><a xmlns="urn:a"><b c="d">e</b>f</a><open g="h"><i>j</i>k<l xmlns="" /></open><untyped>text</untyped><simple>s</simple></envelope>"#,
);

same!(
    nillable,
    r#"<reading xmlns="urn:castile:nillable"><required xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" /><optional xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" /><many>a</many><many /><station xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" /></reading>"#,
    r#"<reading xmlns="urn:castile:nillable"><required>1</required></reading>"#,
    r#"<reading xmlns="urn:castile:nillable"><required>1</required><answer xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" reason="unknown" code="3" /></reading>"#,
    r#"<answer xmlns="urn:castile:nillable" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" code="0" />"#,
    r#"<answer xmlns="urn:castile:nillable" code="1"><value>2.5</value></answer>"#,
    r#"<nothing xmlns="urn:castile:nillable" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" />"#,
    r#"<nothing xmlns="urn:castile:nillable">2024-02-29</nothing>"#,
);

same!(
    defaults,
    r#"<settings xmlns="urn:castile:defaults" level="7" version="1.0" schema="2"><retries>9</retries><mode>safe</mode></settings>"#,
    r#"<settings xmlns="urn:castile:defaults" level="5" version="1.0" schema="2"><retries>9</retries></settings>"#,
    r#"<settings xmlns="urn:castile:defaults" level="5" version="1.0" schema="2"><retries /><mode /><size /><size>1.5</size><size>2</size><size /><limit unit="m" /><level /></settings>"#,
    r#"<settings xmlns="urn:castile:defaults" level="5" version="1.0" schema="2"><retries>3</retries><limit xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" unit="m" /><levels /></settings>"#,
    r#"<depth xmlns="urn:castile:defaults" />"#,
    r#"<depth xmlns="urn:castile:defaults">4</depth>"#,
);

#[test]
fn an_empty_element_has_the_value_of_the_schema() {
    use fixtures::defaults::{Document, Level, SettingsChoice};
    let empty = r#"<settings xmlns="urn:castile:defaults" schema="2"><retries/><mode/><size/><limit/><levels/></settings>"#;
    let full = r#"<settings xmlns="urn:castile:defaults" schema="2"><retries>3</retries><mode>safe</mode><size>1.5</size><limit>10</limit><levels>low high</levels></settings>"#;
    let read = |xml: &str| Document::from_xml_strict(xml.as_bytes()).unwrap();
    assert_eq!(read(empty), read(full));
    let Document::Settings(mut settings) = read(empty) else {
        panic!("it's read as something else");
    };
    assert!(settings.retries.came_empty() && *settings.retries == 3);
    *settings.retries += 1;
    match &mut settings.choice {
        Some(SettingsChoice::Levels(levels)) => assert_eq!(levels.0.pop(), Some(Level::High)),
        other => panic!("{other:?}"),
    }
    let written = Document::Settings(settings).to_xml().unwrap();
    assert!(
        written.contains("<retries>4</retries><mode /><size /><limit /><levels>low</levels>"),
        "{written}"
    );
}

same!(
    lists_unions,
    r#"<shirt xmlns="urn:castile:lists-unions" tags="a b"><sizes>1 2 3 4</sizes><three>1 2 3</three><size>12</size><any>3 small AB</any></shirt>"#,
    r#"<shirt xmlns="urn:castile:lists-unions" xmlns:q1="urn:a" kinds="q1:a q1:b"><sizes /><size>large</size><any /></shirt>"#,
);

same!(
    enumerations,
    r#"<job xmlns="urn:castile:enumerations" was=""><state>Timed Out</state><level>-2</level></job>"#,
    r#"<job xmlns="urn:castile:enumerations" was="größer"><state>running</state></job>"#,
    r#"<job xmlns="urn:castile:enumerations"><state>Unrecognized</state></job>"#,
);

same!(
    facets,
    r#"<order xmlns="urn:castile:facets"><items><sku>A-1</sku><short>B-22</short><discount>99.99</discount><shipped>2000-01-01</shipped></items></order>"#,
);

same!(
    namespaces,
    r#"<order xmlns="http://castile.example/2024/orders" xmlns:q1="http://castile.example/2024/stock" q1:mark="m"><item><name>n</name></item><item xmlns="http://castile.example/2024/stock"><count xmlns="">1</count></item><stock><count xmlns="">2</count><weight xmlns="" unit="kg">3</weight></stock><weight unit="lb">4.0</weight></order>"#,
);

refused!(
    broken_identities in identity,
    r#"<graph xmlns="urn:castile:identity"><node id="a"/><node id="a"/></graph>"#
        => "graph.node[1].@id: an ID that the document has twice (at byte 50)",
    r#"<graph xmlns="urn:castile:identity"><node id="a" next="b"/></graph>"#
        => "a reference to an ID that the document lacks (at byte 36)",
    r#"<graph xmlns="urn:castile:identity"><node id="a"><other/></node></graph>"#
        => "graph.node[0]: <other> isn't declared by the schema (at byte 49)",
);

refused!(
    turns_of_a_group_in_a_choice in choice,
    r#"<trip xmlns="urn:castile:choice"><walk>1</walk></trip>"#
        => "trip: one of <walk>, <ride> (Legs) occurs 1 times, needed at least 2 times (at byte 33)",
    r#"<shoes xmlns="urn:castile:choice"><left>1</left><right>2</right><left>3</left></shoes>"#
        => "shoes: one of <left>, <right> (Pair) occurs 1 times, needed at least 2 times (at byte 64)",
);

refused!(
    blocked_types in polymorphism,
    r#"<drawing xmlns="urn:castile:polymorphism" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><author><name/></author><window xsi:type="Square"><width>1</width><height>1</height></window></drawing>"#
        => "drawing.window: the type Square isn't known here (at byte 120)",
);

refused!(
    broken_rules in sequence,
    r#"<order xmlns="urn:castile:sequence" id="a"><note>n</note><number>1</number><item><sku>A</sku><count>3</count></item></order>"#
        => "order: unexpected element <number>; expected <item> (at byte 57)",
);

same!(
    constraints,
    r#"<shop xmlns="urn:castile:constraints"><item sku="a"><price>1.0</price></item><item sku="b"><price>1</price></item><sold>b</sold></shop>"#,
    r#"<shop xmlns="urn:castile:constraints"><item sku="a"><price>1</price><limit>true</limit><extra xmlns:q="urn:castile:constraints" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="q:Note"><text>t</text></extra><value xmlns:q="urn:castile:constraints" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="q:LowPrice">9.5</value></item></shop>"#,
    r#"<shop xmlns="urn:castile:constraints"><item sku="a" xmlns:q1="urn:castile:constraints" q1:checked="2024-02-29"><price>1</price><extra xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" a="b" /></item></shop>"#,
);

refused!(
    keys_must_be_unique_and_there in constraints,
    r#"<shop xmlns="urn:castile:constraints"><item><price>1</price></item></shop>"#
        => "shop.item[0]: a field of the key items is missing (at byte 38)",
    r#"<shop xmlns="urn:castile:constraints"><item sku="a"><price>1</price></item><item sku="a"><price>2</price></item></shop>"#
        => "shop.item[1]: items must be unique, and is there twice (at byte 75)",
    r#"<shop xmlns="urn:castile:constraints"><item sku="a"><price>1</price></item><sold>b</sold></shop>"#
        => "shop: the key items has nothing that sales refers to (at byte 75)",
    r#"<shop xmlns="urn:castile:constraints"><item sku="a"><price>1</price><limit>1</limit></item><item sku="b"><price>1.0</price><limit>1.00</limit></item></shop>"#
        => "shop.item[1]: prices must be unique, and is there twice (at byte 91)",
);

/// An item with something after its price, with what it needs for `xsi:type`.
macro_rules! item {
    ($inside:literal) => {
        concat!(
            r#"<shop xmlns="urn:castile:constraints" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><item sku="a">"#,
            $inside,
            "</item></shop>"
        )
    };
}

refused!(
    what_a_document_names_is_what_it_has in constraints,
    item!("<price i:type='LowPrice'>10</price>")
        => "shop.item[0].price: expected at most 9.99 (at byte 148)",
    item!("<price i:type='xs:decimal'>1</price>")
        => "shop.item[0].price: a type that can't stand in for the declared one (at byte 148)",
    item!("<price i:nil='false'>1</price>")
        => "shop.item[0].price: xsi:nil on an element that can't be nil (at byte 148)",
    item!("<price i:other='1'>1</price>")
        => "shop.item[0].price: unexpected attribute xsi:other (at byte 148)",
    item!("<price>1</price><limit i:type='LowPrice'>1</limit>")
        => "shop.item[0].limit: a type that can't stand in for the declared one (at byte 164)",
    item!("<price>1</price><extra i:type='Note'/>")
        => "shop.item[0].extra: <text> is missing (at byte 164)",
    item!("<price>1</price><extra i:type='Nothing'/>")
        => "shop.item[0].extra: the type Nothing isn't known here (at byte 164)",
    item!("<price>1</price><value i:type='xs:int'>x</value>")
        => "shop.item[0].value: expected a whole number from -2147483648 to 2147483647 (at byte 164)",
    item!("<price>1</price><value><a/></value>")
        => "shop.item[0].value: unexpected element <a> where only text is expected (at byte 171)",
    r#"<shop xmlns="urn:castile:constraints" xmlns:t="urn:castile:constraints"><item sku="a" t:checked="2023-02-29"><price>1</price></item></shop>"#
        => "shop.item[0]: expected a date such as `2001-12-17` (at byte 72)",
    r#"<shop xmlns="urn:castile:constraints" xmlns:t="urn:castile:constraints"><item sku="a" t:other=""><price>1</price></item></shop>"#
        => "shop.item[0]: the attribute other isn't declared by the schema (at byte 72)",
);

same!(
    types_only,
    r#"<p xmlns="urn:castile:types-only" xmlns:q="urn:castile:types-only" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="q:Point"><x>1</x><y>2</y></p>"#,
);

refused!(
    a_root_of_no_known_type in types_only,
    r#"<p xmlns="urn:castile:types-only"/>"# => "<p> isn't declared by the schema (at byte 0)",
);

refused!(
    an_optional_all_is_whole_or_absent in all,
    r#"<size xmlns="urn:castile:all"><width>2</width></size>"# => "size: <height> is missing (at byte 30)",
);

refused!(
    a_nil_keeps_to_the_attributes_of_its_type in nillable,
    r#"<answer xmlns="urn:castile:nillable" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"# => "answer: the attribute code is missing (at byte 0)",
    r#"<answer xmlns="urn:castile:nillable" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" code="x"/>"# => "answer.@code: expected a whole number from -2147483648 to 2147483647 (at byte 0)",
    r#"<answer xmlns="urn:castile:nillable" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" code="1"><value>1</value></answer>"# => "answer: an element in one that is empty by its xsi:nil (at byte 0)",
    r#"<nothing xmlns="urn:castile:nillable" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" code="1"/>"# => "nothing: the attribute code of an element that is nil, which isn't kept (at byte 0)",
);

#[test]
fn a_nil_without_the_attributes_of_its_type_is_nil_to_a_lenient_reading() {
    use castile::Nillable;
    use fixtures::nillable::Document;
    let nil = r#"<answer xmlns="urn:castile:nillable" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#;
    let read = Document::from_xml(nil.as_bytes());
    assert_eq!(read.expect(nil), Document::Answer(Nillable::Nil));
}

/// An attribute that isn't known says nothing of a nil either.
#[test]
fn a_nil_with_nothing_that_is_known_is_nil() {
    use castile::Nillable;
    use fixtures::defaults::Document;
    let nil = r#"<settings xmlns="urn:castile:defaults" schema="2"><retries/><limit xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" nuit="m"/></settings>"#;
    let Document::Settings(read) = Document::from_xml(nil.as_bytes()).expect(nil) else {
        panic!("it's read as something else");
    };
    assert_eq!(read.limit.as_deref(), Some(&Nillable::Nil));
}

/// No value is made up for it, and what it has isn't lost.
#[test]
fn a_root_that_cannot_be_nil_is_read_as_if_it_did_not_say_so() {
    use fixtures::defaults::Document;
    let root = r#"<settings xmlns="urn:castile:defaults" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" schema="2""#;
    let empty = format!("{root}/>");
    let error = Document::from_xml(empty.as_bytes()).expect_err(&empty);
    assert!(error.to_string().contains("retries"), "{error}");
    let full = format!(r#"{root} level="7"><retries>1</retries></settings>"#);
    let (read, warnings) = Document::from_xml_with_warnings(full.as_bytes()).expect(&full);
    let Document::Settings(settings) = &read else {
        panic!("it's read as something else");
    };
    assert_eq!((*settings.retries, settings.level), (1, Some(7)));
    let warnings: Vec<_> = warnings.iter().map(|w| &*w.message).collect();
    assert_eq!(warnings, ["xsi:nil on an element that can't be nil"]);
    assert!(Document::from_xml_strict(full.as_bytes()).is_err());
}

refused!(
    other_facets_of_an_enumeration_count_too in enumerations,
    r#"<grade xmlns="urn:castile:enumerations">minor</grade>"# => "grade: expected text of the pattern `ma.*` (at byte 0)",
);

#[test]
fn white_space_between_elements_is_white_space_however_it_is_written() {
    let xml = r#"<order xmlns="urn:castile:sequence" id="b"><![CDATA[ ]]><number>-1</number>&#32;<item><sku>A</sku><count>1</count></item></order>"#;
    assert!(fixtures::sequence::Document::from_xml_strict(xml.as_bytes()).is_ok());
}

#[test]
fn a_value_of_a_union_that_no_type_of_it_lists_is_kept() {
    use fixtures::lists_unions::{Document, Named, Size};
    let xml = r#"<shirt xmlns="urn:castile:lists-unions"><sizes /><size>huge</size><any>3 x</any></shirt>"#;
    assert!(Document::from_xml_strict(xml.as_bytes()).is_err());
    let read = Document::from_xml(xml.as_bytes()).expect(xml);
    let Document::Shirt(shirt) = &read;
    let huge = Size::Named(Named::Unrecognized("huge".to_owned()));
    assert_eq!(*shirt.size, huge);
    let written = read.to_xml().expect("it has a form in XML");
    assert_eq!(written.strip_prefix(DECLARATION), Some(xml));
}

#[test]
fn enumerations_know_other_spellings_of_their_values() {
    use fixtures::enumerations::{Document, Span, Term};
    let read = |xml: &str| Document::from_xml_strict(xml.as_bytes()).expect(xml);
    let term = r#"<term xmlns="urn:castile:enumerations"> long  ago </term>"#;
    assert_eq!(read(term), Document::Term(Term::LongAgo));
    let span = r#"<span xmlns="urn:castile:enumerations">P12M</span>"#;
    assert!(matches!(read(span), Document::Span(Span::P1y)));
}

refused!(
    mixed_content_follows_its_model in mixed,
    r#"<entry xmlns="urn:castile:mixed"><to/>a<term/><em/></entry>"# => "entry: <sense> is missing (at byte 0)",
);

#[test]
fn mixed_content_of_an_all_comes_in_any_order() {
    let card = |inside: &str| format!(r#"<card xmlns="urn:castile:mixed">{inside}</card>"#);
    let read = |xml: &str| fixtures::mixed::Document::from_xml_strict(xml.as_bytes());
    assert!(read(&card("a<back/>b<front/>c")).is_ok());
    assert!(read(&card("<front/>")).is_err());
    assert!(read(&card("<front/><back/><front/>")).is_err());
}

same!(
    xsd11,
    r#"<box xmlns="urn:castile:xsd11" version="1"><label xmlns="urn:castile:labels">l</label><stop>s</stop><x xmlns="" /><rest>r</rest><y xmlns="urn:y" /></box>"#,
    r#"<halt xmlns="urn:castile:xsd11"><rest>r</rest></halt>"#,
    r#"<shelf xmlns="urn:castile:xsd11"><book>b</book><book>c</book><x xmlns="urn:x" /><y xmlns="urn:y">y</y></shelf>"#,
    r#"<rack xmlns="urn:castile:xsd11" version="1"><book>b</book><disc>d</disc><x xmlns="urn:x" /></rack>"#,
    r#"<drawer xmlns="urn:castile:xsd11"><sock>l</sock><sock>r</sock><tie>t</tie><x xmlns="urn:x" /></drawer>"#,
    r#"<memo xmlns="urn:castile:xsd11">a<x xmlns="urn:x" /><from>f</from><x xmlns="urn:x" />b<to>t</to><x xmlns="urn:x" /></memo>"#,
);

/// Elements that may stand anywhere are kept behind the others, in their order.
#[test]
fn open_content_that_is_interleaved() {
    use fixtures::xsd11::Document;
    let xml = r#"<drawer xmlns="urn:castile:xsd11" xmlns:o="urn:o"><o:a/><sock>l</sock><o:b/><sock>r</sock><tie>t</tie><o:c/></drawer>"#;
    let read = Document::from_xml_strict(xml.as_bytes()).expect(xml);
    assert_eq!(Document::from_xml(xml.as_bytes()).expect(xml), read);
    let Document::Drawer(drawer) = &read else {
        panic!("{read:?}");
    };
    let names: Vec<&str> = drawer.any.iter().map(|any| any.name.as_str()).collect();
    assert_eq!(
        (names.as_slice(), drawer.sock.len()),
        (&["a", "b", "c"][..], 2)
    );
    let again = read.to_xml().expect("it has a form in XML");
    assert_eq!(
        Document::from_xml_strict(again.as_bytes()).as_ref(),
        Ok(&read)
    );
}

refused!(
    content_that_is_open_at_its_end in xsd11,
    r#"<shelf xmlns="urn:castile:xsd11"><book/><x xmlns="urn:x"/><book/></shelf>"# => "shelf: unexpected element <book>; expected any element (at byte 58)",
    r#"<rack xmlns="urn:castile:xsd11"><book/><x xmlns="urn:x"/><disc/></rack>"# => "rack: unexpected element <disc>; expected any element (at byte 57)",
    r#"<shelf xmlns="urn:castile:xsd11"><x xmlns="urn:x"/></shelf>"# => "shelf: <book> is missing (at byte 0)",
    r#"<drawer xmlns="urn:castile:xsd11"><sock/><x xmlns="urn:x"/><tie/></drawer>"# => "drawer: <sock> occurs 1 times, needed at least 2 times (at byte 0)",
    r#"<memo xmlns="urn:castile:xsd11"><x xmlns="urn:x"/><to/><from/></memo>"# => "memo: <from> is missing (at byte 0)",
);

/// A box with something in its middle and at its end.
macro_rules! boxed {
    ($attributes:literal, $middle:literal, $last:literal) => {
        concat!(
            r#"<box xmlns="urn:castile:xsd11" xmlns:t="urn:castile:xsd11""#,
            $attributes,
            r#"><label xmlns="urn:castile:labels"/>"#,
            $middle,
            "<end/>",
            $last,
            "</box>"
        )
    };
}

refused!(
    names_that_wildcards_leave_out in xsd11,
    boxed!("", "<end/>", "") => "box: unexpected element <end>; expected any element (at byte 100)",
    boxed!("", "<lid/>", "") => "box: unexpected element <lid>; expected any element, <end>, <rest> (at byte 94)",
    boxed!("", "", "<y xmlns=''/>") => "box: unexpected element <y> in the namespace \"\"; expected any element (at byte 100)",
    boxed!(" t:weight='1'", "", "") => "box: unexpected attribute weight (at byte 0)",
    r#"<halt xmlns="urn:castile:xsd11" version="1"><stop/></halt>"# => "halt: unexpected attribute version (at byte 0)",
);

/// What services leave out where the options say so is absent, and still missing to a strict reading.
#[test]
fn what_is_left_out_is_absent() {
    use castile::Validate;
    use fixtures::left_out::Document;
    let text = "<r:root xmlns:r=\"urn:castile:forms\"><plain>a</plain></r:root>";
    let read = Document::from_xml(text.as_bytes()).expect("it's read leniently");
    let Document::Root(root) = &read else {
        panic!("{read:?}");
    };
    assert_eq!(root.plain.as_deref(), Some("a"));
    assert!(root.named.is_none() && root.global.is_none() && root.inner.is_none());
    let written = read.to_xml().expect("it's written as it is");
    assert!(Document::from_xml(written.as_bytes()).expect("it's read again") == read);
    let error = Document::from_xml_strict(text.as_bytes()).expect_err("it's required");
    assert!(error.to_string().contains("<named> is missing"), "{error}");
    assert!(root.validate().is_err());
}
