//! Which operation a request means: by its method and its URL.
//!
//! An operation's location follows the address of its service, which may be anything: so it's the end of the path that
//! tells. Of several operations that fit, it's the one of which most is literally there.

use super::given::Given;
use super::target::place;
use crate::percent::percent_decoded;
use crate::soap::{Http, Operation};
use crate::transport::Url;

/// What a request asks for.
pub(crate) enum Route {
    /// An operation.
    Found(Routed),
    /// Nothing that has this method; these would do.
    Method(Vec<&'static str>),
    /// Nothing.
    Elsewhere,
}

/// An operation that's asked for.
pub(crate) struct Routed {
    /// Its number.
    pub(crate) number: usize,
    pub(crate) operation: &'static Operation,
    pub(crate) http: &'static Http,
    /// Names and values that stand in the location.
    pub(crate) values: Vec<(&'static str, String)>,
    /// How well it fits: literal bytes, then segments, then whether it's asked for by its own method.
    rank: (usize, usize, bool),
}

/// Finds the operation. What has no operation for HEAD of its own is asked by GET (RFC 9110, 9.3.2).
pub(crate) fn route(operations: &[&'static Operation], method: &str, url: &Url) -> Route {
    let mut best: Option<Routed> = None;
    let mut others = Vec::new();
    for (number, operation) in operations.iter().copied().enumerate() {
        let Some(http) = operation.http else { continue };
        let Some((values, (literal, segments))) = fit(http.location, url) else {
            continue;
        };
        let own = http.method == method;
        let rank = (literal, segments, own);
        if !own && (method, http.method) != ("HEAD", "GET") {
            if !others.contains(&http.method) {
                others.push(http.method);
            }
        } else if best.as_ref().is_none_or(|best| rank > best.rank) {
            best = Some(Routed {
                number,
                operation,
                http,
                values,
                rank,
            });
        }
    }
    match best {
        Some(routed) => Route::Found(routed),
        None if others.is_empty() => Route::Elsewhere,
        None => Route::Method(others),
    }
}

impl Routed {
    /// Whether another one fits better.
    pub(crate) fn is_behind(&self, other: &Routed) -> bool {
        self.rank < other.rank
    }
}

type Fitting = (Vec<(&'static str, String)>, (usize, usize));

/// What stands for the names of a location, and how well it fits; `None` if it doesn't.
fn fit(location: &'static str, url: &Url) -> Option<Fitting> {
    let (path, query) = location.split_once('?').unwrap_or((location, ""));
    let (mut values, mut literal) = (Vec::new(), 0);
    let own = segments(path);
    let given: Vec<&str> = segments(url.path()).collect();
    let skipped = given.len().checked_sub(own.clone().count())?;
    let count = given.len() - skipped;
    for (template, text) in own.zip(given.into_iter().skip(skipped)) {
        literal += matches(template, &percent_decoded(text)?, &mut values)?;
    }
    if !query.is_empty() {
        let mut asked = Given::default();
        let (_, given) = url.as_str().split_once('?')?;
        asked.add_encoded(given).ok()?;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, template) = pair.split_once('=').unwrap_or((pair, ""));
            let at = *asked.of(&percent_decoded(name)?).first()?;
            literal += name.len() + matches(template, asked.value(at), &mut values)?;
        }
    }
    Some((values, (literal, count)))
}

fn segments(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// Takes the values out of a text by a template; gives how many bytes of it were literal. What separates two values is
/// taken where it's met first, and a name that stands twice has one value.
fn matches(
    template: &'static str,
    text: &str,
    values: &mut Vec<(&'static str, String)>,
) -> Option<usize> {
    let Some((before, name, behind)) = place(template) else {
        return (percent_decoded(template)? == text).then_some(text.len());
    };
    let before = percent_decoded(before)?;
    let mut literal = before.len();
    let mut text = text.strip_prefix(before.as_str())?;
    let (mut name, mut behind) = (name, behind);
    loop {
        let next = place(behind);
        let separator = percent_decoded(next.map_or(behind, |(separator, ..)| separator))?;
        let value = match next {
            Some(_) => {
                let (value, rest) = text.split_once(separator.as_str())?;
                text = rest;
                value
            }
            None => text.strip_suffix(separator.as_str())?,
        };
        literal += separator.len();
        match values.iter().find(|(n, _)| *n == name) {
            Some((_, same)) if same != value => return None,
            Some(_) => {}
            None => values.push((name, value.to_owned())),
        }
        match next {
            Some((_, n, b)) => (name, behind) = (n, b),
            None => return Some(literal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soap::{Body, Payload, operation};

    fn fitting(location: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
        let url = Url::parse(&format!("http://h{path}")).unwrap();
        fit(location, &url).map(|(values, _)| values)
    }

    #[test]
    fn values_are_taken_out_of_the_path() {
        let values = fitting(
            "o/A{a}B{b}.x/",
            "/s/o/A1%2FxBüB.x".replace('ü', "%C3%BC").as_str(),
        );
        let values = values.unwrap();
        assert_eq!(values, [("a", "1/x".to_owned()), ("b", "üB".to_owned())]);
        for (location, path) in [
            ("/Price", "/svc/Price"),
            ("/Price", "/Price/"),
            ("", "/anything/at/all"),
            ("/%C3%BC", "/%c3%bc"),
            ("/p?op=get", "/p?x=1&op=get"),
        ] {
            assert_eq!(fitting(location, path), Some(Vec::new()), "{location}");
        }
        for (location, path) in [
            ("/Price", "/Prices"),
            ("/Price", "/Price/x"),
            ("/a/Price", "/Price"),
            ("/{a}/{a}", "/1/2"),
            ("/no{n}.png", "/no7.gif"),
            ("/{n}", "/%FF"),
            ("/p?op=get", "/p?op=put"),
            ("/p?op=get", "/p"),
        ] {
            assert_eq!(fitting(location, path), None, "{location} {path}");
        }
        let twice = fitting("/{a}?b={b}", "/1?c=3&b=%26");
        let expected = [("a", "1".to_owned()), ("b", "&".to_owned())];
        assert_eq!(twice.unwrap(), expected);
    }

    macro_rules! table {
        ($name:ident, $method:literal, $location:literal) => {
            static $name: Operation =
                operation(stringify!($name), Body::content(&[])).http(&Http {
                    method: $method,
                    location: $location,
                    input: Payload::Query,
                    output: Payload::Nothing,
                });
        };
    }
    table!(ONE, "GET", "/orders/{id}");
    table!(ALL, "GET", "/orders");
    table!(OPEN, "GET", "/{what}");
    table!(ADD, "POST", "/orders");
    table!(SOAP, "PUT", "");
    table!(LOOK, "HEAD", "/orders/{id}");
    table!(GLANCE, "HEAD", "/{what}");

    #[test]
    fn what_is_most_literally_there_is_meant() {
        let all = [&ONE, &ALL, &OPEN, &ADD];
        let named = |method: &str, path: &str| {
            let url = Url::parse(&format!("http://h{path}")).unwrap();
            match route(&all, method, &url) {
                Route::Found(routed) => routed.operation.name.to_owned(),
                Route::Method(methods) => methods.join(" "),
                Route::Elsewhere => "none".to_owned(),
            }
        };
        for (method, path, expected) in [
            ("GET", "/s/orders", "ALL"),
            ("GET", "/orders/orders", "ONE"),
            ("GET", "/s/orders/7", "ONE"),
            ("HEAD", "/s/orders/7", "ONE"),
            ("GET", "/other", "OPEN"),
            ("POST", "/orders", "ADD"),
            ("POST", "/orders/7", "GET"),
            ("PUT", "/orders", "GET POST"),
            ("GET", "/", "none"),
        ] {
            assert_eq!(named(method, path), expected, "{method} {path}");
        }
        let url = Url::parse("http://h/orders/7").unwrap();
        assert!(matches!(route(&[&SOAP], "PUT", &url), Route::Found(_)));
        for (all, method, expected) in [
            ([&ONE, &LOOK], "HEAD", "LOOK"),
            ([&LOOK, &ONE], "HEAD", "LOOK"),
            ([&LOOK, &ONE], "GET", "ONE"),
            ([&GLANCE, &ONE], "HEAD", "ONE"),
            ([&ONE, &GLANCE], "HEAD", "ONE"),
            ([&GLANCE, &OPEN], "HEAD", "GLANCE"),
        ] {
            let Route::Found(routed) = route(&all, method, &url) else {
                panic!("{method}");
            };
            assert_eq!(routed.operation.name, expected, "{method}");
        }
    }
}
