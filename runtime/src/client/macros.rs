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
        }
        $crate::__wrapper!($type);

        $crate::__http_constructors!($type; $($version),*);
    };
}

/// The constructors of a generated client of a binding without SOAP, whose only field is `client`.
#[doc(hidden)]
#[macro_export]
macro_rules! http_client {
    ($type:ident; $($address:literal)?) => {
        impl $type {
            /// Where the service's description says that the service is.
            pub const ADDRESS: ::core::option::Option<&'static str> = $crate::__address!($($address)?);

            /// Calls over a transport of your own.
            ///
            /// # Errors
            /// When the URL isn't one.
            pub fn with_transport(
                url: &str,
                transport: impl $crate::Transport,
            ) -> ::core::result::Result<Self, $crate::Error> {
                let client = $crate::Client::builder(url).transport(transport).build()?;
                ::core::result::Result::Ok(Self { client })
            }
        }
        $crate::__wrapper!($type);

        $crate::__http_constructors!($type);
    };
}

/// What every generated client is: a wrapper of one that isn't generated.
#[doc(hidden)]
#[macro_export]
macro_rules! __wrapper {
    ($type:ident) => {
        impl $type {
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
    ($type:ident) => {
        impl $type {
            /// Calls the service at a URL.
            ///
            /// # Errors
            /// When the URL isn't one.
            pub fn new(url: &str) -> ::core::result::Result<Self, $crate::Error> {
                let client = $crate::Client::new(url)?;
                ::core::result::Result::Ok(Self { client })
            }
        }
    };
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
    ($type:ident $(; $($version:ident),*)?) => {};
}

/// The trait of a port type, which its client implements: `service!(Stock, StockClient; 0 price(request: GetPrice) ->
/// GetPriceResponse = operations::GET_PRICE;)`.
#[doc(hidden)]
#[macro_export]
macro_rules! service {
    ($trait:ident, $client:ident;
     $($i:literal $method:ident($($arg:ident: $request:ty)?) -> $response:ty = $operation:path;)*) => {
        #[doc = ::core::concat!("The operations that [`", ::core::stringify!($client), "`] calls, for services to implement.")]
        ///
        /// A method that isn't written answers with a fault. With the runtime's feature `server`, `into_endpoint` makes a
        /// service of whatever implements this.
        pub trait $trait: ::core::marker::Send + ::core::marker::Sync {
            $(
                #[doc = ::core::concat!("See [`", ::core::stringify!($client), "::", ::core::stringify!($method), "`].")]
                fn $method(&self $(, $arg: $request)?) -> impl ::core::future::Future<
                    Output = ::core::result::Result<$response, $crate::Error>
                > + ::core::marker::Send {
                    $(let _ = $arg;)?
                    $crate::support::not_implemented(&$operation)
                }
            )*
            $crate::__endpoints!($($i $method($($arg: $request)?) -> $response = $operation;)*);
        }
        impl $trait for $client {
            $(
                fn $method(&self $(, $arg: $request)?) -> impl ::core::future::Future<
                    Output = ::core::result::Result<$response, $crate::Error>
                > + ::core::marker::Send {
                    $crate::support::forward::<$response>(&self.client, &$operation, &($($arg)?))
                }
            )*
        }
    };
}

/// The methods of a trait that make an endpoint.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __endpoints {
    ($($i:literal $method:ident($($arg:ident: $request:ty)?) -> $response:ty = $operation:path;)*) => {
        /// A service that this answers.
        fn into_endpoint(self) -> $crate::server::Endpoint
        where
            Self: ::core::marker::Sized + 'static,
        {
            let service = ::std::sync::Arc::new(self);
            Self::__endpoint(move |_| ::core::result::Result::Ok(::std::sync::Arc::clone(&service)))
        }

        /// A service that makes one of these for each call, from what came with the request: its header blocks, its HTTP
        /// header fields. It may refuse the call.
        fn endpoint_with<F>(make: F) -> $crate::server::Endpoint
        where
            Self: ::core::marker::Sized + 'static,
            F: ::core::ops::Fn(&$crate::server::Call<()>) -> ::core::result::Result<Self, $crate::Fault>
                + ::core::marker::Send + ::core::marker::Sync + 'static,
        {
            Self::__endpoint(move |call| make(call).map(::std::sync::Arc::new))
        }

        #[doc(hidden)]
        fn __endpoint<F>(make: F) -> $crate::server::Endpoint
        where
            Self: ::core::marker::Sized + 'static,
            F: ::core::ops::Fn(&$crate::server::Call<()>)
                -> ::core::result::Result<::std::sync::Arc<Self>, $crate::Fault>
                + ::core::marker::Send + ::core::marker::Sync + 'static,
        {
            $crate::server::Endpoint::service(const { &[$(&$operation),*] }, make, |service, asked| match asked.number() {
                $($i => $crate::server::answer(asked, |($($arg)?): ($($request)?)| async move {
                    // Not by the pointer, which has methods of its own.
                    Self::$method(&service, $($arg)?).await
                }),)*
                _ => asked.refuse(),
            })
        }
    };
}

/// Without the feature `server` there are no endpoints.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __endpoints {
    ($($rest:tt)*) => {};
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
