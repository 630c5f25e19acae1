//! HTTP Digest (RFC 7616, and RFC 2069's and 2617's form of it): who calls, without saying the password.
//!
//! In come the answers that ask; out goes the field `Authorization` of the same request. A challenge is kept, so that what
//! follows is sent once.

mod challenge;

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use challenge::{Challenge, Quality};
use hyper::header::{HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use ring::rand::{SecureRandom, SystemRandom};

use crate::mime::quoted;
use crate::percent::percent_encoded;
use crate::transport::{Body, Url};

/// A user and a password, and what the server asked last.
pub(super) struct Digest {
    user: String,
    password: String,
    asked: Mutex<Option<Asked>>,
}

/// A challenge, of whom, and how often it was answered.
struct Asked {
    origin: Url,
    challenge: Challenge,
    count: u32,
}

/// What's to be sent.
#[derive(Clone, Copy)]
pub(super) struct Call<'c> {
    pub(super) method: &'c str,
    pub(super) url: &'c Url,
    pub(super) body: &'c Body,
}

/// The field, and which challenge it answers.
pub(super) struct Answer {
    pub(super) field: HeaderValue,
    nonce: String,
}

impl Digest {
    pub(super) fn new(user: String, password: String) -> Self {
        Digest {
            user,
            password,
            asked: Mutex::default(),
        }
    }

    /// The field of a request to a server that has asked before.
    pub(super) fn ahead(&self, call: Call<'_>) -> Option<Answer> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = asked
            .as_mut()
            .filter(|asked| asked.origin.same_origin(call.url))?;
        asked.count = asked.count.checked_add(1)?;
        self.answer(&asked.challenge, asked.count, call)
    }

    /// The field with which a refused request is sent again. There's none if the answer asks nothing that can be answered, or
    /// if it asks what was answered already: then it's the user or the password that's wrong.
    pub(super) fn again(
        &self,
        call: Call<'_>,
        headers: &HeaderMap,
        before: Option<&Answer>,
    ) -> Option<Answer> {
        let fields = headers.get_all(WWW_AUTHENTICATE);
        let challenge = Challenge::choose(
            fields
                .iter()
                .filter_map(|field| str::from_utf8(field.as_bytes()).ok()),
        )?;
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if before.is_some_and(|before| before.nonce == challenge.nonce && !challenge.stale) {
            *asked = None;
            return None;
        }
        let answer = self.answer(&challenge, 1, call);
        *asked = Some(Asked {
            origin: call.url.clone(),
            challenge,
            count: 1,
        });
        answer
    }

    /// Forgets what was asked, as its answer is refused too, whatever is asked then: some servers ask anew each time.
    pub(super) fn refused(&self, answer: &Answer) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        // Unless another call has been asked something else meanwhile.
        if asked
            .as_ref()
            .is_some_and(|asked| asked.challenge.nonce == answer.nonce)
        {
            *asked = None;
        }
    }

    fn answer(&self, challenge: &Challenge, count: u32, call: Call<'_>) -> Option<Answer> {
        let mut random = [0; 16];
        SystemRandom::new().fill(&mut random).ok()?;
        let field = self.field(challenge, count, &hex(&random), call);
        let mut field = HeaderValue::from_bytes(field.as_bytes()).ok()?;
        field.set_sensitive(true);
        Some(Answer {
            field,
            nonce: challenge.nonce.clone(),
        })
    }

    /// RFC 7616, 3.4.
    fn field(&self, challenge: &Challenge, count: u32, own: &str, call: Call<'_>) -> String {
        let Challenge {
            realm, nonce, hash, ..
        } = challenge;
        let joined = |parts: &[&str]| hash.of([parts.join(":").as_bytes()]);
        let target = call.url.target();
        let mut secret = joined(&[&self.user, realm, &self.password]);
        if challenge.session {
            secret = joined(&[&secret, nonce, own]);
        }
        let what = match challenge.quality {
            Quality::Body => {
                let body = hash.of(call.body.chunks().map(|chunk| &chunk[..]));
                joined(&[call.method, target, &body])
            }
            Quality::Unsaid | Quality::Call => joined(&[call.method, target]),
        };
        let quality = match challenge.quality {
            Quality::Unsaid => None,
            Quality::Call => Some("auth"),
            Quality::Body => Some("auth-int"),
        };
        let count = format!("{count:08x}");
        let response = match quality {
            None => joined(&[&secret, nonce, &what]),
            Some(quality) => joined(&[&secret, nonce, &count, own, quality, &what]),
        };
        let user = match challenge.user_hash {
            true => format!("\"{}\"", joined(&[&self.user, realm])),
            false => quoted(&self.user),
        };
        // A name that no quoted string can hold goes percent-encoded (RFC 8187, 3.2.1).
        let name = match user.is_ascii() {
            true => format!("username={user}"),
            false => format!("username*=UTF-8''{}", percent_encoded(&self.user, &[])),
        };
        let mut field = format!(
            "Digest {name}, realm={}, nonce={}, uri={}, response=\"{response}\"",
            quoted(realm),
            quoted(nonce),
            quoted(target)
        );
        // Writing to a string can't fail.
        if let Some(algorithm) = &challenge.algorithm {
            let _ = write!(field, ", algorithm={algorithm}");
        }
        if let Some(opaque) = &challenge.opaque {
            let _ = write!(field, ", opaque={}", quoted(opaque));
        }
        if let Some(quality) = quality {
            let _ = write!(field, ", qop={quality}, nc={count}");
        }
        if quality.is_some() || challenge.session {
            let _ = write!(field, ", cnonce=\"{own}\"");
        }
        if challenge.user_hash {
            field.push_str(", userhash=true");
        }
        field
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
