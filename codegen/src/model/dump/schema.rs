//! The schema half of a model as text, for people and for snapshots: one line a component, what it holds indented.
//!
//! In comes a model; out goes the same text for the same model. Names are in the namespace of the section they stand
//! in, unless `{namespace}` says otherwise.

use std::fmt::Write;
use std::sync::Arc;

use crate::model::{
    Attribute, Content, Derivation, ElementId, Facets, Given, Model, Namespaces, Particle, Process,
    Term, Type, TypeId, TypeKind, Variety, WhiteSpace, Wildcard,
};
use crate::name::QName;

const XS: &str = "http://www.w3.org/2001/XMLSchema";
/// Content models that are inherited again and again are written again and again; up to here.
const MAX_BYTES: usize = 64 << 20;

/// Appends all types, groups and elements that have a name, by namespace.
pub(super) fn dump(model: &Model, out: &mut String) {
    for namespace in &model.namespaces {
        let mut dump = Dump {
            model,
            out,
            namespace,
        };
        dump.section();
    }
}

struct Dump<'m> {
    model: &'m Model,
    out: &'m mut String,
    namespace: &'m Arc<str>,
}

impl<'m> Dump<'m> {
    fn section(&mut self) {
        let begin = self.out.len();
        self.line(0, &format!("namespace {:?}", &**self.namespace));
        let title = self.out.len();
        for id in &self.model.roots {
            let element = self.model.elements.get(id.0 as usize);
            if element.is_some_and(|e| e.name.namespace == *self.namespace) {
                self.element(1, *id, "element ", "");
            }
        }
        for ty in &self.model.types {
            if let Some(name) = &ty.name
                && name.namespace == *self.namespace
                && !matches!(ty.kind, TypeKind::Any | TypeKind::Builtin(_))
            {
                let name = format!("type {}", name.local);
                self.definition(1, &name, ty);
            }
        }
        for group in &self.model.groups {
            if group.name.namespace == *self.namespace {
                self.line(1, &format!("group {}", group.name.local));
                self.particle(2, &group.particle);
            }
        }
        if self.out.len() == title {
            self.out.truncate(begin);
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        if self.out.len() < MAX_BYTES {
            for _ in 0..depth {
                self.out.push_str("  ");
            }
            self.out.push_str(text);
            self.out.push('\n');
        }
    }

    fn name(&self, name: &QName) -> String {
        match name.namespace == *self.namespace {
            true => name.local.to_string(),
            false if &*name.namespace == XS => format!("xs:{}", name.local),
            false => format!("{{{}}}{}", name.namespace, name.local),
        }
    }

    /// The name of a type, or nothing for an anonymous one.
    fn type_name(&self, id: TypeId) -> Option<String> {
        let ty = self.model.types.get(id.0 as usize)?;
        ty.name.as_ref().map(|name| self.name(name))
    }

    /// A type where one is used: its name at the end of the line, or what it is below.
    fn used(&mut self, depth: usize, line: &str, id: TypeId) {
        match (self.type_name(id), self.model.types.get(id.0 as usize)) {
            (Some(name), _) => self.line(depth, &format!("{line}: {name}")),
            (None, Some(ty)) => self.definition(depth, line, ty),
            (None, None) => self.line(depth, line),
        }
    }

    fn element(&mut self, depth: usize, id: ElementId, before: &str, occurs: &str) {
        let Some(element) = self.model.elements.get(id.0 as usize) else {
            return;
        };
        let mut line = format!("{before}{}{occurs}", self.name(&element.name));
        if element.is_abstract {
            line.push_str(" abstract");
        }
        if element.nillable {
            line.push_str(" nillable");
        }
        values(&mut line, &element.default, &element.fixed);
        if let Some(types) = &element.expected_content_types {
            let _ = write!(line, " of {types:?}");
        }
        if !element.substitutes.is_empty() {
            let others = element.substitutes.iter();
            let others = others.filter_map(|id| self.model.elements.get(id.0 as usize));
            let names: Vec<String> = others.map(|e| self.name(&e.name)).collect();
            let _ = write!(line, " or {}", names.join(", "));
        }
        if element.global && before.is_empty() {
            return self.line(depth, &format!("ref {line}"));
        }
        self.used(depth, &line, element.type_id);
    }

    fn definition(&mut self, depth: usize, line: &str, ty: &'m Type) {
        match &ty.kind {
            TypeKind::Any => self.line(depth, &format!("{line}: anything")),
            TypeKind::Builtin(builtin) => {
                self.line(depth, &format!("{line}: xs:{}", builtin.name()));
            }
            TypeKind::Simple(simple) => {
                let facets = facets(&simple.facets);
                match &simple.variety {
                    Variety::Atomic(builtin) => {
                        let base = self.type_name(simple.base);
                        let base = base.unwrap_or_else(|| format!("xs:{}", builtin.name()));
                        self.line(depth, &format!("{line}: simple {base}{facets}"));
                    }
                    Variety::List(item) => self.used(depth, &format!("{line}{facets} list"), *item),
                    Variety::Union(members) => {
                        self.line(depth, &format!("{line}: union{facets}"));
                        for member in members {
                            self.used(depth + 1, "member", *member);
                        }
                    }
                }
                for enumerator in &simple.facets.enumeration {
                    self.line(depth + 1, &format!("{:?}", enumerator.value));
                }
            }
            TypeKind::Complex(complex) => {
                let mut line = line.to_owned() + ":";
                if complex.is_abstract {
                    line.push_str(" abstract");
                }
                if matches!(complex.content, Content::Elements { mixed: true, .. }) {
                    line.push_str(" mixed");
                }
                let how = match complex.derivation {
                    Derivation::Extension => "extends",
                    Derivation::Restriction => "restricts",
                };
                match self.type_name(complex.base) {
                    Some(_) if complex.base == TypeId::ANY => line.push_str(" complex"),
                    Some(base) => {
                        let _ = write!(line, " {how} {base}");
                    }
                    None => {
                        let _ = write!(line, " {how} what it was");
                    }
                }
                if let Some(array) = &complex.soap_array {
                    let item = self.type_name(array.item).unwrap_or_default();
                    let _ = write!(line, " array of {item}{}", array.ranks);
                    if let Some(name) = &array.item_name {
                        let _ = write!(line, " in {}", self.name(name));
                    }
                }
                self.line(depth, &line);
                match &complex.content {
                    Content::Empty => {}
                    Content::Simple(content) => self.used(depth + 1, "text", *content),
                    Content::Elements { particle, .. } => self.particle(depth + 1, particle),
                }
                for attribute in &complex.attributes {
                    self.attribute(depth + 1, attribute);
                }
                if let Some(any) = &complex.any_attribute {
                    self.line(depth + 1, &format!("@any {}", wildcard(any)));
                }
            }
        }
    }

    fn attribute(&mut self, depth: usize, attribute: &Attribute) {
        let mut line = format!("@{}", self.name(&attribute.name));
        if attribute.required {
            line.push_str(" required");
        }
        values(&mut line, &attribute.default, &attribute.fixed);
        self.used(depth, &line, attribute.type_id);
    }

    fn particle(&mut self, depth: usize, particle: &Particle) {
        let occurs = match (particle.min, particle.max) {
            (1, Some(1)) => String::new(),
            (min, Some(max)) => format!(" {min}..{max}"),
            (min, None) => format!(" {min}..*"),
        };
        let (word, parts) = match &particle.term {
            Term::Element(id) => return self.element(depth, *id, "", &occurs),
            Term::Any(any) => {
                return self.line(depth, &format!("any{occurs} {}", wildcard(any)));
            }
            Term::Group(id) => {
                let group = self.model.groups.get(id.0 as usize);
                let name = group.map(|g| self.name(&g.name)).unwrap_or_default();
                return self.line(depth, &format!("group {name}{occurs}"));
            }
            Term::Sequence(parts) => ("sequence", parts),
            Term::Choice(parts) => ("choice", parts),
            Term::All(parts) => ("all", parts),
        };
        self.line(depth, &format!("{word}{occurs}"));
        for part in parts {
            self.particle(depth + 1, part);
        }
    }
}

fn values(line: &mut String, default: &Option<Given>, fixed: &Option<Given>) {
    if let Some(value) = default {
        let _ = write!(line, " default {:?}", value.text);
    }
    if let Some(value) = fixed {
        let _ = write!(line, " fixed {:?}", value.text);
    }
}

fn wildcard(wildcard: &Wildcard) -> String {
    let namespaces = match &wildcard.namespaces {
        Namespaces::Any => "##any".to_owned(),
        Namespaces::Not(all) => format!("other than {all:?}"),
        Namespaces::List(all) => format!("{all:?}"),
    };
    let process = match wildcard.process {
        Process::Strict => "strict",
        Process::Lax => "lax",
        Process::Skip => "skip",
    };
    let mut text = format!("{namespaces} {process}");
    if wildcard.floating {
        text.push_str(" anywhere");
    }
    for name in &wildcard.except {
        let _ = write!(text, " not {name}");
    }
    text
}

fn facets(facets: &Facets) -> String {
    let mut text = String::new();
    let space = facets.white_space.map(|space| match space {
        WhiteSpace::Preserve => "preserve",
        WhiteSpace::Replace => "replace",
        WhiteSpace::Collapse => "collapse",
    });
    if let Some(space) = space {
        let _ = write!(text, " {space}");
    }
    let numbers = [
        ("length", facets.length),
        ("minLength", facets.min_length),
        ("maxLength", facets.max_length),
        ("totalDigits", facets.total_digits.map(u64::from)),
        ("fractionDigits", facets.fraction_digits.map(u64::from)),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            let _ = write!(text, " {name}={number}");
        }
    }
    let bounds = [(">", &facets.lower), ("<", &facets.upper)];
    for (sign, bound) in bounds {
        if let Some(bound) = bound {
            let equal = if bound.inclusive { "=" } else { "" };
            let _ = write!(text, " {sign}{equal}{}", bound.value);
        }
    }
    for group in &facets.patterns {
        let _ = write!(text, " pattern {}", group.join(" | "));
    }
    text
}
