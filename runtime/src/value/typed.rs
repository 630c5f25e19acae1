//! A value whose element may say of which type it is: by `xsi:type` (XSD 1.0 part 1, 2.6.1).

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::debug::typed;
use super::{Access, Item, SaysType, Slot, Value};
use crate::QName;

/// The value of an element whose type has others derived from it, which says what type the element said it is: then it's
/// written so again. Whatever is done to the value, the element says no type from then on.
///
/// The type that was said is the declared one, or one derived from it whose values are those of the declared one.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Typed<T> {
    value: T,
    said: Option<Box<QName>>,
}

impl<T> Typed<T> {
    /// A value whose element says no type.
    pub fn new(value: T) -> Self {
        Typed { value, said: None }
    }

    /// A value whose element says that it's of this type. Whether it is, is for the caller to know.
    pub fn of(value: T, said: QName) -> Self {
        let said = Some(Box::new(said));
        Typed { value, said }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The type that the element says.
    pub fn said(&self) -> Option<&QName> {
        self.said.as_deref()
    }
}

impl<T> From<T> for Typed<T> {
    fn from(value: T) -> Self {
        Typed::new(value)
    }
}

impl<T> Deref for Typed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Typed<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.said = None;
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Typed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.said {
            Some(said) => typed(&self.value, said, f),
            None => self.value.fmt(f),
        }
    }
}

impl<T: Value> Value for Typed<T> {
    type As = Self;
    const NILLABLE: bool = T::NILLABLE;
}

impl<T: Value> Access<Typed<T>> for Typed<T> {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        value.said = None;
        match nil && !T::NILLABLE {
            true => Slot::NotNillable,
            false => Slot::Typed(value, nil),
        }
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        match value.said {
            Some(_) => Item::Typed(value),
            None => value.value.item(),
        }
    }
}

impl<T: Value> SaysType for Typed<T> {
    fn value(&mut self, nil: bool) -> Slot<'_> {
        self.value.slot(nil)
    }

    fn say(&mut self, said: Option<&QName>) {
        self.said = said.cloned().map(Box::new);
    }

    fn said(&self) -> Option<&QName> {
        self.said.as_deref()
    }

    fn inner_item(&self) -> Item<'_> {
        self.value.item()
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;
    use crate::codec::{from_xml, to_xml};
    use crate::{AnyType, Nillable, NillableWith, QName};

    const NS: &str = "urn:t";

    #[derive(Default)]
    struct Person {
        name: String,
    }
    crate::complex!(Person(1), named NS "Person", Content::Sequence; 0 name = one(NS, "name"););

    enum AnyPerson {
        Person(Typed<Person>),
        Unknown(AnyType),
    }
    crate::choice!(AnyPerson = Person, Derived "Person"; 0 Person = type_(NS, "Person"); 1 Unknown = open(););

    enum Document {
        Person(AnyPerson),
        Size(Typed<i32>),
    }
    crate::choice!(Document = Person, Choice "Document"; 0 Person = one("", "person"); 1 Size = one("", "size"););

    #[derive(Default)]
    struct Seat {
        row: String,
        side: Option<String>,
    }
    crate::complex!(Seat(0), named NS "Seat", Content::Sequence;
        @ 0 row = attribute("", "row").min(1); 1 side = attribute("", "side").default("left"););

    #[derive(Default)]
    struct Aisle {
        side: Option<String>,
    }
    crate::complex!(Aisle(0), named NS "Aisle", Content::Sequence; @ 0 side = attribute("", "side").default("left"););

    enum AnySeat {
        Seat(Typed<Seat>),
        Aisle(Aisle),
        Unknown(AnyType),
    }
    crate::choice!(AnySeat = Seat, Derived "Seat";
        0 Seat = type_(NS, "Seat"); 1 Aisle = type_(NS, "Aisle"); 2 Unknown = open(););

    enum Plan {
        Seat(NillableWith<AnySeat>),
    }
    crate::choice!(Plan = Seat, Choice "Plan"; 0 Seat = one("", "seat").nillable(););

    #[test]
    fn a_nil_that_says_its_type_has_no_attributes_made_up() {
        let nil = |more: &str| {
            let xsi = crate::xml::XSI;
            format!(r#"<seat xmlns:i="{xsi}" xmlns:t="urn:t" i:nil="true"{more}/>"#)
        };
        let read = |more: &str| {
            let (Plan::Seat(seat), warnings) = from_xml::<Plan>(nil(more).as_bytes()).unwrap();
            assert_eq!(warnings.len(), 0);
            seat
        };
        // Without the attribute that it needs, which only a strict reading misses.
        assert_eq!(read(r#" i:type="t:Seat""#), Nillable::Nil);
        let aisle = Nillable::NilWith(AnySeat::Aisle(Aisle::default()));
        assert_eq!(read(r#" i:type="t:Aisle""#), aisle);
        let text = to_xml(&Plan::Seat(aisle)).unwrap();
        assert!(text.contains("Aisle") && !text.contains("side"), "{text}");
    }

    #[test]
    fn a_type_is_said_once() {
        let person = Person {
            name: "Ada".to_owned(),
        };
        let said = Typed::of(person, QName::new(NS, "Person"));
        let silent = Typed::new(said.clone().into_inner());
        let anys = [
            AnyType::of(&AnyPerson::Person(said.clone())),
            AnyType::of(&AnyPerson::Person(silent)),
            AnyType::of(&said),
        ];
        assert_eq!(anys[0], anys[1]);
        assert_eq!(anys[0], anys[2]);
        let any = anys[0].as_ref().unwrap();
        let types = any.attributes.0.iter().filter(|a| a.name == "type");
        assert_eq!(types.count(), 1);
    }

    #[test]
    fn a_type_without_a_namespace_has_none_around_it() {
        let size = Document::Size(Typed::of(1, QName::new("", "Small")));
        let text = to_xml(&size).unwrap();
        assert!(text.contains(r#" xsi:type="Small">1</size>"#), "{text}");
        let (read, warnings) = from_xml::<Document>(text.as_bytes()).unwrap();
        assert_eq!((read, warnings.len()), (size, 0));
        let other = Document::Size(Typed::of(1, QName::new("urn:a", "Small")));
        let text = to_xml(&other).unwrap();
        assert!(text.contains(r#" xmlns:q1="urn:a""#), "{text}");
        assert!(text.contains(r#" xsi:type="q1:Small">1</size>"#), "{text}");
        assert_eq!(from_xml::<Document>(text.as_bytes()).unwrap().0, other);
    }
}
