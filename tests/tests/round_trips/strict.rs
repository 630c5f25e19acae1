//! Documents of the schema that tries strictness: what counts, what's fixed, and what a type lets stand in its place.

use super::{DECLARATION, fixtures};

same!(
    strict,
    r#"<pairs xmlns="urn:castile:strict" />"#,
    r#"<pairs xmlns="urn:castile:strict"><key>k</key></pairs>"#,
    r#"<turns xmlns="urn:castile:strict"><left /><left /><left /><left /><note /><step /><step /></turns>"#,
    r#"<turns xmlns="urn:castile:strict"><left /><left /><right /><step /><note /><step /></turns>"#,
    r#"<motto xmlns="urn:castile:strict">a b</motto>"#,
    r#"<motto xmlns="urn:castile:strict" />"#,
    r#"<open xmlns="urn:castile:strict">x</open>"#,
    r#"<named xmlns="urn:castile:strict" xmlns:q1="urn:castile:strict" as="q1:a"><kind /><kinds /><either /></named>"#,
    r#"<named xmlns="urn:castile:strict" xmlns:q1="urn:castile:strict" as="q1:a"><kind xmlns:q2="urn:other">q2:b</kind><kinds xmlns:xsd="http://www.w3.org/2001/XMLSchema">q1:a xsd:b</kinds><either>q1:a</either><listed>q1:a</listed></named>"#,
);

/// Elements in a row are parted so that each occurrence has enough, if that can be.
#[test]
fn runs_are_parted() {
    use fixtures::strict::{Document, RunsChoice};
    let read = |names: &str| {
        let elements = names.chars().map(|name| format!("<{name} />"));
        let elements: String = elements.collect();
        let xml = format!("<runs xmlns=\"urn:castile:strict\">{elements}</runs>");
        let read = Document::from_xml_strict(xml.as_bytes()).ok()?;
        let again = read.to_xml().unwrap();
        assert_eq!(again.strip_prefix(DECLARATION), Some(xml.as_str()));
        let Document::Runs(runs) = read else {
            panic!("{read:?}");
        };
        let mut found: Vec<usize> = runs.group.iter().map(|group| group.e.len()).collect();
        found.extend(runs.choice.iter().map(|choice| match choice {
            RunsChoice::F(all) => all.len(),
            RunsChoice::G(_) => 1,
        }));
        found.extend(runs.group2.iter().map(|group| group.i.len()));
        Some(found)
    };
    for (names, parts) in [
        ("ee", &[2][..]),
        ("eee", &[3]),
        ("eeee", &[2, 2]),
        ("eeeee", &[3, 2]),
        ("eeeeee", &[3, 3]),
        ("ffff", &[4]),
        ("ffffff", &[3, 3]),
        ("fffffffff", &[3, 3, 3]),
        ("ffffffffff", &[4, 3, 3]),
        ("fffgffff", &[3, 1, 4]),
        ("iiii", &[2, 2]),
        ("hiiiihii", &[2, 2, 2]),
        ("hiiiiiii", &[3, 2, 2]),
        ("eeeeffffffiiii", &[2, 2, 3, 3, 2, 2]),
    ] {
        assert_eq!(read(names).as_deref(), Some(parts), "{names}");
    }
    for names in ["e", "eeeeeee", "fffff", "ff", "i", "iihi", "fffgff"] {
        assert_eq!(read(names), None, "{names}");
    }
}

/// Names are compared by what they mean, whatever their prefixes.
#[test]
fn names_that_the_schema_gives() {
    use castile::{QName, Validate};
    use fixtures::strict::Document;
    let read = |xml: &str| Document::from_xml_strict(xml.as_bytes());
    let spelled = r#"<x:named xmlns:x="urn:castile:strict" xmlns="urn:castile:strict" xmlns:y="http://www.w3.org/2001/XMLSchema" as="x:a"><x:kind/><x:kinds>a y:b</x:kinds><x:either>a</x:either><x:listed>x:a</x:listed></x:named>"#;
    let document = read(spelled).expect(spelled);
    let Document::Named(mut named) = document.clone() else {
        panic!("{document:?}");
    };
    let a = QName::new("urn:castile:strict", "a");
    assert_eq!(named.kind.as_deref(), Some(&a));
    assert_eq!(named.r#as.as_ref(), Some(&a));
    assert!(document.validate().is_ok());
    let given = r#"<named xmlns="urn:castile:strict"><kind/><kinds/><either/></named>"#;
    named.listed = None;
    assert_eq!(read(given).expect(given), Document::Named(named.clone()));
    named.r#as = Some(QName::new("urn:other", "a"));
    assert!(Document::Named(named).validate().is_err());
}

/// An element of the schema, with what `xsi:type` needs.
macro_rules! of_strict {
    ($start:literal, $rest:literal) => {
        concat!(
            "<",
            $start,
            r#" xmlns="urn:castile:strict" xmlns:i="http://www.w3.org/2001/XMLSchema-instance""#,
            $rest
        )
    };
}

refused!(
    what_cannot_be in strict,
    of_strict!("nothing", "/>") => "nothing: an impossible element is missing (at byte 0)",
    of_strict!("nothing", "><a/></nothing>") => "nothing: unexpected element <a>; expected an impossible element (at byte 88)",
    of_strict!("pairs", "><key/><key/><key/><key/></pairs>") => "pairs: unexpected element <key>; expected the end (at byte 104)",
    of_strict!("turns", "><left/><left/><left/><step/><step/></turns>") => "turns: one of <left>, <right> (TurnsChoice) occurs 1 times, needed at least 2 times (at byte 0)",
    of_strict!("turns", "><left/><left/><left/><left/><step/></turns>") => "turns: <note>, <step> occurs 1 times, needed at least 2 times (at byte 0)",
    of_strict!("motto", ">a  b</motto>") => "motto: a value that isn't the fixed one (at byte 0)",
    of_strict!("motto", "><em/></motto>") => "motto: an element where the text is fixed (at byte 86)",
    of_strict!("open", "><a/></open>") => "open: an element where the text is fixed (at byte 85)",
    of_strict!("open", ">y</open>") => "open: a value that isn't the fixed one (at byte 0)",
    of_strict!("size", " i:type='Measure' unit='m'>1</size>") => "size: unexpected attribute unit (at byte 0)",
    of_strict!("size", " i:type='Measure'>10</size>") => "size: expected at most 9 (at byte 0)",
    of_strict!("size", " i:type='Other'>1</size>") => "size: a type that can't stand in for the declared one (at byte 0)",
    of_strict!("closed", " i:type='Measure'>1</closed>") => "closed: a type that can't stand in for the declared one (at byte 0)",
    of_strict!("named", " as='i:a'/>") => "named.@as: a value that isn't the fixed one (at byte 0)",
    of_strict!("named", " xmlns:t='urn:castile:strict' as='t:b'/>") => "named.@as: a value that isn't the fixed one (at byte 0)",
    of_strict!("named", "><kinds>a b</kinds></named>") => "named.kinds: a value that isn't the fixed one (at byte 86)",
    of_strict!("named", "><either>1</either></named>") => "named.either: a value that isn't the fixed one (at byte 86)",
    of_strict!("named", "><listed>2</listed></named>") => "named.listed: expected a value that Listed lists (at byte 86)",
    of_strict!("named", "><listed>i:a</listed></named>") => "named.listed: expected a value that Listed lists (at byte 86)",
    of_strict!("use", "><head/></use>") => "use.head: the element is abstract (at byte 84)",
    of_strict!("use", "><alone/></use>") => "use.alone: the element is abstract (at byte 84)",
    of_strict!("any", "><x xmlns:t='urn:castile:strict' i:type='t:Base'/></any>") => "any: the type Base is abstract (at byte 84)",
    of_strict!("any", "><x i:type='Size' i:nil='true'/></any>") => "any: expected a whole number from -2147483648 to 2147483647 (at byte 84)",
);
