//! Rust syntax trees, built node by node: parsing tokens again would be the slowest part of generation.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, AttrStyle, Attribute, Expr, ExprLit, Field, FieldModifiers,
    GenericArgument, Item, ItemMacro, Lit, Macro, MacroDelimiter, Meta, MetaList, MetaNameValue,
    Path, PathArguments, PathSegment, Token, Type, TypePath, TypeTuple, Visibility, token,
};

use super::place::{Place, ident};
use crate::plan::Ty;

/// Lines of documentation, an attribute each, then the others.
pub(super) fn attributes(doc: &[String], derives: &[String], others: &[String]) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = doc.iter().map(|line| documentation(line)).collect();
    if !derives.is_empty() {
        attributes.push(attribute(&format!("derive({})", derives.join(", "))));
    }
    attributes.extend(others.iter().map(|other| attribute(other)));
    attributes
}

fn documentation(line: &str) -> Attribute {
    let text = match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    };
    outer(Meta::NameValue(MetaNameValue {
        path: path(&["doc"]),
        eq_token: <Token![=]>::default(),
        value: Expr::Lit(ExprLit {
            attrs: Vec::new(),
            lit: Lit::Str(syn::LitStr::new(&text, Span::call_site())),
        }),
    }))
}

/// An attribute of the form `path(tokens)` or `path`; what isn't tokens is left out.
fn attribute(text: &str) -> Attribute {
    let (name, tokens) = text.split_once('(').unwrap_or((text, ""));
    let segments: Vec<&str> = name.trim().split("::").collect();
    let tokens: Option<TokenStream> = tokens
        .trim_end()
        .strip_suffix(')')
        .and_then(|tokens| tokens.parse().ok());
    outer(match tokens {
        Some(tokens) => Meta::List(MetaList {
            path: path(&segments),
            delimiter: MacroDelimiter::Paren(token::Paren::default()),
            tokens,
        }),
        None => Meta::Path(path(&segments)),
    })
}

fn outer(meta: Meta) -> Attribute {
    Attribute {
        pound_token: <Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket::default(),
        meta,
    }
}

fn path(segments: &[&str]) -> Path {
    let segments = segments.iter().filter(|segment| !segment.is_empty());
    Path {
        leading_colon: None,
        segments: segments.map(|segment| segment_of(segment)).collect(),
    }
}

fn segment_of(name: &str) -> PathSegment {
    PathSegment {
        ident: ident(name),
        arguments: PathArguments::None,
    }
}

/// `pub`
pub(super) fn public() -> Visibility {
    Visibility::Public(<Token![pub]>::default())
}

/// A field with a name, or without in a variant.
pub(super) fn field(attrs: Vec<Attribute>, name: Option<&str>, ty: Type) -> Field {
    Field {
        attrs,
        vis: name.map_or(Visibility::Inherited, |_| public()),
        modifiers: FieldModifiers::default(),
        ident: name.map(ident),
        colon_token: name.map(|_| <Token![:]>::default()),
        ty,
        default: None,
    }
}

/// The call of a macro of the runtime: a head and statements, each with a semicolon.
pub(super) fn call(place: &Place<'_>, name: &str, head: TokenStream, body: TokenStream) -> Item {
    invoke(place, name, quote!(#head; #body))
}

/// The call of a macro of the runtime.
pub(super) fn invoke(place: &Place<'_>, name: &str, tokens: TokenStream) -> Item {
    Item::Macro(ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: Macro {
            path: runtime_path(place, name),
            bang_token: <Token![!]>::default(),
            delimiter: MacroDelimiter::Paren(token::Paren::default()),
            tokens,
        },
        semi_token: Some(<Token![;]>::default()),
    })
}

fn runtime_path(place: &Place<'_>, name: &str) -> Path {
    let runtime = place.plan.runtime.as_str();
    let mut path = path(&runtime.split("::").chain([name]).collect::<Vec<_>>());
    path.leading_colon = runtime.starts_with("::").then(<Token![::]>::default);
    path
}

/// A type.
pub(super) fn ty(place: &Place<'_>, ty: &Ty) -> Type {
    let path = match ty {
        Ty::Option(inner) => generic(place.prelude_path("Option"), self::ty(place, inner)),
        Ty::Vec(inner) => generic(place.prelude_path("Vec"), self::ty(place, inner)),
        Ty::Boxed(inner) => generic(place.prelude_path("Box"), self::ty(place, inner)),
        Ty::Nillable(inner) => generic(runtime_path(place, "Nillable"), self::ty(place, inner)),
        Ty::NillableWith(inner) => {
            generic(runtime_path(place, "NillableWith"), self::ty(place, inner))
        }
        Ty::Defaulted(inner) => generic(runtime_path(place, "Defaulted"), self::ty(place, inner)),
        Ty::List(inner) => generic(runtime_path(place, "List"), self::ty(place, inner)),
        Ty::Item(id) => {
            let segments = place.item_segments(*id);
            self::path(&segments)
        }
        Ty::Primitive(name) => place.prelude_path(name),
        Ty::String => place.prelude_path("String"),
        Ty::Runtime(name) => runtime_path(place, name),
        Ty::Path(text) => match syn::parse_str(text) {
            Ok(ty) => return ty,
            // What isn't a type is for the compiler to complain about, at its place.
            Err(_) => self::path(&["unreadable_type_in_options"]),
        },
        Ty::Unit => {
            return Type::Tuple(TypeTuple {
                attrs: Vec::new(),
                paren_token: token::Paren::default(),
                elems: Punctuated::new(),
            });
        }
    };
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

fn generic(mut outer: Path, inner: Type) -> Path {
    if let Some(last) = outer.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: <Token![<]>::default(),
            args: Punctuated::from_iter([GenericArgument::Type(inner)]),
            gt_token: <Token![>]>::default(),
        });
    }
    outer
}

/// A path with a leading `::` where the first segment is empty.
pub(super) fn absolute(segments: &[&str]) -> Path {
    let mut path = path(segments);
    path.leading_colon = (segments.first() == Some(&"")).then(<Token![::]>::default);
    path
}

/// A string literal.
pub(super) fn string(text: &str) -> Literal {
    Literal::string(text)
}
