//! The attributes of one start tag: split, checked, and told from namespace declarations.

use std::borrow::Cow;

use super::chars::{is_space, plain_name_length, plain_value_length, split_name};
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

/// Takes in what follows the name in a start tag, up to `>`, `/` or the end of `raw`, which begins at `offset`:
/// declarations go into `scope`, the others into `out`. Gives how many bytes it took, and whether `xsi` was used
/// undeclared.
pub(crate) fn read<'x>(
    raw: &'x str,
    offset: usize,
    rules: &Rules,
    scope: &mut Scope<'x>,
    out: &mut Vec<RawAttribute<'x>>,
) -> Result<(usize, bool), Error> {
    let end = split(raw, offset, rules.limit, scope, out)?;
    Ok((end, resolve(rules.undeclared_xsi, scope, out)?))
}

fn split<'x>(
    raw: &'x str,
    offset: usize,
    limit: usize,
    scope: &mut Scope<'x>,
    out: &mut Vec<RawAttribute<'x>>,
) -> Result<usize, Error> {
    let mark = scope.mark();
    let mut rest = raw;
    let mut count = 0;
    loop {
        let trimmed = trim_start(rest);
        let end = raw.len() - trimmed.len();
        let at = offset + end;
        if matches!(trimmed.as_bytes().first(), None | Some(b'>' | b'/')) {
            return Ok(end);
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
        let one = match usual(trimmed) {
            Some(one) => one,
            None => unusual(trimmed).map_err(|m| Error::new(at, m))?,
        };
        let (prefix, local) = (one.prefix, one.local);
        rest = one.rest;
        let value_at = offset + (raw.len() - rest.len()) - one.value.len() - 1;
        let value = match one.plain {
            true => Cow::Borrowed(one.value),
            false => attribute_value(one.value).map_err(|(i, m)| Error::new(value_at + i, m))?,
        };
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

/// One `name="value"`.
struct One<'x> {
    prefix: &'x str,
    local: &'x str,
    value: &'x str,
    /// Nothing in the value stands for anything else.
    plain: bool,
    /// What follows.
    rest: &'x str,
}

/// One off the front, of plain names and without blanks in it.
#[inline]
fn usual(text: &str) -> Option<One<'_>> {
    let bytes = text.as_bytes();
    let first = plain_name_length(bytes);
    let mut name = first;
    if bytes.get(first) == Some(&b':') {
        name += 1 + plain_name_length(bytes.get(first + 1..)?);
    }
    let (prefix, local) = match name {
        0 => return None,
        _ if name == first => ("", text.get(..name)?),
        _ if name == first + 1 || first == 0 => return None,
        _ => (text.get(..first)?, text.get(first + 1..name)?),
    };
    let [b'=', quote @ (b'"' | b'\''), rest @ ..] = bytes.get(name..)? else {
        return None;
    };
    let mut length = plain_value_length(rest, *quote);
    let plain = rest.get(length) == Some(quote);
    if !plain {
        length += memchr::memchr(*quote, rest.get(length..)?)?;
    }
    let value = name + 2;
    Some(One {
        prefix,
        local,
        value: text.get(value..value + length)?,
        plain,
        rest: text.get(value + length + 1..)?,
    })
}

/// One off the front.
#[cold]
fn unusual(text: &str) -> Result<One<'_>, &'static str> {
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
    let (value, rest) = rest
        .get(1..)
        .and_then(|rest| rest.split_once(quote))
        .ok_or("an attribute value without its closing quote")?;
    let (prefix, local) = split_name(name).ok_or("an attribute whose name isn't one")?;
    Ok(One {
        prefix,
        local,
        value,
        plain: false,
        rest,
    })
}

#[inline]
fn trim_start(text: &str) -> &str {
    let blanks = text.bytes().take_while(|&b| is_space(b)).count();
    text.get(blanks..).unwrap_or_default()
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
