//! What SOAP-encoded arrays hold (SOAP 1.1, 5.4.2; WSDL 1.1, 2.2): `wsdl:arrayType`, or an element that repeats.

use super::builder::{Builder, Place};
use super::draft::ArrayDraft;
use super::vocabulary::parts;
use crate::document::Node;
use crate::model::{ElementId, Particle, SoapArray, Term, TypeId};
use crate::name::QName;

impl<'d> Builder<'_, 'd> {
    /// What a derivation says about the items, should its base be an array; `None` if it says nothing.
    pub(super) fn array(
        &mut self,
        place: Place,
        node: &Node,
        content: Option<&Particle>,
    ) -> Option<ArrayDraft> {
        let element = content.and_then(only_element);
        let element = element.and_then(|id| self.elements.get(id.0 as usize));
        let (name, element_type) = element.map(|e| (e.name.clone(), e.type_id)).unzip();
        if let Some((attribute, text)) = array_type(node) {
            let array = self.spelt(place, attribute, text, name);
            return Some(ArrayDraft { array, spelt: true });
        }
        element_type.map(|item| ArrayDraft {
            array: SoapArray {
                item,
                item_name: name,
                ranks: "[]".to_owned(),
            },
            spelt: false,
        })
    }

    /// Reads `xsd:string[][,3]`.
    fn spelt(&mut self, place: Place, node: &Node, text: &str, name: Option<QName>) -> SoapArray {
        let (item, ranks) = match text.find('[') {
            Some(at) => text.split_at(at),
            None => (text, "[]"),
        };
        SoapArray {
            item: self.type_ref(place, node, item).unwrap_or(TypeId::ANY),
            item_name: name,
            ranks: ranks.split_whitespace().collect(),
        }
    }
}

/// `arrayType` on an attribute, in whatever namespace it's spelt.
fn array_type(node: &Node) -> Option<(&Node, &str)> {
    let attributes = parts(node).filter(|(local, _)| *local == "attribute");
    let mut found = attributes.filter_map(|(_, attribute)| {
        let mut all = attribute.attributes.iter();
        let value = all.find(|a| &*a.name.local == "arrayType")?;
        Some((attribute, value.value.trim()))
    });
    found.next()
}

/// The element that is all there is of a content model.
fn only_element(particle: &Particle) -> Option<ElementId> {
    match &particle.term {
        Term::Element(id) => Some(*id),
        Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => match parts.as_slice() {
            [only] => only_element(only),
            _ => None,
        },
        Term::Group(_) | Term::Any(_) => None,
    }
}
