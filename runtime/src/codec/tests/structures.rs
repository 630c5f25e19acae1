//! Groups, choices, mixed content, derived types.

use super::*;

#[test]
fn groups_and_choices_keep_their_order() {
    let Document::Groups(groups) = same(
        "<groups xmlns=\"urn:t\"><a>1</a><b>2</b><key>k</key><value>v</value><key>l</key><key>m</key><value>w</value>\
         <cash>1</cash><cash>2</cash><cash>3</cash><card>c</card><from>f</from><to>t</to><y>4</y><card>d</card><tail>z</tail></groups>",
    ) else {
        panic!();
    };
    assert_eq!(
        groups.head,
        Some(Head {
            a: Some("1".into()),
            b: "2".into()
        })
    );
    assert_eq!(groups.pairs.len(), 3);
    assert_eq!(groups.way, Way::Cash(vec![Num(1), Num(2)]));
    assert_eq!(
        groups.ways,
        [
            Way::Cash(vec![Num(3)]),
            Way::Card("c".into()),
            Way::Parts(Parts {
                from: "f".into(),
                to: "t".into()
            }),
            Way::Nested(Inner::Y(Num(4))),
            Way::Card("d".into()),
        ]
    );
    same("<groups xmlns=\"urn:t\"><b>2</b><card /></groups>");
    same(&format!(
        "<groups xmlns=\"urn:t\"><x {XSI_NS} xsi:nil=\"true\" /></groups>"
    ));
}

#[test]
fn groups_and_choices_that_lack_something() {
    let groups = |inside: &str| refused(&format!("<groups xmlns='urn:t'>{inside}</groups>"));
    assert!(
        groups("<b>1</b>").contains("one of <card>, <cash>, <from>, <x>, <y> (Way) is missing"),
        "{}",
        groups("<b>1</b>")
    );
    assert!(groups("<a>1</a><card/>").contains("<b> is missing"));
    assert!(groups("<value>1</value><card/>").contains("unexpected element <value>"));
    assert!(groups("<card/><from>1</from>").contains("<to> is missing"));
    assert!(groups("<b/><a/><card/>").contains("unexpected element <a>"));
    // Leniently the order of a group that was begun doesn't matter.
    let (Document::Groups(found), _) = lenient(
        "<groups xmlns='urn:t'><b>1</b><a>2</a><tail>t</tail><value>v</value><key>k</key><card/></groups>",
    ) else {
        panic!();
    };
    assert_eq!(
        found.head,
        Some(Head {
            a: Some("2".into()),
            b: "1".into()
        })
    );
    assert_eq!(found.tail.as_deref(), Some("t"));
    assert_eq!(found.pairs.len(), 1);
}

#[test]
fn all_in_any_order() {
    let (Document::All(all), written) = rewritten("<all xmlns='urn:t'><b>1</b><a>x</a></all>")
    else {
        panic!();
    };
    assert_eq!(all.b, Some(Num(1)));
    // It comes back as it was, which makes it no other value.
    assert_eq!(written, "<all xmlns=\"urn:t\"><b>1</b><a>x</a></all>");
    let usual = All {
        order: crate::Order::default(),
        ..all.clone()
    };
    assert_eq!(usual, all);
    let usual = to_xml(&Document::All(usual)).unwrap();
    assert!(usual.ends_with("<a>x</a><b>1</b></all>"), "{usual}");
    assert!(refused("<all xmlns='urn:t'><b>1</b></all>").contains("<a> is missing"));
    assert!(refused("<all xmlns='urn:t'><a/><a/></all>").contains("unexpected element <a>"));
}

#[test]
fn mixed_content_stays_in_its_place() {
    let Document::Mixed(mixed) = same(
        "<mixed xmlns=\"urn:t\" id=\"1\">one <b>two</b> three<i>four <b>five</b></i> &lt;six<x xmlns=\"urn:x\"> </x></mixed>",
    ) else {
        panic!();
    };
    assert_eq!(mixed.content.len(), 6);
    assert_eq!(
        mixed.content.get(2),
        Some(&MixedContent::Text(" three".into()))
    );
    assert!(refused("<mixed xmlns='urn:t'>x</mixed>").contains("<b> is missing"));
    assert!(refused("<mixed xmlns='urn:t'><i><b/></i><b/></mixed>").contains("<b> is missing"));
    assert!(refused("<mixed xmlns='urn:t'><b/><b/></mixed>").contains("unexpected element <b>"));
    let (Document::Mixed(mixed), warnings) = lenient("<mixed xmlns='urn:t'>a<odd/>b<b/></mixed>")
    else {
        panic!();
    };
    // What is passed over doesn't part the text, which would be one when it's written.
    assert_eq!(mixed.content.len(), 2);
    assert_eq!(
        mixed.content.first(),
        Some(&MixedContent::Text("ab".into()))
    );
    assert_eq!(warnings, ["mixed: unexpected element <odd>"]);
}

#[test]
fn derived_types_and_open_content() {
    let Document::Zoo(Nillable::Value(zoo)) = same(&format!(
        "<zoo xmlns=\"urn:t\"><animal><name>a</name></animal>\
         <animal xmlns:q1=\"urn:o\" {XSI_NS} xsi:type=\"q1:Dog\"><name>d</name><bark xmlns=\"urn:o\">w</bark></animal>\
         <any xmlns:p=\"urn:p\" k=\"p:v\">t<z xmlns=\"\"><y xmlns=\"urn:t\" /></z></any>\
         <other xmlns=\"urn:z\" a=\"b\">text</other><more xmlns=\"\" />\
         <empty /><me /><thing xmlns:q2=\"urn:o\" {XSI_NS} xsi:type=\"q2:Dog\" /></zoo>"
    )) else {
        panic!();
    };
    assert_eq!(zoo.animals.len(), 2);
    assert_eq!(zoo.rest.len(), 2);
    assert_eq!(zoo.me, Some(Box::default()));
    assert!(matches!(
        same(&format!(
            "<zoo xmlns=\"urn:t\" {XSI_NS} xsi:nil=\"true\" />"
        )),
        Document::Zoo(Nillable::Nil)
    ));
}

#[test]
fn unknown_derived_types_are_kept() {
    let xml = format!(
        "<zoo xmlns='urn:t' {XSI_NS}><animal xsi:type='Cat'><name>c</name><lives xmlns='urn:l'>9</lives></animal></zoo>"
    );
    assert!(refused(&xml).contains("the type Cat isn't known"));
    let (document, warnings) = lenient(&xml);
    assert_eq!(warnings, ["zoo.animal[0]: the type Cat isn't known here"]);
    let written = to_xml(&document).unwrap();
    assert!(written.contains("xsi:type=\"Cat\""), "{written}");
    assert_eq!(lenient(&written).0, document);
    // In a place where the default namespace is another, the type gets a prefix.
    let Document::Zoo(Nillable::Value(zoo)) = document else {
        panic!()
    };
    let mut out = crate::xml::Writer::new();
    write_element(
        &mut out,
        Name::new("urn:elsewhere", "e"),
        zoo.animals[0].item(),
    )
    .unwrap();
    assert!(out.finish().contains("xmlns:q1=\"urn:t\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"q1:Cat\""));
    // An abstract type has to be named.
    let xml = "<zoo xmlns='urn:t'><thing/></zoo>";
    assert!(refused(xml).contains("the type Thing is abstract"));
    assert_eq!(lenient(xml).1.len(), 1);
}

#[test]
fn types_of_many_members() {
    use crate::value::{Field, HasShape};
    const MANY: usize = 200;
    #[derive(Default, Debug)]
    struct Wide(Vec<Option<String>>);
    static MEMBERS: [crate::schema::Member; MANY] = {
        let mut members = [crate::schema::opt("", "x"); MANY];
        members[150] = crate::schema::one("", "needed");
        members
    };
    impl HasShape for Wide {
        const SHAPE: &'static crate::schema::Shape = &crate::schema::Shape {
            name: Name::new("", "Wide"),
            named: true,
            content: crate::schema::Content::Sequence,
            members: &MEMBERS,
            attributes: &[],
            rust: "Wide",
        };
        fn field(&self, i: usize) -> Option<&dyn Field> {
            self.0.get(i).map(|field| field as &dyn Field)
        }
        fn field_mut(&mut self, i: usize) -> Option<&mut dyn Field> {
            self.0.resize(MANY, None);
            self.0.get_mut(i).map(|field| field as &mut dyn Field)
        }
    }
    let read = |xml: &str| {
        let mut wide = Wide::default();
        let mut reader = crate::xml::Reader::new(xml, crate::xml::Limits::default());
        reader.root().unwrap();
        read_value(
            &mut reader,
            Slot::Complex(&mut wide),
            None,
            &mut ReadContext::strict(),
        )
        .map(|()| wide)
    };
    assert!(read(&format!("<w>{}<needed/><x/></w>", "<x/>".repeat(150))).is_ok());
    assert!(read("<w><x/></w>").is_err());
}

#[test]
fn select_keeps_what_a_variant_has() {
    let mut way = Way::Cash(vec![Num(1)]);
    let choice: &mut dyn Choice = &mut way;
    assert!(choice.select(1, false).is_some());
    assert_eq!(way, Way::Cash(vec![Num(1), Num(0)]));
    assert_eq!(Way::CHOICE.variants.len(), 4);
}
