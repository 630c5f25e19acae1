//! Media types with their parameters (RFC 9110, 8.3; RFC 2045, 5.1).

/// A media type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MediaType {
    /// `type/subtype` in lower case.
    pub(crate) essence: String,
    /// The parameters, their names in lower case.
    parameters: Vec<(String, String)>,
}

impl MediaType {
    /// Reads what can be read; servers write all sorts of things.
    pub(crate) fn parse(text: &str) -> MediaType {
        let mut pieces = split(text).into_iter();
        let essence = pieces
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        let parameters = pieces.filter_map(|piece| {
            let (name, value) = piece.split_once('=')?;
            Some((name.trim().to_ascii_lowercase(), unquoted(value.trim())))
        });
        MediaType {
            essence,
            parameters: parameters.collect(),
        }
    }

    /// A parameter, by its name in lower case.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let mut all = self.parameters.iter();
        let found = all.find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// `charset`, unless it says nothing.
    pub(crate) fn charset(&self) -> Option<&str> {
        self.parameter("charset").filter(|name| !name.is_empty())
    }

    /// Whether it's of several parts.
    pub(crate) fn is_multipart(&self) -> bool {
        self.essence.starts_with("multipart/")
    }
}

/// A quoted string (RFC 9110, 5.6.4).
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// What stands in a quoted string, or the text as it is.
pub(crate) fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"') else {
        return text.trim_end_matches('"').to_owned();
    };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

/// Splits at semicolons that aren't quoted.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut inside, mut escaped) = (0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b';' if !inside => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters() {
        let media =
            MediaType::parse("Application/SOAP+xml ;charset=\"UTF-16\"; Action=\"urn:a;\\\"b\"; x");
        assert_eq!(media.essence, "application/soap+xml");
        assert_eq!(media.charset(), Some("UTF-16"));
        assert_eq!(media.parameter("action"), Some("urn:a;\"b"));
        assert_eq!(media.parameter("x"), None);
        assert_eq!(MediaType::parse("text/xml; charset=").charset(), None);
        let odd = MediaType::parse("multipart/related; boundary=----=_Part_1; type=text/xml");
        assert_eq!(odd.parameter("boundary"), Some("----=_Part_1"));
        assert!(odd.is_multipart() && !media.is_multipart());
    }
}
