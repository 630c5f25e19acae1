//! Complex type definitions (XSD part 1, 3.4).

use std::sync::Arc;

use super::builder::{Builder, Place};
use super::draft::{
    AttributeUse, ComplexDraft, ContentDraft, From, KindDraft, OpenDraft, SimpleDraft,
};
use super::facets::facets;
use super::particles::Part;
use super::symbols::Space;
use super::vocabulary::{flag, part, parts, value};
use crate::document::Node;
use crate::model::{Derivation, Particle, Term, TypeId, TypeOwner};

impl<'d> Builder<'_, 'd> {
    /// Reads a `complexType`. In a redefinition, `redefines` has the type and what it was.
    pub(super) fn complex(
        &mut self,
        place: Place,
        node: &Node,
        id: TypeId,
        redefines: Option<(TypeId, TypeId)>,
    ) -> KindDraft {
        let mut draft = ComplexDraft {
            base: TypeId::ANY,
            derivation: Derivation::Restriction,
            is_abstract: flag(node, "abstract") == Some(true),
            mixed: flag(node, "mixed") == Some(true),
            content: ContentDraft::Elements(None),
            open: OpenDraft::Unsaid,
            attributes: Default::default(),
            array: None,
            block: self.block(place, node),
        };
        match part(node, &["simpleContent", "complexContent"]) {
            None => {
                let particle = self.particle(place, node);
                draft.open = self.open_content(place, node);
                draft.content = ContentDraft::Elements(particle);
                draft.attributes = self.attribute_uses(place, node, Some(id));
            }
            Some(content) => self.derived(place, content, id, redefines, &mut draft),
        }
        if flag(node, "defaultAttributesApply") != Some(false) {
            draft.attributes.uses.extend(self.default_attributes(place));
        }
        KindDraft::Complex(Box::new(draft))
    }

    /// What the content of a type goes on with (`openContent` of XSD 1.1), or the schema's default for that.
    fn open_content(&mut self, place: Place, node: &Node) -> OpenDraft {
        if let Some(said) = part(node, &["openContent"]) {
            return OpenDraft::Said(self.open_wildcard(place, said));
        }
        let Some(said) = self.schema(place).default_open else {
            return OpenDraft::Unsaid;
        };
        // Read once: there may be many types, and many names in it.
        if let Some(known) = self.default_open.get(&place.schema) {
            return known.clone();
        }
        let open = OpenDraft::Default {
            wildcard: self.open_wildcard(place, said),
            of_empty: flag(said, "appliesToEmpty") == Some(true),
        };
        self.default_open.insert(place.schema, open.clone());
        open
    }

    fn open_wildcard(&mut self, place: Place, said: &Node) -> Option<Arc<Particle>> {
        let mode = value(said, "mode").unwrap_or("interleave");
        let any = part(said, &["any"]).filter(|_| mode != "none");
        let read = any.map(|any| self.content(place, any));
        match read {
            Some(Part::Particle(Particle {
                term: Term::Any(mut wildcard),
                at,
                ..
            })) => {
                wildcard.floating = mode == "interleave";
                let term = Term::Any(wildcard);
                let (min, max) = (0, None);
                Some(Arc::new(Particle { min, max, term, at }))
            }
            _ => None,
        }
    }

    /// What a schema gives to all complex types in it (`defaultAttributes` of XSD 1.1).
    fn default_attributes(&mut self, place: Place) -> Option<AttributeUse> {
        let schema = self.schema(place).node;
        let name = value(schema, "defaultAttributes")?;
        let group = self.find(Space::AttributeGroup, place, schema, name)?;
        Some(AttributeUse::Group(group))
    }

    /// Reads `simpleContent` or `complexContent`.
    fn derived(
        &mut self,
        place: Place,
        content: &Node,
        id: TypeId,
        redefines: Option<(TypeId, TypeId)>,
        draft: &mut ComplexDraft,
    ) {
        if let Some(mixed) = flag(content, "mixed") {
            draft.mixed = mixed;
        }
        let Some(node) = part(content, &["extension", "restriction"]) else {
            return self.underived(place, content, id, draft);
        };
        if value(node, "base").is_none() {
            self.error(node, format!("this {} has no base", node.name.local))
                .help("give it base=\"...\"");
        }
        let base = self.base(place, node, redefines);
        draft.base = base.unwrap_or(TypeId::ANY);
        draft.derivation = match &*node.name.local {
            "extension" => Derivation::Extension,
            _ => Derivation::Restriction,
        };
        draft.attributes = self.attribute_uses(place, node, Some(id));
        if &*content.name.local == "complexContent" {
            let particle = self.particle(place, node);
            draft.array = self.array(place, node, particle.as_deref());
            draft.open = self.open_content(place, node);
            draft.content = ContentDraft::Elements(particle);
            return;
        }
        let narrowed = match draft.derivation {
            Derivation::Extension => None,
            Derivation::Restriction => self.narrowed(place, node, id, draft.base),
        };
        // Where the base isn't there, the content is any text.
        let missing = || TypeId::builtin(crate::model::Builtin::AnySimpleType);
        let content = narrowed.or_else(|| base.is_none().then(missing));
        draft.content = ContentDraft::Simple(content);
    }

    /// Reads content that doesn't say what it derives from, as some vendors write it.
    fn underived(&mut self, place: Place, content: &Node, id: TypeId, draft: &mut ComplexDraft) {
        self.diagnostics
            .warning(
                &content.at,
                format!(
                    "xs:{} holds neither extension nor restriction",
                    content.name.local
                ),
            )
            .help("it's taken as if it wasn't there, and what it holds stood in the type itself");
        draft.content = ContentDraft::Elements(self.particle(place, content));
        draft.attributes = self.attribute_uses(place, content, Some(id));
    }

    /// The type that a restriction of simple content narrows its base's to, if it does.
    fn narrowed(&mut self, place: Place, node: &Node, id: TypeId, base: TypeId) -> Option<TypeId> {
        let owner = TypeOwner::Simple(id);
        let inline = part(node, &["simpleType"]);
        let inline = inline.map(|inline| self.anonymous_type(place, inline, owner.clone()));
        let facets = facets(node, self.diagnostics);
        if facets.is_plain() {
            return inline;
        }
        let from = From::Content(base, inline);
        let kind = KindDraft::from(SimpleDraft { from, facets });
        Some(self.add_type(place, node, owner, kind))
    }

    /// Reads the content model among the children of a type or a derivation.
    fn particle(&mut self, place: Place, node: &Node) -> Option<Arc<Particle>> {
        let mut found: Vec<Arc<Particle>> = Vec::new();
        for (local, child) in parts(node) {
            match local {
                "attribute" | "attributeGroup" | "anyAttribute" => {}
                // `element` and `any` without a group around them are of a draft of XSD.
                "group" | "sequence" | "choice" | "all" | "element" | "any" => {
                    if matches!(local, "element" | "any") {
                        self.diagnostics
                            .warning(&child.at, format!("xs:{local} stands outside of a group"))
                            .help("it's taken as if in xs:sequence");
                    }
                    if let Part::Particle(particle) = self.content(place, child) {
                        found.push(Arc::new(particle));
                    }
                }
                "openContent" => {}
                "assert" => {
                    self.diagnostics
                        .warning(&child.at, "xs:assert is left out of account")
                        .help("XSD 1.0 has no such element");
                }
                _ => {
                    self.error(child, format!("xs:{local} can't stand here"))
                        .help("expected one of group, sequence, choice and all, then attributes");
                }
            }
        }
        if found.len() < 2 {
            return found.pop();
        }
        Some(Arc::new(Particle {
            min: 1,
            max: Some(1),
            term: Term::Sequence(found),
            at: node.at.clone(),
        }))
    }
}
