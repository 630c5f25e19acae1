//! What a URL names and all that it imports becomes files that need no network: each location in them is a file's name.
//!
//! In come URLs and somebody who asks for what is there; out go [`File`]s. Knows URLs, imports and file names; must not
//! know sockets, HTTP libraries or the file system: the command `castile fetch` asks and writes.

mod address;
mod follow;
mod names;
mod rewrite;

use std::fmt;

use crate::diagnostic::Diagnostics;
use crate::document::clear::clear;
use address::Address;

/// A document as it is to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Unlike any other's, also where upper and lower case are one; without a folder.
    pub name: String,
    /// Where it came from, without its query, which may hold secrets.
    pub from: String,
    /// In UTF-8, and says so.
    pub text: String,
}

/// What's asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// An absolute URL of `http` or `https`, without a fragment.
    pub url: &'a str,
    /// Whether secrets meant for the given URLs may go along: it's at the host and port of one of them, and not less
    /// protected.
    pub trusted: bool,
}

/// Shows no query, as it may hold secrets.
impl fmt::Debug for Question<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Question")
            .field("url", &self.url.get(clear(self.url)).unwrap_or_default())
            .field("trusted", &self.trusted)
            .finish()
    }
}

/// What there is.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// The bytes of a document.
    Document(Vec<u8>),
    /// It's somewhere else: a URL, absolute or relative to the one that was asked for.
    Moved(String),
}

/// Shows what may hold secrets by its length alone.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Document(bytes) => write!(f, "Document({} bytes)", bytes.len()),
            Answer::Moved(url) => write!(f, "Moved({} bytes)", url.len()),
        }
    }
}

/// Why there's nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What happened, as it follows the URL: `answers with 404 Not Found`.
    pub message: String,
    /// The way out; empty for none.
    pub help: String,
}

/// Asks for the given URLs and for all that their documents import, on the hosts of the URLs and those named in `hosts`.
/// What can't be had is reported, or else each host of `hosts` that nothing refers to; the rest is there.
pub fn fetch(
    urls: &[String],
    hosts: &[String],
    ask: &mut dyn FnMut(Question<'_>) -> Result<Answer, Refusal>,
    diagnostics: &mut Diagnostics,
) -> Vec<File> {
    let given: Vec<Address> = urls
        .iter()
        .filter_map(|url| match Address::parse(url) {
            Ok(address) => Some(address),
            Err(why) => {
                diagnostics.error_without_place(why).help(
                    "give the URL of a WSDL or schema, e.g. https://example.org/Service.asmx?wsdl",
                );
                None
            }
        })
        .collect();
    let pages = follow::follow(&given, hosts, ask, diagnostics);
    let names = names::names(&pages);
    let files = pages.iter().zip(&names).map(|(page, name)| File {
        name: name.clone(),
        from: page.address.shown(),
        text: rewrite::rewrite(page, &names),
    });
    files.collect()
}

#[cfg(test)]
mod tests;
