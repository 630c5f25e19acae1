//! The description that a service hands out: a WSDL and the documents that it imports.
//!
//! In come texts by the locations that they're imported by; out goes one of them, in which references to the others and the
//! addresses of ports lead to where it was asked for. A text that can't be read goes out as it is.

use crate::xml::{Limits, Reader};

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const WSDL20: &str = "http://www.w3.org/ns/wsdl";
/// Whose elements `address` say where a port is.
const BINDINGS: [&str; 3] = [
    "http://schemas.xmlsoap.org/wsdl/soap/",
    "http://schemas.xmlsoap.org/wsdl/soap12/",
    "http://schemas.xmlsoap.org/wsdl/http/",
];

/// The documents; the first one is the WSDL, if it's there.
#[derive(Clone, Debug, Default)]
pub(super) struct Description {
    pub(super) wsdl: Option<String>,
    /// Location and text.
    pub(super) others: Vec<(String, String)>,
}

impl Description {
    /// The document that a query asks for: `wsdl` for the first one, `xsd=1` and so on for the others. `url` is that of the
    /// service.
    pub(super) fn page(&self, query: &str, url: &str) -> Option<String> {
        query.split('&').find_map(|word| {
            let (kind, number) = word.split_once('=').unwrap_or((word, "0"));
            let known = ["wsdl", "singlewsdl", "xsd"];
            if !known.iter().any(|k| kind.eq_ignore_ascii_case(k)) {
                return None;
            }
            let (location, text) = match number.parse::<usize>().ok()?.checked_sub(1) {
                None => ("", self.wsdl.as_deref()?),
                Some(i) => self.others.get(i).map(|(l, t)| (l.as_str(), t.as_str()))?,
            };
            Some(
                self.located(location, text, url)
                    .unwrap_or_else(|| text.to_owned()),
            )
        })
    }

    /// The text with its references as they lead on from here; `None` if it can't be read.
    fn located(&self, location: &str, text: &str, url: &str) -> Option<String> {
        let mut reader = Reader::new(text, Limits::default());
        reader.root().ok()?;
        let (mut out, mut from, mut depth) = (String::new(), 0, 1);
        while depth > 0 {
            let (namespace, local) = reader.name();
            let name = match local {
                "import" if namespace == WSDL => Some("location"),
                "import" | "include" if namespace == WSDL20 => Some("location"),
                "import" | "include" | "redefine" if namespace == XSD => Some("schemaLocation"),
                "address" if BINDINGS.contains(&namespace) => Some("location"),
                "endpoint" if namespace == WSDL20 => Some("address"),
                _ => None,
            };
            if let Some(name) = name
                && let Some(value) = reader.attribute("", name)
                && let Some(target) = match local {
                    "address" | "endpoint" => Some(url.to_owned()),
                    _ => self.reference(location, value, url),
                }
                && let Some((start, end)) = value_of(text, reader.offset(), name)
            {
                out += text.get(from..start)?;
                out += &target
                    .replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('"', "&quot;");
                from = end;
            }
            while depth > 0 {
                match reader.child().ok()? {
                    true => {
                        depth += 1;
                        break;
                    }
                    false => depth -= 1,
                }
            }
        }
        out += text.get(from..)?;
        Some(out)
    }

    /// Where a document is that another one refers to. Without the host, which proxies may change, and with the path, which
    /// not all clients keep when a reference is a query alone.
    fn reference(&self, location: &str, value: &str, url: &str) -> Option<String> {
        let joined = join(location, value.trim());
        let mut others = self.others.iter();
        let i = others.position(|(l, _)| *l == joined || join("", l) == joined)?;
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
        Some(format!("{path}?xsd={}", i + 1))
    }
}

/// A location as seen from the WSDL, given as seen from another document (RFC 3986, 5.2.4, as far as paths go).
fn join(from: &str, location: &str) -> String {
    if location.contains("://") || location.starts_with('/') {
        return location.to_owned();
    }
    let folder = from.rsplit_once('/').map(|(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder
        .into_iter()
        .chain([location])
        .flat_map(|p| p.split(['/', '\\']))
    {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Where the value of an attribute stands, of the element whose start tag is there.
fn value_of(text: &str, tag: usize, name: &str) -> Option<(usize, usize)> {
    let mut rest = text.get(tag..)?;
    loop {
        let (before, quoted) = rest.split_at_checked(rest.find(['"', '\'', '>'])?)?;
        let mark = quoted.chars().next().filter(|c| *c != '>')?;
        let value = quoted.get(1..)?;
        let length = value.find(mark)?;
        let attribute = before.trim_end().strip_suffix('=')?.trim_end();
        let attribute = attribute.rsplit(|c: char| c.is_ascii_whitespace()).next()?;
        if attribute == name {
            let from = text.len() - value.len();
            return Some((from, from + length));
        }
        rest = value.get(length + 1..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn description() -> Description {
        let wsdl = r#"<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/' xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/">
            <!-- <w:import location="parts/a.wsdl"/> -->
            <w:import namespace = "x > y" location= 'parts/a.wsdl'/><w:import location="elsewhere.wsdl"/>
            <s:address location="http://old/"/><address location="kept"/></w:definitions>"#;
        let schema = r#"<schema xmlns="http://www.w3.org/2001/XMLSchema"><include schemaLocation="../common/b.xsd"/></schema>"#;
        Description {
            wsdl: Some(wsdl.to_owned()),
            others: vec![
                ("./parts/a.wsdl".to_owned(), schema.to_owned()),
                ("common/b.xsd".to_owned(), "no XML".to_owned()),
            ],
        }
    }

    #[test]
    fn addresses_of_any_binding_are_the_services() {
        let page = |wsdl: &str| {
            let description = Description {
                wsdl: Some(wsdl.to_owned()),
                others: vec![("a.wsdl".to_owned(), String::new())],
            };
            description.page("wsdl", "http://h/s").unwrap_or_default()
        };
        let plain = "<h:address xmlns:h='http://schemas.xmlsoap.org/wsdl/http/' location='x'/>";
        assert!(page(plain).contains("location='http://h/s'"));
        let second = "<description xmlns='http://www.w3.org/ns/wsdl'><include location='a.wsdl'/><endpoint address='x'/></description>";
        let second = page(second);
        assert!(second.contains("<include location='/s?xsd=1'/><endpoint address='http://h/s'/>"));
    }

    #[test]
    fn references_lead_to_where_the_documents_are() {
        let description = description();
        let url = "https://h/service?a&b"
            .split('?')
            .next()
            .unwrap_or_default();
        let page = |query| description.page(query, url);
        let wsdl = page("wsdl").unwrap_or_default();
        assert!(wsdl.contains("location= '/service?xsd=1'/>"), "{wsdl}");
        for kept in [
            "<!-- <w:import location=\"parts/a.wsdl\"/>",
            "elsewhere.wsdl",
            "location=\"kept\"",
        ] {
            assert!(wsdl.contains(kept), "{wsdl}");
        }
        assert!(
            wsdl.contains("<s:address location=\"https://h/service\"/>"),
            "{wsdl}"
        );
        let schema = page("xsd=1").unwrap_or_default();
        assert!(
            schema.contains("schemaLocation=\"/service?xsd=2\""),
            "{schema}"
        );
        assert_eq!(page("XSD=2").as_deref(), Some("no XML"));
        assert_eq!(
            (page("xsd=3"), page("xsd=x"), page("other")),
            (None, None, None)
        );
    }
}
