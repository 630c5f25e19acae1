//! Attributes of the element just begun.

use super::Writer;
use crate::schema::Name;
use crate::xml::XSI;
use crate::xml::escape::{InvalidCharacter, escape};

impl Writer {
    /// Adds an attribute to the element just begun.
    ///
    /// # Errors
    /// When XML can't hold one of its characters.
    pub(crate) fn attribute(
        &mut self,
        ns: &str,
        local: &str,
        value: &str,
    ) -> Result<(), InvalidCharacter> {
        let prefix = self.attribute_prefix(ns);
        self.name_attribute(prefix, local);
        escape::<true>(value, &mut self.out)?;
        self.out.push('"');
        Ok(())
    }

    /// The same with a value that's printed where it stands, and has nothing to escape. False: `print` said that it can't
    /// do that, and there's no attribute.
    pub(crate) fn plain_attribute(
        &mut self,
        name: &Name,
        print: impl FnOnce(&mut String) -> bool,
    ) -> bool {
        let prefix = self.attribute_prefix(name.ns);
        let before = self.out.len();
        self.name_attribute(prefix, name.local);
        if print(&mut self.out) {
            self.out.push('"');
            return true;
        }
        self.out.truncate(before);
        false
    }

    /// Says of the element just begun of which type it is.
    ///
    /// # Errors
    /// When XML can't hold one of the name's characters.
    pub(crate) fn type_attribute(&mut self, ns: &str, local: &str) -> Result<(), InvalidCharacter> {
        let by_default = self.default_is(ns);
        let mut prefix = None;
        if !by_default && ns.is_empty() {
            self.leave_default();
        } else if !by_default {
            prefix = Some(self.prefix_at(ns));
        }
        let xsi = self.prefix_at(XSI);
        self.name_attribute(Some(xsi), "type");
        self.unprefixed = by_default.then_some(self.out.len());
        self.push_prefix(prefix);
        escape::<true>(local, &mut self.out)?;
        self.out.push('"');
        Ok(())
    }

    /// Attributes without a prefix are in no namespace.
    #[inline]
    fn attribute_prefix(&mut self, ns: &str) -> Option<usize> {
        match ns {
            "" => None,
            ns => Some(self.prefix_at(ns)),
        }
    }

    #[inline]
    fn name_attribute(&mut self, prefix: Option<usize>, local: &str) {
        self.out.push(' ');
        self.push_prefix(prefix);
        self.out.push_str(local);
        self.out.push_str("=\"");
    }
}
