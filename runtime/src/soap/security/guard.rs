//! Who may call a service: reads `UsernameToken`s and checks them (Username Token Profile 1.1, 3.1).
//!
//! In come the header blocks of a request and a way to look a user's password up; out goes the user's name, or the fault
//! that the specification has for what's wrong (SOAP Message Security 1.1, 12).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::digest::{digest, same};
use super::{WSSE, WSU, is_security};
use crate::DateTime;
use crate::soap::{Fault, Header, SoapVersion};
use crate::value::AnyElement;

/// How far clocks may differ, and how old a digest may be: what the profile recommends (3.1).
const WINDOW: i64 = 300;
/// How many nonces are remembered; beyond that, requests are refused rather than let in twice.
const MOST: usize = 1 << 20;

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

/// Lets those in who know their password.
pub(crate) struct Guard {
    password: Box<Lookup>,
    /// The nonces that came, and until when they're remembered.
    seen: Mutex<HashMap<Vec<u8>, i64>>,
}

/// A `UsernameToken` as it came.
#[derive(Default)]
struct Token {
    user: String,
    password: Option<String>,
    digested: bool,
    nonce: Option<String>,
    created: Option<String>,
}

impl Guard {
    pub(crate) fn new(password: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Guard {
            password: Box::new(password),
            seen: Mutex::default(),
        }
    }

    /// The user whose token the blocks have.
    pub(crate) fn check(
        &self,
        version: SoapVersion,
        headers: &[Header],
        now: &DateTime,
    ) -> Result<String, Fault> {
        let mut blocks = headers.iter().filter(|h| is_security(h));
        let now = now.unix().unwrap_or_default();
        let (Some(block), None) = (blocks.next(), blocks.next()) else {
            return Err(refused(
                version,
                "InvalidSecurity",
                "one Security header is required",
            ));
        };
        let mut token = None;
        for element in block.element.content.elements() {
            match (element.namespace.as_str(), element.name.as_str()) {
                (WSU, "Timestamp") => check_timestamp(version, element, now)?,
                (WSSE, "UsernameToken") if token.is_none() => {
                    token = Some(Token::read(version, element)?)
                }
                (WSSE, "UsernameToken") => {
                    return Err(refused(
                        version,
                        "InvalidSecurity",
                        "one UsernameToken is enough",
                    ));
                }
                _ => {
                    let message = "nothing but UsernameToken and Timestamp is understood";
                    return Err(refused(version, "UnsupportedSecurityToken", message));
                }
            }
        }
        let token = token
            .ok_or_else(|| refused(version, "InvalidSecurity", "a UsernameToken is required"))?;
        self.check_password(version, &token, now)?;
        Ok(token.user)
    }

    /// The user that a field `Authorization` names in the scheme Basic (RFC 7617), if the password is that user's.
    pub(crate) fn check_basic(&self, authorization: Option<&str>) -> Option<String> {
        let (scheme, given) = authorization?.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("Basic") {
            return None;
        }
        let given = String::from_utf8(STANDARD.decode(given.trim()).ok()?).ok()?;
        let (user, given) = given.split_once(':')?;
        let known = (self.password)(user);
        let right = same(given, known.as_deref().unwrap_or_default());
        (right && known.is_some()).then(|| user.to_owned())
    }

    fn check_password(&self, version: SoapVersion, token: &Token, now: i64) -> Result<(), Fault> {
        let failed = || {
            refused(
                version,
                "FailedAuthentication",
                "user name or password are wrong",
            )
        };
        // For a user that isn't known the same is done, so that its time doesn't tell.
        let known = (self.password)(&token.user);
        let password = known.as_deref().unwrap_or_default();
        let given = token.password.as_deref().ok_or_else(failed)?;
        let created = token.created.as_deref();
        let fresh = created.map(|c| fresh(version, c, now)).transpose()?;
        let nonce = token
            .nonce
            .as_deref()
            .map(|nonce| STANDARD.decode(nonce.trim()));
        let nonce = nonce.transpose();
        let nonce = nonce
            .map_err(|_| refused(version, "InvalidSecurityToken", "the Nonce is no base64"))?;
        let right = match (token.digested, &nonce, created) {
            (false, ..) => same(given, password),
            (true, Some(nonce), Some(created)) => {
                same(given.trim(), &digest(nonce, created, password))
            }
            (true, ..) => {
                let message = "a digest needs Nonce and Created";
                return Err(refused(version, "InvalidSecurityToken", message));
            }
        };
        if !right || known.is_none() {
            return Err(failed());
        }
        match (nonce, fresh) {
            (Some(nonce), Some(created)) => {
                self.remember(version, nonce, created + 2 * WINDOW, now)
            }
            _ => Ok(()),
        }
    }

    /// Refuses a nonce that has come before. Only those of good tokens get here, so nobody else can fill the memory.
    fn remember(
        &self,
        version: SoapVersion,
        nonce: Vec<u8>,
        until: i64,
        now: i64,
    ) -> Result<(), Fault> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST {
            seen.retain(|_, until| *until >= now);
        }
        if seen.len() >= MOST {
            return Err(Fault::receiver("Too many requests."));
        }
        match seen.insert(nonce, until) {
            Some(before) if before >= now => Err(refused(
                version,
                "FailedAuthentication",
                "the token was used before",
            )),
            _ => Ok(()),
        }
    }
}

impl Token {
    fn read(version: SoapVersion, element: &AnyElement) -> Result<Token, Fault> {
        let mut token = Token::default();
        for child in element.content.elements() {
            let text = child.content.text();
            match (child.namespace.as_str(), child.name.as_str()) {
                (WSSE, "Username") => token.user = text.trim().to_owned(),
                (WSSE, "Password") => {
                    // Without a type it's text (3.1).
                    let kind = child.content.attributes.get("", "Type").unwrap_or_default();
                    token.digested = kind.ends_with("#PasswordDigest");
                    if !token.digested && !kind.is_empty() && !kind.ends_with("#PasswordText") {
                        let message = "the password's type is none that's known";
                        return Err(refused(version, "UnsupportedSecurityToken", message));
                    }
                    token.password = Some(text);
                }
                (WSSE, "Nonce") => token.nonce = Some(text),
                (WSU, "Created") => token.created = Some(text.trim().to_owned()),
                _ => {}
            }
        }
        Ok(token)
    }
}

/// When it was made, if that's not long ago and not to come.
fn fresh(version: SoapVersion, created: &str, now: i64) -> Result<i64, Fault> {
    let at = parse(version, created)?;
    if (now - WINDOW..=now + WINDOW).contains(&at) {
        return Ok(at);
    }
    Err(refused(
        version,
        "MessageExpired",
        "the token is too old, or the clocks differ",
    ))
}

fn check_timestamp(version: SoapVersion, element: &AnyElement, now: i64) -> Result<(), Fault> {
    for child in element.content.elements().filter(|c| c.namespace == WSU) {
        let text = child.content.text();
        let good = match child.name.as_str() {
            "Created" => parse(version, &text)? <= now + WINDOW,
            "Expires" => parse(version, &text)? >= now - WINDOW,
            _ => true,
        };
        if !good {
            return Err(refused(
                version,
                "MessageExpired",
                "the message has expired, or the clocks differ",
            ));
        }
    }
    Ok(())
}

/// A time; without a zone it's in UTC (SOAP Message Security 1.1, 10).
fn parse(version: SoapVersion, text: &str) -> Result<i64, Fault> {
    let time: Option<DateTime> = text.trim().parse().ok();
    let time = time.map(|time| match time.zone() {
        None => time.with_zone(crate::Zone::UTC),
        Some(_) => time,
    });
    let seconds = time.and_then(|time| time.unix());
    // So that nothing here overflows.
    let seconds = seconds.filter(|seconds| seconds.abs() < 1 << 40);
    seconds.ok_or_else(|| refused(version, "InvalidSecurity", "a time is none"))
}

/// A fault of WS-Security.
fn refused(version: SoapVersion, code: &str, message: &str) -> Fault {
    Fault::specified(
        version,
        WSSE,
        code,
        format!("The request is refused: {message}."),
    )
}
