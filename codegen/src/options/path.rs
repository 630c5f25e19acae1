//! The paths with which options say what they are about.

use std::fmt;
use std::str::FromStr;

use crate::name::QName;

/// The namespace that the prefixes `xs:`, `xsd:` and `s:` stand for in a path.
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// What an option is about:
///
/// | path | matches |
/// |---|---|
/// | `.` | everything |
/// | `Order` | types, elements, groups and operations of this name in any namespace |
/// | `{http://example.org/}Order` | those of this namespace |
/// | `{http://example.org/}` | everything in this namespace |
/// | `xs:dateTime` | the built-in type |
/// | `Order/sku`, `{ns}Order/@id` | an element or an attribute in the type or element `Order` |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The component.
    pub target: Target,
    /// The member of the component: the local name of an element, or `@` and that of an attribute.
    pub member: Option<String>,
}

/// The part of a path before the slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `.`
    All,
    /// `{namespace}`
    Namespace(String),
    /// `{namespace}local`
    Name(QName),
    /// `local`, in any namespace.
    Local(String),
}

impl Path {
    /// Whether it's about a component of this name. A path to a member isn't.
    pub fn matches(&self, name: &QName) -> bool {
        self.member.is_none() && self.target.matches(name)
    }

    /// Whether it's about this member (`sku`, `@id`) of a component of this name.
    pub fn matches_member(&self, name: &QName, member: &str) -> bool {
        self.member.as_deref() == Some(member) && self.target.matches(name)
    }
}

impl Target {
    /// Whether a component of this name is meant.
    pub fn matches(&self, name: &QName) -> bool {
        match self {
            Self::All => true,
            Self::Namespace(namespace) => **namespace == *name.namespace,
            Self::Name(wanted) => wanted == name,
            Self::Local(local) => **local == *name.local,
        }
    }
}

impl FromStr for Path {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text == "." {
            return Ok(Self {
                target: Target::All,
                member: None,
            });
        }
        let (namespace, rest) = match text.strip_prefix('{') {
            Some(braced) => {
                let (namespace, rest) = braced.split_once('}').ok_or_else(|| {
                    format!("path `{text}` has no `}}` that closes the namespace")
                })?;
                (Some(namespace), rest)
            }
            None => (None, text),
        };
        let (local, member) = match rest.split_once('/') {
            Some((local, member)) => (local, Some(member.to_owned())),
            None => (rest, None),
        };
        if member
            .as_deref()
            .is_some_and(|m| m.is_empty() || m == "@" || m.contains('/'))
        {
            return Err(format!(
                "path `{text}` must end with one member after the slash, like `Order/sku` or `Order/@id`"
            ));
        }
        let target = match (namespace, local) {
            (Some(namespace), "") if member.is_none() => Target::Namespace(namespace.to_owned()),
            (_, "") => return Err(format!("path `{text}` names nothing")),
            (Some(namespace), local) => Target::Name(QName {
                namespace: namespace.into(),
                local: local.into(),
            }),
            (None, local) => match local.split_once(':') {
                Some(("xs" | "xsd" | "s", local)) => Target::Name(QName {
                    namespace: XSD.into(),
                    local: local.into(),
                }),
                Some((prefix, _)) => {
                    return Err(format!(
                        "path `{text}` has the prefix `{prefix}`, which means nothing here: write `{{namespace}}name`, or the name alone"
                    ));
                }
                None => Target::Local(local.to_owned()),
            },
        };
        Ok(Self { target, member })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::All => f.write_str(".")?,
            Target::Namespace(namespace) => write!(f, "{{{namespace}}}")?,
            Target::Name(name) if &*name.namespace == XSD => write!(f, "xs:{}", name.local)?,
            Target::Name(name) => write!(f, "{name}")?,
            Target::Local(local) => f.write_str(local)?,
        }
        match &self.member {
            Some(member) => write!(f, "/{member}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(namespace: &str, local: &str) -> QName {
        QName {
            namespace: namespace.into(),
            local: local.into(),
        }
    }

    #[test]
    fn paths_match_what_they_say() {
        let order = name("urn:a", "Order");
        for path in [".", "Order", "{urn:a}Order", "{urn:a}"] {
            let path: Path = path.parse().unwrap();
            assert!(path.matches(&order), "{path}");
            assert!(!path.matches_member(&order, "sku"), "{path}");
        }
        for path in ["order", "{urn:b}Order", "{urn:b}", "Order/sku"] {
            assert!(!path.parse::<Path>().unwrap().matches(&order), "{path}");
        }
        let member: Path = "{urn:a}Order/@id".parse().unwrap();
        assert!(member.matches_member(&order, "@id"));
        assert!(!member.matches_member(&order, "id"));
        let date: Path = "xs:dateTime".parse().unwrap();
        assert!(date.matches(&name(XSD, "dateTime")));
        assert_eq!(date.to_string(), "xs:dateTime");
    }

    #[test]
    fn malformed_paths_say_how_to_write_them() {
        for (path, part) in [
            ("{urn:a", "closes"),
            ("", "names nothing"),
            ("tns:Order", "{namespace}name"),
            ("Order/", "Order/@id"),
            ("Order/a/b", "one member"),
        ] {
            let error = path.parse::<Path>().unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }
}
