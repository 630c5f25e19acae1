//! Attribute declarations, their uses, and attribute groups (XSD part 1, 3.2, 3.5, 3.6).

use std::collections::HashMap;

use super::builder::{Builder, Place, documentation};
use super::draft::{AttributeDraft, AttributeUse, AttributesDraft};
use super::gaps::Owner;
use super::symbols::Space;
use super::vocabulary::{XSI, given, part, parts, value};
use super::wildcard::wildcard;
use crate::document::Node;
use crate::location::Location;
use crate::model::{Attribute, Builtin, TypeId, TypeOwner, Wildcard};
use crate::name::QName;

impl<'d> Builder<'_, 'd> {
    /// Reads the global attribute of this number.
    pub(super) fn global_attribute(&mut self, number: usize) {
        let Some(declaration) = self.symbols.attributes.all.get(number) else {
            return;
        };
        let (node, name) = (declaration.node, declaration.name.clone());
        let place = Place {
            schema: declaration.schema,
            owner: Owner::Attribute(number),
        };
        self.check_name(node);
        let type_id = self.attribute_type(place, node, TypeOwner::Attribute(name.local, None));
        if let Some(slot) = self.attributes.get_mut(number) {
            *slot = AttributeDraft {
                type_id,
                default: given(node, "default"),
                fixed: given(node, "fixed"),
                doc: documentation(node),
            };
        }
    }

    /// The global attributes, once they are read.
    pub(super) fn global_attributes(&self) -> Vec<Attribute> {
        let declarations = self.symbols.attributes.all.iter().zip(&self.attributes);
        let attributes = declarations.map(|(declaration, draft)| Attribute {
            name: declaration.name.clone(),
            type_id: draft.type_id,
            required: false,
            default: draft.default.clone(),
            fixed: draft.fixed.clone(),
            doc: draft.doc.clone(),
            at: declaration.node.at.clone(),
        });
        attributes.collect()
    }

    /// Reads the attribute group of this number.
    pub(super) fn global_attribute_group(&mut self, number: usize) {
        let Some(declaration) = self.symbols.attribute_groups.all.get(number) else {
            return;
        };
        let node = declaration.node;
        let place = Place {
            schema: declaration.schema,
            owner: Owner::AttributeGroup(number),
        };
        let redefines = self.symbols.attribute_groups.redefined(declaration);
        let mut draft = self.attribute_uses(place, node, None);
        for found in &mut draft.uses {
            if let (AttributeUse::Group(group), Some((new, old))) = (found, redefines)
                && *group == new
            {
                *group = old;
            }
        }
        if let Some(slot) = self.attribute_groups.get_mut(number) {
            *slot = draft;
        }
    }

    /// Reads the attributes among the children of a type, a derivation or a group.
    pub(super) fn attribute_uses(
        &mut self,
        place: Place,
        node: &Node,
        of: Option<TypeId>,
    ) -> AttributesDraft {
        let mut draft = AttributesDraft::default();
        let mut declared: HashMap<QName, Location> = HashMap::new();
        for (local, child) in parts(node) {
            match local {
                "attribute" => {
                    let found = self.attribute_use(place, child, of);
                    if let Some(AttributeUse::Attribute(new)) = &found
                        && let Some(first) = declared.insert(new.name.clone(), new.at.clone())
                    {
                        let message =
                            format!("attribute {:?} is declared twice here", &*new.name.local);
                        self.error(child, message)
                            .help(format!(
                                "the first declaration is at {}:{}:{}",
                                first.file, first.line, first.column
                            ))
                            .help("rename or remove one of them");
                    }
                    draft.uses.extend(found);
                }
                "attributeGroup" => draft.uses.extend(self.group_use(place, child)),
                "anyAttribute" => {
                    let new = Wildcard {
                        except: self.left_out(place, child, Space::Attribute, None),
                        ..wildcard(child, &self.schema(place).namespace)
                    };
                    draft.wildcard = Some(match draft.wildcard {
                        Some(old) => self.allowed_by_both(child, old, &new),
                        None => new,
                    });
                }
                _ => {}
            }
        }
        draft
    }

    fn group_use(&mut self, place: Place, node: &Node) -> Option<AttributeUse> {
        let Some(name) = value(node, "ref") else {
            self.error(node, "this attribute group refers to none")
                .help("give it ref=\"...\" to an attribute group at the top of a schema");
            return None;
        };
        let found = self.find(Space::AttributeGroup, place, node, name)?;
        Some(AttributeUse::Group(found))
    }

    fn attribute_use(
        &mut self,
        place: Place,
        node: &Node,
        of: Option<TypeId>,
    ) -> Option<AttributeUse> {
        let (name, declared) = match value(node, "ref") {
            Some(reference) => self.attribute_ref(place, node, reference)?,
            None => self.local_attribute(place, node, of)?,
        };
        let mode = value(node, "use").unwrap_or("optional");
        if mode == "prohibited" {
            return Some(AttributeUse::Prohibited(name));
        }
        Some(AttributeUse::Attribute(Attribute {
            name,
            type_id: declared.type_id,
            required: mode == "required",
            default: given(node, "default").or(declared.default),
            fixed: given(node, "fixed").or(declared.fixed),
            doc: documentation(node).or(declared.doc),
            at: node.at.clone(),
        }))
    }

    fn attribute_ref(
        &mut self,
        place: Place,
        node: &Node,
        reference: &str,
    ) -> Option<(QName, AttributeDraft)> {
        let name = self.name(place, node, reference)?;
        if &*name.namespace == XSI {
            // These are allowed everywhere.
            return None;
        }
        let number = self.find(Space::Attribute, place, node, reference)?;
        for gap in self.gaps.own(Owner::Attribute(number)).to_vec() {
            self.gaps.belongs(gap, place.owner);
        }
        Some((name, self.attributes.get(number)?.clone()))
    }

    fn local_attribute(
        &mut self,
        place: Place,
        node: &Node,
        of: Option<TypeId>,
    ) -> Option<(QName, AttributeDraft)> {
        let Some(local) = value(node, "name").filter(|name| !name.is_empty()) else {
            self.error(node, "this attribute has neither name nor ref")
                .help("give it a name and a type, or ref=\"...\" to a global attribute");
            return None;
        };
        self.check_name(node);
        let schema = self.schema(place);
        let qualified = match value(node, "form") {
            Some(form) => form == "qualified",
            None => schema.attributes_qualified,
        };
        let namespace = match (value(node, "targetNamespace"), qualified) {
            // Of XSD 1.1.
            (Some(namespace), _) => namespace.into(),
            (None, true) => schema.namespace.clone(),
            (None, false) => "".into(),
        };
        let name = QName {
            namespace,
            local: local.into(),
        };
        let owner = TypeOwner::Attribute(name.local.clone(), of);
        let draft = AttributeDraft {
            type_id: match value(node, "use") {
                // Its type would belong to nothing.
                Some("prohibited") => TypeId::builtin(Builtin::AnySimpleType),
                _ => self.attribute_type(place, node, owner),
            },
            default: None,
            fixed: None,
            doc: None,
        };
        Some((name, draft))
    }

    fn attribute_type(&mut self, place: Place, node: &Node, owner: TypeOwner) -> TypeId {
        let any = TypeId::builtin(Builtin::AnySimpleType);
        if let Some(name) = value(node, "type") {
            return self.type_ref(place, node, name).unwrap_or(any);
        }
        match part(node, &["simpleType"]) {
            Some(inline) => self.anonymous_type(place, inline, owner),
            None => any,
        }
    }
}
