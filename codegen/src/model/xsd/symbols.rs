//! The global declarations by name.
//!
//! In come schemas; out goes a table for each symbol space (XSD part 1, 2.5), where each declaration has its number.
//! Knows redefinitions and repeated declarations; must not know what a declaration says.

use std::collections::HashMap;

use super::same::same;
use super::schemas::{SchemaId, Schemas};
use super::vocabulary::{builtin, is_xs, parts, value};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::name::QName;

/// A kind of component that has names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    /// `simpleType` and `complexType`
    Type,
    /// `element`
    Element,
    /// `attribute`
    Attribute,
    /// `group`
    Group,
    /// `attributeGroup`
    AttributeGroup,
}

impl Space {
    /// How messages call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Space::Type => "type",
            Space::Element => "element",
            Space::Attribute => "attribute",
            Space::Group => "group",
            Space::AttributeGroup => "attribute group",
        }
    }

    fn of(local: &str) -> Option<Space> {
        Some(match local {
            "simpleType" | "complexType" => Space::Type,
            "element" => Space::Element,
            "attribute" => Space::Attribute,
            "group" => Space::Group,
            "attributeGroup" => Space::AttributeGroup,
            _ => return None,
        })
    }
}

/// A global declaration.
pub(super) struct Declaration<'d> {
    pub(super) name: QName,
    pub(super) node: &'d Node,
    pub(super) schema: SchemaId,
    /// The number of the declaration that this one redefines.
    pub(super) redefines: Option<usize>,
    /// The number of the declaration that redefines this one.
    pub(super) redefined_by: Option<usize>,
}

/// The declarations of a symbol space.
#[derive(Default)]
pub(super) struct Table<'d> {
    /// In document order, redefining ones last.
    pub(super) all: Vec<Declaration<'d>>,
    /// The one that a name means.
    pub(super) by_name: HashMap<QName, usize>,
}

impl<'d> Table<'d> {
    /// Of a redefining declaration: the number that its name means, and the number of what it redefines, which is what
    /// the name means within it.
    pub(super) fn redefined(&self, declaration: &Declaration<'d>) -> Option<(usize, usize)> {
        let old = declaration.redefines?;
        Some((*self.by_name.get(&declaration.name)?, old))
    }
}

/// The symbol spaces.
#[derive(Default)]
pub(super) struct Symbols<'d> {
    pub(super) types: Table<'d>,
    pub(super) elements: Table<'d>,
    pub(super) attributes: Table<'d>,
    pub(super) groups: Table<'d>,
    pub(super) attribute_groups: Table<'d>,
}

impl<'d> Symbols<'d> {
    /// The table of a space.
    pub(super) fn table(&self, space: Space) -> &Table<'d> {
        match space {
            Space::Type => &self.types,
            Space::Element => &self.elements,
            Space::Attribute => &self.attributes,
            Space::Group => &self.groups,
            Space::AttributeGroup => &self.attribute_groups,
        }
    }

    fn table_mut(&mut self, space: Space) -> &mut Table<'d> {
        match space {
            Space::Type => &mut self.types,
            Space::Element => &mut self.elements,
            Space::Attribute => &mut self.attributes,
            Space::Group => &mut self.groups,
            Space::AttributeGroup => &mut self.attribute_groups,
        }
    }
}

/// Enters the global declarations of all schemas.
pub(super) fn declare<'d>(schemas: &Schemas<'d>, diagnostics: &mut Diagnostics) -> Symbols<'d> {
    let mut symbols = Symbols::default();
    for (id, schema) in schemas.each() {
        for (local, node) in parts(schema.node) {
            if let Some(space) = Space::of(local) {
                symbols.enter(schemas, (id, space, node), diagnostics);
            } else if !matches!(
                local,
                "import" | "include" | "redefine" | "notation" | "defaultOpenContent"
            ) {
                diagnostics
                    .warning(&node.at, format!("xs:{local} is left out of account"))
                    .help("XSD 1.0 has no such element at the top of a schema");
            }
        }
    }
    for (id, redefine) in &schemas.redefinitions {
        for (local, node) in parts(redefine) {
            if let Some(space) = Space::of(local) {
                symbols.redefine(schemas, (*id, space, node), diagnostics);
            }
        }
    }
    symbols
}

impl<'d> Symbols<'d> {
    fn name(
        schemas: &Schemas<'d>,
        (schema, space, node): (SchemaId, Space, &'d Node),
        diagnostics: &mut Diagnostics,
    ) -> Option<Declaration<'d>> {
        let Some(local) = value(node, "name").filter(|name| !name.is_empty()) else {
            diagnostics
                .error(&node.at, format!("this {} has no name", space.noun()))
                .help("what stands at the top of a schema needs the attribute name");
            return None;
        };
        let name = QName {
            namespace: schemas.get(schema).namespace.clone(),
            local: local.into(),
        };
        Some(Declaration {
            name,
            node,
            schema,
            redefines: None,
            redefined_by: None,
        })
    }

    fn enter(
        &mut self,
        schemas: &Schemas<'d>,
        place: (SchemaId, Space, &'d Node),
        diagnostics: &mut Diagnostics,
    ) {
        let Some(new) = Self::name(schemas, place, diagnostics) else {
            return;
        };
        let space = place.1;
        let own = is_xs(&new.name.namespace) && builtin(&new.name.local).is_some();
        if space == Space::Type && own {
            // The schema for schemas declares the built-in types.
            return;
        }
        let table = self.table_mut(space);
        let known = table.by_name.get(&new.name);
        let Some(known) = known.and_then(|i| table.all.get(*i)) else {
            table.by_name.insert(new.name.clone(), table.all.len());
            table.all.push(new);
            return;
        };
        if schemas.get(new.schema).built_in || same(known.node, new.node) {
            return;
        }
        let message = format!(
            "{} {:?} is defined twice, and not alike",
            space.noun(),
            &*new.name.local
        );
        let other = format!(
            "the first definition is at {}:{}:{}",
            known.node.at.file, known.node.at.line, known.node.at.column
        );
        if known.node.at.file == new.node.at.file {
            diagnostics
                .error(&new.node.at, message)
                .help(other)
                .help("rename or remove one of them");
        } else {
            diagnostics
                .warning(&new.node.at, message)
                .help(other + ", and is the one that's taken");
        }
    }

    fn redefine(
        &mut self,
        schemas: &Schemas<'d>,
        place: (SchemaId, Space, &'d Node),
        diagnostics: &mut Diagnostics,
    ) {
        let Some(mut new) = Self::name(schemas, place, diagnostics) else {
            return;
        };
        let space = place.1;
        let table = self.table_mut(space);
        let number = table.all.len();
        let old = table.by_name.insert(new.name.clone(), number);
        match old.and_then(|i| table.all.get_mut(i)) {
            Some(declaration) => declaration.redefined_by = Some(number),
            None => {
                let message = format!(
                    "{} {:?}, which is redefined, is not defined",
                    space.noun(),
                    &*new.name.local
                );
                diagnostics
                    .error(&new.node.at, message)
                    .help("xs:redefine changes what the schema at its schemaLocation defines");
            }
        }
        new.redefines = old;
        table.all.push(new);
    }
}
