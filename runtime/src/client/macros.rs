//! What generated clients and message enums have beside what is written out; the forms are in `soap/macros.rs`.

/// The constructors of a generated client, whose only field is `client`.
#[doc(hidden)]
#[macro_export]
macro_rules! client {
    ($type:ident; $($version:ident $($address:literal)?),* $(,)?) => {
        impl $type {
            /// Where the service's description says that the service is, by version of SOAP.
            pub const PORTS: &'static [$crate::Port] = &[
                $($crate::Port::new($crate::SoapVersion::$version, $crate::__address!($($address)?))),*
            ];

            /// Calls over a transport of your own.
            ///
            /// # Errors
            /// When the URL isn't one.
            pub fn with_transport(
                version: $crate::SoapVersion,
                url: &str,
                transport: impl $crate::Transport,
            ) -> ::core::result::Result<Self, $crate::Error> {
                let client = $crate::Client::builder(url).version(version).transport(transport).build()?;
                ::core::result::Result::Ok(Self { client })
            }

            /// Calls with a client that has settings of its own.
            pub fn with_client(client: $crate::Client) -> Self {
                Self { client }
            }

            /// The client underneath.
            pub fn client(&self) -> &$crate::Client {
                &self.client
            }
        }

        impl ::core::convert::From<$crate::Client> for $type {
            fn from(client: $crate::Client) -> Self {
                Self { client }
            }
        }

        $crate::__http_constructors!($type; $($version),*);
    };
}

/// An address that may be missing.
#[doc(hidden)]
#[macro_export]
macro_rules! __address {
    () => {
        ::core::option::Option::None
    };
    ($address:literal) => {
        ::core::option::Option::Some($address)
    };
}

/// The constructors that need HTTP.
#[cfg(feature = "http")]
#[doc(hidden)]
#[macro_export]
macro_rules! __http_constructors {
    ($type:ident; $($version:ident),*) => {
        impl $type {
            /// Calls the service at a URL over HTTP: in SOAP 1.1 if the service has a port for it.
            ///
            /// # Errors
            /// When the URL isn't one.
            pub fn new(url: &str) -> ::core::result::Result<Self, $crate::Error> {
                let version = $crate::Port::preferred(Self::PORTS);
                let client = $crate::Client::builder(url).version(version).build()?;
                ::core::result::Result::Ok(Self { client })
            }

            $($crate::__http_constructor!($version);)*
        }
    };
}

/// The constructor of a version.
#[cfg(feature = "http")]
#[doc(hidden)]
#[macro_export]
macro_rules! __http_constructor {
    (V1_1) => {
        /// Calls the service at a URL over HTTP in SOAP 1.1.
        ///
        /// # Errors
        /// When the URL isn't one.
        pub fn soap11(url: &str) -> ::core::result::Result<Self, $crate::Error> {
            let client = $crate::Client::builder(url)
                .version($crate::SoapVersion::V1_1)
                .build()?;
            ::core::result::Result::Ok(Self { client })
        }
    };
    (V1_2) => {
        /// Calls the service at a URL over HTTP in SOAP 1.2.
        ///
        /// # Errors
        /// When the URL isn't one.
        pub fn soap12(url: &str) -> ::core::result::Result<Self, $crate::Error> {
            let client = $crate::Client::builder(url)
                .version($crate::SoapVersion::V1_2)
                .build()?;
            ::core::result::Result::Ok(Self { client })
        }
    };
}

/// The constructors that need HTTP, which there is not.
#[cfg(not(feature = "http"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __http_constructors {
    ($type:ident; $($version:ident),*) => {};
}

/// An enum over the messages of operations, in the order of its variants.
#[doc(hidden)]
#[macro_export]
macro_rules! messages {
    ($type:ident, $direction:ident; $($operation:path),* $(,)?) => {
        impl $crate::Messages for $type {
            const OPERATIONS: &'static [&'static $crate::support::Operation] = &[$(&$operation),*];
            const RESPONSES: bool = $crate::__responses!($direction);
        }

        impl $type {
            /// The message in a SOAP envelope of either version.
            ///
            /// # Errors
            /// When the bytes are no envelope, hold a fault, or a message that is none of these.
            pub fn from_envelope(bytes: &[u8]) -> ::core::result::Result<Self, $crate::Error> {
                $crate::support::from_envelope(bytes)
            }

            /// The same, refusing what the schema doesn't allow.
            ///
            /// # Errors
            /// As `from_envelope`, and when the message isn't valid.
            pub fn from_envelope_strict(bytes: &[u8]) -> ::core::result::Result<Self, $crate::Error> {
                $crate::support::from_envelope_strict(bytes)
            }

            /// The message in a SOAP envelope.
            ///
            /// # Errors
            /// When a value has no form in XML.
            pub fn to_envelope(
                &self,
                version: $crate::SoapVersion,
            ) -> ::core::result::Result<::std::string::String, $crate::Error> {
                $crate::support::to_envelope(self, version)
            }
        }
    };
}

/// Whether messages are responses.
#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    (input) => {
        false
    };
    (output) => {
        true
    };
}
