//! `Content-Type`, as far as SOAP needs it (RFC 9110, 8.3).

use super::SoapVersion;

/// A media type with the parameters that matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MediaType {
    /// `type/subtype` in lower case.
    pub(crate) essence: String,
    /// `charset`
    pub(crate) charset: Option<String>,
    /// `action` of `application/soap+xml` (SOAP 1.2 part 2, A.3).
    pub(crate) action: Option<String>,
}

impl MediaType {
    /// Reads what can be read; servers write all sorts of things.
    pub(crate) fn parse(text: &str) -> MediaType {
        let mut parts = split(text).into_iter();
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let mut media = MediaType {
            essence,
            ..MediaType::default()
        };
        for part in parts {
            let Some((name, value)) = part.split_once('=') else {
                continue;
            };
            let value = unquoted(value.trim());
            match name.trim().to_ascii_lowercase().as_str() {
                "charset" if !value.is_empty() => media.charset = Some(value),
                "action" => media.action = Some(value),
                _ => {}
            }
        }
        media
    }

    /// The version whose messages have this type.
    #[cfg(any(feature = "server", test))]
    pub(crate) fn version(&self) -> Option<SoapVersion> {
        [SoapVersion::V1_1, SoapVersion::V1_2]
            .into_iter()
            .find(|v| v.media_type() == self.essence)
    }
}

/// The `Content-Type` of a message. The action is part of it in SOAP 1.2 alone.
pub(crate) fn content_type(version: SoapVersion, action: Option<&str>) -> String {
    let plain = format!("{}; charset=utf-8", version.media_type());
    match (version, action) {
        (SoapVersion::V1_2, Some(action)) if !action.is_empty() => {
            format!("{plain}; action={}", quoted(action))
        }
        _ => plain,
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
        assert_eq!(media.charset.as_deref(), Some("UTF-16"));
        assert_eq!(media.action.as_deref(), Some("urn:a;\"b"));
        assert_eq!(media.version(), Some(SoapVersion::V1_2));
        assert_eq!(
            MediaType::parse("text/xml").version(),
            Some(SoapVersion::V1_1)
        );
        assert_eq!(MediaType::parse("").version(), None);
        assert_eq!(MediaType::parse("text/xml; charset=").charset, None);
    }

    #[test]
    fn of_messages() {
        assert_eq!(
            content_type(SoapVersion::V1_1, Some("urn:a")),
            "text/xml; charset=utf-8"
        );
        assert_eq!(
            content_type(SoapVersion::V1_2, None),
            "application/soap+xml; charset=utf-8"
        );
        assert_eq!(
            content_type(SoapVersion::V1_2, Some("")),
            "application/soap+xml; charset=utf-8"
        );
        let with_action = content_type(SoapVersion::V1_2, Some("urn:a\""));
        assert_eq!(
            with_action,
            "application/soap+xml; charset=utf-8; action=\"urn:a\\\"\""
        );
        assert_eq!(
            MediaType::parse(&with_action).action.as_deref(),
            Some("urn:a\"")
        );
    }
}
