//! The attributes of one start tag: split, checked, and told from namespace declarations.

use std::borrow::Cow;

use super::chars::{is_space, split_name};
use super::scope::{Binding, NONE, Scope};
use super::text::attribute_value;
use super::{Error, XSI};

/// An attribute of the element whose start tag was read last.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'r> {
    /// Namespace URI, empty for none.
    pub ns: &'r str,
    /// Local name.
    pub local: &'r str,
    /// Its value, references resolved.
    pub value: &'r str,
}

#[derive(Clone, Debug)]
pub(crate) struct RawAttribute<'x> {
    pub(crate) prefix: &'x str,
    pub(crate) local: &'x str,
    pub(crate) ns: Binding,
    pub(crate) value: Cow<'x, str>,
    pub(crate) offset: usize,
}

/// How the attributes of a start tag are taken in.
pub(crate) struct Rules {
    /// Most attributes, namespace declarations included.
    pub(crate) limit: usize,
    /// `xsi` may be used without being declared, as some servers do.
    pub(crate) undeclared_xsi: bool,
}

/// Takes in what follows the name in a start tag, `raw`, which begins at `offset`: declarations go into `scope`, the
/// others into `out`. True if `xsi` was used undeclared.
pub(crate) fn read<'x>(
    raw: &'x str,
    offset: usize,
    rules: &Rules,
    scope: &mut Scope<'x>,
    out: &mut Vec<RawAttribute<'x>>,
) -> Result<bool, Error> {
    split(raw, offset, rules.limit, scope, out)?;
    resolve(rules.undeclared_xsi, scope, out)
}

fn split<'x>(
    raw: &'x str,
    offset: usize,
    limit: usize,
    scope: &mut Scope<'x>,
    out: &mut Vec<RawAttribute<'x>>,
) -> Result<(), Error> {
    let mark = scope.mark();
    let mut rest = raw;
    let mut count = 0;
    loop {
        let trimmed = trim_start(rest);
        let at = offset + (raw.len() - trimmed.len());
        if trimmed.is_empty() {
            return Ok(());
        }
        if trimmed.len() == rest.len() {
            return Err(Error::new(at, "no blank before an attribute"));
        }
        count += 1;
        if count > limit {
            return Err(Error::new(
                at,
                "an element with more attributes than the limit",
            ));
        }
        let (name, value, after) = split_one(trimmed).map_err(|m| Error::new(at, m))?;
        rest = after;
        let Some((prefix, local)) = split_name(name) else {
            return Err(Error::new(at, "an attribute whose name isn't one"));
        };
        let value_at = offset + (raw.len() - after.len()) - value.len() - 1;
        let value = attribute_value(value).map_err(|(i, m)| Error::new(value_at + i, m))?;
        let declared = match (prefix, local) {
            ("", "xmlns") => "",
            ("xmlns", local) => local,
            _ => {
                out.push(RawAttribute {
                    prefix,
                    local,
                    ns: NONE,
                    value,
                    offset: at,
                });
                continue;
            }
        };
        if scope.since(mark).any(|(prefix, _)| prefix == declared) {
            return Err(Error::new(
                at,
                "the same prefix is declared twice in one element",
            ));
        }
        scope.bind(declared, value).map_err(|m| Error::new(at, m))?;
    }
}

/// One `name="value"` off the front: (name, value, rest).
fn split_one(text: &str) -> Result<(&str, &str, &str), &'static str> {
    const NO_VALUE: &str = "an attribute without a value; it's written name=\"value\"";
    let end = text
        .bytes()
        .position(|b| b == b'=' || is_space(b))
        .ok_or(NO_VALUE)?;
    let (name, rest) = text.split_at(end);
    let rest = trim_start(rest).strip_prefix('=').ok_or(NO_VALUE)?;
    let rest = trim_start(rest);
    let quote = match rest.as_bytes().first() {
        Some(b'"') => '"',
        Some(b'\'') => '\'',
        _ => return Err("an attribute value without quotes"),
    };
    let (value, after) = rest
        .get(1..)
        .and_then(|rest| rest.split_once(quote))
        .ok_or("an attribute value without its closing quote")?;
    Ok((name, value, after))
}

fn trim_start(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}

/// Gives attributes their namespaces, and refuses two of one name.
fn resolve<'x>(
    undeclared_xsi: bool,
    scope: &mut Scope<'x>,
    out: &mut [RawAttribute<'x>],
) -> Result<bool, Error> {
    let mut naive = false;
    for attribute in out.iter_mut().filter(|a| !a.prefix.is_empty()) {
        attribute.ns = match scope.resolve(attribute.prefix) {
            Some(ns) => ns,
            None if undeclared_xsi && attribute.prefix == "xsi" => {
                naive = true;
                scope
                    .bind("xsi", Cow::Borrowed(XSI))
                    .map_err(|m| Error::new(attribute.offset, m))?;
                scope.resolve("xsi").unwrap_or(NONE)
            }
            None => return Err(unbound(attribute.prefix, attribute.offset)),
        };
    }
    let mut rest = &*out;
    while let Some((last, before)) = rest.split_last() {
        let twin = |a: &&RawAttribute<'_>| {
            a.local == last.local && (a.ns == last.ns || scope.uri(a.ns) == scope.uri(last.ns))
        };
        if before.iter().find(twin).is_some() {
            return Err(Error::new(
                last.offset,
                "the same attribute twice in one element",
            ));
        }
        rest = before;
    }
    Ok(naive)
}

pub(crate) fn unbound(prefix: &str, offset: usize) -> Error {
    let shown: String = prefix.chars().take(40).collect();
    Error::new(offset, format!("the prefix `{shown}` isn't declared"))
}
