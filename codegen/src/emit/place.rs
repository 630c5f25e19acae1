//! Paths and types as tokens, as they're written at one place of the file.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::plan::{ItemId, ModuleId, Ns, Plan, Ty};

/// A place where names are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'p> {
    /// The whole plan.
    pub(super) plan: &'p Plan,
    /// The module; `None` for one that has nothing of the plan's types, directly in the file.
    pub(super) module: Option<ModuleId>,
}

impl Place<'_> {
    /// A path into the runtime crate.
    pub(super) fn runtime(&self, name: &str) -> TokenStream {
        let segments = self.plan.runtime.split("::");
        let path = segments.chain(name.split("::")).map(|segment| {
            let segment = (!segment.is_empty()).then(|| ident(segment));
            quote!(#segment)
        });
        quote!(#(#path)::*)
    }

    /// The path of an item, as a type.
    pub(super) fn item(&self, id: ItemId) -> TokenStream {
        match self.plan.types.items.get(id.0 as usize) {
            Some(item) => self.path(item.module, &item.name, false),
            None => TokenStream::new(),
        }
    }

    /// The path of an item in a table. It begins with `self` or `super`, as the tables' own vocabulary is nearer there.
    pub(super) fn item_in_table(&self, id: ItemId) -> TokenStream {
        match self.plan.types.items.get(id.0 as usize) {
            Some(item) => self.path(item.module, &item.name, true),
            None => TokenStream::new(),
        }
    }

    fn path(&self, module: ModuleId, name: &str, in_table: bool) -> TokenStream {
        let name = ident(name);
        let inner = self.plan.types.modules.get(module.0 as usize);
        let inner = inner.and_then(|m| m.name.as_deref()).map(ident);
        let own = in_table.then(|| quote!(self::));
        match (self.module, inner) {
            (Some(here), _) if here == module => quote!(#own #name),
            (Some(ModuleId::ROOT), Some(inner)) => quote!(#own #inner::#name),
            (_, Some(inner)) => quote!(super::#inner::#name),
            (_, None) => quote!(super::#name),
        }
    }

    /// A type of the prelude, by its full path where the module hides the short one.
    fn prelude(&self, name: &str) -> TokenStream {
        let modules = &self.plan.types.modules;
        let module = self.module.and_then(|id| modules.get(id.0 as usize));
        let hidden = module.is_some_and(|m| m.hidden.iter().any(|h| h == name));
        let short = ident(name);
        match (hidden, name) {
            (false, _) => quote!(#short),
            (true, "Option") => quote!(::std::option::Option),
            (true, "Vec") => quote!(::std::vec::Vec),
            (true, "Box") => quote!(::std::boxed::Box),
            (true, "String") => quote!(::std::string::String),
            (true, _) => quote!(::std::primitive::#short),
        }
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Ty) -> TokenStream {
        let of = |outer: TokenStream, inner: &Ty| {
            let inner = self.ty(inner);
            quote!(#outer<#inner>)
        };
        match ty {
            Ty::Option(inner) => of(self.prelude("Option"), inner),
            Ty::Vec(inner) => of(self.prelude("Vec"), inner),
            Ty::Boxed(inner) => of(self.prelude("Box"), inner),
            Ty::Nillable(inner) => of(self.runtime("Nillable"), inner),
            Ty::List(inner) => of(self.runtime("List"), inner),
            Ty::Item(id) => self.item(*id),
            Ty::Primitive(name) => self.prelude(name),
            Ty::String => self.prelude("String"),
            Ty::Runtime(name) => self.runtime(name),
            Ty::Path(path) => path.parse().unwrap_or_default(),
            Ty::Unit => quote!(()),
        }
    }

    /// A namespace in a table.
    pub(super) fn ns(&self, ns: &Ns) -> TokenStream {
        match ns {
            Ns::Literal(uri) => {
                let uri = Literal::string(uri);
                quote!(#uri)
            }
            Ns::Const(module) if self.module == Some(*module) => quote!(NS),
            Ns::Const(module) => self.path(*module, "NS", true),
        }
    }
}

/// An identifier of the plan, raw where it says so.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Lines of documentation, an attribute each.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.is_empty() {
        true => Literal::string(""),
        false => Literal::string(&format!(" {line}")),
    });
    quote!(#(#[doc = #lines])*)
}
