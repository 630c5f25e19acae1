//! Identity constraints (XSD 1.0 part 1, 3.11.4): what must be unique in a document, and what refers to it.
//!
//! In come the elements of a strict reading as they begin and end, with their values; out goes an objection or none. A
//! document is walked once: paths are matched against the names of the elements that are open. Nothing is noted outside of
//! elements that have constraints.

use std::collections::{HashMap, HashSet};

use super::ReadContext;
use super::error::Outcome;
use crate::schema::{Builtin, Constraint, Kind, Literal, Member, Name, Path, Rule, Simple};
use crate::value::Names;
use crate::xml::Reader;

/// The values of all fields.
type Fields = Vec<Literal>;
/// What the keys of an element and of those in it have.
type Tables = HashMap<Name, HashSet<Fields>>;

/// What is open, from the outermost element that has constraints.
#[derive(Clone, Debug, Default)]
pub(super) struct Constraints {
    frames: Vec<Frame>,
    scopes: Vec<Scope>,
}

/// An open element.
#[derive(Clone, Debug)]
struct Frame {
    ns: String,
    local: String,
    nillable: bool,
    value: Content,
    attributes: Vec<(String, String, Literal)>,
    /// The keys of what has ended in it.
    tables: Tables,
}

/// What an element holds.
#[derive(Clone, Debug)]
enum Content {
    /// Elements, as long as nothing else is known.
    Complex,
    Nil,
    Value(Literal),
}

/// An element with constraints, and what its constraints have met.
#[derive(Clone, Debug)]
struct Scope {
    depth: usize,
    met: Vec<(&'static Constraint, Met)>,
}

#[derive(Clone, Debug, Default)]
struct Met {
    seen: HashSet<Fields>,
    references: Vec<(Fields, usize)>,
    open: Vec<Selected>,
}

/// An element that was selected and hasn't ended.
#[derive(Clone, Debug)]
struct Selected {
    depth: usize,
    offset: usize,
    fields: Vec<Option<Literal>>,
}

/// An element begins: the reader is at its start tag. An abstract one is refused.
pub(super) fn begin(member: &Member, reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    let Kind::Element(_) = member.kind else {
        return Ok(());
    };
    if member.declaration.is_some_and(|d| d.is_abstract) {
        return Err(cx.error(reader.offset(), "the element is abstract"));
    }
    let constraints = member.declaration.map_or(&[][..], |d| d.constraints);
    if cx.constraints.is_some() || !constraints.is_empty() {
        open(constraints, member.nillable, reader, cx);
    }
    Ok(())
}

/// The same for an element that no declaration is known of.
pub(super) fn begin_undeclared(reader: &Reader<'_>, cx: &mut ReadContext) {
    if cx.constraints.is_some() {
        open(&[], false, reader, cx);
    }
}

/// An element that began has ended.
pub(super) fn end(member: &Member, offset: usize, cx: &mut ReadContext) -> Outcome<()> {
    match member.kind {
        Kind::Element(_) => end_undeclared(offset, cx),
        _ => Ok(()),
    }
}

/// The same for an element that no declaration is known of.
pub(super) fn end_undeclared(offset: usize, cx: &mut ReadContext) -> Outcome<()> {
    let Some(mut constraints) = cx.constraints.take() else {
        return Ok(());
    };
    let outcome = constraints.close(offset);
    if !constraints.scopes.is_empty() {
        cx.constraints = Some(constraints);
    }
    outcome.map_err(|(offset, message)| cx.error(offset, message))
}

/// The element that is open has a value: that of its text, or of an attribute if `member` is one.
pub(super) fn value(
    member: Option<&Member>,
    element: bool,
    builtin: Option<Builtin>,
    text: &str,
    names: &dyn Names,
    cx: &mut ReadContext,
) {
    let Some(constraints) = &mut cx.constraints else {
        return;
    };
    let plain = builtin.map(Simple::of);
    let declared = || {
        let name = member?.declaration?.simple_type?;
        let mut types = cx.globals?.grammar.types.iter();
        types.find(|definition| definition.name == name)?.simple
    };
    let simple = member.and_then(|m| m.simple);
    let simple = simple.or(plain.as_ref()).or_else(declared);
    let value = simple.and_then(|simple| simple.literal(text, names));
    let value = value.unwrap_or_else(|| Literal::text(text));
    let Some(frame) = constraints.frames.last_mut() else {
        return;
    };
    match member.map(|m| m.kind) {
        // What `xsi:type` said comes first.
        _ if element => {
            if let Content::Complex = frame.value {
                frame.value = Content::Value(value);
            }
        }
        Some(Kind::Attribute(name)) => {
            let attribute = (name.ns.to_owned(), name.local.to_owned(), value);
            frame.attributes.push(attribute);
        }
        _ => {}
    }
}

/// The element that is open is nil.
pub(super) fn nil(cx: &mut ReadContext) {
    let frames = cx.constraints.as_mut().map(|c| &mut c.frames);
    if let Some(frame) = frames.and_then(|frames| frames.last_mut()) {
        frame.value = Content::Nil;
    }
}

#[cold]
fn open(own: &'static [Constraint], nillable: bool, reader: &Reader<'_>, cx: &mut ReadContext) {
    let constraints = cx.constraints.get_or_insert_default();
    let (ns, local) = reader.name();
    constraints.frames.push(Frame {
        ns: ns.to_owned(),
        local: local.to_owned(),
        nillable,
        value: Content::Complex,
        attributes: Vec::new(),
        tables: Tables::new(),
    });
    let depth = constraints.frames.len() - 1;
    if !own.is_empty() {
        let met = own.iter().map(|c| (c, Met::default())).collect();
        constraints.scopes.push(Scope { depth, met });
    }
    let frames = &constraints.frames;
    for scope in &mut constraints.scopes {
        let inner = below(frames, scope.depth);
        for (constraint, met) in &mut scope.met {
            if constraint.selector.iter().any(|path| leads_to(path, inner)) {
                met.open.push(Selected {
                    depth,
                    offset: reader.offset(),
                    fields: constraint.fields.iter().map(|_| None).collect(),
                });
            }
        }
    }
}

/// The elements that are open within the one at a depth.
fn below(frames: &[Frame], depth: usize) -> &[Frame] {
    frames.get(depth + 1..).unwrap_or_default()
}

/// Whether a path leads from an element to the innermost of those that are open within it, or to itself if there's none.
fn leads_to(path: &Path, inner: &[Frame]) -> bool {
    let skipped = match path.deep {
        true => inner.len().checked_sub(path.steps.len()),
        false => (inner.len() == path.steps.len()).then_some(0),
    };
    let taken = skipped.and_then(|n| inner.get(n..));
    taken.is_some_and(|taken| {
        let mut pairs = path.steps.iter().zip(taken);
        pairs.all(|(step, frame)| step.takes(&frame.ns, &frame.local))
    })
}

impl Constraints {
    /// The innermost element ends.
    fn close(&mut self, offset: usize) -> Result<(), (usize, String)> {
        let depth = self.frames.len().saturating_sub(1);
        for scope in &mut self.scopes {
            for (constraint, met) in &mut scope.met {
                met.fields(constraint, &self.frames)
                    .map_err(|e| (offset, e))?;
                if met.open.last().is_some_and(|s| s.depth == depth)
                    && let Some(selected) = met.open.pop()
                {
                    let at = selected.offset;
                    met.close(constraint, selected).map_err(|e| (at, e))?;
                }
            }
        }
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let mut tables = frame.tables;
        if self.scopes.last().is_some_and(|scope| scope.depth == depth)
            && let Some(scope) = self.scopes.pop()
        {
            for (constraint, met) in &scope.met {
                if !matches!(constraint.rule, Rule::Reference(_)) {
                    let table = tables.entry(constraint.name).or_default();
                    table.extend(met.seen.iter().cloned());
                }
            }
            resolve(&scope, &tables)?;
        }
        // Only references further out look at them again.
        let wanted = |name: &Name| {
            let outer = self.scopes.iter().flat_map(|scope| &scope.met);
            let mut rules = outer.map(|(constraint, _)| constraint.rule);
            rules.any(|rule| rule == Rule::Reference(*name))
        };
        tables.retain(|name, _| wanted(name));
        if let Some(outer) = self.frames.last_mut() {
            for (name, table) in tables {
                outer.tables.entry(name).or_default().extend(table);
            }
        }
        Ok(())
    }
}

/// Whether the references of an element lead to keys in it.
fn resolve(scope: &Scope, tables: &Tables) -> Result<(), (usize, String)> {
    for (constraint, met) in &scope.met {
        let Rule::Reference(key) = constraint.rule else {
            continue;
        };
        let keys = tables.get(&key);
        let leads = |fields: &Fields| keys.is_some_and(|keys| keys.contains(fields));
        if let Some((_, offset)) = met.references.iter().find(|(fields, _)| !leads(fields)) {
            let (reference, key) = (constraint.name.local, key.local);
            let message = format!("the key {key} has nothing that {reference} refers to");
            return Err((*offset, message));
        }
    }
    Ok(())
}

impl Met {
    /// Takes from the innermost element and its attributes what are fields of selected elements.
    fn fields(&mut self, constraint: &Constraint, frames: &[Frame]) -> Result<(), String> {
        let Some(frame) = frames.last() else {
            return Ok(());
        };
        let name = constraint.name.local;
        for selected in &mut self.open {
            let inner = below(frames, selected.depth);
            for (field, paths) in selected.fields.iter_mut().zip(constraint.fields) {
                let here = || paths.iter().filter(|path| leads_to(path, inner));
                let found = frame.attributes.iter().filter(|(ns, local, _)| {
                    let mut tests = here().filter_map(|path| path.attribute);
                    tests.any(|test| test.takes(ns, local))
                });
                let mut found: Vec<&Literal> = found.map(|(_, _, value)| value).collect();
                if here().any(|path| path.attribute.is_none()) {
                    if constraint.rule == Rule::Key && frame.nillable {
                        return Err(format!("a field of {name} that could be nil"));
                    }
                    match &frame.value {
                        Content::Value(value) => found.push(value),
                        Content::Nil => {}
                        Content::Complex => {
                            return Err(format!("a field of {name} that isn't of a simple type"));
                        }
                    }
                }
                for value in found {
                    if field.replace(value.clone()).is_some() {
                        return Err(format!("a field of {name} is there more than once"));
                    }
                }
            }
        }
        Ok(())
    }

    /// A selected element has ended.
    fn close(&mut self, constraint: &Constraint, selected: Selected) -> Result<(), String> {
        let name = constraint.name.local;
        let fields: Option<Fields> = selected.fields.into_iter().collect();
        match (constraint.rule, fields) {
            (Rule::Key, None) => Err(format!("a field of the key {name} is missing")),
            (_, None) => Ok(()),
            (Rule::Reference(_), Some(fields)) => {
                self.references.push((fields, selected.offset));
                Ok(())
            }
            (Rule::Unique | Rule::Key, Some(fields)) => match self.seen.insert(fields) {
                true => Ok(()),
                false => Err(format!("{name} must be unique, and is there twice")),
            },
        }
    }
}

#[cfg(test)]
mod tests;
