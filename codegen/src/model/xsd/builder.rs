//! What the passes that read declarations share: the arenas, the way names are looked up, and where mistakes go.

use std::collections::HashMap;
use std::sync::Arc;

use super::draft::{
    AttributeDraft, AttributesDraft, FacetsDraft, From, KindDraft, OpenDraft, SimpleDraft,
    TypeDraft,
};
use super::gaps::{Gap, Gaps, Owner};
use super::names::{Known, resolve};
use super::schemas::{Schema, SchemaId, Schemas};
use super::symbols::{Space, Symbols};
use super::vocabulary::{XS, builtin, is_xs, local};
use super::wildcard::MAX_LEFT_OUT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::location::Location;
use crate::model::{
    Block, Builtin, Element, ElementId, Group, GroupId, Particle, Term, TypeId, TypeOwner, doc,
};
use crate::name::QName;

/// Where a declaration is read.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) schema: SchemaId,
    pub(super) owner: Owner,
}

impl Place {
    /// The same schema, within another component.
    pub(super) fn within(self, owner: Owner) -> Place {
        Place { owner, ..self }
    }
}

/// How many bytes of documentation a component keeps: enough for a chapter.
const MAX_DOC: usize = 32 << 10;

/// The number of types that are not of the documents.
pub(super) const FIXED: usize = Builtin::ALL.len() + 1;

/// The components so far.
pub(super) struct Builder<'a, 'd> {
    pub(super) schemas: Schemas<'d>,
    pub(super) symbols: Symbols<'d>,
    pub(super) types: Vec<TypeDraft>,
    pub(super) elements: Vec<Element>,
    /// Of each element with `substitutionGroup`: the heads (XSD 1.1 allows several), and whether the element's type is
    /// that of the first.
    pub(super) heads: HashMap<ElementId, (Vec<ElementId>, bool)>,
    pub(super) groups: Vec<Group>,
    pub(super) attributes: Vec<AttributeDraft>,
    pub(super) attribute_groups: Vec<AttributesDraft>,
    /// References that lead to nothing.
    pub(super) gaps: Gaps,
    pub(super) known: Known,
    /// What schemas say of all their types, of those that were asked for.
    pub(super) default_open: HashMap<SchemaId, OpenDraft>,
    /// How many names wildcards may still leave out; `None` when it wasn't enough.
    pub(super) left_out: Option<usize>,
    pub(super) diagnostics: &'a mut Diagnostics,
    reported: HashMap<(Location, Space, QName), usize>,
}

impl<'a, 'd> Builder<'a, 'd> {
    /// Gives every global declaration its number; what they say is read later.
    pub(super) fn new(
        schemas: Schemas<'d>,
        symbols: Symbols<'d>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let loaded = schemas.each().map(|(_, s)| Arc::clone(&s.namespace));
        let known = Known::new(loaded.collect(), schemas.unread.clone());
        let mut builder = Builder {
            types: fixed_types(),
            elements: Vec::new(),
            heads: HashMap::new(),
            groups: Vec::new(),
            attributes: Vec::new(),
            attribute_groups: Vec::new(),
            gaps: Gaps::default(),
            known,
            default_open: HashMap::new(),
            left_out: Some(MAX_LEFT_OUT),
            diagnostics,
            reported: HashMap::new(),
            schemas,
            symbols,
        };
        builder.allocate();
        builder
    }

    fn allocate(&mut self) {
        for declaration in &self.symbols.types.all {
            let redefined = declaration.redefined_by.map(type_id);
            self.types.push(TypeDraft {
                name: redefined.is_none().then(|| declaration.name.clone()),
                owner: redefined.map(TypeOwner::Simple),
                namespace: declaration.name.namespace.clone(),
                doc: None,
                at: declaration.node.at.clone(),
                kind: KindDraft::Any,
            });
        }
        for declaration in &self.symbols.elements.all {
            let node = declaration.node;
            self.elements
                .push(plain_element(declaration.name.clone(), true, node));
        }
        for declaration in &self.symbols.groups.all {
            let at = declaration.node.at.clone();
            self.groups.push(Group {
                name: declaration.name.clone(),
                doc: None,
                particle: Arc::new(empty_sequence(at.clone())),
                at,
            });
        }
        let any = || AttributeDraft {
            type_id: TypeId::builtin(Builtin::AnySimpleType),
            default: None,
            fixed: None,
            doc: None,
        };
        self.attributes = self.symbols.attributes.all.iter().map(|_| any()).collect();
        let groups = self.symbols.attribute_groups.all.iter();
        self.attribute_groups = groups.map(|_| AttributesDraft::default()).collect();
    }

    /// The schema that a declaration stands in.
    pub(super) fn schema(&self, place: Place) -> &Schema<'d> {
        self.schemas.get(place.schema)
    }

    /// Adds a type without a name.
    pub(super) fn add_type(
        &mut self,
        place: Place,
        node: &Node,
        owner: TypeOwner,
        kind: KindDraft,
    ) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(TypeDraft {
            name: None,
            owner: Some(owner),
            namespace: self.schema(place).namespace.clone(),
            doc: documentation(node),
            at: node.at.clone(),
            kind,
        });
        id
    }

    /// Adds an element.
    pub(super) fn add_element(&mut self, element: Element) -> ElementId {
        let id = ElementId(u32::try_from(self.elements.len()).unwrap_or(u32::MAX));
        self.elements.push(element);
        id
    }

    /// Reports a mistake.
    pub(super) fn error(&mut self, node: &Node, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.error(&node.at, message)
    }

    /// The name that an attribute's value means.
    pub(super) fn name(&mut self, place: Place, node: &Node, text: &str) -> Option<QName> {
        match resolve(self.schemas.get(place.schema), node, text) {
            Ok(name) => Some(name),
            Err(prefix) => {
                self.diagnostics
                    .error(
                        &node.at,
                        format!("prefix {prefix:?} of {:?} is not declared", text.trim()),
                    )
                    .help(format!("declare it: xmlns:{prefix}=\"...\""));
                None
            }
        }
    }

    /// The number of the declaration that a reference means; a missing one is reported.
    pub(super) fn find(
        &mut self,
        space: Space,
        place: Place,
        node: &Node,
        text: &str,
    ) -> Option<usize> {
        let name = self.name(place, node, text)?;
        let found = self.symbols.table(space).by_name.get(&name).copied();
        if found.is_none() {
            self.missing(space, place, node, text, &name);
        }
        found
    }

    /// The type that a reference means.
    pub(super) fn type_ref(&mut self, place: Place, node: &Node, text: &str) -> Option<TypeId> {
        let name = self.name(place, node, text)?;
        let found = self.type_named(&name);
        if found.is_none() {
            self.missing(Space::Type, place, node, text, &name);
        }
        found
    }

    /// The type of this name.
    pub(super) fn type_named(&self, name: &QName) -> Option<TypeId> {
        if is_xs(&name.namespace)
            && let Some(id) = builtin(&name.local)
        {
            return Some(id);
        }
        self.symbols.types.by_name.get(name).map(|n| type_id(*n))
    }

    /// The element that a reference means.
    pub(super) fn element_ref(
        &mut self,
        place: Place,
        node: &Node,
        text: &str,
    ) -> Option<ElementId> {
        self.find(Space::Element, place, node, text).map(element_id)
    }

    /// The head of the substitution group that a reference means. Without it an element stands for itself alone, which
    /// is no reason to stop (XSD part 1, 5.3).
    pub(super) fn head(&mut self, place: Place, node: &Node, text: &str) -> Option<ElementId> {
        let name = self.name(place, node, text)?;
        let found = self.symbols.elements.by_name.get(&name);
        if found.is_none() {
            let message = format!(
                "the substitution group's head {:?} is not defined",
                text.trim()
            );
            let all = self.symbols.elements.all.iter().map(|d| &d.name);
            let mut advice = self.known.advice(Space::Element, &name, text, all);
            advice.push("the element stands for itself alone".to_owned());
            let diagnostic = self.diagnostics.warning(&node.at, message);
            diagnostic.help.append(&mut advice);
        }
        found.copied().map(element_id)
    }

    fn missing(&mut self, space: Space, place: Place, node: &Node, text: &str, name: &QName) {
        let key = (node.at.clone(), space, name.clone());
        if let Some(gap) = self.reported.get(&key) {
            // Read a second time, for another namespace.
            return self.gaps.belongs(*gap, place.owner);
        }
        let written = text.trim();
        let declarations = self.symbols.table(space).all.iter();
        let mut advice = match is_xs(&name.namespace) {
            true => Vec::new(),
            false => self
                .known
                .advice(space, name, written, declarations.map(|d| &d.name)),
        };
        if space == Space::Type {
            if is_xs(&name.namespace) && &*name.local == "error" {
                advice.push(
                    "XSD 1.1 has it for what can't be: leave out what has this type".to_owned(),
                );
            } else if is_xs(&name.namespace) {
                let known = Builtin::ALL.iter().map(|b| b.name());
                let near = crate::similar::similar(&name.local, known.chain(["anyType"]));
                let near = near.map(|near| match written.split_once(':') {
                    Some((prefix, _)) => format!("did you mean \"{prefix}:{near}\"?"),
                    None => format!("did you mean {near:?}?"),
                });
                advice.extend(near);
            } else if builtin(&name.local).is_some() {
                advice.insert(
                    0,
                    format!("if the built-in type is meant, give {written:?} the prefix of {XS}"),
                );
            }
        }
        if advice.is_empty() {
            advice.push("define it, import the document that does, or correct the name".to_owned());
        }
        let gap = self.gaps.add(Gap {
            at: node.at.clone(),
            message: format!("{} {written:?} is not defined", space.noun()),
            help: advice,
        });
        self.gaps.belongs(gap, place.owner);
        self.reported.insert(key, gap);
    }
}

/// The id of a global type.
pub(super) fn type_id(number: usize) -> TypeId {
    TypeId(u32::try_from(number + FIXED).unwrap_or(u32::MAX))
}

/// The id of a global element.
pub(super) fn element_id(number: usize) -> ElementId {
    ElementId(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The id of a group.
pub(super) fn group_id(number: usize) -> GroupId {
    GroupId(u32::try_from(number).unwrap_or(u32::MAX))
}

/// A sequence of nothing.
pub(super) fn empty_sequence(at: Location) -> Particle {
    Particle {
        min: 1,
        max: Some(1),
        term: Term::Sequence(Vec::new()),
        at,
    }
}

/// An element that says nothing yet.
pub(super) fn plain_element(name: QName, global: bool, node: &Node) -> Element {
    Element {
        name,
        global,
        type_id: TypeId::ANY,
        nillable: false,
        is_abstract: false,
        default: None,
        fixed: None,
        block: Block::default(),
        constraints: Vec::new(),
        substitutes: Vec::new(),
        expected_content_types: None,
        doc: None,
        at: node.at.clone(),
    }
}

/// The text of a component's annotations.
pub(super) fn documentation(node: &Node) -> Option<String> {
    let annotations = node.elements().filter(|child| local(child) == "annotation");
    let texts: Vec<String> = annotations
        .filter_map(|annotation| doc::documentation(annotation, &annotation.name.namespace))
        .collect();
    let mut text = texts.join("\n\n");
    if text.len() > MAX_DOC {
        let end = (0..=MAX_DOC).rev().find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or(0));
        text.push('…');
    }
    (!text.is_empty()).then_some(text)
}

fn built_in_place() -> Location {
    Location {
        file: "built-in:XMLSchema.xsd".into(),
        line: 0,
        column: 0,
    }
}

fn fixed_types() -> Vec<TypeDraft> {
    let namespace: Arc<str> = XS.into();
    let fixed = |local: &str, kind| TypeDraft {
        name: Some(QName {
            namespace: Arc::clone(&namespace),
            local: local.into(),
        }),
        owner: None,
        namespace: Arc::clone(&namespace),
        doc: None,
        at: built_in_place(),
        kind,
    };
    let all = Builtin::ALL
        .into_iter()
        .map(|b| fixed(b.name(), KindDraft::Builtin(b)));
    std::iter::once(fixed("anyType", KindDraft::Any))
        .chain(all)
        .collect()
}

/// A restriction that adds nothing.
pub(super) fn plain_restriction(base: TypeId) -> KindDraft {
    KindDraft::from(SimpleDraft {
        from: From::Restriction(base),
        facets: FacetsDraft::default(),
    })
}
