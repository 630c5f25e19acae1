//! What a service's policy requires of requests, beside what its binding says.

/// One requirement of a request. A call that can't fulfil it fails before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requirement {
    /// The transport has to be secure (WS-SecurityPolicy 1.2, 5.4.9: `HttpsToken`).
    Https,
    /// A `UsernameToken` with the password in this form (WS-SecurityPolicy 1.2, 5.4.1).
    UsernameToken(Password),
    /// A `Nonce` and the time in that token, whatever the form of its password (WS-SecurityPolicy 1.3, 5.4.1).
    Nonce,
    /// A `Timestamp` (WS-SecurityPolicy 1.2, 6.2).
    Timestamp,
}

/// How a `UsernameToken` carries the password (Username Token Profile 1.1, 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Password {
    /// Not at all.
    Absent,
    /// As it is: for transports that are secure.
    Text,
    /// As a digest of it, a nonce and the time.
    Digest,
}
