//! Header fields as the crate `http` has them, which hyper, tower and axum share.

use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};

use super::{Headers, InvalidHeader};

/// Sent with each call, and no name that the library knows.
const SOAP_ACTION: HeaderName = HeaderName::from_static("soapaction");

impl From<&HeaderMap> for Headers {
    fn from(map: &HeaderMap) -> Self {
        let length = |(name, value): (&HeaderName, &HeaderValue)| name.as_str().len() + value.len();
        let mut headers = Headers::with_capacity(map.len(), map.iter().map(length).sum());
        for (name, value) in map {
            match value.to_str() {
                Ok(value) => headers.push(name.as_str(), value),
                Err(_) => {
                    let value = String::from_utf8_lossy(value.as_bytes());
                    // What came isn't always what may be sent; such a field is of no use.
                    let _ = headers.append(name.as_str(), &value);
                }
            }
        }
        headers
    }
}

impl Headers {
    /// Adds these fields to those of a message.
    ///
    /// # Errors
    /// When the library refuses one; the others are added.
    pub(crate) fn add_to(&self, map: &mut HeaderMap) -> Result<(), InvalidHeader> {
        let mut outcome = Ok(());
        for (name, value) in self.iter() {
            let mut usual = [CONTENT_TYPE, SOAP_ACTION].into_iter();
            let field = usual
                .find(|usual| name.eq_ignore_ascii_case(usual.as_str()))
                .or_else(|| HeaderName::from_bytes(name.as_bytes()).ok());
            let Some((field, mut value)) =
                field.zip(HeaderValue::from_bytes(value.as_bytes()).ok())
            else {
                outcome = Err(InvalidHeader::new(name, "HTTP has no such field"));
                continue;
            };
            value.set_sensitive(field == AUTHORIZATION || field == COOKIE);
            map.append(field, value);
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_and_go() {
        let mut map = HeaderMap::new();
        map.append("x-a", HeaderValue::from_static("1"));
        map.append("x-a", HeaderValue::from_static("2"));
        map.append("x-latin", HeaderValue::from_bytes(b"caf\xe9").unwrap());
        let mut headers = Headers::from(&map);
        let expected = [("x-a", "1"), ("x-a", "2"), ("x-latin", "caf\u{fffd}")];
        assert_eq!(headers.iter().collect::<Vec<_>>(), expected);
        headers.append("SOAPAction", "\"\"").unwrap();
        headers.append("Authorization", "Basic eA==").unwrap();
        let mut map = HeaderMap::new();
        headers.add_to(&mut map).unwrap();
        assert_eq!(map.get("soapaction").unwrap(), "\"\"");
        assert_eq!(map.get_all("x-a").iter().count(), 2);
        assert!(map.get(AUTHORIZATION).unwrap().is_sensitive());
        assert!(!map.get("x-a").unwrap().is_sensitive());
    }
}
