//! Who calls: a user's name and password.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::soap::Password;

/// A user's name and password, for requests to carry as a `UsernameToken`. `Debug` doesn't show the password.
///
/// ```
/// # fn main() -> Result<(), castile::Error> {
/// use castile::{Client, UsernameToken};
///
/// let client = Client::builder("https://example.org/service.svc")
///     .username_token(UsernameToken::new("user", "password"))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct UsernameToken {
    pub(super) user: String,
    pub(super) password: String,
    /// What the policy says, unless it's set.
    pub(super) form: Option<Password>,
    pub(super) nonce: bool,
    /// How far the service's clock is ahead of ours, and how far behind; one of them is nothing.
    clock: (Duration, Duration),
}

impl UsernameToken {
    /// With the password in the form that the service's policy requires, or as it is where none requires a form.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        UsernameToken {
            user: user.into(),
            password: password.into(),
            form: None,
            nonce: false,
            clock: Default::default(),
        }
    }

    /// With the password in this form, whatever the policy says.
    #[must_use]
    pub fn password(mut self, form: Password) -> Self {
        self.form = Some(form);
        self
    }

    /// With a nonce and the time also where the password goes as it is; a digest always has them.
    #[must_use]
    pub fn nonce(mut self, nonce: bool) -> Self {
        self.nonce = nonce;
        self
    }

    /// Says the time by the service's clock, which shows this now: devices whose clocks are wrong take what's said by another
    /// for too old, and have an operation that tells theirs.
    #[must_use]
    pub fn clock(mut self, shows: SystemTime) -> Self {
        self.clock = match shows.duration_since(SystemTime::now()) {
            Ok(ahead) => (ahead, Duration::ZERO),
            Err(behind) => (Duration::ZERO, behind.duration()),
        };
        self
    }

    /// The time by the service's clock.
    #[cfg(feature = "wss")]
    pub(super) fn now(&self) -> SystemTime {
        let (now, (ahead, behind)) = (SystemTime::now(), self.clock);
        let shown = now
            .checked_add(ahead)
            .and_then(|now| now.checked_sub(behind));
        shown.unwrap_or(now)
    }

    /// What no message may show.
    pub(crate) fn secret(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for UsernameToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsernameToken")
            .field("user", &self.user)
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}
