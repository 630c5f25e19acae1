//! The internal subset of a document type declaration (XML 1.0, 2.8 and 4.2) becomes a table of entities.
//!
//! An entity here is text: what holds markup, or stands in another file, is known by name and refused where it's used.
//! Nothing is fetched, and no entity grows beyond a bound, however they refer to each other.

use std::collections::HashMap;

use super::cursor::Cursor;
use super::defect::Defect;

/// Most bytes that one entity stands for.
const MAX_LENGTH: usize = 1 << 16;
/// Most entities of a document.
const MAX_COUNT: usize = 4096;

/// The general entities of a document by name; `Err` says why one can't be used.
#[derive(Default)]
pub(super) struct Entities(HashMap<String, Result<String, &'static str>>);

const EXTERNAL: &str = "stands in another file, which is never fetched";
const MARKUP: &str = "holds markup, which is not read from an entity";
const TOO_LONG: &str = "stands for more than 65536 bytes";
const UNDEFINED: &str = "is not defined";

impl Entities {
    /// What a reference stands for: an entity's name, or `#` and a number.
    pub(super) fn get(&self, reference: &str) -> Result<&str, &'static str> {
        match self.0.get(reference) {
            Some(Ok(text)) => Ok(text),
            Some(Err(why)) => Err(why),
            None => predefined(reference).ok_or(UNDEFINED),
        }
    }

    /// The entities that can be used.
    pub(super) fn usable(&self) -> impl Iterator<Item = (&str, &str)> {
        let usable = self.0.iter();
        usable.filter_map(|(name, text)| Some((name.as_str(), text.as_deref().ok()?)))
    }

    /// Replaces the references in an attribute's value (XML 1.0, 3.3.3).
    pub(super) fn attribute(&self, raw: &str) -> String {
        let mut value = String::with_capacity(raw.len());
        let mut cursor = Cursor::new(raw);
        loop {
            let literal = cursor.take(|c| c != '&');
            value.extend(
                literal
                    .chars()
                    .map(|c| if c.is_ascii_whitespace() { ' ' } else { c }),
            );
            if !cursor.eat("&") {
                return value;
            }
            let reference = cursor.until(";").unwrap_or("");
            match character(reference) {
                Some(c) => value.push(c),
                None => value.push_str(self.get(reference).unwrap_or("")),
            }
        }
    }

    /// Defines an entity; the first definition counts. Entities that its text refers to and that are defined before it
    /// are replaced at once, so that the text is final.
    fn define(&mut self, name: &str, text: &str) {
        if self.0.contains_key(name) || predefined(name).is_some() {
            return;
        }
        let text = self.replace(text);
        self.0.insert(name.to_owned(), text);
    }

    fn replace(&self, text: &str) -> Result<String, &'static str> {
        let mut value = String::new();
        let mut cursor = Cursor::new(text);
        loop {
            let literal = cursor.take(|c| c != '&');
            // Parameter entities are not recognised within a declaration of the internal subset (4.4.8 and 2.8).
            if literal.contains('<') {
                return Err(MARKUP);
            }
            value.push_str(literal);
            if value.len() > MAX_LENGTH {
                return Err(TOO_LONG);
            }
            if !cursor.eat("&") {
                return Ok(value);
            }
            let reference = cursor.until(";").ok_or(UNDEFINED)?;
            match character(reference) {
                // In an entity's text `&#60;` is markup, in content it's a character (4.4.2, 4.4.5).
                Some('<') => return Err(MARKUP),
                // `&#38;` starts a reference that is seen where the entity is used.
                Some('&') => match cursor
                    .until(";")
                    .map(|name| (character(name), self.get(name)))
                {
                    Some((Some(c), _)) => value.push(c),
                    Some((None, Ok(text))) => value.push_str(text),
                    _ => return Err(MARKUP),
                },
                Some(c) => value.push(c),
                None => value.push_str(self.get(reference)?),
            }
        }
    }
}

/// The entities that need no declaration (4.6).
fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => return None,
    })
}

/// The character of a character reference (4.1).
pub(super) fn character(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// Reads a document type declaration, behind `<!DOCTYPE`, to its end.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Entities, Defect> {
    let mut entities = Entities::default();
    loop {
        // Names, `SYSTEM`, `PUBLIC` and their literals: an external subset is not fetched.
        cursor.take(|c| !"'\"[>".contains(c));
        if cursor.rest().starts_with(['\'', '"']) {
            quoted(cursor)?;
        } else if cursor.eat("[") {
            subset(cursor, &mut entities)?;
        } else if cursor.eat(">") {
            return Ok(entities);
        } else {
            return Err(unfinished(cursor));
        }
    }
}

fn subset(cursor: &mut Cursor<'_>, entities: &mut Entities) -> Result<(), Defect> {
    loop {
        cursor.space();
        if cursor.eat("]") {
            return Ok(());
        } else if cursor.eat("<!--") {
            cursor.until("-->").ok_or_else(|| unfinished(cursor))?;
        } else if cursor.eat("<?") {
            cursor.until("?>").ok_or_else(|| unfinished(cursor))?;
        } else if cursor.eat("%") {
            // What a parameter entity declares is not read: an entity that only it defines is not defined.
            cursor.until(";").ok_or_else(|| unfinished(cursor))?;
        } else if cursor.eat("<!ENTITY") {
            entity(cursor, entities)?;
        } else if cursor.eat("<!") {
            declaration(cursor)?;
        } else {
            return Err(unfinished(cursor));
        }
    }
}

fn entity(cursor: &mut Cursor<'_>, entities: &mut Entities) -> Result<(), Defect> {
    cursor.space();
    let parameter = cursor.eat("%");
    cursor.space();
    let name = cursor.name();
    cursor.space();
    if !parameter && entities.0.len() >= MAX_COUNT {
        return Err(cursor.defect(
            format!("the document declares more than {MAX_COUNT} entities"),
            "replace them by their text",
        ));
    }
    if cursor.rest().starts_with(['\'', '"']) {
        let text = quoted(cursor)?;
        if !parameter {
            entities.define(name, text);
        }
    } else if !parameter {
        entities.0.entry(name.to_owned()).or_insert(Err(EXTERNAL));
    }
    declaration(cursor)
}

/// Moves behind the end of a declaration.
fn declaration(cursor: &mut Cursor<'_>) -> Result<(), Defect> {
    loop {
        cursor.take(|c| !"'\"<>".contains(c));
        if cursor.rest().starts_with(['\'', '"']) {
            quoted(cursor)?;
        } else {
            return match cursor.eat(">") {
                true => Ok(()),
                false => Err(unfinished(cursor)),
            };
        }
    }
}

fn quoted<'t>(cursor: &mut Cursor<'t>) -> Result<&'t str, Defect> {
    let text = cursor.quoted();
    text.ok_or_else(|| unfinished(cursor))
}

fn unfinished(cursor: &mut Cursor<'_>) -> Defect {
    cursor.defect(
        "the document type declaration is not well-formed",
        "correct it, or leave it out: only its entities are used",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entities(subset: &str) -> Entities {
        let text = format!(" x PUBLIC '>' \"[\" [{subset}]>tail");
        let mut cursor = Cursor::new(&text);
        let entities = read(&mut cursor).unwrap();
        assert_eq!(cursor.rest(), "tail");
        entities
    }

    #[test]
    fn entities_of_the_internal_subset_are_text() {
        let all = entities(
            "<!-- ]> ' --> <?pi ]> ?> <!ELEMENT x (a|b)*> <!ATTLIST x a CDATA ']>' b ID #IMPLIED> %p;
             <!ENTITY % p 'x'> <!ENTITY a \"A's\"> <!ENTITY a 'second'> <!ENTITY b '[&a;&#65;&#38;#60;&lt;]'>",
        );
        assert_eq!(all.get("a"), Ok("A's"));
        assert_eq!(all.get("b"), Ok("[A'sA<<]"));
        assert_eq!(all.get("amp"), Ok("&"));
        assert_eq!(all.get("c"), Err(UNDEFINED));
        assert_eq!(all.attribute("x&a;\n&#x41;&lt;"), "xA's A<");
    }

    #[test]
    fn external_entities_and_markup_are_refused_where_used() {
        let all = entities(
            "<!ENTITY x SYSTEM 'file:///etc/passwd'> <!ENTITY y PUBLIC \"a\" 'b' NDATA c>
             <!ENTITY m '<a>'> <!ENTITY n '&#60;a>'> <!ENTITY o '&m;'>",
        );
        assert_eq!(all.get("x"), Err(EXTERNAL));
        assert_eq!(all.get("y"), Err(EXTERNAL));
        for name in ["m", "n", "o"] {
            assert_eq!(all.get(name), Err(MARKUP));
        }
    }

    #[test]
    fn entities_that_multiply_are_bounded() {
        let mut subset = "<!ENTITY e0 'ha'>".to_owned();
        for n in 1..64 {
            subset += &format!("<!ENTITY e{n} '&e{0};&e{0};&e{0};&e{0};'>", n - 1);
        }
        let all = entities(&subset);
        assert_eq!(all.get("e63"), Err(TOO_LONG));
        assert!(all.usable().all(|(_, text)| text.len() <= MAX_LENGTH));
        assert_eq!(entities("<!ENTITY a '&a;'>").get("a"), Err(UNDEFINED));
    }

    #[test]
    fn unfinished_declarations_are_defects() {
        for text in [
            " x",
            " x [",
            " x [<!ENTITY",
            " x [<!ENTITY a 'b]>",
            " x [<!-- ]>",
            " x [ y ]>",
        ] {
            assert!(read(&mut Cursor::new(text)).is_err(), "{text}");
        }
    }
}
