//! What wildcards take, read strictly (XSD 1.0 part 1, 3.10.1): elements that the schema declares must be valid wherever
//! they stand, and with `processContents="strict"` only these may be there.
//!
//! In comes a reader at a start tag, which stays there; out goes an objection or none.

use super::ReadContext;
use super::constraints;
use super::context::shown;
use super::error::Outcome;
use super::named::{self, CAN_NOT_STAND_IN, Found, check_as, find};
use super::nil::{NIL_THOUGH_FIXED, is_nil, read_empty, says_nil};
use super::particles::variant;
use super::read::read_step;
use crate::schema::{Builtin, Grammar, Member, Process};
use crate::value::Choice;
use crate::xml::{Attribute, Node, Reader, XSI};

/// What a schema declares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Globals {
    /// Its attributes and types.
    pub(super) grammar: &'static Grammar,
    /// Its elements, one variant each.
    pub(super) variants: &'static [Member],
    /// Makes a value to read one into.
    pub(super) make: fn() -> Box<dyn Choice>,
}

/// Checks the element whose start tag was read last, which a wildcard takes.
pub(super) fn check_element(
    reader: &Reader<'_>,
    process: Process,
    cx: &mut ReadContext,
) -> Outcome<()> {
    match cx.globals {
        Some(globals) if cx.strict && process != Process::Skip => {
            element(&mut reader.clone(), process, globals, cx)
        }
        _ => Ok(()),
    }
}

/// Checks the element whose start tag was read last, which is declared to be of any type.
pub(super) fn check_content(
    reader: &Reader<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let Some(globals) = cx.globals.filter(|_| cx.strict) else {
        return Ok(());
    };
    let nil = says_nil(reader);
    if nil && member.is_some_and(|m| !m.nillable) {
        return cx.object(reader.offset(), "xsi:nil on an element that can't be nil");
    }
    if nil && member.is_some_and(|m| m.fixed.is_some()) {
        return Err(cx.error(reader.offset(), NIL_THOUGH_FIXED));
    }
    let declaration = member.and_then(|m| m.declaration);
    let exact = declaration.is_some_and(|d| d.exact);
    let simple = declaration.is_some_and(|d| d.simple_type.is_some());
    let mut reader = reader.clone();
    match find(&reader, globals.grammar) {
        // Of a type that any simple type restricts.
        Found::Nothing if simple && !nil => {
            let any = named::Named::Builtin(Builtin::AnySimpleType);
            check_as(any, &mut reader, member, cx)
        }
        Found::Unknown(local) | Found::Abstract(local) => {
            let message = format!("the type {} isn't known here", shown(&local));
            cx.object(reader.offset(), message)
        }
        Found::Known(named) if simple && !named::is_simple(named, globals.grammar) => {
            cx.object(reader.offset(), CAN_NOT_STAND_IN)
        }
        Found::Known(named) if !matches!(named, named::Named::Any) => {
            if exact {
                cx.object(reader.offset(), CAN_NOT_STAND_IN)?;
            }
            check_as(named, &mut reader, member, cx)
        }
        _ if nil => {
            attributes(&reader, cx)?;
            read_empty(&mut reader, cx)
        }
        _ => content(&mut reader, globals, member.and_then(|m| m.fixed), cx),
    }
}

/// Checks an attribute that a wildcard takes.
pub(super) fn check_attribute(
    reader: &Reader<'_>,
    attribute: &Attribute<'_>,
    process: Process,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if process == Process::Skip {
        return Ok(());
    }
    let (ns, local) = (attribute.ns, attribute.local);
    let declared = named::check_attribute(ns, local, attribute.value, reader, cx)?;
    if !declared && process == Process::Strict {
        let message = format!(
            "the attribute {} isn't declared by the schema",
            shown(local)
        );
        return cx.object(reader.offset(), message);
    }
    Ok(())
}

fn element(
    reader: &mut Reader<'_>,
    process: Process,
    globals: Globals,
    cx: &mut ReadContext,
) -> Outcome<()> {
    // A variant that takes any element is no declaration.
    let declared = variant(globals.variants, reader, cx);
    let declared = declared.filter(|(_, m)| !matches!(m.kind, crate::schema::Kind::Any(_)));
    if let Some((i, member)) = declared {
        let mut value = (globals.make)();
        let nil = is_nil(member, reader, cx);
        if let Some(slot) = value.select(i, nil) {
            return read_step(reader, member, slot, cx);
        }
    }
    let named = match find(reader, globals.grammar) {
        Found::Known(named) if !matches!(named, named::Named::Any) => Some(named),
        Found::Known(_) => None,
        Found::Abstract(local) => {
            let message = format!("the type {} is abstract", shown(&local));
            return cx.object(reader.offset(), message);
        }
        Found::Nothing | Found::Unknown(_) if process == Process::Strict => {
            let message = format!("<{}> isn't declared by the schema", shown(reader.name().1));
            return cx.object(reader.offset(), message);
        }
        _ => None,
    };
    constraints::begin_undeclared(reader, cx);
    match named {
        Some(named) => check_as(named, reader, None, cx)?,
        None => content(reader, globals, None, cx)?,
    }
    constraints::end_undeclared(reader.offset(), cx)
}

fn attributes(reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    let mut others = reader.attributes().filter(|a| a.ns != XSI);
    others.try_for_each(|attribute| check_attribute(reader, &attribute, Process::Lax, cx))
}

/// Elements, text and attributes of any kind, unless all of it is fixed.
fn content(
    reader: &mut Reader<'_>,
    globals: Globals,
    fixed: Option<&str>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    attributes(reader, cx)?;
    let offset = reader.offset();
    let keeps_text = fixed.is_some() || cx.constraints.is_some();
    let (mut text, mut elements) = (String::new(), false);
    // As deep as the reader lets documents be.
    loop {
        match reader.next().map_err(|e| cx.malformed(e))? {
            Node::Start => {
                if fixed.is_some() {
                    return Err(cx.error(reader.offset(), "an element where the text is fixed"));
                }
                elements = true;
                element(reader, Process::Lax, globals, cx)?;
            }
            Node::Text(run) if keeps_text => text.push_str(&run),
            Node::Text(_) => {}
            Node::End => break,
        }
    }
    if fixed.is_some_and(|fixed| !text.is_empty() && text != fixed) {
        return Err(cx.error(offset, "a value that isn't the fixed one"));
    }
    if !elements {
        constraints::value(None, true, Some(Builtin::AnySimpleType), &text, reader, cx);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
