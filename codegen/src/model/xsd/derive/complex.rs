//! Effective complex types: content and arrays (XSD part 1, 3.4.2).

use std::sync::Arc;

use super::Deriver;
use crate::model::xsd::builder::empty_sequence;
use crate::model::xsd::draft::{ComplexDraft, ContentDraft};
use crate::model::xsd::vocabulary::SOAP_ENCODING;
use crate::model::{
    ComplexType, Content, Derivation, Namespaces, Particle, Process, SoapArray, Term, TypeId,
    TypeKind, Wildcard,
};
use crate::name::QName;

impl Deriver<'_> {
    pub(super) fn complex(&mut self, draft: &ComplexDraft) -> ComplexType {
        let content = match &draft.content {
            ContentDraft::Simple(Some(content)) => Content::Simple(*content),
            ContentDraft::Simple(None) => Content::Simple(self.simple_content(draft.base)),
            ContentDraft::Elements(own) => self.elements(draft, own.as_ref()),
        };
        let (attributes, any_attribute) = self.attributes(draft);
        ComplexType {
            base: draft.base,
            derivation: draft.derivation,
            is_abstract: draft.is_abstract,
            content,
            attributes,
            any_attribute,
            derived: Vec::new(),
            block: draft.block,
            soap_array: self.array(draft),
        }
    }

    fn elements(&mut self, draft: &ComplexDraft, own: Option<&Arc<Particle>>) -> Content {
        if draft.derivation == Derivation::Extension {
            return self.extended(draft, own);
        }
        match own {
            Some(particle) => Content::Elements {
                particle: Arc::clone(particle),
                mixed: draft.mixed,
            },
            None if draft.mixed => self.text_alone(),
            None => Content::Empty,
        }
    }

    fn extended(&mut self, draft: &ComplexDraft, own: Option<&Arc<Particle>>) -> Content {
        let base = match self.kind(draft.base) {
            TypeKind::Complex(base) => &base.content,
            // `xs:anyType` holds everything: elements of its own add nothing to that, and are what is meant.
            TypeKind::Any => {
                return match own {
                    Some(particle) => Content::Elements {
                        particle: Arc::clone(particle),
                        mixed: draft.mixed,
                    },
                    None => self.anything(),
                };
            }
            TypeKind::Builtin(_) | TypeKind::Simple(_) => &Content::Simple(draft.base),
        };
        match (base, own) {
            (Content::Simple(content), None) => Content::Simple(*content),
            (Content::Simple(content), Some(_)) => {
                let title = self.title(draft.base);
                self.diagnostics
                    .error(
                        &self.draft.at,
                        format!("{title} holds text, and can't be extended by elements"),
                    )
                    .help("extend it by attributes, in xs:simpleContent");
                Content::Simple(*content)
            }
            (Content::Empty, None) if draft.mixed => self.text_alone(),
            (base, None) => base.clone(),
            (Content::Empty, Some(own)) => Content::Elements {
                particle: Arc::clone(own),
                mixed: draft.mixed,
            },
            (Content::Elements { particle, mixed }, Some(own)) => Content::Elements {
                particle: self.followed(particle, own),
                mixed: *mixed || draft.mixed,
            },
        }
    }

    /// A sequence of the base's content and a type's own.
    fn followed(&mut self, base: &Arc<Particle>, own: &Arc<Particle>) -> Arc<Particle> {
        let term = match (&base.term, &own.term) {
            (Term::Sequence(parts), _) if parts.is_empty() => return Arc::clone(own),
            (Term::All(base), Term::All(own)) => {
                Term::All(base.iter().chain(own).map(Arc::clone).collect())
            }
            _ => Term::Sequence(vec![Arc::clone(base), Arc::clone(own)]),
        };
        if matches!(base.term, Term::All(_)) || matches!(own.term, Term::All(_)) {
            self.diagnostics
                .warning(&self.draft.at, "xs:all is extended, or extends")
                .help("XSD 1.0 allows that of empty content only; the members are taken together");
        }
        Arc::new(Particle {
            min: 1,
            max: Some(1),
            term,
            at: own.at.clone(),
        })
    }

    fn text_alone(&self) -> Content {
        Content::Elements {
            particle: Arc::new(empty_sequence(self.draft.at.clone())),
            mixed: true,
        }
    }

    /// The content of `xs:anyType`.
    fn anything(&self) -> Content {
        let at = &self.draft.at;
        let any = Particle {
            min: 0,
            max: None,
            term: Term::Any(any_lax()),
            at: at.clone(),
        };
        Content::Elements {
            particle: Arc::new(Particle {
                term: Term::Sequence(vec![Arc::new(any)]),
                ..empty_sequence(at.clone())
            }),
            mixed: true,
        }
    }

    /// What an array holds: its own say, or its base's. That of the encoding's own schema holds anything.
    fn array(&self, draft: &ComplexDraft) -> Option<SoapArray> {
        let base = self.drafts.get(draft.base.0 as usize);
        let is_array =
            |name: &QName| &*name.local == "Array" && SOAP_ENCODING.contains(&&*name.namespace);
        if self.draft.name.as_ref().is_some_and(is_array) {
            return Some(SoapArray {
                item: TypeId::ANY,
                item_name: None,
                ranks: "[]".to_owned(),
            });
        }
        let direct = base
            .and_then(|base| base.name.as_ref())
            .is_some_and(is_array);
        let own = draft.array.as_ref();
        if let Some(own) = own.filter(|own| own.spelt || direct) {
            return Some(own.array.clone());
        }
        match self.kind(draft.base) {
            TypeKind::Complex(base) => base.soap_array.clone(),
            _ => None,
        }
    }
}

/// Everything, checked where it's known.
pub(super) fn any_lax() -> Wildcard {
    Wildcard {
        namespaces: Namespaces::Any,
        process: Process::Lax,
        except: Vec::new(),
    }
}
