//! Effective simple types: variety, and the facets of all steps together (XSD part 1, 3.14; part 2, 4.3).

use std::collections::HashSet;

use super::{ANY_SIMPLE, Deriver};
use crate::document::Prefixes;
use crate::model::white_space::{normalize, white_space};
use crate::model::xsd::draft::{EnumeratorDraft, FacetsDraft, From, SimpleDraft};
use crate::model::{
    Builtin, Content, Enumerator, Facets, Given, SimpleType, TypeId, TypeKind, Variety,
};

impl Deriver<'_> {
    pub(super) fn simple(&mut self, draft: &SimpleDraft) -> SimpleType {
        match &draft.from {
            From::List(item) => SimpleType {
                base: ANY_SIMPLE,
                variety: Variety::List(self.simple_or_any(*item)),
                facets: Facets::default(),
            },
            From::Union(members) => SimpleType {
                base: ANY_SIMPLE,
                variety: Variety::Union(members.iter().map(|m| self.simple_or_any(*m)).collect()),
                facets: Facets::default(),
            },
            From::Restriction(base) => self.restriction(*base, &draft.facets),
            From::Content(_, Some(inline)) => self.restriction(*inline, &draft.facets),
            From::Content(base, None) => {
                let base = self.simple_content(*base);
                self.restriction(base, &draft.facets)
            }
        }
    }

    /// The simple type that a type's content is.
    pub(super) fn simple_content(&mut self, id: TypeId) -> TypeId {
        match self.kind(id) {
            TypeKind::Builtin(_) | TypeKind::Simple(_) => id,
            TypeKind::Complex(complex) => match &complex.content {
                Content::Simple(content) => *content,
                Content::Empty | Content::Elements { .. } => {
                    let title = self.title(id);
                    self.diagnostics
                        .error(&self.draft.at, format!("{title} has no simple content"))
                        .help("derive by xs:complexContent, or from a type whose content is text");
                    ANY_SIMPLE
                }
            },
            // Reported, or `xs:anyType`, of which any text is.
            TypeKind::Any => ANY_SIMPLE,
        }
    }

    /// The type itself if it's simple.
    fn simple_or_any(&mut self, id: TypeId) -> TypeId {
        match self.kind(id) {
            TypeKind::Builtin(_) | TypeKind::Simple(_) => id,
            TypeKind::Any => ANY_SIMPLE,
            TypeKind::Complex(_) => {
                let title = self.title(id);
                self.diagnostics
                    .error(
                        &self.draft.at,
                        format!("{title} is complex, where a simple type has to stand"),
                    )
                    .help("only simple types can be restricted, listed or united");
                ANY_SIMPLE
            }
        }
    }

    fn restriction(&mut self, base: TypeId, step: &FacetsDraft) -> SimpleType {
        let base = self.simple_or_any(base);
        let (variety, inherited) = match self.kind(base) {
            TypeKind::Builtin(builtin) => (Variety::Atomic(*builtin), None),
            TypeKind::Simple(simple) => (simple.variety.clone(), Some(&simple.facets)),
            TypeKind::Any | TypeKind::Complex(_) => (Variety::Atomic(Builtin::AnySimpleType), None),
        };
        let members = match &variety {
            Variety::Union(members) => members.len(),
            Variety::Atomic(_) | Variety::List(_) => 0,
        };
        let copied = inherited.map_or(0, |facets| {
            members + facets.patterns.len() + facets.enumeration.len()
        });
        let inherited = inherited.filter(|_| self.afford(copied));
        let mut facets = merge(inherited, &step.facets);
        if !step.enumeration.is_empty() {
            facets.enumeration = self.enumeration(&variety, &facets, &step.enumeration);
        } else if let Some(inherited) = inherited {
            facets.enumeration.clone_from(&inherited.enumeration);
        }
        SimpleType {
            base,
            variety,
            facets,
        }
    }

    fn enumeration(
        &mut self,
        variety: &Variety,
        facets: &Facets,
        step: &[EnumeratorDraft],
    ) -> Vec<Enumerator> {
        let names = self.holds_names(variety);
        let space = white_space(variety, facets);
        let mut known: HashSet<String> = HashSet::with_capacity(step.len());
        let mut all = Vec::with_capacity(step.len());
        for literal in step {
            let mut value = normalize(&literal.value, space);
            if names {
                let parts: Vec<&str> = value.split_ascii_whitespace().collect();
                let parts: Vec<String> = parts
                    .into_iter()
                    .map(|name| self.expanded(name, &literal.prefixes, literal))
                    .collect();
                value = parts.join(" ");
            } else if let Variety::Union(_) = variety {
                let given = Given::new(&value, |word| literal.prefixes.name(word));
                value = given.spelled_as(variety, &|id| self.kinds.get(id.0 as usize));
            }
            if known.insert(value.clone()) {
                all.push(Enumerator {
                    value,
                    doc: literal.doc.clone(),
                });
            }
        }
        all
    }

    /// `{namespace}local` of a QName.
    fn expanded(&mut self, name: &str, prefixes: &Prefixes, literal: &EnumeratorDraft) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        match prefixes.get(prefix).filter(|ns| !ns.is_empty()) {
            Some(namespace) => format!("{{{namespace}}}{local}"),
            None if prefix.is_empty() => local.to_owned(),
            None => {
                self.diagnostics
                    .error(
                        &literal.at,
                        format!("prefix {prefix:?} of {name:?} is not declared"),
                    )
                    .help(format!("declare it: xmlns:{prefix}=\"...\""));
                local.to_owned()
            }
        }
    }

    /// Whether literals are names with prefixes.
    fn holds_names(&self, variety: &Variety) -> bool {
        const NAMES: [Builtin; 2] = [Builtin::QName, Builtin::Notation];
        match variety {
            Variety::Atomic(builtin) => NAMES.contains(builtin),
            Variety::List(item) => match self.kind(*item) {
                TypeKind::Builtin(builtin) => NAMES.contains(builtin),
                TypeKind::Simple(simple) => {
                    matches!(&simple.variety, Variety::Atomic(b) if NAMES.contains(b))
                }
                TypeKind::Any | TypeKind::Complex(_) => false,
            },
            Variety::Union(_) => false,
        }
    }
}

/// The facets of a step over those of its base, all but the enumeration.
fn merge(base: Option<&Facets>, step: &Facets) -> Facets {
    let Some(base) = base else {
        return step.clone();
    };
    Facets {
        white_space: step.white_space.or(base.white_space),
        length: step.length.or(base.length),
        min_length: step.min_length.or(base.min_length),
        max_length: step.max_length.or(base.max_length),
        patterns: base
            .patterns
            .iter()
            .chain(&step.patterns)
            .cloned()
            .collect(),
        lower: step.lower.as_ref().or(base.lower.as_ref()).cloned(),
        upper: step.upper.as_ref().or(base.upper.as_ref()).cloned(),
        total_digits: step.total_digits.or(base.total_digits),
        fraction_digits: step.fraction_digits.or(base.fraction_digits),
        enumeration: Vec::new(),
    }
}
