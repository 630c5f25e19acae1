//! `xs:QName` and `xs:NOTATION` (XSD 1.0 part 2, 3.2.18 and 3.2.19): names whose prefix is resolved.

use super::{text_value, trim};
use crate::schema::Builtin;
use crate::value::{Names, Prefixes, Text, TextError};
use crate::xml::is_ncname;
use std::fmt;
use std::str::FromStr;

/// A name in a namespace. As text outside of documents `{namespace}local`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QName {
    /// Namespace URI, empty for none.
    pub namespace: String,
    /// Local part.
    pub local: String,
}

impl QName {
    /// A name of `local` in `namespace`.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        QName {
            namespace: namespace.into(),
            local: local.into(),
        }
    }
}

impl Text for QName {
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        let text = trim(text);
        if names.in_full() {
            *self = text.parse()?;
            return Ok(());
        }
        let (prefix, local) = text.split_once(':').unwrap_or(("", text));
        let has_prefix = text.contains(':');
        if !is_ncname(local) || (has_prefix && !is_ncname(prefix)) {
            return Err(expected());
        }
        // Without a declaration a default namespace is none; a prefix must have one.
        let namespace = match names.namespace(prefix) {
            Some(namespace) => namespace,
            None if has_prefix => {
                return Err(TextError::new(format!(
                    "expected a name whose prefix is declared; `{prefix}` isn't"
                )));
            }
            None => "",
        };
        namespace.clone_into(&mut self.namespace);
        local.clone_into(&mut self.local);
        Ok(())
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        if !is_ncname(&self.local) {
            return Err(TextError::new("a name that XML doesn't allow"));
        }
        let prefix = names.prefix(&self.namespace);
        if !prefix.is_empty() {
            out.push_str(&prefix);
            out.push(':');
        }
        out.push_str(&self.local);
        Ok(())
    }

    fn builtin(&self) -> Option<Builtin> {
        Some(Builtin::QName)
    }
}

text_value!(QName);

fn expected() -> TextError {
    TextError::new("expected a name such as `prefix:name`")
}

/// Reads `{namespace}local`, or `local` for a name in no namespace.
impl FromStr for QName {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let parts = match text.strip_prefix('{') {
            Some(rest) => rest.rsplit_once('}'),
            None => Some(("", text)),
        };
        match parts {
            Some((namespace, local)) if is_ncname(local) => Ok(QName::new(namespace, local)),
            _ => Err(TextError::new("expected a name such as `{namespace}name`")),
        }
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            f.write_str(&self.local)
        } else {
            write!(f, "{{{}}}{}", self.namespace, self.local)
        }
    }
}
