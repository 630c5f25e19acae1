//! Which members hold passwords, keys and tokens, so that `Debug` never shows them.
//!
//! In come a member's name and type and the options; out goes yes or no. Schemas don't say it, so names have to: the
//! words that people use for secrets, in a member that can hold one. The options have the last word.

use std::collections::HashMap;
use std::sync::Arc;

use heck::ToSnakeCase as _;

use crate::model::{
    Builtin, Content, Element, Facets, Model, SimpleType, Type, TypeId, TypeKind, Variety,
};
use crate::name::QName;
use crate::options::{Options, Path};

/// How far types of types are followed.
const DEPTH: usize = 16;

/// A member of a type, or a global element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// The type or element whose member it is; none for a global element.
    pub(super) owner: Option<&'a QName>,
    /// Its own name.
    pub(super) name: &'a QName,
    /// How paths name it: with an `@` if it's an attribute.
    pub(super) member: &'a str,
    /// Its type.
    pub(super) type_id: TypeId,
}

/// What names say, found out once for each: types that are derived from one have the same members again.
#[derive(Debug, Default)]
pub(super) struct Secrets(HashMap<Arc<str>, Name>);

impl Secrets {
    /// Whether it's a secret: as the last option that is about it says, else as its name does.
    pub(super) fn has(
        &mut self,
        candidate: Candidate<'_>,
        model: &Model,
        options: &Options,
    ) -> bool {
        let ty = model.types.get(candidate.type_id.0 as usize);
        let about = |(path, _): &&(Path, bool)| is_about(path, candidate, ty);
        if let Some((_, secret)) = options.secrets.iter().rev().find(about) {
            return *secret;
        }
        let name = Arc::clone(&candidate.name.local);
        let holds = || holds(model, candidate.type_id, DEPTH);
        match self.0.entry(name).or_insert_with_key(|name| says(name)) {
            Name::Other => false,
            Name::Within => holds() == Holds::Text,
            Name::AtEnd => holds() != Holds::Other,
        }
    }
}

fn is_about(path: &Path, candidate: Candidate<'_>, ty: Option<&Type>) -> bool {
    let Candidate {
        owner,
        name,
        member,
        ..
    } = candidate;
    let of_type = ty.and_then(|ty| ty.name.as_ref());
    path.matches(name)
        || owner.is_some_and(|owner| path.matches(owner) || path.matches_member(owner, member))
        || of_type.is_some_and(|of_type| path.matches(of_type))
}

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Name {
    /// A secret: its last word is one for such.
    AtEnd,
    /// Something about a secret, or a secret in a roundabout name.
    Within,
    /// Nothing of a secret.
    Other,
}

/// Words that mean a secret wherever they stand, in whole or at the end of a longer one (`userpassword`).
const WORDS: [&str; 9] = [
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "passcode",
    "passwort",
    "kennwort",
    "secret",
    "secrets",
];

/// Words that are too short to be looked for within others.
const SHORT: [&str; 4] = ["pwd", "pin", "credential", "credentials"];

/// Names that mean a secret when nothing else is said.
const WHOLE: [&str; 3] = ["token", "pass", "pw"];

/// Pairs of words that mean a secret, written apart or as one.
const PAIRS: [(&str, &[&str]); 6] = [
    ("phrase", &["pass"]),
    ("code", &["pass"]),
    ("word", &["pass"]),
    (
        "token",
        &[
            "auth",
            "authentication",
            "authorization",
            "access",
            "session",
            "security",
            "login",
            "logon",
            "refresh",
            "bearer",
        ],
    ),
    (
        "key",
        &[
            "api",
            "access",
            "private",
            "session",
            "encryption",
            "signing",
        ],
    ),
    ("id", &["session"]),
];

fn says(name: &str) -> Name {
    let snake = name.to_snake_case();
    let words: Vec<&str> = snake
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    if let [word] = words.as_slice()
        && WHOLE.contains(word)
    {
        return Name::AtEnd;
    }
    let secret = |i: usize| {
        let word = words.get(i).copied().unwrap_or_default();
        let before = i.checked_sub(1).and_then(|i| words.get(i));
        SHORT.contains(&word)
            || WORDS.iter().any(|secret| word.ends_with(secret))
            || PAIRS
                .iter()
                .any(|(last, firsts)| match word.strip_suffix(last) {
                    Some("") => before.is_some_and(|before| firsts.contains(before)),
                    Some(first) => firsts.contains(&first),
                    None => false,
                })
    };
    let last = words.len().saturating_sub(1);
    match (0..words.len()).rfind(|i| secret(*i)) {
        Some(i) if i == last => Name::AtEnd,
        Some(_) => Name::Within,
        None => Name::Other,
    }
}

/// What values of a type can be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Holds {
    /// Any text, or bytes.
    Text,
    /// Numbers.
    Number,
    /// A few literals, dates, truth values, elements: nothing that's secret in itself.
    Other,
}

fn holds(model: &Model, id: TypeId, depth: usize) -> Holds {
    let Some(depth) = depth.checked_sub(1) else {
        return Holds::Other;
    };
    match model.types.get(id.0 as usize).map(|ty| &ty.kind) {
        Some(TypeKind::Builtin(builtin)) => of_builtin(*builtin),
        Some(TypeKind::Simple(simple)) => of_simple(model, simple, depth),
        Some(TypeKind::Complex(complex)) => match &complex.content {
            Content::Simple(id) => holds(model, *id, depth),
            _ => Holds::Other,
        },
        Some(TypeKind::Any) | None => Holds::Other,
    }
}

fn of_simple(model: &Model, simple: &SimpleType, depth: usize) -> Holds {
    let Facets { enumeration, .. } = &simple.facets;
    if !enumeration.is_empty() {
        return Holds::Other;
    }
    match &simple.variety {
        Variety::Atomic(builtin) => of_builtin(*builtin),
        Variety::List(item) => holds(model, *item, depth),
        Variety::Union(members) => {
            let text = |id: &TypeId| holds(model, *id, depth) == Holds::Text;
            match members.iter().any(text) {
                true => Holds::Text,
                false => Holds::Other,
            }
        }
    }
}

fn of_builtin(builtin: Builtin) -> Holds {
    use Builtin as B;
    match builtin {
        B::Boolean
        | B::Float
        | B::Double
        | B::Duration
        | B::DateTime
        | B::Time
        | B::Date
        | B::GYearMonth
        | B::GYear
        | B::GMonthDay
        | B::GDay
        | B::GMonth
        | B::QName
        | B::Notation => Holds::Other,
        B::Decimal
        | B::Integer
        | B::NonPositiveInteger
        | B::NegativeInteger
        | B::NonNegativeInteger
        | B::PositiveInteger
        | B::Long
        | B::Int
        | B::Short
        | B::Byte
        | B::UnsignedLong
        | B::UnsignedInt
        | B::UnsignedShort
        | B::UnsignedByte => Holds::Number,
        _ => Holds::Text,
    }
}

impl<'a> Candidate<'a> {
    /// An element, in a type or global.
    pub(super) fn element(element: &'a Element, owner: Option<&'a QName>) -> Self {
        Candidate {
            owner,
            name: &element.name,
            member: &element.name.local,
            type_id: element.type_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_it() {
        for name in [
            "password",
            "Password",
            "newPassword",
            "userpassword",
            "PASSWD",
            "pwd",
            "loginPwd1",
            "clientSecret",
            "passPhrase",
            "apiKey",
            "APIKey",
            "apikey",
            "api_key",
            "privateKey",
            "token",
            "Token",
            "authToken",
            "AccessToken",
            "sessiontoken",
            "refresh-token",
            "sessionId",
            "sessionID",
            "SESSION_ID",
            "sessionKey",
            "credentials",
            "pin",
            "userPIN",
        ] {
            assert_eq!(says(name), Name::AtEnd, "{name}");
        }
        for name in ["passwordHint", "secretQuestion", "passwordText", "apiKeyId"] {
            assert_eq!(says(name), Name::Within, "{name}");
        }
        for name in [
            "jobToken",
            "tokenType",
            "nextToken",
            "pagination_token",
            "keyword",
            "pinned",
            "shipping",
            "passenger",
            "bypass",
            "compass",
            "secretary",
            "monkey",
            "session",
            "id",
            "",
            "数",
        ] {
            assert_eq!(says(name), Name::Other, "{name}");
        }
    }
}
