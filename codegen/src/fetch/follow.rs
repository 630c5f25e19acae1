//! The given documents and all that they import, each asked for once.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::address::Address;
use super::{Answer, Question, Refusal};
use crate::diagnostic::Diagnostics;
use crate::document::alone::{Alone, Kind, Wanted, is_builtin, read};
use crate::location::Location;
use crate::model::roots::{self, XSD};

/// Most documents.
const MAX_PAGES: usize = 1_000;
/// Most bytes of all documents.
const MAX_BYTES: usize = 256 << 20;
/// How often a document may be somewhere else.
const MAX_MOVES: usize = 10;

/// A document that was had.
pub(super) struct Page {
    /// Where it was in the end.
    pub(super) address: Address,
    pub(super) text: Arc<str>,
    /// A schema, rather than definitions.
    pub(super) is_schema: bool,
    pub(super) links: Vec<Link>,
}

/// Where a document names another.
pub(super) struct Link {
    pub(super) at: Location,
    pub(super) attribute: &'static str,
    pub(super) target: Target,
}

pub(super) enum Target {
    /// The page of this number.
    Page(usize),
    /// One that wasn't had.
    Address(Address),
}

type Ask<'a> = dyn FnMut(Question<'_>) -> Result<Answer, Refusal> + 'a;

pub(super) fn follow(
    given: &[Address],
    hosts: &[String],
    ask: &mut Ask<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Page> {
    let own = given.iter().map(Address::host);
    let named = hosts.iter().map(|host| host.to_ascii_lowercase());
    let mut follower = Follower {
        given,
        hosts: own.chain(named).collect(),
        ask,
        diagnostics,
        pages: Vec::new(),
        known: HashMap::new(),
        pending: VecDeque::new(),
        bytes: 0,
    };
    for address in given {
        follower.page(address.clone(), None);
    }
    while let Some((number, wanted)) = follower.pending.pop_front() {
        follower.links(number, wanted);
    }
    follower.pages
}

struct Follower<'f, 'a> {
    given: &'f [Address],
    hosts: HashSet<String>,
    ask: &'f mut Ask<'a>,
    diagnostics: &'f mut Diagnostics,
    pages: Vec<Page>,
    /// Pages by address; `None` where there is none.
    known: HashMap<Address, Option<usize>>,
    /// Pages whose references have not been followed.
    pending: VecDeque<(usize, Vec<Wanted>)>,
    bytes: usize,
}

impl Follower<'_, '_> {
    fn links(&mut self, number: usize, wanted: Vec<Wanted>) {
        let Some(base) = self.pages.get(number).map(|page| page.address.clone()) else {
            return;
        };
        let mut links = Vec::new();
        for wanted in wanted {
            // XSD's types are known without a schema.
            if wanted.kind == Kind::Import && wanted.namespace.as_deref() == Some(XSD) {
                continue;
            }
            let Some(location) = &wanted.location else {
                continue;
            };
            let address = match base.join(location) {
                Ok(address) => address,
                Err(why) => {
                    let refusal = Refusal {
                        message: format!("{location:?}: {why}"),
                        help: "get the document by other means, and name it by --catalog when you generate".to_owned(),
                    };
                    self.report(Some(&wanted), refusal);
                    continue;
                }
            };
            let target = match self.page(address.clone(), Some(&wanted)) {
                Some(number) => Target::Page(number),
                None => Target::Address(address),
            };
            links.push(Link {
                attribute: wanted.kind.attribute(),
                at: wanted.at,
                target,
            });
        }
        if let Some(page) = self.pages.get_mut(number) {
            page.links = links;
        }
    }

    /// The number of the page at an address, or at the one that it has moved to.
    fn page(&mut self, address: Address, wanted: Option<&Wanted>) -> Option<usize> {
        let mut passed = Vec::new();
        let mut next = address;
        let found = loop {
            if let Some(known) = self.known.get(&next) {
                break *known;
            }
            passed.push(next.clone());
            match self.ask(&next, passed.len()) {
                Ok(Answer::Document(bytes)) => break self.read(&next, &bytes, wanted),
                Ok(Answer::Moved(to)) => match next.join(&to) {
                    Ok(to) => next = to,
                    Err(why) => {
                        let message = format!("{} has moved: {why}", next.shown());
                        let help = "ask where it is now".to_owned();
                        self.report(wanted, Refusal { message, help });
                        break None;
                    }
                },
                Err(refusal) => {
                    let message = format!("{} {}", next.shown(), refusal.message);
                    self.report(wanted, Refusal { message, ..refusal });
                    break None;
                }
            }
        };
        self.known
            .extend(passed.into_iter().map(|address| (address, found)));
        found
    }

    fn ask(&mut self, address: &Address, moves: usize) -> Result<Answer, Refusal> {
        let refuse = |message: &str, help: String| {
            let message = message.to_owned();
            Err(Refusal { message, help })
        };
        let host = address.host();
        if !self.hosts.contains(&host) {
            let help = format!("if that one may be asked, allow it by --host {host}");
            return refuse("is on another host", help);
        }
        if moves > MAX_MOVES {
            return refuse("has moved too often", "ask where it is now".to_owned());
        }
        if self.pages.len() >= MAX_PAGES || self.bytes >= MAX_BYTES {
            let help = format!(
                "no known service has more than {MAX_PAGES} documents, or {} MB",
                MAX_BYTES >> 20
            );
            return refuse("is too much", help);
        }
        (self.ask)(Question {
            url: address.text(),
            trusted: self.given.iter().any(|given| address.is_as_safe_as(given)),
        })
    }

    fn read(&mut self, address: &Address, bytes: &[u8], wanted: Option<&Wanted>) -> Option<usize> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        let file: Arc<str> = address.shown().into();
        let Alone {
            text,
            root,
            wanted: next,
        } = match read(bytes, &file) {
            Ok(alone) => alone,
            Err((at, message, help)) if wanted.is_none_or(|wanted| !replaceable(wanted)) => {
                self.diagnostics.error(&at, message).help(help);
                return None;
            }
            Err(_) => return None,
        };
        self.diagnostics.source(file, Arc::clone(&text));
        if !roots::check_one(&root, self.diagnostics) {
            return None;
        }
        let number = self.pages.len();
        self.pending.push_back((number, next));
        self.pages.push(Page {
            address: address.clone(),
            text,
            is_schema: &*root.name.local == "schema",
            links: Vec::new(),
        });
        Some(number)
    }

    fn report(&mut self, wanted: Option<&Wanted>, refusal: Refusal) {
        let diagnostic = match wanted {
            Some(wanted) if replaceable(wanted) => return,
            Some(wanted) => self.diagnostics.error(&wanted.at, refusal.message),
            None => self.diagnostics.error_without_place(refusal.message),
        };
        if !refusal.help.is_empty() {
            diagnostic.help(refusal.help);
        }
    }
}

/// Whether nobody misses the document, since its schema is built in.
fn replaceable(wanted: &Wanted) -> bool {
    wanted.kind == Kind::Import && wanted.namespace.as_deref().is_some_and(is_builtin)
}
