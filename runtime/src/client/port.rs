//! Where a WSDL says that a service is.

use crate::SoapVersion;

/// A port of a service (WSDL 1.1, 2.6): a version of SOAP and an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Port {
    /// The version of its binding.
    pub version: SoapVersion,
    /// Its address, where the WSDL gives one; often that of the machine on which the WSDL was written.
    pub address: Option<&'static str>,
}

impl Port {
    /// A port of a generated client.
    #[doc(hidden)]
    pub const fn new(version: SoapVersion, address: Option<&'static str>) -> Port {
        Port { version, address }
    }

    /// The version that a client speaks unless it's told: SOAP 1.1, unless there are ports and none is of it.
    #[doc(hidden)]
    pub const fn preferred(ports: &[Port]) -> SoapVersion {
        match ports.first() {
            // A generated client has its ports in the order of the versions.
            Some(port) => port.version,
            None => SoapVersion::V1_1,
        }
    }
}
