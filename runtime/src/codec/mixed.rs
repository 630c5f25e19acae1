//! Mixed content: text and elements as they come, in one list (XSD 1.0 part 1, 3.4.2).
//!
//! Reading keeps the order. Whether the elements follow the model is looked at afterwards, over their names, and only
//! when reading strictly.

use super::ReadContext;
use super::context::shown;
use super::error::Outcome;
use super::fit::{allows, emptiable, expected};
use super::nil::is_nil_for_good;
use super::particles::variant;
use super::read::read_step;
use crate::schema::{Content, Kind, Member, Wildcard};
use crate::value::{Complex, Slot};
use crate::xml::{Node, Reader};

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
                let nil = is_nil_for_good(member, reader, cx);
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
    let floating = model.iter().find_map(|member| match member.kind {
        Kind::Any(wildcard) if wildcard.floating => Some(wildcard),
        _ => None,
    });
    let mut names = Matcher {
        names,
        at: 0,
        floating,
    };
    names.sequence(model, &|_| false)?;
    names.pass(|_| false);
    names.end()
}

/// Checks a list of names against members.
struct Matcher<'n> {
    names: &'n [(String, String)],
    at: usize,
    /// What takes names anywhere that no member takes there (XSD 1.1 part 1, 3.4.4.3).
    floating: Option<Wildcard>,
}

/// Whether something that may come next takes the next name.
type Next<'f> = &'f dyn Fn(&Matcher<'_>) -> bool;

impl Matcher<'_> {
    fn end(&self) -> Result<(), String> {
        match self.names.get(self.at) {
            None => Ok(()),
            Some((_, local)) => Err(format!("unexpected element <{}>", shown(local))),
        }
    }

    /// Passes over names that are anywhere, up to one that a member takes here.
    fn pass(&mut self, taken: impl Fn(&Self) -> bool) {
        let Some(floating) = self.floating else {
            return;
        };
        while let Some((ns, local)) = self.names.get(self.at)
            && allows(&floating, ns, local)
            && !taken(self)
        {
            self.at += 1;
        }
    }

    /// Goes over a sequence, which `after` follows.
    fn sequence(&mut self, members: &[Member], after: Next<'_>) -> Result<(), String> {
        let mut rest = members;
        while let Some((member, others)) = rest.split_first() {
            self.member(member, &|names| names.leads(others, after))?;
            rest = others;
        }
        Ok(())
    }

    /// Whether the next name can be the first of a sequence, or where that may be empty, of what follows it.
    fn leads(&self, members: &[Member], after: Next<'_>) -> bool {
        for member in members {
            if self.begins(member) {
                return true;
            }
            if !emptiable(member) {
                return false;
            }
        }
        after(self)
    }

    fn all(&mut self, members: &[Member], after: Next<'_>) -> Result<(), String> {
        let mut seen = vec![false; members.len()];
        let unseen = |seen: &[bool]| {
            let free = members.iter().zip(seen).filter(|(_, seen)| !**seen);
            free.map(|(member, _)| member).collect::<Vec<_>>()
        };
        let next = |names: &Matcher<'_>, seen: &[bool]| {
            let free = unseen(seen);
            let any = free.iter().any(|member| names.begins(member));
            any || (free.iter().all(|member| emptiable(member)) && after(names))
        };
        loop {
            self.pass(|names| next(names, &seen));
            let mut free = members.iter().zip(&mut seen).filter(|(_, seen)| !**seen);
            let Some((member, is_seen)) = free.find(|(m, _)| self.begins(m)) else {
                break;
            };
            *is_seen = true;
            self.member(member, &|names| next(names, &seen))?;
        }
        let missing = unseen(&seen).into_iter().find(|m| !emptiable(m));
        missing.map_or(Ok(()), |member| Err(lacking(member)))
    }

    /// Goes over all occurrences of a member, which `after` follows.
    fn member(&mut self, member: &Member, after: Next<'_>) -> Result<(), String> {
        let mut count = 0;
        loop {
            // After so many occurrences, another or what follows.
            let next = |names: &Matcher<'_>, count: u32| {
                let another = count < member.max && names.begins(member);
                another || ((count >= member.min || emptiable(member)) && after(names))
            };
            self.pass(|names| next(names, count));
            if count >= member.max || !self.begins(member) {
                break;
            }
            let before = self.at;
            count += 1;
            let after = |names: &Matcher<'_>| next(names, count);
            match &member.kind {
                Kind::Choice(shape) => {
                    if let Some(variant) = shape.variants.iter().find(|v| self.begins(v)) {
                        self.member(variant, &after)?;
                    }
                }
                Kind::Group(shape) => match shape.content {
                    Content::All => self.all(shape.members, &after)?,
                    _ => self.sequence(shape.members, &after)?,
                },
                _ => self.at += 1,
            }
            if self.at == before {
                break;
            }
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
            Kind::Any(wildcard) => !wildcard.floating && allows(wildcard, ns, local),
            Kind::Choice(shape) => shape.variants.iter().any(|v| self.begins(v)),
            Kind::Group(shape) if matches!(shape.content, Content::Sequence) => {
                self.leads(shape.members, &|_| false)
            }
            Kind::Group(shape) => shape.members.iter().any(|m| self.begins(m)),
            _ => false,
        }
    }
}

fn lacking(member: &Member) -> String {
    format!("{} is missing", expected(std::slice::from_ref(member), 0))
}

#[cfg(test)]
mod tests {
    use super::follows;
    use crate::schema::{
        ChoiceShape, Content, Member, Name, NamespaceConstraint, Process, Shape, UNBOUNDED, any,
        choice, group, one, opt,
    };

    const NS: &str = "urn:t";
    const OTHER: NamespaceConstraint = NamespaceConstraint::Not(&[NS]);
    /// What takes elements of other namespaces anywhere.
    const FLOATING: Member = any(OTHER, Process::Skip).min(0).max(UNBOUNDED).floating();

    const fn shape(content: Content, members: &'static [Member]) -> Shape {
        Shape {
            name: Name::new(NS, "x"),
            named: false,
            content,
            members,
            attributes: &[],
            rust: "",
        }
    }

    /// `a` and `x:a` as names of elements.
    fn fits(model: &[Member], elements: &str) -> bool {
        let name = |element: &str| match element.split_once(':') {
            Some((_, local)) => ("urn:x".to_owned(), local.to_owned()),
            None => (NS.to_owned(), element.to_owned()),
        };
        let names: Vec<_> = elements.split_whitespace().map(name).collect();
        follows(&names, model).is_ok()
    }

    #[track_caller]
    fn check(model: &[Member], yes: &[&str], no: &[&str]) {
        for elements in yes {
            assert!(fits(model, elements), "{elements}");
        }
        for elements in no {
            assert!(!fits(model, elements), "{elements}");
        }
    }

    #[test]
    fn what_is_anywhere_is_passed_over() {
        let model = [one(NS, "a"), opt(NS, "b"), one(NS, "c"), FLOATING];
        check(
            &model,
            &["a c", "x:1 x:2 a x:3 b x:4 c x:5", "x:1 a x:2 c", "x:a a c"],
            &["x:1 a", "x:a c", "a c b", "a d c", "c a x:1", ""],
        );
    }

    #[test]
    fn a_wildcard_of_the_model_comes_first() {
        let wild = any(OTHER, Process::Skip);
        let model = [one(NS, "a"), wild, FLOATING];
        check(
            &model,
            &["a x:1", "a x:1 x:2", "x:0 a x:1"],
            &["a", "x:1 a", "x:1 x:2 a"],
        );
        let model = [opt(NS, "a"), wild, one(NS, "b"), FLOATING];
        check(
            &model,
            &["x:1 b", "x:1 x:2 b", "a x:1 b x:2", "x:1 b x:2"],
            &["b x:1", "a b", "x:1 a b"],
        );
        let model = [wild.min(2).max(3), one(NS, "b"), FLOATING];
        check(
            &model,
            &["x:1 x:2 b", "x:1 x:2 x:3 x:4 b x:5"],
            &["x:1 b x:2", "b"],
        );
    }

    #[test]
    fn groups_that_repeat_go_on_behind_it() {
        const PAIR: Shape = shape(Content::Sequence, &[one(NS, "a"), opt(NS, "b")]);
        let model = [group(&PAIR).max(3), one(NS, "c"), FLOATING];
        check(
            &model,
            &["a x:1 b x:2 a c", "a x:1 a x:2 b x:3 a x:4 c"],
            &["a a a a c", "a b x:1 b c", "x:1 c"],
        );
        // The wildcard may be the first of what comes next.
        const WILD: Shape = shape(
            Content::Sequence,
            &[any(OTHER, Process::Skip), one(NS, "b")],
        );
        let model = [group(&WILD).min(0).max(2), opt(NS, "c"), FLOATING];
        check(
            &model,
            &["", "x:1 b", "x:1 b x:2 b x:3", "c x:1", "x:1 x:2 b c"],
            &["b", "x:1 b b", "x:1 c", "x:1"],
        );
        const EITHER: ChoiceShape = ChoiceShape {
            name: "Either",
            declared: true,
            variants: &[one(NS, "a").max(2), any(OTHER, Process::Skip).min(2).max(2)],
            rust: "",
        };
        let model = [choice(&EITHER), FLOATING];
        check(
            &model,
            &["a x:1 a x:2", "x:1 x:2 x:3", "a"],
            &["x:1", "x:1 a", "a a a", "x:1 x:2 a"],
        );
        const ALL: Shape = shape(Content::All, &[one(NS, "a"), opt(NS, "b")]);
        let model = [group(&ALL), FLOATING];
        check(
            &model,
            &["a", "x:1 b x:2 a x:3", "a x:1 b", "x:1 a x:2"],
            &["b", "a a", "x:1", ""],
        );
    }

    /// What's declared may stand elsewhere, too, where the wildcard lets it.
    #[test]
    fn what_is_declared_can_be_anywhere() {
        let wild = any(NamespaceConstraint::Any, Process::Skip);
        let model = [
            one(NS, "a"),
            opt(NS, "b"),
            wild.min(0).max(UNBOUNDED).floating(),
        ];
        check(&model, &["b a", "a a b", "a b b"], &["b b", "x:a"]);
    }
}
