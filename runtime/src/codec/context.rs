//! What one reading carries along: how strict it is, where it is, and what it passed over.

use std::collections::HashSet;

use super::constraints::Constraints;
use super::encoded::References;
use super::error::Outcome;
use super::identity::Identities;
use super::wild::Globals;
use super::{DecodeError, Warning};
use crate::mime::Parts;
use crate::schema::{Kind, Member};
use crate::xml::{self, Limits};

/// Warnings beyond this many are only counted: a document may consist of nothing else.
const MOST_WARNINGS: usize = 200;

/// The state of one reading.
#[derive(Clone, Debug, Default)]
pub struct ReadContext {
    /// Refuse what the schema doesn't allow, rather than pass over it.
    pub strict: bool,
    /// What was passed over.
    pub warnings: Vec<Warning>,
    /// How many warnings there were beyond those kept.
    pub more_warnings: usize,
    /// In SOAP-encoded messages: what references lead to.
    pub(super) references: Option<Box<References>>,
    /// What came along with the message.
    pub(crate) parts: Option<Box<Parts>>,
    /// What is read elsewhere.
    elsewhere: Option<Box<Elsewhere>>,
    /// Whether the tables are those of whole documents, which name each declared simple type that has a name.
    pub(super) names_types: bool,
    /// Whether a message is read, rather than a document by itself.
    pub(crate) in_envelope: bool,
    /// Whether the value that was read last is what the schema has for an empty element.
    pub(super) by_default: bool,
    /// Where the element stands whose value is being read, if its type was kept.
    pub(super) keeps_type_at: Option<usize>,
    roots: Vec<String>,
    path: Vec<(&'static Member, u32)>,
    /// Occurrences of the members of all structs being read, innermost last.
    pub(super) counts: Vec<u32>,
    /// The elements that wildcards are checked against, in a strict reading that knows them.
    pub(super) globals: Option<Globals>,
    /// What is open of elements that have constraints, in a strict reading.
    pub(super) constraints: Option<Box<Constraints>>,
    /// The IDs of the document, in a strict reading.
    pub(super) identities: Identities,
    /// The unparsed entities, in a strict reading of a document that declares all of its own.
    pub(super) entities: Option<HashSet<String>>,
}

/// A member whose elements were taken out of the document, and read by themselves.
#[derive(Clone, Debug)]
struct Elsewhere {
    /// The members around it, the outermost first.
    around: Vec<&'static Member>,
    member: &'static Member,
    count: u32,
}

impl ReadContext {
    /// A reading that passes over what the schema doesn't know.
    pub fn lenient() -> Self {
        ReadContext::default()
    }

    /// A reading that refuses it.
    pub fn strict() -> Self {
        ReadContext {
            strict: true,
            ..ReadContext::default()
        }
    }

    /// Reads what follows as the SOAP encoding has it: references lead elsewhere in a document of this many bytes, and
    /// what's declared may be absent or nil.
    pub(crate) fn encoded(&mut self, bytes: usize, limits: Limits) {
        self.references = Some(Box::new(References::new(bytes, limits)));
    }

    /// Whether a whole document is read.
    pub(super) fn reads_document(&self) -> bool {
        self.names_types || self.globals.is_some()
    }

    /// Whether the message is SOAP-encoded.
    #[inline]
    pub(crate) fn is_encoded(&self) -> bool {
        self.references.is_some()
    }

    /// Says that so many elements of a member were read elsewhere; `around` are the members that lead to it.
    pub(super) fn read_elsewhere(
        &mut self,
        around: Vec<&'static Member>,
        member: &'static Member,
        count: u32,
    ) {
        self.elsewhere = Some(Box::new(Elsewhere {
            around,
            member,
            count,
        }));
    }

    /// How many elements of a member of the struct being read were read elsewhere.
    pub(super) fn elsewhere(&self, member: &Member) -> u32 {
        let Some(elsewhere) = self.elsewhere.as_deref() else {
            return 0;
        };
        let mut pairs = self.path.iter().zip(&elsewhere.around);
        let here = alike(elsewhere.member, member)
            && elsewhere.around.len() == self.path.len()
            && pairs.all(|((a, _), b)| alike(a, b));
        if here { elsewhere.count } else { 0 }
    }

    /// Whether what is read stands in the Body, as values that are referred to do.
    pub(super) fn in_body(&self) -> bool {
        self.in_envelope && self.path.is_empty()
    }

    /// Whether the member that was entered last is the message itself.
    pub(super) fn in_message(&self) -> bool {
        self.path.len() == 1
    }

    /// Begins paths with a name: that of the root element.
    pub fn enter_root(&mut self, name: &str) {
        self.roots.push(shown(name));
    }

    /// Goes back to where [`ReadContext::enter_root`] was called.
    pub fn leave_root(&mut self) {
        self.roots.pop();
    }

    #[inline]
    pub(super) fn enter(&mut self, member: &'static Member, index: u32) {
        self.path.push((member, index));
    }

    #[inline]
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    pub(super) fn path(&self) -> String {
        let mut path = self.roots.join(".");
        for (member, index) in &self.path {
            let (sign, name) = match member.kind {
                Kind::Element(name) => ("", name.local),
                Kind::Attribute(name) => ("@", name.local),
                Kind::Attachment { name, .. } => ("", name),
                // Not elements of their own.
                _ => continue,
            };
            if !path.is_empty() {
                path.push('.');
            }
            path += sign;
            path += name;
            if member.max > 1 {
                path += &format!("[{index}]");
            }
        }
        path
    }

    #[cold]
    pub(super) fn error(&self, offset: usize, message: impl Into<String>) -> Box<DecodeError> {
        Box::new(DecodeError {
            path: self.path(),
            offset,
            message: message.into(),
        })
    }

    #[cold]
    pub(super) fn malformed(&self, error: impl Into<Box<xml::Error>>) -> Box<DecodeError> {
        let error = error.into();
        self.error(error.offset, error.message)
    }

    #[cold]
    pub(crate) fn warn(&mut self, message: impl Into<String>) {
        let path = self.path();
        self.warn_at(path, message);
    }

    /// The same where the path isn't one of values.
    #[cold]
    pub(crate) fn warn_at(&mut self, path: impl Into<String>, message: impl Into<String>) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(Warning {
                path: path.into(),
                message: message.into(),
            });
        } else {
            self.more_warnings += 1;
        }
    }

    /// What was passed over, with how much there was beyond what's kept.
    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        let mut warnings = self.warnings;
        let more = self.more_warnings;
        warnings.extend((more > 0).then(|| Warning {
            path: String::new(),
            message: format!("{more} more of such warnings"),
        }));
        warnings
    }

    /// What a strict reading refuses and a lenient one passes over.
    #[cold]
    pub(super) fn object(&mut self, offset: usize, message: impl Into<String>) -> Outcome<()> {
        if self.strict {
            return Err(self.error(offset, message));
        }
        self.warn(message);
        Ok(())
    }
}

/// Whether two members of tables take the same. Tables are compared by what they say, since the compiler may have made
/// several of one.
fn alike(a: &Member, b: &Member) -> bool {
    match (a.kind, b.kind) {
        (Kind::Element(a), Kind::Element(b)) => a == b,
        (Kind::Choice(a), Kind::Choice(b)) => a.name == b.name,
        _ => false,
    }
}

/// A name from a document, short enough for a message.
pub(crate) fn shown(name: &str) -> String {
    name.chars().take(80).collect()
}
