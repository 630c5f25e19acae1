//! Where in a document's text things stand that are written anew when it goes elsewhere.
//!
//! In come places and names; out go ranges of bytes. Must not know what for.

use std::cell::Cell;
use std::collections::HashMap;

use crate::location::Location;

/// The declaration of a document that goes elsewhere: as UTF-8, whatever it came in (XML 1.0, 4.3.3).
pub(crate) const UTF_8: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

/// Where the XML declaration stands. `<?xml-stylesheet …?>` is none.
pub(crate) fn declaration(text: &str) -> Option<(usize, usize)> {
    let (declaration, _) = text.strip_prefix("<?xml")?.split_once("?>")?;
    let begins = declaration.starts_with([' ', '\t', '\r', '\n']);
    begins.then_some((0, declaration.len() + "<?xml?>".len()))
}

/// A text for an attribute between quotes of either kind.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

/// A text in pieces: what stands between places, and what stands at them now.
pub(crate) fn spliced<P>(
    text: &str,
    mut edits: Vec<((usize, usize), P)>,
    kept: impl Fn(&str) -> P,
) -> Vec<P> {
    edits.sort_by_key(|((start, _), _)| *start);
    let mut pieces = Vec::with_capacity(2 * edits.len() + 1);
    let mut from = 0;
    for ((start, end), piece) in edits {
        // A place within another that was replaced is gone.
        if let Some(before) = text.get(from..start) {
            pieces.extend([kept(before), piece]);
            from = end;
        }
    }
    pieces.push(kept(text.get(from..).unwrap_or_default()));
    pieces
}

/// A text by lines, to find places in.
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: HashMap<u32, usize>,
    /// Line, column and offset of the place asked for last: of a document in one line the next is counted from there.
    last: Cell<(u32, u32, usize)>,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Lines<'t> {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks);
        let starts = (1..).zip(starts).collect();
        let last = Cell::new((0, 0, 0));
        Lines { text, starts, last }
    }

    /// Where the value of an attribute stands, of the element whose start tag is there.
    pub(crate) fn value(&self, at: &Location, name: &str) -> Option<(usize, usize)> {
        let mut rest = self.text.get(self.offset(at)?..)?.strip_prefix('<')?;
        // Attribute by attribute: up to the quote, and over what's quoted.
        loop {
            let quote = rest.find(['"', '\'', '>'])?;
            let (before, quoted) = rest.split_at_checked(quote)?;
            let mark = quoted.chars().next().filter(|c| *c != '>')?;
            let value = quoted.get(1..)?;
            let length = value.find(mark)?;
            let attribute = before.trim_end().strip_suffix('=')?.trim_end();
            let attribute = attribute.rsplit(|c: char| c.is_ascii_whitespace()).next()?;
            if attribute == name {
                let from = self.text.len() - value.len();
                return Some((from, from + length));
            }
            rest = value.get(length + 1..)?;
        }
    }

    fn offset(&self, at: &Location) -> Option<usize> {
        let (line, column, offset) = self.last.get();
        let (from, passed) = match line == at.line && column <= at.column {
            true => (offset, column),
            false => (*self.starts.get(&at.line)?, 1),
        };
        let ahead = at.column.checked_sub(passed)? as usize;
        let offset = from + self.text.get(from..)?.char_indices().nth(ahead)?.0;
        self.last.set((at.line, at.column, offset));
        Some(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_behind_others_and_only_in_tags() {
        let text = "<?xml version='1.0'?>\n<a><é x=' &gt; location=\"no\" ' location = \"b\"/>&e;<i location='c'/>\n\
            <i location=''/></a>";
        let lines = Lines::new(text);
        let at = |line, column| Location {
            file: "a".into(),
            line,
            column,
        };
        let value = |line, column| {
            let (from, to) = lines.value(&at(line, column), "location")?;
            text.get(from..to)
        };
        assert_eq!(value(2, 4), Some("b"));
        assert_eq!(value(2, 51), Some("c"));
        assert_eq!(value(2, 4), Some("b"));
        assert_eq!(value(3, 1), Some(""));
        assert_eq!(value(2, 48), None, "an entity stands there");
        assert_eq!(value(2, 1), None, "it has none");
        assert_eq!(
            (value(9, 1), value(2, 900), value(2, 0)),
            (None, None, None)
        );
        assert_eq!(lines.value(&at(2, 4), "loc"), None);
    }

    #[test]
    fn a_declaration_begins_with_any_white_space() {
        for declared in [
            "<?xml version='1.0'?>",
            "<?xml\tversion='1.0' encoding='x'?>",
            "<?xml\r\nversion='1.0'?>",
        ] {
            let text = format!("{declared}\n<a/><?xml no?>");
            assert_eq!(declaration(&text), Some((0, declared.len())));
        }
        for other in ["<?xml-stylesheet href='a'?><a/>", "<a/>", "<?xml"] {
            assert_eq!(declaration(other), None);
        }
    }
}
