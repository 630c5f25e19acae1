//! Values that the schema allows, where the other samples have placeholders.
//!
//! What is required is there however deep it is, what is optional while the limits allow; of a choice the first branch
//! that ends in time. Patterns, lengths and bounds are kept as far as a value can be made for them.

mod height;
mod odometer;
mod pattern;
mod texts;
mod value;

pub(super) use value::{octets, value};

use height::{Heights, concrete_element};
use texts::Texts;

use super::walk::{Walk, XSI};
use crate::model::{
    Attribute, Builtin, ComplexType, Content, Element, ElementId, Model, Namespaces, Particle,
    Process, Term, TypeId, TypeKind, Wildcard,
};

/// How deep content models are followed within one type.
const NESTING: usize = 64;
/// However much is required, no deeper and no longer than this.
const DEEPEST: usize = 100;
const LONGEST: usize = 1 << 22;
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What values are made from, worked out once a model.
#[derive(Clone, Debug)]
pub struct Prepared {
    heights: Heights,
    texts: Texts,
}

impl Prepared {
    /// Looks at each type, in bounded time.
    pub fn new(model: &Model) -> Prepared {
        Prepared {
            heights: Heights::new(model),
            texts: Texts::new(model),
        }
    }
}

impl<'m> Walk<'m> {
    /// Writes an element with a value.
    pub(super) fn valid_element(&mut self, element: &'m Element, depth: usize) {
        self.out.start(&element.name.namespace, &element.name.local);
        match &element.fixed {
            Some(fixed) => {
                let text = fixed.spelled(self.model, element.type_id);
                self.valid_text(element.type_id, text);
            }
            None => {
                self.along.media = element.media_type().map(str::to_owned);
                self.valid_content(element.type_id, element.nillable, depth);
            }
        }
        self.out.end();
    }

    /// Writes attributes and content of a value into the open element.
    pub(super) fn valid_content(&mut self, declared: TypeId, nillable: bool, depth: usize) {
        let model = self.model;
        if self.valid_simple(declared) {
            return;
        }
        let concrete = self.heights().and_then(|h| h.concrete(model, declared));
        let Some(id) = concrete else {
            // What has no end can at best be nil.
            if nillable {
                self.nil();
            }
            return;
        };
        if let Some(TypeKind::Complex(ty)) = self.ty(id).map(|t| &t.kind) {
            if depth >= self.limits.depth && nillable {
                self.nil();
                return;
            }
            if id != declared {
                self.type_attribute(id);
            }
            self.valid_complex(ty, depth);
        }
    }

    /// Writes a value of a simple type; `false` for any other type.
    fn valid_simple(&mut self, ty: TypeId) -> bool {
        if self.include(ty) {
            return true;
        }
        let Some(text) = self.simple(ty) else {
            return false;
        };
        self.valid_text(ty, text);
        true
    }

    fn simple(&mut self, ty: TypeId) -> Option<String> {
        let prepared = self.prepared()?;
        value::value(self.model, prepared, ty, &mut self.along.referred)
    }

    fn heights(&self) -> Option<&'m Heights> {
        self.prepared().map(|prepared| &prepared.heights)
    }

    /// Writes a text; a name gets a prefix for its namespace.
    pub(super) fn valid_text(&mut self, ty: TypeId, text: String) {
        let text = self.named(ty, text);
        self.out.text(&text);
    }

    /// A text as it stands in the document: with a prefix in a name, and with what there's but one of told apart.
    pub(super) fn named(&mut self, ty: TypeId, text: String) -> String {
        match value::builtin(self.model, ty) {
            Some(Builtin::Id) => {
                self.last += 1;
                format!("{text}{}", self.last)
            }
            // The first of them, wherever that is.
            Some(Builtin::IdRef | Builtin::IdRefs) => text.replace("name", "name1"),
            Some(Builtin::QName | Builtin::Notation) => {
                let names: Vec<_> = text.split(' ').map(|name| self.prefixed(name)).collect();
                names.join(" ")
            }
            _ => text,
        }
    }

    /// A name as it stands in the document.
    fn prefixed(&mut self, name: &str) -> String {
        match name.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some(("", local)) => local.to_owned(),
            Some((namespace, local)) => {
                let prefix = self.out.define("q1", namespace);
                format!("{prefix}:{local}")
            }
            None => name.to_owned(),
        }
    }

    fn valid_complex(&mut self, ty: &'m ComplexType, depth: usize) {
        for attribute in &ty.attributes {
            self.valid_attribute(attribute);
        }
        match &ty.content {
            Content::Empty => {}
            Content::Simple(id) => {
                self.valid_simple(*id);
            }
            Content::Elements { particle, mixed } => {
                if *mixed {
                    self.out.text("text");
                }
                let room = self.limits.depth.saturating_sub(depth);
                if depth < DEEPEST {
                    self.valid_particle(particle, room, depth, NESTING);
                }
            }
        }
    }

    fn valid_attribute(&mut self, attribute: &Attribute) {
        let given = attribute.fixed.as_ref().or(attribute.default.as_ref());
        let value = given.map(|given| given.spelled(self.model, attribute.type_id));
        let value = value.or_else(|| self.simple(attribute.type_id));
        let Some(value) = value else { return };
        let value = self.named(attribute.type_id, value);
        let (namespace, local) = (&*attribute.name.namespace, &*attribute.name.local);
        match namespace {
            "" => self.out.attribute(local, &value),
            XML => self.out.attribute(&format!("xml:{local}"), &value),
            _ => self.out.attribute_ns(namespace, local, &value),
        }
    }

    fn valid_particle(
        &mut self,
        particle: &'m Particle,
        room: usize,
        depth: usize,
        nesting: usize,
    ) {
        let Some(nesting) = nesting.checked_sub(1) else {
            return;
        };
        let model = self.model;
        let height = self
            .heights()
            .and_then(|h| h.term(model, &particle.term, NESTING));
        let wanted = height.is_some_and(|height| height <= room)
            && self.len() < self.limits.bytes
            && !matches!(particle.term, Term::Any(_));
        let most = particle.max.map_or(usize::MAX, |max| max as usize);
        let usual = if wanted {
            self.limits.items.min(most)
        } else {
            0
        };
        for _ in 0..usual.max(particle.min as usize) {
            if !self.step() || self.len() > LONGEST {
                return;
            }
            match &particle.term {
                Term::Element(id) => self.valid_reference(*id, depth),
                Term::Sequence(parts) | Term::All(parts) => {
                    for part in parts {
                        self.valid_particle(part, room, depth, nesting);
                    }
                }
                Term::Choice(parts) => {
                    if let Some(part) = self.branch(parts, room) {
                        self.valid_particle(part, room, depth, nesting);
                    }
                }
                Term::Group(id) => {
                    if let Some(group) = model.groups.get(id.0 as usize) {
                        self.valid_particle(&group.particle, room, depth, nesting);
                    }
                }
                Term::Any(wildcard) => self.valid_wildcard(wildcard, depth),
            }
        }
    }

    /// The branch of a choice to take: the first that ends in time, or the one that ends first.
    fn branch(&self, parts: &'m [std::sync::Arc<Particle>], room: usize) -> Option<&'m Particle> {
        let heights = self.heights()?;
        let term = |p: &&Particle| heights.term(self.model, &p.term, NESTING);
        let parts = || parts.iter().map(std::convert::AsRef::as_ref);
        let in_time = parts().find(|p| term(p).is_some_and(|height| height <= room));
        in_time.or_else(|| parts().min_by_key(|p| term(p).unwrap_or(usize::MAX)))
    }

    fn valid_reference(&mut self, id: ElementId, depth: usize) {
        if let Some(element) = concrete_element(self.model, id) {
            self.valid_element(element, depth + 1);
        }
    }

    /// An element that the wildcard allows: one that is declared, if there's one.
    fn valid_wildcard(&mut self, wildcard: &'m Wildcard, depth: usize) {
        let model = self.model;
        // Any will do where nothing else would, the smallest of them. Else it's not to lead on and on.
        let most = match wildcard.process {
            Process::Strict => usize::MAX,
            _ if depth < self.limits.depth => 2,
            _ => 1,
        };
        let root = self.heights().and_then(|h| h.taken(model, wildcard));
        let root = root.filter(|root| root.height.is_some_and(|height| height <= most));
        if let Some(element) = root.and_then(|root| model.elements.get(root.id.0 as usize)) {
            self.valid_element(element, depth + 1);
            return;
        }
        let namespace = match &wildcard.namespaces {
            Namespaces::List(list) => list.first().map_or("", |one| one),
            _ => "http://tempuri.org/",
        };
        self.out.start(namespace, "any");
        self.out.end();
    }

    /// An accessor of the SOAP encoding, in place.
    pub(super) fn valid_accessor(
        &mut self,
        namespace: &str,
        local: &str,
        ty: TypeId,
        depth: usize,
    ) {
        self.out.start_prefixed("q1", namespace, local);
        self.valid_encoded(ty, depth);
        self.out.end();
    }

    fn valid_encoded(&mut self, declared: TypeId, depth: usize) {
        let concrete = self
            .heights()
            .and_then(|h| h.concrete(self.model, declared));
        let Some(ty) = concrete.and_then(|id| self.ty(id)) else {
            self.out.attribute_ns(XSI, "nil", "true");
            return;
        };
        match &ty.kind {
            TypeKind::Complex(complex) => match &complex.soap_array {
                Some(_) if depth >= self.limits.depth => self.nil(),
                Some(array) => {
                    self.out.attribute_ns(XSI, "type", "soapenc:Array");
                    self.encoded_array(array, depth);
                }
                None => {
                    self.type_attribute(concrete.unwrap_or(declared));
                    self.encoded_members(complex, depth);
                }
            },
            TypeKind::Any => {}
            TypeKind::Simple(_) | TypeKind::Builtin(_) => {
                self.type_attribute(declared);
                self.valid_simple(declared);
            }
        }
    }
}
