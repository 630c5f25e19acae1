//! Documents whose elements say of which type they are: it's written again where others derive from the declared type.

use castile::{Decimal, QName, Typed, Validate};

use super::{DECLARATION, fixtures};
use fixtures::said_types::{AnyBox, Document, Parcel, ParcelChoice};

/// A parcel with some of its elements, as the writer spells it.
macro_rules! parcel {
    ($($inside:expr),+ $(,)?) => {
        concat!(r#"<parcel xmlns="urn:castile:said-types">"#, $($inside),+, "</parcel>")
    };
}

/// What an element says of its type.
macro_rules! says {
    ($name:literal) => {
        concat!(
            r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type=""#,
            $name,
            r#"""#
        )
    };
}

/// The same of a built-in type.
macro_rules! says_builtin {
    ($name:literal) => {
        concat!(
            r#" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xsd:"#,
            $name,
            r#"""#
        )
    };
}

/// What a nil says of its type.
macro_rules! says_nil {
    ($name:literal) => {
        concat!(says!($name), r#" xsi:nil="true""#)
    };
}

same!(
    said_types,
    parcel!(
        "<weight",
        says!("Weight"),
        ">1</weight><weight>2</weight><weight",
        says!("Light"),
        ">3.5</weight>"
    ),
    parcel!("<weight>1</weight><exact", says!("Weight"), ">2</exact>"),
    // A nil of a type, and what the schema gives to an empty element of one.
    parcel!("<weight>1</weight><weighed", says_nil!("Light"), " />"),
    parcel!(
        "<weight>1</weight><weighed",
        says!("Light"),
        " /><colour",
        says!("Warm"),
        " />"
    ),
    parcel!("<weight>1</weight><colour", says!("Warm"), ">red</colour>"),
    // A type with attributes of its own, which the element has none of.
    parcel!(
        "<weight>1</weight><colour",
        says!("Label"),
        ">blue</colour>"
    ),
    parcel!("<weight>1</weight><mark", says!("Light"), ">2</mark>"),
    parcel!("<weight>1</weight><stamp>2</stamp>"),
    parcel!("<weight>1</weight><amount", says!("Light"), ">2</amount>"),
    parcel!(
        "<weight>1</weight><amount",
        says_builtin!("boolean"),
        ">true</amount>"
    ),
    parcel!("<weight>1</weight><sizes", says!("Three"), ">1 2 3</sizes>"),
    parcel!(
        "<weight>1</weight><anything",
        says!("Sizes"),
        ">1 2 3</anything>"
    ),
    parcel!("<weight>1</weight><anything", says_builtin!("int"), " />"),
    // An enum over types has none said, the declared one, or another.
    parcel!(
        "<weight>1</weight><box><side>1</side></box><box",
        says!("Box"),
        "><side>1</side></box><box",
        says!("Crate"),
        "><side>1</side><wood>w</wood></box>"
    ),
    parcel!(
        "<weight>1</weight><box",
        says_nil!("Box"),
        " /><box",
        says_nil!("Crate"),
        " /><box xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\" />"
    ),
    // Nothing can stand in for this one, but it may say what it is.
    parcel!(
        "<weight>1</weight><closed",
        says!("Box"),
        "><side>1</side></closed>"
    ),
    concat!(
        "<mark xmlns=\"urn:castile:said-types\"",
        says!("Light"),
        ">9.9</mark>"
    ),
);

refused!(
    what_is_said_is_held_to in said_types,
    parcel!("<weight", says!("Light"), ">10</weight>") => "parcel.weight[0]: expected at most 9.9 (at byte 39)",
    parcel!("<weight", says!("Colour"), ">1</weight>") => "parcel.weight[0]: a type that can't stand in for the declared one (at byte 39)",
    parcel!("<weight", says_builtin!("decimal"), ">1</weight>") => "parcel.weight[0]: a type that can't stand in for the declared one (at byte 39)",
    parcel!("<weight", says!("Heavy"), ">1</weight>") => "parcel.weight[0]: the type Heavy isn't known here (at byte 39)",
    parcel!("<weight>1</weight><exact", says!("Light"), ">2</exact>") => "parcel.exact: a type that can't stand in for the declared one (at byte 57)",
    parcel!("<weight>1</weight><weighed", says_nil!("Colour"), "/>") => "parcel.weighed: a type that can't stand in for the declared one (at byte 57)",
    parcel!("<weight>1</weight><weighed", says_nil!("Heavy"), "/>") => "parcel.weighed: the type Heavy isn't known here (at byte 57)",
    parcel!("<weight>1</weight><sizes", says!("Three"), ">1 2</sizes>") => "parcel.sizes: 2 items, exactly 3 allowed (at byte 57)",
    parcel!("<weight>1</weight><closed", says!("Crate"), "><side>1</side><wood/></closed>") => "parcel.closed: the type Crate isn't known here (at byte 57)",
    parcel!("<weight", says_nil!("Light"), "/>") => "parcel.weight[0]: xsi:nil on an element that can't be nil (at byte 39)",
);

fn read(xml: &str) -> Parcel {
    match Document::from_xml_strict(xml.as_bytes()) {
        Ok(Document::Parcel(parcel)) => *parcel,
        other => panic!("{other:?}"),
    }
}

fn written(parcel: Parcel) -> String {
    let xml = Document::Parcel(Box::new(parcel)).to_xml().unwrap();
    xml.strip_prefix(DECLARATION).unwrap().to_owned()
}

#[test]
fn a_value_that_changes_is_of_the_declared_type_again() {
    let mut parcel = read(parcel!("<weight", says!("Light"), ">1</weight>"));
    let light = QName::new("urn:castile:said-types", "Light");
    assert_eq!(parcel.weight[0].said(), Some(&light));
    *parcel.weight[0] = "10".parse::<Decimal>().unwrap();
    let bare = parcel!("<weight>10</weight>");
    assert_eq!(written(parcel), bare);
    let mut parcel = read(bare);
    parcel.weight[0] = Typed::of(Decimal::from(2), light);
    assert_eq!(parcel.clone(), parcel);
    assert_ne!(read(parcel!("<weight>2</weight>")), parcel);
    assert!(parcel.validate().is_ok());
    let again = parcel!("<weight", says!("Light"), ">2</weight>");
    assert_eq!(written(parcel), again);
}

#[test]
fn it_shows_the_type_that_is_said() {
    let parcel = read(parcel!(
        "<weight",
        says!("Light"),
        ">1</weight><weight>2</weight>"
    ));
    let shown = format!("{parcel:?}");
    let weights = "weight: [Typed(1, {urn:castile:said-types}Light), 2]";
    assert!(shown.contains(weights), "{shown}");
    let shown = format!("{:?}", parcel.weight);
    assert!(weights.ends_with(&shown), "{shown}");
}

/// A lenient reading keeps a type that the schema doesn't know, and warns of what it can't keep.
#[test]
fn types_that_are_not_known() {
    let lenient = |xml: &str| {
        let (document, warnings) = Document::from_xml_with_warnings(xml.as_bytes()).unwrap();
        let warnings: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        (document, warnings.join("; "))
    };
    let unknown = parcel!("<weight", says!("Heavy"), ">1</weight>");
    let (document, warnings) = lenient(unknown);
    assert_eq!(warnings, "");
    assert_eq!(
        document.to_xml().unwrap().strip_prefix(DECLARATION),
        Some(unknown)
    );
    for (said, warning) in [
        (
            "x:Heavy",
            "parcel.weight[0]: the type Heavy, which isn't kept",
        ),
        ("", "parcel.weight[0]: the type , which isn't kept"),
        ("a b", "parcel.weight[0]: the type a b, which isn't kept"),
        ("xmlns:a", "parcel.weight[0]: the type a, which isn't kept"),
    ] {
        let (document, warnings) = lenient(&unknown.replace("Heavy", said));
        assert_eq!(warnings, warning);
        let written = document.to_xml().unwrap();
        assert_eq!(
            written.strip_prefix(DECLARATION),
            Some(parcel!("<weight>1</weight>"))
        );
    }
    let (document, warnings) = lenient(parcel!(
        "<weight>1</weight><closed",
        says!("Crate"),
        "><side>1</side></closed>"
    ));
    assert_eq!(warnings, "parcel.closed: the type Crate isn't known here");
    let written = document.to_xml().unwrap();
    assert!(
        written.ends_with("<closed><side>1</side></closed></parcel>"),
        "{written}"
    );
}

#[test]
fn what_is_no_name_is_not_written() {
    let said = |name: &str| QName::new("urn:a", name);
    let mut parcel = read(parcel!("<weight>1</weight>"));
    parcel.choice = Some(ParcelChoice::Sizes(Typed::new(castile::List(vec![1]))));
    parcel.r#box.push(
        AnyBox::Box(Typed::of(
            fixtures::said_types::Box { side: 1 },
            said("a b"),
        ))
        .into(),
    );
    let error = Document::Parcel(Box::new(parcel)).to_xml().unwrap_err();
    assert_eq!(
        error.to_string(),
        "parcel.box[0]: a name that XML doesn't allow"
    );
}
