//! The heads of the HTTP messages (SOAP 1.1, section 6; SOAP 1.2 part 2, section 7).

use crate::model::SoapVersion;

/// The head of a request to an address.
pub(super) fn request(
    version: SoapVersion,
    address: Option<&str>,
    soap_action: Option<&str>,
) -> String {
    let path = address.map_or("/", path);
    let mut head = format!("POST {path} HTTP/1.1\n{}", content(version));
    if version == SoapVersion::V1_1 {
        head += &format!("\nSOAPAction: \"{}\"", soap_action.unwrap_or_default());
    }
    head
}

/// The head of a response.
pub(super) fn response(version: SoapVersion) -> String {
    format!("HTTP/1.1 200 OK\n{}", content(version))
}

/// The head of the response to a one-way message.
pub(super) fn accepted() -> String {
    "HTTP/1.1 202 Accepted".to_owned()
}

fn content(version: SoapVersion) -> String {
    let media_type = match version {
        SoapVersion::V1_1 => "text/xml",
        SoapVersion::V1_2 => "application/soap+xml",
    };
    format!("Content-Type: {media_type}; charset=utf-8\nContent-Length: length")
}

/// What stands in the first line for an address: its path and query.
fn path(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::path;

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
