//! Type definitions: which kind they are, and simple types (XSD part 1, 3.14).

use super::builder::{Builder, Place, documentation, plain_restriction, type_id};
use super::draft::{FacetsDraft, From, KindDraft, SimpleDraft};
use super::facets::facets;
use super::gaps::Owner;
use super::vocabulary::{local, part, parts, value};
use crate::document::Node;
use crate::model::{Builtin, TypeId, TypeOwner};

const ANY_SIMPLE: TypeId = TypeId::builtin(Builtin::AnySimpleType);

impl<'d> Builder<'_, 'd> {
    /// Reads the global type of this number.
    pub(super) fn global_type(&mut self, number: usize) {
        let Some(declaration) = self.symbols.types.all.get(number) else {
            return;
        };
        let node = declaration.node;
        let id = type_id(number);
        let place = Place {
            schema: declaration.schema,
            owner: Owner::Type(id),
        };
        let redefines = self.symbols.types.redefined(declaration);
        let redefines = redefines.map(|(new, old)| (type_id(new), type_id(old)));
        let kind = self.definition(place, node, id, redefines);
        let doc = documentation(node);
        if let Some(draft) = self.types.get_mut(id.0 as usize) {
            draft.kind = kind;
            draft.doc = doc;
        }
    }

    /// Reads a type without a name.
    pub(super) fn anonymous_type(&mut self, place: Place, node: &Node, owner: TypeOwner) -> TypeId {
        let id = self.add_type(place, node, owner, KindDraft::Any);
        let kind = self.definition(place.within(Owner::Type(id)), node, id, None);
        if let Some(draft) = self.types.get_mut(id.0 as usize) {
            draft.kind = kind;
        }
        id
    }

    fn definition(
        &mut self,
        place: Place,
        node: &Node,
        id: TypeId,
        redefines: Option<(TypeId, TypeId)>,
    ) -> KindDraft {
        match local(node) {
            "complexType" => self.complex(place, node, id, redefines),
            _ => self.simple(place, node, id, redefines),
        }
    }

    /// The type that a derivation names as its base; in a redefinition its own name means what it was.
    pub(super) fn base(
        &mut self,
        place: Place,
        node: &Node,
        redefines: Option<(TypeId, TypeId)>,
    ) -> Option<TypeId> {
        let base = self.type_ref(place, node, value(node, "base")?)?;
        Some(match redefines {
            Some((new, old)) if new == base => old,
            _ => base,
        })
    }

    fn simple(
        &mut self,
        place: Place,
        node: &Node,
        id: TypeId,
        redefines: Option<(TypeId, TypeId)>,
    ) -> KindDraft {
        let Some((kind, derivation)) = parts(node).next() else {
            self.error(node, "this simple type says nothing")
                .help("expected restriction, list or union in it");
            return plain_restriction(ANY_SIMPLE);
        };
        let inline = part(derivation, &["simpleType"]);
        let owner = TypeOwner::Simple(id);
        match kind {
            "restriction" => {
                let base = match (value(derivation, "base"), inline) {
                    (Some(_), _) => self.base(place, derivation, redefines),
                    (None, Some(inline)) => Some(self.anonymous_type(place, inline, owner)),
                    (None, None) => {
                        self.error(derivation, "this restriction has no base")
                            .help("give it base=\"...\", or a simpleType in it");
                        None
                    }
                };
                KindDraft::from(SimpleDraft {
                    from: From::Restriction(base.unwrap_or(ANY_SIMPLE)),
                    facets: facets(derivation, self.diagnostics),
                })
            }
            "list" => {
                let item = match (value(derivation, "itemType"), inline) {
                    (Some(name), _) => self.type_ref(place, derivation, name),
                    (None, Some(inline)) => Some(self.anonymous_type(place, inline, owner)),
                    (None, None) => {
                        self.error(derivation, "this list has no item type")
                            .help("give it itemType=\"...\", or a simpleType in it");
                        None
                    }
                };
                KindDraft::from(SimpleDraft {
                    from: From::List(item.unwrap_or(ANY_SIMPLE)),
                    facets: FacetsDraft::default(),
                })
            }
            "union" => {
                let mut members = Vec::new();
                let named = value(derivation, "memberTypes").unwrap_or("");
                for name in named.split_ascii_whitespace() {
                    members.extend(self.type_ref(place, derivation, name));
                }
                for (_, inline) in parts(derivation).filter(|(name, _)| *name == "simpleType") {
                    members.push(self.anonymous_type(place, inline, owner.clone()));
                }
                if members.is_empty() {
                    members.push(ANY_SIMPLE);
                }
                KindDraft::from(SimpleDraft {
                    from: From::Union(members),
                    facets: FacetsDraft::default(),
                })
            }
            _ => {
                self.error(derivation, format!("xs:{kind} can't stand here"))
                    .help("expected restriction, list or union");
                plain_restriction(ANY_SIMPLE)
            }
        }
    }
}
