//! `xs:string` and what is derived from it, `xs:anyURI` too (XSD 1.0 part 2, 3.2.1, 3.2.17 and 3.3).

use crate::value::{Names, Prefixes, Text, TextError};

/// For strings in lists and unions.
impl Text for String {
    fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
        text.clone_into(self);
        Ok(())
    }

    fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
        out.push_str(self);
        Ok(())
    }
}
