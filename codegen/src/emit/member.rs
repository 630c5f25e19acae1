//! Entries of tables as tokens, in the vocabulary that the runtime's macros bring into scope.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::place::Place;
use crate::model::{Constraint, NameTest, Namespaces, Path, Process, Rule};
use crate::name::QName;
use crate::plan::{Builtin, Declaration, Member, MemberKind, NamedType, PlanWildcard, SimpleRef};

impl Place<'_> {
    /// An entry of a table.
    pub(super) fn member(&self, member: &Member) -> TokenStream {
        let (mut out, min, max) = self.kind(member);
        if member.min != min {
            let min = Literal::u32_unsuffixed(member.min);
            out.extend(quote!(.min(#min)));
        }
        if member.max != max {
            let max = member.max.map(Literal::u32_unsuffixed);
            let max = max.map_or(quote!(UNBOUNDED), |max| quote!(#max));
            out.extend(quote!(.max(#max)));
        }
        if member.nillable {
            out.extend(quote!(.nillable()));
        }
        if let Some(text) = member.default.as_deref().map(Literal::string) {
            out.extend(quote!(.default(#text)));
        }
        if let Some(text) = member.fixed.as_deref().map(Literal::string) {
            out.extend(quote!(.fixed(#text)));
        }
        if let Some(media) = &member.media {
            out.extend(quote!(.media(#media)));
        }
        if member.secret {
            out.extend(quote!(.secret()));
        }
        if let Some((ns, local)) = &member.type_name {
            let (ns, local) = (self.ns(ns), Literal::string(local));
            out.extend(quote!(.typed(&Name { ns: #ns, local: #local })));
        }
        if let Some(declaration) = &member.declaration {
            let declaration = self.declaration(declaration);
            out.extend(quote!(.declared(&#declaration)));
        }
        match member.simple {
            None => {}
            Some(SimpleRef::Builtin(builtin)) => {
                let builtin = self.builtin(builtin);
                out.extend(quote!(.builtin(#builtin)));
            }
            Some(simple) => {
                let simple = self.simple(simple);
                out.extend(quote!(.simple(#simple)));
            }
        }
        out
    }

    fn declaration(&self, declaration: &Declaration) -> TokenStream {
        let mut out = quote!(Declaration::NONE);
        if let Some((ns, local)) = &declaration.simple_type {
            let (ns, local) = (self.ns(ns), Literal::string(local));
            out.extend(quote!(.of(#ns, #local)));
        }
        if declaration.exact {
            out.extend(quote!(.exact()));
        }
        if declaration.closed {
            out.extend(quote!(.closed()));
        }
        if declaration.is_abstract {
            out.extend(quote!(.is_abstract()));
        }
        if !declaration.constraints.is_empty() {
            let constraints = declaration.constraints.iter().map(constraint);
            out.extend(quote!(.constraints(&[#(#constraints),*])));
        }
        out
    }

    /// A type that a document can name.
    pub(super) fn definition(&self, ty: &NamedType) -> TokenStream {
        let (ns, local) = (self.ns(&ty.name.0), Literal::string(&ty.name.1));
        let mut out = match ty.item {
            Some(item) => {
                let path = self.item_in_table(item);
                quote!(definition::<#path>(#ns, #local))
            }
            None => quote!(abstract_definition(#ns, #local)),
        };
        let names = ty.stands_for.iter().map(|(ns, local)| {
            let (ns, local) = (self.ns(ns), Literal::string(local));
            quote!(Name::new(#ns, #local))
        });
        out = match (ty.complex, names.len()) {
            (true, 0) => out,
            (true, _) => quote!(#out.extends(&[#(#names),*])),
            (false, _) => quote!(#out.stands_for(&[#(#names),*])),
        };
        if let Some(simple) = ty.simple {
            let simple = self.simple(simple);
            out.extend(quote!(.simple(#simple)));
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
                let shape = quote!(&ChoiceShape { name: "", declared: true, variants: &[#(#members),*], rust: "" });
                (quote!(choice(#shape)), 1, Some(1))
            }
            MemberKind::InlineGroup(members) | MemberKind::InlineAll(members) => {
                let content = match member.kind {
                    MemberKind::InlineAll(_) => quote!(All),
                    _ => quote!(Sequence),
                };
                let members = members.iter().map(|m| self.member(m));
                let shape = quote!(&Shape {
                    name: Name::new("", ""), named: false, content: Content::#content,
                    members: &[#(#members),*], attributes: &[], rust: "",
                });
                (quote!(group(#shape)), 1, Some(1))
            }
            MemberKind::Any(wildcard) => {
                let (arguments, except) = wildcard_parts(wildcard);
                (quote!(any(#arguments)#except), 1, Some(1))
            }
            MemberKind::AnyAttribute(wildcard) => {
                let (arguments, except) = wildcard_parts(wildcard);
                (quote!(any_attribute(#arguments)#except), 0, None)
            }
            MemberKind::Text => (quote!(text()), 1, Some(1)),
            MemberKind::Attachment(name, media) => {
                let (name, media) = (Literal::string(name), Literal::string(media));
                (quote!(attachment(#name, #media)), 0, Some(1))
            }
            MemberKind::Order => (quote!(order()), 0, Some(1)),
            MemberKind::Type(ns, local) => {
                let (ns, local) = (self.ns(ns), Literal::string(local));
                (quote!(type_(#ns, #local)), 1, Some(1))
            }
            MemberKind::Open => (quote!(open()), member.min, member.max),
        }
    }
}

fn constraint(constraint: &Constraint) -> TokenStream {
    let [ns, local] = name(&constraint.name);
    let function = match constraint.rule {
        Rule::Key => quote!(key),
        _ => quote!(unique),
    };
    let selector = paths(&constraint.selector);
    let fields = constraint.fields.iter().map(|field| paths(field));
    let out = quote!(#function(#ns, #local, #selector, &[#(#fields),*]));
    match &constraint.rule {
        Rule::Reference(key) => {
            let [ns, local] = name(key);
            quote!(#out.refers(#ns, #local))
        }
        _ => out,
    }
}

fn paths(paths: &[Path]) -> TokenStream {
    let paths = paths.iter().map(|path| {
        let steps = path.steps.iter().map(test);
        let mut out = quote!(path(&[#(#steps),*]));
        if path.deep {
            out.extend(quote!(.deep()));
        }
        if let Some(attribute) = &path.attribute {
            let attribute = test(attribute);
            out.extend(quote!(.at(#attribute)));
        }
        out
    });
    quote!(&[#(#paths),*])
}

fn test(test: &NameTest) -> TokenStream {
    match test {
        NameTest::Any => quote!(Test::Any),
        NameTest::In(namespace) => {
            let namespace = Literal::string(namespace);
            quote!(Test::In(#namespace))
        }
        NameTest::Is(qname) => {
            let [ns, local] = name(qname);
            quote!(is(#ns, #local))
        }
    }
}

fn name(name: &QName) -> [Literal; 2] {
    [&name.namespace, &name.local].map(|text| Literal::string(text))
}

/// The arguments for a wildcard, and what follows for the names that it leaves out and for where it takes others.
fn wildcard_parts(wildcard: &PlanWildcard) -> (TokenStream, Option<TokenStream>) {
    let namespaces = match &wildcard.0.namespaces {
        Namespaces::Any => quote!(Any),
        Namespaces::Not(list) => {
            let list = list.iter().map(|ns| Literal::string(ns));
            quote!(Not(&[#(#list),*]))
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
    let except = wildcard.0.except.iter().map(|qname| {
        let [ns, local] = name(qname);
        quote!(Name::new(#ns, #local))
    });
    let mut except = (except.len() > 0).then(|| quote!(.except(&[#(#except),*])));
    if wildcard.0.floating {
        except.get_or_insert_default().extend(quote!(.floating()));
    }
    (
        quote!(NamespaceConstraint::#namespaces, Process::#process),
        except,
    )
}
