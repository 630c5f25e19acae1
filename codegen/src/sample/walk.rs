//! What the walks over literal and encoded content share.

use std::collections::VecDeque;

use super::package::Along;
use super::placeholder::placeholder;
use super::valid::Prepared;
use super::writer::Writer;
use super::{Fill, Limits};
use crate::model::{Builtin, Element, Model, Particle, Term, Type, TypeId, TypeKind};

pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const XOP: &str = "http://www.w3.org/2004/08/xop/include";

/// How many particles are visited at most: content models can repeat groups without writing anything.
const STEPS: usize = 200_000;
/// How deep content models are followed within one type.
const NESTING: usize = 64;

/// A message that is being written.
pub(super) struct Walk<'m> {
    pub(super) model: &'m Model,
    pub(super) out: Writer,
    pub(super) limits: Limits<'m>,
    /// Encoded values that are referred to and come after the wrapper: number, type, depth.
    pub(super) queue: VecDeque<(u32, TypeId, usize)>,
    /// The number of the last of them.
    pub(super) last: u32,
    /// The namespace of the SOAP encoding.
    pub(super) encoding: &'static str,
    /// What the values that were written have beside the message.
    pub(super) along: Along,
    steps: usize,
}

/// What a content model has in a place.
pub(super) enum Item<'m> {
    /// An element.
    Element(&'m Element),
    /// A wildcard.
    Any,
}

impl<'m> Walk<'m> {
    pub(super) fn new(model: &'m Model, limits: Limits<'m>) -> Self {
        Self {
            model,
            out: Writer::new(),
            limits,
            queue: VecDeque::new(),
            last: 0,
            encoding: "",
            along: Along::default(),
            steps: STEPS,
        }
    }

    /// What values are made from, if values are wanted that the schema allows.
    pub(super) fn prepared(&self) -> Option<&'m Prepared> {
        match self.limits.fill {
            Fill::Values(prepared) => Some(prepared),
            Fill::Placeholders => None,
        }
    }

    /// Whether values are wanted that the schema allows.
    pub(super) fn valid(&self) -> bool {
        self.prepared().is_some()
    }

    /// Counts a particle; `false` once there were too many.
    pub(super) fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.steps > 0
    }

    /// How much was written, what goes along included.
    pub(super) fn len(&self) -> usize {
        self.out.len() + self.along.len
    }

    /// Whether the sample is long enough; says so in the text.
    pub(super) fn full(&mut self) -> bool {
        let full = self.steps == 0 || self.len() > self.limits.bytes;
        if full {
            self.out.cut();
        }
        full
    }

    pub(super) fn ty(&self, id: TypeId) -> Option<&'m Type> {
        self.model.types.get(id.0 as usize)
    }

    /// Writes a value of a simple type as text; `false` for any other type.
    pub(super) fn simple_text(&mut self, id: TypeId) -> bool {
        if self.include(id) {
            return true;
        }
        let referred = &mut self.along.referred;
        let Some(text) = placeholder(self.model, id, self.limits.values, referred) else {
            return false;
        };
        if self.is_qname(id) {
            let prefix = self.out.define("q1", "http://tempuri.org/SampleNamespace");
            self.out.text(&format!("{prefix}:{text}"));
        } else {
            self.out.text(&text);
        }
        true
    }

    /// Writes where the binary data of a value is that goes along (XOP 1.0, 2.1); `false` for what stands in the message.
    pub(super) fn include(&mut self, id: TypeId) -> bool {
        let Some(url) = self.along.include(self.model, id, self.limits) else {
            return false;
        };
        self.out.inline();
        self.out.start_prefixed("xop", XOP, "Include");
        self.out.attribute("href", &url);
        self.out.end();
        true
    }

    /// Adds `xsi:type`.
    pub(super) fn type_attribute(&mut self, id: TypeId) {
        let Some(name) = self.ty(id).and_then(|t| t.name.as_ref()) else {
            return;
        };
        let prefix = self.out.define("q1", &name.namespace);
        let value = match prefix.is_empty() {
            true => name.local.to_string(),
            false => format!("{prefix}:{}", name.local),
        };
        self.out.attribute_ns(XSI, "type", &value);
    }

    /// Adds `xsi:nil`.
    pub(super) fn nil(&mut self) {
        self.out.attribute_ns(XSI, "nil", "true");
    }

    /// The elements and wildcards of a content model in order, the branches of a choice one after the other, and what
    /// may repeat as often as the limits say.
    pub(super) fn items(&mut self, particle: &'m Particle) -> Vec<Item<'m>> {
        let mut items = Vec::new();
        self.collect(particle, &mut items, NESTING);
        items
    }

    fn collect(&mut self, particle: &'m Particle, items: &mut Vec<Item<'m>>, nesting: usize) {
        let Some(nesting) = nesting.checked_sub(1) else {
            return;
        };
        let model = self.model;
        let most = particle.max.map_or(usize::MAX, |n| n as usize);
        for _ in 0..most.min(if most > 1 { self.limits.items } else { 1 }) {
            if self.steps == 0 {
                return;
            }
            self.steps -= 1;
            match &particle.term {
                Term::Element(id) => {
                    let element = model.elements.get(id.0 as usize);
                    items.extend(element.map(|e| Item::Element(concrete_element(model, e))));
                }
                Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
                    for part in parts {
                        self.collect(part, items, nesting);
                    }
                }
                Term::Group(id) => {
                    if let Some(group) = model.groups.get(id.0 as usize) {
                        self.collect(&group.particle, items, nesting);
                    }
                }
                Term::Any(_) => {
                    items.push(Item::Any);
                    break;
                }
            }
        }
    }

    fn is_qname(&self, id: TypeId) -> bool {
        let kind = self.ty(id).map(|t| &t.kind);
        matches!(kind, Some(TypeKind::Builtin(Builtin::QName)))
    }
}

/// The element, or where it's abstract the first that may stand for it.
fn concrete_element<'m>(model: &'m Model, element: &'m Element) -> &'m Element {
    if !element.is_abstract {
        return element;
    }
    let substitutes = element.substitutes.iter();
    let mut substitutes = substitutes.filter_map(|id| model.elements.get(id.0 as usize));
    substitutes.find(|e| !e.is_abstract).unwrap_or(element)
}

/// The type, or where it's abstract the first concrete one that derives from it.
pub(super) fn concrete_type(model: &Model, id: TypeId) -> TypeId {
    let mut next = vec![id];
    for _ in 0..1000 {
        let Some(id) = next.pop() else { break };
        let Some(TypeKind::Complex(ty)) = model.types.get(id.0 as usize).map(|t| &t.kind) else {
            continue;
        };
        if !ty.is_abstract {
            return id;
        }
        next.extend(ty.derived.iter().rev());
    }
    id
}
