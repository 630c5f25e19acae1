//! The heads of the HTTP messages (SOAP 1.1, section 6; SOAP 1.2 part 2, section 7).

use crate::model::SoapVersion;

/// The head of a request.
pub(super) fn request(
    method: &str,
    target: &str,
    content_type: &str,
    soap_action: Option<&str>,
) -> String {
    let mut head = format!("{method} {target} HTTP/1.1{}", content(content_type));
    if let Some(action) = soap_action {
        head += &format!("\nSOAPAction: \"{action}\"");
    }
    head
}

/// The head of a response.
pub(super) fn response(content_type: &str) -> String {
    format!("HTTP/1.1 200 OK{}", content(content_type))
}

/// The head of the response to a one-way message.
pub(super) fn accepted() -> String {
    "HTTP/1.1 202 Accepted".to_owned()
}

/// The media type of an envelope.
pub(super) fn media_type(version: SoapVersion) -> &'static str {
    match version {
        SoapVersion::V1_1 => "text/xml",
        SoapVersion::V1_2 => "application/soap+xml",
    }
}

fn content(content_type: &str) -> String {
    match content_type.is_empty() {
        true => String::new(),
        false => format!("\nContent-Type: {content_type}\nContent-Length: length"),
    }
}

/// The target of a request to a location below an address (WSDL 1.1, 4.5). One that begins with the address's last segment
/// is relative to it.
pub(super) fn joined(address: Option<&str>, location: &str) -> String {
    let base = address.map_or("/", path);
    let base = base.split('?').next().unwrap_or_default();
    let first = location.split(['/', '?']).next().unwrap_or_default();
    let base = match base.rsplit_once('/') {
        Some((before, last)) if !first.is_empty() && first == last => before,
        _ => base.trim_end_matches('/'),
    };
    match location.trim_start_matches('/') {
        "" if base.is_empty() => "/".to_owned(),
        "" => base.to_owned(),
        location if location.starts_with('?') => format!("{base}{location}"),
        location => format!("{base}/{location}"),
    }
}

/// What stands in the first line for an address: its path and query.
pub(super) fn path(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::{joined, path};

    #[test]
    fn locations_below_addresses() {
        for (address, location, expected) in [
            (Some("http://h/Shop.asmx"), "/Price", "/Shop.asmx/Price"),
            (
                Some("http://h/Shop.asmx"),
                "Shop.asmx/Price",
                "/Shop.asmx/Price",
            ),
            (Some("http://h/a/"), "b?c=d", "/a/b?c=d"),
            (Some("http://h/a"), "?c=d", "/a?c=d"),
            (Some("http://h/a"), "", "/a"),
            (None, "b", "/b"),
            (None, "", "/"),
        ] {
            assert_eq!(
                joined(address, location),
                expected,
                "{address:?} {location}"
            );
        }
    }

    #[test]
    fn paths_of_addresses() {
        for (address, expected) in [
            (
                "http://localhost/CommandWebService.asmx",
                "/CommandWebService.asmx",
            ),
            ("https://example.org:8443/a/b?c=d#e", "/a/b?c=d"),
            ("http://example.org", "/"),
            ("REPLACE_WITH_ACTUAL_URL", "/"),
            ("/relative", "/relative"),
            ("", "/"),
        ] {
            assert_eq!(path(address), expected, "{address}");
        }
    }
}
