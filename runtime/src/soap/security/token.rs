//! Who calls: a user's name and password.

use std::fmt;

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
}

impl UsernameToken {
    /// With the password in the form that the service's policy requires, or as it is where none requires a form.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        UsernameToken {
            user: user.into(),
            password: password.into(),
            form: None,
            nonce: false,
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
