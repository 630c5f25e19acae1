//! Entries of tables as tokens, in the vocabulary that the runtime's macros bring into scope.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::place::Place;
use crate::model::{Namespaces, Process};
use crate::plan::{Builtin, Member, MemberKind, PlanWildcard, SimpleRef};

impl Place<'_> {
    /// An entry of a table.
    pub(super) fn member(&self, member: &Member) -> TokenStream {
        let (mut out, min, max) = self.kind(member);
        if member.min != min {
            let min = Literal::u32_unsuffixed(member.min);
            out = quote!(#out.min(#min));
        }
        if member.max != max {
            let max = member.max.map(Literal::u32_unsuffixed);
            let max = max.map_or(quote!(UNBOUNDED), |max| quote!(#max));
            out = quote!(#out.max(#max));
        }
        if member.nillable {
            out = quote!(#out.nillable());
        }
        if let Some(text) = member.default.as_deref().map(Literal::string) {
            out = quote!(#out.default(#text));
        }
        if let Some(text) = member.fixed.as_deref().map(Literal::string) {
            out = quote!(#out.fixed(#text));
        }
        if member.secret {
            out = quote!(#out.secret());
        }
        if let Some((ns, local)) = &member.type_name {
            let (ns, local) = (self.ns(ns), Literal::string(local));
            out = quote!(#out.typed(&Name { ns: #ns, local: #local }));
        }
        match member.simple {
            None => {}
            Some(SimpleRef::Builtin(builtin)) => {
                let builtin = self.builtin(builtin);
                out = quote!(#out.builtin(#builtin));
            }
            Some(simple) => {
                let simple = self.simple(simple);
                out = quote!(#out.simple(#simple));
            }
        }
        out
    }

    /// A reference to a table of facets.
    pub(super) fn simple(&self, simple: SimpleRef) -> TokenStream {
        match simple {
            SimpleRef::Builtin(builtin) => {
                let builtin = self.builtin(builtin);
                quote!(Simple::shared(#builtin))
            }
            SimpleRef::Item(id) => {
                let path = self.item_in_table(id);
                quote!(&#path)
            }
        }
    }

    /// A built-in type in a table.
    pub(super) fn builtin(&self, builtin: Builtin) -> TokenStream {
        let name = format_ident!("{builtin:?}");
        quote!(Builtin::#name)
    }

    /// What an entry matches, and the occurrence that goes without saying.
    fn kind(&self, member: &Member) -> (TokenStream, u32, Option<u32>) {
        match &member.kind {
            MemberKind::Element(ns, local) => {
                let (ns, local) = (self.ns(ns), Literal::string(local));
                match (member.min, member.max) {
                    (0, Some(1)) => (quote!(opt(#ns, #local)), 0, Some(1)),
                    (_, Some(1)) => (quote!(one(#ns, #local)), 1, Some(1)),
                    _ => (quote!(many(#ns, #local)), 0, None),
                }
            }
            MemberKind::Attribute(ns, local) => {
                let (ns, local) = (self.ns(ns), Literal::string(local));
                (quote!(attribute(#ns, #local)), 0, Some(1))
            }
            MemberKind::Choice(id) => {
                let path = self.item_in_table(*id);
                (quote!(choice(<#path as HasChoice>::CHOICE)), 1, Some(1))
            }
            MemberKind::Group(id) => {
                let path = self.item_in_table(*id);
                (quote!(group(<#path as HasShape>::SHAPE)), 1, Some(1))
            }
            MemberKind::InlineChoice(members) => {
                let members = members.iter().map(|m| self.member(m));
                let shape =
                    quote!(&ChoiceShape { name: "", declared: true, variants: &[#(#members),*] });
                (quote!(choice(#shape)), 1, Some(1))
            }
            MemberKind::InlineGroup(members) => {
                let members = members.iter().map(|m| self.member(m));
                let shape = quote!(&Shape {
                    name: Name::new("", ""), named: false, content: Content::Sequence,
                    members: &[#(#members),*], attributes: &[],
                });
                (quote!(group(#shape)), 1, Some(1))
            }
            MemberKind::Any(wildcard) => {
                let wildcard = wildcard_arguments(wildcard);
                (quote!(any(#wildcard)), 1, Some(1))
            }
            MemberKind::AnyAttribute(wildcard) => {
                let wildcard = wildcard_arguments(wildcard);
                (quote!(any_attribute(#wildcard)), 0, None)
            }
            MemberKind::Text => (quote!(text()), 1, Some(1)),
            MemberKind::Order => (quote!(order()), 0, Some(1)),
            MemberKind::Type(ns, local) => {
                let (ns, local) = (self.ns(ns), Literal::string(local));
                (quote!(type_(#ns, #local)), 1, Some(1))
            }
            MemberKind::Open => (quote!(open()), member.min, member.max),
        }
    }
}

fn wildcard_arguments(wildcard: &PlanWildcard) -> TokenStream {
    let namespaces = match &wildcard.0.namespaces {
        Namespaces::Any => quote!(Any),
        Namespaces::Other(ns) => {
            let ns = Literal::string(ns);
            quote!(Other(#ns))
        }
        Namespaces::List(list) => {
            let list = list.iter().map(|ns| Literal::string(ns));
            quote!(List(&[#(#list),*]))
        }
    };
    let process = match wildcard.0.process {
        Process::Strict => quote!(Strict),
        Process::Lax => quote!(Lax),
        Process::Skip => quote!(Skip),
    };
    quote!(NamespaceConstraint::#namespaces, Process::#process)
}
