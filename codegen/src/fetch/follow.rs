//! The given documents and all that they import, each asked for once.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::address::Address;
use super::{Answer, Question, Refusal};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::alone::{Alone, Kind, Wanted, is_builtin, read};
use crate::document::clear::clear;
use crate::document::places::{Lines, spliced};
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
    let named = named(hosts, diagnostics);
    let own = given.iter().map(Address::host);
    let mut follower = Follower {
        given,
        hosts: own.chain(named.iter().cloned()).collect(),
        met: HashSet::new(),
        ask,
        diagnostics,
        pages: Vec::new(),
        known: HashMap::new(),
        failures: Vec::new(),
        pending: VecDeque::new(),
        bytes: 0,
        labels: HashMap::new(),
    };
    for address in given {
        follower.page(address.clone(), None);
    }
    while let Some((number, wanted)) = follower.pending.pop_front() {
        follower.links(number, wanted);
    }
    let Follower { pages, met, .. } = follower;
    // Where something is missing, so may be what refers to the host.
    let whole = !diagnostics.has_errors();
    for host in named.iter().filter(|host| whole && !met.contains(*host)) {
        diagnostics
            .warning_without_place(format!("nothing refers to the host {host}"))
            .help(format!("leave --host {host} out, or check its spelling"));
    }
    pages
}

/// The names of hosts, in lower case.
fn named(hosts: &[String], diagnostics: &mut Diagnostics) -> Vec<String> {
    let named = hosts.iter().map(|host| host.to_ascii_lowercase());
    let mut named: Vec<_> = named.collect();
    named.retain(|host| {
        let address = Address::parse(&format!("http://{host}/"));
        let known = address.is_ok_and(|address| address.host() == *host);
        if !known {
            diagnostics
                .error_without_place("--host is given what is not the name of a host")
                .help("give the name alone, e.g. --host example.org: all ports of a host are one");
        }
        known
    });
    named
}

struct Follower<'f, 'a> {
    given: &'f [Address],
    hosts: HashSet<String>,
    /// Those that were referred to.
    met: HashSet<String>,
    ask: &'f mut Ask<'a>,
    diagnostics: &'f mut Diagnostics,
    pages: Vec<Page>,
    /// Pages by address, or failures where there is none.
    known: HashMap<Address, Result<usize, usize>>,
    /// Why there's no page, until somebody misses it; what has no place of its own stands where it's referred to.
    failures: Vec<Vec<Diagnostic>>,
    /// Pages whose references have not been followed.
    pending: VecDeque<(usize, Vec<Wanted>)>,
    bytes: usize,
    /// How many documents have a label.
    labels: HashMap<String, usize>,
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
                Err(message) => {
                    // Without the location, which may hold a password.
                    let help = "get the document by other means, and name it by --catalog when you generate";
                    let help = help.to_owned();
                    self.missed(failure(Refusal { message, help }), Some(&wanted));
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
            let found = match self.ask(&next, passed.len()) {
                Ok(Answer::Document(bytes)) => self.read(&next, &bytes),
                Ok(Answer::Moved(to)) => match next.join(&to) {
                    Ok(to) => {
                        next = to;
                        continue;
                    }
                    Err(why) => {
                        let message = format!("{} has moved: {why}", next.shown());
                        let help = "ask where it is now".to_owned();
                        Err(failure(Refusal { message, help }))
                    }
                },
                Err(refusal) => {
                    let message = format!("{} {}", next.shown(), refusal.message);
                    Err(failure(Refusal { message, ..refusal }))
                }
            };
            break found.map_err(|failure| {
                self.failures.push(failure);
                self.failures.len() - 1
            });
        };
        self.known
            .extend(passed.into_iter().map(|address| (address, found)));
        let failure = match found {
            Ok(page) => return Some(page),
            Err(number) => self.failures.get_mut(number)?,
        };
        // It's said once, where it's missed first.
        if !wanted.is_some_and(replaceable) {
            let failure = std::mem::take(failure);
            self.missed(failure, wanted);
        }
        None
    }

    fn ask(&mut self, address: &Address, moves: usize) -> Result<Answer, Refusal> {
        let refuse = |message: &str, help: String| {
            let message = message.to_owned();
            Err(Refusal { message, help })
        };
        let host = address.host();
        self.met.insert(host.clone());
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

    fn read(&mut self, address: &Address, bytes: &[u8]) -> Result<usize, Vec<Diagnostic>> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        let file = self.file(address);
        let alone = read(bytes, &file);
        let mut wrong = Diagnostics::default();
        let Alone { text, root, wanted } = alone.map_err(|broken| {
            wrong.error(&broken.at, broken.message).help(broken.help);
            std::mem::take(&mut wrong.all)
        })?;
        let shown = hushed(&text, &wanted);
        self.diagnostics.source(file, shown.into());
        if !roots::check_one(&root, &mut wrong) {
            return Err(wrong.all);
        }
        let number = self.pages.len();
        self.pending.push_back((number, wanted));
        self.pages.push(Page {
            address: address.clone(),
            text,
            is_schema: &*root.name.local == "schema",
            links: Vec::new(),
        });
        Ok(number)
    }

    /// What places in a document at an address are shown with: unlike that of any other, as no label has a blank.
    fn file(&mut self, address: &Address) -> Arc<str> {
        let label = address.label();
        let count = self.labels.entry(label.clone()).or_insert(0);
        *count += 1;
        match count {
            1 => label.into(),
            count => format!("{label} ({count})").into(),
        }
    }

    /// Reports why there's no page to somebody who wants it.
    fn missed(&mut self, failure: Vec<Diagnostic>, wanted: Option<&Wanted>) {
        if wanted.is_some_and(replaceable) {
            return;
        }
        let at = wanted.map(|wanted| &wanted.at);
        self.diagnostics.all.extend(failure.into_iter().map(|one| {
            let at = one.at.clone().or(at.cloned());
            Diagnostic { at, ..one }
        }));
    }
}

/// A refusal as it's reported.
fn failure(refusal: Refusal) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::default();
    let diagnostic = diagnostics.error_without_place(refusal.message);
    if !refusal.help.is_empty() {
        diagnostic.help(refusal.help);
    }
    diagnostics.all
}

/// A text for people: of locations without what may hold secrets, stars in its place.
fn hushed(text: &str, wanted: &[Wanted]) -> String {
    let lines = Lines::new(text);
    let star = |c: char| if c.is_whitespace() { c } else { '*' };
    let stars = |secret: &str| secret.chars().map(star).collect::<String>();
    let edits = wanted.iter().filter_map(|wanted| {
        let place = lines.value(&wanted.at, wanted.kind.attribute())?;
        let location = text.get(place.0..place.1)?;
        // A sign that is written as an entity may be any.
        let clear = clear(location);
        let is_plain = location.find('&').is_none_or(|entity| entity > clear.end);
        let clear = if is_plain { clear } else { 0..0 };
        let part = |range| location.get(range).unwrap_or_default();
        let text = stars(part(0..clear.start))
            + part(clear.clone())
            + &stars(part(clear.end..location.len()));
        Some((place, text))
    });
    spliced(text, edits.collect(), str::to_owned).concat()
}

/// Whether nobody misses the document, since its schema is built in.
fn replaceable(wanted: &Wanted) -> bool {
    wanted.kind == Kind::Import && wanted.namespace.as_deref().is_some_and(is_builtin)
}
