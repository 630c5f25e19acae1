//! Media types with their parameters (RFC 9110, 8.3; RFC 2045, 5.1).

use std::borrow::Cow;

/// A media type, as it stands in a field: it's taken apart when it's asked, for it's asked little.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MediaType<'t> {
    text: Cow<'t, str>,
}

impl<'t> MediaType<'t> {
    /// Reads what can be read; servers write all sorts of things.
    pub(crate) fn new(text: impl Into<Cow<'t, str>>) -> Self {
        MediaType { text: text.into() }
    }

    /// `type/subtype`, in whatever case.
    fn essence(&self) -> &str {
        // No quotes in it.
        let end = self.text.bytes().position(|b| b == b';');
        let essence = end.and_then(|end| self.text.get(..end));
        essence.unwrap_or(&self.text).trim()
    }

    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.essence().is_empty()
    }

    /// Whether it's this `type/subtype`.
    pub(crate) fn is(&self, essence: &str) -> bool {
        self.essence().eq_ignore_ascii_case(essence)
    }

    /// Whether it's XML (RFC 7303, 4.2).
    pub(crate) fn is_xml(&self) -> bool {
        let essence = self.essence().to_ascii_lowercase();
        essence.ends_with("/xml") || essence.ends_with("+xml")
    }

    /// A parameter, by its name in whatever case.
    pub(crate) fn parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut parameters = pieces(&self.text).skip(1);
        parameters.find_map(|piece| {
            let (n, value) = piece.split_once('=')?;
            let same = n.trim().eq_ignore_ascii_case(name);
            same.then(|| unquoted(value.trim()))
        })
    }

    /// `charset`, unless it says nothing.
    pub(crate) fn charset(&self) -> Option<Cow<'_, str>> {
        self.parameter("charset").filter(|name| !name.is_empty())
    }

    /// Whether it's of several parts.
    pub(crate) fn is_multipart(&self) -> bool {
        const MULTIPART: &str = "multipart/";
        let start = self.essence().get(..MULTIPART.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(MULTIPART))
    }
}

/// A quoted string (RFC 9110, 5.6.4).
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'"' | b'\\')) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        out.push('\\');
        rest = after;
        out.extend(rest.chars().next());
        rest = rest.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push('"');
    out
}

/// What stands in a quoted string, or the text as it is.
pub(crate) fn unquoted(text: &str) -> Cow<'_, str> {
    let Some(inner) = text.strip_prefix('"') else {
        return text.trim_end_matches('"').into();
    };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return inner.into();
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out.into()
}

/// The parts between semicolons that aren't quoted.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (piece, after) = match end_of_piece(text) {
            Some(at) => (text.get(..at), text.get(at + 1..)),
            None => (Some(text), None),
        };
        rest = after;
        piece
    })
}

/// Where the first semicolon is that isn't quoted.
fn end_of_piece(text: &str) -> Option<usize> {
    let (mut inside, mut escaped) = (false, false);
    text.bytes().position(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b';' => return !inside,
            _ => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters() {
        let media =
            MediaType::new("Application/SOAP+xml ;charset=\"UTF-16\"; Action=\"urn:a;\\\"b\"; x");
        assert!(media.is("application/soap+xml") && !media.is_empty());
        assert!(media.is_xml() && MediaType::new("TEXT/XML ; a=b").is_xml());
        assert!(!MediaType::new("text/xml-external").is_xml());
        assert_eq!(media.charset().as_deref(), Some("UTF-16"));
        assert_eq!(media.parameter("action").as_deref(), Some("urn:a;\"b"));
        assert_eq!(media.parameter("x"), None);
        assert_eq!(MediaType::new("text/xml; charset=").charset(), None);
        let odd = MediaType::new("multipart/related; boundary=----=_Part_1; type=text/xml");
        assert_eq!(odd.parameter("boundary").as_deref(), Some("----=_Part_1"));
        assert!(odd.is_multipart() && !media.is_multipart());
        assert!(MediaType::new("MULTIPART/Mixed").is_multipart());
        assert!(MediaType::default().is_empty() && MediaType::new(" ; a=b").is_empty());
    }
}
