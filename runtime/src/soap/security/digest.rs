//! Password digests and nonces (Username Token Profile 1.1, 3.1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY};
use ring::rand::{SecureRandom, SystemRandom};

/// `Base64(SHA-1(nonce + created + password))`: what the profile prescribes, and all that servers know.
pub(super) fn digest(nonce: &[u8], created: &str, password: &str) -> String {
    let mut context = Context::new(&SHA1_FOR_LEGACY_USE_ONLY);
    for part in [nonce, created.as_bytes(), password.as_bytes()] {
        context.update(part);
    }
    STANDARD.encode(context.finish())
}

/// Sixteen random bytes; `None` if the system has none to give.
pub(super) fn nonce() -> Option<[u8; 16]> {
    let mut nonce = [0; 16];
    SystemRandom::new().fill(&mut nonce).ok()?;
    Some(nonce)
}

/// Whether two texts are equal, in a time that doesn't tell how much of them is.
#[cfg(feature = "server")]
pub(super) fn same(a: &str, b: &str) -> bool {
    // Of equal length as digests, whatever the texts are.
    let hash = |text: &str| ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    let (a, b) = (hash(a), hash(b));
    let differing = a
        .as_ref()
        .iter()
        .zip(b.as_ref())
        .fold(0, |d, (a, b)| d | (a ^ b));
    differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With nothing before it the digest is SHA-1 of the password: FIPS 180-2, A.1.
    #[test]
    fn digests_are_those_of_the_profile() {
        let nonce = STANDARD
            .decode("WScqanjCEAC4mQoBE07sAQ==")
            .unwrap_or_default();
        let made = digest(&nonce, "2003-07-16T01:24:32Z", "IloveDogs");
        let again = digest(&nonce, "2003-07-16T01:24:33Z", "IloveDogs");
        assert_eq!(made.len(), 28);
        assert_ne!(made, again);
        assert_eq!(digest(b"", "", "abc"), "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
        assert_ne!(nonce, super::nonce().unwrap_or_default());
    }
}
