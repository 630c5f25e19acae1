//! Where a request goes: the service's address, the operation's location, and the values in them.

use super::parameters::Parameter;
use crate::codec::EncodeError;
use crate::percent::{UNRESERVED, percent_encoded};
use crate::transport::{InvalidUrl, Url};

/// The location with the values of the names in braces, which are taken out of the parameters.
pub(crate) fn fill(location: &str, values: &mut Vec<Parameter>) -> Result<String, EncodeError> {
    let mut out = String::with_capacity(location.len());
    let mut rest = location;
    while let Some((before, name, after)) = place(rest) {
        out.push_str(before);
        let at = values.iter().position(|value| value.name == name);
        let Some(value) = at.map(|at| values.remove(at)) else {
            let message = "it stands in the URL, and has no value".to_owned();
            let path = name.to_owned();
            return Err(EncodeError { path, message });
        };
        out.push_str(&escaped(&value.text));
        rest = after;
    }
    out.push_str(rest);
    // Escaped or not, a segment of dots alone means another folder to whoever reads it.
    let path = out.split('?').next().unwrap_or_default();
    let literal = |segment: &str| location.split(['/', '?']).any(|own| own == segment);
    if path
        .split('/')
        .any(|segment| matches!(segment, "." | "..") && !literal(segment))
    {
        return Err(EncodeError {
            path: "location".to_owned(),
            message: "a value of dots alone can't stand in the path of a URL".to_owned(),
        });
    }
    Ok(out)
}

/// What's before the next name in braces, the name, and what's after it.
pub(super) fn place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// The URL of an operation. A location is what follows the address (4.5), unless it begins with the last segment of the
/// address, as Axis2 writes it: there it's relative to the address.
pub(crate) fn url(base: &Url, location: &str, query: &str) -> Result<Url, InvalidUrl> {
    let (address, own) = match base.as_str().split_once('?') {
        Some((address, query)) => (address, query),
        None => (base.as_str(), ""),
    };
    let (path, more) = match location.split_once('?') {
        Some((path, query)) => (path, query),
        None => (location, ""),
    };
    let mut text = address.to_owned();
    if !path.is_empty() {
        let first = path.split('/').next().unwrap_or_default();
        let last = base.path().rsplit('/').next().unwrap_or_default();
        if !last.is_empty() && first == last {
            text.truncate(address.len() - last.len());
        } else if text.ends_with('/') || path.starts_with('/') {
            text.truncate(text.trim_end_matches('/').len());
            text.push('/');
        } else {
            text.push('/');
        }
        text.push_str(path.trim_start_matches('/'));
    }
    let queries = [own, more, query]
        .into_iter()
        .filter(|query| !query.is_empty());
    for (i, query) in queries.enumerate() {
        text.push(if i == 0 { '?' } else { '&' });
        text.push_str(query);
    }
    Url::parse(&text)
}

/// A name or a value as it stands in a URL.
pub(super) fn escaped(text: &str) -> String {
    percent_encoded(text, UNRESERVED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_follow_the_address() {
        for (base, location, query, expected) in [
            (
                "http://h/a.asmx",
                "/Price",
                "x=1",
                "http://h/a.asmx/Price?x=1",
            ),
            ("http://h/a/", "/Price", "", "http://h/a/Price"),
            ("http://h/a", "Price", "", "http://h/a/Price"),
            ("http://h/s/Bank", "Bank/get", "", "http://h/s/Bank/get"),
            (
                "http://h/s/Bank",
                "/Bank/get",
                "",
                "http://h/s/Bank/Bank/get",
            ),
            ("http://h", "", "x=1", "http://h/?x=1"),
            (
                "http://h/a?k=v",
                "op?a=b",
                "x=1",
                "http://h/a/op?k=v&a=b&x=1",
            ),
            ("http://h/a", "?a=b", "", "http://h/a?a=b"),
        ] {
            let base = Url::parse(base).unwrap();
            let url = url(&base, location, query).unwrap();
            assert_eq!(url.as_str(), expected, "{location}");
        }
    }

    fn filled(location: &str, values: &[(&'static str, &str)]) -> Result<String, EncodeError> {
        let mut values = values
            .iter()
            .map(|(name, text)| Parameter {
                name,
                text: (*text).to_owned(),
            })
            .collect();
        fill(location, &mut values)
    }

    #[test]
    fn values_stay_in_their_segment() {
        let filled_in = filled("/o/A{a}B{b}/", &[("b", "x/y?z&ü"), ("a", "1")]);
        assert_eq!(filled_in.unwrap(), "/o/A1Bx%2Fy%3Fz%26%C3%BC/");
        assert!(filled("/{a}/b", &[("a", "..")]).is_err());
        assert!(filled("/{a}/b", &[]).unwrap_err().path.contains('a'));
        assert_eq!(filled("/x/../{a}", &[("a", "v")]).unwrap(), "/x/../v");
    }
}
