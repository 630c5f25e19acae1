//! Values in the SOAP encoding (SOAP 1.1, section 5): every accessor says its type, and structures and arrays come
//! after the wrapper, referred to by `href`.

use super::walk::{Item, Walk};
use crate::model::{ComplexType, Content, SoapArray, TypeId, TypeKind};

/// The namespace of SOAP 1.2's encoding.
const ENCODING12: &str = "http://www.w3.org/2003/05/soap-encoding";

impl<'m> Walk<'m> {
    /// Writes an accessor: a simple value in place, a reference to anything else.
    pub(super) fn encoded_accessor(
        &mut self,
        namespace: &str,
        local: &str,
        ty: TypeId,
        typed: bool,
        depth: usize,
    ) {
        if self.valid() {
            self.valid_accessor(namespace, local, ty, depth);
            return;
        }
        if self.full() {
            return;
        }
        self.out.start_prefixed("q1", namespace, local);
        match self.ty(ty).map(|t| &t.kind) {
            // `soapenc:string` and its kin are texts, which could be referred to.
            Some(TypeKind::Complex(complex)) if matches!(complex.content, Content::Simple(_)) => {
                if typed {
                    self.type_attribute(ty);
                }
                self.encoded_members(complex, depth);
            }
            Some(TypeKind::Complex(_)) if depth >= self.limits.depth => self.nil(),
            Some(TypeKind::Complex(_)) => {
                self.last += 1;
                self.out.attribute("href", &format!("#id{}", self.last));
                self.queue.push_back((self.last, ty, depth));
            }
            Some(TypeKind::Any) | None => {
                self.out.attribute_ns(super::walk::XSI, "type", "type");
            }
            Some(TypeKind::Builtin(_) | TypeKind::Simple(_)) => {
                if typed {
                    self.type_attribute(ty);
                }
                self.simple_text(ty);
            }
        }
        self.out.end();
    }

    /// Writes a value that stands by itself: in a header block, or in the Body of a document.
    pub(super) fn encoded_root(&mut self, namespace: &str, local: &str, ty: TypeId) {
        if self.valid() {
            self.valid_accessor(namespace, local, ty, 0);
            return;
        }
        self.out.start_prefixed("q1", namespace, local);
        match self.ty(ty).map(|t| &t.kind) {
            Some(TypeKind::Complex(complex)) => match &complex.soap_array {
                Some(array) => {
                    let prefix = self.out.define("soapenc", self.encoding);
                    let value = format!("{prefix}:Array");
                    self.out.attribute_ns(super::walk::XSI, "type", &value);
                    self.encoded_array(array, 0);
                }
                None => {
                    self.type_attribute(ty);
                    self.encoded_members(complex, 0);
                }
            },
            _ => {
                self.type_attribute(ty);
                self.simple_text(ty);
            }
        }
        self.out.end();
    }

    /// Writes the values that accessors have referred to.
    pub(super) fn encoded_queue(&mut self) {
        while let Some((number, ty, depth)) = self.queue.pop_front() {
            if self.full() {
                break;
            }
            self.encoded_value(number, ty, depth);
        }
        self.queue.clear();
    }

    /// Writes a structure or an array that accessors refer to, under the name of its type.
    fn encoded_value(&mut self, number: u32, id: TypeId, depth: usize) {
        let Some(ty) = self.ty(id) else { return };
        let TypeKind::Complex(complex) = &ty.kind else {
            return;
        };
        let label = format!("id{number}");
        if let Some(array) = &complex.soap_array {
            self.out.start_prefixed("soapenc", self.encoding, "Array");
            self.out.attribute("id", &label);
            self.encoded_array(array, depth);
        } else {
            match &ty.name {
                Some(name) => self.out.start_prefixed("q1", &name.namespace, &name.local),
                None => self.out.start("", "item"),
            }
            self.out.attribute("id", &label);
            self.type_attribute(id);
            self.encoded_members(complex, depth);
        }
        self.out.end();
    }

    /// An array's size and items; those of arrays in arrays stand in place.
    pub(super) fn encoded_array(&mut self, array: &SoapArray, depth: usize) {
        let (inner, outer) = match array.ranks.rfind('[') {
            Some(at) => array.ranks.split_at(at),
            None => ("", "[]"),
        };
        // One after the other in the first dimension, and one in all others.
        let mut sizes = vec!["1".to_owned(); outer.matches(',').count() + 1];
        if let Some(first) = sizes.first_mut() {
            *first = self.limits.items.to_string();
        }
        let item = self.ty(array.item).and_then(|t| t.name.as_ref());
        if let Some(name) = item {
            let prefix = self.out.define("q1", &name.namespace);
            let name = match prefix.is_empty() {
                true => name.local.to_string(),
                false => format!("{prefix}:{}", name.local),
            };
            if self.encoding == ENCODING12 {
                let item = match inner {
                    "" => name,
                    _ => "soapenc:Array".to_owned(),
                };
                self.out.attribute_ns(self.encoding, "itemType", &item);
                let size = sizes.join(" ");
                self.out.attribute_ns(self.encoding, "arraySize", &size);
            } else {
                let value = format!("{name}{inner}[{}]", sizes.join(","));
                self.out.attribute_ns(self.encoding, "arrayType", &value);
            }
        }
        for _ in 0..self.limits.items {
            if inner.is_empty() || depth >= self.limits.depth {
                self.encoded_accessor("", "Item", array.item, self.valid(), depth + 1);
                continue;
            }
            let row = SoapArray {
                ranks: inner.to_owned(),
                ..array.clone()
            };
            self.out.start("", "Item");
            self.out
                .attribute_ns(super::walk::XSI, "type", "soapenc:Array");
            self.encoded_array(&row, depth + 1);
            self.out.end();
        }
    }

    pub(super) fn encoded_members(&mut self, complex: &'m ComplexType, depth: usize) {
        match &complex.content {
            Content::Empty => {}
            Content::Simple(id) => {
                self.simple_text(*id);
            }
            Content::Elements { particle, .. } => {
                for item in self.items(particle) {
                    match item {
                        // Names of accessors are unqualified, whatever the schema has (SOAP 1.1, 5.1).
                        Item::Element(e) => {
                            self.encoded_accessor("", &e.name.local, e.type_id, true, depth + 1);
                        }
                        Item::Any => self.out.text("xml"),
                    }
                }
            }
        }
    }
}
