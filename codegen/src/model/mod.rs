//! The meaning of the documents: WSDL 1.1, WSDL 2.0 and XSD 1.0 as plain data, every name resolved to an id.
//!
//! In come documents; out goes one closed [`Model`]. Knows WSDL's and XSD's semantics; must not know Rust, options or
//! the XML library.

mod build;
mod builtin;
mod definitions;
mod doc;
mod dump;
mod given;
mod media;
#[cfg(test)]
mod quickly;
pub(crate) mod roots;
mod schema;
mod white_space;
mod wsdl;
pub(crate) mod wsdl20;
mod xsd;

pub use build::{BuildOptions, build};
pub use dump::dump;
pub use given::Given;
pub use schema::{
    Attribute, Block, Bounds, Builtin, ComplexType, Constraint, Content, Derivation, Element,
    ElementId, Enumerator, Facets, Group, GroupId, NameTest, Namespaces, Particle, Path, Process,
    Rule, SimpleType, SoapArray, Term, Type, TypeId, TypeKind, TypeOwner, Variety, WhiteSpace,
    Wildcard,
};
pub use wsdl::{
    Addressing, Binding, BindingFault, BindingId, BindingMessage, BindingOperation, BodyUse,
    Header, HttpOperation, Message, MessageId, Mime, Mtom, Operation, OperationFault,
    OperationMessage, Part, PartContent, Password, Payload, Port, PortType, PortTypeId, Protocol,
    Security, Service, SoapVersion, Style,
};

/// All that the documents mean together. Ids index the vectors; order is document order.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Every type: the built-in ones first (see [`Builtin`]), then the named ones of the documents, then the anonymous
    /// ones, each in document order.
    pub types: Vec<Type>,
    /// Every element declaration, the global ones first.
    pub elements: Vec<Element>,
    /// The global element declarations.
    pub roots: Vec<ElementId>,
    /// The global attribute declarations.
    pub attributes: Vec<Attribute>,
    /// Named model groups.
    pub groups: Vec<Group>,
    /// Messages.
    pub messages: Vec<Message>,
    /// Port types.
    pub port_types: Vec<PortType>,
    /// Bindings of any protocol that's understood.
    pub bindings: Vec<Binding>,
    /// Services.
    pub services: Vec<Service>,
    /// `documentation` of the definitions.
    pub doc: Option<String>,
    /// Target namespaces in document order, those of schemas and definitions.
    pub namespaces: Vec<std::sync::Arc<str>>,
}

impl Model {
    /// The port type's operation that is bound.
    pub fn operation(&self, binding: &Binding, bound: &BindingOperation) -> Option<&Operation> {
        let port_type = self.port_types.get(binding.port_type.0 as usize)?;
        port_type.operations.get(bound.operation)
    }

    /// Whether values of a type refer to attachments: that of WS-I, or one that restricts it.
    pub fn refers(&self, mut id: TypeId) -> bool {
        // Types derive from each other in circles only where that was reported.
        for _ in 0..xsd::MAX_DEPTH {
            match self.types.get(id.0 as usize) {
                Some(ty) if ty.is_reference() => return true,
                Some(Type {
                    kind: TypeKind::Simple(simple),
                    ..
                }) => id = simple.base,
                _ => return false,
            }
        }
        false
    }
}
