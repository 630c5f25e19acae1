//! Modules and types: a definition for each item, and the call of the macro that makes it a value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Fields, FieldsNamed, FieldsUnnamed, Generics, Item, Token, Variant, token};

use super::place::{Place, ident};
use super::syntax::{attributes, call, field, public, string, ty};
use crate::plan::{
    ChoiceDef, Content, EnumerationDef, Field, Item as Planned, ItemKind, Module, ModuleId, Plan,
    Selector, SimpleTable, StructDef, TableVariety, Ty, UnionDef,
};

/// The items of the file itself, then its modules.
pub(super) fn items(plan: &Plan) -> Vec<Item> {
    let mut file = Vec::new();
    for (i, module) in plan.types.modules.iter().enumerate() {
        let id = ModuleId(u32::try_from(i).unwrap_or(u32::MAX));
        let items = module_items(plan, id, module);
        match &module.name {
            None => file.extend(items),
            Some(name) => file.push(Item::Mod(syn::ItemMod {
                attrs: attributes(&module.doc, &[], &[]),
                vis: public(),
                unsafety: None,
                mod_token: <Token![mod]>::default(),
                ident: ident(name),
                content: Some((token::Brace::default(), items)),
                semi: None,
            })),
        }
    }
    file
}

/// What names letters that no one takes for Latin ones.
pub(super) fn letters(letters: &str) -> Option<Item> {
    let names = letters.chars().map(|letter| ident(&letter.to_string()));
    let names: Vec<_> = names.collect();
    let constant = quote! {
        /// Other letters of these scripts are in names, and look like Latin ones; these don't.
        const _: &::core::primitive::str = ::core::stringify!(#(#names)*);
    };
    let item = (!letters.is_empty()).then(|| syn::parse2(constant));
    item.and_then(Result::ok)
}

fn module_items(plan: &Plan, id: ModuleId, module: &Module) -> Vec<Item> {
    let place = Place {
        plan,
        module: Some(id),
    };
    let mut items = Vec::new();
    if let Some(namespace) = module.namespace.as_deref().filter(|_| module.has_const) {
        let uri = string(namespace);
        let vis = module.shared_const.then(|| quote!(pub(super)));
        let constant = quote!(#vis const NS: &str = #uri;);
        items.extend(syn::parse2(constant));
    }
    let planned = module.items.iter();
    let planned = planned.filter_map(|id| plan.types.items.get(id.0 as usize));
    for item in planned {
        define(&place, item, &mut items);
    }
    items
}

fn define(place: &Place<'_>, item: &Planned, items: &mut Vec<Item>) {
    match &item.kind {
        ItemKind::Struct(def) => {
            items.push(structure(place, item, def));
            items.push(complex(place, item, def));
        }
        ItemKind::Choice(def) => {
            let variants = def.variants.iter();
            let variants = variants.map(|v| variant(place, &v.doc, &v.name, Some(&v.ty)));
            items.push(enumeration(item, variants.collect()));
            items.push(choice(place, item, def));
        }
        ItemKind::Enumeration(def) => literals(place, item, def, items),
        ItemKind::Union(def) => {
            let variants = def.variants.iter();
            let variants = variants.map(|v| variant(place, &v.doc, &v.name, Some(&v.ty)));
            items.push(enumeration(item, variants.collect()));
            items.push(union(place, item, def));
        }
        ItemKind::Alias(target) => items.push(Item::Type(syn::ItemType {
            attrs: attributes(&item.doc, &[], &item.attributes),
            vis: public(),
            modifiers: syn::TypeModifiers::default(),
            type_token: <Token![type]>::default(),
            ident: ident(&item.name),
            generics: Generics::default(),
            eq_token: <Token![=]>::default(),
            ty: Box::new(ty(place, target)),
            semi_token: <Token![;]>::default(),
            where_clause_placement: syn::WhereClausePlacement::Late,
        })),
        ItemKind::Simple(table) => items.push(simple(place, item, table)),
    }
}

fn structure(place: &Place<'_>, item: &Planned, def: &StructDef) -> Item {
    let fields = def.members.iter().chain(&def.attributes);
    let fields = fields.map(|f| {
        let attrs = attributes(&f.doc, &[], &[]);
        field(attrs, Some(&f.name), ty(place, &f.ty))
    });
    Item::Struct(syn::ItemStruct {
        attrs: attributes(&item.doc, &item.derives, &item.attributes),
        vis: public(),
        struct_token: <Token![struct]>::default(),
        ident: ident(&item.name),
        generics: Generics::default(),
        fields: Fields::Named(FieldsNamed {
            brace_token: token::Brace::default(),
            named: fields.collect(),
        }),
        semi_token: None,
    })
}

fn enumeration(item: &Planned, variants: Punctuated<Variant, Token![,]>) -> Item {
    Item::Enum(syn::ItemEnum {
        attrs: attributes(&item.doc, &item.derives, &item.attributes),
        vis: public(),
        enum_token: <Token![enum]>::default(),
        ident: ident(&item.name),
        generics: Generics::default(),
        brace_token: token::Brace::default(),
        variants,
    })
}

fn variant(place: &Place<'_>, doc: &[String], name: &str, value: Option<&Ty>) -> Variant {
    let fields = match value {
        None => Fields::Unit,
        Some(value) => Fields::Unnamed(FieldsUnnamed {
            paren_token: token::Paren::default(),
            unnamed: Punctuated::from_iter([field(Vec::new(), None, ty(place, value))]),
        }),
    };
    Variant {
        attrs: attributes(doc, &[], &[]),
        ident: ident(name),
        fields,
        discriminant: None,
    }
}

/// The macro's call for a struct.
fn complex(place: &Place<'_>, item: &Planned, def: &StructDef) -> Item {
    let named = ident(if def.named { "named" } else { "anonymous" });
    let (name, label) = (ident(&item.name), string(&def.name.local));
    let namespace = place.namespace(item.module, &def.name.namespace);
    let content = match &def.content {
        Content::Empty => quote!(Empty),
        Content::Sequence => quote!(Sequence),
        Content::All => quote!(All),
        Content::Text => quote!(Text),
        Content::Mixed(members) => {
            let members = members.iter().map(|member| place.member(member));
            quote!(Mixed(&[#(#members),*]))
        }
        Content::Array(array) => {
            let (ns, local) = (place.ns(&array.item.0), string(&array.item.1));
            let inner = string(&array.inner);
            let dimensions = Literal::usize_unsuffixed(array.dimensions);
            quote!(Array(&ArrayOf {
                item: Name { ns: #ns, local: #local }, inner: #inner, dimensions: #dimensions,
            }))
        }
    };
    let members = entries(place, 0, &def.members);
    let attributes = (!def.attributes.is_empty()).then(|| {
        let entries = entries(place, def.members.len(), &def.attributes);
        quote!(@ #entries)
    });
    let count = Literal::usize_unsuffixed(def.members.len());
    let head = quote!(#name(#count), #named #namespace #label, Content::#content);
    call(place, "complex", head, quote!(#members #attributes))
}

/// A line for each member: its number, its field or variant, its entry in the table.
fn entries(place: &Place<'_>, first: usize, fields: &[Field]) -> TokenStream {
    let entries = fields.iter().enumerate().map(|(i, field)| {
        let number = Literal::usize_unsuffixed(first + i);
        let (name, member) = (ident(&field.name), place.member(&field.member));
        quote!(#number #name = #member;)
    });
    entries.collect()
}

/// The macro's call for an enum with values.
fn choice(place: &Place<'_>, item: &Planned, def: &ChoiceDef) -> Item {
    let (name, label) = (ident(&item.name), string(&def.label));
    let default = def.variants.get(def.default).map(|v| ident(&v.name));
    let by = ident(match def.by {
        Selector::Content => "Choice",
        Selector::Type => "Derived",
        Selector::AbstractType => "Abstract",
    });
    let head = quote!(#name = #default, #by #label);
    call(place, "choice", head, entries(place, 0, &def.variants))
}

/// An enum of literals, the first of which is the default.
fn literals(place: &Place<'_>, item: &Planned, def: &EnumerationDef, items: &mut Vec<Item>) {
    let mut variants: Punctuated<Variant, Token![,]> = Punctuated::new();
    for (i, literal) in def.values.iter().enumerate() {
        let mut unit = variant(place, &literal.doc, &literal.name, None);
        if i == 0 {
            unit.attrs
                .extend(attributes(&[], &[], &["default".to_owned()]));
        }
        variants.push(unit);
    }
    let doc = ["Another text, kept as it is.".to_owned()];
    variants.push(variant(place, &doc, "Unrecognized", Some(&Ty::String)));
    items.push(enumeration(item, variants));
    let (name, label) = (ident(&item.name), string(&def.label));
    let base = ident(&format!("{:?}", def.base));
    let values = def.values.iter().map(|literal| {
        let (name, value) = (ident(&literal.name), string(&literal.value));
        quote!(#name = #value)
    });
    let head = quote!(#name, #base #label);
    items.push(call(place, "enumeration", head, quote!(#(#values),*)));
}

/// The macro's call for an enum over simple types.
fn union(place: &Place<'_>, item: &Planned, def: &UnionDef) -> Item {
    let name = ident(&item.name);
    let variants = def.variants.iter().map(|variant| {
        let (name, ty) = (ident(&variant.name), place.ty(&variant.ty));
        let simple = variant.simple.map(|simple| {
            let simple = place.simple(simple);
            quote!(= #simple)
        });
        quote!(#name(#ty) #simple)
    });
    let default = def.variants.first().map(|variant| ident(&variant.name));
    call(
        place,
        "union",
        quote!(#name = #default),
        quote!(#(#variants),*),
    )
}

/// The static of a table of facets.
fn simple(place: &Place<'_>, item: &Planned, table: &SimpleTable) -> Item {
    let facets = &table.facets;
    let (name, label) = (ident(&item.name), string(&table.label));
    let (base, variety) = match &table.variety {
        TableVariety::Atomic(b) => (*b, None),
        TableVariety::List(item) => {
            let item = place.simple(*item);
            (
                crate::plan::Builtin::Token,
                Some(quote!(Variety::List(#item))),
            )
        }
        TableVariety::Union(members) => {
            let members = members.iter().map(|member| place.simple(*member));
            let variety = quote!(Variety::Union(&[#(#members),*]));
            (crate::plan::Builtin::Token, Some(variety))
        }
    };
    let mut body = TokenStream::new();
    let mut put = |name: &str, value: Option<TokenStream>| {
        if let Some(value) = value {
            let name = ident(name);
            body.extend(quote!(#name: #value,));
        }
    };
    let some = |value: TokenStream| quote!(::core::option::Option::Some(#value));
    let long = |value: Option<u64>| value.map(|v| some(Literal::u64_unsuffixed(v).into_token()));
    let short = |value: Option<u32>| value.map(|v| some(Literal::u32_unsuffixed(v).into_token()));
    put("variety", variety);
    put(
        "white_space",
        facets.white_space.map(|white_space| {
            let name = ident(&format!("{white_space:?}"));
            quote!(WhiteSpace::#name)
        }),
    );
    put("length", long(facets.length));
    put("min_length", long(facets.min_length));
    put("max_length", long(facets.max_length));
    let groups = facets.patterns.iter().map(|group| {
        let group = group.iter().map(|pattern| string(pattern));
        quote!(&[#(#group),*])
    });
    put(
        "patterns",
        (!facets.patterns.is_empty()).then(|| quote!(&[#(#groups),*])),
    );
    let bounds = [
        ("min_inclusive", &facets.lower, true),
        ("min_exclusive", &facets.lower, false),
        ("max_inclusive", &facets.upper, true),
        ("max_exclusive", &facets.upper, false),
    ];
    for (name, bound, inclusive) in bounds {
        let bound = bound.as_ref().filter(|bound| bound.inclusive == inclusive);
        put(
            name,
            bound.map(|bound| some(string(&bound.value).into_token())),
        );
    }
    put("total_digits", short(facets.total_digits));
    put("fraction_digits", short(facets.fraction_digits));
    let values = facets.enumeration.iter().map(|value| string(&value.value));
    put(
        "enumeration",
        (!facets.enumeration.is_empty()).then(|| quote!(&[#(#values),*])),
    );
    let base = ident(&format!("{base:?}"));
    call(place, "simple", quote!(#name, #base #label), body)
}

trait IntoToken {
    fn into_token(self) -> TokenStream;
}

impl IntoToken for Literal {
    fn into_token(self) -> TokenStream {
        proc_macro2::TokenTree::Literal(self).into()
    }
}
