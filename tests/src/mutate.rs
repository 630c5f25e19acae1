//! Documents damaged on purpose: the same seed makes the same damage, so that what is found can be found again.
//!
//! In come an XML document, well-formed or not, and numbers; out comes one that differs. Knows tags and attribute values,
//! so that most results are still XML and get past the parser; a few of its words are XSD's and WSDL's. Used by the tests
//! and, as a mutator, by the fuzz targets.

use std::ops::Range;

/// Numbers that look like chance (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// A number below `n`, or 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % n).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// Attribute values that mean something to somebody, or nothing to anybody.
const VALUES: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "-1",
    "100000",
    "4294967295",
    "4294967296",
    "99999999999999999999999999999999999999",
    "unbounded",
    "true",
    "qualified",
    "#all",
    "##any",
    "##other",
    "##targetNamespace ##local",
    "extension restriction",
    "optional",
    "prohibited",
    "required",
    "preserve",
    "collapse",
    "rpc",
    "document",
    "encoded",
    "literal",
    "xs:string",
    "xs:anyType",
    "xs:anySimpleType",
    "xs:QName",
    "xs:NOTATION",
    "xs:ENTITIES",
    "xs:integer",
    "xs:nothing",
    "nowhere:at",
    ":",
    "a:",
    ":b",
    "a:b:c",
    "self",
    "Self",
    "crate",
    "_",
    "__",
    "1st",
    "r#type",
    "Option",
    "Vec",
    "String",
    "Unrecognized",
    "\u{E9}t\u{E9}",
    "\u{540D}\u{524D}",
    "\u{1F980}",
    "\u{202E}",
    "a b",
    "a.b-c",
    "*/",
    "\\",
    "{}",
    "&#10;",
    "&lt;!--",
    "http://www.w3.org/2001/XMLSchema",
    "http://schemas.xmlsoap.org/wsdl/",
    "http://schemas.xmlsoap.org/soap/encoding/",
    "urn:other",
    "[a-z",
    "(a{1000}){1000}",
    "(((((((((((((((((((((a?)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*",
    "\\p{IsNowhere}",
    "2024-13-45",
    "INF",
    "-0",
    "../../etc/passwd",
    "http://example.org/",
];

/// Element names that schemas and WSDLs have; the prefix stays what it was.
const NAMES: &[&str] = &[
    "all",
    "annotation",
    "any",
    "anyAttribute",
    "attribute",
    "attributeGroup",
    "choice",
    "complexContent",
    "complexType",
    "documentation",
    "element",
    "enumeration",
    "extension",
    "field",
    "fractionDigits",
    "group",
    "import",
    "include",
    "key",
    "length",
    "list",
    "maxInclusive",
    "maxLength",
    "minExclusive",
    "notation",
    "pattern",
    "redefine",
    "restriction",
    "schema",
    "sequence",
    "simpleContent",
    "simpleType",
    "totalDigits",
    "union",
    "unique",
    "whiteSpace",
    "address",
    "binding",
    "body",
    "definitions",
    "fault",
    "header",
    "input",
    "message",
    "operation",
    "output",
    "part",
    "port",
    "portType",
    "service",
    "types",
    "Envelope",
    "Body",
    "Fault",
];

/// A document with one change to four. Never longer than a few times what it was.
pub fn mutate(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.below(4) {
        let most = text.len().saturating_mul(2).max(1 << 16);
        let changed = change(&text, dice);
        if changed.len() <= most {
            text = changed;
        }
    }
    text
}

fn change(text: &str, dice: &mut Dice) -> String {
    let tags = tags(text);
    let values = values(text, &tags);
    match dice.below(16) {
        0 => text.get(..boundary(text, dice)).unwrap_or(text).to_owned(),
        1 => {
            let (a, b) = (boundary(text, dice), boundary(text, dice));
            replaced(text, a.min(b)..a.max(b).min(a.min(b) + 8), "")
        }
        2 => {
            let odd = [
                "<", ">", "&", "\"", "/", "]]>", "<!--", "&e;", "\0", "\u{FEFF}", ":", " ",
            ];
            let at = boundary(text, dice);
            replaced(text, at..at, dice.pick(&odd).copied().unwrap_or_default())
        }
        3 => match dice.pick(&tags) {
            Some(tag) => replaced(text, tag.clone(), ""),
            None => text.to_owned(),
        },
        4 => swap(text, dice.pick(&tags), dice.pick(&tags)),
        5 => match element(text, &tags, dice) {
            Some(element) => replaced(text, element, ""),
            None => text.to_owned(),
        },
        // An element twice, elsewhere, or within itself.
        6 | 7 => match (element(text, &tags, dice), dice.pick(&tags)) {
            (Some(element), Some(tag)) => {
                let copy = text.get(element).unwrap_or_default();
                replaced(text, tag.end..tag.end, copy)
            }
            _ => text.to_owned(),
        },
        8 => match (element(text, &tags, dice), element(text, &tags, dice)) {
            (Some(a), Some(b)) => replaced(text, a, text.get(b).unwrap_or_default()),
            _ => text.to_owned(),
        },
        9 => rename(text, &tags, dice),
        10 => match dice.pick(&values) {
            Some(value) => {
                let huge = dice.pick(VALUES).copied().unwrap_or_default().repeat(1000);
                replaced(text, value.clone(), &huge)
            }
            None => text.to_owned(),
        },
        11 => match dice.pick(&values) {
            // The whole attribute goes.
            Some(value) => {
                let start = text.get(..value.start).and_then(|before| before.rfind(' '));
                replaced(text, start.unwrap_or(value.start)..value.end + 1, "")
            }
            None => text.to_owned(),
        },
        12 => match dice.pick(&values) {
            Some(value) => replaced(
                text,
                value.clone(),
                dice.pick(VALUES).copied().unwrap_or(""),
            ),
            None => text.to_owned(),
        },
        // A reference leads to where another leads, or to what bears a name: soon to itself.
        _ => match (dice.pick(&values), dice.pick(&values)) {
            (Some(to), Some(from)) => {
                let (old, new) = (text.get(to.clone()), text.get(from.clone()));
                let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
                let retargeted = match (old.split_once(':'), new.split_once(':')) {
                    (Some((prefix, _)), None) => format!("{prefix}:{new}"),
                    (None, Some((_, local))) => local.to_owned(),
                    _ => new.to_owned(),
                };
                replaced(text, to.clone(), &retargeted)
            }
            _ => text.to_owned(),
        },
    }
}

/// Where a tag's `<` and `>` stand.
fn tags(text: &str) -> Vec<Range<usize>> {
    let starts = text.match_indices('<').map(|(at, _)| at);
    let range = |at| Some(at..at + text.get(at..)?.find('>')? + 1);
    starts.filter_map(range).collect()
}

/// Where attribute values stand, without their quotes.
fn values(text: &str, tags: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for tag in tags {
        let mut at = tag.start;
        while let Some(start) = text.get(at..tag.end).and_then(|rest| rest.find("=\"")) {
            let start = at + start + 2;
            let Some(length) = text.get(start..tag.end).and_then(|rest| rest.find('"')) else {
                break;
            };
            found.push(start..start + length);
            at = start + length + 1;
        }
    }
    found
}

/// Some whole element.
fn element(text: &str, tags: &[Range<usize>], dice: &mut Dice) -> Option<Range<usize>> {
    let first = dice.below(tags.len());
    let mut depth = 0_usize;
    for tag in tags.get(first..)? {
        let inner = text.get(tag.clone())?;
        let (opens, closes) = (!inner.starts_with("</"), !inner.ends_with("/>"));
        match (opens, closes) {
            _ if inner.starts_with("<?") || inner.starts_with("<!") => {}
            (true, true) => depth += 1,
            (true, false) => {}
            (false, _) => depth = depth.checked_sub(1)?,
        }
        if depth == 0 {
            return Some(tags.get(first)?.start..tag.end);
        }
    }
    None
}

/// Gives an element another name, at its end too.
fn rename(text: &str, tags: &[Range<usize>], dice: &mut Dice) -> String {
    let (Some(element), Some(new)) = (element(text, tags, dice), dice.pick(NAMES)) else {
        return text.to_owned();
    };
    let old = text.get(element.clone()).unwrap_or_default();
    let name = old.trim_start_matches('<');
    let end = name.find([' ', '>', '/', '\n']).unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default();
    let renamed = match name.split_once(':') {
        Some((prefix, _)) => format!("{prefix}:{new}"),
        None => (*new).to_owned(),
    };
    let mut changed = old.replacen(name, &renamed, 1);
    let close = format!("</{name}>");
    if changed.ends_with(&close) {
        changed.truncate(changed.len() - close.len());
        changed += &format!("</{renamed}>");
    }
    replaced(text, element, &changed)
}

fn swap(text: &str, a: Option<&Range<usize>>, b: Option<&Range<usize>>) -> String {
    let (Some(a), Some(b)) = (a, b) else {
        return text.to_owned();
    };
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    if first.end > second.start {
        return text.to_owned();
    }
    let at = |range: Range<usize>| text.get(range).unwrap_or_default();
    let parts = [
        at(0..first.start),
        at(second.clone()),
        at(first.end..second.start),
        at(first.clone()),
        at(second.end..text.len()),
    ];
    parts.concat()
}

fn boundary(text: &str, dice: &mut Dice) -> usize {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn replaced(text: &str, range: Range<usize>, new: &str) -> String {
    let mut end = range.end.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let before = text.get(..range.start).unwrap_or_default();
    [before, new, text.get(end..).unwrap_or_default()].concat()
}
