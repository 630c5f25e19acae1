//! What is read a second time, where there can be one: the first is emptied, so that nothing of it shows in the second.

use super::{Complex, Field, Items, Order, Slot};
use crate::{AnyElement, AnyType, Attachment};

impl dyn Complex + '_ {
    /// Has nothing any more that a value read into it wouldn't set, for one that takes the place of this.
    pub fn reset(&mut self) {
        let mut i = 0;
        while let Some(field) = self.field_mut(i) {
            field.reset();
            i += 1;
        }
    }
}

impl dyn Field + '_ {
    /// The same for what is in a field.
    pub fn reset(&mut self) {
        self.clear();
        if let Items::One(_) = self.items() {
            self.slot(false).reset();
        }
    }
}

impl Slot<'_> {
    /// The same for what is in a hole.
    pub(crate) fn reset(&mut self) {
        match self {
            Slot::Complex(value) => value.reset(),
            Slot::Choice(value) | Slot::Derived(value) => value.reset(),
            Slot::Defaulted(value) => value.value().reset(),
            Slot::Typed(value, nil) => value.value(*nil).reset(),
            Slot::Nillable(value) => value.nil(),
            Slot::Str(value) => value.clear(),
            Slot::Element(value) => **value = AnyElement::default(),
            Slot::Content(value) => **value = AnyType::default(),
            Slot::Attributes(value) => value.0.clear(),
            Slot::Attachment(value) => **value = Attachment::default(),
            Slot::Order(value) => **value = Order::default(),
            // It's set as a whole, and always: where it's absent that's a mistake.
            Slot::Text(_) | Slot::Listed(_) => {}
            // There's none, or one that was just made.
            Slot::Nil | Slot::NilWith(_) | Slot::NotNillable => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::codec::{from_xml, to_xml};
    use crate::{AnyAttributes, AnyElement, AnyType, Attachment, Defaulted, List, Nillable};
    use crate::{NillableWith, Order, Typed};

    const NS: &str = "urn:t";

    /// A member for each kind of value, all of them always there.
    #[derive(Default)]
    struct Whole {
        word: String,
        numbers: List<i32>,
        part: Part,
        boxed: Box<Part>,
        note: Note,
        way: Way,
        kin: Kin,
        state: Nillable<Part>,
        marked: NillableWith<Part>,
        preset: Defaulted<Part>,
        worded: Defaulted<String>,
        perhaps: Defaulted<Nillable<Part>>,
        mixed: Mixed,
        open: AnyType,
        all: All,
        letter: Attachment,
        holder: Holder,
        typed: Typed<Part>,
        any: AnyElement,
    }
    crate::complex!(Whole(19), named NS "Whole", Content::Sequence;
        0 word = one(NS, "word"); 1 numbers = one(NS, "numbers"); 2 part = one(NS, "part"); 3 boxed = one(NS, "boxed");
        4 note = one(NS, "note"); 5 way = choice(<Way as HasChoice>::CHOICE); 6 kin = one(NS, "kin");
        7 state = one(NS, "state").nillable(); 8 marked = one(NS, "marked").nillable(); 9 preset = one(NS, "preset").default("");
        10 worded = one(NS, "worded").default("w"); 11 perhaps = one(NS, "perhaps").nillable().default("");
        12 mixed = one(NS, "mixed"); 13 open = one(NS, "open"); 14 all = one(NS, "all"); 15 letter = one(NS, "letter");
        16 holder = one(NS, "holder"); 17 typed = one(NS, "typed");
        18 any = any(NamespaceConstraint::Not(&[NS]), Process::Skip););

    #[derive(Default)]
    struct Part {
        a: Option<String>,
        many: Vec<i32>,
        deeper: Option<Box<Part>>,
        key: Option<String>,
        size: i32,
        others: AnyAttributes,
    }
    crate::complex!(Part(3), named NS "Part", Content::Sequence; 0 a = opt(NS, "a"); 1 many = many(NS, "many");
        2 deeper = opt(NS, "deeper"); @ 3 key = attribute("", "key"); 4 size = attribute("", "size").default("1");
        5 others = any_attribute(NamespaceConstraint::Any, Process::Skip););

    /// Text with attributes.
    #[derive(Default)]
    struct Note {
        value: i32,
        key: Option<String>,
    }
    crate::complex!(Note(1), named NS "Note", Content::Text; 0 value = text(); @ 1 key = attribute("", "key"););

    enum Way {
        None(Vec<String>),
        Once(Part),
        Rated(i32),
    }
    crate::choice!(Way = None, Choice "Way"; 0 None = many(NS, "none"); 1 Once = one(NS, "once"); 2 Rated = one(NS, "rated"););

    enum Kin {
        Part(Part),
        Note(Note),
    }
    crate::choice!(Kin = Part, Derived "Part"; 0 Part = type_(NS, "Part"); 1 Note = type_(NS, "Note"););

    #[derive(Default)]
    struct Mixed {
        content: Vec<Bit>,
        key: Option<String>,
    }
    crate::complex!(Mixed(1), named NS "Mixed", Content::Mixed(&[]);
        0 content = choice(<Bit as HasChoice>::CHOICE).min(0).max(UNBOUNDED); @ 1 key = attribute("", "key"););

    enum Bit {
        Text(String),
        B(String),
    }
    crate::choice!(Bit = Text, Choice "Bit"; 0 Text = text(); 1 B = one(NS, "b"););

    #[derive(Default)]
    struct All {
        a: Option<String>,
        b: Option<String>,
        order: Order,
    }
    crate::complex!(All(2), named NS "All", Content::All; 0 a = opt(NS, "a"); 1 b = opt(NS, "b"); @ 2 order = order(););

    /// What may be there without any element.
    #[derive(Default)]
    struct Holder {
        way: Way,
        group: Group,
    }
    crate::complex!(Holder(2), named NS "Holder", Content::Sequence; 0 way = choice(<Way as HasChoice>::CHOICE);
        1 group = group(<Group as HasShape>::SHAPE););

    #[derive(Default)]
    struct Group {
        c: Option<String>,
        d: Vec<String>,
    }
    crate::complex!(Group(2), anonymous NS "Group", Content::Sequence; 0 c = opt(NS, "c"); 1 d = many(NS, "d"););

    enum Document {
        Whole(Box<Whole>),
    }
    crate::choice!(Document = Whole, Choice "Document"; 0 Whole = one(NS, "whole"););

    /// Each member with all it can have, and with as little as it may.
    const MEMBERS: [(&str, &str); 20] = [
        ("<word>w</word>", "<word/>"),
        ("<numbers>1 2</numbers>", "<numbers/>"),
        (FULL, "<part key='k'/>"),
        (
            "<boxed key='k' q:o='o'><a>a</a></boxed>",
            "<boxed><many>2</many></boxed>",
        ),
        ("<note key='k'>1</note>", "<note>2</note>"),
        ("<once key='k'/>", "<once/>"),
        ("<kin key='k'><a>a</a></kin>", "<kin/>"),
        (
            "<state key='k'><a>a</a></state>",
            "<state><many>1</many></state>",
        ),
        (
            "<marked key='k' i:nil='1'/>",
            "<marked size='2' i:nil='1'/>",
        ),
        (
            "<preset key='k' size='2'><a>a</a></preset>",
            "<preset><many>1</many></preset>",
        ),
        ("<worded>v</worded>", "<worded/>"),
        (
            "<perhaps key='k'><a>a</a></perhaps>",
            "<perhaps><many>1</many></perhaps>",
        ),
        ("<mixed key='k'>a<b>b</b></mixed>", "<mixed>c</mixed>"),
        ("<open key='k'>a<b>b</b></open>", "<open>c</open>"),
        ("<all><b>b</b><a>a</a></all>", "<all><a>c</a><b>c</b></all>"),
        ("<letter href='cid:a'/>", "<letter>cid:b</letter>"),
        (
            "<holder><rated>1</rated><c>c</c><d>d</d></holder>",
            "<holder/>",
        ),
        (
            "<holder><once key='k'/></holder>",
            "<holder><c>c</c></holder>",
        ),
        (
            "<typed key='k' i:type='Part'><a>a</a></typed>",
            "<typed><many>1</many></typed>",
        ),
        ("<any xmlns='' key='k'>a</any>", "<any xmlns=''/>"),
    ];
    const FULL: &str =
        "<part key='k' size='2' q:o='o'><a>a</a><many>1</many><deeper><a>b</a></deeper></part>";

    fn read(content: &str) -> (Document, usize, String) {
        let whole = format!(
            "<whole xmlns='urn:t' xmlns:q='urn:q' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>{content}</whole>"
        );
        let (document, warnings) =
            from_xml::<Document>(whole.as_bytes()).unwrap_or_else(|e| panic!("{content}: {e}"));
        let written = to_xml(&document).unwrap();
        (document, warnings.len(), written)
    }

    /// As if the first had never been.
    #[test]
    fn nothing_of_a_first_shows_in_a_second() {
        for (i, (full, bare)) in MEMBERS.into_iter().enumerate() {
            let name = |member: &str| member.split([' ', '>', '/']).next().map(str::to_owned);
            // Beside it all other members, each once.
            let others = |from: &[(&str, &str)]| {
                let mut all = String::new();
                for (_, other) in from {
                    let known = name(other).is_some_and(|name| all.contains(&name));
                    if !known && name(other) != name(bare) {
                        all += other;
                    }
                }
                all
            };
            let (before, after) = (others(&MEMBERS[..i]), others(&MEMBERS[i + 1..]));
            let (once, fine, written) = read(&format!("{before}{bare}{after}"));
            let (twice, warnings, again) = read(&format!("{before}{full}{bare}{after}"));
            assert_eq!((&twice, &again), (&once, &written), "{full}{bare}");
            assert_eq!((fine, warnings), (0, 1), "{full}{bare}");
            let (first, ..) = read(&format!("{before}{full}{after}"));
            assert_ne!(first, once, "{full}{bare}");
        }
    }

    /// It isn't a second.
    #[test]
    fn what_cannot_be_nil_stays_what_it_was() {
        let others: String = MEMBERS.iter().skip(3).map(|(_, bare)| *bare).collect();
        let others = others.replace("<holder/>", "");
        for nil in ["word", "numbers", "part"] {
            let members = format!("<word>w</word><numbers>1 2</numbers>{FULL}");
            let (once, ..) = read(&format!("{members}{others}"));
            let nil = format!("{members}<{nil} i:nil='true'/>{others}");
            assert_eq!(read(&nil).0, once, "{nil}");
        }
    }
}
