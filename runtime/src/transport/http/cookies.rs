//! Cookies (RFC 6265): what a service sets is sent back to it.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::cookie_date::cookie_date;
use super::is_loopback;
use crate::transport::Url;

/// What a server can make us remember.
const MOST_COOKIES: usize = 300;
const LONGEST: usize = 4096;

/// The cookies of a transport.
#[derive(Default)]
pub(super) struct Jar {
    /// The oldest first.
    cookies: Mutex<Vec<Cookie>>,
}

struct Cookie {
    name: String,
    value: String,
    domain: String,
    /// For `domain` alone, and not for what's below it.
    host_only: bool,
    path: String,
    secure: bool,
    /// `None`: until the end of the session.
    expires: Option<SystemTime>,
}

impl Jar {
    /// Takes a `Set-Cookie` that came from a URL (RFC 6265, 5.2 and 5.3).
    pub(super) fn set(&self, url: &Url, text: &str) {
        let now = SystemTime::now();
        let Some(cookie) = Cookie::parse(url, text, now) else {
            return;
        };
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        // One of the same name, domain and path is replaced in its place (5.3, step 11).
        let same = |c: &Cookie| {
            c.name == cookie.name && c.domain == cookie.domain && c.path == cookie.path
        };
        let expired = cookie.expired(now);
        match cookies.iter().position(same) {
            Some(at) if expired => {
                cookies.remove(at);
            }
            Some(at) => {
                if let Some(old) = cookies.get_mut(at) {
                    *old = cookie;
                }
            }
            None if expired => {}
            None => {
                cookies.retain(|c| !c.expired(now));
                if cookies.len() >= MOST_COOKIES {
                    cookies.remove(0);
                }
                cookies.push(cookie);
            }
        }
    }

    /// `Cookie` for a request to a URL (RFC 6265, 5.4).
    pub(super) fn cookies(&self, url: &Url) -> Option<String> {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        if cookies.is_empty() {
            return None;
        }
        let now = SystemTime::now();
        let mut ours: Vec<_> = cookies
            .iter()
            .filter(|c| !c.expired(now) && c.is_for(url))
            .collect();
        // Longer paths first, and else in the order in which they came.
        ours.sort_by_key(|c| std::cmp::Reverse(c.path.len()));
        let pairs = ours.iter().map(|c| {
            if c.name.is_empty() {
                c.value.clone()
            } else {
                format!("{}={}", c.name, c.value)
            }
        });
        let pairs: Vec<_> = pairs.collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
}

impl Cookie {
    fn parse(url: &Url, text: &str, now: SystemTime) -> Option<Cookie> {
        if text.len() > LONGEST || text.chars().any(|c| c.is_control() && c != '\t') {
            return None;
        }
        let mut parts = text.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let mut cookie = Cookie {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
            domain: url.host().to_owned(),
            host_only: true,
            path: default_path(url.path()).to_owned(),
            secure: false,
            expires: None,
        };
        let mut max_age = None;
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "expires" => cookie.expires = cookie_date(value).or(cookie.expires),
                "max-age" => max_age = seconds(value).or(max_age),
                "domain" if !value.is_empty() => {
                    let domain = value.trim_start_matches('.').to_ascii_lowercase();
                    if domain != url.host() {
                        // There's no list of public suffixes here, so at least no whole top-level domain.
                        if !domain.contains('.') || !below(url.host(), &domain) {
                            return None;
                        }
                    }
                    cookie.host_only = false;
                    cookie.domain = domain;
                }
                "path" => {
                    let path = if value.starts_with('/') {
                        value
                    } else {
                        default_path(url.path())
                    };
                    cookie.path = path.to_owned();
                }
                "secure" => cookie.secure = true,
                _ => {}
            }
        }
        // Max-Age counts before Expires (5.3, step 3).
        if let Some(age) = max_age {
            let past = SystemTime::UNIX_EPOCH;
            cookie.expires = if age == 0 {
                Some(past)
            } else {
                now.checked_add(Duration::from_secs(age))
            };
        }
        // Whoever isn't reached securely can't set what only secure requests carry.
        (!cookie.secure || trusted(url)).then_some(cookie)
    }

    fn expired(&self, now: SystemTime) -> bool {
        self.expires.is_some_and(|at| at <= now)
    }

    fn is_for(&self, url: &Url) -> bool {
        let host =
            url.host() == self.domain || (!self.host_only && below(url.host(), &self.domain));
        host && path_matches(url.path(), &self.path) && (!self.secure || trusted(url))
    }
}

/// Over TLS, or within this machine.
fn trusted(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url.host())
}

/// `Max-Age`; what's below zero is over at once, and what's too much for a number is for ever.
fn seconds(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // Some 300 years: beyond that dates run out.
    const MOST: u64 = 10_000_000_000;
    Some(if text.starts_with('-') {
        0
    } else {
        digits.parse().unwrap_or(MOST).min(MOST)
    })
}

/// Whether a host is below a domain (RFC 6265, 5.1.3); an IP address is below none.
fn below(host: &str, domain: &str) -> bool {
    let parent = host
        .strip_suffix(domain)
        .is_some_and(|rest| rest.ends_with('.'));
    parent && host.parse::<IpAddr>().is_err() && !host.starts_with('[')
}

/// RFC 6265, 5.1.4.
fn default_path(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(at) => path.get(..at).unwrap_or("/"),
    }
}

/// RFC 6265, 5.1.4.
fn path_matches(path: &str, of: &str) -> bool {
    path.strip_prefix(of)
        .is_some_and(|rest| rest.is_empty() || of.ends_with('/') || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_session_is_kept() {
        let (jar, service) = (
            Jar::default(),
            url("https://app.example.org/CommandWebService.asmx"),
        );
        jar.set(
            &service,
            "ASP.NET_SessionId=991409F7; path=/; HttpOnly; SameSite=Lax",
        );
        jar.set(
            &service,
            ".ASPXAUTH=a=b; expires=Tue, 31-Dec-2999 23:59:59 GMT; path=/",
        );
        assert_eq!(
            jar.cookies(&service).as_deref(),
            Some("ASP.NET_SessionId=991409F7; .ASPXAUTH=a=b")
        );
        jar.set(&service, "ASP.NET_SessionId=2; path=/");
        jar.set(
            &service,
            ".ASPXAUTH=; expires=Tue, 12-Oct-1999 04:00:00 GMT; path=/",
        );
        assert_eq!(
            jar.cookies(&service).as_deref(),
            Some("ASP.NET_SessionId=2")
        );
        jar.set(
            &service,
            "ASP.NET_SessionId=3; path=/; max-age=0; expires=Tue, 31-Dec-2999 23:59:59 GMT",
        );
        assert_eq!(jar.cookies(&service), None);
    }

    #[test]
    fn for_whom_they_are() {
        let jar = Jar::default();
        jar.set(&url("https://a.example.org/x/y"), "host=1");
        jar.set(
            &url("https://a.example.org/x/y"),
            "domain=2; Domain=.example.org; Path=/",
        );
        jar.set(
            &url("https://a.example.org/x/y"),
            "secure=3; Secure; Path=/",
        );
        let cookies = |text: &str| jar.cookies(&url(text)).unwrap_or_default();
        assert_eq!(
            cookies("https://a.example.org/x/z"),
            "host=1; domain=2; secure=3"
        );
        assert_eq!(cookies("https://a.example.org/xy"), "domain=2; secure=3");
        assert_eq!(cookies("http://a.example.org/"), "domain=2");
        assert_eq!(cookies("http://b.example.org/x"), "domain=2");
        assert_eq!(cookies("http://example.org/x"), "domain=2");
        assert_eq!(cookies("http://badexample.org/x"), "");
        assert_eq!(cookies("http://a.example.org.evil/x"), "");
    }

    #[test]
    fn what_is_not_theirs_to_set() {
        let jar = Jar::default();
        for (from, cookie) in [
            ("http://a.example.org/", "a=1; Domain=b.example.org"),
            ("http://a.example.org/", "a=1; Domain=org"),
            ("http://example.org/", "a=1; Domain=a.example.org"),
            ("http://10.0.0.1/", "a=1; Domain=0.0.1"),
            ("http://a.example.org/", "a=1; Secure"),
            ("http://a.example.org/", "nothing"),
            ("http://a.example.org/", "a=\u{1}"),
        ] {
            jar.set(&url(from), cookie);
        }
        jar.set(
            &url("http://a.example.org/"),
            &format!("a={}", "x".repeat(5000)),
        );
        assert!(jar.cookies.lock().unwrap().is_empty());
        for i in 0..1000 {
            jar.set(&url("http://a.example.org/"), &format!("c{i}=1"));
        }
        assert_eq!(jar.cookies.lock().unwrap().len(), MOST_COOKIES);
    }
}
