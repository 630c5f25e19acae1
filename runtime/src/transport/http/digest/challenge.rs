//! What a server says that wants to know who calls (RFC 9110, 11.6.1, and RFC 7616, 3.3).
//!
//! In come the values of the fields `WWW-Authenticate`; out goes the challenge to answer. Must not know users.

use ring::digest::{self, SHA256, SHA512_256};

/// A challenge that can be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) realm: String,
    pub(super) nonce: String,
    pub(super) opaque: Option<String>,
    /// As it was spelt, for servers that compare it so.
    pub(super) algorithm: Option<String>,
    pub(super) hash: Hash,
    /// Whether the secret is made for the session rather than the user (`-sess`).
    pub(super) session: bool,
    pub(super) quality: Quality,
    pub(super) stale: bool,
    /// Whether the user's name is to be sent as a hash.
    pub(super) user_hash: bool,
}

/// What's hashed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hash {
    #[default]
    Md5,
    Sha512Of256,
    Sha256,
}

/// What's protected (`qop`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quality {
    /// Nothing said, as before RFC 2617.
    #[default]
    Unsaid,
    /// `auth`
    Call,
    /// `auth-int`: the body as well.
    Body,
}

impl Hash {
    /// The hash of the parts after each other, in hexadecimal digits.
    pub(super) fn of<'p>(self, parts: impl IntoIterator<Item = &'p [u8]>) -> String {
        let algorithm = match self {
            Hash::Md5 => {
                let mut context = md5::Context::new();
                parts.into_iter().for_each(|part| context.consume(part));
                return format!("{:x}", context.finalize());
            }
            Hash::Sha256 => &SHA256,
            Hash::Sha512Of256 => &SHA512_256,
        };
        let mut context = digest::Context::new(algorithm);
        parts.into_iter().for_each(|part| context.update(part));
        super::hex(context.finish().as_ref())
    }
}

impl Challenge {
    /// The strongest that can be answered, of all that the fields offer; the first of several that are as strong.
    pub(super) fn choose<'v>(fields: impl IntoIterator<Item = &'v str>) -> Option<Challenge> {
        let all = fields.into_iter().flat_map(schemes);
        let all = all.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Digest"));
        let mut best: Option<Challenge> = None;
        for challenge in all.filter_map(|(_, parameters)| Challenge::of(&parameters)) {
            if best.as_ref().is_none_or(|best| best.hash < challenge.hash) {
                best = Some(challenge);
            }
        }
        best
    }

    fn of(parameters: &[(String, String)]) -> Option<Challenge> {
        let get = |name: &str| {
            let known = parameters
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name));
            known.map(|(_, value)| value.as_str())
        };
        let algorithm = get("algorithm").map(str::trim);
        let name = algorithm.unwrap_or("MD5").to_ascii_lowercase();
        let (hash, session) = match name.strip_suffix("-sess") {
            Some(hash) => (hash, true),
            None => (&*name, false),
        };
        let hash = match hash {
            "md5" => Hash::Md5,
            "sha-256" => Hash::Sha256,
            "sha-512-256" => Hash::Sha512Of256,
            _ => return None,
        };
        let qualities: Option<Vec<_>> =
            get("qop").map(|all| all.split(',').map(str::trim).collect());
        let offers =
            |all: &[&str], one: &str| all.iter().any(|known| known.eq_ignore_ascii_case(one));
        let quality = match qualities.as_deref() {
            None | Some([""]) => Quality::Unsaid,
            Some(all) if offers(all, "auth") => Quality::Call,
            Some(all) if offers(all, "auth-int") => Quality::Body,
            Some(_) => return None,
        };
        let says = |name: &str| get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        Some(Challenge {
            realm: get("realm")?.to_owned(),
            nonce: get("nonce")?.to_owned(),
            opaque: get("opaque").map(str::to_owned),
            algorithm: algorithm.map(str::to_owned),
            hash,
            session,
            quality,
            stale: says("stale"),
            user_hash: says("userhash"),
        })
    }
}

/// A scheme and its parameters.
type Scheme = (String, Vec<(String, String)>);

/// The schemes that a field offers: `Basic realm="a", Digest realm="b", nonce="c"`.
fn schemes(field: &str) -> Vec<Scheme> {
    let mut found: Vec<Scheme> = Vec::new();
    let mut rest = field;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let end = rest.find([' ', '\t', ',', '=']).unwrap_or(rest.len());
        let Some((word, after)) = rest
            .split_at_checked(end)
            .filter(|(word, _)| !word.is_empty())
        else {
            return found;
        };
        match (after.trim_start().strip_prefix('='), found.last_mut()) {
            (Some(after), Some((_, parameters))) => {
                let (value, after) = value(after.trim_start());
                parameters.push((word.to_owned(), value));
                rest = after;
            }
            // A parameter of nothing: it isn't what it should be.
            (Some(_), None) => return found,
            (None, _) => {
                found.push((word.to_owned(), Vec::new()));
                rest = after;
            }
        }
    }
}

/// The value of a parameter, a token or in quotes, and what follows.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '\t', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        return (value.to_owned(), rest);
    };
    let mut value = String::new();
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => value.extend(chars.next()),
            c => value.push(c),
        }
    }
    (value, chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mime::quoted;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn token() -> impl Strategy<Value = String> {
        "[!#$%&'*+.^_`|~0-9a-zA-Z-]{1,8}"
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read(
            all in vec((token(), vec((token(), any::<String>(), any::<bool>()), 0..4)), 0..4),
            blank in "[ \t]{0,2}",
        ) {
            let written: Vec<String> = all.iter().map(|(scheme, parameters)| {
                let parameters = parameters.iter().map(|(name, value, bare)| {
                    let simple = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric());
                    let value = if *bare && simple { value.clone() } else { quoted(value) };
                    format!("{name}{blank}={blank}{value}")
                });
                format!("{scheme} {}", parameters.collect::<Vec<_>>().join(&format!("{blank},")))
            }).collect();
            let read = schemes(&written.join(&format!(",{blank}")));
            let expected: Vec<Scheme> = all.into_iter().map(|(scheme, parameters)| {
                let parameters = parameters.into_iter().map(|(name, value, _)| (name, value));
                (scheme, parameters.collect())
            }).collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn whatever_comes_is_taken(text in "([,=\"\\\\ \t]|Digest|realm|nonce|qop|\\PC){0,24}") {
            Challenge::choose([text.as_str()]);
            // A challenge that's whole stays so, unless what comes behind it says how else it's to be answered.
            let whole = format!("Digest realm=r,nonce=n,{text}");
            let others = schemes(&whole).len() > 1;
            let whole = Challenge::choose([whole.as_str()]);
            let text = text.to_ascii_lowercase();
            let said = ["qop", "algorithm"].iter().any(|name| text.contains(name));
            prop_assert!(whole.is_some() || others || said);
            if let Some(whole) = whole.filter(|_| !others) {
                prop_assert_eq!((&*whole.realm, &*whole.nonce), ("r", "n"));
            }
        }
    }

    #[test]
    fn schemes_are_told_apart() {
        let field = r#", Basic realm="a, \"b\"=c",charset=UTF-8 , NTLM, Bearer abc==,Digest  realm = "r" ,qop="auth,auth-int", nonce="n"#;
        let shown: Vec<String> = schemes(field)
            .iter()
            .map(|(s, p)| format!("{s} {p:?}"))
            .collect();
        assert_eq!(
            shown,
            [
                r#"Basic [("realm", "a, \"b\"=c"), ("charset", "UTF-8")]"#,
                "NTLM []",
                r#"Bearer [("abc", "=")]"#,
                r#"Digest [("realm", "r"), ("qop", "auth,auth-int"), ("nonce", "n")]"#,
            ]
        );
        for odd in ["", "=", "\"", "Digest =", "Digest a=\"\\", "é=ü ,\u{1F600}"] {
            schemes(odd);
        }
    }

    #[test]
    fn the_strongest_that_can_be_answered_is_chosen() {
        let of = |algorithm: &str| {
            format!("Digest realm=\"r\", nonce=\"{algorithm}\", algorithm={algorithm}")
        };
        let fields = [of("MD5"), of("SHA-1024"), of("sha-256-SESS"), of("SHA-256")];
        let chosen = Challenge::choose(fields.iter().map(String::as_str)).unwrap();
        assert_eq!(
            (chosen.hash, chosen.session, &*chosen.nonce),
            (Hash::Sha256, true, "sha-256-SESS")
        );
        for nothing in [
            "Basic realm=\"r\"",
            "Digest realm=\"r\"",
            "Digest realm=\"r\", nonce=\"n\", qop=\"other\"",
        ] {
            assert_eq!(Challenge::choose([nothing]), None, "{nothing}");
        }
    }
}
