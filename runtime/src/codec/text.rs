//! Text into scalars: white space, defaults and fixed values.

use std::borrow::Cow;

use super::attached::{Referring, resolve};
use super::constraints;
use super::context::shown;
use super::error::Outcome;
use super::identity::identify;
use super::{DecodeError, ReadContext};
use crate::scalar::{NoNames, TableNames};
use crate::schema::{Member, Simple, WhiteSpace};
use crate::value::{Names, Prefixes, Slot, Text, TextError};
use crate::xml::{Reader, collapse};

/// The text of the element whose start tag was read last, up to and with its end tag.
#[inline]
pub(super) fn read_text<'x>(
    reader: &mut Reader<'x>,
    cx: &mut ReadContext,
) -> Outcome<Cow<'x, str>> {
    let text = reader.text_to_tag().map_err(|e| cx.malformed(e))?;
    if reader.at_end() {
        return Ok(text);
    }
    read_around(reader, text, cx)
}

/// The same where an element stands in the text, which has been read up to there.
#[cold]
pub(super) fn read_around<'x>(
    reader: &mut Reader<'x>,
    text: Cow<'x, str>,
    cx: &mut ReadContext,
) -> Outcome<Cow<'x, str>> {
    let mut all = text.into_owned();
    loop {
        let message = format!(
            "unexpected element <{}> where only text is expected",
            shown(reader.name().1)
        );
        cx.object(reader.offset(), message)?;
        reader.skip().map_err(|e| cx.malformed(e))?;
        let text = reader.text_to_tag().map_err(|e| cx.malformed(e))?;
        all.push_str(&text);
        if reader.at_end() {
            return Ok(Cow::Owned(all));
        }
    }
}

/// Puts a text into a scalar's slot. An empty `element` takes its default or fixed value (XSD 1.0 part 1, 3.3.1).
#[inline]
pub(super) fn put_text<'t>(
    text: Cow<'t, str>,
    slot: Slot<'_>,
    member: Option<&Member>,
    element: bool,
    names: &dyn Names,
    offset: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let instead = match member {
        Some(m) if element && text.is_empty() => m.default.or(m.fixed),
        _ => None,
    };
    let (text, names): (_, &dyn Names) = match instead {
        Some(instead) => {
            cx.by_default = true;
            (Cow::Borrowed(instead), &TableNames)
        }
        None => (text, names),
    };
    let simple = member.and_then(|m| m.simple);
    if cx.strict
        && let Some(simple) = simple
    {
        let outcome = simple.check(&text, names);
        outcome.map_err(|TextError(message)| cx.error(offset, message))?;
        identify(simple, &text, names, offset, cx)?;
    }
    if cx.strict && cx.constraints.is_some() {
        constraints::value(member, element, slot.builtin(), &text, names, cx);
    }
    let text = match simple {
        Some(simple) => white_space(text, simple.white_space),
        None => text,
    };
    match slot {
        Slot::Str(string) => {
            if cx.strict
                && let Some(fixed) = member.and_then(|m| m.fixed)
                && !simple.map_or(text == fixed, |simple| simple.same(&text, names, fixed))
            {
                return Err(cx.error(offset, UNFIXED));
            }
            *string = text.into_owned();
            Ok(())
        }
        Slot::Text(value) => {
            let parsed = value.parse(&text, &Referring::new(names, cx));
            if let Err(error) = parsed {
                parse_loosely(value, &text, error, names, offset, cx)?;
            }
            if !value.recognized() {
                cx.object(offset, UNLISTED)?;
            }
            match member.and_then(|m| m.fixed) {
                Some(fixed) if cx.strict && !same(value, &text, fixed, simple, names) => {
                    Err(cx.error(offset, UNFIXED))
                }
                _ => Ok(()),
            }
        }
        Slot::Listed(value) => {
            if !value.read(&text, names) {
                cx.object(offset, UNLISTED)?;
            }
            let plain = Simple::of(value.chosen().listed.builtin);
            match member.and_then(|m| m.fixed) {
                Some(fixed) if cx.strict && !simple.unwrap_or(&plain).same(&text, names, fixed) => {
                    Err(cx.error(offset, UNFIXED))
                }
                _ => Ok(()),
            }
        }
        Slot::Attachment(value) => resolve(&text, value, offset, cx),
        _ => Err(cx.error(offset, "text where the generated type has elements")),
    }
}

/// Puts the text that is all of a message into its value's slot.
pub(crate) fn put_message(
    text: &str,
    slot: Slot<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let put = put_text(text.into(), slot, member, false, &NoNames, 0, cx);
    put.map_err(|error| *error)
}

const UNLISTED: &str = "a value that the schema doesn't list";
const UNFIXED: &str = "a value that isn't the fixed one";

/// A form that the specification doesn't have for the value, but a lenient reading understands.
#[cold]
fn parse_loosely(
    value: &mut dyn Text,
    text: &str,
    TextError(message): TextError,
    names: &dyn Names,
    offset: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if cx.strict
        || value
            .parse_loosely(text, &Referring::new(names, cx))
            .is_err()
    {
        return Err(cx.error(offset, message));
    }
    cx.warn(format!("{message}, found another form of such a value"));
    Ok(())
}

fn white_space(text: Cow<'_, str>, how: WhiteSpace) -> Cow<'_, str> {
    match how {
        WhiteSpace::Preserve => text,
        WhiteSpace::Replace if text.contains(['\t', '\n', '\r']) => {
            Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
        }
        WhiteSpace::Replace => text,
        WhiteSpace::Collapse => match text {
            Cow::Borrowed(text) => collapse(text),
            Cow::Owned(text) => Cow::Owned(collapse(&text).into_owned()),
        },
    }
}

/// Compares by value: `1.0` is the fixed `1`.
#[cold]
fn same(
    value: &mut dyn Text,
    text: &str,
    fixed: &str,
    simple: Option<&Simple>,
    names: &dyn Names,
) -> bool {
    let plain = value.builtin().map(Simple::of);
    if let Some(simple) = simple.or(plain.as_ref()) {
        return simple.same(text, names, fixed);
    }
    let (mut found, mut wanted) = (String::new(), String::new());
    let mut step = || {
        value.print(&mut found, &mut Expanded)?;
        value.parse(fixed, &TableNames)?;
        value.print(&mut wanted, &mut Expanded)?;
        value.parse(text, names)
    };
    step().is_ok() && found == wanted
}

/// Namespaces in full for prefixes: for comparing.
struct Expanded;

impl Prefixes for Expanded {
    fn prefix(&mut self, namespace: &str) -> String {
        format!("{{{namespace}}}")
    }
}

#[cfg(test)]
mod tests;
