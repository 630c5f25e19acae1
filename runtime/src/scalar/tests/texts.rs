//! Bytes, names and lists.

use super::*;
use crate::value::List;

#[test]
fn bytes() {
    prints::<Base64Binary>(" aGVs\n bG8 = ", "aGVsbG8=");
    keeps::<Base64Binary>(&["", "AA==", "AAA=", "AAAA"]);
    refuses::<Base64Binary>(&["A", "AA", "AA=", "AB==", "A===", "AAA*", "=AAA", "AAAA="]);
    assert_eq!(loosely::<Base64Binary>("AA").unwrap().0, [0][..]);
    prints::<HexBinary>("0fB7", "0FB7");
    keeps::<HexBinary>(&["", "00"]);
    refuses::<HexBinary>(&["0", "0G", "0 0", "+1", "0x00", "٠٠"]);
}

#[test]
fn names() {
    struct Scope;
    impl Names for Scope {
        fn namespace(&self, prefix: &str) -> Option<&str> {
            match prefix {
                "" => Some("urn:d"),
                "a" => Some("urn:a"),
                _ => None,
            }
        }
    }
    let mut name = QName::default();
    name.parse(" a:b ", &Scope).unwrap();
    assert_eq!(name, QName::new("urn:a", "b"));
    assert_eq!(print(&name), "q1:b");
    name.parse("b", &Scope).unwrap();
    assert_eq!(name, "{urn:d}b".parse().unwrap());
    assert_eq!(name.to_string(), "{urn:d}b");
    assert_eq!(print(&QName::new("", "b")), "b");
    for bad in ["", ":", ":b", "a:", "a:b:c", "x:b", "1", "a b"] {
        assert!(name.parse(bad, &Scope).is_err(), "{bad}");
    }
    assert!(
        QName::default()
            .print(&mut String::new(), &mut OwnNames::default())
            .is_err()
    );
}

#[test]
fn lists() {
    prints::<List<i32>>(" 1\t 2\n+3 ", "1 2 3");
    prints::<List<String>>("", "");
    let error = read::<List<i32>>("1 x").unwrap_err();
    assert!(error.0.starts_with("item 2: expected"), "{error}");
    assert_eq!(loosely::<List<bool>>("True 0").unwrap().0, [true, false]);
    let mut out = String::new();
    assert!(
        List(vec!["a b".to_owned()])
            .print(&mut out, &mut OwnNames::default())
            .is_err()
    );
    assert!(
        List(vec![String::new()])
            .print(&mut out, &mut OwnNames::default())
            .is_err()
    );
    let list: List<i32> = (1..4).collect();
    assert_eq!(list.iter().sum::<i32>(), 6);
    assert_eq!(list.into_iter().max(), Some(3));
}
