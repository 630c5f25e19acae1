//! The plan as text, a line for each decision: what `--emit plan` prints and snapshots keep.

use std::fmt::{Display, Formatter, Result, Write};

use super::data::*;
use super::services::{Form, Ports, Services};
use super::{Plan, docs};
use crate::model::Security;

impl Display for Plan {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let types = &self.types;
        for module in &types.modules {
            let namespace = module.namespace.as_deref().map(docs::code);
            let namespace = namespace.unwrap_or_else(|| "each its module".to_owned());
            match &module.name {
                Some(name) => writeln!(f, "module {name}: {namespace}")?,
                None => writeln!(f, "file: {namespace}")?,
            }
            let items = module.items.iter();
            for item in items.filter_map(|id| types.items.get(id.0 as usize)) {
                self.item(item, f)?;
            }
        }
        self.services(&self.services, f)
    }
}

impl Plan {
    fn item(&self, item: &Item, f: &mut Formatter<'_>) -> Result {
        let name = &item.name;
        match &item.kind {
            ItemKind::Struct(def) => {
                let named = if def.named { "type" } else { "content of" };
                let content = match &def.content {
                    Content::Empty => "empty".to_owned(),
                    Content::Sequence => "sequence".to_owned(),
                    Content::All => "all".to_owned(),
                    Content::Text => "text".to_owned(),
                    Content::Mixed(members) => {
                        let members = members.iter().map(|member| self.member(member));
                        format!("mixed ({})", members.collect::<Vec<_>>().join(", "))
                    }
                    Content::Array(array) => {
                        let commas = ",".repeat(array.dimensions.saturating_sub(1));
                        format!("array of {}{}[{commas}]", array.item.1, array.inner)
                    }
                };
                writeln!(f, "  struct {name}: {named} {} {content}", def.name)?;
                let fields = def.members.iter().chain(&def.attributes);
                self.fields(fields, f)
            }
            ItemKind::Choice(def) => {
                let by = match def.by {
                    Selector::Content => "choice",
                    Selector::Type => "xsi:type",
                    Selector::AbstractType => "xsi:type, abstract",
                };
                let default = def.variants.get(def.default).map(|v| v.name.as_str());
                let default = default.unwrap_or_default();
                writeln!(
                    f,
                    "  enum {name}: {by} {}, default {default}",
                    docs::code(&def.label)
                )?;
                self.fields(def.variants.iter(), f)
            }
            ItemKind::Enumeration(def) => {
                let base = format!("{:?}", def.base);
                writeln!(f, "  enum {name}: {} of {base}", docs::code(&def.label))?;
                let mut values = def.values.iter();
                values.try_for_each(|v| writeln!(f, "    {} = {:?}", v.name, v.value))
            }
            ItemKind::Union(def) => {
                writeln!(f, "  enum {name}: union {}", docs::code(&def.label))?;
                let mut variants = def.variants.iter();
                variants.try_for_each(|v| {
                    let simple = self.simple(v.simple);
                    writeln!(f, "    {}: {}{simple}", v.name, self.ty(&v.ty))
                })
            }
            ItemKind::Alias(target) => writeln!(f, "  type {name} = {}", self.ty(target)),
            ItemKind::Simple(table) => {
                let facets = &table.facets;
                write!(f, "  facets {name}: {} ", docs::code(&table.label))?;
                match &table.variety {
                    TableVariety::Atomic(builtin) => write!(f, "{builtin:?}")?,
                    TableVariety::List(item) => write!(f, "list of{}", self.simple(Some(*item)))?,
                    TableVariety::Union(members) => {
                        f.write_str("union of")?;
                        for member in members {
                            f.write_str(&self.simple(Some(*member)))?;
                        }
                    }
                }
                for line in docs::facets(facets) {
                    write!(f, ", {line}")?;
                }
                f.write_char('\n')
            }
        }
    }

    fn fields<'p>(
        &self,
        mut fields: impl Iterator<Item = &'p Field>,
        f: &mut Formatter<'_>,
    ) -> Result {
        fields.try_for_each(|field| {
            let (ty, member) = (self.ty(&field.ty), self.member(&field.member));
            writeln!(f, "    {}: {ty} = {member}", field.name)
        })
    }

    /// An item's path from the file.
    fn path(&self, id: ItemId) -> String {
        let Some(item) = self.types.items.get(id.0 as usize) else {
            return String::new();
        };
        let module = self.types.modules.get(item.module.0 as usize);
        match module.and_then(|module| module.name.as_deref()) {
            Some(module) => format!("{module}::{}", item.name),
            None => item.name.clone(),
        }
    }

    fn ty(&self, ty: &Ty) -> String {
        match ty {
            Ty::Option(inner) => format!("Option<{}>", self.ty(inner)),
            Ty::Vec(inner) => format!("Vec<{}>", self.ty(inner)),
            Ty::Nillable(inner) => format!("Nillable<{}>", self.ty(inner)),
            Ty::NillableWith(inner) => format!("NillableWith<{}>", self.ty(inner)),
            Ty::Defaulted(inner) => format!("Defaulted<{}>", self.ty(inner)),
            Ty::Typed(inner) => format!("Typed<{}>", self.ty(inner)),
            Ty::Boxed(inner) => format!("Box<{}>", self.ty(inner)),
            Ty::List(inner) => format!("List<{}>", self.ty(inner)),
            Ty::Item(id) => self.path(*id),
            Ty::Primitive(name) | Ty::Runtime(name) => (*name).to_owned(),
            Ty::String => "String".to_owned(),
            Ty::Path(path) => path.clone(),
            Ty::Unit => "()".to_owned(),
        }
    }

    fn member(&self, member: &Member) -> String {
        let join = |members: &[Member], by: &str| {
            let members = members.iter().map(|member| self.member(member));
            format!("({})", members.collect::<Vec<_>>().join(by))
        };
        let what = match &member.kind {
            MemberKind::Element(ns, local) => format!("element {}{local}", self.ns(ns)),
            MemberKind::Attribute(ns, local) => format!("attribute {}{local}", self.ns(ns)),
            MemberKind::Type(ns, local) => format!("type {}{local}", self.ns(ns)),
            MemberKind::Choice(id) => format!("choice {}", self.path(*id)),
            MemberKind::Group(id) => format!("group {}", self.path(*id)),
            MemberKind::InlineChoice(members) => join(members, " | "),
            MemberKind::InlineGroup(members) => join(members, ", "),
            MemberKind::InlineAll(members) => join(members, " & "),
            MemberKind::Any(wildcard) => format!("any {:?}", wildcard.0.namespaces),
            MemberKind::AnyAttribute(wildcard) => {
                format!("any attribute {:?}", wildcard.0.namespaces)
            }
            MemberKind::Text => "text".to_owned(),
            MemberKind::Attachment(name, media) => {
                format!("attachment {name} {media}").trim_end().to_owned()
            }
            MemberKind::Order => "the order of all".to_owned(),
            MemberKind::Open => "any other type".to_owned(),
        };
        let occurs = match (member.min, member.max) {
            (1, Some(1)) => String::new(),
            (min, Some(max)) => format!(" {min}..{max}"),
            (min, None) => format!(" {min}.."),
        };
        let nillable = if member.nillable { " nillable" } else { "" };
        let default = member
            .default
            .as_ref()
            .map(|text| format!(" default {text:?}"));
        let fixed = member.fixed.as_ref().map(|text| format!(" fixed {text:?}"));
        let (default, fixed) = (default.unwrap_or_default(), fixed.unwrap_or_default());
        let simple = self.simple(member.simple);
        let secret = if member.secret { " secret" } else { "" };
        let media = member.media.as_ref().map(|m| format!(" media {m}"));
        let media = media.unwrap_or_default();
        let typed = member.type_name.as_ref();
        let typed = typed.map(|(ns, local)| format!(" typed {}{local}", self.ns(ns)));
        let typed = typed.unwrap_or_default();
        format!("{what}{occurs}{nillable}{default}{fixed}{simple}{media}{secret}{typed}")
    }

    fn simple(&self, simple: Option<SimpleRef>) -> String {
        match simple {
            None => String::new(),
            Some(SimpleRef::Builtin(builtin)) => format!(" as {builtin:?}"),
            Some(SimpleRef::Item(id)) => format!(" as {}", self.path(id)),
        }
    }

    fn ns(&self, ns: &Ns) -> String {
        match ns {
            Ns::Literal(uri) if uri.is_empty() => String::new(),
            Ns::Literal(uri) => format!("{{{uri}}}"),
            Ns::Const(id) => {
                let module = self.types.modules.get(id.0 as usize);
                let name = module.and_then(|module| module.name.as_deref());
                name.map(|name| format!("{name}:")).unwrap_or_default()
            }
        }
    }

    fn services(&self, services: &Services, f: &mut Formatter<'_>) -> Result {
        for client in &services.clients {
            writeln!(f, "client {}", client.name)?;
            match &client.ports {
                Ports::Soap(ports) => {
                    for port in ports {
                        let address = port.address.as_deref().unwrap_or("no address");
                        writeln!(f, "  port {:?} {address}", port.version)?;
                    }
                }
                Ports::Http(address) => {
                    let address = address.as_deref().unwrap_or("no address");
                    writeln!(f, "  port HTTP {address}")?;
                }
            }
            if let Some(service) = &client.service {
                writeln!(f, "  trait {service}")?;
            }
            for method in &client.methods {
                let (request, response) = (self.ty(&method.request), self.ty(&method.response));
                let faults = method.faults.map(|id| format!(" faults {}", self.path(id)));
                let faults = faults.unwrap_or_default();
                writeln!(f, "  {}({request}) -> {response}{faults}", method.name)?;
            }
        }
        for operation in &services.operations {
            let [v11, v12] = &operation.actions;
            let (v11, v12) = (v11.as_deref(), v12.as_deref());
            writeln!(
                f,
                "operation {} {} action {v11:?} {v12:?}",
                operation.constant, operation.name
            )?;
            if operation.security != Security::default() {
                writeln!(f, "  requires {:?}", operation.security)?;
            }
            if let Some(http) = &operation.http {
                let (method, location) = (&http.method, &http.location);
                let (input, output) = (&http.input, &http.output);
                writeln!(f, "  http {method} {location} {input:?} to {output:?}")?;
            }
            let bodies = [
                ("input", Some(&operation.input)),
                ("output", operation.output.as_ref()),
            ];
            for (direction, body) in bodies {
                let Some(body) = body else { continue };
                let form = match &body.form {
                    Form::Element(member) => self.member(member),
                    Form::Wrapper(member) => format!("wrapper {}", self.member(member)),
                    Form::Content(_) => "content".to_owned(),
                };
                let encoding = body
                    .encoding
                    .as_ref()
                    .map(|style| format!(" encoded {style}"));
                let encoding = encoding.unwrap_or_default();
                let mtom = body.mtom.map(|mtom| format!(" MTOM {mtom:?}"));
                let mtom = mtom.unwrap_or_default();
                writeln!(f, "  {direction} {form}{encoding}{mtom}")?;
                for header in &body.headers {
                    write!(f, "    header {}", self.member(&header.member))?;
                    let flags = [
                        (header.must_understand, " must understand"),
                        (header.required, " required"),
                    ];
                    for (_, flag) in flags.iter().filter(|(is, _)| *is) {
                        f.write_str(flag)?;
                    }
                    writeln!(f)?;
                }
            }
        }
        Ok(())
    }
}
