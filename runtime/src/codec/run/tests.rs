//! Whatever is there and whatever isn't, structs are written as element after element would be.

use crate::QName;
use crate::codec::write_element;
use crate::schema::Name;
use crate::value::Value;
use crate::xml::Writer;

const NS: &str = "urn:t";
const LONG: &str = "aNameThatWithWhatStandsBeforeItIsLongerThanWhatIsCopiedAtOnce";

#[derive(Default)]
struct Run {
    first: Option<String>,
    many: Vec<String>,
    either: Option<Either>,
    número: Option<i32>,
    long: Option<String>,
    inner: Option<Inner>,
}
crate::complex!(Run(6), anonymous NS "Run", Content::Sequence;
    0 first = opt(NS, "first");
    1 many = many(NS, "many");
    2 either = choice(<self::Either as HasChoice>::CHOICE).min(0);
    3 número = opt(NS, "número");
    4 long = opt(NS, self::LONG);
    5 inner = opt(NS, "inner"););

#[derive(Default)]
struct Inner {
    only: Option<String>,
    key: Option<String>,
}
crate::complex!(Inner(1), anonymous NS "Inner", Content::Sequence; 0 only = opt(NS, "only"); @ 1 key = attribute("", "key"););

#[derive(Default)]
struct Attributes {
    text: Option<String>,
    number: Option<i32>,
    name: Option<QName>,
    lang: Option<String>,
    last: Option<String>,
}
crate::complex!(Attributes(0), anonymous NS "Attributes", Content::Empty; @ 0 text = attribute("", "text");
    1 number = attribute("", "number"); 2 name = attribute("", "name"); 3 lang = attribute(crate::xml::XML, "lang");
    4 last = attribute("", "last"););

enum Either {
    Other(String),
}
crate::choice!(Either = Other, Choice "Either"; 0 Other = one("urn:o", "other"););

/// No element, an empty one, or one with a text; and what's written for it.
fn text(choice: u32, name: &str) -> (Option<String>, String) {
    match choice {
        0 => (None, String::new()),
        1 => (Some(String::new()), format!("<{name} />")),
        _ => (Some("a<b".to_owned()), format!("<{name}>a&lt;b</{name}>")),
    }
}

fn written(run: &Run) -> String {
    let mut out = Writer::new();
    write_element(&mut out, Name::new(NS, "run"), run.item()).unwrap();
    out.finish()
}

#[test]
fn whatever_is_there() {
    for n in 0..3_u32.pow(7) {
        let choice = |i: u32| n / 3_u32.pow(i) % 3;
        let (first, first_xml) = text(choice(0), "first");
        let (many, many_xml) = text(choice(1), "many");
        let times = choice(2) as usize;
        let (other, other_xml) = text(choice(3), "other");
        let (long, long_xml) = text(choice(4), LONG);
        let (only, only_xml) = text(choice(5), "only");
        let (number, number_xml) = match choice(6) {
            0 => (None, String::new()),
            n => (Some(n as i32), format!("<número>{n}</número>")),
        };
        let (inner, inner_xml) = match (n % 5, only_xml.as_str()) {
            (0, _) => (false, String::new()),
            (1, "") => (true, "<inner key=\"k\" />".to_owned()),
            (1, only) => (true, format!("<inner key=\"k\">{only}</inner>")),
            (_, "") => (true, "<inner />".to_owned()),
            (_, only) => (true, format!("<inner>{only}</inner>")),
        };
        let run = Run {
            first,
            many: many.into_iter().cycle().take(times).collect(),
            either: other.map(Either::Other),
            número: number,
            long,
            inner: inner.then(|| Inner {
                only,
                key: (n % 5 == 1).then(|| "k".to_owned()),
            }),
        };
        let xml = [
            first_xml,
            many_xml.repeat(times),
            other_xml.replacen("<other", "<other xmlns=\"urn:o\"", 1),
            number_xml,
            long_xml,
            inner_xml,
        ];
        let xml = match xml.concat().as_str() {
            "" => "<run xmlns=\"urn:t\" />".to_owned(),
            xml => format!("<run xmlns=\"urn:t\">{xml}</run>"),
        };
        assert_eq!(written(&run), xml);
    }
}

#[test]
fn whatever_attributes_there_are() {
    for n in 0..32 {
        let is = |bit: i32| n & bit != 0;
        let text = |bit: i32, text: &str| is(bit).then(|| text.to_owned());
        let attributes = Attributes {
            text: text(1, "a\"<b"),
            number: is(2).then_some(-5),
            name: is(4).then(|| "{urn:n}n".parse().unwrap()),
            lang: text(8, "en"),
            last: text(16, ""),
        };
        let xml = [
            " text=\"a&quot;&lt;b\"",
            " number=\"-5\"",
            " xmlns:q1=\"urn:n\" name=\"q1:n\"",
            " xml:lang=\"en\"",
            " last=\"\"",
        ];
        let some = xml.into_iter().enumerate();
        let some = some.filter_map(|(i, xml)| is(1 << i).then_some(xml));
        let mut out = Writer::new();
        write_element(&mut out, Name::new(NS, "e"), attributes.item()).unwrap();
        let xml: String = some.collect();
        assert_eq!(out.finish(), format!("<e xmlns=\"urn:t\"{xml} />"));
    }
}

#[test]
fn prefixes_and_other_namespaces_are_as_ever() {
    let run = Run {
        first: Some("1".to_owned()),
        inner: Some(Inner::default()),
        ..Run::default()
    };
    let mut out = Writer::new();
    out.prefix_elements();
    write_element(&mut out, Name::new(NS, "run"), run.item()).unwrap();
    assert_eq!(
        out.finish(),
        "<q1:run xmlns:q1=\"urn:t\"><q1:first>1</q1:first><q1:inner /></q1:run>"
    );
    let mut out = Writer::new();
    write_element(&mut out, Name::new("", "run"), run.item()).unwrap();
    assert_eq!(
        out.finish(),
        "<run><first xmlns=\"urn:t\">1</first><inner xmlns=\"urn:t\" /></run>"
    );
}

#[test]
fn what_is_wrong_has_its_place() {
    let run = Run {
        many: vec!["a".to_owned(), "b\u{1}".to_owned()],
        ..Run::default()
    };
    let mut out = Writer::new();
    let error = write_element(&mut out, Name::new(NS, "run"), run.item()).unwrap_err();
    assert_eq!(error.path, "many[1]");
    let attributes = Attributes {
        number: Some(1),
        last: Some("\u{FFFF}".to_owned()),
        ..Attributes::default()
    };
    let error = write_element(&mut Writer::new(), Name::new(NS, "e"), attributes.item());
    assert_eq!(error.unwrap_err().path, "@last");
}
