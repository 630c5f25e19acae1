//! Mixed content: text and elements as they come, in one list (XSD 1.0 part 1, 3.4.2).
//!
//! Reading keeps the order. Whether the elements follow the model is looked at afterwards, over their names, and only
//! when reading strictly.

use super::ReadContext;
use super::context::shown;
use super::error::Outcome;
use super::fit::{allows, emptiable, expected};
use super::nil::is_nil;
use super::particles::variant;
use super::read::read_step;
use crate::schema::{Content, Kind, Member};
use crate::value::{Complex, Slot};
use crate::xml::{Node, Reader};

/// Groups in groups of a model.
const DEPTH: usize = 64;

/// Reads the content of the element whose start tag was read last into the struct's one repeated choice.
pub(super) fn read_mixed(
    reader: &mut Reader<'_>,
    value: &mut dyn Complex,
    model: &'static [Member],
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let offset = reader.offset();
    let fixed = member.and_then(|m| m.fixed).filter(|_| cx.strict);
    let variants = match value.shape().members.first().map(|m| &m.kind) {
        Some(Kind::Choice(shape)) => shape.variants,
        _ => &[],
    };
    let text_variant = variants.iter().position(|v| matches!(v.kind, Kind::Text));
    let mut names = Vec::new();
    // Text is kept once it's known to have ended: elements that are passed over don't part it.
    let mut run = String::new();
    loop {
        match reader.next().map_err(|e| cx.malformed(e))? {
            Node::End => break,
            Node::Text(text) if run.is_empty() => run = text.into_owned(),
            Node::Text(text) => run.push_str(&text),
            Node::Start => {
                if fixed.is_some() {
                    return Err(cx.error(reader.offset(), "an element where the text is fixed"));
                }
                if cx.strict {
                    let (ns, local) = reader.name();
                    names.push((ns.to_owned(), local.to_owned()));
                }
                let Some((i, member)) = variant(variants, reader, cx) else {
                    let message = format!("unexpected element <{}>", shown(reader.name().1));
                    cx.object(reader.offset(), message)?;
                    reader.skip().map_err(|e| cx.malformed(e))?;
                    continue;
                };
                keep_text(std::mem::take(&mut run), text_variant, value);
                let nil = is_nil(member, reader, cx);
                let slot = match value.slot(0, false) {
                    Some(Slot::Choice(choice)) => choice.select(i, nil),
                    _ => None,
                };
                let Some(slot) = slot else {
                    return Err(cx.error(
                        reader.offset(),
                        "the generated type has no place for this element",
                    ));
                };
                read_step(reader, member, slot, cx)?;
            }
        }
    }
    if fixed.is_some_and(|fixed| !run.is_empty() && run != fixed) {
        return Err(cx.error(offset, "a value that isn't the fixed one"));
    }
    keep_text(run, text_variant, value);
    if cx.strict {
        follows(&names, model).map_err(|message| cx.error(offset, message))?;
    }
    Ok(())
}

fn keep_text(run: String, variant: Option<usize>, value: &mut dyn Complex) {
    if let Some(i) = variant.filter(|_| !run.is_empty())
        && let Some(Slot::Choice(choice)) = value.slot(0, false)
        && let Some(Slot::Str(text)) = choice.select(i, false)
    {
        *text = run;
    }
}

/// Whether elements of these names (namespace and local part) are what a model allows; an empty one allows all, in any
/// order.
pub(crate) fn follows(names: &[(String, String)], model: &[Member]) -> Result<(), String> {
    if model.is_empty() {
        return Ok(());
    }
    let floating = model.iter().find_map(|member| match &member.kind {
        Kind::Any(wildcard) if wildcard.floating => Some(wildcard),
        _ => None,
    });
    let Some(floating) = floating else {
        let mut names = Matcher { names, at: 0 };
        return names.sequence(model).and_then(|()| names.end());
    };
    let own = names.iter().filter(|(ns, local)| {
        !allows(floating, ns, local)
            || model
                .iter()
                .any(|member| is_named(member, ns, local, DEPTH))
    });
    let own: Vec<_> = own.cloned().collect();
    let mut names = Matcher { names: &own, at: 0 };
    names.sequence(model).and_then(|()| names.end())
}

/// Whether an element of this name is declared in a member.
fn is_named(member: &Member, ns: &str, local: &str, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let any = |members: &[Member]| members.iter().any(|m| is_named(m, ns, local, depth));
    match &member.kind {
        Kind::Element(name) => name.local == local && name.ns == ns,
        Kind::Choice(shape) => any(shape.variants),
        Kind::Group(shape) => any(shape.members),
        _ => false,
    }
}

/// Checks a list of names against members.
struct Matcher<'n> {
    names: &'n [(String, String)],
    at: usize,
}

impl Matcher<'_> {
    fn end(&self) -> Result<(), String> {
        match self.names.get(self.at) {
            None => Ok(()),
            Some((_, local)) => Err(format!("unexpected element <{}>", shown(local))),
        }
    }

    fn sequence(&mut self, members: &[Member]) -> Result<(), String> {
        members.iter().try_for_each(|member| self.member(member))
    }

    fn all(&mut self, members: &[Member]) -> Result<(), String> {
        let mut seen = vec![false; members.len()];
        loop {
            let mut free = members.iter().zip(&mut seen).filter(|(_, seen)| !**seen);
            let Some((member, seen)) = free.find(|(m, _)| self.begins(m)) else {
                break;
            };
            *seen = true;
            self.member(member)?;
        }
        let missing = members
            .iter()
            .zip(&seen)
            .find(|(m, seen)| !**seen && !emptiable(m));
        missing.map_or(Ok(()), |(member, _)| Err(lacking(member)))
    }

    fn member(&mut self, member: &Member) -> Result<(), String> {
        let mut count = 0;
        while count < member.max && self.begins(member) {
            let before = self.at;
            match &member.kind {
                Kind::Choice(shape) => {
                    if let Some(variant) = shape.variants.iter().find(|v| self.begins(v)) {
                        self.member(variant)?;
                    }
                }
                Kind::Group(shape) => match shape.content {
                    Content::All => self.all(shape.members)?,
                    _ => self.sequence(shape.members)?,
                },
                _ => self.at += 1,
            }
            if self.at == before {
                break;
            }
            count += 1;
        }
        if count < member.min && !emptiable(member) {
            return Err(lacking(member));
        }
        Ok(())
    }

    /// Whether the next name can be the first of this member.
    fn begins(&self, member: &Member) -> bool {
        let Some((ns, local)) = self.names.get(self.at) else {
            return false;
        };
        match &member.kind {
            Kind::Element(name) => name.local == local && name.ns == ns,
            Kind::Any(wildcard) => allows(wildcard, ns, local),
            Kind::Choice(shape) => shape.variants.iter().any(|v| self.begins(v)),
            Kind::Group(shape) => {
                let ordered = matches!(shape.content, Content::Sequence);
                for member in shape.members {
                    if self.begins(member) {
                        return true;
                    }
                    if ordered && !emptiable(member) {
                        return false;
                    }
                }
                false
            }
            _ => false,
        }
    }
}

fn lacking(member: &Member) -> String {
    format!("{} is missing", expected(std::slice::from_ref(member), 0))
}
