//! What is said about items, and what they derive.

use crate::options::Options;
use crate::plan::data::*;
use crate::plan::docs;

/// Puts the names of the documents into the documentation where Rust's differ, and says something where nothing is
/// said.
pub(super) fn document(items: &mut [Item], options: &Options) {
    let _ = options;
    for item in items {
        let name = item.hint.xml.as_ref().map(|name| &*name.local);
        let code = docs::code(name.unwrap_or_default());
        let line = match (item.hint.rank, &item.kind) {
            (_, ItemKind::Simple(_)) => continue,
            _ if name.is_none() => nested(&item.kind),
            (_, ItemKind::Choice(def)) if def.by != Selector::Content => {
                format!("Type {code}, or one that derives from it.")
            }
            (Rank::Element, ItemKind::Choice(_)) => {
                format!("Element {code}, or one that may stand for it.")
            }
            (Rank::Element, _) => format!("Element {code}."),
            (Rank::Group, _) => format!("Group {code}."),
            _ => format!("Type {code}."),
        };
        match item.doc.as_slice() {
            [] => item.doc.push(line),
            [..] if name.is_some_and(|name| name != item.name) => {
                item.doc.push(String::new());
                item.doc.push(line);
            }
            [..] => {}
        }
        match &mut item.kind {
            ItemKind::Struct(def) => {
                let fields = def.members.iter_mut().chain(&mut def.attributes);
                fields.for_each(member);
            }
            ItemKind::Choice(def) => def.variants.iter_mut().for_each(member),
            ItemKind::Enumeration(def) => {
                for literal in &mut def.values {
                    named(&mut literal.doc, &literal.name, &literal.value, "");
                }
            }
            ItemKind::Union(def) => {
                for variant in &mut def.variants {
                    if variant.doc.is_empty() {
                        variant.doc.push("An alternative.".to_owned());
                    }
                }
            }
            ItemKind::Alias(_) | ItemKind::Simple(_) => {}
        }
    }
}

fn nested(kind: &ItemKind) -> String {
    match kind {
        ItemKind::Choice(_) => "Alternatives of the content.".to_owned(),
        ItemKind::Struct(def) if !def.name.local.is_empty() => {
            format!("The content of {}.", docs::code(&def.name.local))
        }
        _ => "A type without a name.".to_owned(),
    }
}

fn member(field: &mut Field) {
    match &field.member.kind {
        MemberKind::Element(_, local) => named(&mut field.doc, &field.name, local, ""),
        MemberKind::Attribute(_, local) => {
            named(&mut field.doc, &field.name, local, " attribute");
        }
        MemberKind::Choice(_) | MemberKind::Group(_) if field.doc.is_empty() => {
            named(&mut field.doc, &field.name, &field.words, "");
        }
        _ => {}
    }
}

/// Starts the documentation with the name if Rust's differs, or if there's nothing else to say.
fn named(doc: &mut Vec<String>, name: &str, xml: &str, what: &str) {
    let code = docs::code(xml);
    match doc.first_mut() {
        None => doc.push(format!("{code}{what}")),
        Some(_) if name == xml => {}
        Some(first) => {
            *first = format!("{code}{what}: {first}");
            *doc = docs::refilled(std::mem::take(doc));
        }
    }
}

/// Settles the derives and attributes.
pub(super) fn derive(items: &mut [Item], options: &Options) {
    for item in items {
        let base: &[&str] = match &item.kind {
            ItemKind::Choice(_) => &[],
            ItemKind::Union(_) => &["Clone", "Debug", "PartialEq"],
            ItemKind::Struct(_) | ItemKind::Enumeration(_) => &["Default"],
            ItemKind::Alias(_) | ItemKind::Simple(_) => continue,
        };
        item.derives = base.iter().map(|d| (*d).to_owned()).collect();
        let implemented = implemented(&item.kind);
        let xml = item.hint.xml.as_ref();
        let about = |path: &crate::options::Path| match xml {
            Some(name) => path.matches(name),
            None => path.member.is_none() && path.target == crate::options::Target::All,
        };
        for (path, derives) in &options.derives {
            for derive in derives.split(',').map(str::trim) {
                let known = item.derives.iter().any(|d| d == derive) || is_of(derive, implemented);
                if about(path) && !known && !derive.is_empty() {
                    item.derives.push(derive.to_owned());
                }
            }
        }
        for (path, attribute) in &options.attributes {
            if about(path) {
                item.attributes.push(attribute.clone());
            }
        }
        if repeats(item) {
            item.attributes
                .push("allow(clippy::enum_variant_names)".to_owned());
        }
    }
}

/// What the runtime's macros implement, by the tables: in a fraction of the time that deriving it would take to compile, and
/// without showing secrets.
fn implemented(kind: &ItemKind) -> &'static [(&'static str, &'static str)] {
    const DEBUG: (&str, &str) = ("fmt", "Debug");
    match kind {
        ItemKind::Struct(_) | ItemKind::Choice(_) => {
            &[DEBUG, ("clone", "Clone"), ("cmp", "PartialEq")]
        }
        ItemKind::Enumeration(_) => &[
            DEBUG,
            ("clone", "Clone"),
            ("cmp", "PartialEq"),
            ("cmp", "Eq"),
            ("hash", "Hash"),
        ],
        _ => &[],
    }
}

/// Whether a derive is one of these of the standard library, each with its module.
fn is_of(derive: &str, these: &[(&str, &str)]) -> bool {
    let path: String = derive.chars().filter(|c| !c.is_whitespace()).collect();
    let path = path.strip_prefix("::").unwrap_or(&path);
    let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
    let library = ["std::", "core::"];
    let module = library
        .iter()
        .find_map(|l| module.strip_prefix(l))
        .unwrap_or(module);
    let same = |(of, known): &(&str, &str)| *known == name && (module.is_empty() || module == *of);
    these.iter().any(same)
}

/// Whether the variants repeat a word of their own or of the enum's name, which clippy would have them shortened by;
/// they're the documents'.
fn repeats(item: &Item) -> bool {
    let names: Vec<&str> = match &item.kind {
        ItemKind::Choice(def) => def.variants.iter().map(|v| v.name.as_str()).collect(),
        ItemKind::Union(def) => def.variants.iter().map(|v| v.name.as_str()).collect(),
        ItemKind::Enumeration(def) => def.values.iter().map(|v| v.name.as_str()).collect(),
        _ => return false,
    };
    let Some(first) = names.first().filter(|_| names.len() >= 3) else {
        return false;
    };
    let word = |name: &str| {
        let rest = name.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
        name.split_at(rest.map_or(name.len(), |(i, _)| i))
            .0
            .to_owned()
    };
    let last = |name: &str| {
        let start = name.char_indices().rev().find(|(_, c)| c.is_uppercase());
        name.split_at(start.map_or(0, |(i, _)| i)).1.to_owned()
    };
    let (prefix, suffix) = (word(first), last(first));
    let about_type = |n: &&str| n.starts_with(&item.name) || n.ends_with(&item.name);
    names.iter().any(about_type)
        || (!matches!(item.kind, ItemKind::Enumeration(_))
            && (names.iter().all(|n| word(n) == prefix) || names.iter().all(|n| last(n) == suffix)))
}
