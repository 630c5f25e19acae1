//! What wildcards take, read strictly (XSD 1.0 part 1, 3.10.1): elements that the schema declares must be valid wherever
//! they stand, and with `processContents="strict"` only these may be there.
//!
//! In comes a reader at a start tag, which stays there; out goes an objection or none.

use super::ReadContext;
use super::context::shown;
use super::error::Outcome;
use super::particles::variant;
use super::read::{is_nil, read_step};
use crate::schema::{Member, Process};
use crate::value::Choice;
use crate::xml::{Node, Reader, XSI};

/// The global elements of a schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Globals {
    /// One variant each.
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

/// Checks the content of the element whose start tag was read last, which may be of any type.
pub(super) fn check_content(reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    match cx.globals {
        Some(globals) if cx.strict => content(&mut reader.clone(), globals, cx),
        _ => Ok(()),
    }
}

fn element(
    reader: &mut Reader<'_>,
    process: Process,
    globals: Globals,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if let Some((i, member)) = variant(globals.variants, reader, cx) {
        let mut value = (globals.make)();
        let nil = is_nil(member, reader, cx);
        if let Some(slot) = value.select(i, nil) {
            return read_step(reader, member, slot, cx);
        }
    } else if process == Process::Strict && reader.attribute(XSI, "type").is_none() {
        let message = format!("<{}> isn't declared by the schema", shown(reader.name().1));
        return cx.object(reader.offset(), message);
    }
    content(reader, globals, cx)
}

fn content(reader: &mut Reader<'_>, globals: Globals, cx: &mut ReadContext) -> Outcome<()> {
    // As deep as the reader lets documents be.
    loop {
        match reader.next().map_err(|e| cx.malformed(e))? {
            Node::Start => element(reader, Process::Lax, globals, cx)?,
            Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
