//! How an operation goes over plain HTTP (WSDL 2.0 part 2, 6).

use crate::model::definitions::http::{has_body, literal};
use crate::model::{HttpOperation, Payload};

const FORM: &str = "application/x-www-form-urlencoded";
const XML: &str = "application/xml";

/// Reads an operation; `empty` says whether request and response have no content. The error says why it can't be called.
pub(super) fn operation(
    method: &str,
    location: &str,
    (input, output): (Option<&str>, Option<&str>),
    empty: [bool; 2],
) -> Result<HttpOperation, String> {
    if !matches!(method, "GET" | "POST" | "PUT" | "DELETE") {
        return Err(format!("its method is {method:?}"));
    }
    if location.contains("://") {
        return Err(format!("the location {location:?} is not relative"));
    }
    let [no_input, no_output] = empty;
    // 6.4.3: by the method.
    let usual = if has_body(method) { XML } else { FORM };
    let input = match (essence(input, usual).as_str(), has_body(method)) {
        _ if no_input => Payload::Nothing,
        (FORM, false) => Payload::Query,
        (FORM, true) => Payload::Form,
        (XML | "text/xml", true) => Payload::Xml(0),
        (XML | "text/xml", false) => return Err(format!("a {method} has no body for XML")),
        (other, _) => return Err(format!("its input is {other}")),
    };
    let output = match essence(output, XML).as_str() {
        _ if no_output => Payload::Nothing,
        XML | "text/xml" => Payload::Xml(0),
        other => return Err(format!("its output is {other}")),
    };
    Ok(HttpOperation {
        method: method.to_owned(),
        location: template(location),
        input,
        output,
    })
}

fn essence(media: Option<&str>, usual: &str) -> String {
    let media = media.unwrap_or(usual).split(';').next().unwrap_or_default();
    media.trim().to_ascii_lowercase()
}

/// The location with the names of members in braces (6.8.1): doubled braces are literal.
fn template(location: &str) -> String {
    let mut out = String::new();
    let mut rest = location;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out += &literal(before);
        let doubled = ["{{", "}}"].into_iter().find_map(|d| from.strip_prefix(d));
        if let Some(after) = doubled {
            out += &literal(from.get(..1).unwrap_or_default());
            rest = after;
            continue;
        }
        let place = from.strip_prefix('{').and_then(|from| from.split_once('}'));
        match place {
            Some((name, after)) => {
                // `!` asks for the value as it is, which could leave its place.
                let name = name.strip_prefix('!').unwrap_or(name).trim();
                out += &format!("{{{name}}}");
                rest = after;
            }
            None => {
                out += &literal(from.get(..1).unwrap_or_default());
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out + &literal(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_in_braces_are_replaced() {
        assert_eq!(
            template("a/{city}/{{x}}/{!zip}?q={n}"),
            "a/{city}/%7Bx%7D/{zip}?q={n}"
        );
        assert_eq!(template("a{b"), "a%7Bb");
    }
}
