//! Paths and types, as they're written at one place of the file.

use proc_macro2::{Ident, Span};

use super::syntax::string;
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
    pub(super) fn runtime(&self, name: &str) -> String {
        format!("{}::{name}", self.plan.runtime)
    }

    /// The path of an item, as a type.
    pub(super) fn item(&self, id: ItemId) -> String {
        self.item_segments(id).join("::")
    }

    /// The segments of an item's path, as a type.
    fn item_segments(&self, id: ItemId) -> Vec<&str> {
        match self.plan.types.items.get(id.0 as usize) {
            Some(item) => self.segments(item.module, &item.name, false),
            None => Vec::new(),
        }
    }

    /// The path of an item in a table. It begins with `self` or `super`, as the tables' own vocabulary is nearer there.
    pub(super) fn item_in_table(&self, id: ItemId) -> String {
        match self.plan.types.items.get(id.0 as usize) {
            Some(item) => self.path(item.module, &item.name),
            None => String::new(),
        }
    }

    fn path(&self, module: ModuleId, name: &str) -> String {
        self.segments(module, name, true).join("::")
    }

    fn segments<'a>(&'a self, module: ModuleId, name: &'a str, in_table: bool) -> Vec<&'a str> {
        let inner = self.plan.types.modules.get(module.0 as usize);
        let inner = inner.and_then(|m| m.name.as_deref());
        let mut path = match (self.module, inner) {
            (Some(here), _) if here == module => vec!["self", name],
            (Some(ModuleId::ROOT), Some(inner)) => vec!["self", inner, name],
            (_, Some(inner)) => vec!["super", inner, name],
            (_, None) => vec!["super", name],
        };
        if !in_table && path.first() == Some(&"self") {
            path.remove(0);
        }
        path
    }

    /// A type of the prelude, by its full path where the module hides the short one.
    fn prelude(&self, name: &str) -> String {
        let modules = &self.plan.types.modules;
        let module = self.module.and_then(|id| modules.get(id.0 as usize));
        let module = module.filter(|module| module.hidden.iter().any(|h| h == name));
        let path = match (module, name) {
            (None, _) => "",
            (_, "Option") => "::std::option::",
            (_, "Vec") => "::std::vec::",
            (_, "Box") => "::std::boxed::",
            (_, "String") => "::std::string::",
            _ => "::std::primitive::",
        };
        format!("{path}{name}")
    }

    /// The namespace of a struct's own name: one token.
    pub(super) fn namespace(&self, module: ModuleId, namespace: &str) -> String {
        let own = self.plan.types.modules.get(module.0 as usize);
        let own = own.filter(|own| own.has_const && own.namespace.as_deref() == Some(namespace));
        own.map_or_else(|| string(namespace), |_| "NS".to_owned())
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Ty) -> String {
        let of = |outer: String, inner: &Ty| format!("{outer}<{}>", self.ty(inner));
        match ty {
            Ty::Option(inner) => of(self.prelude("Option"), inner),
            Ty::Vec(inner) => of(self.prelude("Vec"), inner),
            Ty::Boxed(inner) => of(self.prelude("Box"), inner),
            Ty::Nillable(inner) => of(self.runtime("Nillable"), inner),
            Ty::NillableWith(inner) => of(self.runtime("NillableWith"), inner),
            Ty::Defaulted(inner) => of(self.runtime("Defaulted"), inner),
            Ty::Typed(inner) => of(self.runtime("Typed"), inner),
            Ty::List(inner) => of(self.runtime("List"), inner),
            Ty::Item(id) => self.item(*id),
            Ty::Primitive(name) => self.prelude(name),
            Ty::String => self.prelude("String"),
            Ty::Runtime(name) => self.runtime(name),
            Ty::Path(path) => path.clone(),
            Ty::Unit => "()".to_owned(),
        }
    }

    /// A namespace in a table.
    pub(super) fn ns(&self, ns: &Ns) -> String {
        match ns {
            // A word of the tables' vocabulary.
            Ns::Literal(uri) if &**uri == "http://www.w3.org/2001/XMLSchema" => "XSD".to_owned(),
            Ns::Literal(uri) => string(uri),
            Ns::Const(module) if self.module == Some(*module) => "NS".to_owned(),
            Ns::Const(module) => self.path(*module, "NS"),
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
