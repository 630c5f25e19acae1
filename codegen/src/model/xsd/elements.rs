//! Element declarations (XSD part 1, 3.3).

use super::builder::{Builder, Place, documentation, element_id, plain_element};
use super::gaps::Owner;
use super::vocabulary::{flag, given, part, value};
use crate::document::Node;
use crate::model::{Block, ElementId, TypeOwner};
use crate::name::QName;

/// How `expectedContentTypes` says which media types a binary element holds.
const XMIME: [&str; 2] = [
    "http://www.w3.org/2005/05/xmlmime",
    "http://www.w3.org/2004/11/xmlmime",
];

impl<'d> Builder<'_, 'd> {
    /// Reads the global declaration of this number.
    pub(super) fn global_element(&mut self, number: usize) {
        let Some(declaration) = self.symbols.elements.all.get(number) else {
            return;
        };
        let node = declaration.node;
        let id = element_id(number);
        let place = Place {
            schema: declaration.schema,
            owner: Owner::Element(id),
        };
        self.check_name(node);
        self.declare(place, node, id);
        self.substitution(place, node, id);
    }

    /// Reads a declaration within a content model; a reference is not one.
    pub(super) fn local_element(&mut self, place: Place, node: &Node) -> Option<ElementId> {
        let Some(name) = self.element_name(place, node) else {
            self.error(node, "this element has neither name nor ref")
                .help("give it a name and a type, or ref=\"...\" to a global element");
            return None;
        };
        self.check_name(node);
        let id = self.add_element(plain_element(name, false, node));
        self.declare(place.within(Owner::Element(id)), node, id);
        Some(id)
    }

    /// The name on the wire of a declaration within a content model.
    pub(super) fn element_name(&self, place: Place, node: &Node) -> Option<QName> {
        let local = value(node, "name").filter(|name| !name.is_empty())?;
        let schema = self.schema(place);
        let qualified = match value(node, "form") {
            Some(form) => form == "qualified",
            None => schema.elements_qualified,
        };
        let namespace = match (value(node, "targetNamespace"), qualified) {
            // Of XSD 1.1.
            (Some(namespace), _) => namespace.into(),
            (None, true) => schema.namespace.clone(),
            (None, false) => "".into(),
        };
        Some(QName {
            namespace,
            local: local.into(),
        })
    }

    /// What global and local declarations have in common.
    fn declare(&mut self, place: Place, node: &Node, id: ElementId) {
        let inline = part(node, &["complexType", "simpleType"]);
        let named = value(node, "type");
        let type_id = match (named, inline) {
            (Some(name), inline) => {
                if let Some(inline) = inline {
                    self.error(
                        inline,
                        "this element has both a type attribute and a type inside",
                    )
                    .help("remove one of them");
                }
                self.type_ref(place, node, name)
            }
            (None, Some(inline)) => {
                Some(self.anonymous_type(place, inline, TypeOwner::Element(id)))
            }
            (None, None) => None,
        };
        let media = node.attributes.iter().find(|a| {
            &*a.name.local == "expectedContentTypes" && XMIME.contains(&&*a.name.namespace)
        });
        if let Some(alternative) = part(node, &["alternative"]) {
            self.diagnostics
                .warning(&alternative.at, "xs:alternative is left out of account")
                .help("XSD 1.0 has no such element; the type of the element is the declared one");
        }
        let block = self.block(place, node);
        let constraints = self.constraints(place, node);
        let Some(element) = self.elements.get_mut(id.0 as usize) else {
            return;
        };
        element.block = block;
        element.constraints = constraints;
        if let Some(type_id) = type_id {
            element.type_id = type_id;
        }
        element.nillable = flag(node, "nillable") == Some(true);
        element.is_abstract = flag(node, "abstract") == Some(true);
        element.default = given(node, "default");
        element.fixed = given(node, "fixed");
        element.expected_content_types = media.map(|a| a.value.trim().to_owned());
        element.doc = documentation(node);
    }

    /// The substitution groups that a global element joins.
    fn substitution(&mut self, place: Place, node: &Node, id: ElementId) {
        let Some(names) = value(node, "substitutionGroup") else {
            return;
        };
        let untyped =
            value(node, "type").is_none() && part(node, &["complexType", "simpleType"]).is_none();
        let names = names.split_ascii_whitespace();
        let heads: Vec<ElementId> = names
            .filter_map(|name| self.head(place, node, name))
            .collect();
        if !heads.is_empty() {
            self.heads.insert(id, (heads, untyped));
        }
    }

    /// `block`, or the schema's default.
    pub(super) fn block(&self, place: Place, node: &Node) -> Block {
        let default = value(self.schema(place).node, "blockDefault");
        let Some(text) = value(node, "block").or(default) else {
            return Block::default();
        };
        let has = |word| {
            text.split_ascii_whitespace()
                .any(|w| w == word || w == "#all")
        };
        Block {
            extension: has("extension"),
            restriction: has("restriction"),
            substitution: has("substitution"),
        }
    }

    /// Reports a name that can't be one in any document.
    pub(super) fn check_name(&mut self, node: &Node) {
        let Some(name) = value(node, "name") else {
            return;
        };
        let begins = |c: char| !(c.is_ascii_digit() || "-.".contains(c));
        let holds = |c: char| {
            !(c.is_whitespace() || c.is_control())
                && (c.is_ascii_alphanumeric() || "_-.".contains(c) || !c.is_ascii())
        };
        if !(name.starts_with(begins) && name.chars().all(holds)) {
            self.error(node, format!("{name:?} is not an XML name"))
                .help("a name holds letters, digits, - . and _, and begins with a letter or _");
        }
    }
}
