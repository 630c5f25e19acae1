//! Elements as their schema says (`use="literal"`).

use super::placeholder::placeholder;
use super::walk::{Item, Walk, XSD, concrete_type};
use crate::model::{Attribute, Builtin, ComplexType, Content, Element, TypeId, TypeKind};
use crate::name::QName;

impl<'m> Walk<'m> {
    /// Writes an element.
    pub(super) fn element(&mut self, element: &'m Element, depth: usize) {
        if self.valid() {
            self.valid_element(element, depth);
            return;
        }
        if self.full() {
            return;
        }
        self.out.start(&element.name.namespace, &element.name.local);
        if &*element.name.namespace == XSD && &*element.name.local == "schema" {
            self.out.text("schema");
        } else if let Some(fixed) = &element.fixed {
            let text = fixed.spelled(self.model, element.type_id);
            let text = self.named(element.type_id, text);
            self.out.text(&text);
        } else {
            self.along.media = element.media_type().map(str::to_owned);
            self.value(element.type_id, depth);
        }
        self.out.end();
    }

    /// Writes an element of this name and type.
    pub(super) fn accessor(&mut self, name: &QName, ty: TypeId, depth: usize) {
        if self.full() {
            return;
        }
        self.out.start(&name.namespace, &name.local);
        self.value(ty, depth);
        self.out.end();
    }

    /// Writes attributes and content of a value into the open element.
    pub(super) fn value(&mut self, declared: TypeId, depth: usize) {
        if self.valid() {
            self.valid_content(declared, false, depth);
            return;
        }
        if self.simple_text(declared) {
            return;
        }
        let id = concrete_type(self.model, declared);
        match self.ty(id).map(|t| &t.kind) {
            Some(TypeKind::Complex(_)) if depth >= self.limits.depth => self.nil(),
            Some(TypeKind::Complex(ty)) => {
                if id != declared {
                    self.type_attribute(id);
                }
                self.complex(ty, depth);
            }
            _ => self.out.attribute_ns(super::walk::XSI, "type", "type"),
        }
    }

    fn complex(&mut self, ty: &'m ComplexType, depth: usize) {
        for attribute in &ty.attributes {
            self.xml_attribute(attribute);
        }
        match &ty.content {
            Content::Empty => {}
            Content::Simple(id) => {
                self.simple_text(*id);
            }
            Content::Elements { particle, mixed } => {
                let items = self.items(particle);
                if items.is_empty() && *mixed {
                    self.out.text("text");
                }
                for item in items {
                    match item {
                        Item::Element(element) => self.element(element, depth + 1),
                        Item::Any => self.out.text("xml"),
                    }
                }
            }
        }
    }

    fn xml_attribute(&mut self, attribute: &Attribute) {
        let value = match &attribute.fixed {
            Some(fixed) => {
                let text = fixed.spelled(self.model, attribute.type_id);
                Some(self.named(attribute.type_id, text))
            }
            None => placeholder(
                self.model,
                attribute.type_id,
                self.limits.values,
                &mut self.along.referred,
            ),
        };
        let Some(mut value) = value else { return };
        let kind = self.ty(attribute.type_id).map(|t| &t.kind);
        if attribute.fixed.is_none() && matches!(kind, Some(TypeKind::Builtin(Builtin::QName))) {
            let prefix = self.out.define("q1", "http://tempuri.org/SampleNamespace");
            value = format!("{prefix}:{value}");
        }
        match attribute.name.namespace.is_empty() {
            true => self.out.attribute(&attribute.name.local, &value),
            false => {
                let QName { namespace, local } = &attribute.name;
                self.out.attribute_ns(namespace, local, &value);
            }
        }
    }
}
