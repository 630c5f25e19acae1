//! Entries of tables, in the vocabulary that the runtime's macros bring into scope.

use std::fmt::Write as _;
use std::sync::Arc;

use super::place::Place;
use super::syntax::{list, string};
use crate::model::{Constraint, NameTest, Namespaces, Path, Process, Rule};
use crate::name::QName;
use crate::plan::{
    Builtin, Declaration, Member, MemberKind, NamedType, Ns, PlanWildcard, SimpleRef,
};

impl Place<'_> {
    /// An entry of a table.
    pub(super) fn member(&self, member: &Member) -> String {
        let (mut out, min, max) = self.kind(member);
        // Writing into a string can't fail.
        if member.min != min {
            let _ = write!(out, ".min({})", member.min);
        }
        if member.max != max {
            let max = member.max.map_or("UNBOUNDED".to_owned(), |n| n.to_string());
            let _ = write!(out, ".max({max})");
        }
        if member.nillable {
            out.push_str(".nillable()");
        }
        if let Some(text) = &member.default {
            let _ = write!(out, ".default({})", string(text));
        }
        if let Some(text) = &member.fixed {
            let _ = write!(out, ".fixed({})", string(text));
        }
        if let Some(media) = &member.media {
            let _ = write!(out, ".media({})", string(media));
        }
        if member.secret {
            out.push_str(".secret()");
        }
        if let Some(name) = &member.type_name {
            let _ = write!(out, ".typed(&{})", self.literal_name(name));
        }
        if let Some(declaration) = &member.declaration {
            let _ = write!(out, ".declared(&{})", self.declaration(declaration));
        }
        match member.simple {
            None => {}
            Some(SimpleRef::Builtin(builtin)) => {
                let _ = write!(out, ".builtin({})", self.builtin(builtin));
            }
            Some(simple) => {
                let _ = write!(out, ".simple({})", self.simple(simple));
            }
        }
        out
    }

    fn declaration(&self, declaration: &Declaration) -> String {
        let mut out = "Declaration::NONE".to_owned();
        if let Some(name) = &declaration.simple_type {
            let _ = write!(out, ".of({})", self.name(name));
        }
        if declaration.exact {
            out.push_str(".exact()");
        }
        if declaration.closed {
            out.push_str(".closed()");
        }
        if declaration.is_abstract {
            out.push_str(".is_abstract()");
        }
        if !declaration.constraints.is_empty() {
            let constraints = list(declaration.constraints.iter().map(constraint));
            let _ = write!(out, ".constraints({constraints})");
        }
        out
    }

    /// A type that a document can name.
    pub(super) fn definition(&self, ty: &NamedType) -> String {
        let name = self.name(&ty.name);
        let mut out = match ty.item {
            Some(item) => format!("definition::<{}>({name})", self.item_in_table(item)),
            None => format!("abstract_definition({name})"),
        };
        let names = ty.stands_for.iter();
        let names = list(names.map(|name| format!("Name::new({})", self.name(name))));
        match (ty.complex, ty.stands_for.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let _ = write!(out, ".extends({names})");
            }
            (false, _) => {
                let _ = write!(out, ".stands_for({names})");
            }
        }
        if let Some(simple) = ty.simple {
            let _ = write!(out, ".simple({})", self.simple(simple));
        }
        out
    }

    /// A reference to a table of facets.
    pub(super) fn simple(&self, simple: SimpleRef) -> String {
        match simple {
            SimpleRef::Builtin(builtin) => format!("Simple::shared({})", self.builtin(builtin)),
            SimpleRef::Item(id) => format!("&{}", self.item_in_table(id)),
        }
    }

    /// A built-in type in a table.
    pub(super) fn builtin(&self, builtin: Builtin) -> String {
        format!("Builtin::{builtin:?}")
    }

    /// A name as two arguments.
    fn name(&self, (ns, local): &(Ns, Arc<str>)) -> String {
        format!("{}, {}", self.ns(ns), string(local))
    }

    /// A name as a literal.
    pub(super) fn literal_name(&self, (ns, local): &(Ns, Arc<str>)) -> String {
        format!("Name {{ ns: {}, local: {} }}", self.ns(ns), string(local))
    }

    /// What an entry matches, and the occurrence that goes without saying.
    fn kind(&self, member: &Member) -> (String, u32, Option<u32>) {
        let named = |function: &str, ns: &Ns, local: &str| {
            format!("{function}({}, {})", self.ns(ns), string(local))
        };
        match &member.kind {
            MemberKind::Element(ns, local) => match (member.min, member.max) {
                (0, Some(1)) => (named("opt", ns, local), 0, Some(1)),
                (_, Some(1)) => (named("one", ns, local), 1, Some(1)),
                _ => (named("many", ns, local), 0, None),
            },
            MemberKind::Attribute(ns, local) => (named("attribute", ns, local), 0, Some(1)),
            MemberKind::Choice(id) => {
                let path = self.item_in_table(*id);
                (format!("choice(<{path} as HasChoice>::CHOICE)"), 1, Some(1))
            }
            MemberKind::Group(id) => {
                let path = self.item_in_table(*id);
                (format!("group(<{path} as HasShape>::SHAPE)"), 1, Some(1))
            }
            MemberKind::InlineChoice(members) => {
                let members = list(members.iter().map(|m| self.member(m)));
                let shape = format!(
                    "ChoiceShape {{ name: \"\", declared: true, variants: {members}, rust: \"\" }}"
                );
                (format!("choice(&{shape})"), 1, Some(1))
            }
            MemberKind::InlineGroup(members) | MemberKind::InlineAll(members) => {
                let content = match member.kind {
                    MemberKind::InlineAll(_) => "All",
                    _ => "Sequence",
                };
                let members = list(members.iter().map(|m| self.member(m)));
                let shape = format!(
                    "Shape {{ name: Name::new(\"\", \"\"), named: false, content: Content::{content}, \
                     members: {members}, attributes: &[], rust: \"\", }}"
                );
                (format!("group(&{shape})"), 1, Some(1))
            }
            MemberKind::Any(wildcard) => (wild("any", wildcard), 1, Some(1)),
            MemberKind::AnyAttribute(wildcard) => (wild("any_attribute", wildcard), 0, None),
            MemberKind::Text => ("text()".to_owned(), 1, Some(1)),
            MemberKind::Attachment(name, media) => {
                let part = format!("attachment({}, {})", string(name), string(media));
                (part, 0, Some(1))
            }
            MemberKind::Order => ("order()".to_owned(), 0, Some(1)),
            MemberKind::Type(ns, local) => (named("type_", ns, local), 1, Some(1)),
            MemberKind::Open => ("open()".to_owned(), member.min, member.max),
        }
    }
}

fn constraint(constraint: &Constraint) -> String {
    let function = match constraint.rule {
        Rule::Key => "key",
        _ => "unique",
    };
    let (name, selector) = (name(&constraint.name), paths(&constraint.selector));
    let fields = list(constraint.fields.iter().map(|field| paths(field)));
    let refers = match &constraint.rule {
        Rule::Reference(key) => format!(".refers({})", self::name(key)),
        _ => String::new(),
    };
    format!("{function}({name}, {selector}, {fields}){refers}")
}

fn paths(paths: &[Path]) -> String {
    list(paths.iter().map(|path| {
        let mut out = format!("path({})", list(path.steps.iter().map(test)));
        if path.deep {
            out.push_str(".deep()");
        }
        if let Some(attribute) = &path.attribute {
            let _ = write!(out, ".at({})", test(attribute));
        }
        out
    }))
}

fn test(test: &NameTest) -> String {
    match test {
        NameTest::Any => "Test::Any".to_owned(),
        NameTest::In(namespace) => format!("Test::In({})", string(namespace)),
        NameTest::Is(qname) => format!("is({})", name(qname)),
    }
}

fn name(name: &QName) -> String {
    format!("{}, {}", string(&name.namespace), string(&name.local))
}

/// A wildcard, and what follows for the names that it leaves out and for where it takes others.
fn wild(function: &str, wildcard: &PlanWildcard) -> String {
    let namespaces = match &wildcard.0.namespaces {
        Namespaces::Any => "Any".to_owned(),
        Namespaces::Not(all) => format!("Not({})", list(all.iter().map(|ns| string(ns)))),
        Namespaces::List(all) => format!("List({})", list(all.iter().map(|ns| string(ns)))),
    };
    let process = match wildcard.0.process {
        Process::Strict => "Strict",
        Process::Lax => "Lax",
        Process::Skip => "Skip",
    };
    let mut out = format!("{function}(NamespaceConstraint::{namespaces}, Process::{process})");
    let except = &wildcard.0.except;
    if !except.is_empty() {
        let names = list(
            except
                .iter()
                .map(|qname| format!("Name::new({})", name(qname))),
        );
        let _ = write!(out, ".except({names})");
    }
    if wildcard.0.floating {
        out.push_str(".floating()");
    }
    out
}
