//! Reports options that are malformed or match nothing.

use std::collections::BTreeSet;

use super::{Options, Path, Target};
use crate::diagnostic::Diagnostics;
use crate::model::{Content, Model, Particle, Term, Type, TypeKind};
use crate::name::QName;
use crate::similar::similar;

/// How deep a content model is followed; the model's own limit is lower.
const DEPTH: usize = 256;

/// Reports every option that matches nothing in the model, with what it may have meant.
pub fn check(options: &Options, model: &Model, diagnostics: &mut Diagnostics) {
    let names = Names::of(model);
    for operation in &options.operations {
        if !names.operations.contains(operation.as_str()) {
            let known = names.operations.iter().copied();
            unmatched(
                diagnostics,
                format!("operation `{operation}` is not in the documents"),
                similar(operation, known),
            );
        }
    }
    for (namespace, _) in &options.modules {
        if !model.namespaces.iter().any(|n| **n == **namespace) {
            let known = model.namespaces.iter().map(|n| &**n);
            unmatched(
                diagnostics,
                format!("namespace `{namespace}` of a module is not in the documents"),
                similar(namespace, known),
            );
        }
    }
    let paths = options.renames.iter().map(|(path, _)| path);
    let paths = paths.chain(options.types.iter().map(|(path, _)| path));
    let paths = paths.chain(options.derives.iter().map(|(path, _)| path));
    let paths = paths.chain(options.attributes.iter().map(|(path, _)| path));
    let paths = paths.chain(options.secrets.iter().map(|(path, _)| path));
    let paths = paths.chain(options.derived.iter().flat_map(|(base, path)| [base, path]));
    let paths = paths.chain(&options.optional);
    for path in paths.chain(&options.nil_as_none) {
        names.check(model, path, diagnostics);
    }
    for (base, path) in &options.derived {
        derivation(model, base, path, diagnostics);
    }
}

/// Reports a choice of derived types, or of substitutes, of which none derives from the base or may stand for it.
fn derivation(model: &Model, base: &Path, path: &Path, diagnostics: &mut Diagnostics) {
    let named = |ty: &&Type, path: &Path| ty.name.as_ref().is_some_and(|n| path.matches(n));
    let bases = model.types.iter().filter(|ty| named(ty, base));
    let mut todo: Vec<&Type> = bases.collect();
    let mut below = BTreeSet::new();
    while let Some(ty) = todo.pop() {
        let TypeKind::Complex(complex) = &ty.kind else {
            continue;
        };
        let fresh = complex.derived.iter().filter(|id| below.insert(**id));
        todo.extend(fresh.filter_map(|id| model.types.get(id.0 as usize)));
    }
    let below = below.iter().filter_map(|id| model.types.get(id.0 as usize));
    let below: Vec<&QName> = below.filter_map(|ty| ty.name.as_ref()).collect();
    let heads = model.elements.iter();
    let heads = heads.filter(|e| e.global && !e.substitutes.is_empty() && base.matches(&e.name));
    let members = heads.flat_map(|head| &head.substitutes);
    let members = members.filter_map(|id| model.elements.get(id.0 as usize));
    let members: Vec<&QName> = members.map(|element| &element.name).collect();
    let message = match (below.is_empty(), members.is_empty()) {
        (true, false) => format!("no element `{path}` may stand for `{base}`"),
        _ => format!("no type `{path}` derives from `{base}`"),
    };
    let mut known = below.into_iter().chain(members);
    if !known.clone().any(|name| path.matches(name)) {
        let similar = similar(&path.to_string(), known.by_ref().map(|name| &*name.local));
        unmatched(diagnostics, message, similar);
    }
}

/// Reports an option that matched nothing.
fn unmatched(diagnostics: &mut Diagnostics, message: String, similar: Option<&str>) {
    let help = match similar {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => "`castile inspect` lists what the documents define".to_owned(),
    };
    diagnostics.error_without_place(message).help(help);
}

/// All names that an option can be about.
struct Names<'m> {
    components: BTreeSet<&'m QName>,
    operations: BTreeSet<&'m str>,
}

impl<'m> Names<'m> {
    fn of(model: &'m Model) -> Self {
        let types = model.types.iter().filter_map(|t| t.name.as_ref());
        let elements = model.elements.iter().filter(|e| e.global).map(|e| &e.name);
        let groups = model.groups.iter().map(|g| &g.name);
        let messages = model.messages.iter().map(|m| &m.name);
        let port_types = model.port_types.iter().map(|p| &p.name);
        let services = model.services.iter().map(|s| &s.name);
        let operations = model.port_types.iter().flat_map(|p| &p.operations);
        Self {
            components: types
                .chain(elements)
                .chain(groups)
                .chain(messages)
                .chain(port_types)
                .chain(services)
                .collect(),
            operations: operations.map(|o| &*o.name).collect(),
        }
    }

    fn check(&self, model: &Model, path: &Path, diagnostics: &mut Diagnostics) {
        let found = match &path.target {
            Target::All => true,
            Target::Local(local) if self.operations.contains(local.as_str()) => true,
            Target::Namespace(namespace) => model.namespaces.iter().any(|n| **n == **namespace),
            target => self.components.iter().any(|name| target.matches(name)),
        };
        if !found {
            let near = match &path.target {
                Target::Name(name) => {
                    let known: Vec<_> = self.components.iter().map(|n| n.to_string()).collect();
                    similar(&name.to_string(), known.iter().map(String::as_str)).map(str::to_owned)
                }
                Target::Namespace(namespace) => {
                    let known = model.namespaces.iter().map(|n| &**n);
                    similar(namespace, known).map(|n| format!("{{{n}}}"))
                }
                Target::Local(local) => {
                    let known = self.components.iter().map(|n| &*n.local);
                    similar(local, known.chain(self.operations.iter().copied())).map(str::to_owned)
                }
                Target::All => None,
            };
            let message = format!("path `{path}` matches nothing in the documents");
            return unmatched(diagnostics, message, near.as_deref());
        }
        let Some(member) = &path.member else { return };
        let members = members(model, &path.target);
        if !members.contains(member) {
            unmatched(
                diagnostics,
                format!("path `{path}` matches nothing: there is no member `{member}`"),
                similar(member, members.iter().map(String::as_str)),
            );
        }
    }
}

/// The members of the types and elements that a target means, attributes with an `@`.
fn members(model: &Model, target: &Target) -> BTreeSet<String> {
    let named = |t: &&Type| t.name.as_ref().is_some_and(|name| target.matches(name));
    let types = model.types.iter().filter(named);
    let elements = model.elements.iter().filter(|e| target.matches(&e.name));
    let of_elements = elements.filter_map(|e| model.types.get(e.type_id.0 as usize));
    let mut found = BTreeSet::new();
    for ty in types.chain(of_elements) {
        let TypeKind::Complex(complex) = &ty.kind else {
            continue;
        };
        let attributes = complex.attributes.iter();
        found.extend(attributes.map(|a| format!("@{}", a.name.local)));
        if let Content::Elements { particle, .. } = &complex.content {
            collect(model, particle, &mut found, DEPTH);
        }
    }
    found
}

fn collect(model: &Model, particle: &Particle, found: &mut BTreeSet<String>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match &particle.term {
        Term::Element(id) => {
            let element = model.elements.get(id.0 as usize);
            found.extend(element.map(|e| e.name.local.to_string()));
        }
        Term::Sequence(items) | Term::Choice(items) | Term::All(items) => {
            for item in items {
                collect(model, item, found, depth);
            }
        }
        Term::Group(id) => {
            if let Some(group) = model.groups.get(id.0 as usize) {
                collect(model, &group.particle, found, depth);
            }
        }
        Term::Any(_) => {}
    }
}
