//! Namespaces and prefixes as they're written.

use super::*;
use crate::value::Prefixes;
use crate::xml::{XML, XSI};

const A: Name = Name::new("urn:a", "a");
const B: Name = Name::new("urn:b", "b");
const NONE: Name = Name::new("", "n");

#[test]
fn the_default_namespace_switches_and_comes_back() {
    let mut w = Writer::new();
    w.start(A);
    w.start(Name::new("urn:a", "x"));
    w.text("1<2").unwrap();
    w.end();
    w.start(B);
    w.start(NONE);
    w.end();
    w.start(B);
    w.end();
    w.end();
    w.start(A);
    w.end();
    w.end();
    assert_eq!(
        w.finish(),
        "<a xmlns=\"urn:a\"><x>1&lt;2</x><b xmlns=\"urn:b\"><n xmlns=\"\" /><b /></b><a /></a>"
    );
}

#[test]
fn attributes_get_prefixes_in_scope_or_new_ones() {
    let mut w = Writer::new();
    w.raw("<e xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    w.bind("xsi", XSI);
    w.start(A);
    w.attribute(XSI, "nil", "true").unwrap();
    w.attribute("urn:q", "k", "a\"b\n").unwrap();
    w.attribute("", "plain", "").unwrap();
    w.attribute(XML, "lang", "en").unwrap();
    w.start(NONE);
    let prefix = w.prefix("urn:q");
    w.text(&format!("{prefix}:v")).unwrap();
    w.end();
    w.end();
    w.start(A);
    w.attribute("urn:q", "k", "").unwrap();
    w.end();
    w.raw("</e>");
    assert_eq!(
        w.finish(),
        concat!(
            "<e xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">",
            "<a xmlns=\"urn:a\" xsi:nil=\"true\" xmlns:q1=\"urn:q\" q1:k=\"a&quot;b&#xA;\" plain=\"\" xml:lang=\"en\">",
            "<n xmlns=\"\">q1:v</n></a><a xmlns=\"urn:a\" xmlns:q2=\"urn:q\" q2:k=\"\" /></e>",
        )
    );
}

#[test]
fn a_name_in_no_namespace_has_no_default_around_it() {
    let mut w = Writer::new();
    w.start(A);
    w.start(Name::new("urn:a", "x"));
    assert_eq!(w.prefix(""), "");
    w.text("n").unwrap();
    w.end();
    w.start(B);
    w.type_attribute("urn:b", "T").unwrap();
    w.attribute("", "k", "v").unwrap();
    assert_eq!(w.prefix(""), "");
    w.attribute("", "l", "n").unwrap();
    assert_eq!(w.prefix(""), "");
    w.start(B);
    w.end();
    w.start(NONE);
    w.end();
    w.end();
    w.start(A);
    w.type_attribute("", "n").unwrap();
    assert_eq!(
        w.finish(),
        concat!(
            "<a xmlns=\"urn:a\"><q1:x xmlns:q1=\"urn:a\" xmlns=\"\">n</q1:x>",
            "<q2:b xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"q2:T\" k=\"v\" ",
            "xmlns:q2=\"urn:b\" xmlns=\"\" l=\"n\"><b xmlns=\"urn:b\" /><n /></q2:b>",
            "<q3:a xmlns:q3=\"urn:a\" xmlns=\"\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ",
            "xsi:type=\"n\" /></a>",
        )
    );
}

#[test]
fn prefixed_elements() {
    let mut w = Writer::new();
    w.start_prefixed("soap", "urn:soap", "Envelope");
    w.declare("xsi", XSI);
    w.start_prefixed("soap", "urn:soap", "Body");
    w.start(A);
    assert_eq!(
        w.finish(),
        format!(
            "<soap:Envelope xmlns:soap=\"urn:soap\" xmlns:xsi=\"{XSI}\"><soap:Body><a xmlns=\"urn:a\" /></soap:Body></soap:Envelope>"
        )
    );
}

#[test]
fn elements_have_prefixes_where_that_is_wanted() {
    let mut w = Writer::new();
    w.prefix_elements();
    w.start(A);
    w.leaf(&Name::new("urn:a", "x"), "1").unwrap();
    w.leaf(&Name::new("urn:a", "x"), "").unwrap();
    w.leaf(&NONE, "2").unwrap();
    w.leaf(&Name::new("urn:a", "x"), "3").unwrap();
    w.start(B);
    w.type_attribute("urn:b", "T").unwrap();
    w.attribute("", "k", "v").unwrap();
    assert_eq!(w.prefix(""), "");
    w.start(NONE);
    w.start(A);
    w.end();
    w.end();
    w.end();
    w.end();
    w.start(A);
    assert_eq!(
        w.finish(),
        concat!(
            "<q1:a xmlns:q1=\"urn:a\"><q1:x>1</q1:x><q1:x /><n>2</n><q1:x>3</q1:x>",
            "<q2:b xmlns:q2=\"urn:b\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"q2:T\" k=\"v\">",
            "<n><q1:a /></n></q2:b></q1:a><q3:a xmlns:q3=\"urn:a\" />",
        )
    );
}

#[test]
fn names_of_any_length() {
    const NAMES: &str = "éabcdefghijklmnopqrstuvwxyz";
    for (end, _) in NAMES.char_indices().skip(1) {
        let name = Name::new("", &NAMES[..end]);
        let mut w = Writer::new();
        w.leaf(&name, "t").unwrap();
        let local = name.local;
        assert_eq!(w.finish(), format!("<{local}>t</{local}>"));
    }
}
