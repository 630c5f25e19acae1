//! IDs and what refers to them (XSD 1.0 part 1, 3.3.4 "Validation Root Valid (ID/IDREF)"): each once in a document, and
//! references only to those that are there. A document without any ID is taken for a part of one that has them, such as
//! an envelope. So is one without a document type declaration for a part of one that declares unparsed entities, to which
//! values refer as well (XSD 1.0 part 2, 3.3.11).

use std::collections::HashSet;

use super::ReadContext;
use super::error::Outcome;
use crate::schema::{Builtin, Simple, Variety};
use crate::value::Names;

/// What a strict reading has met so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Identities {
    ids: HashSet<String>,
    /// References with the offsets of what holds them.
    references: Vec<(String, usize)>,
}

/// Lists of unions of lists; tables don't get that deep unless they refer to themselves.
const MAX_DEPTH: usize = 8;

/// Takes note of the IDs and references in a text that is a value of the type, and looks up its entities.
pub(super) fn identify(
    simple: &Simple,
    text: &str,
    names: &dyn Names,
    offset: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    at_depth(simple, text, names, offset, MAX_DEPTH, cx)
}

fn at_depth(
    simple: &Simple,
    text: &str,
    names: &dyn Names,
    offset: usize,
    depth: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let Some(depth) = depth.checked_sub(1) else {
        return Ok(());
    };
    match simple.variety {
        Variety::Atomic(Builtin::Id) => {
            if cx.identities.ids.insert(text.trim().to_owned()) {
                return Ok(());
            }
            Err(cx.error(offset, "an ID that the document has twice"))
        }
        Variety::Atomic(Builtin::IdRef | Builtin::IdRefs) => {
            let references = text.split_ascii_whitespace();
            let references = references.map(|id| (id.to_owned(), offset));
            cx.identities.references.extend(references);
            Ok(())
        }
        Variety::Atomic(Builtin::Entity | Builtin::Entities) => {
            let Some(entities) = &cx.entities else {
                return Ok(());
            };
            match text.split_ascii_whitespace().all(|e| entities.contains(e)) {
                true => Ok(()),
                false => Err(cx.error(offset, "an unparsed entity that the document lacks")),
            }
        }
        Variety::Atomic(_) => Ok(()),
        Variety::List(item) => text
            .split_ascii_whitespace()
            .try_for_each(|text| at_depth(item, text, names, offset, depth, cx)),
        Variety::Union(members) => match members.iter().find(|m| m.check(text, names).is_ok()) {
            Some(member) => at_depth(member, text, names, offset, depth, cx),
            None => Ok(()),
        },
    }
}

/// Whether all references led somewhere, when the whole document is read; without IDs they lead out of it.
pub(super) fn resolve(cx: &mut ReadContext) -> Outcome<()> {
    let Identities { ids, references } = std::mem::take(&mut cx.identities);
    if ids.is_empty() {
        return Ok(());
    }
    match references.iter().find(|(id, _)| !ids.contains(id)) {
        Some((_, offset)) => Err(cx.error(*offset, "a reference to an ID that the document lacks")),
        None => Ok(()),
    }
}
