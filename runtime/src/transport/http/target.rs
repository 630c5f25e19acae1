//! Where requests go, in the words of the HTTP library.

use std::sync::{Arc, PoisonError, RwLock};

use hyper::Uri;
use hyper::header::HeaderValue;

use super::connect::Proxies;
use super::refused;
use crate::transport::{TransportError, Url};

/// What's to know of a URL before a request is sent there.
pub(super) struct Target {
    pub(super) uri: Uri,
    pub(super) host: HeaderValue,
    /// For a proxy that the request itself goes to; one that tunnels was told when the tunnel was made.
    pub(super) proxy_authorization: Option<HeaderValue>,
}

/// The targets of a transport: that of the last URL is kept, since most are called again and again.
#[derive(Default)]
pub(super) struct Targets {
    last: RwLock<Option<(Url, Arc<Target>)>>,
}

impl Targets {
    /// The target of a URL.
    pub(super) fn of(&self, url: &Url, proxies: &Proxies) -> Result<Arc<Target>, TransportError> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, target)) = last.as_ref().filter(|(known, _)| known == url) {
            return Ok(target.clone());
        }
        drop(last);
        let target = Arc::new(Target::new(url, proxies)?);
        let mut last = self.last.write().unwrap_or_else(PoisonError::into_inner);
        *last = Some((url.clone(), target.clone()));
        Ok(target)
    }
}

impl Target {
    fn new(url: &Url, proxies: &Proxies) -> Result<Target, TransportError> {
        let wrong = || refused(format!("{url}: isn't a URL of HTTP"));
        let uri: Uri = url.as_str().parse().map_err(|_| wrong())?;
        // The port of the scheme goes without saying (RFC 9110, 7.2).
        let usual = matches!(
            (url.scheme(), url.port()),
            ("http", Some(80)) | ("https", Some(443))
        );
        let host = match (usual, url.port()) {
            (false, Some(port)) => format!("{}:{port}", url.host()),
            _ => url.host().to_owned(),
        };
        Ok(Target {
            proxy_authorization: proxies.plain(&uri),
            host: host.parse().map_err(|_| wrong())?,
            uri,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_the_port_that_goes_not_without_saying() {
        let targets = Targets::default();
        for (url, host) in [
            ("http://Example.org/a?b", "example.org"),
            ("http://example.org:80/a", "example.org"),
            ("https://example.org:443/", "example.org"),
            ("http://example.org:443/", "example.org:443"),
            ("http://example.org:/", "example.org"),
            ("http://[::1]:8080/", "[::1]:8080"),
        ] {
            let url = Url::parse(url).unwrap();
            for _ in 0..2 {
                let target = targets.of(&url, &Proxies::none()).unwrap();
                assert_eq!(target.host, host);
                assert_eq!(target.uri.path(), url.path());
            }
        }
    }
}
