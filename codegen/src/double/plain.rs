//! Operations over plain HTTP (WSDL 1.1, 4): a request is known by its method and its path.

use crate::model::{BindingId, Model, Protocol};
use crate::sample;

/// A bound operation.
#[derive(Clone, Debug)]
pub(super) struct Plain {
    pub(super) binding: usize,
    pub(super) bound: usize,
    pub(super) name: String,
    method: String,
    /// The path, of which `{name}` stands for any text.
    path: String,
}

/// The operations of all bindings, at the addresses of their ports.
pub(super) fn operations(model: &Model) -> Vec<Plain> {
    let mut found = Vec::new();
    for (index, binding) in model.bindings.iter().enumerate() {
        let (Protocol::Http { .. }, Some(port_type)) = (
            &binding.protocol,
            model.port_types.get(binding.port_type.0 as usize),
        ) else {
            continue;
        };
        let ports = model.services.iter().flat_map(|s| &s.ports);
        let ports = ports.filter(|p| p.binding == BindingId(index as u32));
        let mut addresses: Vec<_> = ports.map(|p| p.address.as_deref()).collect();
        if addresses.is_empty() {
            addresses.push(None);
        }
        for (number, bound) in binding.operations.iter().enumerate() {
            let operation = port_type.operations.get(bound.operation);
            let (Some(http), Some(operation)) = (&bound.http, operation) else {
                continue;
            };
            let location = http.location.split('?').next().unwrap_or_default();
            found.extend(addresses.iter().map(|address| Plain {
                binding: index,
                bound: number,
                name: operation.name.to_string(),
                method: http.method.clone(),
                path: sample::target(*address, location),
            }));
        }
    }
    found
}

/// The operation that a request means: of several that fit the one that says most of its path.
pub(super) fn find<'p>(all: &'p [Plain], method: &str, path: &str) -> Option<&'p Plain> {
    let method = if method == "HEAD" { "GET" } else { method };
    let fitting = all
        .iter()
        .filter(|plain| plain.method == method && fits(&plain.path, path));
    fitting.max_by_key(|plain| plain.path.len())
}

/// Whether a path is one of a template's.
fn fits(template: &str, path: &str) -> bool {
    let Some((before, rest)) = template.split_once('{') else {
        return template.trim_end_matches('/') == path.trim_end_matches('/');
    };
    let Some(mut path) = path.strip_prefix(before) else {
        return false;
    };
    let mut rest = rest.split_once('}').map_or("", |(_, rest)| rest);
    // Each text between two values where it's met first: values have no slashes, and seldom what separates them.
    while let Some((text, behind)) = rest.split_once('{') {
        let Some(at) = path.find(text) else {
            return false;
        };
        path = path.get(at + text.len()..).unwrap_or_default();
        rest = behind.split_once('}').map_or("", |(_, rest)| rest);
    }
    path.strip_suffix(rest)
        .is_some_and(|value| !value.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn paths_of_templates() {
        let template = "/pictures/{shop}/no{number}.png";
        assert!(fits(template, "/pictures/a%2Fb/no7.png"));
        assert!(fits("/a/", "/a") && fits("/", "/"));
        for other in [
            "/pictures/a/no7.gif",
            "/pictures/a",
            "/pictures/a/no7/8.png",
            "/",
        ] {
            assert!(!fits(template, other), "{other}");
        }
        assert!(!fits("/a", "/a/b"));
    }
}
