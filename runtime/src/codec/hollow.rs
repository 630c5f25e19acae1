//! Empty elements where an empty value isn't one of the type: `<step/>` for a step that must have a name.
//!
//! Services write them for nil, and for nothing at all. A lenient reading takes them so, with a warning, where the value
//! may be nil or absent; in a list of items that can't be nil, and in a strict reading, they stay mistakes.

use super::ReadContext;
use super::error::Outcome;
use super::fit::emptiable;
use super::nil::read_empty;
use super::particles::next_child;
use super::read::read_slot;
use crate::schema::Member;
use crate::value::{Complex, Items, MaybeNil, Names, Slot};
use crate::xml::Reader;

/// A value that could be nil. Some services leave out `xsi:nil`.
pub(super) fn read_nillable(
    reader: &mut Reader<'_>,
    value: &mut dyn MaybeNil,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if is_bare(reader, cx) && is_hollow(&mut value.value(), member, reader) {
        value.nil();
        cx.warn("an empty element, taken for nil");
        return read_empty(reader, cx);
    }
    read_slot(reader, value.value(), member, cx)
}

/// Whether the element whose start tag was read last has neither attributes nor content, in a lenient reading.
#[inline]
pub(super) fn is_bare(reader: &Reader<'_>, cx: &ReadContext) -> bool {
    !cx.strict && reader.attribute_count() == 0 && reader.at_empty()
}

/// Whether there's no value without attributes and content.
#[cold]
fn is_hollow(slot: &mut Slot<'_>, member: Option<&Member>, names: &dyn Names) -> bool {
    match slot {
        Slot::Text(value) => {
            let instead = member.and_then(|m| m.default.or(m.fixed));
            instead.is_none()
                && value.parse("", names).is_err()
                && value.parse_loosely("", names).is_err()
        }
        Slot::Defaulted(value) => is_hollow(&mut value.value(), member, names),
        Slot::Typed(value, nil) => is_hollow(&mut value.value(*nil), member, names),
        Slot::Complex(value) => {
            let shape = value.shape();
            let needed = |(i, member): (usize, &Member)| {
                !emptiable(member) && matches!(value.items(i), Items::One(_))
            };
            let members = shape.members.iter().chain(shape.attributes);
            members.enumerate().any(needed)
        }
        _ => false,
    }
}

/// Whether an empty element can't be a value of the member, which may be absent, and now is.
#[cold]
pub(super) fn stands_for_none(
    value: &mut dyn Complex,
    i: usize,
    member: &Member,
    reader: &Reader<'_>,
) -> bool {
    let slot = value.slot(i, false);
    let hollow = slot.is_some_and(|mut slot| is_hollow(&mut slot, Some(member), reader));
    let absent = hollow && matches!(value.items(i), Items::Some(_));
    if absent {
        value.slot(i, true);
    }
    absent
}

/// Steps over an element that stands for none.
#[cold]
pub(super) fn pass_over_none(
    reader: &mut Reader<'_>,
    member: &'static Member,
    cx: &mut ReadContext,
) -> Outcome<bool> {
    cx.enter(member, 0);
    cx.warn("an empty element, taken for none");
    cx.leave();
    reader.skip().map_err(|e| cx.malformed(e))?;
    next_child(reader, cx)
}

#[cfg(test)]
mod tests {
    use crate::codec::{from_xml, from_xml_strict};
    use crate::{Nillable, Warning};

    const NS: &str = "urn:t";

    #[derive(Default)]
    struct Job {
        step: Option<Step>,
        steps: Vec<Nillable<Step>>,
        bare: Vec<Step>,
        names: Vec<Nillable<String>>,
        loose: Option<Loose>,
        size: Option<i32>,
        last: Option<Nillable<i32>>,
        preset: Option<i32>,
    }
    crate::complex!(Job(8), named NS "Job", Content::Sequence;
        0 step = opt(NS, "step"); 1 steps = many(NS, "steps").nillable(); 2 bare = many(NS, "bare");
        3 names = many(NS, "name").nillable(); 4 loose = opt(NS, "loose"); 5 size = opt(NS, "size");
        6 last = opt(NS, "last").nillable(); 7 preset = opt(NS, "preset").default("7"););

    #[derive(Default)]
    struct Step {
        name: String,
    }
    crate::complex!(Step(1), named NS "Step", Content::Sequence; 0 name = one(NS, "name"););

    #[derive(Default)]
    struct Loose {
        name: Option<String>,
    }
    crate::complex!(Loose(1), named NS "Loose", Content::Sequence; 0 name = opt(NS, "name"););

    enum Document {
        Job(Job),
    }
    crate::choice!(Document = Job, Choice "Document"; 0 Job = one(NS, "job"););

    fn wrapped(content: &str) -> String {
        format!("<job xmlns='urn:t'>{content}</job>")
    }

    fn read(content: &str) -> (Job, Vec<Warning>) {
        let (Document::Job(job), warnings) = from_xml(wrapped(content).as_bytes()).unwrap();
        (job, warnings)
    }

    fn refused(content: &str) {
        let outcome = from_xml_strict::<Document>(wrapped(content).as_bytes());
        assert!(outcome.is_err(), "{content}: {outcome:?}");
    }

    #[test]
    fn what_can_be_nil_is() {
        let content = "<steps></steps><steps/><steps><name>a</name></steps><last/>";
        let (job, warnings) = read(content);
        let a = Step {
            name: "a".to_owned(),
        };
        assert_eq!(
            job.steps,
            [Nillable::Nil, Nillable::Nil, Nillable::Value(a)]
        );
        assert_eq!(job.last, Some(Nillable::Nil));
        let paths: Vec<&str> = warnings.iter().map(|w| w.path.as_str()).collect();
        assert_eq!(paths, ["job.steps[0]", "job.steps[1]", "job.last"]);
        assert_eq!(warnings[0].message, "an empty element, taken for nil");
        refused(content);
    }

    #[test]
    fn what_can_be_absent_is() {
        let content = "<step/><size></size>";
        let (job, warnings) = read(content);
        assert_eq!(job, Job::default());
        let paths: Vec<&str> = warnings.iter().map(|w| w.path.as_str()).collect();
        assert_eq!(paths, ["job.step", "job.size"]);
        refused(content);
        // The one that counts comes after it.
        let (job, _) = read("<step/><step><name>a</name></step>");
        assert_eq!(job.step.map(|s| s.name).as_deref(), Some("a"));
    }

    #[test]
    fn what_can_be_empty_is_a_value() {
        let (job, warnings) = read("<name/><loose/><preset/>");
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(job.names, [Nillable::Value(String::new())]);
        assert_eq!(job.loose, Some(Loose::default()));
        assert_eq!(job.preset, Some(7));
    }

    #[test]
    fn the_rest_stays_a_mistake() {
        for content in [
            "<bare/>",
            "<step a='b'/>",
            "<step> </step>",
            "<size> </size>",
            "<steps>x</steps>",
        ] {
            let outcome = from_xml::<Document>(wrapped(content).as_bytes());
            assert!(outcome.is_err(), "{content}: {outcome:?}");
        }
    }
}
