//! Modules and types: a definition for each item, and the call of the macro that makes it a value.

use quote::quote;

use super::definition::{self, Variant};
use super::layout::{Kind, Piece, relaid};
use super::place::{Place, ident};
use super::syntax::{call, list, string};
use crate::plan::{
    Builtin, ChoiceDef, Content, EnumerationDef, Field, Item as Planned, ItemKind, Module,
    ModuleId, Plan, Selector, SimpleTable, StructDef, TableVariety, Ty, UnionDef,
};

/// The items of the file itself, then its modules.
pub(super) fn items(plan: &Plan) -> Vec<Piece> {
    let mut file = Vec::new();
    for (i, module) in plan.types.modules.iter().enumerate() {
        let id = ModuleId(u32::try_from(i).unwrap_or(u32::MAX));
        let items = module_items(plan, id, module);
        match &module.name {
            None => file.extend(items),
            Some(name) => file.push(Piece::Module(module.doc.clone(), name.clone(), items)),
        }
    }
    file
}

/// What names letters that no one takes for Latin ones.
pub(super) fn letters(letters: &str) -> Option<Piece> {
    let names = letters.chars().map(|letter| ident(&letter.to_string()));
    let names: Vec<_> = names.collect();
    let constant = quote!(
        const _: &::core::primitive::str = ::core::stringify!(#(#names)*);
    );
    let item = (!letters.is_empty()).then(|| syn::parse2(constant));
    let doc = "Other letters of these scripts are in names, and look like Latin ones; these don't.";
    Some(Piece::Item(vec![doc.to_owned()], item?.ok()?))
}

fn module_items(plan: &Plan, id: ModuleId, module: &Module) -> Vec<Piece> {
    let place = Place {
        plan,
        module: Some(id),
    };
    let mut items = Vec::new();
    if let Some(namespace) = module.namespace.as_deref().filter(|_| module.has_const) {
        let vis = if module.shared_const {
            "pub(super) "
        } else {
            ""
        };
        let constant = format!("{vis}const NS: &str = {};\n", string(namespace));
        items.push(Piece::Text(Kind::Const, relaid(constant)));
    }
    let planned = module.items.iter();
    let planned = planned.filter_map(|id| plan.types.items.get(id.0 as usize));
    for item in planned {
        define(&place, item, &mut items);
    }
    items
}

fn define(place: &Place<'_>, item: &Planned, items: &mut Vec<Piece>) {
    match &item.kind {
        ItemKind::Struct(def) => {
            let fields = def.members.iter().chain(&def.attributes);
            items.push(definition::structure(place, item, fields));
            items.push(complex(place, item, def));
        }
        ItemKind::Choice(def) => {
            let variants = def.variants.iter().map(|v| variant(&v.doc, &v.name, &v.ty));
            items.push(definition::enumeration(place, item, variants));
            items.push(choice(place, item, def));
        }
        ItemKind::Enumeration(def) => literals(place, item, def, items),
        ItemKind::Union(def) => {
            let variants = def.variants.iter().map(|v| variant(&v.doc, &v.name, &v.ty));
            items.push(definition::enumeration(place, item, variants));
            items.push(union(place, item, def));
        }
        ItemKind::Alias(target) => items.push(definition::alias(place, item, target)),
        ItemKind::Simple(table) => items.push(simple(place, item, table)),
    }
}

fn variant<'p>(doc: &'p [String], name: &'p str, value: &'p Ty) -> Variant<'p> {
    Variant {
        doc,
        name,
        value: Some(value),
        default: false,
    }
}

/// The macro's call for a struct.
fn complex(place: &Place<'_>, item: &Planned, def: &StructDef) -> Piece {
    let named = if def.named { "named" } else { "anonymous" };
    let content = match &def.content {
        Content::Empty => "Empty".to_owned(),
        Content::Sequence => "Sequence".to_owned(),
        Content::All => "All".to_owned(),
        Content::Text => "Text".to_owned(),
        Content::Mixed(members) => {
            let members = members.iter().map(|member| place.member(member));
            format!("Mixed({})", list(members))
        }
        Content::Array(array) => format!(
            "Array(&ArrayOf {{ item: {}, inner: {}, dimensions: {}, }})",
            place.literal_name(&array.item),
            string(&array.inner),
            array.dimensions,
        ),
    };
    let mut rows = entries(place, 0, &def.members);
    let mut attributes = entries(place, def.members.len(), &def.attributes);
    if let Some(first) = attributes.first_mut() {
        first.insert_str(0, "@ ");
    }
    rows.append(&mut attributes);
    let head = format!(
        "{}({}), {named} {} {}, Content::{content}",
        item.name,
        def.members.len(),
        place.namespace(item.module, &def.name.namespace),
        string(&def.name.local),
    );
    call(place, "complex", &head, &rows)
}

/// A line for each member: its number, its field or variant, its entry in the table.
fn entries(place: &Place<'_>, first: usize, fields: &[Field]) -> Vec<String> {
    let entries = fields.iter().enumerate().map(|(i, field)| {
        let member = place.member(&field.member);
        format!("{} {} = {member};", first + i, field.name)
    });
    entries.collect()
}

/// The macro's call for an enum with values.
fn choice(place: &Place<'_>, item: &Planned, def: &ChoiceDef) -> Piece {
    let default = def.variants.get(def.default).map_or("", |v| &v.name);
    let by = match def.by {
        Selector::Content => "Choice",
        Selector::Type => "Derived",
        Selector::AbstractType => "Abstract",
    };
    let head = format!("{} = {default}, {by} {}", item.name, string(&def.label));
    call(place, "choice", &head, &entries(place, 0, &def.variants))
}

/// An enum of literals, the first of which is the default.
fn literals(place: &Place<'_>, item: &Planned, def: &EnumerationDef, items: &mut Vec<Piece>) {
    let listed = def.values.iter().enumerate().map(|(i, literal)| Variant {
        doc: &literal.doc,
        name: &literal.name,
        value: None,
        default: i == 0,
    });
    let doc = ["Another text, kept as it is.".to_owned()];
    let other = variant(&doc, "Unrecognized", &Ty::String);
    items.push(definition::enumeration(place, item, listed.chain([other])));
    let values = def.values.iter().enumerate();
    let values = values.map(|(i, v)| format!("{i} {} = {}", v.name, string(&v.value)));
    let values = values.collect::<Vec<_>>().join(", ");
    let head = format!("{}, {:?} {}", item.name, def.base, string(&def.label));
    items.push(call(place, "enumeration", &head, &[values]));
}

/// The macro's call for an enum over simple types.
fn union(place: &Place<'_>, item: &Planned, def: &UnionDef) -> Piece {
    let variants = def.variants.iter().map(|variant| {
        let simple = variant.simple.map(|simple| place.simple(simple));
        let simple = simple.map_or_else(String::new, |simple| format!(" = {simple}"));
        format!("{}({}){simple}", variant.name, place.ty(&variant.ty))
    });
    let default = def.variants.first().map_or("", |variant| &variant.name);
    let variants = variants.collect::<Vec<_>>().join(", ");
    let head = format!("{} = {default}", item.name);
    call(place, "union", &head, &[variants])
}

/// The static of a table of facets.
fn simple(place: &Place<'_>, item: &Planned, table: &SimpleTable) -> Piece {
    let facets = &table.facets;
    let (base, variety) = match &table.variety {
        TableVariety::Atomic(base) => (*base, None),
        TableVariety::List(item) => {
            let variety = format!("Variety::List({})", place.simple(*item));
            (Builtin::Token, Some(variety))
        }
        TableVariety::Union(members) => {
            let members = list(members.iter().map(|member| place.simple(*member)));
            (Builtin::Token, Some(format!("Variety::Union({members})")))
        }
    };
    let mut all: Vec<String> = Vec::new();
    let mut put = |name: &str, value: Option<String>| {
        all.extend(value.map(|value| format!("{name}: {value},")));
    };
    let some = |value: String| format!("::core::option::Option::Some({value})");
    let number = |value: Option<u64>| value.map(|value| some(value.to_string()));
    put("variety", variety);
    let white_space = facets.white_space;
    put(
        "white_space",
        white_space.map(|w| format!("WhiteSpace::{w:?}")),
    );
    put("length", number(facets.length));
    put("min_length", number(facets.min_length));
    put("max_length", number(facets.max_length));
    let groups = facets.patterns.iter();
    let groups = list(groups.map(|group| list(group.iter().map(|pattern| string(pattern)))));
    put("patterns", (!facets.patterns.is_empty()).then_some(groups));
    let bounds = [
        ("min_inclusive", &facets.lower, true),
        ("min_exclusive", &facets.lower, false),
        ("max_inclusive", &facets.upper, true),
        ("max_exclusive", &facets.upper, false),
    ];
    for (name, bound, inclusive) in bounds {
        let bound = bound.as_ref().filter(|bound| bound.inclusive == inclusive);
        put(name, bound.map(|bound| some(string(&bound.value))));
    }
    put("total_digits", number(facets.total_digits.map(u64::from)));
    put(
        "fraction_digits",
        number(facets.fraction_digits.map(u64::from)),
    );
    let values = list(facets.enumeration.iter().map(|value| string(&value.value)));
    put(
        "enumeration",
        (!facets.enumeration.is_empty()).then_some(values),
    );
    let head = format!("{}, {base:?} {}", item.name, string(&table.label));
    let rows: Vec<String> = (!all.is_empty())
        .then(|| all.join(" "))
        .into_iter()
        .collect();
    call(place, "simple", &head, &rows)
}
