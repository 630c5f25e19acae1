//! Types as lines of text: `name?: type`, with `*` and `+` for repetition.

use std::sync::Arc;

use super::TypeSummary;
use crate::model::{
    ComplexType, Content, Derivation, Element, Facets, Model, Namespaces, Particle, SimpleType,
    Term, Type, TypeId, TypeKind, Variety, Wildcard,
};
use crate::name::QName;

/// How deep content models are shown.
const DEPTH: usize = 32;
/// How many lines a type gets before the rest is left out.
const LINES: usize = 5_000;
/// How many values of an enumeration are shown.
const VALUES: usize = 200;

/// Named types and global elements.
pub(super) fn types(model: &Model) -> Vec<TypeSummary> {
    let mut out = Vec::new();
    for ty in &model.types {
        let Some(name) = &ty.name else { continue };
        let kind = match &ty.kind {
            TypeKind::Any | TypeKind::Builtin(_) => continue,
            TypeKind::Simple(_) => "simpleType",
            TypeKind::Complex(_) => "complexType",
        };
        out.push(TypeSummary {
            name: name.to_string(),
            kind,
            members: members(model, &ty.kind),
            doc: ty.doc.clone(),
        });
    }
    let roots = model.roots.iter();
    for element in roots.filter_map(|id| model.elements.get(id.0 as usize)) {
        let ty = model.types.get(element.type_id.0 as usize);
        let members = match ty {
            Some(Type {
                name: Some(name), ..
            }) => vec![short(name)],
            Some(ty) => members(model, &ty.kind),
            None => Vec::new(),
        };
        out.push(TypeSummary {
            name: element.name.to_string(),
            kind: "element",
            members,
            doc: element.doc.clone(),
        });
    }
    out
}

/// A type by name, or what it's made of in a word.
pub(super) fn type_name(model: &Model, id: TypeId) -> String {
    let Some(ty) = model.types.get(id.0 as usize) else {
        return String::new();
    };
    match (&ty.name, &ty.kind) {
        (Some(name), _) => short(name),
        (None, TypeKind::Simple(simple)) => {
            values(simple).unwrap_or_else(|| variety(model, simple, DEPTH))
        }
        (None, _) => "{...}".to_owned(),
    }
}

/// A name without its namespace: it stands where a person knows it.
pub(super) fn short(name: &QName) -> String {
    name.local.to_string()
}

/// `name?: type`
pub(super) fn member(model: &Model, element: &Element, min: u32, max: Option<u32>) -> String {
    let nil = if element.nillable { " | nil" } else { "" };
    let occurs = occurs(min, max);
    format!(
        "{}{occurs}: {}{nil}",
        short(&element.name),
        type_name(model, element.type_id)
    )
}

fn occurs(min: u32, max: Option<u32>) -> String {
    match (min, max) {
        (1, Some(1)) => String::new(),
        (0, Some(1)) => "?".to_owned(),
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (min, None) => format!("{{{min},}}"),
        (min, Some(max)) => format!("{{{min},{max}}}"),
    }
}

fn members(model: &Model, kind: &TypeKind) -> Vec<String> {
    let mut out = Vec::new();
    match kind {
        TypeKind::Any | TypeKind::Builtin(_) => {}
        TypeKind::Simple(simple) => simple_lines(model, simple, &mut out),
        TypeKind::Complex(complex) => complex_lines(model, complex, &mut out, 0),
    }
    out
}

fn simple_lines(model: &Model, simple: &SimpleType, out: &mut Vec<String>) {
    let base = match simple.variety {
        Variety::Atomic(_) => type_name(model, simple.base),
        Variety::List(_) | Variety::Union(_) => variety(model, simple, DEPTH),
    };
    out.push(base);
    out.extend(values(simple));
    out.extend(facets(&simple.facets));
}

fn variety(model: &Model, simple: &SimpleType, depth: usize) -> String {
    let Some(depth) = depth.checked_sub(1) else {
        return "...".to_owned();
    };
    let name = |id: &TypeId| match model.types.get(id.0 as usize) {
        Some(Type {
            name: None,
            kind: TypeKind::Simple(simple),
            ..
        }) => values(simple).unwrap_or_else(|| variety(model, simple, depth)),
        _ => type_name(model, *id),
    };
    match &simple.variety {
        Variety::Atomic(_) => name(&simple.base),
        Variety::List(item) => format!("list of {}", name(item)),
        Variety::Union(parts) => {
            let parts: Vec<_> = parts.iter().take(VALUES).map(name).collect();
            parts.join(" | ")
        }
    }
}

/// `"A" | "B"`
fn values(simple: &SimpleType) -> Option<String> {
    let all = &simple.facets.enumeration;
    if all.is_empty() {
        return None;
    }
    let shown: Vec<_> = all
        .iter()
        .take(VALUES)
        .map(|e| format!("{:?}", e.value))
        .collect();
    let more = match all.len().checked_sub(VALUES) {
        Some(more) if more > 0 => format!(" | {more} more"),
        _ => String::new(),
    };
    Some(format!("{}{more}", shown.join(" | ")))
}

fn facets(facets: &Facets) -> Vec<String> {
    let mut out = Vec::new();
    let lengths = [
        ("length", facets.length),
        ("minLength", facets.min_length),
        ("maxLength", facets.max_length),
        ("totalDigits", facets.total_digits.map(u64::from)),
        ("fractionDigits", facets.fraction_digits.map(u64::from)),
    ];
    for (name, value) in lengths {
        out.extend(value.map(|value| format!("{name} {value}")));
    }
    if let Some(bound) = &facets.lower {
        let sign = if bound.inclusive { ">=" } else { ">" };
        out.push(format!("{sign} {}", bound.value));
    }
    if let Some(bound) = &facets.upper {
        let sign = if bound.inclusive { "<=" } else { "<" };
        out.push(format!("{sign} {}", bound.value));
    }
    for group in &facets.patterns {
        out.push(format!("pattern {}", group.join(" | ")));
    }
    out
}

fn complex_lines(model: &Model, complex: &ComplexType, out: &mut Vec<String>, depth: usize) {
    let base = model.types.get(complex.base.0 as usize);
    if let Some(Type {
        name: Some(name),
        kind: TypeKind::Complex(_) | TypeKind::Simple(_),
        ..
    }) = base
    {
        let how = match complex.derivation {
            Derivation::Extension => "extends",
            Derivation::Restriction => "restricts",
        };
        out.push(format!("{how} {}", short(name)));
    }
    if complex.is_abstract {
        out.push("abstract".to_owned());
    }
    if let Some(array) = &complex.soap_array {
        out.push(format!(
            "array of {}{}",
            type_name(model, array.item),
            array.ranks
        ));
    }
    for attribute in &complex.attributes {
        let optional = if attribute.required { "" } else { "?" };
        let ty = type_name(model, attribute.type_id);
        out.push(format!("@{}{optional}: {ty}", attribute.name.local));
    }
    if complex.any_attribute.is_some() {
        out.push("@any".to_owned());
    }
    match &complex.content {
        Content::Empty => {}
        Content::Simple(id) => out.push(format!("text: {}", type_name(model, *id))),
        Content::Elements { particle, mixed } => {
            if *mixed {
                out.push("mixed with text".to_owned());
            }
            particle_lines(model, particle, out, depth, true);
        }
    }
}

fn particle_lines(
    model: &Model,
    particle: &Particle,
    out: &mut Vec<String>,
    depth: usize,
    top: bool,
) {
    if depth > DEPTH || out.len() > LINES {
        if out.last().is_none_or(|last| last.trim() != "...") {
            out.push("...".to_owned());
        }
        return;
    }
    let indent = "  ".repeat(depth);
    let occurs = occurs(particle.min, particle.max);
    let (word, parts) = match &particle.term {
        Term::Element(id) => {
            let element = model.elements.get(id.0 as usize);
            out.extend(
                element
                    .map(|e| format!("{indent}{}", member(model, e, particle.min, particle.max))),
            );
            return;
        }
        Term::Any(wildcard) => {
            out.push(format!("{indent}any{occurs}{}", namespaces(wildcard)));
            return;
        }
        Term::Group(id) => {
            let name = model.groups.get(id.0 as usize).map(|g| short(&g.name));
            out.push(format!(
                "{indent}group{occurs}: {}",
                name.unwrap_or_default()
            ));
            return;
        }
        Term::Sequence(parts) => ("sequence", parts),
        Term::Choice(parts) => ("choice", parts),
        Term::All(parts) => ("all", parts),
    };
    let plain = top && word == "sequence" && occurs.is_empty();
    if !plain {
        out.push(format!("{indent}{word}{occurs}"));
    }
    for part in parts {
        particle_lines(
            model,
            part,
            out,
            if plain { depth } else { depth + 1 },
            false,
        );
    }
}

fn namespaces(wildcard: &Wildcard) -> String {
    match &wildcard.namespaces {
        Namespaces::Any => String::new(),
        Namespaces::Not(list) => format!(" not of {}", listed(list)),
        Namespaces::List(list) => format!(" of {}", listed(list)),
    }
}

fn listed(namespaces: &[Arc<str>]) -> String {
    let name = |n: &Arc<str>| match n.is_empty() {
        true => "no namespace".to_owned(),
        false => n.to_string(),
    };
    namespaces.iter().map(name).collect::<Vec<_>>().join(", ")
}
