//! Definitions of types as text: there are thousands, all of a few forms. What is too wide for a line is left to prettyplease.

use super::layout::{Kind, Piece, attribute, documentation, relaid};
use super::place::Place;
use crate::plan::{Field, Item, Ty};

/// A line that is no longer than this stays one.
const WIDTH: usize = 80;

/// A struct with these fields.
pub(super) fn structure<'p>(
    place: &Place<'_>,
    item: &Item,
    fields: impl Iterator<Item = &'p Field>,
) -> Piece {
    let mut text = head(item, "struct");
    let empty = text.len();
    for field in fields {
        documentation(&field.doc, "    ", &mut text);
        let line = format!("    pub {}: {},\n", field.name, place.ty(&field.ty));
        within("struct", line, &mut text);
    }
    end(text, empty)
}

/// A variant of an enum: its documentation, its name, its value, and whether it's the default.
pub(super) struct Variant<'p> {
    pub(super) doc: &'p [String],
    pub(super) name: &'p str,
    pub(super) value: Option<&'p Ty>,
    pub(super) default: bool,
}

/// An enum with these variants.
pub(super) fn enumeration<'p>(
    place: &Place<'_>,
    item: &Item,
    variants: impl Iterator<Item = Variant<'p>>,
) -> Piece {
    let mut text = head(item, "enum");
    let empty = text.len();
    for variant in variants {
        documentation(variant.doc, "    ", &mut text);
        if variant.default {
            text.push_str("    #[default]\n");
        }
        let value = variant.value.map(|value| format!("({})", place.ty(value)));
        let line = format!("    {}{},\n", variant.name, value.unwrap_or_default());
        within("enum", line, &mut text);
    }
    end(text, empty)
}

/// Another name of a type.
pub(super) fn alias(place: &Place<'_>, item: &Item, target: &Ty) -> Piece {
    let mut text = String::new();
    documentation(&item.doc, "", &mut text);
    item.attributes.iter().for_each(|a| text += &attribute(a));
    let line = format!("pub type {} = {};\n", item.name, place.ty(target));
    match line.len() > WIDTH {
        true => text += &relaid(line),
        false => text += &line,
    }
    Piece::Text(Kind::Other, text)
}

/// Documentation, attributes, and the line that begins a definition.
fn head(item: &Item, keyword: &str) -> String {
    let mut text = String::new();
    documentation(&item.doc, "", &mut text);
    if !item.derives.is_empty() {
        text.push_str("#[derive(");
        text.push_str(&item.derives.join(", "));
        text.push_str(")]\n");
    }
    item.attributes.iter().for_each(|a| text += &attribute(a));
    text.push_str("pub ");
    text.push_str(keyword);
    text.push(' ');
    text.push_str(&item.name);
    text.push_str(" {\n");
    text
}

fn end(mut text: String, empty: usize) -> Piece {
    if text.len() == empty {
        text.pop();
    }
    text.push_str("}\n");
    Piece::Text(Kind::Type, text)
}

/// A line of a definition, as prettyplease breaks it where it's too wide.
fn within(keyword: &str, line: String, out: &mut String) {
    if line.len() <= WIDTH {
        return out.push_str(&line);
    }
    let alone = relaid(format!("{keyword} A {{\n{line}}}\n"));
    let broken = alone.split_once('\n').map(|(_, rest)| rest);
    out.push_str(broken.and_then(|b| b.strip_suffix("}\n")).unwrap_or(&line));
}
