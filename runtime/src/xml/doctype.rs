//! Document type declarations: entities of the internal subset are expanded, within bounds; nothing is ever fetched
//! (XML 1.0, 2.8, 4.2 and 4.4).
//!
//! In comes a document, out goes one without a document type declaration.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::chars::{is_ncname, is_space};
use super::text::reference;
use super::{Error, Limits};

const START: &str = "<!DOCTYPE";
/// Entities within entities.
const DEPTH: usize = 16;
/// How many bytes expansion may add.
const GROWTH: usize = 1 << 20;

enum Entity<'x> {
    Internal(Cow<'x, str>),
    External,
    /// Of a notation, for applications.
    Unparsed,
}

type Entities<'x> = HashMap<&'x str, Entity<'x>>;

/// What a document type declaration says.
#[derive(Default)]
pub(crate) struct Doctype<'x> {
    entities: Entities<'x>,
    /// Whether more may be declared elsewhere.
    is_open: bool,
}

impl Doctype<'_> {
    /// The unparsed entities that it declares (XML 1.0, 4.2.2); `None` if that's not all there may be, as its declarations
    /// stand elsewhere.
    pub(crate) fn unparsed(&self) -> Option<HashSet<String>> {
        let entities = self.entities.iter();
        let unparsed = entities.filter(|(_, entity)| matches!(entity, Entity::Unparsed));
        let names = unparsed.map(|(name, _)| (*name).to_owned());
        (!self.is_open).then(|| names.collect())
    }
}

/// The document without its document type declaration, its internal general entities expanded.
///
/// # Errors
/// When the declaration is malformed, an entity is external or contains itself, or the text grows beyond the limits.
pub fn expand_entities<'x>(text: &'x str, limits: &Limits) -> Result<Cow<'x, str>, Error> {
    Ok(expand(text, limits)?.text)
}

/// A document read once for its document type declaration.
pub(crate) struct Expanded<'x> {
    /// The document without it, its internal general entities expanded.
    pub(crate) text: Cow<'x, str>,
    /// What that says, if there's one.
    pub(crate) doctype: Option<Doctype<'x>>,
}

/// The same with the declaration.
///
/// # Errors
/// As [`expand_entities`].
pub(crate) fn expand<'x>(text: &'x str, limits: &Limits) -> Result<Expanded<'x>, Error> {
    let Some(start) = doctype_start(text) else {
        return Ok(Expanded {
            text: Cow::Borrowed(text),
            doctype: None,
        });
    };
    let mut cursor = Cursor { text, at: start };
    let declared = doctype(&mut cursor)?;
    let entities = &declared.entities;
    let body = cursor.rest();
    let most = limits.bytes.min(text.len() + GROWTH);
    let mut out = String::with_capacity(text.len());
    out.push_str(text.get(..start).unwrap_or_default());
    if entities.is_empty() {
        out.push_str(body);
    } else {
        let mut expansion = Expansion {
            entities,
            out,
            most,
        };
        expansion
            .content(body, 0)
            .map_err(|m| Error::new(start, m))?;
        out = expansion.out;
    }
    Ok(Expanded {
        text: Cow::Owned(out),
        doctype: Some(declared),
    })
}

fn doctype_start(text: &str) -> Option<usize> {
    prolog_end(text).filter(|at| text.get(*at..).is_some_and(|t| t.starts_with(START)))
}

/// Where the first thing stands that's neither declaration, comment nor processing instruction.
fn prolog_end(text: &str) -> Option<usize> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.take("\u{FEFF}");
    loop {
        cursor.blanks();
        let close = match cursor.rest() {
            rest if rest.starts_with("<?") => "?>",
            rest if rest.starts_with("<!--") => "-->",
            _ => return Some(cursor.at),
        };
        cursor.past(close)?;
    }
}

struct Cursor<'x> {
    text: &'x str,
    at: usize,
}

impl<'x> Cursor<'x> {
    fn rest(&self) -> &'x str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.at += self.rest().bytes().take_while(|&b| is_space(b)).count();
    }

    fn take(&mut self, what: &str) -> bool {
        let there = self.rest().starts_with(what);
        if there {
            self.at += what.len();
        }
        there
    }

    /// Goes behind the next `what`, and gives what stood before it.
    fn past(&mut self, what: &str) -> Option<&'x str> {
        let rest = self.rest();
        let end = rest.find(what)?;
        self.at += end + what.len();
        rest.get(..end)
    }

    fn word(&mut self) -> &'x str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| {
                c.is_ascii()
                    && (is_space(c as u8) || matches!(c, '>' | '[' | '"' | '\'' | '<' | ';'))
            })
            .unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn quoted(&mut self) -> Option<&'x str> {
        let quote = ["\"", "'"]
            .into_iter()
            .find(|q| self.rest().starts_with(q))?;
        self.at += 1;
        self.past(quote)
    }

    fn wrong(&self, message: &'static str) -> Error {
        Error::new(self.at, message)
    }
}

/// From `<!DOCTYPE` to behind its `>`.
fn doctype<'x>(cursor: &mut Cursor<'x>) -> Result<Doctype<'x>, Error> {
    const OPEN: &str = "a document type declaration without its `>`";
    cursor.take(START);
    let mut declared = Doctype::default();
    loop {
        cursor.blanks();
        if cursor.take(">") {
            return Ok(declared);
        }
        if cursor.take("[") {
            subset(cursor, &mut declared)?;
        } else if cursor.rest().starts_with(['"', '\'']) {
            declared.is_open = true;
            cursor.quoted().ok_or_else(|| cursor.wrong(OPEN))?;
        } else if cursor.word().is_empty() {
            return Err(cursor.wrong(OPEN));
        }
    }
}

/// The internal subset, to behind its `]`.
fn subset<'x>(cursor: &mut Cursor<'x>, declared: &mut Doctype<'x>) -> Result<(), Error> {
    const OPEN: &str = "the internal subset of a document type declaration doesn't end";
    loop {
        cursor.blanks();
        if cursor.take("]") {
            return Ok(());
        }
        let done = if cursor.take("<!--") {
            cursor.past("-->").is_some()
        } else if cursor.take("<?") {
            cursor.past("?>").is_some()
        } else if cursor.take("%") {
            // A parameter entity, which could only add declarations; those of other documents aren't read.
            declared.is_open = true;
            cursor.past(";").is_some()
        } else if cursor.take("<!ENTITY") {
            entity(cursor, &mut declared.entities)?;
            true
        } else if cursor.take("<!") {
            declaration_end(cursor).is_some()
        } else {
            false
        };
        if !done {
            return Err(cursor.wrong(OPEN));
        }
    }
}

/// Goes behind the `>` of a declaration, over quoted strings.
fn declaration_end(cursor: &mut Cursor<'_>) -> Option<()> {
    loop {
        let at = cursor.rest().find(['>', '"', '\''])?;
        cursor.at += at;
        if cursor.take(">") {
            return Some(());
        }
        cursor.quoted()?;
    }
}

fn entity<'x>(cursor: &mut Cursor<'x>, entities: &mut Entities<'x>) -> Result<(), Error> {
    const MALFORMED: &str = "a malformed entity declaration; expected <!ENTITY name \"value\">";
    cursor.blanks();
    let parameter = cursor.take("%");
    cursor.blanks();
    let name = cursor.word();
    if !is_ncname(name) {
        return Err(cursor.wrong(MALFORMED));
    }
    cursor.blanks();
    let value = if cursor.rest().starts_with(['"', '\'']) {
        let value = cursor.quoted().ok_or_else(|| cursor.wrong(MALFORMED))?;
        Entity::Internal(characters(value).map_err(|m| Error::new(cursor.at, m))?)
    } else {
        external(cursor)
    };
    declaration_end(cursor).ok_or_else(|| cursor.wrong(MALFORMED))?;
    if !parameter {
        // The first declaration counts.
        entities.entry(name).or_insert(value);
    }
    Ok(())
}

/// An entity outside of the document, with where it is and perhaps its notation.
fn external<'x>(cursor: &mut Cursor<'x>) -> Entity<'x> {
    cursor.word();
    cursor.blanks();
    while cursor.quoted().is_some() {
        cursor.blanks();
    }
    match cursor.take("NDATA") {
        true => Entity::Unparsed,
        false => Entity::External,
    }
}

/// Resolves the character references of an entity's literal; references to entities wait for their use.
fn characters(literal: &str) -> Result<Cow<'_, str>, Cow<'static, str>> {
    if !literal.contains("&#") {
        return Ok(Cow::Borrowed(literal));
    }
    let mut out = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some((before, from)) = rest.split_once("&#") {
        out.push_str(before);
        let (number, after) = from
            .split_once(';')
            .ok_or("a character reference without its `;`")?;
        out.push(reference(&format!("#{number}"))?);
        rest = after;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

struct Expansion<'e, 'x> {
    entities: &'e Entities<'x>,
    out: String,
    most: usize,
}

impl Expansion<'_, '_> {
    /// Copies content: text and markup.
    fn content(&mut self, text: &str, depth: usize) -> Result<(), Cow<'static, str>> {
        let mut cursor = Cursor { text, at: 0 };
        while let Some(at) = cursor.rest().find(['&', '<']) {
            self.copy(cursor.rest().get(..at).unwrap_or_default())?;
            cursor.at += at;
            let rest = cursor.rest();
            let verbatim = match rest {
                _ if rest.starts_with("&") => {
                    self.reference(&mut cursor, depth, None)?;
                    continue;
                }
                _ if rest.starts_with("<!--") => Some("-->"),
                _ if rest.starts_with("<![CDATA[") => Some("]]>"),
                _ if rest.starts_with("<?") => Some("?>"),
                _ => None,
            };
            match verbatim {
                Some(close) => {
                    let start = cursor.at;
                    cursor.past(close).ok_or("markup that doesn't end")?;
                    self.copy(text.get(start..cursor.at).unwrap_or_default())?;
                }
                None => self.tag(&mut cursor, depth)?,
            }
        }
        self.copy(cursor.rest())
    }

    /// Copies a tag, expanding in its attribute values.
    fn tag(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Result<(), Cow<'static, str>> {
        loop {
            let rest = cursor.rest();
            let at = rest
                .find(['>', '"', '\''])
                .ok_or("a tag that doesn't end")?;
            self.copy(rest.get(..=at).unwrap_or_default())?;
            cursor.at += at;
            if cursor.take(">") {
                return Ok(());
            }
            let value = cursor
                .quoted()
                .ok_or("an attribute value that doesn't end")?;
            let quote = if rest.get(at..).is_some_and(|r| r.starts_with('"')) {
                '"'
            } else {
                '\''
            };
            self.value(value, depth, quote)?;
            self.out.push(quote);
        }
    }

    /// Copies what stands in an attribute value.
    fn value(&mut self, text: &str, depth: usize, quote: char) -> Result<(), Cow<'static, str>> {
        let mut cursor = Cursor { text, at: 0 };
        loop {
            let rest = cursor.rest();
            let end = rest.find(['&', '"', '\'']).unwrap_or(rest.len());
            self.copy(rest.get(..end).unwrap_or_default())?;
            cursor.at += end;
            match rest.get(end..).and_then(|r| r.chars().next()) {
                None => return Ok(()),
                Some('&') => self.reference(&mut cursor, depth, Some(quote))?,
                Some(c) => {
                    cursor.at += 1;
                    // A quote from within an entity doesn't end the value.
                    match c {
                        c if c != quote => self.out.push(c),
                        '"' => self.out.push_str("&quot;"),
                        _ => self.out.push_str("&apos;"),
                    }
                }
            }
        }
    }

    /// At an `&`: expands an entity that was declared, and copies any other reference.
    fn reference(
        &mut self,
        cursor: &mut Cursor<'_>,
        depth: usize,
        quote: Option<char>,
    ) -> Result<(), Cow<'static, str>> {
        let rest = cursor.rest();
        let name = rest
            .get(1..)
            .and_then(|r| r.split_once(';'))
            .map(|(name, _)| name);
        let found = name.and_then(|name| Some((name, self.entities.get(name)?)));
        let Some((name, entity)) = found else {
            cursor.at += 1;
            return self.copy("&");
        };
        cursor.at += name.len() + 2;
        if depth >= DEPTH {
            return Err("entities nested deeper than 16, or one that contains itself".into());
        }
        match (entity, quote) {
            (Entity::External | Entity::Unparsed, _) => {
                Err("a reference to an external entity; those are never fetched".into())
            }
            (Entity::Internal(text), Some(quote)) => self.value(text, depth + 1, quote),
            (Entity::Internal(text), None) => self.content(text, depth + 1),
        }
    }

    fn copy(&mut self, text: &str) -> Result<(), Cow<'static, str>> {
        if self.out.len() + text.len() > self.most {
            return Err("its entities expand to more than the limit".into());
        }
        self.out.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str) -> Result<String, Error> {
        expand_entities(text, &Limits::default()).map(Cow::into_owned)
    }

    #[test]
    fn entities_are_expanded_in_text_and_attributes() {
        let text = concat!(
            "<?xml version='1.0'?><!-- c --><!DOCTYPE a SYSTEM \"a.dtd\" [<!ELEMENT a (b|c)*> <!ENTITY e 'x&f;\"y'>\n",
            "<!ENTITY f \"&#60;b/>\"><!ENTITY q '&quot;\"'><!ENTITY % p 'z'> %p; <?pi ]>?> <!-- ]> -->]>",
            "<a k=\"&q;'\"><!-- &e; --><![CDATA[&e;]]>&e;&amp;&#65;&unknown;</a>",
        );
        assert_eq!(
            expanded(text).unwrap(),
            "<?xml version='1.0'?><!-- c --><a k=\"&quot;&quot;'\"><!-- &e; --><![CDATA[&e;]]>x<b/>\"y&amp;&#65;&unknown;</a>"
        );
        assert!(matches!(
            expand_entities("<a>&e;</a>", &Limits::default()),
            Ok(Cow::Borrowed(_))
        ));
        assert_eq!(expanded("<!DOCTYPE a><a/>").unwrap(), "<a/>");
    }

    #[test]
    fn unparsed_entities_are_those_with_a_notation() {
        let of = |doctype: &str| {
            let document = format!("<?xml version='1.0'?>{doctype}<a/>");
            let expanded = expand(&document, &Limits::default()).ok()?;
            let found = expanded.doctype?.unparsed()?;
            let mut names: Vec<String> = found.into_iter().collect();
            names.sort();
            Some(names.join(" "))
        };
        let notation = "<!NOTATION n SYSTEM 'n'>";
        let declared = "<!ENTITY a SYSTEM 'u' NDATA n><!ENTITY b PUBLIC 'p' 'u' NDATA n>\
                        <!ENTITY c 'NDATA'><!ENTITY d SYSTEM 'NDATA n'><!ENTITY a 'x'>";
        let subset = |more: &str| format!("<!DOCTYPE a [{notation}{declared}{more}]>");
        assert_eq!(of(&subset("")).as_deref(), Some("a b"));
        assert_eq!(of("<!DOCTYPE a>").as_deref(), Some(""));
        for open in [
            "",
            "<!DOCTYPE a SYSTEM 'a.dtd' []>",
            &subset("%more;"),
            "<!DOCTYPE a [",
        ] {
            assert_eq!(of(open), None, "{open}");
        }
    }

    #[test]
    fn bombs_and_cycles_and_files_are_refused() {
        let mut bomb = String::from("<!DOCTYPE a [<!ENTITY e0 'xxxxxxxxxx'>");
        for i in 1..15 {
            let inner = format!("&e{};", i - 1).repeat(10);
            bomb += &format!("<!ENTITY e{i} '{inner}'>");
        }
        bomb += "]><a>&e14;</a>";
        assert!(expanded(&bomb).unwrap_err().message.contains("limit"));
        assert!(
            expanded("<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>")
                .unwrap_err()
                .message
                .contains("itself")
        );
        assert!(
            expanded("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")
                .unwrap_err()
                .message
                .contains("external")
        );
        assert!(expanded("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a/>").is_ok());
    }

    #[test]
    fn truncation_never_panics() {
        let text = "<?xml version='1.0'?><!DOCTYPE a PUBLIC 'é' \"x\" [<!ENTITY é '&#233;&é2;'><!ATTLIST a b CDATA '>'>]><a é='&é;'>&é;</a>";
        for (at, _) in text.char_indices() {
            let _ = expand(&text[..at], &Limits::default());
        }
    }
}
