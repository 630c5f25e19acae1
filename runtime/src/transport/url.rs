//! Where a service is: a URL that keeps its secrets.

use std::fmt;

use crate::percent::percent_decoded;

/// The URL of a service.
///
/// `Debug` and `Display` leave out the query, where keys may stand. User and password are no part of it: a client that is
/// given them in a URL sends them as HTTP Basic.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Url {
    text: String,
    /// Where the query or fragment begins.
    end: usize,
}

/// Why a text isn't a URL that can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidUrl(&'static str);

/// A user and a password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    pub(crate) user: String,
    pub(crate) password: String,
}

impl Url {
    /// Takes apart what's needed, and only checks that.
    ///
    /// # Errors
    /// When there's no scheme, no host, or a character that must be percent-encoded.
    pub fn parse(text: &str) -> Result<Url, InvalidUrl> {
        Url::with_credentials(text).map(|(url, _)| url)
    }

    /// The URL, and the user and password that stood in it.
    pub(crate) fn with_credentials(text: &str) -> Result<(Url, Option<Credentials>), InvalidUrl> {
        let text = text.trim();
        let scheme = text.bytes().position(|b| b == b':');
        let scheme = scheme.and_then(|at| text.split_at_checked(at));
        let Some((scheme, rest)) =
            scheme.and_then(|(s, rest)| Some((s, rest.strip_prefix("://")?)))
        else {
            return Err(InvalidUrl("it has no scheme, e.g. `https://`"));
        };
        let scheme_byte = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        if !scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            || !scheme.bytes().all(scheme_byte)
        {
            return Err(InvalidUrl("its scheme isn't one"));
        }
        if !text.is_ascii() {
            return Err(InvalidUrl(
                "it isn't ASCII: percent-encode the path, and write the host in its `xn--` form",
            ));
        }
        // All of it is looked at, since that takes less time than to stop on the way.
        if text
            .bytes()
            .fold(false, |found, b| found | must_be_encoded(b))
        {
            return Err(InvalidUrl(
                "it holds a character that must be percent-encoded",
            ));
        }
        // The fragment is the client's own business (RFC 3986, 3.5).
        let fragment = rest.bytes().position(|b| b == b'#');
        let rest = fragment.and_then(|at| rest.get(..at)).unwrap_or(rest);
        let path = rest.bytes().position(|b| matches!(b, b'/' | b'?'));
        let path = path.unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(path).unwrap_or((rest, ""));
        let (credentials, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(credentials(user)), host),
            None => (None, authority),
        };
        let (name, port) = split_port(host);
        if name.is_empty() {
            return Err(InvalidUrl("it has no host"));
        }
        if port.is_some_and(|p| !p.is_empty() && p.parse::<u16>().is_err()) {
            return Err(InvalidUrl("its port isn't a number up to 65535"));
        }
        let mut url = String::with_capacity(text.len() + 1);
        url.push_str(scheme);
        url.push_str("://");
        url.push_str(host);
        url.make_ascii_lowercase();
        if !path.starts_with('/') {
            url.push('/');
        }
        let end = url.len() + path.find('?').unwrap_or(path.len());
        url.push_str(path);
        Ok((Url { text: url, end }, credentials))
    }

    /// The whole URL, its query included.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `http`, `https`, in lower case.
    pub fn scheme(&self) -> &str {
        self.text.split_once("://").map_or("", |(scheme, _)| scheme)
    }

    /// The host, without port, in lower case.
    pub fn host(&self) -> &str {
        split_port(self.authority()).0
    }

    /// The port, or that of the scheme.
    pub fn port(&self) -> Option<u16> {
        match (split_port(self.authority()).1, self.scheme()) {
            (Some(port), _) if !port.is_empty() => port.parse().ok(),
            (_, "http") => Some(80),
            (_, "https") => Some(443),
            _ => None,
        }
    }

    /// The path, which begins with a slash.
    pub fn path(&self) -> &str {
        let start = self.scheme().len() + "://".len() + self.authority().len();
        self.text.get(start..self.end).unwrap_or("/")
    }

    /// Path and query, as a request's first line has them.
    #[cfg(feature = "http")]
    pub(crate) fn target(&self) -> &str {
        let start = self.scheme().len() + "://".len() + self.authority().len();
        self.text.get(start..).unwrap_or("/")
    }

    /// Whether scheme, host and port are the same (RFC 6454, 5).
    pub fn same_origin(&self, other: &Url) -> bool {
        self.scheme() == other.scheme()
            && self.host() == other.host()
            && self.port() == other.port()
    }

    /// The URL that a reference in a document at this URL means (RFC 3986, 5.2).
    pub(crate) fn join(&self, reference: &str) -> Result<Url, InvalidUrl> {
        let reference = reference.trim();
        let scheme = reference.find("://").filter(|&at| {
            reference
                .find(['/', '?', '#'])
                .is_none_or(|other| at < other)
        });
        if scheme.is_some() {
            return Url::parse(reference);
        }
        let origin = format!("{}://{}", self.scheme(), self.authority());
        if let Some(rest) = reference.strip_prefix("//") {
            return Url::parse(&format!("{}://{rest}", self.scheme()));
        }
        let (path, query) = match reference.find(['?', '#']) {
            Some(at) => reference.split_at_checked(at).unwrap_or((reference, "")),
            None => (reference, ""),
        };
        if path.is_empty() {
            return Url::parse(&format!("{origin}{}{query}", self.path()));
        }
        let merged = if path.starts_with('/') {
            path.to_owned()
        } else {
            let directory = self.path().rfind('/').and_then(|at| self.path().get(..=at));
            format!("{}{path}", directory.unwrap_or("/"))
        };
        Url::parse(&format!("{origin}{}{query}", without_dots(&merged)))
    }

    /// Host and port as they're written.
    fn authority(&self) -> &str {
        let rest = self.text.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or_default()
    }
}

/// Whether a URL can't hold this (RFC 3986, 2).
fn must_be_encoded(byte: u8) -> bool {
    byte <= b' '
        || matches!(
            byte,
            0x7F | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
        )
}

/// `host:port`, where the host may be `[an:IPv6:address]`.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// RFC 3986, 5.2.4.
fn without_dots(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    out.pop();
                }
                if last {
                    out.push("");
                }
            }
            _ => out.push(segment),
        }
    }
    format!("/{}", out.join("/"))
}

fn credentials(userinfo: &str) -> Credentials {
    let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
    // What isn't UTF-8 without its encoding is meant as it stands.
    let decoded = |text: &str| percent_decoded(text).unwrap_or_else(|| text.to_owned());
    Credentials {
        user: decoded(user),
        password: decoded(password),
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.get(..self.end).unwrap_or_default())
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the URL can't be called: {}", self.0)
    }
}

impl std::error::Error for InvalidUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let url = Url::parse(" HTTPS://Example.org:8443/a/B?wsdl#x ").unwrap();
        assert_eq!(url.as_str(), "https://example.org:8443/a/B?wsdl");
        assert_eq!(
            (url.scheme(), url.host(), url.port(), url.path()),
            ("https", "example.org", Some(8443), "/a/B")
        );
        assert_eq!(url.to_string(), "https://example.org:8443/a/B");
        let url = Url::parse("http://[::1]?q").unwrap();
        assert_eq!(
            (url.host(), url.port(), url.path()),
            ("[::1]", Some(80), "/")
        );
        assert_eq!(Url::parse("http://[::1]:81/").unwrap().port(), Some(81));
    }

    #[test]
    fn credentials_are_taken_out() {
        let (url, credentials) = Url::with_credentials("http://me%40x:p%3A%zz@h/p").unwrap();
        assert_eq!(url.as_str(), "http://h/p");
        let credentials = credentials.unwrap();
        assert_eq!(
            (credentials.user.as_str(), credentials.password.as_str()),
            ("me@x", "p:%zz")
        );
        assert_eq!(
            format!("{:?}", Url::parse("http://u:p@h/p?key=secret").unwrap()),
            "http://h/p"
        );
    }

    #[test]
    fn what_is_no_url() {
        for bad in [
            "",
            "example.org",
            "://h",
            "http://",
            "http://:80/",
            "http:///p",
            "http://h:99999/",
            "http://h/a b",
            "http://h/\r\nX",
            "http://ü/",
            "1x://h",
        ] {
            assert!(Url::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn references() {
        let base = Url::parse("http://h:1/a/b/c?q").unwrap();
        for (reference, url) in [
            ("https://x/y", "https://x/y"),
            ("//x/y", "http://x/y"),
            ("/d", "http://h:1/d"),
            ("d?r", "http://h:1/a/b/d?r"),
            ("../d", "http://h:1/a/d"),
            ("./", "http://h:1/a/b/"),
            ("../../../../d/..", "http://h:1/"),
            ("?r", "http://h:1/a/b/c?r"),
            ("/r?u=http://z", "http://h:1/r?u=http://z"),
        ] {
            assert_eq!(base.join(reference).unwrap().as_str(), url, "{reference}");
        }
    }
}
