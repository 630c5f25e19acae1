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
        &[$(Builtin { namespace: $namespace, file: concat!("built-in:", $file), text: include_str!($file) },)*]
    };
}

/// All of them.
pub(super) const ALL: &[Builtin] = builtins![
    "http://www.w3.org/XML/1998/namespace" "xml.xsd",
    "http://www.w3.org/2001/XMLSchema" "xml-schema.xsd",
    "http://schemas.xmlsoap.org/soap/encoding/" "soap-encoding.xsd",
    "http://www.w3.org/2003/05/soap-encoding" "soap12-encoding.xsd",
    "http://schemas.xmlsoap.org/soap/envelope/" "soap-envelope.xsd",
    "http://www.w3.org/2003/05/soap-envelope" "soap12-envelope.xsd",
    "http://www.w3.org/2005/08/addressing" "ws-addressing.xsd",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing" "ws-addressing-2004.xsd",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" "ws-security-utility.xsd",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" "ws-security.xsd",
    "http://www.w3.org/2000/09/xmldsig#" "xmldsig.xsd",
    "http://www.w3.org/2001/04/xmlenc#" "xmlenc.xsd",
    "http://www.w3.org/2004/08/xop/include" "xop-include.xsd",
    "http://schemas.xmlsoap.org/wsdl/" "wsdl.xsd",
    "http://schemas.xmlsoap.org/ws/2002/04/reference/" "ws-reference.xsd",
    "http://xml.apache.org/xml-soap" "apache-soap.xsd",
    "http://www.w3.org/2005/05/xmlmime" "xmlmime.xsd",
    "http://www.w3.org/2004/11/xmlmime" "xmlmime-2004.xsd",
    "http://www.w3.org/1999/xlink" "xlink.xsd",
    "http://ws-i.org/profiles/basic/1.1/xsd" "swa-ref.xsd",
    "http://microsoft.com/wsdl/types/" "microsoft-types.xsd",
    "http://schemas.microsoft.com/2003/10/Serialization/" "microsoft-serialization.xsd",
];

/// The built-in schema of a namespace.
pub(super) fn of(namespace: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.namespace == namespace)
}
