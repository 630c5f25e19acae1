//! Names in namespaces.

use std::fmt;
use std::sync::Arc;

/// A name in a namespace; the empty namespace is no namespace. Prefixes don't exist here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QName {
    /// Namespace URI, empty for none.
    pub namespace: Arc<str>,
    /// Local part.
    pub local: Arc<str>,
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
