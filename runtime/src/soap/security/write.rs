//! The block `Security` of a request.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::digest::{digest, nonce};
use super::{UsernameToken, WSSE, WSU, is_security};
use crate::soap::{Header, Password, Requirement};
use crate::value::{AnyAttribute, AnyElement, AnyNode};
use crate::{DateTime, Error};

/// How long a message is good unless it's said otherwise.
const LIFETIME: std::time::Duration = std::time::Duration::from_secs(300);
const PROFILE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
const BASE64: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

/// Adds the block that the client's settings and the requirements ask for, unless the caller has set one.
pub(crate) fn secure(
    token: Option<&UsernameToken>,
    lifetime: Option<std::time::Duration>,
    requirements: &[Requirement],
    headers: &mut Vec<Header>,
) -> Result<(), Error> {
    if headers.iter().any(is_security) {
        return Ok(());
    }
    let asked = requirements.iter().find_map(|r| match r {
        Requirement::UsernameToken(password) => Some(*password),
        _ => None,
    });
    if token.is_none() && asked.is_some() {
        let message = "the service's policy requires a UsernameToken: give the client's builder one with .username_token(…)";
        return Err(Error::Setup(message.to_owned()));
    }
    let stamped = lifetime.is_some() || requirements.contains(&Requirement::Timestamp);
    if !stamped && token.is_none() {
        return Ok(());
    }
    let now = token.map_or_else(DateTime::now, |token| token.now().into());
    let mut children = Vec::new();
    if stamped {
        children.push(timestamp(&now, lifetime.unwrap_or(LIFETIME))?);
    }
    if let Some(token) = token {
        let form = token.form.or(asked).unwrap_or(Password::Text);
        let nonce = token.nonce || requirements.contains(&Requirement::Nonce);
        children.push(username_token(token, form, nonce, &now)?);
    }
    if !children.is_empty() {
        let block = element(WSSE, "Security", children);
        headers.push(Header::raw(block).must_understand());
    }
    Ok(())
}

/// The block that says when an answer was made, where the request has one.
#[cfg(feature = "server")]
pub(crate) fn stamp(request: &[Header]) -> Option<Header> {
    let mut blocks = request.iter().filter(|h| is_security(h));
    let mut elements = blocks.next()?.element.content.elements();
    elements.find(|e| e.namespace == WSU && e.name == "Timestamp")?;
    let stamp = timestamp(&DateTime::now(), LIFETIME).ok()?;
    Some(Header::raw(element(WSSE, "Security", vec![stamp])))
}

/// A `Timestamp` (SOAP Message Security 1.1, 10).
fn timestamp(now: &DateTime, lifetime: std::time::Duration) -> Result<AnyElement, Error> {
    let end = now.unix().zip(i64::try_from(lifetime.as_secs()).ok());
    let end = end.and_then(|(now, lifetime)| now.checked_add(lifetime));
    let end = end.and_then(|end| DateTime::from_unix(end, 0).ok());
    let end = end.ok_or_else(|| Error::Setup("the lifetime of messages is too long".to_owned()))?;
    let children = vec![
        text(WSU, "Created", &instant(now)),
        text(WSU, "Expires", &instant(&end)),
    ];
    Ok(element(WSU, "Timestamp", children))
}

fn username_token(
    token: &UsernameToken,
    form: Password,
    with_nonce: bool,
    now: &DateTime,
) -> Result<AnyElement, Error> {
    let created = instant(now);
    let nonce = match with_nonce || form == Password::Digest {
        true => Some(nonce().ok_or_else(|| {
            Error::Setup("the system gives no random numbers for a nonce".to_owned())
        })?),
        false => None,
    };
    let mut children = vec![text(WSSE, "Username", &token.user)];
    let password = match form {
        Password::Absent => None,
        Password::Text => Some(("Text", token.password.clone())),
        Password::Digest => {
            let nonce = nonce.as_ref().map_or(&[][..], |nonce| nonce);
            Some(("Digest", digest(nonce, &created, &token.password)))
        }
    };
    children.extend(password.map(|(kind, value)| {
        let mut password = text(WSSE, "Password", &value);
        attribute(&mut password, "Type", &format!("{PROFILE}#Password{kind}"));
        password
    }));
    if let Some(nonce) = nonce {
        let mut element = text(WSSE, "Nonce", &STANDARD.encode(nonce));
        attribute(&mut element, "EncodingType", BASE64);
        children.extend([element, text(WSU, "Created", &created)]);
    }
    Ok(element(WSSE, "UsernameToken", children))
}

/// A time as the specification wants it: in UTC, and as many servers read it: to the millisecond.
fn instant(time: &DateTime) -> String {
    let millisecond = time.nanosecond() / 1_000_000 * 1_000_000;
    let rounded = time.with_nanosecond(millisecond);
    rounded.unwrap_or(*time).to_string()
}

fn element(namespace: &str, name: &str, children: Vec<AnyElement>) -> AnyElement {
    let mut element = AnyElement {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        ..AnyElement::default()
    };
    element.content.children = children.into_iter().map(AnyNode::Element).collect();
    element
}

fn text(namespace: &str, name: &str, text: &str) -> AnyElement {
    let mut element = element(namespace, name, Vec::new());
    element
        .content
        .children
        .push(AnyNode::Text(text.to_owned()));
    element
}

fn attribute(element: &mut AnyElement, name: &str, value: &str) {
    element.content.attributes.0.push(AnyAttribute {
        namespace: String::new(),
        name: name.to_owned(),
        value: value.to_owned(),
    });
}
