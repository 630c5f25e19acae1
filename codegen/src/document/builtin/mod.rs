//! Schemas that documents use without bringing them: what the specifications define, in our words.

/// A built-in schema.
pub(super) struct Builtin {
    /// Its target namespace.
    pub(super) namespace: &'static str,
    /// What locations in it name.
    pub(super) file: &'static str,
    /// Its text.
    pub(super) text: &'static str,
}

macro_rules! builtins {
    ($($namespace:literal $file:literal,)*) => {
        &[$(Builtin { namespace: $namespace, file: concat!("built-in/", $file), text: include_str!($file) },)*]
    };
}

/// All of them.
pub(super) const ALL: &[Builtin] = builtins![
    "http://www.w3.org/XML/1998/namespace" "xml.xsd",
    "http://schemas.xmlsoap.org/soap/encoding/" "soap-encoding.xsd",
];

/// The built-in schema of a namespace.
pub(super) fn of(namespace: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.namespace == namespace)
}
