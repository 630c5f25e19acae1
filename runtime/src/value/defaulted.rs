//! A value that an empty element has by its declaration: the default or the fixed one (XSD 1.0 part 1, 3.3.1).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

use super::{Access, Item, MaybeEmpty, Slot, Value};

/// The value of an element that has a default or a fixed value, which says whether the element came empty: then it's
/// written so again. Whatever is done to the value, it's written from then on.
///
/// By the schema an empty element and one that spells the default out mean the same, so the two are equal.
#[derive(Clone, Copy, Default)]
pub struct Defaulted<T> {
    value: T,
    empty: bool,
}

impl<T> Defaulted<T> {
    /// A value that's written.
    pub fn new(value: T) -> Self {
        let empty = false;
        Defaulted { value, empty }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Whether the element came empty, had its value from the schema, and is written empty.
    pub fn came_empty(&self) -> bool {
        self.empty
    }
}

impl<T> From<T> for Defaulted<T> {
    fn from(value: T) -> Self {
        Defaulted::new(value)
    }
}

impl<T> Deref for Defaulted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Defaulted<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.empty = false;
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Defaulted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.empty {
            true => f.debug_tuple("Empty").field(&self.value).finish(),
            false => self.value.fmt(f),
        }
    }
}

impl<T: PartialEq> PartialEq for Defaulted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Defaulted<T> {}

impl<T: Hash> Hash for Defaulted<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: PartialOrd> PartialOrd for Defaulted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Defaulted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Value> Value for Defaulted<T> {
    type As = Self;
    const NILLABLE: bool = T::NILLABLE;
}

impl<T: Value> Access<Defaulted<T>> for Defaulted<T> {
    #[inline]
    fn slot(value: &mut Self, nil: bool) -> Slot<'_> {
        value.empty = false;
        match nil {
            true => value.value.slot(true),
            false => Slot::Defaulted(value),
        }
    }

    #[inline]
    fn item(value: &Self) -> Item<'_> {
        match value.empty {
            true => Item::Empty(value),
            false => value.value.item(),
        }
    }
}

impl<T: Value> MaybeEmpty for Defaulted<T> {
    fn value(&mut self) -> Slot<'_> {
        self.value.slot(false)
    }

    fn empty(&mut self) {
        self.empty = true;
    }

    fn inner_item(&self) -> Item<'_> {
        self.value.item()
    }
}

#[cfg(test)]
mod tests {
    use super::Defaulted;
    use crate::Nillable;
    use crate::codec::{from_xml, from_xml_strict, to_xml};

    const NS: &str = "urn:t";

    #[derive(Default)]
    struct Settings {
        mode: Defaulted<String>,
        sizes: Vec<Defaulted<i32>>,
        last: Option<Defaulted<Nillable<i32>>>,
        price: Option<Defaulted<Box<Price>>>,
    }
    crate::complex!(Settings(4), named NS "Settings", Content::Sequence;
        0 mode = one(NS, "mode").fixed("safe"); 1 sizes = many(NS, "size").default("7").builtin(Builtin::Int);
        2 last = opt(NS, "last").nillable().default("1"); 3 price = opt(NS, "price").default("2.5"););

    #[derive(Default)]
    struct Price {
        value: f64,
        currency: String,
    }
    crate::complex!(Price(1), named NS "Price", Content::Text; 0 value = text();
        @ 1 currency = attribute("", "currency").min(1););

    enum Document {
        Settings(Settings),
        Depth(Defaulted<i32>),
    }
    crate::choice!(Document = Settings, Choice "Document"; 0 Settings = one(NS, "settings");
        1 Depth = one(NS, "depth").default("3"););

    fn wrapped(content: &str) -> String {
        format!(r#"<settings xmlns="urn:t">{content}</settings>"#)
    }

    fn read(document: &str) -> Document {
        let read = from_xml_strict(document.as_bytes());
        assert_eq!(
            read.as_ref().unwrap(),
            &from_xml(document.as_bytes()).unwrap().0
        );
        read.unwrap()
    }

    fn settings(content: &str) -> Settings {
        match read(&wrapped(content)) {
            Document::Settings(settings) => settings,
            Document::Depth(_) => unreachable!(),
        }
    }

    fn written(document: Document) -> String {
        let text = to_xml(&document).unwrap();
        text.split_once("?>").unwrap().1.to_owned()
    }

    #[test]
    fn what_came_empty_is_written_empty() {
        for (content, again) in [
            ("<mode/><size></size>", "<mode /><size />"),
            ("<mode>safe</mode><size>7</size>", ""),
            (
                "<mode><!-- safe --></mode><size/><size>8</size><size/>",
                "<mode /><size /><size>8</size><size />",
            ),
            (
                "<mode/><last/><price currency=\"EUR\"/>",
                "<mode /><last /><price currency=\"EUR\" />",
            ),
            (
                "<mode/><price currency=\"EUR\">2.5</price>",
                "<mode /><price currency=\"EUR\">2.5</price>",
            ),
        ] {
            let again = if again.is_empty() { content } else { again };
            let read = settings(content);
            assert_eq!(read, read.clone());
            assert_eq!(written(Document::Settings(read.clone())), wrapped(again));
        }
        for document in [
            r#"<depth xmlns="urn:t" />"#,
            r#"<depth xmlns="urn:t">4</depth>"#,
        ] {
            assert_eq!(written(read(document)), document);
        }
    }

    #[test]
    fn its_value_is_that_of_the_schema() {
        let read = settings("<mode/><size/><last/><price currency='EUR'/>");
        assert_eq!(*read.mode, "safe");
        assert!(read.mode.came_empty() && read.sizes[0].came_empty());
        assert_eq!(
            (*read.sizes[0], *read.last.unwrap()),
            (7, Nillable::Value(1))
        );
        assert_eq!(read.price.unwrap().into_inner().value, 2.5);
        let full = settings(
            "<mode>safe</mode><size>7</size><last>1</last><price currency='EUR'>2.5</price>",
        );
        assert_eq!(
            full,
            settings("<mode/><size/><last/><price currency='EUR'/>")
        );
        assert!(!full.mode.came_empty());
    }

    #[test]
    fn whatever_is_done_to_it_is_written() {
        let mut read = settings("<mode/><size/>");
        assert!(read.sizes[0].pow(2) == 49 && read.sizes[0].came_empty());
        *read.sizes[0] += 1;
        read.mode.push('!');
        let full = wrapped("<mode>safe!</mode><size>8</size>");
        assert_eq!(written(Document::Settings(read)), full);
        assert_eq!(Defaulted::from(1).into_inner(), 1);
    }

    #[test]
    fn nil_stays_nil() {
        let nil = r#"<mode /><last xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" />"#;
        let read = settings(nil);
        assert!(read.last.as_ref().is_some_and(|last| last.is_nil()));
        assert_eq!(read, read.clone());
        assert_eq!(written(Document::Settings(read)), wrapped(nil));
    }

    #[test]
    fn it_shows_that_it_came_empty() {
        let shown = format!("{:?}", settings("<mode/><size>1</size>"));
        let start = r#"Settings { mode: Empty("safe"), sizes: [1], "#;
        assert!(shown.starts_with(start), "{shown}");
        assert_eq!(format!("{:?}", Defaulted::new(1)), "1");
    }

    #[test]
    fn an_empty_one_that_lacks_an_attribute_stands_for_none() {
        let outcome = from_xml::<Document>(wrapped("<mode/><price/>").as_bytes());
        let (read, warnings) = outcome.unwrap();
        assert!(matches!(
            read,
            Document::Settings(Settings { price: None, .. })
        ));
        assert_eq!(warnings[0].message, "an empty element, taken for none");
    }
}
