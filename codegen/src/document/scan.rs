//! One pass over a document's markup: where each start tag stands, its attributes in order, and that nothing about it
//! is without bounds.
//!
//! The XML library that builds the tree gives no places, loses the namespaces of attributes and recurses as deep as
//! the document does; so this runs first, and only a document that passes is handed on. It stops at the first thing
//! that isn't as the grammar has it (XML 1.0, 2.1), so the two can't see different elements.

use super::cursor::Cursor;
use super::defect::Defect;
use super::entities::{self, Entities};

/// Most elements within each other.
const MAX_DEPTH: usize = 256;
/// Most bytes of a document.
pub const MAX_BYTES: usize = 64 << 20;
/// Most elements of a document.
const MAX_ELEMENTS: usize = 4_000_000;
/// Most namespace declarations, and most other attributes, of an element.
const MAX_ATTRIBUTES: usize = 500;
/// Most bytes that all references to entities stand for.
const MAX_EXPANSION: usize = 16 << 20;
/// Most namespace declarations in scope, summed over all elements: the library gives each element a copy.
const MAX_PREFIXES: usize = 10_000_000;

/// A document whose markup is in order.
pub(super) struct Scan<'t> {
    /// Its start tags, in document order.
    pub(super) tags: Vec<Tag<'t>>,
    /// Its entities.
    pub(super) entities: Entities,
    /// Where the root element begins: offset, line and column.
    pub(super) root: (usize, (u32, u32)),
}

/// A start tag.
pub(super) struct Tag<'t> {
    /// Line and column of its `<`.
    pub(super) at: (u32, u32),
    /// Its name as spelt.
    pub(super) name: &'t str,
    /// Names and values as spelt, namespace declarations included.
    pub(super) attributes: Vec<(&'t str, &'t str)>,
}

/// Reads the markup of a document.
pub(super) fn scan(text: &str) -> Result<Scan<'_>, Defect> {
    if text.trim().is_empty() {
        return Err(Defect::whole(
            "the file is empty",
            "give a WSDL or XSD document",
        ));
    }
    if text.len() > MAX_BYTES {
        return Err(Defect::whole(
            format!("the file is larger than {} MB", MAX_BYTES >> 20),
            "split it by imports",
        ));
    }
    let mut cursor = Cursor::new(text);
    let entities = prolog(&mut cursor)?;
    let root = (cursor.offset(), cursor.position());
    let mut scanner = Scanner {
        cursor,
        entities,
        tags: Vec::new(),
        open: Vec::new(),
        expansion: 0,
        prefixes: 0,
    };
    scanner.content()?;
    Ok(Scan {
        tags: scanner.tags,
        entities: scanner.entities,
        root,
    })
}

/// What stands before the root element (2.8).
fn prolog(cursor: &mut Cursor<'_>) -> Result<Entities, Defect> {
    let mut found = Entities::default();
    loop {
        cursor.space();
        if cursor.eat("<?") {
            cursor
                .until("?>")
                .ok_or_else(|| open_end(cursor, "<?", "?>"))?;
        } else if cursor.eat("<!--") {
            cursor
                .until("-->")
                .ok_or_else(|| open_end(cursor, "<!--", "-->"))?;
        } else if cursor.eat("<!DOCTYPE") {
            found = entities::read(cursor)?;
        } else if cursor.rest().starts_with('<') {
            return Ok(found);
        } else {
            return Err(cursor.defect(
                "this is not XML: a document begins with `<`",
                "give a WSDL or XSD document",
            ));
        }
    }
}

struct Scanner<'t> {
    cursor: Cursor<'t>,
    entities: Entities,
    tags: Vec<Tag<'t>>,
    /// Open elements: index of the tag, and how many namespace declarations are in scope.
    open: Vec<(usize, usize)>,
    expansion: usize,
    prefixes: usize,
}

impl<'t> Scanner<'t> {
    /// From the root's start tag to the end of the text.
    fn content(&mut self) -> Result<(), Defect> {
        loop {
            match self.cursor.rest().as_bytes() {
                [] => return self.end(),
                [b'<', b'/', ..] => self.end_tag()?,
                [b'<', b'?', ..] => self.skip("<?", "?>")?,
                [b'<', b'!', b'-', ..] => self.skip("<!--", "-->")?,
                [b'<', b'!', ..] => self.skip("<![CDATA[", "]]>")?,
                [b'<', ..] => self.start_tag()?,
                [b'&', ..] => self.reference()?,
                _ => self.text()?,
            }
        }
    }

    fn text(&mut self) -> Result<(), Defect> {
        let outside = self.open.is_empty();
        if outside {
            self.cursor.space();
        } else {
            self.cursor.take(|c| c != '<' && c != '&');
        }
        if outside && !self.cursor.rest().is_empty() && !self.cursor.rest().starts_with('<') {
            return Err(self.outside());
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Defect> {
        let Some(tag) = self
            .open
            .last()
            .and_then(|(index, _)| self.tags.get(*index))
        else {
            return Ok(());
        };
        Err(Defect::at(
            tag.at,
            format!("<{}> is not closed before the document ends", tag.name),
            "the file may be cut off; get it whole",
        ))
    }

    fn skip(&mut self, from: &str, to: &str) -> Result<(), Defect> {
        if self.open.is_empty() && from.starts_with("<![") {
            return Err(self.outside());
        }
        let before = self.cursor.offset();
        if self.cursor.eat(from) && self.cursor.until(to).is_some() {
            return Ok(());
        }
        Err(Defect::at(
            self.cursor.place(before),
            format!("expected `{from}` … `{to}`"),
            "close what is open, and write `<` in text as `&lt;`",
        ))
    }

    fn outside(&mut self) -> Defect {
        self.cursor.defect(
            "this stands behind the end of the root element",
            "a document has one root element; remove what follows it",
        )
    }

    fn end_tag(&mut self) -> Result<(), Defect> {
        let at = self.cursor.offset();
        self.cursor.eat("</");
        let name = self.cursor.name();
        self.cursor.space();
        let closed = self.cursor.eat(">");
        let opened = self.open.pop().and_then(|(index, _)| self.tags.get(index));
        match opened {
            Some(tag) if closed && tag.name == name => Ok(()),
            Some(tag) => Err(Defect::at(
                self.cursor.place(at),
                format!(
                    "</{name}> stands where <{}> of {}:{} has to be closed",
                    tag.name, tag.at.0, tag.at.1
                ),
                format!("write </{}>, or close what else is open", tag.name),
            )),
            None => Err(Defect::at(
                self.cursor.place(at),
                format!("</{name}> closes nothing"),
                "remove it, or open the element",
            )),
        }
    }

    fn start_tag(&mut self) -> Result<(), Defect> {
        if self.open.is_empty() && !self.tags.is_empty() {
            return Err(self.outside());
        }
        let at = self.cursor.position();
        self.cursor.eat("<");
        let name = self.cursor.name();
        if name.is_empty() {
            return Err(Defect::at(
                at,
                "`<` stands here without an element's name",
                "write `<` in text as `&lt;`",
            ));
        }
        let attributes = self.attributes(name)?;
        let empty = self.cursor.eat("/");
        if !self.cursor.eat(">") {
            return Err(self.cursor.defect(
                format!("expected an attribute or the end of the tag <{name}>"),
                "an attribute is written name=\"value\"",
            ));
        }
        let declared = attributes
            .iter()
            .filter(|(name, _)| name.starts_with("xmlns"));
        let scope = self.open.last().map_or(0, |(_, scope)| *scope) + declared.count();
        self.prefixes += scope;
        if !empty {
            self.open.push((self.tags.len(), scope));
        }
        self.tags.push(Tag {
            at,
            name,
            attributes,
        });
        self.bounds(at)
    }

    fn bounds(&self, at: (u32, u32)) -> Result<(), Defect> {
        let excess = if self.open.len() > MAX_DEPTH {
            format!("elements are nested more than {MAX_DEPTH} deep")
        } else if self.tags.len() > MAX_ELEMENTS {
            format!("the document has more than {MAX_ELEMENTS} elements")
        } else if self.prefixes > MAX_PREFIXES {
            "the document has too many elements below too many namespace declarations".to_owned()
        } else {
            return Ok(());
        };
        Err(Defect::at(
            at,
            excess,
            "no known WSDL or schema does; check where it comes from",
        ))
    }

    fn attributes(&mut self, element: &str) -> Result<Vec<(&'t str, &'t str)>, Defect> {
        let mut attributes = Vec::new();
        let (mut declared, mut others) = (0, 0);
        loop {
            let spaced = self.cursor.space();
            let mut next = self.cursor.rest().chars();
            if matches!(next.next(), None | Some('/' | '>' | '<')) {
                return Ok(attributes);
            }
            let name = self.cursor.name();
            self.cursor.space();
            let equals = self.cursor.eat("=");
            self.cursor.space();
            if !spaced || name.is_empty() || !equals {
                return Err(self.cursor.defect(
                    format!("expected an attribute of <{element}>"),
                    "an attribute is written name=\"value\"",
                ));
            }
            let value = self.value(name)?;
            attributes.push((name, value));
            let declares = usize::from(name.starts_with("xmlns"));
            declared += declares;
            others += 1 - declares;
            if declared.max(others) > MAX_ATTRIBUTES {
                return Err(self.cursor.defect(
                    format!("<{element}> has more than {MAX_ATTRIBUTES} attributes"),
                    "no known WSDL or schema does; check where it comes from",
                ));
            }
        }
    }

    /// A quoted value; its references are checked.
    fn value(&mut self, name: &str) -> Result<&'t str, Defect> {
        let at = self.cursor.offset();
        let Some(value) = self.cursor.quoted() else {
            return Err(Defect::at(
                self.cursor.place(at),
                format!("the value of {name:?} is not quoted, or its quote is not closed"),
                "an attribute is written name=\"value\"",
            ));
        };
        if value.contains('<') {
            return Err(Defect::at(
                self.cursor.place(at),
                format!("`<` stands in the value of {name:?}"),
                "close the quote before it, or write it as `&lt;`",
            ));
        }
        for reference in value.split('&').skip(1) {
            let reference = reference.split_once(';').map(|(name, _)| name);
            self.check(at, reference.unwrap_or(""))?;
        }
        Ok(value)
    }

    fn reference(&mut self) -> Result<(), Defect> {
        let at = self.cursor.offset();
        if self.open.is_empty() {
            return Err(self.outside());
        }
        self.cursor.eat("&");
        let number = self.cursor.rest().starts_with('#');
        let start = self.cursor.rest();
        self.cursor.take(|c| c == '#');
        let name = self.cursor.name();
        let length = name.len() + usize::from(number);
        let name = start.get(..length).unwrap_or("");
        let closed = self.cursor.eat(";");
        self.check(at, if closed { name } else { "" })
    }

    /// Whether a reference may be used; it stands at this offset.
    fn check(&mut self, at: usize, reference: &str) -> Result<(), Defect> {
        if entities::character(reference).is_some() {
            return Ok(());
        }
        // What's no name isn't quoted either: behind the `&` of a location there may be a secret.
        if !is_name(reference) {
            return Err(Defect::at(
                self.cursor.place(at),
                "`&` stands here without a reference",
                "write `&` as `&amp;`",
            ));
        }
        let text = self.entities.get(reference).map_err(|why| {
            Defect::at(
                self.cursor.place(at),
                format!("the entity &{reference}; {why}"),
                "write its text in its place",
            )
        })?;
        self.expansion += text.len();
        if self.expansion > MAX_EXPANSION {
            return Err(Defect::at(
                self.cursor.place(at),
                format!("the document's entities stand for more than {MAX_EXPANSION} bytes"),
                "no known WSDL or schema does; check where it comes from",
            ));
        }
        Ok(())
    }
}

/// Whether a text could be a name, as far as [`Cursor::name`] tells.
fn is_name(text: &str) -> bool {
    !text.is_empty() && Cursor::new(text).name() == text
}

fn open_end(cursor: &mut Cursor<'_>, from: &str, to: &str) -> Defect {
    cursor.defect(
        format!("`{from}` is never closed"),
        format!("close it with `{to}`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defect(text: &str) -> (u32, u32, String) {
        match scan(text) {
            Ok(_) => panic!("no defect in {text:.80}"),
            Err(defect) => (defect.line, defect.column, defect.message),
        }
    }

    #[test]
    fn tags_have_their_places_and_attributes_in_order() {
        let text = "<?xml version='1.0'?>\n<!-- <x> -->\n <a b='1' p:b=\"2\"><![CDATA[<x>]]>ä<c/>\n\t&lt;<d></d ></a>\n";
        let scan = scan(text).unwrap();
        let tags: Vec<_> = scan.tags.iter().map(|t| (t.name, t.at)).collect();
        assert_eq!(tags, [("a", (3, 2)), ("c", (3, 35)), ("d", (4, 6))]);
        assert_eq!(scan.tags[0].attributes, [("b", "1"), ("p:b", "2")]);
        assert_eq!(scan.root.1, (3, 2));
    }

    #[test]
    fn hostile_documents_are_stopped() {
        let deep = "<a>".repeat(200_000);
        assert_eq!(defect(&deep).2, "elements are nested more than 256 deep");
        let wide = format!(
            "<a {}/>",
            (0..5000).map(|n| format!("a{n}='' ")).collect::<String>()
        );
        assert_eq!(defect(&wide).2, "<a> has more than 500 attributes");
        let bomb = format!(
            "<!DOCTYPE a [<!ENTITY e '{}'>]><a>{}</a>",
            "x".repeat(60_000),
            "&e;".repeat(1000)
        );
        assert!(defect(&bomb).2.contains("entities stand for more than"));
        let outside = defect("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<a>&e;</a>");
        assert_eq!((outside.0, outside.1), (2, 4));
        assert!(outside.2.contains("never fetched"));
        let names: String = (0..400).map(|n| format!(" xmlns:n{n}='u'")).collect();
        let scopes = format!("<a{names}>{}</a>", "<b/>".repeat(100_000));
        assert!(defect(&scopes).2.contains("too many"));
    }

    #[test]
    fn what_is_not_well_formed_is_named_where_it_stands() {
        for (text, line, column, message) in [
            ("", 0, 0, "the file is empty"),
            ("hello", 1, 1, "not XML"),
            (
                "<a>\n <b>\n</a>",
                3,
                1,
                "</a> stands where <b> of 2:2 has to be closed",
            ),
            ("<a>\n <b>", 2, 2, "<b> is not closed"),
            ("<a/>\n<b/>", 2, 1, "behind the end"),
            ("<a/>x", 1, 5, "behind the end"),
            ("<a/></b>", 1, 5, "closes nothing"),
            ("<a b=c/>", 1, 6, "not quoted"),
            ("<a b='<'/>", 1, 6, "`<` stands in the value"),
            ("<a b='1'c='2'/>", 1, 11, "expected an attribute"),
            ("<a", 1, 3, "expected an attribute or the end"),
            ("<a>&</a>", 1, 4, "without a reference"),
            ("<a>&nbsp;</a>", 1, 4, "&nbsp; is not defined"),
            ("<a b='&x;'/>", 1, 6, "&x; is not defined"),
            ("<a b='?v&key=hush;x'/>", 1, 6, "without a reference"),
            ("<a b='&#hush;'/>", 1, 6, "without a reference"),
            ("<a><!-- </a>", 1, 4, "expected `<!--`"),
            ("<a><![CDATA[ </a>", 1, 4, "expected `<![CDATA[`"),
            ("<a>< b/></a>", 1, 4, "without an element's name"),
            ("<!-- ", 1, 5, "never closed"),
        ] {
            let found = defect(text);
            assert_eq!((found.0, found.1), (line, column), "{text}: {}", found.2);
            assert!(found.2.contains(message), "{text}: {}", found.2);
        }
    }
}
