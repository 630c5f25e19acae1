//! URLs as documents write them (RFC 3986, with the liberties that services take).

use std::fmt::{self, Write as _};

use iri_string::format::ToDedicatedString as _;
use iri_string::types::{UriAbsoluteStr, UriAbsoluteString, UriReferenceString};

/// An absolute URL of `http` or `https` with a host, without a fragment and without a password.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Address(UriAbsoluteString);

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.shown())
    }
}

impl Address {
    /// `Err` says what's wrong with it, without its text: it may hold a password.
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        let url = escaped(url);
        let url = url.split('#').next().unwrap_or_default();
        match UriAbsoluteStr::new(url) {
            Ok(url) => Self::checked(url.normalize().to_dedicated_string()),
            Err(_) => Err("this is not an absolute URL".to_owned()),
        }
    }

    /// What a location in the document at this address means.
    pub(super) fn join(&self, location: &str) -> Result<Self, String> {
        let reference = UriReferenceString::try_from(escaped(location))
            .map_err(|_| "this is not a URL".to_owned())?;
        let joined = reference.resolve_against(&self.0).to_dedicated_string();
        Self::checked(joined.to_absolute().normalize().to_dedicated_string())
    }

    fn checked(url: UriAbsoluteString) -> Result<Self, String> {
        if !["http", "https"].contains(&url.scheme_str()) {
            return Err("this is not a URL of http or https".to_owned());
        }
        match url.authority_components() {
            Some(authority) if authority.userinfo().is_some() => {
                Err("this URL holds a user's name or password".to_owned())
            }
            Some(authority) if !authority.host().is_empty() => Ok(Self(with_path(url))),
            _ => Err("this URL has no host".to_owned()),
        }
    }

    pub(super) fn text(&self) -> &str {
        self.0.as_str()
    }

    /// For people: without the query, which may hold secrets.
    pub(super) fn shown(&self) -> String {
        let text = self.text();
        text.split('?').next().unwrap_or_default().to_owned()
    }

    /// The same with what services tell their documents apart by.
    pub(super) fn label(&self) -> String {
        let asked: Vec<_> = self.asked().map(|(k, v)| format!("{k}={v}")).collect();
        let sign = if asked.is_empty() { "" } else { "?" };
        format!("{}{sign}{}", self.shown(), asked.join("&"))
    }

    /// Which of a service's documents the query asks for: `xsd` and `xsd2` of `?xsd=xsd2&key=1`.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.query().split('&').filter_map(|p| p.split_once('='));
        pairs.filter(|(key, _)| {
            let keys = ["wsdl", "xsd"];
            keys.iter().any(|known| key.eq_ignore_ascii_case(known))
        })
    }

    /// In lower case.
    pub(super) fn host(&self) -> String {
        let authority = self.0.authority_components();
        authority.map_or_else(String::new, |a| a.host().to_ascii_lowercase())
    }

    /// Whether it's as well protected as another of the same host and port, if not better.
    pub(super) fn is_as_safe_as(&self, other: &Address) -> bool {
        let same = self.0.authority_str() == other.0.authority_str();
        same && (self.0.scheme_str() == "https" || other.0.scheme_str() == "http")
    }

    /// The last name of the path; empty for none.
    pub(super) fn segment(&self) -> &str {
        self.0.path_str().rsplit('/').next().unwrap_or_default()
    }

    fn query(&self) -> &str {
        self.0.query_str().unwrap_or_default()
    }
}

/// `http://h` and `http://h/` are one (RFC 9110, 4.2.3).
fn with_path(url: UriAbsoluteString) -> UriAbsoluteString {
    if !url.path_str().is_empty() {
        return url;
    }
    let (before, query) = url
        .as_str()
        .split_once('?')
        .map_or((url.as_str(), None), |(b, q)| (b, Some(q)));
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{before}/{query}").try_into().unwrap_or(url)
}

/// A URL as it should have been written: services write blanks, backslashes and letters of any script.
fn escaped(url: &str) -> String {
    let url = url.trim();
    let mut text = String::with_capacity(url.len());
    let mut in_path = true;
    for (at, c) in url.char_indices() {
        in_path &= !matches!(c, '?' | '#');
        let follows = || url.get(at + 1..at + 3);
        let is_hex = |hex: &str| hex.bytes().all(|b| b.is_ascii_hexdigit());
        match c {
            '\\' if in_path => text.push('/'),
            '%' if follows().is_some_and(is_hex) => text.push('%'),
            '%' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\0'..=' ' | '\x7F'.. => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string can't fail.
                    let _ = write!(text, "%{byte:02X}");
                }
            }
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_taken_from_their_document() {
        let base = Address::parse(" HTTP://Example.ORG/a/b/Svc.svc?wsdl#top ").unwrap();
        assert_eq!(base.text(), "http://example.org/a/b/Svc.svc?wsdl");
        assert_eq!(
            (base.shown().as_str(), base.host().as_str()),
            ("http://example.org/a/b/Svc.svc", "example.org")
        );
        assert_eq!((base.segment(), base.query()), ("Svc.svc", "wsdl"));
        for (location, expected) in [
            ("x.xsd", "http://example.org/a/b/x.xsd"),
            ("..\\x y.xsd#a", "http://example.org/a/x%20y.xsd"),
            (
                "?xsd=a\\b%zz",
                "http://example.org/a/b/Svc.svc?xsd=a%5Cb%25zz",
            ),
            ("//other/ä", "http://other/%C3%A4"),
            ("https://h:8443/../x", "https://h:8443/x"),
            ("", "http://example.org/a/b/Svc.svc?wsdl"),
            ("//h?wsdl", "http://h/?wsdl"),
        ] {
            assert_eq!(base.join(location).unwrap().text(), expected, "{location}");
        }
    }

    #[test]
    fn what_is_no_address_is_said_without_its_text() {
        for (url, why) in [
            ("Service.wsdl", "this is not an absolute URL"),
            ("file:///etc/passwd", "this is not a URL of http or https"),
            ("http:/x", "this URL has no host"),
            (
                "http://user:hush@h/",
                "this URL holds a user's name or password",
            ),
            ("http://[1/", "this is not an absolute URL"),
        ] {
            assert_eq!(Address::parse(url).unwrap_err(), why);
        }
        let base = Address::parse("http://h/").unwrap();
        assert!(
            base.join("C:\\x.xsd").is_err()
                && base.join("file:x").is_err()
                && base.join("//a:b@h/").is_err()
        );
    }
}
