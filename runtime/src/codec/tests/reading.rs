//! Reading leniently and strictly, and what is said about what is wrong.

use super::*;

#[test]
fn a_sequence_with_everything_in_it() {
    let Document::Order(order) = same(&format!(
        "<order xmlns=\"urn:t\" xml:lang=\"en\" version=\"2\" level=\"7\" xmlns:q1=\"urn:o\" q1:more=\"&lt;\">\
         <id>1</id><note>a b</note><item q1:unit=\"kg\">5</item><item>6</item><state xsi:nil=\"true\" {XSI_NS} />\
         <name>x</name><name xsi:nil=\"true\" {XSI_NS} /><name />\
         <kind xmlns=\"\">q1:v</kind><foreign xmlns=\"urn:o\">f</foreign></order>"
    )
    .replace(&format!("xsi:nil=\"true\" {XSI_NS}"), &format!("{XSI_NS} xsi:nil=\"true\""))) else {
        panic!();
    };
    assert_eq!(order.id, Num(1));
    assert_eq!(order.items.len(), 2);
    assert_eq!(order.state, Some(Nillable::Nil));
    assert_eq!(
        order.names,
        [
            Nillable::Value("x".to_owned()),
            Nillable::Nil,
            Nillable::Value(String::new())
        ]
    );
    assert_eq!(
        order.kind,
        Some(Qualified(OTHER.to_owned(), "v".to_owned()))
    );
    assert_eq!(order.others.get(OTHER, "more"), Some("<"));
}

#[test]
fn defaults_and_white_space() {
    let xml = "<order xmlns='urn:t' version='2'><id> 1 </id><note/></order>";
    let (Document::Order(order), _) = rewritten(xml) else {
        panic!();
    };
    assert_eq!(
        (order.note.as_deref(), order.level),
        (Some("none"), Some(Num(7)))
    );
    let (Document::Order(order), _) =
        rewritten("<order xmlns='urn:t' version='2'><id>1</id><note> a\n b </note></order>")
    else {
        panic!();
    };
    assert_eq!(order.note.as_deref(), Some("a b"));
}

#[test]
fn leniently_what_is_odd_is_a_warning() {
    let (document, warnings) = lenient(
        "<order xmlns='urn:t' version='2' odd='' xmlns:t='urn:t' t:odd=''><item>5</item>text<note>a</note>\
         <new><deep/></new><id>1</id><note>b</note><item>6</item><item>7</item><item>8</item>\
         <note xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='1'/></order>",
    );
    let Document::Order(order) = document else {
        panic!()
    };
    assert_eq!(order.id, Num(1));
    assert_eq!(order.items.len(), 4);
    assert_eq!(order.note, None);
    assert_eq!(
        warnings,
        [
            "order: unexpected attribute odd",
            "order: unexpected attribute odd",
            "order: text where only elements are expected",
            "order: unexpected element <new>",
            "order: <note> more often than once",
            "order: <item> more often than 3 times",
            "order: <note> more often than once",
            "order.note: xsi:nil on an element that can't be nil",
        ]
    );
}

#[test]
fn servers_mix_up_their_namespaces_and_prefixes() {
    let (Document::Order(order), warnings) = lenient(
        "<t:order xmlns:t='urn:t' version='2'><id>1</id><state xsi:nil='true'/><t:kind xmlns:q='urn:q'>q:v</t:kind></t:order>",
    ) else {
        panic!();
    };
    assert_eq!(order.id, Num(1));
    assert_eq!(order.state, Some(Nillable::Nil));
    assert_eq!(
        order.kind,
        Some(Qualified("urn:q".to_owned(), "v".to_owned()))
    );
    assert_eq!(warnings, ["order.state: the prefix `xsi` isn't declared"]);
}

#[test]
fn errors_say_where_and_never_show_values() {
    let read = |xml: &str| from_xml::<Document>(xml.as_bytes()).unwrap_err();
    let error = read(
        "<order xmlns='urn:t' version='2'><id>1</id><item>5</item><item>secret</item></order>",
    );
    assert_eq!(error.path, "order.item[1]");
    assert_eq!(error.offset, 57);
    assert_eq!(error.message, "expected a number");
    assert_eq!(
        read("<order xmlns='urn:t' version='x'/>").path,
        "order.@version"
    );
    assert_eq!(
        read("<order xmlns='urn:t' version='2'/>").message,
        "<id> is missing"
    );
    assert_eq!(
        read("<order xmlns='urn:t'><id>1</id></order>").message,
        "the attribute version is missing"
    );
    assert_eq!(
        read("<other/>").message,
        "<other> in the namespace \"\" is no element of this schema"
    );
    assert_eq!(
        read("<order xmlns='urn:t' version='2'><id>1</id>").message,
        "the document ends inside `<order>`"
    );
}

#[test]
fn strictly_what_is_odd_is_refused() {
    let order = |inside: &str| {
        refused(&format!(
            "<order xmlns='urn:t' version='2'>{inside}</order>"
        ))
    };
    assert_eq!(order("<note/><id>1</id>"), "order: unexpected element <id>; expected <note>, <item>, <state>, <name>, <kind>, <foreign> (at byte 40)".replace("<note>, ", ""));
    assert!(order("<id>1</id><new/>").contains("unexpected element <new>; expected <note>,"));
    assert!(order("<id>1</id><id>1</id>").contains("unexpected element <id>"));
    assert!(order("<id>1</id>x").contains("text where only elements"));
    assert!(
        order("<id>1</id><item>1</item><item>1</item><item>1</item><item>1</item>")
            .contains("unexpected element <item>")
    );
    assert!(order("<id b=''>1</id>").contains("unexpected attribute b"));
    assert!(order("<id>1<b/></id>").contains("only text"));
    assert!(order("<id>1</id><kind>x</kind>").contains("in the namespace"));
    assert!(
        refused("<order xmlns='urn:t' version='2' odd=''><id>1</id></order>")
            .contains("unexpected attribute odd")
    );
    assert!(
        refused(&format!(
            "<order xmlns='urn:t' version='2' {XSI_NS}><id>1</id><note xsi:nil='true'/></order>"
        ))
        .contains("can't be nil")
    );
    assert!(refused(&format!("<order xmlns='urn:t' version='2' {XSI_NS}><id>1</id><state xsi:nil='true'>x</state></order>")).contains("xsi:nil"));
    assert!(
        refused(&format!(
            "<order xmlns='urn:t' version='2' {XSI_NS} xsi:type='Other'><id>1</id></order>"
        ))
        .contains("the type Other")
    );
}

#[test]
fn facets_lists_and_fixed_values() {
    #[derive(Default)]
    enum State {
        #[default]
        Open,
        Unrecognized(String),
    }
    crate::enumeration!(State, String "State"; 0 Open = "open");
    #[derive(Default)]
    struct Job {
        state: Option<State>,
        size: Option<i32>,
        unit: Option<String>,
    }
    crate::complex!(Job(2), named NS "Job", Content::Sequence; 0 state = opt(NS, "state"); 1 size = opt(NS, "size").fixed("1");
        @ 2 unit = attribute("", "unit").fixed("kg"););
    let read = |xml: &str, mut cx: ReadContext| {
        let mut job = Job::default();
        let mut reader = crate::xml::Reader::new(xml, crate::xml::Limits::default());
        reader.root().unwrap();
        read_value(&mut reader, Value::slot(&mut job, false), None, &mut cx)
            .map(|()| (job, cx.warnings.len()))
    };
    let fine = "<j xmlns='urn:t' unit='kg'><state>open</state><size>+01</size></j>";
    let (job, _) = read(fine, ReadContext::strict()).unwrap();
    assert_eq!(
        job,
        Job {
            state: Some(State::Open),
            size: Some(1),
            unit: Some("kg".into())
        }
    );
    let absent = read("<j xmlns='urn:t'><size/></j>", ReadContext::strict())
        .unwrap()
        .0;
    assert_eq!((absent.size, absent.unit.as_deref()), (Some(1), Some("kg")));
    for (xml, warnings) in [
        ("<j xmlns='urn:t'><state>shut</state></j>", 1),
        ("<j xmlns='urn:t'><size>2</size></j>", 0),
        ("<j xmlns='urn:t' unit='g'/>", 0),
    ] {
        assert!(read(xml, ReadContext::strict()).is_err(), "{xml}");
        assert_eq!(
            read(xml, ReadContext::lenient()).unwrap().1,
            warnings,
            "{xml}"
        );
    }
    assert!(
        refused("<order xmlns='urn:t' version='2'><id>1</id><note>too long</note></order>")
            .starts_with("order.note: ")
    );
}
