//! A location in a document becomes a file that may be read.
//!
//! Knows paths, URLs and the rules of [`Sources`]; must not know documents.

use std::path::{Component, Path, PathBuf};

use super::sources::Sources;

/// A file that may be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What tells it from other files.
    pub(super) identity: PathBuf,
    /// As the user knows it, and as relative locations in it are taken from.
    pub(super) shown: PathBuf,
}

/// Why there is no file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// A URL of a network that no catalog entry stands for.
    Remote,
    /// No such file; where it was looked for.
    NotFound(PathBuf),
    /// Not among the places that may be read.
    Outside(PathBuf),
}

/// The rules, and the directories of the documents that were given.
pub(super) struct Resolver<'s> {
    sources: &'s Sources,
    /// Canonical.
    given: Vec<PathBuf>,
    /// Canonical; empty if the caller names none.
    roots: Vec<PathBuf>,
}

impl<'s> Resolver<'s> {
    pub(super) fn new(sources: &'s Sources, given: &[PathBuf]) -> Self {
        let directory = |path: &PathBuf| Some(identity(sources, path).parent()?.to_owned());
        Self {
            sources,
            given: given.iter().filter_map(directory).collect(),
            roots: sources
                .roots
                .iter()
                .map(|root| identity(sources, root))
                .collect(),
        }
    }

    /// The file of a document that was given: no rule holds for it.
    pub(super) fn given(&self, path: &Path) -> Found {
        Found {
            identity: identity(self.sources, path),
            shown: normal(path),
        }
    }

    /// The file that a location in a document stands for.
    pub(super) fn location(&self, location: &str, from: &Path) -> Result<Found, Missing> {
        if let Some(found) = self.catalogued(location) {
            return Ok(found);
        }
        let path = location.replace('\\', "/");
        let path = match scheme(&path) {
            Some(("file", rest)) => local(rest),
            Some(_) => return Err(Missing::Remote),
            None => &path,
        };
        let path = path.split('#').next().unwrap_or(path);
        let directory = from.parent().unwrap_or(Path::new(""));
        // As spelt, then with its percent escapes resolved, then without its query.
        let decoded = decode(path);
        let bare = decoded.split('?').next().unwrap_or(&decoded);
        let candidates = [path, &decoded, bare].map(|path| normal(&directory.join(path)));
        let found = candidates.iter().find(|path| self.exists(path));
        match found {
            Some(path) => self.permitted(path),
            None => {
                let [first, ..] = candidates;
                // Whether a file exists is nothing to tell about places that may not be read.
                self.permitted(&first)?;
                Err(Missing::NotFound(first))
            }
        }
    }

    /// The file that the catalog has for a URL or a namespace.
    pub(super) fn catalogued(&self, url: &str) -> Option<Found> {
        let (_, path) = self
            .sources
            .catalog
            .iter()
            .find(|(known, _)| known == url)?;
        Some(self.given(path))
    }

    fn exists(&self, path: &Path) -> bool {
        self.sources.memory.contains_key(path) || path.is_file()
    }

    fn permitted(&self, path: &Path) -> Result<Found, Missing> {
        let identity = identity(self.sources, path);
        let below = |roots: &[PathBuf]| roots.iter().any(|root| identity.starts_with(root));
        let permitted = below(&self.given)
            || below(&self.roots)
            || (self.roots.is_empty() && named_as_document(&identity) && self.near(&identity));
        let shown = path.to_owned();
        match permitted || self.sources.memory.contains_key(path) {
            true => Ok(Found { identity, shown }),
            false => Err(Missing::Outside(shown)),
        }
    }

    /// Whether it shares a directory with a given document, other than the root of the file system.
    fn near(&self, path: &Path) -> bool {
        let first = |path: &Path| {
            let mut parts = path
                .components()
                .skip_while(|c| !matches!(c, Component::Normal(_)));
            parts.next().map(|part| part.as_os_str().to_owned())
        };
        let top = first(path);
        top.is_some() && self.given.iter().any(|given| first(given) == top)
    }
}

fn named_as_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    ["wsdl", "xsd", "xml"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// What tells a file from others: its canonical path, or the path itself where there's no file.
fn identity(sources: &Sources, path: &Path) -> PathBuf {
    let path = normal(path);
    if sources.memory.contains_key(&path) {
        return path;
    }
    let existing = path.ancestors().find_map(|parent| {
        let base = match parent.as_os_str().is_empty() {
            true => Path::new("."),
            false => parent,
        };
        let rest = path.strip_prefix(parent).ok()?;
        Some(base.canonicalize().ok()?.join(rest))
    });
    let joined = existing.unwrap_or(path);
    // `join` with an empty path adds a separator that `starts_with` does not mind.
    joined.components().collect()
}

/// A path without `.`, and without `..` where a name stands before it.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        let after_name = matches!(normal.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if after_name => {
                normal.pop();
            }
            Component::ParentDir if normal.has_root() => {}
            _ => normal.push(part),
        }
    }
    normal
}

/// The path of a `file:` URL, behind its scheme.
fn local(rest: &str) -> &str {
    let path = match rest.strip_prefix("//") {
        Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
        None => rest,
    };
    // `/C:/x`
    match path.as_bytes() {
        [b'/', _, b':', ..] => path.trim_start_matches('/'),
        _ => path,
    }
}

/// Whether a path is the URL of a network.
pub(super) fn is_remote(path: &str) -> bool {
    scheme(path).is_some_and(|(scheme, rest)| scheme != "file" && rest.starts_with("//"))
}

/// The scheme of a URL and what follows its colon. One letter is a drive.
fn scheme(location: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = location.split_once(':')?;
    let named = scheme.len() > 1
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let lower = match scheme.eq_ignore_ascii_case("file") {
        true => "file",
        false => scheme,
    };
    named.then_some((lower, rest))
}

/// Resolves percent escapes; the text as it is if they don't make UTF-8.
pub(crate) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let escaped = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped.filter(|_| byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(paths: &[&str]) -> Sources {
        paths
            .iter()
            .fold(Sources::default(), |s, path| s.memory(*path, ""))
    }

    fn shown(found: Result<Found, Missing>) -> String {
        found.unwrap().shown.display().to_string()
    }

    #[test]
    fn locations_are_taken_from_their_document() {
        let sources = sources(&["p/x.xsd", "p/a b.xsd", "x.xsd", "p/q/x.xsd"])
            .catalog("http://h/x.xsd", "local/x.xsd");
        let resolver = Resolver::new(&sources, &["p/a.wsdl".into()]);
        let from = Path::new("p/a.wsdl");
        for (location, expected) in [
            ("x.xsd", "p/x.xsd"),
            ("./q/../x.xsd#part", "p/x.xsd"),
            ("..\\x.xsd", "x.xsd"),
            ("q\\x.xsd", "p/q/x.xsd"),
            ("a%20b.xsd", "p/a b.xsd"),
            ("x.xsd?xsd=1", "p/x.xsd"),
            ("http://h/x.xsd", "local/x.xsd"),
        ] {
            assert_eq!(shown(resolver.location(location, from)), expected);
        }
        assert_eq!(
            resolver.location("http://h/y.xsd", from),
            Err(Missing::Remote)
        );
        let missing = Missing::NotFound("p/y.xsd".into());
        assert_eq!(resolver.location("y.xsd", from), Err(missing));
    }

    #[test]
    fn places_outside_are_refused() {
        let base = std::env::temp_dir().join(format!("castile-resolve-{}", std::process::id()));
        std::fs::create_dir_all(base.join("in/wsdl")).unwrap();
        for file in ["in/wsdl/a.wsdl", "in/b.xsd", "in/secret", "c.xsd"] {
            std::fs::write(base.join(file), "x").unwrap();
        }
        let wsdl = base.join("in/wsdl/a.wsdl");
        let sources = Sources::default();
        let resolver = Resolver::new(&sources, std::slice::from_ref(&wsdl));
        let outside =
            |location: &str| matches!(resolver.location(location, &wsdl), Err(Missing::Outside(_)));
        assert!(!outside("../b.xsd") && !outside("../../c.xsd"));
        assert!(outside("../secret") && outside("../../../../../../../../etc/passwd"));
        assert!(
            outside("/etc/passwd") && outside("file:///etc/passwd") && outside("file:/etc/x.xsd")
        );
        let narrow = Sources::default().root(base.join("in"));
        let resolver = Resolver::new(&narrow, std::slice::from_ref(&wsdl));
        assert!(resolver.location("../secret", &wsdl).is_ok());
        assert!(matches!(
            resolver.location("../../c.xsd", &wsdl),
            Err(Missing::Outside(_))
        ));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/passwd", base.join("in/wsdl/link.xsd")).unwrap();
            assert!(matches!(
                resolver.location("link.xsd", &wsdl),
                Err(Missing::Outside(_))
            ));
        }
        std::fs::remove_dir_all(base).unwrap();
    }
}
