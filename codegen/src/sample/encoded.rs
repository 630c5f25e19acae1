//! Values in the SOAP encoding (SOAP 1.1, section 5): every accessor says its type, and structures and arrays come
//! after the wrapper, referred to by `href`.

use super::walk::{Item, Walk};
use crate::model::{ComplexType, Content, SoapArray, TypeId, TypeKind};

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

    pub(super) fn encoded_array(&mut self, array: &SoapArray, depth: usize) {
        let item = self.ty(array.item).and_then(|t| t.name.as_ref());
        if let Some(name) = item {
            let prefix = self.out.define("q1", &name.namespace);
            let size = sized(&array.ranks, self.limits.items);
            let value = match prefix.is_empty() {
                true => format!("{}{size}", name.local),
                false => format!("{prefix}:{}{size}", name.local),
            };
            self.out.attribute_ns(self.encoding, "arrayType", &value);
        }
        for _ in 0..self.limits.items {
            self.encoded_accessor("", "Item", array.item, false, depth + 1);
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

/// The ranks of an array type with the sizes of the outermost: `[]` becomes `[2]`, `[][,]` becomes `[][2,2]`.
fn sized(ranks: &str, size: usize) -> String {
    let (inner, outer) = match ranks.rfind('[') {
        Some(at) => ranks.split_at(at),
        None => ("", "[]"),
    };
    let sizes = vec![size.to_string(); outer.matches(',').count() + 1];
    format!("{inner}[{}]", sizes.join(","))
}

#[cfg(test)]
mod tests {
    use super::sized;

    #[test]
    fn sizes_of_arrays() {
        assert_eq!(sized("[]", 2), "[2]");
        assert_eq!(sized("[,]", 2), "[2,2]");
        assert_eq!(sized("[][]", 2), "[][2]");
        assert_eq!(sized("", 2), "[2]");
    }
}
