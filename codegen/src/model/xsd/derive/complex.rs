//! Effective complex types: content and arrays (XSD part 1, 3.4.2).

use std::sync::Arc;

use super::Deriver;
use crate::location::Location;
use crate::model::xsd::builder::empty_sequence;
use crate::model::xsd::draft::{ComplexDraft, ContentDraft, OpenDraft};
use crate::model::xsd::vocabulary::SOAP_ENCODING;
use crate::model::xsd::wildcard::{size, union};
use crate::model::{
    ComplexType, Content, Derivation, Namespaces, Particle, Process, SoapArray, Term, TypeId,
    TypeKind, Wildcard,
};
use crate::name::QName;

impl Deriver<'_> {
    pub(super) fn complex(&mut self, draft: &ComplexDraft) -> ComplexType {
        let (content, open) = match &draft.content {
            ContentDraft::Simple(Some(content)) => (Content::Simple(*content), None),
            ContentDraft::Simple(None) => (Content::Simple(self.simple_content(draft.base)), None),
            ContentDraft::Elements(own) => {
                let content = self.elements(draft, own.as_ref());
                let open = self.open(draft, &content);
                (opened(content, open.as_ref(), &self.draft.at), open)
            }
        };
        let (attributes, any_attribute) = self.attributes(draft);
        ComplexType {
            base: draft.base,
            derivation: draft.derivation,
            is_abstract: draft.is_abstract,
            content,
            open,
            attributes,
            any_attribute,
            derived: Vec::new(),
            block: draft.block,
            soap_array: self.array(draft),
        }
    }

    /// The wildcard at the end: a type's own say or its schema's, or that of the base that it extends (XSD 1.1 part 1,
    /// 3.4.2.3.3).
    fn open(&mut self, draft: &ComplexDraft, content: &Content) -> Option<Arc<Particle>> {
        let extends = draft.derivation == Derivation::Extension;
        let base = match self.kind(draft.base) {
            TypeKind::Complex(base) if extends => base.open.as_ref(),
            _ => None,
        };
        let own = match &draft.open {
            OpenDraft::Unsaid => None,
            OpenDraft::Said(own) => own.as_ref(),
            OpenDraft::Default { wildcard, of_empty } => {
                // What only the base's wildcard takes isn't empty.
                let applies = *of_empty || base.is_some() || !is_empty(content);
                wildcard.as_ref().filter(|_| applies)
            }
        };
        let named = [own, base].into_iter().flatten();
        let named = named.map(|open| match &open.term {
            Term::Any(wildcard) => size(wildcard),
            _ => 0,
        });
        if !self.afford(named.sum()) {
            return None;
        }
        match (own, base) {
            (None, base) => base.cloned(),
            (Some(own), base) => Some(match (&own.term, base.map(|b| &b.term)) {
                (Term::Any(wildcard), Some(Term::Any(base))) => Arc::new(Particle {
                    term: Term::Any(union(wildcard, base)),
                    ..Particle::clone(own)
                }),
                _ => Arc::clone(own),
            }),
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
            TypeKind::Complex(base) => closed(base),
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
            TypeKind::Builtin(_) | TypeKind::Simple(_) => Content::Simple(draft.base),
        };
        match (&base, own) {
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

/// Whether nothing can stand in it, as it's written.
fn is_empty(content: &Content) -> bool {
    match content {
        Content::Empty => true,
        Content::Simple(_) => false,
        Content::Elements { mixed: true, .. } => false,
        Content::Elements { particle, .. } => match &particle.term {
            _ if particle.max == Some(0) => true,
            Term::Sequence(parts) | Term::All(parts) => parts.is_empty(),
            Term::Choice(parts) => parts.is_empty() && particle.min == 0,
            _ => false,
        },
    }
}

/// Content that goes on with a wildcard.
fn opened(content: Content, open: Option<&Arc<Particle>>, at: &Location) -> Content {
    let Some(open) = open else { return content };
    let open = Arc::clone(open);
    let (term, min, mixed) = match content {
        Content::Simple(_) => return content,
        Content::Empty => (Term::Sequence(vec![open]), 1, false),
        Content::Elements { particle, mixed } => match &particle.term {
            Term::All(parts) => {
                let parts = parts.iter().map(Arc::clone).chain([open]);
                (Term::All(parts.collect()), particle.min, mixed)
            }
            _ => (Term::Sequence(vec![particle, open]), 1, mixed),
        },
    };
    let max = Some(1);
    let at = at.clone();
    let particle = Arc::new(Particle { min, max, term, at });
    Content::Elements { particle, mixed }
}

/// The content of a type without its wildcard at the end.
fn closed(ty: &ComplexType) -> Content {
    let (Content::Elements { particle, mixed }, Some(_)) = (&ty.content, &ty.open) else {
        return ty.content.clone();
    };
    let particle = match &particle.term {
        Term::Sequence(parts) => match parts.as_slice() {
            [own, _] => Arc::clone(own),
            _ if *mixed => Arc::new(empty_sequence(particle.at.clone())),
            _ => return Content::Empty,
        },
        Term::All(parts) => {
            let own = parts.split_last().map_or(&[][..], |(_, own)| own);
            Arc::new(Particle {
                term: Term::All(own.to_vec()),
                ..Particle::clone(particle)
            })
        }
        _ => Arc::clone(particle),
    };
    let mixed = *mixed;
    Content::Elements { particle, mixed }
}

/// Everything, checked where it's known.
pub(super) fn any_lax() -> Wildcard {
    Wildcard {
        namespaces: Namespaces::Any,
        process: Process::Lax,
        except: Vec::new(),
        floating: false,
    }
}
